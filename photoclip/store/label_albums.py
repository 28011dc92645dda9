"""Smart albums that are a label's photos, no more: ``label:Animals/Dog``. They go where the label goes.

What such a search means is said by `search.query_filters`; here it is only read as far as it names
one label, and written the same way.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from photoclip.core.commands import Command, RenameLabel, SetAlbumQuery, Together
from photoclip.core.labels import SEPARATOR, is_source
from photoclip.store.database import Connection
from photoclip.store.label_tree import Move

_QUERY = re.compile(r'\s*label:((?:"(?:[^"\\]|\\.)*"|[^\s"^*?])+)\s*', re.IGNORECASE | re.DOTALL)
_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"|[^"]+', re.DOTALL)
_ESCAPE = re.compile(r'\\(["\\])')
_PLAIN = re.compile(r'[^\s"^*?]+')


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a search for one label names: parts of its name, and where it has to come from."""

    parts: tuple[str, ...]
    anchored: bool
    source: str

    def text(self) -> str:
        """As it stands in a query."""
        name = SEPARATOR.join(self.parts)
        if not _PLAIN.fullmatch(name):
            name = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        return f"label:{SEPARATOR if self.anchored else ''}{name}{self.source}"


class _Places:
    """The names of labels and of all that stands above them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._spelt: dict[tuple[str, ...], tuple[str, ...]] = {}
        for name in names:
            parts = tuple(name.split(SEPARATOR))
            for stop in range(1, len(parts) + 1):
                self._spelt.setdefault(_folded(parts[:stop]), parts[:stop])

    def meant(self, wanted: _Wanted) -> tuple[str, ...] | None:
        """The one place a search means: the one that is called so, or the only one that ends so."""
        folded = _folded(wanted.parts)
        if folded in self._spelt or wanted.anchored:
            return self._spelt.get(folded)
        found = [spelt for place, spelt in self._spelt.items() if _ends(place, folded)]
        return found[0] if len(found) == 1 else None

    def is_elsewhere(self, parts: tuple[str, ...]) -> bool:
        """Whether a search for these parts would find them within another label's name as well."""
        folded = _folded(parts)
        return any(_ends(place, folded) and place != folded for place in self._spelt)


def _folded(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(part.casefold() for part in parts)


def _ends(place: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    return place[-len(parts) :] == parts


def _read(query: str) -> _Wanted | None:
    """None for a search that is anything else than one for a label."""
    found = _QUERY.fullmatch(query)
    if found is None:
        return None
    text = "".join(
        piece[0] if piece[1] is None else _ESCAPE.sub(r"\1", piece[1])
        for piece in _PIECE.finditer(found[1])
    )
    parts = [stripped for part in text.split(SEPARATOR) if (stripped := part.strip())]
    source = ""
    if len(parts) > 1 and is_source(parts[-1]):
        source = SEPARATOR + parts.pop().lower()
    if not parts:
        return None
    return _Wanted(tuple(parts), text.lstrip().startswith(SEPARATOR), source)


def albums_of_label(connection: Connection, name: str) -> tuple[str, ...]:
    """The smart albums whose search is for exactly this label; ``name`` is as it is kept."""
    places = _Places(one for (one,) in connection.execute("SELECT name FROM label"))
    label = _folded(name.split(SEPARATOR))
    return tuple(
        album
        for album, query in sorted(_smart(connection).items())
        if (wanted := _read(query)) and _folded(places.meant(wanted) or ()) == label
    )


def _smart(connection: Connection) -> dict[str, str]:
    return dict(connection.execute("SELECT name, query FROM album WHERE query IS NOT NULL"))


def carry_along(connection: Connection, move: Move) -> Command:
    """Have albums of labels that moved search for them where they are now.

    Called after the labels have their new names. The command takes back the move and this.
    """
    before = _smart(connection)
    if not before:
        return move.undo
    names = dict(connection.execute("SELECT id, name FROM label").fetchall())
    then, now = _Places((names | move.before).values()), _Places(names.values())
    after = _moved(before, move.old, move.new, then, now)
    for album, query in after.items():
        if query != before[album]:
            connection.execute("UPDATE album SET query = ? WHERE name = ?", (query, album))
    if isinstance(move.undo, RenameLabel):
        back: Mapping[str, str] = _moved(after, move.undo.name, move.undo.new_name, now, then)
        changed: Collection[str] = [one for one in before if back[one] != before[one]]
    else:
        changed = [album for album, query in before.items() if _read(query)]
    if not changed:
        return move.undo
    return Together((move.undo, *(SetAlbumQuery(one, before[one]) for one in changed)))


def _moved(
    queries: Mapping[str, str], old: str, new: str, then: _Places, now: _Places
) -> dict[str, str]:
    """The albums' queries after what was ``old``, and all below, went to ``new``."""
    start, target = _folded(old.split(SEPARATOR)), tuple(new.split(SEPARATOR))
    after = dict(queries)
    for album, query in queries.items():
        wanted = _read(query)
        place = None if wanted is None else then.meant(wanted)
        if wanted is None or place is None or _folded(place[: len(start)]) != start:
            continue
        there = (*target, *place[len(start) :])
        short = len(wanted.parts) < len(place)
        if not (short and now.meant(wanted) == there):
            anchored = wanted.anchored or now.is_elsewhere(there)
            after[album] = _Wanted(there, anchored, wanted.source).text()
    return after
