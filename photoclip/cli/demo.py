"""``demo``: the main job, on the photos that ship with PhotoClip."""

from __future__ import annotations

import os
import shutil

import click
from rich.text import Text

from photoclip.cli.library import json_option
from photoclip.cli.progress import IndexDisplay, stop_on_interrupt
from photoclip.cli.render import console, hit_json, print_hits, print_json
from photoclip.core import paths
from photoclip.core.errors import PhotoClipError

QUERIES = (
    "a sailboat at sunset",
    "a lighthouse",
    "penguins",
    "flowers in the garden date:2022",
    "a submarine",
    "type:png,webp,avif sort:name",
)


@click.command(
    epilog="""\b
Everything happens in a library of its own in the user's cache; your own library is not touched.
"""
)
@click.option("--fresh", is_flag=True, help="Start from an empty demo library.")
@click.argument("queries", nargs=-1, metavar="[QUERY…]")
@json_option
@click.pass_context
def demo(context: click.Context, fresh: bool, queries: tuple[str, ...], as_json: bool) -> None:
    """Index the sample photos and run a few searches (or yours)."""
    from photoclip.session import Session

    out = console()
    photos = paths.sample_photos()
    if not photos.is_dir():
        raise PhotoClipError(
            f"The sample photos are missing from {photos}.", "Reinstall PhotoClip."
        )
    if context.parent is not None and context.parent.params.get("library_folder") is not None:
        raise click.UsageError("demo has a library of its own: leave out --library")
    folder = paths.demo_library()
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
    with (
        stop_on_interrupt() as token,
        Session.open(folder, owner=True, device=context.obj.device) as session,
    ):
        session.add_roots([str(photos)])
        with IndexDisplay(quiet=as_json) as display:
            report = session.index(display, token)
        for root in session.status().roots:
            if paths.held_samples(root.path):
                session.remove_root(os.fsdecode(root.path))
        if as_json:
            for query in queries or QUERIES:
                result = session.search(query, limit=5)
                rows = session.details(result.hits)
                for hit in result.hits:
                    row = rows.get(hit.photo_id) if hit.photo_id is not None else None
                    print_json({"query": query, **hit_json(hit, row)})
            return
        status = session.status()
        out.print(
            Text(
                f"{status.photos} sample photos in the library, {report.tally.read} read now "
                f"({report.seconds:.1f} s)."
            )
        )
        for query in queries or QUERIES:
            out.print()
            out.print(Text("photoclip search ", "dim").append(query, "bold"))
            result = session.search(query, limit=5)
            print_hits(
                out, result.hits, session.details(result.hits), result.counts, ranked=result.ranked
            )
            if not result.hits:
                out.print(Text(f"None of {result.candidates} photos shows that.", "dim"))
    out.print()
    where = "In a checkout, photoclip is .venv/bin/photoclip. " if paths.in_checkout() else ""
    out.print(
        Text("Now with your own photos:\n", "bold").append(
            "  photoclip add ~/Pictures\n"
            '  photoclip search "dog at the lake in the fog"\n'
            f"{where}Your photos are only read, never changed.",
            "default",
        )
    )
