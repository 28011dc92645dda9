"""Keywords in files, counted: what somebody called their photos before."""

from __future__ import annotations

from collections import Counter

from photoclip.core.labels import SEPARATOR, leaf
from photoclip.core.types import PhotoId
from photoclip.store.database import Library


def places(library: Library, least: int = 1) -> list[tuple[str, int]]:
    """Keywords that ``least`` photos or more have, most first: ``(where it stands, photos)``.

    One with places in a hierarchy is named by these, ``Animals/Dog``, and by itself only if most of
    its photos don't say its place. Capitals make no difference.
    """
    paths = _counted(library, "path", "keyword_path")
    words = _counted(library, "keyword", "keyword")
    placed: Counter[str] = Counter()
    for path, (_spelt, count) in paths.items():
        placed[leaf(path)] += count
    inside = {part for path in paths for part in path.split(SEPARATOR)[:-1]}
    found = {spelt: count for spelt, count in paths.values() if count >= least}
    for word, (spelt, count) in words.items():
        alone = count - placed[word]
        # Programs write the parents of a place as keywords too: those are no words of their own.
        if count >= least and alone > placed[word] and word not in inside and word not in paths:
            found.setdefault(spelt, count)
    return sorted(found.items(), key=lambda one: (-one[1], one[0].casefold()))


def photos_with(library: Library, name: str, count: int) -> tuple[PhotoId, ...]:
    """Some of the photos whose files have this keyword, or have it in this place."""
    rows = library.connection.execute(
        "SELECT photo_id FROM keyword_path WHERE path = ?1 COLLATE NOCASE "
        "UNION SELECT photo_id FROM keyword WHERE keyword = ?1 COLLATE NOCASE "
        "ORDER BY photo_id LIMIT ?2",
        (name, count),
    ).fetchall()
    return tuple(PhotoId(photo) for (photo,) in rows)


def _counted(library: Library, column: str, table: str) -> dict[str, tuple[str, int]]:
    """Photos by folded text, with the spelling most of them have."""
    rows = library.connection.execute(
        f"SELECT {column}, count(*) FROM {table} GROUP BY {column} ORDER BY 2 DESC, 1"
    ).fetchall()
    found: dict[str, tuple[str, int]] = {}
    for text, count in rows:
        spelt, before = found.get(text.casefold(), (text, 0))
        found[text.casefold()] = (spelt, before + int(count))
    return found
