"""A small picture in a frame that keeps its size, and a line of text that is cut in the middle."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoclip.gui.views.icons import IconName, draw_icon, mixed

_ASPECT = 0.68  # of the frame, height by width: between upright and lying photos
_ICON = 48


class Preview(QWidget):
    """Shows a pixmap as large as fits. Its own size depends on its width alone, so that nothing
    below it jumps when one goes from an upright photo to a lying one.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._scaled = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pixmap(self, pixmap: QPixmap | None, name: str) -> None:
        """Show this picture; without one, that there is none."""
        self.setAccessibleName(name)
        pixmap = QPixmap() if pixmap is None else pixmap
        if pixmap.cacheKey() != self._pixmap.cacheKey():
            self._pixmap, self._scaled = pixmap, QPixmap()
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Some size; `heightForWidth` says which height goes with which width."""
        return QSize(260, self.heightForWidth(260))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's own
        """Its shape stays."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's own
        """The frame's height."""
        return round(width * _ASPECT)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Scaled anew when it is painted."""
        self._scaled = QPixmap()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The picture in the middle."""
        painter = QPainter(self)
        if self._pixmap.isNull():
            palette = self.palette()
            text = palette.color(QPalette.ColorRole.WindowText)
            window = palette.color(QPalette.ColorRole.Window)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(text, window, 0.05))
            painter.drawRoundedRect(self.rect(), 4, 4)
            square = QRectF(0, 0, _ICON, _ICON)
            square.moveCenter(QRectF(self.rect()).center())
            draw_icon(painter, IconName.PHOTOS, square, mixed(text, window, 0.3))
        else:
            picture = self._fitted()
            size = picture.deviceIndependentSize()
            left = (self.width() - size.width()) / 2
            painter.drawPixmap(round(left), round((self.height() - size.height()) / 2), picture)
        painter.end()

    def _fitted(self) -> QPixmap:
        if self._scaled.isNull():
            ratio = self.devicePixelRatioF()
            room = self.size() * ratio
            keep, smooth = (
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            small = self._pixmap.width() <= room.width() and self._pixmap.height() <= room.height()
            self._scaled = (
                QPixmap(self._pixmap) if small else self._pixmap.scaled(room, keep, smooth)
            )
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled


class ElidedLine(QWidget):
    """One line of plain text; what doesn't fit is left out in the middle, and told in a tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """All of the text."""
        return self._text

    def set_text(self, text: str, tip: str) -> None:
        """Show this text; ``tip`` is HTML."""
        self._text = text
        self.setAccessibleName(text)
        self.setToolTip(tip)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """As high as a line."""
        return QSize(60, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The text, as far as it fits."""
        painter = QPainter(self)
        place = QRect(0, 0, self.width(), self.height())
        mode = Qt.TextElideMode.ElideMiddle
        shown = painter.fontMetrics().elidedText(self._text, mode, self.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
