"""Furniture."""

from __future__ import annotations

from photoclip.scenes.concept import Concept
from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.parts import (
    CREAM,
    DARK,
    GOLD,
    PARTY,
    WHITE,
    WOOD,
    against,
    arc,
    pick,
)
from photoclip.scenes.pen import Look, Pen

COLOURFUL = ("red", "yellow", "green", "blue", "purple", "pink", "white", "black", "brown", "grey")


def _chair(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    dark = scale(c, 0.7)
    seat = float(rng.uniform(0.44, 0.50))
    w = float(rng.uniform(0.27, 0.32))
    top = 1.10
    leg = float(rng.uniform(0.050, 0.062))
    shift = 0.13
    bx = (-w + shift, w + shift)
    for x in bx:
        pen.limb((x, seat), (x, 0.09), leg, leg * 0.9, scale(c, 0.55))
    for x in bx:
        pen.limb((x, seat + 0.02), (x + 0.02, top), leg * 1.1, leg, dark, 0.3)
    style = rng.uniform()
    if style < 0.4:
        for k in range(3):
            y = top - 0.03 - 0.17 * k
            pen.poly(
                [(bx[0], y), (bx[1] + 0.02, y), (bx[1] + 0.02, y - 0.09), (bx[0], y - 0.09)],
                scale(c, 0.95),
                0.3,
            )
    elif style < 0.7:
        pen.rect(bx[0] - 0.01, top - 0.12, bx[1] + 0.03, top, c, 0.3, 0.03)
        for k in range(1, 5):
            x = bx[0] + (bx[1] - bx[0]) * k / 5
            pen.line([(x, seat + 0.05), (x + 0.015, top - 0.1)], 0.032, scale(c, 0.85))
    else:
        pen.rect(bx[0] - 0.01, seat + 0.14, bx[1] + 0.03, top + 0.01, c, 0.45, 0.09)
    pen.poly(
        [
            (-w - 0.08, seat),
            (w - 0.06, seat),
            (bx[1] + 0.03, seat + 0.13),
            (bx[0] - 0.02, seat + 0.13),
        ],
        scale(c, 1.1),
    )
    pen.poly(
        [(-w - 0.08, seat), (w - 0.06, seat), (w - 0.06, seat - 0.07), (-w - 0.08, seat - 0.07)],
        scale(c, 0.85),
    )
    pen.poly(
        [
            (w - 0.06, seat),
            (bx[1] + 0.03, seat + 0.13),
            (bx[1] + 0.03, seat + 0.06),
            (w - 0.06, seat - 0.07),
        ],
        scale(c, 0.65),
    )
    for x in (-w - 0.04, w - 0.10):
        pen.limb((x, seat - 0.06), (x - 0.01, 0.03), leg * 1.1, leg * 0.9, c, 0.4)
    if style < 0.7:
        pen.line([(-w - 0.04, 0.20), (w - 0.10, 0.20)], 0.03, dark)


def _sofa(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w = 0.70
    top = float(rng.uniform(0.62, 0.72))
    seat = float(rng.uniform(0.32, 0.37))
    arm = float(rng.uniform(0.44, 0.52))
    foot = pick(rng, (WOOD, DARK))
    for x in (-w + 0.05, w - 0.05):
        pen.poly([(x - 0.035, 0.12), (x + 0.035, 0.12), (x + 0.02, 0.0), (x - 0.02, 0.0)], foot)
    pen.rect(-w + 0.06, 0.10, w - 0.06, top, scale(c, 0.85), 0.35, 0.10)
    seats = int(rng.choice((2, 3)))
    inner = w - 0.15
    for k in range(seats):
        a = -inner + 2 * inner * k / seats
        b = a + 2 * inner / seats - 0.012
        pen.rect(a, seat - 0.02, b, top - 0.03, scale(c, 0.96), 0.45, 0.06)
    for k in range(seats):
        a = -inner + 2 * inner * k / seats
        b = a + 2 * inner / seats - 0.012
        pen.rect(a, seat - 0.13, b, seat + 0.03, scale(c, 1.1), 0.4, 0.05)
    pen.rect(-inner, 0.09, inner, seat - 0.12, scale(c, 0.8), 0.2)
    for s in (-1, 1):
        x0, x1 = sorted((w * s, (w - 0.17) * s))
        pen.rect(x0, 0.08, x1, arm, c, 0.5, 0.08)
        pen.disc((w - 0.085) * s, arm - 0.05, 0.085, scale(c, 1.06), 0.4)
    for s in (-1, 1):
        if rng.uniform() < 0.45:
            p = pen.at((inner - 0.16) * s, seat + 0.14, 1.0, rng.uniform(-15, 15))
            p.rect(-0.11, -0.11, 0.11, 0.11, pick(rng, (*PARTY, CREAM)), 0.6, 0.03)


def _bed(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    frame = jitter(rng, pick(rng, (WOOD, scale(WOOD, 0.6), WHITE, (0.30, 0.30, 0.32))), 0.1)
    head = float(rng.uniform(0.74, 0.88))
    back = 0.48
    arch = rng.uniform() < 0.5
    board = [
        (-back - 0.04, 0.2),
        (-back - 0.04, head - 0.1),
        (back + 0.04, head - 0.1),
        (back + 0.04, 0.2),
    ]
    if arch:
        board = [
            (-back - 0.04, 0.2),
            *map(tuple, arc(0, head - 0.14, back + 0.04, 0.16, 180, 0, 13)),
            (back + 0.04, 0.2),
        ]
    pen.poly(board, frame, 0.35)
    near = 0.66
    for s in (-1, 1):
        pen.rect(near * s - 0.035, 0.0, near * s + 0.035, 0.2, scale(frame, 0.8), 0.3)
    pen.poly([(-back, 0.50), (back, 0.50), (near, 0.28), (-near, 0.28)], (0.95, 0.95, 0.96))
    for s in (-1, 1):
        pillow = [
            (0.04 * s, 0.47),
            (0.10 * s, 0.62),
            (0.38 * s, 0.62),
            (0.45 * s, 0.48),
            (0.25 * s, 0.44),
        ]
        pen.smooth(pillow, (0.96, 0.96, 0.97), 0.4)
    fold = float(rng.uniform(0.44, 0.47))
    fx = back + (near - back) * (0.5 - fold) / 0.22
    pen.poly([(-fx - 0.03, fold), (fx + 0.03, fold), (near + 0.03, 0.29), (-near - 0.03, 0.29)], c)
    pen.poly(
        [(-near - 0.03, 0.29), (near + 0.03, 0.29), (near + 0.02, 0.09), (-near - 0.02, 0.09)],
        scale(c, 0.8),
        0.2,
    )
    pen.poly(
        [
            (-fx - 0.03, fold + 0.01),
            (fx + 0.03, fold + 0.01),
            (fx + 0.06, fold - 0.05),
            (-fx - 0.06, fold - 0.05),
        ],
        mix(c, WHITE, 0.6),
    )
    for k in range(5 if rng.uniform() < 0.5 else 0):
        x = -0.44 + 0.22 * k
        pen.line(
            [(x * 0.86, fold - 0.05), (x * 1.12, 0.29), (x * 1.12, 0.10)],
            0.02,
            mix(c, against(c), 0.5),
        )
    for _ in range(4):
        x = rng.uniform(-0.6, 0.6)
        pen.line([(x, 0.27), (x + rng.uniform(-0.03, 0.03), 0.11)], 0.014, scale(c, 0.66))


def _television(pen: Pen, look: Look) -> None:
    rng = look.rng
    w, low, top = 0.70, 0.14, float(rng.uniform(0.90, 0.96))
    case = jitter(rng, (0.07, 0.07, 0.08), 0.2)
    pen.poly([(-0.07, low), (0.07, low), (0.07, 0.04), (-0.07, 0.04)], scale(case, 1.6))
    pen.ellipse(0, 0.035, 0.30, 0.035, scale(case, 1.9), 0.3)
    pen.rect(-w, low, w, top, case, 0.0, 0.02)
    x0, x1, y0, y1 = -w + 0.03, w - 0.03, low + 0.045, top - 0.03
    h = y1 - y0
    kind = rng.uniform()
    if kind < 0.4:
        pen.rect(x0, y0, x1, y1, (0.98, 0.62, 0.30), emit=True)
        for k in range(5):
            y = y0 + h * (0.45 + 0.11 * k)
            pen.rect(x0, y, x1, y1, mix((0.98, 0.55, 0.30), (0.30, 0.25, 0.60), k / 4), emit=True)
        pen.disc(rng.uniform(-0.4, 0.4), y0 + h * 0.48, 0.09, (1.0, 0.93, 0.6), emit=True)
        pen.poly(
            [
                (x0, y0),
                (x0, y0 + h * 0.35),
                (-0.2, y0 + h * 0.5),
                (0.2, y0 + h * 0.3),
                (x1, y0 + h * 0.45),
                (x1, y0),
            ],
            (0.20, 0.12, 0.25),
            emit=True,
        )
    elif kind < 0.7:
        pen.rect(x0, y0, x1, y1, (0.24, 0.62, 0.22), emit=True)
        for k in range(0, 7, 2):
            a = x0 + (x1 - x0) * k / 7
            pen.rect(a, y0, a + (x1 - x0) / 7, y1, (0.28, 0.70, 0.26), emit=True)
        pen.line([(0, y0), (0, y1)], 0.012, WHITE, emit=True)
        pen.ring(0, (y0 + y1) / 2, 0.13, 0.012, WHITE)
        for _ in range(9):
            x, y = rng.uniform(x0 + 0.05, x1 - 0.05), rng.uniform(y0 + 0.05, y1 - 0.1)
            pen.rect(
                x,
                y,
                x + 0.025,
                y + 0.06,
                (0.9, 0.15, 0.15) if rng.uniform() < 0.5 else (0.15, 0.2, 0.9),
                emit=True,
            )
    else:
        tones: tuple[RGB, ...] = (
            (0.9, 0.9, 0.9),
            (0.9, 0.9, 0.1),
            (0.1, 0.85, 0.9),
            (0.1, 0.8, 0.15),
            (0.85, 0.15, 0.8),
            (0.9, 0.12, 0.1),
            (0.1, 0.15, 0.85),
        )
        for k, tone in enumerate(tones):
            a = x0 + (x1 - x0) * k / 7
            pen.rect(a, y0, a + (x1 - x0) / 7, y1, tone, emit=True)
    pen.disc(w - 0.08, low + 0.022, 0.010, (0.95, 0.1, 0.1), emit=True)


def _bookshelf(pen: Pen, look: Look) -> None:
    rng = look.rng
    c = look.colour
    w, h, rows = 0.44, 1.16, int(rng.integers(3, 5))
    pen.rect(-w, 0.0, w, h, c)
    pen.rect(-w + 0.04, 0.05, w - 0.04, h - 0.04, scale(c, 0.42))
    gap = (h - 0.09) / rows
    for j in range(rows):
        y = 0.05 + gap * j
        x = -w + 0.05
        while x < w - 0.09:
            d = float(rng.uniform(0.04, 0.075))
            if rng.uniform() < 0.10:
                x += d * 1.4
                continue
            tall = gap * float(rng.uniform(0.62, 0.86))
            tone = jitter(rng, pick(rng, (*PARTY, CREAM, DARK, (0.5, 0.3, 0.2))), 0.15)
            pen.rect(x, y, min(x + d, w - 0.045), y + tall, scale(tone, 0.88))
            pen.rect(
                x + d * 0.25,
                y + tall * 0.7,
                x + d * 0.75,
                y + tall * 0.8,
                against(tone, GOLD, DARK),
            )
            x += d + 0.004
        pen.rect(-w + 0.04, y - 0.03, w - 0.04, y, scale(c, 1.15))
    pen.rect(-w - 0.02, h - 0.04, w + 0.02, h + 0.01, scale(c, 1.15))


FURNITURE: tuple[Concept, ...] = (
    Concept(
        "chair",
        "a chair",
        "chairs",
        ("seat", "furniture"),
        COLOURFUL,
        settings=("room", "studio", "grass"),
        times=("day", "golden"),
        weathers=("clear", "cloudy"),
        counts=(1, 2, 3),
        default=WOOD,
        box=(0.92, 1.14),
        bulk=1.2,
        draw=_chair,
        tilt=0.0,
        fur=0.08,
    ),
    Concept(
        "sofa",
        "a sofa",
        "sofas",
        ("couch", "furniture"),
        COLOURFUL,
        settings=("room", "studio"),
        default=(0.55, 0.50, 0.44),
        box=(1.46, 0.76),
        bulk=1.6,
        draw=_sofa,
        tilt=0.0,
        fur=0.09,
    ),
    Concept(
        "bed",
        "a bed",
        "beds",
        ("furniture",),
        ("red", "blue", "green", "purple", "pink", "yellow", "white", "grey", "orange"),
        settings=("room", "studio"),
        default=(0.42, 0.55, 0.66),
        box=(1.44, 0.94),
        bulk=1.7,
        draw=_bed,
        tilt=0.0,
        fur=0.08,
    ),
    Concept(
        "television",
        "a television",
        "televisions",
        ("TV", "TV set", "screen"),
        settings=("room", "studio"),
        default=DARK,
        box=(1.46, 1.0),
        bulk=1.3,
        draw=_television,
        tilt=0.0,
        flips=False,
        relief=0.15,
        fur=0.0,
    ),
    Concept(
        "bookshelf",
        "a bookshelf full of books",
        "bookshelves",
        ("bookcase", "shelf with books", "furniture"),
        ("brown", "white", "black"),
        settings=("room", "studio"),
        default=WOOD,
        box=(0.98, 1.20),
        bulk=1.6,
        draw=_bookshelf,
        tilt=0.0,
        flips=False,
        relief=0.2,
        fur=0.04,
    ),
)
