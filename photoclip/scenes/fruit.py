"""Fruit."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.concept import Concept
from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.parts import CREAM, DARK, arc, leaf
from photoclip.scenes.pen import Look, Pen


def _apple(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w = float(rng.uniform(0.44, 0.49))
    top = float(rng.uniform(0.74, 0.80))
    foot = float(rng.uniform(0.16, 0.24))
    half = [(0.10, top + 0.02), (0.28, top + 0.07), (w, top - 0.14), (w * 0.93, 0.36), (foot, 0.03)]
    body = [(0.0, top - 0.04), *half, (0.0, 0.05), *((-x, y) for x, y in reversed(half))]
    pen.smooth(body, c, 0.95)
    other: RGB = (0.95, 0.78, 0.30) if c[0] > 0.6 else (0.80, 0.85, 0.35)
    for _ in range(9):
        x = rng.uniform(-0.32, 0.32)
        y = rng.uniform(0.15, 0.6)
        streak = mix(c, other, 0.28)
        pen.line([(x, y), (x * 1.06, y + 0.1)], 0.012, streak)
    pen.ellipse(0, top - 0.01, 0.17, 0.055, scale(c, 0.52))
    lean = float(rng.uniform(-0.10, 0.10))
    pen.line(
        [(0, top - 0.02), (lean * 0.5, top + 0.1), (lean, top + 0.2)], 0.04, (0.33, 0.21, 0.11)
    )
    if rng.uniform() < 0.75:
        leaf(pen, lean * 0.5, top + 0.08, 0.32, rng.uniform(5, 40) if lean <= 0 else 150)
    s = 1 if pen.light.side > 0 else -1
    pen.ellipse(0.22 * s, top - 0.16, 0.06, 0.1, mix(c, (1, 1, 1), 0.65), angle=-20 * s)


def _banana(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    stem: RGB = (0.45, 0.36, 0.12)
    bend = float(rng.uniform(0.40, 0.56))
    p = pen.at(-0.54, bend + 0.06)
    t = np.linspace(0.0, 1.0, 13)
    x = 1.10 * t
    low = -bend * (1 - (2 * t - 1) ** 2) - 0.10 * t
    thick = float(rng.uniform(0.25, 0.30)) * np.sin(np.pi * (0.09 + 0.82 * t)) ** 0.7
    outer = np.stack([x, low], axis=1)
    inner = np.stack([x, low + thick * 1.05], axis=1)
    p.smooth(np.vstack([outer, inner[::-1]]), scale(c, 0.72))
    # Three faces meet at two ridges; the middle one is seen full on.
    for share, k in ((0.34, 0.98), (0.72, 1.10)):
        ridge = outer + (inner - outer) * share
        p.poly(np.vstack([ridge, inner[::-1]]), scale(c, k))
    p.limb((0.05, low[0] + 0.06), (-0.05, 0.14), 0.12, 0.065, stem)
    p.limb((1.07, low[-1] + 0.06), (1.12, low[-1] + 0.08), 0.09, 0.05, scale(stem, 0.45))
    for _ in range(int(rng.integers(3, 12))):
        i = int(rng.integers(2, 11))
        spot = outer[i] + (inner[i] - outer[i]) * rng.uniform(0.2, 0.9)
        size = rng.uniform(0.010, 0.026)
        p.ellipse(spot[0], spot[1], size, size * 0.45, (0.48, 0.33, 0.10), angle=rng.uniform(0, 90))


def _orange(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    r = 0.44
    squash = float(rng.uniform(0.93, 1.0))
    if rng.uniform() < 0.4:
        _cut_orange(pen.at(0, r, r, rng.uniform(0, 60)), rng, c)
        return
    pen.ellipse(0, r * squash, r, r * squash, c, 0.9)
    for _ in range(34):
        a, d = rng.uniform(0, 6.28), r * 0.9 * np.sqrt(rng.uniform())
        pen.disc(d * np.cos(a), r + d * squash * np.sin(a), 0.009, scale(c, 0.84))
    x = float(rng.uniform(-0.08, 0.08))
    y = r * (1 + squash) - 0.09
    pen.ellipse(x, y, 0.055, 0.024, (0.36, 0.42, 0.12))
    count = int(rng.integers(0, 3))
    for k in range(count):
        leaf(
            pen,
            x,
            y,
            rng.uniform(0.3, 0.4),
            rng.uniform(5, 40) if k == 0 else rng.uniform(140, 170),
        )


def _cut_orange(pen: Pen, rng: np.random.Generator, c: RGB) -> None:
    """The cut side of half an orange, on a circle of radius one."""
    pen.disc(0, 0, 1.0, c, 0.3)
    pen.disc(0, 0, 0.91, CREAM)
    count = int(rng.integers(8, 11))
    for k in range(count):
        a = 2 * np.pi * (k + np.array([0.07, 0.3, 0.5, 0.7, 0.93])) / count
        rim = [(0.84 * np.cos(v), 0.84 * np.sin(v)) for v in a]
        inner = (0.10 * np.cos(a[2]), 0.10 * np.sin(a[2]))
        pen.poly([inner, *rim], jitter(rng, (1.0, 0.60, 0.12), 0.06), 0.3)


def _strawberry(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w = float(rng.uniform(0.36, 0.44))
    top = 0.76
    half = [(0.16, top), (w * 0.9, top - 0.08), (w, 0.52), (w * 0.62, 0.22), (0.10, 0.02)]
    pen.smooth([(0, top), *half, (0, 0.0), *((-x, y) for x, y in reversed(half))], c, 0.8)
    rows = 6
    for j in range(rows):
        y = 0.12 + 0.58 * j / (rows - 1)
        reach = np.interp(y, [0.0, 0.22, 0.52, 0.68, 0.76], [0.05, w * 0.6, w, w * 0.9, 0.2]) * 0.82
        count = 1 + round(reach * 11)
        for x in np.linspace(-reach, reach, count) if count > 1 else [0.0]:
            xs = float(x) + (0.04 if j % 2 else 0.0)
            pen.ellipse(xs, y - 0.008, 0.021, 0.026, scale(c, 0.62))
            pen.ellipse(xs, y, 0.013, 0.02, (0.97, 0.84, 0.45))
    count = int(rng.integers(6, 9))
    for k in range(count):
        a = 200 + 140 * k / (count - 1) + rng.uniform(-10, 10)
        leaf(
            pen, 0, top + 0.02, rng.uniform(0.24, 0.34), a if k % 2 else a + 180, (0.25, 0.56, 0.14)
        )
    pen.line([(0, top), (0.03, top + 0.18)], 0.04, (0.40, 0.60, 0.20))


def _melon(pen: Pen, look: Look) -> None:
    rng = look.rng
    top = float(rng.uniform(0.54, 0.60))
    wedge = rng.uniform() < 0.4
    for r, c in ((0.60, (0.13, 0.42, 0.14)), (0.565, (0.72, 0.86, 0.52)), (0.525, look.colour)):
        if wedge:
            points = np.vstack([arc(0, 0.75, r * 1.22, r * 1.22, 232, 308, 13), [(0, 0.98)]])
        else:
            points = arc(0, top, r, r * 0.98 * top / 0.6, 180, 360, 25)
        pen.poly(points, c, 0.2 if r < 0.53 else 0.0)
    for _ in range(40):
        r, a = rng.uniform(0.16, 0.44), np.deg2rad(rng.uniform(194, 346))
        x, y = r * np.cos(a), top + r * np.sin(a) * top / 0.6
        if wedge:
            y = 0.72 - 1.15 * r
            x = rng.uniform(-0.5, 0.5) * (0.95 - y)
        pen.ellipse(x, y, 0.015, 0.026, DARK, angle=float(np.rad2deg(a)) + 90)
        if pen.unit < 200 and rng.uniform() < 0.3:
            break


FRUIT: tuple[Concept, ...] = (
    Concept(
        "apple",
        "an apple",
        plural="apples",
        synonyms=("fruit",),
        colours=("red", "green", "yellow"),
        settings=("table", "studio", "grass"),
        times=("day", "golden"),
        weathers=("clear", "cloudy"),
        counts=(1, 2, 3, 5),
        default=(0.78, 0.10, 0.09),
        box=(1.0, 1.02),
        draw=_apple,
        tilt=8.0,
        relief=0.35,
        fur=0.04,
    ),
    Concept(
        "banana",
        "a banana",
        plural="bananas",
        synonyms=("fruit", "yellow fruit"),
        settings=("table", "studio"),
        counts=(1, 2, 3),
        default=(0.98, 0.82, 0.16),
        box=(1.26, 0.82),
        draw=_banana,
        tilt=10.0,
        relief=0.4,
        fur=0.04,
    ),
    Concept(
        "orange",
        "an orange",
        plural="oranges",
        synonyms=("fruit", "orange fruit", "citrus fruit"),
        settings=("table", "studio"),
        counts=(1, 2, 3, 5),
        default=(0.98, 0.53, 0.07),
        box=(1.0, 0.98),
        draw=_orange,
        tilt=4.0,
        relief=0.35,
    ),
    Concept(
        "strawberry",
        "a strawberry",
        plural="strawberries",
        synonyms=("fruit", "berry"),
        settings=("table", "studio"),
        counts=(1, 2, 3, 5),
        default=(0.85, 0.08, 0.11),
        box=(0.94, 1.0),
        bulk=0.9,
        draw=_strawberry,
        tilt=25.0,
        relief=0.35,
        fur=0.03,
    ),
    Concept(
        "watermelon",
        "a slice of watermelon",
        plural="slices of watermelon",
        synonyms=("fruit", "watermelon slice", "melon"),
        settings=("table", "studio", "beach", "grass"),
        times=("day", "golden"),
        weathers=("clear", "cloudy"),
        counts=(1, 2, 3),
        default=(0.92, 0.20, 0.22),
        box=(1.26, 0.98),
        draw=_melon,
        tilt=6.0,
        relief=0.3,
        fur=0.05,
    ),
)
