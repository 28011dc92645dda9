"""Thumbnails from the library's cache, read and scaled off the main thread."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

from photoclip.browse.messages import ItemKey

_THREADS = 2


class ThumbnailLoader(QObject):
    """Reads PhotoClip's own thumbnails, those asked for last first.

    ``loaded`` carries a key, the picture (null where the file is damaged), and the side it was read
    for; ``missing`` a key whose thumbnail isn't in the cache (any more).
    """

    loaded = Signal(object, QImage, int)
    missing = Signal(object)

    def __init__(self, side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._changed = threading.Condition()
        self._wanted: dict[ItemKey, bytes] = {}  # the last is the next
        self._given: dict[ItemKey, bytes] = {}
        self._closed = False
        self._threads = [
            threading.Thread(target=self._work, name="thumbnails", daemon=True)
            for _ in range(_THREADS)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def side(self) -> int:
        """The side of the square pictures are fitted into, in device pixels."""
        return self._side

    def set_side(self, side: int) -> None:
        """Fit pictures into a square of this side from now on; what waits is forgotten."""
        with self._changed:
            self._side = side
            self._wanted.clear()

    def want(self, wanted: Iterable[tuple[ItemKey, bytes]]) -> None:
        """Read these and nothing else that waits; the last of them first.

        What was wanted before and isn't any more has scrolled out of sight.
        """
        with self._changed:
            self._wanted = dict(wanted)
            self._changed.notify_all()

    def decode(self, key: ItemKey, jpeg: bytes) -> None:
        """Decode a thumbnail that was made just now."""
        with self._changed:
            self._given[key] = jpeg
            self._changed.notify_all()

    def close(self) -> None:
        """End the threads; nothing is emitted any more."""
        with self._changed:
            self._closed = True
            self._wanted.clear()
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _next(self) -> tuple[ItemKey, bytes | None, bytes, int] | None:
        with self._changed:
            self._changed.wait_for(lambda: self._wanted or self._given or self._closed)
            if self._closed:
                return None
            if self._given:
                key, jpeg = self._given.popitem()
                return key, jpeg, b"", self._side
            key, path = self._wanted.popitem()
            return key, None, path, self._side

    def _work(self) -> None:
        while (wanted := self._next()) is not None:
            key, jpeg, path, side = wanted
            if jpeg is None:
                try:
                    with open(path, "rb") as stream:
                        jpeg = stream.read()
                except OSError:
                    if not self._closed:
                        self.missing.emit(key)
                    continue
            image = decoded(jpeg, side)
            if not self._closed:
                self.loaded.emit(key, image, side)


def decoded(jpeg: bytes, side: int | None) -> QImage:
    """A JPEG PhotoClip wrote itself as a picture fitted into a square of ``side``; null if damaged.

    Any thread may call this; ``side`` None keeps every pixel.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    reader.setAutoTransform(False)  # what PhotoClip writes is upright
    size = reader.size()
    if side is not None and max(size.width(), size.height()) > side:
        fitted = size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull() or image.format() is QImage.Format.Format_RGB32:
        return image
    return image.convertToFormat(QImage.Format.Format_RGB32)
