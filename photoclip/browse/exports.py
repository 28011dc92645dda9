"""Exports for a window, one after another, and which photos a query or an album stands for."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable

from photoclip.browse.album_order import album_shown, in_album_order
from photoclip.browse.messages import Question
from photoclip.browse.organizing_messages import Export
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import NothingThereError
from photoclip.core.exports import ExportProgress
from photoclip.core.types import PhotoId
from photoclip.search.query import parse
from photoclip.session import Session
from photoclip.store import albums

_BETWEEN_S = 0.1


class Exports:
    """Answers `Export`, from a session of its own."""

    def __init__(self, session: Session) -> None:
        session.borrow_models()
        self._session = session

    def answer(
        self,
        question: Question,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> object:
        """See `Answerer`: an `ExportReport`."""
        if not isinstance(question, Export):
            raise TypeError(f"no question about exports: {question!r}")
        from photoclip.exporting.export import export_photos  # opens pictures: only when needed

        photos = question.photos
        if photos is None:
            with self._session.waiting(hold, cancel):
                photos = photos_of_query(self._session, question.query, cancel)
        return export_photos(self._session.library, photos, question.options, Seldom(more), cancel)


class Seldom:
    """Tells of progress a few times a second, and of the first and last step."""

    def __init__(self, tell: Callable[[ExportProgress], None]) -> None:
        self._tell = tell
        self._told = float("-inf")

    def __call__(self, progress: ExportProgress) -> None:
        """Progress was made."""
        moment = time.monotonic()
        if progress.done == progress.total or moment - self._told >= _BETWEEN_S:
            self._told = moment
            self._tell(progress)


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
    clean = " ".join(unicodedata.normalize("NFC", name).split()).casefold()
    known = albums.all_albums(session.library)
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
