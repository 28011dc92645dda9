"""The library's history: an append-only list. A step that was released is never edited.

Each step runs in one transaction with its own record (sqlite-utils' migrations). ``user_version``
counts the steps, so that an older PhotoClip recognises a newer library by one number.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x50436C70  # "PClp"

migrations = Migrations("photoclip")


@migrations()
def m001_foundation(db: Database) -> None:
    """Roots, files, photos, keywords, vectors, failures, settings."""
    for statement in _FOUNDATION:
        db.execute(statement)
    db.execute("PRAGMA user_version = 1")


_FOUNDATION = (
    """
    CREATE TABLE root (
        id INTEGER PRIMARY KEY,
        path BLOB NOT NULL UNIQUE,          -- absolute, the operating system's bytes
        added_at TEXT NOT NULL,
        scanned_at TEXT,                    -- end of the last complete scan
        offline_since TEXT,                 -- not there, or empty where it was full
        other_files INTEGER NOT NULL DEFAULT 0  -- seen by that scan, no photos by name
    )
    """,
    # What is true of the bytes themselves, whatever they are called and wherever they lie.
    """
    CREATE TABLE content (
        id INTEGER PRIMARY KEY,
        hash BLOB NOT NULL UNIQUE,          -- SHA-256 of the file
        byte_size INTEGER NOT NULL,
        format TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,            -- upright
        frames INTEGER NOT NULL,
        warning TEXT
    )
    """,
    # A photo is one content at a time. Copies are several files of one photo; an edited file takes
    # its photo, and with it everything the person made by hand, along to the new content.
    """
    CREATE TABLE photo (
        id INTEGER PRIMARY KEY,
        content_id INTEGER NOT NULL UNIQUE REFERENCES content(id),
        taken_at TEXT,                      -- ISO 8601, local wall clock
        utc_offset INTEGER,                 -- minutes east
        camera TEXT,
        lens TEXT,
        exposure_time REAL,
        f_number REAL,
        iso INTEGER,
        focal_length REAL,
        latitude REAL,
        longitude REAL,
        altitude REAL,
        rating INTEGER,
        title TEXT,
        caption TEXT,
        added_at TEXT NOT NULL
    )
    """,
    "CREATE INDEX photo_taken_at ON photo(taken_at)",
    """
    CREATE TABLE keyword (
        photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE,
        keyword TEXT NOT NULL,
        PRIMARY KEY (photo_id, keyword)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE file (
        id INTEGER PRIMARY KEY,
        root_id INTEGER NOT NULL REFERENCES root(id) ON DELETE CASCADE,
        path BLOB NOT NULL,                 -- relative to the root, the operating system's bytes
        folder TEXT NOT NULL,               -- relative folders with /, as text for filters
        name TEXT NOT NULL,                 -- file name, as text for filters
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        sidecars INTEGER NOT NULL,          -- signature of the sidecars beside it, 0 for none
        state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'failed')),
        photo_id INTEGER REFERENCES photo(id),
        missing_since TEXT,
        UNIQUE (root_id, path)
    )
    """,
    "CREATE INDEX file_photo ON file(photo_id)",
    "CREATE INDEX file_pending ON file(id) WHERE state = 'pending'",
    """
    CREATE TABLE failure (
        file_id INTEGER PRIMARY KEY REFERENCES file(id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        reason TEXT NOT NULL,
        failed_at TEXT NOT NULL
    )
    """,
    # A folder that could not be listed, as the last scan of its root found it.
    """
    CREATE TABLE scan_problem (
        root_id INTEGER NOT NULL REFERENCES root(id) ON DELETE CASCADE,
        path BLOB NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (root_id, path)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE model (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,           -- name@weights
        dim INTEGER NOT NULL
    )
    """,
    # Keyed by content, not by photo: going back to an earlier edit costs nothing.
    """
    CREATE TABLE vector (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- grows: readers append what came after the last
        model_id INTEGER NOT NULL REFERENCES model(id) ON DELETE CASCADE,
        content_id INTEGER NOT NULL REFERENCES content(id) ON DELETE CASCADE,
        data BLOB NOT NULL,                 -- dim float16, little endian, length 1
        UNIQUE (model_id, content_id)
    )
    """,
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)

SCHEMA_VERSION = 1
