"""Plants as objects: flowers, trees, cactus, mushroom."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from photoclip.scenes.concept import Concept
from photoclip.scenes.light import COLOURS, RGB, mix, scale
from photoclip.scenes.pen import Look, Pen
from photoclip.scenes.scenery import conifer, leafy, palm

STEM: RGB = (0.24, 0.48, 0.16)


def leaf(pen: Pen, x: float, y: float, size: float, angle: float, c: RGB) -> None:
    """Pointed leaf that grows from (x, y) at `angle` degrees."""
    own = pen.at(x, y, size, angle)
    own.smooth([(0, 0), (0.35, 0.16), (0.75, 0.12), (1, 0), (0.7, -0.12), (0.3, -0.13)], c, 0.5)
    own.line([(0.05, 0), (0.92, 0)], 0.025, scale(c, 1.3))


def petals(pen: Pen, look: Look, count: int, reach: float, width: float, c: RGB) -> None:
    """Ring of rounded petals about the pen's origin."""
    turn = float(look.rng.uniform(0, 360))
    for i in range(count):
        own = pen.at(0, 0, 1.0, turn + 360 * (i + float(look.rng.uniform(-0.12, 0.12))) / count)
        tone = scale(c, float(look.rng.uniform(0.82, 1.06)))
        long = reach * float(look.rng.uniform(0.92, 1.06))
        own.smooth(
            [
                (0.05, 0),
                (long * 0.6, width),
                (long * 0.95, width * 0.55),
                (long, 0),
                (long * 0.95, -width * 0.55),
                (long * 0.6, -width),
            ],
            tone,
            0.35 if look.detail > 1 else 0.0,
        )
        if look.detail > 1:
            own.line([(long * 0.25, 0), (long * 0.8, 0)], 0.006, scale(tone, 0.86))


def blossom(pen: Pen, look: Look) -> None:
    """Open flower on a short stalk, for fields, in box (1.0, 1.0)."""
    pen.limb((0, 0), (0, 0.55), 0.05, 0.04, STEM)
    for angle in (40, 145):
        if look.detail > 1:
            leaf(pen, 0, 0.06, 0.3, angle, STEM)
        else:
            pen.at(0, 0.06, 0.3, angle).ellipse(0.5, 0, 0.5, 0.14, STEM)
    squash = float(look.rng.uniform(0.55, 0.95))
    count = 6 if look.detail == 1 else 9
    for i in range(count):
        a = 2 * np.pi * i / count
        x, y = 0.27 * np.cos(a), 0.27 * np.sin(a) * squash
        tone = scale(look.colour, float(look.rng.uniform(0.8, 1.12)))
        pen.ellipse(x, 0.68 + y, 0.19, 0.15, tone, 0.35 if look.detail > 1 else 0.0)
    heart: RGB = (
        (0.95, 0.75, 0.15) if look.colour[2] > 0.3 or look.colour[1] < 0.4 else (0.35, 0.2, 0.08)
    )
    pen.ellipse(0, 0.68, 0.11, 0.11 * squash + 0.02, heart, 0.5)


def flower(pen: Pen, look: Look) -> None:
    """Daisy-like flower seen from the front."""
    rng = look.rng
    bend = float(rng.uniform(-0.06, 0.06))
    pen.line([(0, 0), (bend, 0.25), (0, 0.62)], 0.035, STEM)
    leaf(pen, bend * 0.8, 0.18, 0.26, float(rng.uniform(25, 60)), STEM)
    leaf(pen, bend * 0.5, 0.12, 0.26, float(rng.uniform(120, 155)), STEM)
    head = pen.at(0, 0.68)
    count = int(rng.integers(8, 14))
    petals(head, look, count, 0.31, 0.9 / count, scale(look.colour, 0.78))
    petals(head, look, count, 0.29, 0.85 / count, look.colour)
    heart: RGB = (0.90, 0.45, 0.08) if look.name in ("yellow", "orange") else (0.96, 0.76, 0.14)
    head.disc(0, 0, 0.095, heart, 0.6)
    for a, r, k in rng.uniform(0, 1, (16 * look.detail, 3)).tolist():
        head.disc(
            0.08 * np.sqrt(r) * np.cos(6.28 * a),
            0.08 * np.sqrt(r) * np.sin(6.28 * a),
            0.010,
            scale(heart, 0.75 + 0.5 * k),
        )


def tulip(pen: Pen, look: Look) -> None:
    """Tulip: closed cup on a straight stalk with long leaves."""
    rng = look.rng
    c = look.colour
    bend = float(rng.uniform(-0.05, 0.05))
    pen.line([(0, 0), (bend, 0.3), (0, 0.62)], 0.045, STEM)
    for side in (-1.0, 1.0):
        tip = float(rng.uniform(0.42, 0.62))
        reach = side * float(rng.uniform(0.16, 0.26))
        pen.smooth(
            [
                (0, 0.0),
                (reach * 0.6, 0.12),
                (reach * 0.95, tip * 0.7),
                (reach, tip),
                (reach * 0.55, tip * 0.7),
                (reach * 0.1, 0.2),
            ],
            scale(STEM, 0.9 + 0.15 * side),
            0.5,
        )
    open_ = float(rng.uniform(0.0, 0.07))
    pen.smooth(
        [(0, 0.6), (0.1, 0.66), (0.09, 0.9), (0, 0.985), (-0.09, 0.9), (-0.1, 0.66)],
        scale(c, 0.66),
        0.3,
    )
    for side in (-1.0, 1.0):
        pen.smooth(
            [
                (0, 0.575),
                (side * 0.13, 0.62),
                (side * (0.185 + open_), 0.78),
                (side * (0.15 + open_ * 1.6), 0.96),
                (side * 0.06, 0.86),
                (side * 0.01, 0.7),
            ],
            scale(c, 0.84),
            0.5,
        )
    pen.smooth(
        [(0, 0.57), (0.115, 0.64), (0.125, 0.8), (0.0, 0.95), (-0.125, 0.8), (-0.115, 0.64)], c, 0.7
    )
    pen.line([(0, 0.62), (0, 0.88)], 0.008, scale(c, 0.85))


def rose(pen: Pen, look: Look) -> None:
    """Rose: a whorl of petals above dark leaves."""
    rng = look.rng
    c = look.colour
    green: RGB = (0.13, 0.35, 0.15)
    pen.line([(0.02, 0), (-0.01, 0.3), (0, 0.58)], 0.032, green)
    for x, y, a in ((0, 0.2, 30), (0, 0.3, 150), (0, 0.36, 40), (0, 0.12, 140)):
        leaf(
            pen,
            x,
            y,
            0.27,
            a + float(rng.uniform(-12, 12)),
            scale(green, float(rng.uniform(0.8, 1.25))),
        )
    for a in (200, 250, 290, 340):
        leaf(pen, 0, 0.56, 0.18, a, green)
    head = pen.at(0, 0.71, 1.0, float(rng.uniform(-20, 20)))
    # Whorls of petals, each with a shadowed gap around the one within.
    for ring, radius in enumerate((0.27, 0.205, 0.145, 0.09)):
        turn = float(rng.uniform(0, 6.28))
        count = (5, 5, 4, 3)[ring]
        if ring:
            head.disc(0, 0, radius * 1.08, scale(c, 0.50))
        tone = scale(c, (0.88, 0.98, 1.04, 0.96)[ring])
        for i in range(count):
            way = turn + 2 * np.pi * i / count
            px, py = 0.46 * radius * float(np.cos(way)), 0.46 * radius * float(np.sin(way))
            angle = float(np.rad2deg(way)) + 90
            head.ellipse(px, py, radius * 0.66, radius * 0.56, scale(c, 0.58), 0.0, angle)
            petal = scale(tone, float(rng.uniform(0.93, 1.06)))
            head.ellipse(px * 1.07, py * 1.07, radius * 0.63, radius * 0.52, petal, 0.25, angle)
    spiral = np.linspace(2.0, 9.5, 24)
    curl = np.stack([0.0062 * spiral * np.cos(spiral), 0.0062 * spiral * np.sin(spiral)], 1)
    head.disc(0, 0, 0.05, scale(c, 0.8))
    head.line(curl, 0.012, scale(c, 0.45))


def sunflower(pen: Pen, look: Look) -> None:
    """Sunflower: large dark disc, yellow rays, broad leaves."""
    rng = look.rng
    green: RGB = (0.26, 0.46, 0.14)
    pen.limb((0, 0), (0, 0.6), 0.055, 0.045, green, 0.5)
    for y, a in ((0.1, 28), (0.18, 150), (0.3, 35)):
        own = pen.at(0, y, 0.3, a + float(rng.uniform(-12, 12)))
        own.smooth(
            [(0, 0), (0.3, 0.34), (0.7, 0.26), (1.05, 0), (0.7, -0.22), (0.3, -0.3)],
            scale(green, float(rng.uniform(0.8, 1.2))),
            0.5,
        )
        own.line([(0, 0), (0.95, 0)], 0.03, scale(green, 1.35))
    head = pen.at(0, 0.66, 1.0)
    for ring in range(2):
        turn = float(rng.uniform(0, 360))
        count = 17
        for i in range(count):
            own = head.at(0, 0, 1.0, turn + 360 * i / count + float(rng.uniform(-5, 5)))
            tone = scale(look.colour, float(rng.uniform(0.85, 1.05)) * (0.85 + 0.15 * ring))
            long = float(rng.uniform(0.285, 0.325))
            own.smooth(
                [(0.12, 0.03), (0.22, 0.042), (long, 0), (0.22, -0.042), (0.12, -0.03)], tone, 0.3
            )
    head.disc(0, 0, 0.175, (0.30, 0.17, 0.07), 0.4)
    count = 60 * look.detail
    for i in range(count):
        r, turned = 0.165 * float(np.sqrt(i / count)), i * 2.39996
        tone = mix(
            (0.22, 0.13, 0.05),
            (0.62, 0.38, 0.10),
            float((i / count) ** 3) * 0.8 + 0.2 * (i % 3) / 2,
        )
        head.disc(r * float(np.cos(turned)), r * float(np.sin(turned)), 0.010, tone)


def cactus(pen: Pen, look: Look) -> None:
    """Column cactus with raised arms, ribs and spines."""
    rng = look.rng
    c = look.colour

    def column(points: list[tuple[float, float]], width: float) -> None:
        line = np.array(points)
        pen.line(line, width, scale(c, 0.72))
        for x, y in (points[0], points[-1]):
            pen.disc(x, y, width / 2, scale(c, 0.72))
        for k in range(5):
            off = (k / 4 - 0.5) * 0.72
            lit = 1.0 + 0.35 * off * 2 * pen.light.side
            pen.line(line + np.array((off * width, 0.0)), width * 0.12, scale(c, lit * 1.12))
        for p, q in pairwise(points):
            for t in np.linspace(0.0, 1.0, 6 * look.detail):
                x, y = p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t
                for off in (-0.5, -0.18, 0.18, 0.5):
                    px = x + off * width
                    pen.line(
                        [(px, y), (px + 0.02 * (1 if off > 0 else -1), y + 0.012)],
                        0.004,
                        (0.93, 0.90, 0.75),
                    )

    column([(0, 0.02), (0, 0.88)], 0.20)
    for side in (-1.0, 1.0):
        if side < 0 or rng.uniform() < 0.85:
            y, out = float(rng.uniform(0.30, 0.5)), side * float(rng.uniform(0.22, 0.28))
            top = y + float(rng.uniform(0.18, 0.32))
            column([(side * 0.08, y), (out * 0.85, y + 0.01), (out, y + 0.06), (out, top)], 0.125)
    if rng.uniform() < 0.35:
        for k in range(3):
            pen.disc(-0.06 + 0.06 * k, 0.975, 0.03, (0.93, 0.35, 0.55), 0.5)


def mushroom(pen: Pen, look: Look) -> None:
    """Mushroom with a domed cap; the red one has white spots."""
    rng = look.rng
    lean = float(rng.uniform(-0.05, 0.05))
    cream: RGB = (0.92, 0.87, 0.76)
    width = float(rng.uniform(0.09, 0.13))
    pen.smooth(
        [
            (-width * 1.35, 0.03),
            (width * 1.35, 0.03),
            (lean + width, 0.3),
            (lean + width * 0.9, 0.58),
            (lean - width * 0.9, 0.58),
            (lean - width, 0.3),
        ],
        cream,
        0.7,
    )
    half, top = float(rng.uniform(0.38, 0.47)), float(rng.uniform(0.88, 0.98))
    pen.ellipse(lean, 0.54, half * 0.92, 0.075, scale(cream, 0.72), 0.3)
    for k in range(13):
        x = (k / 6 - 1) * half * 0.85
        pen.line([(lean + x * 0.3, 0.55), (lean + x, 0.525)], 0.006, scale(cream, 0.55))
    dome = [
        (-half, 0.53),
        (-half * 0.9, 0.68),
        (-half * 0.5, top - 0.06),
        (0, top),
        (half * 0.5, top - 0.06),
        (half * 0.9, 0.68),
        (half, 0.53),
        (half * 0.5, 0.565),
        (0, 0.575),
        (-half * 0.5, 0.565),
    ]
    pen.at(lean, 0).smooth(dome, look.colour, 0.8)
    if look.name in ("red", None):
        for a, r, k in rng.uniform(0, 1, (15, 3)).tolist():
            x = half * (1.7 * a - 0.85)
            high = 0.60 + (top - 0.66) * r * (1 - (x / half) ** 2)
            size = 0.022 + 0.03 * k
            pen.ellipse(
                lean + x,
                high,
                size * (1 - 0.4 * abs(x / half)),
                size * 0.8,
                (0.97, 0.96, 0.92),
                0.4,
            )
    skirt = lean * 0.7
    pen.smooth(
        [
            (skirt - width * 1.3, 0.38),
            (skirt - width * 0.9, 0.46),
            (skirt + width * 0.9, 0.46),
            (skirt + width * 1.3, 0.38),
            (skirt, 0.35),
        ],
        scale(cream, 1.05),
        0.4,
    )
    for k in range(5):
        x = -0.24 + 0.12 * k + float(rng.uniform(-0.03, 0.03))
        pen.poly(
            [
                (x - 0.02, 0),
                (x + 0.02, 0),
                (x + float(rng.uniform(-0.05, 0.05)), float(rng.uniform(0.06, 0.15))),
            ],
            (0.25, 0.42, 0.13),
        )


OUTSIDE = ("grass", "studio", "forest", "table", "street")
DRY = ("clear", "cloudy", "fog", "rain")

CONCEPTS: tuple[Concept, ...] = (
    Concept(
        "flower",
        "a flower",
        "flowers",
        ("daisy",),
        ("white", "yellow", "pink", "purple", "blue", "orange", "red"),
        settings=("grass", "studio", "table"),
        times=("day", "golden"),
        weathers=DRY,
        counts=(1, 2, 3, 5),
        default=COLOURS["white"],
        box=(0.72, 1.02),
        bulk=1.0,
        draw=flower,
        tilt=8.0,
    ),
    Concept(
        "tulip",
        "a tulip",
        "tulips",
        (),
        ("red", "yellow", "pink", "purple", "orange", "white"),
        settings=("grass", "studio", "table"),
        times=("day", "golden"),
        weathers=DRY,
        counts=(1, 2, 3, 5),
        default=COLOURS["red"],
        box=(0.6, 1.02),
        draw=tulip,
        tilt=6.0,
    ),
    Concept(
        "rose",
        "a rose",
        "roses",
        (),
        ("red", "pink", "white", "yellow"),
        settings=("grass", "studio", "table"),
        times=("day", "golden"),
        weathers=DRY,
        counts=(1, 2, 3, 5),
        default=COLOURS["red"],
        box=(0.66, 1.02),
        draw=rose,
        tilt=8.0,
    ),
    Concept(
        "sunflower",
        "a sunflower",
        "sunflowers",
        (),
        settings=("grass", "studio"),
        times=("day", "golden", "dusk"),
        weathers=DRY,
        counts=(1, 2, 3, 5),
        default=(0.99, 0.78, 0.06),
        box=(0.72, 1.02),
        draw=sunflower,
        tilt=6.0,
    ),
    Concept(
        "tree",
        "a tree",
        "trees",
        ("leafy tree",),
        settings=("grass", "street"),
        counts=(1, 2, 3),
        weathers=DRY,
        default=(0.24, 0.46, 0.14),
        box=(0.95, 1.0),
        bulk=1.7,
        draw=leafy,
        tilt=1.0,
        fur=0.14,
    ),
    Concept(
        "fir tree",
        "a fir tree",
        "fir trees",
        ("pine tree", "evergreen"),
        settings=("grass", "snow"),
        counts=(1, 2, 3),
        default=(0.12, 0.32, 0.16),
        box=(0.62, 1.0),
        bulk=1.7,
        draw=conifer(),
        tilt=1.0,
        fur=0.14,
    ),
    Concept(
        "palm tree",
        "a palm tree",
        "palm trees",
        ("palm",),
        settings=("beach", "desert", "street"),
        counts=(1, 2, 3),
        weathers=("clear", "cloudy", "rain"),
        default=(0.18, 0.48, 0.16),
        box=(0.98, 1.0),
        bulk=1.7,
        draw=palm,
        tilt=2.0,
    ),
    Concept(
        "cactus",
        "a cactus",
        "cacti",
        ("saguaro",),
        settings=("desert", "studio", "table"),
        times=("day", "golden", "dusk"),
        weathers=("clear", "cloudy"),
        counts=(1, 2, 3),
        default=(0.20, 0.47, 0.22),
        box=(0.72, 1.02),
        bulk=1.3,
        draw=cactus,
        tilt=2.0,
    ),
    Concept(
        "mushroom",
        "a mushroom",
        "mushrooms",
        ("toadstool",),
        ("red", "brown", "white"),
        settings=("forest", "grass"),
        times=("day", "golden"),
        weathers=DRY,
        counts=(1, 2, 3),
        default=COLOURS["red"],
        box=(1.0, 1.0),
        bulk=0.8,
        draw=mushroom,
        tilt=5.0,
    ),
)
