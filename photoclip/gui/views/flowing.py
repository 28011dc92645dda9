"""Small widgets in lines, like text, that are placed anew at once and only when they have to be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from photoclip.gui.views.flow_layout import flow


class Flowing(QWidget):
    """Holds widgets in lines, from the side where reading begins. Hidden ones take no room.

    No layout: one whose height depends on its width is asked for it dozens of times on the way to
    another photo. This sets its own height.
    """

    def __init__(self, spacing: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spacing = spacing
        self._held: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def hold(self, widget: QWidget) -> None:
        """Add a widget at the end; `place` puts it where it belongs."""
        widget.setParent(self)
        self._held.append(widget)

    def place(self) -> None:
        """Place the widgets: after one of them changed, came or went."""
        shown = [widget for widget in self._held if not widget.isHidden()]
        sizes = [widget.sizeHint().toTuple() for widget in shown]
        boxes, height = flow(sizes, self.width(), self._spacing)
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
        for widget, (x, y, wide, high) in zip(shown, boxes, strict=True):
            box = QRect(QPoint(x, y), QSize(wide, high))
            widget.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), box))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Room for one character: what is wider is cut."""
        return QSize(self.fontMetrics().averageCharWidth(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Other lines in another width."""
        if event.size().width() != event.oldSize().width():
            self.place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own
        """Other sizes in another font, the other side in another direction."""
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
            QEvent.Type.LayoutDirectionChange,
        ):
            self.place()

    def event(self, event: QEvent) -> bool:
        """A widget inside has another size: its icon or text changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return super().event(event)
