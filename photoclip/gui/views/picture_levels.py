"""Smaller copies of the picture that is shown, so that it is sharp and quick at every scale."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage

_SMALLEST = 1500  # copies are halved as long as their long side is above this


class PictureLevels(QObject):
    """The picture, halved copies of a large one, and one of exactly the size it is shown at.

    Painting shrinks a picture by looking at four pixels for each: below half its size that flickers
    and costs time. The copies are made in a thread; ``grown`` says that one came.
    """

    grown = Signal()
    _made = Signal(int, QImage, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._serial = 0
        self._full = QImage()
        self._copies: list[QImage] = []  # smallest first
        self._exact: QImage | None = None
        self._wanted = QSize()
        self._threads = ThreadPoolExecutor(1, "levels")
        self._work: list[Future[None]] = []
        self._made.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def show(self, image: QImage, smaller: QImage | None = None) -> None:
        """Of this picture from now on; a null one is none. ``smaller`` is a copy there is already."""
        self._serial += 1
        for future in self._work:
            future.cancel()
        self._work.clear()
        self._full, self._copies = image, [] if smaller is None else [smaller]
        self._exact, self._wanted = None, QSize()
        if max(image.width(), image.height()) > 2 * _SMALLEST:
            self._submit(self._halve, image)

    @property
    def full(self) -> QImage:
        """The picture itself, null if there is none."""
        return self._full

    def want(self, size: QSize) -> None:
        """Have a copy of exactly this size made, which is smaller than the picture."""
        if size == self._wanted or size == self._full.size() or size.isEmpty():
            return
        self._wanted = size
        self._submit(self._scale, self.best(size.width()), size)

    def best(self, width: int) -> QImage:
        """What to paint to show the picture ``width`` pixels wide."""
        if self._exact is not None and self._exact.width() == width:
            return self._exact
        return next((image for image in self._copies if image.width() >= width), self._full)

    # --- in the thread ----------------------------------------------------------------------------

    def _submit(self, work: object, *arguments: object) -> None:
        assert callable(work)
        self._work = [future for future in self._work if not future.done()]
        self._work.append(self._threads.submit(work, self._serial, *arguments))

    def _halve(self, serial: int, image: QImage) -> None:
        for half in _halves(image):
            if serial != self._serial:
                return
            self._made.emit(serial, half, False)

    def _scale(self, serial: int, image: QImage, size: QSize) -> None:
        self._made.emit(serial, _smooth(image, size), True)

    # --- on the main thread -----------------------------------------------------------------------

    @Slot(int, QImage, bool)
    def _keep(self, serial: int, image: QImage, exact: bool) -> None:
        if serial != self._serial:
            return
        if not exact:
            self._copies = sorted([image, *self._copies], key=QImage.width)
        elif image.size() == self._wanted:
            self._exact = image
        self.grown.emit()


def _halves(image: QImage) -> Iterator[QImage]:
    while max(image.width(), image.height()) > 2 * _SMALLEST:
        image = _smooth(image, image.size() / 2)
        yield image


def _smooth(image: QImage, size: QSize) -> QImage:
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
