"""Owning a library for a while, and the background process that does nothing else."""

from __future__ import annotations

import faulthandler
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from types import TracebackType

from photoclip.core.errors import Cancelled, LibraryBusyError, PhotoClipError
from photoclip.core.events import Notice
from photoclip.indexing import in_hand
from photoclip.store import database
from photoclip.worker import politeness
from photoclip.worker.address import address_of
from photoclip.worker.client import Client, OwnerGoneError
from photoclip.worker.owner import Owner
from photoclip.worker.port import Listener
from photoclip.worker.server import Server
from photoclip.worker.watching import Watching

PATIENCE_S = 10.0
"""How long a worker waits for another owner to let go of the library."""

LINGER_S = 30.0
"""How long a background worker waits for the next client before it ends."""


@contextmanager
def owning(
    folder: Path,
    device: str = "auto",
    on_stop: Callable[[], None] = lambda: None,
    *,
    lasting: bool = False,
) -> Iterator[Owner]:
    """Own the library in ``folder`` for the block, and answer other processes meanwhile.

    They are told that it ends, unless it should have been ``lasting`` and an error ends it.
    Raises `LibraryBusyError` if another process owns it, `LibraryError` if it can't be used.
    """
    library = database.open_owner(folder)
    try:
        in_hand.recover(library)
        owner = Owner(library, device)
    except BaseException:
        library.close()
        raise
    server: Server | None = None
    failed = False
    try:
        with _crashes_noted(folder):
            try:
                server = Server(owner, address_of(folder), on_stop)
                owner.count_clients = server.count_clients
                owner.on_tidy = server.touch
            except (OSError, PhotoClipError) as error:
                owner.standing.append(Notice(f"Other PhotoClips can't reach this one: {error}"))
            owner.tags.catch_up()  # what was cut off
            yield owner
    except Exception:
        failed = lasting
        raise
    finally:
        owner.tags.stop()
        if server is not None:
            server.close(failed=failed)
        owner.close()


def run_worker(
    folder: Path,
    device: str = "auto",
    *,
    background: bool = False,
    on_event: Listener = lambda _event: None,
    on_start: Callable[[Callable[[], None]], None] = lambda _stop: None,
) -> None:
    """Watch the library's roots until stopped; in the ``background`` also until nobody needs it.

    ``on_start`` is called with a function that stops it, safe in signal handlers.
    """
    politeness.lower_priority()
    stops: list[Watching] = []

    def stop() -> None:
        for watching in stops:
            watching.stop()

    with _owning_soon(folder, device, stop) as owner:
        owner.subscribe(on_event)
        needed = _Needed(owner)
        watching = Watching(owner, needed if background else lambda: True)
        stops.append(watching)
        on_start(watching.stop)
        owner.writing.begin_if_needed()
        owner.captioning.begin_if_needed()
        watching.run()


@contextmanager
def _owning_soon(folder: Path, device: str, on_stop: Callable[[], None]) -> Iterator[Owner]:
    """As `owning`; waits a little for a command that owns the library for a moment."""
    deadline = time.monotonic() + PATIENCE_S
    with ExitStack() as stack:
        while True:
            try:
                owner = stack.enter_context(owning(folder, device, on_stop, lasting=True))
            except LibraryBusyError:
                if time.monotonic() > deadline or _is_watched(folder):
                    raise
                time.sleep(0.05)
                continue
            yield owner
            return


def _is_watched(folder: Path) -> bool:
    """Whether a worker runs for this library already."""
    try:
        client = Client.connect(folder)
        if client is None:
            return False
        with closing(client):
            return client.state().watching
    except OwnerGoneError:
        return False


class _Needed:
    """Whether anybody was connected lately, or wants the worker to stay."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._last = time.monotonic()

    def __call__(self) -> bool:
        now = time.monotonic()
        if self._owner.preferences.stay or self._owner.count_clients():
            self._last = now
        return now - self._last < LINGER_S


@contextmanager
def _crashes_noted(folder: Path) -> Iterator[None]:
    """Write what brings this process down into the library's crash log (see `in_hand`)."""
    path = folder / in_hand.CRASH_LOG
    try:
        log = open(path, "ab")  # noqa: SIM115
    except OSError:  # a full disk: then there is no evidence, and nobody is blamed
        yield
        return
    before = sys.excepthook, threading.excepthook

    def note(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None and not isinstance(error, KeyboardInterrupt | SystemExit):
            text = "".join(traceback.format_exception(kind, error, trace))
            log.write(text.encode("utf-8", "backslashreplace"))
            log.flush()

    def main_hook(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        before[0](kind, error, trace)

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        note(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
        before[1](arguments)

    sys.excepthook, threading.excepthook = main_hook, thread_hook
    faulthandler.enable(log)
    try:
        yield
    except (PhotoClipError, Cancelled, BrokenPipeError):
        raise
    except Exception as error:
        note(type(error), error, error.__traceback__)
        raise
    finally:
        faulthandler.disable()
        sys.excepthook, threading.excepthook = before
        log.close()
        if path.exists() and path.stat().st_size == 0:
            os.unlink(path)
