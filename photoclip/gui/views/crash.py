"""What a person sees of a bug: a dialog with a report that stays on this computer."""

from __future__ import annotations

import logging
import platform
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from photoclip import __version__
from photoclip.core import paths
from photoclip.gui.bridge.desktop import open_file

_LONGEST_LOG = 1 << 20


def log_file() -> Path:
    """Where the window's own reports go."""
    return paths.log_dir() / "window.log"


def report_of(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> str:
    """Everything that helps to find the cause, and nothing of the person's photos but paths in it."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    head = (
        f"PhotoClip {__version__}, {when}\n"
        f"{platform.platform()}, Python {platform.python_version()}, Qt {qVersion()}\n\n"
    )
    return head + "".join(traceback.format_exception(kind, error, trace))


class CrashReporter(QObject):
    """Hears of every exception nobody caught, from any thread: logs it and shows it once.

    Install it with `install`; ``shown`` after a dialog was opened.
    """

    shown = Signal(str)
    _reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()
        self.dialog: CrashDialog | None = None
        self._reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Hear of exceptions from now on."""
        sys.excepthook = self.report
        threading.excepthook = self._from_thread
        logging.getLogger().addHandler(_ToReporter(self))

    def report(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """An exception nobody caught. Any thread may call this."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            return
        text = report_of(kind, error, trace)
        sys.stderr.write(text)
        write_log(text)
        self._reported.emit(text)

    def _from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        self.report(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    @Slot(str)
    def _show(self, text: str) -> None:
        what = text.rsplit("\n\n", 1)[-1]
        if what in self._seen or (self.dialog is not None and self.dialog.isVisible()):
            return  # the log has it; one dialog is enough
        self._seen.add(what)
        self.dialog = CrashDialog(text, QApplication.activeWindow())
        self.dialog.show()
        self.shown.emit(text)


class _ToReporter(logging.Handler):
    """Errors that were logged with their exception, by the supervisor for one, are reported too."""

    def __init__(self, reporter: CrashReporter) -> None:
        super().__init__(logging.ERROR)
        self._reporter = reporter

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[0] is not None:
            self._reporter.report(*record.exc_info)


def write_log(text: str) -> None:
    """Append a report to the log, which begins anew where it has grown long."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        long = path.exists() and path.stat().st_size > _LONGEST_LOG
        with open(path, "w" if long else "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{text}\n{'-' * 80}\n")
    except OSError:
        return  # a full disk must not hide the dialog


class CrashDialog(QDialog):
    """Says that something went wrong in PhotoClip, and shows the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Something went wrong in PhotoClip"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        text = QLabel(
            self.tr(
                "This is a mistake in PhotoClip, not yours. Your photos are not touched, and what "
                "you did so far is saved. You can go on; if something looks wrong, close PhotoClip "
                "and start it again.\n\nThe report stays on this computer. To have it mended, send "
                "it to the developers:"
            )
        )
        text.setWordWrap(True)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.report.setAccessibleName(self.tr("Report"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton(self.tr("Copy report"), QDialogButtonBox.ButtonRole.ActionRole)
        show = buttons.addButton(self.tr("Show log"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        show.clicked.connect(lambda: open_file(str(log_file().parent).encode()))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (text, self.report, buttons):
            column.addWidget(widget)
        self.resize(620, 420)
