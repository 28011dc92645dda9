"""Where an export goes: whether it may go there, and whether there is room."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from photoclip.core.errors import DiskFullError, PhotoClipError
from photoclip.core.roots import is_inside
from photoclip.store import disk, files
from photoclip.store.database import Library


def check_target(library: Library, folder: bytes) -> tuple[str, ...]:
    """Raise `PhotoClipError` for a folder nothing may be exported to; notes for a person otherwise.

    ``folder`` is absolute and need not be there yet.
    """
    text = os.fsdecode(folder)
    real = os.path.realpath(folder)
    own = os.path.realpath(os.fsencode(library.folder))
    if real == own or is_inside(real, own):
        raise PhotoClipError(f"{text} belongs to the library itself.", "Choose another folder.")
    if os.path.lexists(folder) and not os.path.isdir(folder):
        raise PhotoClipError(f"{text} is not a folder.", "Choose a folder, or a name that is free.")
    for root in files.roots(library):
        if real == root.path or is_inside(real, root.path):
            return (
                f"{text} lies in {os.fsdecode(root.path)}, a folder of the library: what is exported "
                "there is in the library once more.",
            )
    return ()


def make_folder(folder: bytes) -> bool:
    """Make the folder; whether it is new. Raises `PhotoClipError` where that can't be."""
    try:
        if os.path.isdir(folder):
            return False
        os.makedirs(folder)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise PhotoClipError(
            f"{os.fsdecode(folder)} can't be made: {reason}.", "Choose another folder."
        ) from error
    return True


def room_left(folder: bytes) -> int | None:
    """Bytes that may be written to the folder's disk, below 0 where it is full already.

    None where nobody knows.
    """
    place = Path(os.fsdecode(folder))
    while not place.is_dir() and place != place.parent:
        place = place.parent
    try:
        usage = shutil.disk_usage(place)
    except OSError:
        return None
    if not usage.total:  # a file system that keeps no account
        return None
    return usage.free - disk.floor_of(usage.total)


def refuse_without_room(folder: bytes, needed: int) -> None:
    """Raise `DiskFullError` if so many bytes don't fit."""
    left = room_left(folder)
    if left is None or left >= needed:
        return
    raise DiskFullError(
        f"The export needs {disk.megabytes(needed)}, and the disk of {os.fsdecode(folder)} has room "
        f"for {disk.megabytes(max(0, left))}.",
        "Free some space there, choose another folder, or export fewer photos.",
    )
