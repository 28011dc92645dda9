"""Filters as SQL conditions over the tables ``photo`` and ``content``.

Patterns are matched by the filters' own ``holds`` methods, registered as SQL functions: the language
has one meaning, not one in Python and another in SQL.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from photoclip.core.labels import HELD, Source
from photoclip.search.query_glob import Glob, tokens, unescape
from photoclip.search.query_types import (
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
from photoclip.store.database import Connection
from photoclip.store.labels import NOT_IMPORTED, UNMARKED
from photoclip.store.photos import VISIBLE

EARTH_RADIUS_M = 6_371_008.8
_METRES_PER_DEGREE = 111_195.0

_PRESENT = "file.photo_id IS NOT NULL AND file.state <> 'failed' AND file.missing_since IS NULL"

# Nothing here is correlated with the photo: it is answered once for the whole library.
_NAMED = f"photo.id IN (SELECT file.photo_id FROM file WHERE {_PRESENT} AND {{}})"

# Folders are few: the index is skimmed for them, from one to the next, and they alone are judged.
_INSIDE = (
    "photo.id IN (WITH RECURSIVE place(root_id, folder) AS ("
    "SELECT id, (SELECT min(folder) FROM file WHERE file.root_id = root.id) FROM root "
    "UNION ALL SELECT root_id, (SELECT min(folder) FROM file "
    "WHERE file.root_id = place.root_id AND file.folder > place.folder) "
    "FROM place WHERE folder IS NOT NULL) "
    "SELECT file.photo_id FROM place CROSS JOIN root ON root.id = place.root_id "
    "CROSS JOIN file ON file.root_id = place.root_id AND file.folder = place.folder "
    f"WHERE {{}} AND {_PRESENT})"
)

_OFFLINE = (
    "(photo.id IN (SELECT file.photo_id FROM root CROSS JOIN file ON file.root_id = root.id "
    f"WHERE root.offline_since IS NOT NULL AND {_PRESENT}) "
    "AND NOT EXISTS (SELECT 1 FROM file JOIN root ON root.id = file.root_id "
    f"WHERE file.photo_id = photo.id AND root.offline_since IS NULL AND {_PRESENT}))"
)

# As the view photo_label has it: a mark goes before a keyword in the file, that before a rule. What
# only counts as having the label needn't look for keywords under a rule's tags.
_BY_SOURCE = {
    Source.CONFIRMED: "label_mark AS one WHERE one.verdict = 'confirmed'",
    Source.REJECTED: "label_mark AS one WHERE one.verdict = 'rejected'",
    Source.IMPORTED: f"label_import AS one WHERE {UNMARKED}",
    Source.AUTO: f"label_tag AS one WHERE one.source = 'auto' AND {UNMARKED}",
    Source.SUGGESTED: f"label_tag AS one WHERE one.source = 'suggested' AND {UNMARKED}",
}


def _labelled(sources: Sequence[Source], also: str) -> str:
    parts = (f"SELECT one.photo_id FROM {_BY_SOURCE[source]} AND {also}" for source in sources)
    return f"photo.id IN ({' UNION ALL '.join(parts)})"


# Most photos have no label that was rejected: for them an index alone tells whether a rule holds.
_REJECTED = "(SELECT photo_id FROM label_mark WHERE verdict = 'rejected')"
_HAS_LABEL = (
    "photo.id IN (SELECT photo_id FROM label_mark WHERE verdict = 'confirmed' UNION "
    f"SELECT one.photo_id FROM {_BY_SOURCE[Source.IMPORTED]} UNION "
    f"SELECT photo_id FROM label_tag WHERE source = 'auto' AND photo_id NOT IN {_REJECTED} UNION "
    f"SELECT one.photo_id FROM {_BY_SOURCE[Source.AUTO]} AND one.photo_id IN {_REJECTED})"
)
_LABEL_NAMED = "one.label_id IN (SELECT label.id FROM label WHERE {}(label.name))"
_IN_ALBUM = (
    "photo.id IN (SELECT album_photo.photo_id FROM album "
    "JOIN album_photo ON album_photo.album_id = album.id WHERE {})"
)

# Cameras and lenses are few: they are judged, not the photos.
_ONE_OF_FEW = (
    "photo.{0} IN (SELECT {0} FROM (SELECT DISTINCT {0} FROM photo WHERE {0} IS NOT NULL) "
    "WHERE {1}({0}))"
)

# What SQLite itself can tell of names in ASCII spares Python most of a million of them.
_MAY_BE = "{0} LIKE ? ESCAPE '\\' OR {0} GLOB '*[^ -~]*'"

# A person's words or else the file's; and a model's.
_CAPTIONED = (
    "photo.id IN (SELECT id FROM photo WHERE effective_caption IS NOT NULL "
    f"AND ({_MAY_BE.format('effective_caption')}) AND {{0}}(effective_caption)) "
    "OR photo.content_id IN (SELECT content_id FROM shown_caption "
    f"WHERE ({_MAY_BE.format('text')}) AND {{0}}(text))"
)

_SAID: dict[type, str] = {
    KeywordFilter: "photo.id IN (SELECT photo_id FROM keyword WHERE {}(keyword.keyword))",
    AlbumFilter: _IN_ALBUM.format("{}(album.name)"),
}

FORMATS = {
    **{kind: kind.value for kind in PhotoType},
    PhotoType.HEIC: "heif",
    PhotoType.JP2: "jpeg2000",
}
"""What people say, and what `media.formats` calls it."""

_FACTS = {
    Fact.GPS: "photo.latitude IS NOT NULL",
    Fact.DATE: "photo.taken_at IS NOT NULL",
    Fact.RATING: "coalesce(photo.effective_rating, 0) <> 0",
    Fact.KEYWORD: "EXISTS (SELECT 1 FROM keyword WHERE keyword.photo_id = photo.id)",
    Fact.CAPTION: "photo.effective_caption IS NOT NULL",
    Fact.MACHINE_CAPTION: "photo.content_id IN (SELECT content_id FROM shown_caption)",
    Fact.TITLE: "photo.effective_title IS NOT NULL",
    Fact.CAMERA: "photo.camera IS NOT NULL",
    Fact.LENS: "photo.lens IS NOT NULL",
    Fact.LABEL: _HAS_LABEL,
    Fact.ALBUM: _IN_ALBUM.format("1"),
}

_TRAITS = {
    Trait.PORTRAIT: "content.height > content.width",
    Trait.LANDSCAPE: "content.width > content.height",
    Trait.SQUARE: "content.width = content.height",
    Trait.ANIMATED: "content.frames > 1",
    Trait.OFFLINE: _OFFLINE,
    # A photo whose file was changed into something unreadable; files that never were a photo have
    # no row here and are listed by the engine.
    Trait.FAILED: "photo.id IN (SELECT file.photo_id FROM failure CROSS JOIN file "
    "ON file.id = failure.file_id WHERE file.state = 'failed' AND file.photo_id IS NOT NULL)",
    Trait.DUPLICATE: f"photo.id IN (SELECT file.photo_id FROM file WHERE {_PRESENT} "
    "GROUP BY file.photo_id HAVING count(*) > 1)",
    Trait.PICKED: "photo.flag = 'picked'",
    Trait.REJECTED: "photo.flag = 'rejected'",
    Trait.UNFLAGGED: "photo.id NOT IN (SELECT id FROM photo WHERE flag IS NOT NULL)",
    Trait.UNLABELLED: f"NOT {_HAS_LABEL}",
}


def distance_m(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance between two places in degrees, in metres (haversine)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_phi = (phi2 - phi1) / 2
    half_lambda = math.radians(lon2 - lon1) / 2
    a = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(a)))


class Conditions:
    """SQL text and its parameters for a list of filters, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._functions = 0
        self.parts: list[str] = []
        self.parameters: list[object] = []

    @property
    def where(self) -> str:
        """All conditions joined; true where there are none."""
        return " AND ".join(self.parts) or "1"

    def add(self, filters: Iterable[Filter]) -> None:
        """Require all of these."""
        for one in filters:
            sql, parameters = self._condition(one)
            # A comparison with a missing value is NULL in SQL: false, and so is its negation if it
            # isn't said otherwise. Unwrapped, the rest may be looked up in an index.
            self.parts.append(f"NOT coalesce(({sql}), 0)" if one.negated else f"({sql})")
            self.parameters.extend(parameters)

    def add_visible(self, failed_too: bool = False) -> None:
        """Leave out photos none of whose files is there any more."""
        self.parts.append(f"({VISIBLE} OR {_TRAITS[Trait.FAILED]})" if failed_too else VISIBLE)

    def _function(self, holds: Callable[..., bool], arguments: int) -> str:
        self._functions += 1
        cached = lru_cache(maxsize=65536)(holds)

        def answer(*values: object) -> int:
            # What a photo doesn't say matches nothing; SQL may ask before it has looked for NULL.
            return 0 if None in values else int(cached(*values))

        return self._connection.lend(f"photoclip_holds_{self._functions}", arguments, answer)

    def _condition(self, one: Filter) -> tuple[str, Sequence[object]]:
        match one:
            case DateFilter():
                return _date(one)
            case CameraFilter() | LensFilter():
                return self._one_of_few(one), ()
            case TypeFilter():
                marks = ",".join("?" * len(one.types))
                return f"content.format IN ({marks})", sorted(FORMATS[kind] for kind in one.types)
            case FolderFilter():
                name = self._function(lambda root, folder: one.holds(_folder(root, folder)), 2)
                return _INSIDE.format(f"{name}(root.path, place.folder)"), ()
            case NameFilter() | CaptionFilter():
                return self._written(one)
            case RatingFilter():
                return "coalesce(photo.effective_rating, 0) BETWEEN ? AND ?", (
                    one.minimum,
                    one.maximum,
                )
            case LabelFilter():
                return _label(one, self._function(lambda name: one.holds((name,)), 1)), ()
            case KeywordFilter() | AlbumFilter():
                name = self._function(lambda said: one.holds((said,)), 1)
                return _SAID[type(one)].format(name), ()
            case HasFilter():
                return _FACTS[one.fact], ()
            case NearFilter():
                return self._near(one)
            case IsFilter():
                return _TRAITS[one.trait], ()
            case IdFilter():
                marks = ",".join("?" * len(one.ids))
                return f"photo.id IN ({marks})", sorted(one.ids)

    def _written(self, one: NameFilter | CaptionFilter) -> tuple[str, Sequence[object]]:
        like, name = _sieve(one.pattern), self._function(one.holds, 1)
        if isinstance(one, CaptionFilter):
            return _CAPTIONED.format(name), (like, like)
        return _NAMED.format(f"({_MAY_BE.format('file.name')}) AND {name}(file.name)"), (like,)

    def _one_of_few(self, one: CameraFilter | LensFilter) -> str:
        if isinstance(one, LensFilter):
            return _ONE_OF_FEW.format("lens", self._function(one.holds, 1))
        name = self._function(lambda camera: one.holds(None, camera), 1)
        return _ONE_OF_FEW.format("camera", name)

    def _near(self, one: NearFilter) -> tuple[str, Sequence[object]]:
        def holds(latitude: float, longitude: float) -> bool:
            return distance_m(one.latitude, one.longitude, latitude, longitude) <= one.radius_m

        # The band of latitudes first: it spares most photos the trigonometry.
        reach = one.radius_m / _METRES_PER_DEGREE * 1.01
        name = self._function(holds, 2)
        return (
            "photo.latitude BETWEEN ? AND ? AND photo.longitude IS NOT NULL "
            f"AND {name}(photo.latitude, photo.longitude)",
            (one.latitude - reach, one.latitude + reach),
        )


def _label(one: LabelFilter, function: str) -> str:
    named = _LABEL_NAMED.format(function)
    if one.source is None:
        return _labelled(HELD, named)
    by_rule = one.source in (Source.AUTO, Source.SUGGESTED)
    return _labelled((one.source,), f"{named} AND {NOT_IMPORTED}" if by_rule else named)


def _sieve(pattern: Glob) -> str:
    """What a name in ASCII must be LIKE for the pattern to hold; other names aren't told apart."""
    text = "".join(
        {"*": "%", "?": "_"}.get(token) or _like_literal(unescape(token))
        for token in tokens(pattern.pattern)
    )
    return text if pattern.has_wildcard else f"%{text}%"


def _like_literal(text: str) -> str:
    # A character beyond ASCII may be one of it when folded: the long s, the Kelvin sign.
    return "".join("%" if not c.isascii() else f"\\{c}" if c in "%_\\" else c for c in text)


def _folder(root: bytes, folder: str) -> str:
    base = root.decode("utf-8", "replace").replace("\\", "/").rstrip("/")
    return f"{base}/{folder}" if folder else base


def _date(one: DateFilter) -> tuple[str, Sequence[object]]:
    parts, parameters = [], []
    if one.start is not None:
        parts.append("photo.taken_at >= ?")
        parameters.append(one.start.isoformat())
    if one.end is not None:
        parts.append("photo.taken_at < ?")
        parameters.append(one.end.isoformat())
    return " AND ".join(parts), parameters
