"""How each photo usually answers to everyday descriptions: looked at once, good for every query.

Calibration compares a photo's cosine with the query to its cosines with the descriptions that mean
something else. Which those are depends on the query, and only a few are left out each time. So their
mean, their deviation and the best of them are kept for all descriptions, and the few are taken out
of them again by arithmetic that is exact but for rounding.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photoclip.compare.index import Int64, VectorIndex, in_parts
from photoclip.core.cancel import CancelToken
from photoclip.core.types import Float32

BLOCK = 2048
"""Photos compared with the descriptions at a time: about 2 MB of cosines."""

_BEST = 4
"""How many of the closest descriptions are kept of each photo."""

_NARROWEST = 1e-4


def without_some(
    whole: tuple[Float32, Float32], total: Float32, squares: Float32, kept: int | Float32
) -> tuple[Float32, Float32]:
    """Mean and deviation of values when some are left out, ``kept`` of them are not.

    ``whole`` is the mean of all and their squared deviations from it, summed; ``total`` and
    ``squares`` are the sums of the deviations, and of their squares, of those left out.
    """
    mean, summed = whole
    remaining = summed - squares - total * total / kept
    return mean - total / kept, np.sqrt(np.maximum(remaining / kept, _NARROWEST**2))


class Surroundings:
    """Statistics of the cosines of an index's photos with ``(b, dim)`` descriptions.

    They are computed for the photos that are asked for, once each; the index may grow meanwhile.
    """

    def __init__(self, index: VectorIndex, descriptions: Float32) -> None:
        self._index = index
        self._descriptions = descriptions
        self._known = np.zeros(0, bool)
        self._mean = np.zeros(0, np.float32)
        self._squares = np.zeros(0, np.float32)  # summed deviations from the mean, squared
        self._best = np.zeros((0, _BEST), np.float32)
        self._best_at = np.zeros((0, _BEST), np.int16)

    def without(
        self,
        kept: npt.NDArray[np.bool_],
        others: Float32,
        places: Int64,
        cancel: CancelToken | None = None,
    ) -> tuple[Float32, Float32, Float32]:
        """Mean, deviation and maximum, each ``(k,)``, over the descriptions that are ``kept`` ``(b,)``.

        ``others`` ``(k, b - kept)`` are the cosines with those that aren't. Raises `Cancelled`.
        """
        self._look_at(places, cancel)
        count = int(kept.sum())
        away = others - self._mean[places, None]
        total = away.sum(axis=1)
        centre, width = without_some(
            (self._mean[places], self._squares[places]),
            total,
            np.einsum("ij,ij->i", away, away),
            count,
        )
        return centre, width, self._best_of(kept, places)

    def _best_of(self, kept: npt.NDArray[np.bool_], places: Int64) -> Float32:
        counts = kept[self._best_at[places]]
        first = counts.argmax(axis=1)
        best: Float32 = self._best[places, first]
        # Photos that show just what was asked: all that is closest to them means the same.
        rest = np.flatnonzero(~counts[np.arange(len(places)), first])
        descriptions = self._descriptions[kept].T
        for start in range(0, len(rest), BLOCK):
            part = rest[start : start + BLOCK]
            best[part] = (self._index.gather(places[part]) @ descriptions).max(axis=1)
        return best

    def _look_at(self, places: Int64, cancel: CancelToken | None) -> None:
        self._make_room(len(self._index))
        missing = places[~self._known[places]]

        def look(start: int, stop: int) -> None:
            for first in range(start, stop, BLOCK):
                if cancel is not None:
                    cancel.check()
                part = missing[first : min(first + BLOCK, stop)]
                self._keep(part, self._index.gather(part) @ self._descriptions.T)

        in_parts(look, len(missing), 4 * BLOCK)

    def _keep(self, places: Int64, cosines: Float32) -> None:
        mean = cosines.mean(axis=1)
        self._mean[places] = mean
        away = cosines - mean[:, None]
        self._squares[places] = np.einsum("ij,ij->i", away, away)
        each = np.arange(len(places))
        for rank in range(min(_BEST, cosines.shape[1])):
            at = cosines.argmax(axis=1)
            self._best_at[places, rank] = at
            self._best[places, rank] = cosines[each, at]
            cosines[each, at] = -2.0
        self._known[places] = True

    def _make_room(self, size: int) -> None:
        more = size - len(self._known)
        if more > 0:
            more = max(more, len(self._known) // 2) if len(self._known) else more
            self._known = np.concatenate([self._known, np.zeros(more, bool)])
            self._mean = np.concatenate([self._mean, np.zeros(more, np.float32)])
            self._squares = np.concatenate([self._squares, np.zeros(more, np.float32)])
            self._best = np.concatenate([self._best, np.zeros((more, _BEST), np.float32)])
            self._best_at = np.concatenate([self._best_at, np.zeros((more, _BEST), np.int16)])
