"""What commands name: a photo by its number, a label or an album by its name."""

from __future__ import annotations

from enum import StrEnum

from photoclip.core import names
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.types import PhotoId
from photoclip.store.database import Connection


class Kind(StrEnum):
    """What has a name, as its table and in words."""

    LABEL = "label"
    ALBUM = "album"


def by_hand(connection: Connection, photo: PhotoId) -> tuple[int | None, str | None]:
    """``(own rating, flag)`` of a photo. Raises `NothingThereError` if there is no such photo."""
    row = connection.execute("SELECT own_rating, flag FROM photo WHERE id = ?", (photo,)).fetchone()
    if row is None:
        raise NothingThereError(
            f"There is no photo #{photo} in this library.",
            "It may have been removed meanwhile. Search again to see what is there.",
        )
    return row[0], row[1]


def clean_name(kind: Kind, name: str) -> str:
    """A name as it is kept. Raises `PhotoClipError` for what can't be one."""
    return names.clean_name(_A[kind], name)


_A = {Kind.LABEL: "a label", Kind.ALBUM: "an album"}


def find(connection: Connection, kind: Kind, name: str) -> tuple[int, str] | None:
    """``(id, name as kept)`` of what has this clean name, whatever its capitals in any script."""
    row = connection.execute(f"SELECT id, name FROM {kind} WHERE name = ?", (name,)).fetchone()
    if row is None:
        # SQLite's NOCASE knows ASCII only, and STRASSE is Straße.
        for one, kept in connection.execute(f"SELECT id, name FROM {kind}").fetchall():
            if kept.casefold() == name.casefold():
                return int(one), str(kept)
    return None if row is None else (int(row[0]), str(row[1]))


def require(connection: Connection, kind: Kind, name: str) -> tuple[int, str]:
    """As `find`, of a name that need not be clean. Raises `NothingThereError` if nothing has it."""
    found = find(connection, kind, clean_name(kind, name))
    if found is None:
        raise NothingThereError(
            f"There is no {kind} “{name}”.", "It may have been renamed or deleted meanwhile."
        )
    return found


def rename(connection: Connection, kind: Kind, name: str, new_name: str) -> tuple[str, str]:
    """Give a label or an album another name; ``(old, new)`` as kept, which may be the same.

    Raises `NothingThereError` if there is none, `PhotoClipError` if another one has that name.
    """
    one, old = require(connection, kind, name)
    new = clean_name(kind, new_name)
    taken = find(connection, kind, new)
    if taken is not None and taken[0] != one:
        raise PhotoClipError(f"There is {_A[kind]} “{taken[1]}” already.", "Choose another name.")
    if new != old:
        connection.execute(f"UPDATE {kind} SET name = ? WHERE id = ?", (new, one))
    return old, new
