"""Whether only PhotoClip's fields differ between two files: asked of every file before it is written.

Compared are the compressed picture byte for byte, every part of the file that holds no metadata of
ours, and every EXIF, IPTC and XMP field that is not ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from photoclip.media import png_parts, webp_parts
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
from photoclip.media.iptc_edit import IPTC_DIGEST, IPTC_RESOURCE, UnreadableIptc, parse_resources
from photoclip.media.jpeg_parts import EXIF_START, NoJpegError, Segment, photoshop_of, segments
from photoclip.media.tiff_directories import NoTiffError, content, directories
from photoclip.media.xmp_edit import foreign_xmp

_OUR_EXIF = frozenset(
    (EXIF_CAPTION, EXIF_COMMENT, EXIF_KEYWORDS, EXIF_PERCENT, EXIF_RATING, EXIF_TITLE)
)
_OUR_TAGS = frozenset((270, 18246, 18249, 40091, 40092, 40094))
_BLOCK_TAGS = frozenset((700, 33723, 34377))  # XMP, IPTC, Photoshop's resources
_MAKER_NOTE, _DNG_PRIVATE = 37500, 50740


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
            _same_exif_blocks(png_parts.exif_of(before), png_parts.exif_of(after), exif)
        elif name == "webp":
            _same(list(_webp_parts(before)), list(_webp_parts(after)), "The picture")
            _same_exif_blocks(webp_parts.exif_of(before), webp_parts.exif_of(after), exif)
        else:
            _same_tiff(before, after)
        _same_fields(before, after)
    except (
        NoJpegError,
        png_parts.NoPngError,
        webp_parts.NoWebpError,
        NoTiffError,
        UnreadableIptc,
    ) as error:
        raise ForeignChange("The file is built in a way that can't be checked.") from error


def _same(one: object, other: object, what: str) -> None:
    if one != other:
        raise ForeignChange(f"{what} would have changed.")


# JPEG


def _same_jpeg(before: bytes, after: bytes, exif: bool) -> None:
    one, other = segments(before), segments(after)
    _same(_foreign_segments(one), _foreign_segments(other), "The picture")
    resources = [_foreign_resources(photoshop_of(data)) for data in (before, after)]
    _same(resources[0], resources[1], "What Photoshop keeps in the file")
    # where further pictures lie is counted from here
    _same(
        _pictures(before, one), _pictures(after, other), "The way to further pictures in the file"
    )
    first, second = _exif_blocks(one), _exif_blocks(other)
    if len(first) == len(second) == 1:
        _same_exif_blocks(first[0], second[0], exif)
    else:
        _same(first, second, "EXIF")


def _foreign_segments(parts: list[Segment]) -> list[tuple[int, bytes]]:
    return [
        (part.marker, hashlib.sha256(part.body).digest())
        for part in parts
        if not (part.is_exif or part.is_xmp or part.is_photoshop)
    ]


def _exif_blocks(parts: list[Segment]) -> list[bytes]:
    return [bytes(part.body[len(EXIF_START) :]) for part in parts if part.is_exif]


def _pictures(data: bytes, parts: list[Segment]) -> list[int]:
    return [len(data) - part.start for part in parts if part.starts(0xE2, b"MPF\0")]


def _foreign_resources(block: bytes) -> list[bytes]:
    """Photoshop's resources but IPTC and its digest."""
    return [
        raw
        for number, raw, _ in parse_resources(block)
        if number not in (IPTC_RESOURCE, IPTC_DIGEST)
    ]


def _same_exif_blocks(one: bytes | None, other: bytes | None, exif: bool) -> None:
    if one == other:
        return
    if not exif or one is None or other is None:
        raise ForeignChange("EXIF would have changed.")
    _same_directories(one, other, _OUR_TAGS)


def _same_directories(one: bytes, other: bytes, ours: frozenset[int]) -> None:
    _same(content(one, ours), content(other, ours), "The picture or its EXIF")
    # a camera's notes point to places, which nobody else can correct where they move
    _same(_maker_notes(one), _maker_notes(other), "The camera's own notes")


def _maker_notes(block: bytes) -> list[tuple[int, bytes]]:
    return [
        (entry.at, entry.value)
        for _, entries in directories(block)
        for entry in entries
        if entry.tag in (_MAKER_NOTE, _DNG_PRIVATE)
    ]


# PNG, WebP, TIFF


def _png_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = 0
    for kind, start, end in png_parts.chunks(data):
        if kind != b"eXIf" and not png_parts.is_xmp(data, kind, start):
            yield kind, hashlib.sha256(memoryview(data)[start:end]).digest()
    yield b"", data[end:]


def _webp_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    for kind, body in webp_parts.chunks(data):
        if kind not in (b"VP8X", b"EXIF", b"XMP "):
            yield kind, hashlib.sha256(body).digest()
    yield b"", data[webp_parts.riff_end(data) :]


def _same_tiff(before: bytes, after: bytes) -> None:
    _same_directories(before, after, _OUR_TAGS | _BLOCK_TAGS)
    blocks = [
        [
            _foreign_resources(entry.value)
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
