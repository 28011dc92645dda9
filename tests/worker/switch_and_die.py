"""Own the library ``argv[1]``, whose next model is named in it, and bring it up to date; die at a call.

Every call of a Python or C function in the main thread counts from there on; ``argv[2]`` is the number
of the last. 0 is for living on; the number of calls is printed then.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import small_models

from photoclip.core.reports import IndexOptions
from photoclip.indexing import pipeline
from photoclip.worker.process import owning

calls = 0


def main() -> None:
    """Do it."""
    last_call = int(sys.argv[2])
    small_models.use()
    pipeline.BATCH_SIZE = 3

    def count(_frame: object, _event: str, _argument: object) -> None:
        global calls  # noqa: PLW0603
        calls += 1
        if calls == last_call:
            os.kill(os.getpid(), signal.SIGKILL)

    with owning(Path(sys.argv[1])) as owner:
        sys.setprofile(count)
        owner.index(IndexOptions())
        sys.setprofile(None)
    print(calls)


if __name__ == "__main__":
    main()
