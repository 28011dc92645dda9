"""``label add``, ``label edit``, ``label remove``: what a label is called and means."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from photoclip.cli.label_names import (
    changing,
    find_label,
    known_labels,
    look_ahead,
    named_photos,
    no_such_label,
    note,
    note_beside,
    note_demonstration,
    quoted,
    rows_of,
    same_name,
)
from photoclip.cli.label_text import (
    counted,
    definition_json,
    judge_text,
    moved_text,
    preview_json,
    share_text,
)
from photoclip.cli.library import json_option
from photoclip.cli.render import console, plain, print_json
from photoclip.core.commands import (
    Command,
    DefineLabel,
    DeleteLabel,
    MarkLabel,
    RenameLabel,
    Together,
    Verdict,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import Automatic, LabelDefinition, checked, is_below

if TYPE_CHECKING:
    from photoclip.core.label_reports import Preview
    from photoclip.session import Session

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

describe_option = click.option(
    "--describe",
    multiple=True,
    metavar="TEXT",
    help="What photos with it show, in a sentence; may be given several times.",
)
not_option = click.option(
    "--not",
    "unlike",
    multiple=True,
    metavar="TEXT",
    help="What only looks like it; may be given several times.",
)
color_option = click.option("--color", metavar="#RRGGBB", help="Its colour, as #3b82f6.")
automatic_option = click.option(
    "--automatic",
    type=click.Choice([one.value for one in Automatic]),
    help="What it may do by itself: be put on photos it is sure of (apply, which is usual), only "
    "be suggested, or nothing (off).",
)


@click.command(
    epilog="""\b
Examples:
  photoclip label add Dog
  photoclip label add Animals/Dog --describe "a photo of a corgi" --describe "a dog on a sofa" \\
                                  --not "a wolf" --not "a toy dog" --color '#3b82f6'
  photoclip label add Biscuit --example ~/Pictures/biscuit.jpg --example '#12'

Nothing is put on photos yet, but for the examples. Without a description its name is one.

--json prints one object; see docs/json.md.
"""
)
@click.argument("name")
@describe_option
@not_option
@click.option(
    "--example",
    "examples",
    multiple=True,
    metavar="PHOTO",
    help="A photo that has it: its path, or the #number search shows; may be given several times.",
)
@color_option
@click.option(
    "--exclusive",
    is_flag=True,
    help="A photo has one at most of the exclusive labels beside each other.",
)
@automatic_option
@json_option
@click.pass_context
def add(
    context: click.Context,
    name: str,
    describe: tuple[str, ...],
    unlike: tuple[str, ...],
    examples: tuple[str, ...],
    color: str | None,
    exclusive: bool,
    automatic: str | None,
    as_json: bool,
) -> None:
    """Make a label NAME, and say what it would do."""
    definition = checked(
        LabelDefinition(
            describe,
            unlike,
            color or "",
            exclusive,
            Automatic.APPLY if automatic is None else Automatic(automatic),
        )
    )
    with changing(context) as session:
        for one in known_labels(session):
            if same_name(one.name, name):
                raise PhotoClipError(
                    f"There is a label “{one.name}” already.",
                    f"Change it: photoclip label edit {quoted(one.name)}",
                )
        photos = named_photos(session, examples)
        marks = (MarkLabel(photo, name, Verdict.CONFIRMED) for photo in photos)
        session.apply(Together((DefineLabel(name, definition), *marks)))
        kept = find_label(session, name).name
        said = f"Made the label “{plain(kept)}”"
        if photos:
            said += f" and put it on {counted(len(photos), 'example')}"
        _tell(session, kept, definition, said + ".", as_json=as_json)


@click.command(
    epilog="""\b
Examples:
  photoclip label edit Dog --add-describe "a dog in the snow"
  photoclip label edit Dog --rename Animals/Dog        moves it, and all below it
  photoclip label edit Dog --describe "a corgi"        instead of what was there
  photoclip label edit Dog --automatic suggest

What is on photos stays as it is until `photoclip tag --apply` puts the change in force.
What you said of photos is kept. `photoclip undo` takes an edit back.

--json prints one object; see docs/json.md.
"""
)
@click.argument("name")
@click.option(
    "--rename", "new_name", metavar="NEW", help="Another name, and with it another place."
)
@describe_option
@click.option("--add-describe", multiple=True, metavar="TEXT", help="One more description.")
@click.option("--clear-describe", is_flag=True, help="No descriptions: its name is one again.")
@not_option
@click.option("--add-not", multiple=True, metavar="TEXT", help="One more thing it is not.")
@click.option("--clear-not", is_flag=True, help="Nothing that only looks like it.")
@color_option
@click.option("--clear-color", is_flag=True, help="No colour.")
@click.option("--exclusive/--not-exclusive", default=None, help="One at most of those beside it.")
@automatic_option
@json_option
@click.pass_context
def edit(
    context: click.Context,
    name: str,
    new_name: str | None,
    describe: tuple[str, ...],
    add_describe: tuple[str, ...],
    clear_describe: bool,
    unlike: tuple[str, ...],
    add_not: tuple[str, ...],
    clear_not: bool,
    color: str | None,
    clear_color: bool,
    exclusive: bool | None,
    automatic: str | None,
    as_json: bool,
) -> None:
    """Change what the label NAME is called or means."""
    if clear_color and color:
        raise click.UsageError("Give a colour or --clear-color, not both.")

    def edited(before: LabelDefinition) -> LabelDefinition:
        return checked(
            replace(
                before,
                describe=_texts(before.describe, describe, add_describe, clear_describe),
                unlike=_texts(before.unlike, unlike, add_not, clear_not),
                color="" if clear_color else before.color if color is None else color,
                exclusive=before.exclusive if exclusive is None else exclusive,
                automatic=before.automatic if automatic is None else Automatic(automatic),
            )
        )

    means_more = any(
        (describe, add_describe, clear_describe, unlike, add_not, clear_not, color, clear_color)
    )
    redefines = means_more or exclusive is not None or automatic is not None
    if not redefines and new_name is None:
        raise click.UsageError("Say what to change: --rename, --describe, --add-not … (--help)")
    with changing(context) as session:
        if not redefines and new_name is not None:
            _rename(session, name, new_name, as_json=as_json)
            return
        found = find_label(session, name)
        definition = edited(found.definition)
        commands: list[Command] = []
        if definition != found.definition:
            commands.append(DefineLabel(found.name, definition))
        if new_name is not None:
            commands.append(RenameLabel(found.name, new_name))
        if not commands:
            console().print(Text(f"“{plain(found.name)}” is like that already."))
            return
        session.apply(commands[0] if len(commands) == 1 else Together(tuple(commands)))
        kept = found.name if new_name is None else find_label(session, new_name).name
        said = f"Changed “{plain(found.name)}”"
        if kept != found.name:
            said += f", which is called “{plain(kept)}” now"
        if replace(definition, color=found.definition.color) == found.definition:
            _say(said + ".", kept, definition, as_json=as_json)
            return
        _tell(session, kept, definition, said + ".", as_json=as_json)


def _texts(
    before: tuple[str, ...], instead: tuple[str, ...], more: tuple[str, ...], clear: bool
) -> tuple[str, ...]:
    return (instead or (() if clear else before)) + more


def _rename(session: Session, name: str, new_name: str, *, as_json: bool) -> None:
    """Another name for a label, or for a place above labels that is none itself."""
    before = known_labels(session)
    inside = [
        one for one in before if same_name(one.name, name) or is_below(one.name, name.strip())
    ]
    if not inside:
        raise no_such_label(name, [one.name for one in before])
    session.apply(RenameLabel(name, new_name))
    after = {one.id: one for one in known_labels(session)}
    for one in inside:
        renamed = after.get(one.id)
        if renamed is not None:
            said = f"“{plain(one.name)}” is “{plain(renamed.name)}” now."
            _say(said, renamed.name, renamed.definition, as_json=as_json)


def _say(said: str, name: str, definition: LabelDefinition, *, as_json: bool) -> None:
    if as_json:
        print_json({"label": name, **definition_json(definition)})
    else:
        console().print(Text(said))


def _tell(
    session: Session, name: str, definition: LabelDefinition, said: str, *, as_json: bool
) -> None:
    """What was done, and what the label would do now."""
    out = console()
    if not as_json:
        out.print(Text(said))
    apply = f"photoclip tag --apply {quoted(name)}"
    if definition.automatic is Automatic.OFF:
        if as_json:
            print_json({"label": name, **definition_json(definition)})
        elif find_label(session, name).active:
            out.print(Text(f"It no longer works by itself once that is in force: {apply}"))
        else:
            out.print(Text("It is put on photos by hand only."))
        return
    try:
        preview = look_ahead(session, name, definition)
    except PhotoClipError as error:
        # The label is made: that nothing can be said about photos yet is only a remark.
        if as_json:
            print_json({"label": name, **definition_json(definition)})
        note(f"{error} {error.hint}".strip(), "yellow")
        return
    if as_json:
        shown = rows_of(session, (*preview.above, *preview.below, *preview.surest))
        print_json(preview_json(preview, shown))
        return
    for line in preview_lines(preview):
        out.print(line)
    note_beside(preview)
    look = f"photoclip label tune {quoted(name)}"
    out.print(Text.assemble(("Look closer:  ", "dim"), look))
    out.print(Text.assemble(("Put it in force:  ", "dim"), apply))
    note_demonstration(session)


def preview_lines(preview: Preview) -> list[Text]:
    """What a label would do, and who decides."""
    only = preview.definition.automatic is Automatic.SUGGEST
    if only:
        does = f"It would be suggested on {preview.would_suggest} of {counted(preview.photos)}."
    else:
        does = (
            f"Its rule would put it on {preview.would_hold} of {counted(preview.photos)} "
            f"({share_text(preview.would_hold / preview.photos)}) "
            f"and suggest it on {preview.would_suggest} more."
        )
    lines = [Text(does), Text(judge_text(preview.learning))]
    if not only and preview.added != preview.would_hold:
        moved = moved_text(preview.added, preview.removed)
        lines.insert(1, Text(f"Against what is on photos now: {moved}."))
    return lines


@click.command(
    epilog="""
Your photos stay. Labels below it stay too. `photoclip undo` brings it back with all you said.
"""
)
@click.argument("name")
@click.option("--yes", "sure", is_flag=True, help="Don't ask.")
@click.pass_context
def remove(context: click.Context, name: str, sure: bool) -> None:
    """Remove the label NAME from the library and from all photos."""
    with changing(context) as session:
        found = find_label(session, name)
        below = [one.name for one in known_labels(session) if is_below(one.name, found.name)]
        goes = [
            text
            for count, text in (
                (found.confirmed, f"{found.confirmed} confirmed by you"),
                (found.rejected, f"{found.rejected} rejected by you"),
                (found.automatic, f"{found.automatic} put there by its rule"),
                (found.suggested, f"{found.suggested} suggested"),
            )
            if count
        ]
        out = console()
        kept = _albums_that_stay(session, found.name)
        if not sure:
            out.print(
                Text(
                    f"“{plain(found.name)}” and what it says of photos will go: "
                    + (", ".join(goes) or "it is on none")
                    + "."
                )
            )
            if below:
                out.print(Text(f"{counted(len(below), 'label')} below it will stay.", "dim"))
            if kept:
                out.print(Text(kept, "dim"))
            if not sys.stdin.isatty():
                raise PhotoClipError(
                    "Nothing was removed: this is no terminal that could be asked in.",
                    f"If you are sure: photoclip label remove --yes {quoted(found.name)}",
                )
            if not click.confirm("Remove it?", default=False):
                out.print("Nothing was removed.")
                return
        session.apply(DeleteLabel(found.name))
        out.print(
            Text(f"Removed “{plain(found.name)}”. ").append(
                "It comes back, with what you said, by: photoclip undo", "dim"
            )
        )
        if kept and sure:
            out.print(Text(kept, "dim"))


def _albums_that_stay(session: Session, name: str) -> str:
    """What is said of smart albums that search for a label which goes; empty if there is none."""
    from photoclip.store.label_albums import albums_of_label

    found = [f"“{plain(one)}”" for one in albums_of_label(session.library.connection, name)]
    if not found:
        return ""
    what = "The album" if len(found) == 1 else "The albums"
    verb = "searches" if len(found) == 1 else "search"
    stays = "it stays" if len(found) == 1 else "they stay"
    return f"{what} {', '.join(found)} {verb} for this label: {stays}, and can be deleted."
