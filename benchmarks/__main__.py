"""``python -m benchmarks [NAME…]``: run the benchmarks and keep the tables in docs/benchmarks.md."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import tempfile
from pathlib import Path

import torch

from benchmarks import (
    calibration,
    cold,
    cpu_options,
    fidelity,
    gpu,
    indexing,
    rescan,
    searching,
    tagging,
    teaching,
    window,
    worker,
    writeback,
)
from benchmarks.pictures import NothingToMeasureError
from photoclip import __version__

PARTS = {
    "indexing": indexing,
    "fidelity": fidelity,
    "cpu_options": cpu_options,
    "gpu": gpu,
    "rescan": rescan,
    "searching": searching,
    "cold": cold,
    "calibration": calibration,
    "tagging": tagging,
    "teaching": teaching,
    "worker": worker,
    "window": window,
    "writeback": writeback,
}
TARGET = Path(__file__).parent.parent / "docs" / "benchmarks.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="NAME", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="Small sizes, nothing written.")
    chosen = parser.parse_args()
    unknown = set(chosen.parts) - set(PARTS)
    if unknown:
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    for name in chosen.parts or list(PARTS):
        print(f"== {name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="photoclip-bench-") as folder:
            try:
                table = PARTS[name].run(Path(folder), quick=chosen.quick)
            except NothingToMeasureError as error:
                print(f"Left as it is: {error}", flush=True)
                continue
        print(table, flush=True)
        if not chosen.quick:
            text = TARGET.read_text("utf-8") if TARGET.exists() else HEAD
            TARGET.write_text(_put(text, name, table), "utf-8")


def _machine() -> str:
    cpu = torch.backends.cpu.get_cpu_capability()
    day = datetime.datetime.now(datetime.UTC).date()
    return (
        f"PhotoClip {__version__}, {day}, {platform.system()} {platform.machine()}, "
        f"{os.cpu_count()} cores ({cpu}), Python {platform.python_version()}, torch {torch.__version__}"
    )


def _put(text: str, name: str, table: str) -> str:
    """Replace one part's section, or append it."""
    command = f"`python -m benchmarks {name}`"
    section = f"<!-- {name} -->\n{table.strip()}\n\n{_machine()}; {command}\n<!-- /{name} -->"
    pattern = re.compile(rf"<!-- {name} -->.*?<!-- /{name} -->", re.DOTALL)
    if pattern.search(text):
        return pattern.sub(lambda _match: section, text)
    return f"{text.rstrip()}\n\n{section}\n"


HEAD = """# Benchmarks

`make bench` runs all of this and writes this page; `python -m benchmarks NAME` one part. Machines are
noisy and differ: read the ratios, which are taken within one run. Models of public architectures have
random weights here: the compute is the real one's, the meaning is not.
"""

if __name__ == "__main__":
    main()
