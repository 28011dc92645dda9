"""Photos: recording what was read, and reading it back for a row of results."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from photoclip.core.types import ContentHash, FileId, Metadata, PhotoId, PhotoReading
from photoclip.store import imports, rewritten
from photoclip.store.database import Connection, Library, now

_METADATA_COLUMNS = (
    "taken_at",
    "utc_offset",
    "camera",
    "lens",
    "exposure_time",
    "f_number",
    "iso",
    "focal_length",
    "latitude",
    "longitude",
    "altitude",
    "rating",
    "title",
    "caption",
)

UNREAD = "unread"
"""The format of a content of which only the hash is known."""

HIGHEST_ID = "highest_photo"
"""The setting that keeps the highest id ever given to a photo."""

#: A photo is in the library as long as one of its files is: offline ones count, missing ones don't.
VISIBLE = (
    "EXISTS (SELECT 1 FROM file WHERE file.photo_id = photo.id AND file.state <> 'failed' "
    "AND file.missing_since IS NULL)"
)


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """What a list of results shows of a photo. ``path`` is the absolute path of its first file.

    ``rating`` is the one given by hand, else the file's.
    """

    id: PhotoId
    content_id: int
    content_hash: ContentHash
    path: bytes
    format: str
    width: int
    height: int
    taken_at: str | None
    camera: str | None
    rating: int | None
    offline: bool


def camera_name(metadata: Metadata) -> str | None:
    """Make and model as one name, without the make said twice ("Canon Canon EOS R6")."""
    make, model = metadata.camera_make or "", metadata.camera_model or ""
    if model and make and model.casefold().startswith(make.split()[0].casefold()):
        make = ""
    return " ".join(part for part in (make, model) if part) or None


def _metadata_values(metadata: Metadata) -> tuple[object, ...]:
    taken = metadata.taken_at
    return (
        None if taken is None else taken.isoformat(),
        metadata.utc_offset,
        camera_name(metadata),
        metadata.lens,
        metadata.exposure_time,
        metadata.f_number,
        metadata.iso,
        metadata.focal_length,
        metadata.latitude,
        metadata.longitude,
        metadata.altitude,
        metadata.rating,
        metadata.title,
        metadata.caption,
    )


def content_id(connection: Connection, reading: PhotoReading) -> int:
    """The id of the content with this hash, which is recorded if it is new.

    One of which a repair knew the hash alone (`placeholder`) is filled in.
    """
    connection.execute(
        "INSERT INTO content(hash, byte_size, format, width, height, frames, warning) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT(hash) DO UPDATE SET "
        "byte_size = excluded.byte_size, format = excluded.format, width = excluded.width, "
        "height = excluded.height, frames = excluded.frames, warning = excluded.warning "
        f"WHERE content.format = '{UNREAD}'",
        (
            reading.content_hash,
            reading.stamp.size,
            reading.format,
            reading.width,
            reading.height,
            reading.frames,
            reading.warning,
        ),
    )
    row = connection.execute(
        "SELECT id FROM content WHERE hash = ?", (reading.content_hash,)
    ).fetchone()
    return int(row[0])


def content_placeholder(connection: Connection, digest: ContentHash) -> int:
    """The id of the content with this hash; recorded without having been read if it is new."""
    connection.execute(
        "INSERT OR IGNORE INTO content(hash, byte_size, format, width, height, frames) "
        f"VALUES (?, 0, '{UNREAD}', 0, 0, 1)",
        (digest,),
    )
    row = connection.execute("SELECT id FROM content WHERE hash = ?", (digest,)).fetchone()
    return int(row[0])


def placeholder(connection: Connection, photo: PhotoId, digest: ContentHash) -> PhotoId:
    """The photo with this content; made without having been read if there is none.

    It gets the id ``photo`` if that is free. It is hidden until one of its files is read.
    """
    content = content_placeholder(connection, digest)
    known = connection.execute("SELECT id FROM photo WHERE content_id = ?", (content,)).fetchone()
    if known is not None:
        return PhotoId(known[0])
    taken = connection.execute("SELECT 1 FROM photo WHERE id = ?", (photo,)).fetchone()
    return _insert(connection, content, None if taken else photo)


def _insert(connection: Connection, content: int, photo: PhotoId | None = None) -> PhotoId:
    """A new photo. An id is never given out again: the log of edits names photos by it."""
    cursor = connection.execute(
        "INSERT INTO photo(id, content_id, added_at) VALUES (coalesce(?, 1 + max("
        "coalesce((SELECT max(id) FROM photo), 0), "
        "coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = ?), 0))), ?, ?)",
        (photo, HIGHEST_ID, content, now()),
    )
    return PhotoId(int(cursor.lastrowid or 0))


def record(connection: Connection, file_id: FileId, reading: PhotoReading) -> int:
    """Connect a file with the photo it holds and return the content's id.

    The same content is the same photo. A file whose content changed takes its photo along, unless
    another file still holds the old content or the new content is a photo already. A missing copy
    that holds the old content is read again should it return: it is another photo then.
    """
    same = _as_it_was(connection, file_id, reading)
    if same is not None:
        photo, content, speaks = same
    else:
        photo, content = _photo_for(connection, file_id, reading)
        speaks = True
    connection.execute(
        "UPDATE file SET photo_id = ?, state = 'ready', size = ?, mtime_ns = ? WHERE id = ?",
        (photo, reading.stamp.size, reading.stamp.mtime_ns, file_id),
    )
    connection.execute("DELETE FROM failure WHERE file_id = ?", (file_id,))
    if speaks and _speaks_for(connection, photo, file_id):
        set_metadata(connection, PhotoId(photo), reading.metadata)
    return content


def _photo_for(connection: Connection, file_id: FileId, reading: PhotoReading) -> tuple[int, int]:
    """The photo a file holds, made if it is new, and its content."""
    content = content_id(connection, reading)
    row = connection.execute("SELECT id FROM photo WHERE content_id = ?", (content,)).fetchone()
    if row is not None:
        return int(row[0]), content
    before = connection.execute("SELECT photo_id FROM file WHERE id = ?", (file_id,)).fetchone()
    old = before[0] if before else None
    if old is None:
        return _insert(connection, content), content
    half_recorded = rewritten.is_half_recorded(connection, file_id)
    if _held_elsewhere(connection, old, file_id) and not half_recorded:
        return _insert(connection, content), content
    if half_recorded and (was := rewritten.hash_of(connection, PhotoId(old))) is not None:
        rewritten.remember(connection, PhotoId(old), was, reading.content_hash)
    connection.execute("UPDATE photo SET content_id = ? WHERE id = ?", (content, old))
    connection.execute(
        "UPDATE file SET state = 'pending' WHERE photo_id = ? AND id <> ? AND state = 'ready'",
        (old, file_id),
    )
    return int(old), content


def _as_it_was(
    connection: Connection, file_id: FileId, reading: PhotoReading
) -> tuple[int, int, bool] | None:
    """``(photo, content, speaks)`` of a file whose photo had this content before PhotoClip wrote.

    While another file says what was written the photo stays as that says, else it goes back. None
    for any other file.
    """
    photo = rewritten.former(connection, reading.content_hash)
    if photo is None:
        return None
    goes_back = not _held_elsewhere(connection, photo, file_id)
    if goes_back:
        rewritten.take_over(connection, photo, reading.content_hash, reading.stamp.size)
    row = connection.execute("SELECT content_id FROM photo WHERE id = ?", (photo,)).fetchone()
    return photo, int(row[0]), goes_back


def _held_elsewhere(connection: Connection, photo: int, file_id: FileId) -> bool:
    """Whether another file surely holds the photo's content: one that failed or waits may not."""
    row = connection.execute(
        "SELECT 1 FROM file WHERE photo_id = ? AND id <> ? AND state = 'ready' "
        "AND missing_since IS NULL LIMIT 1",
        (photo, file_id),
    ).fetchone()
    return row is not None


def _speaks_for(connection: Connection, photo: int, file_id: FileId) -> bool:
    """Copies agree but for their sidecars: the first file with one speaks, else any."""
    row = connection.execute(
        "SELECT id FROM file WHERE photo_id = ? AND sidecars <> 0 AND state <> 'failed' "
        "AND missing_since IS NULL ORDER BY id LIMIT 1",
        (photo,),
    ).fetchone()
    return row is None or row[0] == file_id


def file_says(connection: Connection, file_id: FileId, metadata: Metadata) -> None:
    """Take over what a file says now; of several copies only the one that speaks counts."""
    row = connection.execute("SELECT photo_id FROM file WHERE id = ?", (file_id,)).fetchone()
    if row is not None and row[0] is not None and _speaks_for(connection, row[0], file_id):
        set_metadata(connection, PhotoId(row[0]), metadata)


def set_metadata(connection: Connection, photo: PhotoId, metadata: Metadata) -> None:
    """Replace what a photo says about itself."""
    columns = ", ".join(f"{name} = ?" for name in _METADATA_COLUMNS)
    connection.execute(
        f"UPDATE photo SET {columns} WHERE id = ?", (*_metadata_values(metadata), photo)
    )
    connection.execute("DELETE FROM keyword WHERE photo_id = ?", (photo,))
    connection.executemany(
        "INSERT OR IGNORE INTO keyword(photo_id, keyword) VALUES (?, ?)",
        ((photo, word) for word in metadata.keywords),
    )
    connection.execute("DELETE FROM keyword_path WHERE photo_id = ?", (photo,))
    connection.executemany(
        "INSERT OR IGNORE INTO keyword_path(photo_id, path) VALUES (?, ?)",
        ((photo, path) for path in metadata.keyword_paths),
    )
    imports.of_photo(connection, photo, metadata.keywords, metadata.keyword_paths)


_ROW = (
    "SELECT photo.id, content.id, content.hash, root.path, file.path, content.format, "
    "content.width, content.height, photo.taken_at, photo.camera, photo.effective_rating, "
    "root.offline_since IS NOT NULL "
    "FROM photo JOIN content ON content.id = photo.content_id "
    "JOIN file ON file.id = (SELECT f.id FROM file f JOIN root r ON r.id = f.root_id "
    "  WHERE f.photo_id = photo.id AND f.state <> 'failed' AND f.missing_since IS NULL "
    "  ORDER BY r.offline_since IS NOT NULL, f.id LIMIT 1) "
    "JOIN root ON root.id = file.root_id"
)


def _row(values: Sequence[Any]) -> PhotoRow:
    photo, content, digest, root, path, kind, width, height, taken, camera, rating, away = values
    whole = os.path.join(root, path)
    return PhotoRow(
        photo, content, digest, whole, kind, width, height, taken, camera, rating, bool(away)
    )


def _in_pages(ids: Sequence[int], page: int = 500) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), page):
        yield ids[start : start + page]


def rows(library: Library, ids: Sequence[PhotoId]) -> dict[PhotoId, PhotoRow]:
    """The visible ones of these photos, by id."""
    found: dict[PhotoId, PhotoRow] = {}
    for part in _in_pages(ids):
        marks = ",".join("?" * len(part))
        for values in library.connection.execute(f"{_ROW} WHERE photo.id IN ({marks})", part):
            row = _row(values)
            found[row.id] = row
    return found


def rows_by_content(library: Library, contents: Sequence[int]) -> dict[int, PhotoRow]:
    """The visible photos holding these contents, by content id."""
    found: dict[int, PhotoRow] = {}
    for part in _in_pages(contents):
        marks = ",".join("?" * len(part))
        for values in library.connection.execute(f"{_ROW} WHERE content.id IN ({marks})", part):
            row = _row(values)
            found[row.content_id] = row
    return found


def at_path(library: Library, path: bytes) -> PhotoRow | None:
    """The photo in the file at this absolute path, if the library knows it."""
    for root_id, root in library.connection.execute("SELECT id, path FROM root"):
        prefix = root.rstrip(b"/") + b"/"
        if not path.startswith(prefix):
            continue
        row = library.connection.execute(
            "SELECT photo_id FROM file WHERE root_id = ? AND path = ? AND photo_id IS NOT NULL",
            (root_id, path[len(prefix) :]),
        ).fetchone()
        if row is not None:
            return rows(library, [PhotoId(row[0])]).get(PhotoId(row[0]))
    return None


def has_content(library: Library, digest: ContentHash) -> bool:
    """Whether the library knows a content with this hash."""
    row = library.connection.execute("SELECT 1 FROM content WHERE hash = ?", (digest,)).fetchone()
    return row is not None


def count(library: Library) -> int:
    """How many photos the library shows."""
    return int(
        library.connection.execute(f"SELECT count(*) FROM photo WHERE {VISIBLE}").fetchone()[0]
    )


_FORGOTTEN = (
    "own_rating IS NULL AND flag IS NULL AND own_title IS NULL AND own_caption IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM file WHERE file.photo_id = photo.id) "
    "AND NOT EXISTS (SELECT 1 FROM label_mark WHERE label_mark.photo_id = photo.id) "
    "AND NOT EXISTS (SELECT 1 FROM album_photo WHERE album_photo.photo_id = photo.id)"
)


def delete_orphans(connection: Connection) -> list[ContentHash]:
    """Delete photos no file holds, not even a missing one, and contents no photo holds.

    A photo with anything a person made by hand (stars, a flag, a title, a caption, a label confirmed
    or rejected, a place in an album) stays. Vectors go with their contents. Returns the hashes of
    the contents deleted.
    """
    (highest,) = connection.execute("SELECT max(id) FROM photo").fetchone()
    gone = connection.execute(f"DELETE FROM photo WHERE {_FORGOTTEN}").rowcount
    if gone:
        connection.execute(
            "INSERT INTO setting(key, value) VALUES (?1, ?2) ON CONFLICT(key) DO UPDATE SET "
            "value = max(CAST(value AS INTEGER), ?2)",
            (HIGHEST_ID, highest),
        )
    rows = connection.execute(
        "DELETE FROM content WHERE NOT EXISTS "
        "(SELECT 1 FROM photo WHERE photo.content_id = content.id) RETURNING hash"
    ).fetchall()
    return [ContentHash(row[0]) for row in rows]
