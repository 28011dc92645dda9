"""A page that says what to do where there is nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget


def resized(font: QFont, factor: float) -> QFont:
    """The same font at ``factor`` times its size."""
    font = QFont(font)
    font.setPointSizeF(font.pointSizeF() * factor)
    return font


class MessagePage(QWidget):
    """A title, a sentence or two, and at most one button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._text, self.button = QLabel(), QLabel(), QToolButton()
        self._title.setFont(resized(self._title.font(), 1.6))
        self.button.setMinimumSize(140, 34)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for label in (self._title, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)  # they may quote what was typed
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def say(self, title: str, text: str, action: QAction | None = None) -> None:
        """Show this."""
        self._title.setText(title)
        self._text.setText(text)
        self.button.setVisible(action is not None)
        if action is not None:
            self.button.setDefaultAction(action)

    def text(self) -> str:
        """What the page says."""
        return f"{self._title.text()}\n{self._text.text()}"
