"""The dialog that suggests labels: cards to tick, and a button that makes labels of those."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QLabel,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photoclip.browse.messages import ItemKey
from photoclip.core.label_reports import LabelIdea
from photoclip.gui.models.told import told
from photoclip.gui.views.flowing import Flowing
from photoclip.gui.views.idea_cards import IdeaCard
from photoclip.gui.views.said import Said


class IdeasDialog(QDialog):
    """Shows that it looks, then what it found. ``make_wanted`` when a person ticked what they like."""

    make_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Suggested labels"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cards: list[IdeaCard] = []
        self._making = False
        self.about = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.nothing = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._flow = Flowing(10)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self._flow)
        holder.addStretch(1)
        scroll.setWidget(inside)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.nothing)
        self.pages.addWidget(scroll)
        self.said = Said()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.make = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.make.clicked.connect(self.make_wanted)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addWidget(self.about)
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)
        column.addWidget(self.said)
        column.addWidget(self.buttons)
        self.make.setDefault(True)
        self.resize(QSize(920, 640))
        self.look()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Room for one card in a line."""
        return QSize(330, 320)

    def look(self) -> None:
        """It is being looked for."""
        self.about.setText(self.tr("Looking for what your photos show often…"))
        self.nothing.setText(self.tr("This takes some seconds. Nothing is changed."))
        self.pages.setCurrentIndex(0)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._enable()

    def wait(self, reason: str) -> None:
        """It takes longer, and why."""
        self.nothing.setText(told(reason))

    def show_ideas(self, ideas: Sequence[LabelIdea], why_none: str) -> None:
        """Show these; ``why_none`` says in words why there are none."""
        self.bar.hide()
        if not ideas:
            self.about.setText("")
            self.nothing.setText(why_none)
            self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Close"))
            self.make.hide()
            return
        self.about.setText(
            self.tr(
                "Tick what you want as a label, under the name you like. PhotoClip then puts it on the "
                "photos it is sure of; all of it is one step that can be taken back."
            )
        )
        for idea in ideas:
            card = IdeaCard(idea)
            card.changed.connect(self._changed)
            self.cards.append(card)
            self._flow.hold(card)
            card.show()
        self._flow.place()
        self.pages.setCurrentIndex(1)
        self.cards[0].chosen.setFocus()
        self._enable()

    def show_pixmap(self, key: ItemKey, pixmap: QPixmap | None) -> None:
        """A photo's picture, as far as it is known."""
        for card in self.cards:
            card.pictures.show_pixmap(key, pixmap)

    def fail(self, message: str, hint: str) -> None:
        """It can't be done."""
        self.bar.hide()
        self.nothing.setText("")
        if not self.cards:
            self.about.setText("")
        self.said.say(f"{told(message)} {told(hint)}".strip(), wrong=True)
        self._set_making(False)

    def chosen(self) -> list[IdeaCard]:
        """The cards that are ticked."""
        return [card for card in self.cards if card.chosen.isChecked()]

    def begin_making(self) -> None:
        """Labels are being made of what is ticked."""
        self.said.say("")
        self._set_making(True)
        self.bar.setRange(0, len(self.chosen()))
        self.bar.setValue(0)
        self.bar.show()

    def show_made(self, count: int) -> None:
        """So many of them are ready."""
        self.bar.setValue(count)

    def point_at(self, card: IdeaCard, wrong: str) -> None:
        """A card can't be taken as it is."""
        self.said.say(wrong, wrong=True)
        card.name.setFocus()
        card.name.selectAll()

    def _changed(self) -> None:
        self.said.say("")
        self._enable()

    def _set_making(self, making: bool) -> None:
        self._making = making
        for card in self.cards:
            card.setEnabled(not making)
        self._enable()

    def _enable(self) -> None:
        count = len(self.chosen())
        self.make.setText(
            self.tr("Make %n label(s)", "", count) if count else self.tr("Make labels")
        )
        self.make.setEnabled(bool(count) and not self._making)
