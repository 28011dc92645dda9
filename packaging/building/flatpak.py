"""What the Flatpak manifest takes from outside the repository: the metainfo and the notices."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from building.deb import metainfo
from building.notices import notices
from building.project import BUILD, FROZEN, ROOT

if TYPE_CHECKING:
    from building.project import Commands

FILES = BUILD / "flatpak-files"


def register(commands: Commands) -> None:
    """Add the command ``flatpak-files``."""
    parser = commands.add_parser("flatpak-files", help="what packaging/flatpak takes from a build")
    parser.set_defaults(run=_run)


def _run(_options: argparse.Namespace) -> None:
    FILES.mkdir(parents=True, exist_ok=True)
    (FILES / "photoclip.metainfo.xml").write_text(metainfo(), "utf-8")
    (FILES / "notices.txt").write_text(notices(FROZEN), "utf-8")
    sys.stdout.write(f"{FILES.relative_to(ROOT)}\n")
