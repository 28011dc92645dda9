"""A reader that does what it finds in the file: imported by decoder processes in the tests."""

from __future__ import annotations

import ctypes
import os
import signal
import threading
from collections.abc import Callable

from photoclip.core.types import FailureKind, InputSpec, PhotoReading, ReadFailure
from photoclip.media.reader import read_photo


def obey(
    path: bytes, spec: InputSpec, before_large: Callable[[], None]
) -> PhotoReading | ReadFailure:
    """Read a photo, or do the mischief that the file's text asks for."""
    with open(path, "rb") as file:
        word = file.read(20)
    if word in _MISCHIEF:
        _MISCHIEF[word]()
    if word == b"noise":
        os.write(1, b"x" * 100)
        os.write(2, b"x" * 100)
    if word == b"large":
        before_large()
        _leave_tracks(path)
    if word == b"pid":
        return ReadFailure(FailureKind.DAMAGED, str(os.getpid()))
    return read_photo(path, spec, before_large)


def _leave_tracks(path: bytes) -> None:
    """Claim a lock file that must not exist: two large pictures at once would collide."""
    lock = os.path.join(os.path.dirname(path), b"lock")
    os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    os.unlink(lock)


def _segfault() -> None:
    ctypes.string_at(0)


def _eat_memory() -> None:
    hoard = bytearray(4 << 30)
    hoard[::4096] = bytes(len(hoard[::4096]))


_MISCHIEF: dict[bytes, Callable[[], object]] = {
    b"abort": os.abort,
    b"segfault": _segfault,
    b"exit": lambda: os._exit(0),
    b"killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    b"hang": lambda: threading.Event().wait(),
    b"memory": _eat_memory,
}
