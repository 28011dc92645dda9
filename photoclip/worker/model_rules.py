"""What is no command for the model a library uses: rules of another one, and forgetting its vectors."""

from __future__ import annotations

from contextlib import suppress

from photoclip.core.commands import (
    NOTHING,
    ApplyRule,
    Command,
    ForgetVectors,
    Together,
)
from photoclip.core.errors import ModelError, PhotoClipError
from photoclip.store import settings
from photoclip.store.database import Library
from photoclip.store.model_switch import model_of
from photoclip.worker.encoders import Encoders
from photoclip.worker.next_model import find_usable, next_model


def fitting_now(
    library: Library, encoders: Encoders, command: Command, *, undoing: bool
) -> Command:
    """The command, as far as it fits the model that the library uses now.

    Rules of another model would never decide anything: they are refused, or where an old step is
    undone left out of it. Raises `PhotoClipError`; `ModelError` for vectors that are in use.
    """
    if isinstance(command, ForgetVectors):
        _refuse_if_in_use(library, encoders, command.key)
        return command
    rules = _rules_in(command)
    key = encoders.key_in_use() if rules else ""
    if not key or all(model_of(rule) == key for rule in rules):
        return command
    left = _without_others(command, key)
    if undoing and left is not None and left != NOTHING:
        return left
    raise PhotoClipError(
        "The library uses another model now: this rule was made for the one before.",
        "Do it again; or go back to that model: photoclip models use NAME",
    )


def _rules_in(command: Command) -> list[str]:
    if isinstance(command, Together):
        return [rule for part in command.commands for rule in _rules_in(part)]
    return [command.rule] if isinstance(command, ApplyRule) and command.rule is not None else []


def _without_others(command: Command, key: str) -> Command | None:
    """What is left of a command without the rules that are for other models than this one."""
    if isinstance(command, Together):
        left = (_without_others(part, key) for part in command.commands)
        return Together(tuple(part for part in left if part is not None))
    if isinstance(command, ApplyRule) and command.rule and model_of(command.rule) != key:
        return None
    return command


def _refuse_if_in_use(library: Library, encoders: Encoders, key: str) -> None:
    name = key.rpartition("@")[0]
    if key == encoders.key_in_use() or name == settings.get(library, settings.ACTIVE_MODEL):
        raise ModelError(
            "What the library knows by the model it uses is not forgotten.",
            "Use another one first: photoclip models use NAME",
        )
    following = next_model(library)
    if following is None:
        return
    with suppress(ModelError):
        if find_usable(following).info.key == key:
            raise PhotoClipError(
                f"The library is on its way to the model {name}.",
                "Stop that first: photoclip models use --stop",
            )
