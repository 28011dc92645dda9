"""Photos out of the library, in their order: originals are read, and never touched."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, PhotoClipError
from photoclip.core.exports import ExportKind, ExportOptions, ExportProgress, ExportReport
from photoclip.core.types import PhotoId
from photoclip.exporting import files, names
from photoclip.exporting.folder import ExportFolder, Placed
from photoclip.exporting.originals import (
    Original,
    bytes_of,
    original_of,
    sidecars_of,
    why_not,
)
from photoclip.exporting.sheet import export_sheet
from photoclip.exporting.target import check_target, make_folder, refuse_without_room, room_left
from photoclip.store import disk
from photoclip.store import files as store_files
from photoclip.store.database import Library

_ODD_NAME = {
    getattr(errno, name) for name in ("EINVAL", "EILSEQ", "ENAMETOOLONG") if hasattr(errno, name)
}
_NO_LINK_HERE = "No link to this photo can be made there: it lies on another drive."
_NAME_REFUSED = "The drive it should go to refuses its name."

Tell = Callable[[ExportProgress], None]


def export_photos(
    library: Library,
    photos: Sequence[PhotoId],
    options: ExportOptions,
    tell: Tell = lambda _progress: None,
    cancel: CancelToken | None = None,
) -> ExportReport:
    """Export these photos in this order; one that is named twice once.

    What can't be had is left out, with a reason. A disk that fills up, a target that goes away and
    ``cancel`` end it early: the report says so, what was made stays, nothing is left half made.
    Raises `PhotoClipError` before anything is made: a target that may not be one, no room
    (`DiskFullError`), no photos; and `Cancelled` where it was stopped before it began.
    """
    token = cancel or CancelToken()
    wanted = tuple(dict.fromkeys(photos))
    if not wanted:
        raise PhotoClipError(
            "There is nothing to export.",
            "Choose photos, an album that has some, or another search.",
        )
    originals = list(_originals(library, wanted, token))
    roots = tuple(root.path for root in store_files.roots(library))
    if options.kind is ExportKind.SHEET:
        return export_sheet(library, originals, roots, options, tell, token)
    folder = os.path.abspath(options.target)
    notes = check_target(library, folder)
    run = _Run(folder, originals, roots, options, tell, token)
    try:
        run.refuse_without_room()
        with _new_folder(folder):
            run.all()
    except Cancelled:
        run.cancelled = True
    return run.report(notes)


def _originals(
    library: Library, photos: Sequence[PhotoId], cancel: CancelToken
) -> Iterator[Original]:
    for photo in photos:
        cancel.check()
        yield original_of(library, photo)


@contextmanager
def _new_folder(folder: bytes) -> Iterator[None]:
    """The folder, made where it is missing; one that stayed empty doesn't stay."""
    is_new = make_folder(folder)
    try:
        yield
    finally:
        if is_new:
            with suppress(OSError):
                os.rmdir(folder)  # only if it is empty


class _StoppedError(Exception):
    """The export can't go on; ``str`` says why."""


class _Run:
    """One export into a folder, and what came of it so far."""

    def __init__(
        self,
        folder: bytes,
        originals: Sequence[Original],
        roots: tuple[bytes, ...],
        options: ExportOptions,
        tell: Tell,
        cancel: CancelToken,
    ) -> None:
        self._folder = folder
        self._originals = originals
        self._roots = roots
        self._options = options
        self._tell = tell
        self._cancel = cancel
        self._copies = options.kind is ExportKind.COPIES
        self.made = self.existed = self.byte_size = 0
        self.skipped: list[tuple[bytes, str]] = []
        self.notes: list[str] = []
        self.cancelled = False
        self.stopped = ""

    def report(self, notes: tuple[str, ...]) -> ExportReport:
        """What came of it."""
        return ExportReport(
            self.made,
            self.existed,
            self.byte_size,
            self._folder,
            tuple(self.skipped),
            self.cancelled,
            (*notes, *self.notes),
            self.stopped,
        )

    def refuse_without_room(self) -> None:
        """Raise `DiskFullError` if the copies don't fit; those that are there already need no room."""
        if not self._copies:
            return
        needed = 0
        for place, original in enumerate(self._originals, 1):
            self._cancel.check()
            if original.paths:
                size = bytes_of(original.path)
                there = os.path.join(self._folder, os.fsencode(self._name(original, place)))
                if bytes_of(there) != size:
                    needed += size
                if self._options.sidecars:
                    needed += sum(map(bytes_of, sidecars_of(original.path)))
        refuse_without_room(self._folder, needed)

    def all(self) -> None:
        """Export one after another. Raises `Cancelled`, `PhotoClipError`."""
        try:
            target = ExportFolder(
                self._folder,
                self._options.kind,
                sidecars=self._options.sidecars,
                cancel=self._cancel,
            )
        except OSError as error:
            raise PhotoClipError(
                f"{os.fsdecode(self._folder)} can't be read: {error.strerror}.",
                "Choose another folder.",
            ) from error
        total = len(self._originals)
        self._tell(ExportProgress(0, total))
        for place, original in enumerate(self._originals, 1):
            self._cancel.check()
            try:
                self._one(target, original, place)
            except _StoppedError as reason:
                self.stopped = str(reason)
                return
            self._tell(ExportProgress(place, total))

    def _name(self, original: Original, place: int) -> str:
        name = names.valid_name(os.path.basename(original.path))
        if self._options.numbered:
            return names.numbered(name, place, len(self._originals))
        return name

    def _one(self, target: ExportFolder, original: Original, place: int) -> None:
        reason = original.reason
        for path in original.paths:
            try:
                placed = self._placed(target, path, self._name(original, place))
            except files.UnreadableError as error:
                reason = reason or why_not(path, self._roots, str(error))
                continue
            except _Refused as refusal:
                reason = str(refusal)
                break
            self.made += placed.made
            self.existed += not placed.made
            self.byte_size += placed.byte_size
            if placed.note:
                self.notes.append(f"{placed.name}: {placed.note}")
            return
        self.skipped.append((original.path, reason))

    def _placed(self, target: ExportFolder, path: bytes, name: str) -> Placed:
        """Put one file there. Raises `UnreadableError`, `_Refused`, `_StoppedError`."""
        where = os.fsdecode(self._folder)
        if not self._copies:
            with files.readable(path):
                pass
        elif target.holder(name) is None:
            left = room_left(self._folder)
            if left is not None and left < bytes_of(path):
                raise _StoppedError(_full(where))
        try:
            return target.place(path, name)
        except files.UnfaithfulError:
            raise _StoppedError(
                f"What was written to {where} reads back as something else: the drive may be broken."
            ) from None
        except OSError as error:
            if disk.is_full(error):
                raise _StoppedError(_full(where)) from error
            if not self._copies and files.means_no_links(error):
                if not self.made and not self.existed:
                    raise PhotoClipError(
                        f"The drive of {where} can't hold links.", "Export copies instead."
                    ) from error
                raise _Refused(_NO_LINK_HERE) from error
            if error.errno in _ODD_NAME:
                raise _Refused(_NAME_REFUSED) from error
            said = error.strerror or str(error)
            raise _StoppedError(f"Nothing more can be written to {where}: {said}.") from error


class _Refused(Exception):  # noqa: N818 - ends as a reason
    """One photo can't go there; ``str`` says why."""


def _full(where: str) -> str:
    return f"The disk of {where} is full. What was made stays; the same export goes on from there."
