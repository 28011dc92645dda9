"""Reconciling what EXIF, IPTC, XMP and sidecars say about a photo into one `Metadata`.

After the Metadata Working Group's guidelines (MWG 2.0, section 5): for when, where and with what,
EXIF comes before XMP before IPTC; for words, XMP before IPTC before EXIF. A sidecar is what the
person's other program wrote last, so it comes before anything embedded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

from photoclip.core.file_metadata import (
    LONGEST_CAPTION,
    LONGEST_TITLE,
    clean_text,
)
from photoclip.core.types import Metadata
from photoclip.media import keywords
from photoclip.media.dates import Moment, parse_moment, parse_offset
from photoclip.media.embedded import Buffer, EmbeddedTags, read_embedded
from photoclip.media.sidecar import XmpTags

T = TypeVar("T")

_MAX_NAME = 200

_BOILERPLATE = re.compile(
    r"(olympus|konica minolta|minolta|samsung|sony|kodak|polaroid|maginon|vivitar|hp)?"
    r"\s*(digital camera|dsc|exif_jpeg_picture|jpeg_picture|digital still camera|picture)"
    r"|dcim[\\/].*|binary comment|screenshot|user comments?|charset=.*|created by .*|default",
    re.IGNORECASE,
)
"""What cameras and programs write where a person's description belongs."""

_NO_LENS = re.compile(r"(unknown.*|n/?a|none|no lens|[-\s.]*|\(?[\d\s]+\)?)", re.IGNORECASE)

_PERCENT_TO_STARS = ((88, 5), (63, 4), (38, 3), (13, 2), (1, 1))
"""Windows' percentages: 1, 25, 50, 75, 99 are one to five stars."""


def read_metadata(data: Buffer, sidecar: XmpTags | None = None) -> Metadata:
    """Everything a photo file and its sidecar say; damaged blocks count as missing."""
    return reconcile(read_embedded(data), sidecar or {})


def reconcile(embedded: EmbeddedTags, sidecar: XmpTags) -> Metadata:
    """Decide between sources (pure)."""
    exif, xmp = embedded.exif, embedded.xmp
    moment = _moment(embedded, sidecar)
    position = _first(_xmp_position(sidecar), _exif_position(exif), _xmp_position(xmp))
    return Metadata(
        taken_at=moment.local if moment else None,
        utc_offset=moment.utc_offset if moment else None,
        camera_make=_name(sidecar, "tiff:Make", exif, "Exif.Image.Make", xmp),
        camera_model=_name(sidecar, "tiff:Model", exif, "Exif.Image.Model", xmp),
        lens=_lens(exif, xmp, sidecar),
        exposure_time=_exposure(exif, xmp, sidecar),
        f_number=_f_number(exif, xmp, sidecar),
        iso=_iso(exif, xmp, sidecar),
        focal_length=_focal_length(exif, xmp, sidecar),
        latitude=position[0] if position else None,
        longitude=position[1] if position else None,
        altitude=_first(_xmp_altitude(sidecar), _exif_altitude(exif), _xmp_altitude(xmp)),
        rating=_first(_xmp_rating(sidecar), _xmp_rating(xmp), _exif_rating(exif)),
        title=_title(embedded, sidecar),
        caption=_caption(embedded, sidecar),
        keywords=keywords.keywords(embedded, sidecar),
        keyword_paths=keywords.keyword_paths(embedded, sidecar),
    )


def _first(*candidates: T | None) -> T | None:
    return next((candidate for candidate in candidates if candidate is not None), None)


# When


def _moment(embedded: EmbeddedTags, sidecar: XmpTags) -> Moment | None:
    exif = embedded.exif
    candidates = [
        *_xmp_moments(sidecar),
        _exif_moment(exif, "DateTimeOriginal", "Original"),
        _exif_moment(exif, "DateTimeDigitized", "Digitized"),
        *_xmp_moments(embedded.xmp),
        _iptc_moment(embedded.iptc),
        parse_moment(exif.get("Exif.Image.DateTimeOriginal", "")),
        parse_moment(
            exif.get("Exif.Image.DateTime", ""),
            fraction=exif.get("Exif.Photo.SubSecTime", ""),
            offset=exif.get("Exif.Photo.OffsetTime", ""),
        ),
    ]
    moment = _first(*candidates)
    if moment is None:
        return None
    # the same second told elsewhere with its fraction or its offset: EXIF's offset tags are young
    # (2016), and many programs drop fractions
    for other in candidates:
        if other is not None and other.local.replace(microsecond=0) == moment.local.replace(
            microsecond=0
        ):
            fraction = moment.local.microsecond or other.local.microsecond
            offset = other.utc_offset if moment.utc_offset is None else moment.utc_offset
            moment = Moment(moment.local.replace(microsecond=fraction), offset)
    return moment


def _exif_moment(exif: Mapping[str, str], tag: str, suffix: str) -> Moment | None:
    offset = exif.get(f"Exif.Photo.OffsetTime{suffix}", "")
    return parse_moment(
        exif.get(f"Exif.Photo.{tag}", ""),
        fraction=exif.get(f"Exif.Photo.SubSecTime{suffix}", ""),
        # one clock sets all of a camera's times
        offset=offset
        if parse_offset(offset) is not None
        else exif.get("Exif.Photo.OffsetTime", ""),
    )


def _xmp_moments(xmp: XmpTags) -> Iterator[Moment]:
    for name in (
        *("exif:DateTimeOriginal", "photoshop:DateCreated"),
        *("exif:DateTimeDigitized", "xmp:CreateDate"),
    ):
        moment = parse_moment(_text(xmp, name))
        if moment is not None:
            yield moment


def _iptc_moment(iptc: Mapping[str, tuple[str, ...]]) -> Moment | None:
    date = _text(iptc, "Iptc.Application2.DateCreated")
    time = _text(iptc, "Iptc.Application2.TimeCreated")
    return parse_moment(f"{date}T{time}") or parse_moment(date)


# Where


def _exif_position(exif: Mapping[str, str]) -> tuple[float, float] | None:
    return _position(
        _degrees(exif.get("Exif.GPSInfo.GPSLatitude", ""), exif.get("Exif.GPSInfo.GPSLatitudeRef")),
        _degrees(
            exif.get("Exif.GPSInfo.GPSLongitude", ""), exif.get("Exif.GPSInfo.GPSLongitudeRef")
        ),
    )


def _degrees(text: str, reference: str | None) -> float | None:
    """``48/1 51/1 30/1`` and ``N`` as signed degrees."""
    parts = [_number(part) for part in text.split()[:3]]
    if not parts:
        return None
    total = 0.0
    for part, divisor in zip(parts, (1, 60, 3600), strict=False):
        if part is None:
            return None
        total += part / divisor
    return -total if (reference or "").strip().upper()[:1] in ("S", "W") else total


def _xmp_position(xmp: XmpTags) -> tuple[float, float] | None:
    return _position(_xmp_degrees(xmp, "exif:GPSLatitude"), _xmp_degrees(xmp, "exif:GPSLongitude"))


def _xmp_degrees(xmp: XmpTags, name: str) -> float | None:
    """``48,51.5N`` or ``48,51,30N`` (XMP part 2, 1.2.7.4), or plain degrees.

    Phones write plain degrees with a reference beside them, as EXIF does.
    """
    text = _text(xmp, name)
    match = re.fullmatch(r"\s*([+-]?[\d.,/]+)\s*([NSEWnsew]?)\s*", text)
    if match is None:
        return None
    return _degrees(match[1].replace(",", " "), match[2] or _text(xmp, name + "Ref"))


def _position(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    if latitude is None or longitude is None:
        return None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return None  # out of range, or NaN
    # both exactly zero is a receiver without a fix, not a photo from the Gulf of Guinea
    return None if latitude == 0 and longitude == 0 else (latitude, longitude)


def _exif_altitude(exif: Mapping[str, str]) -> float | None:
    below = exif.get("Exif.GPSInfo.GPSAltitudeRef", "0").strip() == "1"
    return _altitude(exif.get("Exif.GPSInfo.GPSAltitude", ""), below)


def _xmp_altitude(xmp: XmpTags) -> float | None:
    below = _text(xmp, "exif:GPSAltitudeRef") == "1"
    return _altitude(_text(xmp, "exif:GPSAltitude"), below)


def _altitude(text: str, below: bool) -> float | None:
    metres = _number(text)
    if metres is None or not -12_000 <= metres <= 100_000:
        return None
    return -abs(metres) if below and metres else metres


# With what


def _name(
    sidecar: XmpTags, xmp_name: str, exif: Mapping[str, str], exif_name: str, xmp: XmpTags
) -> str | None:
    return _first(
        _clean(_text(sidecar, xmp_name), _MAX_NAME),
        _clean(exif.get(exif_name, ""), _MAX_NAME),
        _clean(_text(xmp, xmp_name), _MAX_NAME),
    )


def _lens(exif: Mapping[str, str], xmp: XmpTags, sidecar: XmpTags) -> str | None:
    for text in (
        *(_text(sidecar, "exifEX:LensModel"), _text(sidecar, "aux:Lens")),
        *(exif.get("Exif.Photo.LensModel", ""), exif.get("lens", "")),
        *(_text(xmp, "exifEX:LensModel"), _text(xmp, "aux:Lens")),
    ):
        lens = _clean(text, _MAX_NAME)
        if lens is not None and not _NO_LENS.fullmatch(lens):
            return lens
    return None


def _exposure(exif: Mapping[str, str], xmp: XmpTags, sidecar: XmpTags) -> float | None:
    apex = _number(exif.get("Exif.Photo.ShutterSpeedValue", ""))
    return _first_between(
        0.0,
        100_000.0,
        _number(_text(sidecar, "exif:ExposureTime")),
        _number(exif.get("Exif.Photo.ExposureTime", "")),
        _number(exif.get("Exif.Image.ExposureTime", "")),
        2.0**-apex if apex is not None and abs(apex) < 30 else None,
        _number(_text(xmp, "exif:ExposureTime")),
    )


def _f_number(exif: Mapping[str, str], xmp: XmpTags, sidecar: XmpTags) -> float | None:
    apex = _number(exif.get("Exif.Photo.ApertureValue", ""))
    return _first_between(
        0.0,
        1000.0,
        _number(_text(sidecar, "exif:FNumber")),
        _number(exif.get("Exif.Photo.FNumber", "")),
        _number(exif.get("Exif.Image.FNumber", "")),
        round(2.0 ** (apex / 2), 1) if apex is not None and 0 < apex < 20 else None,
        _number(_text(xmp, "exif:FNumber")),
    )


def _iso(exif: Mapping[str, str], xmp: XmpTags, sidecar: XmpTags) -> int | None:
    value = _first_between(
        0.0,
        10_000_000.0,
        _number(_text(sidecar, "exif:ISOSpeedRatings")),
        _number(_text(sidecar, "exifEX:PhotographicSensitivity")),
        _number(exif.get("iso", "")),
        _number(exif.get("Exif.Photo.ISOSpeedRatings", "").partition(" ")[0]),
        _number(_text(xmp, "exif:ISOSpeedRatings")),
        _number(_text(xmp, "exifEX:PhotographicSensitivity")),
    )
    return None if value is None else round(value)


def _focal_length(exif: Mapping[str, str], xmp: XmpTags, sidecar: XmpTags) -> float | None:
    return _first_between(
        0.0,
        100_000.0,
        _number(_text(sidecar, "exif:FocalLength")),
        _number(exif.get("Exif.Photo.FocalLength", "")),
        _number(exif.get("Exif.Image.FocalLength", "")),
        _number(_text(xmp, "exif:FocalLength")),
    )


def _first_between(low: float, high: float, *candidates: float | None) -> float | None:
    """The first candidate above ``low`` and at most ``high``."""
    return next((c for c in candidates if c is not None and low < c <= high), None)


def _number(text: str) -> float | None:
    """A number or a fraction; None for anything else, for 0/0 and for infinities."""
    numerator, _, denominator = text.strip().partition("/")
    try:
        value = float(numerator) / float(denominator) if denominator else float(numerator)
    except (ValueError, ZeroDivisionError):
        return None
    return value if math.isfinite(value) else None


# In whose opinion and words


def _xmp_rating(xmp: XmpTags) -> int | None:
    stars = _number(_text(xmp, "xmp:Rating"))
    if stars is not None:
        return max(-1, min(5, round(stars)))
    return _percent_rating(_text(xmp, "MicrosoftPhoto:Rating"))


def _exif_rating(exif: Mapping[str, str]) -> int | None:
    stars = _number(exif.get("Exif.Image.Rating", ""))
    if stars is not None and 0 <= stars <= 5:
        return round(stars)
    return _percent_rating(exif.get("Exif.Image.RatingPercent", ""))


def _percent_rating(text: str) -> int | None:
    percent = _number(text)
    if percent is None or not 0 <= percent <= 100:
        return None
    return next((stars for least, stars in _PERCENT_TO_STARS if percent >= least), 0)


def _title(embedded: EmbeddedTags, sidecar: XmpTags) -> str | None:
    return _first(
        _clean(_text(sidecar, "dc:title"), LONGEST_TITLE),
        _clean(_text(embedded.xmp, "dc:title"), LONGEST_TITLE),
        _clean(_text(embedded.iptc, "Iptc.Application2.ObjectName"), LONGEST_TITLE),
        _clean(embedded.exif.get("Exif.Image.XPTitle", ""), LONGEST_TITLE),
    )


def _caption(embedded: EmbeddedTags, sidecar: XmpTags) -> str | None:
    exif = embedded.exif
    make = exif.get("Exif.Image.Make", "").strip()
    model = exif.get("Exif.Image.Model", "").strip()
    for text in (
        *(_text(sidecar, "dc:description"), _text(embedded.xmp, "dc:description")),
        _text(embedded.iptc, "Iptc.Application2.Caption"),
        *(exif.get("Exif.Image.ImageDescription", ""), exif.get("Exif.Photo.UserComment", "")),
        *(exif.get("Exif.Image.XPComment", ""), exif.get("Exif.Image.XPSubject", "")),
    ):
        caption = _clean(text, LONGEST_CAPTION, lines=True)
        if caption is None or is_boilerplate(caption):
            continue
        if caption.casefold() not in (make.casefold(), model.casefold()):
            return caption
    return None


def is_boilerplate(caption: str) -> bool:
    """Whether a caption is what cameras and programs write where a person's belongs."""
    return _BOILERPLATE.fullmatch(caption) is not None


def _text(tags: Mapping[str, tuple[str, ...]], name: str) -> str:
    values = tags.get(name, ())
    return values[0] if values else ""


def _clean(text: str, limit: int, *, lines: bool = False) -> str | None:
    """Text fit to store and show, at most ``limit`` characters; None if blank."""
    return clean_text(text, lines=lines)[:limit].rstrip() or None
