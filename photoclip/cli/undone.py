"""What ``undo`` took back, in words."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from photoclip.cli.label_text import counted
from photoclip.cli.render import path_text, plain
from photoclip.cli.tagging_step import names_in
from photoclip.core.commands import (
    AddRoot,
    AddToAlbum,
    ApplyRule,
    Command,
    CreateAlbum,
    CreateLabel,
    DefineLabel,
    DeleteAlbum,
    DeleteLabel,
    DiscardCaption,
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
    Together,
    WriteMetadata,
)

_WORDS: Mapping[type, str] = {
    SetRating: "a rating",
    SetFlag: "a flag",
    SetTitle: "a title",
    SetCaption: "a caption",
    DiscardCaption: "what was said of a caption a model wrote",
    SetAlbumQuery: "a saved search",
    AddToAlbum: "a photo in an album",
    RemoveFromAlbum: "a photo taken out of an album",
    MoveInAlbum: "an album's order",
    WriteMetadata: "what was written into files",
    RestoreMetadata: "what was restored in files",
}


_NAMES_SHOWN = 3


def in_words(command: Command) -> str:
    """What was taken back; ``command`` would do it again."""
    parts = _parts(command)
    made = [one.name for one in parts if isinstance(one, CreateLabel)]
    deleted = [one.name for one in parts if isinstance(one, DeleteLabel)]
    ruled = names_in(command)
    if deleted:
        return f"the deletion of {_names(deleted)}; it is there again, as it was"
    if made:
        marks = sum(isinstance(one, MarkLabel) and one.label in made for one in parts)
        nouns = "the label" if len(set(made)) == 1 else "the labels"
        on = f", and what you said of it on {counted(marks)}" if marks else ""
        return f"{nouns} {_names(made)}{on}"
    if ruled:
        return f"the {'rule' if len(ruled) == 1 else 'rules'} of {_names(ruled)}"
    renamed = [one for one in parts if isinstance(one, RenameLabel | RenameAlbum)]
    if renamed and len(renamed) == len(parts):
        return ", ".join(map(_one_in_words, renamed[:_NAMES_SHOWN])) + (
            ", …" if len(renamed) > _NAMES_SHOWN else ""
        )
    kinds = Counter(map(_one_in_words, parts))
    if not kinds or len(kinds) > _NAMES_SHOWN:
        return counted(len(parts), "change")
    said = [kind if count == 1 else f"{kind}, {count}×" for kind, count in sorted(kinds.items())]
    return " and ".join(said)


def _one_in_words(command: Command) -> str:
    match command:
        case RenameLabel(before, after) | RenameAlbum(before, after):
            return f"the name of “{plain(before)}” again instead of “{plain(after)}”"
        case DefineLabel(name):
            return f"what “{plain(name)}” means"
        case ApplyRule(name):
            return f"the rule of “{plain(name)}”"
        case MarkLabel(_photo, name):
            return f"“{plain(name)}” on a photo"
        case CreateAlbum(name):
            return f"the album “{plain(name)}”"
        case DeleteAlbum(name):
            return f"the deletion of the album “{plain(name)}”; it is there again"
        case AddRoot(path):
            return f"the adding of {path_text(path)}"
        case RemoveRoot(path):
            return f"the removal of {path_text(path)}"
        case SetSetting(key, value):
            return f"{plain(key)} = {plain(json.dumps(value))}"
        case _:
            return _WORDS[type(command)]


def _names(names: Iterable[str]) -> str:
    each = list(dict.fromkeys(names))
    shown = ", ".join(f"“{plain(name)}”" for name in each[:_NAMES_SHOWN])
    return f"{shown}, …" if len(each) > _NAMES_SHOWN else shown


def _parts(command: Command) -> list[Command]:
    if isinstance(command, Together):
        return [part for one in command.commands for part in _parts(one)]
    return [command]
