"""What a person does to albums, inside a transaction of `store.commands`.

Every function answers with the command that takes it back, `NOTHING` where nothing changed.
"""

from __future__ import annotations

from photoclip.core.commands import (
    LONGEST_QUERY,
    NOTHING,
    AddToAlbum,
    AlbumCommand,
    Command,
    CreateAlbum,
    DeleteAlbum,
    MoveInAlbum,
    RemoveFromAlbum,
    RenameAlbum,
    SetAlbumQuery,
    Together,
)
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.types import PhotoId
from photoclip.store import named
from photoclip.store.database import Connection, now
from photoclip.store.named import Kind

_APART = 1 << 36
"""Between photos put one after the other: room for 2**27 of them in SQLite's integers."""
_CLOSE = 1 << 18
"""Behind the one before, where a photo is put between two: those of a row moved together follow."""
_HIGHEST = (1 << 63) - 1


def carry_out(connection: Connection, command: AlbumCommand) -> Command:
    """Apply a command; see `store.commands.carry_out`."""
    match command:
        case CreateAlbum():
            return _create(connection, command)
        case RenameAlbum():
            old, new = named.rename(connection, Kind.ALBUM, command.name, command.new_name)
            return NOTHING if new == old else RenameAlbum(new, old)
        case DeleteAlbum():
            return _delete(connection, command)
        case SetAlbumQuery():
            return _set_query(connection, command)
        case AddToAlbum():
            return _add(connection, command)
        case RemoveFromAlbum():
            return _remove(connection, command)
        case MoveInAlbum():
            return _move(connection, command)


def _query_of(connection: Connection, album: int) -> str | None:
    (query,) = connection.execute("SELECT query FROM album WHERE id = ?", (album,)).fetchone()
    return None if query is None else str(query)


def _refuse_smart(connection: Connection, album: int, name: str) -> None:
    if _query_of(connection, album) is not None:
        raise PhotoClipError(
            f"“{name}” is a smart album: its search decides which photos are in it.",
            "Change its search, or choose an album that is not smart.",
        )


def _check_query(query: str) -> None:
    if len(query) > LONGEST_QUERY or any("\ud800" <= char <= "\udfff" for char in query):
        raise PhotoClipError(
            "This can't be the search of a smart album.",
            f"A search is text of at most {LONGEST_QUERY:,} characters.",
        )


def _insert(connection: Connection, name: str, query: str | None = None) -> int:
    cursor = connection.execute(
        "INSERT INTO album(name, query, created_at) VALUES (?, ?, ?)", (name, query, now())
    )
    return int(cursor.lastrowid or 0)


def _create(connection: Connection, command: CreateAlbum) -> Command:
    name = named.clean_name(Kind.ALBUM, command.name)
    if command.query is not None:
        _check_query(command.query)
    found = named.find(connection, Kind.ALBUM, name)
    if found is None:
        _insert(connection, name, command.query)
        return DeleteAlbum(name, only_if_empty=True)
    album, kept = found
    if _query_of(connection, album) != command.query:
        raise PhotoClipError(f"There is an album “{kept}” already.", "Choose another name.")
    return NOTHING


def _delete(connection: Connection, command: DeleteAlbum) -> Command:
    album, name = named.require(connection, Kind.ALBUM, command.name)
    query = _query_of(connection, album)
    photos = connection.execute(
        "SELECT photo_id FROM album_photo WHERE album_id = ? ORDER BY position, photo_id", (album,)
    ).fetchall()
    if photos and command.only_if_empty:
        return NOTHING
    connection.execute("DELETE FROM album WHERE id = ?", (album,))
    restored = (AddToAlbum(PhotoId(photo), name) for (photo,) in photos)
    return Together((CreateAlbum(name, query), *restored))


def _set_query(connection: Connection, command: SetAlbumQuery) -> Command:
    album, name = named.require(connection, Kind.ALBUM, command.name)
    _check_query(command.query)
    old = _query_of(connection, album)
    if old is None:
        raise PhotoClipError(
            f"“{name}” is not a smart album: it has the photos that were put into it.",
            "Save the search under another name.",
        )
    if old == command.query:
        return NOTHING
    connection.execute("UPDATE album SET query = ? WHERE id = ?", (command.query, album))
    return SetAlbumQuery(name, old)


def _add(connection: Connection, command: AddToAlbum) -> Command:
    named.by_hand(connection, command.photo)
    name = named.clean_name(Kind.ALBUM, command.album)
    found = named.find(connection, Kind.ALBUM, name)
    album, name = found or (_insert(connection, name), name)
    _refuse_smart(connection, album, name)
    if _place(connection, album, command.photo) is not None:
        return NOTHING
    before = None
    if command.before is not None and _place(connection, album, command.before) is not None:
        before = command.before
    connection.execute(
        "INSERT INTO album_photo(album_id, photo_id, position, added_at) VALUES (?, ?, ?, ?)",
        (album, command.photo, _room(connection, album, before), now()),
    )
    undo = RemoveFromAlbum(command.photo, name)
    if found is None:
        return Together((undo, DeleteAlbum(name, only_if_empty=True)))
    return undo


def _remove(connection: Connection, command: RemoveFromAlbum) -> Command:
    named.by_hand(connection, command.photo)
    found = named.find(connection, Kind.ALBUM, named.clean_name(Kind.ALBUM, command.album))
    if found is None:
        return NOTHING
    album, name = found
    _refuse_smart(connection, album, name)
    place = _place(connection, album, command.photo)
    if place is None:
        return NOTHING
    undo = AddToAlbum(command.photo, name, _after(connection, album, place))
    connection.execute(
        "DELETE FROM album_photo WHERE album_id = ? AND photo_id = ?", (album, command.photo)
    )
    return undo


def _move(connection: Connection, command: MoveInAlbum) -> Command:
    album, name = named.require(connection, Kind.ALBUM, command.album)
    _refuse_smart(connection, album, name)
    place = _place(connection, album, command.photo)
    for photo in (command.photo, command.before):
        if photo is not None and _place(connection, album, photo) is None:
            raise NothingThereError(
                f"Photo #{photo} is not in the album “{name}”.",
                "It may have been removed meanwhile.",
            )
    if place is None or command.before == command.photo:
        return NOTHING
    next_one = _after(connection, album, place)
    if next_one == command.before:
        return NOTHING
    connection.execute(
        "UPDATE album_photo SET position = ? WHERE album_id = ? AND photo_id = ?",
        (_room(connection, album, command.before), album, command.photo),
    )
    return MoveInAlbum(command.photo, name, next_one)


def _place(connection: Connection, album: int, photo: PhotoId) -> int | None:
    row = connection.execute(
        "SELECT position FROM album_photo WHERE album_id = ? AND photo_id = ?", (album, photo)
    ).fetchone()
    return None if row is None else int(row[0])


def _after(connection: Connection, album: int, place: int) -> PhotoId | None:
    """The photo that follows this place."""
    row = connection.execute(
        "SELECT photo_id FROM album_photo WHERE album_id = ? AND position > ? "
        "ORDER BY position LIMIT 1",
        (album, place),
    ).fetchone()
    return None if row is None else PhotoId(row[0])


def _room(connection: Connection, album: int, before: PhotoId | None) -> int:
    """A free place right before this photo, or at the end."""
    place = _free(connection, album, before)
    if place is None:
        _spread(connection, album)
        place = _free(connection, album, before)
    if place is None:
        raise PhotoClipError("This album is full.", "Put the photo into another one.")
    return place


def _free(connection: Connection, album: int, before: PhotoId | None) -> int | None:
    upper = None if before is None else _place(connection, album, before)
    row = connection.execute(
        "SELECT position FROM album_photo WHERE album_id = ? AND position < ? "
        "ORDER BY position DESC LIMIT 1",
        (album, _HIGHEST if upper is None else upper),
    ).fetchone()
    lower = None if row is None else int(row[0])
    if upper is None:
        place = 0 if lower is None else lower + _APART
        return place if place < _HIGHEST else None
    if lower is None:
        return upper - _APART if upper - _APART > -_HIGHEST else None
    gap = upper - lower
    return lower + min(gap // 2, _CLOSE) if gap > 1 else None


def _spread(connection: Connection, album: int) -> None:
    """Give every photo of the album room around it again."""
    photos = connection.execute(
        "SELECT photo_id FROM album_photo WHERE album_id = ? ORDER BY position, photo_id", (album,)
    ).fetchall()
    connection.executemany(
        "UPDATE album_photo SET position = ? WHERE album_id = ? AND photo_id = ?",
        ((n * _APART, album, photo) for n, (photo,) in enumerate(photos)),
    )
