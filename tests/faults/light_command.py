"""The command line in a process of its own, with the cheap encoder of `light_worker`.

``light_command.py ARGUMENT…`` says ``ready`` on a line of its own when everything is loaded, then does
what ``photoclip ARGUMENT…`` does, in small batches: a process has more moments to die in.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import light_worker


def start(library: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start it and wait until it is about to begin; what it prints goes to one pipe."""
    process = subprocess.Popen(
        [sys.executable, __file__, "--library", str(library), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "COLUMNS": "400"},  # sentences are not broken into lines
        text=True,
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    assert first == "ready\n", first + process.stdout.read()
    return process


def main() -> None:
    """Be the command."""
    # what is loaded at first use would be most of a short command's time
    import photoclip.session  # noqa: F401
    from photoclip.cli.main import run
    from photoclip.indexing import pipeline

    light_worker.use_light_encoder()
    pipeline.BATCH_SIZE = 4
    print("ready", flush=True)
    run(sys.argv[1:])


if __name__ == "__main__":
    main()
