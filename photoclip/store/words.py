"""What persons and files say of photos in words, many photos at once: reading.

Titles and captions, keywords, and the labels a person confirmed. What rules or models say is not among
it, nor are keywords PhotoClip wrote into files itself.
"""

from __future__ import annotations

import json

import numpy as np

from photoclip.core.cancel import CancelToken
from photoclip.core.labels import leaf
from photoclip.store import columns
from photoclip.store.columns import Int64
from photoclip.store.database import Library

_PAGE = 500


def photos_with_words(library: Library, cancel: CancelToken | None = None) -> tuple[Int64, Int64]:
    """The photos shown of which somebody said something, and their contents; in order of the photos.

    Raises `Cancelled`.
    """
    with columns.interruptible(library, cancel):
        photos, contents = columns.contents_where(
            library,
            "effective_title IS NOT NULL OR effective_caption IS NOT NULL "
            "OR photo.id IN (SELECT photo_id FROM keyword) "
            "OR photo.id IN (SELECT photo_id FROM label_mark WHERE verdict = 'confirmed')",
        )
        order = np.argsort(photos)
        order = order[~columns.among(photos[order], columns.hidden(library))]
    return photos[order], contents[order]


def said_of(library: Library, photos: Int64) -> list[list[str]]:
    """What is said of each of these photos: caption, title, labels by their last part, keywords.

    As it stands there, but each once whatever its capitals; empty for a photo that isn't there.
    """
    found: list[list[str]] = []
    for start in range(0, len(photos), _PAGE):
        page = photos[start : start + _PAGE].tolist()
        said = _page(library, page)
        for photo in page:
            once: dict[str, str] = {}
            for text in said[photo]:
                once.setdefault(text.casefold(), text)
            found.append(list(once.values()))
    return found


def _page(library: Library, photos: list[int]) -> dict[int, list[str]]:
    said: dict[int, list[str]] = {photo: [] for photo in photos}
    wanted = (json.dumps(photos),)

    def rows(value: str, joined: str) -> list[tuple[int, str]]:
        found: list[tuple[int, str]] = library.connection.execute(
            f"SELECT wanted.value, {value} FROM json_each(?) AS wanted CROSS JOIN {joined}",
            wanted,
        ).fetchall()
        return found

    own: dict[int, set[str]] = {}
    for photo, word in rows(
        "word", "file ON file.photo_id = wanted.value JOIN written_word ON file_id = file.id"
    ):
        own.setdefault(photo, set()).add(word.casefold())
    for column in ("effective_caption", "effective_title"):
        for photo, text in rows(
            column, f"photo ON photo.id = wanted.value AND {column} IS NOT NULL"
        ):
            said[photo].append(text)
    for photo, name in rows(
        "name",
        "label_mark ON label_mark.photo_id = wanted.value AND verdict = 'confirmed' "
        "JOIN label ON label.id = label_id ORDER BY name",
    ):
        said[photo].append(leaf(name))
    for photo, word in rows(
        "keyword", "keyword ON keyword.photo_id = wanted.value ORDER BY keyword"
    ):
        if word.casefold() not in own.get(photo, ()):
            said[photo].append(word)
    return said
