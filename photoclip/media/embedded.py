"""Metadata blocks inside a photo file, through Exiv2.

With `exiv2_fields` the one place that imports exiv2. It reads as little as possible through the
binding: whether a key is there, its text, its raw bytes. Asking the binding for a key name that
Exiv2 does not know ends the process (a C++ exception nobody catches), so every name is a constant
here, checked by a test.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import exiv2  # type: ignore[import-untyped]

from photoclip.media.sidecar import XmpTags

exiv2.LogMsg.setLevel(exiv2.LogMsg.Level.mute)

Buffer = bytes | mmap.mmap

EXIF_NUMBERS = (
    *("Exif.Photo.ExposureTime", "Exif.Photo.ShutterSpeedValue", "Exif.Image.ExposureTime"),
    *("Exif.Photo.FNumber", "Exif.Photo.ApertureValue", "Exif.Image.FNumber"),
    *("Exif.Photo.FocalLength", "Exif.Image.FocalLength"),
    *("Exif.Photo.ISOSpeedRatings", "Exif.Image.Rating", "Exif.Image.RatingPercent"),
    *("Exif.GPSInfo.GPSLatitude", "Exif.GPSInfo.GPSLongitude", "Exif.GPSInfo.GPSAltitude"),
    "Exif.GPSInfo.GPSAltitudeRef",
)
"""Read as Exiv2's text: numbers and fractions, separated by spaces."""

EXIF_TEXTS = (
    *("Exif.Image.Make", "Exif.Image.Model", "Exif.Photo.LensModel", "Exif.Image.DateTime"),
    *("Exif.Photo.DateTimeOriginal", "Exif.Photo.DateTimeDigitized"),
    *("Exif.Photo.SubSecTime", "Exif.Photo.SubSecTimeOriginal"),
    *("Exif.Photo.SubSecTimeDigitized", "Exif.Photo.OffsetTime"),
    *("Exif.Photo.OffsetTimeOriginal", "Exif.Photo.OffsetTimeDigitized"),
    *("Exif.Image.DateTimeOriginal", "Exif.Image.ImageDescription"),
    *("Exif.GPSInfo.GPSLatitudeRef", "Exif.GPSInfo.GPSLongitudeRef"),
)
"""Read as bytes and decoded here: EXIF says ASCII, cameras and programs write anything."""

EXIF_WIDE_TEXTS = (
    *("Exif.Image.XPTitle", "Exif.Image.XPKeywords", "Exif.Image.XPComment"),
    "Exif.Image.XPSubject",
)
"""Windows' own tags: UTF-16."""

_USER_COMMENT = "Exif.Photo.UserComment"

IPTC_TEXTS = (
    *("Iptc.Application2.Keywords", "Iptc.Application2.ObjectName"),
    "Iptc.Application2.Caption",
)
IPTC_DATES = ("Iptc.Application2.DateCreated", "Iptc.Application2.TimeCreated")

XMP_NAMES = (
    *("dc:subject", "dc:title", "dc:description", "xmp:Rating", "xmp:CreateDate"),
    *("photoshop:DateCreated", "exif:DateTimeOriginal", "exif:DateTimeDigitized"),
    *("exif:GPSLatitude", "exif:GPSLongitude", "exif:GPSAltitude", "exif:GPSAltitudeRef"),
    *("exif:ExposureTime", "exif:FNumber", "exif:ISOSpeedRatings", "exif:FocalLength"),
    *("exifEX:PhotographicSensitivity", "exifEX:LensModel", "aux:Lens"),
    *("tiff:Make", "tiff:Model", "lr:hierarchicalSubject", "digiKam:TagsList"),
    *("MicrosoftPhoto:Rating", "MicrosoftPhoto:LastKeywordXMP"),
)

_MAX_IPTC_ENTRIES = 2000
_MAX_TEXT_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class EmbeddedTags:
    """What a file's blocks say, by Exiv2's key names (XMP by prefix and name); else empty."""

    exif: Mapping[str, str] = field(default_factory=dict)
    iptc: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    xmp: XmpTags = field(default_factory=dict)


def read_embedded(data: Buffer) -> EmbeddedTags:
    """Read a photo file's EXIF, IPTC and XMP; blocks that are damaged are as good as missing."""
    try:
        image = exiv2.ImageFactory.open(data)
        image.readMetadata()
    except (exiv2.Exiv2Error, UnicodeDecodeError, ValueError, TypeError):
        return EmbeddedTags()
    return EmbeddedTags(_exif(image.exifData()), _iptc(image.iptcData()), _xmp(image.xmpData()))


def _exif(data: Any) -> dict[str, str]:
    if data.empty():
        return {}
    tags: dict[str, str] = {}
    for key in EXIF_NUMBERS:
        if key in data:
            tags[key] = _text(data[key])
    for key in EXIF_TEXTS:
        if key in data:
            tags[key] = decode_text(_raw(data[key]))
    for key in EXIF_WIDE_TEXTS:
        if key in data:
            tags[key] = _raw(data[key]).decode("utf-16-le", "replace")
    if _USER_COMMENT in data:
        tags[_USER_COMMENT] = decode_comment(_raw(data[_USER_COMMENT]))
    # Exiv2 knows where each maker hides these
    for name, found in (("lens", exiv2.lensName(data)), ("iso", exiv2.isoSpeed(data))):
        if found is not None:
            tags[name] = _printed(found, data)
    return tags


def _iptc(data: Any) -> dict[str, tuple[str, ...]]:
    tags: dict[str, tuple[str, ...]] = {}
    for number, datum in enumerate(_each(data)):
        if number >= _MAX_IPTC_ENTRIES:
            break
        key = datum.key()
        if key in IPTC_TEXTS:
            tags[key] = (*tags.get(key, ()), decode_text(_raw(datum)))
        elif key in IPTC_DATES:
            tags.setdefault(key, (_text(datum),))
    return tags


def _xmp(data: Any) -> XmpTags:
    if data.empty():
        return {}
    tags: dict[str, tuple[str, ...]] = {}
    for name in XMP_NAMES:
        key = "Xmp." + name.replace(":", ".")
        if key in data:
            values = _xmp_values(data[key])
            if values:
                tags[name] = values
    return tags


def _xmp_values(datum: Any) -> tuple[str, ...]:
    try:
        value = datum.value()
        if isinstance(value, exiv2.LangAltValue):
            by_language = dict(value.items())
            default = by_language.get("x-default") or next(iter(by_language.values()), "")
            texts = [str(default)]
        elif isinstance(value, exiv2.XmpArrayValue):
            texts = [str(item) for item in value]
        else:
            texts = [datum.toString()]
    except (exiv2.Exiv2Error, UnicodeDecodeError):
        return ()
    return tuple(text.strip() for text in texts if text.strip())


def _each(data: Any) -> Iterator[Any]:
    yield from data


def _text(datum: Any) -> str:
    try:
        return str(datum.toString())
    except (exiv2.Exiv2Error, UnicodeDecodeError):
        return ""


def _printed(datum: Any, data: Any) -> str:
    try:
        return str(datum.print(data))
    except (exiv2.Exiv2Error, UnicodeDecodeError):
        return ""


def _raw(datum: Any) -> bytes:
    try:
        return bytes(datum.value().data())[:_MAX_TEXT_BYTES]
    except (exiv2.Exiv2Error, AttributeError, ValueError):
        return b""


def decode_text(raw: bytes) -> str:
    """Bytes of a text that names no encoding: UTF-8 if it is valid, else Windows' Latin-1."""
    raw = raw.rstrip(b"\0")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def decode_comment(raw: bytes) -> str:
    """EXIF's UserComment: eight bytes name the encoding (Exif 2.32, 4.6.5), the rest is the text."""
    code, text = raw[:8], raw[8:]
    if code.startswith(b"UNICODE"):
        # the standard leaves the byte order open; Latin text shows it by where its zeros are
        big = text[:2] == b"\xfe\xff" or text[0::2].count(0) > text[1::2].count(0)
        return text.removeprefix(b"\xfe\xff" if big else b"\xff\xfe").decode(
            "utf-16-be" if big else "utf-16-le", "replace"
        )
    if code.startswith(b"JIS"):
        return text.decode("iso2022_jp", "replace")
    if code.startswith(b"ASCII") or not code.strip(b"\0 "):
        return decode_text(text)
    return decode_text(raw)
