"""Reading what is pending: decode in child processes, encode in batches, write in transactions.

While one batch is encoded the one before is written, so neither the model nor the decoders wait for
the disk. The work list lives in the library, so a kill at any moment loses at most these two. Nothing
is held that isn't bounded: the pool looks a fixed number of photos ahead.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, PhotoClipError
from photoclip.core.events import Event, IndexProgress, IndexStarted, LibraryChanged, Notice
from photoclip.core.reports import Tally
from photoclip.core.types import (
    FileId,
    Float32,
    InputSpec,
    ModelInfo,
    PhotoReading,
    ReadFailure,
    UInt8,
)
from photoclip.embed.encoder import Encoder
from photoclip.indexing.encoding import EncodingAhead, PatientEncoding
from photoclip.indexing.in_hand import InHand, recover
from photoclip.media.sandbox import DecoderPool
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.store import disk, files, photos, suspects, vectors
from photoclip.store.database import Connection, Library

#: Photos a transaction: large enough that a commit costs little, small enough that progress is seen
#: and little is repeated after a kill. A model that is at its best with more gets more.
BATCH_SIZE = 32
#: A batch that isn't full is written after so many seconds all the same.
COMMIT_SECONDS = 2.0
PROGRESS_SECONDS = 0.1

Outcome = PhotoReading | ReadFailure


class Tagger(Protocol):
    """What labels photos as they come. It is given by whoever knows about labels."""

    def prepare(self) -> None:
        """Called before a batch is written: here it may take its time."""
        ...

    def tag(self, connection: Connection, contents: Sequence[int]) -> None:
        """Called in the transaction that wrote photos with these contents, and their vectors."""
        ...


Encoded = dict[bytes, Float32 | ReadFailure]
"""By content hash: the vector ``(dim,)``, or why there is none."""


@dataclass
class _Batch:
    """Read but not yet written. ``fresh`` are to be encoded: no vector is there, and none comes."""

    outcomes: list[tuple[files.PendingFile, Outcome]] = field(default_factory=list)
    fresh: dict[bytes, UInt8] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    @property
    def ids(self) -> list[FileId]:
        return [item.id for item, _outcome in self.outcomes]

    def is_due(self, now: float, size: int) -> bool:
        waited = now - self.started > COMMIT_SECONDS
        return (
            len(self.fresh) >= size
            or len(self.outcomes) >= 4 * size
            or (waited and bool(self.outcomes))
        )


class _Run:
    """The state of one pass: its tally, its clock, its encoder and the model's id."""

    def __init__(
        self,
        total: int,
        model_id: int,
        encoding: PatientEncoding,
        ahead: EncodingAhead[_Batch],
    ) -> None:
        self.tally = Tally()
        self.total = total
        self.model_id = model_id
        self.encoding = encoding
        self.ahead = ahead
        #: What came of the batch written last; a copy that was read meanwhile needs it.
        self.written_last: Encoded = {}
        self.started = self.last_report = time.monotonic()
        self.under_suspicion = False
        self.lacks_thumbnails = False

    @property
    def batch_size(self) -> int:
        """How many photos make a batch."""
        return max(BATCH_SIZE, self.encoding.best)

    @property
    def unwritten(self) -> int:
        """Photos that were read and are encoded now."""
        batch = self.ahead.batch
        return 0 if batch is None else len(batch.outcomes)


class Pipeline:
    """Passes over the work list of an owned library.

    ``gone`` are the absolute paths of the files that were not there any more in the last pass.
    """

    def __init__(
        self,
        library: Library,
        model: ModelInfo,
        load_encoder: Callable[[], Encoder],
        open_pool: Callable[[InputSpec], AbstractContextManager[DecoderPool]],
        on_event: Callable[[Event], None] = lambda _event: None,
        cancel: CancelToken | None = None,
        tagger: Tagger | None = None,
    ) -> None:
        self._library = library
        self._tagger = tagger
        self._model = model
        self._load_encoder = load_encoder
        self._open_pool = open_pool
        self._on_event = on_event
        self._cancel = cancel or CancelToken()
        self._thumbnails = ThumbnailCache(library.thumbnails)
        self._in_hand = InHand(library.folder)
        self.gone: list[bytes] = []

    def run(
        self,
        only: Sequence[FileId] | None = None,
        should_yield: Callable[[], bool] = lambda: False,
    ) -> Tally:
        """Read, encode and write every pending file, or ``only`` those of some, in that order.

        Files that were in hand when PhotoClip died come last and one at a time. When
        ``should_yield`` says so, what is in hand is written and the rest is left on the list.

        Raises `Cancelled` after writing what was in hand, `DiskFullError` if there is no room.
        """
        self.gone = []
        for _file, reason in recover(self._library):
            self._on_event(Notice(reason))
        self._thumbnails.tidy()
        suspected = suspects.of_work_list(self._library)
        if only is None:
            total = files.count_pending(self._library)
            alone = files.pending_among(self._library, suspected)
            work: Iterable[files.PendingFile] = files.pending(self._library)
        else:
            work = files.pending_among(self._library, only)
            total = len(work)
            apart = set(suspected)
            alone = [item for item in work if item.id in apart]
        self._on_event(IndexStarted(total))
        if total == 0:
            return Tally()
        with self._library.transaction() as connection:
            model_id = vectors.model_id(connection, self._model.key, self._model.dim)
        encoding = PatientEncoding(self._load_encoder, self._on_event)
        with (
            EncodingAhead[_Batch](encoding) as ahead,
            self._open_pool(self._model.input) as pool,
        ):
            run = _Run(total, model_id, encoding, ahead)
            run.under_suspicion = bool(suspected)
            self._pass(pool, _but(work, {item.id for item in alone}), run, should_yield)
            if alone and not run.tally.yielded:
                self._pass(pool, alone, run, should_yield, one_at_a_time=True)
        self._report(run, 0)
        return run.tally

    def _pass(
        self,
        pool: DecoderPool,
        work: Iterable[files.PendingFile],
        run: _Run,
        should_yield: Callable[[], bool],
        *,
        one_at_a_time: bool = False,
    ) -> None:
        waiting: deque[files.PendingFile] = deque()

        def feed() -> Iterator[bytes]:
            for item in work:
                waiting.append(item)
                yield item.path

        batch = _Batch()
        try:
            for _path, outcome in pool.map(feed(), self._cancel):
                self._take(batch, waiting.popleft(), outcome, run)
                if one_at_a_time or batch.is_due(time.monotonic(), run.batch_size):
                    self._advance(batch, run)
                    batch = _Batch()
                    if one_at_a_time:
                        self._advance(batch, run)
                now = time.monotonic()
                if now - run.last_report >= PROGRESS_SECONDS:
                    run.last_report = now
                    self._report(run, len(batch.outcomes) + run.unwritten)
                if should_yield():
                    run.tally.yielded = True
                    break
        except Cancelled:
            self._finish(batch, run)
            raise
        self._finish(batch, run)

    def _take(self, batch: _Batch, item: files.PendingFile, outcome: Outcome, run: _Run) -> None:
        batch.outcomes.append((item, outcome))
        if not isinstance(outcome, PhotoReading) or outcome.content_hash in batch.fresh:
            return
        ahead = run.ahead.batch
        if ahead is not None and outcome.content_hash in ahead.fresh:
            return
        if not vectors.has(self._library, run.model_id, outcome.content_hash):
            batch.fresh[outcome.content_hash] = outcome.pixels

    def _finish(self, batch: _Batch, run: _Run) -> None:
        """Encode and write what was read."""
        self._advance(batch, run)
        self._advance(_Batch(), run)

    def _advance(self, batch: _Batch, run: _Run) -> None:
        """Have a batch encoded, and meanwhile write the one before: photo, vector and state in one
        transaction. An empty batch is none.
        """
        try:
            if batch.fresh:
                run.encoding.prepare()
            before = run.ahead.end()
            ids = batch.ids if before is None else [*before[0].ids, *batch.ids]
            if ids:
                self._in_hand.take(ids)
            if batch.outcomes:
                run.ahead.begin(batch, list(batch.fresh.values()))
            if before is not None:
                done, rows = before
                self._write(done, dict(zip(done.fresh, rows, strict=True)), run)
        except (PhotoClipError, OSError, Cancelled):
            self._in_hand.put_down()  # the machine's fault or a person's wish, not a file's
            raise
        if run.ahead.batch is None:
            self._in_hand.put_down()

    def _write(self, batch: _Batch, encoded: Encoded, run: _Run) -> None:
        self._keep_thumbnails(batch, run)
        if self._tagger is not None:
            self._tagger.prepare()
        before, run.written_last = run.written_last, encoded
        self._commit(batch, {**before, **encoded}, run)
        self._on_event(LibraryChanged(len(batch.outcomes)))

    def _keep_thumbnails(self, batch: _Batch, run: _Run) -> None:
        """Write a batch's thumbnails. Only a full disk is a reason to stop: they are but a cache."""
        for _item, outcome in batch.outcomes:
            if not isinstance(outcome, PhotoReading) or not outcome.thumbnail:
                continue
            try:
                self._thumbnails.write(outcome.content_hash, outcome.thumbnail)
            except OSError as error:
                if disk.is_full(error):
                    raise
                if not run.lacks_thumbnails:
                    run.lacks_thumbnails = True
                    self._on_event(
                        Notice(
                            f"Thumbnails can't be written in {self._library.thumbnails}: "
                            f"{error.strerror or error}. Photos are indexed without them."
                        )
                    )

    def _commit(self, batch: _Batch, encoded: Encoded, run: _Run) -> None:
        tally = run.tally
        contents: list[int] = []
        with self._library.transaction() as connection:
            known = files.known_among(connection, [item.id for item, _outcome in batch.outcomes])
            for item, outcome in batch.outcomes:
                if item.id not in known:  # a person removed its root while it was read
                    tally.gone += 1
                    continue
                if isinstance(outcome, ReadFailure) and not os.path.lexists(item.path):
                    tally.gone += 1
                    self.gone.append(item.path)
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
                # A copy in this batch or the one before is no more work than one known for long.
                new = vector is not None and vectors.put(connection, run.model_id, content, vector)
                tally.embedded += new
                tally.reused += not new
                contents.append(content)
                tally.read += 1
                tally.warnings += outcome.warning is not None
            if self._tagger is not None:
                self._tagger.tag(connection, contents)
            if run.under_suspicion:
                suspects.acquit(connection, [item.id for item, _outcome in batch.outcomes])

    def _report(self, run: _Run, in_batch: int) -> None:
        seconds = time.monotonic() - run.started
        done = run.tally.done + in_batch
        rate = done / seconds if seconds > 0 else 0.0
        left = (run.total - done) / rate if rate > 0 else 0.0
        self._on_event(IndexProgress(done, run.total, run.tally.failed, rate, max(0.0, left)))


def _but(
    work: Iterable[files.PendingFile], others: Collection[FileId]
) -> Iterator[files.PendingFile]:
    return (item for item in work if item.id not in others)


def note_if_demonstration(model: ModelInfo, on_event: Callable[[Event], None]) -> None:
    """Say once that the embedded model knows rendered scenes, not real photographs."""
    if model.demonstration:
        on_event(
            Notice(
                "The embedded model is a demonstration: it knows the scenes PhotoClip draws itself, "
                "not real photographs. For your own photos choose a real model: photoclip models list"
            )
        )
