"""What a library's owner does about requests to write into files: carries them out in the background.

One thread, which begins with the first request and ends with the owner. Commands don't wait for it:
it holds nothing of the library but short transactions. What is left waits for the next owner.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from photoclip.core.cancel import CancelToken
from photoclip.core.commands import Command, RestoreMetadata, Together, WriteMetadata
from photoclip.core.errors import Cancelled, LibraryError, PhotoClipError
from photoclip.core.events import IndexFinished, LibraryChanged, Notice
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.types import InputSpec
from photoclip.media.sandbox import DecoderPool
from photoclip.store import write_jobs
from photoclip.store.write_jobs import Job
from photoclip.writeback.runner import Runner

if TYPE_CHECKING:
    from photoclip.core.events import Event
    from photoclip.indexing.service import Indexer
    from photoclip.worker.owner import Owner

_HOLD_S = 60.0
"""How long writing rests when the library itself can't be written: its disk is full."""

_TELL_S = 0.5
_IDLE_S = 20.0
"""After so long without work the process that writes ends."""

_NO_PICTURE = InputSpec(32)


class Writing:
    """Carries requests out for an owner. Safe to call from any thread."""

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._guard = threading.Lock()
        self._wake = threading.Event()
        self._cancel = CancelToken()
        self._retry = False  # also what was to be tried later
        self._thread: threading.Thread | None = None
        self._told = 0.0
        self._untold = 0

    def heard(self, command: Command) -> None:
        """A command was committed: perhaps one of those this is for."""
        if _is_request(command):
            self.begin()

    def begin(self) -> None:
        """See to what waits, now."""
        with self._guard:
            if self._cancel.cancelled:
                return
            self._retry = True
            self._wake.set()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="writing", daemon=True)
                self._thread.start()

    def begin_if_needed(self) -> None:
        """See to what an earlier owner left, if anything."""
        if write_jobs.has_open(self._owner.library):
            self.begin()

    def stop(self) -> None:
        """End after the file in hand, for good."""
        with self._guard:
            self._cancel.cancel()
            thread = self._thread
        self._wake.set()
        if thread is not None:
            thread.join()

    # --- the thread -------------------------------------------------------------------------------

    def _work(self) -> None:
        unsubscribe = self._owner.subscribe(self._on_event)
        try:
            while not self._cancel.cancelled:
                self._wake.clear()
                pause = self._round()
                self._wake.wait(pause)
        except Cancelled:
            pass
        except LibraryError as error:  # nothing may be written any more; others say so too
            self._owner.publish(Notice(f"{error} {error.hint}".strip()))
        finally:
            unsubscribe()
            self._tell()

    def _round(self) -> float | None:
        """Carry out what is due; how long to wait for more, None for as long as it takes."""
        with DecoderPool(1, _NO_PICTURE) as pool:
            runner = Runner(self._owner.library, pool, self._read_again, self._written)
            while True:
                pause = self._run(runner)
                self._tell()
                if self._wake.wait(_IDLE_S if pause is None else min(pause, _IDLE_S)):
                    self._cancel.check()
                    self._wake.clear()
                    if self._retry:
                        self._retry = False
                        runner.try_now()
                elif pause is None or pause > _IDLE_S:
                    return pause

    def _run(self, runner: Runner) -> float | None:
        failed = runner.failures
        try:
            return runner.run(self._cancel)
        except LibraryError:
            raise
        except PhotoClipError as error:
            self._owner.publish(Notice(f"{error} {error.hint}".strip()))
            return _HOLD_S
        finally:
            if runner.failures > failed:
                count = runner.failures - failed
                self._owner.publish(
                    Notice(
                        "1 file could not be written: photoclip metadata status"
                        if count == 1
                        else f"{count} files could not be written: photoclip metadata status"
                    )
                )

    def _on_event(self, event: Event) -> None:
        """A drive that came back was looked through, a file that had changed was read; not by us."""
        if threading.current_thread() is self._thread or not isinstance(event, IndexFinished):
            return
        if write_jobs.has_open(self._owner.library):
            self._retry |= not event.report.did_nothing
            self._wake.set()

    def _written(self) -> None:
        self._untold += 1
        if time.monotonic() - self._told >= _TELL_S:
            self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        if self._untold:
            count, self._untold = self._untold, 0
            self._owner.publish(LibraryChanged(count))

    def _read_again(self, job: Job) -> None:
        """Look at one file that changed, and read it."""
        owner = self._owner

        def look(indexer: Indexer) -> IndexReport:
            report = IndexReport()
            fresh = indexer.look_all({job.root.path: {job.path}}, report)
            if fresh:
                report.tally = indexer.read(fresh)
            return report

        try:
            with owner.turns.take(self._cancel, asked=True):
                owner.run(look, self._cancel, IndexOptions())
        except LibraryError:
            raise
        except PhotoClipError as error:  # no model, say: the file waits
            owner.publish(Notice(f"{error} {error.hint}".strip()))


def _is_request(command: Command) -> bool:
    if isinstance(command, Together):
        return any(_is_request(one) for one in command.commands)
    return isinstance(command, WriteMetadata | RestoreMetadata)
