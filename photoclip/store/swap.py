"""Putting a repaired library in the place of a damaged one, so that a kill leaves the old or the new.

The new library is made in ``repair.part``. Renaming that folder to ``repair.ready`` is the decision;
from then on whoever owns the library next carries the rest out, as often as it takes. The damaged
files are kept in ``damaged-1``, ``damaged-2``…: nothing is deleted.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from photoclip.store import seal
from photoclip.store.connection import FILE_NAME
from photoclip.store.disk import sync_file, sync_folder

PART_NAME = "repair.part"
READY_NAME = "repair.ready"
DAMAGED_NAME = "damaged-"


def begin(folder: Path) -> Path:
    """An empty folder to make the new library in; what an earlier, cut-off try left is removed."""
    part = folder / PART_NAME
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    return part


def decide(folder: Path) -> Path:
    """The new library in ``repair.part`` is complete: put it in place. Where the old one is now."""
    part = folder / PART_NAME
    target = _free_name(folder)
    (part / "damaged-files-go-to").write_text(target, "utf-8")
    for path in part.iterdir():
        sync_file(path)
    sync_folder(part)
    os.rename(part, folder / READY_NAME)
    sync_folder(folder)
    finish(folder)
    return folder / target


def _free_name(folder: Path) -> str:
    number = 1
    while (folder / f"{DAMAGED_NAME}{number}").exists():
        number += 1
    return f"{DAMAGED_NAME}{number}"


def finish(folder: Path) -> None:
    """Carry out what was decided, if anything was; only for the owner, with no connection open.

    Raises `OSError`.
    """
    ready = folder / READY_NAME
    if not ready.is_dir():
        return
    new = ready / FILE_NAME
    if new.exists():
        target = folder / (ready / "damaged-files-go-to").read_text("utf-8")
        target.mkdir(exist_ok=True)
        # The log must be gone before the new file is there: SQLite would write it into that one.
        # The file itself stays in its place until the new one takes it, so that there always is one.
        for ending in ("-wal", "-shm"):
            if (folder / (FILE_NAME + ending)).exists():
                os.replace(folder / (FILE_NAME + ending), target / (FILE_NAME + ending))
        if (folder / FILE_NAME).exists():
            _keep(folder / FILE_NAME, target / FILE_NAME)
        seal.remove(folder)
        sync_folder(target)
        os.replace(new, folder / FILE_NAME)
        sync_folder(folder)
    shutil.rmtree(ready)
    sync_folder(folder)


def _keep(path: Path, target: Path) -> None:
    """A second name for the damaged file, or a copy where the disk knows no second names."""
    if target.exists():
        if os.path.samefile(path, target):
            return
        target.unlink()  # an earlier try was cut off while copying
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)
        sync_file(target)
