"""Frozen value types that cross rooms. Standard library and numpy only."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from typing import TYPE_CHECKING, NewType

if TYPE_CHECKING:  # the window's process does without
    import numpy as np
    import numpy.typing as npt

PhotoId = NewType("PhotoId", int)
RootId = NewType("RootId", int)
FileId = NewType("FileId", int)
ContentHash = NewType("ContentHash", bytes)
"""SHA-256 of the whole file, 32 bytes: what makes a renamed or copied photo the same photo."""

if TYPE_CHECKING:
    Float32 = npt.NDArray[np.float32]
    Float16 = npt.NDArray[np.float16]
    UInt8 = npt.NDArray[np.uint8]
else:
    Float32 = Float16 = UInt8 = object


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What tells cheaply whether a file changed: size in bytes and mtime in nanoseconds.

    Times beyond the years 1677 to 2262 become the nearest that fits into 64 bits: file systems hand
    them out, SQLite can't keep them, and a stamp must read back as it was.
    """

    size: int
    mtime_ns: int

    def __post_init__(self) -> None:
        if not -(1 << 63) <= self.mtime_ns < 1 << 63:
            nearest = (1 << 63) - 1 if self.mtime_ns > 0 else -(1 << 63)
            object.__setattr__(self, "mtime_ns", nearest)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a photo says about itself, after EXIF, IPTC, XMP and sidecars were reconciled.

    Everything is optional. Units: seconds, f-number, ISO, millimetres, degrees (WGS 84), metres.
    ``taken_at`` is the local wall-clock time without a time zone, ``utc_offset`` the offset in
    minutes east of UTC where the file says so. ``rating`` is 0..5, or -1 for rejected.
    """

    taken_at: datetime | None = None
    utc_offset: int | None = None
    camera_make: str | None = None
    camera_model: str | None = None
    lens: str | None = None
    exposure_time: float | None = None
    f_number: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    rating: int | None = None
    title: str | None = None
    caption: str | None = None
    keywords: tuple[str, ...] = ()
    keyword_paths: tuple[str, ...] = ()

    @property
    def taken_utc(self) -> datetime | None:
        """``taken_at`` as an aware UTC time, or None where the time or its offset is unknown."""
        if self.taken_at is None or self.utc_offset is None:
            return None
        zone = timezone(timedelta(minutes=self.utc_offset))
        return self.taken_at.replace(tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class ScanEntry:
    """One photo file as a scan saw it.

    ``path`` is relative to the root. ``sidecars`` is a signature of the sidecar files beside it (0
    for none) that changes when one of them does.
    """

    path: bytes
    stamp: FileStamp
    inode: int
    sidecars: int


class FileState(StrEnum):
    """Where a file stands on its way into the library."""

    PENDING = "pending"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class FileRow:
    """One photo file as the library knows it."""

    id: FileId
    path: bytes
    stamp: FileStamp
    inode: int
    sidecars: int
    state: FileState
    missing: bool


class ResizeMode(StrEnum):
    """How a picture becomes the model's square input; the names are open_clip's."""

    SHORTEST = "shortest"  # scale the short side, cut the centre
    SQUASH = "squash"  # scale both sides, aspect lost
    LONGEST = "longest"  # scale the long side, pad


class Interpolation(StrEnum):
    """The resampling filter a model was trained with."""

    BICUBIC = "bicubic"
    BILINEAR = "bilinear"


@dataclass(frozen=True, slots=True)
class InputSpec:
    """What an encoder wants to see: a ``size`` x ``size`` sRGB uint8 picture, made this way."""

    size: int
    resize: ResizeMode = ResizeMode.SHORTEST
    interpolation: Interpolation = Interpolation.BICUBIC
    fill: int = 0


class FailureKind(StrEnum):
    """Why a photo could not be read, for programs; the reason beside it is for people."""

    UNREADABLE = "unreadable"  # I/O error, no permission
    EMPTY = "empty"
    NOT_A_PHOTO = "not-a-photo"
    DAMAGED = "damaged"
    TOO_LARGE = "too-large"
    UNSUPPORTED = "unsupported"
    TIMEOUT = "timeout"
    CRASHED = "crashed"  # took the decoder process down
    OUT_OF_MEMORY = "out-of-memory"
    NOT_A_FILE = "not-a-file"  # FIFO, device, socket


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A photo that could not be read: a value, not an exception, because one is no reason to stop.

    ``stamp`` is the file's stamp as far as it could be taken, so that it is tried again only when
    the file changes.
    """

    kind: FailureKind
    reason: str
    stamp: FileStamp | None = None


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """Everything one pass over a photo file yields.

    ``pixels`` is uint8 ``(size, size, 3)`` sRGB, made after ``InputSpec``; ``thumbnail`` an encoded
    JPEG (long side at most 512 px), upright. ``width`` and ``height`` are the upright picture's.
    ``frames`` counts the pictures in the file (1 for a still). ``warning`` says what was odd with a
    file that could still be read ("the file is cut off; the lower part is missing").
    """

    stamp: FileStamp
    content_hash: ContentHash
    format: str
    width: int
    height: int
    frames: int
    metadata: Metadata
    pixels: UInt8
    thumbnail: bytes
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """A photo's picture to look at: a ``jpeg``, upright, in sRGB.

    ``width`` and ``height`` are the upright original's in pixels; ``whole`` says that ``jpeg`` has
    all of them, as far as the file's own picture does.
    """

    jpeg: bytes
    width: int
    height: int
    whole: bool


class Band(StrEnum):
    """How sure a search is that a photo shows what was asked."""

    LIKELY = "likely"
    MAYBE = "maybe"
    UNLIKELY = "unlikely"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result. ``score`` is calibrated to 0..1 (see docs/calibration.md).

    ``photo_id`` is None for a file that could not be read (``is:failed``), ``similarity`` is the
    cosine behind the score where something was ranked.
    """

    photo_id: PhotoId | None
    path: bytes
    score: float
    band: Band
    similarity: float | None = None

    @property
    def display_path(self) -> str:
        """The path as text; bytes that are not UTF-8 become U+FFFD."""
        return self.path.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What the library must know of a model: its key, its width, how it wants its pictures."""

    key: str
    dim: int
    input: InputSpec
    demonstration: bool = False
    templates: tuple[str, ...] = field(default=("{}",))


def path_bytes(path: str | os.PathLike[str]) -> bytes:
    """The operating system's own bytes of a path: names that are not UTF-8 survive."""
    return os.fsencode(path)


def path_text(raw: bytes) -> str:
    """A path for the file functions: undecodable bytes as surrogates, so that it opens again."""
    return os.fsdecode(raw)
