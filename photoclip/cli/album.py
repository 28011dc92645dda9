"""``album``: photos a person put together, and searches that are saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from rich.text import Text

from photoclip.cli.label_names import changing, find_label, named_photos, note, quoted, reading
from photoclip.cli.label_text import counted
from photoclip.cli.library import json_option
from photoclip.cli.render import (
    console,
    in_column,
    name_width,
    path_json,
    plain,
    print_hits,
    print_json,
)
from photoclip.cli.search import limit_option
from photoclip.core.commands import (
    AddToAlbum,
    Command,
    CreateAlbum,
    DeleteAlbum,
    MoveInAlbum,
    RemoveFromAlbum,
    RenameAlbum,
    SetAlbumQuery,
    Together,
)
from photoclip.core.errors import PhotoClipError, QueryError
from photoclip.core.types import Band, PhotoId, SearchHit

if TYPE_CHECKING:
    from photoclip.session import Session
    from photoclip.store.albums import Album

_PHOTOS_HELP = """\b
A photo is named by its path, or by the #number that search shows. `photoclip undo` takes it back.
"""


@click.group(
    epilog="""\b
Examples:
  photoclip album create Holidays
  photoclip album add Holidays ~/Pictures/biscuit.jpg '#12'
  photoclip album add Holidays --query 'beach date:2024-07'
  photoclip album move Holidays '#12' --before ~/Pictures/biscuit.jpg
  photoclip album create "Best dogs" --query 'dog rating:>=4'
  photoclip album create Dogs --from-label Animals/Dog
  photoclip export ~/Desktop/Holidays --album Holidays

An album holds photos, not files: it keeps them when they are moved, renamed or on a drive that is
not connected. A smart album is a saved search: what it finds is in it. Deleting an album deletes
no photo. Everything can be taken back: photoclip undo
"""
)
def album() -> None:
    """Put photos together, in an order of your own; save searches."""


@album.command(
    "list",
    epilog="""\b
--json prints an object a line: name, smart, query (null where it is not smart), count (null where
it is).
""",
)
@json_option
@click.pass_context
def list_albums(context: click.Context, as_json: bool) -> None:
    """List the albums."""
    from photoclip.store.albums import all_albums

    with reading(context) as session:
        found = all_albums(session.library)
    if as_json:
        for one in found:
            print_json(
                {"name": one.name, "smart": one.smart, "query": one.query, "count": one.count}
            )
        return
    if not found:
        console().print(Text("There are no albums yet. Make one: photoclip album create NAME"))
        return
    width = name_width(plain(one.name) for one in found)
    for one in found:
        what = counted(one.count or 0) if one.query is None else f"search: {plain(one.query)}"
        console().print(Text(in_column(plain(one.name), width) + "  ").append(what, "dim"))


@album.command(
    epilog="""\b
--json prints an object a line, in order: place (from 1), id, path, taken_at, width, height, offline.
"""
)
@click.argument("name")
@limit_option
@json_option
@click.pass_context
def show(context: click.Context, name: str, limit: int, as_json: bool) -> None:
    """Show the photos of the album NAME, in its order."""
    from photoclip.browse.photo_sets import album_called

    with reading(context) as session:
        found = album_called(session, name)
        photos = _photos(session, found)
        hits = [SearchHit(photo, b"", 1.0, Band.LIKELY) for photo in photos[: limit or None]]
        rows = session.details(hits)
    if as_json:
        for place, photo in enumerate(photos[: limit or None], 1):
            row = rows.get(photo)
            if row is not None:
                print_json(
                    {
                        "place": place,
                        "id": photo,
                        "path": path_json(row.path),
                        "taken_at": row.taken_at,
                        "width": row.width,
                        "height": row.height,
                        "offline": row.offline,
                    }
                )
        return
    if found.query is not None:
        note(f"A saved search: {found.query}")
    if not photos:
        console().print(Text("No photo is in it." if found.smart else _empty(found.name)))
        return
    shown = [
        SearchHit(row.id, row.path, 1.0, Band.LIKELY)
        for row in map(rows.get, photos)
        if row is not None
    ]
    print_hits(console(), shown, rows, dict.fromkeys(Band, 0), ranked=False)
    if len(hits) < len(photos):
        note(f"{len(hits)} of {len(photos)} shown; --limit 0 for all.")


def _empty(name: str) -> str:
    return f"It is empty. Put photos into it: photoclip album add {quoted(name)} PHOTO…"


def _photos(session: Session, found: Album) -> tuple[PhotoId, ...]:
    from photoclip.browse.photo_sets import photos_of_album

    try:
        return photos_of_album(session, found)
    except QueryError as error:
        error.add_note(found.query or "")
        raise


@album.command()
@click.argument("name")
@click.option("--query", metavar="QUERY", help="A smart album: what this search finds is in it.")
@click.option(
    "--from-label", "label", metavar="LABEL", help="A smart album of the photos with this label."
)
@click.pass_context
def create(context: click.Context, name: str, query: str | None, label: str | None) -> None:
    """Make the album NAME: empty, or a saved search."""
    if query is not None and label is not None:
        raise click.UsageError("Give --query or --from-label, not both.")
    with changing(context) as session:
        if label is not None:
            query = _query_of_label(session, find_label(session, label).name)
        if query is not None:
            _check_query(query)
        _refuse_taken(session, name)
        session.apply(CreateAlbum(name, query))
    if query is None:
        done = f"Made the album “{plain(name)}”. Put photos into it: photoclip album add"
        console().print(Text(f"{done} {quoted(name)} PHOTO…"))
    else:
        console().print(Text(f"Saved the search {plain(query)} as the album “{plain(name)}”."))


def _query_of_label(session: Session, name: str) -> str:
    from photoclip.browse.overview import label_queries
    from photoclip.store import labels

    return label_queries(labels.names(session.library))[name]


def _check_query(query: str) -> None:
    """Raise `QueryError` for a mistake in a query, `PhotoClipError` for none at all."""
    from photoclip.search.query import parse

    if not query.strip():
        raise PhotoClipError("A smart album needs a search.", "Say one: --query 'dog rating:>=4'")
    try:
        parse(query)
    except QueryError as error:
        error.add_note(query)
        raise


def _refuse_taken(session: Session, name: str) -> None:
    kept = _known(session, name)
    if kept is not None:
        raise PhotoClipError(f"There is an album “{kept.name}” already.", "Choose another name.")


def _known(session: Session, name: str) -> Album | None:
    from photoclip.browse.photo_sets import album_called
    from photoclip.core.errors import NothingThereError

    try:
        return album_called(session, name)
    except NothingThereError:
        return None


@album.command()
@click.argument("name")
@click.argument("query")
@click.pass_context
def change(context: click.Context, name: str, query: str) -> None:
    """Have the smart album NAME search for QUERY from now on."""
    _check_query(query)
    with changing(context) as session:
        session.apply(SetAlbumQuery(name, query))
    console().print(Text(f"The album “{plain(name)}” is now what {plain(query)} finds."))


@album.command()
@click.argument("name")
@click.argument("new_name")
@click.pass_context
def rename(context: click.Context, name: str, new_name: str) -> None:
    """Give the album NAME another name; its photos and their order stay."""
    with changing(context) as session:
        session.apply(RenameAlbum(name, new_name))
    console().print(Text(f"The album “{plain(name)}” is called “{plain(new_name)}” now."))


@album.command()
@click.argument("name")
@click.pass_context
def delete(context: click.Context, name: str) -> None:
    """Delete the album NAME. No photo is deleted."""
    with changing(context) as session:
        session.apply(DeleteAlbum(name))
    console().print(
        Text(f"Deleted the album “{plain(name)}”. Its photos are where they were. ").append(
            "To take it back: photoclip undo", "dim"
        )
    )


@album.command(epilog=_PHOTOS_HELP)
@click.argument("name")
@click.argument("wanted", nargs=-1, metavar="[PHOTO…]")
@click.option("--query", metavar="QUERY", help="Put in what this search finds now, in its order.")
@click.option("--before", metavar="PHOTO", help="Put them before this photo of the album.")
@click.pass_context
def add(
    context: click.Context,
    name: str,
    wanted: tuple[str, ...],
    query: str | None,
    before: str | None,
) -> None:
    """Put photos into the album NAME, at its end. It is made if it is new."""
    if bool(wanted) == (query is not None):
        raise click.UsageError("Name photos, or give a --query.")
    with changing(context) as session:
        known = _known(session, name)
        photos = named_photos(session, wanted) if query is None else _found(session, query, before)
        place = None if before is None else named_photos(session, [before])[0]
        if place is not None:
            _refuse_absent(session, known, name, place)
        had = set() if known is None else set(_photos(session, known))
        session.apply(_one_step([AddToAlbum(photo, name, place) for photo in photos]))
    new = [photo for photo in photos if photo not in had]
    made = "" if known is not None else "new "
    said = f"Put {counted(len(new))} into the {made}album “{plain(known.name if known else name)}”."
    if len(new) < len(photos):
        said += f" {len(photos) - len(new)} were in it already, and keep their place."
    console().print(Text(said))


def _found(session: Session, query: str, before: str | None) -> list[PhotoId]:
    from photoclip.browse.photo_sets import photos_of_query

    _check_query(query)
    try:
        found = list(photos_of_query(session, query))
    except QueryError as error:
        error.add_note(query)
        raise
    if not found:
        raise PhotoClipError("The search finds no photo.", "Try it first: photoclip search QUERY")
    return found


def _refuse_absent(session: Session, known: Album | None, name: str, photo: PhotoId) -> None:
    if known is None or photo not in _photos(session, known):
        raise PhotoClipError(
            f"Photo #{photo} is not in the album “{name}”.", f"See it: photoclip album show {name}"
        )


def _one_step(commands: list[Command]) -> Command:
    """One command, which one `undo` takes back."""
    return commands[0] if len(commands) == 1 else Together(tuple(commands))


@album.command(epilog=_PHOTOS_HELP)
@click.argument("name")
@click.argument("wanted", nargs=-1, required=True, metavar="PHOTO…")
@click.pass_context
def remove(context: click.Context, name: str, wanted: tuple[str, ...]) -> None:
    """Take photos out of the album NAME. They stay in the library."""
    from photoclip.browse.photo_sets import album_called

    with changing(context) as session:
        known = album_called(session, name)
        photos = named_photos(session, wanted)
        had = set(_photos(session, known)) if not known.smart else set(photos)
        session.apply(_one_step([RemoveFromAlbum(photo, known.name) for photo in photos]))
    gone = [photo for photo in photos if photo in had]
    console().print(Text(f"Took {counted(len(gone))} out of the album “{plain(known.name)}”."))
    if len(gone) < len(photos):
        note(f"{len(photos) - len(gone)} of those you named were not in it.", "yellow")


@album.command(epilog=_PHOTOS_HELP)
@click.argument("name")
@click.argument("wanted", nargs=-1, required=True, metavar="PHOTO…")
@click.option("--before", metavar="PHOTO", help="Before this one; without it, to the end.")
@click.pass_context
def move(context: click.Context, name: str, wanted: tuple[str, ...], before: str | None) -> None:
    """Give photos of the album NAME another place in it, together and in the order named."""
    from photoclip.browse.photo_sets import album_called

    with changing(context) as session:
        known = album_called(session, name)
        photos = named_photos(session, wanted)
        place = None if before is None else named_photos(session, [before])[0]
        if place in photos:
            raise PhotoClipError(
                f"Photo #{place} can't be moved before itself.", "Name another one with --before."
            )
        session.apply(_one_step([MoveInAlbum(photo, known.name, place) for photo in photos]))
    where = "to the end" if place is None else f"before #{place}"
    console().print(
        Text(f"Moved {counted(len(photos))} {where} in the album “{plain(known.name)}”.")
    )
