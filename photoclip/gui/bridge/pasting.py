"""Pictures from the clipboard: kept as files, so that they can be searched for like any other."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from photoclip.core import paths

_SIDE = 1024  # more than any model looks at
_KEPT = 50


class PastedPictures(QObject):
    """Keeps pictures in the cache, named by their content, in a thread of its own.

    `keep` calls back on the main thread: with the file's path, or with an `OSError`.
    """

    _kept = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1, "pasted")
        self._kept.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def keep(self, image: QImage, done: Callable[[bytes | OSError], None]) -> None:
        """Keep a picture."""

        def work() -> None:
            try:
                kept: bytes | OSError = os.fsencode(keep(image))
            except OSError as error:
                kept = error
            self._kept.emit(done, kept)

        self._thread.submit(work).add_done_callback(Future.result)

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(cancel_futures=True)

    @Slot(object, object)
    def _call(self, done: Callable[[bytes | OSError], None], kept: bytes | OSError) -> None:
        done(kept)


def keep(image: QImage) -> Path:
    """Write a picture, scaled down, into the cache; its path. Raises `OSError`."""
    if max(image.width(), image.height()) > _SIDE:
        image = image.scaled(
            _SIDE,
            _SIDE,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub wants bytes
    content = bytes(data.data())
    folder = paths.cache_dir() / "pasted"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hashlib.sha256(content).hexdigest()[:20]}.png"
    path.write_bytes(content)
    older = sorted(folder.glob("*.png"), key=lambda one: one.stat().st_mtime)[:-_KEPT]
    for one in older:
        with suppress(OSError):
            one.unlink()
    return path
