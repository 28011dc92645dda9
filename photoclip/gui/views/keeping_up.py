"""What is shown follows the library: edits, new photos, captions, a browse process that began anew."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photoclip.browse.messages import Card, GetCards, ItemKey, Order
from photoclip.core.commands import Command, SetSetting
from photoclip.gui.bridge.asking import Asker
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.views.inspecting import Inspecting
from photoclip.gui.views.labelling import Labelling
from photoclip.gui.views.searching import Searching
from photoclip.gui.views.surveying import Surveying

_BY_WORDS = frozenset({"caption", "has"})
"""Filters whose answer changes with captions."""

_BY_HAND = frozenset({"rating", "is", "label", "album", "keyword"}) | _BY_WORDS
"""Filters whose answer changes with what a person does."""

_FEW = 300
"""So many photos changed at once are shown anew one by one."""


class KeepingUp(QObject):
    """Asks again for what a change may have made untrue, and for no more than that."""

    def __init__(
        self,
        asker: Asker,
        photos: PhotosModel,
        searching: Searching,
        surveying: Surveying,
        labelling: Labelling,
        inspecting: Inspecting,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._asker = asker
        self._photos = photos
        self._searching = searching
        self._surveying = surveying
        self._labelling = labelling
        self._inspecting = inspecting

    def library_changed(self) -> None:
        """Anything may be new."""
        self._searching.changed()
        self._surveying.changed()
        self._labelling.changed()
        self._photos.refresh()
        self._inspecting.refresh()

    def edited(self, command: Command) -> None:
        """A command was applied, by this window or by anybody else."""
        photos = photos_of(command)
        if len(photos) <= _FEW:
            if photos:
                self._asker.ask(GetCards(photos), self._update_cards)
        else:
            self._photos.refresh()
        if isinstance(command, SetSetting):
            self._photos.refresh()
        rated = self._searching.question.order is Order.RATING
        if self._filtered_by(_BY_HAND) or rated or not photos:
            self._searching.changed()
        self._surveying.changed()
        self._labelling.changed()
        self._inspecting.refresh()

    def captions_written(self) -> None:
        """Photos got captions."""
        if self._filtered_by(_BY_WORDS):
            self._searching.changed()

    def _filtered_by(self, names: frozenset[str]) -> bool:
        return not names.isdisjoint(chip.name for chip in self._searching.chips)

    def _update_cards(self, cards: tuple[Card | None, ...]) -> None:
        for card in cards:
            if card is not None:
                self._photos.update(card)


def photos_of(command: Command) -> tuple[ItemKey, ...]:
    """The photos a command is about."""
    parts = getattr(command, "commands", None)
    if parts is not None:
        return tuple(key for part in parts for key in photos_of(part))
    photo = getattr(command, "photo", None)
    return () if photo is None else (ItemKey(photo),)
