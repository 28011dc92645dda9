"""PhotoClip's fields in a photo file, raw, as Exiv2 finds them.

XMP is taken as the packet it is (`photoclip.media.xmp_edit` reads it), not as the keys that Exiv2
makes of it: those can't say everything that a packet can. Nothing here touches a disk.
"""

from __future__ import annotations

from typing import Any

import exiv2  # type: ignore[import-untyped]

from photoclip.core.errors import PhotoClipError
from photoclip.media.described import EXIF_CAPTION, EXIF_NUMBERS, EXIF_WIDE, IPTC_FIELDS
from photoclip.media.embedded import Buffer, decode_text
from photoclip.media.tiff_directories import TIFF_STARTS, XMP_TAG, first_value
from photoclip.media.write_request import RAW
from photoclip.media.xmp_edit import EMPTY_PACKET, read_xmp_fields
from photoclip.media.xmp_packet import UnreadableXmp

IPTC_CHARSET = "Iptc.Envelope.CharacterSet"

_EXIF_TEXTS = (EXIF_CAPTION, *EXIF_WIDE)


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
        return first_value(bytes(data), XMP_TAG) or b""
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
