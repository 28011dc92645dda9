"""Walking a root. The scan is the truth about what is on disk; it reads names and stamps only."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from photoclip.core.cancel import CancelToken
from photoclip.core.types import FileStamp, ScanEntry

#: Folders that other programs fill with thumbnails, previews and deleted files.
IGNORED_FOLDERS = frozenset(
    name.encode()
    for name in (
        "@eaDir",
        "#recycle",
        "#snapshot",
        "$RECYCLE.BIN",
        "System Volume Information",
        "lost+found",
        "__MACOSX",
    )
)

#: A folder holding this file is a PhotoClip library, not a place for photos.
LIBRARY_MARK = b"library.sqlite3"


@dataclass
class ScanResult:
    """What one walk found. ``entries`` is in path order; ``complete`` unless it was cancelled."""

    entries: list[ScanEntry] = field(default_factory=list)
    problems: list[tuple[bytes, str]] = field(default_factory=list)
    other_files: int = 0
    folders: int = 0


def _is_ignored(name: bytes) -> bool:
    return name.startswith(b".") or name in IGNORED_FOLDERS


def _sidecar_stems(name: bytes) -> tuple[bytes, bytes]:
    """The two names, lower case and without ``.xmp``, under which a photo's sidecar may go."""
    lower = name.lower()
    return lower, os.path.splitext(lower)[0]


def _signature(status: os.stat_result) -> int:
    """One number that changes when a file does; never 0, kept inside SQLite's 64 bits."""
    return _mixed(status.st_mtime_ns, status.st_size)


def _mixed(first: int, second: int) -> int:
    return ((first * 31 + second) & 0x3FFF_FFFF_FFFF_FFFF) | 1


def problem_text(error: OSError) -> str:
    """Why a folder could not be listed, for a person."""
    if isinstance(error, PermissionError):
        return "The folder may not be opened: permission denied."
    if error.errno == errno.ENAMETOOLONG:
        return "The path of this folder is too long for the system to open."
    if error.errno == errno.ELOOP:
        return "This link leads back to itself."
    return f"The folder could not be listed: {error.strerror or error}."


def scan(
    root: bytes,
    is_photo: Callable[[bytes, Callable[[], bytes]], bool],
    cancel: CancelToken | None = None,
    on_progress: Callable[[int], None] = lambda _count: None,
) -> ScanResult:
    """Walk the folder at the absolute path ``root``.

    ``is_photo(name, head)`` decides by a file's name; ``head()`` reads its first bytes where the
    name alone doesn't tell. Links to files and folders are followed; each real folder is entered
    once, so loops end. Hidden files and folders and those other programs own are passed over.

    Raises OSError if the root itself can't be listed, `Cancelled` if asked to stop.
    """
    result = ScanResult()
    visited: set[tuple[int, int] | bytes] = set()
    queue: list[bytes] = [b""]
    while queue:
        if cancel is not None:
            cancel.check()
        folder = queue.pop()
        absolute = os.path.join(root, folder) if folder else root
        try:
            status = os.stat(absolute)
            # Some network file systems know no inodes; there the resolved path tells folders apart.
            known = bool(status.st_ino)
            key = (status.st_dev, status.st_ino) if known else os.path.realpath(absolute)
            if key in visited:
                continue
            visited.add(key)
            with os.scandir(absolute) as listing:
                listed = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            if not folder:
                raise
            result.problems.append((folder, problem_text(error)))
            continue
        if any(entry.name == LIBRARY_MARK for entry in listed):
            continue
        result.folders += 1
        inside = _list_folder(folder, listed, is_photo, result)
        queue.extend(reversed(inside))
        on_progress(len(result.entries))
    return result


def _list_folder(
    folder: bytes,
    listed: list[os.DirEntry[bytes]],
    is_photo: Callable[[bytes, Callable[[], bytes]], bool],
    result: ScanResult,
) -> list[bytes]:
    """Note one folder's photos in ``result``; its subfolders, in order."""
    sidecars: dict[bytes, int] = {}
    for entry in listed:
        if entry.name[-4:].lower() == b".xmp" and not entry.name.startswith(b"."):
            try:
                signature = _signature(entry.stat())
            except OSError:
                continue
            sidecars[entry.name[:-4].lower()] = signature
    subfolders: list[bytes] = []
    for entry in listed:
        name = entry.name
        if _is_ignored(name):
            continue
        path = os.path.join(folder, name) if folder else name
        try:
            is_folder = entry.is_dir()
        except OSError:
            is_folder = False
        if is_folder:
            subfolders.append(path)
        elif is_photo(name, _head_reader(entry)):
            result.entries.append(_entry(path, name, entry, sidecars))
        elif name[-4:].lower() != b".xmp":
            result.other_files += 1
    return subfolders


def _entry(
    path: bytes, name: bytes, entry: os.DirEntry[bytes], sidecars: dict[bytes, int]
) -> ScanEntry:
    signature = 0
    if sidecars:
        for stem in dict.fromkeys(_sidecar_stems(name)):
            if stem in sidecars:
                # order counts: two sidecars that are copies must not cancel each other out
                signature = _mixed(signature, sidecars[stem])
    try:
        status = entry.stat()
    except OSError:
        # A dangling or looping link: reading it will say what is wrong, as for any other file.
        return ScanEntry(path, FileStamp(0, 0), 0, signature)
    # inodes are unsigned 64 bits on some file systems, SQLite's integers are signed
    inode = status.st_ino & 0x7FFF_FFFF_FFFF_FFFF
    return ScanEntry(path, FileStamp(status.st_size, status.st_mtime_ns), inode, signature)


def _head_reader(entry: os.DirEntry[bytes]) -> Callable[[], bytes]:
    def read() -> bytes:
        try:
            if not stat.S_ISREG(entry.stat().st_mode):
                return b""
            with open(entry.path, "rb") as stream:
                return stream.read(32)
        except OSError:
            return b""

    return read


def existing_entries(root: bytes) -> Iterator[bytes]:
    """The names directly inside a root, if it can be listed: enough to tell full from empty."""
    try:
        with os.scandir(root) as listing:
            for entry in listing:
                yield entry.name
    except OSError:
        return
