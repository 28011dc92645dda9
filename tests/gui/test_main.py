"""The entry point, as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from photoclip import __version__

START = [sys.executable, "-c", "from photoclip.gui.main import main; main()"]

JOURNEY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from photoclip.gui.main import run
from photoclip.gui.views.window import Window

def look():
    [window] = [w for w in QApplication.topLevelWidgets() if isinstance(w, Window)]
    window.results.modelReset.connect(window.close)

QTimer.singleShot(0, look)
code = run(Path(sys.argv[1]))
heavy = ("torch", "open_clip", "PIL", "sqlite3", "numpy")
ours = ("session", "store", "search", "embed", "media", "indexing")
loaded = {*heavy, *("photoclip." + name for name in ours)} & sys.modules.keys()
print(code, sorted(loaded))
"""


def test_the_version_is_the_programs():
    done = subprocess.run([*START, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"photoclip-gui {__version__}\n"


def test_the_help_names_the_library_option():
    done = subprocess.run([*START, "--help"], capture_output=True, text=True, check=True)
    assert "--library DIR" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("display", [None, ":4711"])
def test_without_a_display_it_says_so_in_a_sentence(display):
    environment = {k: v for k, v in os.environ.items() if "DISPLAY" not in k}
    environment |= {"QT_QPA_PLATFORM": "xcb"} | ({"DISPLAY": display} if display else {})
    done = subprocess.run(START, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("photoclip-gui: ")
    assert "display" in done.stderr
    assert done.stderr.count("\n") == 1


def test_the_windows_process_loads_neither_torch_nor_the_library(library):
    command = [sys.executable, "-c", JOURNEY, str(library)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "0 []\n"
