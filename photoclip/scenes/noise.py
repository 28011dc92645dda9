"""Periodic noise tiles, made once per process, and ways to read them.

All tiles are float32 of shape (512, 512), zero mean, unit variance, and wrap
around at their edges.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SIDE = 512


@cache
def tile(kind: str) -> Floats:
    """Tile (512, 512) of the given kind: "cloud", "rough", "grain", "ripple" or "blade"."""
    exponents = {"cloud": 1.75, "rough": 1.15, "grain": 0.45, "ripple": 1.1, "blade": 0.9}
    stretch = {"ripple": (5.0, 1.0), "blade": (0.55, 1.8)}
    rng = np.random.default_rng([7, sorted(exponents).index(kind)])
    fy = np.fft.fftfreq(SIDE)[:, None]
    fx = np.fft.rfftfreq(SIDE)[None, :]
    # A stretch factor above one along an axis suppresses high frequencies there,
    # which draws the structures out along that axis.
    sx, sy = stretch.get(kind, (1.0, 1.0))
    radius = np.hypot(fy * sy, fx * sx)
    radius[0, 0] = 1.0
    spectrum = np.fft.rfft2(rng.standard_normal((SIDE, SIDE))) / radius ** exponents[kind]
    spectrum[0, 0] = 0.0
    field = np.fft.irfft2(spectrum, s=(SIDE, SIDE))
    out: Floats = (field / field.std()).astype(np.float32)
    return out


def sample(field: Floats, u: Floats, v: Floats) -> Floats:
    """Bilinear reading of `field` at columns `u` and rows `v` (tile pixels, broadcastable)."""
    u, v = np.broadcast_arrays(u, v)
    u0 = np.floor(u)
    v0 = np.floor(v)
    fu = (u - u0).astype(np.float32)
    fv = (v - v0).astype(np.float32)
    c0 = u0.astype(np.int64) & (SIDE - 1)
    r0 = (v0.astype(np.int64) & (SIDE - 1)) * SIDE
    c1 = (c0 + 1) & (SIDE - 1)
    r1 = (r0 + SIDE) & (SIDE * SIDE - 1)
    flat = field.ravel()
    top = flat[r0 + c0] * (1 - fu) + flat[r0 + c1] * fu
    low = flat[r1 + c0] * (1 - fu) + flat[r1 + c1] * fu
    out: Floats = top + (low - top) * fv
    return out


def nearest(field: Floats, u: Floats, v: Floats) -> Floats:
    """Nearest reading of `field`; cheaper than `sample`, for fine detail."""
    c = u.astype(np.int64) & (SIDE - 1)
    r = (v.astype(np.int64) & (SIDE - 1)) * SIDE
    out: Floats = field.ravel()[r + c]
    return out


def window(
    field: Floats, height: int, width: int, span: float, origin: tuple[float, float]
) -> Floats:
    """Patch (height, width) whose longer side covers `span` tile pixels, from `origin` (row, column)."""
    step = span / max(height, width)
    v = (np.arange(height, dtype=np.float32) * step + origin[0])[:, None]
    u = (np.arange(width, dtype=np.float32) * step + origin[1])[None, :]
    if step >= 0.8:
        rows = v.astype(np.int64) & (SIDE - 1)
        columns = u.astype(np.int64) & (SIDE - 1)
        out: Floats = field[rows, columns]
        return out
    return sample(field, u, v)


def curve(
    rng: np.random.Generator, count: int, knots: int, octaves: int = 4, gain: float = 0.5
) -> Floats:
    """One-dimensional fbm of shape (count,), roughly within -1..1.

    The random draws do not depend on `count`, so a skyline keeps its form at
    every resolution.
    """
    x = np.linspace(0.0, 1.0, count)
    total = np.zeros(count)
    weight = 1.0
    for octave in range(octaves):
        size = knots * 2**octave + 1
        total += weight * np.interp(x, np.linspace(0.0, 1.0, size), rng.uniform(-1.0, 1.0, size))
        weight *= gain
    return total.astype(np.float32)
