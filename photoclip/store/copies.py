"""Backup files: their names, how one is made, which is the newest that is whole.

``backups/daily-000012-20261121-1a2b3c4d.sqlite3``: what it was made for, its number in the order of
making (dates jump with clocks, numbers don't), its date, the CRC-32 of the file.
"""

from __future__ import annotations

import os
import re
import shutil
import zlib
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    from sqlite_utils.utils import sqlite3

from photoclip.store.connection import (
    BACKUPS,
    FILE_NAME,
    Connection,
    LibraryDamagedError,
    connect,
    faults_named,
    what_is_wrong,
)
from photoclip.store.disk import no_leftovers, sync_file, sync_folder
from photoclip.store.migrations import SCHEMA_VERSION

DAILY = "daily"
_NAME = re.compile(
    r"(daily|before-version-\d+)-(\d{6,})-(\d{4})(\d\d)(\d\d)-([0-9a-f]{8})\.sqlite3"
)
_STEP_PAGES = 512
_WAIT_SECONDS = 0.01
_CHUNK = 1 << 20
_USER_VERSION_AT = 60  # in the file's header


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file. ``kind`` is ``daily`` or ``before-version-2``, ``date`` ISO 8601."""

    path: Path
    kind: str
    sequence: int
    date: str
    crc: int


def _named(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    kind, sequence, year, month, day, crc = match.groups()
    return Backup(path, kind, int(sequence), f"{year}-{month}-{day}", int(crc, 16))


def backups(folder: Path) -> list[Backup]:
    """All backups of the library in ``folder``, newest first, whole or not."""
    try:
        found = [_named(path) for path in (folder / BACKUPS).iterdir()]
    except OSError:
        return []
    return sorted((b for b in found if b is not None), key=lambda b: b.sequence, reverse=True)


def _crc_of(path: Path) -> int:
    crc = 0
    with open(path, "rb") as stream:
        while chunk := stream.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc


def is_good(backup: Backup) -> bool:
    """Whether the file is byte for byte as it was made, and of a version this PhotoClip knows."""
    try:
        with open(backup.path, "rb") as stream:
            version = int.from_bytes(stream.read(100)[_USER_VERSION_AT:][:4], "big")
        return 0 < version <= SCHEMA_VERSION and _crc_of(backup.path) == backup.crc
    except OSError:
        return False


def newest_good(folder: Path) -> Backup | None:
    """The newest backup of the library in ``folder`` that is whole, or None."""
    return next((backup for backup in backups(folder) if is_good(backup)), None)


def write_copy(source: Connection, target: Path) -> None:
    """A consistent, checked copy of a library as it is now, whole or not at all.

    ``source`` is a read-only connection of its own: one read transaction holds the state still while
    the owner writes on. Raises `LibraryDamagedError` if the copy is not sound, `DiskFullError`.
    """
    with faults_named(target), no_leftovers(target):
        target.unlink(missing_ok=True)
        with closing(sqlite3.connect(target, isolation_level=None)) as copy:
            source.execute("BEGIN")
            try:
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(copy, pages=_STEP_PAGES, sleep=_WAIT_SECONDS)
            finally:
                source.execute("ROLLBACK")
            # One file, with nothing to be replayed from a log beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
        with closing(connect(target, read_only=True, immutable=True)) as copied:
            wrong = what_is_wrong(copied)
        if wrong:
            raise LibraryDamagedError(f"The library file {source.path} is damaged: {wrong}.")
        sync_file(target)


def _take_name(partial: Path, kind: str, sequence: int, date: str) -> Backup:
    crc = _crc_of(partial)
    name = f"{kind}-{sequence:06d}-{date.replace('-', '')}-{crc:08x}.sqlite3"
    os.replace(partial, partial.parent / name)
    sync_folder(partial.parent)
    return Backup(partial.parent / name, kind, sequence, date, crc)


def make(folder: Path, kind: str) -> Backup:
    """A new backup of the library in ``folder``. Raises as `write_copy`."""
    place = folder / BACKUPS
    place.mkdir(exist_ok=True)
    partial = place / f"{kind}.part"
    with closing(connect(folder / FILE_NAME, read_only=True)) as source:
        write_copy(source, partial)
    last = max((backup.sequence for backup in backups(folder)), default=0)
    return _take_name(partial, kind, last + 1, datetime.now(UTC).date().isoformat())


def has_vectors(backup: Backup) -> bool:
    """Whether the backup holds vectors: they make most of it and can be computed again."""
    with closing(connect(backup.path, read_only=True, immutable=True)) as copy:
        return copy.execute("SELECT 1 FROM vector LIMIT 1").fetchone() is not None


def strip(backup: Backup) -> Backup:
    """The same backup without its vectors and what follows from them, in the old file's place."""
    partial = backup.path.with_name(f"{backup.kind}.part")
    with faults_named(partial), no_leftovers(partial):
        shutil.copyfile(backup.path, partial)
        with closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            copy.execute("DELETE FROM vector")
            if copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'label_tag'").fetchone():
                copy.execute("DELETE FROM label_tag")  # what rules put on photos follows from them
                copy.execute("UPDATE label SET stale = 1 WHERE rule IS NOT NULL")
            copy.execute("VACUUM")
        sync_file(partial)
        slim = _take_name(partial, backup.kind, backup.sequence, backup.date)
    if slim.path != backup.path:
        backup.path.unlink()
    return slim
