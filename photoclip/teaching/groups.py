"""Which photos are no independent witnesses: what one of them teaches tells too much of the others.

Near-identical pictures, photos taken within moments, and a sentence written for a series at once. They
are held out together.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photoclip.core.cancel import CancelToken
from photoclip.core.types import Float32
from photoclip.embed.adapter_fitting import NO_TEXT, Int64
from photoclip.store.columns import UNDATED, Dated
from photoclip.tagging.likeness import near_among

SERIES = 20
"""A sentence on more photos than that is used like a keyword."""

MOMENT_S = 10
"""Seconds between two photos of one burst."""

_BLOCK = 1024
_MANY = 50
"""Near-identical photos of one photo, on average, from which on not every pair of them is linked."""

_MICROSECONDS = 1_000_000
_DAY_S = 86_400


def grouped(
    rows: Float32,
    photos: Int64,
    dated: Dated,
    texts_of: Int64,
    sentences: npt.NDArray[np.bool_],
    cancel: CancelToken | None = None,
) -> Int64:
    """A number ``(n,)`` for each photo, the same for those that belong together.

    ``rows`` ``(n, dim)`` are their vectors, ``photos`` ``(n,)`` their ids in order, ``dated`` when they
    were taken; ``texts_of`` ``(n, k)`` their texts, of which ``sentences`` ``(m,)`` are no mere words.
    """
    links = _Links(len(rows))
    _link_near(links, rows, cancel)
    _link_moments(links, photos, dated)
    _link_series(links, texts_of, sentences)
    return links.numbers()


def grouped_rows(rows: Float32, cancel: CancelToken | None = None) -> Int64:
    """The same of photos of which only the vectors ``(n, dim)`` are known."""
    links = _Links(len(rows))
    _link_near(links, rows, cancel)
    return links.numbers()


class _Links:
    """Which of ``n`` belong together, by links between two (union-find)."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def add(self, first: int, second: int) -> None:
        first, second = self._root(first), self._root(second)
        self._parent[max(first, second)] = min(first, second)

    def _root(self, one: int) -> int:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def numbers(self) -> Int64:
        roots = [self._root(one) for one in range(len(self._parent))]
        return np.unique(roots, return_inverse=True)[1].astype(np.int64)


def _link_near(links: _Links, rows: Float32, cancel: CancelToken | None) -> None:
    least = 1.0 - near_among(rows)
    for start in range(0, len(rows), _BLOCK):
        if cancel is not None:
            cancel.check()
        close = rows[start : start + _BLOCK] @ rows.T >= least
        if close.sum() > _MANY * len(close):
            # They are all alike: whatever is near the same one belongs together.
            near = np.stack([np.arange(len(close)), close.argmax(axis=1)], axis=1)
        else:
            near = np.argwhere(close)
        for here, there in near.tolist():
            links.add(start + here, there)


def _link_moments(links: _Links, photos: Int64, dated: Dated) -> None:
    # A date without a time stands at midnight, and says nothing of moments.
    timed = (dated.taken != UNDATED) & (dated.taken // _MICROSECONDS % _DAY_S != 0)
    some = dated.at(timed)
    order = np.argsort(some.taken)
    places = np.searchsorted(photos, some.ids[order])
    soon = np.diff(some.taken[order]) <= MOMENT_S * _MICROSECONDS
    for at in np.flatnonzero(soon).tolist():
        links.add(int(places[at]), int(places[at + 1]))


def _link_series(links: _Links, texts_of: Int64, sentences: npt.NDArray[np.bool_]) -> None:
    owners, columns = np.nonzero(texts_of != NO_TEXT)
    texts = texts_of[owners, columns]
    shared = np.bincount(texts, minlength=len(sentences)) <= SERIES
    first: dict[int, int] = {}
    for photo, text in zip(owners.tolist(), texts.tolist(), strict=True):
        if sentences[text] and shared[text]:
            links.add(first.setdefault(text, photo), photo)
