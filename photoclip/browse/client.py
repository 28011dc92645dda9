"""The window's end of the browse process: asks, hears, and starts it again when it dies.

Standard library, `core` and the messages only: a window imports this without a library or numpy.
"""

from __future__ import annotations

import itertools
import logging
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TypeVar

from photoclip import __version__
from photoclip.browse.messages import (
    LANES,
    Answer,
    Ask,
    Drop,
    Greeting,
    Hold,
    Lane,
    Question,
    Said,
    Trouble,
)
from photoclip.core import processes
from photoclip.core.frames import NoFrameError, receive, send

TRIES = 3
"""How often a question is asked, of one process after the other, before it is given up."""

LOG = "browse"
_LONGEST_PAUSE_S = 5.0

Heard = TypeVar("Heard")


def browse_command(library: Path) -> list[str]:
    """How the process that reads a library is started."""
    return processes.own_command("--library", str(library), "browse")


@dataclass(slots=True)
class _Asked:
    """A question that has no (last) answer yet.

    ``deaths`` are the processes that died while they had it.
    """

    question: Question
    sent: bool = False
    deaths: int = 0


def _nobody(_what: object) -> None:
    pass


class BrowseProcess:
    """A process that reads the library for a window, for as long as this is open.

    ``on_said`` hears every `Answer`, `Trouble` and `Hold` in a thread of its own; ``on_ended`` hears
    why a process ended that should not have, before another is started. A question the process died
    over is asked again; one that was there at `TRIES` deaths, the last time alone, is answered with
    `Trouble`. In lane `LIST` a newer question drops those before it.

    No call waits for the process, whatever state it is in.
    """

    def __init__(
        self,
        library: Path,
        on_said: Callable[[Said], None] = _nobody,
        on_ended: Callable[[str], None] = _nobody,
        *,
        command: Sequence[str] | None = None,
    ) -> None:
        self._library = library
        self._command = list(command or browse_command(library))
        self._on_said = on_said
        self._on_ended = on_ended
        self._guard = threading.Lock()
        self._numbers = itertools.count(1)
        self._asked: dict[int, _Asked] = {}
        self._running: _Running | None = None
        self._closing = threading.Event()
        # It starts every process, and lasts until `close`: on Linux they die with this thread.
        self._thread = threading.Thread(target=self._supervise, name="browse", daemon=True)
        self._thread.start()

    def listen(self, on_said: Callable[[Said], None], on_ended: Callable[[str], None]) -> None:
        """Have these called from now on; before the first question nobody needs to."""
        self._on_said, self._on_ended = on_said, on_ended

    def ask(self, question: Question) -> int:
        """Ask; the number by which answers name the question."""
        with self._guard:
            number = next(self._numbers)
            if LANES.get(type(question)) is Lane.LIST:
                self._forget([n for n, one in self._asked.items() if _is_list(one.question)])
            self._asked[number] = _Asked(question)
            self._send_what_may_be_sent()
        return number

    def drop(self, numbers: Iterable[int]) -> None:
        """Nobody waits for the answers to these any more. One may just be on its way."""
        with self._guard:
            known = tuple(number for number in numbers if number in self._asked)
            sent = tuple(number for number in known if self._asked[number].sent)
            self._forget(known)
            if self._running is not None and sent:
                self._running.put(Drop(sent))
            self._send_what_may_be_sent()

    def close(self) -> None:
        """End the process; nothing is heard any more. Calling it again is harmless."""
        self._closing.set()
        with self._guard:
            self._asked.clear()
            running = self._running
        if running is not None:
            running.kill()
        if threading.current_thread() is not self._thread:
            self._thread.join(10)

    # --- questions --------------------------------------------------------------------------------

    def _forget(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self._asked.pop(number, None)

    def _send_what_may_be_sent(self) -> None:
        """Send what was not sent yet; called with the guard held.

        What `TRIES` - 1 processes died over is sent alone: then it is known whether it is to blame.
        """
        running = self._running
        if running is None or not running.greeted:
            return
        for number, asked in self._asked.items():
            suspected = asked.deaths >= TRIES - 1
            if asked.sent:
                if suspected:
                    return
                continue
            if suspected and any(one.sent for one in self._asked.values()):
                return
            asked.sent = True
            running.put(Ask(number, asked.question))
            if suspected:
                return

    def _hear(self, said: Said) -> None:
        with self._guard:
            asked = self._asked.get(said.number)
            if asked is None or self._closing.is_set():
                return  # dropped meanwhile
            if not isinstance(said, Hold) and not (isinstance(said, Answer) and said.more):
                del self._asked[said.number]
                self._send_what_may_be_sent()
        self._tell(self._on_said, said)

    def _tell(self, listener: Callable[[Heard], None], what: Heard) -> None:
        try:
            listener(what)
        except Exception:  # a bug of the listener's must not end the listening
            logging.getLogger(__name__).exception("a listener failed")

    def _blame(self, reason: str, *, starts: bool) -> list[Trouble]:
        """After a death: what is asked again, and the troubles of what is not."""
        with self._guard:
            self._running = None
            given_up: list[Trouble] = []
            for number, asked in list(self._asked.items()):
                if asked.sent:
                    asked.sent = False
                    asked.deaths += 1
                if asked.deaths >= TRIES or not starts:
                    del self._asked[number]
                    given_up.append(self._trouble(number, reason))
            return given_up

    def _trouble(self, number: int, reason: str) -> Trouble:
        log = processes.log_file(LOG, self._library)
        return Trouble(number, "BrowseProcessError", reason, f"Its log is {log}")

    # --- processes --------------------------------------------------------------------------------

    def _supervise(self) -> None:
        failures = never_greeted = 0
        while not self._closing.wait(_pause(failures)):
            began = time.monotonic()
            greeted, reason = self._run_one()
            if self._closing.is_set():
                return
            steady = time.monotonic() - began >= processes.STEADY_S
            failures = 0 if steady else failures + 1
            never_greeted = 0 if greeted else never_greeted + 1
            for trouble in self._blame(reason, starts=never_greeted < TRIES):
                self._tell(self._on_said, trouble)
            self._tell(self._on_ended, reason)

    def _run_one(self) -> tuple[bool, str]:
        """Start a process and listen to it until it ends: whether it ever spoke, why it ended."""
        try:
            running = _Running(self._command, self._library)
        except OSError as error:
            return False, f"The process that reads the library can't be started: {error}."
        noise = ""
        try:
            with self._guard:
                if self._closing.is_set():
                    return False, ""
                self._running = running
            self._listen(running)
        except NoFrameError as error:
            noise = str(error)
        except (EOFError, OSError):
            pass
        finally:
            running.kill()
            ended = running.bury()
        return (
            running.greeted,
            f"The process that reads the library wrote nonsense: {noise}." if noise else ended,
        )

    def _listen(self, running: _Running) -> None:
        while True:
            match receive(running.output):
                case Greeting(version=version) if version == __version__:
                    with self._guard:
                        running.greeted = True
                        self._send_what_may_be_sent()
                case Greeting(version=version):
                    raise NoFrameError(f"version {version} instead of {__version__}")
                case (Answer() | Trouble() | Hold()) as said if running.greeted:
                    self._hear(said)
                case other:
                    raise NoFrameError(repr(other)[:80])


def _pause(failures: int) -> float:
    """Seconds until the next start: none after the first death, never many, for somebody waits."""
    return min(processes.back_off(max(0, failures - 1)), _LONGEST_PAUSE_S)


def _is_list(question: Question) -> bool:
    return LANES.get(type(question)) is Lane.LIST


class _Running:
    """One process, and the thread that writes to it: the pipe to a stopped process fills up."""

    def __init__(self, command: Sequence[str], library: Path) -> None:
        with ExitStack() as stack:
            errors: IO[bytes] | int = subprocess.DEVNULL
            with suppress(OSError):  # nowhere to write a log is no reason not to start
                log = processes.open_log(processes.log_file(LOG, library))
                errors = stack.enter_context(log)
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                # a group of its own: Ctrl-C in a terminal is the window's to hear
                process_group=None if os.name == "nt" else 0,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.greeted = False
        self.output: IO[bytes] = self._process.stdout
        self._input: IO[bytes] = self._process.stdin
        self._messages: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write, name="browse-writer", daemon=True)
        self._writer.start()

    def put(self, message: object) -> None:
        """Have a message written; returns at once."""
        self._messages.put(message)

    def kill(self) -> None:
        """End the process now, stopped or not. Any thread."""
        self._process.kill()

    def bury(self) -> str:
        """Wait for its end and let go of what is left of it; how it ended, in words."""
        code = self._process.wait()
        self._messages.put(None)
        self._writer.join()
        for pipe in (self._input, self.output):
            with suppress(OSError):  # what is unsent has nowhere to go
                pipe.close()
        return f"The process that reads the library ended unexpectedly ({_how(code)})."

    def _write(self) -> None:
        with suppress(OSError):  # it died: whoever listens to it notices
            while (message := self._messages.get()) is not None:
                send(self._input, message)


def _how(code: int) -> str:
    if code >= 0:
        return f"code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
