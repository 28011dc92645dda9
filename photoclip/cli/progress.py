"""Progress on standard error, only where a person watches; and stopping cleanly on Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
)
from rich.text import Text

from photoclip.cli.render import errors, path_text, plain
from photoclip.core.cancel import CancelToken
from photoclip.core.events import (
    Event,
    IndexProgress,
    IndexStarted,
    Notice,
    RootOffline,
    ScanProgress,
)


@contextmanager
def stop_on_interrupt() -> Iterator[CancelToken]:
    """A token that Ctrl-C and a polite kill set. A second Ctrl-C interrupts at once."""
    token = CancelToken()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if token.cancelled:
            raise KeyboardInterrupt
        token.cancel()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield token
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _time_text(seconds: float) -> str:
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} h"
    if seconds >= 90:
        return f"{seconds / 60:.0f} min"
    return f"{seconds:.0f} s"


class IndexDisplay:
    """Shows indexing events: a bar in a terminal, nothing but notices elsewhere."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = errors()
        self._live = sys.stderr.isatty() and not quiet and os.environ.get("TERM") != "dumb"
        self._quiet = quiet
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}", style="dim"),
            console=self._console,
            transient=True,
            disable=not self._live,
        )
        self._task: TaskID | None = None

    def __enter__(self) -> IndexDisplay:
        self._progress.start()
        return self

    def __exit__(self, *_rest: object) -> None:
        self._progress.stop()

    def __call__(self, event: Event) -> None:
        """Show one event."""
        match event:
            case ScanProgress(root, found):
                self._show(f"Looking through {path_text(root)}", None, found, "")
            case IndexStarted(total):
                self._show("Reading photos", total, 0, "loading the model")
            case IndexProgress(done, total, failed, per_second, left):
                note = f"{per_second:.1f} a second, {_time_text(left)} left"
                if failed:
                    note += f", {failed} unreadable"
                self._show("Reading photos", total, done, note)
            case RootOffline(root, reason):
                self._say(f"Offline: {path_text(root)} – {reason}. Its photos stay in the library.")
            case Notice(text):
                self._say(text)
            case _:
                pass

    def _show(self, description: str, total: int | None, done: int, note: str) -> None:
        if not self._live:
            return
        if self._task is None:
            self._task = self._progress.add_task(description, total=total, note=note)
        self._progress.update(
            self._task, description=description, total=total, completed=done, note=note
        )

    def _say(self, text: str) -> None:
        if not self._quiet:
            self._console.print(Text(plain(text), "yellow"))
