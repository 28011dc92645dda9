"""A real background worker whose model gets into trouble.

``troubled_worker.py LIBRARY TROUBLE FLAG``:

``segfault`` and ``abort``: the process dies of a magenta picture, as of a bug in native code.
``stuck``: while the file FLAG is there, encoding never ends; ``FLAG.waiting`` says that it has begun.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import light_worker
import numpy as np

from photoclip.core.types import Float32, UInt8
from photoclip.embed import openclip

POISON = (255, 0, 255)


def command(library: Path, trouble: str, flag: Path | None = None) -> list[str]:
    """What `Worker` starts it with."""
    return [sys.executable, __file__, str(library), trouble, str(flag or "")]


class TroubledEncoder(light_worker.LightEncoder):
    trouble = ""
    flag = Path()

    def encode_images(self, pixels: UInt8) -> Float32:
        distance = np.abs(pixels.astype(int) - POISON).max(axis=(1, 2, 3))
        if (distance < 30).any():
            if self.trouble == "segfault":
                ctypes.string_at(0)
            if self.trouble == "abort":
                os.abort()
        self._maybe_stuck()
        return super().encode_images(pixels)

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        self._maybe_stuck()
        return super().encode_texts(texts)

    def _maybe_stuck(self) -> None:
        if self.trouble == "stuck" and self.flag.exists():
            self.flag.with_name(f"{self.flag.name}.waiting").touch()
            threading.Event().wait()


def main() -> None:
    """Be the worker."""
    from photoclip.cli.main import run

    library, TroubledEncoder.trouble, flag = sys.argv[1:]
    TroubledEncoder.flag = Path(flag)
    openclip.OpenClipEncoder = TroubledEncoder
    run(["--library", library, "watch", "--background"])


if __name__ == "__main__":
    main()
