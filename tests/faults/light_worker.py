"""The real background worker with an encoder that needs no torch, so that it starts in a moment.

``light_worker.py LIBRARY [NAME=NUMBER…]`` runs ``photoclip watch --background``. A NAME is a constant
of PhotoClip's, dotted, that is a different one for the test: ``photoclip.worker.schedule.POLL_S=1``;
``clock=SECONDS`` sets the wall clock that much forth or back.
"""

from __future__ import annotations

import importlib
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from photoclip.core.types import Float32, UInt8
from photoclip.embed import openclip
from photoclip.embed.weights import ModelFolder


class LightEncoder:
    """As many numbers as the model has, from the colours of a 4 x 4 grid: it stands in for it."""

    def __init__(self, folder: ModelFolder, *_rest: object, **_options: object) -> None:
        self.info = folder.info

    def encode_images(self, pixels: UInt8) -> Float32:
        n, side = len(pixels), pixels.shape[1] // 4
        grid = pixels[:, : 4 * side, : 4 * side].reshape(n, 4, side, 4, side, 3)
        colours = grid.mean(axis=(2, 4)).reshape(n, 48) + 1.0
        rows = np.zeros((n, self.info.dim), np.float32)
        rows[:, : min(48, self.info.dim)] = colours[:, : self.info.dim]
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        seeds = [zlib.crc32(text.encode("utf-8", "surrogatepass")) for text in texts]
        rows = np.stack([np.random.default_rng(n).random(self.info.dim) for n in seeds])
        rows = rows.astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def use_light_encoder() -> None:
    """From now on this process encodes with it."""
    openclip.OpenClipEncoder = LightEncoder


def command(library: Path, *changes: str) -> list[str]:
    """What `Worker` starts it with."""
    return [sys.executable, __file__, str(library), *changes]


def set_clock(shift: float) -> None:
    """Have this process take the time for another one."""
    real = time.time
    time.time = lambda: real() + shift


def main() -> None:
    """Be the worker."""
    from photoclip.cli.main import run

    use_light_encoder()
    library, *changes = sys.argv[1:]
    for change in changes:
        dotted, value = change.split("=")
        if dotted == "clock":
            set_clock(float(value))
            continue
        module, name = dotted.rsplit(".", 1)
        loaded = importlib.import_module(module)
        assert hasattr(loaded, name)
        for other in [loaded, *sys.modules.values()]:  # also where it was imported by name
            if getattr(other, "__name__", "").startswith("photoclip.") and hasattr(other, name):
                setattr(other, name, float(value))
    run(["--library", library, "watch", "--background"])


if __name__ == "__main__":
    main()
