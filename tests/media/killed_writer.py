"""Writes metadata and is killed in the middle: at one call to the system, or whenever it comes.

Run as ``killed_writer.py points PATH SIDECAR`` it forks a child for each call to the system that a
write makes and kills it right before that call (and, for writing, after half of it); ``loop PATH``
forks a child for each line it is given, that writes until it is killed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from photoclip.media import write_metadata as module
from photoclip.media.safe_replace import is_leftover
from photoclip.media.write_request import Target, Wanted, WriteRequest

CALLS = (
    *("open", "write", "fsync", "close", "replace", "rename", "link", "unlink", "chmod", "utime"),
    *("chown", "setxattr", "stat", "lstat", "mkdir"),
)


def kill_at(number: int) -> None:
    """Let the process die at its ``number``-th call to the system from here on."""
    left = number

    def wrapped(real: Callable[..., Any], name: str) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left <= 0:
                if name == "write":
                    real(args[0], args[1][: len(args[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **options)

        return call

    for name in CALLS:
        if hasattr(os, name):
            setattr(os, name, wrapped(getattr(os, name), name))


def requests(path: bytes, number: int) -> list[WriteRequest]:
    wanted = Wanted(
        ("Dog", f"é{number}"), ("Animals/Dog",), number % 6, f"Title {number}", "C" * 3000
    )
    return [
        WriteRequest(path, Target.FILE, wanted, keep_original=True),
        WriteRequest(path, Target.SIDECAR, wanted),
    ]


def points(path: bytes, which: int) -> int:
    """Die at every call in turn; how many there were. Each time the file starts as it was."""
    names = sorted(os.listdir(os.path.dirname(path)))
    with open(path, "rb") as file:
        old = file.read()
    request = requests(path, 1)[which]
    seen: set[bytes] = set()
    number = 0
    while True:
        number += 1
        child = os.fork()
        if child == 0:
            kill_at(number)
            module.write_metadata(request)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        with open(path, "rb") as file:
            now = file.read()
        target = path if which == 0 else path + b".xmp"
        if os.path.exists(target):
            with open(target, "rb") as file:
                seen.add(file.read())
        if which == 1:
            assert now == old
        found = set(os.listdir(os.path.dirname(path)))
        others = found - set(names) - {os.path.basename(path) + b".xmp"}
        for name in others:
            if name.endswith(b".original"):
                with open(os.path.join(os.path.dirname(path), name), "rb") as file:
                    assert file.read() == old
            else:
                assert is_leftover(name), name
        for name in found - set(names):
            os.unlink(os.path.join(os.path.dirname(path), name))
        with open(path, "wb") as file:
            file.write(old)
        if status == 0:
            break
    # the old one, the new one, and nothing in between
    assert len(seen) == (2 if which == 0 else 1), len(seen)
    return number


def main() -> None:
    what, path = sys.argv[1], os.fsencode(sys.argv[2])
    if what == "points":
        print(points(path, 0), points(path, 1))
        return
    for _ in sys.stdin:  # forked, since starting an interpreter takes longer than a write
        child = os.fork()
        if child == 0:
            number = 0
            while True:
                number += 1
                for request in requests(path, number):
                    module.write_metadata(request)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("dead", flush=True)


if __name__ == "__main__":
    main()
