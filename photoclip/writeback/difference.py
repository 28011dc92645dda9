"""What would be written now, without writing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from photoclip.core.cancel import CancelToken
from photoclip.core.file_metadata import FieldChange, FileChange, Writing
from photoclip.core.types import PhotoId
from photoclip.media.write_request import FileDescription, WriteResult
from photoclip.store import write_jobs, write_settings
from photoclip.store.database import Library
from photoclip.store.write_jobs import KnownOfPhoto
from photoclip.store.write_settings import WriteSettings
from photoclip.writeback.requests import requests_for
from photoclip.writeback.runner import Writer

NOT_ALLOWED = "Nothing is written in this folder: it is not allowed."
_AWAY = "The drive is not connected, or its folder is not there."


def changes(
    library: Library,
    writer: Writer,
    photos: Sequence[PhotoId],
    cancel: CancelToken | None = None,
    *,
    machine_captions: bool = False,
) -> Iterator[FileChange]:
    """For each file of these photos what would be written; a sidecar beside it comes extra.

    With ``machine_captions`` what models wrote as well, where there is no other caption.

    Reads the files, changes nothing. Raises `Cancelled`.
    """
    rules = write_settings.load(library.connection)
    for photo, file, path, away in write_jobs.files_of(library, photos):
        if cancel is not None:
            cancel.check()
        if rules.of(path) is Writing.NEVER:
            yield FileChange(photo, path, Writing.NEVER, path, refused=NOT_ALLOWED)
        elif away:
            yield FileChange(photo, path, rules.of(path), path, refused=_AWAY, waits=True)
        else:
            own = write_jobs.own_words(library, file)
            known = write_jobs.known_of(library, photo, machine_captions=machine_captions)
            yield from _of_file(writer, rules, known, photo, path, own)


def _of_file(
    writer: Writer,
    rules: WriteSettings,
    known: KnownOfPhoto | None,
    photo: PhotoId,
    path: bytes,
    own: frozenset[str],
) -> Iterator[FileChange]:
    writing = rules.of(path)
    said = writer.describe(path)
    if not isinstance(said, FileDescription):
        yield FileChange(photo, path, writing, path, refused=said.reason)
        return
    if known is None or (writing is Writing.FILE and said.unwritable):
        yield FileChange(photo, path, writing, path, refused=said.unwritable)
        return
    found: list[tuple[bytes, tuple[FieldChange, ...]]] = []
    for request in requests_for(path, said, writing, known, own).requests:
        result = writer.write(replace(request, dry=True))
        if not isinstance(result, WriteResult):
            yield FileChange(photo, path, writing, path, refused=result.reason)
            return
        found.append((result.written_path, result.changes))
    changed = [(target, fields) for target, fields in found if fields]
    for target, fields in changed or found[:1]:
        yield FileChange(photo, path, writing, target, fields)
