"""A JPEG's segments: finding those that hold metadata, and putting new ones in their places."""

from __future__ import annotations

import struct
from dataclasses import dataclass

EXIF_START = b"Exif\0\0"
XMP_START = b"http://ns.adobe.com/xap/1.0/\0"
PHOTOSHOP_START = b"Photoshop 3.0\0"
LONGEST = 65_533
"""Bytes a segment can hold."""

_APP0, _APP1, _APP13 = 0xE0, 0xE1, 0xED
_SCAN, _END = 0xDA, 0xD9
_TO_THE_END = (_SCAN, _END)


class NoJpegError(Exception):
    """The segments can't be followed."""


class TooLongError(Exception):
    """A JPEG has no room for that much metadata."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment: all of it lies from ``start`` to ``end``, what it holds in ``body``.

    The last one is the picture, from its first scan to the end of the file.
    """

    marker: int
    start: int
    end: int
    body: memoryview

    def starts(self, marker: int, beginning: bytes) -> bool:
        """Whether this is a segment of that kind."""
        return self.marker == marker and bytes(self.body[: len(beginning)]) == beginning

    @property
    def is_exif(self) -> bool:
        """Whether EXIF is in it."""
        return self.starts(_APP1, EXIF_START)

    @property
    def is_xmp(self) -> bool:
        """Whether the (main) XMP packet is in it."""
        return self.starts(_APP1, XMP_START)

    @property
    def is_photoshop(self) -> bool:
        """Whether Photoshop's resources are in it, IPTC among them."""
        return self.starts(_APP13, PHOTOSHOP_START)


def segments(data: bytes) -> list[Segment]:
    """All segments, in order. Raises `NoJpegError`."""
    view = memoryview(data)
    found = []
    at = 2
    try:
        while True:
            start = at
            if data[at] != 0xFF:
                raise NoJpegError("no marker")
            while data[at + 1] == 0xFF:  # fill bytes
                at += 1
            marker = data[at + 1]
            if marker in _TO_THE_END:
                found.append(Segment(marker, start, len(data), view[at + 2 :]))
                return found
            if marker == 0x01 or 0xD0 <= marker <= 0xD8:
                at += 2
                found.append(Segment(marker, start, at, view[at:at]))
                continue
            (length,) = struct.unpack_from(">H", data, at + 2)
            end = at + 2 + length
            if length < 2 or end > len(data):
                raise NoJpegError("a segment leads out of the file")
            found.append(Segment(marker, start, end, view[at + 4 : end]))
            at = end
    except (IndexError, struct.error) as error:
        raise NoJpegError("no picture in it") from error


def exif_of(data: bytes) -> bytes | None:
    """The EXIF block; None if there is none, or more than one. Raises `NoJpegError`."""
    blocks = [bytes(one.body[len(EXIF_START) :]) for one in segments(data) if one.is_exif]
    return blocks[0] if len(blocks) == 1 else None


def photoshop_of(data: bytes) -> bytes:
    """Photoshop's resources, which may be spread over segments. Raises `NoJpegError`."""
    start = len(PHOTOSHOP_START)
    return b"".join(bytes(one.body[start:]) for one in segments(data) if one.is_photoshop)


def with_segments(
    data: bytes,
    *,
    exif: bytes | None = None,
    xmp: bytes | None = None,
    photoshop: bytes | None = None,
) -> bytes:
    """The JPEG with these blocks in the places of its old ones, and not a byte else changed.

    None leaves a block as it is, an empty one is taken out. Raises `NoJpegError`, `TooLongError`.
    """
    parts = segments(data)
    new: dict[str, list[bytes]] = {}
    if exif is not None:
        new["exif"] = [_segment(_APP1, EXIF_START + exif)] if exif else []
    if xmp is not None:
        new["xmp"] = [_segment(_APP1, XMP_START + xmp)] if xmp else []
    if photoshop is not None:
        room = LONGEST - len(PHOTOSHOP_START)
        pieces = [photoshop[at : at + room] for at in range(0, len(photoshop), room)]
        new["photoshop"] = [_segment(_APP13, PHOTOSHOP_START + piece) for piece in pieces]
    present = {_kind(part) for part in parts}
    missing = [
        segment
        for kind in ("exif", "xmp", "photoshop")
        if kind not in present
        for segment in new.get(kind, [])
    ]
    place = _place_for_new(parts)
    out = [data[:2]]
    for number, part in enumerate(parts):
        if number == place:
            out += missing
        kind = _kind(part)
        if kind in new:
            out += new[kind]
            new[kind] = []
        else:
            out.append(data[part.start : part.end])
    return b"".join(out)


def _kind(part: Segment) -> str:
    if part.is_exif:
        return "exif"
    if part.is_xmp:
        return "xmp"
    return "photoshop" if part.is_photoshop else ""


def _place_for_new(parts: list[Segment]) -> int:
    """Behind the headers and the metadata that stand at the beginning."""
    place = 0
    while place < len(parts) - 1 and (parts[place].marker == _APP0 or _kind(parts[place])):
        place += 1
    return place


def _segment(marker: int, body: bytes) -> bytes:
    if len(body) > LONGEST:
        raise TooLongError
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
