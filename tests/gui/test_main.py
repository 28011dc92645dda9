"""The entry point, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from photoclip import __version__

START = [sys.executable, "-c", "from photoclip.gui.main import main; main()"]

# Shows all photos, then what a query with words finds, then closes.
JOURNEY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from photoclip.gui.bridge import desktop
from photoclip.gui.main import run
from photoclip.gui.views.window import Window

shown = []

def look():
    [window] = [w for w in QApplication.topLevelWidgets() if isinstance(w, Window)]

    def next(listing, _new):
        if not listing.complete:
            return
        shown.append((window.searching.text, listing.count, listing.ranked))
        if len(shown) == 1:
            QTest.keyClicks(window.browser.search.field, "a gradient")
        elif listing.ranked:
            desktop.copy_paths((b"/photos/boat.jpg",))  # the clipboard outlives Python
            QTimer.singleShot(0, window.close)

    window.searching.found.connect(next)

QTimer.singleShot(0, look)
code = run(Path(sys.argv[1]))
heavy = ("torch", "open_clip", "PIL", "sqlite3", "pysqlite3", "numpy")
ours = ("session", "store", "search", "embed", "media", "indexing", "folders")
loaded = {*heavy, *("photoclip." + name for name in ours)} & sys.modules.keys()
print(code, sorted(loaded), shown[0], shown[-1][0], shown[-1][2])
"""


def start(*arguments: str, **options):
    return subprocess.run(
        [*START, *arguments], capture_output=True, text=True, check=False, **options
    )


def test_the_version_is_the_programs():
    done = start("--version")
    assert (done.returncode, done.stdout) == (0, f"photoclip-gui {__version__}\n")


def test_the_help_names_every_option():
    done = start("--help")
    assert done.returncode == 0
    assert "--library DIR" in done.stdout
    assert "--demo" in done.stdout


def test_the_demonstration_has_a_library_of_its_own(tmp_path):
    done = start("--demo", "--library", str(tmp_path))
    assert done.returncode == 2
    assert "--demo has a library of its own: leave out --library" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("display", [None, ":4711"])
def test_without_a_display_it_says_so_in_a_sentence(display):
    environment = {k: v for k, v in os.environ.items() if "DISPLAY" not in k}
    environment |= {"QT_QPA_PLATFORM": "xcb"} | ({"DISPLAY": display} if display else {})
    done = start(env=environment)
    assert done.returncode == 1
    assert done.stderr.startswith("photoclip-gui: ")
    assert "display" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_windows_process_loads_neither_torch_nor_the_library(library):
    command = [sys.executable, "-c", JOURNEY, str(library)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    said = [line for line in done.stderr.splitlines() if "does not support" not in line]
    assert said == []  # but for what the offscreen platform says of every window
    assert done.stdout == "0 [] ('', 4, False) a gradient True\n"
    assert done.returncode == 0
