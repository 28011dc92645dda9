"""Reading a library file's bytes without harm to the connections this process has open on it.

POSIX forgets all of a process's locks on a file when the process closes any descriptor of it, SQLite's
own locks too (sqlite.org/howtocorrupt.html, 2.2). A descriptor is therefore kept until the last
connection of this process is closed.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_lock = threading.Lock()
_connections: Counter[str] = Counter()
_kept: dict[str, list[int]] = {}


def opened(path: Path) -> None:
    """A connection to ``path`` was opened in this process."""
    with _lock:
        _connections[os.path.realpath(path)] += 1


def closed(path: Path) -> None:
    """A connection to ``path`` was closed."""
    name = os.path.realpath(path)
    with _lock:
        _connections[name] -= 1
        if _connections[name] <= 0:
            del _connections[name]
            for descriptor in _kept.pop(name, ()):
                os.close(descriptor)


def _give_up(descriptor: int, name: str) -> None:
    with _lock:
        if _connections[name] > 0 and sys.platform != "win32":
            _kept.setdefault(name, []).append(descriptor)
        else:
            os.close(descriptor)
            if not _connections[name]:
                del _connections[name]


@contextmanager
def descriptor(path: Path) -> Iterator[int]:
    """A descriptor to read ``path`` with, from its beginning. Raises `OSError`."""
    opened_file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        yield opened_file
    finally:
        _give_up(opened_file, os.path.realpath(path))


def blocks(path: Path, size: int) -> Iterator[bytes]:
    """The file in blocks of ``size`` bytes, the last one maybe shorter. Raises `OSError`."""
    with descriptor(path) as source:
        while True:
            block = b""
            while len(block) < size and (part := os.read(source, size - len(block))):
                block += part
            if not block:
                return
            yield block
