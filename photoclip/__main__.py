"""``python -m photoclip``."""

from __future__ import annotations

import os

# Vectors are searched by threads of our own. Those of OpenBLAS wait by spinning, and on a machine that
# has other things to do the same product takes ten times as long. It is read when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> None:
    """Run the command line."""
    from photoclip.cli.main import run

    run()


if __name__ == "__main__":
    main()
