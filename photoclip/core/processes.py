"""Processes of our own: how they are started, where they write, and how they begin."""

from __future__ import annotations

import hashlib
import os
import signal
import sys
from pathlib import Path
from typing import IO

from photoclip.core import frozen, paths

BACK_OFF_S = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""How long to wait before each further start of one that ended; the last one for all that follow."""

STEADY_S = 60.0
"""One that lived so long starts the counting anew."""

_LONGEST_LOG = 1 << 20
_PR_SET_PDEATHSIG = 1


DECODER = "--decoder"
"""The argument with which a frozen PhotoClip becomes a decoder process, and loads nothing else."""


def own_command(*arguments: str) -> list[str]:
    """How to start PhotoClip itself with other arguments."""
    if frozen.is_frozen():
        return [str(frozen.command_line_program()), *arguments]
    # -P: a module of that name in the folder somebody happens to be in is not ours
    return [sys.executable, "-P", "-m", "photoclip", *arguments]


def back_off(failures: int) -> float:
    """Seconds to wait before the next start after so many in a row that failed."""
    return BACK_OFF_S[min(failures, len(BACK_OFF_S) - 1)]


def log_file(process: str, library: Path) -> Path:
    """Where such a process of a library writes what it would have said to a person."""
    digest = hashlib.sha256(os.fsencode(os.path.realpath(library))).hexdigest()[:8]
    return paths.log_dir() / f"{process}-{library.name}-{digest}.log"


def open_log(path: Path) -> IO[bytes]:
    """Append to a log, and begin it anew where it has grown long. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    long = path.exists() and path.stat().st_size > _LONGEST_LOG
    return open(path, "wb" if long else "ab")


def die_with_parent() -> None:
    """End when the parent's thread that started this process does; leave Ctrl-C to the parent.

    Elsewhere than on Linux the end of the input has to do.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def take_over_standard_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Input and output for ourselves: native libraries print what they like to standard output."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return incoming, outgoing
