"""Index the folder ``argv[2]`` into the library ``argv[1]``; at its ``argv[3]``-th call, die.

Every call of a Python or C function in the main thread counts, so death comes in the middle of
anything: opening, scanning, a transaction, a commit, a thumbnail. 0 is for living on; the number of
calls is printed then.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from colour_encoder import SIZE, ColourEncoder
from sqlite_utils import Database

from photoclip.core.types import InputSpec
from photoclip.indexing import pipeline
from photoclip.indexing.service import Indexer
from photoclip.media.sandbox import DecoderPool
from photoclip.store import database, files
from photoclip.store.migrations import migrations

calls = 0


def main() -> None:
    """Do it."""
    library_folder, album, last_call = Path(sys.argv[1]), os.fsencode(sys.argv[2]), int(sys.argv[3])
    pipeline.BATCH_SIZE = 3

    def count(_frame: object, _event: str, _argument: object) -> None:
        global calls  # noqa: PLW0603
        calls += 1
        if calls == last_call:
            os.kill(os.getpid(), signal.SIGKILL)

    # what is loaded at first use would be most of the calls, and nothing happens to a library then
    migrations.apply(Database(memory=True))
    sys.setprofile(count)
    library = database.open_owner(library_folder)
    files.add_root(library, album)
    encoder = ColourEncoder()
    Indexer(library, encoder.info, lambda: encoder, lambda _: DecoderPool(1, InputSpec(SIZE))).run()
    library.close()
    sys.setprofile(None)
    print(calls)


if __name__ == "__main__":
    main()
