"""Settings that belong to the library, not to the machine (the active model, for one)."""

from __future__ import annotations

import json

from photoclip.store.database import Library, LibraryDamagedError

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
