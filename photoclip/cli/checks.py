"""What ``doctor`` looks at."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from photoclip import __version__
from photoclip.cli.render import size_text
from photoclip.core.errors import LibraryNotFoundError, PhotoClipError

if TYPE_CHECKING:
    from photoclip.store.repair import LostEdits, RepairReport

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
    from photoclip.store.database import damage

    wrong = damage(library)
    checks: list[Callable[[], Check]] = [
        _versions,
        _sqlite,
        lambda: _disk(library),
        _watch_limit,
        lambda: _processor(device, library if wrong is None else None),
        lambda: _model(library if wrong is None else None),
        lambda: _library(library, wrong),
        lambda: _backups(library),
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
    free = shutil.disk_usage(_nearest(library)).free
    if free < LOW_DISK:
        advice = f"Free some space on the disk of {library}, or use another: --library DIR"
        return Check("Free disk", False, size_text(free), advice)
    return Check("Free disk", True, size_text(free))


def _nearest(library: Path) -> Path:
    """The library's folder, or that of the folders around it which is there."""
    folder = library
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _watch_limit() -> Check:
    limit = Path("/proc/sys/fs/inotify/max_user_watches")
    if not sys.platform.startswith("linux") or not limit.exists():
        return Check("Watched folders", True, "no limit on this system")
    count = int(limit.read_text("ascii"))
    if count < 65536:
        advice = "To watch more: sudo sysctl fs.inotify.max_user_watches=524288"
        return Check("Watched folders", None, f"at most {count} can be watched at once", advice)
    return Check("Watched folders", True, f"up to {count}")


def _processor(device: str, library: Path | None) -> Check:
    from photoclip.embed.device import device_name, fast_precision, pick_device
    from photoclip.session import Session
    from photoclip.worker.first_use import device_for

    preferred = "auto"
    if library is not None:
        with suppress(PhotoClipError), Session.open(library) as session:
            preferred = session.preferences().device
    passed_over: list[str] = []
    try:
        chosen = pick_device(device_for(device, preferred, passed_over.append))
    except PhotoClipError as error:
        return Check("Model runs on", False, str(error), error.hint)
    note = "" if chosen != "cpu" else "; slower than a GPU, and just as good"
    hardware = f"{chosen} ({device_name(chosen)}), {fast_precision(chosen)}"
    if passed_over:
        advice = "Choose one that is there: photoclip settings device auto"
        return Check("Model runs on", None, passed_over[0], advice)
    return Check("Model runs on", True, f"{hardware}{note}")


def _model(library: Path | None) -> Check:
    from photoclip.core import paths
    from photoclip.embed.weights import ModelFolder
    from photoclip.session import Session

    try:
        model = ModelFolder.open(paths.shipped_model())
        if library is not None:
            with suppress(LibraryNotFoundError), Session.open(library) as session:
                model = session.model
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


def _library(library: Path, wrong: str | None) -> Check:
    from photoclip.session import Session
    from photoclip.store.database import LOCK_NAME
    from photoclip.store.lock import is_held

    if wrong is not None:
        advice = (
            "Restore what can be restored; your photos are not touched: photoclip doctor --repair"
        )
        return Check("Library", False, f"{library}: damaged: {wrong}", advice)
    try:
        with Session.open(library) as session:
            found = session.status()
    except LibraryNotFoundError as error:
        place = _nearest(library)
        if os.access(place, os.W_OK | os.X_OK):
            return Check("Library", None, str(error), error.hint)
        detail = f"There is no library in {library} yet, and none can be made: {place} is not yours"
        return Check("Library", False, detail, "Use another library: --library DIR")
    except PhotoClipError as error:
        return Check("Library", False, str(error), error.hint)
    if not os.access(library, os.W_OK | os.X_OK):
        detail = f"{library}: {found.photos} photos to look at; nothing can be changed or added"
        return Check("Library", None, detail, "The folder is not yours to write into.")
    try:
        held, holder = is_held(library / LOCK_NAME)
    except OSError:  # another person's library: it may be read, not owned
        held, holder = False, None
    owner = f", process {holder or 'of an unknown number'} is working on it" if held else ""
    return Check("Library", True, f"{library}: {found.photos} photos, integrity ok{owner}")


def _backups(library: Path) -> Check:
    from photoclip.store.backup import backups, newest_good

    found = backups(library)
    if not found:
        return Check("Backups", None, "none yet", "The first is made once there are photos.")
    good = newest_good(library)
    if good is None:
        return Check("Backups", False, f"{len(found)}, none of them whole", "Check the drive.")
    known = f"{len(found)}, the newest of {found[0].date}"
    if good != found[0]:
        advice = f"The newest whole one is of {good.date}. The next is made as usual."
        return Check("Backups", False, f"{known} is damaged: {found[0].path.name}", advice)
    return Check("Backups", True, known)


def repair_lines(report: RepairReport) -> list[str]:
    """What a repair found, did and could not do, for a person."""
    if report.damage is None:
        return [line[0].upper() + line[1:] + "." for line in report.mended] or [
            "The library is sound. There is nothing to repair."
        ]
    lines = [f"The library file was damaged: {report.damage}."]
    if report.backup is None:
        lines.append("There was no whole backup: a new library was begun.")
    else:
        lines.append(f"It was restored from the backup of {report.backup.date}.")
    lines.append(f"Edits made since, applied again: {report.replayed}.")
    lines += [_lost_line(lost) for lost in report.lost]
    lines += [line[0].upper() + line[1:] + "." for line in (*report.mended, *report.rebuilt)]
    if report.kept is not None:
        lines.append(f"The damaged files are kept in {report.kept}. Delete them when all is well.")
    return lines


def _lost_line(lost: LostEdits) -> str:
    if lost.last is None:
        which = f"the edits from number {lost.first} on, if there were any"
    elif lost.first == lost.last:
        which = f"edit {lost.first}"
    else:
        which = f"edits {lost.first} to {lost.last}"
    return f"Not restored: {which} ({lost.reason})."


def repair_json(report: RepairReport) -> dict[str, object]:
    """The stable JSON form of a repair."""
    return {
        "damage": report.damage,
        "backup": None if report.backup is None else str(report.backup.path),
        "backup_date": None if report.backup is None else report.backup.date,
        "replayed": report.replayed,
        "lost": [
            {"first": lost.first, "last": lost.last, "reason": lost.reason} for lost in report.lost
        ],
        "mended": report.mended,
        "rebuilt": report.rebuilt,
        "kept": None if report.kept is None else str(report.kept),
    }
