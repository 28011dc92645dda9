"""``tag``: puts labels on photos by their rules, in one step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from photoclip.cli.label_names import (
    changing,
    find_label,
    known_labels,
    look_ahead,
    note,
    note_beside,
    note_demonstration,
    quoted,
    reading,
)
from photoclip.cli.label_text import learning_json, moved_text
from photoclip.cli.library import json_option
from photoclip.cli.progress import stop_on_interrupt
from photoclip.cli.render import console, in_column, name_width, plain, print_json
from photoclip.cli.tagging_step import in_force, names_in
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import ApplyRule, Together
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import Judge, Preview
from photoclip.core.labels import Automatic

if TYPE_CHECKING:
    from photoclip.session import Session
    from photoclip.store.labels import Label

_COLUMNS = ("+", "−", "then on", "suggested")


@dataclass(frozen=True)
class _Row:
    """A label and what it would do; without a preview it would stop working by itself."""

    label: Label
    preview: Preview | None

    @property
    def added(self) -> int:
        return 0 if self.preview is None else self.preview.added

    @property
    def removed(self) -> int:
        return self.label.automatic if self.preview is None else self.preview.removed

    @property
    def then_on(self) -> int:
        """Photos that would have it by its rule: none if it is only suggested."""
        applying = self.label.definition.automatic is Automatic.APPLY
        return self.preview.would_hold if self.preview is not None and applying else 0

    @property
    def is_new(self) -> bool:
        """Whether another rule would be in force, be it one that moves no tag today."""
        if self.preview is None:
            return self.label.active
        return self.preview.rule != self.label.rule


@click.command(
    epilog="""\b
Examples:
  photoclip tag                      what all labels would do: nothing is changed
  photoclip tag Dog                  what this one would do
  photoclip tag --apply Dog          put it on photos
  photoclip tag --undo               take the last such step off again

Without LABEL all labels, but for those that do nothing by themselves: labels you only put on photos
yourself, until you say otherwise (label edit --automatic apply NAME).
“+” and “−” are photos that get and lose a label, “then on” those that have it by its rule then; what
you said yourself never changes. New photos get the labels in force as they are read. Each label
learns from your answers first, if that helps.

--json prints an object a line: label, added, removed, would_have, would_suggest, judge, answers_yes,
answers_no, words_error, learned_error, applied.
"""
)
@click.argument("labels", nargs=-1, metavar="[LABEL…]")
@click.option("--dry-run", is_flag=True, help="Only show what would change. This is the default.")
@click.option("--apply", "apply_it", is_flag=True, help="Do it, in one step that can be undone.")
@click.option("--undo", "undo_it", is_flag=True, help="Take the last applied step back.")
@json_option
@click.pass_context
def tag(
    context: click.Context,
    labels: tuple[str, ...],
    dry_run: bool,
    apply_it: bool,
    undo_it: bool,
    as_json: bool,
) -> None:
    """Put labels on photos by what is in them."""
    if sum((dry_run, apply_it, undo_it)) > 1:
        raise click.UsageError("Use one of --dry-run, --apply and --undo.")
    if undo_it:
        if labels:
            raise click.UsageError("--undo takes back a whole step; leave the labels out.")
        _undo(context, as_json=as_json)
        return
    with changing(context) if apply_it else reading(context) as session:
        wanted = _wanted(session, labels)
        if not wanted:
            _say_none(session, as_json=as_json)
            return
        with stop_on_interrupt() as token:
            rows = [_row(session, one, token) for one in wanted]
        changing_rows = [row for row in rows if row.is_new]
        if apply_it and changing_rows:
            session.apply(_step(changing_rows))
        if as_json:
            for row in rows:
                print_json(_row_json(row, applied=apply_it))
            return
        _print_table(rows)
        for row in rows:
            if row.preview is not None:
                note_beside(row.preview)
        console().print()
        if apply_it:
            _say_applied(session, changing_rows)
        elif changing_rows:
            names = " ".join(quoted(name) for name in labels)
            apply = f"photoclip tag --apply {names}".rstrip()
            console().print(Text("Nothing is changed yet. ").append(f"Apply it: {apply}"))
        else:
            console().print("All of that is in force already.")
        note_demonstration(session)


def _wanted(session: Session, names: Sequence[str]) -> list[Label]:
    """The labels asked for, each once; without names all that do something or did."""
    if not names:
        return [
            one
            for one in known_labels(session)
            if one.active or one.definition.automatic is not Automatic.OFF
        ]
    found = {one.id: one for one in (find_label(session, name) for name in names)}
    for one in found.values():
        if one.definition.automatic is Automatic.OFF and not one.active:
            raise PhotoClipError(
                f"“{one.name}” does nothing by itself.",
                f"Let it: photoclip label edit --automatic apply {quoted(one.name)}",
            )
    return list(found.values())


def _say_none(session: Session, *, as_json: bool) -> None:
    if as_json:
        return
    if known_labels(session):
        console().print("No label does anything by itself: photoclip label list")
    else:
        console().print("There are no labels yet.")
        note("Make one: photoclip label add NAME      Ideas: photoclip label suggest")


def _row(session: Session, label: Label, token: CancelToken) -> _Row:
    if label.definition.automatic is Automatic.OFF:
        return _Row(label, None)
    return _Row(label, look_ahead(session, label.name, label.definition, token))


def _step(rows: Iterable[_Row]) -> Together:
    """All of it as one command: all or nothing, undone at once."""
    listed = list(rows)
    step = in_force([row.preview for row in listed if row.preview is not None])
    ended = tuple(ApplyRule(row.label.name, None) for row in listed if row.preview is None)
    return Together((*step.commands, *ended))


def _row_json(row: _Row, *, applied: bool) -> dict[str, Any]:
    preview = row.preview
    value: dict[str, Any] = {
        "label": row.label.name,
        "added": row.added,
        "removed": row.removed,
        "would_have": row.then_on,
        "would_suggest": 0 if preview is None else preview.would_suggest,
    }
    value |= {"judge": None} if preview is None else learning_json(preview.learning)
    return {**value, "applied": applied}


def _print_table(rows: Sequence[_Row]) -> None:
    out = console()
    width = max(5, name_width(plain(row.label.name) for row in rows))
    lines = [
        (
            f"+{row.added}",
            f"−{row.removed}",
            str(row.then_on),
            str(0 if row.preview is None else row.preview.would_suggest),
        )
        for row in rows
    ]
    widths = [
        max(len(head), *(len(line[place]) for line in lines)) for place, head in enumerate(_COLUMNS)
    ]
    heads = "  ".join(f"{head:>{size}}" for head, size in zip(_COLUMNS, widths, strict=True))
    out.print(Text(f"{'label':<{width}}  {heads}  decides", "dim"))
    for row, line in zip(rows, lines, strict=True):
        text = Text().append(in_column(plain(row.label.name), width), "bold")
        styles = (
            "green" if row.added else "dim",
            "red" if row.removed else "dim",
            "default",
            "dim",
        )
        for value, size, style in zip(line, widths, styles, strict=True):
            text.append(f"  {value:>{size}}", style)
        out.print(text.append(f"  {_decides(row)}", "dim"))


def _decides(row: _Row) -> str:
    if row.preview is None:
        return "by hand only from now on"
    learning = row.preview.learning
    if learning.judge is Judge.LEARNED:
        said = f"learned from {learning.confirmed + learning.rejected} answers"
    else:
        said = "its words"
    return said if row.is_new else f"{said}; in force already"


def _say_applied(session: Session, rows: Sequence[_Row]) -> None:
    out = console()
    if not rows:
        out.print("Nothing to do: all of that was in force already.")
        return
    moved = moved_text(sum(row.added for row in rows), sum(row.removed for row in rows))
    noun = "label is" if len(rows) == 1 else "labels are"
    out.print(
        Text(f"{len(rows)} {noun} in force: {moved}. ").append(
            "Take it back: photoclip tag --undo", "dim"
        )
    )
    for row in rows:
        waiting = 0 if row.preview is None else row.preview.would_suggest
        if waiting and not row.then_on:
            are = "is" if waiting == 1 else "are"
            name = row.label.name
            note(f"{waiting} {are} suggested: photoclip review {quoted(name)}")
    names = {row.label.id for row in rows}
    late = [one.name for one in known_labels(session) if one.id in names and one.stale]
    if late:
        note("Their photos are still being gone through; `photoclip label list` shows them.")


def _undo(context: click.Context, *, as_json: bool) -> None:
    with changing(context) as session:
        applied = session.undo_tagging()
        names = [] if applied is None else names_in(applied.undo)
        if as_json:
            print_json({"undone": names})
        elif applied is None:
            console().print("No tagging is left to take back.")
        else:
            shown = ", ".join(f"“{plain(name)}”" for name in names)
            console().print(
                Text(f"Taken back: {shown} as before that step. What you said yourself stands.")
            )
