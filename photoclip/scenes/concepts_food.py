"""Food and drink."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.concept import Concept
from photoclip.scenes.fruit import FRUIT
from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.parts import PARTY, WHITE, arc, blob, brightness, flame, lathe, leaf, pick
from photoclip.scenes.pen import Look, Pen

CRUST: RGB = (0.80, 0.54, 0.25)
BUN: RGB = (0.86, 0.56, 0.24)
CHOCOLATE: RGB = (0.34, 0.18, 0.09)
INDOORS = ("table", "studio", "room")


def _layer(pen: Pen, look: Look, y: float, r: float, h: float, tilt: float) -> None:
    """One tier of a cake, with icing that runs down its side."""
    c = look.colour
    rng = look.rng
    pale = brightness(c) > 0.85
    icing = mix(c, pick(rng, PARTY), 0.12) if pale else mix(c, (1, 1, 1), 0.72)
    lathe(pen, [(y, r), (y + h, r)], c, tilt=tilt, strength=0.4)
    lathe(pen, [(y, r * 1.01), (y + 0.05, r * 1.03)], icing, tilt=tilt, strength=0.4)
    turn = np.linspace(np.pi, 2 * np.pi, 29)
    drop = rng.uniform(0.02, 0.32, 29) * h
    drop[::2] = 0.03 * h
    rim = np.stack([1.02 * r * np.cos(turn), y + h + tilt * r * np.sin(turn)], axis=1)
    low = rim - np.stack([np.zeros(29), drop], axis=1)
    pen.smooth(np.vstack([low, arc(0, y + h, r * 1.02, r * tilt, 0, 180, 9)]), scale(icing, 0.94))
    pen.ellipse(0, y + h, r * 1.02, r * tilt, icing, 0.15)


def _cake(pen: Pen, look: Look) -> None:
    rng = look.rng
    tilt = float(rng.uniform(0.2, 0.3))
    two = rng.uniform() < 0.35
    foot = 0.15
    pen.ellipse(0, 0.145, 0.55, 0.14, scale(WHITE, 0.85))
    pen.ellipse(0, 0.155, 0.53, 0.13, WHITE)
    h = float(rng.uniform(0.20, 0.24) if two else rng.uniform(0.32, 0.40))
    _layer(pen, look, foot, 0.46, h, tilt)
    top, r = foot + h, 0.46
    if two:
        _layer(pen, look, top, 0.31, h, tilt)
        top, r = top + h, 0.31
    elif rng.uniform() < 0.5:
        for x in np.linspace(-0.4, 0.4, 9):
            y = foot + 0.05 - tilt * np.sqrt(max(0.0, 0.2116 - x * x))
            pen.disc(x, y, 0.035, pick(rng, PARTY), 0.6)
    count = int(rng.integers(3, 9)) if not two else int(rng.integers(3, 6))
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False) + rng.uniform(0, 1)
    spots = sorted(
        ((0.7 * r * np.cos(a), top + 0.68 * r * tilt * np.sin(a)) for a in turn),
        key=lambda p: -p[1],
    )
    size = float(rng.uniform(0.9, 1.2))
    for x, y in spots:
        wax = pick(rng, PARTY)
        pen.rect(x - 0.019, y, x + 0.019, y + 0.17 * size, wax)
        pen.rect(x - 0.019, y + 0.05, x + 0.019, y + 0.08, WHITE)
        pen.rect(x - 0.019, y + 0.12, x + 0.019, y + 0.15, WHITE)
        flame(pen, x, y + 0.17 * size + 0.01, 0.12)


def _pizza(pen: Pen, look: Look) -> None:
    rng = look.rng
    flat = float(rng.uniform(0.52, 0.78))
    n = 20
    if rng.uniform() < 0.6:
        board: RGB = WHITE if rng.uniform() < 0.4 else (0.55, 0.36, 0.20)
        pen.ellipse(0, 0.5 * flat - 0.005, 0.555, 0.545 * flat, scale(board, 0.75))
        pen.ellipse(0, 0.5 * flat + 0.015, 0.555, 0.53 * flat, board)
    p = blob(rng, n, 0.02) * (0.5, 0.5 * flat) + (0, 0.5 * flat)
    pen.smooth(p - (0, 0.015), scale(CRUST, 0.7))
    pen.smooth(p, jitter(rng, CRUST, 0.1), 0.5)
    middle = np.array([0, 0.5 * flat])
    pen.smooth((p - middle) * 0.86 + middle, (0.76, 0.20, 0.08))
    pen.smooth((blob(rng, n, 0.045) * (0.41, 0.41 * flat)) + middle, (0.97, 0.80, 0.36), 0.12)
    for _ in range(7):
        r, a = 0.36 * np.sqrt(rng.uniform()), rng.uniform(0, 6.28)
        q = blob(rng, 8, 0.3) * (0.07, 0.06 * flat) + (r * np.cos(a), flat * (0.5 + r * np.sin(a)))
        pen.smooth(q, (0.99, 0.90, 0.60))
    turn0 = rng.uniform(0, 6.28)
    rings = [(0.29, int(rng.integers(6, 9))), (0.12, int(rng.integers(2, 4)))]
    for r0, count in rings:
        for k in range(count):
            a = turn0 + 6.283 * k / count + rng.uniform(-0.12, 0.12)
            x, y = r0 * np.cos(a), flat * (0.5 + r0 * np.sin(a))
            pen.ellipse(x, y, 0.074, 0.074 * flat, (0.55, 0.09, 0.06))
            pen.ellipse(x, y + 0.006, 0.063, 0.06 * flat, (0.83, 0.21, 0.13), 0.3)
    green = rng.uniform() < 0.75
    for _ in range(5 if green else 0):
        r, a = rng.uniform(0.05, 0.36), rng.uniform(0, 6.28)
        leaf(pen, r * np.cos(a), flat * (0.5 + r * np.sin(a)), 0.1, rng.uniform(0, 360))
    if rng.uniform() < 0.7:
        for k in range(4):
            a = turn0 + 0.3 + np.pi * k / 4
            d = np.array([0.43 * np.cos(a), 0.43 * flat * np.sin(a)])
            pen.line([middle - d, middle + d], 0.009, (0.60, 0.34, 0.12))


def _ice_cream(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w = float(rng.uniform(0.21, 0.25))
    h = float(rng.uniform(0.50, 0.58))
    waffle: RGB = (0.86, 0.60, 0.30)
    pen.poly([(-w, h), (w, h), (0.025, 0.0), (-0.025, 0.0)], waffle, 0.35)
    for k in range(-5, 6):
        for s in (-1, 1):
            x = k * 0.085
            a, b = (x, h), (x + s * 0.5 * w, h - 0.30)
            ends = [p for t in np.linspace(0, 1, 7) if _inside_cone(p := _between(a, b, t), w, h)]
            if len(ends) > 1:
                pen.line([ends[0], ends[-1]], 0.014, scale(waffle, 0.68))
    scoops = int(rng.choice((1, 2, 3), p=(0.45, 0.3, 0.25)))
    places = {
        1: [(0.0, 0.0)],
        2: [(0.0, 0.0), (0.0, 0.24)],
        3: [(-0.14, 0), (0.14, 0), (0.0, 0.24)],
    }
    r = {1: 0.29, 2: 0.25, 3: 0.21}[scoops]
    for k, (x, y) in enumerate(places[scoops]):
        tone = scale(c, 1.0 - 0.08 * k)
        cy = h + 0.12 + y
        pen.smooth(blob(rng, 16, 0.03) * r + (x, cy), tone, 0.7)
        frill = np.linspace(-r, r, 7)
        for f in frill:
            pen.disc(
                x + f, cy - r * 0.62 + rng.uniform(-0.02, 0.02), r * 0.22, scale(tone, 0.95), 0.4
            )
    if rng.uniform() < 0.5:
        top = h + 0.12 + (0.24 if scoops > 1 else 0.0) + r
        pen.disc(0, top + 0.02, 0.06, (0.80, 0.05, 0.10), 0.9)
        pen.line([(0, top + 0.05), (0.06, top + 0.14)], 0.014, (0.3, 0.35, 0.1))


def _between(a: tuple[float, float], b: tuple[float, float], t: float) -> tuple[float, float]:
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def _inside_cone(p: tuple[float, float], w: float, h: float) -> bool:
    return abs(p[0]) < w * p[1] / h and p[1] <= h


def _hamburger(pen: Pen, look: Look) -> None:
    rng = look.rng
    if rng.uniform() < 0.5:
        pen.ellipse(0, 0.07, 0.62, 0.075, scale(WHITE, 0.8))
        pen.ellipse(0, 0.08, 0.60, 0.065, WHITE)
    bun = jitter(rng, BUN, 0.12)
    pen.rect(-0.44, 0.05, 0.44, 0.24, scale(bun, 0.95), 0.5, 0.08)
    y = 0.22
    fillings = ["patty", "cheese", "tomato", "lettuce"]
    if rng.uniform() < 0.35:
        fillings = ["patty", "cheese", "patty", "lettuce"]
    for name in fillings:
        y += _filling(pen, rng, name, y)
    h = float(rng.uniform(0.26, 0.34))
    dome = np.vstack([arc(0, y + 0.04, 0.47, h, 0, 180, 15), [(-0.44, y), (0.44, y)]])
    pen.smooth(dome, bun, 0.85)
    for _ in range(int(rng.integers(14, 26))):
        a, d = rng.uniform(0.25, np.pi - 0.25), np.sqrt(rng.uniform(0.1, 0.85))
        x, sy = 0.44 * d * np.cos(a), y + 0.04 + h * d * np.sin(a)
        pen.ellipse(x, sy, 0.024, 0.013, (0.98, 0.90, 0.70), angle=rng.uniform(0, 180))


def _filling(pen: Pen, rng: np.random.Generator, name: str, y: float) -> float:
    """Draw a layer of a hamburger at height `y`; returns how high it is."""
    n = 17
    x = np.linspace(-0.5, 0.5, n)
    if name == "patty":
        pen.rect(-0.47, y - 0.01, 0.47, y + 0.12, (0.32, 0.17, 0.09), 0.5, 0.055)
        return 0.11
    if name == "cheese":
        low = y - rng.uniform(0, 0.10, n) * (np.arange(n) % 4 == 2)
        points = np.vstack([np.stack([x * 0.97, low], 1), [(0.47, y + 0.03), (-0.47, y + 0.03)]])
        pen.poly(points, (1.0, 0.74, 0.12))
        return 0.025
    if name == "tomato":
        pen.rect(-0.44, y - 0.01, 0.0, y + 0.06, (0.86, 0.16, 0.10), 0.4, 0.03)
        pen.rect(-0.02, y - 0.01, 0.44, y + 0.06, (0.82, 0.13, 0.09), 0.4, 0.03)
        return 0.05
    low = y - rng.uniform(0.0, 0.07, n)
    points = np.vstack([np.stack([x * 1.05, low], 1), [(0.5, y + 0.06), (-0.5, y + 0.06)]])
    pen.smooth(points, (0.42, 0.68, 0.18))
    for k in range(n - 1):
        pen.line([(x[k], low[k] + 0.015), (x[k] + 0.02, y + 0.04)], 0.012, (0.60, 0.80, 0.30))
    return 0.05


def _coffee(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    tilt = float(rng.uniform(0.28, 0.38))
    r = float(rng.uniform(0.33, 0.37))
    h = float(rng.uniform(0.38, 0.46))
    y = 0.19
    pen.ellipse(0, 0.17, 0.58, 0.165, scale(c, 0.7))
    pen.ellipse(0, 0.185, 0.58, 0.16, c, 0.2)
    pen.ellipse(0, 0.175, 0.36, 0.085, scale(c, 0.74))
    handle = arc(r * 0.86, y + h * 0.56, 0.20, 0.15, -95, 100, 14)
    pen.line(handle, 0.075, scale(c, 0.88))
    profile = [(y, r * 0.55), (y + 0.05, r * 0.68), (y + 0.2 * h, r * 0.84), (y + h, r)]
    lathe(pen, profile, c, tilt=tilt, strength=0.5, gloss=0.3)
    top = y + h
    pen.ellipse(0, top, r, r * tilt, scale(c, 1.06))
    pen.ellipse(0, top - 0.008, r * 0.91, r * tilt * 0.88, scale(c, 0.7))
    brown: RGB = (0.27, 0.14, 0.06)
    pen.ellipse(0, top - 0.022, r * 0.88, r * tilt * 0.80, (0.56, 0.34, 0.16))
    pen.ellipse(0, top - 0.024, r * 0.80, r * tilt * 0.70, brown)
    if rng.uniform() < 0.5:
        p = pen.at(0, top - 0.024, 1.0)
        p.ellipse(0, 0.0, r * 0.5, r * tilt * 0.42, (0.90, 0.76, 0.56))
        p.ellipse(0, 0.0, r * 0.34, r * tilt * 0.26, brown)
        p.ellipse(0, 0.0, r * 0.2, r * tilt * 0.14, (0.90, 0.76, 0.56))
    for k in range(int(rng.integers(2, 4))):
        x = -0.14 + 0.14 * k
        phase = rng.uniform(0, 6)
        for i in range(9):
            t = i / 8
            sx = x + 0.05 * np.sin(5 * t + phase)
            pen.ellipse(sx, top + 0.06 + 0.3 * t, 0.03, 0.045, WHITE, alpha=0.34 * (1 - t) + 0.05)


def _wine(pen: Pen, look: Look) -> None:
    rng = look.rng
    shade = rng.uniform()
    wine: RGB = look.colour if shade < 0.75 else (0.93, 0.82, 0.42)
    glass: RGB = (0.86, 0.90, 0.92)
    r = float(rng.uniform(0.24, 0.30))
    low = float(rng.uniform(0.38, 0.46))
    pen.ellipse(0, 0.055, 0.24, 0.055, scale(glass, 0.8), alpha=0.75)
    pen.ellipse(0, 0.065, 0.21, 0.045, glass, alpha=0.45)
    lathe(pen, [(0.06, 0.07), (0.10, 0.022), (low - 0.03, 0.018), (low, 0.04)], glass, alpha=0.8)
    t = np.linspace(0, 1, 11)
    radii = r * np.sin(0.16 + t * 2.05) ** 0.75
    bowl = np.stack([low + (1.13 - low) * t, radii], axis=1)
    lathe(pen, bowl, glass, tilt=0.14, strength=0.5, alpha=0.30)
    fill = int(rng.integers(5, 8))
    lathe(pen, bowl[: fill + 1] * (1, 0.96), wine, tilt=0.14, strength=0.8, gloss=0.35, alpha=0.97)
    y, rr = bowl[fill]
    pen.ellipse(0, y, rr * 0.96, rr * 0.15, mix(wine, (1, 0.6, 0.5), 0.28))
    top, rt = bowl[-1]
    pen.line(arc(0, top, rt, rt * 0.16, 0, 360, 33), 0.012, WHITE, alpha=0.9)
    for s in (-1, 1):
        side = np.stack([bowl[:, 1] * s, bowl[:, 0]], axis=1)
        pen.line(side, 0.013, (0.75, 0.79, 0.82), alpha=0.9)
    s = 1 if pen.light.side > 0 else -1
    shine = np.stack([bowl[3:9, 1] * 0.72 * s, bowl[3:9, 0]], axis=1)
    pen.line(shine, 0.03, WHITE, alpha=0.75)


def _bread(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    h = float(rng.uniform(0.50, 0.58))
    if rng.uniform() < 0.55:
        pen.rect(-0.68, 0.0, 0.68, 0.06, (0.50, 0.32, 0.18), 0.3, 0.02)
    body = [(-0.6, 0.08), (-0.62, 0.26), (-0.48, h - 0.05), (0, h + 0.02), (0.48, h - 0.05)]
    pen.smooth([*body, (0.62, 0.26), (0.6, 0.08), (0.0, 0.05)], c, 0.9)
    cut = rng.uniform() < 0.55
    for k in range(4):
        x = -0.40 + 0.24 * k + (0.22 if cut and k == 0 else 0.0)
        slash = [
            (x - 0.06, h * 0.52),
            (x + 0.04, h * 0.95),
            (x + 0.13, h * 0.99),
            (x + 0.06, h * 0.55),
        ]
        pen.smooth(slash, (0.95, 0.80, 0.54), 0.3)
        pen.line([(x - 0.06, h * 0.52), (x + 0.04, h * 0.95)], 0.018, scale(c, 0.55))
    if cut:
        _slice(pen, rng, -0.42, 0.03, 0.95)
        if rng.uniform() < 0.6:
            _slice(pen, rng, -0.27, 0.0, 0.85)


def _slice(pen: Pen, rng: np.random.Generator, x: float, y: float, size: float) -> None:
    """A slice of bread seen from its cut side."""
    p = pen.at(x, y, size)
    half = [(0.20, 0.03), (0.21, 0.34), (0.27, 0.42), (0.22, 0.54)]
    outline = [*half, (0.0, 0.58), *((-a, b) for a, b in reversed(half))]
    p.smooth(outline, (0.62, 0.36, 0.14))
    inner = np.array(outline) * 0.88 + (0, 0.035)
    p.smooth(inner, (0.98, 0.90, 0.72), 0.1)
    for _ in range(10):
        x0, y0 = rng.uniform(-0.15, 0.15), rng.uniform(0.1, 0.46)
        p.ellipse(x0, y0, 0.017, 0.012, (0.88, 0.76, 0.54))


def _egg(pen: Pen, look: Look) -> None:
    rng = look.rng
    flat = float(rng.uniform(0.6, 0.85))
    cy = 0.47 * flat
    angle = float(rng.uniform(-25, 25))
    iron: RGB = (0.14, 0.14, 0.15)
    end = (0.92 * np.cos(np.deg2rad(angle)), cy + 0.92 * np.sin(np.deg2rad(angle)) * flat)
    pen.limb((0.3, cy), end, 0.10, 0.12, (0.20, 0.16, 0.14), 0.4)
    pen.ellipse(0, cy - 0.03, 0.46, 0.45 * flat, scale(iron, 0.6))
    pen.ellipse(0, cy, 0.46, 0.45 * flat, scale(iron, 1.7))
    pen.ellipse(0, cy - 0.01, 0.42, 0.41 * flat, iron, 0.5)
    p = blob(rng, 11, 0.13) * (0.34, 0.33 * flat) + (0, cy)
    pen.smooth(p - (0, 0.012), (0.80, 0.68, 0.46))
    pen.smooth(p, WHITE, 0.12)
    yx, yy = float(rng.uniform(-0.05, 0.05)), cy + 0.01
    pen.ellipse(yx, yy - 0.012, 0.155, 0.15 * flat, (0.86, 0.80, 0.66))
    pen.ellipse(yx, yy, 0.145, 0.14 * flat, (1.0, 0.70, 0.06), 0.6)
    pen.ellipse(yx - 0.04, yy + 0.05 * flat, 0.03, 0.018, WHITE)


def _doughnut(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    flat = float(rng.uniform(0.72, 0.98))
    cy = 0.5 * flat
    hole = float(rng.uniform(0.13, 0.17))
    dough: RGB = (0.83, 0.57, 0.28)
    pen.ellipse(0, cy, 0.5, 0.5 * flat, dough, 0.7)
    icing = blob(rng, 18, 0.05) * (0.455, 0.455 * flat) + (0, cy + 0.02)
    pen.smooth(icing - (0, 0.012), scale(c, 0.7))
    pen.smooth(icing, c, 0.35)
    ring = arc(0, cy + 0.03, 0.32, 0.32 * flat, 20, 160, 17)
    pen.line(ring, 0.05, mix(c, (1, 1, 1), 0.22))
    pen.ellipse(0, cy + 0.02, hole + 0.03, (hole + 0.03) * flat, scale(c, 0.78))
    pen.ellipse(0, cy + 0.005, hole, hole * flat, scale(dough, 0.75))
    pen.ellipse(0, cy - 0.02, hole * 0.86, hole * flat * 0.75, (0.36, 0.22, 0.11))
    if rng.uniform() < 0.85:
        white = brightness(c) < 0.35 and rng.uniform() < 0.4
        for _ in range(int(rng.integers(28, 46))):
            r, a = rng.uniform(0.22, 0.41), rng.uniform(0, 6.28)
            x, y = r * np.cos(a), cy + 0.02 + r * flat * np.sin(a)
            d = rng.uniform(0, 3.14)
            dx, dy = 0.025 * np.cos(d), 0.025 * np.sin(d)
            pen.line(
                [(x - dx, y - dy), (x + dx, y + dy)], 0.02, WHITE if white else pick(rng, PARTY)
            )


CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "birthday cake",
        "a birthday cake with candles",
        plural="birthday cakes",
        synonyms=("cake", "dessert", "cake with candles"),
        colours=("pink", "white", "blue", "yellow", "brown", "purple"),
        settings=INDOORS,
        default=(0.97, 0.86, 0.72),
        box=(1.14, 1.05),
        bulk=1.15,
        draw=_cake,
        tilt=1.0,
        fur=0.03,
        glow=(0.85, 0.45, 0.22, (1.0, 0.75, 0.40)),
    ),
    Concept(
        "pizza",
        "a pizza",
        plural="pizzas",
        synonyms=("food", "italian food"),
        settings=("table", "studio"),
        default=CRUST,
        box=(1.14, 0.82),
        bulk=1.15,
        draw=_pizza,
        tilt=2.0,
        relief=0.35,
    ),
    Concept(
        "ice cream",
        "an ice cream cone",
        plural="ice creams",
        synonyms=("dessert", "ice cream cone"),
        colours=("pink", "white", "brown", "green", "yellow"),
        settings=("studio", "table", "beach"),
        times=("day", "golden"),
        weathers=("clear", "cloudy"),
        counts=(1, 2, 3),
        default=(0.98, 0.88, 0.70),
        box=(0.80, 1.22),
        draw=_ice_cream,
        tilt=8.0,
        fur=0.06,
    ),
    Concept(
        "hamburger",
        "a hamburger",
        plural="hamburgers",
        synonyms=("burger", "cheeseburger", "food", "fast food"),
        settings=("table", "studio"),
        counts=(1, 2),
        default=BUN,
        box=(1.22, 0.90),
        draw=_hamburger,
        tilt=2.0,
        relief=0.4,
    ),
    Concept(
        "coffee cup",
        "a cup of coffee",
        plural="coffee cups",
        synonyms=("coffee", "cup", "hot drink"),
        colours=("white", "red", "blue", "black", "yellow", "green"),
        settings=("table", "studio"),
        counts=(1, 2),
        default=WHITE,
        box=(1.20, 1.05),
        draw=_coffee,
        tilt=0.5,
        relief=0.3,
        fur=0.02,
    ),
    Concept(
        "wine glass",
        "a glass of wine",
        plural="wine glasses",
        synonyms=("wine", "drink", "glass"),
        settings=("table", "studio", "room"),
        counts=(1, 2, 3),
        default=(0.42, 0.03, 0.09),
        box=(0.66, 1.18),
        draw=_wine,
        tilt=1.0,
        relief=0.2,
        fur=0.0,
    ),
    Concept(
        "bread",
        "a loaf of bread",
        plural="loaves of bread",
        synonyms=("loaf", "food", "baked bread"),
        settings=("table", "studio"),
        default=(0.72, 0.44, 0.19),
        box=(1.40, 0.66),
        bulk=1.1,
        draw=_bread,
        tilt=2.0,
        fur=0.14,
    ),
    Concept(
        "fried egg",
        "a fried egg in a pan",
        plural="fried eggs",
        synonyms=("egg", "food", "breakfast", "frying pan"),
        settings=("table", "studio"),
        default=WHITE,
        box=(1.80, 0.86),
        bulk=1.25,
        draw=_egg,
        tilt=2.0,
        relief=0.3,
        fur=0.04,
    ),
    Concept(
        "doughnut",
        "a doughnut",
        plural="doughnuts",
        synonyms=("donut", "dessert", "iced doughnut"),
        colours=("pink", "brown", "white", "blue", "yellow"),
        settings=("table", "studio"),
        counts=(1, 2, 3),
        default=CHOCOLATE,
        box=(1.04, 1.0),
        draw=_doughnut,
        tilt=12.0,
        fur=0.05,
    ),
    *FRUIT,
)
