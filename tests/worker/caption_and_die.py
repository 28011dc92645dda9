"""Own the library ``argv[1]``, have captions written for every photo, and die after the first ones."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from photoclip.core.captions import CaptionRun
from photoclip.core.types import PhotoId
from photoclip.worker import captioning
from photoclip.worker.process import owning


def main() -> None:
    """Do it."""
    captioning._TELL_S = 0.0
    captioning.BATCH_ON_CPU = 2

    def die(event: object) -> None:
        if isinstance(event, CaptionRun) and event.written:
            os.kill(os.getpid(), signal.SIGKILL)

    with owning(Path(sys.argv[1]), "cpu") as owner:
        rows = owner.library.connection.execute("SELECT id FROM photo ORDER BY id").fetchall()
        owner.subscribe(die)
        owner.want_captions([PhotoId(row[0]) for row in rows])
        threading.Event().wait()


if __name__ == "__main__":
    main()
