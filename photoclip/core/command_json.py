"""Commands as JSON: how they cross processes and stand in the log."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from typing import Any

from photoclip.core.commands import (
    AddRoot,
    AddToAlbum,
    AlbumCommand,
    ApplyRule,
    Command,
    CreateAlbum,
    CreateLabel,
    DefineLabel,
    DeleteAlbum,
    DeleteLabel,
    DiscardCaption,
    Flag,
    ForgetVectors,
    LabelCommand,
    MarkLabel,
    MoveInAlbum,
    RemoveFromAlbum,
    RemoveRoot,
    RenameAlbum,
    RenameLabel,
    RestoreMetadata,
    SetAlbumQuery,
    SetCaption,
    SetFlag,
    SetRating,
    SetSetting,
    SetTitle,
    SwitchModel,
    Together,
    Verdict,
    WriteMetadata,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import from_plain, to_plain
from photoclip.core.types import ContentHash, PhotoId

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
        case SetTitle():
            return {"do": "set-title", **photo(command.photo), "title": command.title}
        case SetCaption():
            return {"do": "set-caption", **photo(command.photo), "caption": command.caption}
        case DiscardCaption():
            said = {"model": command.model, "discarded": command.discarded}
            return {"do": "discard-caption", **photo(command.photo), **said}
        case WriteMetadata():
            named = [photo(one) for one in command.photos]
            machine = {"machine_captions": True} if command.machine_captions else {}
            return {"do": "write-metadata", "photos": named, "batch": command.batch, **machine}
        case RestoreMetadata():
            return {"do": "restore-metadata", "batch": command.batch}
        case AddRoot() | RemoveRoot():
            do = "add-root" if isinstance(command, AddRoot) else "remove-root"
            return {"do": do, "path": os.fsdecode(command.path)}
        case SetSetting() | SwitchModel() | ForgetVectors():
            return _plain_of_settings(command)
        case Together():
            return {"do": "together", "commands": [_plain(c, content_of) for c in command.commands]}
        case _ if isinstance(command, LabelCommand):
            return _plain_of_label(command, photo)
        case _:
            return _plain_of_album(command, photo)


def _plain_of_settings(command: SetSetting | SwitchModel | ForgetVectors) -> dict[str, object]:
    match command:
        case SetSetting():
            return {"do": "set-setting", "key": command.key, "value": command.value}
        case SwitchModel():
            following = {} if command.next is None else {"next": command.next}
            rules = [list(one) for one in command.rules]
            return {"do": "switch-model", "model": command.model, "rules": rules, **following}
        case ForgetVectors():
            return {"do": "forget-vectors", "key": command.key}


def _plain_of_label(
    command: LabelCommand, photo: Callable[[PhotoId], dict[str, object]]
) -> dict[str, object]:
    match command:
        case CreateLabel():
            return {"do": "create-label", "name": command.name}
        case RenameLabel():
            return {"do": "rename-label", "name": command.name, "new_name": command.new_name}
        case DeleteLabel():
            unused = {"only_if_unused": True} if command.only_if_unused else {}
            return {"do": "delete-label", "name": command.name, **unused}
        case DefineLabel():
            means = to_plain(command.definition)
            return {"do": "define-label", "name": command.name, "definition": means}
        case ApplyRule():
            return {"do": "apply-rule", "name": command.name, "rule": command.rule}
        case MarkLabel():
            said = {"label": command.label, "verdict": command.verdict}
            return {"do": "mark-label", **photo(command.photo), **said}


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
        case "set-title":
            return SetTitle(_photo(plain, photo_of), _text_or_none(plain["title"]))
        case "set-caption":
            return SetCaption(_photo(plain, photo_of), _text_or_none(plain["caption"]))
        case "discard-caption":
            discarded = plain["discarded"] is True
            return DiscardCaption(_photo(plain, photo_of), _text(plain["model"]), discarded)
        case "write-metadata":
            photos = tuple(_photo(one, photo_of) for one in plain["photos"])
            machine = plain.get("machine_captions") is True
            return WriteMetadata(photos, _text(plain["batch"]), machine)
        case "restore-metadata":
            return RestoreMetadata(_text(plain["batch"]))
        case "add-root":
            return AddRoot(os.fsencode(_text(plain["path"])))
        case "remove-root":
            return RemoveRoot(os.fsencode(_text(plain["path"])))
        case "together":
            return Together(tuple(_command(one, photo_of) for one in plain["commands"]))
        case _:
            return (
                _settings_command(plain)
                or _label_command(plain, photo_of)
                or _album_command(plain, photo_of)
            )


def _settings_command(plain: Mapping[str, Any]) -> Command | None:
    match plain["do"]:
        case "set-setting":
            return SetSetting(_text(plain["key"]), plain["value"])
        case "switch-model":
            rules = tuple((_text(name), _text_or_none(rule)) for name, rule in plain["rules"])
            following = _text_or_none(plain.get("next"))
            return SwitchModel(_text_or_none(plain["model"]), rules, following)
        case "forget-vectors":
            return ForgetVectors(_text(plain["key"]))
        case _:
            return None


def _label_command(plain: Mapping[str, object], photo_of: PhotoOf | None) -> LabelCommand | None:
    match plain["do"]:
        case "create-label":
            return CreateLabel(_text(plain["name"]))
        case "rename-label":
            return RenameLabel(_text(plain["name"]), _text(plain["new_name"]))
        case "delete-label":
            return DeleteLabel(_text(plain["name"]), plain.get("only_if_unused") is True)
        case "define-label":
            means = plain["definition"]
            if not isinstance(means, dict):
                raise TypeError("a definition is an object")
            return DefineLabel(_text(plain["name"]), from_plain(means))
        case "apply-rule":
            return ApplyRule(_text(plain["name"]), _text_or_none(plain["rule"]))
        case "mark-label":
            verdict = _text_or_none(plain["verdict"])
            said = None if verdict is None else Verdict(verdict)
            return MarkLabel(_photo(plain, photo_of), _text(plain["label"]), said)
        case _:
            return None


def _album_command(plain: Mapping[str, object], photo_of: PhotoOf | None) -> AlbumCommand:
    match plain["do"]:
        case "create-album":
            return CreateAlbum(_text(plain["name"]), _text_or_none(plain.get("query")))
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


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)
