"""``photoclip-gui``: the window."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from photoclip import __version__
from photoclip.core import frozen, paths
from photoclip.core.roots import absolute

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication, QWidget


def argument_parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    parser = argparse.ArgumentParser(
        prog="photoclip-gui", description="Find a photo by what is in it, on your own computer."
    )
    parser.add_argument(
        "--library",
        metavar="DIR",
        type=Path,
        help=f"the library to use (default: ${paths.LIBRARY_VARIABLE}, or the one of this user)",
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        help="show the sample photos that come with PhotoClip, in a library of their own",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument(
        "named",
        nargs="*",
        metavar="PATH",
        help="photos or folders to show; folders that are not in the library are offered to it",
    )
    return parser


def main() -> None:
    """Parse the arguments, open the window, and end the process when it closes."""
    parser = argument_parser()
    frozen.give_back_environment()
    options = parser.parse_args()
    if options.demo and options.library is not None:
        parser.error("--demo has a library of its own: leave out --library")
    if options.demo and options.named:
        parser.error("--demo shows the sample photos: leave out the other ones")
    named: Path | None = paths.demo_library() if options.demo else options.library
    library = (paths.default_library() if named is None else named).expanduser()
    places = tuple(map(absolute, options.named))
    sys.exit(run(Path(os.path.abspath(library)), demo=options.demo, named=places))


def run(library: Path, *, demo: bool = False, named: tuple[bytes, ...] = ()) -> int:
    """Show the window over ``library`` until it is closed; the process's exit code.

    ``named`` are photos and folders to show in it, as absolute real paths.
    """
    from photoclip.browse.client import BrowseProcess

    browse = BrowseProcess(library)  # it gets ready while Qt is loaded
    try:
        from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
        from PySide6.QtWidgets import QApplication

        from photoclip.gui.bridge.remembered import Remembered
        from photoclip.gui.views import theme
        from photoclip.gui.views.crash import CrashReporter
        from photoclip.gui.views.opening import HandedOver
        from photoclip.gui.views.window import Window
    except ImportError as error:
        _give_up(f"Qt can't be loaded: {error}.")

    said: list[str] = []

    def end_in_words(kind: QtMsgType, _where: QMessageLogContext, text: str) -> None:
        # Qt aborts the process when it finds no display. This runs just before it does.
        said.append(text.strip())
        if kind is QtMsgType.QtFatalMsg:
            screen = {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
            _give_up(f"{said[0].rstrip('.')}." if screen else "there is no graphical display here.")

    qInstallMessageHandler(end_in_words)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    app.setApplicationName("PhotoClip")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(os.environ.get("FLATPAK_ID", "photoclip"))
    app.setWindowIcon(_icon())
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python would not see Ctrl-C while Qt waits
    reporter = CrashReporter(app)
    reporter.install()
    remembered = Remembered(library)
    translate(app, remembered.language)
    theme.apply(remembered.scheme)
    samples = paths.sample_photos() if demo else None
    window = Window(library, remembered, samples=samples, browse=browse, named=named)
    if sys.platform == "darwin":  # elsewhere every event would be looked at for nothing
        handed_over = HandedOver(app)
        handed_over.named.connect(window.opening.open)
        app.installEventFilter(handed_over)
    window.show()
    code = app.exec()
    end(window)
    return code


def end(window: QWidget) -> None:
    """Destroy a closed window while Qt and Python both stand.

    What is left for the end of the interpreter goes in an order of its own, which may crash.
    """
    from shiboken6 import delete

    delete(window)


def _icon() -> QIcon:
    """What a taskbar shows where no installed package tells it."""
    from PySide6.QtGui import QIcon

    icon = QIcon()
    for file in sorted((paths.resources_dir() / "icons").glob("*.png")):
        icon.addFile(str(file))
    return icon


def translate(app: QApplication, language: str) -> None:
    """Speak a language (its code), or the system's if empty, or else English.

    English has a translation too: it holds the plurals. Dates and numbers, and the side on which a
    line begins, follow the language asked for even where there is no translation into it.
    """
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

    locale = QLocale.system()
    if language and QLocale(language).language() is not locale.language():
        locale = QLocale(language)  # else the system's, which knows the country as well
    QLocale.setDefault(locale)
    ours = QTranslator(app)
    folder = str(paths.resources_dir() / "translations")
    if not ours.load(locale, "photoclip", "_", folder):
        ours.load(QLocale("en"), "photoclip", "_", folder)
    # Qt's own texts in the language of ours: a dialog must not speak two.
    qt = QTranslator(app)
    spoken = QLocale(ours.language() or "en")
    qt.load(spoken, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    for translator in (qt, ours):
        if not translator.isEmpty():
            app.installTranslator(translator)
    app.setLayoutDirection(locale.textDirection())


def _give_up(why: str) -> NoReturn:
    sys.stderr.write(f"photoclip-gui: {why} Searching in a terminal works: photoclip search\n")
    sys.stderr.flush()
    os._exit(1)  # from inside Qt's own abort there is no other way out
