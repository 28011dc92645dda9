"""Suggested labels: what could be one is asked for, and labels are made of what a person picks."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from photoclip.browse.messages import ItemKey, Trouble
from photoclip.browse.organizing_messages import GetLabelIdeas, PreviewLabel
from photoclip.browse.overview_messages import Overview
from photoclip.core.commands import ApplyRule, Command, DefineLabel, Together
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import LabelIdea, Preview
from photoclip.core.labels import Automatic, LabelDefinition, checked_name, leaf
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.bridge.remembered import Remembered
from photoclip.gui.models.text import readable
from photoclip.gui.models.told import told
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.idea_cards import IdeaCard
from photoclip.gui.views.ideas_dialog import IdeasDialog
from photoclip.gui.views.notices import Notice, NoticeBar, Weight
from photoclip.gui.views.small_pictures import SmallPictures
from photoclip.gui.views.undo_notices import UndoNotices

_OFFERED = "ideas"
_WORTH_OFFERING = 50  # photos


class Suggesting(QObject):
    """Opens the dialog, and offers it once where a library has photos and no labels."""

    def __init__(
        self,
        actions: Actions,
        asker: Asker,
        editing: Editing,
        pictures: SmallPictures,
        notices: UndoNotices,
        bar: NoticeBar,
        remembered: Remembered,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._asker = asker
        self._editing = editing
        self._pictures = pictures
        self._notices = notices
        self._bar = bar
        self._remembered = remembered
        self._window = window
        self._overview = Overview()
        self._asked: list[Asked] = []
        self.dialog: IdeasDialog | None = None
        pictures.came.connect(self._picture_came)
        actions.label_ideas.triggered.connect(self.open)

    def set_overview(self, overview: Overview) -> None:
        """What there is: labels that have photos, and photos that have none yet."""
        self._overview = overview
        if overview.labels:
            self._bar.withdraw(_OFFERED)
        elif (
            overview.embedded >= _WORTH_OFFERING
            and not overview.waiting
            and not self._remembered.ideas_offered
            and not self._bar.names()
        ):
            self._remembered.ideas_offered = True
            self._bar.say(
                Notice(
                    _OFFERED,
                    self.tr("PhotoClip can suggest labels from what your photos show often."),
                    Weight.HINT,
                    self.tr("See suggestions…"),
                    self.open,
                )
            )

    def open(self) -> None:
        """Look for labels somebody may want."""
        self._bar.withdraw(_OFFERED)
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
            return
        dialog = IdeasDialog(self._window)
        dialog.make_wanted.connect(self._make)
        dialog.finished.connect(self._closed)
        self.dialog = dialog
        dialog.open()
        self._ask(dialog)

    def _ask(self, dialog: IdeasDialog) -> None:
        def failed(trouble: Trouble) -> None:
            dialog.fail(trouble.message, trouble.hint)

        self._asked = [self._asker.ask(GetLabelIdeas(), self._found, failed, dialog.wait)]

    def _found(self, ideas: tuple[LabelIdea, ...]) -> None:
        if self.dialog is None:
            return
        self.dialog.show_ideas(ideas, self._why_none())
        for card in self.dialog.cards:
            for key in card.pictures.keys:
                self._picture_came(key)
            self._pictures.want(card.pictures.keys)

    def _why_none(self) -> str:
        overview = self._overview
        if not overview.photos:
            return self.tr("There are no photos yet. Add a folder first.")
        if overview.waiting:
            return self.tr(
                "Nothing was found yet. Some photos have still to be read: try again when that is done."
            )
        if overview.labels:
            return self.tr("What your photos show often has a label already.")
        return self.tr(
            "Nothing was found that many of your photos show and that has a name. "
            "Search for something, and make a label of the search."
        )

    def _picture_came(self, key: ItemKey) -> None:
        if self.dialog is not None:
            self.dialog.show_pixmap(key, self._pictures.pixmap(key))

    def _closed(self) -> None:
        for asked in self._asked:
            asked.drop()
        self._asked = []
        self.dialog = None

    # --- making labels ------------------------------------------------------------------------------

    def _make(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        cards = dialog.chosen()
        wrong = self._wrong(cards)
        if wrong is not None:
            dialog.point_at(*wrong)
            return
        dialog.begin_making()
        previews: dict[IdeaCard, Preview | None] = {}

        def ready(card: IdeaCard, preview: Preview | None) -> None:
            previews[card] = preview
            dialog.show_made(len(previews))
            if len(previews) == len(cards):
                self._apply(cards, previews)

        def failed(trouble: Trouble) -> None:
            for asked in self._asked:
                asked.drop()
            dialog.fail(trouble.message, trouble.hint)

        self._asked = []
        for card in cards:
            definition = _definition(card)
            if definition.automatic is Automatic.OFF:
                continue
            question = PreviewLabel(card.label_name, definition)
            self._asked.append(self._asker.ask(question, partial(ready, card), failed, dialog.wait))
        for card in cards:
            if _definition(card).automatic is Automatic.OFF:
                ready(card, None)

    def _wrong(self, cards: list[IdeaCard]) -> tuple[IdeaCard, str] | None:
        """The first card that can't be made a label of, and why."""
        taken = {label.name.casefold(): label.name for label in self._overview.labels}
        for card in cards:
            name = card.label_name
            if not name:
                return card, self.tr("Give the label a name.")
            try:
                name = checked_name(name)
            except PhotoClipError as error:
                return card, f"{told(str(error))} {told(error.hint)}"
            other = taken.get(name.casefold())
            if other is not None:
                return card, self.tr("There is already a label “{0}”.").format(readable(other))
            taken[name.casefold()] = name
        return None

    def _apply(self, cards: list[IdeaCard], previews: dict[IdeaCard, Preview | None]) -> None:
        steps: list[Command] = []
        for card in cards:
            steps.append(DefineLabel(card.label_name, _definition(card)))
            preview = previews[card]
            if preview is not None:
                steps.append(ApplyRule(card.label_name, preview.rule))
        count = len(cards)
        photos = sum(one.added for one in previews.values() if one is not None)
        text = self.tr("%n new label(s)", "", count)

        def done() -> None:
            said = self.tr("%n label(s) made", "", count)
            on = self.tr("put on %n photo(s)", "", photos) if photos else ""
            self._notices.say("labelled", ", ".join(filter(None, (said, on))) + ".", step)
            if self.dialog is not None:
                self.dialog.accept()

        step = self._editing.do(Together(tuple(steps)), text, done=done, refused=self._refused)

    def _refused(self, error: PhotoClipError) -> None:
        if self.dialog is not None:
            self.dialog.fail(str(error), error.hint)
        else:
            self._editing.refused.emit(error)


def _definition(card: IdeaCard) -> LabelDefinition:
    """What the idea means, whatever it is called now."""
    definition = card.idea.definition
    if definition.describe or definition.automatic is Automatic.OFF:
        return definition
    return replace(definition, describe=(leaf(card.idea.name),))
