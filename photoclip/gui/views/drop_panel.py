"""Buttons that show a filter's value, and what drops down from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from photoclip.gui.models.completions import Row, RowKind
from photoclip.gui.views.icons import mixed, quiet
from photoclip.gui.views.row_list import RowList

_SEARCHED_FROM = 12  # a list of so many is long enough to be searched
_MOST_LETTERS = 34


class DropButton(QPushButton):
    """A compact button with a name, the value in force, and a sign that something drops down."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._value = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_value("")

    @property
    def value(self) -> str:
        """What is in force, empty if nothing is."""
        return self._value

    def set_value(self, value: str, active: bool = True) -> None:
        """Show a value; ``active`` says that it narrows what is found."""
        self._value = value
        self._active = active and bool(value)
        self.setText(f"{self._name}: {value}" if value else self._name)
        self.setAccessibleName(self.text())
        self.setToolTip(self.text() if len(self.text()) > _MOST_LETTERS else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """As wide as its text, up to a limit."""
        metrics = self.fontMetrics()
        widest = metrics.averageCharWidth() * _MOST_LETTERS
        width = min(metrics.horizontalAdvance(self.text()) + 2, widest)
        return QSize(width + round(metrics.height() * 2.1), round(metrics.height() * 1.6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Room for a few letters."""
        em = self.fontMetrics().height()
        return QSize(min(self.sizeHint().width(), em * 6), round(em * 1.6))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Down opens it too."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """A rounded box, tinted while a value is in force."""
        palette = self.palette()
        window = palette.color(QPalette.ColorRole.Window)
        text = palette.color(QPalette.ColorRole.WindowText)
        accent = palette.color(QPalette.ColorRole.Highlight)
        em = self.fontMetrics().height()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            edge, ground = mixed(text, window, 0.22), window
            if self._active:
                edge, ground = mixed(accent, window, 0.7), mixed(accent, window, 0.16)
            if self.isDown() or self.underMouse():
                ground = mixed(text, ground, 0.16 if self.isDown() else 0.07)
            painter.setPen(QPen(accent, 2) if self.hasFocus() else QPen(edge, 1))
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
            inner = self.rect().adjusted(round(em * 0.6), 0, -round(em * 1.4), 0)
            said = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, inner.width()
            )
            inner = QStyle.visualRect(self.layoutDirection(), self.rect(), inner)
            sides = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
            painter.setPen(text)
            painter.drawText(inner, sides | Qt.AlignmentFlag.AlignVCenter, said)
            side = em * 0.3
            sign = QRect(self.width() - round(em * 1.2), 0, round(em * 0.7), self.height())
            middle = QRectF(QStyle.visualRect(self.layoutDirection(), self.rect(), sign)).center()
            path = QPainterPath()
            path.moveTo(middle.x() - side, middle.y() - side / 2)
            path.lineTo(middle.x(), middle.y() + side / 2)
            path.lineTo(middle.x() + side, middle.y() - side / 2)
            painter.setPen(QPen(quiet(palette), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)


class DropPanel(QFrame):
    """A sheet under a button, until a person clicks elsewhere or presses Escape."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, Qt.WindowType.Popup)
        self._button = button
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(button.text())
        self.sheet = QVBoxLayout(self)
        self.sheet.setContentsMargins(5, 5, 5, 5)
        self.sheet.setSpacing(4)

    def open(self) -> None:
        """Drop down."""
        self.fit()
        self.show()

    def fit(self) -> None:
        """Take the size the contents want, under the button and on its screen."""
        self.adjustSize()
        size = self.sizeHint()
        screen = self._button.screen().availableGeometry()
        below = self._button.mapToGlobal(QPoint(0, self._button.height() + 2))
        if self._button.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            below.setX(below.x() + self._button.width() - size.width())
        below.setX(max(screen.left(), min(below.x(), screen.right() - size.width())))
        if below.y() + size.height() > screen.bottom():
            above = self._button.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2
            below.setY(above if above >= screen.top() else screen.bottom() - size.height())
        self.setGeometry(QRect(below, size))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's own
        """A click on the button closes it again: the press must not open it a second time."""
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay, False)
        super().showEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """A click elsewhere closes it."""
        place = self._button.mapFromGlobal(event.globalPosition().toPoint())
        if self._button.rect().contains(place):
            self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """A plain sheet with a line around it."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class ChoicePanel(DropPanel):
    """Rows to choose from; a long list can be searched.

    ``rows`` is asked whenever it drops down or `refresh` is called. With ``stays`` it stays open, so
    that several can be chosen.
    """

    picked = Signal(object)  # Row

    def __init__(
        self, button: QAbstractButton, rows: Callable[[], Sequence[Row]], stays: bool = False
    ) -> None:
        super().__init__(button)
        self._rows = rows
        self._stays = stays
        self.narrow = _Narrow(self)
        self.narrow.textChanged.connect(lambda _: self._show_rows())
        self.list = RowList(self)
        self.list.setAccessibleName(button.text())
        self.list.chosen.connect(self._pick)
        self.narrow.down.connect(self._into_list)
        self.narrow.taken.connect(self._take_first)
        self.sheet.addWidget(self.narrow)
        self.sheet.addWidget(self.list)

    def open(self) -> None:
        """Drop down, at the row that is checked."""
        self.narrow.clear()
        self.refresh()
        choices = [row for row in self._rows() if row.kind is not RowKind.HEADING]
        self.narrow.setVisible(len(choices) >= _SEARCHED_FROM)
        wanted = self.list.wanted_size()
        self.list.setMinimumWidth(max(wanted.width(), self._button.width(), 150))
        self.list.setFixedHeight(wanted.height())
        super().open()
        if self.narrow.isVisible():
            self.narrow.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self.list.setFocus(Qt.FocusReason.PopupFocusReason)
        shown = self.list.rows.rows
        checked = next((at for at, row in enumerate(shown) if row.checked), -1)
        at = checked if checked >= 0 else self.list.rows.next_row(-1, 1)
        self.list.setCurrentIndex(self.list.rows.index(at))

    def refresh(self) -> None:
        """Ask for the rows again."""
        self._show_rows()

    def _show_rows(self) -> None:
        typed = self.narrow.text().strip().casefold()
        rows = self._rows()
        if typed:
            rows = [row for row in rows if typed in row.text.casefold()]
        self.list.show_rows(rows)

    def _into_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        self.list.choose_none()
        self.list.step(1)

    def _take_first(self) -> None:
        at = self.list.rows.next_row(-1, 1)
        if at >= 0 and self.narrow.text().strip():
            self._pick(self.list.rows.rows[at])

    def _pick(self, row: Row) -> None:
        if not self._stays:
            self.hide()
        self.picked.emit(row)


class _Narrow(QLineEdit):
    """A field over a list that shortens it."""

    down = Signal()
    taken = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setPlaceholderText(self.tr("Search this list"))
        self.setAccessibleName(self.tr("Search this list"))
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Down goes into the list, Enter takes its first row."""
        match event.key():
            case Qt.Key.Key_Down:
                self.down.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.taken.emit()
            case _:
                super().keyPressEvent(event)
