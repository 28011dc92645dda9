"""Which edit put rules in force last: a tagging step, which can be taken back by itself.

Marks given since don't stand in its way: they are a person's, and no rule moves them.
"""

from __future__ import annotations

from photoclip.core.commands import (
    ApplyRule,
    Command,
    CreateLabel,
    DefineLabel,
    DeleteLabel,
    RenameLabel,
    Together,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import is_below
from photoclip.store.commands import standing
from photoclip.store.database import Library


def last_tagging(library: Library) -> tuple[int, Command] | None:
    """The newest tagging step that still stands and what takes it back; None if there is none.

    Apply that under `undo_uid`. Raises `PhotoClipError` if one of its labels was defined anew,
    renamed or deleted since: that has to be taken back before.
    """
    changed: list[str] = []
    for edit, command, undo in standing(library):
        parts = _parts(command)
        if not _is_tagging(parts):
            changed += [name for part in parts for name in _names_changed(part)]
            continue
        for name in dict.fromkeys(_names_of(parts)):
            if any(_same(name, one) or is_below(name, one) for one in changed):
                raise PhotoClipError(
                    f"The label “{name}” was changed after it was put on photos.",
                    "Take that back first, one change at a time: photoclip undo",
                )
        return edit, undo
    return None


def _parts(command: Command) -> list[Command]:
    if isinstance(command, Together):
        return [part for one in command.commands for part in _parts(one)]
    return [command]


def _is_tagging(parts: list[Command]) -> bool:
    return any(isinstance(one, ApplyRule) for one in parts) and all(
        isinstance(one, ApplyRule | DefineLabel | CreateLabel) for one in parts
    )


def _names_of(parts: list[Command]) -> list[str]:
    return [one.name for one in parts if isinstance(one, ApplyRule | DefineLabel | CreateLabel)]


def _names_changed(command: Command) -> tuple[str, ...]:
    match command:
        case DefineLabel(name) | DeleteLabel(name):
            return (name,)
        case RenameLabel(name, new_name):
            return name, new_name
        case _:
            return ()


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
