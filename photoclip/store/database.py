"""Opening the library file: the one writer, the many readers, and refusing what we don't know."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlite_utils import Database

if TYPE_CHECKING:
    import sqlite3
else:
    # pysqlite3 where it is installed: the interpreter's own SQLite may be old.
    from sqlite_utils.utils import sqlite3

from photoclip.core.errors import (
    DiskFullError,
    LibraryBusyError,
    LibraryError,
    LibraryNotFoundError,
)
from photoclip.store.lock import OwnerLock
from photoclip.store.migrations import APPLICATION_ID, SCHEMA_VERSION, migrations

FILE_NAME = "library.sqlite3"
LOCK_NAME = "owner.lock"
THUMBNAILS = "thumbnails"
BACKUPS = "backups"

_FULL_PHRASES = ("disk is full", "no space left")


def sqlite_version() -> str:
    """The SQLite the library is read with."""
    return str(sqlite3.sqlite_version)


def now() -> str:
    """The time as stored: ISO 8601, UTC, seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def as_fault(error: Exception, path: Path) -> LibraryError | DiskFullError | None:
    """What an SQLite error means to a person, or None if it is a bug of ours."""
    text = str(error).lower()
    if any(phrase in text for phrase in _FULL_PHRASES):
        return DiskFullError(
            f"The disk is full: the library in {path.parent} could not be written.",
            "Free some space and run the same command again; everything done so far is kept.",
        )
    if "readonly" in text or "unable to open" in text or "permission" in text:
        return LibraryError(
            f"The library in {path.parent} can't be written.",
            "Check the folder's permissions, or choose another with --library.",
        )
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return LibraryError(
            f"The library file {path} is damaged.",
            f"Copies from before each upgrade are in {path.parent / BACKUPS}. Your photos are not "
            "touched; run: photoclip doctor",
        )
    if "database is locked" in text:
        return LibraryBusyError(
            f"Another program is writing to the library file {path}.",
            "Close it and run the same command again.",
        )
    if "disk i/o error" in text:
        return LibraryError(
            f"The disk did not read or write the library in {path.parent}.",
            "Check that the drive is connected and not full, then run the same command again.",
        )
    return None


@contextmanager
def faults_named(path: Path) -> Iterator[None]:
    """Turn SQLite's environment faults inside the block into ours; bugs pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        fault = as_fault(error, path)
        if fault is None:
            raise
        raise fault from error


class Cursor(sqlite3.Cursor):
    """A cursor whose environment faults are ours: pages are read, and found damaged, step by step."""

    connection: Connection

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """As SQLite's own; raises `LibraryError` or `DiskFullError`, as the others here do."""
        with faults_named(self.connection.path):
            super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, rows: Iterable[Any], /) -> Cursor:  # noqa: D102
        with faults_named(self.connection.path):
            super().executemany(sql, rows)
        return self

    def fetchone(self) -> Any:  # noqa: D102
        with faults_named(self.connection.path):
            return super().fetchone()

    def fetchmany(self, size: int | None = 1) -> list[Any]:  # noqa: D102
        with faults_named(self.connection.path):
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:  # noqa: D102
        with faults_named(self.connection.path):
            return super().fetchall()

    def __next__(self) -> Any:
        # not the context manager: this runs once a row
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            fault = as_fault(error, self.connection.path)
            if fault is None:
                raise
            raise fault from error


class Connection(sqlite3.Connection):
    """A connection that hands out our cursors. ``path`` is the library file."""

    path = Path()

    def cursor(self, factory: Any = Cursor) -> Any:
        """A new cursor; ``execute`` and ``executemany`` of the connection go through here too."""
        return super().cursor(factory)


class Library:
    """An open library folder. Opened as *owner* it may write; otherwise it only reads.

    Every read and write goes through the functions of the modules beside this one.
    """

    def __init__(self, folder: Path, db: Database, lock: OwnerLock | None) -> None:
        self.folder = folder
        self.db = db
        self._lock = lock

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.folder / FILE_NAME

    @property
    def thumbnails(self) -> Path:
        """A cache that may be deleted at any time."""
        return self.folder / THUMBNAILS

    @property
    def is_owner(self) -> bool:
        """Whether this process holds the lock and may write."""
        return self._lock is not None

    @property
    def connection(self) -> Connection:
        """The raw connection, in autocommit mode outside `transaction`."""
        return cast(Connection, self.db.conn)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All of the block's writes, or none.

        Raises `DiskFullError` or `LibraryError` where the machine is at fault.
        """
        if not self.is_owner:
            raise RuntimeError("only the owner writes")
        connection = self.connection
        with faults_named(self.file):
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file, then give up the lock. Closing twice changes nothing."""
        self.connection.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None


def _is_sealed(path: Path) -> bool:
    """Whether a reader can't put SQLite's index of the log beside the file, and there is no log.

    So it is on read-only media, in snapshots and in other people's folders.
    """
    effective = os.access in os.supports_effective_ids
    writable = os.access(path.parent, os.W_OK, effective_ids=effective)
    return not writable and not path.with_name(path.name + "-wal").exists()


def _open_connection(path: Path, read_only: bool) -> Connection:
    mode = "rwc"
    if read_only:
        mode = "ro&immutable=1" if _is_sealed(path) else "ro"
    quoted = path.absolute().as_uri()
    connection = sqlite3.connect(
        f"{quoted}?mode={mode}",
        uri=True,
        timeout=30.0,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    connection.path = path
    try:
        _configure(connection, read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: Connection, read_only: bool) -> None:
    for pragma in (
        "PRAGMA foreign_keys = ON",
        "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -32768",
        # No memory map: a drive that vanishes must be an error to report, not a signal that kills.
        "PRAGMA mmap_size = 0",
    ):
        connection.execute(pragma)
    if not read_only:
        # A commit survives a crash of the program; the last ones may be lost with the power, whole.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")


def _check_known(connection: Connection, path: Path) -> int:
    """The library's version. Raises `LibraryError` for one from the future or a foreign database."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if tables and application != APPLICATION_ID:
        raise LibraryError(
            f"{path} is a database, but not a PhotoClip library.",
            "Choose another folder with --library.",
        )
    if version > SCHEMA_VERSION:
        raise LibraryError(
            f"The library in {path.parent} was made by a newer PhotoClip "
            f"(version {version}, this one knows {SCHEMA_VERSION}). It was not changed.",
            "Install the newest PhotoClip, or choose another library with --library.",
        )
    return version


def backup(connection: Connection, target: Path) -> None:
    """A consistent copy of an open library through SQLite's backup API, whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    partial.unlink(missing_ok=True)
    copy = sqlite3.connect(partial)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    os.replace(partial, target)


def open_owner(folder: Path) -> Library:
    """Open the library in ``folder`` for writing, making it if there is none.

    Raises `LibraryBusyError` if another process owns it, `LibraryError` if it can't be used.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = OwnerLock(folder / LOCK_NAME)
    except OSError as error:
        raise LibraryError(
            f"The library folder {folder} can't be used: {error.strerror or error}.",
            "Choose another with --library.",
        ) from error
    path = folder / FILE_NAME
    try:
        with faults_named(path):
            if path.exists():
                # Looked at read-only first: a library from the future stays untouched to the byte.
                probe = _open_connection(path, read_only=True)
                try:
                    version = _check_known(probe, path)
                finally:
                    probe.close()
            else:
                version = 0
            connection = _open_connection(path, read_only=False)
            try:
                if 0 < version < SCHEMA_VERSION:
                    backup(connection, folder / BACKUPS / f"before-version-{version + 1}.sqlite3")
                if version == 0:
                    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db = Database(connection)
                if version < SCHEMA_VERSION:
                    migrations.apply(db)
                return Library(folder, db, lock)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        lock.release()
        raise


def open_reader(folder: Path) -> Library:
    """Open the library in ``folder`` for reading; the owner may go on writing meanwhile.

    Raises `LibraryNotFoundError` if there is none, `LibraryError` if it can't be used.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise LibraryNotFoundError(
            f"There is no library in {folder} yet.",
            "Add a folder of photos: photoclip add FOLDER",
        )
    with faults_named(path):
        connection = _open_connection(path, read_only=True)
        try:
            if _check_known(connection, path) == 0:
                raise LibraryNotFoundError(
                    f"The library in {folder} is empty.",
                    "Add a folder of photos: photoclip add FOLDER",
                )
        except BaseException:
            connection.close()
            raise
    return Library(folder, Database(connection), None)


def quick_check(library: Library) -> str:
    """SQLite's ``quick_check``: ``ok``, or the first things that are wrong.

    Raises `LibraryError` if the file can't even be read.
    """
    with faults_named(library.file):
        rows = library.connection.execute("PRAGMA quick_check(5)").fetchall()
    return "; ".join(str(row[0]) for row in rows)


def data_version(library: Library) -> int:
    """A number that changes when another connection changed the library, or this one wrote."""
    connection = library.connection
    (seen,) = connection.execute("PRAGMA data_version").fetchone()
    return int(seen) + connection.total_changes
