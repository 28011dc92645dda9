"""What a window asks about labels, exports and writing into files; a part of `messages`.

The answers are values of `core.label_reports`, `core.exports` and `core.file_metadata`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from photoclip.core.exports import ExportOptions
from photoclip.core.file_metadata import Writing
from photoclip.core.label_reports import Preview
from photoclip.core.labels import LabelDefinition
from photoclip.core.types import PhotoId


@dataclass(frozen=True, slots=True)
class LabelPage:
    """A label as it stands: its definition, photos by where they have it from, and its judge.

    ``active`` says that a rule is in force; ``preview`` what putting the definition in force now
    would change, learned answers included. ``waits`` is why there is no preview, in words.
    """

    name: str
    definition: LabelDefinition
    confirmed: int
    rejected: int
    imported: int
    automatic: int
    suggested: int
    active: bool
    preview: Preview | None = None
    waits: str = ""


@dataclass(frozen=True, slots=True)
class GetLabelPage:
    """Answered by `LabelPage`, first one without a preview; None if there is no such label.

    Lane `TAGGING`.
    """

    name: str


@dataclass(frozen=True, slots=True)
class PreviewLabel:
    """What a label defined like this would do. Answered by a `Preview`. Lane `TAGGING`.

    A label of this name need not be there yet. Answers given to it are learned from.
    """

    name: str
    definition: LabelDefinition


@dataclass(frozen=True, slots=True)
class GetReview:
    """The questions whose answers would teach most, best first. Lane `TAGGING`.

    Of one label, or of all that are active. ``skipped`` are photos not to be asked about.
    Answered by a tuple of `ReviewGroup`, empty when there is nothing left to ask.
    """

    label: str | None = None
    skipped: tuple[PhotoId, ...] = ()
    count: int = 12


@dataclass(frozen=True, slots=True)
class GetLabelIdeas:
    """Labels somebody may want. Answered by a tuple of `LabelIdea`. Lane `TAGGING`."""

    count: int = 24


@dataclass(frozen=True, slots=True)
class Export:
    """Export photos in the order given. Lane `EXPORT`: one after another.

    Answered by `ExportProgress` again and again, then an `ExportReport`. Dropping the question
    cancels it: what was made stays, nothing is left half made. Where ``photos`` is None the query's.
    """

    options: ExportOptions
    photos: tuple[PhotoId, ...] | None
    query: str = ""


@dataclass(frozen=True, slots=True)
class GetFileChanges:
    """What would be written into the files of these photos now. Lane `SURVEY`.

    Answered by a tuple of `FileChange`, one a file, and one more for a sidecar written beside it.
    """

    photos: tuple[PhotoId, ...]


@dataclass(frozen=True, slots=True)
class GetWrites:
    """How requests to write into files stand. Lane `FACTS`.

    Answered by a tuple of `WriteSummary`, the newest first.
    """


@dataclass(frozen=True, slots=True)
class WritingOfFolder:
    """How a folder's photos are written. ``own`` is False where it follows from a folder above."""

    path: bytes
    writing: Writing
    own: bool = True


@dataclass(frozen=True, slots=True)
class WritingPreferences:
    """Roots, and folders set apart, in path order; and how a file is replaced.

    ``roots`` are the library's folders among them. ``elsewhere`` is what was set for folders that
    are in none of these: it stays set.
    """

    folders: tuple[WritingOfFolder, ...]
    keep_times: bool
    keep_original: bool
    roots: tuple[bytes, ...] = ()
    elsewhere: tuple[WritingOfFolder, ...] = ()


@dataclass(frozen=True, slots=True)
class GetWritingPreferences:
    """Answered by `WritingPreferences`. Lane `FACTS`."""


OrganizingQuestion: TypeAlias = (
    GetLabelPage
    | PreviewLabel
    | GetReview
    | GetLabelIdeas
    | Export
    | GetFileChanges
    | GetWrites
    | GetWritingPreferences
)
