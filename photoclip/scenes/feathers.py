"""Drawing of birds, fish and other small animals; side views look to the right."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.bodies import INK, WHITE, chance, coat, curl, eye, some
from photoclip.scenes.light import RGB, mix, scale
from photoclip.scenes.pen import Look, Pen

BEAK: RGB = (0.96, 0.60, 0.12)


def bird(pen: Pen, look: Look) -> None:
    """Songbird on a twig, or in flight with raised wings."""
    c = coat(look, ((0.55, 0.38, 0.24), (0.86, 0.34, 0.20), (0.25, 0.42, 0.75), (0.90, 0.72, 0.22)))
    wing = scale(c, 0.62)
    breast = mix(c, WHITE, 0.5) if look.name is None else mix(c, WHITE, 0.12)
    if chance(look, 0.3):
        _bird_flying(pen, look, c, wing, breast)
        return
    bark: RGB = (0.36, 0.26, 0.18)
    dip = some(look, -0.04, 0.04)
    pen.line([(-0.58, 0.12 - dip), (-0.1, 0.115), (0.58, 0.12 + dip)], 0.06, scale(bark, 0.75))
    pen.line([(-0.58, 0.13 - dip), (-0.1, 0.127), (0.58, 0.13 + dip)], 0.026, scale(bark, 1.25))
    pen.line([(0.25, 0.12), (0.45, 0.26)], 0.026, bark)
    for x, y in ((0.46, 0.28), (-0.42, 0.20), (0.36, 0.05)):
        pen.ellipse(x, y, 0.085, 0.035, (0.36, 0.52, 0.16), 0.3, some(look, 10, 60))
    body = pen.at(0.0, 0.14, 1.0, some(look, -8, 6))
    body.poly([(-0.18, 0.22), (-0.30, 0.16), (-0.60, 0.0), (-0.52, -0.06), (-0.2, 0.06)], wing)
    for x in (-0.02, 0.08):
        body.line([(x, 0.08), (x + 0.02, 0.0)], 0.026, (0.30, 0.20, 0.14))
    body.smooth(
        [
            (-0.30, 0.12),
            (-0.20, 0.34),
            (0.02, 0.50),
            (0.22, 0.44),
            (0.26, 0.24),
            (0.12, 0.06),
            (-0.10, 0.03),
        ],
        c,
        0.5,
    )
    body.ellipse(0.13, 0.23, 0.125, 0.16, breast, 0.3, 20)
    body.disc(0.17, 0.54, 0.165, c, 0.45)
    body.poly([(0.31, 0.60), (0.46, 0.54), (0.31, 0.50)], BEAK if chance(look, 0.7) else INK)
    eye(body, 0.23, 0.58, 0.03)
    body.smooth(
        [(0.04, 0.40), (-0.12, 0.42), (-0.30, 0.20), (-0.44, 0.02), (-0.20, 0.10), (0.02, 0.20)],
        wing,
        0.4,
    )
    for k in range(3):
        body.line(
            [(-0.06 - 0.06 * k, 0.28 - 0.05 * k), (-0.26 - 0.05 * k, 0.13 - 0.04 * k)],
            0.014,
            scale(wing, 0.65),
        )
    if look.name is not None and chance(look, 0.3):
        body.poly([(0.05, 0.66), (0.02, 0.82), (0.22, 0.68)], c)


def _bird_flying(pen: Pen, look: Look, c: RGB, wing: RGB, breast: RGB) -> None:
    body = pen.at(0.0, 0.40, 1.0, some(look, -5, 20))
    lift = some(look, 0.3, 0.5)
    body.poly(
        [(0.12, 0.06), (0.16, lift * 0.9), (0.02, lift), (-0.14, lift * 0.75), (-0.08, 0.05)],
        scale(wing, 0.8),
    )
    body.poly([(-0.25, 0.02), (-0.56, 0.09), (-0.58, -0.02), (-0.52, -0.09), (-0.25, -0.05)], wing)
    body.smooth(
        [(-0.36, 0.0), (-0.1, 0.10), (0.18, 0.11), (0.30, 0.02), (0.18, -0.11), (-0.1, -0.11)],
        c,
        0.5,
    )
    body.ellipse(0.08, -0.05, 0.19, 0.055, breast, 0.2)
    body.disc(0.30, 0.06, 0.115, c, 0.4)
    body.poly([(0.395, 0.10), (0.51, 0.06), (0.395, 0.03)], BEAK)
    eye(body, 0.335, 0.085, 0.022)
    body.poly(
        [
            (0.14, 0.06),
            (0.02, lift * 0.9),
            (-0.18, lift * 1.05),
            (-0.36, lift * 0.85),
            (-0.28, lift * 0.4),
            (-0.14, 0.0),
        ],
        wing,
    )
    for k in range(4):
        body.line(
            [(0.06 - 0.06 * k, 0.07), (-0.06 - 0.08 * k, lift * (0.85 - 0.04 * k))],
            0.014,
            scale(wing, 0.65),
        )


def duck(pen: Pen, look: Look) -> None:
    """Duck afloat; a drake with green head unless a colour is named."""
    drake = look.name is None
    c = coat(look, ((0.60, 0.54, 0.46), (0.66, 0.60, 0.52)))
    head_c: RGB = (0.05, 0.38, 0.22) if drake else c
    pen.smooth(
        [
            (-0.52, 0.34),
            (-0.40, 0.20),
            (-0.30, 0.03),
            (0.0, -0.02),
            (0.28, 0.04),
            (0.36, 0.22),
            (0.24, 0.34),
            (-0.1, 0.32),
            (-0.36, 0.27),
        ],
        c,
        0.55,
    )
    if drake:
        pen.ellipse(0.24, 0.17, 0.13, 0.13, (0.36, 0.20, 0.13), 0.3)
        pen.poly([(-0.52, 0.34), (-0.40, 0.20), (-0.34, 0.26)], INK)
    pen.smooth(
        [(0.12, 0.28), (-0.16, 0.32), (-0.42, 0.22), (-0.22, 0.10), (0.06, 0.12)],
        scale(c, 0.84),
        0.35,
    )
    if drake:
        pen.poly([(-0.28, 0.18), (-0.16, 0.20), (-0.18, 0.13), (-0.28, 0.13)], (0.15, 0.3, 0.7))
    for k in range(3):
        pen.line([(0.02 - 0.1 * k, 0.16), (-0.12 - 0.1 * k, 0.19)], 0.014, scale(c, 0.66))
    nod = some(look, -0.03, 0.04)
    pen.limb((0.23, 0.22), (0.26 + nod, 0.48), 0.2, 0.13, head_c, 0.2)
    if drake:
        pen.line([(0.15, 0.31), (0.32, 0.30)], 0.028, WHITE)
    head = pen.at(0.28 + nod, 0.52, 1.0, some(look, -8, 8))
    head.smooth(
        [(0.10, 0.02), (0.26, 0.02), (0.28, -0.035), (0.10, -0.07)],
        BEAK if c[2] < 0.9 or chance(look, 0.9) else INK,
    )
    head.ellipse(0, 0, 0.145, 0.125, head_c, 0.45)
    head.line([(0.13, -0.028), (0.26, -0.022)], 0.008, scale(BEAK, 0.6))
    eye(head, 0.05, 0.03, 0.023)


def swan(pen: Pen, look: Look) -> None:
    """Swan afloat: long curved neck, orange bill with a black knob."""
    c: RGB = (0.95, 0.95, 0.94)
    arch = some(look, 0.55, 0.75)
    curl(
        pen,
        [
            (0.12, 0.12),
            (0.36, 0.24),
            (0.28, 0.45),
            (0.24, arch),
            (0.32, arch + 0.13),
            (0.40, arch + 0.12),
        ],
        0.17,
        0.095,
        c,
    )
    pen.smooth(
        [
            (-0.60, 0.34),
            (-0.42, 0.12),
            (-0.3, -0.01),
            (0.1, -0.02),
            (0.32, 0.05),
            (0.35, 0.17),
            (0.1, 0.28),
            (-0.3, 0.26),
        ],
        c,
        0.4,
    )
    pen.smooth(
        [(0.16, 0.30), (0.0, 0.42), (-0.3, 0.44), (-0.56, 0.36), (-0.34, 0.2), (0.0, 0.12)],
        scale(c, 0.98),
        0.35,
    )
    for k in range(4):
        pen.line([(0.0 - 0.1 * k, 0.25), (-0.18 - 0.1 * k, 0.33)], 0.014, (0.74, 0.76, 0.80))
    head = pen.at(0.41, arch + 0.11, 1.0, some(look, -12, 4))
    head.smooth([(0.05, 0.035), (0.20, -0.035), (0.19, -0.065), (0.04, -0.05)], (0.95, 0.45, 0.10))
    head.ellipse(0, 0, 0.095, 0.07, c, 0.3, -15)
    head.disc(0.075, 0.025, 0.026, INK)
    head.line([(0.03, 0.005), (0.085, -0.015)], 0.018, INK)
    eye(head, 0.03, 0.018, 0.014)


def fish(pen: Pen, look: Look) -> None:
    """Fish in profile with fins, often banded."""
    c = coat(look, ((0.95, 0.48, 0.12), (0.25, 0.50, 0.85), (0.95, 0.80, 0.20), (0.70, 0.72, 0.76)))
    deep = some(look, 0.20, 0.31)
    fin = scale(c, 0.72)
    fork = some(look, 0.02, 0.14)
    body = pen.at(0.0, 0.42, 1.0, some(look, -6, 6))
    body.poly([(-0.34, 0.0), (-0.62, 0.25), (-0.62 + fork, 0.0), (-0.62, -0.25)], fin)
    body.smooth(
        [(-0.22, deep * 0.6), (-0.18, deep + 0.12), (0.05, deep + 0.10), (0.22, deep * 0.75)], fin
    )
    body.smooth(
        [(-0.20, -deep * 0.6), (-0.22, -deep - 0.10), (-0.02, -deep - 0.02), (0.1, -deep * 0.8)],
        fin,
    )
    for k in range(5):
        y = -0.18 + 0.09 * k
        body.line([(-0.40, y * 0.3), (-0.57, y)], 0.01, scale(fin, 0.75))
    outline = np.array(
        [
            (-0.44, 0.05),
            (-0.2, deep * 0.75),
            (0.08, deep),
            (0.34, deep * 0.68),
            (0.52, 0.0),
            (0.34, -deep * 0.68),
            (0.08, -deep),
            (-0.2, -deep * 0.75),
            (-0.44, -0.05),
        ]
    )
    body.smooth(outline, c, 0.6)
    style = int(look.rng.integers(3))
    if style == 0:
        for x, tall in ((0.22, 0.80), (-0.08, 0.88), (-0.32, 0.42)):
            h = deep * tall
            body.poly(
                [
                    (x - 0.035, h),
                    (x + 0.035, h),
                    (x + 0.055, 0),
                    (x + 0.035, -h),
                    (x - 0.035, -h),
                    (x - 0.015, 0),
                ],
                WHITE,
            )
    elif style == 1:
        for k in range(9):
            sx, sy = -0.28 + 0.13 * (k % 4) + 0.06 * (k // 4), deep * (0.45 - 0.42 * (k // 4))
            body.line([(sx, sy + 0.04), (sx + 0.03, sy), (sx, sy - 0.04)], 0.012, scale(c, 0.72))
    else:
        body.ellipse(0.0, -deep * 0.55, 0.26, deep * 0.26, mix(c, WHITE, 0.6))
    body.poly([(0.10, 0.0), (-0.08, 0.05), (-0.12, -0.08), (0.02, -0.1)], fin)
    body.line([(0.24, deep * 0.5), (0.19, 0.0), (0.24, -deep * 0.5)], 0.012, scale(c, 0.65))
    body.disc(0.355, deep * 0.22, 0.058, WHITE)
    body.disc(0.365, deep * 0.22, 0.036, INK)
    body.line([(0.50, -0.035), (0.43, -0.05)], 0.014, scale(c, 0.45))
    if chance(look, 0.5):
        for k in range(3):
            pen.disc(
                0.56 + 0.03 * k, 0.5 + 0.12 * k, 0.018 + 0.006 * k, (0.80, 0.94, 1.0), alpha=0.6
            )


def butterfly(pen: Pen, look: Look) -> None:
    """Butterfly from above, wings spread."""
    c = coat(look, ((0.95, 0.52, 0.10), (0.25, 0.45, 0.90), (0.97, 0.85, 0.25), (0.93, 0.93, 0.90)))
    edge: RGB = scale(c, 0.35) if look.name == "black" else (0.10, 0.07, 0.07)
    spot = WHITE if c[0] < 0.9 or c[2] < 0.7 else scale(c, 0.5)
    body = pen.at(0.0, 0.46, 1.0, some(look, -20, 20))
    reach, fold = some(look, 0.9, 1.08), some(look, 0.75, 1.0)
    upper = np.array(
        [
            (0.02, 0.05),
            (0.16, 0.30),
            (0.40, 0.43),
            (0.52, 0.36),
            (0.48, 0.14),
            (0.30, 0.0),
            (0.04, -0.02),
        ]
    )
    lower = np.array(
        [(0.03, 0.0), (0.28, -0.02), (0.40, -0.12), (0.36, -0.32), (0.24, -0.40), (0.12, -0.30)]
    )
    for side in (-1.0, 1.0):
        span = side * (fold if side > 0 else 1.0)
        for shape, middle in ((lower, (0.21, -0.17)), (upper, (0.28, 0.19))):
            scaled = shape * (span, reach)
            body.smooth(scaled, edge)
            inner = (middle + (shape - middle) * 0.84) * (span, reach)
            body.smooth(inner, c, 0.35)
        for x, y in ((0.47, 0.33), (0.46, 0.24), (0.43, 0.15), (0.36, -0.2), (0.31, -0.31)):
            body.disc(x * span, y * reach, 0.022, spot)
        for x, y in ((0.42, 0.34), (0.44, 0.2), (0.32, 0.06), (0.32, -0.12), (0.26, -0.3)):
            body.line([(0.03 * span, 0.02), (x * span, y * reach)], 0.012, mix(c, edge, 0.7))
        if chance(look, 0.5):
            body.disc(0.27 * span, 0.2 * reach, 0.05, edge)
            body.disc(0.27 * span, 0.2 * reach, 0.024, spot)
        body.line([(0.0, 0.16), (side * 0.07, 0.32), (side * 0.12, 0.38)], 0.012, INK)
        body.disc(side * 0.12, 0.38, 0.016, INK)
    body.ellipse(0, -0.06, 0.032, 0.2, (0.16, 0.11, 0.08), 0.4)
    body.disc(0, 0.15, 0.04, INK, 0.3)


def penguin(pen: Pen, look: Look) -> None:
    """Penguin upright: black back, white belly, orange bill and feet."""
    c: RGB = (0.11, 0.12, 0.15)
    king = chance(look, 0.5)
    for side in (-1, 1):
        pen.ellipse(side * 0.11, 0.025, 0.10, 0.032, BEAK, 0.2)
    raise_ = some(look, 5, 28)
    for side in (-1, 1):
        arm = pen.at(side * 0.20, 0.60, 1.0, side * raise_, flip=side < 0)
        arm.smooth(
            [
                (-0.03, 0.02),
                (0.05, 0.0),
                (0.10, -0.2),
                (0.09, -0.36),
                (0.02, -0.30),
                (-0.03, -0.15),
            ],
            scale(c, 0.85),
            0.4,
        )
    pen.smooth(
        [
            (-0.22, 0.04),
            (-0.27, 0.28),
            (-0.22, 0.58),
            (-0.12, 0.74),
            (0.12, 0.74),
            (0.22, 0.58),
            (0.27, 0.28),
            (0.22, 0.04),
        ],
        c,
        0.5,
    )
    pen.smooth(
        [
            (-0.15, 0.05),
            (-0.19, 0.28),
            (-0.15, 0.54),
            (0, 0.66),
            (0.15, 0.54),
            (0.19, 0.28),
            (0.15, 0.05),
        ],
        WHITE,
        0.3,
    )
    if king:
        pen.ellipse(0, 0.62, 0.11, 0.045, (0.98, 0.76, 0.25))
    turn = some(look, -0.028, 0.028)
    head = pen.at(turn, 0.80, 1.0, some(look, -8, 8))
    head.disc(0, 0.02, 0.165, c, 0.5)
    for side in (-1, 1):
        if king:
            head.ellipse(
                side * 0.11 + turn * 0.5, 0.0, 0.035, 0.07, (0.98, 0.70, 0.15), 0.0, side * 15
            )
        else:
            head.ellipse(side * 0.065 + turn, -0.01, 0.07, 0.085, WHITE)
        eye(head, side * 0.065 + turn, 0.045, 0.022, (0.75, 0.6, 0.4) if king else None)
    head.poly([(turn - 0.045, 0.015), (turn + 0.045, 0.015), (turn * 2.2, -0.08)], BEAK)


def owl(pen: Pen, look: Look) -> None:
    """Owl on a stump, its great eyes to the viewer."""
    c = coat(look, ((0.50, 0.36, 0.22), (0.58, 0.46, 0.32), (0.52, 0.50, 0.47)))
    face = mix(c, (0.95, 0.88, 0.75), 0.6)
    pen.rect(-0.30, 0.0, 0.30, 0.15, (0.34, 0.24, 0.16), 0.4)
    for x in (-0.2, -0.08, 0.06, 0.19):
        pen.line([(x, 0.0), (x + 0.01, 0.12)], 0.014, (0.24, 0.17, 0.11))
    pen.ellipse(0, 0.15, 0.30, 0.05, (0.62, 0.48, 0.32), 0.2)
    pen.smooth(
        [
            (-0.2, 0.14),
            (-0.28, 0.4),
            (-0.24, 0.68),
            (0, 0.8),
            (0.24, 0.68),
            (0.28, 0.4),
            (0.2, 0.14),
        ],
        c,
        0.5,
    )
    pen.ellipse(0, 0.40, 0.17, 0.24, face, 0.2)
    for row in range(5):
        for k in range(-2, 3):
            x, y = 0.065 * k + (0.03 if row % 2 else 0.0), 0.24 + 0.075 * row
            if abs(x) < 0.145:
                pen.line(
                    [(x - 0.02, y + 0.015), (x, y - 0.012), (x + 0.02, y + 0.015)],
                    0.014,
                    scale(c, 0.7),
                )
    for side in (-1, 1):
        wing = [
            (side * 0.22, 0.64),
            (side * 0.32, 0.45),
            (side * 0.28, 0.2),
            (side * 0.16, 0.14),
            (side * 0.16, 0.4),
        ]
        pen.smooth(wing, scale(c, 0.72), 0.3)
        for k in (-1, 0, 1):
            pen.ellipse(side * 0.09 + 0.025 * k, 0.15, 0.016, 0.034, (0.85, 0.65, 0.2))
    head = pen.at(0.0, 0.76, 1.0, some(look, -12, 12))
    for side in (-1, 1):
        head.poly([(side * 0.24, 0.06), (side * 0.25, 0.26), (side * 0.08, 0.16)], scale(c, 0.75))
    head.ellipse(0, 0.02, 0.255, 0.19, c, 0.45)
    iris: RGB = (0.98, 0.78, 0.10) if chance(look, 0.6) else (0.95, 0.50, 0.08)
    for side in (-1, 1):
        head.disc(side * 0.105, 0.01, 0.118, face, 0.15)
        eye(head, side * 0.105, 0.015, 0.075, iris)
    head.poly([(-0.035, -0.02), (0.035, -0.02), (0, -0.115)], (0.30, 0.24, 0.18))
