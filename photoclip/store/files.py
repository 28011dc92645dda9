"""Roots and the files in them: what the library believes is on disk, and the work list."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from photoclip.core.types import (
    FailureKind,
    FileId,
    FileRow,
    FileStamp,
    FileState,
    ReadFailure,
    RootId,
    ScanEntry,
)
from photoclip.store.database import Connection, Library, now

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Root:
    """A folder the person gave to PhotoClip.

    ``volume`` is the drive it lay on when it was last seen, as `folders.volumes` writes it;
    ``offline_reason`` says why it is offline, for a person.
    """

    id: RootId
    path: bytes
    scanned_at: str | None
    offline_since: str | None
    other_files: int
    volume: str | None = None
    offline_reason: str | None = None


@dataclass(frozen=True, slots=True)
class PendingFile:
    """A file whose photo has still to be read. ``path`` is absolute."""

    id: FileId
    path: bytes


@dataclass(frozen=True, slots=True)
class FailedFile:
    """A row of ``failures``: a file or folder that could not be read, and why. ``path`` is absolute."""

    path: bytes
    kind: str
    reason: str
    failed_at: str | None


def filter_words(path: bytes) -> tuple[str, str]:
    """The ``folder`` and ``name`` columns of a file: text for filters, made from bytes.

    Folders are separated by ``/`` everywhere; bytes that are not UTF-8 become U+FFFD.
    """
    folder, name = os.path.split(path)
    text = folder.decode("utf-8", "replace")
    return text.replace(os.sep, "/"), name.decode("utf-8", "replace")


def add_root(library: Library, path: bytes) -> RootId:
    """The id of the root at the absolute ``path``, which is added if it is new."""
    with library.transaction() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO root(path, added_at) VALUES (?, ?)", (path, now())
        )
        row = connection.execute("SELECT id FROM root WHERE path = ?", (path,)).fetchone()
    return RootId(row[0])


def roots(library: Library) -> list[Root]:
    """All roots in the order they were added."""
    rows = library.connection.execute(
        "SELECT id, path, scanned_at, offline_since, other_files, volume, offline_reason "
        "FROM root ORDER BY id"
    )
    return [Root(*row) for row in rows]


def is_known(connection: Connection, root: Root) -> bool:
    """Whether the library still has this root: a person may have removed it meanwhile."""
    # the id alone doesn't tell: the next root may have got it
    row = connection.execute(
        "SELECT 1 FROM root WHERE id = ? AND path = ?", (root.id, root.path)
    ).fetchone()
    return row is not None


def known_among(connection: Connection, ids: Sequence[FileId]) -> set[FileId]:
    """Those of these files that the library still has."""
    found: set[FileId] = set()
    for part in _in_pages(ids):
        marks = ",".join("?" * len(part))
        rows = connection.execute(f"SELECT id FROM file WHERE id IN ({marks})", part)
        found.update(FileId(row[0]) for row in rows)
    return found


_FILE_ROW = (
    "SELECT file.id, file.path, size, mtime_ns, inode, sidecars, state, "
    "missing_since IS NOT NULL FROM file"
)


def _file_rows(cursor: Iterable[tuple[int, bytes, int, int, int, int, str, int]]) -> list[FileRow]:
    return [
        FileRow(
            FileId(i), path, FileStamp(size, mtime), inode, sidecars, FileState(state), bool(gone)
        )
        for i, path, size, mtime, inode, sidecars, state, gone in cursor
    ]


def rows_of(library: Library, root: RootId) -> dict[bytes, FileRow]:
    """Every file known under a root, missing ones too, by relative path."""
    cursor = library.connection.execute(f"{_FILE_ROW} WHERE root_id = ?", (root,))
    return {row.path: row for row in _file_rows(cursor)}


def below(folder: bytes) -> tuple[bytes, bytes]:
    """The range ``(first, end)`` of the relative paths inside a folder, ``end`` not included.

    ``b""`` is the root itself: everything.
    """
    if not folder:
        return b"", b"\xff" * 256  # no name is as long as that
    separator = os.fsencode(os.sep)
    return folder + separator, folder + bytes([separator[0] + 1])


def rows_in(
    library: Library, root: RootId, paths: Collection[bytes], folders: Iterable[bytes] = ()
) -> dict[bytes, FileRow]:
    """The files known at these relative paths and below these folders, missing ones too, by path."""
    found: dict[bytes, FileRow] = {}
    for part in _in_pages(sorted(paths)):
        marks = ",".join("?" * len(part))
        cursor = library.connection.execute(
            f"{_FILE_ROW} WHERE root_id = ? AND path IN ({marks})", (root, *part)
        )
        found.update((row.path, row) for row in _file_rows(cursor))
    for folder in folders:
        cursor = library.connection.execute(
            f"{_FILE_ROW} WHERE root_id = ? AND (path = ? OR path >= ? AND path < ?)",
            (root, folder, *below(folder)),
        )
        found.update((row.path, row) for row in _file_rows(cursor))
    return found


def missing_with(library: Library, inodes: Collection[int]) -> list[FileRow]:
    """Missing files of any root that had one of these inodes: where a new file may come from."""
    if not inodes:
        return []
    connection = library.connection
    (any_missing,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM file WHERE missing_since IS NOT NULL)"
    ).fetchone()
    if not any_missing:
        return []
    found: list[FileRow] = []
    for part in _in_pages(sorted(inodes)):
        marks = ",".join("?" * len(part))
        found += _file_rows(
            connection.execute(
                f"{_FILE_ROW} WHERE missing_since IS NOT NULL AND inode IN ({marks}) "
                "ORDER BY file.id",
                part,
            )
        )
    return found


def count_present(library: Library, root: RootId) -> int:
    """How many files of a root the library believes to be there."""
    row = library.connection.execute(
        "SELECT count(*) FROM file WHERE root_id = ? AND missing_since IS NULL", (root,)
    ).fetchone()
    return int(row[0])


def _in_pages(items: Sequence[_Item], page: int = 500) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), page):
        yield items[start : start + page]


#: A file that is there has no tombstone.
_PRESENT = "missing_since = NULL, missing_day = NULL, missing_scans = 0"


def insert(connection: Connection, root: Root, entries: Iterable[ScanEntry]) -> None:
    """Add new files as pending."""
    connection.executemany(
        "INSERT INTO file(root_id, path, folder, name, size, mtime_ns, inode, sidecars, state) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending')",
        (
            (
                root.id,
                e.path,
                *filter_words(e.path),
                e.stamp.size,
                e.stamp.mtime_ns,
                e.inode,
                e.sidecars,
            )
            for e in entries
        ),
    )


def change(connection: Connection, changes: Iterable[tuple[FileId, ScanEntry]]) -> None:
    """Give files that changed on disk their new stamp and put them on the work list.

    One that has this stamp by now was written by PhotoClip itself while it was looked at.
    """
    connection.executemany(
        "UPDATE file SET size = ?1, mtime_ns = ?2, inode = ?3, sidecars = ?4, state = 'pending', "
        f"strikes = 0, kills = 0, {_PRESENT} WHERE id = ?5 "
        "AND (size, mtime_ns, inode, sidecars) IS NOT (?1, ?2, ?3, ?4)",
        ((e.stamp.size, e.stamp.mtime_ns, e.inode, e.sidecars, i) for i, e in changes),
    )


def move(connection: Connection, root: Root, moves: Iterable[tuple[FileId, ScanEntry]]) -> None:
    """Give files their new place. What was read of them stays."""
    connection.executemany(
        f"UPDATE file SET root_id = ?, path = ?, folder = ?, name = ?, inode = ?, {_PRESENT} "
        "WHERE id = ?",
        ((root.id, e.path, *filter_words(e.path), e.inode, i) for i, e in moves),
    )


def returned(connection: Connection, ids: Iterable[FileId]) -> None:
    """Files that were missing are there again, unchanged."""
    connection.executemany(f"UPDATE file SET {_PRESENT} WHERE id = ?", ((i,) for i in ids))


def vanished(connection: Connection, ids: Iterable[FileId], today: int) -> None:
    """Files that are gone: hidden. ``today`` is the library's day, from which their grace counts."""
    moment = now()
    connection.executemany(
        "UPDATE file SET missing_since = ?, missing_day = ?, missing_scans = 0 "
        "WHERE id = ? AND missing_since IS NULL",
        ((moment, today, i) for i in ids),
    )


def restamp(connection: Connection, root: RootId, path: bytes, entry: ScanEntry) -> None:
    """Take over the stamp of a file, or of its sidecar, that PhotoClip itself has just written.

    ``entry`` is how `folders.scan` sees the file now. The file keeps its state and is not read
    again: our own writes don't come back as changes. A path the library doesn't know is no error.
    """
    connection.execute(
        "UPDATE file SET size = ?, mtime_ns = ?, inode = ?, sidecars = ? "
        "WHERE root_id = ? AND path = ?",
        (
            entry.stamp.size,
            entry.stamp.mtime_ns,
            entry.inode,
            entry.sidecars,
            root,
            path,
        ),
    )


def scanned(
    connection: Connection, root: RootId, other_files: int, problems: Sequence[tuple[bytes, str]]
) -> None:
    """A scan of the root came to its end: it is online; note what could not be listed."""
    connection.execute(
        "UPDATE root SET scanned_at = ?, offline_since = NULL, offline_reason = NULL, "
        "other_files = ? WHERE id = ?",
        (now(), other_files, root),
    )
    connection.execute("DELETE FROM scan_problem WHERE root_id = ?", (root,))
    connection.executemany(
        "INSERT OR REPLACE INTO scan_problem(root_id, path, reason) VALUES (?, ?, ?)",
        ((root, path, reason) for path, reason in problems),
    )


def looked(
    connection: Connection,
    root: RootId,
    folders: Iterable[bytes],
    problems: Sequence[tuple[bytes, str]],
) -> None:
    """A look at some folders came to its end: note anew which of them could not be listed."""
    for folder in folders:
        connection.execute(
            "DELETE FROM scan_problem WHERE root_id = ? AND (path = ? OR path >= ? AND path < ?)",
            (root, folder, *below(folder)),
        )
    connection.executemany(
        "INSERT OR REPLACE INTO scan_problem(root_id, path, reason) VALUES (?, ?, ?)",
        ((root, path, reason) for path, reason in problems),
    )


def set_volume(connection: Connection, root: RootId, volume: str) -> None:
    """Remember the drive a root lies on."""
    connection.execute("UPDATE root SET volume = ? WHERE id = ?", (volume, root))


def set_offline(connection: Connection, root: RootId, reason: str) -> None:
    """The root is not there now, and why; its photos stay."""
    connection.execute(
        "UPDATE root SET offline_since = coalesce(offline_since, ?), offline_reason = ? "
        "WHERE id = ?",
        (now(), reason, root),
    )


def queue_without_vector(connection: Connection, model_id: int) -> int:
    """Put files back on the work list whose photo has no vector of this model; how many.

    Those of pictures that the model refused stay off it: they would only be refused again.
    """
    cursor = connection.execute(
        "UPDATE file SET state = 'pending' WHERE state = 'ready' AND missing_since IS NULL "
        "AND root_id IN (SELECT id FROM root WHERE offline_since IS NULL) AND photo_id IN ("
        "  SELECT photo.id FROM photo LEFT JOIN vector ON vector.content_id = photo.content_id "
        "  AND vector.model_id = ?1 WHERE vector.id IS NULL AND NOT EXISTS ("
        "    SELECT 1 FROM vector_refused AS refused WHERE refused.content_id = photo.content_id "
        "    AND refused.model_id = ?1 AND refused.reason IS NOT NULL))",
        (model_id,),
    )
    return int(cursor.rowcount)


def retry_failed(connection: Connection) -> int:
    """Put unreadable files back on the work list, changed or not; how many.

    One that was left alone because PhotoClip crashed over it is tried once more, alone.
    """
    cursor = connection.execute(
        "UPDATE file SET state = 'pending', strikes = min(strikes, 1), kills = min(kills, 1) "
        "WHERE state = 'failed' AND missing_since IS NULL"
    )
    return int(cursor.rowcount)


def retry_unreadable(connection: Connection, root: RootId) -> int:
    """Put the files of a root that its drive did not hand out back on the work list; how many."""
    cursor = connection.execute(
        "UPDATE file SET state = 'pending' WHERE state = 'failed' AND missing_since IS NULL "
        "AND root_id = ? AND id IN (SELECT file_id FROM failure WHERE kind = ?)",
        (root, FailureKind.UNREADABLE.value),
    )
    return int(cursor.rowcount)


_WAITING = (
    "FROM file JOIN root ON root.id = file.root_id "
    "WHERE file.state = 'pending' AND file.missing_since IS NULL AND root.offline_since IS NULL"
)


def count_pending(library: Library) -> int:
    """How many files wait to be read and can be."""
    return int(library.connection.execute(f"SELECT count(*) {_WAITING}").fetchone()[0])


def pending(library: Library, page: int = 2000) -> Iterator[PendingFile]:
    """The work list in order, read in pages so that writes may go on between them."""
    last = 0
    while True:
        rows = library.connection.execute(
            f"SELECT file.id, root.path, file.path {_WAITING} AND file.id > ? "
            "ORDER BY file.id LIMIT ?",
            (last, page),
        ).fetchall()
        if not rows:
            return
        for file_id, root, path in rows:
            yield PendingFile(FileId(file_id), os.path.join(root, path))
        last = rows[-1][0]


def pending_among(library: Library, ids: Sequence[FileId]) -> list[PendingFile]:
    """Those of some files that wait to be read and can be, in the order given."""
    found: dict[int, PendingFile] = {}
    for part in _in_pages(ids):
        marks = ",".join("?" * len(part))
        for file_id, root, path in library.connection.execute(
            f"SELECT file.id, root.path, file.path {_WAITING} AND file.id IN ({marks})", part
        ):
            found[file_id] = PendingFile(FileId(file_id), os.path.join(root, path))
    return [found[i] for i in dict.fromkeys(ids) if i in found]


def pending_of(library: Library, root: RootId) -> list[FileId]:
    """The ids of a root's files that wait to be read and can be."""
    cursor = library.connection.execute(
        f"SELECT file.id {_WAITING} AND file.root_id = ? ORDER BY file.id", (root,)
    )
    return [FileId(row[0]) for row in cursor]


def failed(connection: Connection, file_id: FileId, failure: ReadFailure) -> None:
    """Note why a file could not be read; it is tried again when it changes.

    A photo the file had before (it was edited into something unreadable) loses the file, not its data.
    """
    connection.execute(
        "UPDATE file SET state = 'failed', size = coalesce(?, size), "
        "mtime_ns = coalesce(?, mtime_ns) WHERE id = ?",
        (
            failure.stamp.size if failure.stamp else None,
            failure.stamp.mtime_ns if failure.stamp else None,
            file_id,
        ),
    )
    connection.execute(
        "INSERT OR REPLACE INTO failure(file_id, kind, reason, failed_at) VALUES (?, ?, ?, ?)",
        (file_id, failure.kind.value, failure.reason, now()),
    )


def failures(library: Library) -> list[FailedFile]:
    """Every file and folder that could not be read, by path."""
    found = [
        FailedFile(os.path.join(root, path), kind, reason, at)
        for root, path, kind, reason, at in library.connection.execute(
            "SELECT root.path, file.path, failure.kind, failure.reason, failure.failed_at "
            "FROM failure JOIN file ON file.id = failure.file_id AND file.state = 'failed' "
            "JOIN root ON root.id = file.root_id WHERE file.missing_since IS NULL"
        )
    ]
    found += [
        FailedFile(os.path.join(root, path), "unreadable", reason, at)
        for root, path, reason, at in library.connection.execute(
            "SELECT root.path, scan_problem.path, reason, root.scanned_at "
            "FROM scan_problem JOIN root ON root.id = scan_problem.root_id"
        )
    ]
    return sorted(found, key=lambda f: f.path)
