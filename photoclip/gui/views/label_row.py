"""The labels of a photo: those that are right, those that are wrong, and a line for another."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolButton, QVBoxLayout, QWidget

from photoclip.browse.messages import LabelOnPhoto
from photoclip.core.commands import Verdict
from photoclip.core.labels import Source
from photoclip.gui.models.text import Counted
from photoclip.gui.views.flowing import Flowing
from photoclip.gui.views.label_chip import LabelChip

_ORDER = (Source.CONFIRMED, Source.IMPORTED, Source.AUTO, Source.SUGGESTED)
_FEW = 2  # labels that are wrong, that are shown without being asked for


class LabelRow(QWidget):
    """Chips and a line edit.

    ``label_marked`` carries a name and a `Verdict`, or None to take back what was said;
    ``query_wanted`` the query for a label's photos; ``edit_wanted`` and ``review_wanted`` a name.
    Labels a person said are wrong are put away where there are many of them.
    """

    label_marked = Signal(object, object)
    query_wanted = Signal(object)
    edit_wanted = Signal(object)
    review_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: list[LabelChip] = []
        self._shown: tuple[LabelOnPhoto, ...] = ()
        self._marked = ""  # just now
        self._wrong_shown: bool | None = None  # None: as long as they are few
        self.chips = Flowing(4)
        self.chips.hide()
        self.wrong = QToolButton(autoRaise=True)
        self.wrong.setCheckable(True)
        self.wrong.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.wrong.hide()
        self.wrong.clicked.connect(self._show_wrong)
        self.edit = QLineEdit(clearButtonEnabled=True)
        self.edit.setPlaceholderText(self.tr("Add a label…"))
        self.edit.setAccessibleName(self.tr("Add a label"))
        self.edit.returnPressed.connect(self._take)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._mark)
        self.edit.setCompleter(completer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.chips, self.wrong, self.edit):
            column.addWidget(part)

    def set_names(self, names: tuple[str, ...]) -> None:
        """All labels there are, to be offered while one types."""
        if list(names) != self._names.stringList():
            self._names.setStringList(names)

    def show_labels(self, labels: tuple[LabelOnPhoto, ...]) -> None:
        """The labels of the photo; chips are used again, so that nothing flickers."""
        if labels != self._shown:
            self._shown = labels
            self._place()

    def _place(self) -> None:
        right = [one for source in _ORDER for one in self._shown if one.source is source]
        wrong = [one for one in self._shown if one.source is Source.REJECTED]
        shows_wrong = len(wrong) <= _FEW if self._wrong_shown is None else self._wrong_shown
        shown = right + (wrong if shows_wrong else [])
        while len(self._made) < len(shown):
            self._made.append(self._chip())
        for place, chip in enumerate(self._made):
            if place < len(shown):
                chip.show_label(shown[place])
            chip.setVisible(place < len(shown))
        self.wrong.setVisible(len(wrong) > _FEW)
        self.wrong.setChecked(shows_wrong)
        arrow = Qt.ArrowType.DownArrow if shows_wrong else Qt.ArrowType.RightArrow
        self.wrong.setArrowType(arrow)
        self.wrong.setText(Counted.tr("%n wrong", "", len(wrong)))
        self.wrong.setAccessibleName(
            Counted.tr("%n label(s) that you said are wrong", "", len(wrong))
        )
        self.chips.setVisible(bool(self._shown))
        self.chips.place()

    def _chip(self) -> LabelChip:
        chip = LabelChip()
        chip.marked.connect(self.label_marked)
        chip.query_wanted.connect(self.query_wanted)
        chip.edit_wanted.connect(self.edit_wanted)
        chip.review_wanted.connect(self.review_wanted)
        self.chips.hold(chip)
        return chip

    def _show_wrong(self, shown: bool) -> None:
        self._wrong_shown = shown
        self._place()

    def _take(self) -> None:
        self._mark(self.edit.text().strip())

    def _mark(self, name: str) -> None:
        self.edit.clear()
        # Enter on a completion chooses it and is pressed in the line as well; and the line takes
        # the completion's text only after it was chosen.
        if name and name != self._marked:
            self._marked = name
            QTimer.singleShot(0, self, self._forget)
            known = {one.casefold(): one for one in self._names.stringList()}
            self.label_marked.emit(known.get(name.casefold(), name), Verdict.CONFIRMED)

    def _forget(self) -> None:
        self._marked = ""
        self.edit.clear()
