"""Whether a root is there at all, and whether it is the one the library knows.

A drive that isn't mounted must never look like photos somebody deleted.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection
from dataclasses import dataclass

from photoclip.core.types import FileRow, FileStamp
from photoclip.folders.scan import existing_entries
from photoclip.folders.settle import being_written
from photoclip.folders.volumes import Volume, identify, same_drive
from photoclip.store.files import Root

ANOTHER_DRIVE = "another drive is at this place"
ANOTHER_FOLDER = "another folder is at this place"

#: Known files that are looked at where the drive itself doesn't tell whether it is the same one.
SAMPLE = 200
#: With fewer files than this the sample says nothing about a drive that can't be told apart.
_ENOUGH = 10
#: A file touched so recently may still be written to.
_RECENT_S = 60.0


@dataclass(frozen=True)
class Presence:
    """``away`` is why the root is not there, "" if it is; ``volume`` the drive to remember, if any."""

    away: str = ""
    volume: Volume | None = None


def look_for(root: Root, rows: Collection[FileRow]) -> Presence:
    """Whether the root is at its place, judged by its drive and by the files ``rows`` known in it.

    A drive that was copied to a new one holds the same files: it is the same root. May block on a
    network drive that doesn't answer.
    """
    present = [row for row in rows if not row.missing]
    away = why_absent(root.path, full=bool(present))
    if away:
        return Presence(away)
    known, seen = _known(root), identify(root.path)
    other = _why_other(root.path, known, seen, present) if present else ""
    if other:
        return Presence(other)
    return Presence(volume=seen if seen != known and _says_as_much(seen, known) else None)


def _known(root: Root) -> Volume | None:
    return None if root.volume is None else Volume.from_json(root.volume)


def _says_as_much(seen: Volume | None, known: Volume | None) -> bool:
    """Whether remembering ``seen`` loses nothing: a drive doesn't always tell who it is."""
    if seen is None or known is None or seen.uuid is not None:
        return seen is not None
    return known.uuid is None and (seen.fs_id is not None or known.fs_id is None)


def why_absent(path: bytes, *, full: bool) -> str:
    """Why a root is not there, or "". One that was ``full`` and is empty is not there either."""
    if not os.path.isdir(path):
        return "the folder is not there"
    if full and next(existing_entries(path), None) is None:
        return "the folder is empty where it was full"
    return ""


def is_surely_there(root: Root) -> bool:
    """Whether a root with known files is at its place, judged cheaply; if not, scan it as a whole."""
    if why_absent(root.path, full=True):
        return False
    known, seen = _known(root), identify(root.path)
    if known is None or seen is None:
        return True
    return same_drive(known, seen) is not False and known.path_in_volume == seen.path_in_volume


def _why_other(
    root: bytes, known: Volume | None, seen: Volume | None, present: list[FileRow]
) -> str:
    verdict = None if known is None or seen is None else same_drive(known, seen)
    elsewhere = bool(known and seen and known.path_in_volume != seen.path_in_volume)
    if verdict and not elsewhere:
        return ""
    sample = present[:: -(-len(present) // SAMPLE)]
    same = sum(_stamp(os.path.join(root, row.path)) == row.stamp for row in sample)
    if verdict is False or elsewhere:
        # a copy on a new drive, or the same folder at another place in the drive, is the same root
        enough = 2 * same >= len(sample)
    else:
        # The drive can't tell. Deleting most of a root is for a person to confirm; only where
        # nothing at all is as it was is it another drive.
        enough = same > 0 or len(sample) < _ENOUGH
    if enough:
        return ""
    return ANOTHER_FOLDER if verdict else ANOTHER_DRIVE


def _stamp(path: bytes) -> FileStamp | None:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return FileStamp(status.st_size, status.st_mtime_ns)


def is_unsettled(path: bytes) -> bool:
    """Whether the file at an absolute path is still being written, as far as that can be told.

    The system is asked only about files that were touched lately, or are empty as yet.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return False
    touched = max(status.st_mtime, status.st_ctime)
    if status.st_size and touched < time.time() - _RECENT_S:
        return False
    return being_written(path)
