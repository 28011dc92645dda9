"""The sdist and the wheel: PhotoClip with its resources, for those who have a Python.

Both are made from a copy of the files git doesn't ignore, so that nothing left over from another build
gets in, and are the same bytes each time.
"""

from __future__ import annotations

import argparse
import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from building.parts import sha256
from building.project import DIST, ROOT, BuildError, build_python, environment, source_date, version

if TYPE_CHECKING:
    from building.project import Commands


def make_wheel(target: Path = DIST) -> tuple[Path, Path]:
    """Make the sdist and the wheel, and make sure that the sdist gives the same wheel.

    Where they lie: the sdist, the wheel.
    """
    target.mkdir(parents=True, exist_ok=True)
    os.environ["SOURCE_DATE_EPOCH"] = str(
        source_date()
    )  # one for all, whatever is committed meanwhile
    with _clean_copy() as sources, tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        _build(sources, made, "--sdist")
        _build(sources, made, "--wheel")
        sdist = made / f"photoclip-{version()}.tar.gz"
        wheel = made / f"photoclip-{version()}-py3-none-any.whl"
        _settle(sdist)
        _same_from_sdist(sdist, wheel, made)
        return (
            Path(shutil.copy(sdist, target / sdist.name)),
            Path(shutil.copy(wheel, target / wheel.name)),
        )


def _build(sources: Path, target: Path, what: str) -> None:
    command = [build_python(), "-m", "build", "--no-isolation", what, "--outdir", target, sources]
    log = target / "log"
    with open(log, "wb") as stream:
        finished = subprocess.run(
            [str(word) for word in command],
            check=False,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env=environment(),
            umask=0o022,
        )
    if finished.returncode != 0:
        said = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        raise BuildError("\n".join(["python -m build failed:", *said]))
    log.unlink()


def _same_from_sdist(sdist: Path, wheel: Path, folder: Path) -> None:
    """Raise `BuildError` if the wheel that the sdist gives is another one."""
    unpacked = folder / "unpacked"
    again = folder / "again"
    again.mkdir()
    with tarfile.open(sdist) as archive:
        archive.extractall(unpacked, filter="data")
    (inner,) = unpacked.iterdir()
    _build(inner, again, "--wheel")
    if sha256(again / wheel.name) != sha256(wheel):
        missing = sorted(_contents(wheel) ^ _contents(again / wheel.name))
        raise BuildError(
            "The sdist gives another wheel than the checkout; MANIFEST.in or pyproject.toml may leave "
            f"something out. They differ in: {', '.join(missing[:10]) or 'order or permissions'}."
        )


def _contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {f"{each.filename} ({each.CRC:08x})" for each in archive.infolist()}


@contextmanager
def _clean_copy() -> Iterator[Path]:
    """The files git doesn't ignore, as they are now, with permissions that are the same everywhere."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=False,
        capture_output=True,
    )
    if listed.returncode != 0:
        raise BuildError(
            "The wheel is made of what git doesn't ignore, and this is no git checkout."
        )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "photoclip")
        for name in filter(None, listed.stdout.split(b"\0")):
            source, target = ROOT / os.fsdecode(name), copy / os.fsdecode(name)
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
                target.chmod(0o755 if os.access(source, os.X_OK) else 0o644)
        yield copy


def _settle(sdist: Path) -> None:
    """Give all in an archive one time, one owner and one order."""
    time = source_date()
    plain = io.BytesIO()
    with (
        tarfile.open(sdist) as old,
        tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as new,
    ):
        for member in sorted(old.getmembers(), key=lambda each: each.name):
            content = old.extractfile(member) if member.isreg() else None
            member.mtime = time
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            member.pax_headers = {}
            new.addfile(member, content)
    with open(sdist, "wb") as stream, gzip.GzipFile("", "wb", 9, stream, mtime=time) as packed:
        packed.write(plain.getvalue())


def register(commands: Commands) -> None:
    """Add the command ``wheel``."""
    parser = commands.add_parser("wheel", help="the sdist and the wheel, into dist/")
    parser.set_defaults(run=_run)


def _run(_options: argparse.Namespace) -> None:
    for file in make_wheel():
        sys.stdout.write(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e6:.1f} MB\n")
