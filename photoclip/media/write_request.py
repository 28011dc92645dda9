"""What is asked of a metadata write, and what came of it: values that travel to a child and back.

Fields go by Exiv2's key names (``Xmp.dc.subject``), each with the values it has; a field that is not
there is not in the mapping, and an empty tuple says that it is to be gone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from photoclip.core.errors import PhotoClipError
from photoclip.core.file_metadata import Described, FieldChange
from photoclip.core.types import ContentHash, FileStamp
from photoclip.media.formats import is_photo_name
from photoclip.media.sidecar import sidecar_candidates

Fields = Mapping[str, tuple[str, ...]]
"""Field by Exiv2's key name, with its values; can be kept as JSON."""


RAW = "raw:"
"""Before the key of an EXIF field: the same field's bytes in hexadecimal, to put them back exactly."""


class Leave(Enum):
    """Says of a field that it stays as it is."""

    LEAVE = "leave"


LEAVE = Leave.LEAVE


class Target(StrEnum):
    """Where to write: into the photo itself or into the XMP file beside it."""

    FILE = "file"
    SIDECAR = "sidecar"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file is to say: each a complete value, not an addition.

    ``keywords`` are flat, ``paths`` have their segments joined by ``/``. ``rating`` is -1..5. None,
    and an empty tuple, take the field out; `LEAVE` leaves it as it is.
    """

    keywords: tuple[str, ...] | Leave = LEAVE
    paths: tuple[str, ...] | Leave = LEAVE
    rating: int | Leave | None = LEAVE
    title: str | Leave | None = LEAVE
    caption: str | Leave | None = LEAVE

    def __post_init__(self) -> None:
        """Raise `PhotoClipError` for a rating that is none."""
        if isinstance(self.rating, int) and not -1 <= self.rating <= 5:
            raise PhotoClipError("A rating goes from -1 (rejected) to 5.", "give 0 to 5, or -1")


@dataclass(frozen=True, slots=True)
class WriteRequest:
    """One photo's metadata to write.

    ``expect`` is the stamp of the target when this was decided: the photo's for `Target.FILE`, the
    sidecar's for `Target.SIDECAR` (None if there was none); `LEAVE` writes whatever is there.
    ``restore`` puts back fields as they were (`WriteResult.before`), instead of ``wanted``; with
    ``remove_empty`` a sidecar that says nothing any more is removed, as it was made by a write.
    ``dry`` changes nothing and says what would. ``root`` is a folder that the real file must lie
    in, where a link could lead out of it.
    """

    path: bytes
    target: Target
    wanted: Wanted = field(default_factory=Wanted)
    restore: Fields | None = None
    remove_empty: bool = False
    expect: FileStamp | Leave | None = LEAVE
    keep_times: bool = True
    keep_original: bool = False
    dry: bool = False
    root: bytes | None = None


class RefusalKind(StrEnum):
    """Why nothing was written, for programs; the reason beside it is for people."""

    AWAY = "away"  # no file: a drive that is away, a photo that was moved
    CHANGED = "changed"  # somebody changed it since it was looked at
    READ_ONLY = "read-only"
    UNSUPPORTED = "unsupported"  # the format can't be written safely: a sidecar can
    DAMAGED = "damaged"  # what is there can't be read well enough to be left as it is
    UNSAFE = "unsafe"  # read back, something else would have changed
    NO_SPACE = "no-space"
    FAILED = "failed"  # the system reported an error


@dataclass(frozen=True, slots=True)
class WriteRefusal:
    """Nothing was changed, and why. ``again`` says whether a later try may succeed."""

    kind: RefusalKind
    reason: str

    @property
    def again(self) -> bool:
        """Whether nothing about the photo itself stands in the way."""
        return self.kind in (RefusalKind.AWAY, RefusalKind.NO_SPACE, RefusalKind.FAILED)


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What was written. ``changes`` is empty where all was there already; then nothing was touched.

    ``written_path`` is the photo or its sidecar. ``stamp`` and ``content_hash`` are that file's now
    (None when it is gone, or would be made by a dry run). ``before`` holds every changed field as
    it was, for `WriteRequest.restore`; ``created`` says that the sidecar was not there before.
    """

    written_path: bytes
    stamp: FileStamp | None
    content_hash: ContentHash | None
    changes: tuple[FieldChange, ...] = ()
    before: Fields = field(default_factory=dict)
    created: bool = False


@dataclass(frozen=True, slots=True)
class SaidBy:
    """What one file, the photo or a sidecar, says: reconciled, and field by field."""

    described: Described
    fields: Fields
    stamp: FileStamp


@dataclass(frozen=True, slots=True)
class FileDescription:
    """What a photo file and its sidecar say, separately.

    ``sidecar_path`` is where a sidecar is, or would be written. ``sidecar`` is None where there is
    none, or none that can be read. ``unwritable`` says why nothing can be written into the file
    itself, and is empty where something can (as far as its format and its permissions tell).
    """

    file: SaidBy
    sidecar: SaidBy | None
    sidecar_path: bytes
    unwritable: str = ""


def sidecar_to_write(photo_path: bytes) -> bytes:
    """The sidecar a photo's fields go to: ``photo.jpg.xmp``, or ``photo.xmp`` where that is the one.

    The shorter name is used only if that file is there, the longer one is not, and no other photo
    of the same stem (a raw file and its JPEG) shares it: it would say the same about both.
    """
    stem = os.path.splitext(photo_path)[0]
    for candidate in sidecar_candidates(photo_path):
        if not os.path.isfile(candidate):
            continue
        if candidate[:-4] == photo_path or not _is_shared(photo_path, stem):
            return candidate
    return photo_path + b".xmp"


def _is_shared(photo_path: bytes, stem: bytes) -> bool:
    folder, own = os.path.split(photo_path)
    base = os.path.basename(stem)
    try:
        names = os.listdir(folder or b".")
    except OSError:
        return True
    return any(
        name != own and os.path.splitext(name)[0] == base and is_photo_name(name) for name in names
    )
