"""How a model comes to its place beside the others and leaves it again: in one step, under a lock.

Whatever is on its way lies in `ARRIVING`. Who works there holds a lock, which ends with its process:
what lies there without one is left over.
"""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from photoclip.core.errors import DiskFullError, ModelError
from photoclip.embed.weights import CARD

ARRIVING = ".arriving"
"""Beside the models: what is on its way. Bytes of a download are used when it is tried again."""

FORMER = "~former"
"""How the folder of a model ends that gives way to another; `folder_name` makes no such name."""

SLACK = 64_000_000
"""Bytes of a disk that stay free."""

ONCE = ("import-", "taught-", "removed-")
"""How folders in `ARRIVING` begin that nobody goes on with."""

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


def folder_name(name: str) -> str:
    """What the folder of a model with this name is called: a plain name on any drive."""
    kept = "".join(
        char if char.isalnum() or char in "-_.+" else "-" for char in name.replace("/", "--")
    )
    return kept.strip(".-") or "model"


@contextmanager
def disk_errors(models_dir: Path, name: str, full: str) -> Iterator[None]:
    """Say in plain words what the disk doesn't do; ``full``: what a person does where it is full."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError(f"The disk is full: “{name}” could not be stored.", full) from error
        raise ModelError(
            f"“{name}” could not be stored: {error.strerror or error}", f"Check {models_dir}."
        ) from error


def room_for(name: str, need: int, models_dir: Path, full: str) -> None:
    """Raises `DiskFullError` if ``need`` bytes would leave less than `SLACK` of the disk."""
    need += SLACK
    free = shutil.disk_usage(models_dir).free
    if free < need:
        raise DiskFullError(
            f"“{name}” needs {need / 1e6:.0f} MB, and {free / 1e6:.0f} MB are free.", full
        )


# --- one at a time --------------------------------------------------------------------------------


@contextmanager
def held(work: Path, wait: Callable[[], None] | None = None, *, name: str = "") -> Iterator[None]:
    """Hold what is on its way in ``work``, which is a folder of `ARRIVING`.

    While another holds it ``wait`` is called again and again; without it `ModelError` is raised, which
    calls the model by ``name``.
    """
    from filelock import FileLock, Timeout

    work.parent.mkdir(parents=True, exist_ok=True)
    file = work.with_name(work.name + ".lock")
    lock = FileLock(file)
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except Timeout as error:
            if wait is None:
                raise ModelError(
                    f"“{name or work.name}” is being downloaded or imported.",
                    "Wait until it is here, or stop that first.",
                ) from error
            wait()
    try:
        yield
    finally:
        _forget_lock(file, work)
        lock.release()
        _forget_lock(file, work)  # Windows removes no file that is open


def _forget_lock(file: Path, work: Path) -> None:
    """Remove the lock's file unless it guards something; who waits for it notices, and makes another."""
    if not work.exists():
        with suppress(OSError):
            file.unlink(missing_ok=True)


@contextmanager
def passing(models_dir: Path, kind: str) -> Iterator[Path]:
    """A new folder in `ARRIVING` for something of a kind of `ONCE`; it is gone after the block.

    A process that is killed leaves it, and `clear_leftovers` removes it.
    """
    assert kind in ONCE
    clear_leftovers(models_dir)
    work = models_dir / ARRIVING / f"{kind}{uuid.uuid4().hex[:8]}"
    with held(work):
        try:
            work.mkdir()
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def clear_leftovers(models_dir: Path) -> None:
    """Remove or put right what processes left that were killed; what is in use stays."""
    arriving = models_dir / ARRIVING
    with suppress(OSError):
        for work in [path for path in arriving.iterdir() if path.name.startswith(ONCE)]:
            if work.is_dir():
                with suppress(ModelError), held(work):
                    shutil.rmtree(work, ignore_errors=True)
    with suppress(OSError):
        for former in list(models_dir.glob(f"*{FORMER}")):
            target = former.with_name(former.name.removesuffix(FORMER))
            with suppress(ModelError), place_of(target):
                _put_right(target)


# --- in its place ---------------------------------------------------------------------------------


def place_of(target: Path, name: str = "") -> AbstractContextManager[None]:
    """Hold the place ``target`` of a model: nobody else puts one there or removes it. See `held`."""
    return held(target.parent / ARRIVING / target.name, name=name)


def put_in_place(ready: Path, target: Path) -> None:
    """Rename a whole model folder to its place, which is held; one that lies there gives way.

    At every moment one of the two is found by its name.
    """
    assert (ready / CARD).is_file()
    former = _former(target)
    if target.exists():
        _discard(former)
        os.replace(target, former)
    try:
        os.replace(ready, target)
    except OSError:
        if former.exists():
            os.replace(former, target)
        raise
    with suppress(OSError):
        _discard(former)


def take_away(target: Path) -> None:
    """Remove a model, whose place is held, in one step. Raises OSError, and then it is still whole."""
    gone = target.parent / ARRIVING / f"removed-{uuid.uuid4().hex[:8]}"
    with held(gone):
        _discard(_former(target))
        os.replace(target, gone)
        shutil.rmtree(gone, ignore_errors=True)


def _former(target: Path) -> Path:
    return target.with_name(target.name + FORMER)


def _put_right(target: Path) -> None:
    """Finish what a kill interrupted while one model gave way to another."""
    former = _former(target)
    if target.exists():
        _discard(former)
    elif former.exists():
        os.replace(former, target)


def _discard(former: Path) -> None:
    """Remove a folder; from the first step on it is no model any more."""
    if former.exists():
        (former / CARD).unlink(missing_ok=True)
        shutil.rmtree(former, ignore_errors=True)


def forget_arriving(name: str, models_dir: Path) -> Path | None:
    """Remove what an unfinished download left; the folder it lay in, or None if there was nothing.

    Raises `ModelError` if that download is still going on.
    """
    work = models_dir / ARRIVING / folder_name(name)
    if not work.is_dir():
        return None
    with held(work, name=name):
        shutil.rmtree(work, ignore_errors=True)
    return work
