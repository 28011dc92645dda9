"""The filters of the query language: their values, and how they print."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn, TypeVar

from photoclip.core.errors import QueryError
from photoclip.core.labels import SEPARATOR, Source, is_source
from photoclip.core.types import PhotoId
from photoclip.search import query_dates
from photoclip.search.query_glob import Glob, collapse, escape, tokens, unescape
from photoclip.search.query_help import HELP
from photoclip.search.query_types import (
    EARTH_HALF_ROUND_M,
    MAX_ID,
    MAX_STARS,
    REJECTED,
    UNRATED,
    AlbumFilter,
    CameraFilter,
    CaptionFilter,
    DateFilter,
    Fact,
    Filter,
    FolderFilter,
    HasFilter,
    IdFilter,
    IsFilter,
    KeywordFilter,
    LabelFilter,
    LensFilter,
    NameFilter,
    NearFilter,
    PhotoType,
    RatingFilter,
    Trait,
    TypeFilter,
)

_Choice = TypeVar("_Choice", bound=StrEnum)


_TYPE_ALIASES = {
    "jpg": "jpeg",
    "jpe": "jpeg",
    "tif": "tiff",
    "heif": "heic",
    "hif": "heic",
    "j2k": "jp2",
    "jpx": "jp2",
    "jpeg2000": "jp2",
}
_FACT_ALIASES = {
    "location": "gps",
    "place": "gps",
    "keywords": "keyword",
    "stars": "rating",
    "labels": "label",
    "albums": "album",
    "captions": "caption",
    "machine-captions": "machine-caption",
}
_TRAIT_ALIASES = {
    "unlabeled": "unlabelled",
    "duplicated": "duplicate",
    "duplicates": "duplicate",
}
_KM = 1000.0
_UNITS = {"m": 1.0, "km": _KM, "mi": 1609.344, "": _KM}
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_DISTANCE = re.compile(r"(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)", re.ASCII | re.IGNORECASE)
_STARS = re.compile(r"[0-5]?", re.ASCII)
_COMPARISON = re.compile(r"(<=|>=|<|>)?([0-5])", re.ASCII)
_PLAIN_VALUE = re.compile(r'[^\s"^*?]+')


@dataclass(frozen=True, slots=True)
class Value:
    """What follows ``name:``: pieces, each quoted or not, at ``[start, end)`` of the query."""

    name: str
    pieces: tuple[tuple[str, bool], ...]
    start: int
    end: int

    @property
    def text(self) -> str:
        """The value without its quotes."""
        return "".join(text for text, _ in self.pieces)

    @property
    def quoted(self) -> bool:
        """Whether any of it was in quotes."""
        return any(quoted for _, quoted in self.pieces)

    def pattern(self) -> str:
        """The value as a pattern: only a ``*`` or ``?`` outside quotes is a wildcard."""
        return collapse(
            "".join(
                escape(text) if quoted else text.replace("\\", "\\\\")
                for text, quoted in self.pieces
            )
        )

    def glob(self) -> Glob:
        """The value as one pattern."""
        if not self.text.strip():
            self.refuse(f"{self.name}: has nothing to look for")
        return Glob(self.pattern())

    def refuse(self, message: str, start: int = 0, end: int | None = None) -> NoReturn:
        """Raise `QueryError` for ``[start, end)`` of the text, or for all of a quoted value."""
        if self.quoted or end is None:
            start, end = 0, self.end - self.start
        raise QueryError(message, self.start + start, self.start + end, HELP[self.name].expected)


def shortened(text: str) -> str:
    """Text short enough to stand in a message."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def suggestion(word: str, known: Iterable[str]) -> str:
    """``; did you mean "…"?`` for the nearest known word, or nothing."""
    # Comparing is quadratic in the length, and nobody mistypes a name into something this long.
    near = difflib.get_close_matches(word, list(known), n=1) if len(word) <= 32 else []
    return f'; did you mean "{near[0]}"?' if near else ""


# --- values --------------------------------------------------------------------------------------


def parse_filter(value: Value, negated: bool) -> Filter:
    """The filter ``value.name:`` stands for. Raises `QueryError`."""
    return _PARSERS[value.name](value, negated)


def choose(value: Value, kind: type[_Choice], aliases: Mapping[str, str], word: str) -> _Choice:
    """The member of ``kind`` that ``word``, a part of the value, names. Raises `QueryError`."""
    wanted = word.strip().lower()
    try:
        return kind(aliases.get(wanted, wanted))
    except ValueError:
        hint = suggestion(wanted, [*kind, *aliases])
        value.refuse(f'{value.name}: does not know "{shortened(word)}"{hint}')


def _parse_date(value: Value, negated: bool) -> Filter:
    read = {
        "date": query_dates.parse_range,
        "after": query_dates.parse_after,
        "before": query_dates.parse_before,
    }[value.name]
    try:
        start, end = read(value.text)
    except query_dates.DateError as mistake:
        value.refuse(str(mistake), mistake.start, mistake.end)
    return DateFilter(start, end, negated=negated)


def _parse_type(value: Value, negated: bool) -> Filter:
    types = frozenset(
        choose(value, PhotoType, _TYPE_ALIASES, word) for word in value.text.split(",")
    )
    return TypeFilter(types, negated=negated)


def _parse_folder(value: Value, negated: bool) -> Filter:
    pattern = value.pattern()
    names = [name for name in pattern.split("/") if name not in ("", ".")]
    if not names or not all(name.strip() for name in names):
        value.refuse("in: names no folder")
    if ".." in names:
        value.refuse('in: can\'t go up with ".."')
    return FolderFilter(tuple(map(Glob, names)), pattern.startswith("/"), negated=negated)


def _parse_label(value: Value, negated: bool) -> Filter:
    if not value.text.strip():
        value.refuse("label: has nothing to look for")
    found = label_filter(value.pattern(), negated=negated)
    if found is None:
        value.refuse("label: names no label")
    return found


def label_filter(pattern: str, *, negated: bool = False) -> LabelFilter | None:
    """The filter for a pattern as it was typed, with slashes and perhaps a source at its end.

    None where nothing is left of it, or where it ends in two sources.
    """
    parts = [stripped for part in pattern.split(SEPARATOR) if (stripped := part.strip())]
    anchored = pattern.lstrip().startswith(SEPARATOR)
    source = None
    if len(parts) > 1 and is_source(parts[-1]):
        source = Source(parts.pop().lower())
    if not parts or (len(parts) > 1 and is_source(parts[-1])):
        return None
    return LabelFilter(Glob(SEPARATOR.join(parts)), source, anchored, negated=negated)


def _parse_rating(value: Value, negated: bool) -> Filter:
    text = value.text.strip().lower()
    first, dots, last = text.partition("..")
    comparison = _COMPARISON.fullmatch(text)
    if text == "none":
        low, high = UNRATED, UNRATED
    elif text == "rejected":
        low, high = REJECTED, REJECTED
    elif comparison:
        low, high = _compared(comparison[1] or "", int(comparison[2]))
    elif dots and (first or last) and all(map(_STARS.fullmatch, (first, last))):
        # An open lower side means "rated, but no better than": unrated is asked for by its name.
        high = int(last) if last else MAX_STARS
        low = int(first) if first else min(1, high)
    else:
        value.refuse("this is not a rating")
    if low > high:
        value.refuse("no rating is in this range")
    return RatingFilter(low, high, negated=negated)


def _compared(sign: str, stars: int) -> tuple[int, int]:
    match sign:
        case ">":
            return stars + 1, MAX_STARS
        case ">=":
            return stars, MAX_STARS
        case "<":
            return 1, stars - 1
        case "<=":
            return min(1, stars), stars
        case _:
            return stars, stars


def _parse_near(value: Value, negated: bool) -> Filter:
    parts = [part.strip() for part in value.text.split(",")]
    if not 2 <= len(parts) <= 3 or not all(_NUMBER.fullmatch(part) for part in parts[:2]):
        value.refuse("this is not a place")
    latitude, longitude = _degrees(parts[0]), _degrees(parts[1])
    if abs(latitude) > 90:
        value.refuse("a latitude is from -90 to 90")
    if abs(longitude) > 180:
        value.refuse("a longitude is from -180 to 180")
    if len(parts) == 2:
        return NearFilter(latitude, longitude, negated=negated)
    distance = _DISTANCE.fullmatch(parts[2])
    if distance is None or distance[2].lower() not in _UNITS:
        value.refuse("this is not a distance in m, km or mi")
    radius = float(distance[1]) * _UNITS[distance[2].lower()]
    if not 1 <= radius <= EARTH_HALF_ROUND_M:
        value.refuse("a distance is from 1 m to 20038 km")
    return NearFilter(latitude, longitude, radius, negated=negated)


def _degrees(text: str) -> float:
    return float(text) + 0.0  # the sum turns -0.0 into 0.0


def _parse_id(value: Value, negated: bool) -> Filter:
    ids = frozenset(photo_id(value, word.strip()) for word in value.text.split(","))
    return IdFilter(ids, negated=negated)


def photo_id(value: Value, digits: str) -> PhotoId:
    """The photo number ``digits``, a part of the value, says. Raises `QueryError`."""
    # Looking at the length first: int() refuses thousands of digits with an error of its own.
    if not (digits.isascii() and digits.isdigit()) or len(digits) > len(str(MAX_ID)):
        value.refuse(f'"{shortened(digits)}" is not a photo\'s number')
    if int(digits) > MAX_ID:
        value.refuse(f'"{digits}" is too large for a photo\'s number')
    return PhotoId(int(digits))


def _parse_is(value: Value, negated: bool) -> Filter:
    if value.text.strip().lower() in ("labelled", "labeled"):
        return HasFilter(Fact.LABEL, negated=negated)
    return IsFilter(choose(value, Trait, _TRAIT_ALIASES, value.text), negated=negated)


_PARSERS: Mapping[str, Callable[[Value, bool], Filter]] = {
    "date": _parse_date,
    "after": _parse_date,
    "before": _parse_date,
    "camera": lambda value, negated: CameraFilter(value.glob(), negated=negated),
    "lens": lambda value, negated: LensFilter(value.glob(), negated=negated),
    "type": _parse_type,
    "in": _parse_folder,
    "name": lambda value, negated: NameFilter(value.glob(), negated=negated),
    "rating": _parse_rating,
    "keyword": lambda value, negated: KeywordFilter(value.glob(), negated=negated),
    "caption": lambda value, negated: CaptionFilter(value.glob(), negated=negated),
    "label": _parse_label,
    "album": lambda value, negated: AlbumFilter(value.glob(), negated=negated),
    "has": lambda value, negated: HasFilter(
        choose(value, Fact, _FACT_ALIASES, value.text), negated=negated
    ),
    "near": _parse_near,
    "is": _parse_is,
    "id": _parse_id,
}


# --- printing ------------------------------------------------------------------------------------


_NAMES: Mapping[type, str] = {
    CameraFilter: "camera",
    LensFilter: "lens",
    NameFilter: "name",
    KeywordFilter: "keyword",
    CaptionFilter: "caption",
    AlbumFilter: "album",
}


def format_filter(filter_: Filter) -> str:
    """The filter's canonical text, with its minus where it is negated."""
    return f"-{_format(filter_)}" if filter_.negated else _format(filter_)


def _format(filter_: Filter) -> str:
    match filter_:
        case DateFilter(start, end):
            return query_dates.format_interval(start, end)
        case (
            CameraFilter(glob)
            | LensFilter(glob)
            | NameFilter(glob)
            | KeywordFilter(glob)
            | CaptionFilter(glob)
            | AlbumFilter(glob)
        ):
            return f"{_NAMES[type(filter_)]}:{_format_pattern(glob.pattern)}"
        case LabelFilter(glob, source, anchored):
            origin = "" if source is None else f"/{source}"
            return f"label:{'/' if anchored else ''}{_format_pattern(glob.pattern)}{origin}"
        case FolderFilter(parts, anchored):
            path = "/".join(part.pattern for part in parts)
            return f"in:{_format_pattern(f'/{path}/' if anchored else f'{path}/')}"
        case TypeFilter(types):
            return f"type:{','.join(kind for kind in PhotoType if kind in types)}"
        case RatingFilter(low, high):
            return f"rating:{_format_rating(low, high)}"
        case HasFilter(fact):
            return f"has:{fact}"
        case IsFilter(trait):
            return f"is:{trait}"
        case IdFilter(ids):
            return f"id:{','.join(map(str, sorted(ids)))}"
        case NearFilter(latitude, longitude, radius):
            place = f"{format_number(latitude)},{format_number(longitude)}"
            return f"near:{place},{_format_distance(radius)}"


def quote(text: str) -> str:
    """The text in quotes, so that nothing in it has a meaning."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def format_number(number: float) -> str:
    """The shortest decimal that reads back as the same float, never with an exponent."""
    text = format(Decimal(repr(float(number))), "f")
    return text.removesuffix(".0")


def _format_pattern(pattern: str) -> str:
    pieces: list[str] = []
    literal = ""
    for token in [*tokens(pattern), ""]:
        if token in ("*", "?", ""):
            if literal:
                pieces.append(literal if _PLAIN_VALUE.fullmatch(literal) else quote(literal))
                literal = ""
            pieces.append(token)
        else:
            literal += unescape(token)
    return "".join(pieces)


def _format_rating(low: int, high: int) -> str:
    if low == high:
        return {REJECTED: "rejected", UNRATED: "none"}.get(low, str(low))
    return f">={low}" if high == MAX_STARS else f"{low}..{high}"


def _format_distance(radius: float) -> str:
    # Kilometres only where the division is exact both ways, so that miles come back unchanged.
    if radius >= _KM and (radius / _KM) * _KM == radius:
        return f"{format_number(radius / _KM)}km"
    return f"{format_number(radius)}m"
