"""What the drawings of living things have in common: eyes, legs, bodies, tails."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photoclip.scenes.light import RGB, jitter, mix, scale
from photoclip.scenes.pen import Look, Pen

INK: RGB = (0.06, 0.05, 0.05)
WHITE: RGB = (0.96, 0.95, 0.93)
PINK: RGB = (0.92, 0.58, 0.58)
TONGUE: RGB = (0.93, 0.38, 0.42)

XY = tuple[float, float]


def some(look: Look, low: float, high: float) -> float:
    """Random number of this instance."""
    return float(look.rng.uniform(low, high))


def chance(look: Look, share: float) -> bool:
    """True in `share` of the instances."""
    return bool(look.rng.uniform() < share)


def coat(look: Look, natural: Sequence[RGB]) -> RGB:
    """Main colour: the named one, or one of the natural ones."""
    pick = natural[int(look.rng.integers(len(natural)))]
    if look.name is None:
        return jitter(look.rng, pick, 0.1)
    if look.name == "black":
        # Pure black would swallow the modelling of the body.
        return mix(look.colour, (0.20, 0.20, 0.23), 0.35)
    return look.colour


def eye(
    pen: Pen, x: float, y: float, r: float, iris: RGB | None = None, slit: bool = False
) -> None:
    """Round eye with a highlight; without an iris it is all dark."""
    if iris is None:
        pen.disc(x, y, r, INK)
    else:
        pen.disc(x, y, r * 1.12, INK)
        pen.disc(x, y, r, iris)
        pen.ellipse(x, y, r * (0.36 if slit else 0.58), r * (0.85 if slit else 0.58), INK)
    pen.disc(x + r * 0.3, y + r * 0.38, r * 0.28, WHITE)


def along(hip: XY, foot: XY, bend: float, t: float) -> XY:
    """Middle of a leg at the share `t` of the way from hip to foot; `bend` moves the hock back."""
    sag = float(np.interp(t, (0.0, 0.3, 0.62, 0.85, 1.0), (0.0, 0.35, -1.0, -0.6, 0.0)))
    return hip[0] + (foot[0] - hip[0]) * t + bend * sag, hip[1] + (foot[1] - hip[1]) * t


def leg(
    pen: Pen, hip: XY, foot: XY, thick: float, thin: float, c: RGB, hoof: RGB | None, bend: float
) -> None:
    """Rounded leg that ends in a hoof, or in a paw of its own colour."""
    shares = (-0.12, 0.0, 0.3, 0.6, 0.86, 1.0)
    halves = np.array((0.30, 0.5, 0.42, 0.0, 0.0, 0.0)) * thick
    halves += np.array((0.0, 0.0, 0.0, 0.6, 0.44, 0.56)) * thin
    middle = np.array([along(hip, foot, bend, t) for t in shares])
    steps = 2 if pen.unit < 250 else 5
    # In a mirrored pen the light comes from the other side.
    ends = pen.pixels([(0.0, 0.0), (1.0, 0.0)])
    side = float(np.sign(pen.light.side * (ends[1, 0] - ends[0, 0])))
    for i in range(steps):
        f = i / max(1, steps - 1)
        half = halves * (1 - 0.68 * f)
        centre = middle + np.stack([side * halves * 0.26 * f, np.zeros(6)], axis=1)
        out = np.stack([half, np.zeros(6)], axis=1)
        pen.smooth(np.vstack([centre - out, (centre + out)[::-1]]), scale(c, 0.80 + 0.2 * f))
    fx, fy = foot
    if hoof is not None:
        top = fy + thin * 0.45
        hoof_line = [(fx - thin * 0.5, top), (fx + thin * 0.5, top), (fx + thin * 0.72, fy)]
        pen.poly([*hoof_line, (fx - thin * 0.6, fy)], hoof)
    else:
        pen.ellipse(fx + thin * 0.22, fy + thin * 0.32, thin * 0.78, thin * 0.38, c, 0.35)


def trunk(
    pen: Pen,
    look: Look,
    c: RGB,
    half: float,
    back: float,
    belly: float,
    thick: float,
    thin: float,
    hoof: RGB | None = None,
    shin: RGB | None = None,
) -> tuple[tuple[XY, XY, float], tuple[XY, XY, float]]:
    """Body about x = 0 from -half to half with its four legs, in one of many steps.

    Returns hip, foot and bend of the near hind leg and of the near foreleg.
    """
    near = c if shin is None else shin
    far = scale(near, 0.62)
    depth = back - belly
    stride = some(look, -0.35, 0.35) * belly
    rear, front = -half * 0.74, half * 0.70
    top = belly + depth * 0.35
    bend = (thick - thin) * 0.75
    leg(pen, (rear + 0.05, top), (rear + 0.06 + stride, 0.015), thick, thin, far, hoof, bend)
    ahead = (front + 0.02 - stride * 0.8, 0.015)
    leg(pen, (front - 0.02, top), ahead, thick * 0.85, thin, far, hoof, 0.0)
    hump = some(look, -0.02, 0.02)
    outline = [
        (-half, back - 0.38 * depth),
        (-half * 0.93, back - 0.10 * depth),
        (-half * 0.55, back + hump),
        (half * 0.1, back - 0.06 * depth),
        (half * 0.6, back + hump * 0.5),
        (half * 0.95, back - 0.15 * depth),
        (half * 1.02, back - 0.5 * depth),
        (half * 0.85, belly + 0.08 * depth),
        (half * 0.2, belly),
        (-half * 0.4, belly + 0.06 * depth),
        (-half * 0.85, belly + 0.2 * depth),
    ]
    pen.smooth(outline, c, 0.55)
    hind = ((rear, top + 0.05 * depth), (rear - 0.01 - stride, 0.0), bend)
    fore = ((front, top), (front - 0.01 + stride * 0.8, 0.0), bend * -0.12)
    leg(pen, hind[0], hind[1], thick * 1.2, thin, near, hoof, hind[2])
    leg(pen, fore[0], fore[1], thick * 0.92, thin, near, hoof, fore[2])
    return hind, fore


def curl(pen: Pen, points: Sequence[XY], w0: float, w1: float, c: RGB) -> None:
    """Tapering curve through the points: tail, trunk or neck."""
    p = np.asarray(points, dtype=np.float64)
    t = np.linspace(0.0, len(p) - 1.0, 4 * len(p))
    grid = np.arange(len(p))
    # A short running mean rounds the corners of the straight interpolation.
    x, y = (np.interp(t, grid, p[:, i]) for i in (0, 1))
    kernel = np.ones(5) / 5
    x = np.concatenate([x[:1], np.convolve(np.pad(x, 2, "edge"), kernel, "valid")[1:]])
    y = np.concatenate([y[:1], np.convolve(np.pad(y, 2, "edge"), kernel, "valid")[1:]])
    d = np.stack([np.gradient(x), np.gradient(y)], axis=1)
    n = np.stack([-d[:, 1], d[:, 0]], axis=1) / (np.hypot(d[:, 0], d[:, 1])[:, None] + 1e-9)
    w = np.linspace(w0, w1, x.size)[:, None] / 2
    middle = np.stack([x, y], axis=1)
    pen.poly(np.vstack([middle + n * w, (middle - n * w)[::-1]]), scale(c, 0.86))
    pen.disc(float(x[-1]), float(y[-1]), w1 / 2, scale(c, 0.9))
    shift = n * w * (0.3 if pen.light.side < 0 else -0.3)
    pen.poly(np.vstack([middle + n * w * 0.6 + shift, (middle - n * w * 0.6 + shift)[::-1]]), c)
