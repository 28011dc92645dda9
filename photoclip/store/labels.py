"""Labels, and what a person said about them on photos: reading. `store.commands` writes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photoclip.core.commands import Verdict
from photoclip.core.types import PhotoId
from photoclip.store.database import Library
from photoclip.store.photos import VISIBLE

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Label:
    """A label and on how many photos it was confirmed and rejected.

    All count, hidden photos too, except in ``shown``: the visible ones it was confirmed on.
    """

    id: int
    name: str
    confirmed: int
    rejected: int
    shown: int


def all_labels(library: Library) -> list[Label]:
    """Every label, by name."""
    rows = library.connection.execute(
        "SELECT label.id, label.name, coalesce(sum(verdict = 'confirmed'), 0), "
        "coalesce(sum(verdict = 'rejected'), 0), "
        f"coalesce(sum(verdict = 'confirmed' AND {VISIBLE}), 0) "
        "FROM label LEFT JOIN (SELECT photo_id AS id, label_id, verdict FROM label_mark) AS photo "
        "ON photo.label_id = label.id GROUP BY label.id"
    )
    return sorted((Label(*row) for row in rows), key=lambda label: label.name.casefold())


def labels_of(library: Library, photo: PhotoId) -> list[tuple[str, Verdict]]:
    """The labels a person confirmed or rejected on this photo, by name."""
    marks = marks_of(library, [photo]).get(photo, {})
    return sorted(marks.items(), key=lambda mark: mark[0].casefold())


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
