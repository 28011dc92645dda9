"""Vectors: float16 BLOBs keyed by (content, model)."""

from __future__ import annotations

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


def put(connection: Connection, model: int, content: int, vector: Float32) -> None:
    """Store one unit vector ``(dim,)`` as float16; one that is there already stays."""
    connection.execute(
        "INSERT OR IGNORE INTO vector(model_id, content_id, data) VALUES (?, ?, ?)",
        (model, content, vector.astype("<f2").tobytes()),
    )


def has(library: Library, model: int, digest: ContentHash) -> bool:
    """Whether the content with this hash has a vector of this model."""
    row = library.connection.execute(
        "SELECT 1 FROM vector JOIN content ON content.id = vector.content_id "
        "WHERE content.hash = ? AND vector.model_id = ?",
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


def load(library: Library, model: int, dim: int, after: int = 0) -> VectorBatch:
    """All vectors of a model that came after row ``after``, in the order they came.

    Raises `LibraryDamagedError` where they haven't the model's dimensions.
    """
    (size,) = library.connection.execute(
        "SELECT count(*) FROM vector WHERE model_id = ? AND id > ?", (model, after)
    ).fetchone()
    ids = np.empty(size, np.int64)
    rows = np.empty((size, dim), np.float16)
    filled, last = 0, after
    cursor = library.connection.execute(
        # By row, not by the index on the model: that one would sort a million BLOBs.
        "SELECT id, content_id, data FROM vector NOT INDEXED WHERE model_id = ? AND id > ? "
        "ORDER BY id LIMIT ?",
        (model, after, size),
    )
    while page := cursor.fetchmany(4096):
        stop = filled + len(page)
        ids[filled:stop] = [content for _row, content, _data in page]
        joined = b"".join(data for _row, _content, data in page)
        if len(joined) != 2 * dim * len(page):
            raise LibraryDamagedError(
                f"Vectors in the library file {library.file} are damaged.",
                "They can be computed again: photoclip doctor --repair",
            )
        rows[filled:stop] = np.frombuffer(joined, "<f2").reshape(len(page), dim)
        filled, last = stop, page[-1][0]
    return VectorBatch(ids[:filled], rows[:filled], last)


#: Rounding to float16 changes the length of a unit vector by far less.
_LENGTH_TOLERANCE = 0.02
_PAGE = 4096


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
