"""Reading what is pending: decode in child processes, encode in batches, write in transactions.

The work list lives in the library, so a kill at any moment loses at most the batch in hand. Nothing
is held that isn't bounded: the pool looks a fixed number of photos ahead, a batch is written before
the next one is encoded.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled
from photoclip.core.events import Event, IndexProgress, IndexStarted, LibraryChanged, Notice
from photoclip.core.types import (
    FailureKind,
    Float32,
    InputSpec,
    ModelInfo,
    PhotoReading,
    ReadFailure,
    UInt8,
)
from photoclip.embed.encoder import Encoder
from photoclip.media.sandbox import DecoderPool
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.store import files, photos, vectors
from photoclip.store.database import Library

#: Photos a batch: large enough to keep two cores busy in one matrix product, small enough that
#: progress is seen and little is repeated after a kill.
BATCH_SIZE = 32
#: A batch that isn't full is written after so many seconds all the same.
COMMIT_SECONDS = 2.0
PROGRESS_SECONDS = 0.1

Outcome = PhotoReading | ReadFailure


@dataclass
class Tally:
    """What a run did to the files on its work list.

    ``gone`` are files that were not there any more when their turn came. They stay on the list: the
    next scan tells whether they were deleted or their drive went away.
    """

    read: int = 0
    embedded: int = 0
    reused: int = 0
    failed: int = 0
    gone: int = 0
    warnings: int = 0

    @property
    def done(self) -> int:
        """Files whose turn came."""
        return self.read + self.failed + self.gone


@dataclass
class _Batch:
    """Read but not yet written. ``fresh`` are those whose content has no vector yet."""

    outcomes: list[tuple[files.PendingFile, Outcome]] = field(default_factory=list)
    fresh: dict[bytes, UInt8] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def is_due(self, now: float) -> bool:
        waited = now - self.started > COMMIT_SECONDS
        return (
            len(self.fresh) >= BATCH_SIZE
            or len(self.outcomes) >= 4 * BATCH_SIZE
            or (waited and bool(self.outcomes))
        )


def encode_bisecting(encoder: Encoder, pixels: UInt8) -> list[Float32 | ReadFailure]:
    """Encode ``(n, s, s, 3)``; where a batch fails, find the photos it fails for by halving.

    One entry a photo: its vector ``(dim,)``, or why it has none.
    """
    try:
        rows = encoder.encode_images(pixels)
    except (RuntimeError, MemoryError) as error:
        if len(pixels) == 1:
            memory = isinstance(error, MemoryError) or "memory" in str(error).lower()
            kind = FailureKind.OUT_OF_MEMORY if memory else FailureKind.DAMAGED
            return [ReadFailure(kind, f"The model could not take this picture in: {error}")]
        half = len(pixels) // 2
        return encode_bisecting(encoder, pixels[:half]) + encode_bisecting(encoder, pixels[half:])
    result: list[Float32 | ReadFailure] = []
    for row in rows:
        if np.isfinite(row).all():
            result.append(row)
        else:
            reason = "The model gave no meaningful answer for this picture."
            result.append(ReadFailure(FailureKind.DAMAGED, reason))
    return result


class Pipeline:
    """One pass over the work list of an owned library."""

    def __init__(
        self,
        library: Library,
        model: ModelInfo,
        load_encoder: Callable[[], Encoder],
        open_pool: Callable[[InputSpec], DecoderPool],
        on_event: Callable[[Event], None] = lambda _event: None,
        cancel: CancelToken | None = None,
    ) -> None:
        self._library = library
        self._model = model
        self._load_encoder = load_encoder
        self._open_pool = open_pool
        self._on_event = on_event
        self._cancel = cancel or CancelToken()
        self._thumbnails = ThumbnailCache(library.thumbnails)
        self._encoder: Encoder | None = None

    def run(self) -> Tally:
        """Read, encode and write every pending file.

        Raises `Cancelled` after writing what was in hand, `DiskFullError` if there is no room.
        """
        tally = Tally()
        total = files.count_pending(self._library)
        self._on_event(IndexStarted(total))
        if total == 0:
            return tally
        with self._library.transaction() as connection:
            model_id = vectors.model_id(connection, self._model.key, self._model.dim)
        in_hand: deque[files.PendingFile] = deque()

        def feed() -> Iterator[bytes]:
            for item in files.pending(self._library):
                in_hand.append(item)
                yield item.path

        batch = _Batch()
        started = last_report = time.monotonic()
        with self._open_pool(self._model.input) as pool:
            try:
                for _path, outcome in pool.map(feed(), self._cancel):
                    self._take(batch, in_hand.popleft(), outcome, model_id)
                    now = time.monotonic()
                    if batch.is_due(now):
                        self._write(batch, model_id, tally)
                        batch = _Batch()
                        now = time.monotonic()
                    if now - last_report >= PROGRESS_SECONDS:
                        last_report = now
                        self._report(tally, len(batch.outcomes), total, now - started)
            except Cancelled:
                self._write(batch, model_id, tally)
                raise
        self._write(batch, model_id, tally)
        self._report(tally, 0, total, time.monotonic() - started)
        return tally

    def _take(
        self, batch: _Batch, item: files.PendingFile, outcome: Outcome, model_id: int
    ) -> None:
        batch.outcomes.append((item, outcome))
        if not isinstance(outcome, PhotoReading) or outcome.content_hash in batch.fresh:
            return
        if not vectors.has(self._library, model_id, outcome.content_hash):
            batch.fresh[outcome.content_hash] = outcome.pixels

    def _write(self, batch: _Batch, model_id: int, tally: Tally) -> None:
        """Encode a batch's new contents, then photo, vector and state in one transaction."""
        if not batch.outcomes:
            return
        encoded: dict[bytes, Float32 | ReadFailure] = {}
        if batch.fresh:
            if self._encoder is None:
                self._encoder = self._load_encoder()
            pixels = np.stack(list(batch.fresh.values()))
            encoded = dict(zip(batch.fresh, encode_bisecting(self._encoder, pixels), strict=True))
        for _item, outcome in batch.outcomes:
            if isinstance(outcome, PhotoReading) and outcome.thumbnail:
                self._thumbnails.write(outcome.content_hash, outcome.thumbnail)
        written: set[bytes] = set()
        with self._library.transaction() as connection:
            for item, outcome in batch.outcomes:
                if isinstance(outcome, ReadFailure) and not os.path.lexists(item.path):
                    tally.gone += 1
                    continue
                if isinstance(outcome, ReadFailure):
                    files.failed(connection, item.id, outcome)
                    tally.failed += 1
                    continue
                vector = encoded.get(outcome.content_hash)
                if isinstance(vector, ReadFailure):
                    failure = ReadFailure(vector.kind, vector.reason, outcome.stamp)
                    files.failed(connection, item.id, failure)
                    tally.failed += 1
                    continue
                content = photos.record(connection, item.id, outcome)
                if vector is not None:
                    vectors.put(connection, model_id, content, vector)
                # A copy in the same batch is as little work as one that was known before.
                tally.reused += outcome.content_hash in written or vector is None
                written.add(outcome.content_hash)
                tally.read += 1
                tally.warnings += outcome.warning is not None
        tally.embedded += sum(not isinstance(v, ReadFailure) for v in encoded.values())
        self._on_event(LibraryChanged(len(batch.outcomes)))

    def _report(self, tally: Tally, in_batch: int, total: int, seconds: float) -> None:
        done = tally.done + in_batch
        rate = done / seconds if seconds > 0 else 0.0
        left = (total - done) / rate if rate > 0 else 0.0
        self._on_event(IndexProgress(done, total, tally.failed, rate, max(0.0, left)))


def note_if_demonstration(model: ModelInfo, on_event: Callable[[Event], None]) -> None:
    """Say once that the embedded model knows rendered scenes, not real photographs."""
    if model.demonstration:
        on_event(
            Notice(
                "The embedded model is a demonstration: it knows the scenes PhotoClip draws itself, "
                "not real photographs. For your own photos choose a real model: photoclip models list"
            )
        )
