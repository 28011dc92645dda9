"""Bringing a library up to date with its roots: scan, plan, apply, read."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from photoclip.core.cancel import CancelToken
from photoclip.core.events import Event, Notice, RootOffline, ScanProgress
from photoclip.core.types import FileRow, InputSpec, ModelInfo, RootId
from photoclip.embed.encoder import Encoder
from photoclip.folders.scan import ScanResult, existing_entries, scan
from photoclip.indexing.pipeline import Pipeline, Tally
from photoclip.indexing.plan import Plan, plan
from photoclip.media.formats import extension_of, is_other_picture_name, is_photo_name, sniff
from photoclip.media.sandbox import DecoderPool
from photoclip.store import files, vectors
from photoclip.store.database import Library


@dataclass
class IndexReport:
    """What one run did; counts of files."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    returned: int = 0
    vanished: int = 0
    unchanged: int = 0
    tally: Tally = field(default_factory=Tally)
    offline: list[bytes] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True)
class IndexOptions:
    """``accept_missing``: hide files that are gone even where most of a root is.

    ``retry_failed``: read files again that could not be read, although they haven't changed.
    """

    accept_missing: bool = False
    retry_failed: bool = False


def is_photo(name: bytes, head: Callable[[], bytes]) -> bool:
    """Whether a file is worth reading: by its name, or by its first bytes where the name has no type.

    A picture in a format PhotoClip doesn't read counts, so that ``failures`` can say so.
    """
    if is_photo_name(name) or is_other_picture_name(name):
        return True
    return not extension_of(name) and sniff(head()) is not None


class Indexer:
    """Brings an owned library up to date. One instance serves one run."""

    def __init__(
        self,
        library: Library,
        model: ModelInfo,
        load_encoder: Callable[[], Encoder],
        open_pool: Callable[[InputSpec], DecoderPool],
        on_event: Callable[[Event], None] = lambda _event: None,
        cancel: CancelToken | None = None,
        options: IndexOptions | None = None,
    ) -> None:
        self._library = library
        self._model = model
        self._on_event = on_event
        self._cancel = cancel or CancelToken()
        self._options = options or IndexOptions()
        self._pipeline = Pipeline(library, model, load_encoder, open_pool, on_event, self._cancel)

    def run(self, only: Iterable[RootId] | None = None) -> IndexReport:
        """Scan the roots (or ``only`` some), then read what is pending.

        Raises `Cancelled` when asked to stop and `DiskFullError` when there is no room; what was
        done until then is kept.
        """
        started = time.monotonic()
        report = IndexReport()
        wanted = None if only is None else set(only)
        for root in files.roots(self._library):
            if wanted is None or root.id in wanted:
                self.scan_root(root, report)
        with self._library.transaction() as connection:
            model_id = vectors.model_id(connection, self._model.key, self._model.dim)
            files.queue_without_vector(connection, model_id)
            if self._options.retry_failed:
                files.retry_failed(connection)
        report.tally = self._pipeline.run()
        report.seconds = time.monotonic() - started
        return report

    def scan_root(self, root: files.Root, report: IndexReport) -> None:
        """Bring the library's files of one root up to date with the disk, without reading any."""
        rows = files.rows_of(self._library, root.id)
        present = sum(not row.missing for row in rows.values())
        absent = self._why_absent(root, present)
        if absent:
            self._set_offline(root, absent, report)
            return
        try:
            found = scan(
                root.path,
                is_photo,
                self._cancel,
                lambda count: self._on_event(ScanProgress(root.path, count)),
            )
        except OSError as error:
            self._set_offline(root, f"it can't be read ({error.strerror or error})", report)
            return
        unlisted = [folder for folder, _reason in found.problems]
        found_plan = plan(found.entries, rows, self._gone_elsewhere(root), unlisted)
        if found_plan.drops_most(present) and not self._options.accept_missing:
            self._on_event(
                Notice(
                    f"{len(found_plan.vanished)} of {present} photos in {os.fsdecode(root.path)} are "
                    "gone at once. They stay in the library until you say that this is right: "
                    "photoclip index --accept-missing"
                )
            )
            found_plan.vanished.clear()
        self._apply(root, found, found_plan)
        report.added += len(found_plan.added)
        report.changed += len(found_plan.changed)
        report.moved += len(found_plan.moved)
        report.returned += len(found_plan.returned)
        report.vanished += len(found_plan.vanished)
        report.unchanged += found_plan.unchanged

    def _apply(self, root: files.Root, found: ScanResult, found_plan: Plan) -> None:
        with self._library.transaction() as connection:
            files.move(connection, root, found_plan.moved)
            files.change(connection, found_plan.changed)
            files.returned(connection, found_plan.returned)
            files.vanished(connection, found_plan.vanished)
            files.insert(connection, root, found_plan.added)
            files.scanned(connection, root.id, found.other_files, found.problems)

    def _set_offline(self, root: files.Root, reason: str, report: IndexReport) -> None:
        with self._library.transaction() as connection:
            files.set_offline(connection, root.id)
        report.offline.append(root.path)
        self._on_event(RootOffline(root.path, reason))

    def _gone_elsewhere(self, root: files.Root) -> Sequence[FileRow]:
        """Missing files of the other roots: where a file moved between roots came from."""
        return [
            row
            for other in files.roots(self._library)
            if other.id != root.id
            for row in files.rows_of(self._library, other.id).values()
            if row.missing
        ]

    @staticmethod
    def _why_absent(root: files.Root, present: int) -> str:
        if not os.path.isdir(root.path):
            return "the folder is not there"
        if present and next(existing_entries(root.path), None) is None:
            return "the folder is empty where it was full"
        return ""
