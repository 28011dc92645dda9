"""Works of engineering: towers, mills, bridges, wheels."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from photoclip.scenes import backdrops, noise
from photoclip.scenes.canvas import Canvas
from photoclip.scenes.concept import Concept
from photoclip.scenes.concepts_landmarks import courses, house_shape, window
from photoclip.scenes.light import RGB, mix, scale
from photoclip.scenes.pen import Look, Pen
from photoclip.scenes.scenery import (
    chance,
    leafy,
    pick,
    rock,
    scatter,
    stand,
    surroundings,
    tall,
    wide,
)

LEAF: RGB = (0.22, 0.42, 0.13)
LAMP: RGB = (1.0, 0.82, 0.48)
GLASS: RGB = (0.22, 0.29, 0.36)
LIT = ("day", "golden", "dusk")
NO_SNOW = ("clear", "cloudy", "fog", "rain")


def lighthouse_shape(pen: Pen, look: Look) -> None:
    """Tapering tower with bands and a lantern; box (0.6, 1.35)."""
    rng = look.rng
    band: RGB = ((0.80, 0.12, 0.10), (0.80, 0.12, 0.10), (0.12, 0.14, 0.18))[int(rng.integers(3))]
    count = int(rng.integers(4, 7))
    high = 1.0
    for k in range(count):
        y0, y1 = high * k / count, high * (k + 1) / count
        w0, w1 = 0.19 - 0.075 * y0, 0.19 - 0.075 * y1
        c = band if k % 2 else (0.95, 0.95, 0.93)
        for j in range(6):
            a, b = -1 + j / 3, -1 + (j + 1) / 3
            tone = scale(c, 0.86 + 0.14 * (1 - abs((a + b) / 2 - 0.5 * look.light.side)))
            pen.poly([(a * w0, y0), (b * w0, y0), (b * w1, y1), (a * w1, y1)], tone)
    for y in (0.3, 0.55, 0.78):
        pen.rect(-0.02, y, 0.02, y + 0.06, GLASS)
    pen.rect(-0.04, 0, 0.05, 0.12, (0.30, 0.20, 0.14))
    pen.rect(-0.16, high, 0.16, high + 0.03, (0.25, 0.25, 0.28))
    pen.rect(
        -0.085,
        high + 0.03,
        0.085,
        high + 0.16,
        (1.0, 0.93, 0.62) if look.light.lamps else (0.75, 0.84, 0.88),
        emit=look.light.lamps,
    )
    for x in (-0.085, -0.03, 0.03, 0.085):
        pen.line([(x, high + 0.03), (x, high + 0.16)], 0.010, (0.25, 0.25, 0.28))
    pen.line([(-0.16, high + 0.085), (0.16, high + 0.085)], 0.010, (0.25, 0.25, 0.28))
    pen.smooth(
        [(-0.11, high + 0.155), (0, high + 0.26), (0.11, high + 0.155), (0, high + 0.15)], band, 0.5
    )
    pen.line([(0, high + 0.24), (0, high + 0.31)], 0.012, (0.25, 0.25, 0.28))


def lighthouse(canvas: Canvas, _: RGB) -> None:
    """Banded lighthouse on rocks by the sea."""
    canvas.horizon = pick(canvas, 0.58, 0.70)
    canvas.sky()
    canvas.water(canvas.horizon, 1.0, (0.07, 0.30, 0.44), 0.35, 0.18)
    canvas.fog_band(canvas.light.fog * 0.5)
    x = pick(canvas, 0.3, 0.7)
    foot = canvas.horizon + 0.04
    size = min(pick(canvas, 0.50, 0.66), (foot * tall(canvas) - 0.03) / 1.32)
    top = foot - 1.08 * size / tall(canvas)
    if canvas.light.lamps:
        xs, ys = canvas.xx - x, (canvas.yy - top) * tall(canvas) / wide(canvas)
        for turn in (1.0, -1.0):
            away = np.maximum(xs * turn, 1e-3)
            beam = (
                np.exp(-(((ys + 0.12 * away * turn) / (0.10 * away + 0.01)) ** 2))
                * np.exp(-away * 1.4)
                * (xs * turn > 0)
            )
            canvas.img += (0.5 * beam)[:, :, None].astype(np.float32) * np.array(
                (1.0, 0.92, 0.65), dtype=np.float32
            )
    edge = (
        canvas.horizon
        + 0.22
        - 0.20 * np.exp(-(((canvas.xx[0] - x) / 0.26) ** 4))
        + 0.035 * noise.curve(canvas.rng, canvas.width, 9, 4, 0.65)
    )
    canvas.ridge(
        edge.astype(np.float32),
        (0.44, 0.40, 0.36),
        (0.22, 0.21, 0.21),
        0.3,
        0.32,
        0.0,
        "rough",
        220,
    )
    if chance(canvas, 0.6):
        stand(
            canvas,
            house_shape,
            (0.92, 0.91, 0.88),
            (x + 0.13, foot + 0.01),
            0.16,
            (1.5, 1.1),
            0.6,
            relief=0.2,
        )
    stand(
        canvas, lighthouse_shape, (1, 1, 1), (x, foot), size, (0.7, 1.36), 0.7, relief=0.2, fur=0.04
    )
    if canvas.light.lamps:
        canvas.glow(x, top, 0.09, (1.0, 0.92, 0.65), 0.9)
    scatter(
        canvas,
        rock,
        [(0.36, 0.33, 0.31)],
        (1.0, 0.6),
        [(foot + 0.08, 0.10, 6), (foot + 0.18, 0.16, 5)],
        0.02,
    )


def windmill_shape(pen: Pen, look: Look) -> None:
    """Mill with a tapering body and four latticed sails; box (1.3, 1.5)."""
    rng, c = look.rng, look.colour
    for j in range(6):
        a, b = -1 + j / 3, -1 + (j + 1) / 3
        tone = scale(c, 0.80 + 0.25 * (1 - abs((a + b) / 2 - 0.5 * look.light.side)))
        pen.poly([(a * 0.27, 0), (b * 0.27, 0), (b * 0.15, 0.78), (a * 0.15, 0.78)], tone)
    courses(pen, look, (-0.16, 0.05, 0.16, 0.75), c, 0.035)
    if rng.uniform() < 0.5:
        pen.rect(-0.33, 0.30, 0.33, 0.325, (0.92, 0.90, 0.85))
        for k in range(9):
            x = -0.32 + 0.08 * k
            pen.line([(x, 0.32), (x, 0.40)], 0.008, (0.92, 0.90, 0.85))
        pen.line([(-0.33, 0.40), (0.33, 0.40)], 0.010, (0.92, 0.90, 0.85))
    window(pen, look, -0.04, 0.50, 0.07, 0.10)
    pen.rect(-0.06, 0, 0.07, 0.18, (0.30, 0.42, 0.30))
    pen.smooth(
        [(-0.17, 0.77), (-0.13, 0.90), (0.0, 0.97), (0.13, 0.90), (0.17, 0.77), (0, 0.76)],
        (0.32, 0.25, 0.20),
        0.6,
    )
    turn = float(rng.uniform(0, 90))
    for k in range(4):
        arm = pen.at(0, 0.84, 1.0, turn + 90 * k)
        arm.rect(0.09, 0.01, 0.60, 0.115, (0.96, 0.94, 0.88))
        for i in range(9):
            x = 0.09 + 0.51 * i / 8
            arm.line([(x, 0.0), (x, 0.115)], 0.009, (0.40, 0.30, 0.22))
        for y in (0.058, 0.115):
            arm.line([(0.09, y), (0.60, y)], 0.008, (0.40, 0.30, 0.22))
        arm.line([(0, 0), (0.62, 0)], 0.026, (0.36, 0.24, 0.16))
    pen.disc(0, 0.84, 0.04, (0.30, 0.20, 0.14), 0.5)


def windmill(canvas: Canvas, _: RGB) -> None:
    """Old windmill in flat country."""
    canvas.horizon = pick(canvas, 0.66, 0.76)
    canvas.sky()
    y = canvas.horizon
    backdrops.tree_line(canvas, y + 0.01, 0.04, (0.20, 0.33, 0.14), 0.25)
    canvas.ground((0.28, 0.48, 0.14), (0.38, 0.52, 0.22), "blade", 0.32, 180)
    if chance(canvas, 0.4):
        canvas.water(y + 0.10, 1.0, (0.14, 0.34, 0.42), 0.6, 0.12)
    canvas.fog_band(canvas.light.fog * 0.5)
    c: RGB = ((0.50, 0.28, 0.20), (0.92, 0.91, 0.87), (0.42, 0.33, 0.25))[
        int(canvas.rng.integers(3))
    ]
    stand(
        canvas,
        windmill_shape,
        c,
        (pick(canvas, 0.4, 0.6), y + 0.06),
        pick(canvas, 0.48, 0.56),
        (1.34, 1.5),
        0.6,
        False,
        0.4,
        0.2,
        0.06,
    )


def turbine(pen: Pen, look: Look) -> None:
    """Slender white tower with three blades; box (1.0, 1.5)."""
    c: RGB = (0.95, 0.96, 0.97)
    pen.poly([(-0.028, 0), (0.028, 0), (0.014, 1.0), (-0.014, 1.0)], c)
    pen.poly([(0.004, 0), (0.028, 0), (0.014, 1.0), (0.002, 1.0)], scale(c, 0.78))
    turn = float(look.rng.uniform(0, 120))
    for k in range(3):
        arm = pen.at(0, 1.0, 1.0, turn + 120 * k)
        arm.smooth([(0.0, 0.012), (0.1, 0.042), (0.46, 0.006), (0.1, -0.014)], c, 0.3)
    pen.disc(0, 1.0, 0.030, scale(c, 0.85), 0.4)


def wind_turbines(canvas: Canvas, _: RGB) -> None:
    """White wind turbines on hills or at sea."""
    canvas.horizon = pick(canvas, 0.68, 0.80)
    canvas.sky()
    y = canvas.horizon
    if chance(canvas, 0.3):
        canvas.water(y, 1.0, (0.08, 0.30, 0.42), 0.4, 0.16)
    else:
        backdrops.far_hills(canvas, y)
        near: RGB = (0.30, 0.48, 0.15) if chance(canvas, 0.7) else (0.78, 0.64, 0.28)
        canvas.ground(near, mix(near, (0.6, 0.62, 0.35), 0.4), "blade", 0.3, 180)
    canvas.fog_band(canvas.light.fog * 0.5)
    count = int(canvas.rng.integers(3, 6))
    order = canvas.rng.permutation(count).tolist()
    for k, place in enumerate(order):
        near_by = k / (count - 1)
        x = (place + pick(canvas, 0.25, 0.75)) / count
        size = 0.24 + 0.26 * near_by + pick(canvas, -0.03, 0.03)
        stand(
            canvas,
            turbine,
            (1, 1, 1),
            (x, y + 0.01 + 0.10 * near_by),
            size,
            (1.0, 1.52),
            0.25,
            shadow=0.0,
            relief=0.1,
            fur=0.0,
        )


def span(paint: Callable[[Pen, Look, float], None]) -> Callable[[Canvas, RGB], None]:
    """Scene of a bridge over water; `paint` draws it over a width given in units of its height."""

    def scene(canvas: Canvas, _: RGB) -> None:
        canvas.horizon = pick(canvas, 0.62, 0.72)
        canvas.sky()
        backdrops.far_hills(canvas, canvas.horizon + 0.01)
        canvas.fog_band(canvas.light.fog * 0.5)
        look = surroundings(canvas, (1, 1, 1), 0.45)
        size = pick(canvas, 0.42, 0.52)
        width = wide(canvas) / size

        def draw(pen: Pen, own: Look) -> None:
            paint(pen, own, width / 2 + 0.05)

        foot = canvas.horizon + 0.05
        sprite = canvas.sprite(draw, look, size, (width, 1.1), False, 0.0, 0.2, 0.05)
        canvas.paste(sprite, 0.5, foot, canvas.light.fog * 0.25)
        canvas.water(foot, 1.0, (0.10, 0.30, 0.40), 0.6, 0.16)
        if canvas.light.lamps:
            for k in range(9):
                canvas.glow(k / 8, foot - 0.34 * size / tall(canvas), 0.018, LAMP, 0.8)

    return scene


def suspension(pen: Pen, look: Look, half: float) -> None:
    """Two tall towers, hanging cables and a deck."""
    c: RGB = ((0.76, 0.24, 0.14), (0.76, 0.24, 0.14), (0.55, 0.60, 0.64))[int(look.rng.integers(3))]
    reach, deck = half * float(look.rng.uniform(0.48, 0.62)), 0.26
    t = np.linspace(-1, 1, 17)
    hang = np.stack([t * reach, deck + 0.05 + 0.68 * t * t], 1)
    for x, y in hang.tolist():
        pen.line([(x, deck), (x, y)], 0.007, scale(c, 0.9))
    for side in (-1, 1):
        for k in range(1, 7):
            x = side * (reach + (half - reach) * k / 7)
            pen.line([(x, deck), (x, 0.99 - 0.70 * k / 7)], 0.007, scale(c, 0.9))
        pen.line([(side * reach, 0.99), (side * half, deck + 0.04)], 0.022, c)
    pen.line(hang, 0.022, c)
    for side in (-1, 1):
        x = side * reach
        for off in (-0.045, 0.045):
            pen.rect(
                x + off - 0.02,
                0.0,
                x + off + 0.02,
                1.02,
                scale(c, 0.95 + off * 3 * look.light.side),
            )
        for y in (0.42, 0.62, 0.82, 0.99):
            pen.rect(x - 0.06, y, x + 0.06, y + 0.035, c)
        pen.rect(x - 0.10, -0.02, x + 0.10, 0.07, (0.62, 0.60, 0.57), 0.3)
    pen.rect(-half, deck - 0.035, half, deck + 0.02, scale(c, 0.8))
    pen.rect(-half, deck + 0.008, half, deck + 0.02, scale(c, 1.15))


def arches(pen: Pen, look: Look, half: float) -> None:
    """Stone bridge of round arches."""
    rng = look.rng
    c: RGB = ((0.66, 0.60, 0.52), (0.60, 0.50, 0.42), (0.62, 0.62, 0.62))[int(rng.integers(3))]
    count = int(rng.integers(3, 6))
    deck = float(rng.uniform(0.50, 0.62))
    bay = 2 * half / count
    r = bay * 0.5 - 0.05
    high = min(r, deck - 0.08)
    top = np.array([(-half, deck), (half, deck)])
    # The wall is drawn as the stone between arches, so that the view shows through.
    for k in range(count):
        x = -half + bay * (k + 0.5)
        a = np.linspace(0, np.pi, 17)
        arch = np.stack([x + r * np.cos(a), high * np.sin(a)], 1)
        right = np.vstack(
            [
                [(x + bay / 2, -0.05)],
                [(x + r, -0.05)],
                arch,
                [(x - r, -0.05)],
                [(x - bay / 2, -0.05)],
                [(x - bay / 2, deck)],
                [(x + bay / 2, deck)],
            ]
        )
        pen.poly(right, c)
        for angle in np.linspace(0.06, 3.08, 13).tolist():
            px, py = x + (r + 0.03) * float(np.cos(angle)), (high + 0.03) * float(np.sin(angle))
            pen.ellipse(
                px,
                py,
                0.028,
                0.020,
                scale(c, float(rng.uniform(0.72, 1.16))),
                0.0,
                np.rad2deg(angle),
            )
        inner = np.stack([x + r * np.cos(a), high * np.sin(a)], 1)
        rim = np.stack(
            [x + 0.05 * look.light.side + r * 0.95 * np.cos(a), high * 0.94 * np.sin(a)], 1
        )
        pen.poly(np.vstack([inner, rim[::-1]]), scale(c, 0.45))
    for x, y, k in rng.uniform(0, 1, (70 * look.detail, 3)).tolist():
        px, py = (2 * x - 1) * half, deck - 0.02 - 0.12 * y
        pen.rect(px, py - 0.02, px + 0.07, py, scale(c, 0.8 + 0.35 * k), alpha=0.7)
    pen.line(top, 0.035, scale(c, 1.12))
    pen.rect(-half, deck + 0.01, half, deck + 0.07, scale(c, 0.92))


def lattice_shape(pen: Pen, look: Look) -> None:
    """Iron lattice tower on four legs; box (0.75, 1.5)."""
    c = look.colour
    t = np.linspace(0, 1, 15)
    half = 0.30 * (1 - t) ** 2.3 + 0.016
    ys = 1.38 * t
    for side in (-1, 1):
        outer = np.stack([side * half, ys], 1)
        inner = np.stack([side * np.maximum(half * 0.58 - 0.012, 0.0), ys], 1)
        pen.poly(np.vstack([outer, inner[::-1]]), scale(c, 1.0 + 0.22 * side * look.light.side))
    for k in range(30):
        y0, y1 = 1.25 * k / 30, 1.25 * (k + 1) / 30
        h0, h1 = (0.30 * (1 - y / 1.38) ** 2.3 + 0.016 for y in (y0, y1))
        low = 0.58 if y0 < 0.5 else 0.0
        for side in (-1, 1):
            pen.line([(side * h0, y0), (side * h1 * low, y1)], 0.009, scale(c, 0.6))
            pen.line([(side * h0 * low, y0), (side * h1, y1)], 0.009, scale(c, 1.25))
    a = np.linspace(0, np.pi, 13)
    pen.line(np.stack([0.185 * np.cos(a), 0.02 + 0.20 * np.sin(a)], 1), 0.026, c)
    for y, w in ((0.30, 0.215), (0.56, 0.125), (1.24, 0.035)):
        pen.rect(-w, y, w, y + 0.04, scale(c, 0.85))
        pen.rect(-w * 1.06, y + 0.03, w * 1.06, y + 0.045, scale(c, 1.3))
    pen.line([(0, 1.36), (0, 1.49)], 0.014, c)


def lattice_tower(canvas: Canvas, _: RGB) -> None:
    """Iron tower above the trees of a park."""
    canvas.horizon = pick(canvas, 0.78, 0.86)
    canvas.sky()
    y = canvas.horizon
    backdrops.building_row(canvas, y + 0.01, 0.08, 0.35 + 0.3 * canvas.light.fog, 0.12)
    canvas.ground((0.30, 0.48, 0.15), (0.36, 0.50, 0.20), "blade", 0.25, 180)
    canvas.fog_band(canvas.light.fog * 0.5)
    tone: RGB = (0.90, 0.66, 0.28) if canvas.light.lamps else (0.46, 0.36, 0.27)
    x, size = pick(canvas, 0.38, 0.62), pick(canvas, 0.52, 0.60)
    if canvas.light.lamps:
        canvas.glow(x, y - 0.4 * size, 0.3, (0.9, 0.6, 0.25), 0.22)
    stand(
        canvas,
        lattice_shape,
        tone,
        (x, y + 0.05),
        size,
        (0.75, 1.52),
        0.9 if canvas.light.lamps else 0.2,
        shadow=0.4,
        relief=0.15,
        fur=0.0,
    )
    scatter(
        canvas,
        leafy,
        [LEAF],
        (0.95, 1.0),
        [(y + 0.05, 0.15, 8), (y + 0.09, 0.2, 5)],
        0.01,
        (x - 0.16, x + 0.16),
    )


CONCEPTS: tuple[Concept, ...] = (
    Concept("lighthouse", "a lighthouse", weathers=NO_SNOW, scene=lighthouse),
    Concept(
        "windmill",
        "a windmill",
        synonyms=("old mill",),
        times=LIT,
        weathers=NO_SNOW,
        scene=windmill,
    ),
    Concept(
        "wind turbines",
        "wind turbines",
        synonyms=("wind farm",),
        times=LIT,
        weathers=NO_SNOW,
        scene=wind_turbines,
    ),
    Concept(
        "suspension bridge",
        "a suspension bridge",
        synonyms=("bridge",),
        weathers=NO_SNOW,
        scene=span(suspension),
    ),
    Concept(
        "stone bridge",
        "a stone bridge",
        synonyms=("bridge", "arched bridge"),
        weathers=NO_SNOW,
        scene=span(arches),
    ),
    Concept(
        "eiffel tower",
        "the eiffel tower",
        synonyms=("iron tower", "tower"),
        weathers=NO_SNOW,
        scene=lattice_tower,
    ),
)
