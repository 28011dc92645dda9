"""Single buildings that stand out: house, castle, church, mills, bridges, towers."""

from __future__ import annotations

import numpy as np

from photoclip.scenes import backdrops, noise
from photoclip.scenes.canvas import Canvas, SpriteDraw
from photoclip.scenes.concept import Concept
from photoclip.scenes.light import RGB, scale
from photoclip.scenes.pen import Look, Pen
from photoclip.scenes.scenery import (
    chance,
    conifer,
    leafy,
    pick,
    ranges,
    scatter,
    snow_ground,
    stand,
    tall,
)

LEAF: RGB = (0.22, 0.42, 0.13)
LAMP: RGB = (1.0, 0.82, 0.48)
GLASS: RGB = (0.22, 0.29, 0.36)
ROOFS: tuple[RGB, ...] = (
    (0.62, 0.26, 0.18),
    (0.36, 0.24, 0.20),
    (0.32, 0.34, 0.38),
    (0.55, 0.33, 0.22),
)


def window(
    pen: Pen, look: Look, x: float, y: float, w: float, h: float, arch: bool = False
) -> None:
    """Window with its lower left corner at (x, y); lit after dark."""
    lit = look.light.lamps and look.rng.uniform() < 0.75
    pane = LAMP if lit else GLASS
    if arch:
        pen.disc(x + w / 2, y + h, w / 2, pane, emit=lit)
        pen.rect(x, y, x + w, y + h, pane, emit=lit)
        return
    frame: RGB = (0.95, 0.95, 0.93)
    pen.rect(x - 0.012, y - 0.012, x + w + 0.012, y + h + 0.012, frame)
    pen.rect(x, y, x + w, y + h, pane, emit=lit)
    pen.rect(x + w / 2 - 0.005, y, x + w / 2 + 0.005, y + h, frame)
    pen.rect(x, y + h * 0.55, x + w, y + h * 0.55 + 0.01, frame)


def courses(
    pen: Pen, look: Look, box: tuple[float, float, float, float], c: RGB, step: float
) -> None:
    """Stones or boards of slightly different tone on a wall (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = box
    rows = int((y1 - y0) / step)
    for i in range(rows * look.detail * 2):
        y = y0 + step * int(look.rng.integers(0, max(1, rows)))
        x = float(look.rng.uniform(x0, x1 - step))
        pen.rect(
            x,
            y,
            min(x1, x + step * 1.8),
            y + step * 0.85,
            scale(c, float(look.rng.uniform(0.84, 1.1))),
            alpha=0.7,
        )
        if i > 160:
            break


def house_shape(pen: Pen, look: Look) -> None:
    """House with a gable or a hipped roof, door, windows and chimney; box (1.5, 1.1)."""
    rng, c = look.rng, look.colour
    roof = ROOFS[int(rng.integers(len(ROOFS)))]
    high = float(rng.uniform(0.46, 0.56))
    top = high + float(rng.uniform(0.28, 0.38))
    pen.rect(0.28, high + 0.02, 0.40, top + 0.10, scale(roof, 0.75), 0.4)
    if rng.uniform() < 0.5:
        pen.rect(-0.62, 0, 0.62, high, c, 0.25)
        pen.poly([(-0.72, high - 0.02), (-0.48, top), (0.48, top), (0.72, high - 0.02)], roof, 0.4)
        for k in range(1, 6):
            y = high + (top - high) * k / 6
            half = 0.72 - 0.24 * k / 6
            pen.line([(-half, y), (half, y)], 0.008, scale(roof, 0.8))
        gaps = (-0.50, -0.24, 0.14, 0.38)
        door = -0.08
    else:
        pen.rect(-0.62, 0, 0.62, high, scale(c, 0.8), 0.2)
        pen.rect(-0.62, 0, 0.06, high, c, 0.2)
        pen.poly([(-0.62, high - 0.01), (-0.28, top), (0.06, high - 0.01)], c, 0.2)
        pen.poly(
            [(-0.28, top + 0.03), (0.50, top + 0.03), (0.72, high - 0.03), (0.10, high - 0.03)],
            roof,
            0.4,
        )
        pen.line(
            [(-0.70, high - 0.07), (-0.28, top + 0.02), (0.10, high - 0.05)],
            0.045,
            scale(roof, 0.8),
        )
        window(pen, look, -0.34, high + 0.04, 0.12, 0.13)
        gaps = (-0.54, -0.16, 0.16, 0.40)
        door = -0.34
    if look.detail > 1:
        for k in range(1, 14):
            pen.line([(-0.62, high * k / 14), (0.62, high * k / 14)], 0.003, scale(c, 0.82))
    for x in gaps:
        window(pen, look, x, high * 0.42, 0.13, 0.17)
    tone: RGB = ((0.36, 0.20, 0.12), (0.18, 0.30, 0.24), (0.55, 0.14, 0.12))[int(rng.integers(3))]
    pen.rect(door - 0.02, 0, door + 0.18, 0.30, (0.94, 0.94, 0.92))
    pen.rect(door, 0, door + 0.16, 0.28, tone)
    pen.disc(door + 0.13, 0.13, 0.012, (0.9, 0.8, 0.4))
    for x in (-0.6, -0.46, 0.24, 0.42, 0.58):
        pen.disc(
            x,
            0.03,
            float(rng.uniform(0.05, 0.09)),
            scale((0.20, 0.40, 0.13), float(rng.uniform(0.8, 1.2))),
            0.7,
        )


def house(canvas: Canvas, colour: RGB) -> None:
    """House in a garden."""
    canvas.horizon = pick(canvas, 0.56, 0.66)
    canvas.sky()
    y = canvas.horizon
    if chance(canvas, 0.5):
        backdrops.far_hills(canvas, y)
    canvas.ground((0.28, 0.48, 0.14), (0.34, 0.50, 0.18), "blade", 0.3, 180)
    canvas.fog_band(canvas.light.fog * 0.5)
    scatter(canvas, leafy, [LEAF], (0.95, 1.0), [(y + 0.03, 0.34, 5)], 0.01)
    stand(
        canvas,
        house_shape,
        colour,
        (pick(canvas, 0.44, 0.56), pick(canvas, 0.78, 0.86)),
        pick(canvas, 0.56, 0.66),
        (1.5, 1.1),
        0.7,
        chance(canvas, 0.5),
        0.6,
        0.25,
        0.06,
    )


def turret(pen: Pen, look: Look, x: float, w: float, top: float, c: RGB, cone: RGB | None) -> None:
    """Round tower with battlements or a pointed roof."""
    pen.rect(x - w / 2, 0, x + w / 2, top, scale(c, 0.85))
    side = -1 if look.light.side < 0 else 1
    for k in range(5):
        a = -0.5 + k / 5
        pen.rect(x + a * w, 0, x + (a + 0.2) * w, top, scale(c, 0.98 + 0.12 * side * (k - 2)))
    courses(pen, look, (x - w / 2, 0.02, x + w / 2, top), c, 0.04)
    pen.rect(x - w * 0.58, top - 0.05, x + w * 0.58, top, scale(c, 1.05))
    if cone is None:
        for k in range(4):
            px = x - w * 0.58 + k * w * 0.32
            pen.rect(px, top, px + w * 0.2, top + 0.05, scale(c, 1.0))
    else:
        tip = top + w * 1.5
        pen.poly([(x - w * 0.68, top), (x, tip), (x + w * 0.68, top)], scale(cone, 0.85), 0.3)
        pen.poly(
            [(x - w * 0.68 * (side < 0), top), (x, tip), (x + w * 0.68 * (side > 0), top)],
            scale(cone, 1.2),
        )
        pen.line([(x, tip - 0.01), (x, tip + 0.09)], 0.008, (0.3, 0.25, 0.2))
        pen.poly([(x, tip + 0.09), (x + 0.09, tip + 0.065), (x, tip + 0.04)], (0.85, 0.15, 0.12))
    for y in (0.55, 0.8):
        if y < top - 0.12:
            window(pen, look, x - 0.018, y * top, 0.036, 0.07, True)


def castle_shape(pen: Pen, look: Look) -> None:
    """Castle with a wall, a gate and towers; box (1.5, 1.35)."""
    rng, c = look.rng, look.colour
    cone: RGB | None = ((0.25, 0.32, 0.50), (0.62, 0.24, 0.18), (0.24, 0.38, 0.36), None)[
        int(rng.integers(4))
    ]
    turret(
        pen,
        look,
        float(rng.uniform(-0.22, -0.1)),
        0.24,
        float(rng.uniform(0.80, 0.92)),
        scale(c, 0.92),
        cone,
    )
    turret(
        pen,
        look,
        float(rng.uniform(0.14, 0.24)),
        0.20,
        float(rng.uniform(0.66, 0.80)),
        scale(c, 0.88),
        cone,
    )
    pen.rect(-0.55, 0, 0.55, 0.40, c, 0.25)
    courses(pen, look, (-0.55, 0.02, 0.55, 0.38), c, 0.045)
    for k in range(11):
        x = -0.55 + 0.1 * k
        pen.rect(x, 0.40, x + 0.055, 0.46, c)
    turret(pen, look, -0.58, 0.24, float(rng.uniform(0.52, 0.70)), c, cone)
    turret(pen, look, 0.58, 0.24, float(rng.uniform(0.52, 0.70)), c, cone)
    pen.disc(0, 0.19, 0.11, scale(c, 0.6))
    pen.rect(-0.11, 0, 0.11, 0.19, scale(c, 0.6))
    pen.disc(0, 0.18, 0.085, (0.20, 0.13, 0.09))
    pen.rect(-0.085, 0, 0.085, 0.18, (0.20, 0.13, 0.09))
    for k in range(3):
        pen.line([(-0.05 + 0.05 * k, 0), (-0.05 + 0.05 * k, 0.24)], 0.008, (0.42, 0.33, 0.24))
    for x in (-0.35, -0.22, 0.2, 0.35):
        window(pen, look, x, 0.2, 0.03, 0.07, True)


def on_hill(
    canvas: Canvas,
    draw: SpriteDraw,
    colour: RGB,
    size: float,
    box: tuple[float, float],
    relief: float = 0.3,
) -> None:
    """A building on a rise of grass with trees about its foot."""
    canvas.horizon = pick(canvas, 0.60, 0.70)
    canvas.sky()
    y = canvas.horizon
    if chance(canvas, 0.4):
        ranges(canvas, y * tall(canvas), 0.22, (0.40, 0.42, 0.42), 0.2, 3)
    backdrops.far_hills(canvas, y + 0.01)
    canvas.ground((0.27, 0.45, 0.13), (0.36, 0.52, 0.20), "blade", 0.3, 180)
    canvas.fog_band(canvas.light.fog * 0.5)
    x = pick(canvas, 0.42, 0.58)
    mound = (
        y
        + 0.14
        - 0.10 * np.exp(-(((canvas.xx[0] - x) / 0.42) ** 2))
        + 0.006 * noise.curve(canvas.rng, canvas.width, 14, 3)
    )
    canvas.ridge(
        mound.astype(np.float32),
        (0.30, 0.48, 0.15),
        (0.24, 0.40, 0.11),
        0.3,
        0.16,
        0.0,
        "blade",
        150,
    )
    scatter(canvas, leafy, [LEAF], (0.95, 1.0), [(y + 0.09, 0.20, 7)], 0.01, (x - 0.2, x + 0.2))
    stand(
        canvas,
        draw,
        colour,
        (x, y + 0.075),
        size,
        box,
        0.75,
        chance(canvas, 0.5),
        0.5,
        relief,
        0.10,
    )
    scatter(
        canvas,
        leafy,
        [LEAF, (0.18, 0.36, 0.12)],
        (0.95, 1.0),
        [(y + 0.15, 0.16, 9)],
        0.02,
        (x - 0.1, x + 0.1),
    )


def castle(canvas: Canvas, _: RGB) -> None:
    """Castle on a hill."""
    stone: RGB = ((0.66, 0.62, 0.56), (0.78, 0.70, 0.56), (0.56, 0.55, 0.56))[
        int(canvas.rng.integers(3))
    ]
    on_hill(canvas, castle_shape, stone, pick(canvas, 0.48, 0.56), (1.6, 1.42))


def church_shape(pen: Pen, look: Look) -> None:
    """Church with nave, steeple and cross; box (1.2, 1.45)."""
    rng, c = look.rng, look.colour
    roof = ROOFS[int(rng.integers(len(ROOFS)))]
    pen.rect(-0.1, 0, 0.55, 0.40, scale(c, 0.86), 0.2)
    pen.poly([(-0.14, 0.38), (0.0, 0.64), (0.50, 0.64), (0.60, 0.38)], roof, 0.4)
    for k in range(4):
        window(pen, look, 0.06 + 0.12 * k, 0.12, 0.05, 0.13, True)
    high = float(rng.uniform(0.76, 0.86))
    pen.rect(-0.36, 0, -0.06, high, c, 0.25)
    pen.rect(-0.06, 0, -0.02, high, scale(c, 0.7))
    pen.rect(-0.38, high - 0.03, 0.0, high, scale(c, 0.8))
    tip = high + float(rng.uniform(0.34, 0.42))
    pen.poly([(-0.40, high), (-0.20, tip), (0.01, high)], roof, 0.3)
    pen.poly([(-0.20, tip), (0.01, high), (-0.14, high)], scale(roof, 0.7))
    pen.line([(-0.20, tip - 0.01), (-0.20, tip + 0.16)], 0.022, (0.85, 0.72, 0.35))
    pen.line([(-0.26, tip + 0.10), (-0.14, tip + 0.10)], 0.022, (0.85, 0.72, 0.35))
    pen.disc(-0.21, high - 0.13, 0.065, (0.95, 0.94, 0.9))
    pen.disc(-0.21, high - 0.13, 0.052, (0.20, 0.22, 0.30))
    pen.line([(-0.21, high - 0.13), (-0.21, high - 0.09)], 0.01, (0.95, 0.9, 0.7))
    pen.line([(-0.21, high - 0.13), (-0.18, high - 0.14)], 0.01, (0.95, 0.9, 0.7))
    window(pen, look, -0.245, 0.34, 0.07, 0.15, True)
    pen.disc(-0.21, 0.17, 0.07, (0.34, 0.20, 0.12))
    pen.rect(-0.28, 0, -0.14, 0.17, (0.34, 0.20, 0.12))


def church(canvas: Canvas, _: RGB) -> None:
    """Church in a village green."""
    wall: RGB = ((0.94, 0.93, 0.90), (0.88, 0.80, 0.64), (0.66, 0.62, 0.58))[
        int(canvas.rng.integers(3))
    ]
    on_hill(canvas, church_shape, wall, pick(canvas, 0.46, 0.54), (1.3, 1.5), 0.25)


def pagoda_shape(pen: Pen, look: Look) -> None:
    """Tiered tower with curved eaves; box (1.2, 1.5)."""
    rng = look.rng
    wall: RGB = ((0.72, 0.16, 0.12), (0.62, 0.20, 0.14), (0.80, 0.24, 0.12))[int(rng.integers(3))]
    roof: RGB = ((0.24, 0.27, 0.30), (0.18, 0.34, 0.28), (0.30, 0.22, 0.20))[int(rng.integers(3))]
    tiers = int(rng.integers(3, 6))
    pen.rect(-0.52, 0, 0.52, 0.06, (0.66, 0.63, 0.58), 0.3)
    step = 1.14 / tiers
    for k in range(tiers):
        y = 0.06 + step * k
        w = 0.36 - 0.20 * k / tiers
        pen.rect(-w, y, w, y + step * 0.62, wall, 0.25)
        for j in range(4):
            x = -w + 2 * w * (j + 0.5) / 4
            window(pen, look, x - w * 0.12, y + step * 0.12, w * 0.24, step * 0.26, True)
        for j in range(5):
            x = -w + 2 * w * j / 4
            pen.line([(x, y), (x, y + step * 0.6)], 0.016, scale(wall, 0.65))
        e = w + 0.17
        r0, r1 = y + step * 0.52, y + step
        eaves = [
            (-e, r0 + 0.05),
            (-w * 0.95, r0 + step * 0.12),
            (-w * 0.72, r1),
            (w * 0.72, r1),
            (w * 0.95, r0 + step * 0.12),
            (e, r0 + 0.05),
            (w * 0.8, r0),
            (-w * 0.8, r0),
        ]
        pen.poly(eaves, roof, 0.4)
        pen.line(
            [(-e, r0 + 0.05), (-w * 0.8, r0), (w * 0.8, r0), (e, r0 + 0.05)],
            0.014,
            (0.88, 0.70, 0.30),
        )
    pen.line([(0, 1.18), (0, 1.46)], 0.024, (0.85, 0.68, 0.28))
    for k in range(3):
        pen.disc(0, 1.26 + 0.06 * k, 0.026, (0.85, 0.68, 0.28))


def pagoda(canvas: Canvas, _: RGB) -> None:
    """Red pagoda among trees."""
    canvas.horizon = pick(canvas, 0.70, 0.80)
    canvas.sky()
    y = canvas.horizon
    ranges(canvas, y * tall(canvas), 0.26, (0.36, 0.42, 0.40), 0.15, 3)
    canvas.ground((0.40, 0.44, 0.22), (0.36, 0.46, 0.20), "rough", 0.25, 170)
    canvas.fog_band(canvas.light.fog * 0.5)
    tint: RGB = (0.96, 0.68, 0.78) if chance(canvas, 0.4) else LEAF
    x = pick(canvas, 0.4, 0.6)
    scatter(canvas, leafy, [tint], (0.95, 1.0), [(y + 0.03, 0.28, 6)], 0.01)
    stand(
        canvas,
        pagoda_shape,
        (1, 1, 1),
        (x, y + 0.09),
        pick(canvas, 0.50, 0.58),
        (1.2, 1.5),
        0.6,
        False,
        0.4,
        0.25,
        0.06,
    )
    scatter(canvas, leafy, [tint], (0.95, 1.0), [(y + 0.13, 0.24, 5)], 0.015, (x - 0.2, x + 0.2))


def cabin_shape(pen: Pen, look: Look) -> None:
    """Log cabin with a thick cap of snow; box (1.4, 1.0)."""
    c = look.colour
    pen.rect(0.22, 0.5, 0.36, 0.92, (0.45, 0.40, 0.38), 0.4)
    pen.rect(0.20, 0.90, 0.38, 0.95, (0.95, 0.96, 0.99))
    pen.poly([(-0.52, 0), (0.52, 0), (0.52, 0.42), (0, 0.82), (-0.52, 0.42)], scale(c, 0.75))
    for k in range(12):
        y = 0.035 + 0.066 * k
        half = 0.52 if y < 0.42 else 0.52 * (0.82 - y) / 0.40
        if half > 0.04:
            pen.rect(-half, y - 0.027, half, y + 0.027, scale(c, 0.9 + 0.2 * (k % 2)), 0.5)
    window(pen, look, -0.40, 0.18, 0.17, 0.16)
    window(pen, look, 0.22, 0.18, 0.17, 0.16)
    window(pen, look, -0.06, 0.52, 0.12, 0.10)
    pen.rect(-0.10, 0, 0.10, 0.32, (0.30, 0.17, 0.10), 0.2)
    snow: RGB = (0.95, 0.97, 1.0)
    pen.smooth(
        [
            (-0.70, 0.32),
            (-0.66, 0.42),
            (-0.05, 0.92),
            (0, 0.94),
            (0.05, 0.92),
            (0.66, 0.42),
            (0.70, 0.32),
            (0.60, 0.34),
            (0.02, 0.79),
            (-0.02, 0.79),
            (-0.60, 0.34),
        ],
        snow,
        0.3,
    )
    for k in range(9):
        x = -0.60 + 0.15 * k
        pen.ellipse(x, 0.0, 0.12, 0.05 + 0.03 * float(look.rng.uniform()), snow, 0.3)


def winter_cabin(canvas: Canvas, _: RGB) -> None:
    """Snowed-in log cabin among firs."""
    canvas.horizon = pick(canvas, 0.54, 0.64)
    canvas.sky()
    y = canvas.horizon
    if chance(canvas, 0.5):
        ranges(canvas, y * tall(canvas), 0.26, (0.42, 0.42, 0.46), 0.7, 3)
    snow_ground(canvas)
    canvas.fog_band(canvas.light.fog * 0.5)
    scatter(
        canvas,
        conifer(0.8),
        [(0.16, 0.29, 0.22)],
        (0.56, 1.0),
        [(y + 0.03, 0.34, 10)],
        0.012,
        lift=0.15,
    )
    x, foot = pick(canvas, 0.4, 0.6), pick(canvas, 0.78, 0.86)
    wood: RGB = ((0.48, 0.29, 0.16), (0.40, 0.25, 0.16), (0.56, 0.36, 0.20))[
        int(canvas.rng.integers(3))
    ]
    stand(
        canvas,
        cabin_shape,
        wood,
        (x, foot),
        pick(canvas, 0.48, 0.58),
        (1.45, 1.0),
        0.6,
        relief=0.25,
    )
    if canvas.light.lamps:
        canvas.glow(x, foot - 0.08, 0.24, LAMP, 0.22)


LIT = ("day", "golden", "dusk")
NO_SNOW = ("clear", "cloudy", "fog", "rain")

CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "house",
        "a house",
        synonyms=("home", "family house"),
        colours=("white", "yellow", "red", "blue", "green", "pink", "orange"),
        weathers=NO_SNOW,
        default=(0.92, 0.86, 0.70),
        scene=house,
    ),
    Concept("castle", "a castle", synonyms=("fortress",), weathers=NO_SNOW, scene=castle),
    Concept("church", "a church", synonyms=("chapel", "steeple"), weathers=NO_SNOW, scene=church),
    Concept("pagoda", "a pagoda", synonyms=("temple",), weathers=NO_SNOW, scene=pagoda),
    Concept(
        "winter cabin",
        "a snow-covered cabin",
        synonyms=("log cabin in the snow", "cabin"),
        weathers=("clear", "cloudy", "snow"),
        scene=winter_cabin,
    ),
)
