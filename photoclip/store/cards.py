"""What is shown of single pictures: a page of photos or of files that are none yet, all of one."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from photoclip.core.types import ContentHash, FileId, PhotoId
from photoclip.store.database import Library

_PAGE = 500
_PRESENT = "state <> 'failed' AND missing_since IS NULL"


@dataclass(frozen=True, slots=True)
class PhotoCard:
    """A photo: ``path`` is the absolute one of its first file, ``copies`` counts its files.

    A photo with no file but ones that could not be read has ``copies`` 0 and a ``reason``.
    """

    id: PhotoId
    content_hash: ContentHash
    path: bytes
    format: str
    width: int
    height: int
    frames: int
    taken_at: str | None
    rating: int | None
    flag: str | None
    offline: bool
    copies: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file that has no photo, or had none when somebody saw it. ``path`` is absolute."""

    id: FileId
    path: bytes
    mtime_ns: int
    byte_size: int
    failed: bool
    reason: str
    offline: bool
    photo: PhotoId | None


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """One file that holds a photo. ``path`` is absolute."""

    path: bytes
    offline: bool
    byte_size: int


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What the library knows of a photo beyond its card; units as in `core.types.Metadata`.

    ``title`` and ``caption`` are those given by hand, else the file's own.
    """

    files: tuple[PhotoFile, ...]
    byte_size: int
    camera: str | None
    lens: str | None
    exposure_time: float | None
    f_number: float | None
    iso: int | None
    focal_length: float | None
    latitude: float | None
    longitude: float | None
    altitude: float | None
    utc_offset: int | None
    file_rating: int | None
    title: str | None
    caption: str | None
    file_title: str | None
    file_caption: str | None
    added_at: str
    warning: str | None
    keywords: tuple[str, ...]


_CARD = (
    "SELECT photo.id, content.hash, root.path, file.path, content.format, content.width, "
    "content.height, content.frames, photo.taken_at, photo.effective_rating, photo.flag, "
    "root.offline_since IS NOT NULL, {copies}, {reason} "
    "FROM photo JOIN content ON content.id = photo.content_id "
    "JOIN file ON file.id = (SELECT f.id FROM file f JOIN root r ON r.id = f.root_id "
    "  WHERE f.photo_id = photo.id AND {which} ORDER BY r.offline_since IS NOT NULL, f.id LIMIT 1) "
    "JOIN root ON root.id = file.root_id {joined}WHERE photo.id IN "
)
_SHOWN = _CARD.format(
    copies=f"(SELECT count(*) FROM file f WHERE f.photo_id = photo.id AND {_PRESENT})",
    reason="''",
    which=_PRESENT,
    joined="",
)
_FAILED = _CARD.format(
    copies="0",
    reason="coalesce(failure.reason, '')",
    which="f.state = 'failed' AND f.missing_since IS NULL",
    joined="LEFT JOIN failure ON failure.file_id = file.id ",
)


def photo_cards(library: Library, ids: Sequence[PhotoId]) -> dict[PhotoId, PhotoCard]:
    """Those of these photos that the library shows, or could not read, by id."""
    found: dict[PhotoId, PhotoCard] = {}
    for page in _in_pages(ids):
        found.update(_photo_cards(library, _SHOWN, page))
        if lost := [photo for photo in page if photo not in found]:
            found.update(_photo_cards(library, _FAILED, lost))
    return found


def _photo_cards(
    library: Library, sql: str, ids: Sequence[PhotoId]
) -> Iterator[tuple[PhotoId, PhotoCard]]:
    rows = library.connection.execute(f"{sql} ({_marks(ids)})", ids).fetchall()
    for photo, digest, root, path, *rest in rows:
        kind, width, height, frames, taken, rating, flag, away, copies, reason = rest
        yield (
            PhotoId(photo),
            PhotoCard(
                photo,
                digest,
                os.path.join(root, path),
                kind,
                width,
                height,
                frames,
                taken,
                rating,
                flag,
                bool(away),
                copies,
                reason,
            ),
        )


def file_cards(library: Library, ids: Sequence[FileId]) -> dict[FileId, FileCard]:
    """Those of these files that are there, by id."""
    found: dict[FileId, FileCard] = {}
    for page in _in_pages(ids):
        for file, root, path, mtime, size, state, reason, away, photo in library.connection.execute(
            "SELECT file.id, root.path, file.path, file.mtime_ns, file.size, file.state, "
            "coalesce(failure.reason, ''), root.offline_since IS NOT NULL, file.photo_id "
            "FROM file JOIN root ON root.id = file.root_id "
            "LEFT JOIN failure ON failure.file_id = file.id AND file.state = 'failed' "
            f"WHERE file.missing_since IS NULL AND file.id IN ({_marks(page)})",
            page,
        ).fetchall():
            found[FileId(file)] = FileCard(
                file,
                os.path.join(root, path),
                mtime,
                size,
                state == "failed",
                reason,
                bool(away),
                photo,
            )
    return found


def photo_facts(library: Library, photo: PhotoId) -> PhotoFacts | None:
    """Everything about one photo; None if the library doesn't have it."""
    connection = library.connection
    row = connection.execute(
        "SELECT content.byte_size, camera, lens, exposure_time, f_number, iso, focal_length, "
        "latitude, longitude, altitude, utc_offset, rating, effective_title, effective_caption, "
        "title, caption, added_at, "
        "content.warning FROM photo JOIN content ON content.id = photo.content_id "
        "WHERE photo.id = ?",
        (photo,),
    ).fetchone()
    if row is None:
        return None
    files = connection.execute(
        "SELECT root.path, file.path, root.offline_since IS NOT NULL, file.size FROM file "
        f"JOIN root ON root.id = file.root_id WHERE file.photo_id = ? AND {_PRESENT} "
        "ORDER BY root.offline_since IS NOT NULL, file.id",
        (photo,),
    ).fetchall()
    words = connection.execute(
        "SELECT keyword FROM keyword WHERE photo_id = ? ORDER BY keyword", (photo,)
    ).fetchall()
    size, *others, warning = row
    names = (
        "camera", "lens", "exposure_time", "f_number", "iso", "focal_length", "latitude",
        "longitude", "altitude", "utc_offset", "file_rating", "title", "caption", "file_title",
        "file_caption", "added_at",
    )  # fmt: skip
    return PhotoFacts(
        files=tuple(PhotoFile(os.path.join(root, path), bool(a), n) for root, path, a, n in files),
        byte_size=size,
        warning=warning,
        keywords=tuple(word for (word,) in words),
        **dict(zip(names, others, strict=True)),
    )


def _marks(ids: Sequence[Any]) -> str:
    return ",".join("?" * len(ids))


def _in_pages(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(ids), _PAGE):
        yield ids[start : start + _PAGE]
