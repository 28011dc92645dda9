"""Drawing of boats and of what flies; side views head to the right."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.bodies import chance, some
from photoclip.scenes.light import COLOURS, RGB, mix, scale
from photoclip.scenes.pen import Look, Pen
from photoclip.scenes.wheels import DARK, STEEL, paint_of, pane

SAILS: tuple[RGB, ...] = ((0.95, 0.95, 0.93), (0.96, 0.94, 0.88), (0.93, 0.95, 0.96))


def sailboat(pen: Pen, look: Look) -> None:
    """Sailing boat: tall triangular sails over a low hull."""
    sail = paint_of(look, SAILS)
    hull: RGB = ((0.94, 0.94, 0.93), (0.13, 0.22, 0.40), (0.45, 0.25, 0.13), (0.62, 0.10, 0.10))[
        int(look.rng.integers(4))
    ]
    belly = some(look, 0.02, 0.08)
    top = some(look, 1.25, 1.38)
    pen.line([(0.02, 0.12), (0.02, top + 0.03)], 0.024, (0.45, 0.33, 0.22))
    main = [(0.0, 0.24), (-0.02, top), (-0.22 - belly, 0.80), (-0.44 - belly, 0.36), (-0.46, 0.24)]
    pen.poly(main, sail, 0.2)
    jib = [(0.05, top * 0.92), (0.30 + belly, 0.60), (0.54, 0.20), (0.07, 0.24)]
    pen.poly(jib, scale(sail, 0.90), 0.2)
    for t in (0.25, 0.5, 0.75):
        y = 0.24 + (top - 0.24) * t
        pen.line([(0.0, y), (-(0.46 + belly) * (1 - t) - 0.01, y - 0.02)], 0.008, scale(sail, 0.8))
    pen.line([(0.02, 0.23), (-0.48, 0.23)], 0.022, (0.45, 0.33, 0.22))
    pen.poly([(-0.28, 0.12), (-0.24, 0.185), (0.12, 0.19), (0.22, 0.12)], (0.92, 0.90, 0.86))
    pen.smooth(
        [
            (-0.52, 0.15),
            (-0.46, 0.0),
            (-0.1, -0.04),
            (0.3, -0.02),
            (0.50, 0.06),
            (0.62, 0.17),
            (0.2, 0.13),
            (-0.2, 0.125),
        ],
        hull,
        0.4,
    )
    pen.line(
        [(-0.50, 0.145), (-0.1, 0.125), (0.3, 0.135), (0.60, 0.165)],
        0.02,
        mix(hull, (1.0, 1.0, 1.0), 0.5),
    )


def ship(pen: Pen, look: Look) -> None:
    """Liner: long hull, white decks and funnels."""
    c = paint_of(
        look, ((0.12, 0.20, 0.36), (0.60, 0.12, 0.12), (0.12, 0.13, 0.15), (0.93, 0.93, 0.92))
    )
    white: RGB = (0.93, 0.93, 0.91)
    funnels = int(look.rng.integers(1, 4))
    for k in range(funnels):
        x = -0.22 + 0.26 * k - 0.1 * (funnels - 1)
        pen.poly(
            [(x, 0.48), (x - 0.03, 0.76), (x + 0.11, 0.76), (x + 0.13, 0.48)],
            (0.82, 0.16, 0.10),
            0.4,
        )
        pen.poly([(x - 0.025, 0.70), (x - 0.03, 0.76), (x + 0.11, 0.76), (x + 0.115, 0.70)], DARK)
        for j in range(3):
            pen.disc(
                x - 0.06 * j,
                0.80 + 0.03 * j,
                0.04 + 0.016 * j,
                (0.50, 0.50, 0.52),
                0.3,
                alpha=0.75 - 0.12 * j,
            )
    pen.line([(0.62, 0.3), (0.60, 0.74)], 0.016, DARK)
    for x0, x1, y in ((-0.72, 0.62, 0.26), (-0.62, 0.52, 0.345), (-0.5, 0.42, 0.43)):
        pen.rect(x0, y, x1, y + 0.085, white, 0.15)
        pen.rect(x0, y + 0.073, x1 + 0.02, y + 0.088, scale(white, 0.75))
        count = int((x1 - x0) / 0.08)
        for k in range(count):
            x = x0 + 0.02 + 0.08 * k
            lit = look.light.lamps
            pen.rect(
                x,
                y + 0.025,
                x + 0.045,
                y + 0.058,
                (1.0, 0.82, 0.45) if lit else (0.22, 0.30, 0.38),
                emit=lit,
            )
    pen.rect(0.30, 0.515, 0.46, 0.60, white, 0.15)
    pane(pen, look, [(0.36, 0.545), (0.36, 0.58), (0.46, 0.58), (0.46, 0.545)])
    pen.poly(
        [
            (-0.92, 0.28),
            (-0.86, 0.02),
            (-0.80, -0.03),
            (0.74, -0.03),
            (0.84, 0.10),
            (0.98, 0.32),
            (0.70, 0.27),
        ],
        c,
        0.35,
    )
    pen.poly([(-0.855, 0.02), (-0.80, -0.03), (0.74, -0.03), (0.775, 0.02)], (0.55, 0.12, 0.09))
    pen.line([(-0.91, 0.26), (0.70, 0.25), (0.96, 0.30)], 0.018, white if c[0] < 0.8 else STEEL)
    for k in range(12):
        pen.disc(
            -0.72 + 0.12 * k,
            0.15,
            0.016,
            (1.0, 0.82, 0.45) if look.light.lamps else scale(c, 0.4),
            emit=look.light.lamps,
        )


def rowboat(pen: Pen, look: Look) -> None:
    """Small open wooden boat with thwarts and oars."""
    c = paint_of(look, ((0.52, 0.32, 0.17), (0.42, 0.25, 0.13), (0.60, 0.40, 0.22)))
    inside = mix(scale(c, 0.55), (0.36, 0.24, 0.15), 0.5)
    pen.line([(0.16, 0.36), (0.52, 0.04)], 0.034, scale((0.72, 0.55, 0.34), 0.8))
    pen.smooth(
        [
            (-0.66, 0.38),
            (-0.3, 0.40),
            (0.2, 0.40),
            (0.74, 0.46),
            (0.4, 0.28),
            (-0.2, 0.24),
            (-0.58, 0.27),
        ],
        inside,
    )
    for x in (-0.34, 0.0, 0.32):
        pen.poly(
            [(x - 0.05, 0.39), (x + 0.05, 0.39), (x + 0.03, 0.27), (x - 0.07, 0.27)],
            (0.72, 0.55, 0.34),
        )
    hull = [
        (-0.68, 0.38),
        (-0.60, 0.06),
        (-0.42, -0.03),
        (0.34, -0.03),
        (0.58, 0.10),
        (0.76, 0.47),
        (0.5, 0.33),
        (0.2, 0.265),
        (-0.3, 0.255),
        (-0.55, 0.30),
    ]
    pen.poly(hull, c)
    for k in range(3):
        y, cut = 0.21 - 0.085 * k, 0.03 * k
        line = [
            (-0.62 + cut, y + 0.08),
            (-0.3, y),
            (0.25, y),
            (0.50, y + 0.06),
            (0.67 - 2.2 * cut, y + 0.16),
        ]
        pen.line(line, 0.014, scale(c, 0.60))
    pen.poly(
        [(-0.60, 0.06), (-0.42, -0.03), (0.34, -0.03), (0.58, 0.10), (0.32, 0.045), (-0.4, 0.04)],
        scale(c, 0.72),
    )
    pen.line(
        [(-0.68, 0.38), (-0.55, 0.30), (-0.3, 0.255), (0.2, 0.265), (0.5, 0.33), (0.76, 0.47)],
        0.034,
        mix(c, (0.95, 0.9, 0.8), 0.45),
    )
    swing = some(look, -0.08, 0.08)
    pen.line([(-0.02, 0.40), (-0.46 + swing, 0.02)], 0.034, (0.78, 0.60, 0.38))
    pen.limb((-0.40 + swing, 0.07), (-0.54 + swing, -0.04), 0.05, 0.09, (0.78, 0.60, 0.38))


def airplane(pen: Pen, look: Look) -> None:
    """Airliner in flight, seen from the side and a little below."""
    tone = paint_of(
        look, ((0.82, 0.12, 0.12), (0.10, 0.25, 0.60), (0.95, 0.55, 0.10), (0.10, 0.48, 0.50))
    )
    body: RGB = (0.94, 0.95, 0.96) if look.name is None else mix(tone, (1.0, 1.0, 1.0), 0.08)
    grey: RGB = (0.70, 0.72, 0.75)
    craft = pen.at(0.0, 0.42, 1.0, some(look, -8, 18))
    craft.poly([(0.20, 0.08), (-0.10, 0.32), (-0.20, 0.32), (-0.06, 0.06)], scale(grey, 0.85))
    craft.poly([(-0.58, 0.06), (-0.86, 0.38), (-0.98, 0.38), (-0.88, 0.04)], tone, 0.2)
    craft.poly([(-0.66, 0.05), (-0.92, 0.16), (-0.99, 0.15), (-0.84, 0.03)], scale(grey, 0.8))
    hull = [
        (-0.97, 0.10),
        (-0.70, 0.10),
        (0.0, 0.115),
        (0.62, 0.11),
        (0.84, 0.07),
        (0.96, 0.0),
        (0.86, -0.06),
        (0.60, -0.09),
        (-0.1, -0.10),
        (-0.5, -0.06),
    ]
    craft.smooth(hull, body, 0.45)
    if look.name is None:
        craft.poly(
            [(-0.80, 0.055), (0.60, -0.005), (0.93, -0.02), (0.88, -0.045), (0.2, -0.04)], tone
        )
    for k in range(15 if look.detail < 2 else 22):
        x = -0.58 + 1.2 * k / (14 if look.detail < 2 else 21)
        craft.rect(x - 0.012, 0.03, x + 0.012, 0.062, (0.16, 0.22, 0.30))
    craft.poly([(0.78, 0.055), (0.76, 0.085), (0.83, 0.065), (0.87, 0.04)], (0.12, 0.16, 0.2))
    craft.limb((0.14, -0.17), (-0.04, -0.17), 0.10, 0.08, STEEL, 0.5)
    craft.ellipse(0.165, -0.17, 0.022, 0.05, DARK)
    craft.poly([(0.28, -0.04), (-0.26, -0.34), (-0.38, -0.34), (-0.08, -0.05)], grey, 0.15)
    craft.poly([(-0.62, 0.02), (-0.92, -0.08), (-1.0, -0.07), (-0.84, 0.03)], grey)


def balloon(pen: Pen, look: Look) -> None:
    """Hot-air balloon: great gored envelope over a small basket."""
    bright = ("red", "yellow", "blue", "orange", "green", "purple")
    picks = [COLOURS[bright[int(i)]] for i in look.rng.permutation(len(bright))[:3]]
    if look.name is not None:
        light = mix(look.colour, (1.0, 1.0, 1.0), 0.25)
        picks = [look.colour, light if chance(look, 0.6) else look.colour, scale(look.colour, 0.85)]
    gores = int(look.rng.choice((7, 9)))
    # The crown is nearly flat, so rows must lie close together there.
    t = np.linspace(0.0, 1.0, 17) ** 1.5
    # Half width of the envelope from the crown down to the mouth.
    half = np.where(
        t < 0.42,
        0.48 * np.sqrt(np.clip(1 - ((0.42 - t) / 0.42) ** 2, 0, 1)),
        0.09 + 0.39 * np.cos((t - 0.42) / 0.58 * np.pi / 2),
    )
    y = 1.34 - 1.0 * t
    banded = chance(look, 0.3)
    edges = np.sin(np.linspace(-np.pi / 2, np.pi / 2, gores + 1))
    for k in range(gores):
        left = np.stack([half * edges[k], y], axis=1)
        right = np.stack([half * edges[k + 1], y], axis=1)
        off = float(edges[k] + edges[k + 1]) / 2 - 0.55 * float(np.sign(look.light.side))
        lit = 1.1 - 0.32 * abs(off)
        tone = picks[0] if banded else picks[k % 2]
        pen.poly(np.vstack([left, right[::-1]]), scale(tone, lit))
    if banded:
        for i, tone in ((6, picks[1]), (8, picks[2]), (10, picks[1])):
            strip = np.vstack(
                [
                    np.stack([half[i : i + 3], y[i : i + 3]], axis=1),
                    np.stack([-half[i : i + 3], y[i : i + 3]], axis=1)[::-1],
                ]
            )
            pen.poly(strip, tone, 0.0)
    else:
        cap = np.vstack(
            [np.stack([half[:5], y[:5]], axis=1), np.stack([-half[:5], y[:5]], axis=1)[::-1]]
        )
        pen.poly(cap, picks[2])
    pen.poly([(-0.09, 0.345), (0.09, 0.345), (0.075, 0.315), (-0.075, 0.315)], DARK)
    if look.light.lamps:
        pen.ellipse(0, 0.30, 0.03, 0.07, (1.0, 0.75, 0.25), emit=True)
    for x in (-0.08, -0.03, 0.03, 0.08):
        pen.line([(x, 0.33), (x * 0.95, 0.15)], 0.010, (0.30, 0.26, 0.22))
    pen.poly([(-0.10, 0.16), (0.10, 0.16), (0.085, 0.0), (-0.085, 0.0)], (0.55, 0.36, 0.18), 0.3)
    pen.rect(-0.11, 0.14, 0.11, 0.17, (0.36, 0.22, 0.11))
    for k in (-1, 0, 1):
        pen.disc(0.05 * k, 0.195, 0.024, (0.75, 0.55, 0.42))


def helicopter(pen: Pen, look: Look) -> None:
    """Helicopter in flight: glass nose, tail boom, rotor above."""
    c = paint_of(
        look, ((0.80, 0.12, 0.10), (0.14, 0.30, 0.58), (0.95, 0.75, 0.12), (0.20, 0.32, 0.22))
    )
    craft = pen.at(0.0, 0.1, 1.0, some(look, -10, 4))
    craft.line([(-0.18, 0.0), (0.40, 0.0), (0.47, 0.04)], 0.03, DARK)
    for x in (-0.04, 0.26):
        craft.line([(x, 0.0), (x + 0.02, 0.14)], 0.024, DARK)
    craft.poly([(-0.16, 0.40), (-0.90, 0.36), (-0.92, 0.30), (-0.18, 0.20)], c, 0.3)
    craft.poly([(-0.78, 0.34), (-0.94, 0.54), (-1.0, 0.54), (-0.92, 0.30)], scale(c, 0.85))
    craft.ring(-0.92, 0.42, 0.12, 0.014, (0.62, 0.65, 0.70))
    craft.line([(-0.98, 0.31), (-0.86, 0.53)], 0.022, DARK)
    craft.smooth(
        [
            (-0.26, 0.30),
            (-0.16, 0.46),
            (0.10, 0.50),
            (0.36, 0.42),
            (0.50, 0.24),
            (0.40, 0.12),
            (0.0, 0.09),
            (-0.2, 0.16),
        ],
        c,
        0.55,
    )
    pane(craft, look, [(0.20, 0.25), (0.20, 0.45), (0.32, 0.42), (0.44, 0.32), (0.485, 0.23)])
    pane(craft, look, [(-0.06, 0.27), (-0.06, 0.43), (0.14, 0.45), (0.14, 0.27)])
    craft.line([(-0.2, 0.20), (0.46, 0.17)], 0.026, (0.95, 0.95, 0.94))
    craft.poly([(-0.10, 0.48), (-0.06, 0.56), (0.12, 0.56), (0.18, 0.48)], scale(c, 0.7))
    craft.line([(0.03, 0.55), (0.03, 0.63)], 0.036, DARK)
    craft.ellipse(0.03, 0.635, 0.92, 0.032, (0.5, 0.52, 0.55), alpha=0.3)
    reach = some(look, 0.55, 0.92)
    craft.line([(0.03 - reach, 0.62), (0.03 + reach, 0.65)], 0.022, DARK)
