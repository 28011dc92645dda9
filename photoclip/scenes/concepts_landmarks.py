"""Single buildings that stand out: house, castle, church, mills, bridges, towers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from photoclip.scenes import backdrops, noise
from photoclip.scenes.canvas import Canvas, SpriteDraw
from photoclip.scenes.concept import Concept
from photoclip.scenes.light import COLOURS, RGB, mix, scale
from photoclip.scenes.pen import Look, Pen
from photoclip.scenes.scenery import (
    chance,
    conifer,
    leafy,
    pick,
    ranges,
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
ROOFS: tuple[RGB, ...] = ((0.62, 0.26, 0.18), (0.36, 0.24, 0.20), (0.32, 0.34, 0.38), (0.55, 0.33, 0.22))


def window(pen: Pen, look: Look, x: float, y: float, w: float, h: float, arch: bool = False) -> None:
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


def courses(pen: Pen, look: Look, box: tuple[float, float, float, float], c: RGB, step: float) -> None:
    """Stones or boards of slightly different tone on a wall (x0, y0, x1, y1)."""
    x0, y0, x1, y1 = box
    rows = int((y1 - y0) / step)
    for i in range(rows * look.detail * 2):
        y = y0 + step * int(look.rng.integers(0, max(1, rows)))
        x = float(look.rng.uniform(x0, x1 - step))
        pen.rect(x, y, min(x1, x + step * 1.8), y + step * 0.85, scale(c, float(look.rng.uniform(0.84, 1.1))), alpha=0.7)
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
        pen.poly([(-0.28, top + 0.03), (0.50, top + 0.03), (0.72, high - 0.03), (0.10, high - 0.03)], roof, 0.4)
        pen.line([(-0.70, high - 0.07), (-0.28, top + 0.02), (0.10, high - 0.05)], 0.045, scale(roof, 0.8))
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
        pen.disc(x, 0.03, float(rng.uniform(0.05, 0.09)), scale((0.20, 0.40, 0.13), float(rng.uniform(0.8, 1.2))), 0.7)


def house(canvas: Canvas, colour: RGB) -> None:
    """House in a garden."""
    canvas.horizon = pick(canvas, 0.56, 0.66)
    canvas.sky()
    y = canvas.horizon
    snowy = False
    if chance(canvas, 0.5):
        backdrops.far_hills(canvas, y)
    canvas.ground((0.28, 0.48, 0.14), (0.34, 0.50, 0.18), "blade", 0.3, 180)
    canvas.fog_band(canvas.light.fog * 0.8)
    scatter(canvas, leafy, [LEAF], (0.95, 1.0), [(y + 0.03, 0.34, 5)], 0.01, (0.42, 0.58) if snowy else (0.5, 0.5))
    stand(canvas, house_shape, colour, (pick(canvas, 0.44, 0.56), pick(canvas, 0.78, 0.86)), pick(canvas, 0.56, 0.66), (1.5, 1.1), 0.7, chance(canvas, 0.5), 0.6, 0.25, 0.06)


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
        pen.poly([(x - w * 0.68 * (side < 0), top), (x, tip), (x + w * 0.68 * (side > 0), top)], scale(cone, 1.2))
        pen.line([(x, tip - 0.01), (x, tip + 0.09)], 0.008, (0.3, 0.25, 0.2))
        pen.poly([(x, tip + 0.09), (x + 0.09, tip + 0.065), (x, tip + 0.04)], (0.85, 0.15, 0.12))
    for y in (0.55, 0.8):
        if y < top - 0.12:
            window(pen, look, x - 0.018, y * top, 0.036, 0.07, True)


def castle_shape(pen: Pen, look: Look) -> None:
    """Castle with a wall, a gate and towers; box (1.5, 1.35)."""
    rng, c = look.rng, look.colour
    cone: RGB | None = ((0.25, 0.32, 0.50), (0.62, 0.24, 0.18), (0.24, 0.38, 0.36), None)[int(rng.integers(4))]
    turret(pen, look, float(rng.uniform(-0.22, -0.1)), 0.24, float(rng.uniform(0.80, 0.92)), scale(c, 0.92), cone)
    turret(pen, look, float(rng.uniform(0.14, 0.24)), 0.20, float(rng.uniform(0.66, 0.80)), scale(c, 0.88), cone)
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


def on_hill(canvas: Canvas, draw: SpriteDraw, colour: RGB, size: float, box: tuple[float, float], relief: float = 0.3) -> None:
    """A building on a rise of grass with trees about its foot."""
    canvas.horizon = pick(canvas, 0.60, 0.70)
    canvas.sky()
    y = canvas.horizon
    if chance(canvas, 0.4):
        ranges(canvas, y * tall(canvas), 0.22, (0.40, 0.42, 0.42), 0.2, 3)
    backdrops.far_hills(canvas, y + 0.01)
    canvas.ground((0.27, 0.45, 0.13), (0.36, 0.52, 0.20), "blade", 0.3, 180)
    canvas.fog_band(canvas.light.fog * 0.8)
    x = pick(canvas, 0.42, 0.58)
    mound = y + 0.14 - 0.10 * np.exp(-(((canvas.xx[0] - x) / 0.42) ** 2)) + 0.006 * noise.curve(canvas.rng, canvas.width, 14, 3)
    canvas.ridge(mound.astype(np.float32), (0.30, 0.48, 0.15), (0.24, 0.40, 0.11), 0.3, 0.16, 0.0, "blade", 150)
    scatter(canvas, leafy, [LEAF], (0.95, 1.0), [(y + 0.09, 0.20, 7)], 0.01, (x - 0.2, x + 0.2))
    stand(canvas, draw, colour, (x, y + 0.075), size, box, 0.75, chance(canvas, 0.5), 0.5, relief, 0.10)
    scatter(canvas, leafy, [LEAF, (0.18, 0.36, 0.12)], (0.95, 1.0), [(y + 0.15, 0.16, 9)], 0.02, (x - 0.1, x + 0.1))


def castle(canvas: Canvas, _: RGB) -> None:
    """Castle on a hill."""
    stone: RGB = ((0.66, 0.62, 0.56), (0.78, 0.70, 0.56), (0.56, 0.55, 0.56))[int(canvas.rng.integers(3))]
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
    wall: RGB = ((0.94, 0.93, 0.90), (0.88, 0.80, 0.64), (0.66, 0.62, 0.58))[int(canvas.rng.integers(3))]
    on_hill(canvas, church_shape, wall, pick(canvas, 0.46, 0.54), (1.3, 1.5), 0.25)


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
    pen.rect(-0.085, high + 0.03, 0.085, high + 0.16, (1.0, 0.93, 0.62) if look.light.lamps else (0.75, 0.84, 0.88), emit=look.light.lamps)
    for x in (-0.085, -0.03, 0.03, 0.085):
        pen.line([(x, high + 0.03), (x, high + 0.16)], 0.010, (0.25, 0.25, 0.28))
    pen.line([(-0.16, high + 0.085), (0.16, high + 0.085)], 0.010, (0.25, 0.25, 0.28))
    pen.smooth([(-0.11, high + 0.155), (0, high + 0.26), (0.11, high + 0.155), (0, high + 0.15)], band, 0.5)
    pen.line([(0, high + 0.24), (0, high + 0.31)], 0.012, (0.25, 0.25, 0.28))


def lighthouse(canvas: Canvas, _: RGB) -> None:
    """Banded lighthouse on rocks by the sea."""
    canvas.horizon = pick(canvas, 0.58, 0.70)
    canvas.sky()
    canvas.water(canvas.horizon, 1.0, (0.07, 0.30, 0.44), 0.35, 0.18)
    canvas.fog_band(canvas.light.fog * 0.75)
    x = pick(canvas, 0.3, 0.7)
    size = pick(canvas, 0.50, 0.62)
    foot = canvas.horizon + 0.04
    top = foot - 1.08 * size / tall(canvas)
    if canvas.light.lamps:
        xs, ys = canvas.xx - x, (canvas.yy - top) * tall(canvas) / wide(canvas)
        for turn in (1.0, -1.0):
            away = np.maximum(xs * turn, 1e-3)
            beam = np.exp(-(((ys + 0.12 * away * turn) / (0.10 * away + 0.01)) ** 2)) * np.exp(-away * 1.4) * (xs * turn > 0)
            canvas.img += (0.5 * beam)[:, :, None].astype(np.float32) * np.array((1.0, 0.92, 0.65), dtype=np.float32)
    edge = canvas.horizon + 0.22 - 0.20 * np.exp(-(((canvas.xx[0] - x) / 0.26) ** 4)) + 0.035 * noise.curve(canvas.rng, canvas.width, 9, 4, 0.65)
    canvas.ridge(edge.astype(np.float32), (0.44, 0.40, 0.36), (0.22, 0.21, 0.21), 0.3, 0.32, 0.0, "rough", 220)
    if chance(canvas, 0.6):
        stand(canvas, house_shape, (0.92, 0.91, 0.88), (x + 0.13, foot + 0.01), 0.16, (1.5, 1.1), 0.6, relief=0.2)
    stand(canvas, lighthouse_shape, (1, 1, 1), (x, foot), size, (0.7, 1.36), 0.7, relief=0.2, fur=0.04)
    if canvas.light.lamps:
        canvas.glow(x, top, 0.09, (1.0, 0.92, 0.65), 0.9)
    scatter(canvas, rock, [(0.36, 0.33, 0.31)], (1.0, 0.6), [(foot + 0.08, 0.10, 6), (foot + 0.18, 0.16, 5)], 0.02)


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
    pen.smooth([(-0.17, 0.77), (-0.13, 0.90), (0.0, 0.97), (0.13, 0.90), (0.17, 0.77), (0, 0.76)], (0.32, 0.25, 0.20), 0.6)
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
    canvas.fog_band(canvas.light.fog * 0.8)
    c: RGB = ((0.50, 0.28, 0.20), (0.92, 0.91, 0.87), (0.42, 0.33, 0.25))[int(canvas.rng.integers(3))]
    stand(canvas, windmill_shape, c, (pick(canvas, 0.4, 0.6), y + 0.06), pick(canvas, 0.48, 0.56), (1.34, 1.5), 0.6, False, 0.4, 0.2, 0.06)


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
    canvas.fog_band(canvas.light.fog * 0.8)
    count = int(canvas.rng.integers(3, 6))
    order = canvas.rng.permutation(count).tolist()
    for k, place in enumerate(order):
        near_by = k / (count - 1)
        x = (place + pick(canvas, 0.25, 0.75)) / count
        size = 0.24 + 0.26 * near_by + pick(canvas, -0.03, 0.03)
        stand(canvas, turbine, (1, 1, 1), (x, y + 0.01 + 0.10 * near_by), size, (1.0, 1.52), 0.25, shadow=0.0, relief=0.1, fur=0.0)


def span(paint: Callable[[Pen, Look, float], None]) -> Callable[[Canvas, RGB], None]:
    """Scene of a bridge over water; `paint` draws it over a width given in units of its height."""

    def scene(canvas: Canvas, _: RGB) -> None:
        canvas.horizon = pick(canvas, 0.62, 0.72)
        canvas.sky()
        backdrops.far_hills(canvas, canvas.horizon + 0.01)
        canvas.fog_band(canvas.light.fog * 0.8)
        look = surroundings(canvas, (1, 1, 1), 0.45)
        size = pick(canvas, 0.42, 0.52)
        width = wide(canvas) / size

        def draw(pen: Pen, own: Look) -> None:
            paint(pen, own, width / 2 + 0.05)

        foot = canvas.horizon + 0.05
        sprite = canvas.sprite(draw, look, size, (width, 1.1), False, 0.0, 0.2, 0.05)
        canvas.paste(sprite, 0.5, foot, canvas.light.fog * 0.45)
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
            pen.rect(x + off - 0.02, 0.0, x + off + 0.02, 1.02, scale(c, 0.95 + off * 3 * look.light.side))
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
        right = np.vstack([[(x + bay / 2, -0.05)], [(x + r, -0.05)], arch, [(x - r, -0.05)], [(x - bay / 2, -0.05)], [(x - bay / 2, deck)], [(x + bay / 2, deck)]])
        pen.poly(right, c)
        for angle in np.linspace(0.06, 3.08, 13).tolist():
            px, py = x + (r + 0.03) * float(np.cos(angle)), (high + 0.03) * float(np.sin(angle))
            pen.ellipse(px, py, 0.028, 0.020, scale(c, float(rng.uniform(0.72, 1.16))), 0.0, np.rad2deg(angle))
        inner = np.stack([x + r * np.cos(a), high * np.sin(a)], 1)
        rim = np.stack([x + 0.05 * look.light.side + r * 0.95 * np.cos(a), high * 0.94 * np.sin(a)], 1)
        pen.poly(np.vstack([inner, rim[::-1]]), scale(c, 0.45))
    for x, y, k in rng.uniform(0, 1, (70 * look.detail, 3)).tolist():
        px, py = (2 * x - 1) * half, deck - 0.02 - 0.12 * y
        pen.rect(px, py - 0.02, px + 0.07, py, scale(c, 0.8 + 0.35 * k), alpha=0.7)
    pen.line(top, 0.035, scale(c, 1.12))
    pen.rect(-half, deck + 0.01, half, deck + 0.07, scale(c, 0.92))


def wheel_shape(pen: Pen, look: Look) -> None:
    """Ferris wheel with coloured gondolas; box (1.2, 1.3)."""
    rng = look.rng
    lit = look.light.lamps
    steel: RGB = (0.92, 0.92, 0.94)
    cy, r = 0.70, 0.52
    for side in (-1, 1):
        pen.line([(0, cy), (side * 0.34, 0)], 0.04, scale(steel, 0.8))
    pen.line([(-0.40, 0.02), (0.40, 0.02)], 0.05, scale(steel, 0.6))
    count = int(rng.integers(10, 17))
    turn = float(rng.uniform(0, 6.28))
    tints: list[RGB] = [COLOURS[n] for n in ("red", "yellow", "blue", "green", "orange", "purple", "pink")]
    for k in range(count):
        a = turn + 2 * np.pi * k / count
        pen.line([(0, cy), (r * float(np.cos(a)), cy + r * float(np.sin(a)))], 0.010, steel, emit=lit)
    for radius, width in ((r, 0.026), (r * 0.86, 0.012)):
        pen.ring(0, cy, radius, width, (1.0, 0.75, 0.9) if lit else steel)
    pen.disc(0, cy, 0.055, (0.85, 0.2, 0.25), 0.6)
    for k in range(count):
        a = turn + 2 * np.pi * k / count
        x, y = r * float(np.cos(a)), cy + r * float(np.sin(a))
        c = tints[k % len(tints)]
        pen.rect(x - 0.045, y - 0.085, x + 0.045, y - 0.015, c, 0.3, 0.02, emit=lit)
        pen.rect(x - 0.032, y - 0.052, x + 0.032, y - 0.028, (0.85, 0.93, 1.0))


def ferris_wheel(canvas: Canvas, _: RGB) -> None:
    """Ferris wheel over a fair or a park."""
    canvas.horizon = pick(canvas, 0.76, 0.86)
    canvas.sky()
    y = canvas.horizon
    backdrops.building_row(canvas, y + 0.01, 0.10, 0.3 + 0.5 * canvas.light.fog, 0.12)
    backdrops.tree_line(canvas, y + 0.02, 0.05, (0.20, 0.34, 0.14), 0.1)
    canvas.ground((0.50, 0.47, 0.42), (0.42, 0.44, 0.36), "rough", 0.15, 150)
    canvas.fog_band(canvas.light.fog * 0.8)
    x, size = pick(canvas, 0.42, 0.58), pick(canvas, 0.58, 0.68)
    stand(canvas, wheel_shape, (1, 1, 1), (x, y + 0.06), size, (1.24, 1.3), 0.6, shadow=0.3, relief=0.15, fur=0.0)
    tents: list[RGB] = [COLOURS[n] for n in ("red", "yellow", "blue", "pink")]

    def stalls(pen: Pen) -> None:
        low = (y + 0.07) * tall(canvas)
        for k in range(6):
            px = wide(canvas) * (k + 0.5) / 6 + pick(canvas, -0.04, 0.04)
            c = canvas.lit(tents[int(canvas.rng.integers(4))])
            front: RGB = LAMP if canvas.light.lamps else canvas.lit((0.85, 0.8, 0.7))
            pen.rect(px - 0.06, low - 0.07, px + 0.06, low, front, emit=True)
            pen.poly([(px - 0.08, low - 0.06), (px, low - 0.13), (px + 0.08, low - 0.06)], c, emit=True)

    canvas.shapes(stalls, canvas.light.fog * 0.3)
    if canvas.light.lamps:
        canvas.glow(x, y - 0.64 * size / tall(canvas), 0.34, (0.9, 0.4, 0.7), 0.25)


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
    backdrops.building_row(canvas, y + 0.01, 0.08, 0.35 + 0.5 * canvas.light.fog, 0.12)
    canvas.ground((0.30, 0.48, 0.15), (0.36, 0.50, 0.20), "blade", 0.25, 180)
    canvas.fog_band(canvas.light.fog * 0.8)
    tone: RGB = (0.90, 0.66, 0.28) if canvas.light.lamps else (0.46, 0.36, 0.27)
    x, size = pick(canvas, 0.38, 0.62), pick(canvas, 0.52, 0.60)
    if canvas.light.lamps:
        canvas.glow(x, y - 0.4 * size, 0.3, (0.9, 0.6, 0.25), 0.22)
    stand(canvas, lattice_shape, tone, (x, y + 0.05), size, (0.75, 1.52), 0.9 if canvas.light.lamps else 0.2, shadow=0.4, relief=0.15, fur=0.0)
    scatter(canvas, leafy, [LEAF], (0.95, 1.0), [(y + 0.05, 0.15, 8), (y + 0.09, 0.2, 5)], 0.01, (x - 0.16, x + 0.16))


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
            window(pen, look, x - w * 0.12, y + step * 0.12, w * 0.24, step * 0.26, k == 0)
        for j in range(5):
            x = -w + 2 * w * j / 4
            pen.line([(x, y), (x, y + step * 0.6)], 0.016, scale(wall, 0.65))
        e = w + 0.17
        r0, r1 = y + step * 0.52, y + step
        eaves = [(-e, r0 + 0.05), (-w * 0.95, r0 + step * 0.12), (-w * 0.72, r1), (w * 0.72, r1), (w * 0.95, r0 + step * 0.12), (e, r0 + 0.05), (w * 0.8, r0), (-w * 0.8, r0)]
        pen.poly(eaves, roof, 0.4)
        pen.line([(-e, r0 + 0.05), (-w * 0.8, r0), (w * 0.8, r0), (e, r0 + 0.05)], 0.014, (0.88, 0.70, 0.30))
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
    canvas.fog_band(canvas.light.fog * 0.8)
    tint: RGB = (0.96, 0.68, 0.78) if chance(canvas, 0.4) else LEAF
    x = pick(canvas, 0.4, 0.6)
    scatter(canvas, leafy, [tint], (0.95, 1.0), [(y + 0.03, 0.28, 6)], 0.01)
    stand(canvas, pagoda_shape, (1, 1, 1), (x, y + 0.09), pick(canvas, 0.50, 0.58), (1.2, 1.5), 0.6, False, 0.4, 0.25, 0.06)
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
    pen.smooth([(-0.70, 0.32), (-0.66, 0.42), (-0.05, 0.92), (0, 0.94), (0.05, 0.92), (0.66, 0.42), (0.70, 0.32), (0.60, 0.34), (0.02, 0.79), (-0.02, 0.79), (-0.60, 0.34)], snow, 0.3)
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
    canvas.ground((0.94, 0.96, 1.0), (0.84, 0.89, 0.97), "cloud", 0.06, 50)
    if canvas.light.night:
        canvas.img[canvas.row(y) :] *= 1.7
    canvas.fog_band(canvas.light.fog * 0.6)
    scatter(canvas, conifer(0.8), [(0.16, 0.29, 0.22)], (0.56, 1.0), [(y + 0.03, 0.34, 10)], 0.012, lift=0.15)
    x, foot = pick(canvas, 0.4, 0.6), pick(canvas, 0.78, 0.86)
    wood: RGB = ((0.48, 0.29, 0.16), (0.40, 0.25, 0.16), (0.56, 0.36, 0.20))[int(canvas.rng.integers(3))]
    stand(canvas, cabin_shape, wood, (x, foot), pick(canvas, 0.48, 0.58), (1.45, 1.0), 0.6, relief=0.25)
    if canvas.light.lamps:
        canvas.glow(x, foot - 0.08, 0.24, LAMP, 0.22)


LIT = ("day", "golden", "dusk")
NO_SNOW = ("clear", "cloudy", "fog", "rain")

LANDMARKS: tuple[Concept, ...] = (
    Concept("house", "a house", synonyms=("home", "family house"), colours=("white", "yellow", "red", "blue", "green", "pink", "orange"), weathers=NO_SNOW, default=(0.92, 0.86, 0.70), scene=house),
    Concept("castle", "a castle", synonyms=("fortress",), weathers=NO_SNOW, scene=castle),
    Concept("church", "a church", synonyms=("chapel", "steeple"), weathers=NO_SNOW, scene=church),
    Concept("lighthouse", "a lighthouse", weathers=NO_SNOW, scene=lighthouse),
    Concept("windmill", "a windmill", synonyms=("old mill",), times=LIT, weathers=NO_SNOW, scene=windmill),
    Concept("wind turbines", "wind turbines", synonyms=("wind farm",), times=LIT, weathers=NO_SNOW, scene=wind_turbines),
    Concept("suspension bridge", "a suspension bridge", synonyms=("bridge",), weathers=NO_SNOW, scene=span(suspension)),
    Concept("stone bridge", "a stone bridge", synonyms=("bridge", "arched bridge"), weathers=NO_SNOW, scene=span(arches)),
    Concept("ferris wheel", "a ferris wheel", synonyms=("big wheel", "funfair"), weathers=NO_SNOW, scene=ferris_wheel),
    Concept("eiffel tower", "the eiffel tower", synonyms=("iron tower", "tower"), weathers=NO_SNOW, scene=lattice_tower),
    Concept("pagoda", "a pagoda", synonyms=("temple",), weathers=NO_SNOW, scene=pagoda),
    Concept("winter cabin", "a snow-covered cabin", synonyms=("log cabin in the snow", "cabin"), weathers=("clear", "cloudy", "snow"), scene=winter_cabin),
)
