"""Pictures for a window: previews, whole ones, and thumbnails that nobody has made yet.

Originals are opened in decoder processes only (`media.sandbox`); what comes back is a JPEG.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from photoclip.browse.messages import (
    GetPicture,
    GetThumbnail,
    ItemKey,
    NoPicture,
    Picture,
    Question,
)
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import DiskFullError
from photoclip.core.types import (
    FileId,
    FileState,
    InputSpec,
    PhotoId,
    PhotoReading,
    ReadFailure,
    Rendering,
)
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.session import Session
from photoclip.store import disk, places
from photoclip.worker.pools import KeptPool

RENDERED_BYTES = 64 << 20
"""What is kept of rendered pictures, so that going back and forth shows them at once."""

UNREAD_KEPT = 500
IDLE_S = 30.0
DECODERS = 2

AWAY = "The drive with this photo is not connected."
GONE = "The file is not there (any more)."
FORGOTTEN = "This photo is not in the library (any more)."

_SPEC = InputSpec(224)  # what indexing makes besides the thumbnail is not needed here
_JPEG_BEGINS, _JPEG_ENDS = b"\xff\xd8", b"\xff\xd9"

Kept = TypeVar("Kept")


class Recent(Generic[Kept]):
    """The values used last, as many as weigh no more than ``most`` together. Any thread."""

    def __init__(self, most: int, weigh: Callable[[Kept], int] = lambda _value: 1) -> None:
        self._most = most
        self._weigh = weigh
        self._guard = threading.Lock()
        self._values: OrderedDict[Hashable, Kept] = OrderedDict()
        self._weight = 0

    def get(self, name: Hashable) -> Kept | None:
        """The value kept under this name, if it still is."""
        with self._guard:
            if name not in self._values:
                return None
            self._values.move_to_end(name)
            return self._values[name]

    def put(self, name: Hashable, value: Kept) -> None:
        """Keep a value, unless it alone is too heavy; those used longest ago make room."""
        weight = self._weigh(value)
        if weight > self._most:
            return
        with self._guard:
            before = self._values.pop(name, None)
            if before is not None:
                self._weight -= self._weigh(before)
            self._values[name] = value
            self._weight += weight
            while self._weight > self._most:
                _name, oldest = self._values.popitem(last=False)
                self._weight -= self._weigh(oldest)


@dataclass(frozen=True, slots=True)
class _Item:
    """What the library knows of a picture: its files, and the photo's content if it has one."""

    files: list[places.Place]
    content: places.PhotoContent | None

    @property
    def present(self) -> list[places.Place]:
        """The files that should be there now."""
        return [place for place in self.files if not place.offline and not place.missing]


class Pictures:
    """Answers `GetPicture` and `GetThumbnail` over one library; several threads may ask at once."""

    def __init__(self, session: Session) -> None:
        self._library = session.library
        self._thumbnails = ThumbnailCache(self._library.thumbnails)
        self._decoders = KeptPool(min(DECODERS, os.cpu_count() or 1))
        self._rendered: Recent[Rendering] = Recent(RENDERED_BYTES, lambda one: len(one.jpeg))
        self._unread: Recent[Picture] = Recent(UNREAD_KEPT)
        self._reading = threading.Lock()  # the library's connection is shared by the threads

    def answer(
        self,
        question: Question,
        more: Callable[[object], None],
        hold: Callable[[str], None],
        cancel: CancelToken,
    ) -> object:
        """See `answering.Answerer`."""
        cancel.check()
        match question:
            case GetPicture(key, side):
                return self._picture(key, side)
            case GetThumbnail(key):
                return self._thumbnail(key)
        raise TypeError(f"no question about pictures: {question!r}")

    def rest(self) -> None:
        """Called now and then: ends the decoders if nobody needed them lately."""
        self._decoders.close_if_idle(IDLE_S)

    def close(self) -> None:
        """End the decoders."""
        self._decoders.close()

    def _find(self, key: ItemKey) -> _Item | None:
        with self._reading:
            if key < 0:
                place = places.of_file(self._library, FileId(-key))
                return None if place is None else _Item([place], None)
            content = places.content(self._library, PhotoId(key))
            if content is None:
                return None
            return _Item(places.of_photo(self._library, PhotoId(key)), content)

    # --- pictures to look at ----------------------------------------------------------------------

    def _picture(self, key: ItemKey, side: int | None) -> Picture | NoPicture:
        item = self._find(key)
        if item is None:
            return NoPicture(FORGOTTEN)
        reason = ""
        for place in item.present:
            outcome = self._render(place.path, side)
            if isinstance(outcome, Rendering):
                return Picture(outcome.jpeg, outcome.width, outcome.height, outcome.whole)
            reason = reason or _why(place, outcome)
        content = item.content
        if content is not None:
            thumbnail = self._cached(content)
            if thumbnail is not None:
                return Picture(thumbnail, content.width, content.height)
        away = any(place.offline and not place.missing for place in item.files)
        return NoPicture(reason or (AWAY if away else GONE))

    def _render(self, path: bytes, side: int | None) -> Rendering | ReadFailure:
        stamp = _stamp(path)
        known = self._known(path, stamp, side)
        if known is not None:
            return known
        with self._decoders.open(_SPEC) as pool:
            outcome = pool.render(path, side)
        if isinstance(outcome, Rendering):
            self._rendered.put((path, stamp, None if outcome.whole else side), outcome)
        return outcome

    def _known(self, path: bytes, stamp: object, side: int | None) -> Rendering | None:
        whole = self._rendered.get((path, stamp, None))
        if whole is not None and (side is None or max(whole.width, whole.height) <= side):
            return whole
        return None if side is None else self._rendered.get((path, stamp, side))

    # --- thumbnails -------------------------------------------------------------------------------

    def _thumbnail(self, key: ItemKey) -> Picture | None:
        item = self._find(key)
        if item is None:
            return None
        if item.content is None:
            return self._thumbnail_of_unread(item)
        cached = self._cached(item.content)
        if cached is not None:
            return Picture(cached, item.content.width, item.content.height)
        for place in item.present:
            reading = self._read(place.path)
            if isinstance(reading, PhotoReading):
                self._keep(reading)
                return Picture(reading.thumbnail, reading.width, reading.height)
        return None

    def _thumbnail_of_unread(self, item: _Item) -> Picture | None:
        for place in item.present:
            if place.state is FileState.FAILED:
                continue
            name = (place.path, _stamp(place.path))
            known = self._unread.get(name)
            if known is not None:
                return known
            reading = self._read(place.path)
            if isinstance(reading, PhotoReading):
                taken = reading.metadata.taken_at
                picture = Picture(
                    reading.thumbnail,
                    reading.width,
                    reading.height,
                    taken_at=None if taken is None else taken.isoformat(),
                )
                self._unread.put(name, picture)
                return picture
        return None

    def _read(self, path: bytes) -> PhotoReading | ReadFailure:
        with self._decoders.open(_SPEC) as pool:
            return pool.read(path)

    def _cached(self, content: places.PhotoContent) -> bytes | None:
        """The thumbnail in the cache, unless it is damaged."""
        data = self._thumbnails.read(content.digest)
        if data is None or not (data.startswith(_JPEG_BEGINS) and data.endswith(_JPEG_ENDS)):
            return None
        return data

    def _keep(self, reading: PhotoReading) -> None:
        """Write a thumbnail under the content it shows: the file may have been edited meanwhile."""
        with suppress(OSError, DiskFullError):  # it is but a cache
            disk.refuse_if_full(self._library.folder)
            self._thumbnails.write(reading.content_hash, reading.thumbnail)


def _stamp(path: bytes) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_size, status.st_mtime_ns


def _why(place: places.Place, failure: ReadFailure) -> str:
    """Why a file could not be shown: the library may not have noticed yet that its drive is away."""
    return failure.reason if os.path.isdir(place.root) else AWAY
