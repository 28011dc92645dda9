"""``python -m photoclip``."""

from __future__ import annotations

import os
import sys

# Vectors are searched by threads of our own. Those of OpenBLAS wait by spinning, and on a machine that
# has other things to do the same product takes ten times as long. It is read when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    """Run the command line, or in a frozen program one of the processes it starts of itself."""
    from photoclip.core import frozen, processes

    if frozen.is_frozen():
        frozen.give_back_environment()
        if sys.argv[1:] == [processes.DECODER]:
            from photoclip.media import decoder_process

            decoder_process.main()
            return
        if "--multiprocessing-fork" in sys.argv or "-c" in sys.argv:
            import multiprocessing

            multiprocessing.freeze_support()
    from photoclip.cli.main import run

    run()


if __name__ == "__main__":
    main()
