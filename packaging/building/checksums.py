"""The SHA-256 of every artefact in one file beside them, in the form ``sha256sum --check`` reads."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from building.parts import sha256
from building.project import DIST, ROOT, BuildError, system, version

if TYPE_CHECKING:
    from building.project import Commands


_SUMS = "SHA256SUMS"


def artefacts(folder: Path = DIST, release: str | None = None) -> list[Path]:
    """The files of a release in a folder: those whose names begin with PhotoClip and its version."""
    name = re.compile(rf"photoclip[-_]{re.escape(release or version())}(?![a-z0-9~])(?!\.\d).*")
    return sorted(
        file
        for file in folder.iterdir()
        if file.is_file() and name.fullmatch(file.name) and not file.name.endswith(_SUMS)
    )


def write_checksums(files: Iterable[Path], folder: Path = DIST) -> Path:
    """Write the sums of files that lie in ``folder``; the file they are in."""
    lines = [f"{sha256(file)}  {file.name}\n" for file in sorted(files)]
    if not lines:
        raise BuildError(f"There is nothing of version {version()} in {folder}.")
    target = folder / f"photoclip-{version()}-{system()}-{_SUMS}"
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def register(commands: Commands) -> None:
    """Add the command ``checksums``."""
    parser = commands.add_parser("checksums", help="SHA-256 of what is in dist/, into a file there")
    parser.set_defaults(run=_run)


def _run(_options: argparse.Namespace) -> None:
    file = write_checksums(artefacts())
    sys.stdout.write(f"{file.relative_to(ROOT)}\n")
