"""Watching the folders of a root on Linux: one inotify watch a folder, placed as folders appear.

watchdog owns the kernel's queue and its parsing (`watchdog.observers.inotify_c`). Its own recursive
observer is not used: it says nothing when the limit of watches leaves folders unwatched or when the
queue overflowed, it waits half a second for the other end of every move, and it watches folders that
we pass over.
"""

from __future__ import annotations

import errno
import itertools
import os
import threading
from collections.abc import Callable, Iterator

from watchdog.observers.inotify_c import (
    CallbackId,
    InotifyConstants,
    InotifyEvent,
    InotifyFD,
    Mask,
    WatchDescriptor,
)

from photoclip.folders.ignore import LIBRARY_MARK, IgnoreRules

#: A file that is written announces itself when it is made and when it is closed. The writes between
#: (IN_MODIFY) would say nothing new: `settle` asks the file itself whether somebody still writes.
_MASK = Mask(
    InotifyConstants.IN_CREATE
    | InotifyConstants.IN_CLOSE_WRITE
    | InotifyConstants.IN_ATTRIB
    | InotifyConstants.IN_MOVED_FROM
    | InotifyConstants.IN_MOVED_TO
    | InotifyConstants.IN_DELETE
    | InotifyConstants.IN_DELETE_SELF
    | InotifyConstants.IN_MOVE_SELF
    | InotifyConstants.IN_ONLYDIR
)
_APPEARED = InotifyConstants.IN_CREATE | InotifyConstants.IN_MOVED_TO
_LEFT = InotifyConstants.IN_DELETE | InotifyConstants.IN_MOVED_FROM
_ROOT_LOST = (
    InotifyConstants.IN_DELETE_SELF | InotifyConstants.IN_MOVE_SELF | InotifyConstants.IN_UNMOUNT
)

#: ``OSError.errno`` of a kernel that has no more watches to give.
LIMITS = (errno.ENOSPC, errno.ENOMEM)

_ids = itertools.count(1)


class Folder:
    """One watched folder. A folder that moves becomes a new one: paths never change."""

    __slots__ = ("_tree", "children", "id", "is_library", "live", "path", "wd")

    def __init__(self, tree: Tree, path: bytes) -> None:
        self._tree = tree
        self.path = path
        self.children: dict[bytes, Folder] = {}
        self.id = CallbackId(next(_ids))
        self.wd = WatchDescriptor(-1)
        self.is_library = False
        self.live = True

    def on_event(self, event: InotifyEvent) -> None:
        """watchdog's: something happened in this folder."""
        self._tree.event(self, event)

    def on_watch_deleted(self, wd: WatchDescriptor) -> None:
        """watchdog's: the kernel gave the watch up; the folder is gone or its drive is."""
        self._tree.gave_up(self)

    def on_queue_overflow(self) -> None:
        """watchdog's: events were lost. Called for every folder; the first to hear it acts."""
        self._tree.overflowed(self)

    def below(self) -> Iterator[Folder]:
        """The folder itself and all watched ones under it."""
        queue = [self]
        while queue:
            folder = queue.pop()
            queue.extend(folder.children.values())
            yield folder


class Tree:
    """The watches of one root. ``root`` is absolute.

    ``on_change(path)`` gets paths relative to the root, ``b""`` for "scan it all"; ``on_lost(error)``
    is told once that the root can't be watched any more: by an OSError whose ``errno`` is among
    `LIMITS`, or by None if the root itself is gone. Both are called without any lock held, from the
    queue's thread. No links are followed, as everywhere in inotify.
    """

    def __init__(
        self,
        queue: InotifyFD,
        root: bytes,
        rules: IgnoreRules,
        on_change: Callable[[bytes], None],
        on_lost: Callable[[OSError | None], None],
    ) -> None:
        self._queue = queue
        self._root = root
        self._rules = rules
        self._on_change = on_change
        self._on_lost = on_lost
        self._lock = threading.RLock()
        self._top: Folder | None = None
        # Moved away, but perhaps only to another place in this root, as the next event will tell.
        self._leaving: Folder | None = None

    def start(self) -> None:
        """Place all watches. Raises OSError, with no watch left, if that fails."""
        with self._lock:
            try:
                self._top, _found = self._plant(b"")
            except OSError:
                self._uproot(self._top)
                self._top = None
                raise

    def stop(self) -> None:
        """Give all watches back."""
        with self._lock:
            leaving, self._leaving = self._leaving, None
            top, self._top = self._top, None
            self._uproot(leaving)
            self._uproot(top)

    # --- from the queue's thread ------------------------------------------------------------------

    def event(self, folder: Folder, event: InotifyEvent) -> None:
        """One event in a watched folder."""
        changed: list[bytes] = []
        lost: list[OSError | None] = []
        with self._lock:
            if self._top is not None:
                try:
                    self._follow(folder, event, changed, lost)
                except OSError as error:
                    self._give_in(error, changed, lost)
        self._tell(changed, lost)

    def gave_up(self, folder: Folder) -> None:
        """The kernel took a watch away."""
        changed: list[bytes] = []
        lost: list[OSError | None] = []
        with self._lock:
            if folder.live and folder is self._top:
                self._give_in(None, changed, lost)
            elif folder.live:
                self._forget(folder)
        self._tell(changed, lost)

    def overflowed(self, folder: Folder) -> None:
        """Events were lost: the watches may be wrong and the root must be scanned."""
        changed: list[bytes] = []
        lost: list[OSError | None] = []
        with self._lock:
            if not folder.live or self._top is None:
                return  # of an earlier generation: the new one was placed after the overflow
            before = [*self._top.below()]
            if self._leaving is not None:
                before.extend(self._leaving.below())
                self._leaving = None
            try:
                self._top, _found = self._plant(b"")
                changed.append(b"")
            except OSError as error:
                self._give_in(error, changed, lost)
            # After the new ones were placed: what is watched under both stays watched, so that
            # the kernel doesn't report each watch as removed and fill its queue again.
            self._remove(before)
        self._tell(changed, lost)

    def _tell(self, changed: list[bytes], lost: list[OSError | None]) -> None:
        for error in lost:
            self._on_lost(error)
        for path in changed:
            self._on_change(path)

    # --- with the lock held -----------------------------------------------------------------------

    def _follow(
        self,
        folder: Folder,
        event: InotifyEvent,
        changed: list[bytes],
        lost: list[OSError | None],
    ) -> None:
        leaving, self._leaving = self._leaving, None
        if leaving is not None and not event.is_moved_to:
            self._uproot(leaving)
            leaving = None
        try:
            if not folder.live:
                return
            if folder is self._top and event.mask & _ROOT_LOST:
                self._give_in(None, changed, lost)
            elif event.mask & InotifyConstants.IN_UNMOUNT:
                changed.append(b"")
            elif event.name == LIBRARY_MARK:
                self._library_changed(folder, event, changed)
            elif event.name and not folder.is_library:
                self._entry_changed(folder, event, changed)
        finally:
            # Only now: what moved inside the root is watched at its new place already.
            self._uproot(leaving)

    def _entry_changed(self, folder: Folder, event: InotifyEvent, changed: list[bytes]) -> None:
        is_folder = bool(event.mask & InotifyConstants.IN_ISDIR)
        if self._rules.hides_inside(folder.path, event.name, is_folder=is_folder):
            return
        path = os.path.join(folder.path, event.name)
        if is_folder and event.mask & _LEFT:
            self._leaving = folder.children.pop(event.name, None)
        elif is_folder and (event.mask & _APPEARED or event.name not in folder.children):
            # it appeared, or may be opened now and could not be before
            old = folder.children.pop(event.name, None)
            planted, found = self._plant(path)
            if planted is not None:
                folder.children[event.name] = planted
            self._uproot(old)
            if event.is_create:
                # Files that were made before the watch was there; they may still be written.
                changed.extend(found)
        changed.append(path)

    def _library_changed(self, folder: Folder, event: InotifyEvent, changed: list[bytes]) -> None:
        """A folder became a PhotoClip library, or ceased to be one. What goes on inside is silent."""
        if event.mask & _APPEARED and not folder.is_library:
            folder.is_library = True
            children, folder.children = folder.children, {}
            for child in children.values():
                self._uproot(child)
        elif event.mask & _LEFT and folder.is_library:
            folder.is_library = False
            self._plant_inside(folder)
        else:
            return
        changed.append(folder.path)

    def _give_in(
        self, error: OSError | None, changed: list[bytes], lost: list[OSError | None]
    ) -> None:
        self.stop()
        changed.append(b"")
        lost.append(error)

    def _plant(self, path: bytes) -> tuple[Folder | None, list[bytes]]:
        """Watch the folder at ``path`` and all below; the files found there.

        None if it can't be watched because it is gone, a link, or may not be read. Raises OSError
        where the limit is reached, or for whatever keeps the root itself from being watched.
        """
        top = Folder(self, path)
        if not self._place(top):
            return None, []
        try:
            return top, self._plant_inside(top)
        except OSError:
            self._uproot(top)
            raise

    def _plant_inside(self, top: Folder) -> list[bytes]:
        found: list[bytes] = []
        queue = [top]
        while queue:
            folder = queue.pop()
            for name, is_folder in self._names(folder):
                path = os.path.join(folder.path, name)
                if not is_folder:
                    found.append(path)
                    continue
                child = Folder(self, path)
                if self._place(child):
                    folder.children[name] = child
                    queue.append(child)
        return found

    def _names(self, folder: Folder) -> list[tuple[bytes, bool]]:
        try:
            with os.scandir(os.path.join(self._root, folder.path)) as listing:
                names = [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in listing]
        except OSError:
            return []
        folder.is_library = any(name == LIBRARY_MARK for name, _is_folder in names)
        if folder.is_library:
            return []
        hides = self._rules.hides_inside
        return [item for item in names if not hides(folder.path, item[0], is_folder=item[1])]

    def _place(self, folder: Folder) -> bool:
        mask = _MASK
        if folder.path:  # the root itself may be a link
            mask = Mask(mask | InotifyConstants.IN_DONT_FOLLOW)
        absolute = os.path.join(self._root, folder.path) if folder.path else self._root
        try:
            folder.wd = self._queue.add_callback(absolute, mask, folder, folder.id)
        except OSError as error:
            if error.errno in LIMITS or not folder.path:
                raise
            return False
        if folder.wd != -1:
            return True
        # so watchdog answers where permission is denied; the scan will say so
        self._queue.remove_callbacks([(folder.wd, folder.id)])
        if not folder.path:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), absolute)
        return False

    def _forget(self, folder: Folder) -> None:
        """Drop a folder whose watch the kernel has already taken away."""
        folder.live = False
        above: Folder | None = self._top
        *parts, name = folder.path.split(os.sep.encode())
        for part in parts:
            above = above.children.get(part) if above is not None else None
        if above is not None and above.children.get(name) is folder:
            del above.children[name]
            self._remove([child for child in folder.below() if child is not folder])

    def _uproot(self, top: Folder | None) -> None:
        if top is not None:
            self._remove([*top.below()])

    def _remove(self, folders: list[Folder]) -> None:
        live = [folder for folder in folders if folder.live]
        for folder in live:
            folder.live = False
        self._queue.remove_callbacks([(folder.wd, folder.id) for folder in live])
