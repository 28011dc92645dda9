"""Settling: a path that changed is handed on once it holds still, so that no half-written photo is read.

Events arrive in bursts, long before a copy has ended and in no useful order. The `Settler` collects
them and answers, for a moment the caller names, which paths may be looked at. It has no threads and
no clock of its own.
"""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import sys
import threading
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

QUIET_S = 0.3
"""A path is due after this long without an event and without a change."""

TOGETHER_S = 0.1
"""What was noted this close together is handed on together, so that the two ends of a move meet."""

LONGEST_WAIT_S = 5.0
"""A file that is being written is asked again after growing waits, this one the longest."""

ABANDONED_S = 60.0
"""A file that is open for writing but has not changed for so long is due all the same."""

STORM = 1000
"""When more paths of a root wait than this, the root is scanned as a whole instead."""

STORM_QUIET_S = 1.0
STORM_LONGEST_S = 10.0
"""A root in a storm is due when it was quiet for the one, and every so often while it isn't."""

WHOLE_ROOT = b""


@dataclass(frozen=True, slots=True)
class Observation:
    """What of a file must hold still: its size in bytes and its mtime in nanoseconds."""

    size: int
    mtime_ns: int
    is_folder: bool = False


def observe(path: bytes) -> Observation | None:
    """What is at the absolute ``path`` now, links followed; None if nothing can be seen there."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return Observation(status.st_size, status.st_mtime_ns, stat.S_ISDIR(status.st_mode))


def being_written(path: bytes) -> bool:
    """Whether some process has the file at the absolute ``path`` open for writing.

    Linux refuses a read lease on such a file. Where that can't be asked (another user's file, a file
    system without leases, another system) the answer is False. The file is not read or changed.
    """
    if sys.platform != "linux":
        return False
    import fcntl

    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return False
        # NONBLOCK: it may have become a pipe since; opening it must not wait for a writer
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        # Whoever opens the file for writing while we hold the lease makes the kernel send a signal.
        # SIGIO would end this process; SIGURG is ignored unless somebody asks for it.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    else:
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
        return False
    finally:
        os.close(descriptor)


@dataclass(slots=True)
class _Waiting:
    """One path that was noted. Times are the caller's, in seconds."""

    first_noted: float
    noted: float
    seen: Observation | None = None
    changed_at: float = 0.0  # when ``seen`` became what it is
    check_at: float = 0.0
    wait: float = QUIET_S
    young: bool = True  # not yet found open or changing


@dataclass(slots=True)
class _Storm:
    """A root that waits to be scanned as a whole."""

    began: float  # or when it was last handed on
    noted: float
    fresh: bool = True  # noted since it was last handed on

    def due_at(self) -> float:
        return min(self.noted + STORM_QUIET_S, self.began + STORM_LONGEST_S)


class Settler:
    """Collects changed paths and hands them on when they hold still.

    `note` may be called from any thread, returns at once and touches no disk; the others belong to
    one thread at a time and look at the files they are asked about. ``now`` is a monotonic time in
    seconds, the same clock everywhere. ``observe`` and ``being_written`` take absolute paths.
    """

    def __init__(
        self,
        observe: Callable[[bytes], Observation | None] = observe,
        being_written: Callable[[bytes], bool] = being_written,
    ) -> None:
        self._observe = observe
        self._being_written = being_written
        self._inbox_lock = threading.Lock()
        self._inbox: dict[bytes, dict[bytes, tuple[float, float]]] = {}  # first, last
        self._lock = threading.Lock()
        self._waiting: dict[bytes, dict[bytes, _Waiting]] = {}
        self._storms: dict[bytes, _Storm] = {}

    def note(self, root: bytes, path: bytes, now: float) -> None:
        """Something happened to ``path``, relative to ``root``; ``b""``: the whole root is in doubt."""
        with self._inbox_lock:
            noted = self._inbox.setdefault(root, {})
            if WHOLE_ROOT in noted:
                path = WHOLE_ROOT
            first, last = noted.get(path, (now, now))
            noted[path] = min(first, now), max(last, now)
            if path == WHOLE_ROOT or len(noted) > STORM:
                first = min(first for first, _last in noted.values())
                self._inbox[root] = {WHOLE_ROOT: (first, now)}

    def due(self, now: float) -> dict[bytes, set[bytes]]:
        """The relative paths that hold still, by root; ``{b""}``: scan that root. Removes them.

        A path that is gone is due like any other. A folder that appeared is due once nothing noted
        below it waits any more, or after `STORM_LONGEST_S`.
        """
        with self._lock:
            self._take_in(now)
            result = self._storms_due(now)
            ready: dict[tuple[bytes, bytes], _Waiting] = {}
            folders: list[tuple[bytes, bytes]] = []
            for root, paths in self._waiting.items():
                for path, entry in paths.items():
                    if now >= entry.check_at and self._is_still(root, path, entry, now):
                        ready[root, path] = entry
                        if entry.seen is not None and entry.seen.is_folder:
                            folders.append((root, path))
            self._hold_folders(folders, ready, now)
            self._hold_together(ready)
            for root, path in ready:
                del self._waiting[root][path]
                if not self._waiting[root]:
                    del self._waiting[root]
                result.setdefault(root, set()).add(path)
            return result

    def next_due(self, now: float) -> float | None:
        """Seconds until something may be due, at least 0; None if nothing waits."""
        with self._lock:
            self._take_in(now)
            moments = [
                entry.check_at for paths in self._waiting.values() for entry in paths.values()
            ]
            moments += [storm.due_at() for storm in self._storms.values()]
            return max(0.0, min(moments) - now) if moments else None

    # --- what was noted ---------------------------------------------------------------------------

    def _take_in(self, now: float) -> None:
        with self._inbox_lock:
            inbox, self._inbox = self._inbox, {}
        for root, noted in inbox.items():
            first = min(first for first, _last in noted.values())
            last = max(last for _first, last in noted.values())
            storm = self._storms.get(root)
            if storm is not None:
                storm.noted, storm.fresh = max(storm.noted, last), True
                continue
            waiting = self._waiting.setdefault(root, {})
            known = len(waiting.keys() | noted.keys())
            if WHOLE_ROOT in noted or known > STORM:
                began = min([first, *(entry.first_noted for entry in waiting.values())])
                del self._waiting[root]
                self._storms[root] = _Storm(began, last)
                continue
            for path, times in noted.items():
                self._wait_for(root, path, waiting.get(path), times, now)

    def _wait_for(
        self,
        root: bytes,
        path: bytes,
        entry: _Waiting | None,
        times: tuple[float, float],
        now: float,
    ) -> None:
        first, last = times
        seen = self._observe(os.path.join(root, path))
        if entry is None:
            entry = self._waiting[root][path] = _Waiting(first, last, seen, now)
        elif entry.seen != seen:
            entry.seen, entry.changed_at = seen, now
        entry.noted = max(entry.noted, last)
        entry.young = True
        entry.wait = QUIET_S
        needs_second_look = seen is not None and not seen.is_folder
        entry.check_at = (now if needs_second_look else entry.noted) + QUIET_S

    # --- what holds still -------------------------------------------------------------------------

    def _is_still(self, root: bytes, path: bytes, entry: _Waiting, now: float) -> bool:
        absolute = os.path.join(root, path)
        seen, before = self._observe(absolute), entry.seen
        if seen != before:
            entry.seen, entry.changed_at = seen, now
        if seen is None or seen.is_folder:
            return True
        abandoned = now - entry.changed_at >= ABANDONED_S
        if seen == before and (abandoned or not self._being_written(absolute)):
            return True
        entry.young = False
        entry.check_at = now + entry.wait
        entry.wait = min(entry.wait * 2, LONGEST_WAIT_S)
        return False

    def _hold_folders(
        self,
        folders: list[tuple[bytes, bytes]],
        ready: dict[tuple[bytes, bytes], _Waiting],
        now: float,
    ) -> None:
        """Take out of ``ready`` the folders with something below them that doesn't hold still."""
        if not folders:
            return
        restless: dict[bytes, list[bytes]] = {}
        for root in {root for root, _path in folders}:
            restless[root] = sorted(
                path for path in self._waiting[root] if (root, path) not in ready
            )
        for root, path in folders:
            entry = ready[root, path]
            below = path + os.sep.encode()
            first = bisect_left(restless[root], below)
            if first == len(restless[root]) or not restless[root][first].startswith(below):
                continue
            if now - entry.first_noted < STORM_LONGEST_S:
                entry.check_at = self._waiting[root][restless[root][first]].check_at
                entry.young = False
                del ready[root, path]

    def _hold_together(self, ready: dict[tuple[bytes, bytes], _Waiting]) -> None:
        """Take out of ``ready`` what was noted together with something that will be due in a moment."""
        if not ready:
            return
        soon = sorted(
            (entry.noted, entry.check_at)
            for root, paths in self._waiting.items()
            for path, entry in paths.items()
            if entry.young and (root, path) not in ready
        )
        for key, entry in list(ready.items()):
            first = bisect_left(soon, (entry.noted - TOGETHER_S, 0.0))
            if first < len(soon) and soon[first][0] <= entry.noted + TOGETHER_S:
                entry.check_at = soon[first][1]
                del ready[key]

    def _storms_due(self, now: float) -> dict[bytes, set[bytes]]:
        result: dict[bytes, set[bytes]] = {}
        for root, storm in list(self._storms.items()):
            over = now - storm.noted >= STORM_QUIET_S
            if storm.fresh and now >= storm.due_at():
                result[root] = {WHOLE_ROOT}
                storm.began, storm.fresh = now, False
            if over:
                del self._storms[root]
        return result
