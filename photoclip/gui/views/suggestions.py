"""The list under the search field. It never takes the focus: the person goes on typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from photoclip.gui.models.completions import Row
from photoclip.gui.views.row_list import RowList

_MIN_WIDTH_EMS = 26


class Suggestions(QWidget):
    """Rows below a field, laid over the window it is in.

    A child of the window, not a window of its own: no window manager can give it the focus, and it
    stands in the right place everywhere.
    """

    chosen = Signal(object)  # Row
    removed = Signal(object)  # Row

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._field = field
        self.list = RowList(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.viewport().setAutoFillBackground(False)
        self.list.setAccessibleName(self.tr("Suggestions"))
        self.list.chosen.connect(self.chosen)
        self.list.removed.connect(self.removed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.addWidget(self.list)
        self.hide()

    def open(self, rows: Sequence[Row]) -> None:
        """Show these rows, or nothing if there are none."""
        if not rows:
            self.close_list()
            return
        self.list.show_rows(rows)
        self.list.choose_none()
        if self.parentWidget() is not self._field.window():
            self.setParent(self._field.window())
        self.place()
        self.show()
        self.raise_()

    def close_list(self) -> None:
        """Take the list away."""
        self.hide()

    def place(self) -> None:
        """Stand right below the field, where it is now."""
        window = self._field.window()
        below = self._field.mapTo(window, QPoint(0, self._field.height() + 2))
        wanted = self.list.wanted_size()
        least = self.fontMetrics().averageCharWidth() * _MIN_WIDTH_EMS * 2
        width = min(max(self._field.width(), least), window.width())
        height = wanted.height() + 8
        room = window.height() - below.y() - 4
        if room > height // 2:
            height = min(height, room)
        left = below.x()
        if self._field.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            left += self._field.width() - width
        left = max(0, min(left, window.width() - width))
        self.setGeometry(left, below.y(), width, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """A sheet with a line around it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
            painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
