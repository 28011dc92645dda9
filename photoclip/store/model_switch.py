"""Changing the model that answers, and the rules that go with it: inside a transaction of `commands`.

The rule a label had under the model that is left is kept: going back needs no fitting.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass

from photoclip.core.commands import NOTHING, Command, ForgetVectors, SwitchModel
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import LabelDefinition
from photoclip.store import generations, label_tree, settings
from photoclip.store.database import Connection, Library
from photoclip.store.label_edits import definition_of


@dataclass(frozen=True, slots=True)
class RuledLabel:
    """A label with a rule in force (JSON), and what it means by now."""

    id: int
    name: str
    definition: LabelDefinition
    rule: str


def ruled_labels(library: Library) -> list[RuledLabel]:
    """The labels that do something by themselves, in the order of their ids."""
    rows = library.connection.execute(
        "SELECT id, name, definition, rule FROM label WHERE rule IS NOT NULL ORDER BY id"
    ).fetchall()
    return [
        RuledLabel(int(label), str(name), definition_of(definition), str(rule))
        for label, name, definition, rule in rows
    ]


def kept_rules(library: Library, key: str) -> dict[int, str]:
    """Rules as JSON, by label id, that labels in force had when the model with this key was left.

    Those of labels that mean something else since are left out.
    """
    rows = library.connection.execute(
        "SELECT label.id, kept.rule FROM label JOIN label_rule AS kept ON kept.label_id = label.id "
        "WHERE kept.model = ? AND label.rule IS NOT NULL AND label.definition = kept.definition",
        (key,),
    ).fetchall()
    return {int(label): str(rule) for label, rule in rows}


def model_of(rule: str | None) -> str | None:
    """The key of the model a rule is for; None for what is no rule."""
    with suppress(ValueError, TypeError, RecursionError):
        plain = json.loads(rule or "")
        if isinstance(plain, dict) and isinstance(plain.get("model"), str):
            return str(plain["model"])
    return None


def carry_out(connection: Connection, command: SwitchModel | ForgetVectors) -> Command:
    """Apply a command; see `store.commands.carry_out`."""
    if isinstance(command, SwitchModel):
        return _switch(connection, command)
    generations.forget(connection, command.key)
    return NOTHING


def _switch(connection: Connection, command: SwitchModel) -> Command:
    model_changed, model = settings.change(connection, settings.ACTIVE_MODEL, command.model)
    next_changed, following = settings.change(connection, settings.NEXT_MODEL, command.next)
    before: list[tuple[str, str | None]] = []
    for name, rule in command.rules:
        found = label_tree.find(connection, name)
        if found is not None:
            before += _put(connection, *found, rule)
    if not (model_changed or next_changed or before):
        return NOTHING
    if model_changed or before:
        connection.execute("UPDATE label SET stale = 1 WHERE rule IS NOT NULL")
    return SwitchModel(_text(model), tuple(reversed(before)), _text(following))


def _put(
    connection: Connection, label: int, name: str, rule: str | None
) -> list[tuple[str, str | None]]:
    """Put a rule in force, and keep the one before: its name and that one, nothing if it is the same."""
    before, definition = connection.execute(
        "SELECT rule, definition FROM label WHERE id = ?", (label,)
    ).fetchone()
    if before == rule:
        return []
    if rule is not None and model_of(rule) is None:
        raise PhotoClipError(
            "This is not a rule of a label.", "Preview the label and apply it again."
        )
    key = model_of(before)
    if key is not None:
        connection.execute(
            "INSERT OR REPLACE INTO label_rule(label_id, model, rule, definition) "
            "VALUES (?, ?, ?, ?)",
            (label, key, before, definition),
        )
    connection.execute("UPDATE label SET rule = ?, stale = 1 WHERE id = ?", (rule, label))
    return [(name, before)]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
