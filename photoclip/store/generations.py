"""Vectors of several models side by side: what there is of each, and which photos lack one."""

from __future__ import annotations

import os
from dataclasses import dataclass

from photoclip.core.types import ContentHash, FileId, Float32, PhotoId
from photoclip.store import settings, suspects, vectors
from photoclip.store.database import Connection, Library
from photoclip.store.photos import VISIBLE

PAGE = 500
"""Photos asked for at once."""

_READABLE = (
    "file.state = 'ready' AND file.missing_since IS NULL "
    "AND file.root_id IN (SELECT id FROM root WHERE offline_since IS NULL)"
)
_LACKS = (
    "NOT EXISTS (SELECT 1 FROM vector WHERE vector.content_id = photo.content_id "
    "AND vector.model_id = ?1)"
)
_NOT_REFUSED = (
    "NOT EXISTS (SELECT 1 FROM vector_refused AS refused WHERE refused.content_id = "
    "photo.content_id AND refused.model_id = ?1 AND refused.reason IS NOT NULL)"
)
_FILLABLE = (
    f"{_LACKS} AND {_NOT_REFUSED} "
    f"AND EXISTS (SELECT 1 FROM file WHERE file.photo_id = photo.id AND {_READABLE})"
)
_NONE = 0
"""The id no model has: one the library never saw has no vectors."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A photo that can be read now and has no vector of a model: its files that are there, in order.

    ``files`` are ids with absolute paths.
    """

    photo: PhotoId
    content: int
    files: tuple[tuple[FileId, bytes], ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """How far a model's vectors are: ``done`` of the ``total`` photos the library shows have one.

    ``fillable`` more could get one now; the others are away, could not be read, or were refused.
    """

    total: int
    done: int
    fillable: int

    @property
    def unreadable(self) -> int:
        """Photos that will not get a vector now."""
        return max(0, self.total - self.done - self.fillable)


@dataclass(frozen=True, slots=True)
class Generation:
    """A model by its key, its vectors' width, and how many of them there are."""

    key: str
    dim: int
    vectors: int

    @property
    def name(self) -> str:
        """The model's name: the key without the part that names the exact weights."""
        return self.key.rpartition("@")[0] or self.key

    @property
    def stored_bytes(self) -> int:
        """About how much of the library file they take."""
        return self.vectors * (2 * self.dim + _ROW_BYTES)


_ROW_BYTES = 40
"""What a row takes beside its numbers, in the table and its two indexes."""


def generations(library: Library) -> list[Generation]:
    """The models of which there are vectors, in the order in which the library met them."""
    rows = library.connection.execute(
        "SELECT key, dim, (SELECT count(*) FROM vector WHERE model_id = model.id) FROM model "
        "ORDER BY id"
    ).fetchall()
    return [Generation(key, int(dim), int(count)) for key, dim, count in rows if count]


def filled(library: Library, key: str) -> Filled:
    """How far the vectors of the model with this key are."""
    model = vectors.find_model(library, key) or _NONE
    (total,) = library.connection.execute(f"SELECT count(*) FROM photo WHERE {VISIBLE}").fetchone()
    (fillable,) = library.connection.execute(
        f"SELECT count(*) FROM photo WHERE {_FILLABLE}", (model,)
    ).fetchone()
    done = vectors.count_searchable(library, model)
    return Filled(int(total), done, int(fillable))


def lacking(library: Library, key: str, after: int, count: int = PAGE) -> list[Lacking]:
    """Up to ``count`` photos with ids above ``after`` that lack a vector and can be read now."""
    model = vectors.find_model(library, key) or _NONE
    rows = library.connection.execute(
        "SELECT photo.id, photo.content_id, file.id, root.path, file.path FROM ("
        f"  SELECT id, content_id FROM photo WHERE id > ?2 AND {_FILLABLE} ORDER BY id LIMIT ?3"
        f") AS photo JOIN file ON file.photo_id = photo.id AND {_READABLE} "
        "JOIN root ON root.id = file.root_id ORDER BY photo.id, file.id",
        (model, after, count),
    ).fetchall()
    found: dict[int, tuple[int, list[tuple[FileId, bytes]]]] = {}
    for photo, content, file, root, path in rows:
        _content, files = found.setdefault(photo, (content, []))
        files.append((FileId(file), os.path.join(root, path)))
    return [
        Lacking(PhotoId(photo), content, tuple(files)) for photo, (content, files) in found.items()
    ]


def content_with(connection: Connection, digest: ContentHash) -> int | None:
    """The content with this hash; the one it became where PhotoClip wrote into the file since."""
    row = connection.execute(
        "SELECT id FROM content WHERE hash = ?1 UNION ALL SELECT photo.content_id "
        "FROM former_content JOIN photo ON photo.id = former_content.photo_id "
        "WHERE former_content.hash = ?1",
        (digest,),
    ).fetchone()
    return None if row is None else int(row[0])


def put_for(connection: Connection, model: int, content: int, vector: Float32) -> bool:
    """Store a vector as `vectors.put` does, if the content is still there; whether it is new."""
    cursor = connection.execute(
        "INSERT OR IGNORE INTO vector(model_id, content_id, data) "
        "SELECT ?, id, ? FROM content WHERE id = ?",
        (model, vector.astype("<f2").tobytes(), content),
    )
    connection.execute(
        "DELETE FROM vector_refused WHERE model_id = ? AND content_id = ?", (model, content)
    )
    return cursor.rowcount > 0


def contents_of(library: Library, key: str) -> set[int]:
    """The contents that have a vector of the model with this key."""
    rows = library.connection.execute(
        "SELECT content_id FROM vector JOIN model ON model.id = model_id WHERE key = ?", (key,)
    )
    return {int(content) for (content,) in rows.fetchall()}


def refuse(connection: Connection, model: int, content: int, reason: str) -> None:
    """Note why a model has no vector of a picture, so that it isn't tried again and again."""
    connection.execute(
        "INSERT INTO vector_refused(model_id, content_id, reason) "
        "SELECT ?, id, ? FROM content WHERE id = ? "
        "ON CONFLICT DO UPDATE SET reason = excluded.reason",
        (model, reason, content),
    )


def died_with(library: Library, key: str, contents: list[int], run: str, *, crashed: bool) -> None:
    """Note that the owner died while a model looked at these pictures: one of them may be the cause.

    As with files (`suspects`): a *crash* counts as a strike, two are too many; of plain kills it takes
    five. ``run`` names the moment: the same death is counted once.
    """
    with library.transaction() as connection:
        new, _before = settings.change(connection, _COUNTED, run)
        model = connection.execute("SELECT id FROM model WHERE key = ?", (key,)).fetchone()
        if not new or model is None:
            return
        for content in contents:
            connection.execute(
                "INSERT INTO vector_refused(model_id, content_id) SELECT ?1, id FROM content "
                "WHERE id = ?2 AND NOT EXISTS (SELECT 1 FROM vector WHERE model_id = ?1 "
                "AND content_id = ?2) ON CONFLICT DO NOTHING",
                (*model, content),
            )
            # In a death over many, each of them may be the one: a first strike, never a second.
            column = "strikes" if crashed else "kills"
            more = f"{column} + 1" if len(contents) == 1 else f"max({column}, 1)"
            connection.execute(
                f"UPDATE vector_refused SET {column} = {more} WHERE model_id = ? "
                "AND content_id = ?",
                (*model, content),
            )
        connection.execute(
            "UPDATE vector_refused SET reason = ? WHERE model_id = ? AND reason IS NULL "
            "AND (strikes >= ? OR kills >= ?)",
            (_CRASHED, *model, suspects.STRIKES, suspects.KILLS),
        )


_COUNTED = "filling_in_hand_counted"
_CRASHED = "PhotoClip ended again and again while the model looked at this picture."


def suspected(library: Library, key: str) -> set[int]:
    """The contents that are looked at alone, because the owner died with them in hand."""
    rows = library.connection.execute(
        "SELECT content_id FROM vector_refused JOIN model ON model.id = model_id "
        "WHERE key = ? AND reason IS NULL",
        (key,),
    )
    return {int(content) for (content,) in rows.fetchall()}


def pardon_of(connection: Connection, model: int) -> None:
    """Try all pictures again that this model refused."""
    connection.execute("DELETE FROM vector_refused WHERE model_id = ?", (model,))


def pardon(connection: Connection) -> None:
    """Try all pictures again that some model refused."""
    connection.execute("DELETE FROM vector_refused")


def forget(connection: Connection, key: str) -> int:
    """Delete a model's vectors, and the rules kept for it; how many vectors that were."""
    row = connection.execute("SELECT id FROM model WHERE key = ?", (key,)).fetchone()
    connection.execute("DELETE FROM label_rule WHERE model = ?", (key,))
    if row is None:
        return 0
    deleted = connection.execute("DELETE FROM vector WHERE model_id = ?", row).rowcount
    connection.execute("DELETE FROM model WHERE id = ?", row)
    return int(deleted)
