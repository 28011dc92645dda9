"""A row of colours to choose one from, or none."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QButtonGroup, QColorDialog, QToolButton, QWidget

from photoclip.gui.views.flowing import Flowing

translate = QCoreApplication.translate  # the name by which the texts are collected


def colour_names() -> dict[str, str]:
    """The colours that are offered, and what they are called."""
    return {
        "": translate("Colours", "No colour"),
        "#d64545": translate("Colours", "Red"),
        "#d9822b": translate("Colours", "Orange"),
        "#c2a000": translate("Colours", "Yellow"),
        "#3f9142": translate("Colours", "Green"),
        "#1f8f8f": translate("Colours", "Teal"),
        "#3b7dd8": translate("Colours", "Blue"),
        "#7d55c7": translate("Colours", "Violet"),
        "#c2478f": translate("Colours", "Pink"),
    }


class ColourChoice(Flowing):
    """Swatches, the last of which asks for any colour. ``chosen`` carries ``#rrggbb``, or empty."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(2, parent)
        self._colour = ""
        self._group = QButtonGroup(self)
        self._swatches: dict[str, _Swatch] = {}
        for colour, name in colour_names().items():
            swatch = self._swatches[colour] = _Swatch(colour)
            swatch.setToolTip(name)
            swatch.setAccessibleName(name)
            swatch.clicked.connect(partial(self._choose, colour))
            self._group.addButton(swatch)
            self.hold(swatch)
        self._own = _Swatch("", more=True)
        self._own.setToolTip(self.tr("Another colour…"))
        self._own.setAccessibleName(self.tr("Another colour…"))
        self._own.clicked.connect(self._ask)
        self._group.addButton(self._own)
        self.hold(self._own)
        self.setAccessibleName(self.tr("Colour"))
        self.set_colour("")

    @property
    def colour(self) -> str:
        """``#rrggbb``, or empty."""
        return self._colour

    def set_colour(self, colour: str) -> None:
        """Show this as the chosen one."""
        self._colour = colour
        known = self._swatches.get(colour, self._own)
        if known is self._own:
            self._own.set_colour(colour)
        known.setChecked(True)

    def _choose(self, colour: str, _checked: bool = False) -> None:
        if colour != self._colour:
            self.set_colour(colour)
            self.chosen.emit(colour)

    def _ask(self) -> None:
        before = self._colour
        asked = QColorDialog.getColor(
            QColor(before or "#888888"), self.window(), self.tr("A colour for the label")
        )
        if asked.isValid():
            self._choose(asked.name())
        self.set_colour(self._colour)


class _Swatch(QToolButton):
    """A round button of one colour; without one a ring, or three dots."""

    def __init__(self, colour: str, *, more: bool = False) -> None:
        super().__init__()
        self._colour, self._more = colour, more
        self.setCheckable(True)
        self.setAutoRaise(True)

    def set_colour(self, colour: str) -> None:
        """Another colour."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """A square that follows the font."""
        side = round(self.fontMetrics().height() * 1.6)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The colour, a ring around the chosen one, and the focus."""
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = QPointF(self.width() / 2, self.height() / 2)
            reach = self.height() / 2 - 2
            ink = palette.color(QPalette.ColorRole.WindowText)
            painter.setPen(Qt.PenStyle.NoPen)
            if self._colour:
                painter.setBrush(QColor(self._colour))
                painter.drawEllipse(middle, reach * 0.62, reach * 0.62)
            elif self._more:
                painter.setBrush(ink)
                for step in (-1, 0, 1):
                    painter.drawEllipse(middle + QPointF(step * reach * 0.45, 0), 1.6, 1.6)
            else:
                painter.setPen(QPen(ink, 1.3))
                painter.drawEllipse(middle, reach * 0.58, reach * 0.58)
                slope = QPointF(reach * 0.4, -reach * 0.4)
                painter.drawLine(middle - slope, middle + slope)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self.isChecked():
                painter.setPen(QPen(ink, 1.6))
                painter.drawEllipse(middle, reach, reach)
            if self.hasFocus():
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
                painter.drawEllipse(middle, reach + 0.5, reach + 0.5)
            elif self.underMouse() and not self.isChecked():
                ink.setAlphaF(0.4)
                painter.setPen(QPen(ink, 1.2))
                painter.drawEllipse(middle, reach, reach)
