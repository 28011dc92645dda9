"""Drawing of people, whole length."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from photoclip.scenes.bodies import chance, some
from photoclip.scenes.light import COLOURS, RGB, mix, scale
from photoclip.scenes.pen import Look, Pen

SKIN: tuple[RGB, ...] = (
    (0.95, 0.78, 0.66),
    (0.88, 0.67, 0.52),
    (0.70, 0.49, 0.35),
    (0.46, 0.30, 0.21),
)
HAIR: tuple[RGB, ...] = (
    (0.12, 0.09, 0.08),
    (0.30, 0.18, 0.10),
    (0.50, 0.32, 0.16),
    (0.86, 0.68, 0.36),
    (0.60, 0.58, 0.56),
)
CLOTH = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "white")


@dataclass(frozen=True)
class Person:
    """What one human being looks like."""

    skin: RGB
    hair: RGB
    top: RGB
    legs: RGB
    long_hair: bool
    dress: bool


def someone(look: Look, top: RGB | None = None, dress: bool | None = None) -> Person:
    """Random person, wearing `top` if given."""
    cloth = COLOURS[CLOTH[int(look.rng.integers(len(CLOTH)))]]
    trousers: tuple[RGB, ...] = (
        (0.16, 0.22, 0.36),
        (0.12, 0.12, 0.14),
        (0.62, 0.54, 0.42),
        (0.34, 0.36, 0.38),
    )
    female = chance(look, 0.5) if dress is None else dress
    return Person(
        SKIN[int(look.rng.integers(len(SKIN)))],
        HAIR[int(look.rng.integers(len(HAIR)))],
        top if top is not None else mix(cloth, (0.5, 0.5, 0.5), 0.15),
        trousers[int(look.rng.integers(len(trousers)))],
        female,
        female and chance(look, 0.5),
    )


def head(pen: Pen, p: Person, big: float = 1.0) -> None:
    """Head seen from the front, its chin at the origin."""
    h = pen.at(0.0, 0.0, big)
    if p.long_hair:
        h.smooth(
            [
                (-0.085, 0.15),
                (-0.10, -0.01),
                (-0.07, -0.08),
                (0.07, -0.08),
                (0.10, -0.01),
                (0.085, 0.15),
            ],
            scale(p.hair, 0.85),
        )
    h.rect(-0.028, -0.04, 0.028, 0.03, scale(p.skin, 0.85))
    h.ellipse(0, 0.075, 0.066, 0.084, p.skin, 0.35)
    h.smooth(
        [
            (-0.074, 0.075),
            (-0.07, 0.15),
            (0.0, 0.178),
            (0.07, 0.15),
            (0.074, 0.075),
            (0.052, 0.115),
            (0.0, 0.13),
            (-0.05, 0.112),
        ],
        p.hair,
        0.2,
    )
    for side in (-1, 1):
        h.disc(side * 0.026, 0.083, 0.0085, (0.10, 0.08, 0.08))
    h.line([(-0.02, 0.036), (0, 0.031), (0.02, 0.036)], 0.008, (0.62, 0.28, 0.26))


def front(
    pen: Pen,
    look: Look,
    p: Person,
    arms: tuple[tuple[float, float], tuple[float, float]],
    big: float = 1.0,
) -> None:
    """Person seen from the front, feet on y = 0.

    `arms` are the places of the two hands, `big` is the size of the head.
    """
    shoe: RGB = (0.16, 0.13, 0.12)
    step = some(look, -0.02, 0.02)
    bare = p.dress or chance(look, 0.15)
    for side in (-1, 1):
        hip, foot = (side * 0.055, 0.48), (side * 0.068, 0.05 + side * step)
        pen.limb(hip, foot, 0.105, 0.062, p.skin if bare else p.legs, 0.3)
        pen.ellipse(foot[0] + side * 0.014, foot[1] - 0.03, 0.042, 0.025, shoe)
    if bare and not p.dress:
        pen.poly(
            [
                (-0.115, 0.5),
                (0.115, 0.5),
                (0.125, 0.34),
                (0.01, 0.34),
                (0, 0.4),
                (-0.01, 0.34),
                (-0.125, 0.34),
            ],
            p.legs,
        )
    for side, hand in zip((-1, 1), arms, strict=True):
        shoulder = (side * 0.115, 0.765)
        elbow = ((shoulder[0] + hand[0]) / 2 + side * 0.03, (shoulder[1] + hand[1]) / 2 - 0.01)
        pen.limb(elbow, hand, 0.05, 0.04, p.skin if p.dress or bare else scale(p.top, 0.88), 0.2)
        pen.limb(shoulder, elbow, 0.07, 0.055, scale(p.top, 0.92), 0.2)
        pen.disc(hand[0], hand[1], 0.026, p.skin)
    if p.dress:
        pen.smooth(
            [
                (-0.125, 0.80),
                (-0.085, 0.62),
                (-0.18, 0.30),
                (0.0, 0.275),
                (0.18, 0.30),
                (0.085, 0.62),
                (0.125, 0.80),
                (0, 0.815),
            ],
            p.top,
            0.4,
        )
    else:
        pen.smooth(
            [
                (-0.14, 0.80),
                (-0.105, 0.62),
                (-0.115, 0.455),
                (0, 0.45),
                (0.115, 0.455),
                (0.105, 0.62),
                (0.14, 0.80),
                (0, 0.825),
            ],
            p.top,
            0.4,
        )
        pen.line([(0.0, 0.79), (0.0, 0.48)], 0.010, scale(p.top, 0.7))
    head(pen.at(0.0, 0.835, 1.0, some(look, -6, 6)), p, big)


def person(pen: Pen, look: Look) -> None:
    """One person standing, sometimes waving; the colour is that of the top."""
    p = someone(look, look.colour if look.name is not None else None)
    left = (-0.20, 0.47) if chance(look, 0.7) else (-0.13, 0.52)
    right = (0.20, 0.47)
    kind = some(look, 0, 1)
    if kind < 0.3:
        right = (0.25, 0.98)
    elif kind < 0.42:
        left, right = (-0.27, 0.97), (0.27, 0.97)
    front(pen, look, p, (left, right))


def couple(pen: Pen, look: Look) -> None:
    """Two people hand in hand."""
    short = some(look, 0.88, 0.96)
    one, two = someone(look, dress=False), someone(look, dress=True)
    front(pen.at(-0.21, 0.0), look, one, ((-0.19, 0.48), (0.21, 0.50)))
    front(pen.at(0.21, 0.0, short), look, two, ((-0.21, 0.52), (0.19, 0.48)))
    if chance(look, 0.35):
        pen.disc(0.0, 0.5, 0.03, one.skin)


def runner(pen: Pen, look: Look) -> None:
    """Runner in profile, in full stride."""
    p = someone(look, look.colour if look.name is not None else None)
    shoe: RGB = COLOURS[("white", "orange", "yellow", "blue")[int(look.rng.integers(4))]]
    body = pen.at(0.0, some(look, 0.0, 0.03), 1.0, some(look, -4, 2))
    far = scale(p.skin, 0.72)
    stretch = some(look, 0.0, 0.06)
    body.limb((0.02, 0.74), (0.17, 0.60), 0.065, 0.05, far)
    body.limb((0.17, 0.60), (0.29, 0.70), 0.05, 0.04, far)
    body.limb((-0.03, 0.48), (-0.13, 0.26), 0.12, 0.08, far)
    body.limb((-0.13, 0.26), (-0.40 - stretch, 0.25), 0.08, 0.05, far)
    body.limb((-0.40 - stretch, 0.28), (-0.43 - stretch, 0.18), 0.055, 0.05, shoe)
    body.limb((0.0, 0.48), (0.20, 0.34), 0.135, 0.09, p.skin, 0.3)
    body.limb((0.20, 0.34), (0.25 + stretch, 0.08), 0.085, 0.052, p.skin, 0.3)
    body.limb((0.22 + stretch, 0.045), (0.34 + stretch, 0.055), 0.06, 0.05, shoe)
    body.smooth(
        [
            (-0.11, 0.52),
            (0.09, 0.53),
            (0.18, 0.42),
            (0.09, 0.33),
            (0.0, 0.40),
            (-0.08, 0.34),
            (-0.14, 0.42),
        ],
        (0.12, 0.13, 0.17),
        0.2,
    )
    body.smooth(
        [(-0.10, 0.50), (-0.07, 0.72), (0.02, 0.82), (0.13, 0.79), (0.15, 0.66), (0.10, 0.50)],
        p.top,
        0.4,
    )
    body.limb((0.01, 0.75), (-0.16, 0.62), 0.075, 0.055, p.skin, 0.3)
    body.limb((-0.16, 0.62), (-0.09, 0.47), 0.055, 0.045, p.skin, 0.3)
    body.rect(0.05, 0.80, 0.11, 0.88, scale(p.skin, 0.85))
    if p.long_hair:
        body.smooth(
            [(0.03, 0.97), (-0.10, 0.96), (-0.20, 0.88), (-0.12, 0.90), (0.03, 0.91)], p.hair, 0.2
        )
    body.ellipse(0.10, 0.92, 0.074, 0.086, p.skin, 0.35)
    body.ellipse(0.178, 0.91, 0.016, 0.013, p.skin)
    body.smooth(
        [(0.15, 0.965), (0.10, 1.015), (0.03, 0.985), (0.02, 0.90), (0.06, 0.92), (0.09, 0.96)],
        p.hair,
        0.2,
    )
    body.disc(0.146, 0.93, 0.009, (0.1, 0.08, 0.08))


def kite_child(pen: Pen, look: Look) -> None:
    """Child with a kite high on its string; the colour is that of the kite."""
    kite = look.colour if look.name is not None else COLOURS[CLOTH[int(look.rng.integers(7))]]
    other = (
        COLOURS["yellow"] if look.name is None and kite != COLOURS["yellow"] else scale(kite, 0.72)
    )
    x, y = some(look, 0.22, 0.36), some(look, 1.10, 1.2)
    child = pen.at(-0.34, 0.0, 0.62)
    sag = some(look, 0.04, 0.12)
    hand = (-0.34 + 0.25 * 0.62, 0.98 * 0.62)
    t = np.linspace(0, 1, 9)
    string = np.stack(
        [
            hand[0] + (x - hand[0]) * t + sag * np.sin(np.pi * t),
            hand[1] + (y - hand[1]) * t - sag * np.sin(np.pi * t) * 0.6,
        ],
        axis=1,
    )
    pen.line(string, 0.009, (0.92, 0.92, 0.92))
    sail = pen.at(x, y, 1.0, some(look, -35, 10))
    w, up, down = 0.22, 0.24, 0.34
    wave = [(0.02 * float(np.sin(k * 1.3)), -down - 0.045 * k) for k in range(7)]
    sail.line(wave, 0.014, scale(kite, 0.8))
    for k in (2, 4, 6):
        bx, by = wave[k]
        sail.poly([(bx - 0.05, by + 0.03), (bx, by), (bx - 0.05, by - 0.03)], other)
        sail.poly([(bx + 0.05, by + 0.03), (bx, by), (bx + 0.05, by - 0.03)], other)
    sail.poly([(0, up), (w, 0), (0, -down), (-w, 0)], kite)
    sail.poly([(0, up), (w, 0), (0, 0)], other)
    sail.poly([(0, 0), (-w, 0), (0, -down)], other if look.name is None else scale(kite, 0.86))
    sail.line([(0, up), (0, -down)], 0.014, scale(kite, 0.5))
    sail.line([(-w, 0), (w, 0)], 0.014, scale(kite, 0.5))
    p = replace(someone(look), hair=HAIR[int(look.rng.integers(4))])
    front(child, look, p, ((-0.20, 0.5), (0.25, 0.98)), 1.25)
