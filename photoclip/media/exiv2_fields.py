"""PhotoClip's fields in a photo file, raw: read and changed through Exiv2, in memory.

XMP goes through Exiv2 as the packet it is (`photoclip.media.xmp_edit` changes it), since Exiv2's own
way from a packet to keys and back would rewrite what is not ours. Nothing here touches a disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import exiv2  # type: ignore[import-untyped]

from photoclip.core.errors import PhotoClipError
from photoclip.media.described import EXIF_CAPTION, EXIF_NUMBERS, EXIF_WIDE, IPTC_FIELDS
from photoclip.media.embedded import Buffer, decode_text
from photoclip.media.tiff_directories import TIFF_STARTS, with_xmp, xmp_place
from photoclip.media.write_request import Fields
from photoclip.media.xmp_edit import EMPTY_PACKET, XMP_FIELDS, change_xmp, read_xmp_fields
from photoclip.media.xmp_packet import UnreadableXmp

RAW = "raw:"
"""Before the key of an EXIF field: the same field's bytes in hexadecimal, to put them back exactly."""

IPTC_CHARSET = "Iptc.Envelope.CharacterSet"
UTF_8 = "\x1b%G"

_EXIF_TEXTS = (EXIF_CAPTION, *EXIF_WIDE)
_LONGEST_JPEG_PACKET = 65_502


class Unwritable(PhotoClipError):  # noqa: N818 - ends as a `WriteRefusal`
    """Exiv2 can't read or write this file."""


def open_image(data: Buffer) -> Any:
    """Exiv2's image of a file in memory, its metadata read. Raises `Unwritable`."""
    try:
        image = exiv2.ImageFactory.open(data)
        image.readMetadata()
    except (exiv2.Exiv2Error, UnicodeDecodeError, ValueError, TypeError) as error:
        raise Unwritable("The metadata of this file can't be read.") from error
    image.writeXmpFromPacket(True)  # else the packet is made anew from keys when it is asked for
    return image


def packet_of(image: Any, data: Buffer) -> bytes:
    """The file's XMP as it is written; empty if there is none. Raises `UnreadableXmp`."""
    if bytes(data[:4]) in TIFF_STARTS:  # Exiv2 keeps no packet of these
        place = xmp_place(data)
        return b"" if place is None else bytes(data[place.start : place.start + place.size])
    try:
        return str(image.xmpPacket()).encode()
    except (UnicodeError, exiv2.Exiv2Error) as error:
        raise UnreadableXmp("The XMP is damaged.") from error


def read_fields(data: Buffer) -> dict[str, tuple[str, ...]]:
    """Our fields in a photo file. Raises `Unwritable` and `UnreadableXmp`."""
    image = open_image(data)
    packet = packet_of(image, data)
    found = read_xmp_fields(packet) if packet.strip() else {}
    exif = image.exifData()
    for key in EXIF_NUMBERS:
        if key in exif:
            found[key] = (str(exif[key].toString()),)
    for key in _EXIF_TEXTS:
        if key in exif:
            raw = raw_of(exif[key])
            text = decode_text(raw) if key == EXIF_CAPTION else decode_wide(raw)
            if text:
                found[key] = (text,)
                found[RAW + key] = (raw.hex(),)
    charset = declared_charset(image.iptcData())
    for datum in image.iptcData():
        key = datum.key()
        if key in IPTC_FIELDS:
            found[key] = (*found.get(key, ()), decode_iptc(raw_of(datum), charset))
    return found


def change_fields(data: Buffer, changes: Fields, *, tiff: bool) -> bytes:
    """The file with these fields changed, as Exiv2 writes it: to be checked before it is trusted.

    ``tiff`` says that the file is a TIFF or made like one. Raises `Unwritable`, `UnreadableXmp`.
    """
    image = open_image(data)
    packet = packet_of(image, data)
    xmp = {key: values for key, values in changes.items() if key in XMP_FIELDS}
    try:
        if xmp:
            packet = change_xmp(packet if packet.strip() else EMPTY_PACKET, xmp)
            if not tiff:
                image.setXmpPacket(_fitting(packet).decode())
        _change_exif(image.exifData(), changes)
        _change_iptc(image.iptcData(), changes)
        if tiff:
            return _written_tiff(image, packet)
        image.writeXmpFromPacket(True)
        image.writeMetadata()
        return _written(image)
    except (exiv2.Exiv2Error, UnicodeError, ValueError, TypeError) as error:
        raise Unwritable(
            "This file's metadata can't be changed: there is no room for it, or it is damaged."
        ) from error


def is_readable_xmp(packet: bytes) -> bool:
    """Whether Exiv2, and with it most programs, can read a packet."""
    try:
        exiv2.ImageFactory.open(EMPTY_PACKET).setXmpPacket(packet.decode())
    except (exiv2.Exiv2Error, UnicodeError):
        return False
    return True


def raw_of(datum: Any) -> bytes:
    """A field's bytes as they are in the file."""
    try:
        return bytes(datum.value().data())
    except (exiv2.Exiv2Error, AttributeError, ValueError, TypeError):
        return b""


def decode_wide(raw: bytes) -> str:
    """Windows' UTF-16 texts."""
    return raw.decode("utf-16-le", "replace").partition("\0")[0]


def declared_charset(iptc: Any) -> str:
    """What IPTC says its texts are written in; empty if it doesn't."""
    for datum in iptc:
        if datum.key() == IPTC_CHARSET:
            return raw_of(datum).decode("latin-1")
    return ""


def decode_iptc(raw: bytes, charset: str) -> str:
    """An IPTC text, by the charset it declares: ISO 8859-1, or what it looks like."""
    if charset in ("\x1b.A", "\x1b-A"):
        return raw.decode("latin-1")
    return decode_text(raw)


def _fitting(packet: bytes) -> bytes:
    """Without the blanks that leave room for changes, where a JPEG would have none for the packet."""
    if len(packet) <= _LONGEST_JPEG_PACKET:
        return packet
    body, mark, end = packet.rpartition(b"<?xpacket end")
    return body.rstrip() + b"\n" + mark + end if mark else packet


def _change_exif(exif: Any, changes: Fields) -> None:
    for key in (*EXIF_NUMBERS, *_EXIF_TEXTS):
        if key not in changes:
            continue
        if not changes[key]:
            if key in exif:
                exif.erase(exif.findKey(exiv2.ExifKey(key)))
        elif key in EXIF_NUMBERS:
            exif[key] = exiv2.UShortValue(int(changes[key][0]))
        else:
            raw = _exif_bytes(key, changes)
            kind = exiv2.TypeId.asciiString if key == EXIF_CAPTION else exiv2.TypeId.unsignedByte
            value = exiv2.Value.create(kind)
            value.read(raw, exiv2.ByteOrder.littleEndian)
            exif[key] = value


def _exif_bytes(key: str, changes: Fields) -> bytes:
    if RAW + key in changes:
        return bytes.fromhex(changes[RAW + key][0])
    if key == EXIF_CAPTION:
        return changes[key][0].encode() + b"\0"
    return (changes[key][0] + "\0").encode("utf-16-le")


def _change_iptc(iptc: Any, changes: Mapping[str, tuple[str, ...]]) -> None:
    ours = {key: changes[key] for key in IPTC_FIELDS if key in changes}
    if not ours:
        return
    if not all(value.isascii() for values in ours.values() for value in values):
        _make_utf_8(iptc)
    for key, values in ours.items():
        _set_repeated(iptc, key, values)


def _set_repeated(iptc: Any, key: str, values: Iterable[str]) -> None:
    name = exiv2.IptcKey(key)
    found = iptc.findKey(name)
    while found != iptc.end():
        iptc.erase(found)
        found = iptc.findKey(name)
    for value in values:
        iptc.add(name, exiv2.StringValue(value))


def _make_utf_8(iptc: Any) -> None:
    """Declare UTF-8, and write in it what was there in something else."""
    charset = declared_charset(iptc)
    if charset == UTF_8:
        return
    for datum in iptc:
        if datum.typeId() == exiv2.TypeId.string and datum.key() != IPTC_CHARSET:
            raw = raw_of(datum)
            if not raw.isascii():
                datum.setValue(exiv2.StringValue(decode_iptc(raw, charset)))
    iptc[IPTC_CHARSET] = exiv2.StringValue(UTF_8)


def _written_tiff(image: Any, packet: bytes) -> bytes:
    """A TIFF with exactly this XMP.

    Exiv2 makes the packet of a TIFF anew from keys, and would lose what keys can't say. So it gets
    one that is at least as long, and the packet takes its place.
    """
    if packet:
        if not is_readable_xmp(packet):
            raise UnreadableXmp("The XMP is damaged.")
        keys = exiv2.XmpData()
        keys["Xmp.dc.source"] = "x" * len(packet)
        image.setXmpData(keys)
    image.writeXmpFromPacket(False)
    image.writeMetadata()
    data = _written(image)
    place = xmp_place(data) if packet else None
    if packet and (place is None or place.size < len(packet)):
        raise Unwritable("This file's metadata can't be changed: there is no room for it.")
    return data if place is None else with_xmp(data, place, packet)


def _written(image: Any) -> bytes:
    io = image.io()
    io.open()
    try:
        return bytes(io.mmap())
    finally:
        io.munmap()
        io.close()
