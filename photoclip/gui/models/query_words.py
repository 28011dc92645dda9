"""How a query was understood, in plain words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from photoclip.browse.messages import Chip, ChipKind
from photoclip.core.labels import leaf, parent
from photoclip.gui.models.date_filter import DATE_NAMES, period
from photoclip.gui.models.label_words import path_shown
from photoclip.gui.models.query_text import is_pattern, named, plain, weight_of
from photoclip.gui.models.text import readable

translate = QCoreApplication.translate
_NO_NAMES: Mapping[int, str] = MappingProxyType({})
_DISTANCE = re.compile(r"([\d.]+)(m|km|mi)", re.ASCII)
_MOST_IDS = 3
TYPE_NAMES = {
    "raw": "RAW",
    "jpeg": "JPEG",
    "heic": "HEIC",
    "png": "PNG",
    "tiff": "TIFF",
    "webp": "WebP",
    "avif": "AVIF",
    "gif": "GIF",
    "bmp": "BMP",
    "jp2": "JPEG 2000",
}
"""The kinds of file ``type:`` knows, the usual ones first, and what people call them."""


def describe(chip: Chip, photo_names: Mapping[int, str] = _NO_NAMES) -> str:
    """One part of a query in plain words, safe to show: "taken 2019 – 2021".

    ``photo_names`` maps a photo's key to its file name, where it is known.
    """
    match chip.kind:
        case ChipKind.WORDS:
            words = translate("Query", "shows: {words}").format(words=chip.value)
            return readable(_weighed(words, chip))
        case ChipKind.LIKE:
            said = translate("Query", "like {photo}").format(photo=_photo(chip, photo_names))
            return readable(_weighed(said, chip))
        case ChipKind.EXCLUDED if _is_like(chip):
            photo = _photo(chip, photo_names)
            return readable(translate("Query", "not like {photo}").format(photo=photo))
        case ChipKind.EXCLUDED:
            return readable(translate("Query", "without {words}").format(words=chip.value))
        case ChipKind.ORDER:
            return _order(chip)
        case ChipKind.FILTER:
            return readable(_filter(chip))


def brief(chip: Chip) -> str:
    """A filter's value alone, for a button that bears the filter's name: "2019 – 2021"."""
    name, value = named(chip)
    if name in DATE_NAMES:
        said = _span(name, value)
    elif name == "type":
        said = _types(value)
    elif name == "rating":
        said = _rating(value)
    elif name in ("is", "has"):
        return readable(_filter(chip))
    else:
        said = plain(value)
    return readable(translate("Query", "not {what}").format(what=said) if chip.negated else said)


def _weighed(said: str, chip: Chip) -> str:
    weight = weight_of(chip)
    if not weight:
        return said
    return translate("Query", "{part} (counts {weight}×)").format(part=said, weight=weight)


def _is_like(chip: Chip) -> bool:
    return chip.photo is not None or chip.text.startswith("-like:")


def _photo(chip: Chip, photo_names: Mapping[int, str]) -> str:
    if chip.photo is None:
        path = plain(chip.text.removeprefix("-").removeprefix("like:").rpartition("^")[0])
        path = path or plain(chip.text.removeprefix("-").removeprefix("like:"))
        return re.split(r"[/\\]", path.rstrip("/\\"))[-1] or path
    numbered = translate("Query", "photo #{number}").format(number=chip.photo)
    name = photo_names.get(chip.photo)
    return f"{name} ({numbered})" if name else numbered


def _order(chip: Chip) -> str:
    orders = {
        "date": translate("Query", "newest first"),
        "-date": translate("Query", "oldest first"),
        "name": translate("Query", "by name, from A to Z"),
        "-name": translate("Query", "by name, from Z to A"),
        "rating": translate("Query", "best rated first"),
        "-rating": translate("Query", "worst rated first"),
        "score": translate("Query", "best match first"),
        "-score": translate("Query", "weakest match first"),
    }
    return orders.get(named(chip)[1], readable(chip.text))


def _filter(chip: Chip) -> str:
    name, value = named(chip)
    said = _of_text(name, value, chip.negated)
    if said is not None:
        return said
    facts = _facts(chip.negated) if name == "has" else {}
    if value in facts:
        return facts[value]
    if (name, value, chip.negated) == ("rating", "none", True):
        return translate("Query", "rated")
    said = _of_kind(name, value)
    if said is None:
        return chip.text
    return translate("Query", "not {what}").format(what=said) if chip.negated else said


def _of_text(name: str, value: str, negated: bool) -> str | None:
    """Filters whose value is a text or a pattern; they say no in their own way."""
    if name == "label":
        return _labelled(plain(value), negated)
    said = {
        "camera": (
            translate("Query", "camera contains {text}"),
            translate("Query", "camera does not contain {text}"),
        ),
        "camera*": (
            translate("Query", "camera matches {text}"),
            translate("Query", "camera does not match {text}"),
        ),
        "lens": (
            translate("Query", "lens contains {text}"),
            translate("Query", "lens does not contain {text}"),
        ),
        "lens*": (
            translate("Query", "lens matches {text}"),
            translate("Query", "lens does not match {text}"),
        ),
        "name": (
            translate("Query", "file name contains {text}"),
            translate("Query", "file name does not contain {text}"),
        ),
        "name*": (
            translate("Query", "file name matches {text}"),
            translate("Query", "file name does not match {text}"),
        ),
        "keyword": (
            translate("Query", "with keyword {text}"),
            translate("Query", "without keyword {text}"),
        ),
        "caption": (
            translate("Query", "caption contains {text}"),
            translate("Query", "caption does not contain {text}"),
        ),
        "caption*": (
            translate("Query", "caption matches {text}"),
            translate("Query", "caption does not match {text}"),
        ),
        "album": (
            translate("Query", "in album {text}"),
            translate("Query", "not in album {text}"),
        ),
        "in": (
            translate("Query", "in folder {text}"),
            translate("Query", "not in folder {text}"),
        ),
    }
    found = said.get(f"{name}*") if is_pattern(value) else None
    found = found or said.get(name)
    if found is None:
        return None
    text = plain(value)
    if name == "in":
        text = text.rstrip("/") or text
    return found[negated].format(text=text)


def _labelled(text: str, negated: bool) -> str:
    """A label, all photos that have it or those that have it from one source."""
    sources = {
        "confirmed": (
            translate("Query", "confirmed as {text}"),
            translate("Query", "not confirmed as {text}"),
        ),
        "rejected": (
            translate("Query", "said not to be {text}"),
            translate("Query", "not said not to be {text}"),
        ),
        "imported": (
            translate("Query", "labelled {text} in the file"),
            translate("Query", "not labelled {text} in the file"),
        ),
        "auto": (
            translate("Query", "labelled {text} by PhotoClip"),
            translate("Query", "not labelled {text} by PhotoClip"),
        ),
        "suggested": (
            translate("Query", "suggested as {text}"),
            translate("Query", "not suggested as {text}"),
        ),
    }
    every = (translate("Query", "labelled {text}"), translate("Query", "not labelled {text}"))
    own = sources.get(leaf(text).lower()) if parent(text) else None
    name = parent(text) if own else text
    return (own or every)[negated].format(text=path_shown(name.strip("/")) or name)


def _facts(negated: bool) -> dict[str, str]:
    if negated:
        return {
            "gps": translate("Query", "without a place"),
            "date": translate("Query", "without a date"),
            "rating": translate("Query", "without a rating"),
            "keyword": translate("Query", "without keywords"),
            "caption": translate("Query", "without a caption"),
            "machine-caption": translate("Query", "without a model’s caption"),
            "title": translate("Query", "without a title"),
            "camera": translate("Query", "camera not known"),
            "lens": translate("Query", "lens not known"),
            "label": translate("Query", "without a label"),
            "album": translate("Query", "in no album"),
        }
    return {
        "gps": translate("Query", "with a place"),
        "date": translate("Query", "with a date"),
        "rating": translate("Query", "with a rating"),
        "keyword": translate("Query", "with keywords"),
        "caption": translate("Query", "with a caption"),
        "machine-caption": translate("Query", "with a model’s caption"),
        "title": translate("Query", "with a title"),
        "camera": translate("Query", "camera known"),
        "lens": translate("Query", "lens known"),
        "label": translate("Query", "with a label"),
        "album": translate("Query", "in an album"),
    }


def _of_kind(name: str, value: str) -> str | None:
    match name:
        case "date" | "after" | "before":
            return _taken(name, value)
        case "type":
            return _types(value)
        case "rating":
            return _rating(value)
        case "is":
            return _traits().get(value)
        case "near":
            return _near(value)
        case "id":
            return _ids(value)
        case _:
            return None


def _traits() -> dict[str, str]:
    return {
        "portrait": translate("Query", "in portrait format"),
        "landscape": translate("Query", "in landscape format"),
        "square": translate("Query", "square"),
        "animated": translate("Query", "animated"),
        "offline": translate("Query", "on a drive that is away"),
        "failed": translate("Query", "unreadable"),
        "picked": translate("Query", "picked"),
        "rejected": translate("Query", "rejected"),
        "unflagged": translate("Query", "neither picked nor rejected"),
        "duplicate": translate("Query", "in several copies"),
        "unlabelled": translate("Query", "without a label"),
    }


def _taken(name: str, value: str) -> str:
    match name, value.partition(".."):
        case "before", _:
            return translate("Query", "taken before {when}").format(when=_period(value))
        case "after", _:
            return translate("Query", "taken after {when}").format(when=_period(value))
        case _, (first, "..", ""):
            return translate("Query", "taken {when} or later").format(when=_period(first))
        case _, ("", "..", last):
            return translate("Query", "taken {when} or earlier").format(when=_period(last))
        case _:
            return translate("Query", "taken {when}").format(when=_span(name, value))


def _span(name: str, value: str) -> str:
    match name, value.partition(".."):
        case "before", _:
            return translate("Query", "before {when}").format(when=_period(value))
        case "after", _:
            return translate("Query", "after {when}").format(when=_period(value))
        case _, (first, "..", ""):
            return translate("Query", "{when} or later").format(when=_period(first))
        case _, ("", "..", last):
            return translate("Query", "{when} or earlier").format(when=_period(last))
        case _, (first, "..", last):
            return translate("Query", "{first} – {last}").format(
                first=_period(first), last=_period(last)
            )
        case _:
            return _period(value)


def _period(text: str) -> str:
    try:
        first, _ = period(text)
    except ValueError:
        return text
    if "-" not in text:
        return text
    day = text.count("-") == 2
    return shown_day(first) if day else _shown(first, translate("Query", "MMMM yyyy"))


def shown_day(day: date) -> str:
    """A day as the person's language writes it."""
    return _shown(day, translate("Query", "d MMMM yyyy"))


def _shown(day: date, pattern: str) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def _types(value: str) -> str:
    names = [TYPE_NAMES.get(kind, kind.upper()) for kind in value.split(",")]
    if len(names) == 1:
        return names[0]
    return translate("Query", "{these} or {last}").format(
        these=", ".join(names[:-1]), last=names[-1]
    )


def _rating(value: str) -> str:
    exactly = (
        translate("Query", "not rated"),
        translate("Query", "1 star"),
        translate("Query", "2 stars"),
        translate("Query", "3 stars"),
        translate("Query", "4 stars"),
        translate("Query", "5 stars"),
    )
    at_least = (
        translate("Query", "rated or not"),
        translate("Query", "at least 1 star"),
        translate("Query", "at least 2 stars"),
        translate("Query", "at least 3 stars"),
        translate("Query", "at least 4 stars"),
        translate("Query", "5 stars"),
    )
    up_to = (
        translate("Query", "not rated"),
        translate("Query", "at most 1 star, or not rated"),
        translate("Query", "at most 2 stars, or not rated"),
        translate("Query", "at most 3 stars, or not rated"),
        translate("Query", "at most 4 stars, or not rated"),
        translate("Query", "rated or not"),
    )
    words = {"none": exactly[0], "rejected": translate("Query", "rejected by its rating")}
    if value in words:
        return words[value]
    match = re.fullmatch(r"(>=)?([0-5])(?:\.\.([0-5]))?", value, re.ASCII)
    if match is None:
        return value
    low = int(match[2])
    if match[1]:
        return at_least[low]
    if match[3] is None:
        return exactly[low]
    if low == 0:
        return up_to[int(match[3])]
    return translate("Query", "{low} to {high} stars").format(low=low, high=match[3])


def _near(value: str) -> str:
    parts = value.split(",")
    distance = _DISTANCE.fullmatch(parts[2]) if len(parts) == 3 else None
    if distance is None:
        return value
    return translate("Query", "within {distance} of {latitude}, {longitude}").format(
        distance=f"{distance[1]} {distance[2]}", latitude=parts[0], longitude=parts[1]
    )


def _ids(value: str) -> str:
    numbers = [f"#{number}" for number in value.split(",")]
    if len(numbers) == 1:
        return translate("Query", "photo {number}").format(number=numbers[0])
    shown = ", ".join(numbers[:_MOST_IDS])
    if len(numbers) > _MOST_IDS:
        return translate("Query", "photos {numbers} and {count} more").format(
            numbers=shown, count=len(numbers) - _MOST_IDS
        )
    return translate("Query", "photos {numbers}").format(numbers=shown)
