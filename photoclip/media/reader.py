"""One pass over a photo file: content hash, picture, metadata.

This is the boundary where a bad photo becomes a value. Call it in a decoder process
(`photoclip.media.sandbox`); what happens when a native decoder crashes is handled there.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable

from photoclip.core.types import (
    FailureKind,
    InputSpec,
    Metadata,
    PhotoReading,
    ReadFailure,
)
from photoclip.media.damage import Undecodable
from photoclip.media.decode import OVERSAMPLE, decode
from photoclip.media.formats import HEAD_BYTES, PhotoFormat, foreign_content, sniff
from photoclip.media.metadata import read_metadata
from photoclip.media.sidecar import read_sidecars
from photoclip.media.source import PhotoSource, Unopenable


def read_photo(
    path: bytes,
    spec: InputSpec,
    before_large: Callable[[], None] | None = None,
    *,
    oversample: float | None = OVERSAMPLE,
) -> PhotoReading | ReadFailure:
    """Read everything PhotoClip wants to know of a photo.

    ``before_large`` is called, and may wait, before a picture is decoded that takes much memory
    (see `decode.LARGE_BYTES`). ``oversample`` None decodes every pixel of the picture. Never raises
    on a bad photo, whatever is in it.
    """
    try:
        with PhotoSource(path) as source, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is wrong with a photo is told by its reading
            return _read(source, spec, before_large, oversample)
    except Unopenable as error:
        return ReadFailure(error.kind, str(error), error.stamp)


def _read(
    source: PhotoSource,
    spec: InputSpec,
    before_large: Callable[[], None] | None,
    oversample: float | None,
) -> PhotoReading | ReadFailure:
    try:
        photo_format = _format_of(source)
        content_hash = source.content_hash()
        picture = decode(
            source, photo_format, spec, before_large=before_large, oversample=oversample
        )
        metadata = read_metadata(source.buffer, read_sidecars(source.path))
        return PhotoReading(
            stamp=source.stamp,
            content_hash=content_hash,
            format=photo_format.name,
            width=picture.width,
            height=picture.height,
            frames=picture.frames,
            metadata=metadata,
            pixels=picture.pixels,
            thumbnail=picture.thumbnail,
            warning=picture.warning,
        )
    except Undecodable as error:
        return ReadFailure(error.kind, str(error), source.stamp)
    except MemoryError:
        reason = "There was not enough memory to read the picture."
        return ReadFailure(FailureKind.OUT_OF_MEMORY, reason, source.stamp)
    except OSError as error:
        reason = f"The file can't be read: {error.strerror or 'the drive reported an error'}."
        return ReadFailure(FailureKind.UNREADABLE, reason, source.stamp)
    except Exception:  # the one boundary between other people's files and this program
        reason = "The file is damaged: it can't be read as a picture."
        return ReadFailure(FailureKind.DAMAGED, reason, source.stamp)


def _format_of(source: PhotoSource) -> PhotoFormat:
    head = source.head(HEAD_BYTES)
    photo_format = sniff(head, source.path)
    if photo_format is None:
        raise Undecodable(*foreign_content(head))
    return photo_format


def read_metadata_only(path: bytes) -> Metadata | ReadFailure:
    """A photo's metadata and its sidecars', without decoding the picture: after a sidecar changed.

    Reads the file's content, so call it in a decoder process too. Never raises on a bad photo.
    """
    try:
        with PhotoSource(path) as source:
            return read_metadata(source.buffer, read_sidecars(path))
    except Unopenable as error:
        return ReadFailure(error.kind, str(error), error.stamp)
