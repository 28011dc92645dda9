"""What a person does to photos: stars, flags, labels, albums, the trash; and taking it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QLocale, QObject, Signal

from photoclip.browse.messages import ItemKey
from photoclip.core.commands import (
    AddToAlbum,
    Applied,
    Command,
    CreateAlbum,
    Flag,
    MarkLabel,
    RemoveFromAlbum,
    SetFlag,
    SetRating,
    Together,
    Verdict,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.types import PhotoId
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.bridge.trash import Trash, Trashed, TrashReport
from photoclip.gui.models.history import Failed, History, Pending, Step
from photoclip.gui.models.told import told

MOST_PHOTOS = 20_000
"""More in one step would make the log of changes long and the window wait."""


class Editing(QObject):
    """Sends changes to the library's owner and remembers how to take them back.

    ``applied`` after a change is in the library, with its `Command`; ``refused`` a
    `PhotoClipError`; ``told`` a sentence for the person; ``trashed`` how many files went to the
    trash, and the `Pending` step of it (None where it can't be taken back).
    """

    applied = Signal(object)
    refused = Signal(object)
    told = Signal(str)
    trashed = Signal(int, object)

    def __init__(
        self, owner: LibraryOwner, trash: Trash, history: History, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._owner = owner
        self._trash = trash
        self.history = history

    # --- photos -----------------------------------------------------------------------------------

    def rate(self, keys: Sequence[ItemKey], stars: int | None) -> None:
        """Give stars by hand; None goes back to what the files say."""
        text = self.tr("Rating of %n photo(s)", "", len(keys))
        self._each(keys, text, lambda photo: SetRating(photo, stars))

    def flag(self, keys: Sequence[ItemKey], flag: Flag | None) -> None:
        """Pick or reject photos, or take the flag away."""
        text = self.tr("Flag of %n photo(s)", "", len(keys))
        self._each(keys, text, lambda photo: SetFlag(photo, flag))

    def mark(self, keys: Sequence[ItemKey], label: str, verdict: Verdict | None) -> None:
        """Say that a label is right or wrong on photos; None takes that back."""
        text = self.tr("Label “{name}”").format(name=label)
        self._each(keys, text, lambda photo: MarkLabel(photo, label, verdict))

    def add_to_album(self, keys: Sequence[ItemKey], album: str) -> None:
        """Put photos at the end of an album, which is made if it is new."""
        text = self.tr("Add to album “{name}”").format(name=album)
        self._each(keys, text, lambda photo: AddToAlbum(photo, album))

    def remove_from_album(self, keys: Sequence[ItemKey], album: str) -> None:
        """Take photos out of an album; they stay in the library."""
        text = self.tr("Remove from album “{name}”").format(name=album)
        self._each(keys, text, lambda photo: RemoveFromAlbum(photo, album))

    def create_album(self, name: str, query: str | None = None) -> None:
        """A new album; with a query it is a saved search."""
        text = self.tr("New album “{name}”").format(name=name)
        self.do(CreateAlbum(name, query), text)

    def _each(
        self, keys: Sequence[ItemKey], text: str, command: Callable[[PhotoId], Command]
    ) -> None:
        photos = [PhotoId(key) for key in keys if key > 0]
        if not photos:
            if keys:
                self.told.emit(self.tr("This file has not been read yet. Try again in a moment."))
            return
        if len(photos) > MOST_PHOTOS:
            self.told.emit(
                self.tr("That is more than {count} photos at once. Select fewer.").format(
                    count=QLocale().toString(MOST_PHOTOS)
                )
            )
            return
        each = tuple(command(photo) for photo in photos)
        self.do(each[0] if len(each) == 1 else Together(each), text)

    # --- commands ---------------------------------------------------------------------------------

    def do(self, command: Command, text: str, failed: Failed | None = None) -> None:
        """Have a command applied; ``text`` names it in the menu that takes it back.

        ``failed`` is given where it is done again.
        """
        pending = self.history.begin(again=failed is not None)

        def undo(applied: Applied, not_undone: Failed) -> None:
            def refused(error: PhotoClipError) -> None:
                not_undone()
                self.refused.emit(error)

            self._owner.undo(applied, lambda _undone: self.applied.emit(command), refused)

        def done(applied: Applied) -> None:
            step = Step(text, partial(undo, applied), partial(self.do, command, text))
            self.history.came(pending, step)
            self.applied.emit(command)

        def refused(error: PhotoClipError) -> None:
            self.history.nothing_came(pending)
            if failed is not None:
                failed()
            self.refused.emit(error)

        self._owner.apply(command, done, refused)

    # --- the trash --------------------------------------------------------------------------------

    def move_to_trash(self, paths: Sequence[bytes]) -> None:
        """Move files to the platform's trash. Whoever calls this has asked the person first."""
        self._trash.move(tuple(paths), partial(self._moved, self.history.begin()))

    def _moved(self, pending: Pending, report: TrashReport) -> None:
        if report.can_be_undone:
            text = self.tr("Move %n file(s) to the trash", "", len(report.moved))
            self.history.came(pending, Step(text, partial(self._put_back, report.moved)))
        else:
            self.history.nothing_came(pending)
        if report.moved:
            self.trashed.emit(len(report.moved), pending if report.can_be_undone else None)
        self._tell_refused(report)

    def _put_back(self, moved: tuple[Trashed, ...], failed: Failed) -> None:
        def restored(report: TrashReport) -> None:
            if report.moved:
                self.told.emit(self.tr("%n file(s) put back from the trash", "", len(report.moved)))
            if report.refused:
                failed()
            self._tell_refused(report)

        self._trash.restore(moved, restored)

    def _tell_refused(self, report: TrashReport) -> None:
        if report.refused:
            path, reason = report.refused[0]
            name = path.decode("utf-8", "replace")
            others = len(report.refused) - 1
            text = self.tr("{name} could not be moved: {reason}").format(
                name=name, reason=told(reason)
            )
            more = self.tr("(and %n more)", "", others) if others else ""
            self.refused.emit(PhotoClipError(f"{text} {more}".strip()))
