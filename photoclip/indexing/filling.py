"""Making the vectors of a model that is to answer next, while another one goes on answering.

Only vectors are written: neither the state of a file nor anything a person sees changes. Photos on
drives that are away are passed over; one that can't be read now, or that the model can't take in, stops
nothing. A batch is written at a time, so a kill at any moment loses no more than that.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import numpy as np

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, ModelError
from photoclip.core.events import Event
from photoclip.core.types import (
    ContentHash,
    FailureKind,
    FileId,
    Float32,
    InputSpec,
    ModelInfo,
    ReadFailure,
    UInt8,
)
from photoclip.embed.encoder import Encoder
from photoclip.indexing import in_hand, pipeline
from photoclip.indexing.encoding import EncodingAhead, PatientEncoding
from photoclip.media.sandbox import DecoderPool
from photoclip.store import generations, vectors
from photoclip.store.database import Connection, Library
from photoclip.store.generations import Lacking

IsWanted = Callable[[Connection], bool]
"""Asked in the transaction that would write vectors: whether anybody still waits for them."""

MOST_REFUSED = 50
"""A model that takes in none of so many photos is no model for this library."""


@dataclass
class _Batch:
    """Photos that were read, by content: the files they were read from, and pixels ``(s, s, 3)``."""

    pixels: dict[int, UInt8] = field(default_factory=dict)
    files: dict[int, FileId] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def is_due(self, size: int) -> bool:
        waited = time.monotonic() - self.started > pipeline.COMMIT_SECONDS
        return len(self.pixels) >= size or (waited and bool(self.pixels))


class Filling:
    """Fills in what lacks of one model's vectors, from pixels.

    It is kept between rounds: ``unreadable`` files are not tried again by the same one. ``done``
    counts the vectors it has written.
    """

    def __init__(
        self,
        library: Library,
        model: ModelInfo,
        load_encoder: Callable[[], Encoder],
        open_pool: Callable[[InputSpec], AbstractContextManager[DecoderPool]],
        is_wanted: IsWanted = lambda _connection: True,
        on_event: Callable[[Event], None] = lambda _event: None,
    ) -> None:
        self._library = library
        self._model = model
        self._open_pool = open_pool
        self._is_wanted = is_wanted
        self._encoding = PatientEncoding(load_encoder, on_event)
        self._after = 0
        self._note = in_hand.Filling(library.folder, model.key)
        self._suspects = generations.suspected(library, model.key)
        self.unreadable: set[FileId] = set()
        self.refused = 0
        self.done = 0

    def run(
        self,
        cancel: CancelToken,
        should_yield: Callable[[], bool] = lambda: False,
        on_progress: Callable[[], None] = lambda: None,
    ) -> bool:
        """Fill until nothing is left that can be read now; False where it made way before that.

        ``on_progress`` is called after each photo. Raises `Cancelled` after writing what was in hand,
        `DiskFullError`, and what loading the model raises.
        """
        if self._nothing_left():
            return True
        self._encoding.prepare()
        try:
            with (
                EncodingAhead[_Batch](self._encoding) as ahead,
                self._open_pool(self._model.input) as pool,
            ):
                while not self._nothing_left():
                    if not self._pass(pool, ahead, cancel, should_yield, on_progress):
                        return False
                    self._after = 0
            return True
        finally:
            self._note.put_down()  # whatever ends it here is no picture's fault

    def _nothing_left(self) -> bool:
        """Whether a pass from the start would find no photo that was not tried."""
        return self._after == 0 and next(self._work(keep_place=False), None) is None

    def _work(self, *, keep_place: bool = True) -> Iterator[tuple[Lacking, FileId, bytes]]:
        """Photos to be read, each with the file that is tried, from where the last round ended."""
        after = self._after
        while found := generations.lacking(self._library, self._model.key, after):
            for one in found:
                after = one.photo
                file = next((file for file in one.files if file[0] not in self.unreadable), None)
                if file is not None:
                    yield one, *file
        if keep_place:
            self._after = after

    def _pass(
        self,
        pool: DecoderPool,
        ahead: EncodingAhead[_Batch],
        cancel: CancelToken,
        should_yield: Callable[[], bool],
        on_progress: Callable[[], None],
    ) -> bool:
        waiting: list[tuple[Lacking, FileId]] = []

        def feed() -> Iterator[bytes]:
            for one, file, path in self._work():
                waiting.append((one, file))
                yield path

        batch = _Batch()
        made_way = False
        reached = self._after
        try:
            for _path, outcome in pool.map(feed(), cancel):
                one, file = waiting.pop(0)
                reached = one.photo
                if isinstance(outcome, ReadFailure) or not self._is_of(outcome.content_hash, one):
                    self.unreadable.add(file)
                else:
                    alone = one.content in self._suspects
                    if alone:
                        self._finish(batch, ahead)
                        batch = _Batch()
                    batch.pixels[one.content] = outcome.pixels
                    batch.files[one.content] = file
                    if alone:
                        self._finish(batch, ahead)
                        batch = _Batch()
                if batch.is_due(self._batch_size):
                    self._advance(batch, ahead)
                    batch = _Batch()
                on_progress()
                if should_yield():
                    made_way = True
                    break
        except Cancelled:
            self._finish(batch, ahead)
            self._after = reached
            raise
        self._finish(batch, ahead)
        if made_way:
            self._after = reached
        return not made_way

    @property
    def _batch_size(self) -> int:
        return max(pipeline.BATCH_SIZE, self._encoding.best)

    def _is_of(self, digest: ContentHash, one: Lacking) -> bool:
        """Whether what was read is still the photo's content: else the next scan sees to the file."""
        return generations.content_with(self._library.connection, digest) == one.content

    def _finish(self, batch: _Batch, ahead: EncodingAhead[_Batch]) -> None:
        self._advance(batch, ahead)
        self._advance(_Batch(), ahead)

    def _advance(self, batch: _Batch, ahead: EncodingAhead[_Batch]) -> None:
        """Have a batch encoded, and meanwhile write the one before. An empty batch is none."""
        before = ahead.end()
        if batch.pixels:
            self._note.take(list(batch.pixels))
            ahead.begin(batch, list(batch.pixels.values()))
        else:
            self._note.put_down()
        if before is not None:
            self._write(*before)

    def _write(self, batch: _Batch, rows: list[Float32 | ReadFailure]) -> None:
        with self._library.transaction() as connection:
            if not self._is_wanted(connection):
                raise Cancelled
            model = vectors.model_id(connection, self._model.key, self._model.dim)
            for content, row in zip(batch.pixels, rows, strict=True):
                if not isinstance(row, ReadFailure):
                    self.done += generations.put_for(connection, model, content, row)
                elif row.kind is FailureKind.OUT_OF_MEMORY:  # the machine's fault: another time
                    self.unreadable.add(batch.files[content])
                else:
                    generations.refuse(connection, model, content, row.reason)
                    self.refused += 1
        if self.refused >= MOST_REFUSED and not self.done:
            with self._library.transaction() as connection:
                generations.pardon_of(connection, model)  # the model's fault, not the pictures'
            raise ModelError(
                f"The model {self._model.key.rpartition('@')[0]} took in none of the first "
                f"{self.refused} photos.",
                "It may be damaged. Stop: photoclip models use --stop",
            )


def fill_from_vectors(
    library: Library,
    model: ModelInfo,
    base: str,
    turn: Callable[[Float32], Float32],
    is_wanted: IsWanted = lambda _connection: True,
    cancel: CancelToken | None = None,
) -> int:
    """Make a model's vectors of those stored of another one, without a look at any photo; how many.

    ``base`` is that model's key; ``turn`` makes ``(n, dim)`` unit float32 rows of its rows. What is
    there already stays. Raises `Cancelled`, `DiskFullError`.
    """
    base_id = vectors.find_model(library, base)
    if base_id is None:
        return 0
    known = generations.contents_of(library, model.key)
    made = 0
    for page in vectors.pages(library, base_id, model.dim):
        if cancel is not None:
            cancel.check()
        lacking = [n for n, content in enumerate(page.content_ids) if int(content) not in known]
        if not lacking:
            continue
        rows = turn(page.rows[lacking].astype(np.float32))
        with library.transaction() as connection:
            if not is_wanted(connection):
                raise Cancelled
            model_id = vectors.model_id(connection, model.key, model.dim)
            for content, row in zip(page.content_ids[lacking].tolist(), rows, strict=True):
                made += generations.put_for(connection, model_id, content, row)
    return made
