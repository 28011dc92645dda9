"""Writing keywords, stars and a title into sidecars, and into 12-megapixel JPEGs themselves."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from pathlib import Path

import numpy as np

from benchmarks.pictures import write_camera_jpegs
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import (
    MarkLabel,
    RestoreMetadata,
    SetRating,
    SetSetting,
    SetTitle,
    Together,
    Verdict,
    WriteMetadata,
)
from photoclip.core.types import (
    ContentHash,
    InputSpec,
    Metadata,
    PhotoId,
    PhotoReading,
)
from photoclip.folders.one_file import entry_of
from photoclip.media.sandbox import DecoderPool
from photoclip.store import commands, database, files, photos, write_jobs
from photoclip.writeback.runner import Runner


def run(folder: Path, *, quick: bool) -> str:
    count = 6 if quick else 100
    root = folder / "photos"
    pictures = write_camera_jpegs(root, count)
    size = sum(path.stat().st_size for path in pictures) / count
    rows = []
    for mode, what in (("sidecar", "a sidecar each"), ("file", "into the JPEG itself")):
        library_folder = folder / f"library-{mode}"
        seconds = _timed(library_folder, root, mode, count)
        shutil.rmtree(library_folder)
        rows.append(f"| {what} | {count / seconds[0]:.0f} | {count / seconds[1]:.0f} |")
    return (
        "## Writing into files\n\n"
        f"{count} JPEGs of 12 megapixels ({size / 1e6:.1f} MB each), two labels, stars and a title "
        "each. Every write is checked against what was there, synced to the disk, read back and "
        "recorded; one file after another, in one process. Photos a second:\n\n"
        "| where | written | taken back |\n|---|---|---|\n" + "\n".join(rows)
    )


def _timed(folder: Path, root: Path, mode: str, count: int) -> tuple[float, float]:
    library = database.open_owner(folder)
    files.add_root(library, os.fsencode(root))
    ids = _known(library, root)
    commands.apply(library, SetSetting("metadata.folders", [[str(root), mode]]), "allow")
    decided = tuple(
        command
        for photo in ids
        for command in (
            MarkLabel(photo, "Animals/Dog", Verdict.CONFIRMED),
            MarkLabel(photo, "Sofa", Verdict.CONFIRMED),
            SetRating(photo, 4),
            SetTitle(photo, f"Biscuit {photo}"),
        )
    )
    commands.apply(library, Together(decided), "decide")
    commands.apply(library, WriteMetadata(tuple(ids), "all"), "write")
    with DecoderPool(1, InputSpec(32)) as pool:
        pool.describe(os.fsencode(root / "IMG_00000.jpg"))  # its process is there
        runner = Runner(library, pool, lambda job: None)
        started = time.perf_counter()
        runner.run(CancelToken())
        written = time.perf_counter() - started
        summary = write_jobs.batch(library, "all")
        assert summary is not None
        assert summary.done == count, summary
        commands.apply(library, RestoreMetadata("all"), "restore")
        started = time.perf_counter()
        runner.run(CancelToken())
        back = time.perf_counter() - started
        summary = write_jobs.batch(library, "all")
        assert summary is not None
        assert summary.restored == count, summary
    library.close()
    return written, back


def _known(library: database.Library, root: Path) -> list[PhotoId]:
    """The photos of the folder, in the library without having been decoded."""
    (known,) = files.roots(library)
    entries = [entry_of(known.path, os.fsencode(path.name)) for path in sorted(root.glob("*.jpg"))]
    with library.transaction() as connection:
        files.insert(connection, known, [entry for entry in entries if entry is not None])
    for path, row in files.rows_of(library, known.id).items():
        digest = ContentHash(hashlib.sha256((root / os.fsdecode(path)).read_bytes()).digest())
        reading = PhotoReading(
            row.stamp, digest, "jpeg", 4000, 3000, 1, Metadata(), np.zeros((1, 1, 3), np.uint8), b""
        )
        with library.transaction() as connection:
            photos.record(connection, row.id, reading)
    return [PhotoId(row[0]) for row in library.connection.execute("SELECT id FROM photo")]
