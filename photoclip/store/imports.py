"""Labels that stand in files as keywords: table ``label_import``, derived from the keywords alone.

A file says that its photo has a label where

- one of its keyword paths is the label's name (``Animals/Dog``), or
- one of its keywords is the label's name, or the last part of it, and no path says otherwise: a
  label below another one is not meant by ``Dog`` where the photo has the path ``Food/Dog``; one at
  the top, which says nothing of its place, is meant unless that path is another label's name.

Capitals make no difference, in any script. What PhotoClip wrote into the file itself (table
``written_word``) says nothing: a label that is put on by rule would never leave again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from photoclip.core.labels import SEPARATOR, leaf
from photoclip.store.database import Connection

_DISTINCT = (
    "WITH RECURSIVE said(it) AS (SELECT (SELECT {0} FROM {1} ORDER BY {0} COLLATE NOCASE LIMIT 1) "
    "UNION ALL SELECT (SELECT {0} FROM {1} WHERE {0} > said.it COLLATE NOCASE "
    "ORDER BY {0} COLLATE NOCASE LIMIT 1) FROM said WHERE said.it IS NOT NULL) "
    "SELECT it FROM said WHERE it IS NOT NULL"
)
"""One of each, whatever its capitals in ASCII: the index is skimmed from one to the next."""

_NOT_OWN = (
    "NOT EXISTS (SELECT 1 FROM file JOIN written_word ON file_id = file.id "
    "WHERE file.photo_id = {0}.photo_id AND folded(word) = folded({0}.{1}))"
)
_BY_PATH = (
    "INSERT OR IGNORE INTO label_import(label_id, photo_id) "
    "SELECT ?, said.photo_id FROM json_each(?) AS wanted CROSS JOIN keyword_path AS said "
    f"ON said.path = wanted.value COLLATE NOCASE WHERE {_NOT_OWN.format('said', 'path')}"
)
_BY_WORD = (
    "INSERT OR IGNORE INTO label_import(label_id, photo_id) "
    "SELECT ?, said.photo_id FROM json_each(?) AS wanted CROSS JOIN keyword AS said "
    "ON said.keyword = wanted.value COLLATE NOCASE WHERE NOT EXISTS ("
    "SELECT 1 FROM keyword_path AS place WHERE place.photo_id = said.photo_id "
    "AND place.path COLLATE NOCASE IN (SELECT value FROM json_each(?)) "
    f"AND {_NOT_OWN.format('place', 'path')}) AND {_NOT_OWN.format('said', 'keyword')}"
)


def meant(
    labels: Mapping[int, str], words: Collection[str], paths: Collection[str]
) -> frozenset[int]:
    """The labels, name by id, that a photo's keywords and keyword paths mean."""
    said = {word.casefold() for word in words}
    places = {path.casefold() for path in paths}
    names = {name.casefold() for name in labels.values()}
    found = set()
    for label, name in labels.items():
        folded = name.casefold()
        if folded in places or (
            (folded in said or leaf(folded) in said)
            and not any(_says_otherwise(place, folded, names) for place in places)
        ):
            found.add(label)
    return frozenset(found)


def _says_otherwise(place: str, name: str, names: Collection[str]) -> bool:
    """Whether a path, which is not the label's name, makes its last part mean something else."""
    # A path of one part is how some programs list a keyword that has no place.
    placed = SEPARATOR in name and SEPARATOR in place
    return leaf(place) == leaf(name) and (placed or place in names)


def of_photo(
    connection: Connection, photo: int, words: Collection[str], paths: Collection[str]
) -> None:
    """Derive the labels that stand in a photo's file anew."""
    connection.execute("DELETE FROM label_import WHERE photo_id = ?", (photo,))
    if not words and not paths:
        return
    own = {
        word.casefold()
        for (word,) in connection.execute(
            "SELECT word FROM written_word JOIN file ON file.id = file_id WHERE photo_id = ?",
            (photo,),
        )
    }
    if own:
        words = [word for word in words if word.casefold() not in own]
        paths = [path for path in paths if path.casefold() not in own]
    labels = dict(connection.execute("SELECT id, name FROM label").fetchall())
    connection.executemany(
        "INSERT INTO label_import(label_id, photo_id) VALUES (?, ?)",
        [(label, photo) for label in sorted(meant(labels, words, paths))],
    )


def of_labels_called(connection: Connection, names: Iterable[str]) -> None:
    """Derive labels anew after some were made, renamed or deleted; ``names`` are those they had
    and have. Others with the same last part are derived too.
    """
    labels = dict(connection.execute("SELECT id, name FROM label").fetchall())
    leaves = {leaf(name).casefold() for name in names}
    changed = {one: name.casefold() for one, name in labels.items()}
    changed = {one: name for one, name in changed.items() if leaf(name) in leaves}
    if not changed:
        return
    known = {name.casefold() for name in labels.values()}
    words = _spellings(connection, "keyword", "keyword")
    paths = _spellings(connection, "path", "keyword_path")
    by_leaf: dict[str, list[str]] = {}
    for path in paths:
        by_leaf.setdefault(leaf(path), []).append(path)
    for one, name in changed.items():
        connection.execute("DELETE FROM label_import WHERE label_id = ?", (one,))
        here = paths.get(name, [])
        said = [*words.get(leaf(name), ()), *(words.get(name, ()) if SEPARATOR in name else ())]
        otherwise = [
            spelling
            for path in by_leaf.get(leaf(name), ())
            if path != name and _says_otherwise(path, name, known)
            for spelling in paths[path]
        ]
        connection.execute(_BY_PATH, (one, json.dumps(here)))
        connection.execute(_BY_WORD, (one, json.dumps(said), json.dumps(otherwise)))


def _spellings(connection: Connection, column: str, table: str) -> dict[str, list[str]]:
    """What is said in a table, as it is spelt there, by its folded form."""
    found: dict[str, list[str]] = {}
    for (text,) in connection.execute(_DISTINCT.format(column, table)).fetchall():
        found.setdefault(text.casefold(), []).append(text)
    return found
