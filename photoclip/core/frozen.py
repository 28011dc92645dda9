"""What differs where PhotoClip runs as a frozen program: one folder with its own Python inside."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_SEARCHED_FOR_LIBRARIES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")


def is_frozen() -> bool:
    """Whether this is a frozen program, not Python with a package."""
    return bool(getattr(sys, "frozen", False))


def program_folder() -> Path:
    """The folder a frozen program's executables lie in."""
    return Path(sys.executable).parent


def command_line_program() -> Path:
    """``photoclip``, which lies beside whatever executable of ours runs, also beside the window's."""
    return program_folder() / ("photoclip.exe" if sys.platform == "win32" else "photoclip")


def portable_folder() -> Path | None:
    """The folder ``data`` beside a frozen program: where it is there, all PhotoClip keeps lies in it."""
    folder = program_folder() / "data"
    return folder if is_frozen() and folder.is_dir() else None


def give_back_environment() -> None:
    """Let programs we start find their own shared libraries, not ours.

    The program that starts a frozen Python has the system look into our folder first, for this process
    and for all it starts. This process has its libraries by now, and another of ours says so again.
    """
    for name in _SEARCHED_FOR_LIBRARIES:
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        elif is_frozen():
            os.environ.pop(name, None)
