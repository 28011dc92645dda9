"""The calm bar: what a person should know or can do something about, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

_PASSING_MS = 8000


class Weight(IntEnum):
    """How much a notice matters; the heaviest is shown first."""

    HINT = 0
    DONE = 1  # what a person did just now, and may want to take back
    WORK = 2  # something goes on that can be stopped
    PASSING = 3  # shown before hints, and gone by itself
    TROUBLE = 4


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know. ``name`` tells notices apart: the same name again replaces it.

    ``button`` with ``act`` is what can be done about it.
    """

    name: str
    text: str
    weight: Weight = Weight.HINT
    button: str = ""
    act: Callable[[], None] | None = None
    detail: str = ""


class NoticeBar(QFrame):
    """Shows the heaviest notice, newest first, and how many more there are."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: dict[str, Notice] = {}
        self._quiet = False
        self._sign, self._text = _Sign(self), QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._more = QLabel()
        self._more.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.button = QToolButton()
        self.button.clicked.connect(self._act)
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self._dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 6, 6)
        row.setSpacing(10)
        for widget in (self._sign, self._text, self._more, self.button, self.close_button):
            row.addWidget(widget, 1 if widget is self._text else 0)
        self.setAutoFillBackground(True)
        self._name()
        self.hide()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Notice"))
        self.close_button.setAccessibleName(self.tr("Dismiss this notice"))
        self.close_button.setToolTip(self.tr("Dismiss"))

    # --- what is to be known ----------------------------------------------------------------------

    def say(self, notice: Notice) -> None:
        """Show this, in place of an earlier notice of the same name."""
        if notice.weight is not Weight.PASSING and self._notices.get(notice.name) == notice:
            return
        self._notices.pop(notice.name, None)
        self._notices[notice.name] = notice
        if notice.weight is Weight.PASSING:
            QTimer.singleShot(_PASSING_MS, self, lambda: self._let_pass(notice))
        self._show()

    def withdraw(self, name: str) -> None:
        """It is not true any more."""
        if self._notices.pop(name, None) is not None:
            self._show()

    def current(self) -> Notice | None:
        """What is shown."""
        if not self._notices:
            return None
        if self._quiet and max(n.weight for n in self._notices.values()) < Weight.TROUBLE:
            return None
        heaviest = max(notice.weight for notice in self._notices.values())
        return [n for n in self._notices.values() if n.weight == heaviest][-1]

    def set_quiet(self, quiet: bool) -> None:
        """Show troubles only, while somebody looks at a picture."""
        self._quiet = quiet
        self._show()

    def names(self) -> tuple[str, ...]:
        """The names of everything that is to be known, oldest first."""
        return tuple(self._notices)

    # --- showing it -------------------------------------------------------------------------------

    def _show(self) -> None:
        notice = self.current()
        self.setVisible(notice is not None)
        if notice is None:
            return
        told = notice.text if not notice.detail else f"{notice.text} {notice.detail}"
        changed = self._text.text() != told
        self._text.setText(told)
        self._sign.set_weight(notice.weight)
        self.button.setText(notice.button)
        self.button.setVisible(notice.act is not None)
        others = len(self._notices) - 1
        self._more.setText(self.tr("and %n more", "", others) if others else "")
        self._more.setVisible(bool(others))
        self._tint()
        if changed:
            # A screen reader says it; nothing takes the focus.
            QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))

    def _tint(self) -> None:
        parent = self.parentWidget()
        palette = self.palette() if parent is None else parent.palette()
        base, accent = palette.window().color(), palette.highlight().color()
        notice = self.current()
        if notice is not None and notice.weight is Weight.TROUBLE:
            accent = QColor("#c98a00")
        mixed = QColor.fromRgbF(
            0.84 * base.redF() + 0.16 * accent.redF(),
            0.84 * base.greenF() + 0.16 * accent.greenF(),
            0.84 * base.blueF() + 0.16 * accent.blueF(),
        )
        palette.setColor(QPalette.ColorRole.Window, mixed)
        self.setPalette(palette)

    def _act(self) -> None:
        notice = self.current()
        if notice is not None and notice.act is not None:
            notice.act()

    def _dismiss(self) -> None:
        notice = self.current()
        if notice is not None:
            self.withdraw(notice.name)

    def _let_pass(self, notice: Notice) -> None:
        if self._notices.get(notice.name) is notice:  # the same words said again last anew
            self.withdraw(notice.name)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language and the colours."""
        if event.type() is QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the parent's colours, which this bar mixes its own from."""
        if event.type() is QEvent.Type.PaletteChange:
            self._tint()
        return super().eventFilter(watched, event)

    def follow(self, parent: QWidget) -> None:
        """Mix the bar's colour from this widget's."""
        parent.installEventFilter(self)


class _Sign(QWidget):
    """A shape before the words: a triangle for trouble, a circle for what is only good to know."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._weight = Weight.HINT
        side = self.fontMetrics().height()
        self.setFixedSize(side, side)

    def set_weight(self, weight: Weight) -> None:
        """Draw the shape for this."""
        self._weight = weight
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colour = self.palette().windowText().color()
            area = self.rect().adjusted(1, 1, -1, -1)
            painter.setPen(colour)
            if self._weight is Weight.TROUBLE:
                top, bottom = area.top(), area.bottom()
                middle = area.center().x()
                painter.drawPolyline(
                    [
                        area.bottomLeft(),
                        area.topLeft() + (area.topRight() - area.topLeft()) / 2,
                        area.bottomRight(),
                        area.bottomLeft(),
                    ]
                )
                painter.drawLine(
                    middle, top + area.height() // 3, middle, bottom - area.height() // 3
                )
                painter.drawPoint(middle, bottom - area.height() // 5)
            else:
                painter.drawEllipse(area)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "i")
