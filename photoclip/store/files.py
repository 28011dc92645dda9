"""Roots and the files in them: what the library believes is on disk, and the work list."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from photoclip.core.types import (
    FileId,
    FileRow,
    FileStamp,
    FileState,
    ReadFailure,
    RootId,
    ScanEntry,
)
from photoclip.store.database import Connection, Library, now


@dataclass(frozen=True, slots=True)
class Root:
    """A folder the person gave to PhotoClip."""

    id: RootId
    path: bytes
    scanned_at: str | None
    offline_since: str | None
    other_files: int


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
        "SELECT id, path, scanned_at, offline_since, other_files FROM root ORDER BY id"
    )
    return [Root(*row) for row in rows]


def rows_of(library: Library, root: RootId) -> dict[bytes, FileRow]:
    """Every file known under a root, missing ones too, by relative path."""
    cursor = library.connection.execute(
        "SELECT id, path, size, mtime_ns, inode, sidecars, state, missing_since IS NOT NULL "
        "FROM file WHERE root_id = ?",
        (root,),
    )
    return {
        path: FileRow(
            FileId(i), path, FileStamp(size, mtime), inode, sidecars, FileState(state), bool(gone)
        )
        for i, path, size, mtime, inode, sidecars, state, gone in cursor
    }


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
    """Give files that changed on disk their new stamp and put them on the work list."""
    connection.executemany(
        "UPDATE file SET size = ?, mtime_ns = ?, inode = ?, sidecars = ?, state = 'pending', "
        "missing_since = NULL WHERE id = ?",
        ((e.stamp.size, e.stamp.mtime_ns, e.inode, e.sidecars, i) for i, e in changes),
    )


def move(connection: Connection, root: Root, moves: Iterable[tuple[FileId, ScanEntry]]) -> None:
    """Give files their new place. What was read of them stays."""
    connection.executemany(
        "UPDATE file SET root_id = ?, path = ?, folder = ?, name = ?, inode = ?, "
        "missing_since = NULL WHERE id = ?",
        ((root.id, e.path, *filter_words(e.path), e.inode, i) for i, e in moves),
    )


def returned(connection: Connection, ids: Iterable[FileId]) -> None:
    """Files that were missing are there again, unchanged."""
    connection.executemany("UPDATE file SET missing_since = NULL WHERE id = ?", ((i,) for i in ids))


def vanished(connection: Connection, ids: Iterable[FileId]) -> None:
    """Files that are gone: hidden, never forgotten."""
    moment = now()
    connection.executemany(
        "UPDATE file SET missing_since = ? WHERE id = ? AND missing_since IS NULL",
        ((moment, i) for i in ids),
    )


def scanned(
    connection: Connection, root: RootId, other_files: int, problems: Sequence[tuple[bytes, str]]
) -> None:
    """A scan of the root came to its end: it is online; note what could not be listed."""
    connection.execute(
        "UPDATE root SET scanned_at = ?, offline_since = NULL, other_files = ? WHERE id = ?",
        (now(), other_files, root),
    )
    connection.execute("DELETE FROM scan_problem WHERE root_id = ?", (root,))
    connection.executemany(
        "INSERT OR REPLACE INTO scan_problem(root_id, path, reason) VALUES (?, ?, ?)",
        ((root, path, reason) for path, reason in problems),
    )


def set_offline(connection: Connection, root: RootId) -> None:
    """The root is not there now; its photos stay."""
    connection.execute(
        "UPDATE root SET offline_since = ? WHERE id = ? AND offline_since IS NULL", (now(), root)
    )


def queue_without_vector(connection: Connection, model_id: int) -> int:
    """Put files back on the work list whose photo has no vector of this model; how many."""
    cursor = connection.execute(
        "UPDATE file SET state = 'pending' WHERE state = 'ready' AND missing_since IS NULL "
        "AND root_id IN (SELECT id FROM root WHERE offline_since IS NULL) AND photo_id IN ("
        "  SELECT photo.id FROM photo LEFT JOIN vector ON vector.content_id = photo.content_id "
        "  AND vector.model_id = ? WHERE vector.id IS NULL)",
        (model_id,),
    )
    return int(cursor.rowcount)


def retry_failed(connection: Connection) -> int:
    """Put unreadable files back on the work list, changed or not; how many."""
    cursor = connection.execute(
        "UPDATE file SET state = 'pending' WHERE state = 'failed' AND missing_since IS NULL"
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
