"""``version``: which PhotoClip this is, and whether there is a newer one."""

from __future__ import annotations

import click
from rich.text import Text

from photoclip import __version__
from photoclip.cli.render import console, print_json


@click.command(
    epilog="""\b
Examples:
  photoclip version
  photoclip version --check                  ask now, once
  photoclip settings new-versions on         let PhotoClip ask by itself, once a day
"""
)
@click.option(
    "--check", is_flag=True, help="Ask whether there is a newer one. Nothing is downloaded."
)
@click.option(
    "--if-due", is_flag=True, hidden=True, help="Ask as the window does: if wanted, once a day."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON; see docs/json.md.")
def version(check: bool, if_due: bool, as_json: bool) -> None:
    """Say which PhotoClip this is."""
    newer = None
    if check or if_due:
        from photoclip.releases import asking, choice

        if if_due:
            newer = asking.ask_if_due()
        else:
            newest = asking.newest(choice.address())
            newer = newest if choice.is_newer(newest.version, __version__) else None
    if as_json:
        found = None if newer is None else {"version": newer.version, "page": newer.page}
        print_json({"version": __version__, "newer": found})
        return
    console().print(Text(f"PhotoClip {__version__}"))
    if newer is not None:
        console().print(Text(f"There is a newer one, {newer.version}: {newer.page}"))
    elif check:
        console().print(Text("There is no newer one."))
