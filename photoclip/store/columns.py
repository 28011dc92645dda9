"""Whole columns of the library as arrays, for lists of any length.

A row of SQLite becomes a tuple of Python objects, and a million of them take seconds. So SQLite joins
a column into one text itself, and NumPy reads that.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import sqlite3
else:
    # pysqlite3 where it is installed: the interpreter's own SQLite may be old.
    from sqlite_utils.utils import sqlite3

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled
from photoclip.store.database import Library

Int64 = npt.NDArray[np.int64]
Int32 = npt.NDArray[np.int32]

NO_RATING = -128
"""The rating of a photo without one."""

UNDATED = 0
"""The time and the day of a photo without a date."""

_STEPS = 50_000
"""How many of SQLite's steps, below a millisecond together, pass between two looks at a token."""

#: Every date as long as the longest: 2024-07-15T10:20:30.000000, whatever stands in the column.
_TAKEN = (
    "substr(coalesce(photo.taken_at, '') || "
    "substr('0000-00-00T00:00:00.000000', 1 + coalesce(length(photo.taken_at), 0)), 1, 26)"
)
_TAKEN_LENGTH = 26

_PRESENT = "file.state <> 'failed' AND file.missing_since IS NULL"

_WANTED = "json_each(?) AS wanted CROSS JOIN photo ON photo.id = wanted.value"

FEW = 50_000
"""Up to so many photos are looked up one by one; for more, the whole table is read."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Photos and when they were taken: ``ids`` and ``taken`` ``(n,)`` int64, ``days`` int32.

    ``taken`` grows with time, ``days`` are 20240715; both are `UNDATED` without a date.
    """

    ids: Int64
    taken: Int64
    days: Int32

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, places: Int64 | npt.NDArray[np.bool_]) -> Dated:
        """Some of them: at these places, or where the mask says so."""
        return Dated(self.ids[places], self.taken[places], self.days[places])


@contextmanager
def interruptible(library: Library, cancel: CancelToken | None) -> Iterator[None]:
    """Inside the block SQLite itself stops soon after ``cancel`` was set. Raises `Cancelled`."""
    if cancel is None:
        yield
        return
    connection = library.connection
    connection.set_progress_handler(lambda: int(cancel.cancelled), _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if cancel.cancelled:
            raise Cancelled from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def dated_where(library: Library, where: str = "1", parameters: Sequence[object] = ()) -> Dated:
    """The photos for which the SQL condition holds, hidden ones too, in no order.

    The condition may name the tables ``photo`` and ``content``. Its text comes from
    `search.filters`, never from a person.
    """
    return _dated(library, _from(where), parameters)


def contents_where(
    library: Library, where: str = "1", parameters: Sequence[object] = ()
) -> tuple[Int64, Int64]:
    """Ids and content ids of the photos `dated_where` finds, in no order."""
    ids, contents = library.connection.execute(
        f"SELECT group_concat(photo.id), group_concat(photo.content_id) FROM {_from(where)}",
        parameters,
    ).fetchone()
    return _numbers(ids), _numbers(contents)


def dated(library: Library, ids: Int64) -> Dated:
    """Those of these photos that the library has, hidden ones too, in no order."""
    if len(ids) > FEW:
        every = dated_where(library)
        return every.at(among(every.ids, ids))
    return _dated(library, _WANTED, (_json(ids),))


def first_by_date(library: Library, count: int, *, newest: bool) -> Dated:
    """The first of all visible photos that have a date, in order; at once, whatever the size."""
    way = "DESC" if newest else "ASC"
    return _dated(
        library,
        "(SELECT * FROM photo WHERE taken_at IS NOT NULL AND EXISTS (SELECT 1 FROM file "
        f"WHERE file.photo_id = photo.id AND {_PRESENT}) ORDER BY taken_at {way} LIMIT ?) AS photo",
        (count,),
    )


def is_long(library: Library, count: int) -> bool:
    """Whether the library has more photos than that, hidden ones too; told at once."""
    row = library.connection.execute("SELECT 1 FROM photo LIMIT 1 OFFSET ?", (count,)).fetchone()
    return row is not None


def ratings_of(library: Library, ids: Int64) -> npt.NDArray[np.int8]:
    """The effective ratings of these photos, or `NO_RATING`, in the order asked for."""
    source = "photo" if len(ids) > FEW else _WANTED
    parameters = () if len(ids) > FEW else (_json(ids),)
    known, ratings = library.connection.execute(
        f"SELECT group_concat(photo.id), group_concat(photo.effective_rating) FROM {source} "
        "WHERE photo.effective_rating IS NOT NULL",
        parameters,
    ).fetchone()
    found = np.full(len(ids), NO_RATING, np.int8)
    rated = _numbers(known)
    order = np.argsort(rated)
    if len(rated):
        place = np.minimum(np.searchsorted(rated[order], ids), len(rated) - 1)
        there = rated[order[place]] == ids
        found[there] = _numbers(ratings)[order[place]][there]
    return found


def hidden(library: Library) -> Int64:
    """The photos none of whose files is there (or could be read), in order of their ids."""
    connection = library.connection
    (photos,) = connection.execute("SELECT count(*) FROM photo").fetchone()
    (with_file,) = connection.execute("SELECT count(DISTINCT photo_id) FROM file").fetchone()
    # Photos without any file are rare, and looking for them is slower than counting.
    without = "UNION SELECT id FROM (SELECT id FROM photo EXCEPT SELECT photo_id FROM file)"
    return _numbers(
        connection.execute(
            "SELECT group_concat(id) FROM ("
            "  SELECT photo_id AS id FROM file WHERE missing_since IS NOT NULL "
            "  UNION SELECT photo_id FROM failure CROSS JOIN file ON file.id = failure.file_id "
            f"  {without if photos != with_file else ''}"
            ") AS suspect WHERE id IS NOT NULL AND NOT EXISTS "
            f"(SELECT 1 FROM file WHERE file.photo_id = suspect.id AND {_PRESENT})"
        ).fetchone()[0]
    )


def visible_among(library: Library, ids: Int64) -> Int64:
    """Those of a few photos one of whose files is there, in no order."""
    return _numbers(
        library.connection.execute(
            "SELECT group_concat(value) FROM json_each(?) AS wanted WHERE EXISTS "
            f"(SELECT 1 FROM file WHERE file.photo_id = wanted.value AND {_PRESENT})",
            (_json(ids),),
        ).fetchone()[0]
    )


def failed_photos(library: Library) -> Int64:
    """Photos one of whose files was changed into something that could not be read."""
    return _numbers(
        library.connection.execute(
            "SELECT group_concat(DISTINCT photo_id) FROM failure "
            "CROSS JOIN file ON file.id = failure.file_id "
            "WHERE file.state = 'failed' AND file.photo_id IS NOT NULL"
        ).fetchone()[0]
    )


def names_of(library: Library, ids: Int64) -> list[str]:
    """What these photos are ordered by where that is their name: ``name/folder``, case folded.

    The name is that of the photo's first file; empty for a photo whose files are all hidden.
    """
    source = "file WHERE"
    parameters: tuple[object, ...] = ()
    if len(ids) <= FEW:
        source = "json_each(?) AS wanted CROSS JOIN file ON file.photo_id = wanted.value WHERE"
        parameters = (_json(ids),)
    photo_text, root_text, text = library.connection.execute(
        "SELECT group_concat(file.photo_id), group_concat(file.root_id), "
        f"group_concat(file.name || '/' || file.folder, char(0)) FROM {source} {_PRESENT} "
        "AND file.photo_id IS NOT NULL",
        parameters,
    ).fetchone()
    owners, roots = _numbers(photo_text), _numbers(root_text)
    if not len(owners):
        return [""] * len(ids)
    names = text.casefold().split("\0")
    away = np.isin(roots, _offline_roots(library))
    # Files that are there before those on a drive that is away, else the one that came first.
    order = np.lexsort((away, owners))
    known, first = np.unique(owners[order], return_index=True)
    place = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    chosen = np.where(known[place] == ids, order[first[place]], -1)
    return [names[at] if at >= 0 else "" for at in chosen.tolist()]


def contents_with_vector(library: Library, model: int) -> Int64:
    """The contents that have a vector of a model."""
    return _numbers(
        library.connection.execute(
            "SELECT group_concat(content_id) FROM vector WHERE model_id = ?", (model,)
        ).fetchone()[0]
    )


def waiting_files(library: Library, where: str = "1", parameters: Sequence[object] = ()) -> Int64:
    """The ids of files that wait to be read for the first time, those changed last first.

    The condition may name the tables ``file`` and ``root``.
    """
    return _numbers(
        library.connection.execute(
            "SELECT group_concat(id) FROM (SELECT file.id FROM file JOIN root "
            "ON root.id = file.root_id WHERE file.state = 'pending' AND file.photo_id IS NULL "
            f"AND file.missing_since IS NULL AND {where} ORDER BY file.mtime_ns DESC, file.id)",
            parameters,
        ).fetchone()[0]
    )


def failed_files(library: Library) -> Int64:
    """The ids of files that could not be read and have no photo, by name."""
    return _numbers(
        library.connection.execute(
            "SELECT group_concat(id) FROM (SELECT file.id FROM failure CROSS JOIN file "
            "ON file.id = failure.file_id WHERE file.state = 'failed' AND file.photo_id IS NULL "
            "AND file.missing_since IS NULL ORDER BY file.name, file.folder, file.id)"
        ).fetchone()[0]
    )


def _offline_roots(library: Library) -> Int64:
    rows = library.connection.execute("SELECT id FROM root WHERE offline_since IS NOT NULL")
    return np.array([row[0] for row in rows.fetchall()], np.int64)


def _from(where: str) -> str:
    # A million photos are joined with their contents only where the condition asks for it.
    joined = " JOIN content ON content.id = photo.content_id" if "content." in where else ""
    return f"photo{joined} WHERE {where}"


def _dated(library: Library, source: str, parameters: Sequence[object]) -> Dated:
    ids, taken = library.connection.execute(
        f"SELECT group_concat(photo.id), group_concat({_TAKEN}, '') FROM {source}", parameters
    ).fetchone()
    return Dated(_numbers(ids), *_times(taken or ""))


def _numbers(text: str | int | None) -> Int64:
    if text is None:
        return np.empty(0, np.int64)
    return np.fromstring(str(text), np.int64, sep=",")


def _times(text: str) -> tuple[Int64, Int32]:
    """``taken`` and ``days`` of `Dated` from dates of `_TAKEN`, one behind the other."""
    digits = np.frombuffer(text.encode("ascii", "replace"), np.uint8).reshape(-1, _TAKEN_LENGTH)

    def number(start: int, stop: int) -> Int32:
        value = np.zeros(len(digits), np.int32)
        for column in range(start, stop):
            value = value * 10 + (digits[:, column] - ord("0"))
        return value

    year, month, day = number(0, 4), number(5, 7), number(8, 10)
    days = year * 10_000 + month * 100 + day
    seconds = (number(11, 13) * 60 + number(14, 16)) * 60 + number(17, 19)
    # Not the number of days that passed, but one that grows with it.
    taken = (year.astype(np.int64) * 13 + month) * 32 + day
    taken = taken * 86_400 + seconds
    taken = taken * 1_000_000 + number(20, 26)
    return taken, days.astype(np.int32)


def _json(ids: Int64) -> str:
    return json.dumps(ids.tolist())


def among(values: Int64, wanted: Int64) -> npt.NDArray[np.bool_]:
    """Where a wanted number stands; as `numpy.isin`, but by looking up: they are small and dense."""
    if not len(values) or not len(wanted):
        return np.zeros(len(values), bool)
    table = np.zeros(int(max(values.max(), wanted.max())) + 1, bool)
    table[wanted] = True
    return table[values]
