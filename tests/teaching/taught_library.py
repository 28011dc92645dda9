"""A library of photos that are only vectors and words; what words mean is where their photos stand."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from photoclip.core import paths
from photoclip.core.types import Float32, ModelInfo
from photoclip.embed.prompts import unit
from photoclip.embed.weights import ModelFolder
from photoclip.store import database, vectors
from photoclip.store.database import Library

KINDS = ("fern", "harbour", "bicycle", "wedding", "goat", "kitchen", "glacier", "piano")


class ChanceEncoder:
    """As many numbers as the model has, by chance: no word means what any photo shows."""

    encoded = 0

    def __init__(self, folder: ModelFolder, *_rest: object, **_options: object) -> None:
        self.info = folder.info

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        self.encoded += len(texts)
        return np.stack([chance_row(zlib.crc32(text.encode()), self.info.dim) for text in texts])


def chance_row(seed: int, dim: int) -> Float32:
    return unit(np.random.default_rng(seed).normal(size=dim).astype(np.float32))


def model() -> ModelInfo:
    return ModelFolder.open(paths.embedded_model()).info


def photos_of_kinds(count: int, seed: int = 1) -> tuple[Float32, list[str]]:
    """Vectors ``(count, dim)`` around as many places as there are kinds, and each one's kind."""
    info, rng = model(), np.random.default_rng(seed)
    kinds = [KINDS[one % len(KINDS)] for one in range(count)]
    middles = {kind: chance_row(7 + at, info.dim) for at, kind in enumerate(KINDS)}
    rows = np.stack([middles[kind] for kind in kinds])
    return unit((rows + rng.normal(0, 0.05, rows.shape)).astype(np.float32)), kinds


def fill(
    library: Library,
    rows: Float32,
    *,
    captions: Mapping[int, str] | None = None,
    titles: Mapping[int, str] | None = None,
    keywords: Mapping[int, Sequence[str]] | None = None,
    taken: Mapping[int, str] | None = None,
    without_vector: Sequence[int] = (),
) -> None:
    """Photos 1, 2, … with these vectors; what is said of them, by photo."""
    with library.transaction() as connection:
        model_id = vectors.model_id(connection, model().key, model().dim)
        connection.execute("INSERT INTO root(id, path, added_at) VALUES (1, ?, '')", (b"/photos",))
        for n, row in enumerate(rows, 1):
            connection.execute(
                "INSERT INTO content(id, hash, byte_size, format, width, height, frames) "
                "VALUES (?, ?, 1, 'jpeg', 1, 1, 1)",
                (n, n.to_bytes(32, "big")),
            )
            connection.execute(
                "INSERT INTO photo(id, content_id, added_at, caption, title, taken_at) "
                "VALUES (?, ?, '', ?, ?, ?)",
                (
                    n,
                    n,
                    (captions or {}).get(n),
                    (titles or {}).get(n),
                    (taken or {}).get(n),
                ),
            )
            connection.execute(
                "INSERT INTO file(id, root_id, path, folder, name, size, mtime_ns, inode, sidecars, "
                "photo_id, state) VALUES (?, 1, ?, '', ?, 1, 1, 0, 0, ?, 'ready')",
                (n, f"{n}.jpg".encode(), f"{n}.jpg", n),
            )
            for word in (keywords or {}).get(n, ()):
                connection.execute("INSERT INTO keyword VALUES (?, ?)", (n, word))
            if n not in without_vector:
                vectors.put(connection, model_id, n, row)


def make(folder: Path, rows: Float32, **said: object) -> Library:
    """A library of its own; this process owns it."""
    library = database.open_owner(folder)
    fill(library, rows, **said)  # type: ignore[arg-type]
    return library
