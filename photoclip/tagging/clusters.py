"""Groups of vectors that point the same way: spherical k-means, the same for the same vectors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photoclip.compare.index import Int64
from photoclip.core.cancel import CancelToken
from photoclip.core.types import Float32

_ROUNDS = 20
_BLOCK = 4096


@dataclass(frozen=True, eq=False)
class Clusters:
    """``centres`` ``(k, dim)`` unit float32; ``of`` ``(n,)`` each row's, ``closeness`` its cosine."""

    centres: Float32
    of: npt.NDArray[np.int64]
    closeness: Float32

    def members(self, cluster: int) -> Int64:
        """The rows of a cluster, the closest to its centre first."""
        rows = np.flatnonzero(self.of == cluster)
        return rows[np.argsort(-self.closeness[rows], kind="stable")]


def centred(rows: Float32, middle: Float32 | None = None) -> Float32:
    """Rows ``(n, dim)`` seen from their middle (or another), as unit vectors.

    What all of them share says nothing: vectors of photos all lie on one side, and those of texts on
    another.
    """
    away = rows - (rows.mean(axis=0) if middle is None else middle)
    lengths = np.linalg.norm(away, axis=1, keepdims=True)
    unit: Float32 = (away / np.maximum(lengths, 1e-12)).astype(np.float32)
    return unit


def cluster(
    rows: Float32, count: int, seed: int = 0, cancel: CancelToken | None = None
) -> Clusters:
    """``count`` clusters of unit vectors ``(n, dim)``, fewer where there are fewer rows.

    Raises `Cancelled`.
    """
    rng = np.random.default_rng(seed)
    centres = _first_centres(rows, min(count, len(rows)), rng, cancel)
    of = np.full(len(rows), -1, np.int64)
    closeness = np.zeros(len(rows), np.float32)
    for _round in range(_ROUNDS):
        if cancel is not None:
            cancel.check()
        before = of.copy()
        for start in range(0, len(rows), _BLOCK):
            cosines = rows[start : start + _BLOCK] @ centres.T
            part = cosines.argmax(axis=1)
            of[start : start + _BLOCK] = part
            closeness[start : start + _BLOCK] = cosines[np.arange(len(part)), part]
        if (of == before).all():
            break
        centres = _means(rows, of, centres)
    return Clusters(centres, of, closeness)


def _first_centres(
    rows: Float32, count: int, rng: np.random.Generator, cancel: CancelToken | None
) -> Float32:
    """Rows far from each other, by chance (k-means++)."""
    if not count:
        return np.empty((0, rows.shape[1]), np.float32)
    chosen = [int(rng.integers(len(rows)))]
    distance = 1.0 - rows @ rows[chosen[0]]
    while len(chosen) < count:
        if cancel is not None:
            cancel.check()
        odds = np.maximum(distance, 0.0).astype(np.float64)
        total = odds.sum()
        if total <= 1e-9:  # all that is left is like one of them
            break
        chosen.append(int(rng.choice(len(rows), p=odds / total)))
        distance = np.minimum(distance, 1.0 - rows @ rows[chosen[-1]])
    return rows[chosen].copy()


def _means(rows: Float32, of: Int64, centres: Float32) -> Float32:
    order = np.argsort(of, kind="stable")
    present, firsts = np.unique(of[order], return_index=True)
    sums = np.add.reduceat(rows[order], firsts, axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    moved = centres.copy()
    moved[present] = np.where(lengths > 1e-6, sums / np.maximum(lengths, 1e-6), centres[present])
    return moved
