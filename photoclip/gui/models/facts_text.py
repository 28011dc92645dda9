"""What is known of a photo, put into words: pure text, as a camera or a person would write it.

Whatever a file claims – no number, none that can be, a monstrous one – comes out as text or as
nothing, never as an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from photoclip.browse.messages import Details, ItemState
from photoclip.core.types import Band
from photoclip.gui.models.query_text import quoted
from photoclip.gui.models.text import Counted, readable, readable_path
from photoclip.gui.models.told import told

DOT = " · "
_NEAR = "1km"
translate = QCoreApplication.translate  # the name by which the texts are collected


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a fact. ``query`` finds the photos that share it, ``path`` is the file it names."""

    text: str
    query: str = ""
    path: bytes | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known: its name and its pieces, which ``between`` joins."""

    name: str
    parts: tuple[Part, ...]
    between: str = DOT


def facts(details: Details, locale: QLocale) -> tuple[Fact, ...]:
    """Everything worth a line, in the order a person looks for it; nothing that isn't known."""
    card = details.card
    lines = (
        Fact(translate("Facts", "Taken"), _taken(card.taken_at, details.utc_offset, locale)),
        Fact(translate("Facts", "Changed"), _changed(details, locale)),
        Fact(translate("Facts", "Camera"), _shared("camera", details.camera)),
        Fact(translate("Facts", "Lens"), _shared("lens", details.lens)),
        Fact(translate("Facts", "Exposure"), _plain(shot(details, locale))),
        Fact(translate("Facts", "Size"), _plain(size(details, locale))),
        Fact(translate("Facts", "Place"), _place(details, locale)),
        Fact(translate("Facts", "Keywords"), _each("keyword", details.keywords), ", "),
        Fact(translate("Facts", "Albums"), _each("album", details.albums), ", "),
        Fact(translate("Facts", "Files"), _files(details), "\n\n")
        if len(details.files) > 1
        else Fact(translate("Facts", "File"), _files(details)),
        Fact(translate("Facts", "Added"), _plain(moment(details.added_at, locale))),
    )
    return tuple(line for line in lines if line.parts)


def filter_query(name: str, value: str) -> str:
    """The query of one filter for exactly this value; empty where there is nothing to look for."""
    if not value.strip():
        return ""
    return f"{name}:{quoted(value)}"


# --- numbers ----------------------------------------------------------------------------------------


def _sane(number: float | None, least: float, most: float) -> bool:
    """Whether there is a number that can be shown; false for NaN too."""
    return number is not None and least <= number <= most


def exposure(seconds: float | None, locale: QLocale) -> str:
    """``1/250 s``, ``1/2 s``, ``0.8 s``, ``30 s``; nothing for what no shutter does."""
    if seconds is None or not _sane(seconds, 1e-6, 1e6):
        return ""
    if seconds < 1:
        whole = round(1 / seconds)
        if seconds < 0.3 or abs(whole * seconds - 1) < 0.02:
            return translate("Facts", "{0} s").format(f"1/{whole}" if whole > 1 else "1")
    return translate("Facts", "{0} s").format(decimal(seconds, 1, locale))


def aperture(f_number: float | None, locale: QLocale) -> str:
    """``f/2.8``, ``f/0.95``, ``f/11``."""
    if f_number is None or not _sane(f_number, 0.1, 1000):
        return ""
    return f"f/{decimal(f_number, 2 if f_number < 1 else 1, locale)}"


def sensitivity(iso: int | None) -> str:
    """``ISO 400``."""
    return f"ISO {iso}" if iso is not None and _sane(iso, 1, 1e8) else ""


def focal(millimetres: float | None, locale: QLocale) -> str:
    """``35 mm``, ``4.3 mm``."""
    if millimetres is None or not _sane(millimetres, 0.1, 1e5):
        return ""
    return translate("Facts", "{0} mm").format(decimal(millimetres, 1, locale))


def decimal(number: float, places: int, locale: QLocale) -> str:
    """The number with at most so many decimals, none that is a nought at the end."""
    rounded = round(float(number), places)
    for fewer in range(places):
        if round(rounded, fewer) == rounded:
            places = fewer
            break
    return locale.toString(rounded, "f", places)


def shot(details: Details, locale: QLocale) -> str:
    """``1/250 s · f/2.8 · ISO 400 · 35 mm``, as far as it is known."""
    return _joined(
        exposure(details.exposure_time, locale),
        aperture(details.f_number, locale),
        sensitivity(details.iso),
        focal(details.focal_length, locale),
    )


def size(details: Details, locale: QLocale) -> str:
    """``4000 × 3000 · 12 MP · 3.7 MB · JPEG``, as far as it is known."""
    card = details.card
    frames = ""
    if card.frames > 1:
        frames = Counted.tr("%n picture(s)", "", card.frames)
    return _joined(
        pixels(card.width, card.height),
        megapixels(card.width, card.height, locale),
        file_size(details.byte_size, locale),
        readable(card.format).upper(),
        frames,
    )


def pixels(width: int, height: int) -> str:
    """``4000 × 3000``."""
    return f"{width} × {height}" if width > 0 and height > 0 else ""


def megapixels(width: int, height: int, locale: QLocale) -> str:
    """``12 MP``, ``0.3 MP``; nothing for tiny pictures."""
    millions = width * height / 1e6
    if width <= 0 or height <= 0 or millions < 0.05:
        return ""
    return translate("Facts", "{0} MP").format(
        decimal(millions, 0 if millions >= 10 else 1, locale)
    )


def file_size(size_in_bytes: int, locale: QLocale) -> str:
    """``3.7 MB`` (a thousand kB); nothing where it isn't known."""
    if not 0 < size_in_bytes < 1 << 63:
        return ""
    small = size_in_bytes < 1_000_000
    si = QLocale.DataSizeFormat.DataSizeSIFormat
    return locale.formattedDataSize(size_in_bytes, 0 if small else 1, si)


def percent(share: float, locale: QLocale) -> str:
    """``92%`` of a share from 0 to 1. Never 100 where some doubt is left, never 0 for some hope."""
    if math.isnan(share):
        return ""
    share = min(1.0, max(0.0, share))
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    return translate("Facts", "{0}%").format(locale.toString(whole))


# --- time and place -----------------------------------------------------------------------------------


def moment(iso: str | None, locale: QLocale) -> str:
    """A date and time in ISO 8601, as this locale writes it; in the person's own time zone if the
    text names one. What is no time comes back as it is.
    """
    if not iso:
        return ""
    try:
        # Not QDateTime: the camera's clock may show an hour that summer time leaves out here.
        time = datetime.fromisoformat(iso)
        time = time.astimezone() if time.tzinfo is not None else time
    except (ValueError, OverflowError, OSError):
        return readable(iso)
    day = locale.toString(QDate(time.year, time.month, time.day), QLocale.FormatType.LongFormat)
    if len(iso.strip()) <= len("2024-07-15"):
        return day
    clock = QTime(time.hour, time.minute)
    return f"{day}, {locale.toString(clock, QLocale.FormatType.ShortFormat)}"


def offset(minutes: int | None) -> str:
    """``UTC+02:00``; nothing where it isn't known or no place on earth has it."""
    if minutes is None or abs(minutes) > 18 * 60:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


def coordinates(latitude: float | None, longitude: float | None, locale: QLocale) -> str:
    """``48.8583° N, 2.2945° E``; nothing for what is no place on earth."""
    if latitude is None or longitude is None or not _on_earth(latitude, longitude):
        return ""
    north = translate("Facts", "{0}° S") if latitude < 0 else translate("Facts", "{0}° N")
    east = translate("Facts", "{0}° W") if longitude < 0 else translate("Facts", "{0}° E")
    return ", ".join(
        (
            north.format(locale.toString(float(abs(latitude)), "f", 4)),
            east.format(locale.toString(float(abs(longitude)), "f", 4)),
        )
    )


def near_query(latitude: float | None, longitude: float | None) -> str:
    """The query for photos taken around here; empty for what is no place on earth."""
    if latitude is None or longitude is None or not _on_earth(latitude, longitude):
        return ""
    return f"near:{_degrees(latitude)},{_degrees(longitude)},{_NEAR}"


def _on_earth(latitude: float, longitude: float) -> bool:
    return _sane(latitude, -90, 90) and _sane(longitude, -180, 180)


def _degrees(number: float) -> str:
    text = f"{number:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


# --- judgements ---------------------------------------------------------------------------------------


def band_word(band: Band) -> str:
    """A band as a word."""
    match band:
        case Band.LIKELY:
            return translate("Facts", "Likely")
        case Band.MAYBE:
            return translate("Facts", "Maybe")
        case Band.UNLIKELY:
            return translate("Facts", "Unlikely")


def band_meaning(band: Band) -> str:
    """What a band promises, in plain words."""
    match band:
        case Band.LIKELY:
            return translate(
                "Facts", "Likely: the photo probably shows this; it may be wrong now and then."
            )
        case Band.MAYBE:
            return translate(
                "Facts", "Maybe: something in the photo points to this; look for yourself."
            )
        case Band.UNLIKELY:
            return translate("Facts", "Unlikely: little in the photo points to this.")


# --- pieces of facts ----------------------------------------------------------------------------------


def _joined(*texts: str) -> str:
    return DOT.join(filter(None, texts))


def _plain(text: str | None) -> tuple[Part, ...]:
    # A caption may have lines; they are kept, everything else that can't be shown is not.
    lines = [readable(line) for line in (text or "").strip().splitlines()]
    return (Part("\n".join(lines)),) if any(lines) else ()


def _shared(name: str, value: str | None) -> tuple[Part, ...]:
    return tuple(Part(part.text, filter_query(name, value or "")) for part in _plain(value))


def _each(name: str, values: Iterable[str]) -> tuple[Part, ...]:
    return tuple(
        Part(readable(value), filter_query(name, value)) for value in values if value.strip()
    )


def _taken(taken_at: str | None, utc_offset: int | None, locale: QLocale) -> tuple[Part, ...]:
    text = moment(taken_at, locale)
    if not text:
        return ()
    day = re.match(r"[1-9]\d{3}-\d{2}-\d{2}", taken_at or "", re.ASCII)
    zone = offset(utc_offset)
    taken = Part(text, f"date:{day[0]}" if day else "")
    return (taken, Part(zone)) if zone else (taken,)


def _changed(details: Details, locale: QLocale) -> tuple[Part, ...]:
    """When the file was changed, for what has no better date."""
    return () if details.card.taken_at else _plain(moment(details.card.modified_at, locale))


def _place(details: Details, locale: QLocale) -> tuple[Part, ...]:
    text = coordinates(details.latitude, details.longitude, locale)
    height = ""
    if details.altitude is not None and _sane(details.altitude, -12_000, 100_000):
        height = translate("Facts", "{0} m").format(locale.toString(round(details.altitude)))
    place = Part(text, near_query(details.latitude, details.longitude))
    return tuple(part for part in (place, Part(height)) if part.text)


def _files(details: Details) -> tuple[Part, ...]:
    places = details.files
    if not places:
        return (Part(readable_path(details.card.path), path=details.card.path),)
    return tuple(
        Part(
            translate("Facts", "{0} (offline)").format(readable_path(place.path))
            if place.offline
            else readable_path(place.path),
            path=place.path,
        )
        for place in places
    )


def state_text(details: Details) -> str:
    """What is odd about this photo or its file, calmly; nothing if all is well."""
    card = details.card
    sentences = []
    if card.state is ItemState.FAILED:
        why = told(card.reason) or translate("Facts", "the reason is not known")
        sentences.append(translate("Facts", "This file could not be read: {0}").format(why))
    elif card.state is ItemState.WAITING:
        sentences.append(translate("Facts", "This file still waits to be read."))
    if details.warning:
        sentences.append(told(details.warning))
    if card.offline:
        sentences.append(translate("Facts", "Its drive is not connected."))
    return "\n".join(sentences)
