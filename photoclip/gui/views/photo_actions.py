"""What the actions do to the photos that are selected."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from photoclip.browse.messages import Card, GetCards, ItemKey, ItemState
from photoclip.browse.overview_messages import Overview
from photoclip.core.commands import Flag, Verdict
from photoclip.core.types import PhotoId
from photoclip.gui.bridge import desktop
from photoclip.gui.bridge.asking import Asker
from photoclip.gui.models.text import readable_path
from photoclip.gui.views.actions import Actions
from photoclip.gui.views.browser import Browser
from photoclip.gui.views.choosing import NameDialog
from photoclip.gui.views.editing import MOST_PHOTOS, Editing

_MOST_FILES = 500  # that are handed to other programs or to the trash at once


class PhotoActions(QObject):
    """Connects the actions with the selection and with what can be done to it.

    ``query_wanted`` carries a query to show instead, ``told`` a sentence for the person.
    """

    query_wanted = Signal(object)
    told = Signal(str)

    def __init__(
        self,
        actions: Actions,
        browser: Browser,
        editing: Editing,
        asker: Asker,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._actions = actions
        self._browser = browser
        self._editing = editing
        self._asker = asker
        self._window = window
        self._overview = Overview()
        self._album, self._ordered = "", False
        self._connect()
        self.enable()

    def _connect(self) -> None:
        actions = self._actions
        for stars, action in enumerate(actions.rate):
            action.triggered.connect(partial(self._rate, stars))
        actions.pick.triggered.connect(lambda: self.flag(Flag.PICKED))
        actions.reject.triggered.connect(lambda: self.flag(Flag.REJECTED))
        actions.unflag.triggered.connect(lambda: self.flag(None))
        actions.similar.triggered.connect(self.find_similar)
        actions.label.triggered.connect(self._ask_label)
        actions.add_to_album.triggered.connect(self._ask_album)
        actions.remove_from_album.triggered.connect(self._remove_from_album)
        actions.earlier_in_album.triggered.connect(lambda: self._move_in_album(-1))
        actions.later_in_album.triggered.connect(lambda: self._move_in_album(1))
        actions.open_outside.triggered.connect(lambda: self._with_cards(self._open, 1))
        actions.show_in_folder.triggered.connect(lambda: self._with_cards(self._show, 1))
        for action in (actions.copy, actions.copy_path):
            action.triggered.connect(lambda: self._with_cards(self._copy))
        actions.trash.triggered.connect(lambda: self._with_cards(self._ask_trash))

    def set_overview(self, overview: Overview) -> None:
        """The labels and albums there are."""
        self._overview = overview

    def set_album(self, name: str, *, ordered: bool) -> None:
        """The manual album that is shown, empty for none, and whether in its own order."""
        self._album, self._ordered = name, ordered
        self.enable()

    def enable(self) -> None:
        """Offer what can be done with the selection."""
        some = bool(self.keys(1))
        for action in self._actions.for_photos:
            action.setEnabled(some)
        in_album = some and bool(self._album)
        self._actions.remove_from_album.setEnabled(in_album)
        for action in (self._actions.earlier_in_album, self._actions.later_in_album):
            action.setEnabled(in_album and self._ordered)

    # --- the selection ----------------------------------------------------------------------------

    def keys(self, limit: int = MOST_PHOTOS + 1) -> tuple[ItemKey, ...]:
        """The pictures an action is about: the one in the viewer, the selected ones, the current."""
        if self._browser.viewing:
            key = self._browser.viewer.key
            return () if key is None else (key,)
        if self._browser.reviewing:
            return ()
        grid = self._browser.grid
        selected = grid.selected_keys(limit)
        if selected:
            return tuple(selected)
        return () if grid.current_key is None else (grid.current_key,)

    def _with_cards(self, then: Callable[[list[Card]], None], limit: int = _MOST_FILES) -> None:
        """Do something with the cards of the selected pictures, once they are known."""
        keys = self.keys(limit + 1)
        if len(keys) > limit > 1:
            self.told.emit(self.tr("That is more than %n files at once. Select fewer.", "", limit))
            return

        def known(cards: tuple[Card | None, ...]) -> None:
            then([card for card in cards if card is not None])

        self._asker.ask(GetCards(keys[:limit]), known)

    # --- by hand ----------------------------------------------------------------------------------

    def _rate(self, stars: int, _checked: bool = False) -> None:
        self.rate(stars)

    def rate(self, stars: int | None) -> None:
        """Give the selected photos stars; 0 for none, None goes back to what the files say."""
        self._editing.rate(self.keys(), stars)

    def flag(self, flag: Flag | None) -> None:
        """Pick or reject the selected photos."""
        self._editing.flag(self.keys(), flag)

    def mark(self, label: str, verdict: Verdict | None) -> None:
        """Say that a label is right or wrong on the selected photos."""
        self._editing.mark(self.keys(), label, verdict)

    def _ask_label(self) -> None:
        known = tuple(label.name for label in self._overview.labels)
        keys = self.keys()  # the library may change while the dialog is open
        dialog = NameDialog(
            self.tr("Label"),
            self.tr("A label for %n photo(s):", "", len(keys)),
            known,
            self._window,
        )
        if dialog.exec():
            self._editing.mark(keys, dialog.name, Verdict.CONFIRMED)

    def _ask_album(self) -> None:
        known = tuple(album.name for album in self._overview.albums if not album.smart)
        keys = self.keys()
        dialog = NameDialog(
            self.tr("Add to album"),
            self.tr("An album for %n photo(s); a new name makes a new album:", "", len(keys)),
            known,
            self._window,
        )
        if dialog.exec():
            self._editing.add_to_album(keys, dialog.name)

    def _remove_from_album(self) -> None:
        self._editing.remove_from_album(self.keys(), self._album)

    def _move_in_album(self, step: int) -> None:
        """Move the selected photos one place towards the album's beginning or end."""
        keys, photos = self.keys(), self._browser.grid.photos
        rows = sorted(row for row in map(photos.row_of, keys) if row is not None)
        if not rows:
            return
        place = rows[0] - 1 if step < 0 else rows[-1] + 2
        if not 0 <= place <= photos.rowCount():
            return
        following = photos.keys(place, place) if place < photos.rowCount() else ()
        before = PhotoId(following[0]) if following else None
        moved = tuple(photos.keys(row, row)[0] for row in rows)
        self._editing.move_in_album(moved, self._album, before)

    def find_similar(self) -> None:
        """Show photos like the current one."""
        keys = self.keys(1)
        if keys and keys[0] > 0:
            self.query_wanted.emit(f"like:#{keys[0]}")
        elif keys:
            self.told.emit(self.tr("This file has not been read yet. Try again in a moment."))

    # --- files ------------------------------------------------------------------------------------

    def _open(self, cards: list[Card]) -> None:
        for card in cards:
            if not desktop.open_file(card.path):
                self._tell_not_there(card)

    def _show(self, cards: list[Card]) -> None:
        for card in cards:
            self.show_in_folder(card.path)

    def show_in_folder(self, path: bytes) -> None:
        """Open a file's folder in the file manager."""
        if not desktop.show_in_folder(path):
            name = readable_path(path)
            self.told.emit(self.tr("The folder of {name} can't be opened.").format(name=name))

    def _copy(self, cards: list[Card]) -> None:
        desktop.copy_paths(tuple(card.path for card in cards))
        self.told.emit(self.tr("%n path(s) copied", "", len(cards)))

    def _tell_not_there(self, card: Card) -> None:
        name = readable_path(card.path)
        if card.offline:
            text = self.tr("{name} is on a drive that is not connected.")
        else:
            text = self.tr("{name} can't be opened.")
        self.told.emit(text.format(name=name))

    def _ask_trash(self, cards: list[Card]) -> None:
        there = [card for card in cards if not card.offline]
        if not there:
            self.told.emit(self.tr("These files are on a drive that is not connected."))
            return
        question = QMessageBox(self._window)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setIcon(QMessageBox.Icon.Question)
        question.setWindowTitle(self.tr("Move to trash"))
        if len(there) == 1:
            name = readable_path(there[0].path)
            question.setText(self.tr("Move {name} to the trash?").format(name=name))
        else:
            question.setText(self.tr("Move %n file(s) to the trash?", "", len(there)))
        others = sum(max(0, card.copies - 1) for card in there if card.state is ItemState.READY)
        more = self.tr("%n other cop(ies) stay where they are.", "", others) if others else ""
        back = self.tr("You can take this back with Undo, or from the trash.")
        question.setInformativeText(f"{more} {back}".strip())
        move = question.addButton(self.tr("Move to trash"), QMessageBox.ButtonRole.AcceptRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(move)
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.finished.connect(
            lambda _code: self._trash_if(question.clickedButton() is move, there)
        )
        question.setModal(True)
        question.open()

    def _trash_if(self, wanted: bool, cards: list[Card]) -> None:
        if wanted:
            self._editing.move_to_trash([card.path for card in cards])

    # --- the menu ---------------------------------------------------------------------------------

    def show_menu(self, place: QPoint) -> None:
        """Offer what can be done with the selected photos."""
        if self.keys(1):
            menu = self._actions.photo_menu(self._window)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)
