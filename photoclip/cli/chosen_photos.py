"""The photos a command is about: named, found by a query, or all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from photoclip.cli.label_names import named_photos
from photoclip.core.errors import PhotoClipError, QueryError

if TYPE_CHECKING:
    from photoclip.core.cancel import CancelToken
    from photoclip.core.types import PhotoId
    from photoclip.session import Session


def check_choice(wanted: Sequence[str], query: str | None, everything: bool) -> None:
    """Raise `UsageError` unless it is said in one way which photos are meant."""
    if bool(wanted) + (query is not None) + everything != 1:
        raise click.UsageError("Name photos, or give a --query, or --all: one of the three.")


def chosen_photos(
    session: Session,
    wanted: Sequence[str],
    query: str | None,
    everything: bool,
    cancel: CancelToken,
) -> Sequence[PhotoId]:
    """The photos named by path or number, or those a query finds, or all (see `check_choice`).

    Raises `PhotoClipError` where there is none, `QueryError`, `Cancelled`.
    """
    from photoclip.browse.photo_sets import photos_of_query

    if wanted:
        return named_photos(session, wanted)
    text = "sort:date" if query is None else query
    if not text.strip():
        raise PhotoClipError("The query is empty.", "All photos: --all")
    try:
        photos = photos_of_query(session, text, cancel)
    except QueryError as error:
        error.add_note(text)
        raise
    if not photos and everything:
        from photoclip.store.files import roots

        raise PhotoClipError(
            "The library has no photos yet.",
            "Have those in its folders read: photoclip index"
            if roots(session.library)
            else "Add a folder of them: photoclip add FOLDER",
        )
    if not photos:
        raise PhotoClipError("The search finds no photo.", "Try it first: photoclip search QUERY")
    return photos
