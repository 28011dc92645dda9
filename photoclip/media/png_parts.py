"""A PNG's chunks: finding those that hold metadata, and putting new ones in their places."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_SIGNATURE_SIZE = 8
_XMP_KEYWORD = b"XML:com.adobe.xmp\0"
_OLD_XMP = b"Raw profile type xmp\0"
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")


class NoPngError(Exception):
    """The chunks can't be followed."""


def chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Each chunk's kind and where it begins and ends, up to the last one. Raises `NoPngError`."""
    at = _SIGNATURE_SIZE
    while True:
        if at + 12 > len(data):
            raise NoPngError("the file ends too early")
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if end > len(data):
            raise NoPngError("a chunk leads out of the file")
        yield kind, at, end
        if kind == b"IEND":
            return
        at = end


def is_xmp(data: bytes, kind: bytes, start: int) -> bool:
    """Whether the chunk that begins there holds XMP."""
    return kind in _TEXTS and data[start + 8 : start + 40].startswith((_XMP_KEYWORD, _OLD_XMP))


def exif_of(data: bytes) -> bytes | None:
    """The EXIF block of a PNG, if it is kept as the standard says. Raises `NoPngError`."""
    for kind, start, end in chunks(data):
        if kind == b"eXIf":
            return data[start + 8 : end - 4]
    return None


def with_chunks(data: bytes, *, exif: bytes | None = None, xmp: bytes | None = None) -> bytes:
    """The PNG with these blocks in the places of its old ones, and not a byte else changed.

    None leaves a block as it is, empty XMP is taken out. Raises `NoPngError`.
    """
    new_xmp = b""
    if xmp:
        # neither compressed nor translated
        new_xmp = _chunk(b"iTXt", _XMP_KEYWORD + b"\0\0\0\0" + xmp)
    written = xmp is None
    out = [data[:_SIGNATURE_SIZE]]
    end = _SIGNATURE_SIZE
    for kind, start, end in chunks(data):
        if not written and (is_xmp(data, kind, start) or kind == b"IDAT"):
            out.append(new_xmp)
            written = True
        if xmp is not None and is_xmp(data, kind, start):
            continue
        if exif is not None and kind == b"eXIf":
            out.append(_chunk(kind, exif))
            continue
        out.append(data[start:end])
    return b"".join((*out, data[end:]))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
