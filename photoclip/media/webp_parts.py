"""A WebP's chunks: finding those that hold metadata, and putting new ones in their places."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_HEADER_SIZE = 12
_EXTENDED = b"VP8X"
_XMP_FLAG, _ALPHA_FLAG = 0x04, 0x10
_EXIF_START = b"Exif\0\0"


class NoWebpError(Exception):
    """The chunks can't be followed."""


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each chunk's kind and content. Raises `NoWebpError`."""
    at, end = _HEADER_SIZE, riff_end(data)
    while at + 8 <= end:
        (length,) = struct.unpack_from("<I", data, at + 4)
        if at + 8 + length > end:
            raise NoWebpError("a chunk leads out of the file")
        yield data[at : at + 4], data[at + 8 : at + 8 + length]
        at += 8 + length + (length & 1)


def riff_end(data: bytes) -> int:
    """Where the WebP ends in its file. Raises `NoWebpError`."""
    if len(data) < _HEADER_SIZE or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        raise NoWebpError("no WebP")
    end = 8 + int(struct.unpack_from("<I", data, 4)[0])
    if end > len(data):
        raise NoWebpError("the file ends too early")
    return end


def exif_of(data: bytes) -> bytes | None:
    """The EXIF block; None if there is none. Raises `NoWebpError`."""
    for kind, body in chunks(data):
        if kind == b"EXIF":
            return body.removeprefix(_EXIF_START)
    return None


def with_chunks(data: bytes, *, exif: bytes | None = None, xmp: bytes | None = None) -> bytes:
    """The WebP with these blocks in the places of its old ones, and no other chunk changed.

    None leaves a block as it is, empty XMP is taken out. Raises `NoWebpError`.
    """
    parts = list(chunks(data))
    if exif is not None:
        parts = [(kind, _exif(body, exif) if kind == b"EXIF" else body) for kind, body in parts]
    if xmp is not None:
        parts = [(kind, body) for kind, body in parts if kind != b"XMP "]
        if xmp:
            parts.append((b"XMP ", xmp))
        parts = _extended(parts, bool(xmp))
    out = b"".join(
        kind + struct.pack("<I", len(body)) + body + bytes(len(body) & 1) for kind, body in parts
    )
    header = b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP"
    return header + out + data[riff_end(data) :]


def _exif(old: bytes, new: bytes) -> bytes:
    return (_EXIF_START if old.startswith(_EXIF_START) else b"") + new


def _extended(parts: list[tuple[bytes, bytes]], xmp: bool) -> list[tuple[bytes, bytes]]:
    """With the extended header that says whether there is XMP."""
    if not parts:
        raise NoWebpError("no picture in it")
    kind, body = parts[0]
    if kind != _EXTENDED:
        return [(_EXTENDED, _header(kind, body)), *parts] if xmp else parts
    if len(body) != 10:
        raise NoWebpError("a header of an unknown kind")
    flags = body[0] | _XMP_FLAG if xmp else body[0] & ~_XMP_FLAG
    return [(kind, bytes((flags,)) + body[1:]), *parts[1:]]


def _header(kind: bytes, body: bytes) -> bytes:
    """The extended header that a simple WebP does without."""
    if kind == b"VP8 " and len(body) >= 10 and body[3:6] == b"\x9d\x01\x2a":
        width, height = (size & 0x3FFF for size in struct.unpack_from("<HH", body, 6))
        flags = _XMP_FLAG
    elif kind == b"VP8L" and len(body) >= 5 and body[0] == 0x2F:
        (bits,) = struct.unpack_from("<I", body, 1)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        flags = _XMP_FLAG | (_ALPHA_FLAG if bits >> 28 & 1 else 0)
    else:
        raise NoWebpError("no picture at its beginning")
    return (
        bytes((flags, 0, 0, 0))
        + struct.pack("<I", width - 1)[:3]
        + struct.pack("<I", height - 1)[:3]
    )
