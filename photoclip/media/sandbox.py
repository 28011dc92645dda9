"""Decoding in child processes, because one malformed file can take a native decoder down.

A child that crashes, runs out of memory or hangs costs its one file a `ReadFailure`; the next child
takes over and no other file notices. This guards against accidents and crude attacks, it is no wall
against an attacker: children run as the same user.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType

from photoclip.core import frozen, processes
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, PhotoClipError
from photoclip.core.frames import NoFrameError, receive, send
from photoclip.core.types import (
    FailureKind,
    FileStamp,
    InputSpec,
    Metadata,
    PhotoReading,
    ReadFailure,
    Rendering,
)
from photoclip.media.decoder_process import (
    ASK_LARGE,
    GRANTED,
    READY,
    Answer,
    Order,
    Outcome,
    Reader,
    Task,
    Want,
)
from photoclip.media.write_request import (
    FileDescription,
    RefusalKind,
    WriteRefusal,
    WriteRequest,
    WriteResult,
)

MEMORY_LIMIT = 1 << 30
"""Bytes a child may allocate: the largest picture that is decoded, and what a child needs itself."""

LOOK_AHEAD = 64
"""How many results may wait for their turn; each is about 0.2 MB."""

_FILES_PER_CHILD = 2000  # then a fresh one, so that what native libraries leak stays small
_START_TIMEOUT_S = 60.0
_CANNOT_START = "The process that decodes pictures could not be started."
_CANCEL_POLL_S = 0.1
_WATCH_INTERVAL_S = 0.2

_CHILD_ENVIRONMENT = {
    # pictures are decoded in several processes at once already
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    # glibc: hand a picture's memory back as soon as it is freed; by default the threshold creeps up
    "MALLOC_MMAP_THRESHOLD_": str(4 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(8 << 20),
}

# A group of its own, so that Ctrl-C in a terminal reaches the parent only. On other systems than
# Windows the child lowers its priority itself.
if sys.platform == "win32":
    _PROCESS_GROUP = None
    _CREATION_FLAGS = (
        subprocess.CREATE_NEW_PROCESS_GROUP
        | subprocess.BELOW_NORMAL_PRIORITY_CLASS
        | subprocess.CREATE_NO_WINDOW
    )
else:
    _PROCESS_GROUP = 0
    _CREATION_FLAGS = 0

# `-c` rather than `-m`: the package itself must be found where the parent found it. Nothing of the
# parent's __main__ is imported, unlike with multiprocessing, so a child never loads torch or Qt.
_BOOT = (
    "import sys; sys.path[:] = sys.argv[1:]; import photoclip.media.decoder_process as p; p.main()"
)


def _command() -> list[str]:
    if frozen.is_frozen():  # such a program has no `-c`
        return processes.own_command(processes.DECODER)
    return [sys.executable, "-c", _BOOT, *sys.path]


class DecoderError(PhotoClipError):
    """Decoder processes can't be started at all."""


class DecoderPool:
    """Reads photos in ``processes`` child processes; a context manager.

    ``reader`` is what a child calls for each path (default `reader.read_photo`); it must be a
    module-level function, because children import it by name. ``timeout_s`` is the longest one file
    may take, not counting its wait for other large pictures. ``memory_limit`` is in bytes for each
    child, None for no limit.
    """

    def __init__(
        self,
        processes: int,
        spec: InputSpec,
        *,
        timeout_s: float = 60.0,
        memory_limit: int | None = MEMORY_LIMIT,
        look_ahead: int = LOOK_AHEAD,
        reader: Reader | None = None,
    ) -> None:
        self._order = _order(reader, spec, memory_limit)
        self._timeout_s = timeout_s
        self._look_ahead = max(look_ahead, processes)
        self._large_lane = threading.Lock()
        self._guard = threading.Lock()
        self._idle: list[_Child] = []
        self._children: set[_Child] = set()
        self._closed = False
        # children live as long as the thread that started them (PR_SET_PDEATHSIG), so only these
        # threads, which last until `close`, start any
        self._threads = concurrent.futures.ThreadPoolExecutor(processes, "decoder")
        self._watching = threading.Event()
        self._watchdog = threading.Thread(target=self._watch, name="decoder-watchdog", daemon=True)
        self._watchdog.start()

    def __enter__(self) -> DecoderPool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def map(
        self, paths: Iterable[bytes], cancel: CancelToken | None = None
    ) -> Iterator[tuple[bytes, PhotoReading | ReadFailure]]:
        """Each path with its reading, in the order given; ``paths`` is drawn only as far as needed.

        Raises `Cancelled` when ``cancel`` asks for it (also in the middle of a slow file) or when the
        pool is closed meanwhile, and `DecoderError` when no child can be started.
        """
        waiting: deque[tuple[bytes, concurrent.futures.Future[Outcome]]] = deque()
        remaining = iter(paths)
        try:
            while True:
                if cancel is not None:
                    cancel.check()
                for path in islice(remaining, self._look_ahead - len(waiting)):
                    waiting.append((path, self._threads.submit(self._perform, Task(path))))
                if not waiting:
                    return
                path, future = waiting[0]
                result = _photo(_result(future, cancel))
                waiting.popleft()
                yield path, result
        finally:
            for _, future in waiting:
                future.cancel()

    def read(self, path: bytes) -> PhotoReading | ReadFailure:
        """One photo, now. Raises `DecoderError`."""
        return _photo(_result(self._threads.submit(self._perform, Task(path)), None))

    def read_metadata(self, path: bytes) -> Metadata | ReadFailure:
        """One photo's metadata without its picture: after a sidecar changed. Raises `DecoderError`."""
        task = Task(path, Want.METADATA)
        result = _result(self._threads.submit(self._perform, task), None)
        assert isinstance(result, Metadata | ReadFailure)
        return result

    def render(self, path: bytes, side: int | None) -> Rendering | ReadFailure:
        """A picture to look at, its long side at most ``side`` pixels, or all of it.

        Raises `DecoderError`, and `Cancelled` when the pool is closed meanwhile.
        """
        task = Task(path, Want.RENDERING, side)
        result = _result(self._threads.submit(self._perform, task), None)
        assert isinstance(result, Rendering | ReadFailure)
        return result

    def describe(self, path: bytes) -> FileDescription | WriteRefusal:
        """What a photo file and its sidecar say of it, field by field. Raises as `render`."""
        result = _result(self._threads.submit(self._perform, Task(path, Want.DESCRIPTION)), None)
        if isinstance(result, ReadFailure):
            return WriteRefusal(RefusalKind.DAMAGED, result.reason)
        assert isinstance(result, FileDescription | WriteRefusal)
        return result

    def write(self, request: WriteRequest) -> WriteResult | WriteRefusal:
        """Write into a photo or its sidecar, or say why nothing was written. Raises as `render`.

        Where the child ends in the middle, the old file is there or the new one, and looking at it
        tells which.
        """
        task = Task(request.path, Want.WRITING, write=request)
        result = _result(self._threads.submit(self._perform, task), None)
        if isinstance(result, ReadFailure):
            return WriteRefusal(RefusalKind.FAILED, result.reason)
        assert isinstance(result, WriteResult | WriteRefusal)
        return result

    def warm_up(self) -> None:
        """Start a child for the first photo to come. Returns at once."""
        self._threads.submit(lambda: self._give_back(self._take_child()))

    def close(self) -> None:
        """End all children at once, finished or not. Calling it again is harmless."""
        with self._guard:
            self._closed = True
            self._watching.set()
            children = tuple(self._children)
        for child in children:
            child.kill()
        self._threads.shutdown(wait=True, cancel_futures=True)
        self._watchdog.join()
        for child in tuple(self._children):
            self._discard(child)

    def _watch(self) -> None:
        """End children whose file takes too long; one thread for all is cheaper than timers."""
        while not self._watching.wait(_WATCH_INTERVAL_S):
            with self._guard:
                children = tuple(self._children)
            for child in children:
                child.end_if_overdue()

    def _perform(self, task: Task) -> Outcome:
        child = self._take_child()
        try:
            outcome = child.perform(task, self._large_lane, self._timeout_s)
        finally:
            self._give_back(child)
        if self._closed:  # the child was killed by us, which says nothing about the file
            raise concurrent.futures.CancelledError
        return outcome

    def _take_child(self) -> _Child:
        with self._guard:
            while self._idle:
                child = self._idle.pop()
                if child.alive:
                    return child
                child.bury()
                self._children.discard(child)
            if self._closed:
                raise concurrent.futures.CancelledError
            try:
                child = _Child()
            except OSError as error:
                raise DecoderError(_CANNOT_START, hint=str(error)) from error
            self._children.add(child)
        try:
            child.start(self._order)
        except BaseException:
            self._discard(child)
            raise
        return child

    def _give_back(self, child: _Child) -> None:
        if child.worn or not child.alive:
            self._discard(child)
            return
        with self._guard:
            self._idle.append(child)

    def _discard(self, child: _Child) -> None:
        child.bury()
        with self._guard:
            self._children.discard(child)


def _result(future: concurrent.futures.Future[Outcome], cancel: CancelToken | None) -> Outcome:
    try:
        while cancel is not None:
            cancel.check()
            with contextlib.suppress(TimeoutError):
                return future.result(_CANCEL_POLL_S)
        return future.result()
    except concurrent.futures.CancelledError:
        raise Cancelled from None


def _photo(outcome: Outcome) -> PhotoReading | ReadFailure:
    assert isinstance(outcome, PhotoReading | ReadFailure)
    return outcome


def _order(reader: Reader | None, spec: InputSpec, memory_limit: int | None) -> Order:
    if reader is None:
        return Order("photoclip.media.reader", "read_photo", spec, memory_limit)
    module, name = reader.__module__, getattr(reader, "__qualname__", "")
    if module == "__main__" or "." in name or not name.isidentifier():
        raise ValueError("a reader must be a function that a child process can import by name")
    return Order(module, name, spec, memory_limit)


class _Child:
    """One decoder process and the pipe to it. Used by one thread at a time, except for `kill`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            _command(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, **_CHILD_ENVIRONMENT},
            creationflags=_CREATION_FLAGS,
            process_group=_PROCESS_GROUP,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to_child = self._process.stdin
        self._from_child = self._process.stdout
        self._files = 0
        self._worn = False
        self._timed_out = False
        self._due: float | None = None

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    @property
    def worn(self) -> bool:
        """Whether the next file should get a fresh process, and this one's memory be given back."""
        return self._worn or self._files >= _FILES_PER_CHILD

    def start(self, order: Order) -> None:
        """Wait until the process is ready for work. Raises `DecoderError`."""
        with contextlib.suppress(EOFError, OSError, NoFrameError), self._deadline(_START_TIMEOUT_S):
            send(self._to_child, order)
            if receive(self._from_child) == READY:
                return
        raise DecoderError(_CANNOT_START, "run `photoclip doctor`, or install PhotoClip again")

    def perform(self, task: Task, large_lane: threading.Lock, timeout_s: float) -> Outcome:
        """One file's reading, or why the process did not survive it."""
        self._files += 1
        granted = False
        try:
            with self._deadline(timeout_s):
                send(self._to_child, task)
                answer = receive(self._from_child)
            if answer == ASK_LARGE:
                large_lane.acquire()  # waiting is not the file's fault, so no clock runs
                granted = True
                with self._deadline(timeout_s):
                    send(self._to_child, GRANTED)
                    answer = receive(self._from_child)
            done: Answer = answer
            self._worn = done.worn
            return done.result
        except (EOFError, OSError, NoFrameError):
            self._end()
            return self._failure(task.path, timeout_s)
        finally:
            if self._worn:
                self._end()  # before the next large picture starts, this one's memory is free
            if granted:
                large_lane.release()

    def kill(self) -> None:
        """End the process now; whoever waits for its answer learns it from the pipe. Any thread."""
        self._process.kill()

    def bury(self) -> None:
        """End the process and let go of all that is left of it."""
        self._end()
        for pipe in (self._to_child, self._from_child):
            with contextlib.suppress(OSError):  # what is still unsent has nowhere to go
                pipe.close()

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()

    def end_if_overdue(self) -> None:
        """Kill a process that is past its deadline. Called by the pool's watchdog."""
        due = self._due
        if due is not None and time.monotonic() > due:
            self._timed_out = True
            self._process.kill()

    @contextlib.contextmanager
    def _deadline(self, seconds: float) -> Iterator[None]:
        self._due = time.monotonic() + seconds
        try:
            yield
        finally:
            self._due = None

    def _failure(self, path: bytes, timeout_s: float) -> ReadFailure:
        stamp = _stamp(path)
        if self._timed_out:
            reason = f"Reading the file took longer than {timeout_s:.0f} seconds and was given up."
            return ReadFailure(FailureKind.TIMEOUT, reason, stamp)
        if self._process.returncode == -getattr(signal, "SIGKILL", 0):
            reason = "The system ran out of memory while the picture was decoded."
            return ReadFailure(FailureKind.OUT_OF_MEMORY, reason, stamp)
        reason = "The file made the picture decoder crash; it is probably damaged."
        return ReadFailure(FailureKind.CRASHED, reason, stamp)


def _stamp(path: bytes) -> FileStamp | None:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return FileStamp(status.st_size, status.st_mtime_ns)
