"""How many photos there are of each kind, and the values there are: what an overview shows.

Counted over whole tables, which is faster than asking each photo whether it is shown; the few that
aren't are taken off again.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from photoclip.core.types import RootId
from photoclip.store import columns
from photoclip.store.columns import Int64
from photoclip.store.database import Library

_PRESENT = "photo_id IS NOT NULL AND state <> 'failed' AND missing_since IS NULL"
_COPIED = f"SELECT photo_id FROM file WHERE {_PRESENT} GROUP BY photo_id HAVING count(*) > 1"


@dataclass(frozen=True, slots=True)
class Totals:
    """``photos`` shown, ``offline`` and ``duplicates`` of them; files ``waiting`` and ``failed``."""

    photos: int
    offline: int
    duplicates: int
    waiting: int
    failed: int


def totals(library: Library) -> Totals:
    """How much there is."""

    def number(sql: str) -> int:
        return int(library.connection.execute(sql).fetchone()[0])

    duplicates, offline = _copied_and_offline(library)
    return Totals(
        photos=number(f"SELECT count(DISTINCT photo_id) FROM file WHERE {_PRESENT}"),
        offline=offline,
        duplicates=duplicates,
        waiting=number(
            "SELECT count(*) FROM file WHERE state = 'pending' AND missing_since IS NULL"
        ),
        failed=number(
            "SELECT count(*) FROM failure CROSS JOIN file ON file.id = failure.file_id "
            "WHERE file.state = 'failed' AND file.missing_since IS NULL"
        ),
    )


def _copied_and_offline(library: Library) -> tuple[int, int]:
    """How many photos have several files, and how many have none on a root that is online."""
    away = "SELECT id FROM root WHERE offline_since IS NOT NULL"
    if library.connection.execute(away).fetchone() is None:
        return int(library.connection.execute(f"SELECT count(*) FROM ({_COPIED})").fetchone()[0]), 0
    # Files that are away are as many photos, but for those that were copied.
    copied, files_away, copies_away, photos_away = library.connection.execute(
        "SELECT count(*), (SELECT count(*) FROM root CROSS JOIN file ON file.root_id = root.id "
        f"WHERE root.offline_since IS NOT NULL AND {_PRESENT}), total(away), total(away = files) "
        f"FROM (SELECT count(*) AS files, sum(root_id IN ({away})) AS away FROM file "
        f"WHERE {_PRESENT} AND photo_id IN ({_COPIED}) GROUP BY photo_id)"
    ).fetchone()
    return copied, files_away - int(copies_away) + int(photos_away)


def folders(library: Library) -> dict[RootId, dict[str, int]]:
    """How many photos lie in each folder of each root or below it; ``""`` is the root itself."""
    found: defaultdict[RootId, Counter[str]] = defaultdict(Counter)
    for root, folder, count in library.connection.execute(
        f"SELECT root_id, folder, count(*) FROM file WHERE {_PRESENT} GROUP BY root_id, folder"
    ).fetchall():
        for place in _and_above(folder):
            found[root][place] += count
    # A photo with two files below a folder is one photo there.
    together: Counter[tuple[int, RootId, str]] = Counter()
    for photo, root, folder in library.connection.execute(
        f"SELECT photo_id, root_id, folder FROM file WHERE {_PRESENT} AND photo_id IN ({_COPIED})"
    ).fetchall():
        together.update((photo, root, place) for place in _and_above(folder))
    for (_photo, root, place), count in together.items():
        found[root][place] -= count - 1
    return {root: dict(counts) for root, counts in found.items()}


def _and_above(folder: str) -> Iterable[str]:
    yield ""
    if folder:
        names = folder.split("/")
        for depth in range(1, len(names) + 1):
            yield "/".join(names[:depth])


def cameras(library: Library, hidden: Int64) -> list[tuple[str, int]]:
    """Cameras and their photos, most first."""
    return _most_first(_counted(library, "camera", hidden))


def lenses(library: Library, hidden: Int64) -> list[tuple[str, int]]:
    """Lenses and their photos, most first."""
    return _most_first(_counted(library, "lens", hidden))


def formats(library: Library, hidden: Int64) -> list[tuple[str, int]]:
    """Formats, as `media.formats` calls them, and their photos, most first."""
    joined = "photo CROSS JOIN content ON content.id = photo.content_id"
    return _most_first(_counted(library, "content.format", hidden, joined))


def years(library: Library, hidden: Int64) -> list[tuple[str, int]]:
    """Years and the photos taken in them, newest first."""
    return sorted(_counted(library, "substr(taken_at, 1, 4)", hidden).items(), reverse=True)


def months(library: Library, year: str) -> list[str]:
    """The months of a year in which a photo was taken, as 2024-07, newest first."""
    rows = library.connection.execute(
        "SELECT DISTINCT substr(taken_at, 1, 7) AS month FROM photo "
        "WHERE taken_at >= ? AND taken_at < ? ORDER BY month DESC",
        (f"{year}-", f"{year}."),
    )
    return [month for (month,) in rows.fetchall()]


def keywords(library: Library) -> list[tuple[str, int]]:
    """Keywords and how many photos have them, most first."""
    rows = library.connection.execute("SELECT keyword, count(*) FROM keyword GROUP BY keyword")
    return _most_first(dict(rows.fetchall()))


def embedded(library: Library, model: int) -> int:
    """How many of the photos shown have a vector of a model."""
    ids, contents = columns.contents_where(library)
    shown = contents[~columns.among(ids, columns.hidden(library))]
    return int(columns.among(columns.contents_with_vector(library, model), shown).sum())


def _counted(library: Library, value: str, hidden: Int64, source: str = "photo") -> Counter[str]:
    grouped = f"SELECT {value}, count(*) FROM {source} {{}} GROUP BY 1"
    found = Counter(dict(library.connection.execute(grouped.format("")).fetchall()))
    if len(hidden):
        these = grouped.format("WHERE photo.id IN (SELECT value FROM json_each(?))")
        rows = library.connection.execute(these, (json.dumps(hidden.tolist()),)).fetchall()
        found.subtract(dict(rows))
    return Counter({name: count for name, count in found.items() if name is not None and count > 0})


def _most_first(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: (-one[1], one[0].casefold()))
