"""The one interface through which PhotoClip sees a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from photoclip.core.types import Float32, ModelInfo, UInt8


class Encoder(Protocol):
    """Turns pictures and sentences into unit vectors of one space (Radford et al. 2021, fig. 1).

    Implementations are deterministic for the same input and device and keep no state between calls.
    """

    @property
    def info(self) -> ModelInfo:
        """Key, width and input of the model behind this encoder."""
        ...

    def encode_images(self, pixels: UInt8) -> Float32:
        """Encode ``(n, size, size, 3)`` sRGB uint8 pictures into ``(n, dim)`` unit float32 rows."""
        ...

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        """Encode ``n`` sentences, as they are, into ``(n, dim)`` unit float32 rows."""
        ...
