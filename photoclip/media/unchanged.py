"""Whether only PhotoClip's fields differ between two files: asked of every file before it is written.

Compared are the compressed picture byte for byte, every part of the file that holds no metadata of
ours, and every EXIF, IPTC and XMP field that is not ours.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from typing import Any

from photoclip.media.described import (
    EXIF_CAPTION,
    EXIF_COMMENT,
    EXIF_KEYWORDS,
    EXIF_PERCENT,
    EXIF_RATING,
    EXIF_TITLE,
    IPTC_FIELDS,
)
from photoclip.media.exiv2_fields import (
    IPTC_CHARSET,
    declared_charset,
    decode_iptc,
    open_image,
    packet_of,
    raw_of,
)
from photoclip.media.tiff_directories import NoTiffError, content, directories
from photoclip.media.xmp_edit import foreign_xmp

_OUR_EXIF = frozenset(
    (EXIF_CAPTION, EXIF_COMMENT, EXIF_KEYWORDS, EXIF_PERCENT, EXIF_RATING, EXIF_TITLE)
)
_OUR_TAGS = frozenset((270, 18246, 18249, 40091, 40092, 40094))
_BLOCK_TAGS = frozenset((700, 33723, 34377))  # XMP, IPTC, Photoshop's resources
_MAKER_NOTE = 37500
_IPTC_RESOURCE, _IPTC_DIGEST = 0x0404, 0x0425

_EXIF_START = b"Exif\0\0"
_XMP_START = b"http://ns.adobe.com/xap/1.0/\0"
_PHOTOSHOP_START = b"Photoshop 3.0\0"
_PICTURES_START = b"MPF\0"
_RAW_PROFILES = tuple(b"Raw profile type " + kind for kind in (b"exif", b"iptc", b"xmp", b"APP1"))


class ForeignChange(Exception):  # noqa: N818 - ends as a `WriteRefusal`
    """Something that is not ours would change, or can't be compared; says what."""


def check_unchanged(before: bytes, after: bytes, name: str, *, exif: bool) -> None:
    """Raise `ForeignChange` unless only our fields differ between two files of format ``name``.

    ``exif`` says whether fields of ours in EXIF were changed; if not, the block must be the same.
    """
    try:
        if name == "jpeg":
            _same_jpeg(before, after, exif)
        elif name == "png":
            _same(list(_png_parts(before)), list(_png_parts(after)), "The picture")
        elif name == "webp":
            _same(list(_webp_parts(before)), list(_webp_parts(after)), "The picture")
        else:
            _same_tiff(before, after)
        _same_fields(before, after)
    except (struct.error, IndexError, ValueError, NoTiffError) as error:
        raise ForeignChange("The file is built in a way that can't be checked.") from error


def _same(one: object, other: object, what: str) -> None:
    if one != other:
        raise ForeignChange(f"{what} would have changed.")


# JPEG


def _same_jpeg(before: bytes, after: bytes, exif: bool) -> None:
    one, other = list(_segments(before)), list(_segments(after))
    _same(_foreign_segments(one), _foreign_segments(other), "The picture")
    _same(_resources(one), _resources(other), "What Photoshop keeps in the file")
    # where further pictures lie is counted from here
    _same(
        _pictures(before, one), _pictures(after, other), "The way to further pictures in the file"
    )
    first, second = _exif_blocks(one), _exif_blocks(other)
    if first == second:
        return
    if not exif or len(first) != 1 or len(second) != 1:
        raise ForeignChange("EXIF would have changed.")
    _same_exif(first[0], second[0], before, after)


def _segments(data: bytes) -> Iterator[tuple[int, int, memoryview]]:
    """Marker, place and content of each segment; the picture (from SOS to the end) is the last."""
    view = memoryview(data)
    at = 2
    while True:
        while data[at + 1] == 0xFF:
            at += 1
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        if marker in (0xDA, 0xD9):
            yield marker, at, view[at:]
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            yield marker, at, view[at : at + 2]
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        yield marker, at, view[at + 4 : at + 2 + length]
        at += 2 + length


def _foreign_segments(segments: list[tuple[int, int, memoryview]]) -> list[tuple[int, bytes]]:
    return [
        (marker, hashlib.sha256(body).digest())
        for marker, _, body in segments
        if not (
            (marker == 0xE1 and bytes(body[:29]).startswith((_EXIF_START, _XMP_START)))
            or (marker == 0xED and bytes(body[:14]) == _PHOTOSHOP_START)
        )
    ]


def _exif_blocks(segments: list[tuple[int, int, memoryview]]) -> list[bytes]:
    return [
        bytes(body[6:])
        for marker, _, body in segments
        if marker == 0xE1 and bytes(body[:6]) == _EXIF_START
    ]


def _pictures(data: bytes, segments: list[tuple[int, int, memoryview]]) -> list[int]:
    return [
        len(data) - at
        for marker, at, body in segments
        if marker == 0xE2 and bytes(body[:4]) == _PICTURES_START
    ]


def _resources(segments: list[tuple[int, int, memoryview]]) -> list[tuple[int, bytes, bytes]]:
    whole = b"".join(
        bytes(body[14:])
        for marker, _, body in segments
        if marker == 0xED and bytes(body[:14]) == _PHOTOSHOP_START
    )
    return list(resources_in(whole))


def resources_in(block: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Photoshop's resources but IPTC and its digest: number, name, content. Raises `struct.error`."""
    at = 0
    while at + 8 < len(block):
        if block[at : at + 4] not in (b"8BIM", b"AgHg", b"DCSR", b"PHUT"):
            raise ValueError("no resource")
        (number,) = struct.unpack_from(">H", block, at + 4)
        name_size = block[at + 6] + 1
        name_size += name_size & 1
        size_at = at + 6 + name_size
        (size,) = struct.unpack_from(">I", block, size_at)
        content_at = size_at + 4
        if number not in (_IPTC_RESOURCE, _IPTC_DIGEST):
            yield number, block[at + 6 : size_at], block[content_at : content_at + size]
        at = content_at + size + (size & 1)


def _same_exif(one: bytes, other: bytes, before: bytes, after: bytes) -> None:
    first, second = content(one, _OUR_TAGS), content(other, _OUR_TAGS)
    notes = [_maker_note(block) for block in (one, other)]
    if notes[0] is not None and notes[0] != notes[1]:
        # they point to places, so where they moved Exiv2 must have understood them
        known = [_maker_fields(data) for data in (before, after)]
        if not known[0] or known[0] != known[1]:
            raise ForeignChange("The camera's own notes would have changed.")
        for contents in (first, second):
            contents.pop(("0/exif", _MAKER_NOTE), None)
    _same(first, second, "EXIF")


def _maker_note(block: bytes) -> tuple[int, bytes] | None:
    for _, entries in directories(block):
        for entry in entries:
            if entry.tag == _MAKER_NOTE:
                return entry.at, entry.value
    return None


def _maker_fields(data: bytes) -> list[tuple[str, bytes]]:
    standard = ("Image", "Photo", "GPSInfo", "Iop", "Thumbnail", "MpfInfo", "MakerNote")
    return [
        (datum.key(), raw_of(datum))
        for datum in open_image(data).exifData()
        if datum.groupName() not in standard
    ]


# PNG, WebP, TIFF


def _png_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], memoryview(data)[at + 8 : at + 8 + length]
        at += 12 + length
        head = bytes(body[:80])
        ours = kind == b"eXIf" or (
            kind in (b"tEXt", b"zTXt", b"iTXt")
            and head.startswith((b"XML:com.adobe.xmp\0", *_RAW_PROFILES))
        )
        if not ours:
            yield kind, hashlib.sha256(body).digest()
        if kind == b"IEND":
            yield b"", data[at:]
            return


def _webp_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    (size,) = struct.unpack_from("<I", data, 4)
    end = min(len(data), 8 + size)
    at = 12
    while at + 8 <= end:
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        body = memoryview(data)[at + 8 : at + 8 + length]
        if kind not in (b"VP8X", b"EXIF", b"XMP "):
            yield kind, hashlib.sha256(body).digest()
        elif kind == b"VP8X" and (body[0] & ~0x2C or bytes(body[1:4]) != b"\0\0\0"):
            # alpha follows from the picture; animation and size must stay
            yield kind, bytes([body[0] & 0x02]) + bytes(body[4:])
        at += 8 + length + (length & 1)
    yield b"", data[8 + size :]


def _same_tiff(before: bytes, after: bytes) -> None:
    one, other = (content(data, _OUR_TAGS | _BLOCK_TAGS) for data in (before, after))
    if one.get(("0/exif", _MAKER_NOTE)) != other.get(("0/exif", _MAKER_NOTE)):
        known = [_maker_fields(data) for data in (before, after)]
        if not known[0] or known[0] != known[1]:
            raise ForeignChange("The camera's own notes would have changed.")
        for contents in (one, other):
            contents.pop(("0/exif", _MAKER_NOTE), None)
    _same(one, other, "The picture or its EXIF")
    blocks = [
        [
            list(resources_in(entry.value))
            for name, entries in directories(data)
            for entry in entries
            if name == "0" and entry.tag == 34377
        ]
        for data in (before, after)
    ]
    _same(blocks[0], blocks[1], "What Photoshop keeps in the file")


# Fields


def _same_fields(before: bytes, after: bytes) -> None:
    one, other = open_image(before), open_image(after)
    _same(_foreign_iptc(one), _foreign_iptc(other), "IPTC")
    _same(_foreign_exif(one), _foreign_exif(other), "EXIF")
    _same(bytes(one.iccProfile().data()), bytes(other.iccProfile().data()), "The colour profile")
    _same(one.comment(), other.comment(), "The comment")
    _same(_foreign_xmp(one, before), _foreign_xmp(other, after), "XMP")


def _foreign_xmp(image: Any, data: bytes) -> tuple[str, ...]:
    packet = packet_of(image, data)
    return foreign_xmp(packet) if packet.strip() else ()


def _foreign_iptc(image: Any) -> list[tuple[str, object]]:
    charset = declared_charset(image.iptcData())
    return sorted(
        (datum.key(), _iptc_value(datum, charset))
        for datum in image.iptcData()
        if datum.key() not in IPTC_FIELDS and datum.key() != IPTC_CHARSET
    )


def _iptc_value(datum: Any, charset: str) -> str:
    raw = raw_of(datum)
    return decode_iptc(raw, charset) if datum.typeName() == "String" else raw.hex()


_PLACES = frozenset(
    f"Exif.{group}.{name}"
    for group in ("Image", "Image2", "Image3", "Thumbnail", "SubImage1", "SubImage2", "SubImage3")
    for name in (
        *("StripOffsets", "TileOffsets", "JPEGInterchangeFormat", "SubIFDs", "ExifTag", "GPSTag"),
        *("XMLPacket", "IPTCNAA", "ImageResources"),
    )
) | {"Exif.Photo.InteroperabilityTag", "Exif.MakerNote.Offset", "Exif.Photo.MakerNote"}


def _foreign_exif(image: Any) -> list[tuple[str, str, bytes]]:
    return [
        (datum.key(), datum.typeName(), raw_of(datum))
        for datum in image.exifData()
        if datum.key() not in _OUR_EXIF and datum.key() not in _PLACES
    ]
