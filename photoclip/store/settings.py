"""Settings that belong to the library, not to the machine (the active model, for one)."""

from __future__ import annotations

import json
from contextlib import suppress

from photoclip.core.commands import JSON
from photoclip.store.database import Connection, Library, LibraryDamagedError

ACTIVE_MODEL = "active_model"
"""The model that answers: its name, or where its folder lies. Without it the embedded one does."""

NEXT_MODEL = "next_model"
"""The model that is to answer next, named alike: its vectors are made meanwhile. Set it to ask for that,
remove it to stop."""


def get(library: Library, key: str) -> object | None:
    """The JSON value stored under ``key``, or None. Raises `LibraryError` if it is damaged."""
    row = library.connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    try:
        return None if row is None else json.loads(row[0])
    except (ValueError, TypeError) as error:
        raise LibraryDamagedError(
            f"The setting {key} in the library file {library.file} is damaged.",
            "Mend the library: photoclip doctor --repair",
        ) from error


def put(library: Library, key: str, value: object) -> None:
    """Store a JSON value under ``key``."""
    with library.transaction() as connection:
        connection.execute(
            "INSERT INTO setting(key, value) VALUES (?, ?) "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (key, json.dumps(value)),
        )


def change(connection: Connection, key: str, value: JSON) -> tuple[bool, JSON]:
    """Set a setting inside a transaction, or remove it with None: whether it is another, what it was."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
    text = None if value is None else json.dumps(value)
    old: JSON = None
    with suppress(ValueError):  # a damaged one is no value to go back to
        old = None if row is None else json.loads(row[0])
    if text == (None if row is None else row[0]):
        return False, old
    if text is None:
        connection.execute("DELETE FROM setting WHERE key = ?", (key,))
    else:
        connection.execute(
            "INSERT INTO setting(key, value) VALUES (?, ?) "
            "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (key, text),
        )
    return True, old
