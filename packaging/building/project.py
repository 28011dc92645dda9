"""What all builds share: where things lie, the version, the time that is written into artefacts."""

from __future__ import annotations

import argparse
import functools
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
FREEZE = BUILD / "freeze"
FROZEN = FREEZE / "photoclip"
"""The frozen program: ``photoclip``, ``photoclip-gui`` and ``_internal/``."""

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]


class BuildError(Exception):
    """A build can't go on; the message says what to do."""


def version() -> str:
    """PhotoClip's version, from the one place that says it."""
    text = (ROOT / "photoclip" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise BuildError('photoclip/__init__.py has no line __version__ = "…".')
    return found[1]


def architecture() -> str:
    """The kind of processor here, as archives name it: ``x86_64``, ``aarch64``."""
    return platform.machine()


def system() -> str:
    """Name this system as files for it alone do: ``linux-x86_64``, ``windows-amd64``."""
    name = {"darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    return f"{name}-{architecture().lower()}"


def source_date() -> int:
    """The time all artefacts bear: ``$SOURCE_DATE_EPOCH``, or when the last commit was made."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    return int(said) if said else _last_commit()


@functools.cache
def _last_commit() -> int:
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise BuildError(
            "The time of the last commit is not known here. Set SOURCE_DATE_EPOCH."
        ) from error


def environment() -> dict[str, str]:
    """Variables under which the same sources give the same files."""
    return {
        **os.environ,
        "SOURCE_DATE_EPOCH": str(source_date()),
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def build_python() -> Path:
    """The Python of the environment that holds what ships and the build tools, and nothing else."""
    folder = BUILD / "venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        raise BuildError(f"{folder} is missing. Make it: make build/venv")
    return python


def describing(parser: argparse.ArgumentParser, describe: Callable[[Path], str], name: str) -> None:
    """Make this a command that writes what is inside the freeze or the wheel into `DIST`.

    ``name`` ends the file's name, with ``{of}`` for what is described: this system's freeze, the wheel.
    """

    def write(options: argparse.Namespace) -> None:
        text = describe(FROZEN if options.of == "freeze" else BUILD / "venv")
        DIST.mkdir(exist_ok=True)
        of = system() if options.of == "freeze" else options.of
        file = DIST / f"photoclip-{version()}-{name.format(of=of)}"
        file.write_text(text, encoding="utf-8")
        print(f"{file.relative_to(ROOT)}: {len(text.encode()) / 1e6:.1f} MB")

    parser.add_argument("--of", choices=("freeze", "wheel"), default="freeze")
    parser.set_defaults(run=write)


def run(command: Sequence[str | Path], *, cwd: Path = ROOT, **variables: str) -> None:
    """Run a program under `environment` with its output shown. Raises `BuildError`."""
    words = [str(word) for word in command]
    try:
        subprocess.run(words, check=True, cwd=cwd, env={**environment(), **variables})
    except FileNotFoundError as error:
        raise BuildError(f"{words[0]} is not installed.") from error
    except subprocess.CalledProcessError as error:
        raise BuildError(f"{' '.join(words[:3])} … ended with {error.returncode}.") from error
