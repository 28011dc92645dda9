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
    DiscardCaption,
    Flag,
    MarkLabel,
    MoveInAlbum,
    RemoveFromAlbum,
    SetCaption,
    SetFlag,
    SetRating,
    SetTitle,
    Together,
    Verdict,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.types import PhotoId
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.bridge.trash import Move, Trash, TrashReport
from photoclip.gui.models.history import Failed, History, Step
from photoclip.gui.models.told import told

MOST_PHOTOS = 20_000
"""More in one step would make the log of changes long and the window wait."""


class Editing(QObject):
    """Sends changes to the library's owner and remembers how to take them back.

    ``applied`` after a change is in the library, with its `Command`; ``refused`` a
    `PhotoClipError`; ``told`` a sentence for the person; ``trashed`` how many files went to the
    trash, and the `Step` of it (None where it can't be taken back).
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

    def title(self, key: ItemKey, text: str | None) -> None:
        """Give a photo a title by hand; None goes back to what its file says."""
        self._each([key], self.tr("Title"), lambda photo: SetTitle(photo, text))

    def caption(self, key: ItemKey, text: str | None) -> None:
        """Give a photo a caption by hand; None goes back to what its file says."""
        self._each([key], self.tr("Caption"), lambda photo: SetCaption(photo, text))

    def discard_caption(self, key: ItemKey, model: str) -> None:
        """Show no more what this model wrote about a photo."""
        text = self.tr("Discard a model’s caption")
        self._each([key], text, lambda photo: DiscardCaption(photo, model))

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

    def move_in_album(self, keys: Sequence[ItemKey], album: str, before: PhotoId | None) -> None:
        """Move photos of an album, in this order, before another one of it; None: to its end."""
        text = self.tr("Order of album “{name}”").format(name=album)
        self._each(keys, text, lambda photo: MoveInAlbum(photo, album, before))

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

    def do(
        self,
        command: Command,
        text: str,
        failed: Failed | None = None,
        *,
        done: Callable[[], None] | None = None,
        refused: Callable[[PhotoClipError], None] | None = None,
    ) -> Step:
        """Have a command applied; ``text`` names it in the menu that takes it back.

        ``failed`` is given where it is done again. ``done`` is called after it is in the library,
        ``refused`` in place of the signal if it can't be. Returns the step that takes it back.
        """

        def applied(_applied: Applied) -> None:
            self.applied.emit(command)
            if done is not None:
                done()

        def not_applied(error: PhotoClipError) -> None:
            self.history.remove(step)
            if failed is not None:
                failed()
            (refused or self.refused.emit)(error)

        def undo(not_undone: Failed) -> None:
            def refused_to_undo(error: PhotoClipError) -> None:
                not_undone()
                self.refused.emit(error)

            self._owner.undo(edit, lambda _undone: self.applied.emit(command), refused_to_undo)

        step = Step(text, undo, partial(self._do_again, command, text))
        edit = self._owner.apply(command, applied, not_applied)
        self.history.add(step, again=failed is not None)
        return step

    def _do_again(self, command: Command, text: str, failed: Failed) -> None:
        self.do(command, text, failed)

    # --- the trash --------------------------------------------------------------------------------

    def move_to_trash(self, paths: Sequence[bytes]) -> None:
        """Move files to the platform's trash. Whoever calls this has asked the person first."""
        step = Step(
            self.tr("Move %n file(s) to the trash", "", len(paths)),
            lambda failed: self._put_back(move, failed),
        )
        move = self._trash.move(tuple(paths), lambda report: self._moved(step, report))
        self.history.add(step)

    def _moved(self, step: Step, report: TrashReport) -> None:
        if not report.can_be_undone:
            self.history.remove(step)
        if report.moved and (self.history.holds(step) or not report.can_be_undone):
            self.trashed.emit(len(report.moved), step if report.can_be_undone else None)
        self._tell_refused(report)

    def _put_back(self, move: Move, failed: Failed) -> None:
        def restored(report: TrashReport) -> None:
            if report.moved:
                self.told.emit(self.tr("%n file(s) put back from the trash", "", len(report.moved)))
            if report.refused:
                failed()
            self._tell_refused(report)

        self._trash.restore(move, restored)

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
