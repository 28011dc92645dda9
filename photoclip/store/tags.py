"""What rules put on photos: table ``label_tag``, written by whoever owns the library.

Tags follow from the rules in force and the vectors alone. What a person said, or a file, goes before
them wherever they are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photoclip.core.labels import Source
from photoclip.core.types import Float32
from photoclip.store.columns import Int64
from photoclip.store.database import Connection

Bool = npt.NDArray[np.bool_]

SCORE_STEPS = 10_000
"""Scores are kept to so many steps: what a processor adds up in another order is no change."""

_SOURCE = {True: Source.AUTO.value, False: Source.SUGGESTED.value}

_PUT = (
    "INSERT INTO label_tag(label_id, photo_id, source, score) VALUES (?, ?, ?, ?) "
    "ON CONFLICT DO UPDATE SET source = excluded.source, score = excluded.score"
)


@dataclass(frozen=True, slots=True)
class Moved:
    """How the photos that have a label by its rule changed; ``held`` and ``suggested`` now."""

    added: int
    removed: int
    held: int
    suggested: int


class Mover:
    """Brings labels' tags to where their rules put them, inside one transaction.

    It reads once which photo holds which content: no photo may be recorded while it is used.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        photos, contents = connection.execute(
            "SELECT group_concat(id), group_concat(content_id) FROM photo"
        ).fetchone()
        owned = _numbers(contents)
        self._photo_of = np.zeros(int(owned.max(initial=0)) + 1, np.int64)
        self._photo_of[owned] = _numbers(photos)

    def move(self, label: int, contents: Int64, auto: Bool, scores: Float32) -> Moved:
        """Replace a label's tags by these, writing only what changes.

        ``contents`` int64 ``(n,)`` are those that have the label by its rule (``auto`` bool ``(n,)``)
        or are suggested (the others), each once; ``scores`` float32 ``(n,)`` 0..1. Contents that no
        photo holds are passed over.
        """
        known = contents < len(self._photo_of)
        photos = np.zeros(len(contents), np.int64)
        photos[known] = self._photo_of[contents[known]]
        held = photos > 0
        order = np.argsort(photos[held], kind="stable")
        photos, auto = photos[held][order], auto[held][order]
        steps = _steps(scores[held][order])
        before, was_auto, was_steps = self._tags(label)
        at = np.minimum(np.searchsorted(before, photos), max(len(before) - 1, 0))
        there = before[at] == photos if len(before) else np.zeros(len(photos), bool)
        same = there.copy()
        same[there] = (was_auto[at[there]] == auto[there]) & (was_steps[at[there]] == steps[there])
        gone = np.setdiff1d(before, photos, assume_unique=True)
        self._connection.executemany(
            "DELETE FROM label_tag WHERE label_id = ? AND photo_id = ?",
            ((label, photo) for photo in gone.tolist()),
        )
        new = ~same
        self._connection.executemany(
            _PUT,
            (
                (label, photo, _SOURCE[is_auto], step / SCORE_STEPS)
                for photo, is_auto, step in zip(
                    photos[new].tolist(), auto[new].tolist(), steps[new].tolist(), strict=True
                )
            ),
        )
        added = np.setdiff1d(photos[auto], before[was_auto], assume_unique=True)
        removed = np.setdiff1d(before[was_auto], photos[auto], assume_unique=True)
        has = int(auto.sum())
        return Moved(len(added), len(removed), has, len(photos) - has)

    def _tags(self, label: int) -> tuple[Int64, Bool, Int64]:
        """A label's tags as they stand: photos in order, whether by rule, scores in steps."""
        photos, auto, scores = self._connection.execute(
            "SELECT group_concat(photo_id), group_concat(source = 'auto'), "
            f"group_concat(CAST(round(score * {SCORE_STEPS}) AS INTEGER)) "
            "FROM (SELECT * FROM label_tag WHERE label_id = ? ORDER BY photo_id)",
            (label,),
        ).fetchone()
        return _numbers(photos), _numbers(auto).astype(bool), _numbers(scores)


def _steps(scores: Float32) -> Int64:
    return np.rint(np.clip(scores.astype(np.float64), 0.0, 1.0) * SCORE_STEPS).astype(np.int64)


def _numbers(text: str | int | None) -> Int64:
    return np.fromstring("" if text is None else str(text), np.int64, sep=",")


def tag_content(
    connection: Connection,
    content: int,
    tags: Mapping[int, tuple[Source, float]],
    judged: Collection[int] | None = None,
) -> None:
    """Give the photo that holds a content these tags, ``(auto or suggested, score)`` by label id.

    It loses all others it had by rules, or by those of the labels that were ``judged``. Nothing
    happens where no photo holds it, and labels that are not there any more are passed over.
    """
    row = connection.execute("SELECT id FROM photo WHERE content_id = ?", (content,)).fetchone()
    if row is None:
        return
    if judged is None:
        connection.execute("DELETE FROM label_tag WHERE photo_id = ?", row)
    else:
        connection.executemany(
            "DELETE FROM label_tag WHERE label_id = ? AND photo_id = ?",
            [(label, row[0]) for label in judged],
        )
    connection.executemany(
        "INSERT INTO label_tag(label_id, photo_id, source, score) "
        "SELECT id, ?, ?, ? FROM label WHERE id = ?",
        [
            (
                row[0],
                source.value,
                round(min(max(score, 0.0), 1.0) * SCORE_STEPS) / SCORE_STEPS,
                label,
            )
            for label, (source, score) in tags.items()
        ],
    )


def untag(connection: Connection, label: int) -> Moved:
    """Take away all that a label's rule put on photos: for one without a rule."""
    (removed,) = connection.execute(
        "SELECT count(*) FROM label_tag WHERE label_id = ? AND source = 'auto'", (label,)
    ).fetchone()
    connection.execute("DELETE FROM label_tag WHERE label_id = ?", (label,))
    return Moved(0, int(removed), 0, 0)


def clear_stale(connection: Connection, labels: Iterable[int]) -> None:
    """The tags of these labels follow from their rules now."""
    connection.executemany("UPDATE label SET stale = 0 WHERE id = ?", [(one,) for one in labels])


def mark_stale(connection: Connection) -> None:
    """The tags of no label follow from its rule: all are to be derived anew."""
    connection.execute("UPDATE label SET stale = 1 WHERE rule IS NOT NULL")
