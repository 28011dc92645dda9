"""What is in one picture: the choices that a caption may speak of, and how they are drawn by lot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from photoclip.scenes.backdrops import INDOOR
from photoclip.scenes.concept import Concept
from photoclip.scenes.concepts import CONCEPTS, concept_named

SEVERAL = 5
"""The count that stands for "several"."""

# Light that would make two words look alike is left out: a cloudy dusk is just a dull dusk.
_WEATHERS_AT = {
    "day": ("clear", "cloudy", "fog", "rain", "snow"),
    "golden": ("clear", "fog"),
    "dusk": ("clear", "fog", "rain", "snow"),
    "night": ("clear", "fog", "rain", "snow"),
}
_TIME_ODDS = {"day": 0.40, "golden": 0.20, "dusk": 0.16, "night": 0.24}
_WEATHER_ODDS = {"clear": 0.42, "cloudy": 0.13, "fog": 0.13, "rain": 0.16, "snow": 0.16}
_NOT_IN = {
    "desert": ("fog", "rain", "snow"),
    "beach": ("snow",),
    "snow": ("rain",),
    # No sky is seen between the trees.
    "forest": ("cloudy",),
}
_ASPECTS = ((4 / 3, 0.36), (3 / 2, 0.24), (1.0, 0.16), (3 / 4, 0.14), (2 / 3, 0.06), (16 / 9, 0.04))
_FAR_BULK = 0.45
"""Things smaller than this are not shown in the distance."""

T = TypeVar("T")


@dataclass(frozen=True)
class SceneSpec:
    """One picture, fully determined together with its size in pixels."""

    concept: str
    seed: int
    colour: str | None = None
    """A name from `light.COLOURS`, or None for the concept's own colours."""
    time: str | None = None
    """One of `light.TIMES`; None indoors."""
    weather: str | None = None
    """One of `light.WEATHERS`; None indoors."""
    count: int = 1
    """1 to 4, or `SEVERAL`."""
    position: str | None = None
    """"left", "centre" or "right" within the centre square; None: anywhere near the middle."""
    distance: str | None = None
    """"near" (fills the picture), "far" (small), or None between the two."""
    setting: str | None = None
    """One of `backdrops.SETTINGS`; None for a whole scene."""
    aspect: float = 4 / 3
    """Width over height."""

    @property
    def drawn(self) -> int:
        """How many objects are in the picture; "several" is five to seven."""
        return self.count if self.count < SEVERAL else SEVERAL + self.seed % 3


def _pick(rng: np.random.Generator, options: Sequence[T], odds: Sequence[float] | None = None) -> T:
    """One of the options; their odds need not add up to one."""
    weights = np.ones(len(options)) if odds is None else np.array(odds, dtype=np.float64)
    edges = np.cumsum(weights)
    return options[int(np.searchsorted(edges, rng.uniform(0.0, edges[-1]), side="right"))]


def moments(concept: Concept, setting: str | None) -> list[tuple[str, str]]:
    """Times and weathers in which the concept can be shown in the setting; none indoors."""
    if setting in INDOOR:
        return []
    barred = _NOT_IN.get(setting or "", ())
    return [
        (time, weather)
        for time in concept.times
        for weather in concept.weathers
        if weather in _WEATHERS_AT[time] and weather not in barred
    ]


def sample_spec(rng: np.random.Generator, concept: str | None = None) -> SceneSpec:
    """A random picture, of the named concept or of any with equal odds."""
    what = _pick(rng, CONCEPTS) if concept is None else concept_named(concept)
    seed = int(rng.integers(0, 2**31))
    aspect = _pick(rng, [a for a, _ in _ASPECTS], [p for _, p in _ASPECTS])
    colour = _pick(rng, what.colours) if what.colours and rng.uniform() < 0.8 else None
    setting = _pick(rng, what.settings) if what.settings else None
    allowed = moments(what, setting)
    time, weather = None, None
    if allowed:
        # The time first, so that times with few weathers are not rare.
        hours = list(dict.fromkeys(t for t, _ in allowed))
        if colour == "black":
            # Black things do not stand out in the dark.
            hours = [t for t in hours if t in ("day", "golden")] or hours
        time = _pick(rng, hours, [_TIME_ODDS[t] for t in hours])
        skies = [w for t, w in allowed if t == time]
        weather = _pick(rng, skies, [_WEATHER_ODDS[w] for w in skies])
    if what.draw is None:
        return SceneSpec(what.name, seed, colour, time, weather, aspect=aspect)
    many = [n for n in what.counts if n > 1]
    count = _pick(rng, many) if many and rng.uniform() < 0.42 else 1
    position: str | None = None
    distance: str | None = None
    if count == 1:
        far = 0.16 if may_be_far(what, setting) else 0.0
        distance = _pick(rng, ("near", "far", None), (0.20, far, 0.8 - far))
        if distance != "near":
            position = _pick(rng, ("left", "right", "centre", None), (0.17, 0.17, 0.16, 0.5))
    return SceneSpec(
        what.name, seed, colour, time, weather, count, position, distance, setting, aspect
    )


def may_be_far(concept: Concept, setting: str | None) -> bool:
    """Whether the concept makes sense as something small in the distance."""
    return setting not in (None, "table", "room", "studio") and concept.bulk >= _FAR_BULK
