"""``rate``, ``undo``, ``remove``, ``settings``: what a person changes by hand."""

from __future__ import annotations

import os

import click
from rich.text import Text

from photoclip.cli.render import console, path_text, plain, print_json, print_pairs
from photoclip.cli.undone import in_words
from photoclip.core.errors import PhotoClipError


@click.command(
    epilog="""\b
Examples:
  photoclip rate 5 ~/Pictures/biscuit.jpg
  photoclip rate 3 '#12' '#15'
  photoclip rate none '#12'

Ratings are kept in the library; photo files are not changed. `photoclip undo` takes it back.
"""
)
@click.argument("stars", type=click.Choice(["0", "1", "2", "3", "4", "5", "none"]))
@click.argument("wanted", nargs=-1, required=True, metavar="PHOTO…")
@click.pass_context
def rate(context: click.Context, stars: str, wanted: tuple[str, ...]) -> None:
    """Give photos 0 to 5 stars; `none` goes back to what the file says."""
    from photoclip.session import Session

    names = [f"#{one}" if one.isdigit() and not os.path.exists(one) else one for one in wanted]
    with Session.open(
        context.obj.library, owner=True, must_exist=True, device=context.obj.device
    ) as session:
        rated = session.rate(names, None if stars == "none" else int(stars))
    noun = "photo" if len(rated) == 1 else "photos"
    what = "Took your stars back from" if stars == "none" else f"Gave {stars} stars to"
    console().print(Text(f"{what} {len(rated)} {noun}."))


@click.command()
@click.pass_context
def undo(context: click.Context) -> None:
    """Take back the newest change made by hand; again for the one before."""
    from photoclip.cli.metadata import wait_for
    from photoclip.session import Session

    with Session.open(
        context.obj.library, owner=True, must_exist=True, device=context.obj.device
    ) as session:
        applied = session.undo()
        if applied is None:
            console().print("There is nothing to undo.")
        else:
            console().print(Text(f"Undone: {in_words(applied.undo)}."))
            wait_for(session, applied.undo)


@click.command(
    epilog="""\b
The photos stay where they are. What you made by hand (ratings, labels) is kept and comes back when
the folder is added again.
"""
)
@click.argument("folder")
@click.pass_context
def remove(context: click.Context, folder: str) -> None:
    """Take FOLDER out of the library."""
    from photoclip.session import Session

    with Session.open(
        context.obj.library, owner=True, must_exist=True, device=context.obj.device
    ) as session:
        path = session.remove_root(folder)
    console().print(
        Text(f"{path_text(path)} is no longer part of the library. No photo was touched.")
    )


@click.command(
    epilog="""\b
Examples:
  photoclip settings                     all of them
  photoclip settings cores 1             leave the other cores alone
  photoclip settings ignore '*.tmp' /Exports/
  photoclip settings cores --default
  photoclip settings new-versions on     ask once a day for a newer PhotoClip, in all libraries
"""
)
@click.argument("name", required=False)
@click.argument("value", nargs=-1)
@click.option("--default", "to_default", is_flag=True, help="Forget what was set.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; see docs/json.md.")
@click.pass_context
def settings(
    context: click.Context,
    name: str | None,
    value: tuple[str, ...],
    to_default: bool,
    as_json: bool,
) -> None:
    """Show or change how the background worker treats this machine."""
    from photoclip.releases import choice
    from photoclip.session import Session
    from photoclip.worker.preferences import EXPLAINED

    options = context.obj
    explained = {**EXPLAINED, choice.NAME: choice.EXPLAINED}
    if name is not None and name not in explained:
        raise PhotoClipError(
            f"There is no setting “{name}”.", f"There are: {', '.join(explained)}."
        )
    if value and to_default:
        raise click.UsageError("Give a value or --default, not both.")
    if name == choice.NAME and (value or to_default):
        choice.turn(not to_default and _is_on(value))
    elif name is not None and (value or to_default):
        with Session.open(
            options.library, owner=True, must_exist=True, device=options.device
        ) as session:
            session.set_preference(name, value)
    values: dict[str, object] = {}
    if name != choice.NAME:
        with Session.open(options.library, device=options.device) as session:
            found = session.preferences()
        values = {one: getattr(found, one.replace("-", "_")) for one in EXPLAINED}
    values[choice.NAME] = choice.load().on
    if not choice.address():
        explained[choice.NAME] += "; this PhotoClip doesn't know where to ask"
    if name is not None:
        values = {name: values[name]}
    if as_json:
        print_json({one.replace("-", "_"): _plain_value(held) for one, held in values.items()})
        return
    print_pairs(
        console(),
        [
            (one, Text(_shown(held)).append(f"  {explained[one]}", "dim"))
            for one, held in values.items()
        ],
    )


def _is_on(words: tuple[str, ...]) -> bool:
    known = {"on": True, "yes": True, "true": True, "off": False, "no": False, "false": False}
    if len(words) != 1 or words[0].lower() not in known:
        raise PhotoClipError(f"“{' '.join(words)}” is neither on nor off.", "Say on or off.")
    return known[words[0].lower()]


def _plain_value(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return plain(" ".join(str(part) for part in value)) or "(none)"
    return str(value)
