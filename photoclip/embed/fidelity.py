"""Whether a model computed less precisely still means the same: checked, not believed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from photoclip.core.types import Float32, InputSpec, UInt8

LEAST_FIDELITY = 0.999
"""Least cosine of a less precise vector with the float32 one, over real pictures."""

Pictures = Callable[[InputSpec], UInt8]
"""Gives a few pictures ``(n, size, size, 3)`` prepared for a model's input."""


def drawn_pictures(spec: InputSpec) -> UInt8:
    """Eight drawn ones, ``(8, size, size, 3)``: soft colours, edges, and the noise of a sensor.

    Whoever can read photos passes some of those instead; these need nothing but numpy.
    """
    rng = np.random.default_rng(7)
    axis = np.linspace(0.0, 1.0, spec.size, dtype=np.float32)
    across, down = np.meshgrid(axis, axis)
    drawn = []
    for _picture in range(8):
        picture = np.empty((spec.size, spec.size, 3), np.float32)
        waves = rng.uniform(0.5, 6.0, (3, 2)).astype(np.float32)
        for channel, (x, y) in enumerate(waves):
            picture[..., channel] = 0.5 + 0.4 * np.sin(x * across + y * down + channel)
        for _shape in range(4):
            middle, reach = rng.uniform(0.1, 0.9, 2), rng.uniform(0.05, 0.3)
            inside = (across - middle[0]) ** 2 + (down - middle[1]) ** 2 < reach**2
            picture[inside] = rng.uniform(0.0, 1.0, 3)
        noise = rng.normal(0.0, 0.03, picture.shape).astype(np.float32)
        drawn.append(((picture + noise).clip(0.0, 1.0) * 255).astype(np.uint8))
    return np.stack(drawn)


def least_cosine(exact: Float32, other: Float32) -> float:
    """The least cosine between the unit rows of two ``(n, dim)``; -1 if one of them is no number."""
    cosines = (exact.astype(np.float64) * other).sum(axis=1)
    return float(cosines.min()) if np.isfinite(cosines).all() else -1.0
