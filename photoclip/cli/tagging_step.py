"""What puts rules in force, and what that changed."""

from __future__ import annotations

from collections.abc import Iterable

from photoclip.core.commands import ApplyRule, Command, DefineLabel, Together
from photoclip.core.label_reports import Preview
from photoclip.core.labels import Automatic


def in_force(previews: Iterable[Preview]) -> Together:
    """The one undoable step that makes labels do what these previews show."""
    commands: list[Command] = []
    for one in previews:
        off = one.definition.automatic is Automatic.OFF
        commands.append(DefineLabel(one.name, one.definition))
        commands.append(ApplyRule(one.name, None if off else one.rule))
    return Together(tuple(commands))


def names_in(command: Command) -> list[str]:
    """The labels a step of tagging puts rules in force for, or takes them from, each once."""
    return sorted(set(_names(command)), key=str.casefold)


def _names(command: Command) -> list[str]:
    if isinstance(command, Together):
        return [name for one in command.commands for name in _names(one)]
    return [command.name] if isinstance(command, ApplyRule) else []
