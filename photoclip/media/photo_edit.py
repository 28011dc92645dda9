"""Changing PhotoClip's fields in a photo's bytes, in memory: new blocks in the places of the old.

Exiv2 reads and judges them (`photoclip.media.exiv2_fields`), but doesn't write the file: its writer
encodes all of EXIF again, which shortens or drops the notes of many cameras, and moves segments.
Here a JPEG's, PNG's or WebP's other parts keep their bytes and their order, and in a TIFF nothing
is moved at all.
"""

from __future__ import annotations

from collections.abc import Mapping

from photoclip.media import jpeg_parts, png_parts, webp_parts
from photoclip.media.described import (
    EXIF_CAPTION,
    EXIF_COMMENT,
    EXIF_KEYWORDS,
    EXIF_NUMBERS,
    EXIF_PERCENT,
    EXIF_RATING,
    EXIF_TITLE,
)
from photoclip.media.exiv2_fields import Unwritable, is_readable_xmp, open_image, packet_of
from photoclip.media.iptc_edit import (
    IPTC_NUMBERS,
    UnreadableIptc,
    change_iptc,
    iptc_of,
    with_iptc,
)
from photoclip.media.tiff_directories import NoTiffError, first_value, with_tags
from photoclip.media.write_request import RAW, Fields
from photoclip.media.xmp_edit import EMPTY_PACKET, XMP_FIELDS, change_xmp, says_nothing
from photoclip.media.xmp_packet import UnreadableXmp

EXIF_TAGS: Mapping[str, int] = {
    EXIF_CAPTION: 270,
    EXIF_RATING: 18246,
    EXIF_PERCENT: 18249,
    EXIF_TITLE: 40091,
    EXIF_COMMENT: 40092,
    EXIF_KEYWORDS: 40094,
}
XMP_TAG, IPTC_TAG, PHOTOSHOP_TAG = 700, 33723, 34377

_BYTE, _ASCII, _SHORT, _UNDEFINED = 1, 2, 3, 7
_LONGEST_JPEG_PACKET = jpeg_parts.LONGEST - len(jpeg_parts.XMP_START)
_ROOM = 2048
"""Blanks behind a packet in a TIFF, so that the next one finds room in its place."""


def change_photo(data: bytes, name: str, changes: Fields) -> bytes:
    """A photo of format ``name`` with these fields changed; an empty tuple takes one out.

    To be checked (`photoclip.media.unchanged`) before it is trusted. Raises `Unwritable` and
    `UnreadableXmp`.
    """
    try:
        xmp = _new_xmp(data, changes)
        exif = _exif_changes(changes, data)
        iptc = {key: changes[key] for key in IPTC_NUMBERS if key in changes}
        if name == "jpeg":
            return _change_jpeg(data, xmp, exif, iptc)
        if name == "png":
            block = _changed_block(png_parts.exif_of(data), exif)
            return png_parts.with_chunks(data, exif=block, xmp=xmp)
        if name == "webp":
            block = _changed_block(webp_parts.exif_of(data), exif)
            return webp_parts.with_chunks(data, exif=block, xmp=xmp)
        return _change_tiff(data, xmp, exif, iptc)
    except jpeg_parts.TooLongError as error:
        raise Unwritable("There is no room for that much text in a JPEG.") from error
    except UnreadableIptc as error:
        raise Unwritable(str(error)) from error
    except (
        jpeg_parts.NoJpegError,
        png_parts.NoPngError,
        webp_parts.NoWebpError,
        NoTiffError,
        UnicodeError,
    ) as error:
        raise Unwritable("The file is damaged, and would be more so if it were changed.") from error


def _new_xmp(data: bytes, changes: Fields) -> bytes | None:
    """The new packet: None if it stays as it is, empty if there will be none."""
    ours = {key: values for key, values in changes.items() if key in XMP_FIELDS}
    if not ours:
        return None
    packet = packet_of(open_image(data), data)
    packet = change_xmp(packet if packet.strip() else EMPTY_PACKET, ours)
    if says_nothing(packet):
        return b""
    if not is_readable_xmp(packet):
        raise UnreadableXmp("The file's XMP is damaged.")
    return packet


Tags = dict[int, tuple[int, bytes] | None]


def _exif_changes(changes: Fields, data: bytes) -> Tags:
    big = _is_big_endian(data)
    tags: Tags = {}
    for key, tag in EXIF_TAGS.items():
        if key not in changes:
            continue
        values = changes[key]
        if not values:
            tags[tag] = None
        elif key in EXIF_NUMBERS:
            tags[tag] = (_SHORT, int(values[0]).to_bytes(2, "big" if big else "little"))
        elif RAW + key in changes:
            kind = _ASCII if key == EXIF_CAPTION else _BYTE
            tags[tag] = (kind, bytes.fromhex(changes[RAW + key][0]))
        elif key == EXIF_CAPTION:
            tags[tag] = (_ASCII, values[0].encode() + b"\0")
        else:
            tags[tag] = (_BYTE, (values[0] + "\0").encode("utf-16-le"))
    return tags


def _is_big_endian(data: bytes) -> bool:
    if data[:2] in (b"MM", b"II"):
        block: bytes | None = data
    elif data[:2] == b"\xff\xd8":
        block = jpeg_parts.exif_of(data)
    elif data[:4] == b"RIFF":
        block = webp_parts.exif_of(data)
    else:
        block = png_parts.exif_of(data)
    return block is not None and block[:2] == b"MM"


def _changed_block(block: bytes | None, tags: Tags) -> bytes | None:
    if not tags:
        return None
    if block is None:
        raise NoTiffError("no EXIF, or several")
    return with_tags(block, tags)


def _change_jpeg(
    data: bytes, xmp: bytes | None, exif: Tags, iptc: Mapping[str, tuple[str, ...]]
) -> bytes:
    photoshop = None
    if iptc:
        resources = jpeg_parts.photoshop_of(data)
        photoshop = with_iptc(resources, change_iptc(iptc_of(resources), iptc))
    return jpeg_parts.with_segments(
        data,
        exif=_changed_block(jpeg_parts.exif_of(data), exif),
        xmp=None if xmp is None else _fitting(xmp),
        photoshop=photoshop,
    )


def _fitting(packet: bytes) -> bytes:
    """Without the blanks that leave room for changes, where a JPEG would have none for the packet."""
    if len(packet) <= _LONGEST_JPEG_PACKET:
        return packet
    body, mark, end = packet.rpartition(b"<?xpacket end")
    return body.rstrip() + b"\n" + mark + end if mark else packet


def _change_tiff(
    data: bytes, xmp: bytes | None, exif: Tags, iptc: Mapping[str, tuple[str, ...]]
) -> bytes:
    tags = dict(exif)
    if xmp is not None:
        old = first_value(data, XMP_TAG)
        tags[XMP_TAG] = (_BYTE, _padded(xmp, len(old or b""))) if xmp else None
    if iptc:
        old_iptc = first_value(data, IPTC_TAG)
        resources = first_value(data, PHOTOSHOP_TAG)
        inside = iptc_of(resources) if resources else b""
        block = change_iptc(inside if old_iptc is None else old_iptc, iptc)
        tags[IPTC_TAG] = (_UNDEFINED, block) if block else None
        if resources and inside:
            tags[PHOTOSHOP_TAG] = (_BYTE, with_iptc(resources, block))
    return with_tags(data, tags)


def _padded(packet: bytes, old: int) -> bytes:
    """As long as the old packet where that is possible, else with room for the next one."""
    room = old - len(packet) if len(packet) <= old else _ROOM
    body, mark, end = packet.rpartition(b"<?xpacket end")
    return body + b" " * room + mark + end if mark else packet + b" " * room
