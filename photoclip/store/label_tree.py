"""Labels by their names, which are paths: finding, naming and moving them with all below.

Parents are spelt alike wherever they occur: a new ``animals/Cat`` beside ``Animals/Dog`` becomes
``Animals/Cat``.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from photoclip.core.commands import NOTHING, Command, RenameLabel, Together
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.labels import SEPARATOR, checked_name, is_below
from photoclip.core.names import LONGEST_NAME
from photoclip.store import named
from photoclip.store.database import Connection
from photoclip.store.named import Kind

_ON_ITS_WAY = "\1"
"""How the name of a label begins while others take their new ones: no name can begin like this."""


def find(connection: Connection, name: str) -> tuple[int, str] | None:
    """``(id, name as kept)`` of a label, whatever its capitals. Raises for what can't be a name."""
    clean = named.clean_name(Kind.LABEL, name)
    found = named.find(connection, Kind.LABEL, clean)
    if found is None and SEPARATOR in clean:
        tidy = SEPARATOR.join(part.strip() for part in clean.split(SEPARATOR))
        found = named.find(connection, Kind.LABEL, tidy)
    return found


def require(connection: Connection, name: str) -> tuple[int, str]:
    """As `find`. Raises `NothingThereError` if there is none."""
    found = find(connection, name)
    if found is None:
        raise _nothing(name)
    return found


def _nothing(name: str) -> NothingThereError:
    return NothingThereError(
        f"There is no label “{name[:LONGEST_NAME]}”.",
        "It may have been renamed or deleted meanwhile.",
    )


def new_name(connection: Connection, name: str) -> str:
    """The name a new label gets. Raises `PhotoClipError` for what can't be one."""
    return _spelt_as(_names(connection).values(), checked_name(name))


def _names(connection: Connection) -> dict[int, str]:
    return dict(connection.execute("SELECT id, name FROM label ORDER BY id").fetchall())


def _spelt_as(names: Iterable[str], name: str) -> str:
    """The name with the spelling that known names have of as much of it as they share."""
    depth, best = 0, name
    parts = name.casefold().split(SEPARATOR)
    for known in names:
        theirs = known.split(SEPARATOR)
        same = 0
        for one, other in zip(parts, theirs, strict=False):
            if one != other.casefold():
                break
            same += 1
        if same > depth:
            depth = same
            best = SEPARATOR.join([*theirs[:same], *name.split(SEPARATOR)[same:]])
    return best


@dataclass(frozen=True, slots=True)
class Move:
    """Labels that get other names, by id: ``names`` the new ones, ``before`` those they had.

    All stand at ``old`` or below, and at ``new`` or below afterwards.
    """

    names: dict[int, str]
    before: dict[int, str]
    undo: Command
    old: str
    new: str


def planned_move(connection: Connection, name: str, new: str) -> Move:
    """What renaming a label, or a parent that is none itself, changes: all below comes along.

    Raises `NothingThereError` where there is neither, `PhotoClipError` for a name that is taken or
    can't be one, for a move below itself, and for one that could not be taken back.
    """
    names = _names(connection)
    old = _whole_name(connection, names, name)
    moved = {one: kept for one, kept in names.items() if _is_within(kept, old)}
    if not moved:
        raise _nothing(name)
    others = {one: kept for one, kept in names.items() if one not in moved}
    target = _spelt_as(others.values(), checked_name(new))
    if is_below(target, old):
        raise PhotoClipError(
            f"“{old}” can't be moved below itself.", "Move it below another label, or to the top."
        )
    after = {one: checked_name(target + kept[len(old) :]) for one, kept in moved.items()}
    taken = {kept.casefold(): kept for kept in others.values()}
    for wanted in after.values():
        if wanted.casefold() in taken:
            raise PhotoClipError(
                f"There is a label “{taken[wanted.casefold()]}” already.", "Choose another name."
            )
    if after == moved:
        return Move({}, {}, NOTHING, old, target)
    spelt = next(iter(moved.values()))[: len(old)]
    pieces = _pieces(target, spelt, set(moved.values()), list(others.values()))
    return Move(after, moved, _taken_back(pieces, apart=is_below(old, target)), old, target)


def _whole_name(connection: Connection, names: dict[int, str], name: str) -> str:
    """The name of a label or of a parent that is none, cleaned."""
    found = find(connection, name)
    if found is not None:
        return found[1]
    parts = named.clean_name(Kind.LABEL, name).split(SEPARATOR)
    return _spelt_as(names.values(), SEPARATOR.join(part.strip() for part in parts))


def _is_within(name: str, place: str) -> bool:
    return name.casefold() == place.casefold() or is_below(name, place)


def _pieces(now: str, then: str, moved: set[str], others: list[str]) -> list[tuple[str, str]]:
    """Renamings that lead back, each of a place at which no other label stands.

    ``now`` is where the labels below ``then`` will be. Raises `PhotoClipError` where there are none:
    a label that would stand above those of another one.
    """
    if not any(_is_within(other, now) for other in others):
        return [(now, then)]
    if then in moved:
        raise PhotoClipError(
            f"There are labels below “{now}” already.",
            "Choose another name, or move those labels first.",
        )
    start = len(then) + 1
    children = {name[start:].partition(SEPARATOR)[0] for name in moved if is_below(name, then)}
    return [
        piece
        for child in sorted(children)
        for piece in _pieces(f"{now}{SEPARATOR}{child}", f"{then}{SEPARATOR}{child}", moved, others)
    ]


def _taken_back(pieces: list[tuple[str, str]], *, apart: bool) -> Command:
    if not apart:
        steps = [RenameLabel(now, then) for now, then in pieces]
    else:
        # Back to below where they are now: all are set apart first.
        aside = uuid.uuid4().hex
        steps = [RenameLabel(now, f"{aside} {n}") for n, (now, _then) in enumerate(pieces)]
        steps += [RenameLabel(f"{aside} {n}", then) for n, (_now, then) in enumerate(pieces)]
    return steps[0] if len(steps) == 1 else Together(tuple(steps))


def carry_out(connection: Connection, move: Move) -> None:
    """Give the labels their new names."""
    connection.executemany(
        "UPDATE label SET name = ? WHERE id = ?",
        [(f"{_ON_ITS_WAY}{one}", one) for one in move.names],
    )
    connection.executemany(
        "UPDATE label SET name = ? WHERE id = ?", [(kept, one) for one, kept in move.names.items()]
    )
