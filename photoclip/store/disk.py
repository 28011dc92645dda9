"""The disk a library lies on: room left, and writes that survive a loss of power."""

from __future__ import annotations

import errno
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from photoclip.core.errors import DiskFullError

FLOOR_BYTES = 100_000_000
FLOOR_SHARE = 0.02
#: What a person does by hand is small: it may use nine tenths of what is kept free for it.
BY_HAND_SHARE = 0.1
_FRESH_SECONDS = 1.0

_lock = threading.Lock()
_seen: dict[Path, tuple[float, int, int]] = {}


def room(folder: Path) -> tuple[int, int]:
    """``(free, total)`` bytes of the folder's disk, not older than a second."""
    moment = time.monotonic()
    with _lock:
        known = _seen.get(folder)
        if known is not None and moment - known[0] < _FRESH_SECONDS:
            return known[1], known[2]
    usage = shutil.disk_usage(folder)
    with _lock:
        _seen[folder] = (moment, usage.free, usage.total)
    return usage.free, usage.total


def forget() -> None:
    """Look again at once: space was freed, say."""
    with _lock:
        _seen.clear()


def floor_of(total: int, *, by_hand: bool = False) -> int:
    """How many bytes stay free on a disk of ``total``: PhotoClip writes nothing below that."""
    floor = min(FLOOR_BYTES, int(total * FLOOR_SHARE))
    return int(floor * BY_HAND_SHARE) if by_hand else floor


def megabytes(size: int) -> str:
    """Bytes as people read them, in MB."""
    return f"{size / 1e6:.0f} MB" if size >= 9_950_000 else f"{size / 1e6:.1f} MB"


def is_full(error: OSError) -> bool:
    """Whether a write failed for want of room, on the disk or in the person's quota."""
    return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def refuse_if_full(folder: Path, *, by_hand: bool = False, needed: int = 0) -> None:
    """Raise `DiskFullError` where writing ``needed`` bytes would leave less than the floor."""
    try:
        free, total = room(folder)
        if free - needed < floor_of(total, by_hand=by_hand):
            forget()  # somebody may just have made room
            free, total = room(folder)
    except OSError:
        return  # no room to ask about: the write itself will say what is wrong
    floor = floor_of(total, by_hand=by_hand)
    if free - needed >= floor:
        return
    raise DiskFullError(
        f"Only {megabytes(free)} are left on the disk of {folder}; PhotoClip stops writing below "
        f"{megabytes(floor + needed)} so that the library stays safe.",
        "Free some space on that disk and do the same again; everything done so far is kept.",
    )


def sync_folder(folder: Path) -> None:
    """Make names made, changed or removed in the folder survive a loss of power."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # some network file systems can't; they have no better way to ask
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the file's bytes survive a loss of power."""
    with open(path, "rb+") as stream:
        os.fsync(stream.fileno())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file all at once or not at all, durably."""
    partial = path.with_name(path.name + ".part")
    with open(partial, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(partial, path)
    sync_folder(path.parent)


@contextmanager
def no_leftovers(*paths: Path) -> Iterator[None]:
    """Remove these files when the block fails."""
    try:
        yield
    except BaseException:
        for path in paths:
            path.unlink(missing_ok=True)
        raise
