"""A query over 10,000, 100,000 and 1,000,000 vectors."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from photoclip.compare.index import VectorIndex
from photoclip.core.types import Float32
from photoclip.store import database, vectors

DIM = 512


def _fill(folder: Path, count: int) -> database.Library:
    library = database.open_owner(folder)
    rng = np.random.default_rng(3)
    with library.transaction() as connection:
        model = vectors.model_id(connection, "bench", DIM)
        for start in range(0, count, 10_000):
            rows = rng.normal(size=(min(10_000, count - start), DIM)).astype(np.float32)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            data = rows.astype("<f2")
            ids = range(start + 1, start + len(rows) + 1)
            connection.executemany(
                "INSERT INTO content(id, hash, byte_size, format, width, height, frames) "
                "VALUES (?, ?, 1, 'jpeg', 1, 1, 1)",
                ((i, i.to_bytes(32, "big")) for i in ids),
            )
            connection.executemany(
                "INSERT INTO vector(model_id, content_id, data) VALUES (?, ?, ?)",
                ((model, i, data[n].tobytes()) for n, i in enumerate(ids)),
            )
    return library


def _median_ms(index: VectorIndex, query: Float32, times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        scores = index.similarities(query)[:, 0]
        np.argpartition(-scores, 50)
        taken.append(time.perf_counter() - started)
    return float(np.median(taken)) * 1000


def run(folder: Path, *, quick: bool) -> str:
    rows = []
    rng = np.random.default_rng(4)
    query = rng.normal(size=(1, DIM)).astype(np.float32)
    query /= np.linalg.norm(query)
    for count in (10_000,) if quick else (10_000, 100_000, 1_000_000):
        library = _fill(folder / f"library-{count}", count)
        started = time.perf_counter()
        index = VectorIndex.load(library, 1, DIM)
        loaded = time.perf_counter() - started
        ms = _median_ms(index, query, 5 if count > 500_000 else 15)
        megabytes = index.rows.nbytes / 1e6
        rows.append(f"| {count:,} | {loaded:.2f} s | {ms:.1f} ms | {megabytes:.0f} MB |")
        library.close()
        del index
    return (
        f"## Searching\n\nExact cosines of one query with every vector ({DIM} × float16), and the top "
        "50; the vectors come out of SQLite once.\n\n"
        "| vectors | load | query (median) | memory |\n|---|---|---|---|\n" + "\n".join(rows)
    )
