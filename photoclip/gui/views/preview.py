"""A small picture in a frame that keeps its size, and a line of text that is cut in the middle."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF, Qt
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
        self._room = 0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_room(self, width: int) -> None:
        """Have the height that goes with this width, whatever the width will be.

        Inside of what scrolls it must not depend on whether there is a scroll bar: a bar that makes
        the preview lower may make itself needless, and come and go without end.
        """
        if width != self._room:
            self._room = width
            self.setFixedHeight(max(1, round(width * _ASPECT)))

    def show_pixmap(self, pixmap: QPixmap | None, name: str) -> None:
        """Show this picture; without one, that there is none."""
        self.setAccessibleName(name)
        pixmap = QPixmap() if pixmap is None else pixmap
        if pixmap.cacheKey() != self._pixmap.cacheKey():
            self._pixmap = pixmap
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Some size; its height goes with its width."""
        return QSize(260, round(260 * _ASPECT))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Keep the shape."""
        if not self._room and event.size().width() != event.oldSize().width():
            self.setFixedHeight(round(self.width() * _ASPECT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The picture in the middle."""
        with QPainter(self) as painter:
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
                size = QSizeF(self._pixmap.size()) / self.devicePixelRatioF()
                if size.width() > self.width() or size.height() > self.height():
                    size.scale(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
                place = QRectF(0, 0, size.width(), size.height())
                place.moveCenter(QRectF(self.rect()).center())
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))


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
        with QPainter(self) as painter:
            place = QRect(0, 0, self.width(), self.height())
            mode = Qt.TextElideMode.ElideMiddle
            shown = painter.fontMetrics().elidedText(self._text, mode, self.width())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
            )
