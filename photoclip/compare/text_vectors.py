"""Text vectors, encoded once: a query asked again needs neither torch nor the model.

The cache is a folder of small files, one a query, named after model, wording and templates. It can be
deleted at any time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from photoclip.core.types import Float32, ModelInfo
from photoclip.embed.encoder import Encoder
from photoclip.embed.prompts import cache_key, encode_queries

_TOLERANCE = 1e-3
"""How far from 1 the length of a unit vector may be."""


class TextVectors:
    """Unit vectors of queries under one model, from the cache or from the encoder."""

    def __init__(
        self, model: ModelInfo, load_encoder: Callable[[], Encoder], cache: Path | None
    ) -> None:
        self._model = model
        self._load_encoder = load_encoder
        self._cache = cache
        self._known: dict[tuple[str, tuple[str, ...]], Float32] = {}

    def encode(self, queries: Sequence[str], templates: Sequence[str] | None = None) -> Float32:
        """``(n, dim)`` unit float32 rows, one a query, averaged over the templates."""
        chosen = tuple(self._model.templates if templates is None else templates)
        missing = [query for query in dict.fromkeys(queries) if self._recall(query, chosen) is None]
        if missing:
            rows = encode_queries(self._load_encoder(), missing, chosen)
            for query, row in zip(missing, rows, strict=True):
                self._known[query, chosen] = row
                self._store(query, chosen, row)
        if not queries:
            return np.zeros((0, self._model.dim), np.float32)
        return np.stack([self._known[query, chosen] for query in queries])

    def _path(self, query: str, templates: tuple[str, ...]) -> Path | None:
        if self._cache is None:
            return None
        name = cache_key(self._model.key, query, templates)
        return self._cache / name[:2] / f"{name[2:]}.f32"

    def _recall(self, query: str, templates: tuple[str, ...]) -> Float32 | None:
        known = self._known.get((query, templates))
        path = self._path(query, templates)
        if known is not None or path is None:
            return known
        try:
            row = np.fromfile(path, "<f4")
        except OSError:
            return None
        if len(row) != self._model.dim or not abs(_length(row) - 1.0) < _TOLERANCE:
            return None  # cut or damaged: encoded again and replaced
        self._known[query, templates] = row
        return row

    def _store(self, query: str, templates: tuple[str, ...], row: Float32) -> None:
        path = self._path(query, templates)
        if path is None:
            return
        # Straight into its place: who is killed here leaves nothing to clear away, and whoever reads
        # half a row sees that it isn't one. A cache that can't be written only costs time.
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            row.astype("<f4").tofile(path)


def _length(row: Float32) -> float:
    return float(np.linalg.norm(row.astype(np.float64)))  # no square of a float32 overflows there
