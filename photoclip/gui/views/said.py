"""What a dialog says below what was asked: that it takes long, what went wrong, what came of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QSizePolicy, QWidget

from photoclip.gui.views.icons import IconName, icon

_FEW = 8

_BREAK = "\N{ZERO WIDTH SPACE}"
_LONG = re.compile(r"\S{24}(?=\S)")
"""Parts of words that are longer than a line may be."""


class Said(QWidget):
    """Some lines of text, with a sign before them where something is wrong; no room for nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._sign, self._text = QLabel(), QLabel()
        side = self.fontMetrics().height()
        self._sign.setPixmap(icon(IconName.WARNING).pixmap(QSize(side, side)))
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        # A long word must not widen what it is shown in: it is broken.
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._text, 1)
        self.say("")

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text().replace(_BREAK, "")

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say this, to a screen reader too; empty for nothing."""
        changed = text != self.text
        self._text.setText(_LONG.sub(lambda part: part[0] + _BREAK, text))
        self._sign.setVisible(wrong)
        self.setVisible(bool(text))
        if text and changed:
            QAccessible.updateAccessibility(QAccessibleEvent(self._text, QAccessible.Event.Alert))


def few(lines: list[str]) -> list[str]:
    """The first lines, and a sign that there are more."""
    return [*lines[:_FEW], "…"] if len(lines) > _FEW else lines


def fit(dialog: QDialog) -> None:
    """Make a dialog as high as what it shows now needs: words that came must not press on others."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        height = layout.sizeHint().height()
        if layout.hasHeightForWidth():
            height = layout.heightForWidth(dialog.width())
        dialog.resize(dialog.width(), max(height, dialog.minimumSizeHint().height()))


class Which(QComboBox):
    """Which photos something is about: one line of text where there is nothing to choose."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__()
        self.addItems(choices)
        self.setAccessibleName(self.tr("Which photos"))
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(20)

    def widget(self) -> QWidget:
        """What to put into a layout."""
        if self.count() > 1:
            return self
        line = QLabel(self.currentText(), textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        line.setFont(self.font())
        self.setParent(line)
        self.hide()
        return line
