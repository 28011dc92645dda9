"""The installer for Windows: the frozen folder, packed by NSIS. makensis runs on Linux as well."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from building.notices import notices
from building.project import (
    DIST,
    FROZEN,
    PACKAGING,
    ROOT,
    BuildError,
    build_python,
    environment,
    version,
)

if TYPE_CHECKING:
    from building.project import Commands

SCRIPT = PACKAGING / "windows" / "photoclip.nsi"
_ENDINGS = """
from photoclip.media.formats import FORMATS
print(*sorted(ending.decode() for each in FORMATS for ending in each.extensions))
"""


def make_installer(
    payload: Path, target: Path, notices_text: str, release: str | None = None
) -> None:
    """Pack a frozen folder into the installer ``target``, as version ``release``.

    Raises `BuildError` where the folder is no frozen PhotoClip for Windows, or makensis complains.
    """
    for program in ("photoclip.exe", "photoclip-gui.exe"):
        if not (payload / program).is_file():
            raise BuildError(f"{payload} has no {program}. Freeze on Windows first: make freeze")
    if shutil.which("makensis") is None:
        raise BuildError("makensis is missing. On Debian or Ubuntu: sudo apt-get install nsis")
    named = release or version()
    with tempfile.TemporaryDirectory() as folder:
        types = Path(folder, "types.nsh")
        lines = "\n".join(f"  !insertmacro ${{EACH}} {ending}" for ending in endings())
        types.write_text(f"!macro EachType EACH\n{lines}\n!macroend\n", encoding="utf-8")
        notices_file = Path(folder, "notices.txt")
        notices_file.write_text(notices_text, encoding="utf-8-sig")
        taken = sum(file.stat().st_size for file in payload.rglob("*") if file.is_file())
        defined = {
            "VERSION": named,
            "VERSION_QUAD": quad(named),
            "PAYLOAD": payload.resolve(),
            "OUTPUT": target.resolve(),
            "SIZE_KB": taken // 1024,
            "ICON": PACKAGING / "icons" / "photoclip.ico",
            "LICENCE": ROOT / "LICENSE",
            "NOTICES": notices_file,
            "TYPES": types,
        }
        sign = "/" if os.name == "nt" else "-"
        command = ["makensis", f"{sign}V2", f"{sign}WX", f"{sign}INPUTCHARSET", "UTF8"]
        command += [f"{sign}D{name}={value}" for name, value in defined.items()]
        said = subprocess.run(
            [*command, str(SCRIPT)],
            check=False,
            capture_output=True,
            text=True,
            env=environment(),
        )
    if said.returncode != 0:
        raise BuildError(f"makensis failed:\n{(said.stdout + said.stderr)[-2000:]}")


def endings() -> list[str]:
    """The endings of all files PhotoClip reads."""
    asked = subprocess.run(
        [str(build_python()), "-c", _ENDINGS], check=False, capture_output=True, text=True, cwd=ROOT
    )
    if asked.returncode != 0:
        raise BuildError(f"The formats PhotoClip reads are not known: {asked.stderr[-500:]}")
    return asked.stdout.split()


def quad(release: str) -> str:
    """A version as the four numbers Windows wants: ``1.2.3rc1`` is ``1.2.3.0``."""
    numbers = re.match(r"\d+(\.\d+)*", release)
    said = numbers[0].split(".") if numbers else []
    return ".".join([*said, "0", "0", "0", "0"][:4])


def register(commands: Commands) -> None:
    """Add the command ``windows-installer``."""
    parser = commands.add_parser(
        "windows-installer", help="the installer of a folder frozen on Windows, into dist/"
    )
    parser.add_argument("--payload", type=Path, default=FROZEN, help="the frozen folder")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    DIST.mkdir(exist_ok=True)
    target = DIST / f"photoclip-{version()}-windows-x86_64-setup.exe"
    make_installer(options.payload, target, notices(options.payload))
    sys.stdout.write(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB\n")
