"""A contact sheet of photos: pictures drawn in decoder processes, pages written one after another."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, DiskFullError, PhotoClipError
from photoclip.core.exports import ExportOptions, ExportProgress, ExportReport
from photoclip.core.types import InputSpec, ReadFailure, Rendering
from photoclip.exporting import files, names
from photoclip.exporting.originals import AWAY, Original, why_not
from photoclip.exporting.target import check_target, make_folder, refuse_without_room
from photoclip.media.contact_sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    ContactSheet,
    Grid,
    is_picture,
)
from photoclip.media.sandbox import DecoderPool
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.store import disk, places
from photoclip.store.database import Library

DECODERS = 2
_AHEAD = 8
_POLL_S = 0.1
_BYTES_A_PIXEL = 0.4  # of a detailed picture as a JPEG, generously
_SPEC = InputSpec(224)  # what indexing makes is not needed here
_PDF = b".pdf"
_ODD_PICTURE = "The picture can't be drawn."

Tell = Callable[[ExportProgress], None]
Renderer = Callable[[bytes, int], Rendering | ReadFailure]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A photo's picture, or why there is none. ``small``: the thumbnail, its drive is away."""

    jpeg: bytes = b""
    reason: str = ""
    small: bool = False


def export_sheet(
    library: Library,
    originals: Sequence[Original],
    roots: tuple[bytes, ...],
    options: ExportOptions,
    tell: Tell,
    cancel: CancelToken,
) -> ExportReport:
    """Make one PDF; see `export.export_photos`. Where its name is taken it gets a number behind."""
    wanted = _pdf_path(options.target)
    folder = os.path.dirname(wanted)
    check_target(library, folder)  # a PDF in a folder of the library is no photo of it
    if not (1 <= options.columns <= MOST_COLUMNS and 1 <= options.rows <= MOST_ROWS):
        raise PhotoClipError(
            f"A page can't have {options.columns} × {options.rows} photos.",
            f"At most {MOST_COLUMNS} columns and {MOST_ROWS} rows.",
        )
    grid = Grid(options.columns, options.rows, bool(options.title.strip()))
    width, height = grid.cell
    share = _BYTES_A_PIXEL * min(width, height) / max(width, height)
    refuse_without_room(folder, round(len(originals) * grid.side**2 * share))
    is_new = make_folder(folder)
    sheet = _Sheet(library, originals, roots, options, grid, tell, cancel)
    target, size, existed = wanted, 0, False
    part, stream = files.new_part(folder)
    try:
        with stream:
            sheet.write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if sheet.drawn:
            size = os.path.getsize(part)
            target, existed = _publish(part, wanted)
    except Cancelled:
        return ExportReport(0, 0, 0, wanted, tuple(sheet.skipped), cancelled=True)
    except OSError as error:
        where = os.fsdecode(folder)
        if disk.is_full(error):
            raise DiskFullError(
                f"The disk of {where} is full: no contact sheet was made.",
                "Free some space there, or choose another folder.",
            ) from error
        raise PhotoClipError(
            f"The contact sheet can't be written to {where}: {error.strerror or error}.",
            "Choose another folder.",
        ) from error
    finally:
        files.remove(part)
        if is_new:
            with suppress(OSError):
                os.rmdir(folder)  # only if it is empty
    return ExportReport(
        0 if existed else sheet.drawn,
        sheet.drawn if existed else 0,
        0 if existed else size,
        target,
        tuple(sheet.skipped),
        notes=tuple(sheet.notes()),
    )


def _pdf_path(target: bytes) -> bytes:
    path = os.path.abspath(target)
    if os.path.isdir(path):
        raise PhotoClipError(
            f"{os.fsdecode(path)} is a folder.", "A contact sheet is a file: name it, as sheet.pdf."
        )
    return path if path.lower().endswith(_PDF) else path + _PDF


def _publish(part: bytes, wanted: bytes) -> tuple[bytes, bool]:
    """Give the sheet its name, or the next that is free; whether the same was there already."""
    folder, name = os.path.split(wanted)
    number = 1
    while True:
        place = os.path.join(folder, os.fsencode(names.another(os.fsdecode(name), number)))
        try:
            files.publish(part, place)
        except FileExistsError:
            if files.is_same(part, place):
                return place, True
            number += 1
        else:
            return place, False


class _Sheet:
    """One sheet in the making."""

    def __init__(
        self,
        library: Library,
        originals: Sequence[Original],
        roots: tuple[bytes, ...],
        options: ExportOptions,
        grid: Grid,
        tell: Tell,
        cancel: CancelToken,
    ) -> None:
        self._library = library
        self._originals = originals
        self._roots = roots
        self._options = options
        self._grid = grid
        self._tell = tell
        self._cancel = cancel
        self._thumbnails = ThumbnailCache(library.thumbnails)
        self._undrawn: list[str] = []
        self._small = 0
        self.drawn = 0
        self.skipped: list[tuple[bytes, str]] = []

    def write(self, stream: BinaryIO) -> None:
        """Draw all of them. Raises `Cancelled`, `OSError`."""
        total = len(self._originals)
        sheet = ContactSheet(stream, self._grid, self._options.title)
        self._tell(ExportProgress(0, total))
        for place, (original, drawn) in enumerate(self._pictures(), 1):
            if drawn.jpeg and self._add(sheet, drawn.jpeg, original, place):
                self.drawn += 1
                self._small += drawn.small
            else:
                self.skipped.append((original.path, drawn.reason or _ODD_PICTURE))
            self._tell(ExportProgress(place, total))
        sheet.close()
        self._undrawn = sheet.undrawn

    def _add(self, sheet: ContactSheet, jpeg: bytes, original: Original, place: int) -> bool:
        try:
            sheet.add(jpeg, self._name(original, place), f"#{original.photo}")
        except ValueError:
            return False
        return True

    def notes(self) -> list[str]:
        """What a person should know of the sheet."""
        notes = []
        if self._small:
            notes.append(
                f"Of {_photos(self._small)} the small picture in the library was taken: "
                "the drive is not connected."
            )
        if self._undrawn:
            notes.append(
                "No font on this computer has all characters of "
                f"{_some(self._undrawn)}. Where they are missing is a …, and the photo's number."
            )
        return notes

    def _name(self, original: Original, place: int) -> str:
        name = os.path.basename(original.path).decode("utf-8", "replace")
        return names.numbered(name, place, len(self._originals)) if self._options.numbered else name

    def _pictures(self) -> Iterator[tuple[Original, _Drawn]]:
        """The photos with their pictures, in order; some are drawn ahead."""
        waiting: deque[tuple[Original, Future[_Drawn]]] = deque()
        remaining = iter(self._originals)
        with (
            DecoderPool(DECODERS, _SPEC) as pool,
            ThreadPoolExecutor(DECODERS, "sheet") as threads,
        ):
            try:
                while True:
                    while len(waiting) < _AHEAD and (one := next(remaining, None)) is not None:
                        content = places.content(self._library, one.photo)
                        future = threads.submit(self._draw, pool.render, one, content)
                        waiting.append((one, future))
                    if not waiting:
                        return
                    original, future = waiting.popleft()
                    yield original, self._result(future)
            finally:
                for _original, future in waiting:
                    future.cancel()
                pool.close()

    def _result(self, future: Future[_Drawn]) -> _Drawn:
        while True:
            self._cancel.check()
            with suppress(TimeoutError):
                return future.result(_POLL_S)

    def _draw(
        self, render: Renderer, original: Original, content: places.PhotoContent | None
    ) -> _Drawn:
        reason = original.reason
        for path in original.paths:
            outcome = render(path, self._grid.side)
            if isinstance(outcome, Rendering):
                return _Drawn(outcome.jpeg)
            reason = reason or why_not(path, self._roots, outcome.reason)
        if reason == AWAY and content is not None:
            small = self._thumbnails.read(content.digest)
            if small is not None and is_picture(small):
                return _Drawn(small, small=True)
        return _Drawn(reason=reason)


def _photos(count: int) -> str:
    return "1 photo" if count == 1 else f"{count} photos"


def _some(found: Sequence[str], most: int = 3) -> str:
    shown = ", ".join(f"“{name}”" for name in found[:most])
    return shown + (f" and {len(found) - most} more" if len(found) > most else "")
