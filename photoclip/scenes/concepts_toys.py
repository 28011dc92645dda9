"""Toys and musical instruments."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.concept import Concept
from photoclip.scenes.festive import FESTIVE
from photoclip.scenes.light import RGB, mix, scale
from photoclip.scenes.parts import (
    DARK,
    GOLD,
    PARTY,
    WHITE,
    WOOD,
    Array,
    against,
    arc,
    bow,
    brightness,
    lit_side,
    on_front,
    pick,
    turned,
)
from photoclip.scenes.pen import Look, Pen

_GOLDEN = (1 + 5**0.5) / 2
_CORNERS: Array = np.array(
    [v for a in (-1, 1) for b in (-_GOLDEN, _GOLDEN) for v in ((0, a, b), (a, b, 0), (b, 0, a))]
) / np.hypot(1, _GOLDEN)


def _teddy(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    pale = mix(c, (1.0, 0.95, 0.85), 0.55)
    hy = 0.80
    fat = float(rng.uniform(0.9, 1.12))
    for s in (-1, 1):
        pen.disc(0.20 * s, hy + 0.17, 0.10, c, 0.6)
        pen.disc(0.20 * s, hy + 0.165, 0.06, pale)
    pen.ellipse(0, 0.36, 0.27 * fat, 0.30, c, 0.7)
    pen.ellipse(0, 0.35, 0.16 * fat, 0.20, pale, 0.3)
    reach = rng.uniform(-0.16, 0.14)
    for s in (-1, 1):
        pen.limb((0.20 * s, 0.54), (0.40 * s, 0.36 + reach), 0.17, 0.16, scale(c, 0.93), 0.6)
        pen.ellipse(0.30 * s, 0.15, 0.15, 0.15, scale(c, 0.96), 0.6)
        pen.ellipse(0.31 * s, 0.15, 0.09, 0.10, pale)
    pen.ellipse(0, hy, 0.27, 0.235, c, 0.7)
    pen.ellipse(0, hy - 0.075, 0.13, 0.10, pale, 0.4)
    for s in (-1, 1):
        pen.disc(0.10 * s, hy + 0.055, 0.032, DARK)
        pen.disc(0.108 * s, hy + 0.065, 0.011, WHITE)
    pen.ellipse(0, hy - 0.03, 0.05, 0.034, DARK, 0.4)
    pen.line([(0, hy - 0.05), (0, hy - 0.09)], 0.014, DARK)
    pen.line(arc(0, hy - 0.075, 0.055, 0.045, 200, 340, 7), 0.014, DARK)
    kind = rng.uniform()
    if kind < 0.6:
        bow(pen, 0, hy - 0.24, 0.15, pick(rng, PARTY))


def _football(pen: Pen, look: Look) -> None:
    rng = look.rng
    r = 0.48
    pen.disc(0, r, r, look.colour, 0.75)
    v = _CORNERS @ turned(rng)
    near = v @ v.T
    seam: RGB = (0.45, 0.46, 0.48)
    for i in range(12):
        if v[i, 2] < -0.35:
            continue
        around = [j for j in range(12) if 0.3 < near[i, j] < 0.6]
        spokes = v[i] + (v[around] - v[i]) / 3
        spokes /= np.linalg.norm(spokes, axis=1)[:, None]
        side = np.cross(v[i], spokes[0])
        order = np.argsort(np.arctan2(spokes @ side, spokes @ np.cross(side, v[i])))
        spokes = spokes[order]
        for j, k in zip(order.tolist(), range(5), strict=True):
            end = v[around[j]] + (v[i] - v[around[j]]) / 3
            end /= np.linalg.norm(end)
            if spokes[k, 2] > 0 and end[2] > 0:
                pen.line(np.stack([spokes[k, :2], end[:2]]) * r + (0, r), 0.014, seam)
        if (spokes[:, 2] > 0).any():
            pen.poly(on_front(spokes) * r + (0, r), (0.10, 0.10, 0.12), 0.25)


def _beach_ball(pen: Pen, look: Look) -> None:
    rng = look.rng
    r = 0.48
    c = look.colour
    other: RGB = WHITE if brightness(c) < 0.85 else (0.85, 0.25, 0.25)
    # The poles lean between towards the eye and upright.
    lean, roll = float(rng.uniform(0.35, 1.2)), float(np.deg2rad(rng.uniform(-70, 70)))
    spin = float(rng.uniform(0, np.pi / 3))
    fine = 1 if pen.unit < 320 else 3
    lat = np.linspace(0, np.pi, 9 * fine)
    lon = spin + np.linspace(0, 2 * np.pi, 12 * fine + 1)
    x = np.sin(lat)[:, None] * np.cos(lon)
    y = np.broadcast_to(np.cos(lat)[:, None], x.shape)
    z = np.sin(lat)[:, None] * np.sin(lon)
    y, z = y * np.cos(lean) - z * np.sin(lean), y * np.sin(lean) + z * np.cos(lean)
    x, y = x * np.cos(roll) - y * np.sin(roll), x * np.sin(roll) + y * np.cos(roll)
    grid = np.stack([x, y, z], axis=2)
    pen.disc(0, r, r, scale(c, 0.7))
    side = lit_side(pen)
    for j in range(grid.shape[1] - 1):
        tone = c if j // (2 * fine) % 2 else other
        for i in range(grid.shape[0] - 1):
            patch = grid[[i, i, i + 1, i + 1], [j, j + 1, j + 1, j]]
            middle = patch.mean(axis=0)
            if middle[2] > -0.12:
                k = 0.66 + 0.22 * middle[0] * side + 0.20 * middle[1] + 0.32 * max(0.0, middle[2])
                pen.poly(on_front(patch) * r + (0, r), scale(tone, float(k)))
    cap = grid[0, 0] if grid[0, 0, 2] > 0 else grid[-1, 0]
    pen.ellipse(cap[0] * r, r + cap[1] * r, 0.06, 0.06 * max(0.5, float(cap[2])), scale(WHITE, 0.9))


def _kite(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    other = pick(
        rng, [p for p in PARTY if sum(abs(a - b) for a, b in zip(p, c, strict=True)) > 0.8]
    )
    w = float(rng.uniform(0.34, 0.40))
    top, mid, low = 1.30, 1.0, 0.46
    t = np.linspace(0, 1, 16)
    swing, phase = rng.uniform(0.08, 0.16), rng.uniform(0, 6)
    tail = np.stack(
        [swing * (np.sin(6 * t + phase) - np.sin(phase)) * (t + 0.2), low - 0.46 * t], axis=1
    )
    pen.line(tail, 0.016, (0.92, 0.92, 0.90))
    for k in (4, 8, 12, 15):
        x, y = tail[k]
        for s in (-1, 1):
            pen.poly(
                [(x, y), (x + 0.085 * s, y + 0.045), (x + 0.085 * s, y - 0.045)],
                c if k % 8 else other,
            )
    quarters = [
        ((0, top), (w, mid)),
        ((w, mid), (0, low)),
        ((0, low), (-w, mid)),
        ((-w, mid), (0, top)),
    ]
    plain = rng.uniform() < 0.45
    for k, (a, b) in enumerate(quarters):
        tone = c if plain or k % 2 == 0 else mix(c, other, 0.75)
        pen.poly([(0, mid), a, b], scale(tone, (1.05, 0.86, 0.95, 1.12)[k]))
    pen.line([(0, top), (0, low)], 0.014, (0.35, 0.25, 0.18))
    pen.line([(-w, mid), (w, mid)], 0.014, (0.35, 0.25, 0.18))


def _guitar(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w = float(rng.uniform(0.25, 0.28))
    half = [(0.16, 0.015), (w, 0.17), (0.22, 0.36), (0.165, 0.43), (0.20, 0.55), (0.11, 0.64)]
    outline = [(0, 0.0), *half, (0, 0.645), *((-x, y) for x, y in reversed(half))]
    centre = np.array([0, 0.32])
    pen.smooth(
        (np.array(outline) - centre) * 1.045 + centre,
        scale(c, 0.45) if brightness(c) > 0.2 else WHITE,
    )
    pen.smooth(outline, c, 0.45)
    neck = scale(WOOD, 0.55)
    pen.poly([(-0.042, 0.42), (0.042, 0.42), (0.032, 1.12), (-0.032, 1.12)], neck)
    pen.disc(0, 0.42, 0.105, mix(c, (0.95, 0.85, 0.6), 0.5))
    pen.disc(0, 0.42, 0.085, (0.10, 0.07, 0.05))
    pen.rect(-0.11, 0.155, 0.11, 0.195, neck, 0.3, 0.015)
    if rng.uniform() < 0.5:
        guard = [(0.06, 0.36), (0.17, 0.40), (0.17, 0.28), (0.08, 0.26)]
        pen.smooth(guard, (0.16, 0.10, 0.08))
    head = [
        (-0.035, 1.11),
        (0.035, 1.11),
        (0.06, 1.16),
        (0.055, 1.32),
        (-0.055, 1.32),
        (-0.06, 1.16),
    ]
    pen.poly(head, scale(c, 0.8) if rng.uniform() < 0.5 else neck, 0.3)
    for y in (1.17, 1.22, 1.27):
        for s in (-1, 1):
            pen.disc(0.078 * s, y, 0.018, (0.82, 0.82, 0.80))
    for k in range(8):
        y = 0.60 + 0.5 * (1 - 0.87 ** (k + 1)) / (1 - 0.87**8)
        pen.line([(-0.038, y), (0.038, y)], 0.007, (0.78, 0.75, 0.68))
    strings = 3 if pen.unit < 350 else 6
    for x in np.linspace(-0.027, 0.027, strings):
        pen.line([(float(x), 0.175), (float(x) * 0.85, 1.2)], 0.004, (0.93, 0.90, 0.82))


def _piano(pen: Pen, look: Look) -> None:
    c = look.colour
    rng = look.rng
    h = float(rng.uniform(0.86, 0.96))
    shelf = 0.44
    trim = against(c, scale(c, 1.8), scale(c, 0.75))
    pen.rect(-0.60, 0.03, 0.60, h, c, 0.25)
    pen.rect(-0.64, h, 0.64, h + 0.045, scale(c, 1.25), 0.2)
    for x in (-0.53, 0.03):
        pen.rect(x, shelf + 0.22, x + 0.5, h - 0.06, mix(c, trim, 0.22))
        pen.rect(x + 0.02, shelf + 0.24, x + 0.48, h - 0.08, c)
    pen.rect(-0.53, 0.10, 0.53, shelf - 0.12, mix(c, trim, 0.15))
    if rng.uniform() < 0.7:
        for s in (-1, 1):
            page = [
                (0.0, shelf + 0.18),
                (0.20 * s, shelf + 0.20),
                (0.20 * s, shelf + 0.46),
                (0.0, shelf + 0.44),
            ]
            pen.poly(page, scale(WHITE, 1.0 if s > 0 else 0.92))
            for k in range(5):
                y = shelf + 0.40 - 0.045 * k
                pen.line([(0.03 * s, y), (0.17 * s, y + 0.01)], 0.008, (0.35, 0.35, 0.36))
    pen.poly(
        [(-0.60, shelf + 0.14), (0.60, shelf + 0.14), (0.66, shelf - 0.02), (-0.66, shelf - 0.02)],
        scale(c, 0.6),
    )
    keys = 15
    back, front = shelf + 0.12, shelf + 0.005
    pen.poly([(-0.56, back), (0.56, back), (0.61, front), (-0.61, front)], (0.97, 0.96, 0.92))
    for k in range(1, keys):
        u = k / keys * 2 - 1
        pen.line([(0.56 * u, back), (0.61 * u, front)], 0.007, (0.55, 0.54, 0.52))
        if k % 7 not in (3, 0):
            a, d = 0.56 * u, 0.021
            b = a + 0.028 * u
            pen.poly(
                [(a - d, back), (a + d, back), (b + d, back - 0.07), (b - d, back - 0.07)],
                (0.06, 0.06, 0.07),
            )
    pen.rect(-0.67, shelf - 0.08, 0.67, shelf, scale(c, 1.12), 0.3)
    for s in (-1, 1):
        pen.limb((0.60 * s, shelf - 0.05), (0.60 * s, 0.03), 0.07, 0.05, scale(c, 0.9), 0.5)
    for x in (-0.05, 0.05):
        pen.ellipse(x, 0.035, 0.03, 0.016, GOLD)


def _duck(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    body = [
        (-0.46, 0.42),
        (-0.36, 0.10),
        (0.0, 0.0),
        (0.34, 0.06),
        (0.44, 0.30),
        (0.26, 0.46),
        (-0.10, 0.40),
    ]
    pen.smooth([(-0.54, 0.56), *body, (-0.34, 0.42)], c, 0.75)
    r = float(rng.uniform(0.24, 0.27))
    hx, hy = 0.20, 0.64
    pen.disc(hx, hy, r, c, 0.75)
    wing = [(-0.28, 0.36), (-0.20, 0.16), (0.05, 0.14), (0.14, 0.28), (-0.05, 0.33)]
    pen.smooth(wing, scale(c, 0.9), 0.6)
    beak: RGB = (0.97, 0.45, 0.06)
    pen.smooth(
        [
            (hx + r * 0.75, hy + 0.05),
            (hx + r + 0.17, hy + 0.02),
            (hx + r + 0.12, hy - 0.06),
            (hx + r * 0.8, hy - 0.10),
        ],
        beak,
        0.5,
    )
    pen.line([(hx + r * 0.85, hy - 0.03), (hx + r + 0.10, hy - 0.02)], 0.016, scale(beak, 0.6))
    pen.ellipse(hx + 0.09, hy + 0.09, 0.048, 0.062, WHITE)
    pen.ellipse(hx + 0.105, hy + 0.09, 0.03, 0.042, DARK)


CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "teddy bear",
        "a teddy bear",
        plural="teddy bears",
        synonyms=("toy", "stuffed toy", "soft toy"),
        colours=("brown", "white", "pink", "grey", "blue"),
        settings=("room", "studio", "table", "grass"),
        times=("day", "golden"),
        weathers=("clear", "cloudy"),
        counts=(1, 2, 3),
        default=(0.66, 0.42, 0.20),
        box=(1.0, 1.10),
        draw=_teddy,
        tilt=6.0,
        fur=0.22,
    ),
    Concept(
        "football",
        "a football",
        plural="footballs",
        synonyms=("soccer ball", "ball"),
        settings=("grass", "street", "beach", "studio", "snow"),
        counts=(1, 2, 3),
        default=WHITE,
        box=(1.0, 0.98),
        draw=_football,
        tilt=0.0,
        relief=0.3,
        fur=0.04,
    ),
    Concept(
        "beach ball",
        "a beach ball",
        plural="beach balls",
        synonyms=("ball", "striped ball", "toy"),
        colours=("red", "orange", "yellow", "green", "blue", "purple", "pink"),
        settings=("beach", "grass", "studio", "room"),
        times=("day", "golden", "dusk"),
        weathers=("clear", "cloudy", "rain"),
        counts=(1, 2, 3),
        default=(0.15, 0.40, 0.85),
        box=(1.0, 0.98),
        draw=_beach_ball,
        tilt=0.0,
        relief=0.3,
        fur=0.02,
    ),
    Concept(
        "kite",
        "a kite",
        plural="kites",
        synonyms=("flying kite", "toy"),
        colours=("red", "orange", "yellow", "green", "blue", "purple", "pink"),
        settings=("sky", "beach", "grass"),
        times=("day", "golden", "dusk"),
        weathers=("clear", "cloudy"),
        counts=(1, 2, 3),
        default=(0.90, 0.20, 0.15),
        box=(0.84, 1.34),
        draw=_kite,
        stand="air",
        tilt=28.0,
        relief=0.1,
        fur=0.0,
    ),
    Concept(
        "rubber duck",
        "a rubber duck",
        plural="rubber ducks",
        synonyms=("toy", "toy duck", "bath toy"),
        colours=("yellow", "pink", "blue", "green"),
        settings=("studio", "table", "room"),
        counts=(1, 2, 3, 5),
        default=(0.99, 0.83, 0.10),
        box=(1.22, 0.94),
        draw=_duck,
        tilt=3.0,
        relief=0.3,
        fur=0.02,
    ),
    Concept(
        "guitar",
        "a guitar",
        plural="guitars",
        synonyms=("musical instrument", "string instrument"),
        colours=("brown", "red", "black", "blue", "white", "yellow"),
        settings=("room", "studio", "grass", "beach"),
        times=("day", "golden", "dusk"),
        weathers=("clear", "cloudy"),
        counts=(1, 2, 3),
        default=(0.84, 0.56, 0.24),
        box=(0.66, 1.36),
        draw=_guitar,
        tilt=14.0,
        relief=0.3,
        fur=0.06,
    ),
    Concept(
        "piano",
        "a piano",
        plural="pianos",
        synonyms=("musical instrument", "upright piano", "keyboard instrument"),
        colours=("black", "brown", "white"),
        settings=("room", "studio"),
        default=(0.09, 0.08, 0.09),
        box=(1.36, 1.02),
        bulk=1.5,
        draw=_piano,
        tilt=0.5,
        relief=0.25,
        fur=0.03,
    ),
    *FESTIVE,
)
