"""Watching roots: events, scans, returning drives. Decides what is looked at when, and has it done."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, PhotoClipError
from photoclip.core.events import Notice, WatchingFrom
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.types import FileId
from photoclip.folders.ignore import IgnoreRules
from photoclip.folders.settle import Settler
from photoclip.folders.watcher import Watcher, WatchState
from photoclip.indexing.pipeline import note_if_demonstration
from photoclip.indexing.service import Indexer
from photoclip.store import calendar, files
from photoclip.store.connection import LibraryDamagedError
from photoclip.worker.messages import WatchedRoot
from photoclip.worker.owner import Owner
from photoclip.worker.schedule import POLL_S, Schedule

LOOK_S = 3.0
"""How often the roots themselves are looked at: for a drive that comes or goes."""

HOLD_S = 60.0
"""How long reading rests after a full disk or a missing model."""

HOUSEKEEPING_S = 30.0
BACKUP_S = 1800.0
YIELD_S = 2.0
"""A long round of reading makes way for photos that just appeared at most this often."""

_LONGEST_WAIT_S = 30.0


class Watching:
    """The loop of a worker over its owner's roots. One instance, one call of `run`."""

    def __init__(self, owner: Owner, is_needed: Callable[[], bool] = lambda: True) -> None:
        self._owner = owner
        self._library = owner.library
        self._is_needed = is_needed
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._settler = Settler()
        self._schedule = Schedule(owner.preferences.scan_minutes * 60.0)
        self._watcher = self._new_watcher()
        self._watchers_changed = threading.Event()
        self._token = CancelToken()
        self._said: set[str] = set()
        self._lost: set[bytes] = set()  # roots that were not there when they were to be watched
        self._unread = True  # photos may wait to be read
        self._held_until = 0.0
        self._released = 0  # how often somebody changed what reading depends on
        self._queued_at = -1  # after which of these photos without a vector were looked for
        self._yielded = 0.0
        self._next_housekeeping = 0.0
        self._warm = False
        self._told = False  # what is watched
        self._next_backup = time.monotonic() + BACKUP_S / 6
        owner.on_settings = self._settings_changed
        owner.on_resume = self._resumed

    # --- from other threads -----------------------------------------------------------------------

    def stop(self) -> None:
        """Finish what is in hand and return from `run`. Safe in signal handlers and any thread."""
        self._stopping.set()
        self._token.cancel()
        self._owner.tags.stop()
        self._wake.set()

    def _settings_changed(self) -> None:
        self._release()
        self._watchers_changed.set()
        self._wake.set()

    def _resumed(self) -> None:
        self._unread = True
        self._release()
        self._wake.set()

    def _release(self) -> None:
        self._released += 1
        self._held_until = 0.0
        self._owner.trouble = ""

    def _changed(self, root: bytes, path: bytes) -> None:
        self._settler.note(root, path, time.monotonic())
        self._wake.set()

    def _watch_state(self, root: bytes, state: WatchState) -> None:
        self._owner.watched[root] = WatchedRoot(root, state.native, state.reason, state.hint)
        self._schedule.set_native(root, state.native)
        if state.gone:
            self._lost.add(root)
            return
        self._lost.discard(root)
        if not state.native and state.reason:
            text = (
                f"{os.fsdecode(root)} is looked through every {POLL_S:.0f} seconds: {state.reason}"
            )
            self._say_once(f"{text} {state.hint}".strip())

    def _say_once(self, text: str) -> None:
        if text not in self._said:
            self._said.add(text)
            self._owner.publish(Notice(text))

    # --- the loop ---------------------------------------------------------------------------------

    def run(self) -> None:
        """Watch until `stop`, or until nobody needs it. Raises `LibraryError` if that can't go on."""
        self._owner.watching = True
        sentinel = threading.Thread(target=self._look_after_roots, name="roots", daemon=True)
        sentinel.start()
        try:
            while not self._stopping.is_set() and self._is_needed():
                self._wake.clear()
                if not self._round(time.monotonic()):
                    self._wake.wait(self._wait_s(time.monotonic()))
        finally:
            self._stopping.set()
            self._owner.watching = False
            self._watcher.close()

    def _wait_s(self, now: float) -> float:
        waits = [
            _LONGEST_WAIT_S,
            self._settler.next_due(now),
            self._schedule.next_due(now),
            self._owner.switching.next_due(now),
        ]
        if self._held_until > now:
            waits.append(self._held_until - now)
        return max(0.01, min(wait for wait in waits if wait is not None))

    def _round(self, now: float) -> bool:
        """Do what is due; whether more may be due at once."""
        self._follow_roots(now)
        changes = self._settler.due(now)
        for root in [root for root, names in changes.items() if b"" in names]:
            del changes[root]
            self._schedule.scan_now(root, now)
        scans = self._schedule.due(now)
        reading = (
            (self._unread or self._queued_at != self._released)
            and now >= self._held_until
            and not self._owner.why_paused()
        )
        worked = bool(scans or changes or reading)
        if worked:
            self._token = CancelToken()
            if self._stopping.is_set():
                return False
            self._work(scans, changes)
        if not worked and self._may_fill(now):
            self._fill()
            worked = True
        roots = self._schedule.roots()  # in a library without any no photo will appear
        if not worked and not self._warm and roots and not self._owner.why_paused():
            self._warm_up()
        if not worked or now >= self._next_housekeeping:
            self._keep_house(time.monotonic())
        return worked

    def _work(self, scans: list[bytes], changes: dict[bytes, set[bytes]]) -> None:
        owner = self._owner
        released = self._released
        try:
            with owner.turns.take(self._token, asked=False):
                owner.run(
                    lambda indexer: self._index(indexer, scans, changes, released),
                    self._token,
                    IndexOptions(),
                )
        except Cancelled:
            self._unread = False  # until something new turns up
            for root in scans:
                self._schedule.scanned(root, time.monotonic(), 0.0)
            self._again([], changes)
        except LibraryDamagedError:
            raise  # nothing may be written any more
        except PhotoClipError as error:
            self._hold(error, released)
            self._unread = True
            self._again(scans, changes)
        else:
            if time.monotonic() >= self._held_until:
                owner.trouble = ""

    def _may_fill(self, now: float) -> bool:
        owner = self._owner
        keeping_house = now >= self._next_housekeeping
        return not keeping_house and owner.switching.is_due(now) and not owner.why_paused()

    def _fill(self) -> None:
        """Go on with the model that is to be next, until something comes before it."""
        owner = self._owner
        self._token = CancelToken()
        if self._stopping.is_set():
            return
        self._yielded = 0.0  # what is new goes before it at once
        released = self._released
        try:
            with owner.turns.take(self._token, asked=False):
                owner.switching.work(self._token, self._should_leave_filling)
        except Cancelled:
            if not self._stopping.is_set():
                owner.switching.rest()
        except LibraryDamagedError:
            raise
        except PhotoClipError as error:
            owner.switching.rest()
            self._hold(error, released)

    def _should_leave_filling(self) -> bool:
        now = time.monotonic()
        scan = self._schedule.next_due(now)
        return (
            self._should_yield()
            or self._watchers_changed.is_set()
            or (self._queued_at != self._released and now >= self._held_until)
            or (scan is not None and scan <= 0.0)
            or now >= self._next_housekeeping
        )

    def _again(self, scans: list[bytes], changes: dict[bytes, set[bytes]]) -> None:
        """What was not looked at to its end is looked at again; looking twice costs little."""
        now = time.monotonic()
        for root in scans:
            self._schedule.scan_now(root, max(now, self._held_until))
        for root, names in changes.items():
            for name in names:
                self._settler.note(root, name, now)

    def _index(
        self,
        indexer: Indexer,
        scans: list[bytes],
        changes: dict[bytes, set[bytes]],
        released: int,
    ) -> IndexReport:
        report = IndexReport()
        if scans:
            started = time.monotonic()
            roots = [root for root in files.roots(self._library) if root.path in scans]
            indexer.scan_roots(roots, report)
            ended = time.monotonic()
            for root in roots:
                self._schedule.scanned(root.path, ended, ended - started)
            if any(root.offline_since is not None for root in roots):  # its drive may be back
                self._queued_at = -1
                self._owner.switching.wake()
            self._unread = True
        fresh: list[FileId] = []
        rest = {root: names for root, names in changes.items() if root not in scans}
        if rest:
            fresh = indexer.look_all(rest, report)
        now = time.monotonic()
        for path, name in report.unsettled:
            self._settler.note(path, name, now)
        scans.clear()
        changes.clear()
        if time.monotonic() < self._held_until or self._owner.why_paused():
            self._unread = self._unread or bool(fresh)
            return report
        self._owner.encoder()  # without it everything is found all the same, and waits to be read
        if self._queued_at != released:
            indexer.queue_unembedded()
            self._queued_at = released  # a model chosen since then has its turn in the next round
            self._unread = True
        self._yielded = time.monotonic()
        if fresh:
            report.tally = indexer.read(fresh, self._should_yield)
            self._unread = self._unread or report.tally.yielded
        if self._unread and not report.tally.yielded:
            report.tally = report.tally.plus(indexer.read(should_yield=self._should_yield))
            self._unread = report.tally.yielded
        if report.tally.read:
            self._owner.switching.wake()
        return report

    def _should_yield(self) -> bool:
        owner, now = self._owner, time.monotonic()
        if self._stopping.is_set() or owner.turns.somebody_waits or owner.why_paused():
            return True
        if not self._is_needed():
            return True
        if owner.keep_memory_bound(now):
            self._say_once(
                f"PhotoClip needs more than {owner.preferences.memory_mb} MB for this model. To allow "
                "more: photoclip settings memory-mb NUMBER; or choose a smaller model."
            )
        if now - self._yielded < YIELD_S:
            return False
        due = self._settler.next_due(now)
        return due is not None and due <= 0.0

    def _hold(self, error: PhotoClipError, released: int) -> None:
        """Rest, unless somebody put right meanwhile what ``error`` may be about."""
        self._say_once(f"{error} {error.hint}".strip())
        if released == self._released:
            self._owner.trouble = str(error)
            self._held_until = time.monotonic() + HOLD_S

    # --- roots ------------------------------------------------------------------------------------

    def _new_watcher(self) -> Watcher:
        self._ignored = self._owner.preferences.ignore
        return Watcher(self._changed, IgnoreRules(self._ignored), on_state=self._watch_state)

    def _follow_roots(self, now: float) -> None:
        """Watch the roots the library has now."""
        changed = self._watchers_changed.is_set()
        if changed:
            self._watchers_changed.clear()
            self._schedule.interval = self._owner.preferences.scan_minutes * 60.0
            if self._owner.preferences.ignore != self._ignored or not self._watcher.alive():
                old, self._watcher = self._watcher, self._new_watcher()
                old.close()
                self._schedule.set_roots((), now)
        known = files.roots(self._library)
        roots = [root.path for root in known]
        new, gone = self._schedule.set_roots(roots, now)
        for root in known if changed else ():
            if root.scanned_at is None:  # taken out and added again since the last look
                self._schedule.scan_now(root.path, now)
        for path in gone:
            self._watcher.unwatch(path)
            self._owner.watched.pop(path, None)
        for path in new:
            self._watch(path)
        if new or gone or not self._told:
            self._told = True
            self._owner.publish(WatchingFrom(tuple(roots)))

    def _watch(self, root: bytes) -> None:
        # Watched before it is scanned: what changes in between is seen twice rather than never.
        self._watch_state(root, self._watcher.watch(root))

    def _look_after_roots(self) -> None:
        """Notice drives that come and go. A thread of its own: a dead network drive blocks it."""
        seen: dict[bytes, tuple[int, int] | None] = {}
        while not self._stopping.wait(LOOK_S):
            if not self._watcher.alive():  # its thread ended: a new one takes over
                self._watchers_changed.set()
                self._wake.set()
            for root in self._schedule.roots():
                try:
                    status = os.stat(root)
                    now_seen = (status.st_dev, status.st_ino)
                except OSError:
                    now_seen = None
                # One that was away for a moment only looks the same as before, but isn't watched.
                returned = now_seen is not None and root in self._lost
                if returned or (root in seen and seen[root] != now_seen):
                    self._came_or_went(root, now_seen is not None)
                seen[root] = now_seen

    def _came_or_went(self, root: bytes, there: bool) -> None:
        if there and root in self._schedule.roots():
            self._watch(root)
        self._changed(root, b"")

    # --- keeping house ----------------------------------------------------------------------------

    def _warm_up(self) -> None:
        """Be ready for the first new photo: loading what reads it takes longer than reading it."""
        self._warm = True
        released = self._released
        try:
            self._owner.warm_up()
            note_if_demonstration(self._owner.encoder().info, self._owner.publish)
        except PhotoClipError as error:
            self._hold(error, released)

    def _keep_house(self, now: float) -> None:
        self._owner.tidy(self._owner.preferences.idle_minutes * 60.0)
        self._owner.tags.catch_up()
        with suppress(Cancelled):
            self._token = CancelToken()
            self._owner.refit(self._token)
        self._next_housekeeping = now + HOUSEKEEPING_S
        if now < self._next_backup:
            return
        self._next_backup = now + BACKUP_S
        before = calendar.today(self._library)
        try:
            if calendar.advance(self._library, time.time()) != before:
                token = CancelToken()
                with self._owner.turns.take(token, asked=False):
                    self._owner.run(_purge, token, IndexOptions())
            self._owner.back_up()
        except PhotoClipError as error:
            self._say_once(f"{error} {error.hint}".strip())


def _purge(indexer: Indexer) -> IndexReport:
    indexer.purge()
    return IndexReport()
