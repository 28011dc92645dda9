"""What a person does to labels, inside a transaction of `store.commands`.

Every function answers with the command that takes it back, `NOTHING` where nothing changed.
"""

from __future__ import annotations

import json
from contextlib import suppress

from photoclip.core import labels as meaning
from photoclip.core.commands import (
    NOTHING,
    ApplyRule,
    Command,
    CreateLabel,
    DefineLabel,
    DeleteLabel,
    LabelCommand,
    MarkLabel,
    RenameLabel,
    Together,
    Verdict,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import Automatic, LabelDefinition
from photoclip.core.types import PhotoId
from photoclip.store import imports, label_albums, label_tree, named
from photoclip.store.database import Connection, now

_USUAL = LabelDefinition()


_SHARES = "(CASE WHEN json_valid(rule) THEN json_type(rule, '$.group') IS 'text' ELSE 0 END)"
"""Whether a label's rule in force decides together with those beside it (`tagging.rule.Rule.group`).

Of which parent is what the label's name says.
"""

_BY_HAND = LabelDefinition(automatic=Automatic.OFF)
"""A label that came about on a photo means what a person puts it on, until they say more."""


def carry_out(connection: Connection, command: LabelCommand) -> Command:
    """Apply a command; see `store.commands.carry_out`."""
    match command:
        case CreateLabel():
            return _create(connection, command)
        case RenameLabel():
            return _rename(connection, command)
        case DeleteLabel():
            return _delete(connection, command)
        case DefineLabel():
            return _define(connection, command)
        case ApplyRule():
            return _apply_rule(connection, command)
        case MarkLabel():
            return _mark(connection, command)


def definition_of(text: str) -> LabelDefinition:
    """The definition behind what column ``definition`` holds; the usual one if that is damaged."""
    with suppress(ValueError, TypeError, RecursionError):
        plain = json.loads(text)
        if isinstance(plain, dict):
            return meaning.from_plain(plain)
    return _USUAL


def _stored(definition: LabelDefinition) -> str:
    return json.dumps(meaning.to_plain(definition), ensure_ascii=False, separators=(",", ":"))


def _insert(connection: Connection, name: str, definition: LabelDefinition) -> int:
    cursor = connection.execute(
        "INSERT INTO label(name, definition, created_at) VALUES (?, ?, ?)",
        (name, _stored(definition), now()),
    )
    imports.of_labels_called(connection, [name])
    return int(cursor.lastrowid or 0)


def _found_or_made(
    connection: Connection, name: str, definition: LabelDefinition
) -> tuple[int, str, bool]:
    """``(id, name as kept, whether it was made)``; ``definition`` is of one that is made."""
    found = label_tree.find(connection, name)
    if found is not None:
        return *found, False
    kept = label_tree.new_name(connection, name)
    return _insert(connection, kept, definition), kept, True


def _create(connection: Connection, command: CreateLabel) -> Command:
    _label, name, made = _found_or_made(connection, command.name, LabelDefinition())
    return DeleteLabel(name, only_if_unused=True) if made else NOTHING


def _rename(connection: Connection, command: RenameLabel) -> Command:
    move = label_tree.planned_move(connection, command.name, command.new_name)
    if not move.names:
        return NOTHING
    apart = [label for label in move.names if _shares(connection, label)]
    for label in apart:
        _derive_again(connection, label)
    label_tree.carry_out(connection, move)
    for label in apart:
        _derive_again(connection, label)
    imports.of_labels_called(connection, [*move.before.values(), *move.names.values()])
    return label_albums.carry_along(connection, move)


def _delete(connection: Connection, command: DeleteLabel) -> Command:
    label, name = label_tree.require(connection, command.name)
    definition, rule, marks = _contents(connection, label)
    if command.only_if_unused and (
        marks or rule is not None or definition not in (_USUAL, _BY_HAND)
    ):
        return NOTHING
    _derive_again(connection, label)
    connection.execute("DELETE FROM label WHERE id = ?", (label,))
    imports.of_labels_called(connection, [name])
    made = CreateLabel(name) if definition == _USUAL else DefineLabel(name, definition)
    restored = [MarkLabel(PhotoId(photo), name, Verdict(verdict)) for photo, verdict in marks]
    in_force = [] if rule is None else [ApplyRule(name, rule)]
    return Together((made, *restored, *in_force))


def _contents(
    connection: Connection, label: int
) -> tuple[LabelDefinition, str | None, list[tuple[int, str]]]:
    """A label's definition, the rule in force, and its marks."""
    definition, rule = connection.execute(
        "SELECT definition, rule FROM label WHERE id = ?", (label,)
    ).fetchone()
    marks = connection.execute(
        "SELECT photo_id, verdict FROM label_mark WHERE label_id = ? ORDER BY photo_id", (label,)
    ).fetchall()
    return definition_of(definition), rule, marks


def _define(connection: Connection, command: DefineLabel) -> Command:
    definition = meaning.checked(command.definition)
    label, name, made = _found_or_made(connection, command.name, LabelDefinition())
    before, _rule, _marks = _contents(connection, label)
    connection.execute("UPDATE label SET definition = ? WHERE id = ?", (_stored(definition), label))
    if made:
        return Together((DefineLabel(name, before), DeleteLabel(name, only_if_unused=True)))
    return NOTHING if definition == before else DefineLabel(name, before)


def _apply_rule(connection: Connection, command: ApplyRule) -> Command:
    label, name = label_tree.require(connection, command.name)
    (before,) = connection.execute("SELECT rule FROM label WHERE id = ?", (label,)).fetchone()
    if before == command.rule:
        return NOTHING
    if command.rule is not None and not _is_object(command.rule):
        raise PhotoClipError(
            "This is not a rule of a label.", "Preview the label and apply it again."
        )
    _derive_again(connection, label)
    connection.execute("UPDATE label SET rule = ?, stale = 1 WHERE id = ?", (command.rule, label))
    _derive_again(connection, label)
    return ApplyRule(name, before)


def _is_object(text: str) -> bool:
    with suppress(ValueError, RecursionError):
        return isinstance(json.loads(text), dict)
    return False


def _shares(connection: Connection, label: int) -> bool:
    """Whether the rule in force decides together with others."""
    question = f"SELECT {_SHARES} FROM label WHERE id = ?"
    (found,) = connection.execute(question, (label,)).fetchone()
    return bool(found)


def _derive_again(connection: Connection, label: int) -> None:
    """The tags of a label, and of those it is decided together with, no longer follow from the rules.

    Which those are is frozen in the rules in force; what the definitions say by now is no matter.
    """
    if not _shares(connection, label):
        connection.execute("UPDATE label SET stale = 1 WHERE id = ? AND rule IS NOT NULL", (label,))
        return
    rows = connection.execute(f"SELECT id, name FROM label WHERE {_SHARES}").fetchall()
    place = meaning.parent(dict(rows)[label]).casefold()
    together = [(one,) for one, name in rows if meaning.parent(name).casefold() == place]
    connection.executemany("UPDATE label SET stale = 1 WHERE id = ?", together)


def _mark(connection: Connection, command: MarkLabel) -> Command:
    named.by_hand(connection, command.photo)
    if command.verdict is None and label_tree.find(connection, command.label) is None:
        return NOTHING
    label, name, made = _found_or_made(connection, command.label, _BY_HAND)
    key = (command.photo, label)
    row = connection.execute(
        "SELECT verdict FROM label_mark WHERE photo_id = ? AND label_id = ?", key
    ).fetchone()
    before = None if row is None else Verdict(row[0])
    if command.verdict == before and not made:
        return NOTHING
    if command.verdict is None:
        connection.execute("DELETE FROM label_mark WHERE photo_id = ? AND label_id = ?", key)
    else:
        connection.execute(
            "INSERT INTO label_mark(photo_id, label_id, verdict, marked_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET verdict = excluded.verdict, marked_at = excluded.marked_at",
            (*key, command.verdict.value, now()),
        )
    undo = MarkLabel(command.photo, name, before)
    if made:
        return Together((undo, DeleteLabel(name, only_if_unused=True)))
    return undo
