"""What a person can ask the library to change: small values that cross processes as JSON.

Every command is applied by `store.commands`, which answers with the command that takes it back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from photoclip.core.errors import PhotoClipError
from photoclip.core.types import ContentHash, PhotoId

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
class CreateLabel:
    """A new label; one that is there already stays as it is."""

    name: str


@dataclass(frozen=True, slots=True)
class RenameLabel:
    """Another name for a label; its marks stay."""

    name: str
    new_name: str


@dataclass(frozen=True, slots=True)
class DeleteLabel:
    """Remove a label and its marks. With ``only_if_unused`` one that has marks stays."""

    name: str
    only_if_unused: bool = False


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

Command = (
    SetRating
    | SetFlag
    | CreateLabel
    | RenameLabel
    | DeleteLabel
    | MarkLabel
    | AlbumCommand
    | AddRoot
    | RemoveRoot
    | SetSetting
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


ContentOf = Callable[[PhotoId], ContentHash | None]
PhotoOf = Callable[[PhotoId, ContentHash | None], PhotoId]


def to_json(command: Command, content_of: ContentOf | None = None) -> str:
    """The command as JSON in ASCII; paths that are not UTF-8 survive.

    With ``content_of`` photos are named by their content's hash too, so that the command can be
    applied to another copy of the library.
    """
    return json.dumps(_plain(command, content_of), ensure_ascii=True, separators=(",", ":"))


def from_json(text: str, photo_of: PhotoOf | None = None) -> Command:
    """The command behind `to_json`; ``photo_of`` (id, hash or None) may name another photo.

    Raises `PhotoClipError` for what is no command.
    """
    try:
        return _command(json.loads(text), photo_of)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PhotoClipError(
            "This is not a command PhotoClip knows.",
            "Both sides must run the same version of PhotoClip: close every window and start again.",
        ) from error


def _plain(command: Command, content_of: ContentOf | None) -> dict[str, object]:
    def photo(one: PhotoId) -> dict[str, object]:
        digest = content_of(one) if content_of is not None else None
        return {"photo": one} if digest is None else {"photo": one, "content": digest.hex()}

    match command:
        case SetRating():
            return {"do": "set-rating", **photo(command.photo), "rating": command.rating}
        case SetFlag():
            return {"do": "set-flag", **photo(command.photo), "flag": command.flag}
        case CreateLabel():
            return {"do": "create-label", "name": command.name}
        case RenameLabel():
            return {"do": "rename-label", "name": command.name, "new_name": command.new_name}
        case DeleteLabel():
            unused = {"only_if_unused": True} if command.only_if_unused else {}
            return {"do": "delete-label", "name": command.name, **unused}
        case MarkLabel():
            said = {"label": command.label, "verdict": command.verdict}
            return {"do": "mark-label", **photo(command.photo), **said}
        case AddRoot():
            return {"do": "add-root", "path": os.fsdecode(command.path)}
        case RemoveRoot():
            return {"do": "remove-root", "path": os.fsdecode(command.path)}
        case SetSetting():
            return {"do": "set-setting", "key": command.key, "value": command.value}
        case Together():
            return {"do": "together", "commands": [_plain(c, content_of) for c in command.commands]}
        case _:
            return _plain_of_album(command, photo)


def _plain_of_album(
    command: AlbumCommand, photo: Callable[[PhotoId], dict[str, object]]
) -> dict[str, object]:
    match command:
        case CreateAlbum():
            query = {} if command.query is None else {"query": command.query}
            return {"do": "create-album", "name": command.name, **query}
        case RenameAlbum():
            return {"do": "rename-album", "name": command.name, "new_name": command.new_name}
        case DeleteAlbum():
            empty = {"only_if_empty": True} if command.only_if_empty else {}
            return {"do": "delete-album", "name": command.name, **empty}
        case SetAlbumQuery():
            return {"do": "set-album-query", "name": command.name, "query": command.query}
        case AddToAlbum():
            place = {} if command.before is None else {"before": photo(command.before)}
            album = {"album": command.album, **place}
            return {"do": "add-to-album", **photo(command.photo), **album}
        case RemoveFromAlbum():
            return {"do": "remove-from-album", **photo(command.photo), "album": command.album}
        case MoveInAlbum():
            before = None if command.before is None else photo(command.before)
            where = {"album": command.album, "before": before}
            return {"do": "move-in-album", **photo(command.photo), **where}


def _command(plain: object, photo_of: PhotoOf | None) -> Command:
    if not isinstance(plain, dict):
        raise TypeError("a command is an object")
    match plain["do"]:
        case "set-rating":
            return SetRating(_photo(plain, photo_of), _whole_or_none(plain["rating"]))
        case "set-flag":
            flag = plain["flag"]
            return SetFlag(_photo(plain, photo_of), None if flag is None else Flag(flag))
        case "create-label":
            return CreateLabel(_text(plain["name"]))
        case "rename-label":
            return RenameLabel(_text(plain["name"]), _text(plain["new_name"]))
        case "delete-label":
            return DeleteLabel(_text(plain["name"]), plain.get("only_if_unused") is True)
        case "mark-label":
            verdict = None if plain["verdict"] is None else Verdict(plain["verdict"])
            return MarkLabel(_photo(plain, photo_of), _text(plain["label"]), verdict)
        case "add-root":
            return AddRoot(os.fsencode(_text(plain["path"])))
        case "remove-root":
            return RemoveRoot(os.fsencode(_text(plain["path"])))
        case "set-setting":
            return SetSetting(_text(plain["key"]), plain["value"])
        case "together":
            return Together(tuple(_command(one, photo_of) for one in plain["commands"]))
        case _:
            return _album_command(plain, photo_of)


def _album_command(plain: Mapping[str, object], photo_of: PhotoOf | None) -> AlbumCommand:
    match plain["do"]:
        case "create-album":
            query = plain.get("query")
            return CreateAlbum(_text(plain["name"]), None if query is None else _text(query))
        case "rename-album":
            return RenameAlbum(_text(plain["name"]), _text(plain["new_name"]))
        case "delete-album":
            return DeleteAlbum(_text(plain["name"]), plain.get("only_if_empty") is True)
        case "set-album-query":
            return SetAlbumQuery(_text(plain["name"]), _text(plain["query"]))
        case "add-to-album":
            photo, before = _photo(plain, photo_of), _photo_or_none(plain.get("before"), photo_of)
            return AddToAlbum(photo, _text(plain["album"]), before)
        case "remove-from-album":
            return RemoveFromAlbum(_photo(plain, photo_of), _text(plain["album"]))
        case "move-in-album":
            photo, before = _photo(plain, photo_of), _photo_or_none(plain["before"], photo_of)
            return MoveInAlbum(photo, _text(plain["album"]), before)
        case other:
            raise ValueError(f"no command {other!r}")


def _photo(plain: Mapping[str, object], photo_of: PhotoOf | None) -> PhotoId:
    photo = _whole_or_none(plain["photo"])
    if photo is None or not 0 < photo < 1 << 63:
        raise ValueError("a photo is named by a number")
    if photo_of is None:
        return PhotoId(photo)
    content = plain.get("content")
    return photo_of(
        PhotoId(photo), None if content is None else ContentHash(bytes.fromhex(_text(content)))
    )


def _photo_or_none(plain: object, photo_of: PhotoOf | None) -> PhotoId | None:
    if plain is None:
        return None
    if not isinstance(plain, dict):
        raise TypeError("a photo is an object")
    return _photo(plain, photo_of)


def _whole_or_none(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise TypeError("not a whole number")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError("not text")
