"""Where on disk a picture lies: every file of a photo, or the one file that has none yet."""

from __future__ import annotations

import os
from dataclasses import dataclass

from photoclip.core.types import ContentHash, FileId, FileState, PhotoId
from photoclip.store.database import Library


@dataclass(frozen=True, slots=True)
class Place:
    """One file. ``path`` and ``root`` are absolute; ``offline`` is its root, ``missing`` the file."""

    path: bytes
    root: bytes
    state: FileState
    offline: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class PhotoContent:
    """What a photo looks like: its content's hash and its upright size in pixels."""

    digest: ContentHash
    width: int
    height: int


_PLACE = (
    "SELECT root.path, file.path, file.state, root.offline_since IS NOT NULL, "
    "file.missing_since IS NOT NULL FROM file JOIN root ON root.id = file.root_id"
)


def _places(rows: list[tuple[bytes, bytes, str, int, int]]) -> list[Place]:
    return [
        Place(os.path.join(root, path), root, FileState(state), bool(offline), bool(missing))
        for root, path, state, offline, missing in rows
    ]


def of_file(library: Library, file: FileId) -> Place | None:
    """Where this file lies, None if the library doesn't know it (any more)."""
    rows = library.connection.execute(f"{_PLACE} WHERE file.id = ?", (file,)).fetchall()
    return next(iter(_places(rows)), None)


def of_photo(library: Library, photo: PhotoId) -> list[Place]:
    """Every file of a photo, those that should be there first."""
    rows = library.connection.execute(
        f"{_PLACE} WHERE file.photo_id = ? ORDER BY file.missing_since IS NOT NULL, "
        "root.offline_since IS NOT NULL, file.state <> 'ready', file.id",
        (photo,),
    ).fetchall()
    return _places(rows)


def content(library: Library, photo: PhotoId) -> PhotoContent | None:
    """What this photo looks like, None if there is no such photo."""
    row = library.connection.execute(
        "SELECT content.hash, content.width, content.height FROM photo "
        "JOIN content ON content.id = photo.content_id WHERE photo.id = ?",
        (photo,),
    ).fetchone()
    return None if row is None else PhotoContent(ContentHash(row[0]), row[1], row[2])
