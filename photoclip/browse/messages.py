"""What a window asks the process that reads for it, and what it is answered: values, pickled.

Standard library and `core` only, so that a window can import this without a library, a model or
numpy. Paths are the operating system's bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType, TypeAlias

from photoclip.browse.model_messages import (
    DownloadModel,
    ImportModel,
    ModelQuestion,
    ProbeModel,
    RemoveModel,
    TeachModel,
)
from photoclip.browse.organizing_messages import (
    Export,
    GetFileChanges,
    GetLabelIdeas,
    GetLabelPage,
    GetReview,
    OrganizingQuestion,
    PreviewLabel,
)
from photoclip.browse.overview_messages import GetOverview
from photoclip.core.captions import MachineCaption
from photoclip.core.commands import Flag
from photoclip.core.labels import Source
from photoclip.core.types import Band

ItemKey = NewType("ItemKey", int)
"""One picture in a list: a photo's id, or minus the id of a file that has no photo yet.

Such a file waits to be read, or could not be read.
"""


class Order(StrEnum):
    """How a list is ordered where the query itself doesn't say. Ranked lists keep their bands."""

    BEST = "best"  # by score; without words an album's own order, or else as NEWEST
    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    RATING = "rating"


class Lane(StrEnum):
    """Questions of one lane are answered one after the other, those of different lanes at once.

    In `LIST` a newer question drops those before it, the running one too.
    """

    LIST = "list"
    FACTS = "facts"
    SURVEY = "survey"
    REASONS = "reasons"
    PICTURES = "pictures"
    TAGGING = "tagging"
    EXPORT = "export"
    MODELS = "models"


# --- lists ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Find:
    """The pictures a query asks for. Answered by `Listing` (a first one with ``complete`` False may
    come before, where the whole takes long) or a `Mistake`.

    Lane `LIST`. ``by_day`` makes sections of days where they would be months.
    """

    query: str
    order: Order = Order.BEST
    all_bands: bool = False
    by_day: bool = False


class SectionKind(StrEnum):
    """What a section of a list is about; ``name`` of the section says which."""

    BAND = "band"  # name: a `Band`'s value
    MONTH = "month"  # name: 2024-07
    DAY = "day"  # name: 2024-07-15
    UNDATED = "undated"
    WAITING = "waiting"  # files that are still to be read
    ALL = "all"  # a list that has no sections


@dataclass(frozen=True, slots=True)
class Section:
    """``count`` pictures from place ``start`` of the list on."""

    kind: SectionKind
    name: str
    start: int
    count: int


class ChipKind(StrEnum):
    """What a part of a query is."""

    WORDS = "words"
    LIKE = "like"
    EXCLUDED = "excluded"
    FILTER = "filter"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a query as it was understood.

    ``text`` is its canonical text (``date:2019..2021``), ``without`` the query's canonical text
    without it. ``name`` and ``value`` are a filter's or the order's; else ``name`` is empty and
    ``value`` the words. ``photo`` is set where a part is a photo of the library.
    """

    kind: ChipKind
    text: str
    without: str
    name: str = ""
    value: str = ""
    negated: bool = False
    photo: ItemKey | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in a query, at ``start:end`` of its text (characters)."""

    message: str
    start: int
    end: int
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """An ordered list of pictures.

    ``keys`` are int64 in the machine's byte order, ``scores`` float32 beside them (0..1) or empty
    where nothing was ranked; `array.array` takes both. ``sections`` cover the list in order.
    ``counts`` says how many photos each band holds. ``unindexed`` photos passed the filters but have
    no vector yet. ``understood`` is the query's canonical text. ``album`` is set where the list has the
    own order of that album.
    """

    keys: bytes
    scores: bytes
    sections: tuple[Section, ...]
    counts: dict[Band, int]
    chips: tuple[Chip, ...]
    understood: str
    ranked: bool
    unindexed: int
    complete: bool = True
    album: str = ""

    @property
    def count(self) -> int:
        """How many pictures."""
        return len(self.keys) // 8


@dataclass(frozen=True, slots=True)
class Understand:
    """How a query is understood, without looking for anything. Lane `FACTS`.

    Answered by `Understood` or `Mistake`.
    """

    query: str


@dataclass(frozen=True, slots=True)
class Understood:
    """See `Listing`."""

    chips: tuple[Chip, ...]
    understood: str


# --- one picture --------------------------------------------------------------------------------------


class ItemState(StrEnum):
    """Where a picture stands on its way into the library."""

    READY = "ready"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Card:
    """What a grid shows of a picture.

    ``taken_at`` is local ISO 8601; a file that waits to be read has none, its ``modified_at`` speaks.
    ``thumbnail`` is where the JPEG lies or would lie, empty for a file without a photo. ``copies`` is
    how many files hold the same content. ``reason`` says why it failed. ``seconds`` since the epoch
    of the file's change.
    """

    key: ItemKey
    path: bytes
    state: ItemState = ItemState.READY
    taken_at: str | None = None
    modified_at: str | None = None
    format: str = ""
    width: int = 0
    height: int = 0
    frames: int = 1
    rating: int | None = None
    flag: Flag | None = None
    offline: bool = False
    copies: int = 1
    thumbnail: bytes = b""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class GetCards:
    """Cards of these pictures, in this order; None for one that is gone. Lane `FACTS`.

    Answered by a tuple of `Card | None`. At most some hundreds at a time.
    """

    keys: tuple[ItemKey, ...]


@dataclass(frozen=True, slots=True)
class GetKey:
    """The picture in the file at an absolute path. Answered by an `ItemKey` or None. Lane `FACTS`."""

    path: bytes


@dataclass(frozen=True, slots=True)
class LabelOnPhoto:
    """A label on a photo: from where, and its rule's probability 0..1 where that put it there."""

    name: str
    source: Source
    score: float | None = None
    color: str = ""


@dataclass(frozen=True, slots=True)
class FilePlace:
    """One file that holds a photo."""

    path: bytes
    offline: bool
    byte_size: int


@dataclass(frozen=True, slots=True)
class Details:
    """Everything the library knows of a picture. Units as in `core.types.Metadata`."""

    card: Card
    files: tuple[FilePlace, ...] = ()
    byte_size: int = 0
    camera: str | None = None
    lens: str | None = None
    exposure_time: float | None = None
    f_number: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    utc_offset: int | None = None
    file_rating: int | None = None
    title: str | None = None  # a person's, else the file's; so is the caption
    caption: str | None = None
    file_title: str | None = None
    file_caption: str | None = None
    machine_caption: MachineCaption | None = None  # where a model wrote something else
    keywords: tuple[str, ...] = ()
    labels: tuple[LabelOnPhoto, ...] = ()
    albums: tuple[str, ...] = ()
    added_at: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class GetDetails:
    """Answered by `Details`, or None if the picture is gone. Lane `FACTS`."""

    key: ItemKey


@dataclass(frozen=True, slots=True)
class WhyPart:
    """How one part of a query judged one photo.

    ``score`` 0..1 is the calibrated probability, ``similarity`` the cosine; an ``excluded`` part
    keeps a photo while its own band is unlikely.
    """

    chip: Chip
    score: float
    band: Band
    similarity: float
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Why:
    """Why a photo stands in a ranked list: the whole score and each part's. Filters simply hold."""

    score: float
    band: Band
    parts: tuple[WhyPart, ...]
    filters: tuple[Chip, ...] = ()


@dataclass(frozen=True, slots=True)
class GetWhy:
    """Answered by `Why`, or None where the query ranks nothing or the photo has no vector.

    Lane `REASONS`: it may wait for the model, and details must not wait for that.
    """

    query: str
    key: ItemKey


# --- what can be chosen -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Completion:
    """``text`` replaces ``start:end`` of the query; ``help`` says what it is."""

    text: str
    help: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Complete:
    """What could be typed at ``cursor`` of a query. Answered by a tuple of `Completion`. `FACTS`."""

    query: str
    cursor: int


@dataclass(frozen=True, slots=True)
class GetPreferences:
    """What is set about the background work. Lane `FACTS`.

    Answered by a mapping of the library's setting keys (``worker.cores``…) to their values, those
    included that were never set.
    """


# --- pictures ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GetThumbnail:
    """Make a thumbnail that the cache lacks. Lane `PICTURES`, the newest question first.

    Answered by a `Picture`, or None if there is none to be had.
    """

    key: ItemKey


@dataclass(frozen=True, slots=True)
class GetPicture:
    """A picture upright in sRGB, its long side at most ``side`` pixels, or all of it if None.

    Lane `PICTURES`. Answered by a `Picture`, or a `NoPicture`.
    """

    key: ItemKey
    side: int | None


@dataclass(frozen=True, slots=True)
class Picture:
    """``jpeg`` is encoded; ``width`` and ``height`` are the upright original's in pixels.

    ``whole`` says that ``jpeg`` has every pixel of it. A file that had not been read yet is told
    about in ``taken_at`` too.
    """

    jpeg: bytes
    width: int
    height: int
    whole: bool = False
    taken_at: str | None = None


@dataclass(frozen=True, slots=True)
class NoPicture:
    """Why a picture can't be shown, in words for a person."""

    reason: str


# --- the envelope -------------------------------------------------------------------------------------


Question: TypeAlias = (
    Find
    | Understand
    | GetCards
    | GetKey
    | GetDetails
    | GetWhy
    | GetOverview
    | Complete
    | ModelQuestion
    | GetPreferences
    | GetThumbnail
    | GetPicture
    | OrganizingQuestion
)

LANES: dict[type, Lane] = {
    Find: Lane.LIST,
    GetOverview: Lane.SURVEY,
    GetWhy: Lane.REASONS,
    GetThumbnail: Lane.PICTURES,
    GetPicture: Lane.PICTURES,
    GetLabelPage: Lane.TAGGING,
    PreviewLabel: Lane.TAGGING,
    GetReview: Lane.TAGGING,
    GetLabelIdeas: Lane.TAGGING,
    Export: Lane.EXPORT,
    GetFileChanges: Lane.SURVEY,
    DownloadModel: Lane.MODELS,
    ImportModel: Lane.MODELS,
    RemoveModel: Lane.MODELS,
    ProbeModel: Lane.MODELS,
    TeachModel: Lane.MODELS,
}
"""Everything else belongs to `Lane.FACTS`."""


@dataclass(frozen=True, slots=True)
class Ask:
    """``number`` is the window's own, repeated in the answers."""

    number: int
    question: Question


@dataclass(frozen=True, slots=True)
class Drop:
    """Nobody waits for the answers to these any more."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """``more`` says that another answer to the same question follows."""

    number: int
    value: object
    more: bool = False


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a question could not be answered: the name of an error of `core.errors`, words, advice."""

    number: int
    kind: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A question takes long because of something a person should know (the model is loading)."""

    number: int
    reason: str


Said: TypeAlias = Answer | Trouble | Hold


@dataclass(frozen=True, slots=True)
class Greeting:
    """The first thing the process says, once it can be asked."""

    version: str
    pid: int
    notes: tuple[str, ...] = field(default=())
