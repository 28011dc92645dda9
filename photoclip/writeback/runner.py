"""Carrying out requests to write into files, one file after another.

The library never sees its own writes as changes: with what is recorded of a write, the file's row
gets the stamp that a scan will find, and its photo the content that is in the file now.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

from photoclip.core.cancel import CancelToken
from photoclip.core.file_metadata import Writing
from photoclip.core.types import ContentHash, Metadata, PhotoId, ReadFailure
from photoclip.folders.one_file import entry_of
from photoclip.media.safe_replace import remove_leftovers
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.media.write_request import (
    Fields,
    FileDescription,
    RefusalKind,
    Target,
    WriteRefusal,
    WriteRequest,
    WriteResult,
)
from photoclip.store import files, photos, rewritten, write_jobs, write_settings
from photoclip.store.database import Library
from photoclip.store.write_jobs import Job
from photoclip.writeback import note
from photoclip.writeback.note import Note
from photoclip.writeback.plan import going_back
from photoclip.writeback.requests import requests_for

MOST_TRIES = 6
"""How often a file is tried that can't be written for a reason that may pass."""

AWAY_S = 60.0
_FIRST_PAUSE_S = 2.0
_READ_AGAIN_S = 30.0

_NOT_ALLOWED = "Writing is not allowed for this folder (any more)."


class Writer(Protocol):
    """Who reads and writes the files themselves: a `media.sandbox.DecoderPool`."""

    def describe(self, path: bytes) -> FileDescription | WriteRefusal:
        """What a photo and its sidecar say."""
        ...

    def write(self, request: WriteRequest) -> WriteResult | WriteRefusal:
        """Write one file or sidecar."""
        ...

    def read_metadata(self, path: bytes) -> Metadata | ReadFailure:
        """What the library will have read of a photo."""
        ...


class Runner:
    """Carries out what waits in an owned library.

    ``read_again`` brings the library up to date with one file that changed on disk. ``on_written``
    is called after each file that was written and recorded. ``clock`` is monotonic, in seconds.
    """

    def __init__(
        self,
        library: Library,
        writer: Writer,
        read_again: Callable[[Job], None],
        on_written: Callable[[], None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._library = library
        self._writer = writer
        self._read_again = read_again
        self._on_written = on_written
        self._clock = clock
        self._thumbnails = ThumbnailCache(library.thumbnails)
        self._not_before: dict[int, float] = {}
        self._outdated: list[ContentHash] = []
        self._tidied: set[bytes] = set()
        #: Files that failed for good so far.
        self.failures = 0

    def run(self, cancel: CancelToken) -> float | None:
        """Carry out all that is due; in how many seconds to come back, None if nothing waits.

        Raises `Cancelled` between two files, `DiskFullError` where the library can't be written.
        """
        soonest: float | None = None
        after = 0
        while found := write_jobs.due(self._library, 1, after):
            cancel.check()
            (job,) = found
            after = job.id
            if self._not_before.get(job.id, 0.0) <= self._clock():
                self._not_before.pop(job.id, None)
                self._carry_out(job)
            later = self._not_before.get(job.id)
            if later is not None:
                soonest = later if soonest is None else min(soonest, later)
        self._tidy_thumbnails()
        return None if soonest is None else max(0.0, soonest - self._clock())

    def try_now(self) -> None:
        """Forget who was to be tried later: something changed, a drive came back perhaps."""
        self._not_before.clear()

    # --- one file ---------------------------------------------------------------------------------

    def _carry_out(self, job: Job, *, looked: bool = False) -> None:
        entry = entry_of(job.root.path, job.path)
        if entry is None:  # what that means is for a scan to find out
            self._later(job, AWAY_S)
            return
        state = write_jobs.state_of(self._library, job.file)
        if state == "failed":
            self._fail(job, "The photo could not be read.")
            return
        if state == "pending" or (entry.stamp, entry.sidecars) != (job.stamp, job.sidecars):
            self._look_again(job, looked)
            return
        if not _is_sound(job):
            self._fail(job, "What was noted about this file is damaged.")
            return
        if job.before is not None:
            self._tidy_after_kill(os.path.dirname(job.whole_path))
        said = self._writer.describe(job.whole_path)
        if not isinstance(said, FileDescription):
            self._refused(job, said)
        elif said.file.stamp != entry.stamp:
            self._look_again(job, looked)
        elif job.restoring:
            self._take_back(job, said)
        else:
            self._write(job, said)

    def _tidy_after_kill(self, folder: bytes) -> None:
        """Remove what an owner that was killed left half-written, once for each folder."""
        if folder not in self._tidied:
            self._tidied.add(folder)
            # However young: who began it had the library that this owner has now.
            remove_leftovers(folder, older_than_s=0.0)

    def _look_again(self, job: Job, looked: bool) -> None:
        """Somebody else changed the file, and the library hasn't read it yet."""
        if not looked:
            self._read_again(job)
            found = write_jobs.due(self._library, 1, job.id - 1)
            if found and found[0].id == job.id:
                self._carry_out(found[0], looked=True)
            return
        self._later(job, _READ_AGAIN_S)

    def _write(self, job: Job, said: FileDescription) -> None:
        library = self._library
        rules = write_settings.load(library.connection)
        writing = rules.of(job.whole_path)
        known = write_jobs.known_of(library, job.photo, machine_captions=job.machine_captions)
        if writing is Writing.NEVER or known is None:
            self._fail(job, _NOT_ALLOWED)
            return
        if writing is Writing.FILE and said.unwritable:
            self._fail(job, said.unwritable)
            return
        planned = requests_for(
            job.whole_path, said, writing, known, write_jobs.own_words(library, job.file)
        )
        asked = [
            replace(
                request,
                keep_times=rules.keep_times,
                keep_original=rules.keep_original,
                root=job.root.path,
            )
            for request in planned.requests
        ]
        before = note.from_json(job.before) if job.before else self._note(job, said, writing)
        with library.transaction() as connection:
            if not write_jobs.intend(connection, job, before.to_json(), writing):
                return  # taken back meanwhile
        results = self._put(job, asked)
        after = _said_after(said, results, planned.own)
        if len(results) < len(asked):
            if _touched(results):
                self._record(job, said, results, after)
        elif after.differs_from(before):  # by this write, or by one before a kill
            self._record(job, said, results, after, done=True)
        else:
            with library.transaction() as connection:
                write_jobs.unchanged(connection, job)

    def _note(self, job: Job, said: FileDescription, writing: Writing) -> Note:
        own = write_jobs.own_words(self._library, job.file)
        made = writing is Writing.SIDECAR and said.sidecar is None
        return Note(_fields(said), own, made)

    def _put(self, job: Job, asked: list[WriteRequest]) -> dict[Target, WriteResult]:
        """What came of each request, up to the first that was refused."""
        results: dict[Target, WriteResult] = {}
        for request in asked:
            result = self._writer.write(request)
            if not isinstance(result, WriteResult):
                self._refused(job, result, begun=_touched(results))
                break
            results[request.target] = result
        return results

    def _take_back(self, job: Job, said: FileDescription) -> None:
        before, there = note.from_json(job.before or ""), _fields(said)
        # Where nobody recorded what was written, that is what is there after a kill.
        written = note.from_json(job.written).fields if job.written else there
        rules = write_settings.load(self._library.connection)
        kept: list[str] = []
        needed: list[WriteRequest] = []
        for target in written:
            says = said.file if target is Target.FILE else said.sidecar
            back = going_back(before.fields.get(target, {}), written[target], there.get(target, {}))
            kept += back.kept
            if back.fields and says is not None:
                needed.append(
                    WriteRequest(
                        job.whole_path,
                        target,
                        restore=back.fields,
                        remove_empty=before.made,
                        expect=says.stamp,
                        keep_times=rules.keep_times,
                        root=job.root.path,
                    )
                )
        results = self._put(job, needed)
        own = before.own | (write_jobs.own_words(self._library, job.file) if kept else frozenset())
        after = _said_after(said, results, own)
        if len(results) < len(needed):
            if _touched(results):
                self._record(job, said, results, after)
            return
        self._record(job, said, results, after)
        with self._library.transaction() as connection:
            write_jobs.taken_back(connection, job, _kept_text(kept))

    # --- what came of it --------------------------------------------------------------------------

    def _record(
        self,
        job: Job,
        said: FileDescription,
        results: Mapping[Target, WriteResult],
        after: Note,
        *,
        done: bool = False,
    ) -> None:
        """Bring the library up to what is in the file now; with ``done`` the job is."""
        library = self._library
        # In this order: what somebody changes in between has another stamp at the next look.
        entry = entry_of(job.root.path, job.path)
        metadata = self._writer.read_metadata(job.whole_path)
        rewrite = results.get(Target.FILE)
        if rewrite is not None and not rewrite.changes:
            rewrite = None
        stamp = said.file.stamp if rewrite is None else rewrite.stamp
        if rewrite is not None and rewrite.content_hash is not None:
            self._carry_thumbnail(job.photo, rewrite.content_hash)
        with library.transaction() as connection:
            photo = write_jobs.photo_of(connection, job)
            if photo is None:  # a person took its folder out meanwhile
                return
            if rewrite is not None and rewrite.content_hash is not None and rewrite.stamp:
                rewritten.take_over(connection, photo, rewrite.content_hash, rewrite.stamp.size)
            if entry is not None and entry.stamp == stamp:  # still as it was left
                files.restamp(connection, job.root.id, job.path, entry)
                rewritten.is_read(connection, job.file)
            write_jobs.set_own_words(connection, job.file, after.own)
            if isinstance(metadata, Metadata):
                photos.file_says(connection, job.file, metadata)
            if done:
                write_jobs.done(connection, job, after.to_json())
        self._on_written()

    def _carry_thumbnail(self, photo: PhotoId, digest: ContentHash) -> None:
        old = rewritten.hash_of(self._library.connection, photo)
        picture = None if old is None or old == digest else self._thumbnails.read(old)
        if picture is not None:
            with suppress(OSError):  # a cache: it can be made again
                self._thumbnails.write(digest, picture)
        if old is not None and old != digest:
            self._outdated.append(old)

    def _tidy_thumbnails(self) -> None:
        """Let go of pictures under hashes that nothing has any more; a window may have shown them."""
        outdated, self._outdated = self._outdated, []
        for digest in outdated:
            if not photos.has_content(self._library, digest):
                self._thumbnails.remove(digest)

    def _refused(self, job: Job, refusal: WriteRefusal, *, begun: bool = False) -> None:
        if not begun:
            with self._library.transaction() as connection:
                write_jobs.not_begun(connection, job)
        if refusal.kind is RefusalKind.AWAY:
            self._later(job, AWAY_S)
            return
        passes = refusal.again or refusal.kind is RefusalKind.CHANGED
        if not passes or job.tries + 1 >= MOST_TRIES:
            self._fail(job, refusal.reason)
            return
        with self._library.transaction() as connection:
            write_jobs.tried(connection, job, refusal.reason)
        self._later(job, _FIRST_PAUSE_S * 2.0**job.tries)

    def _fail(self, job: Job, reason: str) -> None:
        self.failures += 1
        with self._library.transaction() as connection:
            write_jobs.failed(connection, job, reason)

    def _later(self, job: Job, seconds: float) -> None:
        self._not_before[job.id] = self._clock() + seconds


def _is_sound(job: Job) -> bool:
    """Whether what was noted of a job can be read, and is there if it is needed."""
    try:
        for text in filter(None, (job.before, job.written)):
            note.from_json(text)
    except ValueError:
        return False
    return job.before is not None or not job.restoring


def _fields(said: FileDescription) -> dict[Target, Fields]:
    found = {Target.FILE: said.file.fields}
    if said.sidecar is not None:
        found[Target.SIDECAR] = said.sidecar.fields
    return found


def _said_after(
    said: FileDescription, results: Mapping[Target, WriteResult], own: frozenset[str]
) -> Note:
    fields = _fields(said)
    for target, result in results.items():
        left = {change.name: change.after for change in result.changes}
        if left or target in fields:
            fields[target] = {**fields.get(target, {}), **left}
    return Note(fields, own)


def _touched(results: Mapping[Target, WriteResult]) -> bool:
    return any(result.changes for result in results.values())


def _kept_text(kept: list[str]) -> str:
    if not kept:
        return ""
    names = ", ".join(dict.fromkeys(name.rpartition(".")[2] for name in kept))
    return f"Changed by another program since, and left as it is: {names}."
