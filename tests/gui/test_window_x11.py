"""The program on a real X server, with real keys: nothing of Qt's or ours is stood in for."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from conftest import stop_worker
from person import found
from PIL import Image

for _program in ("Xvfb", "xdotool"):
    if shutil.which(_program) is None:
        pytest.skip(
            f"{_program} is not installed (scripts/test-libraries)", allow_module_level=True
        )

SCREEN = (1200, 800)


def wait_for(what: Callable[[], object], seconds: float = 120):
    """What ``what()`` gives as soon as it gives something."""
    deadline = time.monotonic() + seconds
    while not (given := what()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)  # between two looks, not instead of them
    return given


@pytest.fixture
def display(tmp_path) -> Iterator[str]:
    """An X server of the test's own; it chooses its number itself.

    It doesn't start anew when the last program leaves it: whoever comes in that moment is refused.
    """
    read, write = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-fbdir", str(tmp_path),
         "-nolisten", "tcp", "-noreset"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    try:
        assert number, "Xvfb does not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def program(own_copy, display, tmp_path) -> Iterator[subprocess.Popen[bytes]]:
    """``photoclip-gui`` over the module's own copy."""
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "LANGUAGE": "en"}
    environment["PYTHONFAULTHANDLER"] = "1"
    environment.pop("WAYLAND_DISPLAY", None)
    start = "from photoclip.gui.main import main; main()"
    with open(tmp_path / "said", "wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-c", start, "--library", str(own_copy)], env=environment,
            stdout=said, stderr=said,
        )  # fmt: skip
    yield process
    if process.poll() is None:
        process.send_signal(signal.SIGABRT)  # a test that failed shows where the program stands
    process.wait(30)
    print((tmp_path / "said").read_text(errors="replace"))
    stop_worker(own_copy)


def picture_of(folder) -> Image.Image:
    """What is on the screen: Xvfb keeps it in a file, in the format of `xwd`."""
    raw = (folder / "Xvfb_screen0").read_bytes()
    words = [int.from_bytes(raw[at : at + 4], "big") for at in range(0, 100, 4)]
    header, colours = words[0], words[19]
    begin = header + 12 * colours
    width, height, line = words[4], words[5], words[12]
    return Image.frombytes(
        "RGB", (width, height), raw[begin : begin + line * height], "raw", "BGRX", line
    )


def test_a_query_and_four_stars_by_real_keys(own_copy, display, program, tmp_path):
    environment = os.environ | {"DISPLAY": display}

    def runs() -> bool:
        assert program.poll() is None, "the program has ended"
        return True

    def do(*words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], capture_output=True, text=True, check=False, env=environment
        )
        return done.stdout.strip()

    name = wait_for(lambda: runs() and do("search", "--onlyvisible", "--name", "^PhotoClip$"))
    window = name.split()[0]
    do("windowfocus", "--sync", window)
    colours = lambda: len(picture_of(tmp_path).getcolors(1 << 20))  # noqa: E731
    wait_for(lambda: colours() > 600)  # photos show: the gradients in them have many shades
    do("type", "--delay", "20", "name:boat*")
    do("key", "Return")

    # Enter goes on to the photos, and the first found becomes current when it is found: until then
    # there is nothing to rate.
    wait_for(lambda: found(own_copy, "rating:4") or do("key", "4"))
    assert found(own_copy, "rating:4") == {"boat.jpg"}
    assert colours() > 600
    wait_for(lambda: not found(own_copy, "rating:4") or do("key", "ctrl+z"))
    do("key", "ctrl+q")
    assert program.wait(60) == 0
    assert (tmp_path / "said").read_bytes() == b""
