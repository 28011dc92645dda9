"""The window answers at once, whatever goes on behind it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import stop_worker
from PIL import Image

PHOTOS = 3000
LONGEST_TURN_S = 0.1
LONGEST_BLOCK_S = 1.0


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's schedstat is Linux's")
def test_no_turn_of_the_event_loop_takes_long_while_thousands_of_photos_are_read(tmp_path):
    """Measured in a process of its own (see `watched_window`): pytest's would measure pytest.

    A turn may take 100 ms of the main thread's own processor time; and it may be blocked in a call,
    without running and without waiting for a processor, for a second at most. Both hold on a machine
    that has other things to do.
    """
    folder, library = tmp_path / "photos", tmp_path / "library"
    folder.mkdir()
    for number in range(PHOTOS):
        colour = (number % 256, number // 256 * 20, 90 + number % 7 * 20)
        kind = "png" if number % 3 else "jpg"
        Image.new("RGB", (36, 24), colour).save(folder / f"photo {number:04}.{kind}")
    script = Path(__file__).with_name("watched_window.py")
    try:
        done = subprocess.run(
            [sys.executable, str(script), str(library), str(folder)],
            capture_output=True, text=True, timeout=280, check=False,
        )  # fmt: skip
    finally:
        stop_worker(library)
    assert done.returncode == 0, done.stderr[-3000:]
    measured = json.loads(done.stdout)
    assert measured["late"] == [], done.stderr[-3000:]
    assert measured["turns"] > 100
    assert measured["busy"] < LONGEST_TURN_S, "".join(measured["busy_with"])
    assert measured["blocked"] < LONGEST_BLOCK_S, "".join(measured["blocked_in"])
