"""Things people wear and carry."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.concept import Concept
from photoclip.scenes.light import RGB, mix, scale
from photoclip.scenes.parts import (
    DARK,
    PARTY,
    STEEL,
    WHITE,
    against,
    arc,
    brightness,
    lit_side,
    pick,
)
from photoclip.scenes.pen import Look, Pen

INK: RGB = (0.24, 0.24, 0.27)
OUT = ("clear", "cloudy")
BRIGHT = ("day", "golden", "dusk")


def _umbrella(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w = float(rng.uniform(0.56, 0.62))
    base, top = 0.66, float(rng.uniform(1.06, 1.14))
    pen.line([(0, base), (0, 0.14)], 0.03, STEEL)
    hook = arc(0.075, 0.12, 0.075, 0.09, 180, 370, 11)
    pen.line(hook, 0.05, (0.36, 0.22, 0.12))
    pen.line([(0, 0.12), (0, 0.26)], 0.05, (0.36, 0.22, 0.12))
    panels = 6
    edges = np.sin(np.linspace(-np.pi / 2, np.pi / 2, panels + 1)) * w
    low = np.interp(np.abs(edges), [0, w], [base - 0.02, base + 0.03])
    pen.poly(np.vstack([arc(0, base + 0.03, w, 0.07, 180, 360), [(w, base + 0.06)]]), scale(c, 0.4))
    side = lit_side(pen)
    two = rng.uniform() < 0.25
    t = np.linspace(0, 1, 9)
    for k in range(panels):
        ends = []
        for i in (k, k + 1):
            # Each rib is a quarter of an ellipse from the tip to its end at the rim.
            x = edges[i] * np.sin(t * np.pi / 2)
            y = low[i] + (top - low[i]) * np.cos(t * np.pi / 2)
            ends.append(np.stack([x, y], axis=1))
        a, b = ends[0][-1], ends[1][-1]
        scallop = [a + (b - a) * v + (0, 0.05 * 4 * v * (1 - v)) for v in (0.25, 0.5, 0.75)]
        middle = (edges[k] + edges[k + 1]) / 2 / w
        tone = mix(c, against(c, WHITE, (0.85, 0.3, 0.3)), 0.8) if two and k % 2 else c
        k_light = 0.92 + 0.24 * middle * side + (0.05 if k % 2 else -0.05)
        pen.poly(np.vstack([ends[0], scallop, ends[1][::-1]]), scale(tone, k_light))
        pen.line(ends[0], 0.008, scale(tone, 0.6))
    pen.limb((0, top - 0.01), (0, top + 0.08), 0.035, 0.02, STEEL)


def _hat(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    ribbon = pick(
        rng, [p for p in (*PARTY, DARK, WHITE) if abs(brightness(p) - brightness(c)) > 0.25]
    )
    if rng.uniform() < 0.5:
        w = float(rng.uniform(0.62, 0.68))
        pen.ellipse(0, 0.14, w, 0.135, scale(c, 0.72))
        pen.ellipse(0, 0.165, w, 0.125, c, 0.3)
        r, h = 0.33, float(rng.uniform(0.36, 0.44))
        dome = np.vstack(
            [[(-r, 0.17)], arc(0, 0.17 + h * 0.25, r, h * 0.8, 180, 0, 15), [(r, 0.17)]]
        )
        pen.poly(np.vstack([dome, arc(0, 0.17, r, 0.07, 0, -180, 9)]), c, 0.7)
        band = np.vstack(
            [arc(0, 0.175, r, 0.07, 180, 360, 11), arc(0, 0.27, r, 0.07, 360, 180, 11)]
        )
        pen.poly(band, ribbon)
        return
    # A felt hat with a dented crown and a curled brim.
    h = float(rng.uniform(0.56, 0.62))
    brim = [
        (-0.66, 0.20),
        (-0.35, 0.07),
        (0.0, 0.03),
        (0.35, 0.07),
        (0.66, 0.20),
        (0.34, 0.20),
        (-0.34, 0.20),
    ]
    crown = [
        (-0.36, 0.13),
        (-0.33, 0.38),
        (-0.25, h),
        (-0.08, h - 0.03),
        (0.04, h - 0.08),
        (0.25, h),
        (0.33, 0.38),
        (0.36, 0.13),
    ]
    pen.smooth(crown, c, 0.7)
    pen.smooth(
        [(-0.08, h - 0.03), (0.05, h - 0.07), (0.04, h - 0.26), (-0.02, h - 0.2)], scale(c, 0.72)
    )
    pen.poly([(-0.36, 0.12), (0.36, 0.12), (0.345, 0.26), (-0.345, 0.26)], ribbon)
    pen.smooth(brim, scale(c, 0.94), 0.4)


def _shoe(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    pale = against(c, WHITE, (0.60, 0.62, 0.66))
    h = float(rng.uniform(0.44, 0.58))
    upper = [
        (-0.55, 0.10),
        (-0.57, 0.32),
        (-0.53, h - 0.02),
        (-0.30, h),
        (-0.08, h),
        (0.10, 0.36),
        (0.32, 0.26),
        (0.54, 0.19),
        (0.58, 0.09),
    ]
    pen.smooth(upper, c, 0.5)
    # The collar is drawn last: it would be hidden by the rounded side.
    pen.ellipse(-0.30, h - 0.01, 0.235, 0.062, scale(c, 0.8))
    pen.ellipse(-0.29, h - 0.008, 0.205, 0.044, scale(c, 0.3))
    toe = [(0.30, 0.09), (0.36, 0.25), (0.50, 0.21), (0.60, 0.10)]
    pen.smooth(toe, pale if rng.uniform() < 0.5 else scale(c, 1.15), 0.4)
    if rng.uniform() < 0.6:
        swoosh = [(-0.42, 0.30), (-0.20, 0.15), (0.14, 0.33), (-0.10, 0.22)]
        pen.smooth(swoosh, pale)
    else:
        for k in range(3):
            x = -0.20 + 0.09 * k
            pen.line([(x, 0.13), (x + 0.10, 0.36)], 0.035, pale)
    for k in range(4):
        x, y = -0.06 + 0.085 * k, h - 0.05 - 0.062 * k
        pen.line([(x - 0.075, y - 0.045), (x + 0.045, y + 0.035)], 0.028, against(c, WHITE, INK))
    sole = [(-0.58, 0.0), (0.56, 0.0), (0.63, 0.06), (0.61, 0.115), (-0.60, 0.125), (-0.61, 0.05)]
    pen.poly(sole, (0.94, 0.94, 0.92) if brightness(c) < 0.8 else (0.35, 0.36, 0.40), 0.2)
    pen.line([(-0.60, 0.035), (0.60, 0.035)], 0.014, (0.68, 0.68, 0.68))


def _backpack(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w = float(rng.uniform(0.34, 0.39))
    top = float(rng.uniform(0.98, 1.05))
    pen.line(arc(0, top - 0.02, 0.09, 0.10, 0, 180, 11), 0.035, scale(c, 0.5))
    for s in (-1, 1):
        strap = [
            (0.20 * s, top - 0.05),
            (w * 1.22 * s, top - 0.25),
            (w * 1.26 * s, 0.35),
            (w * 0.9 * s, 0.10),
        ]
        pen.line(strap, 0.06, scale(c, 0.55))
        x = 1.035 * w * s
        pen.rect(x - 0.135 * w, 0.08, x + 0.135 * w, 0.36, scale(c, 0.8), 0.4, 0.05)
    body = [
        (-w, 0.02),
        (-w * 1.02, 0.55),
        (-w * 0.72, top - 0.06),
        (0, top),
        (w * 0.72, top - 0.06),
        (w * 1.02, 0.55),
        (w, 0.02),
        (0, 0.0),
    ]
    pen.smooth(body, c, 0.55)
    zip_tone = against(c, scale(c, 0.45), (0.4, 0.4, 0.42))
    pen.line(arc(0, 0.56, w * 0.80, top - 0.66, 0, 180, 15), 0.022, zip_tone)
    other = scale(c, 0.84) if rng.uniform() < 0.6 else mix(c, DARK, 0.5)
    pen.rect(-w * 0.80, 0.05, w * 0.80, 0.46, other, 0.45, 0.07)
    pen.line([(-w * 0.72, 0.385), (w * 0.72, 0.385)], 0.02, zip_tone)
    pen.line([(w * 0.45, 0.385), (w * 0.50, 0.29)], 0.02, STEEL)
    pen.rect(-0.09, 0.58, 0.09, 0.68, against(c), 0.2, 0.02)


def _sunglasses(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    lens = mix(DARK, pick(rng, ((0.2, 0.25, 0.4), (0.3, 0.2, 0.1), (0.1, 0.25, 0.15))), 0.4)
    y, rx = 0.25, float(rng.uniform(0.25, 0.28))
    ry = float(rng.uniform(0.18, 0.24))
    power = float(rng.uniform(0.6, 1.0))
    a = np.linspace(0, 2 * np.pi, 25)[:-1]
    ring = np.stack(
        [
            np.sign(np.cos(a)) * np.abs(np.cos(a)) ** power,
            np.sign(np.sin(a)) * np.abs(np.sin(a)) ** power,
        ],
        1,
    )
    pen.line(arc(0, y + 0.07, 0.10, 0.05, 20, 160, 9), 0.05, c)
    for s in (-1, 1):
        pen.limb((0.58 * s, y + 0.11), (0.46 * s, y + 0.26), 0.07, 0.04, scale(c, 0.75))
        pen.limb((0.50 * s, y + 0.13), (0.64 * s, y + 0.12), 0.09, 0.08, c)
        x = 0.34 * s
        pen.poly(ring * (rx + 0.05, ry + 0.05) + (x, y), c, 0.3)
        pen.poly(ring * (rx - 0.005, ry - 0.005) + (x, y), lens, 0.4)
        bottom = np.array([(-0.10, -0.11), (-0.04, -0.11), (0.10, 0.13), (0.03, 0.13)]) * (
            1,
            ry / 0.22,
        )
        pen.poly(bottom + np.array([x, y]), mix(lens, (1, 1, 1), 0.45))


WEAR: tuple[Concept, ...] = (
    Concept(
        "umbrella",
        "an open umbrella",
        "umbrellas",
        ("open umbrella", "parasol"),
        ("red", "yellow", "green", "blue", "purple", "pink", "black", "orange", "white"),
        settings=("street", "beach", "grass", "studio"),
        weathers=("clear", "cloudy", "rain", "fog"),
        counts=(1, 2, 3),
        default=(0.80, 0.12, 0.15),
        box=(1.28, 1.24),
        bulk=1.2,
        draw=_umbrella,
        tilt=14.0,
        relief=0.25,
        fur=0.03,
    ),
    Concept(
        "hat",
        "a hat",
        "hats",
        ("headwear",),
        ("brown", "black", "red", "white", "blue", "grey", "pink"),
        settings=("table", "studio", "room", "beach"),
        times=BRIGHT,
        weathers=OUT,
        counts=(1, 2, 3),
        default=(0.86, 0.70, 0.42),
        box=(1.38, 0.66),
        draw=_hat,
        tilt=4.0,
        fur=0.12,
    ),
    Concept(
        "shoe",
        "a shoe",
        "shoes",
        ("sneaker", "trainer", "footwear"),
        ("red", "blue", "green", "white", "black", "yellow", "pink", "orange"),
        settings=("studio", "room", "street", "grass"),
        times=BRIGHT,
        weathers=OUT,
        counts=(1, 2, 3),
        default=(0.20, 0.35, 0.70),
        box=(1.26, 0.62),
        draw=_shoe,
        tilt=3.0,
        relief=0.35,
        fur=0.07,
    ),
    Concept(
        "backpack",
        "a backpack",
        "backpacks",
        ("rucksack", "bag", "school bag"),
        ("red", "blue", "green", "black", "yellow", "purple", "orange", "grey", "pink"),
        settings=("room", "studio", "grass", "forest", "street"),
        times=BRIGHT,
        weathers=OUT,
        counts=(1, 2, 3),
        default=(0.85, 0.40, 0.12),
        box=(1.04, 1.16),
        draw=_backpack,
        tilt=3.0,
        relief=0.4,
        fur=0.12,
    ),
    Concept(
        "sunglasses",
        "a pair of sunglasses",
        None,
        ("glasses", "shades"),
        ("black", "red", "blue", "white", "pink", "yellow", "green"),
        settings=("table", "studio", "beach"),
        times=("day", "golden"),
        weathers=OUT,
        default=DARK,
        box=(1.36, 0.56),
        draw=_sunglasses,
        tilt=5.0,
        relief=0.25,
        fur=0.0,
    ),
)
