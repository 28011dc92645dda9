"""Commands of the command line, run in processes of their own: what is slow and rare."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from photoclip.core import processes

_INTERRUPTED = 130  # the exit code of a command that was asked to stop
_PATIENCE_MS = 3000  # what a command gets to finish the photo it is at


class Channel(QObject):
    """Asks the command line one question at a time; a new question drops the one before.

    ``answered`` carries the JSON objects the command printed, ``failed`` what was wrong, in words
    for people. A dropped question emits nothing.
    """

    answered = Signal(object)  # a list of dicts; as a Qt list, names that are not UTF-8 were lost
    failed = Signal(str)

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._generation = 0
        self._process: QProcess | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._process is not None

    def ask(self, *arguments: str) -> None:
        """Start ``photoclip --library … ARGUMENTS`` and forget the question before."""
        self.drop()
        process = self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.remove("FORCE_COLOR")  # messages are shown as they come, escapes and all
        environment.insert("PYTHONIOENCODING", "utf-8")
        process.setProcessEnvironment(environment)
        process.setStandardInputFile(QProcess.nullDevice())
        process.setProperty("generation", self._generation)
        # Methods and `sender`: a partial that held the process would fall with it, and the program too.
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._went_wrong)
        program, *start = processes.own_command("--library", str(self._library), *arguments)
        process.start(program, start)

    def drop(self) -> None:
        """Kill what runs. Only for questions that write nothing."""
        self._generation += 1
        if self._process is not None:
            self._process.kill()
            self._process = None

    def stop(self) -> None:
        """Ask what runs to end cleanly; it still answers."""
        if self._process is not None:
            self._process.terminate()

    def close(self) -> None:
        """End everything that runs, politely first, and emit nothing any more."""
        self._generation += 1
        running = self.findChildren(QProcess)
        for process in running:
            process.terminate()
        for process in running:
            if not process.waitForFinished(_PATIENCE_MS):
                process.kill()
                process.waitForFinished(_PATIENCE_MS)

    def _ended(self) -> QProcess | None:
        """The process that just ended, unless its question was dropped."""
        process = self.sender()
        assert isinstance(process, QProcess)
        process.deleteLater()
        if process.property("generation") != self._generation:
            return None
        self._process = None
        return process

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process = self._ended()
        if process is None:
            return
        if status is QProcess.ExitStatus.CrashExit or code:
            said = bytes(process.readAllStandardError().data()).decode("utf-8", "replace")
            stopped = "Stopped. What was done is kept; do the same again to go on from there."
            self.failed.emit(stopped if code == _INTERRUPTED else _message(said))
        else:
            lines = bytes(process.readAllStandardOutput().data()).splitlines()
            self.answered.emit([json.loads(line) for line in lines])

    def _went_wrong(self, error: QProcess.ProcessError) -> None:
        if error is not QProcess.ProcessError.FailedToStart:
            return  # every other error is followed by ``finished``
        process = self._ended()
        if process is not None:
            self.failed.emit(f"{process.program()} could not be started: {process.errorString()}.")


def _message(said: str) -> str:
    """What a command said on standard error, as one paragraph without its command-line layout."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    start = next((n for n, line in enumerate(lines) if line.startswith("Error: ")), None)
    if start is None:
        return f"PhotoClip stopped unexpectedly. {''.join(lines[-1:])}".strip()
    lines = [lines[start].removeprefix("Error: "), *lines[start + 1 :]]
    # A mistake in a query is echoed with carets under it; here the search field shows the query.
    marks = next((n for n, line in enumerate(lines) if set(line) == {"^"}), None)
    if marks is not None:
        del lines[marks - 1 : marks + 1]
    return ". ".join(line[:1].upper() + line[1:].rstrip(".") for line in lines) + "."
