"""The order of a list: arrays of places, so that a million photos are ordered in a blink.

Photos without the value that is asked for come last either way; equal ones are ordered by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from photoclip.compare.index import Int64
from photoclip.search.query_types import Sort, SortKey
from photoclip.store import columns
from photoclip.store.columns import Dated
from photoclip.store.database import Library

NEWEST = Sort(SortKey.DATE, descending=True)
"""The order of a list that nobody gave one."""

NamesOf = Callable[[Int64], Sequence[str]]


def is_by_date(sort: Sort) -> bool:
    """Whether it orders by date: by score too, where nothing is ranked."""
    return sort.key in (SortKey.DATE, SortKey.SCORE)


def order(library: Library, found: Dated, sort: Sort) -> Int64:
    """The places of ``found`` in the asked order."""
    if is_by_date(sort):
        return by_date(found, sort.descending, lambda ids: columns.names_of(library, ids))
    names = columns.names_of(library, found.ids)
    if sort.key is SortKey.NAME:
        places = by_name(names)
        return places[::-1].copy() if sort.descending else places
    return by_rating(columns.ratings_of(library, found.ids), sort.descending, names)


def by_date(found: Dated, descending: bool, names_of: NamesOf) -> Int64:
    """The places in order of time; names are asked for those alone that share theirs."""
    keys = -found.taken if descending else found.taken.copy()
    keys[found.taken == columns.UNDATED] = np.iinfo(np.int64).max
    places: Int64 = np.argsort(keys, kind="stable")
    ordered = keys[places]
    same = ordered[1:] == ordered[:-1]
    shared = np.flatnonzero(np.append(same, False) | np.append(False, same))
    if len(shared):
        tied = places[shared]
        ranks = ranks_of(names_of(found.ids[tied]))
        places[shared] = tied[np.lexsort((ranks, ordered[shared]))]
    return places


def by_name(names: Sequence[str]) -> Int64:
    """The places in order of their names."""
    return np.array(sorted(range(len(names)), key=names.__getitem__), np.int64)


def by_rating(ratings: npt.NDArray[np.int8], descending: bool, names: Sequence[str]) -> Int64:
    """The places in order of their stars."""
    keys = ratings.astype(np.int16)
    if descending:
        keys = -keys
    keys[ratings == columns.NO_RATING] = np.iinfo(np.int16).max
    places: Int64 = np.lexsort((ranks_of(names), keys))
    return places


def ranks_of(names: Sequence[str]) -> Int64:
    """Each name's place among all in their order."""
    ranks = np.empty(len(names), np.int64)
    ranks[by_name(names)] = np.arange(len(names))
    return ranks
