"""Near-identical photos: bursts, copies saved again, the same view a second later.

How close is near-identical depends on the model, so it is measured against how far apart the photos of
this library are.
"""

from __future__ import annotations

import numpy as np

from photoclip.compare.index import Int64
from photoclip.core.types import Float32
from photoclip.tagging.pool import Pool

NEAR = 0.08
"""Photos this part of the library's usual distance (1 - cosine) apart are near-identical."""

REACH = 2.0
"""A chain of near-identical photos ends this many times as far from where it began."""

MOST = 48
"""Photos answered for at once, at most."""

_SAMPLE = 500
_SMALLEST = 1e-3


def near_distance(pool: Pool) -> float:
    """How far apart, as 1 - cosine, near-identical photos of this library may be."""
    return near_among(pool.rows(_some_of(len(pool)))) if len(pool) else _SMALLEST


def near_among(rows: Float32) -> float:
    """The same, told from vectors ``(n, dim)``."""
    if len(rows) < 2:
        return _SMALLEST
    rows = rows[_some_of(len(rows))]
    cosines = rows @ rows.T
    apart = 1.0 - cosines[np.triu_indices(len(rows), 1)]
    return max(NEAR * float(np.median(apart)), _SMALLEST)


def _some_of(count: int) -> Int64:
    return np.unique(np.linspace(0, max(count - 1, 0), _SAMPLE).astype(np.int64))


def bundled(rows: Float32, distance: float) -> Int64:
    """A number for each of ``(n, dim)`` photos, the same for those that are near-identical.

    As far as chains of them go: what is near-identical to a near-identical one counts.
    """
    number = np.full(len(rows), -1, np.int64)
    close = rows @ rows.T >= 1.0 - distance if len(rows) else np.zeros((0, 0), bool)
    for start in range(len(rows)):
        if number[start] >= 0:
            continue
        reached = np.zeros(len(rows), bool)
        reached[start] = True
        front = reached
        while front.any():
            more = close[front].any(axis=0) & ~reached & (number < 0)
            reached |= more
            front = more
        number[reached] = start
    return np.unique(number, return_inverse=True)[1].astype(np.int64)


def alike(pool: Pool, centres: Int64, allowed: Int64, distance: float) -> list[Int64]:
    """Of each photo in ``centres`` the near-identical ones among ``allowed``, itself first.

    Chains are followed, but not far from where they began. No photo is told twice: it belongs to
    the first that claims it. ``allowed`` are places in order.
    """
    cosines = pool.index.similarities(pool.rows(centres))[pool.places[allowed]]
    taken = np.zeros(len(pool), bool)
    taken[centres] = True
    found = []
    for column, centre in enumerate(centres.tolist()):
        within = np.flatnonzero(cosines[:, column] >= 1.0 - REACH * distance)
        within = within[np.argsort(-cosines[within, column])][: 4 * MOST]
        near = allowed[within]
        near = near[~taken[near]]
        rows = pool.rows(np.concatenate([[centre], near]))
        numbers = bundled(rows, distance)
        group = near[numbers[1:] == numbers[0]][: MOST - 1]
        taken[group] = True
        found.append(np.concatenate([[centre], group]).astype(np.int64))
    return found
