"""Choosing a first model: what each is good for and what it costs, the recommended one chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from photoclip.browse.model_messages import CAPTIONER, GONE, ModelChoice
from photoclip.gui.models import model_words
from photoclip.gui.models.told import told

_INDENT = 26


class ModelList(QWidget):
    """One radio button a model, with its costs below. ``chosen`` when a person picks one.

    A few show at first; a button shows the rest.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(self._toggled)
        self._models: tuple[ModelChoice, ...] = ()
        self._rare: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.more = QPushButton()
        self.more.setFlat(True)
        self.more.clicked.connect(self._show_all)
        self._column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        self.more.hide()
        self.setAccessibleName(self.tr("Models"))

    @property
    def models(self) -> tuple[ModelChoice, ...]:
        """What can be chosen."""
        return self._models

    def set_models(self, models: tuple[ModelChoice, ...]) -> None:
        """Offer these, what is recommended first. Chosen is the active one if it is no demonstration."""
        searching = (
            model for model in models if model.kind not in (CAPTIONER, GONE) and not model.problem
        )
        models = tuple(sorted(searching, key=_rank))
        if models == self._models:
            return
        before = self.choice()
        self._models = models
        self._clear()
        for number, model in enumerate(models):
            self._add(number, model)
        rare = sum(isinstance(widget, QRadioButton) for widget in self._rare)
        self.more.setText(self.tr("Show %n more model(s)", "", rare))
        self.more.setVisible(bool(rare))
        kept = [n for n, model in enumerate(models) if before and model.name == before.name]
        active = [n for n, model in enumerate(models) if model.active and not model.demonstration]
        if models:
            self._group.button((kept or active or [0])[0]).setChecked(True)

    def _clear(self) -> None:
        self._rare.clear()
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for button in self._group.buttons():
            self._group.removeButton(button)

    def _add(self, number: int, model: ModelChoice) -> None:
        title = model_words.title(model)
        if model.recommended:
            title = self.tr("{what} – recommended").format(what=title)
        button = QRadioButton(title.replace("&", "&&"))
        costs = _line(model_words.costs(model, 0))
        costs.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        lines = [costs]
        if model.recommended and model.why:
            lines.append(_line(told(model.why)))
        button.setAccessibleDescription(". ".join(line.text() for line in lines))
        self._group.addButton(button, number)
        shown = not is_rare(model)
        for widget in (button, *lines):
            self._column.insertWidget(self._column.count() - 1, widget)
            widget.setVisible(shown)  # a layout counts what is hidden as nothing
            if not shown:
                self._rare.append(widget)

    def choice(self) -> ModelChoice | None:
        """The model that is chosen."""
        number = self._group.checkedId()
        return self._models[number] if 0 <= number < len(self._models) else None

    def choose(self, name: str) -> None:
        """Choose the model of this name, if it is offered."""
        for number, model in enumerate(self._models):
            if model.name == name:
                self._group.button(number).setChecked(True)

    def _show_all(self) -> None:
        first = next((one for one in self._rare if isinstance(one, QRadioButton)), None)
        for widget in self._rare:
            widget.show()
        self._rare.clear()
        self.more.hide()
        if first is not None:
            first.setFocus()

    def _toggled(self, number: int, checked: bool) -> None:
        if checked:
            self.chosen.emit(self._models[number].name)


def is_rare(model: ModelChoice) -> bool:
    """Whether a model is for few people, and shown only to those who look for more."""
    here = model.installed or model.partial_bytes > 0 or model.kept_bytes > 0
    return not (model.recommended or model.shortlisted or here)


def _rank(model: ModelChoice) -> tuple[bool, ...]:
    return model.demonstration, not model.recommended, is_rare(model)


def _line(text: str) -> QLabel:
    line = QLabel(text, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
    line.setIndent(_INDENT)
    line.setContentsMargins(0, 0, 0, 4)
    return line
