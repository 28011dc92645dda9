"""``describe``: titles and captions, as a person words them."""

from __future__ import annotations

import click
from rich.text import Text

from photoclip.cli.label_names import changing, named_photos
from photoclip.cli.label_text import counted
from photoclip.cli.render import console
from photoclip.core.commands import Command, SetCaption, SetTitle, Together


@click.command(
    epilog="""\b
Examples:
  photoclip describe ~/Pictures/biscuit.jpg --title Biscuit --caption "On the sofa, again"
  photoclip describe '#12' '#15' --title ''         no title, whatever the file says
  photoclip describe '#12' --reset caption          back to what the file says

A photo is named by its path, or by the #number that search shows. Words are kept in the library;
they are written into files by `photoclip metadata write`. `photoclip undo` takes it back.
"""
)
@click.argument("wanted", nargs=-1, required=True, metavar="PHOTO…")
@click.option("--title", help="The title; empty for none.")
@click.option("--caption", help="The caption; empty for none.")
@click.option(
    "--reset",
    multiple=True,
    type=click.Choice(["title", "caption"]),
    help="Go back to what the file says.",
)
@click.pass_context
def describe(
    context: click.Context,
    wanted: tuple[str, ...],
    title: str | None,
    caption: str | None,
    reset: tuple[str, ...],
) -> None:
    """Give photos a title or a caption."""
    given = {"title": title, "caption": caption}
    if title is None and caption is None and not reset:
        raise click.UsageError("Give a --title or a --caption, or --reset one.")
    for name in reset:
        if given[name] is not None:
            raise click.UsageError(f"Give --{name} or --reset {name}, not both.")
    with changing(context) as session:
        photos = named_photos(session, wanted)
        commands: list[Command] = []
        for photo in photos:
            if title is not None or "title" in reset:
                commands.append(SetTitle(photo, title))
            if caption is not None or "caption" in reset:
                commands.append(SetCaption(photo, caption))
        session.apply(commands[0] if len(commands) == 1 else Together(tuple(commands)))
    console().print(Text(f"Described {counted(len(photos))}."))
