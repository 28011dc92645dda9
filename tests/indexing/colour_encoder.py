"""A real, tiny encoder: 16 numbers from the colours of a 4 x 4 grid. It counts what it encodes.

It stands in for the model where the number of embeddings matters, not their meaning.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from photoclip.core.types import Float32, InputSpec, ModelInfo, UInt8

SIZE = 32


class ColourEncoder:
    """``poison`` is a colour: a batch with a picture that is all of it raises ``error``."""

    def __init__(
        self,
        key: str = "colours@1",
        poison: tuple[int, int, int] | None = None,
        error: Exception | None = None,
    ) -> None:
        self.info = ModelInfo(key, 16, InputSpec(SIZE))
        self.batches: list[int] = []
        self.encoded = 0
        self.poison = poison
        self.error = error or RuntimeError("poisoned")

    def encode_images(self, pixels: UInt8) -> Float32:
        self.batches.append(len(pixels))
        if self.poison is not None:
            distance = np.abs(pixels.astype(int) - self.poison).max(axis=(1, 2, 3))
            if (distance < 8).any():
                raise self.error
        self.encoded += len(pixels)
        n, step = len(pixels), SIZE // 4
        grid = pixels.reshape(n, 4, step, 4, step, 3).mean(axis=(2, 4, 5))
        rows = grid.reshape(n, 16).astype(np.float32) + 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        raise NotImplementedError
