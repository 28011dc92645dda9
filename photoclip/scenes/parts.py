"""Parts that many drawn objects share: turned bodies, flames, bows, wobbly outlines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from photoclip.scenes.light import RGB, scale
from photoclip.scenes.pen import Pen

Array = npt.NDArray[np.float64]

WHITE: RGB = (0.96, 0.96, 0.95)
CREAM: RGB = (0.97, 0.92, 0.80)
DARK: RGB = (0.10, 0.09, 0.10)
WOOD: RGB = (0.58, 0.38, 0.21)
STEEL: RGB = (0.70, 0.72, 0.75)
GOLD: RGB = (0.90, 0.70, 0.24)
LEAF: RGB = (0.24, 0.52, 0.16)
PARTY: tuple[RGB, ...] = (
    (0.90, 0.14, 0.16),
    (0.98, 0.80, 0.14),
    (0.16, 0.46, 0.88),
    (0.20, 0.68, 0.30),
    (0.95, 0.50, 0.72),
    (0.58, 0.26, 0.76),
)


def pick(rng: np.random.Generator, options: Sequence[RGB]) -> RGB:
    """One of the colours."""
    return options[int(rng.integers(len(options)))]


def brightness(c: RGB) -> float:
    """Perceived brightness of a colour, 0..1."""
    return 0.3 * c[0] + 0.59 * c[1] + 0.11 * c[2]


def against(c: RGB, light: RGB = WHITE, dark: RGB = (0.30, 0.28, 0.30)) -> RGB:
    """A colour that stands out on `c`."""
    return dark if brightness(c) > 0.72 else light


def lit_side(pen: Pen) -> float:
    """Where the light comes from in the pen's own x, -1 left to 1 right."""
    p = pen.pixels([(0.0, 0.0), (1.0, 0.0)])
    return pen.light.side if p[1, 0] >= p[0, 0] else -pen.light.side


def strips(pen: Pen) -> int:
    """How many strips a turned body is made of."""
    return 9 if pen.unit < 260 else 23 if pen.unit < 700 else 41


def lathe(
    pen: Pen,
    profile: Sequence[tuple[float, float]] | Array,
    c: RGB,
    x: float = 0.0,
    tilt: float = 0.12,
    strength: float = 0.5,
    gloss: float = 0.0,
    alpha: float = 1.0,
    emit: bool = False,
) -> None:
    """Body of revolution about the vertical at `x`.

    `profile` lists (height, radius) from the foot up; `tilt` is how far circles
    open towards the eye. A gloss above zero adds a bright streak.
    """
    p = np.asarray(profile, dtype=np.float64)
    heights, radii = p[:, 0], p[:, 1]
    edges = np.linspace(-np.pi / 2, np.pi / 2, strips(pen) + 1)
    side = lit_side(pen)
    for a, b in pairwise(edges):
        left = np.stack([x + radii * np.sin(a), heights - tilt * radii * np.cos(a)], axis=1)
        right = np.stack([x + radii * np.sin(b), heights - tilt * radii * np.cos(b)], axis=1)
        middle = (a + b) / 2
        towards = float(np.sin(middle) * side + np.cos(middle) * 0.6)
        k = 1.0 + strength * (towards - 0.5)
        shine = gloss * max(0.0, 1.0 - abs(float(middle) - 0.75 * np.sign(side)) / 0.34)
        tone = scale(c, k)
        tone = (
            tone[0] + (1 - tone[0]) * shine,
            tone[1] + (1 - tone[1]) * shine,
            tone[2] + (1 - tone[2]) * shine,
        )
        pen.poly(np.vstack([left, right[::-1]]), tone, emit=emit, alpha=alpha)


def blob(rng: np.random.Generator, count: int, wobble: float) -> Array:
    """Wobbly closed outline about the origin, radius about one: array (count, 2)."""
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    r = 1.0 + rng.uniform(-wobble, wobble, count)
    return np.stack([r * np.cos(turn), r * np.sin(turn)], axis=1)


def arc(
    x: float, y: float, rx: float, ry: float, start: float, end: float, count: int = 16
) -> Array:
    """Points of an elliptic arc between two angles in degrees."""
    a = np.deg2rad(np.linspace(start, end, count))
    return np.stack([x + rx * np.cos(a), y + ry * np.sin(a)], axis=1)


def flame(pen: Pen, x: float, y: float, h: float) -> None:
    """Candle flame of height `h` on (x, y)."""
    for k, c in ((1.0, (1.0, 0.55, 0.10)), (0.72, (1.0, 0.84, 0.30)), (0.42, (1.0, 0.98, 0.80))):
        w = 0.30 * h * k
        points = [
            (x, y),
            (x + w, y + 0.28 * h * k),
            (x + w * 0.35, y + 0.68 * h * k),
            (x, y + h * k),
            (x - w * 0.35, y + 0.68 * h * k),
            (x - w, y + 0.28 * h * k),
        ]
        pen.smooth(points, c, emit=True)


def bow(pen: Pen, x: float, y: float, size: float, c: RGB) -> None:
    """Ribbon bow with its knot at (x, y)."""
    for s in (-1, 1):
        tail = [(0.0, 0.0), (0.75 * s, -0.62), (0.5 * s, -0.70), (0.35 * s, -0.9)]
        pen.poly(np.array(tail) * size + (x, y), scale(c, 0.8))
        loop = [(0.0, 0.0), (0.45 * s, 0.62), (0.98 * s, 0.55), (1.0 * s, 0.05), (0.5 * s, -0.08)]
        pen.smooth(np.array(loop) * size + (x, y), c, 0.8)
        inner = [(0.3 * s, 0.16), (0.55 * s, 0.40), (0.78 * s, 0.34), (0.7 * s, 0.14)]
        pen.smooth(np.array(inner) * size + (x, y), scale(c, 0.55))
    pen.disc(x, y + 0.05 * size, 0.2 * size, scale(c, 1.1), 0.6)


def leaf(pen: Pen, x: float, y: float, length: float, angle: float, c: RGB = LEAF) -> None:
    """Pointed leaf growing out of (x, y) at `angle` degrees."""
    p = pen.at(x, y, length, angle)
    p.smooth([(0, 0), (0.35, 0.2), (0.7, 0.16), (1.0, 0.0), (0.7, -0.16), (0.35, -0.2)], c, 0.5)
    p.line([(0.05, 0), (0.9, 0)], 0.05, scale(c, 0.7))


def turned(rng: np.random.Generator) -> Array:
    """A random rotation matrix (3, 3)."""
    q, _ = np.linalg.qr(rng.standard_normal((3, 3)))
    return np.asarray(q, dtype=np.float64)


def on_front(points: Array) -> Array:
    """Sphere points (n, 3) as seen (n, 2); what lies behind goes to the rim."""
    xy = points[:, :2].copy()
    behind = points[:, 2] < 0
    length = np.hypot(xy[:, 0], xy[:, 1]) + 1e-9
    xy[behind] /= length[behind, None]
    return xy
