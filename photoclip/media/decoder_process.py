"""The child side of `photoclip.media.sandbox`: reads one photo after the other until input ends.

Messages in both directions are a length (4 bytes, big-endian) and that many bytes of pickle. The
parent sends an `Order`, then `Task`s; the child answers `READY`, then for each task one `Answer`, and
`ASK_LARGE` before a picture that takes much memory, which the parent answers with `GRANTED`.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import queue
import signal
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from photoclip.core.types import InputSpec, Metadata, PhotoReading, ReadFailure

Reader = Callable[[bytes, InputSpec, Callable[[], None]], PhotoReading | ReadFailure]
"""What is called for each path: see `reader.read_photo`. The callable asks for the large lane."""

READY = "ready"
ASK_LARGE = "ask-large"
GRANTED = "granted"

_LENGTH = struct.Struct(">I")
_NICENESS = 5
_WORN_BYTES = 192 << 20
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is told once: which function reads photos, and within what limits."""

    reader_module: str
    reader_name: str
    spec: InputSpec
    memory_limit: int | None


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read: everything, or only its metadata."""

    path: bytes
    metadata_only: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """One file's result. A ``worn`` child did not give back the memory it took and should end."""

    result: PhotoReading | Metadata | ReadFailure
    worn: bool


def send(stream: IO[bytes], message: object) -> None:
    """Write one message. Raises `OSError` when the other side is gone."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one message. Raises `EOFError` when the other side is gone."""
    (length,) = _LENGTH.unpack(_read_exactly(stream, _LENGTH.size))
    return pickle.loads(_read_exactly(stream, length))


def _read_exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) != count:
        raise EOFError
    return data


def main() -> None:
    """Serve until the parent closes the pipe or dies."""
    _die_with_parent()
    incoming, outgoing = _take_over_standard_streams()
    order: Order = receive(incoming)
    _limit(order.memory_limit)
    reader: Reader = getattr(importlib.import_module(order.reader_module), order.reader_name)
    send(outgoing, READY)
    _silence_errors()
    messages = _listen(incoming)

    large = False

    def ask_large() -> None:
        nonlocal large
        if not large:  # a damaged picture is tried a second time
            send(outgoing, ASK_LARGE)
            messages.get()
            large = True

    while True:
        result = _perform(messages.get(), reader, order.spec, ask_large)
        send(outgoing, Answer(result, worn=large and _keeps_memory()))
        large = False


def _perform(
    task: Task, reader: Reader, spec: InputSpec, ask_large: Callable[[], None]
) -> PhotoReading | Metadata | ReadFailure:
    if task.metadata_only:
        # imported here and not above, because the parent imports this module for its messages
        from photoclip.media.reader import read_metadata_only

        return read_metadata_only(task.path)
    return reader(task.path, spec, ask_large)


def _take_over_standard_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes to ourselves: native libraries print what they like to standard output."""
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return incoming, outgoing


def _silence_errors() -> None:
    # only now: until here, standard error is the only place to learn why a child can't start
    os.dup2(1, 2)


def _listen(incoming: IO[bytes]) -> queue.SimpleQueue[Any]:
    """Receive in a thread of its own: the parent's end is noticed in the middle of a picture."""
    messages: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def run() -> None:
        try:
            while True:
                messages.put(receive(incoming))
        except (EOFError, OSError):
            os._exit(0)

    threading.Thread(target=run, daemon=True).start()
    return messages


def _keeps_memory() -> bool:
    """Whether this process is still large although it holds no picture any more."""
    if sys.platform != "linux":
        return True  # there is no cheap way to know
    with open("/proc/self/statm", "rb") as file:
        pages = int(file.read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") > _WORN_BYTES


def _die_with_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _limit(memory_limit: int | None) -> None:
    """Step back behind what the person is doing, and never take more memory than agreed."""
    if sys.platform == "win32":
        return  # the parent has set the priority; there is no such limit
    import resource

    with contextlib.suppress(OSError):
        os.nice(_NICENESS)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory_limit is not None:
        # Linux counts private writable memory as data; elsewhere there is only the address space
        kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (memory_limit, memory_limit))
