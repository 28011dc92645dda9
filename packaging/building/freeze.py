"""The frozen program: PyInstaller run over ``photoclip.spec``, and its libraries made smaller."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from building import bundles, contents, models, project
from building.elf import forget_build_folders, is_elf
from building.project import BuildError

FINGERPRINT = project.FREEZE / "fingerprint"
_WORK = project.BUILD / "freeze-work"
_NEW = project.BUILD / "freeze-new"
_SOURCES = (
    "photoclip",
    "resources",
    "packaging/hooks",
    "packaging/icons",
    "packaging/macos",
    "packaging/programs",
)
_FILES = (
    "constraints.txt",
    "packaging/photoclip.spec",
    "packaging/building/bundles.py",
    "packaging/building/contents.py",
    "packaging/building/elf.py",
    "packaging/building/freeze.py",
)


def register(commands: project.Commands) -> None:
    """Add ``freeze``."""
    parser = commands.add_parser("freeze", help="put the program and all it needs into one folder")
    parser.add_argument("--force", action="store_true", help="also where nothing changed")
    parser.add_argument(
        "--bundle-model",
        metavar="NAME|FOLDER",
        default="",
        help="a downloaded model to bring along, which new libraries use",
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> None:
    model = models.find(options.bundle_model) if options.bundle_model else None
    taken_out = models.put(build(force=options.force), model)
    if model is not None:
        print(f"It brings along the model in {model}.")
    elif taken_out:
        print(
            f"It brings along {taken_out} no longer: name it with MODEL= wherever it is to be in."
        )


def build(*, force: bool = False) -> Path:
    """Freeze where something changed since the last time; the folder. Raises `BuildError`."""
    now = _fingerprint()
    if not force and _is_current(now):
        print(f"{project.FROZEN.relative_to(project.ROOT)} is up to date.")
        return project.FROZEN
    if sys.platform == "linux" and shutil.which("strip") is None:
        raise BuildError("strip is not installed: apt-get install binutils")
    python = project.build_python()
    for folder in (_WORK, _NEW):
        shutil.rmtree(folder, ignore_errors=True)
    project.run(
        [
            *(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", _NEW, "--workpath", _WORK, project.PACKAGING / "photoclip.spec"),
        ]
    )
    made = _NEW / "photoclip"
    if sys.platform == "linux":
        before = size(made)
        _finish_libraries(made)
        print(f"Left out: symbols of libraries, {(before - size(made)) / 1e6:.1f} MB")
    FINGERPRINT.unlink(missing_ok=True)
    shutil.rmtree(project.FREEZE, ignore_errors=True)
    project.FREEZE.mkdir(parents=True)
    made.rename(project.FROZEN)
    application = _NEW / "PhotoClip.app"
    if application.exists():  # on macOS
        application.rename(project.FREEZE / application.name)
    FINGERPRINT.write_text(now, "ascii")
    shutil.rmtree(_NEW)
    print(f"{project.FROZEN.relative_to(project.ROOT)}: {size(project.FROZEN) / 1e6:.0f} MB")
    return project.FROZEN


def size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink())


def _is_current(fingerprint: str) -> bool:
    return (
        (project.FROZEN / "_internal").is_dir()
        and FINGERPRINT.exists()
        and FINGERPRINT.read_text("ascii") == fingerprint
    )


def _fingerprint() -> str:
    """A number for everything the frozen program is made of."""
    pages = (f"docs/{page}" for page in contents.guide_pages())
    files = [project.ROOT / name for name in (*_FILES, *pages)]
    for source in _SOURCES:
        path = project.ROOT / source
        files += [path] if path.is_file() else path.rglob("*")
    total = hashlib.sha256(sys.version.encode())
    total.update(os.environ.get(bundles.IDENTITY_VARIABLE, "").encode() + b"\0")
    for path in sorted(files):
        if path.is_file() and "__pycache__" not in path.parts:
            total.update(os.fsencode(path.relative_to(project.ROOT)) + b"\0")
            total.update(hashlib.sha256(path.read_bytes()).digest())
    said = subprocess.run(
        [project.build_python(), "-m", "pip", "list", "--format", "freeze"],
        check=True,
        capture_output=True,
    )
    total.update(said.stdout)
    return total.hexdigest()


def _finish_libraries(folder: Path) -> None:
    """Take out of the libraries what nothing needs at run time: symbols, folders of this machine."""
    for path in sorted(folder.rglob("*")):
        # A program's own archive of modules hangs at the end of its executable: those are left alone.
        if ".so" not in path.name or not path.is_file() or not is_elf(path):
            continue
        # What wheels bring in folders named ….libs had its parts moved about by the tool that put them
        # there: stripped, the system refuses it.
        if not path.parent.name.endswith(".libs"):
            project.run(["strip", "--strip-unneeded", "--preserve-dates", path])
        forget_build_folders(path)
