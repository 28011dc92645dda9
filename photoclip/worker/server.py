"""The owner's ear: one thread listens, each client has one that reads and one that writes."""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Client, Connection, Listener

from photoclip import __version__
from photoclip.core.cancel import CancelToken
from photoclip.core.captions import CaptionRun
from photoclip.core.errors import Cancelled, PhotoClipError
from photoclip.core.events import Event, IndexProgress, ScanProgress, SwitchAdvanced
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.worker.address import Address, new_key
from photoclip.worker.channel import RefusedError, greet_client, shut_down
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
from photoclip.worker.port import OwnerPort

_QUEUED_EVENTS = 200
"""Events that may wait for one client; more of them are progress that nobody looks at."""


class Server:
    """Answers clients on behalf of an owner, from construction until `close`."""

    def __init__(self, owner: OwnerPort, address: Address, on_stop: Callable[[], None]) -> None:
        """Listen. Raises OSError if the address can't be used.

        Only the holder of the library's lock may call this: what lies at the address is a leftover.
        """
        self._owner = owner
        self._address = address
        self._on_stop = on_stop
        self._closed = False
        self._guard = threading.Lock()
        self._sessions: set[_Session] = set()
        # Rounds of indexing may last; a query must not wait for a thread behind them.
        self._queries = ThreadPoolExecutor(4, "query")
        self._rounds = ThreadPoolExecutor(16, "round")
        if address.family == "AF_UNIX":
            with contextlib.suppress(FileNotFoundError):
                os.unlink(address.place)
        self._key = new_key(address)
        self._listener = Listener(address.place, address.family, backlog=64)
        if address.family == "AF_UNIX":
            os.chmod(address.place, 0o600)
        self._thread = threading.Thread(target=self._accept, name="listener", daemon=True)
        self._thread.start()

    def count_clients(self) -> int:
        """How many clients have proved who they are and are still there."""
        with self._guard:
            return sum(session.greeted for session in self._sessions)

    def touch(self) -> None:
        """Keep what lies at the address from looking forgotten to those who clean up old files."""
        with contextlib.suppress(OSError):
            os.utime(self._address.key_file)
            if self._address.family == "AF_UNIX":
                os.utime(self._address.place)

    def close(self, *, failed: bool = False) -> None:
        """Say goodbye unless the owner ``failed``, hang up, and leave nothing at the address."""
        self._closed = True
        with contextlib.suppress(OSError, EOFError):
            Client(self._address.place, self._address.family).close()  # wakes `accept`
        self._thread.join(10)
        self._listener.close()  # unlinks the socket
        with contextlib.suppress(OSError):
            self._address.key_file.unlink()
        with self._guard:
            sessions = tuple(self._sessions)
        for session in sessions:
            if not failed:
                session.send(Goodbye())
            session.hang_up()
            session.cancel_rounds()
        self._queries.shutdown(wait=True, cancel_futures=True)
        self._rounds.shutdown(wait=True, cancel_futures=True)
        for session in sessions:
            session.join()

    def _accept(self) -> None:
        while True:
            try:
                connection = self._listener.accept()
            except (OSError, EOFError):
                if self._closed:
                    return
                continue
            if self._closed:
                connection.close()
                return
            session = _Session(connection, self._key, self)
            with self._guard:
                self._sessions.add(session)
            session.start()

    def forget(self, session: _Session) -> None:
        """A client is gone."""
        with self._guard:
            self._sessions.discard(session)

    def answer(self, session: _Session, request: Request) -> None:
        """Answer one request, now or from another thread; the first in, the first begun."""
        try:
            match request.body:
                case EncodeTexts() | EncodePhoto():
                    self._queries.submit(self._perform, session, request)
                case Index(_options, uid):
                    session.rounds[uid] = CancelToken()
                    self._rounds.submit(self._perform, session, request)
                case _:
                    self._perform(session, request)
        except RuntimeError:  # closing: the client sees the connection end
            return

    def _perform(self, session: _Session, request: Request) -> None:
        try:
            value = self._value(session, request.body)
        except (PhotoClipError, Cancelled) as error:
            if self._closed:
                return
            hint = getattr(error, "hint", "")
            kind = type(error).__name__
            session.send(Fault(request.number, kind, str(error), hint))
        except Exception as error:
            session.send(Fault(request.number, "", f"{type(error).__name__}: {error}", ""))
            # A bug is not swallowed: it is heard where the owner's other bugs are.
            sys.excepthook(type(error), error, error.__traceback__)
        else:
            if self._closed:
                return  # whoever waits asks the next owner
            session.send(Reply(request.number, value))
            if isinstance(request.body, Stop):
                self._on_stop()

    def _value(self, session: _Session, body: RequestBody) -> object:
        owner = self._owner
        match body:
            case Hello():
                return Welcome(PROTOCOL, __version__, os.getpid())
            case EncodeTexts(model, texts):
                return owner.encode_texts(model, texts)
            case EncodePhoto(model, path):
                return owner.encode_photo(model, path)
            case Apply(command, uid):
                return owner.apply(command, uid)
            case Index(options, uid):
                return session.run_round(owner, options, uid)
            case Cancel(uid):
                session.cancel(owner, uid)
            case WantCaptions() | ForgetCaptions():
                return _captions(owner, body)
            case Pause(seconds):
                owner.pause(seconds)
            case Resume():
                owner.resume()
            case GetState():
                return owner.state()
            case Subscribe():
                session.listen_to(owner)
            case Stop():
                pass
        return None


def _captions(owner: OwnerPort, body: WantCaptions | ForgetCaptions) -> int:
    if isinstance(body, WantCaptions):
        return owner.want_captions(body.photos, body.model, again=body.again)
    return owner.forget_captions(body.photos)


class _Session:
    """One client's connection."""

    def __init__(self, connection: Connection, key: bytes, server: Server) -> None:
        self._connection = connection
        self._key = key
        self._server = server
        self._outbox: queue.SimpleQueue[Reply | Fault | Push | Goodbye | None] = queue.SimpleQueue()
        self._unsubscribe: Callable[[], None] | None = None
        self._threads = (
            threading.Thread(target=self._read, name="client", daemon=True),
            threading.Thread(target=self._write, name="client-out", daemon=True),
        )
        self.greeted = False
        #: The rounds of indexing this client asked for and waits for, by their names.
        self.rounds: dict[str, CancelToken] = {}

    def start(self) -> None:
        self._threads[0].start()

    def join(self) -> None:
        for thread in self._threads:
            if thread.ident is not None and thread is not threading.current_thread():
                thread.join(5)

    def send(self, message: Reply | Fault | Push | Goodbye) -> None:
        """Queue a message; a client that doesn't read must not stop the owner."""
        self._outbox.put(message)

    def listen_to(self, owner: OwnerPort) -> None:
        """Push the owner's events to this client from now on."""
        if self._unsubscribe is None:
            self._unsubscribe = owner.subscribe(self._push)

    def run_round(self, owner: OwnerPort, options: IndexOptions, uid: str) -> IndexReport:
        """Index for this client, until it cancels or leaves."""
        try:
            return owner.index(options, cancel=self.rounds[uid])
        finally:
            self.rounds.pop(uid, None)

    def cancel(self, owner: OwnerPort, uid: str | None) -> None:
        """Stop a round of this client's, or with None whatever goes on."""
        token = None if uid is None else self.rounds.get(uid)
        if uid is None:
            owner.cancel()
        elif token is not None:
            token.cancel()

    def cancel_rounds(self) -> None:
        """Nobody waits for them any more."""
        for token in tuple(self.rounds.values()):
            token.cancel()

    def hang_up(self) -> None:
        """Send what is queued, then end."""
        self._outbox.put(None)

    def _push(self, event: Event) -> None:
        passing = isinstance(event, IndexProgress | ScanProgress | SwitchAdvanced | CaptionRun)
        passing = passing and not (isinstance(event, CaptionRun) and event.ended)
        if not passing or self._outbox.qsize() < _QUEUED_EVENTS:
            self.send(Push(event))

    def _read(self) -> None:
        try:
            greet_client(self._connection, self._key)
            self.greeted = True
            self._threads[1].start()
            while True:
                request = self._connection.recv()
                if not isinstance(request, Request):
                    return
                self._server.answer(self, request)
        except (EOFError, OSError, RefusedError):
            return
        except Exception:  # what can't be unpickled comes from another version: hang up
            return
        finally:
            if self._unsubscribe is not None:
                self._unsubscribe()
            self._server.forget(self)
            self.greeted = False
            self.cancel_rounds()
            self.hang_up()
            if self._threads[1].ident is None:
                self._connection.close()

    def _write(self) -> None:
        while True:
            message = self._outbox.get()
            if message is None:
                break
            try:
                self._connection.send(message)
            except (OSError, EOFError):
                break
        with contextlib.suppress(OSError):
            shut_down(self._connection)
            self._connection.close()
