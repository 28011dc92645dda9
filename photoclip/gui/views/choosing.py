"""Small dialogs that ask for a name: of a label, of an album."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)


class NameDialog(QDialog):
    """Asks for one of the names there are, or a new one. `name` is what was entered."""

    def __init__(
        self, title: str, prompt: str, known: tuple[str, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        label = QLabel(prompt)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.box = QComboBox(editable=True)
        self.box.addItems(list(known))
        self.box.setCurrentText("")
        self.box.setAccessibleName(prompt)
        self.box.setMinimumWidth(30 * self.fontMetrics().averageCharWidth())
        completer = QCompleter(QStringListModel(list(known), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.box.setCompleter(completer)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.box.editTextChanged.connect(self._edited)
        column = QVBoxLayout(self)
        for widget in (label, self.box, self.buttons):
            column.addWidget(widget)
        self._edited("")

    @property
    def name(self) -> str:
        """What was entered, without spaces around it."""
        return self.box.currentText().strip()

    def _edited(self, _text: str) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(self.name))
