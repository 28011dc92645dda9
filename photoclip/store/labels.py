"""Labels, and where photos have them from: reading. `store.label_edits` and `store.tags` write."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from photoclip.core.commands import Verdict
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import HELD, LabelDefinition, Source
from photoclip.core.types import PhotoId
from photoclip.store import columns, label_tree
from photoclip.store.database import Library
from photoclip.store.label_edits import definition_of

_PAGE = 500

UNMARKED = (
    "NOT EXISTS (SELECT 1 FROM label_mark AS mark "
    "WHERE mark.photo_id = one.photo_id AND mark.label_id = one.label_id)"
)
NOT_IMPORTED = (
    "NOT EXISTS (SELECT 1 FROM label_import AS found "
    "WHERE found.label_id = one.label_id AND found.photo_id = one.photo_id)"
)
"""What the view photo_label asks of a row of label_import or label_tag, and of label_tag: called one."""

# Counted as that view has it, but table by table, each in the order it lies in: what stands
# under a mark or a keyword, and what is hidden, is little and taken off again.
_ALL = (
    "SELECT label_id, verdict, count(*) FROM label_mark AS one WHERE {0} GROUP BY 1, 2",
    "SELECT label_id, 'imported', count(*) FROM label_import AS one WHERE {0} GROUP BY 1",
)
_TAGS = "SELECT label_id, count(*), sum(source = 'auto') FROM label_tag AS one WHERE {0} GROUP BY 1"
_COVERED = (
    "SELECT one.label_id, 'imported', count(*) FROM label_mark AS over CROSS JOIN label_import AS one "
    "ON one.label_id = over.label_id AND one.photo_id = over.photo_id WHERE {0} GROUP BY 1",
    "SELECT one.label_id, one.source, count(*) FROM (SELECT label_id, photo_id FROM label_mark "
    "UNION SELECT label_id, photo_id FROM label_import) AS over CROSS JOIN label_tag AS one "
    "ON one.label_id = over.label_id AND one.photo_id = over.photo_id WHERE {0} GROUP BY 1, 2",
)
_AWAY = "SELECT one.label_id, {0}, count(*) FROM json_each(?) AS away CROSS JOIN {1} AS one "
_HIDDEN = tuple(
    f"{_AWAY.format(source, table)} ON one.photo_id = away.value WHERE {{0}}{under} GROUP BY 1, 2"
    for source, table, under in (
        ("one.verdict", "label_mark", ""),
        ("'imported'", "label_import", f" AND {UNMARKED}"),
        ("one.source", "label_tag", f" AND {UNMARKED} AND {NOT_IMPORTED}"),
    )
)


@dataclass(frozen=True, slots=True)
class Label:
    """A label as it stands. ``rule`` is JSON of the one in force, None where there is none.

    ``stale``: its tags don't follow from its rule yet. ``confirmed`` and ``rejected`` count all
    photos, hidden ones too; the others count visible photos by where they have the label from, and
    ``shown`` those that have it at all (confirmed, imported or by rule).
    """

    id: int
    name: str
    definition: LabelDefinition
    rule: str | None
    stale: bool
    confirmed: int
    rejected: int
    imported: int
    automatic: int
    suggested: int
    shown: int

    @property
    def active(self) -> bool:
        """Whether a rule is in force."""
        return self.rule is not None


@dataclass(frozen=True, slots=True)
class LabelOnPhoto:
    """A label on a photo and where it comes from; ``score`` 0..1 where that is its rule."""

    name: str
    source: Source
    score: float | None
    color: str


def all_labels(library: Library) -> list[Label]:
    """Every label, by name."""
    return _labels(library, "1")


def label_named(library: Library, name: str) -> Label | None:
    """The label of this name, whatever its capitals; None if there is none, or can't be one."""
    try:
        found = label_tree.find(library.connection, name)
    except PhotoClipError:
        return None
    return None if found is None else _labels(library, f"one.label_id = {found[0]}", found[0])[0]


def _labels(library: Library, which: str, label: int | None = None) -> list[Label]:
    ask = library.connection.execute
    rows = ask(
        "SELECT id, name, definition, rule, stale FROM label WHERE ?1 IS NULL OR id = ?1", (label,)
    ).fetchall()
    if not rows:
        return []
    counts: Counter[tuple[int, str]] = Counter()
    for sql in _ALL:
        counts.update({(one, source): count for one, source, count in ask(sql.format(which))})
    for one, count, by_rule in ask(_TAGS.format(which)).fetchall():
        counts[one, Source.AUTO], counts[one, Source.SUGGESTED] = by_rule, count - by_rule
    for sql in _COVERED:
        counts.subtract({(one, source): count for one, source, count in ask(sql.format(which))})
    away = json.dumps(columns.hidden(library).tolist())
    hidden: Counter[tuple[int, str]] = Counter()
    for sql in _HIDDEN:
        found = ask(sql.format(which), (away,)).fetchall()
        hidden.update({(one, source): count for one, source, count in found})

    def label_of(one: int, name: str, definition: str, rule: str | None, stale: int) -> Label:
        shown = {source: counts[one, source] - hidden[one, source] for source in Source}
        return Label(
            one,
            name,
            definition_of(definition),
            rule,
            bool(stale),
            confirmed=counts[one, Source.CONFIRMED],
            rejected=counts[one, Source.REJECTED],
            imported=shown[Source.IMPORTED],
            automatic=shown[Source.AUTO],
            suggested=shown[Source.SUGGESTED],
            shown=sum(shown[source] for source in HELD),
        )

    return sorted((label_of(*row) for row in rows), key=lambda one: one.name.casefold())


def names(library: Library) -> list[str]:
    """The names of all labels, in order."""
    rows = library.connection.execute("SELECT name FROM label").fetchall()
    return sorted((name for (name,) in rows), key=str.casefold)


def labels_of(library: Library, photo: PhotoId) -> list[LabelOnPhoto]:
    """The labels on a photo, rejected and suggested ones too, by name."""
    rows = library.connection.execute(
        "SELECT label.name, source, score, label.definition FROM photo_label "
        "JOIN label ON label.id = photo_label.label_id WHERE photo_id = ?",
        (photo,),
    ).fetchall()
    found = [
        LabelOnPhoto(name, Source(source), score, definition_of(definition).color)
        for name, source, score, definition in rows
    ]
    return sorted(found, key=lambda one: one.name.casefold())


def marks(library: Library, label_id: int) -> list[tuple[PhotoId, int, Verdict]]:
    """What a person said of a label: ``(photo, its content, verdict)``, hidden photos too."""
    rows = library.connection.execute(
        "SELECT photo_id, photo.content_id, verdict FROM label_mark "
        "JOIN photo ON photo.id = label_mark.photo_id WHERE label_id = ? ORDER BY photo_id",
        (label_id,),
    ).fetchall()
    return [(PhotoId(photo), int(content), Verdict(verdict)) for photo, content, verdict in rows]


def tagged(library: Library, label_id: int, source: Source) -> list[PhotoId]:
    """The photos that have a label by its rule, or are suggested it, whatever else says."""
    (text,) = library.connection.execute(
        "SELECT group_concat(photo_id) FROM label_tag WHERE label_id = ? AND source = ?",
        (label_id, source.value),
    ).fetchone()
    return [PhotoId(int(photo)) for photo in str(text).split(",")] if text is not None else []


def rules_in_force(library: Library) -> list[tuple[int, str, str]]:
    """``(label id, name, rule as JSON)`` of the labels that have a rule, by id."""
    rows = library.connection.execute(
        "SELECT id, name, rule FROM label WHERE rule IS NOT NULL ORDER BY id"
    ).fetchall()
    return [(int(label), str(name), str(rule)) for label, name, rule in rows]


def name_of(library: Library, label_id: int) -> str | None:
    """The name of the label with this id, if there is one."""
    row = library.connection.execute("SELECT name FROM label WHERE id = ?", (label_id,)).fetchone()
    return None if row is None else str(row[0])


def stale_labels(library: Library) -> list[int]:
    """The ids of labels whose tags don't follow from their rules yet."""
    rows = library.connection.execute("SELECT id FROM label WHERE stale <> 0 ORDER BY id")
    return [int(label) for (label,) in rows.fetchall()]


def marks_of(library: Library, photos: Sequence[PhotoId]) -> dict[PhotoId, dict[str, Verdict]]:
    """What was said of these photos: verdict by label name. Photos without marks are left out."""
    found: dict[PhotoId, dict[str, Verdict]] = {}
    for start in range(0, len(photos), _PAGE):
        part = photos[start : start + _PAGE]
        for photo, name, verdict in library.connection.execute(
            "SELECT photo_id, label.name, verdict FROM label_mark "
            "JOIN label ON label.id = label_mark.label_id "
            f"WHERE photo_id IN ({','.join('?' * len(part))}) ORDER BY label.name",
            part,
        ):
            found.setdefault(PhotoId(photo), {})[name] = Verdict(verdict)
    return found


def marked(library: Library, label: str, verdict: Verdict) -> list[PhotoId]:
    """The photos on which the label got this verdict, in the order of their ids."""
    rows = library.connection.execute(
        "SELECT photo_id FROM label_mark JOIN label ON label.id = label_mark.label_id "
        "WHERE label.name = ? AND verdict = ? ORDER BY photo_id",
        (label, verdict.value),
    )
    return [PhotoId(row[0]) for row in rows]


@dataclass(frozen=True, slots=True)
class ByHand:
    """Stars and flag a person gave a photo; None where they gave none."""

    rating: int | None
    flag: str | None


def by_hand(library: Library, photo: PhotoId) -> ByHand | None:
    """What a person gave this photo; None for an unknown photo."""
    row = library.connection.execute(
        "SELECT own_rating, flag FROM photo WHERE id = ?", (photo,)
    ).fetchone()
    return None if row is None else ByHand(*row)
