"""Writing keywords, stars and words into photo files and sidecars, never by half.

What is written is made in memory, checked there against what was (`photoclip.media.unchanged`), and
put in the file's place in one step (`photoclip.media.safe_replace`). Runs in a decoder process, as
Exiv2 meets other people's files here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from photoclip.core.file_metadata import Described
from photoclip.core.types import ContentHash, FailureKind, FileStamp
from photoclip.media.described import (
    IPTC_KEYWORDS,
    SUBJECT,
    changes_between,
    described_by,
    planned,
)
from photoclip.media.embedded import EmbeddedTags, read_embedded
from photoclip.media.exiv2_fields import (
    Unwritable,
    is_readable_xmp,
    read_fields,
)
from photoclip.media.formats import HEAD_BYTES, foreign_content, sniff
from photoclip.media.identity import hash_bytes
from photoclip.media.photo_edit import change_photo
from photoclip.media.safe_replace import (
    ChangedError,
    NoSpaceError,
    ReadOnlyError,
    ReplaceError,
    check_writable,
    remove,
    replace,
)
from photoclip.media.sidecar import MAX_SIDECAR_BYTES, parse_xmp, read_sidecars
from photoclip.media.source import PhotoSource, Unopenable
from photoclip.media.tiff_directories import first_value
from photoclip.media.unchanged import ForeignChange, check_unchanged
from photoclip.media.write_request import (
    LEAVE,
    RAW,
    Fields,
    FileDescription,
    RefusalKind,
    SaidBy,
    Target,
    WriteRefusal,
    WriteRequest,
    WriteResult,
    sidecar_to_write,
)
from photoclip.media.xmp_edit import (
    EMPTY_PACKET,
    XMP_FIELDS,
    change_xmp,
    foreign_xmp,
    read_xmp_fields,
    says_nothing,
)
from photoclip.media.xmp_packet import UnreadableXmp

MAX_WRITTEN_BYTES = 128 << 20
"""Larger photos are not written into: the old and the new one are in memory at once."""

_MAX_KEYWORDS = 1000
_WRITABLE = ("jpeg", "png", "webp", "tiff")
_WITH_IPTC = ("jpeg", "tiff", "raw")
_DNG_VERSION = 50706


class _Refused(Exception):  # noqa: N818 - ends as a `WriteRefusal`
    """Nothing will be written, and why."""

    def __init__(self, kind: RefusalKind, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


def describe(path: bytes, sidecar: bytes | None = None) -> FileDescription | WriteRefusal:
    """What a photo file and its sidecar say. Reads their content; never raises on a bad photo.

    ``sidecar`` is the sidecar's path where it is known; by default it is looked for.
    """
    where = sidecar or sidecar_to_write(path)
    try:
        with PhotoSource(path) as source:
            tags, fields = read_embedded(source.buffer), {}
            unwritable = ""
            try:
                fields = read_fields(source.buffer)
                _writable_format(source)
                check_writable(os.path.realpath(path))
            except (Unwritable, UnreadableXmp, ReplaceError, _Refused) as error:
                unwritable = str(error)
            file = SaidBy(described_by(tags), fields, source.stamp)
        return FileDescription(file, _described_sidecar(path, where), where, unwritable)
    except Unopenable as error:
        return _unopenable(error)


def write_metadata(request: WriteRequest) -> WriteResult | WriteRefusal:
    """Write what is wanted, or say why nothing was. Never raises on a bad photo."""
    try:
        if request.target is Target.SIDECAR:
            return _write_sidecar(request)
        return _write_file(request)
    except _Refused as error:
        return WriteRefusal(error.kind, str(error))
    except Unopenable as error:
        return _unopenable(error)
    except (Unwritable, UnreadableXmp) as error:
        return WriteRefusal(RefusalKind.DAMAGED, str(error))
    except ForeignChange as error:
        return WriteRefusal(RefusalKind.UNSAFE, str(error))
    except ReplaceError as error:
        return WriteRefusal(_kind(error), str(error))
    except MemoryError:
        reason = "There was not enough memory to write into the photo."
        return WriteRefusal(RefusalKind.FAILED, reason)
    except OSError as error:
        reason = f"The file can't be written: {error.strerror or 'the drive reported an error'}."
        return WriteRefusal(RefusalKind.FAILED, reason)


@dataclass(frozen=True, slots=True)
class _Written:
    data: bytes
    new: Fields


def _write_file(request: WriteRequest) -> WriteResult:
    path = _real(request)
    with PhotoSource(path) as source:
        _expected(request, source.stamp)
        name = _writable_format(source)
        data = bytes(source.buffer)
        stamp = source.stamp
    fields = _changeable(read_fields(data), name)
    new = _new_fields(request, fields, iptc=name in _WITH_IPTC)
    if not changes_between(fields, new):
        return WriteResult(request.path, stamp, hash_bytes(data))
    check_writable(path)
    written = _changed_file(path, data, name, fields, new)
    changes = changes_between(fields, written.new)
    if not changes:
        return WriteResult(request.path, stamp, hash_bytes(data))
    before = {key: fields.get(key, ()) for key in written.new}
    before |= {RAW + key: fields[RAW + key] for key in written.new if RAW + key in fields}
    content_hash: ContentHash = hash_bytes(written.data)
    if request.dry:
        return WriteResult(request.path, None, None, changes, before)
    new_stamp = replace(
        path,
        written.data,
        stamp,
        keep_times=request.keep_times,
        keep_original=request.keep_original,
    )
    return WriteResult(request.path, new_stamp, content_hash, changes, before)


def _changed_file(path: bytes, data: bytes, name: str, fields: Fields, new: Fields) -> _Written:
    """The file with its fields changed and all else as it was. Raises what says that it can't be.

    Where EXIF can't be changed without touching what is not ours (a camera's notes that point to
    places in the file), its fields stay as they are: XMP, which comes first, says what is right.
    """
    without_exif = {key: value for key, value in new.items() if not _is_exif(key)}
    try:
        return _Written(_checked_change(path, data, name, fields, new), new)
    except (ForeignChange, Unwritable):
        if len(without_exif) == len(new):
            raise
    if not without_exif:
        return _Written(data, {})
    return _Written(_checked_change(path, data, name, fields, without_exif), without_exif)


def _checked_change(path: bytes, data: bytes, name: str, fields: Fields, new: Fields) -> bytes:
    changed = change_photo(data, name, new)
    if sniff(changed[:HEAD_BYTES], path) is not sniff(data[:HEAD_BYTES], path):
        raise ForeignChange("The file would be taken for one of another format.")
    found = _changeable(read_fields(changed), name)
    for key in {*fields, *found, *new}:
        wanted = new.get(key, fields.get(key, ()))
        if not key.startswith(RAW) and found.get(key, ()) != wanted:
            raise ForeignChange(f"The field {key} would not be as it was meant.")
    check_unchanged(data, changed, name, exif=any(_is_exif(key) for key in new))
    return changed


def _changeable(fields: Fields, name: str) -> Fields:
    """Without IPTC where the format has no place of its own for it."""
    if name in _WITH_IPTC:
        return fields
    return {key: values for key, values in fields.items() if not key.startswith("Iptc.")}


def _is_exif(key: str) -> bool:
    return key.removeprefix(RAW).startswith("Exif.")


def _write_sidecar(request: WriteRequest) -> WriteResult:
    if not os.path.exists(request.path):
        raise _Refused(RefusalKind.AWAY, "The file is not there (any more).")
    written_path = sidecar_to_write(request.path)
    path = os.path.realpath(written_path)
    _within(request, path)
    data, stamp = _read_sidecar(path)
    _expected(request, stamp)
    fields: Mapping[str, tuple[str, ...]] = read_xmp_fields(data) if data else {}
    new = _new_fields(request, fields, iptc=False)
    new = {key: values for key, values in new.items() if key in XMP_FIELDS}
    changes = changes_between(fields, new)
    if not changes:
        return WriteResult(written_path, stamp, hash_bytes(data) if data else None)
    changed = change_xmp(data or EMPTY_PACKET, new)
    _check_sidecar(data or EMPTY_PACKET, changed, new)
    before = {key: fields.get(key, ()) for key in new}
    created = stamp is None
    check_writable(path)
    if request.dry:
        return WriteResult(written_path, None, None, changes, before, created)
    if request.remove_empty and says_nothing(changed):
        remove(path, stamp)
        return WriteResult(written_path, None, None, changes, before)
    new_stamp = replace(path, changed, stamp)
    return WriteResult(written_path, new_stamp, hash_bytes(changed), changes, before, created)


def _check_sidecar(before: bytes, after: bytes, new: Fields) -> None:
    if foreign_xmp(before) != foreign_xmp(after):
        raise ForeignChange("Something else in the sidecar would have changed.")
    found, old = read_xmp_fields(after), read_xmp_fields(before)
    for key in XMP_FIELDS:
        if found.get(key, ()) != new.get(key, old.get(key, ())):
            raise ForeignChange(f"The field {key} would not be as it was meant.")
    if len(after) > MAX_SIDECAR_BYTES or parse_xmp(after) is None or not is_readable_xmp(after):
        raise ForeignChange("The sidecar could not be read by other programs any more.")


def _read_sidecar(path: bytes) -> tuple[bytes, FileStamp | None]:
    if not os.path.lexists(path):
        return b"", None
    try:
        with PhotoSource(path) as source:
            if source.stamp.size > MAX_SIDECAR_BYTES:
                raise _Refused(RefusalKind.DAMAGED, "The sidecar is larger than any should be.")
            return bytes(source.buffer), source.stamp
    except Unopenable as error:
        if error.kind is FailureKind.EMPTY and error.stamp is not None:
            return b"", error.stamp
        raise


def _described_sidecar(photo: bytes, path: bytes) -> SaidBy | None:
    try:
        data, stamp = _read_sidecar(path)
    except (_Refused, Unopenable):
        return None
    if stamp is None:
        return None
    try:
        fields = read_xmp_fields(data) if data else {}
    except UnreadableXmp:
        return SaidBy(Described(), {}, stamp)
    return SaidBy(described_by(EmbeddedTags(xmp=read_sidecars(photo))), fields, stamp)


def _new_fields(request: WriteRequest, fields: Fields, *, iptc: bool) -> Fields:
    if request.restore is not None:
        return {
            key: values
            for key, values in request.restore.items()
            if key.startswith(RAW) or fields.get(key, ()) != values
        }
    if any(len(fields.get(key, ())) > _MAX_KEYWORDS for key in (SUBJECT, IPTC_KEYWORDS)):
        reason = f"There are more than {_MAX_KEYWORDS} keywords, of which some would be lost."
        raise _Refused(RefusalKind.UNSAFE, reason)
    return planned(fields, request.wanted, iptc=iptc)


def _real(request: WriteRequest) -> bytes:
    """The file itself, where the path is a link: the link stays."""
    path = os.path.realpath(request.path)
    _within(request, path)
    return path


def _within(request: WriteRequest, path: bytes) -> None:
    if request.root is None:
        return
    root = os.path.realpath(request.root)
    if not path.startswith(root.rstrip(os.sep.encode()) + os.sep.encode()):
        reason = "This is a link to a file outside of the folder, which is not written."
        raise _Refused(RefusalKind.UNSUPPORTED, reason)


def _expected(request: WriteRequest, stamp: FileStamp | None) -> None:
    if request.expect is not LEAVE and request.expect != stamp:
        reason = "The file was changed since it was looked at."
        raise _Refused(RefusalKind.CHANGED, reason)


def _writable_format(source: PhotoSource) -> str:
    """The format's name, or a refusal where it can't be written without a risk."""
    head = source.head(HEAD_BYTES)
    photo_format = sniff(head, source.path)
    if photo_format is None:
        raise _Refused(RefusalKind.UNSUPPORTED, foreign_content(head)[1])
    name = photo_format.name
    if name not in _WRITABLE and not (
        name == "raw" and first_value(source.buffer, _DNG_VERSION) is not None
    ):
        title = photo_format.title
        reason = f"{title} files are not written into; a sidecar beside the file can be."
        raise _Refused(RefusalKind.UNSUPPORTED, reason)
    if source.stamp.size > MAX_WRITTEN_BYTES:
        reason = (
            f"The file is larger than {MAX_WRITTEN_BYTES >> 20} MB and not written into;"
            " a sidecar beside it can be."
        )
        raise _Refused(RefusalKind.UNSUPPORTED, reason)
    return name


def _unopenable(error: Unopenable) -> WriteRefusal:
    kind = RefusalKind.DAMAGED
    if error.kind is FailureKind.UNREADABLE:
        kind = RefusalKind.AWAY
    return WriteRefusal(kind, str(error))


def _kind(error: ReplaceError) -> RefusalKind:
    for of, kind in (
        (NoSpaceError, RefusalKind.NO_SPACE),
        (ReadOnlyError, RefusalKind.READ_ONLY),
        (ChangedError, RefusalKind.CHANGED),
    ):
        if isinstance(error, of):
            return kind
    return RefusalKind.FAILED
