"""Albums and saved searches: reading. `store.commands` writes them."""

from __future__ import annotations

from dataclasses import dataclass

from photoclip.core.types import PhotoId
from photoclip.store.database import Library
from photoclip.store.photos import VISIBLE


@dataclass(frozen=True, slots=True)
class Album:
    """An album a person filled by hand, or a smart one: a search that was saved.

    ``query`` is None for the first kind, ``count`` (visible photos) None for the second.
    """

    id: int
    name: str
    query: str | None
    count: int | None

    @property
    def smart(self) -> bool:
        """Whether it is a saved search."""
        return self.query is not None


def all_albums(library: Library) -> list[Album]:
    """Every album, by name."""
    rows = library.connection.execute(
        "SELECT id, name, query, CASE WHEN query IS NULL THEN "
        "(SELECT count(*) FROM "
        "(SELECT photo_id AS id FROM album_photo WHERE album_id = album.id) AS photo "
        f"WHERE {VISIBLE}) END FROM album"
    )
    return sorted((Album(*row) for row in rows), key=lambda album: album.name.casefold())


def albums_of(library: Library, photo: PhotoId) -> list[str]:
    """The names of the albums this photo was put into, in order."""
    rows = library.connection.execute(
        "SELECT album.name FROM album_photo JOIN album ON album.id = album_photo.album_id "
        "WHERE album_photo.photo_id = ?",
        (photo,),
    )
    return sorted((row[0] for row in rows), key=str.casefold)


def photos_of(library: Library, name: str) -> list[PhotoId]:
    """The visible photos of an album in its own order; none for a smart or an unknown one.

    ``name`` is the album's as it is kept.
    """
    rows = library.connection.execute(
        "SELECT photo.id FROM album JOIN album_photo ON album_photo.album_id = album.id "
        f"JOIN photo ON photo.id = album_photo.photo_id WHERE album.name = ? AND {VISIBLE} "
        "ORDER BY album_photo.position, photo.id",
        (name,),
    )
    return [PhotoId(row[0]) for row in rows]
