"""The process that reads the library for a window: questions in, answers out, nothing written.

It loads neither torch nor Qt: a query's vector comes from the library's owner. What takes long in one
lane doesn't hold up another.
"""

from __future__ import annotations

import os
import queue
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

from photoclip import __version__
from photoclip.browse.lanes import Asked, LaneQueue, oldest_first, seen_first
from photoclip.browse.messages import (
    LANES,
    Answer,
    Ask,
    Drop,
    Greeting,
    Hold,
    Lane,
    Trouble,
)
from photoclip.browse.model_messages import WITHOUT_LIBRARY
from photoclip.core import processes
from photoclip.core.errors import Cancelled, LibraryError, LibraryNotFoundError, PhotoClipError
from photoclip.core.frames import NoFrameError, receive, send

if TYPE_CHECKING:
    from photoclip.browse.answering import Answerer
    from photoclip.session import Session

LOG = "browse"
_REST_S = 10.0
_ENDING_S = 2.0

_importing = threading.Lock()
"""The rooms below are imported when first needed, by one thread: they import each other."""

Make = Callable[["Session"], "Answerer"]


def _lists(session: Session) -> Answerer:
    from photoclip.browse.lists import Lists

    return Lists(session)


def _facts(session: Session) -> Answerer:
    from photoclip.browse.facts import Facts

    return Facts(session)


def _pictures(session: Session) -> Answerer:
    from photoclip.browse.pictures import Pictures

    return Pictures(session)


def _labels(session: Session) -> Answerer:
    from photoclip.browse.labels import Labels

    return Labels(session)


def _exports(session: Session) -> Answerer:
    from photoclip.browse.exports import Exports

    return Exports(session)


def _models(session: Session) -> Answerer:
    from photoclip.browse.models import Models

    return Models(session)


MAKERS: dict[Lane, Make] = {
    Lane.LIST: _lists,
    Lane.FACTS: _facts,
    Lane.SURVEY: _facts,
    Lane.REASONS: _facts,
    Lane.PICTURES: _pictures,
    Lane.TAGGING: _labels,
    Lane.EXPORT: _exports,
    Lane.MODELS: _models,
}
"""What answers in each lane."""

_THREADS = {Lane.PICTURES: 2, Lane.MODELS: 3}
"""Of a lane that isn't named here: one. A download takes long, and others go on beside it."""


def main(library: Path) -> None:
    """Serve on standard input and output until the input ends, or the parent dies."""
    import faulthandler

    faulthandler.enable()
    processes.die_with_parent()
    incoming, outgoing = processes.take_over_standard_streams()
    serve(library, incoming, outgoing)
    os._exit(0)  # whatever is still in the middle of something: nobody waits for it


def serve(
    library: Path,
    incoming: IO[bytes],
    outgoing: IO[bytes],
    makers: dict[Lane, Make] | None = None,
) -> None:
    """Answer questions about the library in this folder until the input ends."""
    with suppress(OSError):  # the window is gone already, and the input ends too
        send(outgoing, Greeting(__version__, os.getpid()))
    outbox = _Outbox(outgoing, partial(_note, library))
    chosen = makers or MAKERS
    lanes = {
        Lane.LIST: LaneQueue(oldest_first, newest_only=True),
        Lane.FACTS: LaneQueue(oldest_first),
        Lane.SURVEY: LaneQueue(oldest_first),
        Lane.REASONS: LaneQueue(oldest_first),
        Lane.PICTURES: LaneQueue(seen_first),
        Lane.TAGGING: LaneQueue(oldest_first),
        Lane.EXPORT: LaneQueue(oldest_first),
        Lane.MODELS: LaneQueue(oldest_first),
    }
    desks = {lane: _Desk(library, chosen[lane]) for lane in lanes}
    threads = [
        threading.Thread(
            target=_work, args=(waiting, desks[lane], outbox, library), name=lane.value, daemon=True
        )
        for lane, waiting in lanes.items()
        for _ in range(_THREADS.get(lane, 1))
    ]
    for thread in threads:
        thread.start()
    try:
        _listen(incoming, lanes)
    except NoFrameError as error:  # whoever writes this is no window of ours
        _note(library, error)
    for waiting in lanes.values():
        waiting.close()
    deadline = time.monotonic() + _ENDING_S
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))
    for desk in desks.values():
        desk.close()
    outbox.close(max(0.1, deadline - time.monotonic()))


def _listen(incoming: IO[bytes], lanes: dict[Lane, LaneQueue]) -> None:
    while True:
        try:
            message = receive(incoming)
        except (EOFError, OSError):
            return
        match message:
            case Ask(number, question):
                lane = LANES.get(type(question), Lane.FACTS)
                lanes[lane].put(Asked(number, question))
            case Drop(numbers):
                for waiting in lanes.values():
                    waiting.drop(numbers)
            case _:
                raise NoFrameError(f"not a question: {message!r}")


def _prepare() -> None:
    """Import what every answer needs, while the window is still being drawn."""
    with _importing:
        import photoclip.session  # noqa: F401


def _work(waiting: LaneQueue, desk: _Desk, outbox: _Outbox, library: Path) -> None:
    """Answer a lane's questions until it is closed."""
    with suppress(Exception):  # what is wrong is told to whoever asks
        _prepare()
    while not waiting.closed:
        asked = waiting.take(_REST_S)
        if asked is None:
            desk.rest()
            continue
        try:
            said = _answer(asked, waiting, desk, outbox, library)
            if said is not None:
                waiting.say(asked, partial(outbox.put, said))
        finally:
            waiting.done(asked)


def _answer(
    asked: Asked, waiting: LaneQueue, desk: _Desk, outbox: _Outbox, library: Path
) -> Answer | Trouble | None:
    number = asked.number

    def more(value: object) -> None:
        waiting.say(asked, partial(outbox.put, Answer(number, value, more=True)))

    def hold(reason: str) -> None:
        waiting.say(asked, partial(outbox.put, Hold(number, reason)))

    try:
        return Answer(number, _value(asked, desk, more, hold))
    except Cancelled:
        return Trouble(number, Cancelled.__name__, "This was stopped.")  # heard if nobody asked
    except PhotoClipError as error:
        return Trouble(number, type(error).__name__, str(error), error.hint)
    except Exception as error:  # a bug costs its one question, and is told
        _note(library, error)
        return Trouble(number, "", f"{type(error).__name__}: {error}")


def _value(
    asked: Asked, desk: _Desk, more: Callable[[object], None], hold: Callable[[str], None]
) -> object:
    try:
        with desk.open() as answerer:
            return answerer.answer(asked.question, more, hold, asked.cancel)
    except LibraryNotFoundError:
        if not isinstance(asked.question, WITHOUT_LIBRARY):
            raise
    from photoclip.browse.models import Models  # one is chosen before there is a library

    return Models(None).answer(asked.question, more, hold, asked.cancel)


class _Outbox:
    """Messages on their way out: a thread of its own waits for a reader that is slow."""

    def __init__(self, outgoing: IO[bytes], note: Callable[[BaseException], None]) -> None:
        self._outgoing = outgoing
        self._note = note
        self._messages: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)
        self._thread.start()

    def put(self, message: object) -> None:
        """Have a message sent."""
        self._messages.put(message)

    def close(self, patience_s: float) -> None:
        """Send what there is, and no more."""
        self._messages.put(None)
        self._thread.join(patience_s)

    def _run(self) -> None:
        with suppress(OSError, ValueError):  # the reader is gone, and the input ends too
            while (message := self._messages.get()) is not None:
                try:
                    send(self._outgoing, message)
                except (OSError, ValueError):
                    raise
                except Exception as error:  # an answer that can't be pickled is a bug like others
                    self._note(error)
                    assert isinstance(message, Answer)
                    send(self._outgoing, Trouble(message.number, "", str(error)))


class _Opened:
    """An answerer over a session, and how many threads are using it."""

    def __init__(self, session: Session, answerer: Answerer, identity: object) -> None:
        self.session = session
        self.answerer = answerer
        self.identity = identity
        self.users = 0
        self.stale = False

    def close(self) -> None:
        close = getattr(self.answerer, "close", None)
        if close is not None:
            close()
        self.session.close()


class _Desk:
    """A lane's answerer over a session of its own, opened when it is needed.

    It is opened again after an error of the library, and when the library's file is another one.
    """

    def __init__(self, library: Path, make: Make) -> None:
        self._library = library
        self._make = make
        self._guard = threading.Lock()
        self._opened: _Opened | None = None

    @contextmanager
    def open(self) -> Iterator[Answerer]:
        """The answerer for the block. Raises `LibraryError` if the library can't be opened."""
        with self._guard:
            opened = self._fresh()
            opened.users += 1
        try:
            yield opened.answerer
        except LibraryError:
            opened.stale = True
            raise
        finally:
            with self._guard:
                opened.users -= 1
                if opened is not self._opened and not opened.users:
                    opened.close()

    def rest(self) -> None:
        """Let the answerer tidy up: nobody asked for a while."""
        with self._guard:
            rest = getattr(self._opened and self._opened.answerer, "rest", None)
            if rest is not None:
                rest()

    def close(self) -> None:
        """Close the session, unless a thread is still in the middle of something."""
        with self._guard:
            self._let_go()

    def _fresh(self) -> _Opened:
        _prepare()
        from photoclip.session import Session
        from photoclip.store.database import FILE_NAME

        identity = _identity(self._library / FILE_NAME)
        opened = self._opened
        if opened is not None and (opened.stale or opened.identity != identity):
            self._let_go()
        if self._opened is None:
            session = Session.open(self._library)
            try:
                with _importing:
                    answerer = self._make(session)
            except BaseException:
                session.close()
                raise
            self._opened = _Opened(session, answerer, identity)
        return self._opened

    def _let_go(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None and not opened.users:
            opened.close()


def _identity(file: Path) -> object:
    """What tells one file from another at its place."""
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _note(library: Path, error: BaseException) -> None:
    """Write a bug into this process's log."""
    text = "".join(traceback.format_exception(error))
    with suppress(OSError), processes.open_log(processes.log_file(LOG, library)) as log:
        log.write(f"{time.strftime('%Y-%m-%d %H:%M:%S')}\n{text}\n".encode("utf-8", "replace"))
