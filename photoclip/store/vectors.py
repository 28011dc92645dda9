"""Vectors: float16 BLOBs keyed by (content, model)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photoclip.core.types import ContentHash, Float16, Float32
from photoclip.store.database import Connection, Library, LibraryDamagedError
from photoclip.store.photos import VISIBLE


@dataclass(frozen=True, slots=True)
class VectorBatch:
    """Vectors as stored. ``rows`` is float16 ``(n, dim)``, ``content_ids`` int64 ``(n,)``.

    ``last_id`` is where the next load goes on.
    """

    content_ids: npt.NDArray[np.int64]
    rows: Float16
    last_id: int


def model_id(connection: Connection, key: str, dim: int) -> int:
    """The id of the model with this key, which is recorded if it is new."""
    connection.execute("INSERT OR IGNORE INTO model(key, dim) VALUES (?, ?)", (key, dim))
    row = connection.execute("SELECT id FROM model WHERE key = ?", (key,)).fetchone()
    return int(row[0])


def find_model(library: Library, key: str) -> int | None:
    """The id of the model with this key, or None if the library never saw it."""
    row = library.connection.execute("SELECT id FROM model WHERE key = ?", (key,)).fetchone()
    return None if row is None else int(row[0])


def put(connection: Connection, model: int, content: int, vector: Float32) -> bool:
    """Store one unit vector ``(dim,)`` as float16; whether it is new. One that is there stays."""
    cursor = connection.execute(
        "INSERT OR IGNORE INTO vector(model_id, content_id, data) VALUES (?, ?, ?)",
        (model, content, vector.astype("<f2").tobytes()),
    )
    return cursor.rowcount > 0


def has(library: Library, model: int, digest: ContentHash) -> bool:
    """Whether the content with this hash has a vector of this model.

    So has one that a photo had before PhotoClip wrote into its file: the picture is the same.
    """
    row = library.connection.execute(
        "SELECT 1 FROM content JOIN vector ON vector.content_id = content.id AND model_id = ?2 "
        "WHERE content.hash = ?1 UNION ALL "
        "SELECT 1 FROM former_content JOIN photo ON photo.id = former_content.photo_id "
        "JOIN vector ON vector.content_id = photo.content_id AND model_id = ?2 "
        "WHERE former_content.hash = ?1",
        (digest, model),
    ).fetchone()
    return row is not None


def of_content(library: Library, model: int, content: int) -> Float32 | None:
    """The vector ``(dim,)`` float32 of a content, or None."""
    row = library.connection.execute(
        "SELECT data FROM vector WHERE model_id = ? AND content_id = ?", (model, content)
    ).fetchone()
    return None if row is None else np.frombuffer(row[0], "<f2").astype(np.float32)


def count(library: Library, model: int) -> int:
    """How many vectors of a model there are."""
    return int(
        library.connection.execute(
            "SELECT count(*) FROM vector WHERE model_id = ?", (model,)
        ).fetchone()[0]
    )


def count_searchable(library: Library, model: int) -> int:
    """How many of the photos the library shows have a vector of a model."""
    return int(
        library.connection.execute(
            "SELECT count(*) FROM photo JOIN vector ON vector.content_id = photo.content_id "
            f"AND vector.model_id = ? WHERE {VISIBLE}",
            (model,),
        ).fetchone()[0]
    )


def of_contents(
    connection: Connection, model: int, contents: Sequence[int]
) -> tuple[list[int], Float32]:
    """Those of these contents that have a vector, and the vectors ``(n, dim)`` float32."""
    known: list[int] = []
    found: list[bytes] = []
    for content in contents:
        row = connection.execute(
            "SELECT data FROM vector WHERE model_id = ? AND content_id = ?", (model, content)
        ).fetchone()
        if row is not None:
            known.append(content)
            found.append(row[0])
    rows = np.frombuffer(b"".join(found), "<f2").astype(np.float32)
    return known, rows.reshape(len(known), -1 if known else 0)


def load(library: Library, model: int, dim: int, after: int = 0) -> VectorBatch:
    """All vectors of a model that came after row ``after``, in the order they came.

    Raises `LibraryDamagedError` where they haven't the model's dimensions.
    """
    last = _newest(library)  # first: what comes meanwhile comes with the next load
    after = max(after, _before_first(library, model) if not after else 0)
    (size,) = library.connection.execute(
        "SELECT count(*) FROM vector WHERE model_id = ? AND id > ? AND id <= ?",
        (model, after, last),
    ).fetchone()
    ids = np.empty(size, np.int64)
    rows = np.empty((size, dim), np.float16)
    filled = 0
    cursor = library.connection.execute(f"{_IN_ORDER} LIMIT ?", (model, after, last, size))
    while page := cursor.fetchmany(_PAGE):
        stop = filled + len(page)
        batch = _batch(library, page, dim)
        ids[filled:stop], rows[filled:stop] = batch.content_ids, batch.rows
        filled = stop
    return VectorBatch(ids[:filled], rows[:filled], max(after, last))


def pages(library: Library, model: int, dim: int, after: int = 0) -> Iterator[VectorBatch]:
    """As `load`, a few thousand at a time; between two pages nothing is held of the library.

    Raises `LibraryDamagedError` where they haven't the model's dimensions.
    """
    after = max(after, _before_first(library, model) if not after else 0)
    while page := library.connection.execute(
        f"{_IN_ORDER} LIMIT ?", (model, after, _LAST, _PAGE)
    ).fetchall():
        batch = _batch(library, page, dim)
        after = batch.last_id
        yield batch


def _newest(library: Library) -> int:
    """The newest row, whichever model's: rows of others that come later are passed over once only."""
    (last,) = library.connection.execute("SELECT coalesce(max(id), 0) FROM vector").fetchone()
    return int(last)


def _before_first(library: Library, model: int) -> int:
    """The row before a model's first one: those of models before it are not gone through."""
    (first,) = library.connection.execute(
        "SELECT coalesce(min(id), 1) FROM vector WHERE model_id = ?", (model,)
    ).fetchone()
    return int(first) - 1


_LAST = (1 << 63) - 1

_PAGE = 4096

#: By row, not by the index on the model: that one would sort a million BLOBs.
_IN_ORDER = (
    "SELECT id, content_id, data FROM vector NOT INDEXED WHERE model_id = ? AND id > ? AND id <= ? "
    "ORDER BY id"
)


def _batch(library: Library, page: Sequence[tuple[int, int, bytes]], dim: int) -> VectorBatch:
    joined = b"".join(data for _row, _content, data in page)
    if len(joined) != 2 * dim * len(page):
        raise LibraryDamagedError(
            f"Vectors in the library file {library.file} are damaged.",
            "They can be computed again: photoclip doctor --repair",
        )
    rows = np.frombuffer(joined, "<f2").reshape(len(page), dim)
    ids = np.array([content for _row, content, _data in page], np.int64)
    return VectorBatch(ids, rows.astype(np.float16, copy=False), page[-1][0])


#: Rounding to float16 changes the length of a unit vector by far less.
_LENGTH_TOLERANCE = 0.02


def delete_damaged(connection: Connection) -> int:
    """Delete vectors that can't be any: of another size, not finite, not of length 1; how many.

    The next `index` computes them again.
    """
    bad: list[tuple[int]] = []
    for model, dim in connection.execute("SELECT id, dim FROM model").fetchall():
        last = 0
        while page := connection.execute(
            "SELECT id, data FROM vector WHERE id > ? AND model_id = ? ORDER BY id LIMIT ?",
            (last, model, _PAGE),
        ).fetchall():
            last = page[-1][0]
            fit = [(row, data) for row, data in page if _has_size(data, dim)]
            bad += [(row,) for row, data in page if not _has_size(data, dim)]
            values = np.frombuffer(b"".join(data for _row, data in fit), "<f2")
            lengths = np.linalg.norm(values.reshape(len(fit), dim).astype(np.float32), axis=1)
            # a comparison with NaN is false
            whole = np.abs(lengths - 1) < _LENGTH_TOLERANCE
            bad += [(row,) for (row, _data), good in zip(fit, whole, strict=True) if not good]
    connection.executemany("DELETE FROM vector WHERE id = ?", bad)
    return len(bad)


def _has_size(data: object, dim: int) -> bool:
    return isinstance(data, bytes) and len(data) == 2 * dim
