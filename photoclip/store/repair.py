"""Repairing a library: from the newest backup, and what the damaged file itself can still say.

What files say about themselves is read again by the next `index`. What a person made by hand comes
from the backup and from the log of edits made since. A kill at any moment leaves the old library or
the new one (`store.swap`), and repairing again goes on from there. Nothing is deleted: the damaged
files are kept beside the library.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from photoclip.core.command_json import from_json, to_json
from photoclip.core.commands import NOTHING, Command, Together
from photoclip.core.errors import LibraryError, LibraryNotFoundError, PhotoClipError
from photoclip.core.types import ContentHash, PhotoId
from photoclip.store import calendar, disk, photos, remains, swap, tags, vectors
from photoclip.store.commands import carry_out, content_lookup, edit_crc, record
from photoclip.store.connection import (
    FILE_NAME,
    LOCK_NAME,
    Connection,
    LibraryDamagedError,
    now,
)
from photoclip.store.copies import Backup, backups, newest_good
from photoclip.store.database import (
    Library,
    damage,
    look_before_writing,
    open_locked,
    open_owner,
)
from photoclip.store.lock import OwnerLock
from photoclip.store.salvage import Row, Wreck, wreck

_EDIT_COLUMNS = "uid, made_at, command, undo, crc"
_SMALLEST_EDIT = 50
"""Bytes: two commands, a name and a time take more."""


@dataclass(frozen=True, slots=True)
class LostEdits:
    """Edits ``first``..``last`` (numbers in the log) that are not in the repaired library.

    ``last`` is None where nobody knows how many there were.
    """

    first: int
    last: int | None
    reason: str


@dataclass
class RepairReport:
    """What a repair found and did.

    ``damage`` is None if the file was sound; ``mended`` lists what was put right all the same.
    ``backup`` is the one the new library was made from (None: it began empty), ``replayed`` counts
    the edits applied to it, ``kept`` is where the damaged files are now.
    """

    damage: str | None
    mended: list[str] = field(default_factory=list)
    backup: Backup | None = None
    replayed: int = 0
    lost: list[LostEdits] = field(default_factory=list)
    rebuilt: list[str] = field(default_factory=list)
    kept: Path | None = None


def repair(folder: Path) -> RepairReport:
    """Put the library in ``folder`` right as far as can be.

    Raises `LibraryBusyError` while a process owns it, `LibraryNotFoundError` where there is neither
    a library nor a backup, `LibraryError` (from the future, can't be written), `DiskFullError`.
    """
    path = folder / FILE_NAME
    if not folder.is_dir():
        raise LibraryNotFoundError(
            f"There is no library in {folder}.", "Add a folder of photos: photoclip add FOLDER"
        )
    try:
        with OwnerLock(folder / LOCK_NAME) as lock:
            swap.finish(folder)
            backup = newest_good(folder)
            if not path.exists() and backup is None:
                raise LibraryNotFoundError(
                    f"There is neither a library nor a backup in {folder}.",
                    "Add a folder of photos: photoclip add FOLDER",
                )
            wrong = _what_is_wrong(folder)
            if wrong is not None:
                return _rebuild(folder, wrong, backup)
            with closing(open_locked(folder, lock)) as library:
                return RepairReport(None, _mend(library))
    except OSError as error:
        disk.refuse_if_full(folder)
        raise LibraryError(
            f"The library in {folder} could not be repaired: {error.strerror or error}.",
            "Check the drive and the folder's permissions, then run the same command again.",
        ) from error


def _what_is_wrong(folder: Path) -> str | None:
    """As an owner would find it. Raises `LibraryError` for what is no business of a repair."""
    try:
        look_before_writing(folder)
    except LibraryDamagedError as error:
        return damage(folder) or str(error)
    return None


def _mend(library: Library) -> list[str]:
    """Put right what a sound file can still hold wrong; what was done."""
    done = []
    with library.transaction() as connection:
        removed = vectors.delete_damaged(connection)
        if removed:
            done.append(f"{removed} damaged vectors removed; photoclip index computes them again")
        for key, value in connection.execute("SELECT key, value FROM setting").fetchall():
            if not _is_json(value):
                connection.execute("DELETE FROM setting WHERE key = ?", (key,))
                done.append(f"the damaged setting {key} removed; its default holds again")
    return done


def _is_json(value: object) -> bool:
    try:
        json.loads(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


def _rebuild(folder: Path, wrong: str, backup: Backup | None) -> RepairReport:
    report = RepairReport(wrong, backup=backup)
    known = [path for path in (folder / FILE_NAME, folder / f"{FILE_NAME}-wal") if path.exists()]
    sources = [*known, *([backup.path] if backup else [])]
    size = sum(path.stat().st_size for path in sources)
    disk.refuse_if_full(folder, needed=size + size // 4)
    part = swap.begin(folder)
    if backup is not None:
        shutil.copyfile(backup.path, part / FILE_NAME)
    with (
        wreck(folder, part / "wreck", _same_layout(folder, backup)) as left,
        closing(open_owner(part)) as library,
        library.transaction() as connection,
    ):
        _salvage(connection, left, report)
        tags.mark_stale(connection)  # what rules put on photos is derived from them anew
    for path in part.iterdir():
        if path.name != FILE_NAME:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    report.kept = swap.decide(folder)
    since = f"since {backup.date}" if backup else "so far"
    report.rebuilt.append(f"photos added or changed {since} are read again by: photoclip index")
    return report


def _same_layout(folder: Path, backup: Backup | None) -> Path | None:
    """The backup if its tables lie where the library's do: the older ones were packed anew."""
    return backup.path if backup is not None and backup == backups(folder)[0] else None


def _salvage(connection: Connection, left: Wreck | None, report: RepairReport) -> None:
    (before,) = connection.execute("SELECT coalesce(max(id), 0) FROM edit").fetchone()
    if left is None:
        reason = "nothing of the damaged file can be read"
        report.lost.append(LostEdits(before + 1, None, reason))
        return
    last = left.last_number("edit", before, _SMALLEST_EDIT)
    rows = left.by_number("edit", _EDIT_COLUMNS, before + 1, last)
    for gap in _gaps(before + 1, last, {*rows.found}, rows.unread):
        missing = range(gap.first, (gap.last or gap.first) + 1)
        rows.found.update(left.one_by_one("edit", _EDIT_COLUMNS, missing))
    for low, high in rows.unread:
        report.lost.append(LostEdits(low, high, "unreadable"))
    _replay(connection, rows.found, report)
    report.lost += _gaps(before + 1, last, {*rows.found}, rows.unread)
    report.lost.sort(key=lambda lost: lost.first)
    _never_again(connection, last)
    if not left.grafted:
        _take_over(connection, left, trusting=bool(report.lost) or report.backup is None)
        if report.lost:
            _fill_gaps(connection, left, report)


def _gaps(first: int, last: int, found: set[int], unread: list[tuple[int, int]]) -> list[LostEdits]:
    """Numbers that are neither there nor known to be unreadable: the log has none left out."""
    gaps: list[LostEdits] = []
    start = None
    for number in range(first, last + 2):
        known = number > last or number in found or any(a <= number <= b for a, b in unread)
        if not known and start is None:
            start = number
        elif known and start is not None:
            gaps.append(LostEdits(start, number - 1, "missing from the log"))
            start = None
    return gaps


def _replay(connection: Connection, edits: dict[int, Row], report: RepairReport) -> None:
    """Apply edits to the backup, in their order, and log them as they were."""
    content_of = content_lookup(connection)
    for number in sorted(edits):
        uid, made_at, command, undo, crc = edits[number]
        if not all(isinstance(text, str) for text in (uid, made_at, command, undo)) or (
            edit_crc(uid, made_at, command, undo) != crc
        ):
            report.lost.append(LostEdits(number, number, "damaged: its checksum is wrong"))
            continue
        photo_of = _PhotoFinder(connection)
        connection.execute("SAVEPOINT edit")
        try:
            known = from_json(command, photo_of)
            carry_out(connection, known)
            if photo_of.renamed:
                command = to_json(known, content_of)
                undo = to_json(from_json(undo, photo_of), content_of)
            record(connection, uid, made_at, command, undo, number)
        except PhotoClipError as error:
            connection.execute("ROLLBACK TO edit")
            report.lost.append(LostEdits(number, number, f"can't be applied: {error}"))
        else:
            report.replayed += 1
        connection.execute("RELEASE edit")


class _PhotoFinder:
    """Which photo of this library an edit meant: `core.command_json.PhotoOf`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.renamed = False

    def __call__(self, photo: PhotoId, digest: ContentHash | None) -> PhotoId:
        """By its id, which is never given out twice; else by its content; else made for it."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM file WHERE photo_id = photo.id) FROM photo WHERE id = ?",
            (photo,),
        ).fetchone()
        if row is not None:
            if not row[0] and digest is not None:
                # No file will lead it to its newer content.
                self._give_content(photo, digest)
            return photo
        if digest is None:
            return photo
        found = photos.placeholder(self._connection, photo, digest)
        self.renamed |= found != photo
        return found

    def _give_content(self, photo: PhotoId, digest: ContentHash) -> None:
        held = self._connection.execute(
            "SELECT 1 FROM photo JOIN content ON content.id = content_id WHERE hash = ?", (digest,)
        ).fetchone()
        if held is None:
            content = photos.content_placeholder(self._connection, digest)
            self._connection.execute(
                "UPDATE photo SET content_id = ? WHERE id = ?", (content, photo)
            )


def _fill_gaps(connection: Connection, left: Wreck, report: RepairReport) -> None:
    """Where edits are lost, what they led to may still be there: see `store.remains`."""
    done: list[tuple[Command, Command]] = []
    for command in remains.made_by_hand(left, _PhotoFinder(connection)):
        with suppress(PhotoClipError):  # a value no person could have given
            undo = carry_out(connection, command)
            if undo != NOTHING:
                done.append((command, undo))
    if not done:
        return
    content_of = content_lookup(connection)
    together = to_json(Together(tuple(command for command, _undo in done)), content_of)
    back = to_json(Together(tuple(undo for _command, undo in reversed(done))), content_of)
    record(connection, f"repair:{uuid.uuid4()}", now(), together, back)
    report.mended.append(
        f"{len(done)} stars, flags, words, labels and places in albums whose edits are lost were taken "
        "over as they stand in the damaged file"
    )


def _take_over(connection: Connection, left: Wreck, *, trusting: bool) -> None:
    """Roots and settings that the damaged file knows and the new library doesn't.

    Only ``trusting``, where edits are lost, is what differs in the damaged file taken as newer: else
    every edit was applied again, and the difference is the damage.
    """
    known = {row[0] for row in connection.execute("SELECT id FROM root")}
    roots = left.by_number("root", "path, added_at", 1, left.last_number("root", 0)).found
    for number, (path, added_at) in roots.items():
        if number in known and not trusting:
            continue
        if isinstance(path, bytes) and os.path.isabs(path) and isinstance(added_at, str):
            connection.execute(
                "INSERT OR IGNORE INTO root(path, added_at) VALUES (?, ?)", (path, added_at)
            )
    for key, value in left.from_both_ends("setting", "key, value", "key"):
        if not isinstance(key, str) or not _is_json(value):
            continue
        row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        merge = _MERGED.get(key, _newer if trusting else _older)
        connection.execute(
            "INSERT OR REPLACE INTO setting(key, value) VALUES (?, ?)",
            (key, value if row is None else merge(row[0], value)),
        )


def _newer(_backup: str, damaged: str) -> str:
    return damaged


def _older(backup: str, _damaged: str) -> str:
    return backup


def _later_day(backup: str, damaged: str) -> str:
    def day(text: str) -> int:
        value = json.loads(text)
        found = value.get("day") if isinstance(value, dict) else None
        return found if isinstance(found, int) else -1

    return max(backup, damaged, key=day)


def _higher(backup: str, damaged: str) -> str:
    return max(backup, damaged, key=lambda text: int(text) if text.isdecimal() else -1)


_MERGED: dict[str, Callable[[str, str], str]] = {
    calendar.KEY: _later_day,
    photos.HIGHEST_ID: _higher,
}
"""Counters that never fall."""


def _never_again(connection: Connection, last: int) -> None:
    """Numbers of lost edits are not given out again."""
    if not connection.execute(
        "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'edit'", (last,)
    ).rowcount:
        connection.execute("INSERT INTO sqlite_sequence(name, seq) VALUES ('edit', ?)", (last,))
