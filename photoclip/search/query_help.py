"""What a person should know of every ``name:`` of the query language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from photoclip.search.query_types import Fact, PhotoType, SortKey, Trait


@dataclass(frozen=True, slots=True)
class FilterHelp:
    """What a person should know of one ``name:``; the source of help pages and completion.

    ``expected`` finishes the sentence "expected …"; ``values`` are all values, where they can be
    counted.
    """

    name: str
    example: str
    help: str
    expected: str
    values: tuple[str, ...] = ()


FILTERS: tuple[FilterHelp, ...] = (
    FilterHelp(
        "date",
        "date:2023..2024",
        "taken in a year, month or day, or in a range of them",
        "a date such as 2024, 2024-07 or 2024-07-15, or a range such as 2023..2024",
    ),
    FilterHelp(
        "after",
        "after:2024-07",
        "taken later than a year, month or day (which itself is left out)",
        "a date such as 2024, 2024-07 or 2024-07-15",
    ),
    FilterHelp(
        "before",
        "before:2020",
        "taken earlier than a year, month or day (which itself is left out)",
        "a date such as 2024, 2024-07 or 2024-07-15",
    ),
    FilterHelp(
        "camera", "camera:fuji", "part of the camera's make or model", "part of a camera's name"
    ),
    FilterHelp("lens", "lens:*35mm*", "part of the lens's name", "part of a lens's name"),
    FilterHelp(
        "type",
        "type:raw,heic",
        "the kind of file; several with commas",
        f"one or more of {', '.join(PhotoType)}",
        tuple(PhotoType),
    ),
    FilterHelp("in", "in:Holidays/", "the folder, or any folder inside it", "a folder's name"),
    FilterHelp(
        "name", "name:IMG_*", "part of the file's name, or a pattern for all of it", "a file's name"
    ),
    FilterHelp(
        "rating",
        "rating:>=4",
        "stars: a number, a comparison, a range, none or rejected",
        "stars from 0 to 5 such as 4, >=4 or 3..5, or none or rejected",
        ("none", "1", "2", "3", "4", "5", ">=3", ">=4", "rejected"),
    ),
    FilterHelp("keyword", "keyword:beach", "a keyword of the photo", "a keyword"),
    FilterHelp(
        "caption",
        "caption:harbour",
        "part of the caption: yours or the file's, or one that a model wrote",
        "part of a caption",
    ),
    FilterHelp(
        "label",
        "label:Dog",
        "a label of the photo, or one below it; /confirmed, /auto… behind it say where it is from",
        "a label's name",
    ),
    FilterHelp(
        "album",
        'album:"Summer 2024"',
        "in an album you put photos into",
        "an album's name",
    ),
    FilterHelp(
        "has",
        "has:gps",
        "the photo's metadata says this, or it has a label or an album",
        f"one of {', '.join(Fact)}",
        tuple(Fact),
    ),
    FilterHelp(
        "near",
        "near:48.85,2.35,10km",
        "taken around a place: latitude, longitude and (unless 10 km) a distance",
        "latitude,longitude or latitude,longitude,distance such as 48.85,2.35,10km",
    ),
    FilterHelp(
        "is",
        "is:portrait",
        "the picture's shape, the file's state or the photo's flag",
        f"one of {', '.join(Trait)}",
        tuple(Trait),
    ),
    FilterHelp(
        "id", "id:123", "the photo with this number; several with commas", "a photo's number"
    ),
    FilterHelp(
        "like",
        "like:photo.jpg",
        "looks like this photo: a path, or # and a photo's number",
        "a path, or # and a photo's number",
    ),
    FilterHelp(
        "sort",
        "sort:date",
        "the order: newest, best rated, best match first, or by name; a minus turns it round",
        f"one of {', '.join(SortKey)}, with a - in front to turn the order round",
        tuple(f"{minus}{key}" for key in SortKey for minus in ("", "-")),
    ),
)
"""Every ``name:`` the language knows, in the order in which help should show them."""

HELP: Mapping[str, FilterHelp] = MappingProxyType({entry.name: entry for entry in FILTERS})
