"""The child side of `photoclip.media.sandbox`: reads one photo after the other until input ends.

Messages in both directions are `core.frames`. The parent sends an `Order`, then `Task`s; the child
answers `READY`, then for each task one `Answer`, and `ASK_LARGE` before a picture that takes much
memory, which the parent answers with `GRANTED`.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import IO, Any

from photoclip.core.frames import NoFrameError, receive, send
from photoclip.core.processes import die_with_parent, take_over_standard_streams
from photoclip.core.types import InputSpec, Metadata, PhotoReading, ReadFailure, Rendering
from photoclip.media.write_request import (
    FileDescription,
    WriteRefusal,
    WriteRequest,
    WriteResult,
)

Reader = Callable[[bytes, InputSpec, Callable[[], None]], PhotoReading | ReadFailure]
"""What is called for each path: see `reader.read_photo`. The callable asks for the large lane."""

READY = "ready"
ASK_LARGE = "ask-large"
GRANTED = "granted"

Outcome = (
    PhotoReading | Metadata | Rendering | ReadFailure | FileDescription | WriteResult | WriteRefusal
)
"""What a child makes of a file."""

_NICENESS = 5
_WORN_BYTES = 192 << 20


@dataclass(frozen=True, slots=True)
class Order:
    """What a child is told once: which function reads photos, and within what limits."""

    reader_module: str
    reader_name: str
    spec: InputSpec
    memory_limit: int | None


class Want(StrEnum):
    """What is wanted of a file."""

    READING = "reading"  # everything indexing needs
    METADATA = "metadata"
    RENDERING = "rendering"  # a picture to look at
    DESCRIPTION = "description"  # what the file and its sidecar say of it
    WRITING = "writing"  # keywords, stars and words into the file or its sidecar


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, or to write as ``write`` says.

    A rendering's long side is at most ``side`` pixels, or as many as there are.
    """

    path: bytes
    want: Want = Want.READING
    side: int | None = None
    write: WriteRequest | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One file's result. A ``worn`` child did not give back the memory it took and should end."""

    result: Outcome
    worn: bool


def main() -> None:
    """Serve until the parent closes the pipe or dies."""
    die_with_parent()
    incoming, outgoing = take_over_standard_streams()
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


def _perform(task: Task, reader: Reader, spec: InputSpec, ask_large: Callable[[], None]) -> Outcome:
    # imported here and not above, because the parent imports this module for its messages
    if task.want is Want.METADATA:
        from photoclip.media.reader import read_metadata_only

        return read_metadata_only(task.path)
    if task.want is Want.RENDERING:
        from photoclip.media.reader import render_photo

        return render_photo(task.path, task.side, ask_large)
    if task.want is Want.DESCRIPTION:
        from photoclip.media.write_metadata import describe

        return describe(task.path)
    if task.write is not None:
        from photoclip.media.write_metadata import write_metadata

        return write_metadata(task.write)
    return reader(task.path, spec, ask_large)


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
        except (EOFError, OSError, NoFrameError):
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
