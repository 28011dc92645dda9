"""Walking a root. The scan is the truth about what is on disk; it reads names and stamps only.

`scan` walks all of it, `look` answers the same question for a few paths.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from photoclip.core.cancel import CancelToken
from photoclip.core.types import FileStamp, ScanEntry
from photoclip.folders.ignore import LIBRARY_MARK, IgnoreRules

IsPhoto = Callable[[bytes, Callable[[], bytes]], bool]
"""``is_photo(name, head)`` decides by a file's name; ``head()`` reads its first bytes where the name
alone doesn't tell."""

_SIDECAR = b".xmp"


@dataclass
class ScanResult:
    """What one walk found. ``entries`` is in path order; ``complete`` unless it was cancelled.

    ``folder_links`` counts the links to folders that were met. ``ambiguous`` is set where a real
    folder can be reached by two paths: the walk took the first, and `look` can't know which.
    """

    entries: list[ScanEntry] = field(default_factory=list)
    problems: list[tuple[bytes, str]] = field(default_factory=list)
    other_files: int = 0
    folders: int = 0
    folder_links: int = 0
    ambiguous: bool = False


@dataclass
class Look:
    """What `look` found, as a scan would have found it.

    ``entries`` are the photos at or under the paths that were asked about. ``files`` are the exact
    paths the look answers for, ``folders`` the paths it answers for with everything below: a file
    known under them and not among ``entries`` is gone, unless it lies under a folder named in
    ``problems`` (folder and reason), which could not be listed. Where ``needs_scan`` is set, only a
    whole scan tells, and nothing else in here counts.
    """

    entries: list[ScanEntry] = field(default_factory=list)
    files: set[bytes] = field(default_factory=set)
    folders: list[bytes] = field(default_factory=list)
    problems: list[tuple[bytes, str]] = field(default_factory=list)
    needs_scan: bool = False


def _sidecar_stems(name: bytes) -> tuple[bytes, bytes]:
    """The two names, lower case and without ``.xmp``, under which a photo's sidecar may go."""
    lower = name.lower()
    return lower, os.path.splitext(lower)[0]


def _sidecar_stem(name: bytes) -> bytes | None:
    """The stem a sidecar's name stands for, or None if the name is not a sidecar's."""
    if name[-4:].lower() != _SIDECAR or name.startswith(b"."):
        return None
    return name[:-4].lower()


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
    is_photo: IsPhoto,
    cancel: CancelToken | None = None,
    on_progress: Callable[[int], None] = lambda _count: None,
    rules: IgnoreRules | None = None,
) -> ScanResult:
    """Walk the folder at the absolute path ``root``.

    Links to files and folders are followed; each real folder is entered once, so loops end. What
    ``rules`` hide (by default hidden names and other programs' folders) is passed over, and so are
    folders that hold a PhotoClip library.

    Raises OSError if the root itself can't be listed, `Cancelled` if asked to stop.
    """
    result = ScanResult()
    _walk(root, b"", is_photo, rules or IgnoreRules(), result, cancel, on_progress)
    return result


def _walk(
    root: bytes,
    start: bytes,
    is_photo: IsPhoto,
    rules: IgnoreRules,
    result: ScanResult,
    cancel: CancelToken | None = None,
    on_progress: Callable[[int], None] = lambda _count: None,
) -> None:
    """Note in ``result`` what lies under the folder ``start`` of ``root``."""
    visited: set[tuple[int, int] | bytes] = set()
    queue: list[bytes] = [start]
    while queue:
        if cancel is not None:
            cancel.check()
        folder = queue.pop()
        absolute = _absolute(root, folder)
        try:
            status = os.stat(absolute)
            # Some network file systems know no inodes; there the resolved path tells folders apart.
            known = bool(status.st_ino)
            key = (status.st_dev, status.st_ino) if known else os.path.realpath(absolute)
            if key in visited:
                result.ambiguous = True
                continue
            visited.add(key)
            listed = _listed(absolute)
        except OSError as error:
            if not folder:
                raise
            result.problems.append((folder, problem_text(error)))
            continue
        if any(entry.name == LIBRARY_MARK for entry in listed):
            continue
        result.folders += 1
        inside = _list_folder(folder, listed, is_photo, rules, result)
        queue.extend(reversed(inside))
        on_progress(len(result.entries))


def _absolute(root: bytes, folder: bytes) -> bytes:
    return os.path.join(root, folder) if folder else root


def _listed(absolute: bytes) -> list[os.DirEntry[bytes]]:
    with os.scandir(absolute) as listing:
        return sorted(listing, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[bytes]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _list_folder(
    folder: bytes,
    listed: Sequence[os.DirEntry[bytes]],
    is_photo: IsPhoto,
    rules: IgnoreRules,
    result: ScanResult,
) -> list[bytes]:
    """Note one folder's photos in ``result``; its subfolders, in order."""
    sidecars = _sidecars(listed)
    subfolders: list[bytes] = []
    for entry in listed:
        name = entry.name
        is_folder = _is_folder(entry)
        if rules.hides_inside(folder, name, is_folder=is_folder):
            continue
        path = os.path.join(folder, name)
        if is_folder:
            result.folder_links += entry.is_symlink()
            subfolders.append(path)
        elif is_photo(name, _head_reader(entry)):
            result.entries.append(_entry(path, name, entry, sidecars))
        elif name[-4:].lower() != _SIDECAR:
            result.other_files += 1
    return subfolders


def _sidecars(
    listed: Iterable[os.DirEntry[bytes]], wanted: set[bytes] | None = None
) -> dict[bytes, int]:
    """The signatures of a folder's sidecars, by stem; only those of the ``wanted`` stems, if given."""
    found: dict[bytes, int] = {}
    for entry in listed:
        stem = _sidecar_stem(entry.name)
        if stem is None or (wanted is not None and stem not in wanted):
            continue
        try:
            if entry.is_file():
                found[stem] = _signature(entry.stat())
        except OSError:
            continue
    return found


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


class _Closed(Enum):
    """Why a folder has no names to offer."""

    ABSENT = "gone, hidden, no folder, or a PhotoClip library"
    LINKED = "reached through a link"
    UNLISTED = "could not be listed"


_Names = dict[bytes, "os.DirEntry[bytes]"]


def look(
    root: bytes, paths: Iterable[bytes], is_photo: IsPhoto, rules: IgnoreRules | None = None
) -> Look:
    """What is at ``paths``, relative to ``root``, and below those that are folders.

    The entries are the ones `scan` would give. A path that isn't there answers for itself and
    everything below it; a sidecar, also one that is gone, answers for the photos it belongs to. The
    folders above are listed, but only the files in question are stat'ed: a link elsewhere that leads
    to one of them is left to the next scan.

    Raises OSError if the root itself can't be listed.
    """
    rules = rules or IgnoreRules()
    found = Look()
    asked: dict[bytes, set[bytes]] = {}
    for path in sorted({os.path.normpath(path) if path else b"" for path in paths}):
        folder, name = os.path.split(path)
        if name == LIBRARY_MARK:  # a folder became a library, or is none any more
            folder, name = os.path.split(folder)
        if not name or name == b".":
            return Look(needs_scan=True)
        asked.setdefault(folder, set()).add(name)
    opened: dict[bytes, _Names | _Closed] = {}
    scanned: set[bytes] = set()
    for folder in sorted(asked):
        if scanned and any(above in scanned for above in _ways_up(folder)):
            continue
        names = _names_in(root, folder, rules, opened, found.problems)
        if names is _Closed.LINKED:
            return Look(needs_scan=True)
        if names is _Closed.UNLISTED:
            continue
        open_names = names if isinstance(names, dict) else {}
        subfolders = _look_inside(folder, asked[folder], open_names, is_photo, rules, found)
        if found.needs_scan:
            return Look(needs_scan=True)
        for path in subfolders:
            result = ScanResult()
            _walk(root, path, is_photo, rules, result)
            if result.folder_links or result.ambiguous:
                return Look(needs_scan=True)
            found.entries.extend(result.entries)
            found.problems.extend(result.problems)
            scanned.add(path)
    return found


def _look_inside(
    folder: bytes,
    asked: set[bytes],
    names: _Names,
    is_photo: IsPhoto,
    rules: IgnoreRules,
    found: Look,
) -> list[bytes]:
    """Note what is at the ``asked`` names of one folder; those that are folders and must be walked."""
    stems = {stem for name in asked if (stem := _sidecar_stem(name)) is not None}
    beside = {name for name in names if stems and not stems.isdisjoint(_sidecar_stems(name))}
    wanted = {stem for name in asked | beside for stem in _sidecar_stems(name)}
    sidecars = _sidecars(names.values(), wanted)
    subfolders: list[bytes] = []
    for name in sorted(asked | beside):
        path = os.path.join(folder, name)
        entry = names.get(name)
        is_folder = entry is not None and _is_folder(entry)
        if is_folder and name not in asked:
            continue
        found.files.add(path)
        if name in asked:
            found.folders.append(path)
        if entry is None or rules.hides_inside(folder, name, is_folder=is_folder):
            continue
        if is_folder:
            found.needs_scan |= entry.is_symlink()
            subfolders.append(path)
        elif is_photo(name, _head_reader(entry)):
            found.entries.append(_entry(path, name, entry, sidecars))
    return subfolders


def _ways_up(folder: bytes) -> Iterator[bytes]:
    """The folder itself and every folder above it, without the root."""
    while folder:
        yield folder
        folder = os.path.dirname(folder)


def _names_in(
    root: bytes,
    folder: bytes,
    rules: IgnoreRules,
    opened: dict[bytes, _Names | _Closed],
    problems: list[tuple[bytes, str]],
) -> _Names | _Closed:
    """What a folder of the root lists, or why a scan would not list it; remembered in ``opened``.

    The way down goes through the listings, not through stat: where case doesn't matter, a folder
    would also answer to names that a scan never gives it.
    """
    if folder not in opened:
        closed = _closed(root, folder, rules, opened, problems) if folder else None
        opened[folder] = closed or _open(root, folder, problems)
    return opened[folder]


def _closed(
    root: bytes,
    folder: bytes,
    rules: IgnoreRules,
    opened: dict[bytes, _Names | _Closed],
    problems: list[tuple[bytes, str]],
) -> _Closed | None:
    """Why a scan would not come into a folder, as far as the folder above tells."""
    above, name = os.path.split(folder)
    names = _names_in(root, above, rules, opened, problems)
    if isinstance(names, _Closed):
        return names
    entry = names.get(name)
    if entry is None or not _is_folder(entry):
        return _Closed.ABSENT
    if rules.hides_inside(above, name, is_folder=True):
        return _Closed.ABSENT
    return _Closed.LINKED if entry.is_symlink() else None


def _open(root: bytes, folder: bytes, problems: list[tuple[bytes, str]]) -> _Names | _Closed:
    try:
        names = {entry.name: entry for entry in _listed(_absolute(root, folder))}
    except OSError as error:
        if not folder:
            raise
        if isinstance(error, (FileNotFoundError, NotADirectoryError)):
            return _Closed.ABSENT
        problems.append((folder, problem_text(error)))
        return _Closed.UNLISTED
    return _Closed.ABSENT if LIBRARY_MARK in names else names


def existing_entries(root: bytes) -> Iterator[bytes]:
    """The names directly inside a root, if it can be listed: enough to tell full from empty."""
    try:
        with os.scandir(root) as listing:
            for entry in listing:
                yield entry.name
    except OSError:
        return
