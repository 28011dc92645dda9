"""A framed panel of the page about models: a bold title, lines, a bar, a row of buttons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from photoclip.gui.views.flow_layout import FlowLayout


class Panel(QFrame):
    """What its kinds have in common: ``title``, ``bar``, and a column that they fill."""

    def __init__(self, parent: QWidget | None = None, *, below: int = 8, spacing: int = 4) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.title = line()
        bold = QFont(self.font())
        bold.setBold(True)
        self.title.setFont(bold)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setMaximumHeight(self.fontMetrics().height() * 2 // 3)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 10, 12, below)
        self.column.setSpacing(spacing)


def line() -> QLabel:
    """A label for plain text of any length."""
    label = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    label.setMinimumWidth(1)  # a long name must not make the window wide
    return label


def lines(count: int) -> Iterator[QLabel]:
    """Several of them."""
    return (line() for _ in range(count))


def button_row(buttons: Iterable[QAbstractButton]) -> QWidget:
    """Buttons beside each other, in several rows where it is narrow."""
    row = QWidget()
    flow = FlowLayout(row)
    for button in buttons:
        flow.addWidget(button)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    return row


def say(label: QLabel, text: str) -> None:
    """Show a text, or take no room for none."""
    label.setText(text)
    label.setVisible(bool(text))
