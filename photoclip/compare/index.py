"""The vector index: every vector of one model in memory, searched exactly.

At 100,000 photos an exact product takes tens of milliseconds and an approximate index would take
longer to build than it ever saves; at a million memory bandwidth decides, so rows stay float16 and
are widened in blocks that fit the processor's cache.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from weakref import WeakValueDictionary

import numpy as np
import numpy.typing as npt

from photoclip.core.cancel import CancelToken
from photoclip.core.types import Float16, Float32
from photoclip.store import vectors
from photoclip.store.database import Library

BLOCK = 1024
"""Rows widened to float32 at a time: 2 MB at 512 dimensions."""

_THREADS = min(4, os.cpu_count() or 1)

Int64 = npt.NDArray[np.int64]


class VectorIndex:
    """Unit vectors ``(n, dim)`` float16 with their content ids; grows in place.

    Several threads may look into it while one lets it grow: rows that are there never change.
    """

    def __init__(self, dim: int) -> None:
        self.dim = dim
        self.growing = threading.Lock()
        self.last_id = 0
        self._ids: Int64 = np.empty(0, np.int64)
        self._rows: Float16 = np.empty((0, dim), np.float16)
        self._size = 0

    @classmethod
    def load(cls, library: Library, model_id: int, dim: int) -> VectorIndex:
        """All vectors of a model."""
        index = cls(dim)
        batch = vectors.load(library, model_id, dim)
        index._ids, index._rows, index._size = batch.content_ids, batch.rows, len(batch.rows)
        index.last_id = batch.last_id
        return index

    def refresh(self, library: Library, model_id: int) -> int:
        """Append what was indexed since the last load; how many rows came."""
        batch = vectors.load(library, model_id, self.dim, after=self.last_id)
        self.append(batch.content_ids, batch.rows)
        self.last_id = batch.last_id
        return len(batch.rows)

    def append(self, ids: Int64, rows: Float16) -> None:
        """Add rows; capacity doubles, so appending one by one stays linear."""
        needed = self._size + len(rows)
        if needed > len(self._rows):
            capacity = max(needed, 2 * len(self._rows), 1024)
            grown_rows = np.empty((capacity, self.dim), np.float16)
            grown_ids = np.empty(capacity, np.int64)
            grown_rows[: self._size] = self._rows[: self._size]
            grown_ids[: self._size] = self._ids[: self._size]
            self._rows, self._ids = grown_rows, grown_ids
        self._rows[self._size : needed] = rows
        self._ids[self._size : needed] = ids
        self._size = needed

    def __len__(self) -> int:
        return self._size

    @property
    def content_ids(self) -> Int64:
        """``(n,)`` int64, in the order of the rows."""
        size = self._size  # first: the array may be replaced by a longer one meanwhile
        return self._ids[:size]

    @property
    def rows(self) -> Float16:
        """``(n, dim)`` float16."""
        size = self._size
        return self._rows[:size]

    def similarities(self, queries: Float32, cancel: CancelToken | None = None) -> Float32:
        """Cosines ``(n, q)`` float32 of every row with ``(q, dim)`` unit queries.

        Raises `Cancelled`.
        """
        queries = np.ascontiguousarray(np.atleast_2d(queries), np.float32)
        size, rows = self._size, self._rows
        result = np.empty((size, len(queries)), np.float32)

        def multiply(start: int, stop: int) -> None:
            wide = np.empty((min(BLOCK, stop - start), self.dim), np.float32)
            for first in range(start, stop, BLOCK):
                if cancel is not None:
                    cancel.check()
                last = min(first + BLOCK, stop)
                part = wide[: last - first]
                part[...] = rows[first:last]
                if len(queries) == 1:
                    # not by BLAS: its threads spin where others need the processor too
                    np.einsum("ij,j->i", part, queries[0], out=result[first:last, 0])
                else:
                    np.matmul(part, queries.T, out=result[first:last])

        in_parts(multiply, size, 8 * BLOCK)
        return result

    def gather(self, places: Int64) -> Float32:
        """The rows at these places as ``(k, dim)`` float32."""
        chosen: Float32 = self._rows[places].astype(np.float32)
        return chosen

    def places_of(self, content_ids: Int64) -> Int64:
        """Where these contents stand in the index; those without a vector are left out."""
        own = self.content_ids
        if not len(own) or not len(content_ids):
            return np.empty(0, np.int64)
        wanted = np.zeros(int(max(own.max(), content_ids.max())) + 1, bool)
        wanted[content_ids] = True
        return np.flatnonzero(wanted[own])


_shared: WeakValueDictionary[tuple[object, ...], VectorIndex] = WeakValueDictionary()
_sharing = threading.Lock()


def index_of(library: Library, model_key: str, dim: int) -> VectorIndex:
    """All vectors of a model as the library has them now.

    Those who ask for the same in one process share it: a million vectors take a gigabyte.
    """
    model_id = vectors.find_model(library, model_key)
    if model_id is None:
        return VectorIndex(dim)
    name = (*_identity(library), model_key, dim)
    with _sharing:
        index = _shared.get(name)
        if index is not None and _brought_up_to_date(index, library, model_id):
            return index
        index = VectorIndex.load(library, model_id, dim)
        _shared[name] = index
        return index


def _brought_up_to_date(index: VectorIndex, library: Library, model_id: int) -> bool:
    """Append what came; False if some were deleted, so that the index says what is no more."""
    with index.growing:
        index.refresh(library, model_id)
        return len(index) == vectors.count(library, model_id)


def _identity(library: Library) -> tuple[object, ...]:
    status = os.stat(library.file)
    return os.path.realpath(library.file), status.st_dev, status.st_ino


def in_parts(work: Callable[[int, int], None], size: int, smallest: int) -> None:
    """Call ``work(start, stop)`` for a part of ``range(size)`` on each of a few cores.

    A part has ``smallest`` items at least. NumPy lets go of the interpreter inside its loops.
    Raises what ``work`` raised.
    """
    parts = max(1, min(_THREADS, size // smallest))
    edges = [size * n // parts for n in range(parts + 1)]
    if parts == 1:
        work(0, size)
        return
    with ThreadPoolExecutor(parts, "vectors") as pool:
        for done in [pool.submit(work, *edge) for edge in pairwise(edges)]:
            done.result()
