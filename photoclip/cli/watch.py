"""``watch``: the background worker, in this terminal or behind it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from contextlib import closing
from types import FrameType
from typing import TYPE_CHECKING

import click
from rich.text import Text

from photoclip.cli.progress import IndexDisplay, polite_signals
from photoclip.cli.render import console, errors
from photoclip.core.errors import LibraryBusyError, PhotoClipError

if TYPE_CHECKING:
    from pathlib import Path

    from photoclip.worker.client import Client


@click.command(
    epilog="""\b
Examples:
  photoclip watch                  in this terminal, until Ctrl-C
  photoclip watch --background &   for a session manager or cron: ends when nobody needs it,
                                   unless `photoclip settings stay on`
  photoclip watch --pause 60       read no photos for an hour; --resume ends that
  photoclip watch --stop

New, changed, moved and deleted photos are noticed within a second or two, and found by search
right away. What the worker is doing: photoclip status. How it treats this machine: photoclip
settings.
"""
)
@click.option("--background", is_flag=True, help="Say nothing, and end when nobody needs it.")
@click.option("--stop", is_flag=True, help="End the worker that runs.")
@click.option(
    "--pause",
    "pause_minutes",
    type=click.IntRange(1, 525_600),
    metavar="MINUTES",
    help="Have it read no photos for so long.",
)
@click.option("--resume", is_flag=True, help="Have it go on, on battery too.")
@click.pass_context
def watch(
    context: click.Context,
    background: bool,
    stop: bool,
    pause_minutes: int | None,
    resume: bool,
) -> None:
    """Watch the library's folders and keep it up to date."""
    from photoclip.session import require_library
    from photoclip.worker.client import OwnerGoneError

    folder = context.obj.library
    if sum((background, stop, pause_minutes is not None, resume)) > 1:
        raise click.UsageError("Use one of --background, --stop, --pause and --resume.")
    if stop or pause_minutes is not None or resume:
        _tell(folder, stop=stop, pause_minutes=pause_minutes, resume=resume)
        return
    if background:  # a window asks for it, also for a library that is yet to be filled
        _run(folder, context.obj.device, background=True)
        return
    require_library(folder)
    while True:
        client = _running(folder)
        if client is not None:
            try:
                ended = _follow(client)
            except OwnerGoneError:
                ended = True
            if not ended:
                return
            continue
        try:
            _run(folder, context.obj.device, background=False)
        except LibraryBusyError:
            # somebody became the owner just now; it answers in a moment, or it is gone
            if threading.Event().wait(0.2):
                return
            continue
        return


def _running(folder: Path) -> Client | None:
    from photoclip.worker.client import Client

    return Client.connect(folder)


def _tell(folder: Path, *, stop: bool, pause_minutes: int | None, resume: bool) -> None:
    from photoclip.session import require_library
    from photoclip.worker.client import OwnerGoneError

    require_library(folder)
    client = _running(folder)
    if client is None:
        raise PhotoClipError("No worker runs for this library.", "Start one: photoclip watch")
    try:
        with closing(client):
            _tell_worker(folder, client, stop=stop, pause_minutes=pause_minutes, resume=resume)
    except OwnerGoneError as error:
        raise PhotoClipError(
            "The worker has just ended.", "Look again: photoclip status"
        ) from error


def _tell_worker(
    folder: Path, client: Client, *, stop: bool, pause_minutes: int | None, resume: bool
) -> None:
    from photoclip.store.database import LOCK_NAME
    from photoclip.store.lock import is_held

    state = client.state()
    if not state.watching:
        raise PhotoClipError(
            f"Process {state.pid} is no worker: another command is using this library.",
            "It ends by itself, or by Ctrl-C in its terminal.",
        )
    out = console()
    if stop:
        client.stop()
        deadline = time.monotonic() + 60.0
        while is_held(folder / LOCK_NAME) == (True, state.pid):
            if time.monotonic() > deadline:
                raise PhotoClipError(
                    "The worker was told to stop, and is still busy.", "Wait a little."
                )
            time.sleep(0.05)
        out.print("Stopped.")
    elif resume:
        client.resume()
        out.print("Reading photos again.")
    elif pause_minutes is not None:
        client.pause(pause_minutes * 60.0)
        out.print(f"Paused for {pause_minutes} minutes. Searching works meanwhile.")


def _run(folder: Path, device: str, *, background: bool) -> None:
    from photoclip.worker.process import run_worker

    def on_start(stop: object) -> None:
        assert callable(stop)

        def ask(_number: int, _frame: FrameType | None) -> None:
            stop()
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl-C ends it at once

        for number in polite_signals():
            signal.signal(number, ask)

    if background:
        run_worker(folder, device, background=True, on_start=on_start)
        return
    with IndexDisplay(lasting=True) as display:
        run_worker(folder, device, on_event=display, on_start=on_start)
    console().print("Stopped watching.")


def _follow(client: Client) -> bool:
    """Show what the owner that runs already is doing; whether it ended before the person left."""
    state = client.state()
    what = "watches this library" if state.watching else "is working on this library"
    errors().print(
        Text(
            f"Process {state.pid} {what} already; this shows what it does. Ctrl-C only stops the "
            "showing.",
            "dim",
        )
    )
    left = threading.Event()

    def leave(_number: int, _frame: FrameType | None) -> None:
        left.set()

    before = signal.signal(signal.SIGINT, leave)
    try:
        with IndexDisplay(lasting=True) as display:
            client.subscribe(display)
            while not client.gone and not left.wait(0.2):
                pass
    finally:
        signal.signal(signal.SIGINT, before)
        client.close()
    return not left.is_set() and os.isatty(sys.stdin.fileno())
