"""Daily backups: made while there are changes, few of them kept, the older ones without vectors."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from photoclip.core.errors import PhotoClipError
from photoclip.store import calendar, settings
from photoclip.store.connection import BACKUPS, FILE_NAME
from photoclip.store.copies import (
    DAILY,
    Backup,
    backups,
    has_vectors,
    is_good,
    make,
    newest_good,
    strip,
)
from photoclip.store.database import Library, open_reader
from photoclip.store.disk import floor_of, megabytes, room

__all__ = ["Backup", "backups", "is_good", "newest_good", "rotate"]

KEEP_NEWEST = 3
KEEP_OLDER = 2
KEEP_BEFORE_MIGRATION = 2
_WEEK = 7

_LAST = "backup"
"""The setting that says what the newest backup holds; it isn't part of what makes a change."""


def _state(library: Library) -> str:
    """Something that is different after whatever a backup should hold."""
    questions = (
        "SELECT max(id) FROM edit",
        "SELECT max(id) FROM vector",
        "SELECT count(*), max(id), total(missing_since IS NOT NULL), sum(mtime_ns % 1000003) FROM file",
        "SELECT count(*), max(id), sum(content_id) FROM photo",
        "SELECT count(*), max(id) FROM root",
        "SELECT group_concat(key || '=' || value) FROM (SELECT key, value FROM setting "
        f"WHERE key NOT IN ('{_LAST}', '{calendar.KEY}') ORDER BY key)",
    )
    return json.dumps([library.connection.execute(q).fetchone() for q in questions])


_ANY_LABEL = "SELECT EXISTS (SELECT 1 FROM label)"


def _photos(library: Library) -> int:
    """How many photos the library knows, by their contents."""
    return int(library.connection.execute("SELECT count(*) FROM content").fetchone()[0])


def rotate(
    library: Library,
    *,
    force: bool = False,
    on_notice: Callable[[str], None] = lambda _text: None,
) -> Backup | None:
    """Back the owned library up if it changed since and this library day has no backup yet.

    A library without photos and labels is not worth one. One with twice the photos of its newest
    backup, or more, gets another the same day, in the place of that one. With ``force`` in any case.

    Returns the new backup; None where none was needed, or where the disk has no room for it
    (``on_notice`` says so). Other threads may go on writing meanwhile. Raises
    `LibraryError` if the library turns out damaged: the older backups stay then.
    """
    place = library.folder / BACKUPS
    for leftover in place.glob("*.part*"):
        leftover.unlink(missing_ok=True)
    newest = next(iter(backups(library.folder)), None)
    day = calendar.today(library)
    with closing(open_reader(library.folder)) as reader:
        state, size = _state(reader), _photos(reader)
        is_empty = not size and not reader.connection.execute(_ANY_LABEL).fetchone()[0]
        known = settings.get(reader, _LAST)
    last = known if isinstance(known, dict) else {}
    is_there = newest is not None and last.get("sequence") == newest.sequence
    is_todays = is_there and last.get("day") == day
    has_doubled = size >= 2 * max(1, last.get("photos", 0))
    if not force and (
        is_empty or (is_there and last.get("state") == state) or (is_todays and not has_doubled)
    ):
        return None
    if not _has_room(library, on_notice):
        return None
    made = make(library.folder, DAILY)
    settings.put(
        library, _LAST, {"sequence": made.sequence, "day": day, "state": state, "photos": size}
    )
    if newest is not None and newest.kind == DAILY and is_todays and not force:
        newest.path.unlink(missing_ok=True)
    _thin_out(library.folder)
    return made


def _has_room(library: Library, on_notice: Callable[[str], None]) -> bool:
    free, total = room(library.folder)
    size = sum(
        path.stat().st_size
        for path in (library.file, library.file.with_name(f"{FILE_NAME}-wal"))
        if path.exists()
    )
    needed = size + floor_of(total)
    if free >= needed:
        return True
    on_notice(
        f"No backup was made: it needs {megabytes(needed)} on the disk of {library.folder}, "
        f"{megabytes(free)} are left."
    )
    return False


def _thin_out(folder: Path) -> None:
    """Remove what is old, and the vectors of what stays but for the newest."""
    found = backups(folder)
    dailies = [backup for backup in found if backup.kind == DAILY]
    older = [b for b in dailies[KEEP_NEWEST:] if b.sequence % _WEEK == 0]
    kept = dailies[:KEEP_NEWEST] + older[:KEEP_OLDER]
    upgrades = [backup for backup in found if backup.kind != DAILY]
    for backup in (*(b for b in dailies if b not in kept), *upgrades[KEEP_BEFORE_MIGRATION:]):
        backup.path.unlink(missing_ok=True)
    for backup in kept[1:]:
        # One that is damaged stays as it is; without room the vectors stay until there is some.
        with suppress(PhotoClipError, OSError):
            if has_vectors(backup) and is_good(backup):
                strip(backup)
