"""Pictures ready to be painted: their corners rounded once, kept within a number of bytes."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

from photoclip.browse.messages import ItemKey

ROUNDING = 5  # radius of a picture's corners, in device-independent pixels
_EMPTY_COST = 256  # what remembering that there is no picture is taken to cost


@dataclass(frozen=True, slots=True)
class Kept:
    """A pixmap, null where there is no picture, and the side of the square it was fitted into."""

    pixmap: QPixmap
    side: int

    @property
    def cost(self) -> int:
        """Bytes in memory."""
        return max(_EMPTY_COST, 4 * self.pixmap.width() * self.pixmap.height())


class PixmapCache:
    """Pixmaps of pictures; those not looked at for longest give way."""

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._kept: OrderedDict[ItemKey, Kept] = OrderedDict()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: ItemKey) -> Kept | None:
        """What is kept of a picture; it counts as looked at."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def put(self, key: ItemKey, pixmap: QPixmap, side: int) -> None:
        """Keep a pixmap."""
        self.drop(key)
        kept = self._kept[key] = Kept(pixmap, side)
        self.bytes += kept.cost
        while self.bytes > self._budget and len(self._kept) > 1:
            self.bytes -= self._kept.popitem(last=False)[1].cost

    def drop(self, key: ItemKey) -> None:
        """Forget a picture's pixmap."""
        kept = self._kept.pop(key, None)
        if kept is not None:
            self.bytes -= kept.cost

    def drop_empty(self) -> None:
        """Forget that there were no pictures: there may be some now."""
        for key in [key for key, kept in self._kept.items() if kept.pixmap.isNull()]:
            self.drop(key)


def rounded(image: QImage, ratio: float) -> QPixmap:
    """A pixmap with rounded corners; null for a null image. ``ratio``: device pixels in a pixel."""
    if image.isNull():
        return QPixmap()
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(1)
    pixmap = QPixmap.fromImage(image, Qt.ImageConversionFlag.NoFormatConversion)
    radius = min(round(ROUNDING * ratio), image.width() // 2, image.height() // 2)
    if radius > 0:
        corners = _corners(radius)
        right, bottom = image.width() - radius, image.height() - radius
        with QPainter(pixmap) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            for x, y in ((0, 0), (radius, 0), (0, radius), (radius, radius)):
                left, top = (right if x else 0), (bottom if y else 0)
                painter.drawPixmap(left, top, corners, x, y, radius, radius)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=8)
def _corners(radius: int) -> QPixmap:
    """A disc: its quarters are what stays of a picture's corners."""
    disc = QPixmap(2 * radius, 2 * radius)
    disc.fill(Qt.GlobalColor.transparent)
    with QPainter(disc) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.drawEllipse(0, 0, 2 * radius, 2 * radius)
    return disc
