"""The buttons and words that stand around a picture in the viewer; all of them can fade."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from photoclip.gui.views.icons import IconName, draw_icon

_ROUND = 6
_ROLE = QPalette.ColorRole


def isolated(text: str) -> str:
    """Text that is read in its own direction, whatever that of the window is."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


class IconButton(QToolButton):
    """A button of one icon. ``strength`` 0..1 is how much of it is to be seen.

    Space and Enter press it; every other key is left to the viewer.
    """

    def __init__(self, icon: IconName, parent: QWidget, *, size: float = 1.9) -> None:
        super().__init__(parent)
        self._icon, self._size = icon, size
        self._lit = False
        self._strength = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the picture

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square that follows the font."""
        side = round(self.fontMetrics().height() * self._size)
        return QSize(side, side)

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def name(self, text: str, key: str = "") -> None:
        """What it does, and the key that does the same."""
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})" if key else text)

    def show_icon(self, icon: IconName, *, lit: bool = False) -> None:
        """Another icon; a lit one is drawn in the highlight colour."""
        self._icon, self._lit = icon, lit
        self.update()

    def set_strength(self, strength: float) -> None:
        """Fade in or out."""
        self._strength = strength
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Press it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground that tells hovering, pressing and the focus, then the icon."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(self._strength)
            area = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            self._paint_ground(painter, area)
            side = self.fontMetrics().height() * 1.15
            inner = QRectF(0, 0, side, side)
            inner.moveCenter(area.center())
            palette = self.palette()
            colour = palette.color(_ROLE.Highlight if self._lit else _ROLE.WindowText)
            if not self.isEnabled():
                colour.setAlphaF(0.35)
            draw_icon(painter, self._icon, inner, colour, self.layoutDirection())

    def _paint_ground(self, painter: QPainter, area: QRectF) -> None:
        colour = self.palette().color(_ROLE.WindowText)
        alpha = 0.18 if self.isDown() or self.isChecked() else 0.09 if self.underMouse() else 0.0
        colour.setAlphaF(alpha if self.isEnabled() else 0.0)
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(self.palette().color(_ROLE.Highlight))
            pen.setWidthF(2)
            painter.setPen(pen)
        painter.drawRoundedRect(area, _ROUND, _ROUND)


class ArrowButton(IconButton):
    """A round button over the picture."""

    def __init__(self, icon: IconName, parent: QWidget) -> None:
        super().__init__(icon, parent, size=2.8)

    def _paint_ground(self, painter: QPainter, area: QRectF) -> None:
        ground = self.palette().color(_ROLE.Window)
        ground.setAlphaF(0.92 if self.underMouse() or self.isDown() else 0.72)
        edge = self.palette().color(_ROLE.WindowText)
        edge.setAlphaF(0.15)
        pen = painter.pen()
        pen.setColor(self.palette().color(_ROLE.Highlight) if self.hasFocus() else edge)
        pen.setWidthF(2 if self.hasFocus() else 1)
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawEllipse(area)


class TextButton(IconButton):
    """A button of a word or two."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(IconName.SEARCH, parent)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for the longest text, so that nothing moves when it changes."""
        metrics = self.fontMetrics()
        high = super().sizeHint().height()
        return QSize(
            max(metrics.horizontalAdvance(t) for t in (self.text(), "1600 %")) + high, high
        )

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's name

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground, then the words."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(self._strength)
            self._paint_ground(painter, QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))
            painter.setPen(self.palette().color(_ROLE.WindowText))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, isolated(self.text()))


class TextLine(QLabel):
    """One line of text that is shortened in its middle where there is no room for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._strength = 1.0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def set_strength(self, strength: float) -> None:
        """Fade in or out."""
        self._strength = strength
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All of the text."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Hardly anything."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what fits."""
        with QPainter(self) as painter:
            painter.setOpacity(self._strength)
            painter.setPen(self.palette().color(self.foregroundRole()))
            text = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideMiddle, self.width()
            )
            start = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(self.rect(), int(start), isolated(text))


class FailurePanel(QWidget):
    """Why a picture isn't shown, over its thumbnail, and a button to try again."""

    again = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.again)
        column = QVBoxLayout(self)
        room = self.fontMetrics().height()
        column.setContentsMargins(2 * room, room, 2 * room, room)
        column.setSpacing(room * 2 // 3)
        column.addWidget(self._text)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Name everything."""
        self.button.setText(self.tr("Try again"))
        self.button.setAccessibleName(self.button.text())

    @property
    def text(self) -> str:
        """What it says; empty while it isn't shown."""
        return "" if self.isHidden() else self._text.text()

    def say(self, reason: str) -> None:
        """Show it."""
        self._text.setText(reason)
        self.setAccessibleName(reason)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def place(self, area: QRect) -> None:
        """Lie in the middle of an area."""
        layout = self.layout()
        assert layout is not None
        around = layout.contentsMargins()
        needed = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 4
        widest = min(area.width() * 4 // 5, self.fontMetrics().averageCharWidth() * 56)
        wide = min(needed + around.left() + around.right(), widest)
        wide = max(wide, self.button.sizeHint().width() + around.left() + around.right())
        placed = QRect(0, 0, wide, layout.totalHeightForWidth(wide))
        placed.moveCenter(area.center())
        self.setGeometry(placed)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A ground on which the words can be read over any picture."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QColor(self.palette().color(_ROLE.Window))
            ground.setAlphaF(0.93)
            edge = QColor(self.palette().color(_ROLE.WindowText))
            edge.setAlphaF(0.15)
            painter.setBrush(ground)
            painter.setPen(edge)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
