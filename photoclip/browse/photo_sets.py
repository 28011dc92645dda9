"""Which photos a query or an album stands for, in its order; an album's own where none is asked for."""

from __future__ import annotations

import unicodedata

import numpy as np
import numpy.typing as npt

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import NothingThereError
from photoclip.core.types import PhotoId
from photoclip.search.query import parse
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


def photos_of_query(
    session: Session, text: str, cancel: CancelToken | None = None
) -> tuple[PhotoId, ...]:
    """The photos a query finds, in its order: likely ones before others, then those of a list.

    A query about one album has that album's order. Raises `QueryError`, `Cancelled`.
    """
    query = parse(text)
    session.keep_up()
    if query.terms:
        found = session.engine.rank(query, cancel=cancel).photos
        return tuple(PhotoId(photo) for photo in found.tolist())
    listed = session.lists.listing(query, cancel=cancel).photos
    album = album_shown(session, query)
    if album is not None:
        listed = in_album_order(session, album, listed)
    return tuple(PhotoId(photo) for photo in listed.tolist())


def album_called(session: Session, name: str) -> albums.Album:
    """The album of this name, whatever its capitals. Raises `NothingThereError`."""
    known = albums.all_albums(session.library)
    clean = " ".join(unicodedata.normalize("NFC", name).split()).casefold()
    for album in known:
        if album.name.casefold() == clean:
            return album
    raise NothingThereError(
        f"There is no album “{name}”.",
        "Albums: " + (", ".join(one.name for one in known[:20]) or "none yet"),
    )


def photos_of_album(
    session: Session, album: albums.Album, cancel: CancelToken | None = None
) -> tuple[PhotoId, ...]:
    """The photos of an album in its order; of a smart one what its search finds now.

    Raises `QueryError`, `Cancelled`.
    """
    if album.query is not None:
        return photos_of_query(session, album.query, cancel)
    return tuple(albums.photos_of(session.library, album.name))
