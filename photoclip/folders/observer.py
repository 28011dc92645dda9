"""Watching roots through watchdog's observer, where there is no inotify."""

from __future__ import annotations

import os
from collections.abc import Callable

from watchdog.events import (
    DirDeletedEvent,
    DirModifiedEvent,
    FileClosedNoWriteEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from photoclip.folders.ignore import LIBRARY_MARK, IgnoreRules

#: These say nothing about photos: reading raises the first two, and a folder is modified whenever
#: something in it is, which has an event of its own.
_SILENT = (FileOpenedEvent, FileClosedNoWriteEvent, DirModifiedEvent)


class _Handler(FileSystemEventHandler):
    def __init__(
        self,
        root: bytes,
        rules: IgnoreRules,
        on_change: Callable[[bytes], None],
        on_lost: Callable[[OSError | None], None],
    ) -> None:
        self._root = root
        self._rules = rules
        self._on_change = on_change
        self._on_lost = on_lost

    def on_any_event(self, event: FileSystemEvent) -> None:
        if isinstance(event, _SILENT):
            return
        for path in (event.src_path, event.dest_path):
            if path:
                self._reported(os.fsencode(path), event)

    def _reported(self, path: bytes, event: FileSystemEvent) -> None:
        if path == self._root:
            if isinstance(event, DirDeletedEvent):
                self._on_lost(None)
            self._on_change(b"")
            return
        inside = self._root.rstrip(os.sep.encode()) + os.sep.encode()
        if not path.startswith(inside):
            return
        relative = path[len(inside) :]
        # what a library writes beside its file: the log and its index
        if os.path.basename(relative).startswith(LIBRARY_MARK + b"-"):
            return
        if not self._rules.hides(relative, is_folder=event.is_directory):
            self._on_change(relative)


class ObservedRoot:
    """The watch of one root. Callbacks as for `folders.inotify.Tree`."""

    def __init__(
        self, observer: BaseObserver, root: bytes, handler: FileSystemEventHandler
    ) -> None:
        self._observer = observer
        self._root = root
        self._handler = handler
        self._watch: ObservedWatch | None = None

    def start(self) -> None:
        """Begin. Raises OSError if the root can't be watched."""
        os.stat(self._root)  # some systems begin without complaint where nothing is
        path = os.fsdecode(self._root)
        self._watch = self._observer.schedule(self._handler, path, recursive=True)

    def stop(self) -> None:
        """End."""
        watch, self._watch = self._watch, None
        if watch is not None:
            self._observer.unschedule(watch)


class ObserverWatches:
    """One observer for all roots; ``observer`` is the system's own unless another is given."""

    def __init__(self, observer: BaseObserver | None = None) -> None:
        self._observer = observer or Observer()
        self._observer.start()

    def root_watch(
        self,
        root: bytes,
        rules: IgnoreRules,
        on_change: Callable[[bytes], None],
        on_lost: Callable[[OSError | None], None],
    ) -> ObservedRoot:
        """The watch of one root, not started."""
        return ObservedRoot(self._observer, root, _Handler(root, rules, on_change, on_lost))

    def is_alive(self) -> bool:
        """Whether events can still arrive."""
        return self._observer.is_alive()

    def close(self) -> None:
        """End the threads behind it."""
        self._observer.stop()
        self._observer.join()
