"""Connections to a library file, and what SQLite's errors mean to a person.

Only modules of this room use it; everyone else asks `store.database`.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
else:
    # pysqlite3 where it is installed: the interpreter's own SQLite may be old.
    from sqlite_utils.utils import sqlite3

from photoclip.core.errors import DiskFullError, LibraryBusyError, LibraryError
from photoclip.store import raw_file
from photoclip.store.disk import is_full
from photoclip.store.migrations import APPLICATION_ID, SCHEMA_VERSION

FILE_NAME = "library.sqlite3"
LOCK_NAME = "owner.lock"
THUMBNAILS = "thumbnails"
BACKUPS = "backups"

REPAIR_HINT = (
    "Your photos are not touched. See what can be restored: photoclip doctor. Restore it: photoclip "
    "doctor --repair"
)


class LibraryDamagedError(LibraryError):
    """The library file holds something else than PhotoClip wrote."""


_FULL_PHRASES = ("disk is full", "no space left", "disk quota", "quota exceeded")


def now() -> str:
    """The time as stored: ISO 8601, UTC, seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _has_room(folder: Path) -> bool:
    """Whether something can be written there: SQLite calls a used-up quota an input/output error."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(1 << 16))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return not is_full(error)
    return True


def _damaged(path: Path) -> LibraryDamagedError:
    return LibraryDamagedError(
        f"The library file {path} is damaged.",
        f"Its backups are in {path.parent / BACKUPS}. {REPAIR_HINT}",
    )


def as_fault(error: Exception, path: Path) -> LibraryError | DiskFullError | None:
    """What an SQLite error means to a person, or None if it is a bug of ours."""
    text = str(error).lower()
    io_error = "disk i/o error" in text or "unable to open" in text
    if any(phrase in text for phrase in _FULL_PHRASES) or (io_error and not _has_room(path.parent)):
        return DiskFullError(
            f"The disk is full: the library in {path.parent} could not be written.",
            "Free some space and run the same command again; everything done so far is kept.",
        )
    if "readonly" in text or "unable to open" in text or "permission" in text:
        return LibraryError(
            f"The library in {path.parent} can't be written.",
            "Check the folder's permissions, or choose another with --library.",
        )
    if (
        "malformed" in text
        or "not a database" in text
        or "corrupt" in text
        or "unsupported file format" in text
        or "could not decode to utf-8"
        in text  # text columns hold nothing else, unless bits flipped
    ):
        return _damaged(path)
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


@contextmanager
def _faults_of_reading(path: Path) -> Iterator[None]:
    """`faults_named`, and what is no text where SQLite itself wants to speak of it."""
    try:
        with faults_named(path):
            yield
    except UnicodeDecodeError as error:
        raise _damaged(path) from error


class Cursor(sqlite3.Cursor):
    """A cursor whose environment faults are ours: pages are read, and found damaged, step by step.

    Threads take turns where statements are prepared.
    """

    connection: Connection

    def execute(self, sql: str, parameters: Any = (), /) -> Cursor:
        """As SQLite's own; raises `LibraryError` or `DiskFullError`, as the others here do."""
        with self.connection.turn, _faults_of_reading(self.connection.path):
            super().execute(sql, parameters)
        return self

    def executemany(self, sql: str, rows: Iterable[Any], /) -> Cursor:  # noqa: D102
        with self.connection.turn, _faults_of_reading(self.connection.path):
            super().executemany(sql, rows)
        return self

    def fetchone(self) -> Any:  # noqa: D102
        with _faults_of_reading(self.connection.path):
            return super().fetchone()

    def fetchmany(self, size: int | None = 1) -> list[Any]:  # noqa: D102
        with _faults_of_reading(self.connection.path):
            return super().fetchmany(size)

    def fetchall(self) -> list[Any]:  # noqa: D102
        with _faults_of_reading(self.connection.path):
            return super().fetchall()

    def __next__(self) -> Any:
        # not the context manager: this runs once a row
        try:
            return super().__next__()
        except UnicodeDecodeError as error:
            raise _damaged(self.connection.path) from error
        except sqlite3.DatabaseError as error:
            fault = as_fault(error, self.connection.path)
            if fault is None:
                raise
            raise fault from error


_MOST_AT_ONCE = 10_000
"""Functions of one name; what fails more often than that has another reason."""


class Connection(sqlite3.Connection):
    """A connection that hands out our cursors. ``path`` is the library file.

    Several threads may use it. pysqlite3 keeps prepared statements in a cache that two of them break
    for good by asking for the same new statement at once: whoever holds the ``turn`` asks alone.
    """

    path = Path()
    _noted = False

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.turn = threading.RLock()

    def cursor(self, factory: Any = Cursor) -> Any:
        """A new cursor; ``execute`` and ``executemany`` of the connection go through here too."""
        return super().cursor(factory)

    def note_open(self) -> None:
        """Say that this process has the file open; `close` takes that back."""
        self._noted = True
        raw_file.opened(self.path)

    def lend(self, name: str, arguments: int, answer: Callable[..., int]) -> str:
        """Let SQL call ``answer``, and give the name it has there.

        A name is used again with the next call, unless a statement is open: SQLite takes no
        function anew then, whichever it is. It gets the next name.
        """
        number = 0
        while True:
            free = f"{name}_{number}"
            try:
                self.create_function(free, arguments, answer)
            except sqlite3.OperationalError:
                number += 1
                if number > _MOST_AT_ONCE:
                    raise
            else:
                return free

    def close(self) -> None:
        """Close the connection. Closing twice changes nothing."""
        with self.turn:
            super().close()
        if self._noted:
            self._noted = False
            raw_file.closed(self.path)


def _is_in_read_only_place(path: Path) -> bool:
    """Whether a reader can't put SQLite's index of the log beside the file, and there is no log.

    So it is on read-only media, in snapshots and in other people's folders.
    """
    effective = os.access in os.supports_effective_ids
    writable = os.access(path.parent, os.W_OK, effective_ids=effective)
    return not writable and not path.with_name(path.name + "-wal").exists()


def connect(path: Path, *, read_only: bool, immutable: bool = False) -> Connection:
    """A connection to the library file, set up as PhotoClip needs it.

    ``immutable`` promises that nobody writes to the file: SQLite puts nothing beside it then.
    Raises `LibraryError` or `DiskFullError`.
    """
    if not read_only:
        return _connected(path, "rwc", read_only=False)
    if immutable or _is_in_read_only_place(path):
        return _connected(path, "ro&immutable=1", read_only=True)
    try:
        return _connected(path, "ro", read_only=True)
    except DiskFullError:
        # There is no room for SQLite's index of the log; where the log is empty it can do without.
        if _has_log(path):
            raise
        return _connected(path, "ro&immutable=1", read_only=True)


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except OSError:
        return False


def _connected(path: Path, mode: str, *, read_only: bool) -> Connection:
    with faults_named(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=30.0,
            isolation_level=None,
            check_same_thread=False,
            factory=Connection,
        )
        connection.path = path
        connection.note_open()
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
    # Here and not where it is needed: SQLite takes no function anew while a statement is open.
    connection.create_function("folded", 1, str.casefold, deterministic=True)
    if not read_only:
        # A commit survives a crash of the program; the last ones may be lost with the power, whole.
        # What a person did by hand is synced at once: `Library.transaction(durable=True)`.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")


def check_known(connection: Connection, path: Path) -> int:
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


def what_is_wrong(connection: Connection) -> str:
    """SQLite's ``quick_check``: empty, or the first things that are wrong.

    Raises `LibraryError` if the file can't be read at all.
    """
    rows = connection.execute("PRAGMA quick_check(5)").fetchall()
    found = "; ".join(str(row[0]) for row in rows)
    return "" if found == "ok" else found
