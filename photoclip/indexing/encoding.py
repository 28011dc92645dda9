"""Turning pictures into vectors where one of them, or the memory, may be too much."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

import numpy as np

from photoclip.core.events import Event, Notice
from photoclip.core.types import FailureKind, Float32, ReadFailure, UInt8
from photoclip.embed.device import is_out_of_memory
from photoclip.embed.encoder import Encoder

#: Pictures the encoder sees at once, at first. Somebody's query waits for one such batch at most.
ENCODE_BATCH = 8
#: Fast models get larger batches, up to so many pictures, as long as one takes no longer than this.
LARGEST_BATCH = 32
LONGEST_BATCH_S = 0.25


Batch = TypeVar("Batch")


def encode_bisecting(encoder: Encoder, pixels: UInt8) -> list[Float32 | ReadFailure]:
    """Encode ``(n, s, s, 3)``; where a batch fails, find the photos it fails for by halving.

    One entry a photo: its vector ``(dim,)``, or why it has none.
    """
    try:
        rows = encoder.encode_images(pixels)
    except (RuntimeError, MemoryError) as error:
        if len(pixels) == 1:
            memory = is_out_of_memory(error)
            kind = FailureKind.OUT_OF_MEMORY if memory else FailureKind.DAMAGED
            return [ReadFailure(kind, f"The model could not take this picture in: {error}")]
        half = len(pixels) // 2
        return encode_bisecting(encoder, pixels[:half]) + encode_bisecting(encoder, pixels[half:])
    return _checked(rows)


def _checked(rows: Float32) -> list[Float32 | ReadFailure]:
    result: list[Float32 | ReadFailure] = []
    for row in rows:
        if np.isfinite(row).all():
            result.append(row)
        else:
            reason = "The model gave no meaningful answer for this picture."
            result.append(ReadFailure(FailureKind.DAMAGED, reason))
    return result


class PatientEncoding:
    """Encodes in batches that are over soon, and in smaller ones for good once memory ran out."""

    def __init__(
        self, load: Callable[[], Encoder], on_event: Callable[[Event], None] = lambda _event: None
    ) -> None:
        self._load = load
        self._on_event = on_event
        self._encoder: Encoder | None = None
        self._batch = ENCODE_BATCH
        self._bearable: int | None = None
        self._said = False

    @property
    def best(self) -> int:
        """With how many pictures a step the model is at its best; 0 as long as that isn't known."""
        return int(getattr(self._encoder, "best_batch", 0))

    def prepare(self) -> Encoder:
        """The encoder, loaded now if it wasn't: what goes wrong with that is no photo's fault."""
        if self._encoder is None:
            self._encoder = self._load()
        return self._encoder

    def encode(self, pixels: UInt8) -> list[Float32 | ReadFailure]:
        """One entry for each of ``(n, s, s, 3)``: its vector ``(dim,)``, or why it has none."""
        encoder = self.prepare()
        result: list[Float32 | ReadFailure] = []
        while len(result) < len(pixels):
            part = pixels[len(result) : len(result) + self._batch]
            started = time.monotonic()
            try:
                result += _checked(encoder.encode_images(part))
                if len(part) == self._batch:
                    self._adapt(time.monotonic() - started)
            except (RuntimeError, MemoryError) as error:
                if len(part) > 1 and is_out_of_memory(error):
                    self._halve(len(part))
                else:
                    result += encode_bisecting(encoder, part)
        return result

    def _adapt(self, seconds: float) -> None:
        """Larger batches while they are fast; back to small ones when they aren't."""
        largest = self._bearable or max(LARGEST_BATCH, self.best)
        if seconds < LONGEST_BATCH_S / 2:
            self._batch = min(2 * self._batch, largest)
        elif seconds > LONGEST_BATCH_S:
            self._batch = min(self.best or ENCODE_BATCH, largest)

    def _halve(self, failed: int) -> None:
        self._batch = self._bearable = max(1, failed // 2)
        if not self._said:
            self._said = True
            self._on_event(
                Notice(
                    "The memory ran out. PhotoClip goes on with fewer photos at a time, which takes "
                    "a little longer."
                )
            )


class EncodingAhead(Generic[Batch]):
    """Encodes one batch in a thread of its own, so that the one before can be written meanwhile.

    A context manager: its thread ends with the block.
    """

    def __init__(self, encoding: PatientEncoding) -> None:
        self._encoding = encoding
        self._thread = ThreadPoolExecutor(1, "encoding")
        self._flying: tuple[Batch, Future[list[Float32 | ReadFailure]]] | None = None

    def __enter__(self) -> EncodingAhead[Batch]:
        return self

    def __exit__(self, *_error: object) -> None:
        self._thread.shutdown()

    @property
    def batch(self) -> Batch | None:
        """What is being encoded."""
        return None if self._flying is None else self._flying[0]

    def begin(self, batch: Batch, pixels: Sequence[UInt8]) -> None:
        """Encode a batch's pictures, each ``(s, s, 3)``; there may be none. Returns at once."""
        self._flying = (batch, self._thread.submit(self._encode, list(pixels)))

    def end(self) -> tuple[Batch, list[Float32 | ReadFailure]] | None:
        """Wait for it: the batch, and for each picture its vector ``(dim,)`` or why it has none.

        None if nothing is being encoded. Raises what `PatientEncoding.encode` does.
        """
        flying, self._flying = self._flying, None
        return None if flying is None else (flying[0], flying[1].result())

    def _encode(self, pixels: list[UInt8]) -> list[Float32 | ReadFailure]:
        return self._encoding.encode(np.stack(pixels)) if pixels else []
