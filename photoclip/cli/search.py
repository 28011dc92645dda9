"""``search`` and ``similar``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click
from rich.text import Text

from photoclip.cli.label_names import note
from photoclip.cli.library import json_option
from photoclip.cli.nothing_found import reasons
from photoclip.cli.render import console, errors, hit_json, print_hits, print_json
from photoclip.core.errors import QueryError

if TYPE_CHECKING:
    from photoclip.search.results import SearchResult
    from photoclip.session import Session

limit_option = click.option(
    "--limit",
    default=20,
    show_default=True,
    type=click.IntRange(min=0),
    help="How many results at most; 0 for all.",
)
# Words with a minus in front are exclusions, so there are no short options here, -h among them.
_QUERY_SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}
all_option = click.option(
    "--all", "all_bands", is_flag=True, help="Show unlikely photos too, nearest first."
)

_JSON_HELP = """\b
--json prints an object a line, best first: path, score (0 to 1), band (likely, maybe, unlikely),
id, similarity, taken_at, width, height, offline, thumbnail (a JPEG in the library's cache).
"""


def show(session: Session, result: SearchResult, *, as_json: bool, like: bool = False) -> None:
    """Print a result; what to try where it is empty."""
    rows = session.details(result.hits)
    if as_json:
        for hit in result.hits:
            row = rows.get(hit.photo_id) if hit.photo_id is not None else None
            value = hit_json(hit, row)
            if row is not None:
                value["thumbnail"] = str(session.thumbnail(row))
            print_json(value)
        return
    out = console()
    print_hits(out, result.hits, rows, result.counts, ranked=result.ranked)
    notes = errors()
    if not result.ranked and len(result.hits) < result.candidates:
        notes.print(
            Text(f"{len(result.hits)} of {result.candidates} shown; --limit 0 for all.", "dim")
        )
    if not result.hits:
        total = result.candidates
        none = f"None of {total} photos {'is much like it' if like else 'shows that'}."
        out.print(Text("Nothing found." if not total else none))
        if not total:
            why = reasons(session, result.query)
            for one in why:
                note(one)
            if session.status().pending_files:
                notes.print(Text("Photos wait to be read; run: photoclip index", "dim"))
            elif not why:
                note("Try fewer filters.")
        else:
            advice = "--all shows the nearest photos."
            notes.print(Text(advice if like else f"Try other words; {advice}", "dim"))
    if result.unindexed:
        notes.print(
            Text(f"{result.unindexed} photos have no vector yet; run: photoclip index", "yellow")
        )
    if result.ranked and session.model.info.demonstration:
        notes.print(
            Text(
                "The embedded model is a demonstration: it knows drawn scenes, not real photos. "
                "A real one: photoclip models list",
                "dim",
            )
        )


@click.command(
    context_settings=_QUERY_SETTINGS,
    epilog=f"""\b
Examples:
  photoclip search sunset on the beach
  photoclip search '"golden retriever"^2 pool -people'
  photoclip search 'like:#123 snow date:2023-12 in:Holidays/ rating:>=4'
  photoclip search 'type:raw near:48.85,2.35,10km sort:date' --json

\b
Filters: date: after: before: camera: lens: type: in: name: rating: keyword: has: near: is: id:
and sort:. A minus in front of words, a photo or a filter excludes. "Quoted text" is literal.
All of it: docs/query-language.md

{_JSON_HELP}""",
)
@click.argument("query", nargs=-1, metavar="QUERY")
@limit_option
@all_option
@json_option
@click.pass_context
def search(
    context: click.Context, query: tuple[str, ...], limit: int, all_bands: bool, as_json: bool
) -> None:
    """Find photos by what is in them."""
    from photoclip.session import Session

    if query == ("-h",):
        click.echo(context.get_help())
        return
    for word in query:
        if word.startswith("--") and len(word) > 2:
            raise click.NoSuchOption(
                word,
                f"There is no option {word}. To leave something out use one minus.",
                ctx=context,
            )
    text = " ".join(query)
    with Session.open(context.obj.library, device=context.obj.device) as session:
        try:
            result = session.search(text, limit, all_bands=all_bands)
        except QueryError as error:
            error.add_note(text)
            raise
        show(session, result, as_json=as_json)


@click.command(
    epilog=f"""\b
Examples:
  photoclip similar ~/Pictures/biscuit.jpg
  photoclip similar '#123' --limit 5

{_JSON_HELP}"""
)
@click.argument("photo")
@limit_option
@all_option
@json_option
@click.pass_context
def similar(context: click.Context, photo: str, limit: int, all_bands: bool, as_json: bool) -> None:
    """Find photos like PHOTO: a file, in the library or not, or the #id of a result."""
    from photoclip.session import Session

    with Session.open(context.obj.library, device=context.obj.device) as session:
        if photo.isdigit() and not os.path.exists(photo):
            photo = f"#{photo}"
        result = session.similar(photo, limit, all_bands=all_bands)
        show(session, result, as_json=as_json, like=True)
