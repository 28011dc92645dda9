"""Progress on standard error, only where a person watches; and stopping cleanly on Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
)
from rich.table import Column
from rich.text import Text

from photoclip.cli.render import errors, path_text, plain
from photoclip.core.cancel import CancelToken
from photoclip.core.events import (
    Event,
    IndexFinished,
    IndexProgress,
    IndexStarted,
    Notice,
    RootOffline,
    ScanProgress,
    SwitchAdvanced,
    WatchingFrom,
)
from photoclip.core.reports import IndexReport


def polite_signals() -> list[signal.Signals]:
    """Those that ask a program to end: Ctrl-C, a polite kill, a terminal that was closed."""
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    return [getattr(signal, name) for name in names if hasattr(signal, name)]


@contextmanager
def stop_on_interrupt() -> Iterator[CancelToken]:
    """A token that Ctrl-C and a polite kill set. A second Ctrl-C interrupts at once."""
    token = CancelToken()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if token.cancelled:
            raise KeyboardInterrupt
        token.cancel()

    before = {number: signal.signal(number, ask) for number in polite_signals()}
    try:
        yield token
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def time_text(seconds: float) -> str:
    """Seconds as a person says them."""
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} h"
    if seconds >= 90:
        return f"{seconds / 60:.0f} min"
    return f"{seconds:.0f} s"


def round_text(report: IndexReport) -> str:
    """One line about what a round did: ``3 new, 1 gone; 3 photos read in 0.4 s``."""
    counted = (
        (report.added, "new"),
        (report.changed, "changed"),
        (report.moved, "moved"),
        (report.returned, "back again"),
        (report.vanished, "gone"),
    )
    parts = [", ".join(f"{count} {word}" for count, word in counted if count)]
    tally = report.tally
    if tally.read:
        noun = "photo" if tally.read == 1 else "photos"
        parts.append(f"{tally.read} {noun} read in {report.seconds:.1f} s")
    if tally.failed:
        parts.append(f"{tally.failed} could not be read: photoclip failures")
    return "; ".join(part for part in parts if part)


def _is_watched(*, quiet: bool) -> bool:
    """Whether a person sees what moves on standard error."""
    return sys.stderr.isatty() and not quiet and os.environ.get("TERM") != "dumb"


@contextmanager
def step_bar(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar on standard error, where a person watches, for work in steps of different kinds.

    To be told what is being done, and how many are done of how many (0 where nobody knows).
    """
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors(),
        transient=True,
        disable=not _is_watched(quiet=quiet),
    )
    with bar:
        task = bar.add_task("", total=None)
        yield lambda doing, done, total: bar.update(
            task, description=doing, total=total or None, completed=done
        )


@contextmanager
def counted_bar(doing: str, *, quiet: bool) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, where a person watches: to be told how many are done of how many."""
    with step_bar(quiet=quiet) as show:
        show(doing, 0, 0)
        yield lambda done, total: show(doing, done, total)


class _Shortened(TextColumn):
    """Text that gives way where a terminal is narrow: the count beside it says more."""

    def __init__(self, text: str, style: str = "none") -> None:
        super().__init__(text, style, table_column=Column(no_wrap=False))

    def render(self, task: Task) -> Text:
        """One line, cut where there is no room."""
        text = super().render(task)
        text.no_wrap, text.overflow = True, "ellipsis"
        return text


class IndexDisplay:
    """Shows indexing events: a bar in a terminal, nothing but notices elsewhere.

    ``lasting``: for a display that outlives a round; what each round did is said in a line.
    """

    def __init__(self, *, quiet: bool = False, lasting: bool = False) -> None:
        self._console = errors()
        self._live = _is_watched(quiet=quiet)
        self._quiet = quiet
        self._lasting = lasting
        self._progress = Progress(
            SpinnerColumn(table_column=Column(no_wrap=True)),
            _Shortened("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(table_column=Column(no_wrap=True)),
            _Shortened("{task.fields[note]}", style="dim"),
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
                note = f"{per_second:.1f} a second, {time_text(left)} left"
                if failed:
                    note += f", {failed} unreadable"
                self._show("Reading photos", total, done, note)
            case SwitchAdvanced(progress):
                note = f"{progress.per_second:.1f} a second"
                if progress.seconds_left is not None:
                    note += f", {time_text(progress.seconds_left)} left"
                if progress.unreadable:
                    note += f", {progress.unreadable} away or unreadable"
                doing = f"Looking at photos with {plain(progress.model)}"
                self._show(doing, progress.total, progress.done, note)
            case RootOffline(root, reason):
                self._say(f"Offline: {path_text(root)} – {reason}. Its photos stay in the library.")
            case Notice(text):
                self._say(text)
            case IndexFinished(report) if self._lasting:
                self._finish(report)
            case WatchingFrom(roots) if self._lasting:
                names = ", ".join(path_text(root) for root in roots)
                self._say(f"Watching {names or 'no folders yet: photoclip add FOLDER'}", "default")
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

    def _finish(self, report: IndexReport) -> None:
        if self._task is not None:
            self._progress.remove_task(self._task)
            self._task = None
        if not report.did_nothing:
            self._say(f"{datetime.now():%H:%M:%S}  {round_text(report)}", "default")

    def _say(self, text: str, style: str = "yellow") -> None:
        if not self._quiet:
            self._console.print(Text(plain(text), style))
