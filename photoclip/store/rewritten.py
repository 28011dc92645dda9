"""Files that PhotoClip wrote into: the bytes are new, the photo and its picture are the same.

The photo's content takes the new hash where it stands, so that nothing is decoded or embedded again.
The old hash is remembered: a copy that still has it, in a folder that isn't written to or on a
drive that is away, is the same photo.
"""

from __future__ import annotations

from photoclip.core.types import ContentHash, FileId, PhotoId
from photoclip.store.database import Connection

_UNUSED = b"\0"
"""A hash that no content has, for as long as two are exchanged."""


def hash_of(connection: Connection, photo: PhotoId) -> ContentHash | None:
    """The hash of a photo's content."""
    row = connection.execute(
        "SELECT hash FROM content JOIN photo ON content_id = content.id WHERE photo.id = ?",
        (photo,),
    ).fetchone()
    return None if row is None else ContentHash(row[0])


def take_over(connection: Connection, photo: PhotoId, digest: ContentHash, byte_size: int) -> None:
    """One of the photo's files has this content now, by PhotoClip's own writing.

    Another photo that had the same content all along is one with it from now on.
    """
    old = hash_of(connection, photo)
    if old is None or old == digest:
        return
    row = connection.execute(
        "SELECT content.id, photo.id FROM content LEFT JOIN photo ON content_id = content.id "
        "WHERE hash = ?",
        (digest,),
    ).fetchone()
    if row is not None and row[1] is None:
        connection.execute("DELETE FROM content WHERE id = ?", (row[0],))
    elif row is not None:
        _join(connection, PhotoId(row[1]), photo)
        connection.execute("UPDATE content SET hash = ? WHERE id = ?", (_UNUSED, row[0]))
    connection.execute(
        "UPDATE content SET hash = ?, byte_size = ? "
        "WHERE id = (SELECT content_id FROM photo WHERE id = ?)",
        (digest, byte_size, photo),
    )
    if row is not None and row[1] is not None:
        connection.execute("UPDATE content SET hash = ? WHERE id = ?", (old, row[0]))
    remember(connection, photo, old, digest)


def is_read(connection: Connection, file: FileId) -> None:
    """What is in the file is known, since PhotoClip has just written it: it needn't be read again."""
    connection.execute(
        "UPDATE file SET state = 'ready' WHERE id = ? AND state = 'pending'", (file,)
    )


def remember(connection: Connection, photo: PhotoId, old: ContentHash, digest: ContentHash) -> None:
    """The photo had the content ``old`` until PhotoClip wrote into its file; it has ``digest`` now."""
    connection.execute("DELETE FROM former_content WHERE hash = ?", (digest,))
    connection.execute(
        "INSERT OR REPLACE INTO former_content(hash, photo_id) VALUES (?, ?)", (old, photo)
    )


def _join(connection: Connection, other: PhotoId, photo: PhotoId) -> None:
    """Give ``photo`` the files of another one, and what a person made of that by hand.

    What both have stays as it is on ``photo``.
    """
    pair = {"photo": photo, "other": other}
    connection.execute("UPDATE file SET photo_id = :photo WHERE photo_id = :other", pair)
    connection.execute("UPDATE former_content SET photo_id = :photo WHERE photo_id = :other", pair)
    for table in ("label_mark", "album_photo"):
        connection.execute(
            f"UPDATE OR IGNORE {table} SET photo_id = :photo WHERE photo_id = :other", pair
        )
        connection.execute(f"DELETE FROM {table} WHERE photo_id = :other", pair)
    own = ("own_rating", "own_title", "own_caption", "flag")
    connection.execute(
        "UPDATE photo SET "
        + ", ".join(
            f"{name} = coalesce({name}, (SELECT {name} FROM photo WHERE id = :other))"
            for name in own
        )
        + " WHERE id = :photo",
        pair,
    )
    connection.execute(
        f"UPDATE photo SET {', '.join(f'{name} = NULL' for name in own)} WHERE id = :other", pair
    )


def former(connection: Connection, digest: ContentHash) -> PhotoId | None:
    """The photo that had this content before PhotoClip wrote into one of its files, if one had."""
    row = connection.execute(
        "SELECT photo_id FROM former_content WHERE hash = ?", (digest,)
    ).fetchone()
    return None if row is None else PhotoId(row[0])


def is_half_recorded(connection: Connection, file: FileId) -> bool:
    """Whether PhotoClip meant to write into this file and was killed before it recorded that."""
    row = connection.execute(
        "SELECT 1 FROM write_job WHERE file_id = ? AND before IS NOT NULL "
        "AND target = 'file' AND state IN ('waiting', 'restoring') LIMIT 1",
        (file,),
    ).fetchone()
    return row is not None
