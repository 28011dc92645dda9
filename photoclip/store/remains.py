"""What a person made by hand, as it stands in a damaged file: for where the log of edits has gaps.

Nothing is taken away for being absent in the damaged file: it may be unreadable there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

from photoclip.core.command_json import PhotoOf
from photoclip.core.commands import (
    AddToAlbum,
    ApplyRule,
    Command,
    CreateAlbum,
    CreateLabel,
    DefineLabel,
    Flag,
    MarkLabel,
    MoveInAlbum,
    SetAlbumQuery,
    SetCaption,
    SetFlag,
    SetRating,
    SetTitle,
    Verdict,
)
from photoclip.core.labels import LabelDefinition
from photoclip.core.types import ContentHash, PhotoId
from photoclip.store.label_edits import definition_of
from photoclip.store.salvage import Row, Wreck

_Known = Callable[[object], PhotoId | None]


def made_by_hand(left: Wreck, photo_of: PhotoOf) -> Iterator[Command]:
    """Commands that lead to the stars, flags, words, labels and albums of the damaged file.

    ``photo_of`` names the photo of the repaired library. Where all is as they want it already they
    change nothing; one that can't be applied is no reason to leave out the others.
    """
    hashes = left.by_number("content", "hash", 1, left.last_number("content", 0)).found
    columns = left.known("photo", "content_id, own_rating, flag, own_title, own_caption")
    rows = left.by_number("photo", columns, 1, left.last_number("photo", 0))

    def known(number: object) -> PhotoId | None:
        if not isinstance(number, int):
            return None
        content, *_rest = rows.found.get(number, (None,))
        (digest,) = hashes.get(content, (None,))
        is_hash = isinstance(digest, bytes) and len(digest) == 32
        return photo_of(PhotoId(number), ContentHash(digest)) if is_hash else None

    yield from _of_photos(rows.found, known)
    yield from _labels(left, known)
    yield from _albums(left, known)


def _of_photos(rows: dict[int, Row], known: _Known) -> Iterator[Command]:
    for number, (_content, *said) in rows.items():
        if said.count(None) == len(said) or (photo := known(number)) is None:
            continue
        rating, flag, title, caption = said
        if isinstance(title, str):
            yield SetTitle(photo, title)
        if isinstance(caption, str):
            yield SetCaption(photo, caption)
        if isinstance(rating, int):
            yield SetRating(photo, rating)
        if flag is not None:
            with suppress(ValueError):
                yield SetFlag(photo, Flag(flag))


def _labels(left: Wreck, known: _Known) -> Iterator[Command]:
    columns = left.known("label", "name, definition, rule")
    names = left.by_number("label", columns, 1, left.last_number("label", 0)).found
    for name, definition, rule in names.values():
        if not isinstance(name, str):
            continue
        means = definition_of(definition) if isinstance(definition, str) else LabelDefinition()
        if means != LabelDefinition():
            yield DefineLabel(name, means)
        if isinstance(rule, str):
            yield CreateLabel(name)
            yield ApplyRule(name, rule)
    key = "photo_id, label_id"
    for number, label, verdict in left.from_both_ends("label_mark", f"{key}, verdict", key):
        name, *_means = names.get(label, (None,))
        if isinstance(name, str) and (photo := known(number)):
            with suppress(ValueError):
                yield MarkLabel(photo, name, Verdict(verdict))


def _albums(left: Wreck, known: _Known) -> Iterator[Command]:
    albums = left.by_number("album", "name, query", 1, left.last_number("album", 0)).found
    key = "album_id, photo_id"
    places: dict[int, list[tuple[int, int]]] = {}
    for album, number, position in left.from_both_ends("album_photo", f"{key}, position", key):
        if isinstance(number, int) and isinstance(position, int):
            places.setdefault(album, []).append((position, number))
    for album, (name, query) in albums.items():
        if not isinstance(name, str) or not isinstance(query, str | None):
            continue
        yield CreateAlbum(name, query)
        if query is not None:
            yield SetAlbumQuery(name, query)
            continue
        following: PhotoId | None = None
        for _position, number in sorted(places.get(album, ()), reverse=True):
            if (photo := known(number)) is None:
                continue
            yield AddToAlbum(photo, name, following)
            yield MoveInAlbum(photo, name, following)  # where a backup had it elsewhere
            following = photo
