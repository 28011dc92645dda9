"""``label list``, ``label show``, ``label suggest``: which labels there are, how they do, and more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    rows_of,
    same_name,
    waiting_for,
)
from photoclip.cli.label_text import (
    counted,
    definition_json,
    definition_pairs,
    histogram,
    judge_text,
    moved_text,
    photo_json,
    photo_line,
    preview_json,
)
from photoclip.cli.library import json_option
from photoclip.cli.progress import stop_on_interrupt
from photoclip.cli.render import (
    console,
    in_column,
    name_width,
    padded,
    plain,
    print_json,
    print_pairs,
)
from photoclip.core.commands import DefineLabel, Together
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import IdeaOrigin, Judge, LabelIdea
from photoclip.core.labels import SEPARATOR, Automatic, leaf

if TYPE_CHECKING:
    from photoclip.core.label_reports import Preview
    from photoclip.session import Session
    from photoclip.store.labels import Label

_BORDER = 4
_EXAMPLES = 3
_COLUMNS = ("photos", "yes", "no", "in files", "by rule", "suggested")


@click.command(
    "list",
    epilog="""
“photos” have the label: by your yes, by a keyword in the file, or by its rule. “in force” says
that the label works by itself, on new photos too, and whether it goes by its words or has learned.

--json prints an object a line: label, describe, not, color, exclusive, automatic, share, yes, no,
in_files, by_rule, suggested, have, in_force, judge (zero-shot, learned, or null).
""",
)
@json_option
@click.pass_context
def list_labels(context: click.Context, as_json: bool) -> None:
    """List the labels, those below others indented."""
    with reading(context) as session:
        known = known_labels(session)
        if as_json:
            for one in known:
                print_json(label_json(one))
            return
    out = console()
    if not known:
        out.print("There are no labels yet.")
        note("Make one: photoclip label add NAME      Ideas: photoclip label suggest")
        return
    listed = list(_tree(known))
    width = name_width(name for name, label in listed if label is not None)
    heads = "  ".join(_COLUMNS)
    out.print(Text(f"{'':<{width}}  {heads}", "dim"))
    for name, label in listed:
        line = Text(name, "dim")
        if label is not None:
            line = Text(in_column(name, width))
            counts = (
                label.shown,
                label.confirmed,
                label.rejected,
                label.imported,
                label.automatic,
                label.suggested,
            )
            for head, count in zip(_COLUMNS, counts, strict=True):
                style = "dim" if not count else "bold" if head == "photos" else "default"
                line.append(f"  {count:>{len(head)}}", style)
            line.append(f"  {_state(label)}", "dim")
            if label.definition.color:
                line.append("  ■", label.definition.color)
        out.print(line)


def label_json(label: Label) -> dict[str, Any]:
    """The stable JSON form of a label in a list."""
    judge = judge_in_force(label)
    return {
        "label": label.name,
        **definition_json(label.definition),
        "yes": label.confirmed,
        "no": label.rejected,
        "in_files": label.imported,
        "by_rule": label.automatic,
        "suggested": label.suggested,
        "have": label.shown,
        "in_force": label.active,
        "judge": None if judge is None else judge.value,
    }


def judge_in_force(label: Label) -> Judge | None:
    """Who judges in the rule that is in force; None where none is, or none that can be read."""
    from photoclip.tagging.rules import Rule

    if label.rule is None:
        return None
    try:
        rule = Rule.from_json(label.rule)
    except PhotoClipError:
        return None
    return Judge.ZERO_SHOT if rule.head is None else Judge.LEARNED


def _state(label: Label) -> str:
    if not label.active:
        return "by hand only" if label.definition.automatic is Automatic.OFF else "not in force"
    match judge_in_force(label):
        case Judge.LEARNED:
            return "in force, learned"
        case Judge.ZERO_SHOT:
            return "in force, by words"
        case _:
            return "in force, unreadable: photoclip tag --apply"


def _tree(known: Sequence[Label]) -> Iterator[tuple[str, Label | None]]:
    """Lines of the tree: an indented name, and its label where it is one."""
    shown: list[str] = []
    for one in sorted(known, key=lambda one: [p.casefold() for p in one.name.split(SEPARATOR)]):
        parts = one.name.split(SEPARATOR)
        for depth in range(len(parts)):
            place = SEPARATOR.join(parts[: depth + 1])
            if any(same_name(place, before) for before in shown):
                continue
            shown.append(place)
            is_label = depth == len(parts) - 1
            yield "  " * depth + plain(parts[depth]), one if is_label else None


@click.command(
    epilog="""
It says what the label means, on which photos it is and why, who decides, how far that is from
certain, and which photos lie at the border. Nothing is changed.

--json prints one object; see docs/json.md.
"""
)
@click.argument("name")
@json_option
@click.pass_context
def show(context: click.Context, name: str, as_json: bool) -> None:
    """Show what the label NAME means and how it does."""
    with reading(context) as session, stop_on_interrupt() as token:
        label = find_label(session, name)
        preview: Preview | None = None
        waits = ""
        try:
            preview = look_ahead(session, label.name, label.definition, token)
        except PhotoClipError as error:
            waits = f"{error} {error.hint}".strip()
        if as_json:
            ahead = None if preview is None else _preview_json(session, preview)
            print_json({**label_json(label), "waits": waits or None, "preview": ahead})
            return
        out = console()
        out.print(Text(plain(label.name), "bold"))
        print_pairs(out, definition_pairs(label.definition))
        counts = [
            ("Photos", Text(str(label.shown))),
            ("Your yes", Text(str(label.confirmed))),
            ("Your no", Text(str(label.rejected))),
            ("In files", Text(str(label.imported))),
            ("By rule", Text(str(label.automatic))),
            ("Suggested", Text(str(label.suggested))),
        ]
        out.print()
        print_pairs(out, counts)
        out.print()
        out.print(Text(_standing(label)))
        if preview is None:
            out.print(Text(waits, "yellow"))
            return
        out.print(Text(judge_text(preview.learning)))
        if label.active and (preview.added or preview.removed):
            moved = moved_text(preview.added, preview.removed)
            apply = f"photoclip tag --apply {quoted(label.name)}"
            out.print(Text(f"Put in force anew it would change {moved}: {apply}"))
        print_border(session, preview)
        note_beside(preview)
        note_demonstration(session)


def _standing(label: Label) -> str:
    if label.active:
        return "It is in force: new photos get it too."
    if label.definition.automatic is Automatic.OFF:
        return "It does nothing by itself. What follows is what it would do."
    return f"It is not in force yet: photoclip tag --apply {quoted(label.name)}"


def _preview_json(session: Session, preview: Preview) -> dict[str, Any]:
    shown = (*preview.above, *preview.below, *preview.surest)
    return preview_json(preview, rows_of(session, shown))


def print_border(session: Session, preview: Preview) -> None:
    """The histogram, and the photos at both sides of the cut."""
    out = console()
    lines = histogram(preview)
    if lines:
        out.print()
        out.print(Text("Photos by how sure it is (bars: logarithm of the count)", "dim"))
        for line in lines:
            out.print(line)
    above, below = preview.above[:_BORDER], preview.below[:_BORDER]
    rows = rows_of(session, (*above, *below))
    for title, photos in (("Just above the cut", above), ("Just below it", below)):
        if photos:
            out.print()
            out.print(Text(title, "dim"))
            for photo in photos:
                out.print(photo_line(photo, rows.get(photo)))


@click.command(
    epilog="""\b
Examples:
  photoclip label suggest
  photoclip label suggest --add 1 --add 4
  photoclip label suggest --add Beach

Ideas come from photos that look alike, named from a list of everyday words, and from keywords in
your files. Nothing is made until you pick.

--json prints an object a line: number, name, describe, not, color, exclusive, automatic, share,
photos (about how many), origin (pictures, keywords), examples (id, path).
"""
)
@click.option(
    "--add",
    "wanted",
    multiple=True,
    metavar="IDEA",
    help="Make a label of this idea: its number or name; may be given several times.",
)
@click.option(
    "--count",
    default=24,
    show_default=True,
    type=click.IntRange(1, 200),
    help="How many ideas at most.",
)
@json_option
@click.pass_context
def suggest(context: click.Context, wanted: tuple[str, ...], count: int, as_json: bool) -> None:
    """Suggest labels for what the photos show."""
    with changing(context) if wanted else reading(context) as session:
        with (
            stop_on_interrupt() as token,
            waiting_for("Looking for what your photos show; the first time takes minutes"),
        ):
            ideas = session.tagging.ideas(count, token)
        if wanted:
            picked = list(dict.fromkeys(_idea(ideas, one) for one in wanted))
            commands = tuple(DefineLabel(one.name, one.definition) for one in picked)
            session.apply(commands[0] if len(commands) == 1 else Together(commands))
            if as_json:
                _print_ideas_json(session, ideas, picked)
                return
            for one in picked:
                console().print(Text(f"Made the label “{plain(one.name)}”."))
            names = " ".join(quoted(one.name) for one in picked)
            note(f"What they would do: photoclip tag {names}")
            return
        if as_json:
            _print_ideas_json(session, ideas, ideas)
            return
        _print_ideas(session, ideas)


def _print_ideas(session: Session, ideas: Sequence[LabelIdea]) -> None:
    out = console()
    if not ideas:
        out.print("There are no ideas: too few photos look alike, or there are labels for them.")
        if session.status().pending_files:
            note("Photos wait to be read; run: photoclip index")
        return
    width = name_width(plain(one.name) for one in ideas)
    rows = rows_of(session, [photo for one in ideas for photo in one.examples[:_EXAMPLES]])
    for number, one in enumerate(ideas, 1):
        said = "in files" if one.origin is IdeaOrigin.KEYWORDS else "look like it"
        about = f"  about {counted(one.photos)} ({said})"
        name = padded(plain(one.name), width)
        out.print(Text.assemble((f"{number:>3}  ", "dim"), (name, "bold"), about))
        for photo in one.examples[:_EXAMPLES]:
            out.print(Text("     ").append_text(photo_line(photo, rows.get(photo))))
    note("Make labels of them: photoclip label suggest --add NUMBER")
    note_demonstration(session)


def _print_ideas_json(
    session: Session, ideas: Sequence[LabelIdea], shown: Sequence[LabelIdea]
) -> None:
    rows = rows_of(session, [photo for one in shown for photo in one.examples])
    for one in shown:
        print_json(
            {
                "number": ideas.index(one) + 1,
                "name": one.name,
                **definition_json(one.definition),
                "photos": one.photos,
                "origin": one.origin.value,
                "examples": [photo_json(photo, rows.get(photo)) for photo in one.examples],
            }
        )


def _idea(ideas: Sequence[LabelIdea], wanted: str) -> LabelIdea:
    """The idea of this number or name."""
    for one in ideas:
        if same_name(one.name, wanted):
            return one
    if wanted.isdecimal() and 1 <= int(wanted[:9]) <= len(ideas):
        return ideas[int(wanted) - 1]
    for one in ideas:
        if same_name(leaf(one.name), wanted):
            return one
    raise PhotoClipError(
        f"There is no idea “{wanted[:80]}”.",
        f"There are {counted(len(ideas), 'idea')}: photoclip label suggest"
        if ideas
        else "There are none at the moment.",
    )
