"""The portable archive: the frozen program with a folder beside it that takes all it keeps."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from building import project
from building.elf import needed_glibc
from building.notices import notices
from building.project import BuildError

STAGE = project.BUILD / "portable"
_README = """\
PhotoClip {version}, portable

Start ./photoclip-gui for the window, or ./photoclip in a terminal. Nothing is installed. It needs a
Linux with glibc {glibc} or newer (2.36: Debian 12, Ubuntu 24.04), and what every desktop has.

Library, settings, downloaded models and caches are kept in the folder data beside the programs, and go
with them to another machine or a stick. Photos are remembered by where they lie: if they come along, add
them again at the new place, and their stars and labels are there.

Remove the folder data, while it is empty, to keep all that in your home folder instead. To update,
unpack the new archive and move the folder data into it.

What is inside, and under which licences, is in third-party-notices.txt.

The guide is under Help in the window, and below _internal/photoclip/resources.
"""


def register(commands: project.Commands) -> None:
    """Add ``portable``."""
    parser = commands.add_parser("portable", help="pack the frozen program to run from any folder")
    parser.add_argument("--level", type=int, default=6, help="of compression: 0 is quick, 9 small")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    made = build(project.FROZEN, level=options.level)
    print(f"{made.relative_to(project.ROOT)}: {made.stat().st_size / 1e6:.0f} MB")


def build(frozen: Path, *, level: int = 6, target: Path = project.DIST) -> Path:
    """Make the archive of a frozen program. Raises `BuildError`."""
    if not (frozen / "_internal").is_dir():
        raise BuildError(f"There is no frozen program in {frozen}. Make it: make freeze")
    name = f"photoclip-{project.version()}"
    root = STAGE / name
    shutil.rmtree(STAGE, ignore_errors=True)
    root.parent.mkdir(parents=True)
    shutil.copytree(frozen, root, symlinks=True)
    (root / "data").mkdir()
    read_me = _README.format(version=project.version(), glibc=needed_glibc(root))
    (root / "README.txt").write_text(read_me, "utf-8")
    shutil.copyfile(project.ROOT / "LICENSE", root / "LICENSE")
    (root / "third-party-notices.txt").write_text(notices(frozen), "utf-8")
    target.mkdir(parents=True, exist_ok=True)
    made = target / f"{name}-linux-{project.architecture()}.tar.xz"
    # xz: every tar and file manager knows it. Two threads, always: another number packs otherwise.
    project.run(
        [
            *("tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"),
            *(f"--mtime=@{project.source_date()}", "--mode=u+rw,go=u-w"),
            *("-C", STAGE, "-cJf", made, name),
        ],
        XZ_OPT=f"-{level} -T2",
    )
    shutil.rmtree(STAGE)
    return made
