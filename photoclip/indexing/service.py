"""Bringing a library up to date with its roots: scan, plan, apply, read."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from photoclip.core.cancel import CancelToken
from photoclip.core.events import (
    ConfirmMissing,
    Event,
    LibraryChanged,
    Notice,
    RootOffline,
    ScanProgress,
)
from photoclip.core.reports import IndexOptions, IndexReport, Tally
from photoclip.core.types import FileId, FileRow, FileState, InputSpec, ModelInfo, RootId, ScanEntry
from photoclip.embed.encoder import Encoder
from photoclip.folders.ignore import IgnoreRules
from photoclip.folders.scan import Look, look, scan
from photoclip.folders.volumes import Volume
from photoclip.indexing import presence
from photoclip.indexing.pipeline import Pipeline, Tagger
from photoclip.indexing.plan import Plan, pair_between, plan
from photoclip.media.formats import extension_of, is_other_picture_name, is_photo_name, sniff
from photoclip.media.sandbox import DecoderPool
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.store import calendar, files, generations, tombstones, vectors
from photoclip.store.database import Library

QUIET_S = 600.0
"""Losses of one root with less time than this between them count as one."""


@dataclass
class Losses:
    """What an owner remembers of vanished files between runs, by root.

    ``asked``: a person was asked whether so many are really gone. ``hidden``: files hidden lately, by
    looks and by scans, and when the last were: a root that is emptied little by little is emptied all
    the same. After `QUIET_S` without a loss they count no more, unless a question about them stands.
    """

    asked: set[RootId] = field(default_factory=set)
    hidden: dict[RootId, tuple[frozenset[FileId], float]] = field(default_factory=dict)
    clock: Callable[[], float] = time.monotonic

    def lately(self, root: RootId) -> frozenset[FileId]:
        """The files of a root that were hidden lately."""
        lost, last = self.hidden.get(root, (frozenset(), 0.0))
        recent = root in self.asked or self.clock() - last < QUIET_S
        return lost if recent else frozenset()

    def note(self, root: RootId, lost: Collection[FileId], returned: Collection[FileId]) -> None:
        """These files were hidden now, and these came back."""
        now = self.lately(root).union(lost).difference(returned)
        _before, last = self.hidden.get(root, (frozenset(), 0.0))
        self.hidden[root] = (now, self.clock() if lost else last)

    def forget(self, root: RootId) -> None:
        """A person said that what is gone is gone."""
        self.asked.discard(root)
        self.hidden.pop(root, None)


@dataclass(frozen=True)
class _Part:
    """What is to be done in one root. ``lost`` are the rows of the plan's vanished files."""

    root: files.Root
    made: Plan
    lost: list[FileRow]
    problems: list[tuple[bytes, str]]
    looked: Look | None = None  # None: the root was scanned as a whole
    other_files: int = 0
    volume: Volume | None = None  # the drive to remember, if it isn't the one known


def is_photo(name: bytes, head: Callable[[], bytes]) -> bool:
    """Whether a file is worth reading: by its name, or by its first bytes where the name has no type.

    A picture in a format PhotoClip doesn't read counts, so that ``failures`` can say so.
    """
    if is_photo_name(name) or is_other_picture_name(name):
        return True
    return not extension_of(name) and sniff(head()) is not None


class Indexer:
    """Brings an owned library up to date, all of it or where something changed.

    Without a ``model`` files are found and followed as ever, and wait to be read.
    ``losses`` is what an owner that makes several indexers keeps between them. Raises
    `PhotoClipError` for a pattern in ``options`` that means nothing.
    """

    def __init__(
        self,
        library: Library,
        model: ModelInfo | None,
        load_encoder: Callable[[], Encoder],
        open_pool: Callable[[InputSpec], AbstractContextManager[DecoderPool]],
        on_event: Callable[[Event], None] = lambda _event: None,
        cancel: CancelToken | None = None,
        options: IndexOptions | None = None,
        losses: Losses | None = None,
        tagger: Tagger | None = None,
    ) -> None:
        self._library = library
        self._model = model
        self._on_event = on_event
        self._cancel = cancel or CancelToken()
        self._options = options or IndexOptions()
        self._losses = losses if losses is not None else Losses()
        self._rules = IgnoreRules(self._options.ignore)
        self._pipeline = (
            None
            if model is None
            else Pipeline(library, model, load_encoder, open_pool, on_event, self._cancel, tagger)
        )

    def run(self, only: Iterable[RootId] | None = None) -> IndexReport:
        """Scan the roots (or ``only`` some), then read what is pending.

        Raises `Cancelled` when asked to stop and `DiskFullError` when there is no room; what was
        done until then is kept.
        """
        started = time.monotonic()
        report = IndexReport()
        calendar.advance(self._library, time.time())
        wanted = None if only is None else set(only)
        roots = files.roots(self._library)
        self.scan_roots([root for root in roots if wanted is None or root.id in wanted], report)
        self.purge()
        self.queue_unembedded()
        report.tally = self.read()
        if report.unsettled:
            self._on_event(
                Notice(
                    f"{len(report.unsettled)} files are still being written by another program. "
                    "They are indexed once that is done: photoclip index"
                )
            )
        report.seconds = time.monotonic() - started
        return report

    # --- what is on disk --------------------------------------------------------------------------

    def scan_roots(self, roots: Iterable[files.Root], report: IndexReport) -> None:
        """Bring the library's files of some roots up to date with the disk, without reading any."""
        taken: set[FileId] = set()
        self._apply_all([self._compare(root, report, taken) for root in roots], report)

    def look(self, root: files.Root, paths: Iterable[bytes], report: IndexReport) -> list[FileId]:
        """As `look_all`, for one root."""
        return self.look_all({root.path: set(paths)}, report)

    def look_all(
        self, changes: Mapping[bytes, Collection[bytes]], report: IndexReport
    ) -> list[FileId]:
        """Bring only these relative paths of these roots up to date with the disk.

        ``b""`` stands for a whole root. Paths of roots the library doesn't know are passed over.
        Where only a whole scan tells, one is made. Returns the files there that wait to be read now.
        """
        known = {root.path: root for root in files.roots(self._library)}
        taken: set[FileId] = set()
        parts: list[_Part | None] = []
        for path, names in changes.items():
            if path not in known:
                continue
            part = self._glance(known[path], names, taken)
            parts.append(part or self._compare(known[path], report, taken))
        self._apply_all(parts, report)
        waiting: list[FileId] = []
        for part in parts:
            if part is None:
                continue
            if part.looked is None:
                waiting += files.pending_of(self._library, part.root.id)
                continue
            rows = files.rows_in(
                self._library, part.root.id, part.looked.files, part.looked.folders
            )
            waiting += [
                row.id
                for row in rows.values()
                if row.state is FileState.PENDING and not row.missing
            ]
        return waiting

    # --- the work list ----------------------------------------------------------------------------

    def queue_unembedded(self) -> None:
        """Put photos without a vector of the model on the work list; failed ones too, if asked to."""
        with self._library.transaction() as connection:
            if self._options.retry_failed:
                files.retry_failed(connection)
                generations.pardon(connection)
            if self._model is not None:
                model_id = vectors.model_id(connection, self._model.key, self._model.dim)
                files.queue_without_vector(connection, model_id)

    def read(
        self,
        only: Sequence[FileId] | None = None,
        should_yield: Callable[[], bool] = lambda: False,
    ) -> Tally:
        """Read what is pending (see `Pipeline.run`), and look again where files were gone."""
        if self._pipeline is None:
            return Tally()
        tally = self._pipeline.run(only, should_yield)
        if self._pipeline.gone:
            self._look_for(self._pipeline.gone)
        return tally

    def purge(self) -> int:
        """Forget files whose grace is over, with their thumbnails; how many contents that were."""
        forgotten = tombstones.purge(self._library, calendar.today(self._library))
        thumbnails = ThumbnailCache(self._library.thumbnails)
        for content_hash in forgotten:
            thumbnails.remove(content_hash)
        return len(forgotten)

    # --- inside -----------------------------------------------------------------------------------

    def _compare(self, root: files.Root, report: IndexReport, taken: set[FileId]) -> _Part | None:
        """Scan a whole root and say what is to be done, or None if it is offline."""
        rows = files.rows_of(self._library, root.id)
        there = presence.look_for(root, rows.values())
        if there.away:
            self._set_offline(root, there.away, report)
            return None
        try:
            found = scan(
                root.path,
                is_photo,
                self._cancel,
                lambda count: self._on_event(ScanProgress(root.path, count)),
                rules=self._rules,
            )
        except OSError as error:
            self._set_offline(root, f"it can't be read ({error.strerror or error})", report)
            return None
        made, lost = self._plan(found.entries, rows, found.problems, taken)
        away = presence.why_absent(root.path, full=True) if lost else ""
        if away:  # it went away while it was scanned
            self._set_offline(root, away, report)
            return None
        return _Part(root, made, lost, found.problems, None, found.other_files, there.volume)

    def _glance(
        self, root: files.Root, names: Collection[bytes], taken: set[FileId]
    ) -> _Part | None:
        """Look at some paths of a root; None where only a whole scan tells."""
        if b"" in names or root.offline_since is not None or root.scanned_at is None:
            return None
        try:
            found = look(root.path, names, is_photo, self._rules)
        except OSError:
            return None
        if found.needs_scan:
            return None
        rows = files.rows_in(self._library, root.id, found.files, found.folders)
        taken_too = set(taken)
        made, lost = self._plan(found.entries, rows, found.problems, taken_too)
        if lost and not presence.is_surely_there(root):
            return None
        taken |= taken_too
        return _Part(root, made, lost, found.problems, found)

    def _plan(
        self,
        entries: Sequence[ScanEntry],
        rows: Mapping[bytes, FileRow],
        problems: Sequence[tuple[bytes, str]],
        taken: set[FileId],
    ) -> tuple[Plan, list[FileRow]]:
        """The plan, and the rows behind its vanished files. ``taken`` are rows that moved already."""
        fresh = {entry.inode for entry in entries if entry.inode and entry.path not in rows}
        own = {row.id for row in rows.values()}
        others = [
            row
            for row in files.missing_with(self._library, fresh)
            if row.id not in own and row.id not in taken
        ]
        rows = {path: row for path, row in rows.items() if row.id not in taken}
        made = plan(entries, rows, others, [folder for folder, _reason in problems])
        taken.update(i for i, _entry in made.moved)
        vanished = set(made.vanished)
        return made, [row for row in rows.values() if row.id in vanished]

    def _apply_all(self, found: Iterable[_Part | None], report: IndexReport) -> None:
        parts = [part for part in found if part is not None]
        plans = pair_between([part.made for part in parts], [part.lost for part in parts])
        for part, made in zip(parts, plans, strict=True):
            kept = made.without(self._unsettled(part.root, made, report))
            if not self._options.accept_missing:
                kept = self._asking_first(part, kept)
            elif part.looked is None:
                self._losses.forget(part.root.id)
            if not self._apply(part, kept):
                continue
            report.added += len(kept.added)
            report.changed += len(kept.changed)
            report.moved += len(kept.moved)
            report.returned += len(kept.returned)
            report.vanished += len(kept.vanished)
            report.unchanged += kept.unchanged

    @staticmethod
    def _unsettled(root: files.Root, made: Plan, report: IndexReport) -> set[bytes]:
        """New and changed files that somebody still writes."""
        paths = [entry.path for entry in made.added]
        paths += [entry.path for _id, entry in made.changed]
        held = {path for path in paths if presence.is_unsettled(os.path.join(root.path, path))}
        report.unsettled += [(root.path, path) for path in sorted(held)]
        return held

    def _asking_first(self, part: _Part, made: Plan) -> Plan:
        """The plan without its vanished files, if they are so many that a person must decide."""
        root, whole = part.root, part.looked is None
        asked = self._losses.asked
        if not made.vanished:
            if whole:
                asked.discard(root.id)
            return made
        known = files.count_present(self._library, root.id)
        lately = self._losses.lately(root.id)
        before = len(lately)
        most = made.drops_most(known, before)
        if not most and (whole or root.id not in asked):
            asked.discard(root.id)
            return made
        if root.id not in asked:
            asked.add(root.id)
            with self._library.transaction() as connection:
                # Until somebody answers all of them stay, those that went first too.
                files.returned(connection, lately)
            self._losses.note(root.id, (), lately)
            if lately:
                self._on_event(LibraryChanged(before))
            missing, total = len(made.vanished) + before, known + before
            self._on_event(ConfirmMissing(root.path, missing, total))
            self._on_event(
                Notice(
                    f"{missing} of {total} files in {os.fsdecode(root.path)} are gone at once. "
                    "They stay in the library until you say that this is right: "
                    "photoclip index --accept-missing"
                )
            )
        return replace(made, vanished=[])

    def _apply(self, part: _Part, made: Plan) -> bool:
        """Carry a plan out; False if a person removed the root while it was looked at."""
        root = part.root
        today = calendar.today(self._library)
        with self._library.transaction() as connection:
            if not files.is_known(connection, root):
                return False
            new_day = False
            if part.looked is None:
                unlisted = [folder for folder, _reason in part.problems]
                new_day = tombstones.count_scan(connection, root.id, today, unlisted)
            files.move(connection, root, made.moved)
            files.change(connection, made.changed)
            files.returned(connection, made.returned)
            files.vanished(connection, made.vanished, today)
            files.insert(connection, root, made.added)
            if part.looked is None:
                if new_day or root.offline_since is not None:
                    # The drive, or the permissions, may have been put right.
                    files.retry_unreadable(connection, root.id)
                files.scanned(connection, root.id, part.other_files, part.problems)
                if part.volume is not None:
                    files.set_volume(connection, root.id, part.volume.to_json())
            else:
                files.looked(connection, root.id, part.looked.folders, part.problems)
        if not self._options.accept_missing:
            self._losses.note(root.id, made.vanished, made.returned)
        elsewhere = len(made.moved) + len(made.returned) + len(made.vanished)
        if elsewhere:
            self._on_event(LibraryChanged(elsewhere))
        return True

    def _set_offline(self, root: files.Root, reason: str, report: IndexReport) -> None:
        with self._library.transaction() as connection:
            if not files.is_known(connection, root):
                return
            files.set_offline(connection, root.id, reason)
        report.offline.append(root.path)
        self._on_event(RootOffline(root.path, reason))

    def _look_for(self, gone: Iterable[bytes]) -> None:
        """Find out what became of files that were not there when they were to be read."""
        roots = [root.path for root in files.roots(self._library)]
        changes: dict[bytes, set[bytes]] = {}
        for path in gone:
            for root in roots:
                inside = os.path.join(root, b"")
                if path.startswith(inside):
                    changes.setdefault(root, set()).add(path[len(inside) :])
                    break
        self.look_all(changes, IndexReport())
