"""Drawing of wild four-legged animals; side views look to the right."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.bodies import INK, WHITE, along, chance, coat, curl, eye, some, trunk
from photoclip.scenes.light import RGB, mix, scale
from photoclip.scenes.pen import Look, Pen


def elephant(pen: Pen, look: Look) -> None:
    """Elephant in profile: large ear, trunk, tusk, pillar legs."""
    c = coat(look, ((0.50, 0.49, 0.49), (0.44, 0.43, 0.45), (0.55, 0.51, 0.47)))
    curl(pen, [(-0.58, 0.62), (-0.64, 0.5), (-0.64, 0.34)], 0.04, 0.02, c)
    pen.ellipse(-0.64, 0.31, 0.022, 0.05, INK)
    legs = trunk(pen.at(-0.12, 0.0), look, c, 0.47, 0.84, 0.32, 0.21, 0.155)
    for _, foot, _ in legs:
        for k in (-0.035, 0.02, 0.075):
            pen.ellipse(foot[0] - 0.12 + k, 0.018, 0.016, 0.018, (0.82, 0.78, 0.7))
    head = pen.at(0.36, 0.70, 1.0, some(look, -6, 6))
    head.ellipse(0, 0.03, 0.20, 0.21, c, 0.45)
    if chance(look, 0.3):
        nose = [
            (0.10, -0.04),
            (0.20, -0.20),
            (0.31, -0.20),
            (0.36, -0.02),
            (0.33, 0.14),
            (0.38, 0.22),
        ]
    else:
        bend = some(look, -0.04, 0.08)
        nose = [
            (0.10, -0.02),
            (0.20, -0.20),
            (0.22, -0.40),
            (0.20 + bend, -0.55),
            (0.27 + bend, -0.60),
        ]
    curl(head, nose, 0.19, 0.065, scale(c, 1.04))
    curl(head, [(0.10, -0.14), (0.20, -0.24), (0.31, -0.22)], 0.055, 0.015, (0.95, 0.91, 0.80))
    eye(head, 0.12, 0.05, 0.02)
    flap = some(look, 0.0, 0.08)
    lobe = [(-0.02, 0.21), (0.05, 0.05), (-0.02, -0.14), (-0.14, -0.28), (-0.24, -0.14)]
    head.smooth([*lobe, (-0.30 - flap, 0.06), (-0.2 - flap, 0.21)], scale(c, 0.80), 0.3)
    head.smooth(
        np.array([*lobe, (-0.26 - flap, 0.06), (-0.18, 0.18)]) * 0.72 + (-0.03, 0.0),
        mix(c, (0.7, 0.5, 0.48), 0.3),
        0.2,
    )


def giraffe(pen: Pen, look: Look) -> None:
    """Giraffe: very long neck, brown patches on cream."""
    c = coat(look, ((0.90, 0.76, 0.50), (0.93, 0.80, 0.56)))
    spot: RGB = (0.52, 0.29, 0.11)
    curl(pen, [(-0.30, 0.56), (-0.36, 0.45), (-0.36, 0.32)], 0.03, 0.015, c)
    pen.ellipse(-0.36, 0.29, 0.02, 0.05, INK)
    trunk(pen.at(-0.08, 0.0), look, c, 0.24, 0.62, 0.42, 0.09, 0.045, (0.2, 0.15, 0.1))
    bend = some(look, -6, 10)
    neck = pen.at(0.10, 0.52, 1.0, -bend)
    neck.poly(
        [
            (-0.13, 0.06),
            (0.06, 0.30),
            (0.12, 0.66),
            (0.20, 0.66),
            (0.16, 0.28),
            (0.085, 0.02),
            (0.03, -0.06),
            (-0.04, -0.04),
        ],
        c,
    )
    neck.poly(
        [(-0.13, 0.07), (0.045, 0.30), (0.105, 0.67), (0.125, 0.67), (0.07, 0.30), (-0.10, 0.06)],
        scale(spot, 0.8),
    )
    # Patches: a jittered grid of blots, on the body and up the neck.
    grid = [
        (-0.26, 0.56),
        (-0.17, 0.58),
        (-0.08, 0.57),
        (0.02, 0.57),
        (-0.22, 0.49),
        (-0.12, 0.49),
        (-0.02, 0.48),
        (0.07, 0.5),
    ]
    for x, y in grid:
        _blot(pen, look, x, y, 0.045, spot)
    for k in range(7):
        t = k / 6
        _blot(neck, look, 0.02 + 0.135 * t**0.8, 0.08 + 0.54 * t, 0.042 - 0.016 * t, spot)
        if k < 4:
            _blot(neck, look, 0.10 + 0.07 * t, 0.06 + 0.5 * t, 0.034, spot)
    for x in (-0.26, 0.09):
        _blot(pen, look, x, 0.40, 0.026, spot)
        _blot(pen, look, x, 0.33, 0.02, spot)
    head = neck.at(0.16, 0.68, 1.0, bend + some(look, -8, 8))
    for x in (-0.02, 0.03):
        head.line([(x, 0.03), (x - 0.015, 0.12)], 0.02, c)
        head.disc(x - 0.015, 0.125, 0.018, scale(spot, 0.6))
    head.ellipse(-0.075, 0.03, 0.055, 0.024, c, 0.2, -20)
    head.smooth(
        [
            (-0.06, 0.04),
            (0.03, 0.055),
            (0.15, -0.04),
            (0.20, -0.10),
            (0.15, -0.13),
            (0.03, -0.08),
            (-0.05, -0.05),
        ],
        c,
        0.3,
    )
    head.ellipse(0.17, -0.10, 0.038, 0.03, scale(spot, 0.9), 0.2, -30)
    eye(head, 0.045, 0.01, 0.016)


def _blot(pen: Pen, look: Look, x: float, y: float, r: float, c: RGB) -> None:
    turn = np.linspace(0, 2 * np.pi, 7)[:-1] + some(look, 0, 1)
    a = look.rng.uniform(0.8, 1.15, 6) * r
    pen.poly(np.stack([np.cos(turn) * a + x, np.sin(turn) * a + y], axis=1), c)


def zebra(pen: Pen, look: Look) -> None:
    """Zebra: horse-like, striped black and white."""
    c: RGB = (0.93, 0.92, 0.90)
    curl(pen, [(-0.50, 0.66), (-0.58, 0.56), (-0.60, 0.40)], 0.04, 0.025, c)
    pen.ellipse(-0.60, 0.35, 0.03, 0.09, INK)
    legs = trunk(pen.at(-0.10, 0.0), look, c, 0.42, 0.76, 0.44, 0.15, 0.068, (0.12, 0.11, 0.10))
    shift = some(look, -0.02, 0.02)
    for k in range(9):
        x = -0.47 + 0.083 * k + shift
        # Stripes lean backwards over the rump and stand upright at the shoulder.
        lean = 0.10 * max(0.0, (4 - k) / 4)
        pen.poly(
            [
                (x - lean * 0.6, 0.705),
                (x + 0.042 - lean * 0.6, 0.73),
                (x + 0.038, 0.6),
                (x + 0.028 + lean * 0.4, 0.47),
                (x + 0.005, 0.58),
            ],
            INK,
        )
    for hip, foot, bend in legs:
        for t, w in ((0.2, 0.055), (0.36, 0.048), (0.52, 0.04), (0.67, 0.034), (0.8, 0.03)):
            x, y = along(hip, foot, bend, t)
            pen.line([(x - 0.10 - w, y), (x - 0.10 + w, y + 0.01)], 0.026, INK)
    low = chance(look, 0.2)
    neck = pen.at(0.20, 0.66, 1.0, some(look, -10, 10) - (80 if low else 0))
    neck.smooth(
        [
            (-0.15, 0.08),
            (0.0, 0.20),
            (0.10, 0.36),
            (0.27, 0.34),
            (0.22, 0.16),
            (0.13, -0.14),
            (-0.05, -0.16),
        ],
        c,
        0.3,
    )
    for t in (0.0, 0.2, 0.4, 0.6, 0.8):
        neck.line(
            [(-0.10 + 0.22 * t, 0.10 + 0.26 * t), (0.13 + 0.10 * t, -0.06 + 0.32 * t)], 0.034, INK
        )
    neck.poly(
        [(0.22, 0.48), (0.10, 0.43), (-0.15, 0.13), (-0.12, 0.06), (0.10, 0.34), (0.2, 0.4)],
        (0.16, 0.15, 0.15),
    )
    head = neck.at(0.19, 0.35, 1.0, -5 + (25 if low else 0))
    for x in (0.0, 0.05):
        head.ellipse(x, 0.09, 0.03, 0.07, c, 0.2, 10)
        head.ellipse(x, 0.12, 0.02, 0.03, INK, 0.0, 10)
    head.smooth(
        [
            (-0.07, 0.05),
            (0.04, 0.08),
            (0.17, -0.02),
            (0.30, -0.16),
            (0.28, -0.22),
            (0.2, -0.21),
            (0.08, -0.13),
            (-0.05, -0.07),
        ],
        c,
        0.3,
    )
    for t in (0.0, 0.33, 0.66, 1.0):
        head.line(
            [(0.03 + 0.15 * t, 0.06 - 0.1 * t), (0.02 + 0.14 * t, -0.07 - 0.08 * t)], 0.022, INK
        )
    head.ellipse(0.265, -0.175, 0.055, 0.045, (0.12, 0.11, 0.11), 0.2, -40)
    eye(head, 0.075, 0.005, 0.02)


def lion(pen: Pen, look: Look) -> None:
    """Lion with a full mane, its face to the viewer."""
    c = coat(look, ((0.82, 0.60, 0.30), (0.78, 0.55, 0.28), (0.86, 0.66, 0.38)))
    mane = scale(
        ((0.45, 0.22, 0.07), (0.55, 0.28, 0.08), (0.32, 0.17, 0.07))[int(look.rng.integers(3))],
        some(look, 0.9, 1.15),
    )
    sway = some(look, -0.06, 0.06)
    curl(
        pen,
        [(-0.50, 0.52), (-0.60, 0.44), (-0.62 + sway, 0.26), (-0.56 + sway, 0.16)],
        0.05,
        0.035,
        c,
    )
    pen.disc(-0.56 + sway, 0.14, 0.055, mane, 0.3)
    trunk(pen.at(-0.12, 0.0), look, c, 0.42, 0.62, 0.32, 0.16, 0.10)
    head = pen.at(0.28, 0.62, 1.0, some(look, -8, 8))
    for size, tone, n in ((0.325, 0.62, 32), (0.285, 0.82, 26), (0.235, 1.05, 22)):
        turn = np.linspace(0, 2 * np.pi, n + 1)[:-1] + some(look, 0.0, 0.3)
        tufts = np.where(np.arange(n) % 2 == 0, 1.0, 0.88) * size * look.rng.uniform(0.92, 1.06, n)
        ring = np.stack([np.cos(turn) * tufts, np.sin(turn) * tufts * 1.06 - 0.015], axis=1)
        head.smooth(ring, scale(mane, tone))
    for side in (-1, 1):
        head.disc(side * 0.155, 0.15, 0.052, c, 0.2)
        head.disc(side * 0.155, 0.15, 0.026, scale(mane, 0.8))
    head.smooth(
        [
            (-0.17, 0.06),
            (-0.1, 0.17),
            (0.1, 0.17),
            (0.17, 0.06),
            (0.12, -0.13),
            (0, -0.2),
            (-0.12, -0.13),
        ],
        c,
        0.4,
    )
    head.poly([(-0.035, 0.10), (0.035, 0.10), (0.055, -0.05), (-0.055, -0.05)], scale(c, 1.1))
    head.ellipse(0, -0.17, 0.06, 0.04, WHITE, 0.2)
    for side in (-1, 1):
        head.ellipse(side * 0.055, -0.105, 0.068, 0.052, mix(c, WHITE, 0.65), 0.2)
        eye(head, side * 0.085, 0.055, 0.03, (0.90, 0.68, 0.15))
    head.poly([(-0.055, -0.03), (0.055, -0.03), (0, -0.09)], (0.35, 0.17, 0.14))
    head.line([(0, -0.09), (0, -0.13)], 0.014, INK)


def camel(pen: Pen, look: Look) -> None:
    """Camel in profile with one or two humps."""
    c = coat(look, ((0.76, 0.56, 0.34), (0.70, 0.50, 0.30), (0.82, 0.64, 0.42)))
    curl(pen, [(-0.46, 0.60), (-0.53, 0.5), (-0.53, 0.36)], 0.035, 0.03, scale(c, 0.8))
    humps = ((-0.10, 0.20),) if chance(look, 0.5) else ((-0.24, 0.14), (0.06, 0.14))
    for x, w in humps:
        pen.smooth(
            [
                (x - w, 0.58),
                (x - w * 0.62, 0.82),
                (x + 0.01, 0.90),
                (x + w * 0.62, 0.80),
                (x + w, 0.58),
            ],
            scale(c, 0.9),
            0.4,
        )
    trunk(pen.at(-0.10, 0.0), look, c, 0.38, 0.70, 0.42, 0.13, 0.06, (0.35, 0.25, 0.16))
    dip = some(look, -0.03, 0.03)
    curl(pen, [(0.16, 0.58), (0.36, 0.50 + dip), (0.47, 0.64), (0.48, 0.84)], 0.22, 0.11, c)
    head = pen.at(0.48, 0.88, 1.0, some(look, -6, 10))
    head.ellipse(-0.04, 0.07, 0.022, 0.045, scale(c, 0.8))
    head.smooth(
        [
            (-0.08, 0.03),
            (0.02, 0.075),
            (0.13, 0.02),
            (0.20, -0.04),
            (0.17, -0.09),
            (0.05, -0.08),
            (-0.07, -0.06),
        ],
        c,
        0.35,
    )
    head.ellipse(0.165, -0.045, 0.045, 0.04, scale(c, 0.78), 0.2)
    head.line([(0.09, -0.055), (0.19, -0.065)], 0.011, INK)
    eye(head, 0.05, 0.025, 0.02)
