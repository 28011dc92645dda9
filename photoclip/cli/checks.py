"""What ``doctor`` looks at."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from photoclip import __version__
from photoclip.cli.render import size_text
from photoclip.core.errors import LibraryNotFoundError, PhotoClipError

LOW_DISK = 1_000_000_000
SAFE_SQLITE = (3, 51, 3)
"""Before it, two connections that write and checkpoint at once can damage a WAL library."""


@dataclass(frozen=True)
class Check:
    """One finding. ``ok`` None is a note: nothing wrong, worth knowing."""

    name: str
    ok: bool | None
    detail: str
    advice: str = ""


def run_checks(library: Path, device: str) -> list[Check]:
    """All findings, in the order a person would ask."""
    checks: list[Callable[[], Check]] = [
        _versions,
        _sqlite,
        lambda: _disk(library),
        _watch_limit,
        lambda: _processor(device),
        lambda: _model(library),
        lambda: _library(library),
    ]
    return [check() for check in checks]


def _versions() -> Check:
    system = f"{platform.system()} {platform.release()}"
    cores = os.cpu_count() or 1
    detail = f"{__version__}, Python {platform.python_version()}, {system}, {cores} cores"
    return Check("PhotoClip", True, detail)


def _sqlite() -> Check:
    from photoclip.store.database import sqlite_version

    version = sqlite_version()
    numbers = tuple(int(part) for part in version.split("."))
    if numbers >= SAFE_SQLITE:
        return Check("SQLite", True, version)
    return Check(
        "SQLite",
        None,
        f"{version} has a rare bug in its write-ahead log",
        "PhotoClip lets only one process write, which avoids it. Nothing to do.",
    )


def _disk(library: Path) -> Check:
    folder = library
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free < LOW_DISK:
        advice = f"Free some space on the disk of {library}, or use another: --library DIR"
        return Check("Free disk", False, size_text(free), advice)
    return Check("Free disk", True, size_text(free))


def _watch_limit() -> Check:
    limit = Path("/proc/sys/fs/inotify/max_user_watches")
    if not sys.platform.startswith("linux") or not limit.exists():
        return Check("Watched folders", True, "no limit on this system")
    count = int(limit.read_text("ascii"))
    if count < 65536:
        advice = "To watch more: sudo sysctl fs.inotify.max_user_watches=524288"
        return Check("Watched folders", None, f"at most {count} can be watched at once", advice)
    return Check("Watched folders", True, f"up to {count}")


def _processor(device: str) -> Check:
    from photoclip.embed.openclip import fast_in_bfloat16, pick_device

    try:
        chosen = pick_device(device)
    except PhotoClipError as error:
        return Check("Model runs on", False, str(error), error.hint)
    precision = "bfloat16" if fast_in_bfloat16(chosen) else "float32"
    note = "" if chosen != "cpu" else " (no GPU found: slower, and just as good)"
    return Check("Model runs on", True, f"{chosen}, {precision}{note}")


def _model(library: Path) -> Check:
    from photoclip.core import paths
    from photoclip.embed.weights import ModelFolder
    from photoclip.session import Session

    try:
        try:
            with Session.open(library) as session:
                model = session.model
        except LibraryNotFoundError:
            model = ModelFolder.open(paths.embedded_model())
        model.verify()
    except PhotoClipError as error:
        return Check("Model", False, str(error), error.hint)
    if model.info.demonstration:
        return Check(
            "Model",
            None,
            f"{model.name}: a demonstration that knows drawn scenes, not real photographs",
            "Choose a real one: photoclip models list",
        )
    return Check("Model", True, f"{model.name}, {model.info.dim} dimensions")


def _library(library: Path) -> Check:
    from photoclip.session import Session

    try:
        with Session.open(library) as session:
            integrity = session.integrity()
            found = session.status()
    except LibraryNotFoundError as error:
        return Check("Library", None, str(error), error.hint)
    except PhotoClipError as error:
        return Check("Library", False, str(error), error.hint)
    if integrity != "ok":
        return Check(
            "Library", False, f"{library}: {integrity}", "Restore a copy from its backups."
        )
    return Check("Library", True, f"{library}: {found.photos} photos, integrity ok")
