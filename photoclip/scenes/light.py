"""Colours, and the light of each time of day and weather.

Colours are display-referred RGB triples with components 0..1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

RGB = tuple[float, float, float]

TIMES = ("day", "golden", "dusk", "night")
WEATHERS = ("clear", "cloudy", "fog", "rain", "snow")

COLOURS: dict[str, RGB] = {
    "red": (0.82, 0.08, 0.09),
    "orange": (0.97, 0.50, 0.06),
    "yellow": (0.98, 0.84, 0.12),
    "green": (0.13, 0.58, 0.20),
    "blue": (0.10, 0.30, 0.82),
    "purple": (0.47, 0.17, 0.66),
    "pink": (0.98, 0.53, 0.72),
    "white": (0.94, 0.94, 0.93),
    "black": (0.09, 0.09, 0.10),
    "brown": (0.46, 0.27, 0.13),
    "grey": (0.56, 0.57, 0.59),
}


@dataclass(frozen=True)
class Light:
    """How a scene is lit."""

    sky_top: RGB
    sky_low: RGB
    key: RGB
    """Factor on the colours of the subject."""
    ambient: RGB
    """Factor on the colours of the surroundings."""
    fog_colour: RGB
    fog: float = 0.0
    """Share of the far surroundings hidden by fog, 0..1."""
    clouds: float = 0.2
    """Share of the sky covered, 0..1."""
    stars: bool = False
    cast: float = 0.35
    """Darkness of cast shadows, 0..1."""
    side: float = -0.6
    """Where the light comes from: -1 is left, 1 is right."""
    indoors: bool = False
    night: bool = False
    lamps: bool = False
    """Whether windows and street lamps are lit."""


def mix(a: RGB, b: RGB, share: float) -> RGB:
    """Colour between `a` (share 0) and `b` (share 1)."""
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def times(a: RGB, b: RGB) -> RGB:
    """Component-wise product."""
    return (a[0] * b[0], a[1] * b[1], a[2] * b[2])


def scale(a: RGB, k: float) -> RGB:
    """Brighter (k > 1) or darker (k < 1) colour, kept within 0..1."""
    return (min(1.0, a[0] * k), min(1.0, a[1] * k), min(1.0, a[2] * k))


def jitter(rng: np.random.Generator, a: RGB, amount: float) -> RGB:
    """Colour near `a`: a common brightness change and a smaller one per component."""
    common = 1.0 + rng.uniform(-amount, amount)
    each = 1.0 + rng.uniform(-amount, amount, 3) * 0.4
    return scale(
        (a[0] * float(each[0]), a[1] * float(each[1]), a[2] * float(each[2])), float(common)
    )


_CLEAR: dict[str, Light] = {
    "day": Light((0.18, 0.44, 0.86), (0.68, 0.84, 0.97), (1, 1, 1), (1, 1, 1), (0.84, 0.87, 0.90)),
    "golden": Light(
        (0.40, 0.44, 0.66),
        (1.0, 0.63, 0.26),
        (1.04, 0.90, 0.72),
        (1.0, 0.74, 0.48),
        (0.96, 0.74, 0.50),
        clouds=0.3,
        cast=0.42,
    ),
    "dusk": Light(
        (0.13, 0.15, 0.40),
        (0.84, 0.47, 0.55),
        (0.74, 0.70, 0.84),
        (0.44, 0.40, 0.62),
        (0.50, 0.46, 0.62),
        clouds=0.3,
        cast=0.15,
        lamps=True,
    ),
    "night": Light(
        (0.02, 0.028, 0.085),
        (0.09, 0.12, 0.25),
        (0.70, 0.69, 0.72),
        (0.27, 0.30, 0.46),
        (0.20, 0.22, 0.29),
        clouds=0.0,
        stars=True,
        cast=0.2,
        night=True,
        lamps=True,
    ),
}


def light_for(rng: np.random.Generator, time: str | None, weather: str | None) -> Light:
    """The light of a time and weather; None for both means indoors."""
    side = float(rng.choice((-1.0, 1.0)) * rng.uniform(0.35, 0.9))
    if time is None:
        warm = mix((1.03, 1.0, 0.95), (0.99, 1.0, 1.03), float(rng.uniform()))
        grey = (0.7, 0.7, 0.7)
        return Light(grey, grey, warm, scale(warm, 0.97), grey, cast=0.3, side=side, indoors=True)
    base = replace(_CLEAR[time], side=side)
    level = 0.16 if time == "night" else 0.5 if time == "dusk" else 1.0
    tints: dict[str, RGB] = {
        "day": (1, 1, 1),
        "golden": (1.0, 0.80, 0.60),
        "dusk": (0.9, 0.86, 1.15),
        "night": (0.85, 0.95, 1.3),
    }
    tint = tints[time]

    def grey_sky(value: float, share: float) -> tuple[RGB, RGB]:
        top = mix(base.sky_top, times((value * level,) * 3, tint), share)
        low = mix(base.sky_low, times((min(1.0, value * 1.22) * level,) * 3, tint), share)
        return top, low

    if weather == "cloudy":
        top, low = grey_sky(0.64, 0.9)
        return replace(
            base,
            sky_top=top,
            sky_low=low,
            ambient=scale(base.ambient, 0.86),
            clouds=0.95,
            cast=0.08,
        )
    if weather == "fog":
        top, low = grey_sky(0.80, 0.85)
        return replace(
            base,
            sky_top=top,
            sky_low=low,
            fog=0.85,
            clouds=0.0,
            cast=0.05,
            stars=False,
            ambient=scale(base.ambient, 0.95),
        )
    if weather == "rain":
        top, low = grey_sky(0.46, 0.9)
        return replace(
            base,
            sky_top=top,
            sky_low=low,
            ambient=scale(base.ambient, 0.72),
            clouds=0.8,
            cast=0.05,
            stars=False,
            fog=0.3,
        )
    if weather == "snow":
        top, low = grey_sky(0.70, 0.9)
        return replace(
            base,
            sky_top=top,
            sky_low=low,
            ambient=scale(base.ambient, 0.9),
            clouds=0.5,
            cast=0.05,
            stars=False,
            fog=0.3,
        )
    return base
