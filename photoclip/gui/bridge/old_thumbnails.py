"""Thumbnails for the first, small window."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QImage, QImageReader

_WORKERS = 2
_WAITING = 200  # more thumbnails than the largest screen shows at once


class ThumbnailLoader(QObject):
    """Reads PhotoClip's own thumbnails off the main thread, the one asked for last first.

    ``loaded`` carries the path and the picture, at most ``side`` pixels wide and high; a null image
    where the file is missing or damaged.
    """

    loaded = Signal(object, QImage)  # a str, for the same reason
    _read = Signal(object, QImage)

    def __init__(self, side: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.side = side
        self._waiting: dict[str, None] = {}
        self._working: set[str] = set()
        self._threads = ThreadPoolExecutor(_WORKERS, "thumbnails")
        self._read.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    def want(self, path: str) -> None:
        """Load this one next. What was asked for long ago has scrolled out of sight: forget it."""
        if path not in self._working:
            self._waiting.pop(path, None)
            self._waiting[path] = None
            if len(self._waiting) > _WAITING:
                del self._waiting[next(iter(self._waiting))]
            self._start()

    def forget(self) -> None:
        """Drop every request that has not been started."""
        self._waiting.clear()

    def close(self) -> None:
        """End the threads."""
        self.forget()
        self._threads.shutdown()

    def _start(self) -> None:
        while self._waiting and len(self._working) < _WORKERS:
            path, _ = self._waiting.popitem()
            self._working.add(path)
            # Asking for the result lets an exception in a thread be heard.
            self._threads.submit(self._work, path).add_done_callback(Future.result)

    def _work(self, path: str) -> None:
        self._read.emit(path, _picture(path, self.side))

    def _arrived(self, path: str, image: QImage) -> None:
        self._working.discard(path)
        self.loaded.emit(path, image)
        self._start()


def _picture(path: str, side: int) -> QImage:
    buffer = QBuffer()
    try:
        buffer.setData(Path(path).read_bytes())
    except OSError:
        return QImage()
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    size = reader.size()
    if max(size.width(), size.height()) > side:
        reader.setScaledSize(size.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
