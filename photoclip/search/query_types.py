"""What a query means, as frozen values: terms to rank by, filters to narrow by, an order.

Every value that can be built can be printed by `photoclip.search.query.format_query` and parsed
back to an equal one, so a constructor refuses (`ValueError`) what the language has no words for.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import TypeAlias

from photoclip.core.labels import SEPARATOR, Source, is_source
from photoclip.core.types import PhotoId
from photoclip.search.query_glob import Glob

MIN_WEIGHT = 0.01
MAX_WEIGHT = 100.0
FIRST_YEAR = 1000  # a year is always written with four digits
MAX_ID = 2**63 - 1  # SQLite's largest rowid
MAX_STARS = 5
UNRATED = 0
REJECTED = -1
EARTH_HALF_ROUND_M = 20_038_000.0  # half the equator: no two places are further apart


class PhotoType(StrEnum):
    """The kinds of file ``type:`` tells apart."""

    RAW = "raw"
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    AVIF = "avif"
    GIF = "gif"
    TIFF = "tiff"
    BMP = "bmp"
    HEIC = "heic"
    JP2 = "jp2"


class Fact(StrEnum):
    """What ``has:`` can ask for: something the photo's metadata says, or a person gave it."""

    GPS = "gps"
    DATE = "date"
    RATING = "rating"
    KEYWORD = "keyword"
    CAPTION = "caption"
    MACHINE_CAPTION = "machine-caption"
    TITLE = "title"
    CAMERA = "camera"
    LENS = "lens"
    LABEL = "label"
    ALBUM = "album"


class Trait(StrEnum):
    """What ``is:`` can ask of a photo's shape or state, or of a person's quick choice."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"
    SQUARE = "square"
    ANIMATED = "animated"
    OFFLINE = "offline"
    FAILED = "failed"
    DUPLICATE = "duplicate"
    PICKED = "picked"
    REJECTED = "rejected"
    UNFLAGGED = "unflagged"
    UNLABELLED = "unlabelled"


class SortKey(StrEnum):
    """What ``sort:`` can order by."""

    DATE = "date"
    NAME = "name"
    RATING = "rating"
    SCORE = "score"

    @property
    def naturally_descending(self) -> bool:
        """Whether plain ``sort:key`` starts with the greatest: newest, best rated, best match."""
        return self is not SortKey.NAME


# --- terms ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextTerm:
    """Words the photo should show; ``text`` goes to the encoder exactly as it is."""

    text: str
    weight: float = 1.0

    def __post_init__(self) -> None:
        _require(bool(self.text.strip()), "a text term needs text")
        _require_weight(self.weight)


@dataclass(frozen=True, slots=True)
class LikeTerm:
    """A photo the results should look like: a path as the person typed it, or a photo's number."""

    photo: str | PhotoId
    weight: float = 1.0

    def __post_init__(self) -> None:
        if isinstance(self.photo, str):
            _require(bool(self.photo.strip()), "like: needs a path")
        else:
            _require(0 <= self.photo <= MAX_ID, "a photo number is from 0 to 2**63 - 1")
        _require_weight(self.weight)


@dataclass(frozen=True, slots=True)
class ExcludeTerm:
    """What the photo should not show. ``term.weight`` is always 1: out is out."""

    term: TextTerm | LikeTerm

    def __post_init__(self) -> None:
        _require(self.term.weight == 1.0, "an exclusion has no weight")


Term: TypeAlias = TextTerm | LikeTerm | ExcludeTerm


# --- filters -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Filter:
    """What all filters share.

    ``negated`` turns a filter into its exact complement: ``-date:2024`` also keeps photos without a
    date. The ``holds`` methods below answer for the condition itself, before negation.
    """

    negated: bool = field(default=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class DateFilter(_Filter):
    """``date:``, ``after:``, ``before:``: taken in ``[start, end)``, local wall-clock time.

    Both are naive midnights, None leaves a side open, never both. A photo without a date is in none.
    """

    start: datetime | None
    end: datetime | None

    def __post_init__(self) -> None:
        _require(self.start is not None or self.end is not None, "an interval needs an end")
        for moment in (self.start, self.end):
            if moment is not None:
                _require(moment.year >= FIRST_YEAR, f"years start at {FIRST_YEAR}")
                _require(moment.timetz() == time(), "an interval goes from midnight to midnight")
        if self.start is not None and self.end is not None:
            _require(self.start < self.end, "an interval ends after it starts")


@dataclass(frozen=True, slots=True)
class CameraFilter(_Filter):
    """``camera:`` the pattern is found in the camera's make and model."""

    pattern: Glob

    def holds(self, make: str | None, model: str | None) -> bool:
        """Whether "make model", or one of the two alone, has the pattern."""
        candidates = (make, model, f"{make} {model}" if make and model else None)
        return any(self.pattern.found_in(name) for name in candidates if name)


@dataclass(frozen=True, slots=True)
class LensFilter(_Filter):
    """``lens:`` the pattern is found in the lens's name."""

    pattern: Glob

    def holds(self, lens: str | None) -> bool:
        """Whether the lens is known and has the pattern."""
        return bool(lens) and self.pattern.found_in(lens or "")


@dataclass(frozen=True, slots=True)
class TypeFilter(_Filter):
    """``type:`` the file is one of these kinds."""

    types: frozenset[PhotoType]

    def __post_init__(self) -> None:
        _require(bool(self.types), "type: needs a type")


@dataclass(frozen=True, slots=True)
class FolderFilter(_Filter):
    """``in:`` the photo lies in this folder or below it.

    ``parts`` are the patterns of consecutive folder names. They may stand anywhere along the
    photo's path, unless ``anchored`` (the person typed a leading slash): then they start it.
    """

    parts: tuple[Glob, ...]
    anchored: bool = False

    def __post_init__(self) -> None:
        _require(bool(self.parts), "in: needs a folder")
        for part in self.parts:
            _require("/" not in part.pattern, "a folder's name has no slash")
            _require(part.pattern not in (".", ".."), "a folder is named, not relative")

    def holds(self, folder: str) -> bool:
        """Whether ``folder``, the absolute path of the photo's folder with ``/``, is in here."""
        names = [name for name in folder.split("/") if name]
        last = 0 if self.anchored else len(names) - len(self.parts)
        return any(
            len(names) - at >= len(self.parts)
            and all(part.matches(name) for part, name in zip(self.parts, names[at:], strict=False))
            for at in range(last + 1)
        )


@dataclass(frozen=True, slots=True)
class NameFilter(_Filter):
    """``name:`` the pattern is found in the file's name (extension included, folder not)."""

    pattern: Glob

    def holds(self, name: str) -> bool:
        """Whether the file name has the pattern."""
        return self.pattern.found_in(name)


@dataclass(frozen=True, slots=True)
class RatingFilter(_Filter):
    """``rating:`` stars in ``[minimum, maximum]``; 0 is "no stars", stored as 0 or not at all.

    -1 (rejected) stands alone: ``RatingFilter(-1, -1)``.
    """

    minimum: int
    maximum: int

    def __post_init__(self) -> None:
        if (self.minimum, self.maximum) != (REJECTED, REJECTED):
            _require(UNRATED <= self.minimum <= self.maximum <= MAX_STARS, "ratings go from 0 to 5")


@dataclass(frozen=True, slots=True)
class KeywordFilter(_Filter):
    """``keyword:`` one of the photo's keywords is this (whole, so that cat is not category)."""

    pattern: Glob

    def holds(self, keywords: Iterable[str]) -> bool:
        """Whether one of the keywords matches."""
        return any(self.pattern.matches(keyword) for keyword in keywords)


@dataclass(frozen=True, slots=True)
class CaptionFilter(_Filter):
    """``caption:`` the pattern is found in the caption.

    In a person's, or else the file's; and in that which a model wrote about the photo.
    """

    pattern: Glob

    def holds(self, caption: str) -> bool:
        """Whether the caption has the pattern."""
        return self.pattern.found_in(caption)


@dataclass(frozen=True, slots=True)
class LabelFilter(_Filter):
    """``label:`` the photo has this label: a person confirmed it, its file says so, or a rule.

    The pattern fits the name or parts of it in a row: ``Dog`` is also ``Animals/Dog``, and what stands
    below. ``anchored`` (a leading slash): from the name's beginning. ``source``: only from there.
    """

    pattern: Glob
    source: Source | None = None
    anchored: bool = False

    def __post_init__(self) -> None:
        parts = self.pattern.pattern.split(SEPARATOR)
        _require(all(part and part == part.strip() for part in parts), "a part of a label is empty")
        _require(len(parts) == 1 or not is_source(parts[-1]), "below a label that is a source")

    def holds(self, labels: Iterable[str]) -> bool:
        """Whether one of the photo's labels (those from the source) matches."""
        return any(self.pattern.matches_within(label, SEPARATOR, self.anchored) for label in labels)


@dataclass(frozen=True, slots=True)
class AlbumFilter(_Filter):
    """``album:`` a person put the photo into this album (whole name)."""

    pattern: Glob

    def holds(self, albums: Iterable[str]) -> bool:
        """Whether one of the photo's albums matches."""
        return any(self.pattern.matches(album) for album in albums)


@dataclass(frozen=True, slots=True)
class HasFilter(_Filter):
    """``has:`` the photo has this at all."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class NearFilter(_Filter):
    """``near:`` taken within ``radius_m`` metres of a place (WGS 84 degrees).

    A photo without GPS is near nothing.
    """

    latitude: float
    longitude: float
    radius_m: float = 10_000.0

    def __post_init__(self) -> None:
        _require(-90 <= self.latitude <= 90, "a latitude is from -90 to 90")
        _require(-180 <= self.longitude <= 180, "a longitude is from -180 to 180")
        _require(1 <= self.radius_m <= EARTH_HALF_ROUND_M, "a radius is from 1 m to 20038 km")


@dataclass(frozen=True, slots=True)
class IsFilter(_Filter):
    """``is:`` the photo has this shape, is in this state or got this flag."""

    trait: Trait


@dataclass(frozen=True, slots=True)
class IdFilter(_Filter):
    """``id:`` the photo has one of these numbers."""

    ids: frozenset[PhotoId]

    def __post_init__(self) -> None:
        _require(bool(self.ids), "id: needs a number")
        _require(all(0 <= i <= MAX_ID for i in self.ids), "a photo number is from 0 to 2**63 - 1")


Filter: TypeAlias = (
    DateFilter
    | CameraFilter
    | LensFilter
    | TypeFilter
    | FolderFilter
    | NameFilter
    | RatingFilter
    | KeywordFilter
    | CaptionFilter
    | LabelFilter
    | AlbumFilter
    | HasFilter
    | NearFilter
    | IsFilter
    | IdFilter
)


# --- the whole -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Sort:
    """The order the person asked for; without one, ranked queries go by score, others by date."""

    key: SortKey
    descending: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query. A photo must pass every filter; the terms rank what passed.

    Without terms there is nothing to rank.
    """

    terms: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    sort: Sort | None = None

    @property
    def wanted(self) -> tuple[TextTerm | LikeTerm, ...]:
        """The terms the photo should show, in the order typed."""
        return tuple(term for term in self.terms if not isinstance(term, ExcludeTerm))

    @property
    def excluded(self) -> tuple[TextTerm | LikeTerm, ...]:
        """What the photo should not show, in the order typed."""
        return tuple(term.term for term in self.terms if isinstance(term, ExcludeTerm))


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise ValueError(message)


def _require_weight(weight: float) -> None:
    _require(
        math.isfinite(weight) and MIN_WEIGHT <= weight <= MAX_WEIGHT,
        f"a weight is from {MIN_WEIGHT:g} to {MAX_WEIGHT:g}",
    )
