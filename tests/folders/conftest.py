"""Waiting for something that other threads do; drives that can be plugged in."""

from __future__ import annotations

import os
import shutil
import subprocess
import time

import pytest

DEADLINE_S = 20.0


def _until(condition):
    """What ``condition()`` returns as soon as it is true; fails with its last answer."""
    end = time.monotonic() + DEADLINE_S
    while not (answer := condition()):
        if time.monotonic() > end:
            pytest.fail(f"did not come about within {DEADLINE_S:.0f} s; last: {answer!r}")
        time.sleep(0.01)  # between two looks, not instead of them
    return answer


@pytest.fixture(scope="session")
def until():
    return _until


@pytest.fixture
def disk_images(tmp_path):
    """Two small formatted drives as files, and what mounts them at a place."""
    for tool in ("mkfs.ext4", "mount", "umount"):
        if shutil.which(tool, path=os.environ.get("PATH", "") + ":/sbin:/usr/sbin") is None:
            pytest.skip(f"{tool} is not installed, so no drive can be made")
    images = []
    for name in ("first", "second"):
        image = tmp_path / f"{name}.img"
        with open(image, "wb") as stream:
            stream.truncate(4 << 20)
        subprocess.run(
            ["mkfs.ext4", "-q", image],
            check=True,
            env={**os.environ, "PATH": os.environ.get("PATH", "") + ":/sbin:/usr/sbin"},
        )
        images.append(image)
    place = tmp_path / "drive with space"
    place.mkdir()
    mounted = 0

    def mount(image):
        nonlocal mounted
        answer = subprocess.run(
            ["mount", "-o", "loop", image, place], capture_output=True, text=True, check=False
        )
        if answer.returncode:
            pytest.skip(f"this machine mounts no drives for tests: {answer.stderr.strip()}")
        mounted += 1

    def unmount():
        nonlocal mounted
        subprocess.run(["umount", place], check=True)
        mounted -= 1

    yield images, place, mount, unmount
    while mounted:
        unmount()
