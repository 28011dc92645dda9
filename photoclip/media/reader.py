"""One pass over a photo file: content hash, picture, metadata.

This is the boundary where a bad photo becomes a value. Call it in a decoder process
(`photoclip.media.sandbox`); what happens when a native decoder crashes is handled there.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TypeVar

from photoclip.core.types import (
    FailureKind,
    InputSpec,
    Metadata,
    PhotoReading,
    ReadFailure,
    Rendering,
)
from photoclip.media.damage import Undecodable
from photoclip.media.decode import decode
from photoclip.media.formats import HEAD_BYTES, PhotoFormat, foreign_content, sniff
from photoclip.media.metadata import read_metadata
from photoclip.media.picture import OVERSAMPLE, Indexing, Viewing, draw_for_index, draw_for_view
from photoclip.media.sidecar import read_sidecars
from photoclip.media.source import PhotoSource, Unopenable

_SMALLER_SIDES = (8192, 4096)
"""Tried where there is no memory for the whole picture."""

T = TypeVar("T")


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
    return _bounded(
        path, lambda source: _read(source, spec, before_large, Indexing(spec, oversample))
    )


def render_photo(
    path: bytes, side: int | None, before_large: Callable[[], None] | None = None
) -> Rendering | ReadFailure:
    """A photo's picture to look at, its long side at most ``side`` pixels, or all of it.

    Where there is no memory for all of it, as much as there is memory for. ``before_large`` as for
    `read_photo`. Never raises on a bad photo.
    """
    return _bounded(path, lambda source: _render(source, side, before_large))


def _bounded(path: bytes, work: Callable[[PhotoSource], T]) -> T | ReadFailure:
    """What ``work`` makes of the file: the one boundary between other people's files and us."""
    try:
        with PhotoSource(path) as source, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what is wrong with a photo is told by its reading
            return _caught(source, work)
    except Unopenable as error:
        return ReadFailure(error.kind, str(error), error.stamp)


def _caught(source: PhotoSource, work: Callable[[PhotoSource], T]) -> T | ReadFailure:
    try:
        return work(source)
    except Undecodable as error:
        return ReadFailure(error.kind, str(error), source.stamp)
    except MemoryError:
        reason = "There was not enough memory to read the picture."
        return ReadFailure(FailureKind.OUT_OF_MEMORY, reason, source.stamp)
    except OSError as error:
        reason = f"The file can't be read: {error.strerror or 'the drive reported an error'}."
        return ReadFailure(FailureKind.UNREADABLE, reason, source.stamp)
    except Exception:  # the plug-ins raise nearly everything on malformed files
        reason = "The file is damaged: it can't be read as a picture."
        return ReadFailure(FailureKind.DAMAGED, reason, source.stamp)


def _read(
    source: PhotoSource,
    spec: InputSpec,
    before_large: Callable[[], None] | None,
    purpose: Indexing,
) -> PhotoReading:
    photo_format = _format_of(source)
    content_hash = source.content_hash()
    decoded = decode(source, photo_format, purpose, before_large)
    picture = draw_for_index(decoded, spec)
    metadata = read_metadata(source.buffer, read_sidecars(source.path))
    return PhotoReading(
        stamp=source.stamp,
        content_hash=content_hash,
        format=photo_format.name,
        width=decoded.width,
        height=decoded.height,
        frames=decoded.frames,
        metadata=metadata,
        pixels=picture.pixels,
        thumbnail=picture.thumbnail,
        warning=decoded.warning,
    )


def _render(
    source: PhotoSource, side: int | None, before_large: Callable[[], None] | None
) -> Rendering:
    photo_format = _format_of(source)
    smaller = list(_SMALLER_SIDES) if side is None else []
    while True:
        try:
            return draw_for_view(decode(source, photo_format, Viewing(side), before_large), side)
        except Undecodable as error:
            if error.kind is not FailureKind.TOO_LARGE or not smaller:
                raise
        except MemoryError:
            if not smaller:
                raise
        side = smaller.pop(0)


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
