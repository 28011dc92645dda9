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


@migrations()
def m002_owner(db: Database) -> None:
    """What a person makes by hand and the log of it; volumes, tombstones, strikes."""
    for statement in _OWNER:
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m003_albums(db: Database) -> None:
    """Albums and saved searches; what makes a million photos quick to list."""
    for statement in _ALBUMS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 3")


@migrations()
def m004_labels(db: Database) -> None:
    """Labels with definitions and rules, and what those put on photos; writing into files."""
    for statement in _LABELS:
        db.execute(statement)
    _tidy_label_names(db)
    _import_keywords(db)
    # Photos with keywords are read once more, for the places these have in a hierarchy.
    db.execute(
        "UPDATE file SET state = 'pending' WHERE state = 'ready' AND missing_since IS NULL "
        "AND photo_id IN (SELECT photo_id FROM keyword)"
    )
    db.execute("PRAGMA user_version = 4")


@migrations()
def m005_captions(db: Database) -> None:
    """Captions that models write."""
    for statement in _CAPTIONS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 5")


@migrations()
def m006_generations(db: Database) -> None:
    """What a library keeps of models beside the one in use."""
    for statement in _GENERATIONS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 6")


def _tidy_label_names(db: Database) -> None:
    """Names that were free text become paths: no empty parts, parents spelt alike, none taken."""
    sources = {"confirmed", "rejected", "imported", "auto", "suggested"}
    spelt: dict[str, str] = {}  # every path there is, as the first label has it
    taken: set[str] = set()
    for label, name in db.execute("SELECT id, name FROM label ORDER BY id").fetchall():
        parts = [part.strip() for part in name.split("/") if part.strip()] or [f"Label {label}"]
        last = [f"{part} (label)" if part.casefold() in sources else part for part in parts[1:]]
        path = ""
        for part in (parts[0], *last):
            path = f"{path}/{part}" if path else part
            path = spelt.setdefault(path.casefold(), path)
        tidy, number = path, 2
        while tidy.casefold() in taken:
            tidy, number = f"{path} {number}", number + 1
        taken.add(tidy.casefold())
        spelt.setdefault(tidy.casefold(), tidy)
        # two steps: another one, still to be tidied, may have this name
        db.execute("UPDATE label SET name = char(1) || ? WHERE id = ?", (tidy, label))
    db.execute("UPDATE label SET name = substr(name, 2)")


def _import_keywords(db: Database) -> None:
    """What `store.imports` derives, as long as no file has told the places of its keywords."""
    words: dict[str, list[str]] = {}
    for (word,) in db.execute("SELECT DISTINCT keyword FROM keyword").fetchall():
        words.setdefault(word.casefold(), []).append(word)
    for label, name in db.execute("SELECT id, name FROM label").fetchall():
        folded = name.casefold()
        for word in {*words.get(folded, ()), *words.get(folded.rpartition("/")[2], ())}:
            db.execute(
                "INSERT OR IGNORE INTO label_import(label_id, photo_id) "
                "SELECT ?, photo_id FROM keyword WHERE keyword = ? COLLATE NOCASE AND keyword = ?",
                (label, word, word),
            )


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

_OWNER = (
    # Which drive the root lies on, as JSON of `folders.volumes.Volume`; NULL until it was seen.
    "ALTER TABLE root ADD COLUMN volume TEXT",
    "ALTER TABLE root ADD COLUMN offline_reason TEXT",
    # Tombstones: purged only after many library days (`store.calendar`) and several complete scans.
    "ALTER TABLE file ADD COLUMN missing_day INTEGER",
    "ALTER TABLE file ADD COLUMN missing_scans INTEGER NOT NULL DEFAULT 0",
    # Crashes of the owner with this file in hand, and plain kills without any progress between them.
    "ALTER TABLE file ADD COLUMN strikes INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE file ADD COLUMN kills INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX file_missing ON file(inode) WHERE missing_since IS NOT NULL",
    # What a person made by hand is kept apart from what files say about themselves.
    "ALTER TABLE photo ADD COLUMN own_rating INTEGER CHECK (own_rating BETWEEN 0 AND 5)",
    "ALTER TABLE photo ADD COLUMN flag TEXT CHECK (flag IN ('picked', 'rejected'))",
    "ALTER TABLE photo ADD COLUMN effective_rating INTEGER "
    "GENERATED ALWAYS AS (coalesce(own_rating, rating)) VIRTUAL",
    """
    CREATE TABLE label (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        created_at TEXT NOT NULL
    )
    """,
    # No cascade from photo: a photo that was judged can't be deleted by accident.
    """
    CREATE TABLE label_mark (
        photo_id INTEGER NOT NULL REFERENCES photo(id),
        label_id INTEGER NOT NULL REFERENCES label(id) ON DELETE CASCADE,
        verdict TEXT NOT NULL CHECK (verdict IN ('confirmed', 'rejected')),
        marked_at TEXT NOT NULL,
        PRIMARY KEY (photo_id, label_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX label_mark_label ON label_mark(label_id)",
    # Without it every content that is purged costs a pass over all vectors, looking for its own.
    "CREATE INDEX vector_content ON vector(content_id)",
    # Every command a person gave, in the order of its commit. Photos are named by content hash, so
    # that the log can be replayed over a backup (`store.repair`). crc guards against bit rot.
    """
    CREATE TABLE edit (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL UNIQUE,           -- given by the client: sent twice, applied once
        made_at TEXT NOT NULL,
        command TEXT NOT NULL,              -- JSON
        undo TEXT NOT NULL,                 -- JSON of the command that takes it back
        crc INTEGER NOT NULL                -- CRC-32 of uid, made_at, command and undo
    )
    """,
)

_ALBUMS = (
    # With a query an album is a saved search and has no rows in album_photo.
    """
    CREATE TABLE album (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE COLLATE NOCASE,
        query TEXT,
        created_at TEXT NOT NULL
    )
    """,
    # No cascade from photo: one that was put into an album can't be deleted by accident. Positions
    # have wide gaps, so that moving a photo seldom moves others (`store.commands`).
    """
    CREATE TABLE album_photo (
        album_id INTEGER NOT NULL REFERENCES album(id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photo(id),
        position INTEGER NOT NULL,
        added_at TEXT NOT NULL,
        PRIMARY KEY (album_id, photo_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX album_photo_order ON album_photo(album_id, position)",
    "CREATE INDEX album_photo_photo ON album_photo(photo_id)",
    # Whether a photo is visible (`store.photos.VISIBLE`) is told from the index alone.
    "CREATE INDEX file_visible ON file(photo_id, state, missing_since)",
    "DROP INDEX file_photo",
    # So are photos with their contents in the order of time, the newest first when read backwards.
    "CREATE INDEX photo_newest ON photo(taken_at, id, content_id)",
    "DROP INDEX photo_taken_at",
    "CREATE INDEX photo_flagged ON photo(flag) WHERE flag IS NOT NULL",
    # And so are folders: which there are, how many photos they hold, and which.
    "CREATE INDEX file_folder ON file(root_id, folder, state, missing_since, photo_id)",
)

_LABELS = (
    # A name is a path (`core.labels`): Animals/Dog stands below Animals, which need be no label.
    "ALTER TABLE label ADD COLUMN definition TEXT NOT NULL DEFAULT '{}'",  # `core.labels.to_plain`
    """UPDATE label SET definition = '{"automatic":"off"}'""",  # until now they were made by hand
    "ALTER TABLE label ADD COLUMN rule TEXT",  # the one in force: JSON of `tagging.rules.Rule`
    # Its tags don't follow from its rule yet: whoever owns the library derives them anew.
    "ALTER TABLE label ADD COLUMN stale INTEGER NOT NULL DEFAULT 0",
    # What rules put on photos: derived from rules and vectors alone, never made by hand. Marks stand
    # over it, so that a mark taken back shows it again.
    """
    CREATE TABLE label_tag (
        label_id INTEGER NOT NULL REFERENCES label(id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE,
        source TEXT NOT NULL CHECK (source IN ('auto', 'suggested')),
        score REAL NOT NULL,                -- 0..1
        PRIMARY KEY (label_id, photo_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX label_tag_photo ON label_tag(photo_id, source)",
    # Labels that stand in files as keywords, for the labels there are; derived from the two tables
    # of keywords.
    """
    CREATE TABLE label_import (
        label_id INTEGER NOT NULL REFERENCES label(id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE,
        PRIMARY KEY (label_id, photo_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX label_import_photo ON label_import(photo_id)",
    # Keywords with their place in a hierarchy, as files have it: Animals/Dog.
    """
    CREATE TABLE keyword_path (
        photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE,
        path TEXT NOT NULL,
        PRIMARY KEY (photo_id, path)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX keyword_word ON keyword(keyword COLLATE NOCASE)",
    "CREATE INDEX keyword_path_path ON keyword_path(path COLLATE NOCASE)",
    # One row a label on a photo: what a person said, else the file, else the rule.
    """
    CREATE VIEW photo_label(photo_id, label_id, source, score) AS
    SELECT photo_id, label_id, verdict, NULL FROM label_mark
    UNION ALL
    SELECT photo_id, label_id, 'imported', NULL FROM label_import AS one WHERE NOT EXISTS (
        SELECT 1 FROM label_mark AS mark
        WHERE mark.photo_id = one.photo_id AND mark.label_id = one.label_id)
    UNION ALL
    SELECT photo_id, label_id, source, score FROM label_tag AS one WHERE NOT EXISTS (
        SELECT 1 FROM label_mark AS mark
        WHERE mark.photo_id = one.photo_id AND mark.label_id = one.label_id)
        AND NOT EXISTS (
        SELECT 1 FROM label_import AS found
        WHERE found.photo_id = one.photo_id AND found.label_id = one.label_id)
    """,
    # As with stars: what a person wrote is kept apart from what files say.
    "ALTER TABLE photo ADD COLUMN own_title TEXT",
    "ALTER TABLE photo ADD COLUMN own_caption TEXT",
    "ALTER TABLE photo ADD COLUMN effective_title TEXT "
    "GENERATED ALWAYS AS (nullif(coalesce(own_title, title), '')) VIRTUAL",
    "ALTER TABLE photo ADD COLUMN effective_caption TEXT "
    "GENERATED ALWAYS AS (nullif(coalesce(own_caption, caption), '')) VIRTUAL",
    # Requests to write into files or sidecars, one row a file; kept as the record of what was there.
    """
    CREATE TABLE write_job (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        batch TEXT NOT NULL,
        file_id INTEGER NOT NULL REFERENCES file(id) ON DELETE CASCADE,
        state TEXT NOT NULL CHECK (state IN
            ('waiting', 'done', 'unchanged', 'failed', 'restoring', 'restored', 'kept')),
        target TEXT,                        -- sidecar or file, once written
        before TEXT,                        -- JSON: the fields as they were
        written TEXT,                       -- JSON: the fields as they were left
        tries INTEGER NOT NULL DEFAULT 0,
        reason TEXT,
        asked_at TEXT NOT NULL,
        ended_at TEXT
    )
    """,
    "CREATE INDEX write_job_batch ON write_job(batch)",
    "CREATE INDEX write_job_open ON write_job(id) WHERE state IN ('waiting', 'restoring')",
    "CREATE INDEX write_job_file ON write_job(file_id)",
    # Keywords in a file that PhotoClip put there itself, with their place in a hierarchy where they
    # have one: what it may take out again, and what is no import from another program.
    """
    CREATE TABLE written_word (
        file_id INTEGER NOT NULL REFERENCES file(id) ON DELETE CASCADE,
        word TEXT NOT NULL,
        PRIMARY KEY (file_id, word)
    ) WITHOUT ROWID
    """,
    # Contents that photos had before PhotoClip wrote into one of their files. The picture is the
    # same: a copy that still has one is no other photo.
    """
    CREATE TABLE former_content (
        hash BLOB PRIMARY KEY,
        photo_id INTEGER NOT NULL REFERENCES photo(id) ON DELETE CASCADE
    ) WITHOUT ROWID
    """,
    "CREATE INDEX former_content_photo ON former_content(photo_id)",
)

_CAPTIONS = (
    "CREATE TABLE captioner (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE)",  # name@weights
    # What models wrote about pictures, apart from all that persons and files say. Empty text: the
    # model had nothing to say. The one that was written last counts.
    """
    CREATE TABLE machine_caption (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        content_id INTEGER NOT NULL REFERENCES content(id) ON DELETE CASCADE,
        captioner_id INTEGER NOT NULL REFERENCES captioner(id),
        text TEXT NOT NULL,
        made_at TEXT NOT NULL,
        discarded INTEGER NOT NULL DEFAULT 0,   -- by a person
        UNIQUE (content_id, captioner_id)
    )
    """,
    """
    CREATE VIEW shown_caption(content_id, captioner_id, text, made_at) AS
    SELECT content_id, captioner_id, text, made_at FROM machine_caption AS one
    WHERE discarded = 0 AND text <> '' AND NOT EXISTS (
        SELECT 1 FROM machine_caption AS later
        WHERE later.content_id = one.content_id AND later.id > one.id)
    """,
    # Captions that somebody asked for and that aren't written yet. tries: how often it was begun
    # without coming to an end.
    """
    CREATE TABLE caption_wish (
        id INTEGER PRIMARY KEY,
        content_id INTEGER NOT NULL UNIQUE REFERENCES content(id) ON DELETE CASCADE,
        captioner_id INTEGER NOT NULL REFERENCES captioner(id),
        tries INTEGER NOT NULL DEFAULT 0
    )
    """,
    # Whether a request may write those into files.
    "ALTER TABLE write_job ADD COLUMN machine_captions INTEGER NOT NULL DEFAULT 0",
)

_GENERATIONS = (
    # The rule a label had when a model was left: going back to that model puts it in force again.
    """
    CREATE TABLE label_rule (
        label_id INTEGER NOT NULL REFERENCES label(id) ON DELETE CASCADE,
        model TEXT NOT NULL,                -- key of the model the rule is for
        rule TEXT NOT NULL,
        definition TEXT NOT NULL,           -- the label's at that moment
        PRIMARY KEY (label_id, model)
    ) WITHOUT ROWID
    """,
    # Pictures a model can't take in, though they can be read. Rows without a reason are only under
    # suspicion: the owner died with them in hand. strikes and kills are as in table file.
    """
    CREATE TABLE vector_refused (
        model_id INTEGER NOT NULL REFERENCES model(id) ON DELETE CASCADE,
        content_id INTEGER NOT NULL REFERENCES content(id) ON DELETE CASCADE,
        reason TEXT,
        strikes INTEGER NOT NULL DEFAULT 0,
        kills INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (model_id, content_id)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX vector_refused_content ON vector_refused(content_id)",
)

SCHEMA_VERSION = 6
