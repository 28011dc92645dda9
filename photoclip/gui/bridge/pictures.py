"""Previews for viewer and inspector: asked of the browse process, decoded off the main thread."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage

from photoclip.browse.messages import GetPicture, ItemKey, NoPicture, Picture, Trouble
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.bridge.thumbnails import decoded

_THREADS = 2


class PictureLoader(QObject):
    """Gets pictures as `QImage`s.

    ``loaded`` carries key, side (device pixels, or None for every pixel), picture, the original's
    size and whether the picture has every pixel of it; ``failed`` key, side and why.
    """

    loaded = Signal(object, object, QImage, QSize, bool)
    failed = Signal(object, object, str)
    _ready = Signal(object, object, QImage, object)

    def __init__(self, asker: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._asked: dict[tuple[ItemKey, int | None], Asked] = {}
        self._threads = ThreadPoolExecutor(_THREADS, "pictures")
        self._ready.connect(self._arrived, Qt.ConnectionType.QueuedConnection)

    def want(self, key: ItemKey, side: int | None) -> None:
        """Get this picture; asked for twice it comes once."""
        name = (key, side)
        if name in self._asked:
            return
        self._asked[name] = self._asker.ask(
            GetPicture(key, side),
            lambda answer: self._answered(name, answer),
            lambda trouble: self._not_answered(name, trouble),
        )

    def drop(self, key: ItemKey | None = None) -> None:
        """Forget what waits of this picture, or of all."""
        for name in [name for name in self._asked if key is None or name[0] == key]:
            self._asked.pop(name).drop()

    def close(self) -> None:
        """End the threads; nothing is emitted any more."""
        self.drop()
        self._ready.disconnect(self._arrived)
        self._threads.shutdown(cancel_futures=True)

    def _answered(
        self, name: tuple[ItemKey, int | None], answer: Picture | NoPicture | None
    ) -> None:
        if isinstance(answer, Picture):
            # Asking for the result lets an exception in a thread be heard.
            self._threads.submit(self._decode, name, answer).add_done_callback(Future.result)
            return
        self._asked.pop(name, None)
        self.failed.emit(*name, "" if answer is None else answer.reason)

    def _not_answered(self, name: tuple[ItemKey, int | None], trouble: Trouble) -> None:
        self._asked.pop(name, None)
        self.failed.emit(*name, trouble.message)

    def _decode(self, name: tuple[ItemKey, int | None], picture: Picture) -> None:
        self._ready.emit(*name, decoded(picture.jpeg, None), picture)

    @Slot(object, object, QImage, object)
    def _arrived(self, key: ItemKey, side: int | None, image: QImage, picture: Picture) -> None:
        if self._asked.pop((key, side), None) is None:
            return  # dropped meanwhile
        if image.isNull():
            self.failed.emit(key, side, self.tr("The picture can't be shown."))
            return
        original = QSize(picture.width, picture.height)
        self.loaded.emit(key, side, image, original, picture.whole)
