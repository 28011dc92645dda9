"""``export``: photos as a folder of copies or links, or as a contact sheet."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from photoclip.cli.label_names import named_photos, note, reading
from photoclip.cli.label_text import counted
from photoclip.cli.library import json_option
from photoclip.cli.progress import counted_bar, stop_on_interrupt
from photoclip.cli.render import (
    console,
    errors,
    path_json,
    path_text,
    plain,
    print_error,
    print_json,
    size_text,
)
from photoclip.core.errors import Cancelled, PhotoClipError, QueryError
from photoclip.core.exports import ExportKind, ExportOptions, ExportProgress, ExportReport
from photoclip.core.types import PhotoId

if TYPE_CHECKING:
    from photoclip.core.cancel import CancelToken
    from photoclip.session import Session

_SHEET_ONLY = ("columns", "rows", "title")
_DONE = {
    ExportKind.COPIES: "Copied {photos} to {target} ({size}).",
    ExportKind.LINKS: "Made links to {photos} in {target}.",
    ExportKind.SHEET: "Made a contact sheet of {photos}: {target} ({size}).",
}


@click.command(
    epilog="""\b
Examples:
  photoclip export ~/Desktop/Holidays --album Holidays --numbered
  photoclip export /media/stick/Dogs --query 'label:Dog rating:>=4'
  photoclip export ~/Desktop/Two ~/Pictures/biscuit.jpg '#12'
  photoclip export ~/Desktop/lakes.pdf --query 'lake date:2024' --as sheet --title Lakes

\b
--as copies  files of their own, compared with the originals byte by byte, their times kept
--as links   takes no room. On the same drive a link is the file itself under another name (a hard
             link): who changes one changes the other. To another drive it is a symbolic link.
--as sheet   a PDF for printing, A4: small pictures with their names below

Photos come in the album's order, in the search's, or as you name them. Originals are never touched,
and what is at TARGET already is never replaced: the same photo is left as it is, another one makes
the name end in (2). So the same command again goes on where it was stopped. Names some drive could
not hold are made valid. What can't be had (a drive that is not connected, say) is left out and named.

\b
--json prints one object: made, existed (photos), bytes (written), target, skipped (path, reason),
notes, stopped (why it ended early, or null), cancelled.
The exit code is 1 if any photo was left out.
"""
)
@click.argument("target", type=click.Path())
@click.argument("wanted", nargs=-1, metavar="[PHOTO…]")
@click.option("--album", metavar="NAME", help="The photos of this album, smart ones too.")
@click.option("--query", metavar="QUERY", help="The photos this search finds.")
@click.option(
    "--as",
    "kind",
    type=click.Choice([kind.value for kind in ExportKind]),
    help="What to make of them.  [default: copies; sheet if TARGET ends in .pdf]",
)
@click.option("--numbered", is_flag=True, help="Put 0001, 0002… before the names: the order stays.")
@click.option("--no-sidecars", is_flag=True, help="Leave XMP sidecars behind.")
@click.option("--columns", type=click.IntRange(1, 12), default=4, help="Of a sheet.  [default: 4]")
@click.option("--rows", type=click.IntRange(1, 16), default=5, help="Of a sheet.  [default: 5]")
@click.option("--title", help="Above a sheet.  [default: the album's name]")
@click.option("--yes", "sure", is_flag=True, help="Don't ask, where TARGET is in the library.")
@json_option
@click.pass_context
def export(
    context: click.Context,
    target: str,
    wanted: tuple[str, ...],
    album: str | None,
    query: str | None,
    kind: str | None,
    numbered: bool,
    no_sidecars: bool,
    columns: int,
    rows: int,
    title: str | None,
    sure: bool,
    as_json: bool,
) -> None:
    """Export photos to TARGET: copies, links, or a contact sheet."""
    if bool(wanted) + (album is not None) + (query is not None) != 1:
        raise click.UsageError("Name photos, or give an --album or a --query: one of the three.")
    place = os.path.abspath(os.fsencode(os.path.expanduser(target)))
    made = _kind_of(place, kind)
    _refuse_unused(context, made)
    with stop_on_interrupt() as token, reading(context) as session:
        photos, name = _chosen(session, wanted, album, query, token)
        options = ExportOptions(
            made,
            place,
            numbered,
            not no_sidecars,
            columns,
            rows,
            name if title is None else title,
        )
        from photoclip.exporting.export import export_photos
        from photoclip.exporting.target import check_target

        before: tuple[str, ...] = ()
        if made is not ExportKind.SHEET:
            before = check_target(session.library, place)
        if before and not _wants_it(before, ask=not sure and not as_json):
            console().print("Nothing was exported.")
            return
        with counted_bar("Exporting photos", quiet=as_json) as count:

            def tell(progress: ExportProgress) -> None:
                count(progress.done, progress.total)

            report = export_photos(session.library, photos, options, tell, token)
    if as_json:
        print_json(_json(report))
    else:
        _print(replace(report, notes=_without(report.notes, before)), options.kind)
    if report.cancelled:
        raise Cancelled
    if report.stopped or report.skipped:
        context.exit(1)


def _kind_of(place: bytes, given: str | None) -> ExportKind:
    """What is to be made where it isn't said: a sheet of what is called one, else copies."""
    if given is not None:
        return ExportKind(given)
    is_sheet = place.lower().endswith(b".pdf") and not os.path.isdir(place)
    return ExportKind.SHEET if is_sheet else ExportKind.COPIES


def _wants_it(notes: Sequence[str], *, ask: bool) -> bool:
    """Say what is odd about the target before anything is made; in a terminal ask whether to go on."""
    for text in notes:
        note(text, "yellow")
    note("If that isn't wanted, choose a TARGET outside the library's folders.")
    return not (ask and _asks()) or click.confirm("Export there?", default=False, err=True)


def _asks() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _without(notes: Sequence[str], told: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in notes if text not in told)


def _refuse_unused(context: click.Context, kind: ExportKind) -> None:
    given = [
        name
        for name in _SHEET_ONLY
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    ]
    if given and kind is not ExportKind.SHEET:
        raise click.UsageError(f"--{given[0]} is for a contact sheet: --as sheet")


def _chosen(
    session: Session,
    wanted: tuple[str, ...],
    album: str | None,
    query: str | None,
    cancel: CancelToken,
) -> tuple[tuple[PhotoId, ...], str]:
    """The photos, and what they are called together."""
    from photoclip.browse.photo_sets import album_called, photos_of_album, photos_of_query

    text = query
    try:
        if album is not None:
            found = album_called(session, album)
            text = found.query
            photos = photos_of_album(session, found, cancel)
            if not photos:
                raise PhotoClipError(f"No photo is in the album “{found.name}”.")
            return photos, found.name
        if query is not None:
            if not query.strip():
                raise PhotoClipError("The query is empty.", "All photos: --query sort:date")
            photos = photos_of_query(session, query, cancel)
            if not photos:
                raise PhotoClipError(
                    "The search finds no photo.", "Try it first: photoclip search QUERY"
                )
            return photos, ""
    except QueryError as error:
        error.add_note(text or "")
        raise
    return tuple(named_photos(session, wanted)), ""


def _json(report: ExportReport) -> dict[str, Any]:
    return {
        "made": report.made,
        "existed": report.existed,
        "bytes": report.byte_size,
        "target": path_json(report.target),
        "skipped": [{"path": path_json(path), "reason": reason} for path, reason in report.skipped],
        "notes": list(report.notes),
        "stopped": report.stopped or None,
        "cancelled": report.cancelled,
    }


def _print(report: ExportReport, kind: ExportKind) -> None:
    out, notes = console(), errors()
    target = path_text(report.target)
    if report.made:
        said = _DONE[kind].format(
            photos=counted(report.made), target=target, size=size_text(report.byte_size)
        )
        out.print(Text(said))
    if report.existed and kind is ExportKind.SHEET:
        out.print(Text(f"The same contact sheet is there already: {target}"))
    elif report.existed:
        were = "was" if report.existed == 1 else "were"
        out.print(Text(f"{counted(report.existed)} {were} at {target} already."))
    if not report.made and not report.existed and not report.cancelled:
        out.print(Text("Nothing was exported."))
    for text in report.notes:
        note(text)
    for path, reason in report.skipped:
        notes.print(Text(f"Left out: {path_text(path)}  ", "yellow").append(plain(reason), "dim"))
    if report.skipped:
        notes.print(Text(f"{counted(len(report.skipped))} left out.", "yellow"))
    if report.stopped:
        print_error(PhotoClipError(report.stopped))
