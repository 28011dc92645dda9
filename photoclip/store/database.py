"""Opening the library file: the one writer, the many readers, and refusing what we don't know."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sqlite_utils import Database

if TYPE_CHECKING:
    import sqlite3
else:
    # pysqlite3 where it is installed: the interpreter's own SQLite may be old.
    from sqlite_utils.utils import sqlite3

from photoclip.core.errors import (
    LibraryError,
    LibraryNotFoundError,
    LibraryOutdatedError,
    PhotoClipError,
)
from photoclip.store import copies, disk, seal, swap
from photoclip.store.connection import (
    BACKUPS,
    FILE_NAME,
    LOCK_NAME,
    THUMBNAILS,
    Connection,
    LibraryDamagedError,
    as_fault,
    check_known,
    connect,
    faults_named,
    now,
    what_is_wrong,
)
from photoclip.store.lock import OwnerLock
from photoclip.store.migrations import APPLICATION_ID, SCHEMA_VERSION, migrations

__all__ = [
    "BACKUPS",
    "FILE_NAME",
    "LOCK_NAME",
    "THUMBNAILS",
    "Connection",
    "Library",
    "LibraryDamagedError",
    "as_fault",
    "damage",
    "data_version",
    "now",
    "open_locked",
    "open_owner",
    "open_reader",
    "quick_check",
    "sqlite_version",
]


_SMALLEST = 512  # a page of SQLite's; it takes anything less for an empty file
_HEADER_MARKS = {
    60: SCHEMA_VERSION.to_bytes(4, "big"),  # user_version
    68: APPLICATION_ID.to_bytes(4, "big"),
}


def sqlite_version() -> str:
    """The SQLite the library is read with."""
    return str(sqlite3.sqlite_version)


class Library:
    """An open library folder. Opened as *owner* it may write; otherwise it only reads.

    Every read and write goes through the functions of the modules beside this one. Several threads
    may use it: their transactions take turns.
    """

    def __init__(self, folder: Path, db: Database, lock: OwnerLock | None) -> None:
        self.folder = folder
        self.db = db
        self._lock = lock
        self._turn = threading.RLock()
        self._inside = False

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
    def transaction(self, *, durable: bool = False) -> Iterator[Connection]:
        """All of the block's writes, or none. Other threads wait for their turn.

        A ``durable`` one has reached the disk when the block ends, and may go further below the
        floor of free disk: it is for what a person does by hand. Raises `DiskFullError` (before
        anything is written, where the disk is nearly full) or `LibraryError` where the machine is at
        fault, `RuntimeError` inside another transaction.
        """
        with self._turn:
            if not self.is_owner:
                raise RuntimeError("only the owner writes")
            if self._inside:
                raise RuntimeError("a transaction inside a transaction")
            disk.refuse_if_full(self.folder, by_hand=durable)
            self._inside = True
            try:
                with faults_named(self.file), _synced(self.connection, durable):
                    yield from _whole_or_not(self.connection)
            finally:
                self._inside = False

    def close(self) -> None:
        """Close the file, seal it if this is the owner, give up the lock. Twice changes nothing."""
        with self._turn:
            if self._lock is None:
                self.connection.close()
                return
            complete = _empty_log(self.connection)
            self.connection.close()
            if complete and seal.wal_is_empty(self.folder):
                with suppress(OSError):  # no room, say: the next owner does without
                    seal.write(self.folder)
            self._lock.release()
            self._lock = None


def _whole_or_not(connection: Connection) -> Iterator[Connection]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def _synced(connection: Connection, durable: bool) -> Iterator[None]:
    if not durable:
        yield
        return
    connection.execute("PRAGMA synchronous = FULL")
    try:
        yield
    finally:
        connection.execute("PRAGMA synchronous = NORMAL")


def _empty_log(connection: Connection) -> bool:
    """Bring all commits into the file itself; False if a reader is in the middle of something."""
    try:
        connection.execute("PRAGMA busy_timeout = 0")
        (busy, _frames, _done) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except (sqlite3.Error, PhotoClipError):
        return False
    return int(busy) == 0


def _damaged(folder: Path, what: str) -> LibraryDamagedError:
    backup = copies.newest_good(folder)
    known = (
        f"There is no whole backup in {folder / BACKUPS} yet; what can still be read is saved by"
        if backup is None
        else f"The newest whole backup is of {backup.date} ({BACKUPS}/{backup.path.name}). Restore "
        "it, with what was done since, by"
    )
    return LibraryDamagedError(
        f"The library file {folder / FILE_NAME} is damaged: {what}. Nothing was written.",
        f"{known}: photoclip doctor --repair. Your photos are not touched. (If another program "
        f"changed the library on purpose, delete {folder / seal.SEAL_NAME} instead.)",
    )


def _wrong_bytes(folder: Path) -> str | None:
    """What the seal says: None if there is none, empty if all is as it was sealed."""
    wrong = seal.verify(folder)
    if not wrong:
        return None if wrong is None else ""
    return seal.describe(wrong, (folder / FILE_NAME).stat().st_size)


def _lost(folder: Path) -> str:
    """Whether there was a library once: beginning a new one in its place would hide that."""
    path = folder / FILE_NAME
    if (path.exists() and path.stat().st_size >= _SMALLEST) or not copies.backups(folder):
        return ""
    return "it is empty" if path.exists() else "it is gone"


def look_before_writing(folder: Path) -> int:
    """The version of the library in ``folder`` (0: none yet), whose lock is held; nothing is written.

    Raises `LibraryError`: one from the future or of another program, damage of any kind. `OSError`
    if the file can't be read.
    """
    path = folder / FILE_NAME
    lost = _lost(folder)
    if lost:
        raise _damaged(folder, lost)
    if not path.exists():
        return 0
    wrong = _wrong_bytes(folder)
    if wrong and seal.only_changed_at(folder, _HEADER_MARKS):
        raise _damaged(folder, wrong)  # or else it would be taken for a library from the future
    try:
        # Nobody else writes: with no log to read SQLite needn't put its index beside the file.
        immutable = seal.wal_is_empty(folder)
        with closing(connect(path, read_only=True, immutable=immutable)) as probe:
            version = check_known(probe, path)
            if wrong is None:
                wrong = what_is_wrong(probe)
    except (LibraryDamagedError, sqlite3.DatabaseError) as error:
        raise _damaged(folder, wrong or f"SQLite can't read it ({error})") from error
    if wrong:
        raise _damaged(folder, wrong)
    return version


def open_owner(folder: Path) -> Library:
    """Open the library in ``folder`` for writing, making it if there is none.

    Raises `LibraryBusyError` if another process owns it, `LibraryError` if it can't be used; a
    damaged one (`LibraryDamagedError`) is left as it is, and the newest backup is named.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = OwnerLock(folder / LOCK_NAME)
    except OSError as error:
        raise LibraryError(
            f"The library folder {folder} can't be used: {error.strerror or error}.",
            "Choose another with --library.",
        ) from error
    try:
        return open_locked(folder, lock)
    except BaseException:
        lock.release()
        raise


def open_locked(folder: Path, lock: OwnerLock) -> Library:
    """As `open_owner` for whoever has the lock already; the library takes it over."""
    path = folder / FILE_NAME
    with faults_named(path):
        try:
            swap.finish(folder)
            version = look_before_writing(folder)
        except OSError as error:
            raise LibraryError(
                f"The library file {path} can't be read: {error.strerror or error}.",
                "Check that the drive is connected and the folder's permissions.",
            ) from error
        if 0 < version < SCHEMA_VERSION:
            disk.refuse_if_full(folder, needed=path.stat().st_size)
            copies.make(folder, f"before-version-{version + 1}")
        connection = connect(path, read_only=False)
        try:
            _break_seal(folder)
            if version == 0:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db = Database(connection)
            if version < SCHEMA_VERSION:
                migrations.apply(db)
            return Library(folder, db, lock)
        except BaseException:
            connection.close()
            raise


def _break_seal(folder: Path) -> None:
    try:
        seal.remove(folder)
    except OSError as error:
        raise LibraryError(
            f"The library in {folder} can't be written.",
            "Check the folder's permissions, or choose another with --library.",
        ) from error


def damage(folder: Path) -> str | None:
    """What is wrong with the library file in ``folder`` as far as can be told, None if nothing.

    Only reads, and may be asked at any time, while an owner works too. A file that isn't there and
    has no backups, that is from the future or another program's, or that SQLite may not open just
    now, isn't damaged.
    """
    path = folder / FILE_NAME
    wrong: str | None = None
    try:
        lost = _lost(folder)
        if lost or not path.is_file():
            return lost or None
        wrong = _wrong_bytes(folder)
        if wrong and seal.only_changed_at(folder, _HEADER_MARKS):
            return wrong
        with closing(connect(path, read_only=True)) as probe:
            check_known(probe, path)
            return wrong or what_is_wrong(probe) or None
    except (LibraryDamagedError, sqlite3.DatabaseError) as error:
        return wrong or str(error)
    except (PhotoClipError, OSError):
        return None


def open_reader(folder: Path) -> Library:
    """Open the library in ``folder`` for reading; the owner may go on writing meanwhile.

    Raises `LibraryNotFoundError` if there is none, `LibraryOutdatedError` for one that an owner has to
    open first, `LibraryError` if it can't be used.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        raise LibraryNotFoundError(
            f"There is no library in {folder} yet.",
            "Add a folder of photos: photoclip add FOLDER",
        )
    with faults_named(path):
        connection = connect(path, read_only=True)
        try:
            with _damage_named(folder):
                version = check_known(connection, path)
                if version == 0:
                    raise LibraryNotFoundError(
                        f"The library in {folder} is empty.",
                        "Add a folder of photos: photoclip add FOLDER",
                    )
                if version < SCHEMA_VERSION:
                    raise LibraryOutdatedError(
                        f"The library in {folder} was made by an earlier PhotoClip and has to be "
                        "brought up to date, which writes to it.",
                        "Make the folder writable and try again.",
                    )
        except BaseException:
            connection.close()
            raise
    return Library(folder, Database(connection), None)


@contextmanager
def _damage_named(folder: Path) -> Iterator[None]:
    """Say so where the block takes a flipped bit for another version, or for another program."""
    try:
        yield
    except LibraryDamagedError:
        raise
    except PhotoClipError as error:
        with suppress(OSError):
            wrong = _wrong_bytes(folder)
            if wrong and seal.only_changed_at(folder, _HEADER_MARKS):
                raise _damaged(folder, wrong) from error
        raise


def quick_check(library: Library) -> str:
    """SQLite's ``quick_check``: ``ok``, or the first things that are wrong.

    Raises `LibraryError` if the file can't even be read.
    """
    return what_is_wrong(library.connection) or "ok"


def data_version(library: Library) -> int:
    """A number that changes when another connection changed the library, or this one wrote."""
    connection = library.connection
    (seen,) = connection.execute("PRAGMA data_version").fetchone()
    return int(seen) + connection.total_changes
