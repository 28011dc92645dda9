"""An album's own order: where a list is one album's, and nobody asked for another order."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photoclip.search.query_types import AlbumFilter, Query
from photoclip.session import Session
from photoclip.store import albums

Int64 = npt.NDArray[np.int64]


def album_shown(session: Session, query: Query) -> str | None:
    """The manual album a query is about: it names that one alone, whatever else it filters by.

    None where it asks for words or for an order of its own.
    """
    named = [one for one in query.filters if isinstance(one, AlbumFilter)]
    if query.terms or query.sort is not None or len(named) != 1 or named[0].negated:
        return None
    known = [one.name for one in albums.all_albums(session.library) if not one.smart]
    found = [name for name in known if named[0].pattern.matches(name)]
    return found[0] if len(found) == 1 else None


def in_album_order(session: Session, album: str, photos: Int64) -> Int64:
    """These photos ``(n,)`` in the order of an album; any that it lacks are left out."""
    placed = np.array(albums.photos_of(session.library, album), np.int64)
    return placed[np.isin(placed, photos)]
