"""The other end: calling the owner of a library from any process of the same user."""

from __future__ import annotations

import contextlib
import itertools
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from multiprocessing import connection as transport
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from photoclip.core.cancel import CancelToken
from photoclip.core.commands import Applied, Command
from photoclip.core.errors import Cancelled, PhotoClipError, QueryError
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.types import Float32, PhotoId
from photoclip.worker.address import address_of, read_key
from photoclip.worker.channel import RefusedError, greet_owner, shut_down
from photoclip.worker.messages import (
    PROTOCOL,
    Apply,
    Cancel,
    EncodePhoto,
    EncodeTexts,
    Fault,
    ForgetCaptions,
    GetState,
    Goodbye,
    Hello,
    Index,
    OwnerState,
    Pause,
    Push,
    Reply,
    Request,
    RequestBody,
    Resume,
    Stop,
    Subscribe,
    WantCaptions,
    Welcome,
)
from photoclip.worker.port import Listener

_GREETING_S = 10.0
_CANCEL_POLL_S = 0.1

T = TypeVar("T")


class OwnerGoneError(Exception):
    """The owner ended, or was killed, before it answered. Asking its successor again is safe."""


class OwnerFaultError(PhotoClipError):
    """The owner could not answer for a reason of its own; nothing is known of the request's fate."""


class OtherVersionError(PhotoClipError):
    """The owner that answered is of another PhotoClip."""


class Client:
    """One connection to a library's owner; an `OwnerPort`. Raises `OwnerGoneError` when it breaks."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._guard = threading.Lock()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Future[object]] = {}
        self._listeners: list[Listener] = []
        self._subscribed = False
        self._closed = False
        self._gone = threading.Event()
        self._took_leave = False
        self._thread = threading.Thread(target=self._read, name="owner", daemon=True)
        self._thread.start()

    @classmethod
    def connect(cls, library: Path) -> Client | None:
        """Connect to the owner of the library in this folder; None if nobody owns it.

        Raises `OtherVersionError` if a different PhotoClip does.
        """
        try:
            address = address_of(library)
        except PhotoClipError:
            return None
        key = read_key(address)
        if key is None:
            return None
        try:
            connection = transport.Client(address.place, address.family)
        except (OSError, EOFError):
            return None
        try:
            greet_owner(connection, key)
        except (OSError, EOFError, RefusedError):
            connection.close()
            return None
        client = cls(connection)
        try:
            welcome = client.call(Hello(), Welcome, _GREETING_S)
        except (OwnerGoneError, PhotoClipError, TimeoutError):
            client.close()
            return None
        if welcome.protocol != PROTOCOL:
            client.close()
            raise OtherVersionError(
                f"PhotoClip {welcome.version} is working on this library, another version than this.",
                f"Close it first (process {welcome.pid}).",
            )
        return client

    @property
    def gone(self) -> bool:
        """Whether the connection broke."""
        return self._gone.is_set()

    @property
    def took_leave(self) -> bool:
        """Whether the owner said that it ends: it did not fail, and was not killed."""
        return self._took_leave

    def wait_until_gone(self, seconds: float | None = None) -> bool:
        """Wait for the connection to break; False if it still stands after so long."""
        return self._gone.wait(seconds)

    def close(self) -> None:
        """Hang up. What still waits for an answer fails with `OwnerGoneError`."""
        with self._guard:
            closed, self._closed = self._closed, True
        if closed:
            return
        self._gone.set()
        shut_down(self._connection)
        if threading.current_thread() is not self._thread:
            self._thread.join(5)
        with self._guard:  # nobody sends meanwhile
            self._connection.close()

    # --- the port ---------------------------------------------------------------------------------

    def encode_texts(self, model: str, texts: Sequence[str]) -> Float32:  # noqa: D102
        rows: Float32 = self._ask(EncodeTexts(model, tuple(texts))).result()  # type: ignore[assignment]
        return rows

    def encode_photo(self, model: str, path: bytes) -> Float32:  # noqa: D102
        row: Float32 = self._ask(EncodePhoto(model, path)).result()  # type: ignore[assignment]
        return row

    def apply(self, command: Command, uid: str | None = None) -> Applied:  # noqa: D102
        return self.call(Apply(command, uid or uuid.uuid4().hex), Applied)

    def index(  # noqa: D102
        self,
        options: IndexOptions,
        on_event: Listener = lambda _event: None,
        cancel: CancelToken | None = None,
    ) -> IndexReport:
        unsubscribe = self.subscribe(on_event)
        try:
            uid = uuid.uuid4().hex
            future = self._ask(Index(options, uid))
            asked = False
            while True:
                if cancel is not None and cancel.cancelled and not asked:
                    asked = True
                    self._ask(Cancel(uid)).result()
                try:
                    report = future.result(_CANCEL_POLL_S)
                except TimeoutError:
                    if future.done():  # the owner's own timeout, if it ever has one
                        raise
                    continue
                assert isinstance(report, IndexReport)
                return report
        finally:
            unsubscribe()

    def want_captions(  # noqa: D102
        self, photos: Sequence[PhotoId], model: str = "", *, again: bool = False
    ) -> int:
        return self.call(WantCaptions(tuple(photos), model, again), int)

    def forget_captions(self, photos: Sequence[PhotoId] | None = None) -> int:  # noqa: D102
        return self.call(ForgetCaptions(None if photos is None else tuple(photos)), int)

    def cancel(self) -> None:  # noqa: D102
        self._ask(Cancel()).result()

    def pause(self, seconds: float | None = None) -> None:  # noqa: D102
        self._ask(Pause(seconds)).result()

    def resume(self) -> None:  # noqa: D102
        self._ask(Resume()).result()

    def stop(self) -> None:
        """Ask the owner to end. Returns when it has heard that, not when it has ended."""
        self._ask(Stop()).result()

    def state(self) -> OwnerState:  # noqa: D102
        return self.call(GetState(), OwnerState)

    def subscribe(self, listener: Listener) -> Callable[[], None]:  # noqa: D102
        with self._guard:
            self._listeners.append(listener)
            first = not self._subscribed
            self._subscribed = True
        if first:
            self._ask(Subscribe()).result()

        def end() -> None:
            with self._guard, contextlib.suppress(ValueError):
                self._listeners.remove(listener)

        return end

    # --- underneath -------------------------------------------------------------------------------

    def call(self, body: RequestBody, kind: type[T], seconds: float | None = None) -> T:
        """Ask and wait. Raises what the owner raised, `OwnerGoneError`, or TimeoutError."""
        value = self._ask(body).result(seconds)
        assert isinstance(value, kind)
        return value

    def _ask(self, body: RequestBody) -> Future[object]:
        future: Future[object] = Future()
        with self._guard:
            if self._gone.is_set():
                raise OwnerGoneError
            number = next(self._numbers)
            self._waiting[number] = future
            try:
                self._connection.send(Request(number, body))
            except (OSError, EOFError, ValueError) as error:
                del self._waiting[number]
                raise OwnerGoneError from error
        return future

    def _read(self) -> None:
        try:
            while True:
                message = self._connection.recv()
                if isinstance(message, Push):
                    with self._guard:
                        listeners = tuple(self._listeners)
                    for listener in listeners:
                        listener(message.event)
                elif isinstance(message, Reply):
                    self._take(message.number).set_result(message.value)
                elif isinstance(message, Fault):
                    self._take(message.number).set_exception(_error(message))
                elif isinstance(message, Goodbye):
                    self._took_leave = True
        except (EOFError, OSError):
            return
        finally:
            with self._guard:
                self._gone.set()
                waiting = list(self._waiting.values())
                self._waiting.clear()
            for future in waiting:
                future.set_exception(OwnerGoneError())

    def _take(self, number: int) -> Future[object]:
        with self._guard:
            return self._waiting.pop(number)


def _kinds(parent: type[PhotoClipError]) -> Iterator[type[PhotoClipError]]:
    yield parent
    for kind in parent.__subclasses__():
        yield from _kinds(kind)


def _error(fault: Fault) -> Exception:
    """What the owner raised. A kind that isn't known here is a `OwnerFaultError`, like a bug there."""
    if fault.kind == Cancelled.__name__:
        return Cancelled()
    if not fault.kind:
        said = f"Something went wrong in PhotoClip: {fault.message}"
        return OwnerFaultError(said, "Please report it.")
    known = {kind.__name__: kind for kind in _kinds(PhotoClipError) if kind is not QueryError}
    return known.get(fault.kind, OwnerFaultError)(fault.message, fault.hint)
