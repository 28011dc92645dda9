"""The dialog in which a person says what a label means, and sees at once what it would do."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from photoclip.gui.views.label_forecast import LabelForecast
from photoclip.gui.views.label_form import LabelForm
from photoclip.gui.views.said import Said

_SIDE_BY_SIDE = 800  # from this width on; else one below the other
_FORM = 300


class LabelEditor(QDialog):
    """A form, and beside it (below it where there is little room) what it would do.

    ``apply_wanted`` when a person is content. It stays open until somebody says `accept`.
    """

    apply_wanted = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form, self.forecast = LabelForm(), LabelForecast()
        self.error = Said()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.apply = self.buttons.addButton(
            self.tr("Apply"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.buttons.accepted.connect(self.apply_wanted)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self.apply.setDefault(True)  # which the dialog hears of only once the button is in it
        self.resize(QSize(960, 700))

    def _lay_out(self) -> None:
        inside = QWidget()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._parts.setContentsMargins(14, 12, 14, 8)
        self._parts.setSpacing(22)
        self._parts.addWidget(self.form)
        self._parts.addWidget(self.forecast, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 0, 14, 12)
        foot.addWidget(self.error, 1)
        foot.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """It scrolls where there is less room than its parts need."""
        return QSize(380, 360)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Beside each other, or one below the other."""
        wide = self.width() >= max(_SIDE_BY_SIDE, self.fontMetrics().averageCharWidth() * 100)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(way)
        form = max(_FORM, self.fontMetrics().averageCharWidth() * 44)
        self.form.setMaximumWidth(form if wide else 16777215)
        self.form.setMinimumWidth(form if wide else 0)
        super().resizeEvent(event)

    def say(self, text: str, hint: str = "") -> None:
        """What is wrong with what was entered; empty if nothing."""
        self.error.say(f"{text} {hint}".strip(), wrong=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Enter in the name applies, as in any dialog; so does Ctrl+Enter anywhere."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.apply.click()
        else:
            super().keyPressEvent(event)
