"""What a person says about a label: its name, its colour, what it means and what it may do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from photoclip.core.labels import SEPARATOR, Automatic, LabelDefinition, leaf, parent
from photoclip.gui.models.label_words import path_shown
from photoclip.gui.models.text import readable
from photoclip.gui.views.colour_choice import ColourChoice
from photoclip.gui.views.sentence_list import SentenceList

_LONGEST_NAME = 1000  # that the line takes; how long a name may be, the library says


class LabelForm(QWidget):
    """Fields for a name and a `LabelDefinition`.

    ``name_changed`` after the name; ``changed`` after what a preview depends on, and
    ``looks_changed`` after what it doesn't.
    """

    name_changed = Signal()
    changed = Signal()
    looks_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share: float | None = None
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.name.setPlaceholderText(self.tr("Dog, or Animals/Dog"))
        self.place = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.place.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.colour = ColourChoice()
        self.describe = SentenceList(self.tr("Description"), "")
        self.unlike = SentenceList(self.tr("Not this"), self.tr("a wolf, a toy dog…"))
        self.apply = QRadioButton(self.tr("put itself on photos it is sure of"))
        self.suggest = QRadioButton(self.tr("only suggest itself"))
        self.off = QRadioButton(self.tr("do nothing by itself"))
        self.exclusive = QCheckBox(self.tr("One at most on a photo"))
        self.excludes = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.excludes.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._lay_out()
        self._connect()
        self._name_edited()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        parts: tuple[tuple[str, str, tuple[QWidget, ...]], ...] = (
            (self.tr("&Name"), "", (self.name, self.place)),
            (self.tr("&Colour"), "", (self.colour,)),
            (
                self.tr("&What photos with it show"),
                self.tr("In your own words, one description a line."),
                (self.describe,),
            ),
            (
                self.tr("&But not"),
                self.tr("What looks like it and isn’t."),
                (self.unlike,),
            ),
            (self.tr("It may"), "", (self.apply, self.suggest, self.off)),
        )
        for place, (title, hint, widgets) in enumerate(parts):
            if place:
                column.addSpacing(8)
            head = QLabel(title)
            font = head.font()
            font.setWeight(QFont.Weight.DemiBold)
            head.setFont(font)
            column.addWidget(head)
            if hint:
                said = QLabel(hint, wordWrap=True)
                said.setForegroundRole(QPalette.ColorRole.PlaceholderText)
                column.addWidget(said)
            for widget in widgets:
                column.addWidget(widget)
            self._befriend(head, widgets[0])
        column.addSpacing(8)
        column.addWidget(self.exclusive)
        column.addWidget(self.excludes)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def _befriend(self, head: QLabel, widget: QWidget) -> None:
        if isinstance(widget, SentenceList):
            head.setBuddy(widget)
        elif not isinstance(widget, QRadioButton):
            head.setBuddy(widget)
            widget.setAccessibleName(head.text().replace("&", ""))

    def _connect(self) -> None:
        self.name.textEdited.connect(self._name_edited)
        self.colour.chosen.connect(self.looks_changed)
        self.describe.changed.connect(self.changed)
        self.unlike.changed.connect(self.changed)
        for button in (self.apply, self.suggest, self.off, self.exclusive):
            button.clicked.connect(self.changed)

    # --- values -------------------------------------------------------------------------------------

    def label_name(self) -> str:
        """The name, without blanks around its parts."""
        return "/".join(part.strip() for part in self.name.text().strip().split("/"))

    def definition(self) -> LabelDefinition:
        """What is said, as it was written: `core.labels.checked` says what is wrong with it."""
        automatic = Automatic.APPLY
        if self.suggest.isChecked():
            automatic = Automatic.SUGGEST
        elif self.off.isChecked():
            automatic = Automatic.OFF
        return LabelDefinition(
            self.describe.sentences(),
            self.unlike.sentences(),
            self.colour.colour,
            self.exclusive.isChecked(),
            automatic,
            self._share,
        )

    def show_label(self, name: str, definition: LabelDefinition) -> None:
        """Fill everything in."""
        self.name.setText(name)
        self.colour.set_colour(definition.color)
        self.describe.set_sentences(definition.describe)
        self.unlike.set_sentences(definition.unlike)
        self.exclusive.setChecked(definition.exclusive)
        {
            Automatic.APPLY: self.apply,
            Automatic.SUGGEST: self.suggest,
            Automatic.OFF: self.off,
        }[definition.automatic].setChecked(True)
        self._share = definition.share
        self._say_place()

    @property
    def share(self) -> float | None:
        """The cut a person chose, None for the recommended one."""
        return self._share

    def set_share(self, share: float | None) -> None:
        """Another cut; says nothing."""
        self._share = share

    def _name_edited(self) -> None:
        self._say_place()
        self.name_changed.emit()

    def _say_place(self) -> None:
        name = self.label_name()
        above = parent(name)
        if above and all(name.split(SEPARATOR)):
            self.place.setText(path_shown(name))
        else:
            self.place.setText(self.tr("With a / it stands below another: Animals/Dog."))
        shown = readable(leaf(name))
        self.describe.set_hint(shown or self.tr("a photo of a dog"))
        if above:
            text = self.tr("Of the labels below “{0}” that say so, the surest.").format(
                readable(above)
            )
        else:
            text = self.tr("Of the labels at the top that say so, the surest.")
        self.excludes.setText(text)
        self.exclusive.setAccessibleDescription(text)
