"""What a person can ask the library to change: small values that cross processes as JSON.

Every command is applied by `store.commands`, which answers with the command that takes it back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from photoclip.core.labels import LabelDefinition
from photoclip.core.types import PhotoId

#: What JSON can say. Settings hold it.
JSON = None | bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"]

MAX_STARS = 5
LONGEST_QUERY = 10_000
"""Characters of a smart album's query."""


class Flag(StrEnum):
    """A person's quick choice while culling."""

    PICKED = "picked"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What a person says of a label on a photo: it is right, or it is wrong."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class SetRating:
    """Stars given by hand, 0..5; None goes back to what the file says."""

    photo: PhotoId
    rating: int | None


@dataclass(frozen=True, slots=True)
class SetFlag:
    """Pick or reject a photo; None takes the flag away."""

    photo: PhotoId
    flag: Flag | None


@dataclass(frozen=True, slots=True)
class SetTitle:
    """A title given by hand; None goes back to what the file says, empty is none at all."""

    photo: PhotoId
    title: str | None


@dataclass(frozen=True, slots=True)
class SetCaption:
    """A caption given by hand; None goes back to what the file says, empty is none at all."""

    photo: PhotoId
    caption: str | None


@dataclass(frozen=True, slots=True)
class DiscardCaption:
    """Don't show what a model wrote about a photo; with ``discarded`` False show it again.

    ``model`` is the key of the one that wrote it. To make it one's own is a `SetCaption`.
    """

    photo: PhotoId
    model: str
    discarded: bool = True


@dataclass(frozen=True, slots=True)
class CreateLabel:
    """A new label; one that is there already stays as it is."""

    name: str


@dataclass(frozen=True, slots=True)
class RenameLabel:
    """Another name for a label, and with it another place; its marks stay.

    Labels below it come along. ``name`` may be a parent that is no label itself.
    """

    name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class DeleteLabel:
    """Remove a label and its marks. With ``only_if_unused`` one that has marks stays."""

    name: str
    only_if_unused: bool = False


@dataclass(frozen=True, slots=True)
class DefineLabel:
    """What a label means. The label is made if it is new.

    The rule in force stays as it is until another one is put in force (`ApplyRule`).
    """

    name: str
    definition: LabelDefinition


@dataclass(frozen=True, slots=True)
class ApplyRule:
    """Put a label's rule in force, or with None none: its automatic tags move to where it says.

    ``rule`` is JSON of a `tagging.rules.Rule`, complete in itself: the tags follow from it and the
    photos' vectors alone, so the rule before it brings its tags back.
    """

    name: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class MarkLabel:
    """Say that a label is right or wrong on a photo; None takes that back.

    The label is made if it is new.
    """

    photo: PhotoId
    label: str
    verdict: Verdict | None


@dataclass(frozen=True, slots=True)
class CreateAlbum:
    """A new album; with a query a smart one: a search that is saved, checked by whoever saves it.

    One that is there already, and is the same, stays as it is.
    """

    name: str
    query: str | None = None


@dataclass(frozen=True, slots=True)
class RenameAlbum:
    """Another name for an album; its photos, and their order, stay."""

    name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class DeleteAlbum:
    """Remove an album, never its photos. With ``only_if_empty`` one that has photos stays."""

    name: str
    only_if_empty: bool = False


@dataclass(frozen=True, slots=True)
class SetAlbumQuery:
    """What a smart album searches for from now on."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class AddToAlbum:
    """Put a photo into an album, at its end; one that is in it already keeps its place.

    With ``before`` it comes before that photo, if the album has it. The album is made if it is new.
    """

    photo: PhotoId
    album: str
    before: PhotoId | None = None


@dataclass(frozen=True, slots=True)
class RemoveFromAlbum:
    """Take a photo out of an album."""

    photo: PhotoId
    album: str


@dataclass(frozen=True, slots=True)
class MoveInAlbum:
    """Another place for a photo in an album: before this one, or with None at the end."""

    photo: PhotoId
    album: str
    before: PhotoId | None


@dataclass(frozen=True, slots=True)
class WriteMetadata:
    """Write what the library knows of these photos into their files or sidecars, one after another.

    How, and whether at all, is set for each folder. ``batch`` names the request. With
    ``machine_captions`` what a model wrote becomes the caption where there is no other.
    """

    photos: tuple[PhotoId, ...]
    batch: str
    machine_captions: bool = False


@dataclass(frozen=True, slots=True)
class RestoreMetadata:
    """Write back what a batch replaced, where the file still says what was written."""

    batch: str


@dataclass(frozen=True, slots=True)
class AddRoot:
    """Give the library a folder of photos. ``path`` is absolute, the operating system's bytes."""

    path: bytes


@dataclass(frozen=True, slots=True)
class RemoveRoot:
    """Take a folder out of the library: its files are forgotten, never what was made by hand."""

    path: bytes


@dataclass(frozen=True, slots=True)
class SetSetting:
    """A setting of the library, any JSON value; None removes it."""

    key: str
    value: JSON


@dataclass(frozen=True, slots=True)
class SwitchModel:
    """Have another model answer, and put the rules of labels under it in force: all in one step.

    ``model`` is its name, or where its folder lies; None is the embedded one. ``rules`` are labels
    with their rules as JSON, None for none; those of other labels stay as they are, and labels that
    are not there any more are passed over. ``next`` is what the setting of that name says then.
    """

    model: str | None
    rules: tuple[tuple[str, str | None], ...] = ()
    next: str | None = None


@dataclass(frozen=True, slots=True)
class ForgetVectors:
    """Delete all vectors of the model with this key, and the rules kept for it.

    They can be computed again, so nothing takes this back. That the model isn't in use is seen to by
    whoever owns the library.
    """

    key: str


@dataclass(frozen=True, slots=True)
class Together:
    """Several commands, in order: all of them or none."""

    commands: tuple[Command, ...]


AlbumCommand = (
    CreateAlbum
    | RenameAlbum
    | DeleteAlbum
    | SetAlbumQuery
    | AddToAlbum
    | RemoveFromAlbum
    | MoveInAlbum
)

LabelCommand = CreateLabel | RenameLabel | DeleteLabel | DefineLabel | ApplyRule | MarkLabel

Command = (
    SetRating
    | SetFlag
    | SetTitle
    | SetCaption
    | DiscardCaption
    | LabelCommand
    | AlbumCommand
    | WriteMetadata
    | RestoreMetadata
    | AddRoot
    | RemoveRoot
    | SetSetting
    | SwitchModel
    | ForgetVectors
    | Together
)

NOTHING = Together(())
"""The command that changes nothing."""


@dataclass(frozen=True, slots=True)
class Applied:
    """A command that is in the library: its number in the log, and what takes it back."""

    edit: int
    undo: Command


UNDO = "undo:"
"""How the ``uid`` of an undoing begins."""


def undo_uid(edit: int) -> str:
    """The ``uid`` under which the undo of this edit is applied: that is how it is known as undone."""
    return f"{UNDO}{edit}"
