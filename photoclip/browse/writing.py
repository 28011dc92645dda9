"""What is asked about writing into files: what would change, how requests stand, what is allowed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence

from photoclip.browse.organizing_messages import WritingOfFolder, WritingPreferences
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import SetSetting, WriteMetadata
from photoclip.core.errors import PhotoClipError
from photoclip.core.file_metadata import FileChange, WriteSummary, Writing
from photoclip.core.types import InputSpec, PhotoId
from photoclip.media.sandbox import DecoderPool
from photoclip.session import Session
from photoclip.store import files, write_jobs, write_settings
from photoclip.store.write_settings import is_inside
from photoclip.writeback.difference import changes

_NO_PICTURE = InputSpec(32)
_POLL_S = 0.1
_PATIENCE_S = 15.0
_MOST_IN_A_COMMAND = 20_000


def file_changes(
    session: Session,
    photos: Sequence[PhotoId],
    cancel: CancelToken | None = None,
    *,
    machine_captions: bool = False,
) -> Iterator[FileChange]:
    """What would be written into the files of these photos now, one after another."""
    with DecoderPool(1, _NO_PICTURE) as pool:
        yield from changes(session.library, pool, photos, cancel, machine_captions=machine_captions)


def writing_preferences(session: Session) -> WritingPreferences:
    """How folders are written: the library's, and those in them that are set apart."""
    rules = write_settings.load(session.library.connection)
    roots = [root.path for root in files.roots(session.library)]
    set_apart = dict(rules.folders)
    shown = {path for path in set_apart if any(is_inside(path, root) for root in roots)}
    return WritingPreferences(
        tuple(
            WritingOfFolder(path, rules.of(path), path in set_apart)
            for path in sorted({*roots, *shown})
        ),
        rules.keep_times,
        rules.keep_original,
        tuple(sorted(roots)),
        tuple(
            WritingOfFolder(path, writing)
            for path, writing in rules.folders
            if path not in shown and path not in roots
        ),
    )


def set_writing(session: Session, folder: str, writing: Writing) -> bytes:
    """Say how the photos in a folder are written; its absolute path.

    Raises `PhotoClipError` for one that the library has no photos in.
    """
    path = os.path.abspath(os.fsencode(os.path.expanduser(folder)))
    roots = [root.path for root in files.roots(session.library)]
    for candidate in (path, os.path.realpath(path)):
        if any(is_inside(candidate, root) or is_inside(root, candidate) for root in roots):
            rules = write_settings.load(session.library.connection)
            value = rules.with_folder(candidate, writing)
            session.apply(SetSetting(write_settings.FOLDERS, value))
            return candidate
    raise PhotoClipError(
        f"{os.fsdecode(path)} is not in a folder of this library.",
        "Its folders: " + (", ".join(os.fsdecode(root) for root in roots) or "none"),
    )


def ask_to_write(
    session: Session, photos: Sequence[PhotoId], *, machine_captions: bool = False
) -> str:
    """Ask for what is known of these photos to be written; the request's name.

    With ``machine_captions`` what models wrote as well, where there is no other caption. Raises
    `PhotoClipError` where none of them may be written.
    """
    rules = write_settings.load(session.library.connection)
    allowed = {
        photo
        for photo, _file, path, _away in write_jobs.files_of(session.library, photos)
        if rules.of(path) is not Writing.NEVER
    }
    # Where none may be, the library says so itself.
    wanted = [photo for photo in dict.fromkeys(photos) if photo in allowed or not allowed]
    batch = _new_name(session)
    for start in range(0, len(wanted), _MOST_IN_A_COMMAND):
        part = tuple(wanted[start : start + _MOST_IN_A_COMMAND])
        session.apply(WriteMetadata(part, batch, machine_captions))
    return batch


def _new_name(session: Session) -> str:
    """A name a person can type: ``2026-11-25-3`` is the third request of a day."""
    day = time.strftime("%Y-%m-%d")
    number = 1
    while write_jobs.batch(session.library, f"{day}-{number}") is not None:
        number += 1
    return f"{day}-{number}"


def wait_for_writes(
    session: Session,
    batch: str,
    tell: Callable[[WriteSummary], None] = lambda _summary: None,
    cancel: CancelToken | None = None,
) -> WriteSummary | None:
    """Wait until a request is carried out as far as it can be now; how it stands then.

    Files on drives that are away are not waited for, nor are those that nothing happens to for a
    while. Raises `Cancelled`: what is left is written all the same, by this owner or the next.
    """
    last, changed = None, time.monotonic()
    while True:
        summary = write_jobs.batch(session.library, batch)
        if summary is None or not summary.waiting:
            return summary
        moment = time.monotonic()
        if summary != last:
            tell(summary)
            last, changed = summary, moment
        elif moment - changed > _PATIENCE_S:
            return summary
        if not write_jobs.count_due(session.library, batch):
            return write_jobs.batch(session.library, batch)
        if cancel is not None:
            cancel.check()
        time.sleep(_POLL_S)
