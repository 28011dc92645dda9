"""Drives that fill up, vanish, break and are swapped. Root and mounting are needed for most."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from inspection import until

from photoclip.store import disk

_PATH = os.environ.get("PATH", "") + ":/sbin:/usr/sbin"


def _run(*command: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PATH": _PATH}
    words = [os.fspath(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environment)


class Mounts:
    """What a test mounted; `close` takes it all away again, whatever became of it."""

    def __init__(self) -> None:
        for tool in ("mount", "umount"):
            if shutil.which(tool, path=_PATH) is None:
                pytest.skip(f"{tool} is not installed, so nothing can be mounted")
        self._places: list[Path] = []

    def mount(self, what: str | Path, place: Path, *options: str) -> None:
        """Mount ``what`` at ``place``; skips the test where the machine refuses."""
        place.mkdir(parents=True, exist_ok=True)
        answer = _run("mount", *options, what, place)
        if answer.returncode:
            words = " ".join(("mount", *options, str(what)))
            pytest.skip(f"this machine does not let tests mount: {words}: {answer.stderr.strip()}")
        self._places.append(place)

    def remount(self, place: Path, options: str) -> None:
        def tried() -> subprocess.CompletedProcess[str] | None:
            answer = _run("mount", "-o", f"remount,{options}", place)
            return None if "busy" in answer.stderr else answer  # somebody is just closing files

        answer = until(tried, f"nobody writes to {place}", 60.0)
        if answer.returncode:
            pytest.skip(f"this machine does not remount with {options}: {answer.stderr.strip()}")
        disk.forget()  # PhotoClip looks once a second; other processes learn of it in time

    def unmount(self, place: Path, *, lazy: bool = False) -> None:
        """Take away what lies at ``place``; ``lazy``: as a drive that is pulled out."""
        if lazy:
            assert _run("umount", "-l", place).returncode == 0
        else:
            until(lambda: _run("umount", place).returncode == 0, f"nobody uses {place}", 60.0)
        self._places.remove(place)

    def tmpfs(self, place: Path, size: int) -> Path:
        """A file system in memory of ``size`` bytes."""
        self.mount("photoclip-test", place, "-t", "tmpfs", "-o", f"size={size}")
        return place

    def close(self) -> None:
        for place in reversed(self._places):
            if _run("umount", place).returncode:
                _run("umount", "-l", place)
        self._places.clear()


class Drive:
    """A formatted drive in a file, which can be plugged in at a place and pulled out again."""

    def __init__(self, mounts: Mounts, image: Path, size: int) -> None:
        if shutil.which("mkfs.ext4", path=_PATH) is None:
            pytest.skip("mkfs.ext4 is not installed, so no drive can be made")
        self._mounts = mounts
        self.image = image
        with open(image, "wb") as stream:
            stream.truncate(size)
        made = _run("mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", image)
        assert made.returncode == 0, made.stderr

    def plug_in(self, place: Path) -> None:
        self._mounts.mount(self.image, place, "-o", "loop")

    def pull_out(self, place: Path, *, lazy: bool = True) -> None:
        self._mounts.unmount(place, lazy=lazy)

    def let_go(self) -> None:
        """Wait until the kernel has let go of a drive that was pulled out while it was in use."""
        until(lambda: _run("losetup", "-j", self.image).stdout == "", f"{self.image} is free")


class Filler:
    """A file that takes the room of a file system away, all but so many bytes."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "filler"

    def leave(self, free: int) -> None:
        """Leave so many bytes; the file system's own bookkeeping may take some of them."""
        with open(self._path, "ab") as stream:
            status = os.statvfs(stream.fileno())
            there = os.fstat(stream.fileno()).st_size
            size = there + status.f_bavail * status.f_frsize - free
            if size < there:
                os.ftruncate(stream.fileno(), max(0, size))
            elif size > there:
                with contextlib.suppress(OSError):
                    os.posix_fallocate(stream.fileno(), 0, size)

        disk.forget()

    def remove(self) -> None:
        self._path.unlink(missing_ok=True)
        disk.forget()


def forget_cached(folder: Path) -> None:
    """Have the system read every file below ``folder`` from its drive again, as far as it will."""
    for parent, _folders, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(OSError), open(os.path.join(parent, name), "rb") as stream:
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
