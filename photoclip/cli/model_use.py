"""``models use``: which model a library's photos are looked at with."""

from __future__ import annotations

import click
from rich.text import Text

from photoclip.cli.library import json_option
from photoclip.cli.render import console, print_json


@click.command()
@click.argument("name")
@json_option
@click.pass_context
def use(context: click.Context, name: str, as_json: bool) -> None:
    """Use the installed model NAME (or a model folder) for this library.

    Photos are embedded again at the next `photoclip index`; the old vectors stay.
    """
    from photoclip.session import Session

    options = context.obj
    with Session.open(options.library, owner=True) as session:
        found = session.use_model(name)
    if as_json:
        print_json({"name": found.name, "path": str(found.path)})
        return
    console().print(Text(f"Now using {found.name}. Embed the photos with it: photoclip index"))
