"""Drawing of pets and farm animals; side views look to the right."""

from __future__ import annotations

import numpy as np

from photoclip.scenes.bodies import (
    INK,
    PINK,
    TONGUE,
    WHITE,
    chance,
    coat,
    curl,
    eye,
    some,
    trunk,
)
from photoclip.scenes.light import RGB, mix, scale
from photoclip.scenes.pen import Look, Pen


def dog(pen: Pen, look: Look) -> None:
    """Dog, standing in profile or sitting towards the viewer."""
    c = coat(look, ((0.72, 0.50, 0.26), (0.40, 0.24, 0.12), (0.84, 0.72, 0.52), (0.16, 0.15, 0.15)))
    ear = scale(c, 0.62) if c[0] > 0.3 else scale(c, 0.7)
    pale = mix(c, WHITE, 0.55 if look.name is None and chance(look, 0.5) else 0.14)
    collar: RGB = ((0.8, 0.1, 0.1), (0.1, 0.3, 0.75), (0.1, 0.5, 0.25))[int(look.rng.integers(3))]
    if chance(look, 0.42):
        _dog_front(pen, look, c, ear, pale, collar)
        return
    body = pen.at(-0.10, 0.0)
    wag = some(look, -0.1, 0.1)
    tail = [(-0.46, 0.57), (-0.56, 0.64), (-0.60, 0.76), (-0.56 + wag, 0.92)]
    curl(pen, tail, 0.09, 0.05, c)
    trunk(body, look, c, 0.38, 0.66, 0.38, 0.15, 0.085)
    head = pen.at(0.36, 0.78, 1.0, some(look, -12, 10))
    pen.limb((0.20, 0.54), (0.35, 0.76), 0.29, 0.2, c, 0.3)
    pen.line([(0.225, 0.71), (0.385, 0.63)], 0.045, collar)
    head.ellipse(0.02, 0.03, 0.155, 0.125, c, 0.45)
    head.limb((0.08, 0.0), (0.235, -0.03), 0.15, 0.10, pale, 0.4)
    if chance(look, 0.65):
        head.ellipse(0.17, -0.115, 0.032, 0.075, TONGUE)
    head.line([(0.08, -0.065), (0.16, -0.075), (0.25, -0.06)], 0.014, INK)
    head.ellipse(0.275, 0.0, 0.036, 0.030, INK)
    eye(head, 0.10, 0.065, 0.027)
    long = some(look, 0.15, 0.25)
    flop = [(-0.09, 0.13), (0.01, 0.12), (0.02, -0.02), (-0.03, 0.06 - long), (-0.13, 0.07 - long)]
    head.smooth([*flop, (-0.15, 0.0)], ear, 0.3)


def _dog_front(pen: Pen, look: Look, c: RGB, ear: RGB, pale: RGB, collar: RGB) -> None:
    curl(pen, [(0.18, 0.08), (0.34, 0.12), (0.42, 0.26), (0.40, 0.38)], 0.09, 0.05, scale(c, 0.9))
    pen.smooth(
        [
            (-0.28, 0.03),
            (-0.25, 0.25),
            (-0.16, 0.5),
            (0, 0.6),
            (0.16, 0.5),
            (0.25, 0.25),
            (0.28, 0.03),
        ],
        c,
        0.5,
    )
    pen.ellipse(0, 0.38, 0.11, 0.17, pale, 0.2)
    for side in (-1, 1):
        pen.ellipse(side * 0.23, 0.055, 0.115, 0.06, c, 0.4)
        pen.limb((side * 0.095, 0.36), (side * 0.10, 0.06), 0.13, 0.10, c, 0.35)
        pen.ellipse(side * 0.10, 0.04, 0.075, 0.042, pale, 0.3)
    pen.rect(-0.15, 0.515, 0.15, 0.57, collar, 0.3, 0.025)
    head = pen.at(some(look, -0.03, 0.03), 0.74, 1.0, some(look, -12, 12))
    head.ellipse(0, 0.02, 0.205, 0.19, c, 0.5)
    head.ellipse(0, -0.07, 0.125, 0.10, pale, 0.3)
    head.ellipse(0.01, -0.17, 0.045, 0.065, TONGUE)
    head.line([(-0.09, -0.105), (0, -0.125), (0.09, -0.105)], 0.014, INK)
    head.ellipse(0, -0.02, 0.05, 0.038, INK)
    drop = some(look, 0.14, 0.19)
    for side in (-1, 1):
        eye(head, side * 0.085, 0.065, 0.032)
        head.ellipse(side * 0.205, 0.07 - drop * 0.45, 0.07, drop, ear, 0.35, side * 14)


def cat(pen: Pen, look: Look) -> None:
    """Cat, sitting towards the viewer or walking with its tail up."""
    c = coat(look, ((0.62, 0.52, 0.42), (0.55, 0.55, 0.56), (0.88, 0.52, 0.20), (0.85, 0.80, 0.72)))
    iris: RGB = ((0.62, 0.78, 0.25), (0.95, 0.75, 0.18), (0.35, 0.68, 0.85))[
        int(look.rng.integers(3))
    ]
    stripes = chance(look, 0.6) and 0.25 < c[0] < 0.99 and look.name not in ("white", "black")
    mark = scale(c, 0.66)
    pale = mix(c, WHITE, 0.55 if chance(look, 0.5) and look.name != "black" else 0.12)
    if chance(look, 0.55):
        curl(
            pen,
            [(0.16, 0.06), (0.36, 0.05), (0.44, 0.14), (0.40, 0.26), (0.30, 0.28)],
            0.1,
            0.06,
            scale(c, 0.92),
        )
        pen.smooth(
            [
                (-0.25, 0.02),
                (-0.25, 0.22),
                (-0.14, 0.48),
                (0, 0.6),
                (0.14, 0.48),
                (0.25, 0.22),
                (0.25, 0.02),
            ],
            c,
            0.5,
        )
        pen.ellipse(0, 0.42, 0.09, 0.14, pale, 0.2)
        if stripes:
            for y, w in ((0.18, 0.23), (0.27, 0.21), (0.36, 0.17)):
                for side in (-1, 1):
                    pen.line([(side * w, y), (side * (w - 0.09), y + 0.02)], 0.025, mark)
        for side in (-1, 1):
            pen.limb((side * 0.075, 0.34), (side * 0.075, 0.05), 0.11, 0.085, c, 0.3)
            pen.ellipse(side * 0.08, 0.035, 0.065, 0.036, pale, 0.3)
        _cat_head(
            pen.at(some(look, -0.03, 0.03), 0.73, 1.0, some(look, -10, 10)),
            c,
            pale,
            mark,
            iris,
            stripes,
        )
        return
    sway = some(look, -0.08, 0.08)
    curl(
        pen,
        [(-0.46, 0.46), (-0.55, 0.6), (-0.56, 0.78), (-0.48 + sway, 0.92), (-0.38 + sway, 0.93)],
        0.085,
        0.06,
        c,
    )
    trunk(pen.at(-0.12, 0.0), look, c, 0.37, 0.55, 0.30, 0.12, 0.075)
    if stripes:
        for k in range(5):
            x = -0.38 + 0.11 * k
            pen.poly([(x, 0.535), (x + 0.045, 0.54), (x + 0.04, 0.42), (x + 0.02, 0.36)], mark)
    pen.limb((0.14, 0.46), (0.30, 0.58), 0.22, 0.18, c, 0.2)
    _cat_head(pen.at(0.36, 0.63, 0.86, some(look, -8, 8)), c, pale, mark, iris, stripes)


def _cat_head(head: Pen, c: RGB, pale: RGB, mark: RGB, iris: RGB, stripes: bool) -> None:
    for side in (-1, 1):
        head.poly([(side * 0.205, 0.05), (side * 0.20, 0.27), (side * 0.04, 0.14)], scale(c, 0.88))
        head.poly([(side * 0.175, 0.09), (side * 0.178, 0.215), (side * 0.085, 0.14)], PINK)
    head.ellipse(0, 0, 0.225, 0.175, c, 0.45)
    if stripes:
        for x in (-0.06, 0.0, 0.06):
            head.line([(x * 1.2, 0.165), (x * 0.8, 0.09)], 0.024, mark)
        for side in (-1, 1):
            head.line([(side * 0.215, -0.02), (side * 0.15, -0.01)], 0.022, mark)
    for side in (-1, 1):
        head.ellipse(side * 0.05, -0.085, 0.062, 0.05, pale, 0.2)
        eye(head, side * 0.095, 0.025, 0.047, iris, slit=True)
        for k in (-1, 0, 1):
            start, end = (side * 0.07, -0.08 + 0.012 * k), (side * 0.31, -0.07 + 0.055 * k)
            head.line([start, end], 0.007, WHITE if c[0] < 0.75 else (0.45, 0.42, 0.4))
    head.poly([(-0.03, -0.035), (0.03, -0.035), (0, -0.07)], (0.85, 0.45, 0.45))
    head.line([(-0.045, -0.105), (0, -0.09), (0.045, -0.105)], 0.01, INK)


def horse(pen: Pen, look: Look) -> None:
    """Horse in profile with mane and long tail."""
    c = coat(look, ((0.45, 0.24, 0.11), (0.55, 0.30, 0.14), (0.34, 0.20, 0.11), (0.68, 0.50, 0.30)))
    fair = look.name == "white" or (look.name is None and chance(look, 0.25))
    mane: RGB = mix(c, WHITE, 0.6) if fair else scale(c, 0.35)
    blow = some(look, -0.05, 0.12)
    tail = [
        (-0.52, 0.74),
        (-0.62, 0.70),
        (-0.68 - blow, 0.5),
        (-0.66 - blow, 0.28),
        (-0.58 - blow, 0.4),
    ]
    pen.smooth([*tail, (-0.50, 0.58)], mane, 0.3)
    shin = c if look.name in ("white", "grey", "black") else None
    trunk(pen.at(-0.10, 0.0), look, c, 0.42, 0.80, 0.50, 0.16, 0.062, (0.15, 0.12, 0.10), shin)
    graze = chance(look, 0.2)
    lean = some(look, -10, 12) - (85 if graze else 0)
    neck = pen.at(0.20, 0.70, 1.0, lean)
    neck.smooth(
        [
            (-0.17, 0.06),
            (0.02, 0.20),
            (0.14, 0.42),
            (0.30, 0.40),
            (0.24, 0.18),
            (0.13, -0.14),
            (-0.05, -0.16),
        ],
        c,
        0.3,
    )
    head = neck.at(0.21, 0.39, 1.0, -8 - (-30 if graze else 0))
    for x in (0.0, 0.05):
        head.poly([(x - 0.035, 0.04), (x + 0.0, 0.15), (x + 0.045, 0.04)], scale(c, 0.85))
    head.smooth(
        [
            (-0.07, 0.05),
            (0.04, 0.08),
            (0.17, -0.02),
            (0.31, -0.16),
            (0.29, -0.22),
            (0.2, -0.21),
            (0.08, -0.13),
            (-0.05, -0.07),
        ],
        c,
        0.35,
    )
    head.ellipse(0.275, -0.175, 0.05, 0.042, mix(scale(c, 0.5), (0.3, 0.26, 0.25), 0.5), 0.2, -40)
    head.disc(0.295, -0.155, 0.012, INK)
    if chance(look, 0.5):
        head.poly([(0.06, 0.055), (0.10, 0.045), (0.22, -0.08), (0.20, -0.08)], WHITE)
    eye(head, 0.075, 0.01, 0.019)
    neck.smooth(
        [
            (0.25, 0.52),
            (0.12, 0.48),
            (0.0, 0.30),
            (-0.17, 0.14),
            (-0.15, 0.02),
            (-0.04, 0.10),
            (0.06, 0.26),
            (0.17, 0.40),
        ],
        mane,
        0.2,
    )


def cow(pen: Pen, look: Look) -> None:
    """Cow in profile: heavy body, patches, horns and udder."""
    plain = look.name is not None
    c = coat(look, ((0.93, 0.92, 0.89),))
    spot: RGB = (0.11, 0.10, 0.10) if chance(look, 0.65) else (0.42, 0.22, 0.11)
    sway = some(look, -0.04, 0.04)
    curl(
        pen,
        [(-0.55, 0.68), (-0.62, 0.6), (-0.63 + sway, 0.4), (-0.63 + sway, 0.28)],
        0.045,
        0.025,
        c,
    )
    pen.ellipse(-0.63 + sway, 0.24, 0.035, 0.07, spot if not plain else scale(c, 0.5))
    pen.ellipse(-0.30, 0.30, 0.12, 0.085, PINK, 0.3)
    for x in (-0.35, -0.27):
        pen.limb((x, 0.26), (x, 0.2), 0.03, 0.022, PINK)
    trunk(pen.at(-0.10, 0.0), look, c, 0.47, 0.74, 0.32, 0.15, 0.085, (0.18, 0.15, 0.13))
    if not plain:
        for x, y, r in (
            (-0.40, 0.60, 0.12),
            (-0.05, 0.58, 0.13),
            (0.16, 0.50, 0.10),
            (-0.24, 0.44, 0.08),
        ):
            a = look.rng.uniform(0.65, 1.15, 7)
            turn = np.linspace(0, 2 * np.pi, 8)[:-1]
            blot = np.stack(
                [np.cos(turn) * a * r * 1.1 + x, np.sin(turn) * a * r * 0.95 + y], axis=1
            )
            pen.smooth(blot, spot, 0.2)
    low = chance(look, 0.3)
    pen.limb((0.26, 0.58), (0.44, 0.46 if low else 0.70), 0.34, 0.22, c, 0.3)
    head = pen.at(0.46, 0.42 if low else 0.72, 1.0, some(look, -10, 8) - (35 if low else 0))
    cheek = c if plain or chance(look, 0.3) else spot
    horn: RGB = (0.86, 0.80, 0.66)
    curl(head, [(-0.04, 0.10), (-0.09, 0.18), (-0.05, 0.25)], 0.045, 0.012, horn)
    curl(head, [(0.06, 0.11), (0.12, 0.18), (0.09, 0.26)], 0.045, 0.012, horn)
    head.ellipse(-0.11, 0.05, 0.10, 0.045, scale(cheek, 0.85), 0.2, -18)
    head.smooth(
        [
            (-0.10, 0.09),
            (0.03, 0.14),
            (0.13, 0.08),
            (0.22, -0.1),
            (0.20, -0.19),
            (0.08, -0.2),
            (-0.06, -0.09),
        ],
        cheek,
        0.4,
    )
    if not plain:
        head.poly([(0.03, 0.13), (0.09, 0.12), (0.18, -0.05), (0.13, -0.07)], WHITE)
    head.ellipse(0.155, -0.15, 0.10, 0.068, PINK, 0.3, -20)
    head.disc(0.2, -0.135, 0.016, INK)
    eye(head, 0.06, 0.045, 0.023)


def sheep(pen: Pen, look: Look) -> None:
    """Sheep: a cloud of wool on thin legs, bare face."""
    c = coat(look, ((0.92, 0.89, 0.82), (0.86, 0.82, 0.74)))
    skin: RGB = (0.14, 0.12, 0.12) if chance(look, 0.6) else (0.82, 0.70, 0.60)
    if look.name == "black":
        skin = (0.10, 0.09, 0.09)
    stride = some(look, -0.06, 0.06)
    for x, f, k in ((-0.24, 1, 0.6), (0.16, -1, 0.6), (-0.30, -1, 1.0), (0.22, 1, 1.0)):
        pen.limb((x, 0.34), (x + f * stride, 0.035), 0.085, 0.06, scale(skin, k))
    pen.ellipse(-0.05, 0.52, 0.42, 0.26, scale(c, 0.8), 0.3)
    turn = np.linspace(0, 2 * np.pi, 15)[:-1] + some(look, 0, 0.4)
    for x, y in zip(np.cos(turn) * 0.38 - 0.05, np.sin(turn) * 0.21 + 0.52, strict=True):
        pen.disc(
            float(x), float(y), some(look, 0.085, 0.115), scale(c, 0.84 + 0.22 * float(y)), 0.4
        )
    for x, y in look.rng.uniform(-1, 1, (10 if look.detail < 2 else 20, 2)).tolist():
        pen.disc(-0.05 + x * 0.32, 0.53 + y * 0.15, 0.09, scale(c, 0.96 + 0.08 * y), 0.4)
    low = chance(look, 0.35)
    head = pen.at(0.42, 0.40 if low else 0.66, 1.0, some(look, -12, 12) - (25 if low else 0))
    head.ellipse(-0.09, 0.05, 0.10, 0.04, scale(skin, 0.85), 0.2, 25)
    head.smooth(
        [
            (-0.09, 0.08),
            (0.03, 0.13),
            (0.11, 0.04),
            (0.19, -0.12),
            (0.12, -0.18),
            (0.02, -0.13),
            (-0.08, -0.04),
        ],
        skin,
        0.4,
    )
    head.ellipse(0.14, -0.13, 0.04, 0.03, mix(skin, (0.5, 0.35, 0.33), 0.4))
    eye(head, 0.05, 0.03, 0.021, None if skin[0] > 0.3 else (0.85, 0.72, 0.35))
    for x, y in ((-0.06, 0.10), (0.0, 0.14), (0.05, 0.12)):
        head.disc(x, y, 0.065, c, 0.4)


def pig(pen: Pen, look: Look) -> None:
    """Pig: round pink body, snout disc, curly tail."""
    c = coat(look, ((0.95, 0.66, 0.64), (0.92, 0.60, 0.58), (0.97, 0.72, 0.68)))
    turn = np.linspace(0, 2.6 * np.pi, 22)
    pen.line(
        np.stack(
            [-0.53 - 0.045 * turn / 6 + 0.04 * np.cos(turn), 0.52 + 0.05 * np.sin(turn)], axis=1
        ),
        0.024,
        scale(c, 0.85),
    )
    trunk(pen.at(-0.08, 0.0), look, c, 0.46, 0.70, 0.20, 0.15, 0.10, (0.45, 0.28, 0.26))
    head = pen.at(0.36, 0.50, 1.0, some(look, -10, 8))
    head.ellipse(0, 0, 0.21, 0.2, c, 0.45)
    head.limb((0.1, -0.04), (0.23, -0.05), 0.2, 0.15, c, 0.3)
    head.ellipse(0.255, -0.05, 0.045, 0.085, scale(c, 0.88), 0.2)
    for y in (-0.02, -0.08):
        head.ellipse(0.262, y, 0.012, 0.02, (0.45, 0.2, 0.2))
    head.line([(0.08, -0.14), (0.16, -0.14), (0.21, -0.125)], 0.012, scale(c, 0.55))
    eye(head, 0.085, 0.06, 0.023)
    for x in (-0.1, 0.04):
        head.poly([(x - 0.06, 0.14), (x + 0.06, 0.29), (x + 0.09, 0.12)], scale(c, 0.82))


def rabbit(pen: Pen, look: Look) -> None:
    """Rabbit, crouching in profile with its long ears up."""
    c = coat(look, ((0.62, 0.50, 0.38), (0.52, 0.42, 0.32), (0.70, 0.60, 0.48)))
    pen.disc(-0.36, 0.22, 0.085, WHITE, 0.4)
    pen.smooth(
        [
            (-0.36, 0.12),
            (-0.32, 0.36),
            (-0.12, 0.50),
            (0.10, 0.46),
            (0.24, 0.30),
            (0.20, 0.06),
            (-0.1, 0.02),
            (-0.3, 0.03),
        ],
        c,
        0.55,
    )
    pen.limb((0.14, 0.24), (0.18, 0.05), 0.12, 0.08, scale(c, 0.92), 0.2)
    pen.ellipse(0.21, 0.035, 0.08, 0.036, c)
    pen.ellipse(-0.15, 0.19, 0.17, 0.16, scale(c, 1.04), 0.4)
    pen.ellipse(-0.08, 0.04, 0.18, 0.045, mix(c, WHITE, 0.25), 0.2)
    head = pen.at(0.23, 0.50, 1.0, some(look, -10, 10))
    spread = some(look, -4, 8)
    for x, a, k in ((-0.04, 20 + spread, 0.8), (-0.08, 4 - spread, 1.0)):
        tip = head.at(x, 0.1, 1.0, a)
        tip.ellipse(0, 0.19, 0.062, 0.22, scale(c, k), 0.2)
        tip.ellipse(0.008, 0.18, 0.032, 0.165, PINK)
    head.ellipse(0, 0, 0.19, 0.155, c, 0.45)
    head.ellipse(0.13, -0.045, 0.075, 0.07, mix(c, WHITE, 0.35), 0.2)
    head.ellipse(0.195, -0.02, 0.02, 0.016, (0.85, 0.45, 0.45))
    eye(head, 0.06, 0.035, 0.033)
    for k in (-1, 0, 1):
        head.line([(0.15, -0.05), (0.30, -0.05 + 0.045 * k)], 0.006, (0.9, 0.9, 0.9))
