"""The watcher: says which paths of a root changed. A shortcut only; the scan is the truth.

On Linux through inotify (`folders.inotify`), elsewhere through what watchdog offers there
(`folders.observer`).
"""

from __future__ import annotations

import errno
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from photoclip.folders.ignore import IgnoreRules
from photoclip.folders.volumes import identify

_RAISE_WATCHES = (
    "To watch more folders, raise the limit: sudo sysctl fs.inotify.max_user_watches=524288\n"
    "To keep it after a restart: echo fs.inotify.max_user_watches=524288 | "
    "sudo tee /etc/sysctl.d/50-photoclip.conf"
)
_RAISE_INSTANCES = (
    "To let more programs watch folders, raise the limit: "
    "sudo sysctl fs.inotify.max_user_instances=512\n"
    "To keep it after a restart: echo fs.inotify.max_user_instances=512 | "
    "sudo tee /etc/sysctl.d/50-photoclip.conf"
)
_COMES_BACK = "When the folder is there again, it will be watched again."


@dataclass(frozen=True, slots=True)
class WatchState:
    """Whether changes under a root are reported as they happen.

    If not ``native``, ``reason`` says why, for a person, and ``hint`` what they can do about it; the
    root must then be scanned from time to time. ``gone``: it was not there; watch it again when it
    is.
    """

    native: bool
    reason: str = ""
    hint: str = ""
    gone: bool = False


UNWATCHED = WatchState(False, "The folder is not watched.")
_GONE = WatchState(False, "The folder is not there any more.", _COMES_BACK, gone=True)
_STOPPED = WatchState(False, "Watching stopped unexpectedly.", "Start PhotoClip again.")
WATCHED = WatchState(True)


class RootWatch(Protocol):
    """The watches of one root, on some system."""

    def start(self) -> None:
        """Begin. Raises OSError, with nothing left behind, if the root can't be watched."""

    def stop(self) -> None:
        """End and give everything back."""


class Watches(Protocol):
    """What a system offers to watch roots with."""

    def root_watch(
        self,
        root: bytes,
        rules: IgnoreRules,
        on_change: Callable[[bytes], None],
        on_lost: Callable[[OSError | None], None],
    ) -> RootWatch:
        """The watches of one root, not started; see `folders.inotify.Tree` for the callbacks."""

    def is_alive(self) -> bool:
        """Whether events can still arrive."""

    def close(self) -> None:
        """End the threads behind it."""


class Watcher:
    """Reports changes under roots: ``on_change(root, path)``, the path relative to the root.

    A path may be a file, a folder, or something that is gone; both ends of a move are reported.
    ``b""`` means that the whole root must be scanned: events were lost, or the root itself vanished.
    What ``rules`` hide is not reported, nor what goes on inside a PhotoClip library. ``on_state``
    is told when a root's state changes by itself; not for what `watch` returned.

    Both callbacks come from a thread of the watcher's and should return at once. Folders that are
    reached through links are not watched, whatever the system: the periodic scan sees to them.
    """

    def __init__(
        self,
        on_change: Callable[[bytes, bytes], None],
        rules: IgnoreRules | None = None,
        on_state: Callable[[bytes, WatchState], None] = lambda _root, _state: None,
        open_watches: Callable[[], Watches] | None = None,
    ) -> None:
        self.rules = rules or IgnoreRules()
        self._on_change = on_change
        self._on_state = on_state
        self._open_watches = open_watches or _system_watches
        self._lock = threading.Lock()  # guards the two dictionaries; never held during callbacks
        self._states: dict[bytes, WatchState] = {}
        self._roots: dict[bytes, RootWatch] = {}
        self._starting = threading.Lock()
        self._watches: Watches | None = None
        self._closed = False

    def watch(self, root: bytes) -> WatchState:
        """Report changes under the absolute path ``root`` from now on; how well that works.

        Watching a root again drops what was watched before: for a drive that came back. Never
        raises for what is wrong with the root.
        """
        with self._starting:
            self._drop(root)
            state = self._begin(root)
            with self._lock:
                # unless it was lost in the very moment
                return self._states.setdefault(root, state)

    def unwatch(self, root: bytes) -> None:
        """Report nothing more of a root; unknown ones are no mistake."""
        with self._starting:
            self._drop(root)

    def state(self, root: bytes) -> WatchState:
        """How well a root is watched just now."""
        with self._lock:
            state = self._states.get(root, UNWATCHED)
        return _STOPPED if state.native and not self.alive() else state

    def alive(self) -> bool:
        """Whether changes can still be reported; True while nothing is watched yet.

        If not, nothing in this watcher helps: `close` it and watch the roots with a new one.
        """
        watches = self._watches
        return watches is None or watches.is_alive()

    def close(self) -> None:
        """Watch nothing any more. Threads have ended when it returns."""
        with self._starting:
            self._closed = True
            with self._lock:
                roots = list(self._states)
            for root in roots:
                self._drop(root)
            watches, self._watches = self._watches, None
        if watches is not None:
            watches.close()

    # ----------------------------------------------------------------------------------------------

    def _begin(self, root: bytes) -> WatchState:
        if self._closed:
            return UNWATCHED
        volume = identify(root)
        if volume is not None and volume.network:
            return WatchState(
                False,
                f"The folder lies on a network drive ({volume.file_system}), which does not report "
                "what other computers change.",
            )
        try:
            if self._watches is None:
                self._watches = self._open_watches()
            watch = self._watches.root_watch(
                root,
                self.rules,
                lambda path: self._changed(root, watch, path),
                lambda error: self._lost(root, watch, error),
            )
            with self._lock:
                self._roots[root] = watch
            watch.start()
        except OSError as error:
            with self._lock:
                self._roots.pop(root, None)
            return _why_not(error)
        return WATCHED

    def _drop(self, root: bytes) -> None:
        with self._lock:
            self._states.pop(root, None)
            watch = self._roots.pop(root, None)
        if watch is not None:
            watch.stop()

    def _changed(self, root: bytes, watch: RootWatch, path: bytes) -> None:
        with self._lock:
            # a root that was lost is told about after its watch is gone
            wanted = self._roots.get(root) is watch or (path == b"" and root in self._states)
        if wanted:
            self._on_change(root, path)

    def _lost(self, root: bytes, watch: RootWatch, error: OSError | None) -> None:
        state = _GONE if error is None else _why_not(error)
        with self._lock:
            if self._roots.get(root) is not watch:
                return
            del self._roots[root]
            self._states[root] = state
        watch.stop()
        self._on_state(root, state)


def _why_not(error: OSError) -> WatchState:
    if error.errno == errno.ENOSPC:
        return WatchState(
            False,
            "The system allows no more folders to be watched (fs.inotify.max_user_watches).",
            _RAISE_WATCHES,
        )
    if error.errno in (errno.EMFILE, errno.ENFILE):
        return WatchState(
            False,
            "The system allows no more programs to watch folders (fs.inotify.max_user_instances).",
            _RAISE_INSTANCES,
        )
    if isinstance(error, FileNotFoundError):
        return WatchState(False, "The folder is not there.", _COMES_BACK, gone=True)
    if isinstance(error, NotADirectoryError):
        return WatchState(False, "This is not a folder.")
    if isinstance(error, PermissionError):
        return WatchState(
            False,
            "The folder may not be opened: permission denied.",
            "Allow your user to read it.",
        )
    return WatchState(False, f"The folder can't be watched: {error.strerror or error}.")


def _system_watches() -> Watches:
    if sys.platform == "linux":
        return _InotifyWatches()
    else:  # noqa: RET505 - so that mypy passes over it
        from photoclip.folders.observer import ObserverWatches

        return ObserverWatches()


if sys.platform == "linux":
    from watchdog.observers.inotify_c import InotifyFD

    from photoclip.folders.inotify import Tree

    class _InotifyWatches:
        """One kernel queue for all roots."""

        def __init__(self) -> None:
            self._queue = InotifyFD()
            self._queue.start()

        def root_watch(
            self,
            root: bytes,
            rules: IgnoreRules,
            on_change: Callable[[bytes], None],
            on_lost: Callable[[OSError | None], None],
        ) -> RootWatch:
            return Tree(self._queue, root, rules, on_change, on_lost)

        def is_alive(self) -> bool:
            return self._queue.is_alive()

        def close(self) -> None:
            self._queue.stop()
            if threading.current_thread() is not self._queue:
                self._queue.join()
