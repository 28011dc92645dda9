"""Scanning a root of which nothing changed."""

from __future__ import annotations

import time
from pathlib import Path

from photoclip.folders.scan import scan
from photoclip.indexing.plan import Plan, plan
from photoclip.indexing.service import is_photo
from photoclip.store import database, files


def run(folder: Path, *, quick: bool) -> str:
    count = 5_000 if quick else 100_000
    root = folder / "photos"
    for number in range(count):
        if number % 500 == 0:
            inside = root / f"folder {number // 500:03d}"
            inside.mkdir(parents=True)
        (inside / f"IMG_{number:06d}.jpg").write_bytes(b"x")
    library = database.open_owner(folder / "library")
    files.add_root(library, str(root).encode())
    (known,) = files.roots(library)
    found = scan(known.path, is_photo)
    with library.transaction() as connection:
        files.insert(connection, known, found.entries)
        connection.execute("UPDATE file SET state = 'ready'")
    times = []
    for _ in range(3):
        started = time.perf_counter()
        rows = files.rows_of(library, known.id)
        read = time.perf_counter()
        found = scan(known.path, is_photo)
        walked = time.perf_counter()
        result = plan(found.entries, rows)
        ended = time.perf_counter()
        assert result == Plan(unchanged=count)
        times.append((ended - started, read - started, walked - read, ended - walked))
    library.close()
    total, rows_s, walk_s, plan_s = min(times)
    return (
        f"## Scanning again\n\n{count:,} unchanged files in {count // 500} folders: **{total:.2f} s** "
        f"(rows from SQLite {rows_s:.2f} s, walking and stamps {walk_s:.2f} s, comparing "
        f"{plan_s:.2f} s); best of three, file system cache warm."
    )
