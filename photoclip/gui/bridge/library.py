"""The library's owner as the window sees it: changes go out, events come in, on the main thread."""

from __future__ import annotations

import os
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from photoclip.core.captions import CaptionRun
from photoclip.core.commands import AddRoot, Applied, Command, undo_uid
from photoclip.core.errors import PhotoClipError
from photoclip.core.events import (
    ConfirmMissing,
    Event,
    IndexFinished,
    IndexProgress,
    IndexStarted,
    LabelsDerived,
    LibraryChanged,
    LibraryEdited,
    Notice,
    RootOffline,
    ScanProgress,
)
from photoclip.core.reports import IndexOptions
from photoclip.core.roots import absolute, check_new_root
from photoclip.core.types import PhotoId

if TYPE_CHECKING:
    from photoclip.worker.supervisor import Worker

_STATE_MS = 1500
_BURST_MS = 150

Done = Callable[[Any], None]
Failed = Callable[[PhotoClipError], None]


class Edit:
    """A change that was asked for; ``applied`` once it is in the library."""

    def __init__(self) -> None:
        self.applied: Applied | None = None


class LibraryOwner(QObject):
    """Keeps a worker running and talks to it from threads of its own.

    It starts one with the first question, a second from now at the latest: while a window comes up,
    the worker would take the processor that shows the first photos.

    Signals carry values of `core.events` and `worker.messages`: ``state`` an `OwnerState` every
    second or so, ``progress`` an `IndexProgress`, ``changed`` that photos came, changed or went,
    ``edited`` the command somebody's edit was, ``notice`` a sentence, ``offline`` (root, reason),
    ``asks`` a `ConfirmMissing`, ``finished`` an `IndexReport`, ``refused`` the `PhotoClipError` of a
    change nobody said ``failed`` for, ``captioning`` how writing captions stands (a `CaptionRun`).
    """

    state = Signal(object)
    unreachable = Signal(object)  # the PhotoClipError that says why there is no worker
    started = Signal(int)
    scanning = Signal(int)
    progress = Signal(object)
    finished = Signal(object)
    changed = Signal()
    edited = Signal(object)
    notice = Signal(str)
    offline = Signal(object, str)
    asks = Signal(object)
    refused = Signal(object)
    captioning = Signal(object)
    _heard = Signal(object)
    _answered = Signal(object, object)

    def __init__(
        self, library: Path, parent: QObject | None = None, *, command: list[str] | None = None
    ) -> None:
        super().__init__(parent)
        self._heard.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._call, Qt.ConnectionType.QueuedConnection)
        self._closed = False
        self._library = library
        self._command = command
        self._starting = threading.Lock()
        self._worker: Worker | None = None
        self._edits = ThreadPoolExecutor(1, "edits")  # in the order they were made
        self._questions = ThreadPoolExecutor(2, "owner-questions")
        self._unsaved: set[Future[None]] = set()
        self._asking_state = False
        self._poll = QTimer(self, interval=_STATE_MS)
        self._poll.timeout.connect(self.ask_state)
        self._poll.start()
        # One new photo is told at once, a thousand in a second not a thousand times.
        self._burst = QTimer(self, interval=_BURST_MS, singleShot=True)
        self._burst.timeout.connect(self.changed)

    # --- changing ---------------------------------------------------------------------------------

    def apply(
        self, command: Command, done: Done | None = None, failed: Failed | None = None
    ) -> Edit:
        """Have a command applied; ``done`` gets the `Applied` after its commit.

        The result names the edit for `undo`, which may be asked for at once.
        """
        edit, uid = Edit(), uuid.uuid4().hex

        def work() -> Applied:
            edit.applied = self._port().apply(command, uid)
            return edit.applied

        self._later(self._edits, work, done, failed)
        return edit

    def undo(self, edit: Edit, done: Done | None = None, failed: Failed | None = None) -> None:
        """Take an edit back, after it and before whatever is asked for later.

        Doing so twice changes nothing, nor does taking back what could not be done.
        """

        def work() -> Applied | None:
            applied = edit.applied
            if applied is None:
                return None
            return self._port().apply(applied.undo, undo_uid(applied.edit))

        self._later(self._edits, work, done, failed)

    def add_root(
        self, folder: bytes, known: tuple[bytes, ...], done: Done | None, failed: Failed | None
    ) -> None:
        """Give the library a folder, unless it lies in one of the ``known`` ones or around it."""

        def add() -> bytes:
            path = absolute(folder)  # which may wait for a sleeping drive
            check_new_root(path, known, os.fsencode(self._library))
            self._port().apply(AddRoot(path), uuid.uuid4().hex)
            return path

        self._later(self._edits, add, done, failed)

    # --- work -------------------------------------------------------------------------------------

    def pause(self) -> None:
        """Read no photos until `resume`."""
        self._later(self._questions, lambda: self._port().pause(), lambda _none: self.ask_state())

    def resume(self) -> None:
        """Read photos again, on battery too."""
        self._later(self._questions, lambda: self._port().resume(), lambda _none: self.ask_state())

    def index(self, options: IndexOptions | None = None) -> None:
        """Look through every folder now; ``finished`` tells when that is done."""
        chosen = options or IndexOptions()
        self._later(self._questions, lambda: self._port().index(chosen))

    def want_captions(
        self, photos: tuple[PhotoId, ...], *, again: bool, done: Done, failed: Failed
    ) -> None:
        """Have captions written for photos; ``done`` gets how many of them wait for one now."""
        self._later(
            self._questions,
            lambda: self._port().want_captions(photos, again=again),
            done,
            failed,
        )

    def forget_captions(self) -> None:
        """Write no captions that still wait."""
        self._later(self._questions, lambda: self._port().forget_captions())

    def ask_state(self) -> None:
        """Have ``state`` emitted soon; asked again before that, once."""
        if self._asking_state or self._closed:
            return
        self._asking_state = True
        self._later(self._questions, lambda: self._port().state(), self._state_came, self._no_state)

    def drain(self, seconds: float) -> bool:
        """Wait until the changes asked for are in the library; False if that takes longer."""
        _done, waiting = wait(tuple(self._unsaved), seconds)
        return not waiting

    def close(self) -> None:
        """Hang up; the worker ends by itself when nobody needs it. Nothing is emitted any more."""
        self._poll.stop()
        self._burst.stop()
        with self._starting:
            self._closed = True
        if self._worker is not None:
            self._worker.close()
        for threads in (self._edits, self._questions):
            threads.shutdown(cancel_futures=True)

    # --- from threads -----------------------------------------------------------------------------

    def _port(self) -> Worker:
        """Whoever keeps the worker running; made, and what it needs imported, by a thread."""
        with self._starting:
            if self._closed:
                raise PhotoClipError("The window is closed.")
            if self._worker is None:
                from photoclip.worker.supervisor import Worker

                # What an owner did before it was listened to, nobody heard: anything may be new.
                self._worker = Worker(
                    self._library,
                    self._tell,
                    command=self._command,
                    on_connected=lambda: self._tell(LibraryChanged(0)),
                )
            return self._worker

    def _later(
        self,
        threads: ThreadPoolExecutor,
        work: Callable[[], object],
        done: Done | None = None,
        failed: Failed | None = None,
    ) -> None:
        if self._closed:
            return

        def run() -> None:
            try:
                value = work()
            except PhotoClipError as error:
                self._emit_answer(failed or self.refused.emit, error)
            else:
                self._emit_answer(done, value)

        future = threads.submit(run)
        if threads is self._edits:
            self._unsaved.add(future)
            future.add_done_callback(self._unsaved.discard)
        future.add_done_callback(_heard_of)

    def _emit_answer(self, then: Done | None, value: object) -> None:
        if then is not None and not self._closed:
            self._answered.emit(then, value)

    def _tell(self, event: Event) -> None:
        if not self._closed:
            self._heard.emit(event)

    # --- on the main thread -----------------------------------------------------------------------

    @Slot(object, object)
    def _call(self, then: Done, value: object) -> None:
        if not self._closed:
            then(value)

    def _state_came(self, state: object) -> None:
        self._asking_state = False
        self.state.emit(state)

    def _no_state(self, error: PhotoClipError) -> None:
        self._asking_state = False
        self.unreachable.emit(error)

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if self._closed:
            return
        match event:
            case IndexProgress() | CaptionRun():
                going_on = self.progress if isinstance(event, IndexProgress) else self.captioning
                going_on.emit(event)
            case LibraryChanged() | LabelsDerived():
                if not self._burst.isActive():
                    self._burst.start()
            case LibraryEdited(command):
                self.edited.emit(command)
            case Notice(text):
                self.notice.emit(text)
            case RootOffline(root, reason):
                self.offline.emit(root, reason)
            case ConfirmMissing():
                self.asks.emit(event)
            case IndexStarted(total):
                self.started.emit(total)
            case ScanProgress(_root, found):
                self.scanning.emit(found)
            case IndexFinished(report):
                self.finished.emit(report)
            case _:
                pass


def _heard_of(future: Future[None]) -> None:
    """Let a bug in a thread be heard of."""
    with suppress(RuntimeError):  # the executor was shut down meanwhile
        if not future.cancelled():
            future.result()
