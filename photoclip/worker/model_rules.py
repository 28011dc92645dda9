"""What is no command for the model a library uses: rules of another one, and forgetting its vectors."""

from __future__ import annotations

from contextlib import suppress

from photoclip.core.commands import (
    JSON,
    NOTHING,
    ApplyRule,
    Command,
    ForgetVectors,
    SetSetting,
    SwitchModel,
    Together,
)
from photoclip.core.errors import ModelError, PhotoClipError
from photoclip.embed import catalogue
from photoclip.store import settings
from photoclip.store.database import Library
from photoclip.store.model_switch import kept_rules, model_of, ruled_labels
from photoclip.worker.encoders import Encoders
from photoclip.worker.models import model_folders
from photoclip.worker.next_model import find_usable, next_model, shown


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
    if isinstance(command, SetSetting) and command.key == settings.NEXT_MODEL and command.value:
        _refuse_if_blind(command.value)
    if isinstance(command, SwitchModel) and command.next and not command.rules and not undoing:
        return _hurried(library, command)
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


def _refuse_if_blind(reference: JSON) -> None:
    """Raise `ModelError` for a model one can't search with; one that isn't here is told of later."""
    try:
        found = catalogue.find(str(reference), *model_folders())
    except ModelError:
        return
    find_usable(str(found.path))


def _hurried(library: Library, command: SwitchModel) -> SwitchModel:
    """A change before every photo is known, with the rules kept of when that model answered before."""
    reference = next_model(library)
    if reference is None or shown(reference) != command.next:
        reference = command.next or ""
    kept = kept_rules(library, find_usable(reference).info.key)
    labels = ruled_labels(library)
    rules = tuple((one.name, kept[one.id]) for one in labels if one.id in kept)
    return SwitchModel(reference, rules, reference)


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
    in_use = encoders.key_in_use()
    name = key.rpartition("@")[0]
    missing = not in_use and name == settings.get(library, settings.ACTIVE_MODEL)
    if key == in_use or missing:
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
