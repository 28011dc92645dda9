"""Captions that models wrote, and wishes for more: apart from all that persons and files say.

They are kept by content and model: an edited picture is another one, and another model says it
otherwise. The one that was written last counts, unless a person discarded it. Wishes are the work
list of whoever writes captions: a kill loses none.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from photoclip.core.captions import MachineCaption
from photoclip.core.commands import NOTHING, Command, DiscardCaption
from photoclip.core.errors import NothingThereError
from photoclip.core.types import ContentHash, PhotoId
from photoclip.store import rewritten
from photoclip.store.database import Connection, Library, now
from photoclip.store.named import by_hand

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Wish:
    """A photo that is to get a caption. ``path`` is absolute.

    Where it is None none of the photo's files can be read now: with ``away`` they lie on drives that
    are not connected. ``tries`` counts how often it was begun before.
    """

    id: int
    content: int
    photo: PhotoId | None
    path: bytes | None
    away: bool
    tries: int


# --- what there is --------------------------------------------------------------------------------


def shown_of(library: Library, photo: PhotoId) -> MachineCaption | None:
    """What a model wrote about a photo, if anything is to be shown."""
    return shown_among(library, [photo]).get(photo)


def shown_among(library: Library, photos: Sequence[PhotoId]) -> dict[PhotoId, MachineCaption]:
    """What models wrote about these photos, where anything is to be shown."""
    found: dict[PhotoId, MachineCaption] = {}
    for page in _pages(photos):
        for photo, text, model, made_at in library.connection.execute(
            "SELECT photo.id, shown.text, captioner.key, shown.made_at FROM photo "
            "JOIN shown_caption AS shown ON shown.content_id = photo.content_id "
            "JOIN captioner ON captioner.id = shown.captioner_id "
            f"WHERE photo.id IN ({_marks(page)})",
            page,
        ):
            found[PhotoId(photo)] = MachineCaption(text, model, made_at)
    return found


def captioned(library: Library, photos: Sequence[PhotoId], model: str) -> set[PhotoId]:
    """Which of these photos this model was asked about, whatever it said and became of that."""
    found: set[PhotoId] = set()
    for page in _pages(photos):
        found.update(
            PhotoId(photo)
            for (photo,) in library.connection.execute(
                "SELECT photo.id FROM photo JOIN machine_caption USING (content_id) "
                "JOIN captioner ON captioner.id = captioner_id "
                f"WHERE captioner.key = ? AND photo.id IN ({_marks(page)})",
                (model, *page),
            )
        )
    return found


def described(library: Library, photos: Sequence[PhotoId]) -> set[PhotoId]:
    """Which of these photos have a caption by a person or in their file."""
    found: set[PhotoId] = set()
    for page in _pages(photos):
        found.update(
            PhotoId(photo)
            for (photo,) in library.connection.execute(
                "SELECT id FROM photo WHERE effective_caption IS NOT NULL "
                f"AND id IN ({_marks(page)})",
                page,
            )
        )
    return found


def count(library: Library) -> int:
    """How many photos have a caption by a model that is shown."""
    row = library.connection.execute(
        "SELECT count(*) FROM shown_caption JOIN photo USING (content_id)"
    ).fetchone()
    return int(row[0])


# --- what a person says of one --------------------------------------------------------------------


def carry_out(connection: Connection, command: DiscardCaption) -> Command:
    """Discard a caption, or show it again; returns what takes that back.

    Raises `NothingThereError` where the model wrote nothing about the photo.
    """
    by_hand(connection, command.photo)  # or it isn't there
    row = connection.execute(
        "SELECT machine_caption.id, discarded FROM machine_caption JOIN photo USING (content_id) "
        "JOIN captioner ON captioner.id = captioner_id WHERE photo.id = ? AND captioner.key = ?",
        (command.photo, command.model),
    ).fetchone()
    if row is None:
        raise NothingThereError(
            f"“{command.model.partition('@')[0]}” wrote no caption for this photo.",
            "Have it written: photoclip caption",
        )
    if bool(row[1]) == command.discarded:
        return NOTHING
    connection.execute(
        "UPDATE machine_caption SET discarded = ? WHERE id = ?", (command.discarded, row[0])
    )
    return DiscardCaption(command.photo, command.model, not command.discarded)


# --- wishes ---------------------------------------------------------------------------------------


def captioner_id(connection: Connection, key: str) -> int:
    """The id of the captioner with this key, which is recorded if it is new."""
    connection.execute("INSERT OR IGNORE INTO captioner(key) VALUES (?)", (key,))
    row = connection.execute("SELECT id FROM captioner WHERE key = ?", (key,)).fetchone()
    return int(row[0])


def wish(
    connection: Connection, photos: Sequence[PhotoId], model: str, *, again: bool = False
) -> int:
    """Note that these photos are to get a caption by this model; how many of them wait for one now.

    Those that have one, or about which the model had nothing to say, need none; with ``again`` what a
    person discarded, and what was left empty, is written anew.
    """
    captioner = captioner_id(connection, model)
    settled = " AND discarded = 0 AND text <> ''" if again else ""
    waiting = 0
    for page in _pages(photos):
        connection.execute(
            "INSERT INTO caption_wish(content_id, captioner_id) SELECT content_id, ? FROM photo "
            f"WHERE id IN ({_marks(page)}) AND NOT EXISTS (SELECT 1 FROM machine_caption "
            f"WHERE content_id = photo.content_id AND captioner_id = ?{settled}) "
            "ON CONFLICT(content_id) DO UPDATE SET captioner_id = excluded.captioner_id, tries = 0",
            (captioner, *page, captioner),
        )
        waiting += connection.execute(
            "SELECT count(*) FROM caption_wish JOIN photo USING (content_id) "
            f"WHERE photo.id IN ({_marks(page)})",
            page,
        ).fetchone()[0]
    return waiting


def forget_wishes(connection: Connection, photos: Sequence[PhotoId] | None = None) -> int:
    """Take wishes back, those for these photos or all; how many there were."""
    if photos is None:
        return connection.execute("DELETE FROM caption_wish").rowcount
    return sum(
        connection.execute(
            "DELETE FROM caption_wish WHERE content_id IN "
            f"(SELECT content_id FROM photo WHERE id IN ({_marks(page)}))",
            page,
        ).rowcount
        for page in _pages(photos)
    )


def count_wishes(library: Library, photos: Sequence[PhotoId] | None = None) -> int:
    """How many photos wait for a caption, of all or of these."""
    connection = library.connection
    if photos is None:
        return int(connection.execute("SELECT count(*) FROM caption_wish").fetchone()[0])
    return sum(
        connection.execute(
            "SELECT count(*) FROM caption_wish JOIN photo USING (content_id) "
            f"WHERE photo.id IN ({_marks(page)})",
            page,
        ).fetchone()[0]
        for page in _pages(photos)
    )


def next_model(library: Library) -> str | None:
    """The key of the captioner that is wanted next; None where nothing is."""
    row = library.connection.execute(
        "SELECT key FROM caption_wish JOIN captioner ON captioner.id = captioner_id "
        "ORDER BY caption_wish.id LIMIT 1"
    ).fetchone()
    return None if row is None else str(row[0])


def wishes(library: Library, model: str) -> Iterator[Wish]:
    """What this model is wanted for, in the order it was asked for; read a few at a time."""
    after = 0
    while page := library.connection.execute(
        "SELECT wish.id, wish.content_id, photo.id, wish.tries, "
        "(SELECT file.id FROM file JOIN root ON root.id = root_id WHERE photo_id = photo.id "
        " AND state <> 'failed' AND missing_since IS NULL AND offline_since IS NULL "
        " ORDER BY state = 'ready' DESC, file.id LIMIT 1), "
        "EXISTS (SELECT 1 FROM file JOIN root ON root.id = root_id WHERE photo_id = photo.id "
        " AND state <> 'failed' AND missing_since IS NULL AND offline_since IS NOT NULL) "
        "FROM caption_wish AS wish JOIN captioner ON captioner.id = captioner_id "
        "LEFT JOIN photo ON photo.content_id = wish.content_id "
        "WHERE captioner.key = ? AND wish.id > ? ORDER BY wish.id LIMIT ?",
        (model, after, _PAGE),
    ).fetchall():
        after = page[-1][0]
        for number, content, photo, tries, file, away in page:
            path = None if file is None else _path_of(library, file)
            known = None if photo is None else PhotoId(photo)
            yield Wish(number, content, known, path, path is None and bool(away), tries)


def _path_of(library: Library, file: int) -> bytes | None:
    row = library.connection.execute(
        "SELECT root.path, file.path FROM file JOIN root ON root.id = root_id WHERE file.id = ?",
        (file,),
    ).fetchone()
    return None if row is None else os.path.join(row[0], row[1])


def begin(connection: Connection, batch: Sequence[Wish]) -> None:
    """These are in hand: should the process end in the middle of them, that is known."""
    connection.executemany(
        "UPDATE caption_wish SET tries = tries + 1 WHERE id = ?", [(one.id,) for one in batch]
    )


def put_down(connection: Connection, batch: Sequence[Wish]) -> None:
    """These were in hand, and it was nobody's fault that they didn't come to an end."""
    connection.executemany(
        "UPDATE caption_wish SET tries = max(0, tries - 1) WHERE id = ?",
        [(one.id,) for one in batch],
    )


def give_up(connection: Connection, one: Wish) -> None:
    """Take a wish from the list: the photo gets no caption now."""
    connection.execute("DELETE FROM caption_wish WHERE id = ?", (one.id,))


def give_up_all(connection: Connection, model: str) -> int:
    """No photo gets a caption of this model now; how many waited."""
    return connection.execute(
        "DELETE FROM caption_wish WHERE captioner_id IN (SELECT id FROM captioner WHERE key = ?)",
        (model,),
    ).rowcount


def is_of(connection: Connection, one: Wish, digest: ContentHash) -> bool:
    """Whether what was read is still the picture that a caption was asked for."""
    row = connection.execute("SELECT hash FROM content WHERE id = ?", (one.content,)).fetchone()
    if row is None:
        return False
    return row[0] == digest or (
        one.photo is not None and rewritten.former(connection, digest) == one.photo
    )


def put(connection: Connection, one: Wish, model: str, text: str) -> bool:
    """Keep what a model wrote, and take the wish for it from the list; False if it is gone.

    An empty ``text`` says that it had nothing to say.
    """
    cursor = connection.execute(
        "DELETE FROM caption_wish WHERE id = ? AND content_id = ?", (one.id, one.content)
    )
    if not cursor.rowcount:
        return False  # a person took it back meanwhile, or the photo left the library
    connection.execute(
        "INSERT OR REPLACE INTO machine_caption(content_id, captioner_id, text, made_at) "
        "VALUES (?, ?, ?, ?)",
        (one.content, captioner_id(connection, model), text, now()),
    )
    return True


def _pages(photos: Sequence[PhotoId]) -> Iterator[Sequence[PhotoId]]:
    for start in range(0, len(photos), _PAGE):
        yield photos[start : start + _PAGE]


def _marks(photos: Sequence[PhotoId]) -> str:
    return ",".join("?" * len(photos))
