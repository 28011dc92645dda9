"""The vector index: every vector of one model in memory, searched exactly.

At 100,000 photos an exact product takes tens of milliseconds and an approximate index would take
longer to build than it ever saves; at a million memory bandwidth decides, so rows stay float16 and
are widened in blocks that fit the processor's cache.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from photoclip.core.types import Float16, Float32
from photoclip.store import vectors
from photoclip.store.database import Library

BLOCK = 4096
"""Rows widened to float32 at a time: 8 MB at 512 dimensions."""

Int64 = npt.NDArray[np.int64]


class VectorIndex:
    """Unit vectors ``(n, dim)`` float16 with their content ids; grows in place."""

    def __init__(self, dim: int) -> None:
        self.dim = dim
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
        return self._ids[: self._size]

    @property
    def rows(self) -> Float16:
        """``(n, dim)`` float16."""
        return self._rows[: self._size]

    def similarities(self, queries: Float32) -> Float32:
        """Cosines ``(n, q)`` float32 of every row with ``(q, dim)`` unit queries."""
        queries = np.ascontiguousarray(np.atleast_2d(queries), np.float32)
        result = np.empty((self._size, len(queries)), np.float32)
        transposed = queries.T
        wide = np.empty((min(BLOCK, max(1, self._size)), self.dim), np.float32)
        for start in range(0, self._size, BLOCK):
            stop = min(start + BLOCK, self._size)
            part = wide[: stop - start]
            part[...] = self._rows[start:stop]
            np.matmul(part, transposed, out=result[start:stop])
        return result

    def gather(self, places: Int64) -> Float32:
        """The rows at these places as ``(k, dim)`` float32."""
        chosen: Float32 = self._rows[places].astype(np.float32)
        return chosen

    def places_of(self, content_ids: Int64) -> Int64:
        """Where these contents stand in the index; those without a vector are left out."""
        mask = np.isin(self.content_ids, content_ids)
        return np.flatnonzero(mask)
