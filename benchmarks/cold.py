"""A search from a cold process, as a person types it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.pictures import write_camera_jpegs


def _median_s(library: Path, home: Path, *words: str, times: int = 5) -> float:
    environment = dict(os.environ, XDG_CACHE_HOME=str(home / "cache"), HOME=str(home))
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "photoclip", "--library", str(library), *words],
            check=True,
            capture_output=True,
            env=environment,
        )
        taken.append(time.perf_counter() - started)
    return float(np.median(taken))


def run(folder: Path, *, quick: bool) -> str:
    write_camera_jpegs(folder / "photos", 8)
    library, home = folder / "library", folder / "home"
    home.mkdir()
    _median_s(library, home, "add", str(folder / "photos"), times=1)
    times = 1 if quick else 5
    rows = [
        ("`photoclip --help`", _median_s(library, home, "--help", times=times)),
        (
            "filters only: `name:IMG_*`",
            _median_s(library, home, "search", "name:IMG_*", times=times),
        ),
        ("words asked before", 0.0),
        ("new words (torch, open_clip and the model load)", 0.0),
    ]
    fresh = [
        _median_s(library, home, "search", f"a boat number {n}", "--all", times=1)
        for n in range(times)
    ]
    rows[3] = (rows[3][0], float(np.median(fresh)))
    rows[2] = (
        rows[2][0],
        _median_s(library, home, "search", "a boat number 0", "--all", times=times),
    )
    return (
        "## From a cold process\n\nThe embedded model, a library of 8 photos: what starting costs. Wall "
        f"clock, median of {times}.\n\n| command | seconds |\n|---|---|\n"
        + "\n".join(f"| {name} | {seconds:.2f} |" for name, seconds in rows)
    )
