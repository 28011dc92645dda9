"""The near-identical photos that one question is about, in a small row."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from photoclip.browse.messages import ItemKey
from photoclip.gui.views.border_strip import square_of
from photoclip.gui.views.icons import mixed

_SIDE = 54
_MOST = 6


class GroupRow(QWidget):
    """Hidden where a question is about one photo alone.

    ``chosen`` carries the key of a photo that a person wants to see large.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[ItemKey, ...] = ()
        self.text = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._pictures = [_Small(self) for _ in range(_MOST)]
        self._more = QLabel(textFormat=Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addStretch(1)
        for picture in self._pictures:
            row.addWidget(picture)
        row.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.text, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)
        self.hide()

    @property
    def keys(self) -> tuple[ItemKey, ...]:
        """The photos the question is about."""
        return self._keys

    def show_photos(self, keys: tuple[ItemKey, ...]) -> None:
        """Show these; the first one is the large one."""
        self._keys = keys
        self.setVisible(len(keys) > 1)
        self.text.setText(self.tr("These %n are answered together", "", len(keys)))
        for place, picture in enumerate(self._pictures):
            if place < len(keys):
                picture.show_key(keys[place])
            picture.setVisible(place < len(keys))
            picture.set_large(place == 0)
        more = len(keys) - _MOST
        self._more.setText(f"+{more}" if more > 0 else "")

    def show_pixmap(self, key: ItemKey, pixmap: QPixmap | None) -> None:
        """A photo's picture, when it is there."""
        for picture in self._pictures:
            if picture.key == key:
                picture.show_pixmap(pixmap)

    def choose(self, key: ItemKey) -> None:
        """A person wants to see this one large."""
        for picture in self._pictures:
            picture.set_large(picture.key == key)
        self.chosen.emit(key)


class _Small(QWidget):
    def __init__(self, row: GroupRow) -> None:
        super().__init__(row)
        self._row = row
        self.key = ItemKey(0)
        self._pixmap: QPixmap | None = None
        self._large = False
        self.setFixedSize(QSize(_SIDE, _SIDE))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_key(self, key: ItemKey) -> None:
        if key != self.key:
            self.key, self._pixmap = key, None
            self.update()

    def show_pixmap(self, pixmap: QPixmap | None) -> None:
        self._pixmap = pixmap
        self.update()

    def set_large(self, large: bool) -> None:
        self._large = large
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        self._row.choose(self.key)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        palette, rect = self.palette(), QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            shape = QPainterPath()
            shape.addRoundedRect(rect, 4, 4)
            painter.setClipPath(shape)
            ink = palette.color(QPalette.ColorRole.WindowText)
            painter.fillRect(rect, mixed(ink, palette.color(QPalette.ColorRole.Window), 0.08))
            if self._pixmap is not None and not self._pixmap.isNull():
                painter.drawPixmap(rect, self._pixmap, square_of(self._pixmap))
            painter.setClipping(False)
            if self._large:
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
                painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
