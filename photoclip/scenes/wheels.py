"""Drawing of vehicles on land; side views drive to the right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photoclip.scenes.bodies import chance, some
from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.pen import Look, Pen

TYRE: RGB = (0.09, 0.09, 0.10)
STEEL: RGB = (0.66, 0.68, 0.71)
DARK: RGB = (0.15, 0.16, 0.18)
GLASS: RGB = (0.30, 0.40, 0.48)
LAMP: RGB = (1.0, 0.95, 0.75)


def paint_of(look: Look, usual: Sequence[RGB]) -> RGB:
    """Body colour: the named one, or one that such vehicles usually have."""
    if look.name is not None:
        return look.colour
    return jitter(look.rng, usual[int(look.rng.integers(len(usual)))], 0.08)


CAR_PAINTS: tuple[RGB, ...] = (
    (0.72, 0.74, 0.76),
    (0.30, 0.33, 0.37),
    (0.16, 0.28, 0.45),
    (0.55, 0.12, 0.12),
)


def wheel(pen: Pen, x: float, y: float, r: float, hub: RGB = STEEL, spokes: int = 5) -> None:
    """Tyre with a spoked rim."""
    pen.disc(x, y, r, TYRE)
    pen.disc(x, y, r * 0.66, scale(hub, 0.55))
    pen.disc(x, y, r * 0.60, hub, 0.3)
    for k in range(spokes):
        a = 2 * np.pi * (k + 0.3) / spokes
        pen.line(
            [(x, y), (x + r * 0.52 * np.cos(a), y + r * 0.52 * np.sin(a))], r * 0.1, scale(hub, 0.5)
        )
    pen.disc(x, y, r * 0.15, scale(hub, 0.6))


def pane(pen: Pen, look: Look, points: Sequence[tuple[float, float]]) -> None:
    """Window: the sky mirrored in it by day, lit from inside after dark."""
    if look.light.lamps and look.light.night:
        pen.poly(points, (0.95, 0.80, 0.48), emit=True)
        return
    pen.poly(points, GLASS)
    p = np.asarray(points, dtype=np.float64)
    top = p[:, 1].max()
    gleam = p.copy()
    gleam[:, 1] = top - (top - gleam[:, 1]) * 0.45
    pen.poly(gleam, mix(GLASS, (0.85, 0.92, 0.97), 0.55))


def lamp(pen: Pen, look: Look, x: float, y: float, r: float, c: RGB = LAMP) -> None:
    """Head or tail light; it shines after dark."""
    lit = look.light.lamps
    pen.ellipse(x, y, r * 0.75, r, c if lit else scale(c, 0.92), 0.2, emit=lit)


def car(pen: Pen, look: Look) -> None:
    """Passenger car: saloon, hatchback or estate."""
    c = paint_of(look, CAR_PAINTS)
    kind = int(look.rng.integers(3))
    tail = (-0.78, -0.86, -0.92)[kind]
    roof_end = (-0.34, -0.56, -0.74)[kind]
    tall = some(look, 0.56, 0.62)
    pen.rect(-0.88, 0.08, 0.88, 0.20, (0.10, 0.10, 0.11), 0.0, 0.05)
    cabin = [
        (tail, 0.36),
        (roof_end, tall - 0.02),
        (roof_end + 0.12, tall),
        (0.14, tall),
        (0.24, tall - 0.03),
        (0.50, 0.37),
    ]
    pen.poly(cabin, scale(c, 1.05))
    glass_top = tall - 0.05
    pane(
        pen,
        look,
        [(tail + 0.16, 0.37), (roof_end + 0.03, glass_top), (-0.15, glass_top), (-0.15, 0.37)],
    )
    pane(pen, look, [(-0.10, 0.37), (-0.10, glass_top), (0.15, glass_top), (0.41, 0.37)])
    hull = [
        (-0.93, 0.16),
        (-0.95, 0.33),
        (-0.90, 0.40),
        (-0.5, 0.40),
        (0.46, 0.395),
        (0.82, 0.34),
        (0.94, 0.26),
        (0.94, 0.15),
        (0.85, 0.12),
        (-0.88, 0.12),
    ]
    pen.poly(hull, c, 0.55)
    pen.poly([(-0.94, 0.12), (0.93, 0.12), (0.94, 0.19), (-0.94, 0.19)], scale(c, 0.6))
    pen.line([(-0.93, 0.345), (0.80, 0.325)], 0.012, mix(c, (1.0, 1.0, 1.0), 0.4))
    for x in (-0.125, 0.40):
        pen.line([(x, 0.38), (x, 0.16)], 0.009, scale(c, 0.45))
    pen.line([(-0.30, 0.315), (-0.22, 0.315)], 0.018, scale(c, 0.45))
    pen.line([(0.22, 0.315), (0.30, 0.315)], 0.018, scale(c, 0.45))
    for x in (-0.56, 0.57):
        pen.disc(x, 0.155, 0.185, DARK)
        wheel(pen, x, 0.145, 0.152)
    lamp(pen, look, 0.895, 0.275, 0.042)
    lamp(pen, look, -0.93, 0.305, 0.036, (0.85, 0.08, 0.06))
    pen.ellipse(0.40, 0.405, 0.05, 0.028, scale(c, 0.85))


def bus(pen: Pen, look: Look) -> None:
    """City bus: a long box with a row of windows and doors."""
    c = paint_of(
        look, ((0.82, 0.12, 0.12), (0.16, 0.40, 0.68), (0.92, 0.62, 0.12), (0.20, 0.52, 0.36))
    )
    pen.rect(-1.0, 0.09, 1.0, 0.86, c, 0.22, 0.06)
    pen.rect(-0.94, 0.845, 0.9, 0.885, scale(c, 0.8), 0.0, 0.02)
    pen.rect(-1.0, 0.09, 1.0, 0.17, scale(c, 0.55), 0.0, 0.03)
    pen.rect(-0.98, 0.36, 0.98, 0.40, (0.93, 0.93, 0.90))
    pen.rect(-0.96, 0.47, 0.985, 0.76, DARK, 0.0, 0.03)
    for k in range(6):
        x = -0.94 + 0.265 * k
        pane(pen, look, [(x, 0.49), (x, 0.74), (x + 0.24, 0.74), (x + 0.24, 0.49)])
    for x in (-0.20, 0.66):
        pen.rect(x, 0.12, x + 0.24, 0.76, DARK)
        pane(
            pen, look, [(x + 0.015, 0.15), (x + 0.015, 0.74), (x + 0.112, 0.74), (x + 0.112, 0.15)]
        )
        pane(
            pen, look, [(x + 0.128, 0.15), (x + 0.128, 0.74), (x + 0.225, 0.74), (x + 0.225, 0.15)]
        )
    pane(pen, look, [(0.92, 0.38), (0.92, 0.75), (0.995, 0.74), (0.995, 0.36)])
    pen.rect(0.34, 0.785, 0.88, 0.84, (0.08, 0.08, 0.08))
    pen.line([(0.40, 0.812), (0.80, 0.812)], 0.022, (1.0, 0.72, 0.2), emit=True)
    for x in (-0.60, 0.50):
        pen.disc(x, 0.13, 0.165, DARK)
        wheel(pen, x, 0.13, 0.13, spokes=8)
    lamp(pen, look, 0.975, 0.24, 0.035)
    lamp(pen, look, -0.985, 0.28, 0.03, (0.85, 0.08, 0.06))


def truck(pen: Pen, look: Look) -> None:
    """Lorry: cab in front of a tall cargo box."""
    c = paint_of(
        look, ((0.80, 0.14, 0.12), (0.14, 0.36, 0.66), (0.90, 0.90, 0.88), (0.20, 0.48, 0.30))
    )
    box = c if look.name is not None else (0.92, 0.92, 0.90)
    pen.rect(-0.98, 0.16, 0.92, 0.23, DARK)
    tall = some(look, 0.82, 0.94)
    pen.rect(-1.0, 0.22, 0.44, tall, box, 0.15, 0.012)
    for k in range(9):
        x = -0.93 + 0.16 * k
        pen.line([(x, 0.25), (x, tall - 0.03)], 0.010, scale(box, 0.86))
    pen.rect(-1.0, 0.22, 0.44, 0.27, scale(box, 0.6))
    pen.rect(-1.0, tall - 0.03, 0.44, tall, scale(box, 0.75))
    if chance(look, 0.6):
        band: RGB = c if look.name is None else (0.94, 0.94, 0.92)
        pen.rect(-0.86, 0.46, 0.30, 0.58, band)
    cab = scale(c, 0.95)
    pen.poly(
        [(0.49, 0.15), (0.49, 0.74), (0.78, 0.74), (0.90, 0.50), (0.96, 0.42), (0.97, 0.15)],
        cab,
        0.35,
    )
    pane(pen, look, [(0.58, 0.46), (0.58, 0.68), (0.755, 0.68), (0.85, 0.46)])
    pen.line([(0.56, 0.44), (0.56, 0.2)], 0.010, scale(cab, 0.5))
    pen.rect(0.84, 0.13, 1.0, 0.20, STEEL, 0.2, 0.02)
    pen.rect(0.455, 0.2, 0.48, 0.84, STEEL)
    for x in (-0.76, -0.46, 0.68):
        pen.disc(x, 0.145, 0.17, DARK)
        wheel(pen, x, 0.14, 0.14, spokes=6)
    lamp(pen, look, 0.95, 0.29, 0.036)
    lamp(pen, look, -0.99, 0.25, 0.025, (0.85, 0.08, 0.06))


def train(pen: Pen, look: Look) -> None:
    """Train on rails: a steam engine with carriages, or a modern streamlined one."""
    c = paint_of(look, ((0.70, 0.12, 0.12), (0.14, 0.30, 0.55), (0.12, 0.36, 0.24)))
    pen.rect(-1.45, 0.0, 1.45, 0.03, (0.42, 0.37, 0.33))
    for k in range(18):
        pen.rect(-1.43 + 0.165 * k, 0.0, -1.35 + 0.165 * k, 0.035, (0.30, 0.22, 0.16))
    pen.rect(-1.45, 0.035, 1.45, 0.062, STEEL)
    if chance(look, 0.5):
        _steam(pen, look, c)
        return
    nose = [
        (-1.45, 0.13),
        (-1.45, 0.74),
        (0.75, 0.74),
        (1.02, 0.66),
        (1.30, 0.40),
        (1.40, 0.24),
        (1.38, 0.13),
    ]
    pen.poly(nose, (0.92, 0.92, 0.91) if look.name is None else c, 0.3)
    band = c if look.name is None else (0.95, 0.95, 0.93)
    pen.poly([(-1.45, 0.26), (-1.45, 0.36), (1.20, 0.36), (1.35, 0.26)], band)
    pen.poly([(-1.45, 0.13), (-1.45, 0.18), (1.39, 0.18), (1.38, 0.13)], DARK)
    for x in (-0.98, 0.02):
        pen.rect(x - 0.017, 0.13, x + 0.017, 0.74, DARK)
    for k in range(12):
        x = -1.40 + 0.2 * k
        if min(abs(x + 0.075 + 0.98), abs(x + 0.075 - 0.02)) > 0.1:
            pane(pen, look, [(x, 0.46), (x, 0.62), (x + 0.15, 0.62), (x + 0.15, 0.46)])
    pane(pen, look, [(0.98, 0.47), (0.92, 0.63), (1.05, 0.61), (1.20, 0.46)])
    for x in (-1.3, -1.12, -0.8, -0.62, -0.2, 0.22, 0.75, 0.95):
        pen.disc(x, 0.115, 0.06, DARK)
        pen.disc(x, 0.115, 0.028, STEEL)
    lamp(pen, look, 1.32, 0.29, 0.034)


def _steam(pen: Pen, look: Look, c: RGB) -> None:
    iron: RGB = (0.13, 0.13, 0.14) if look.name is None else scale(c, 0.95)
    puffs = 7
    drift = some(look, 0.75, 1.25)
    for k in range(puffs):
        x, y = 1.08 - 0.17 * k * drift, 0.93 + 0.02 * k
        pen.disc(x, y, 0.055 + 0.012 * k, (0.93, 0.93, 0.94), 0.4, alpha=0.96 - 0.05 * k)
    for x0, x1 in ((-1.45, -0.78), (-0.72, -0.08)):
        pen.rect(x0, 0.14, x1, 0.68, c, 0.25, 0.03)
        pen.rect(x0 - 0.02, 0.66, x1 + 0.02, 0.72, scale(c, 0.5), 0.0, 0.02)
        pen.rect(x0, 0.30, x1, 0.34, (0.92, 0.80, 0.45))
        for k in range(4):
            x = x0 + 0.04 + (x1 - x0 - 0.05) * k / 4
            pane(pen, look, [(x, 0.42), (x, 0.58), (x + 0.115, 0.58), (x + 0.115, 0.42)])
        for x in (x0 + 0.12, x1 - 0.12):
            wheel(pen, x, 0.13, 0.075, spokes=0)
    pen.rect(-0.02, 0.16, 0.36, 0.76, c, 0.3, 0.02)
    pen.rect(-0.06, 0.74, 0.40, 0.80, iron, 0.2, 0.02)
    pane(pen, look, [(0.06, 0.48), (0.06, 0.66), (0.28, 0.66), (0.28, 0.48)])
    pen.rect(0.30, 0.24, 1.14, 0.56, iron, 0.6, 0.06)
    for x in (0.5, 0.75, 0.98):
        pen.rect(x, 0.24, x + 0.025, 0.56, (0.80, 0.62, 0.25))
    pen.disc(0.64, 0.57, 0.075, (0.80, 0.62, 0.25), 0.5)
    pen.poly(
        [(1.0, 0.54), (1.02, 0.74), (0.97, 0.86), (1.15, 0.86), (1.10, 0.74), (1.12, 0.54)],
        iron,
        0.3,
    )
    pen.rect(0.02, 0.13, 1.2, 0.22, (0.62, 0.10, 0.09))
    pen.poly([(1.18, 0.22), (1.20, 0.07), (1.40, 0.07)], (0.62, 0.10, 0.09))
    for x, r in ((0.22, 0.15), (0.56, 0.15), (0.94, 0.085), (1.12, 0.085)):
        wheel(pen, x, r + 0.062, r, (0.62, 0.16, 0.13), 8)
    pen.line([(0.22, 0.19), (0.60, 0.17), (1.0, 0.20)], 0.034, STEEL)
    lamp(pen, look, 1.15, 0.46, 0.06)


def _cycle_wheel(pen: Pen, x: float, y: float, r: float) -> None:
    for k in range(9):
        a = np.pi * k / 9
        dx, dy = r * float(np.cos(a)), r * float(np.sin(a))
        pen.line([(x - dx, y - dy), (x + dx, y + dy)], 0.006, (0.62, 0.63, 0.66))
    pen.ring(x, y, r, 0.042, TYRE)
    pen.ring(x, y, r * 0.90, 0.014, STEEL)
    pen.disc(x, y, 0.024, DARK)


def bicycle(pen: Pen, look: Look) -> None:
    """Bicycle in profile: two big spoked wheels and a tube frame."""
    c = paint_of(
        look, ((0.75, 0.14, 0.14), (0.12, 0.38, 0.62), (0.14, 0.15, 0.16), (0.18, 0.50, 0.40))
    )
    r = some(look, 0.29, 0.32)
    back, front, hub = (-0.47, r), (0.48, r), (-0.06, r - 0.02)
    for x, y in (back, front):
        _cycle_wheel(pen, x, y, r)
    saddle, bars = (-0.22, 0.74), (0.33, 0.72)
    low_bar = chance(look, 0.35)
    joint = (-0.14, 0.50) if low_bar else (-0.185, 0.64)
    for a, b, w in (
        (back, hub, 0.035),
        (back, joint, 0.032),
        (hub, saddle, 0.045),
        (joint, (0.335, 0.66), 0.05),
        (hub, (0.35, 0.60), 0.055),
        (bars, front, 0.042),
    ):
        pen.line([a, b], w, scale(c, 0.62))
        pen.line([(a[0], a[1] + w * 0.18), (b[0], b[1] + w * 0.18)], w * 0.62, c)
    pen.line([(0.335, 0.70), (0.30, 0.82)], 0.034, STEEL)
    if chance(look, 0.5):
        pen.line([(0.30, 0.82), (0.42, 0.83), (0.46, 0.76), (0.40, 0.70)], 0.034, DARK)
    else:
        pen.line([(0.38, 0.80), (0.30, 0.84), (0.18, 0.83)], 0.036, DARK)
    pen.smooth(
        [(-0.36, 0.77), (-0.30, 0.80), (-0.08, 0.775), (-0.09, 0.75), (-0.28, 0.73)],
        (0.20, 0.13, 0.09),
        0.3,
    )
    pen.ring(hub[0], hub[1], 0.065, 0.022, DARK)
    turn = some(look, 0, 6.28)
    dx, dy = 0.13 * float(np.cos(turn)), 0.13 * float(np.sin(turn))
    pen.line([(hub[0] - dx, hub[1] - dy), (hub[0] + dx, hub[1] + dy)], 0.024, DARK)
    for s in (-1, 1):
        pen.rect(
            hub[0] + s * dx - 0.05,
            hub[1] + s * dy - 0.014,
            hub[0] + s * dx + 0.05,
            hub[1] + s * dy + 0.014,
            DARK,
        )
    if chance(look, 0.35):
        pen.poly([(0.40, 0.58), (0.38, 0.76), (0.64, 0.76), (0.60, 0.58)], (0.68, 0.50, 0.28), 0.3)
        for y in (0.63, 0.68, 0.73):
            pen.line([(0.39, y), (0.62, y)], 0.010, (0.45, 0.31, 0.16))


def motorcycle(pen: Pen, look: Look) -> None:
    """Motorcycle: fat tyres, tank, engine and exhaust."""
    c = paint_of(
        look, ((0.75, 0.10, 0.10), (0.10, 0.10, 0.11), (0.12, 0.28, 0.60), (0.90, 0.45, 0.10))
    )
    for x in (-0.56, 0.58):
        pen.disc(x, 0.25, 0.25, TYRE)
        pen.disc(x, 0.25, 0.165, (0.30, 0.30, 0.32))
        for k in range(5):
            a = 2 * np.pi * k / 5 + 0.3
            pen.line(
                [(x, 0.25), (x + 0.16 * float(np.cos(a)), 0.25 + 0.16 * float(np.sin(a)))],
                0.034,
                STEEL,
            )
        pen.disc(x, 0.25, 0.055, STEEL, 0.3)
    pen.line([(0.58, 0.25), (0.36, 0.74)], 0.06, STEEL)
    pen.line([(-0.56, 0.25), (-0.12, 0.34)], 0.07, DARK)
    pen.rect(-0.22, 0.18, 0.24, 0.48, (0.32, 0.33, 0.35), 0.5, 0.06)
    for k in range(4):
        pen.line([(-0.08, 0.30 + 0.045 * k), (0.20, 0.32 + 0.045 * k)], 0.018, STEEL)
    pen.disc(-0.08, 0.27, 0.085, STEEL, 0.4)
    pen.limb((0.14, 0.2), (-0.62, 0.21), 0.06, 0.10, (0.80, 0.81, 0.83), 0.5)
    pen.smooth(
        [(-0.14, 0.50), (-0.10, 0.66), (0.12, 0.74), (0.34, 0.66), (0.32, 0.54), (0.1, 0.48)],
        c,
        0.6,
    )
    pen.smooth(
        [(-0.72, 0.66), (-0.66, 0.54), (-0.40, 0.46), (-0.14, 0.50), (-0.2, 0.57), (-0.5, 0.62)],
        c,
        0.4,
    )
    pen.smooth(
        [(-0.62, 0.66), (-0.40, 0.58), (-0.10, 0.58), (-0.08, 0.64), (-0.34, 0.67), (-0.60, 0.71)],
        (0.10, 0.09, 0.09),
        0.3,
    )
    pen.smooth(
        [(0.36, 0.50), (0.50, 0.56), (0.72, 0.51), (0.80, 0.42), (0.58, 0.48), (0.42, 0.44)], c, 0.3
    )
    if chance(look, 0.5):
        pen.smooth([(0.30, 0.62), (0.36, 0.86), (0.44, 0.88), (0.58, 0.66), (0.46, 0.54)], c, 0.5)
        pen.poly([(0.38, 0.84), (0.42, 0.96), (0.50, 0.84)], (0.62, 0.74, 0.80))
    lamp(pen, look, 0.47, 0.72, 0.085)
    pen.line([(0.36, 0.76), (0.28, 0.90), (0.16, 0.90)], 0.038, STEEL)
    pen.line([(0.21, 0.90), (0.12, 0.895)], 0.055, DARK)


def tractor(pen: Pen, look: Look) -> None:
    """Tractor: huge rear wheel, small front wheel, cab and chimney."""
    c = paint_of(look, ((0.14, 0.45, 0.18), (0.78, 0.14, 0.12), (0.14, 0.32, 0.64)))
    hub: RGB = (0.95, 0.80, 0.20) if chance(look, 0.6) else (0.9, 0.9, 0.88)
    pen.rect(-0.20, 0.24, 0.66, 0.38, DARK)
    pen.poly([(0.02, 0.34), (0.02, 0.60), (0.62, 0.56), (0.72, 0.50), (0.74, 0.32)], c, 0.45)
    for k in range(5):
        pen.line([(0.44 + 0.05 * k, 0.36), (0.44 + 0.05 * k, 0.50)], 0.014, scale(c, 0.45))
    pen.line([(0.42, 0.55), (0.42, 0.86)], 0.042, DARK)
    pen.line([(0.42, 0.86), (0.47, 0.90)], 0.036, DARK)
    pane(pen, look, [(-0.50, 0.52), (-0.42, 0.94), (-0.02, 0.94), (0.08, 0.56)])
    for a, b in (
        ((-0.50, 0.52), (-0.42, 0.94)),
        ((0.08, 0.56), (-0.02, 0.94)),
        ((-0.26, 0.5), (-0.24, 0.94)),
    ):
        pen.line([a, b], 0.034, scale(c, 0.7))
    pen.rect(-0.50, 0.93, 0.06, 1.0, c, 0.3, 0.03)
    pen.smooth(
        [(-0.80, 0.44), (-0.66, 0.66), (-0.38, 0.72), (-0.10, 0.62), (-0.02, 0.40), (-0.3, 0.5)],
        c,
        0.3,
    )
    for at, r in ((-0.40, 0.36), (0.56, 0.21)):
        for k in range(16):
            angle = 2 * np.pi * k / 16
            pen.disc(
                at + r * 0.95 * float(np.cos(angle)),
                r + r * 0.95 * float(np.sin(angle)),
                r * 0.12,
                TYRE,
            )
        pen.disc(at, r, r * 0.95, TYRE)
        pen.disc(at, r, r * 0.60, hub, 0.4)
        pen.disc(at, r, r * 0.36, scale(hub, 0.7), 0.2)
        pen.disc(at, r, r * 0.13, DARK)
    lamp(pen, look, 0.72, 0.46, 0.035)
