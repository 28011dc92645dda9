"""A library of any size without a single photo: ``python -m benchmarks.browse_library DIR N``.

What a window reads (dates, folders, names, stars, cameras) is there and spread as in a real library;
the files are not. With ``--vectors`` each photo has a random unit vector of the embedded model, with
``--thumbnails N`` the newest N have one in the cache.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from benchmarks.scrolling import make_thumbnails
from photoclip.core import paths
from photoclip.core.types import ContentHash
from photoclip.embed.weights import ModelFolder
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.store import database, files, photos, vectors

FIRST = datetime(2004, 3, 1)
DAYS = 20 * 365
FOLDERS = 1000
CAMERAS = (
    "Canon EOS R6", "FUJIFILM X-T3", "Apple iPhone 12", "Google Pixel 6", "NIKON D750", "SONY ILCE-7M3",
)  # fmt: skip
LENSES = ("RF24-105mm F4 L IS USM", "XF35mmF1.4 R", "iPhone 12 back camera", None)
FORMATS = ("jpeg", "jpeg", "jpeg", "jpeg", "jpeg", "jpeg", "heif", "raw", "png", "webp")
WORDS = ("beach", "family", "garden", "Iceland", "school", "Weihnachten")
CHUNK = 20_000

_INSERT_FILE = (
    "INSERT INTO file(root_id, path, folder, name, size, mtime_ns, inode, sidecars, state, photo_id) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?)"
)


DRAWN = 400
"""Distinct thumbnails; photos share them."""


def make(
    folder: Path,
    count: int,
    *,
    with_vectors: bool = False,
    waiting: int = 0,
    thumbnails: int = 0,
) -> None:
    """Make the library in ``folder``; ``waiting`` more files are still to be read."""
    with closing(database.open_owner(folder)) as library:
        root = files.add_root(library, b"/photos/of everyone")
        with library.transaction() as connection:
            for start in range(0, count, CHUNK):
                ids = range(start + 1, min(start + CHUNK, count) + 1)
                rng = np.random.default_rng((5, start))
                connection.executemany(
                    "INSERT INTO content(id, hash, byte_size, format, width, height, frames) "
                    "VALUES (?, ?, ?, ?, ?, ?, 1)",
                    _contents(ids, rng),
                )
                connection.executemany(
                    "INSERT INTO photo(id, content_id, taken_at, camera, lens, rating, latitude, "
                    "longitude, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    _photos(ids, count, rng),
                )
                connection.executemany(_INSERT_FILE, (_file(root, i, i) for i in ids))
                connection.executemany(
                    "INSERT INTO keyword(photo_id, keyword) VALUES (?, ?)",
                    ((i, WORDS[i // 20 % len(WORDS)]) for i in ids if i % 20 == 0),
                )
            more = (_file(root, count + 1 + n, None) for n in range(waiting))
            connection.executemany(_INSERT_FILE, more)
            if with_vectors:
                _add_vectors(connection, count)
        _add_thumbnails(library, thumbnails)


def _contents(ids: range, rng: np.random.Generator) -> Iterator[tuple[object, ...]]:
    sizes = rng.integers(200_000, 12_000_000, len(ids)).tolist()
    for i, size in zip(ids, sizes, strict=True):
        wide, high = (6000, 4000) if i % 3 else (3000, 4000)
        yield i, hashlib.sha256(b"%d" % i).digest(), size, FORMATS[i * 7 % 10], wide, high


def _photos(ids: range, count: int, rng: np.random.Generator) -> Iterator[tuple[object, ...]]:
    # Taken roughly in the order they came into the library, as it is with people.
    days = np.clip(np.array(ids) / count * DAYS + rng.normal(0, 200, len(ids)), 0, DAYS)
    seconds = rng.integers(0, 86_400, len(ids)).tolist()
    luck = rng.random((2, len(ids))).tolist()
    stars = rng.integers(0, 6, len(ids)).tolist()
    for n, (i, day) in enumerate(zip(ids, days.astype(int).tolist(), strict=True)):
        taken = (FIRST + timedelta(days=day, seconds=seconds[n])).isoformat()
        dated = luck[0][n] > 0.02
        placed = luck[1][n] < 0.3
        yield (
            i,
            i,
            taken if dated else None,
            CAMERAS[i // 50 % len(CAMERAS)],
            LENSES[i // 50 % len(LENSES)],
            stars[n] if luck[1][n] > 0.8 else None,
            48 + luck[0][n] if placed else None,
            2 + luck[1][n] if placed else None,
            "2026-01-01T00:00:00+00:00",
        )


def _file(root: int, number: int, photo: int | None) -> tuple[object, ...]:
    place = number % FOLDERS
    folder = f"{2004 + place // 50}/{place // 5 % 10 + 1:02d}/trip {place:03d}"
    name = f"IMG_{number * 7919 % 10_000:04d}_{number}.jpg"
    path = os.fsencode(f"{folder}/{name}")
    state = "pending" if photo is None else "ready"
    stamp = (4_000_000, (1_600_000_000 + number) * 10**9)
    return (root, path, folder, name, *stamp, number, state, photo)


def _add_vectors(connection: database.Connection, count: int) -> None:
    info = ModelFolder.open(paths.embedded_model()).info
    model = vectors.model_id(connection, info.key, info.dim)
    for start in range(0, count, CHUNK):
        rng = np.random.default_rng((6, start))
        rows = rng.standard_normal((min(CHUNK, count - start), info.dim), np.float32)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        data = rows.astype("<f2")
        connection.executemany(
            "INSERT INTO vector(model_id, content_id, data) VALUES (?, ?, ?)",
            ((model, start + 1 + n, row.tobytes()) for n, row in enumerate(data)),
        )


def _add_thumbnails(library: database.Library, count: int) -> None:
    """Give the newest ``count`` photos thumbnails: hard links to few distinct ones."""
    if not count:
        return
    drawn = make_thumbnails(library.folder, min(DRAWN, count))
    cache = ThumbnailCache(library.thumbnails)
    newest = library.connection.execute(
        "SELECT content.hash FROM photo JOIN content ON content.id = photo.content_id "
        "ORDER BY photo.taken_at DESC LIMIT ?",
        (count,),
    )
    for n, (digest,) in enumerate(newest):
        target = cache.path_for(ContentHash(digest))
        target.parent.mkdir(parents=True, exist_ok=True)
        os.link(drawn[n % len(drawn)], target)
    for path in drawn:
        os.unlink(path)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.browse_library", description=__doc__
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--vectors", action="store_true")
    parser.add_argument("--waiting", type=int, default=0, help="Files that are still to be read.")
    parser.add_argument("--thumbnails", type=int, default=0, help="Photos that have one.")
    chosen = parser.parse_args()
    started = time.perf_counter()
    make(
        chosen.folder,
        chosen.count,
        with_vectors=chosen.vectors,
        waiting=chosen.waiting,
        thumbnails=chosen.thumbnails,
    )
    with closing(database.open_reader(chosen.folder)) as library:
        seen = photos.count(library)
    print(f"{seen:,} photos in {chosen.folder}, {time.perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
