"""``label yes``, ``label no``, ``label forget``: what a person says of labels on photos."""

from __future__ import annotations

import click
from rich.text import Text

from photoclip.cli.label_names import changing, find_label, named_photos, note, quoted
from photoclip.cli.label_text import counted
from photoclip.cli.render import console, plain
from photoclip.core.commands import MarkLabel, Together, Verdict

_EPILOG = """\b
Examples:
  photoclip label yes Dog ~/Pictures/biscuit.jpg
  photoclip label no Dog '#12' '#15'
  photoclip label forget Dog '#12'

A photo is named by its path, or by the #number that search shows. What you say is kept in the
library and never changed by a rule; the label learns from it. `photoclip undo` takes it back.
"""


@click.command(epilog=_EPILOG)
@click.argument("name")
@click.argument("photos", nargs=-1, required=True, metavar="PHOTO…")
@click.pass_context
def yes(context: click.Context, name: str, photos: tuple[str, ...]) -> None:
    """Say that the label NAME is right on these photos."""
    _mark(context, name, photos, Verdict.CONFIRMED)


@click.command(epilog=_EPILOG)
@click.argument("name")
@click.argument("photos", nargs=-1, required=True, metavar="PHOTO…")
@click.pass_context
def no(context: click.Context, name: str, photos: tuple[str, ...]) -> None:
    """Say that the label NAME is wrong on these photos."""
    _mark(context, name, photos, Verdict.REJECTED)


@click.command(epilog=_EPILOG)
@click.argument("name")
@click.argument("photos", nargs=-1, required=True, metavar="PHOTO…")
@click.pass_context
def forget(context: click.Context, name: str, photos: tuple[str, ...]) -> None:
    """Take back what you said of the label NAME on these photos."""
    _mark(context, name, photos, None)


def _mark(
    context: click.Context, name: str, wanted: tuple[str, ...], verdict: Verdict | None
) -> None:
    with changing(context) as session:
        label = find_label(session, name)
        photos = named_photos(session, wanted)
        session.apply(Together(tuple(MarkLabel(photo, label.name, verdict) for photo in photos)))
        after = find_label(session, label.name)
    shown = plain(label.name)
    said = {
        Verdict.CONFIRMED: f"“{shown}” is right on",
        Verdict.REJECTED: f"“{shown}” is wrong on",
        None: f"Forgot what you said of “{shown}” on",
    }[verdict]
    console().print(
        Text(
            f"{said} {counted(len(photos))}. "
            f"It has {after.confirmed} yes and {after.rejected} no from you now."
        )
    )
    note(f"Have it learn from them: photoclip tag --apply {quoted(label.name)}")
