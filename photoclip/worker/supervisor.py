"""The worker as a window sees it: there when it is needed, started again when it dies.

Every request may be sent again to the next worker: queries change nothing, and a command carries an
id under which the library has it once at most.
"""

from __future__ import annotations

import atexit
import logging
import os
import subprocess
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TypeVar

from photoclip.core import processes
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import Applied, Command
from photoclip.core.errors import PhotoClipError
from photoclip.core.events import Event, Notice
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.types import Float32, PhotoId
from photoclip.worker.client import Client, OwnerGoneError
from photoclip.worker.messages import OwnerState
from photoclip.worker.port import Listener

_START_S = 60.0
_POLL_S = 0.05

_left_running: list[subprocess.Popen[bytes]] = []
"""Workers this process started. They may outlive it; those that ended are collected."""

T = TypeVar("T")


class WorkerError(PhotoClipError):
    """No worker can be had."""


_collecting = threading.Lock()


def _collect_ended(started: subprocess.Popen[bytes] | None = None) -> None:
    """Let go of workers that ended; remember one that ``started``."""
    with _collecting:
        _left_running[:] = [process for process in _left_running if process.poll() is None]
        if started is not None:
            _left_running.append(started)


@atexit.register
def _let_go() -> None:
    """Those that still run are meant to: Python need not warn of them."""
    _collect_ended()
    for process in _left_running:
        process.returncode = 0


def worker_command(library: Path, device: str) -> list[str]:
    """How the background worker of a library is started."""
    return processes.own_command(
        "--library", str(library), "--device", device, "watch", "--background"
    )


def _cannot_start(error: OSError) -> WorkerError:
    return WorkerError(
        f"The background worker can't be started: {error}.", "Install PhotoClip again."
    )


class Worker:
    """Keeps a worker running for as long as it is open; an `OwnerPort` that outlives workers.

    ``on_event`` hears everything workers say, and a `Notice` when one failed or was killed;
    ``on_connected`` is called in a thread when it begins to hear one: what happened before is not
    told.
    Calls wait for a worker, at most ``patience`` seconds without any, then raise `WorkerError`.
    """

    def __init__(
        self,
        library: Path,
        on_event: Listener = lambda _event: None,
        *,
        device: str = "auto",
        patience: float = 120.0,
        command: Sequence[str] | None = None,
        on_connected: Callable[[], None] = lambda: None,
    ) -> None:
        self._library = library
        self._on_connected = on_connected
        self._command = list(command or worker_command(library, device))
        self._patience = patience
        self._listeners: list[Listener] = [on_event]
        self._changed = threading.Condition()
        self._client: Client | None = None
        self._failure: PhotoClipError | None = None
        self._closing = threading.Event()
        self.starts = 0
        self._thread = threading.Thread(target=self._supervise, name="supervisor", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Hang up. A worker nobody else is connected to ends by itself after a while."""
        self._closing.set()
        with self._changed:
            client, self._client = self._client, None
            self._changed.notify_all()
        if client is not None:
            client.close()
        self._thread.join(10)

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_rest: object) -> None:
        self.close()

    # --- the port ---------------------------------------------------------------------------------

    def encode_texts(self, model: str, texts: Sequence[str]) -> Float32:  # noqa: D102
        return self._try(lambda client: client.encode_texts(model, texts))

    def encode_photo(self, model: str, path: bytes) -> Float32:  # noqa: D102
        return self._try(lambda client: client.encode_photo(model, path))

    def apply(self, command: Command, uid: str | None = None) -> Applied:  # noqa: D102
        once = uid or uuid.uuid4().hex
        return self._try(lambda client: client.apply(command, once))

    def index(  # noqa: D102
        self,
        options: IndexOptions,
        on_event: Listener = lambda _event: None,
        cancel: CancelToken | None = None,
    ) -> IndexReport:
        return self._try(lambda client: client.index(options, on_event, cancel))

    def want_captions(  # noqa: D102
        self, photos: Sequence[PhotoId], model: str = "", *, again: bool = False
    ) -> int:
        return self._try(lambda client: client.want_captions(photos, model, again=again))

    def forget_captions(self, photos: Sequence[PhotoId] | None = None) -> int:  # noqa: D102
        return self._try(lambda client: client.forget_captions(photos))

    def cancel(self) -> None:  # noqa: D102
        self._try(lambda client: client.cancel())

    def pause(self, seconds: float | None = None) -> None:  # noqa: D102
        self._try(lambda client: client.pause(seconds))

    def resume(self) -> None:  # noqa: D102
        self._try(lambda client: client.resume())

    def state(self) -> OwnerState:  # noqa: D102
        return self._try(lambda client: client.state())

    def subscribe(self, listener: Listener) -> Callable[[], None]:  # noqa: D102
        with self._changed:
            self._listeners.append(listener)

        def end() -> None:
            with self._changed:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return end

    # --- supervision ------------------------------------------------------------------------------

    def _try(self, ask: Callable[[Client], T]) -> T:
        while True:
            client = self._wait_for_client()
            try:
                return ask(client)
            except OwnerGoneError:
                with self._changed:
                    if self._client is client:
                        self._client = None
                        self._changed.notify_all()

    def _wait_for_client(self) -> Client:
        with self._changed:
            self._changed.wait_for(
                lambda: self._client is not None or self._failure or self._closing.is_set(),
                self._patience,
            )
            if self._client is not None:
                return self._client
            if self._failure is not None:
                raise self._failure
        raise WorkerError(
            "The background worker doesn't start.",
            f"See what it says: photoclip watch; its log is {log_file(self._library)}",
        )

    def _supervise(self) -> None:
        failures = 0
        while not self._closing.is_set():
            try:
                client = Client.connect(self._library)
                if client is None:
                    if self._closing.wait(processes.back_off(failures)):
                        return
                    client = self._start()
            except (PhotoClipError, OSError) as error:  # another version owns it, or nothing starts
                self._fail(error if isinstance(error, PhotoClipError) else _cannot_start(error))
                failures += 1
                self._closing.wait(processes.back_off(failures))
                continue
            if client is None:
                failures += 1
                continue
            connected = time.monotonic()
            self._stay_with(client)
            if self._closing.is_set():
                return
            steady = time.monotonic() - connected >= processes.STEADY_S
            failures = 0 if steady else failures + 1
            if not client.took_leave:
                self._heard(Notice("The background worker ended and is started again."))

    def _stay_with(self, client: Client) -> None:
        """Let calls go to this client until its owner ends, or until `close`."""
        with suppress(OwnerGoneError):  # it may be dead already, which is seen below
            client.subscribe(self._heard)
            self._on_connected()
        with self._changed:
            self._client = client
            self._failure = None
            self._changed.notify_all()
        while not client.wait_until_gone(0.5):
            if self._closing.is_set():
                return
        client.close()
        with self._changed:
            if self._client is client:
                self._client = None

    def _start(self) -> Client | None:
        """Start a worker, or find the one that somebody else started; None if neither came up.

        Raises `WorkerError` with what the worker itself said against it.
        """
        self.starts += 1
        with self._log() as log:
            begin = log.tell()
            try:
                process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=os.name != "nt",
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except OSError as error:
                raise _cannot_start(error) from error
        _collect_ended(process)
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline and not self._closing.wait(_POLL_S):
            client = Client.connect(self._library)
            if client is not None:
                return client
            if process.poll() is not None:
                # It may have lost the race for the library to one that listens in a moment.
                client = Client.connect(self._library)
                if client is None and process.returncode > 0:
                    _raise_what_it_said(log_file(self._library), begin)
                return client
        return None

    def _log(self) -> IO[bytes]:
        """Where the worker's own words go: nowhere, where its log can't be written."""
        try:
            return processes.open_log(log_file(self._library))
        except OSError:
            return open(os.devnull, "r+b")

    def _fail(self, error: PhotoClipError) -> None:
        with self._changed:
            self._failure = error
            self._changed.notify_all()

    def _heard(self, event: Event) -> None:
        with self._changed:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(event)
            except Exception:
                logging.getLogger(__name__).exception("a listener failed")


def _raise_what_it_said(log: Path, begin: int) -> None:
    """Raise the error that a worker printed before it ended, if it printed one."""
    try:
        with open(log, "rb") as stream:
            stream.seek(begin)
            said = stream.read(1 << 16).decode("utf-8", "replace").splitlines()
    except OSError:
        return  # there is no log
    for number, line in enumerate(said):
        if line.startswith("Error: "):
            hint = " ".join(part.strip() for part in said[number + 1 : number + 4])
            raise WorkerError(line.removeprefix("Error: "), hint)


def log_file(library: Path) -> Path:
    """Where a background worker's own words go."""
    return processes.log_file("worker", library)
