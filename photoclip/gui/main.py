"""``photoclip-gui``: the window."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

from photoclip import __version__
from photoclip.core import paths


def main() -> None:
    """Parse the arguments, open the window, and end the process when it closes."""
    parser = argparse.ArgumentParser(
        prog="photoclip-gui", description="Find a photo by what is in it, on your own computer."
    )
    parser.add_argument(
        "--library",
        metavar="DIR",
        type=Path,
        default=paths.default_library(),
        help=f"the library to use (default: ${paths.LIBRARY_VARIABLE}, or the one of this user)",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    library: Path = parser.parse_args().library.expanduser()
    sys.exit(run(Path(os.path.abspath(library))))


def run(library: Path) -> int:
    """Show the window over ``library`` until it is closed; the process's exit code."""
    try:
        from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
        from PySide6.QtWidgets import QApplication

        from photoclip.gui.views.window import Window
    except ImportError as error:
        _give_up(f"Qt can't be loaded: {error}.")

    said: list[str] = []

    def end_in_words(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        # Qt aborts the process when it finds no display. This runs just before it does.
        said.append(text.strip())
        if kind is QtMsgType.QtFatalMsg:
            screen = {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
            _give_up(said[0] if screen else "there is no graphical display here.")

    qInstallMessageHandler(end_in_words)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    app.setApplicationName("PhotoClip")
    app.setDesktopFileName("photoclip")
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python would not see Ctrl-C while Qt waits
    window = Window(library)
    window.show()
    return app.exec()


def _give_up(why: str) -> NoReturn:
    sys.stderr.write(f"photoclip-gui: {why} Searching in a terminal works: photoclip search\n")
    sys.stderr.flush()
    os._exit(1)  # from inside Qt's own abort there is no other way out
