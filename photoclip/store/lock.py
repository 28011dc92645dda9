"""The owner's lock: a kernel file lock, so a crash leaves nothing stale."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import TracebackType

from photoclip.core.errors import LibraryBusyError

if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> bool:
        try:
            os.lseek(fd, 1 << 20, os.SEEK_SET)  # past the text, which stays readable to others
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


#: Whoever only asks who the owner is (`is_held`) holds the lock for a moment.
_TRIES = 5
_WAIT_SECONDS = 0.02


def _try_patiently(fd: int) -> bool:
    for attempt in range(_TRIES):
        if attempt:
            time.sleep(_WAIT_SECONDS)
        if _try_lock(fd):
            return True
    return False


def _name_of_holder(fd: int) -> int | None:
    os.lseek(fd, 0, os.SEEK_SET)
    text = os.read(fd, 64).decode("ascii", "replace").strip()
    return int(text) if text.isdecimal() and len(text) < 20 else None


def is_held(path: Path) -> tuple[bool, int | None]:
    """Whether a process holds the lock now, and which. Changes nothing; `OSError` as of `os.open`."""
    try:
        fd = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
    except FileNotFoundError:
        return False, None
    try:
        return (False, None) if _try_lock(fd) else (True, _name_of_holder(fd))
    finally:
        os.close(fd)


class OwnerLock:
    """Held by the one process whose connection may write. Released by the kernel at its death."""

    def __init__(self, path: Path) -> None:
        """Take the lock. Raises `LibraryBusyError` naming the process that holds it."""
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        if not _try_patiently(self._fd):
            holder = _name_of_holder(self._fd)
            os.close(self._fd)
            who = f" (process {holder})" if holder else ""
            raise LibraryBusyError(
                f"Another PhotoClip{who} is working on this library.",
                "Wait until it has finished, or stop it. Searching works meanwhile.",
            )
        os.lseek(self._fd, 0, os.SEEK_SET)
        os.ftruncate(self._fd, 0)
        os.write(self._fd, f"{os.getpid()}\n".encode("ascii"))

    def release(self) -> None:
        """Give the library up. The file stays: removing it would race with the next owner."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def __enter__(self) -> OwnerLock:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()
