"""Moving files to the platform's trash and back, off the main thread."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QFile, QObject, QStandardPaths, Qt, Signal, Slot

_NO_TRASH = "There is no trash for the drive it lies on, or it can't be written."


@dataclass(frozen=True, slots=True)
class Trashed:
    """A file that lies in the trash: where it was, and where it is now (empty if nobody knows)."""

    path: bytes
    place: bytes


@dataclass(frozen=True, slots=True)
class TrashReport:
    """What a move to the trash did, and what it could not do: paths with reasons."""

    moved: tuple[Trashed, ...]
    refused: tuple[tuple[bytes, str], ...]

    @property
    def can_be_undone(self) -> bool:
        """Whether the platform told where everything went."""
        return bool(self.moved) and all(one.place for one in self.moved)


class Move:
    """A move to the trash that was asked for; ``report`` once it is done."""

    def __init__(self) -> None:
        self.report: TrashReport | None = None


class Trash(QObject):
    """Moves files to the trash, in the order asked; answers come on the main thread."""

    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = ThreadPoolExecutor(1, "trash")
        self._answered.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def move(self, paths: tuple[bytes, ...], done: Callable[[TrashReport], None]) -> Move:
        """Move files to the trash; those that can't be moved stay where they are.

        The result names the move for `restore`, which may be asked for at once.
        """
        move = Move()

        def work() -> TrashReport:
            move.report = move_to_trash(paths)
            return move.report

        self._later(work, done)
        return move

    def restore(self, move: Move, done: Callable[[TrashReport], None]) -> None:
        """Put files back where they were. Nothing that lies there by now is overwritten."""
        self._later(lambda: restore(move.report.moved if move.report else ()), done)

    def close(self) -> None:
        """Finish what was asked for and end."""
        self._thread.shutdown()

    def _later(self, work: Callable[[], TrashReport], done: Callable[[TrashReport], None]) -> None:
        def run() -> None:
            self._answered.emit(done, work())

        # Asking for the result lets a bug in the thread be heard of.
        self._thread.submit(run).add_done_callback(Future.result)

    @Slot(object, object)
    def _call(self, done: Callable[[TrashReport], None], report: TrashReport) -> None:
        done(report)


def move_to_trash(paths: tuple[bytes, ...]) -> TrashReport:
    """See `Trash.move`."""
    moved, refused = [], []
    # Qt makes the trash in the person's data folder, but not that folder itself.
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    with suppress(OSError):
        os.makedirs(data, exist_ok=True)
    for path in paths:
        file = QFile(os.fsdecode(path))
        if not _named_the_same(path):
            refused.append((path, "Its name is not valid Unicode; delete it in the file manager."))
        elif file.moveToTrash():
            # Afterwards the object names the place in the trash, where the platform tells it.
            place = file.fileName()
            moved.append(Trashed(path, b"" if place == os.fsdecode(path) else os.fsencode(place)))
        else:
            there = os.path.lexists(path)
            refused.append((path, _NO_TRASH if there else "It is not there any more."))
    return TrashReport(tuple(moved), tuple(refused))


def restore(moved: tuple[Trashed, ...]) -> TrashReport:
    """See `Trash.restore`. ``moved`` of the report are those that are back."""
    back, refused = [], []
    for one in moved:
        if not os.path.lexists(one.place) and os.path.lexists(one.path):
            continue  # it came back at an earlier try
        try:
            if os.path.lexists(one.path):
                raise FileExistsError("another file lies there now")
            os.rename(one.place, one.path)
        except OSError as error:
            refused.append((one.path, error.strerror or str(error)))
            continue
        _forget_note(one.place)
        back.append(one)
    return TrashReport(tuple(back), tuple(refused))


def _named_the_same(path: bytes) -> bool:
    """Whether Qt can name this file: it knows names as Unicode only."""
    try:
        path.decode("utf-8")
    except UnicodeDecodeError:
        return os.name == "nt"
    return True


def _forget_note(place: bytes) -> None:
    """Remove what the desktop noted about a file in its trash (freedesktop.org Trash 1.0)."""
    files, name = os.path.split(place)
    trash, folder = os.path.split(files)
    if folder == b"files":
        with suppress(OSError):
            os.unlink(os.path.join(trash, b"info", name + b".trashinfo"))
