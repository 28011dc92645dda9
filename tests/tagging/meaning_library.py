"""A library whose photos' vectors mean something: words and photos of one thing lie close together."""

from __future__ import annotations

import uuid
import zlib

import numpy as np

from photoclip.compare.text_vectors import TextVectors
from photoclip.core.commands import ApplyRule, DefineLabel, MarkLabel, Together, Verdict
from photoclip.core.labels import LabelDefinition
from photoclip.core.types import InputSpec, ModelInfo, PhotoId
from photoclip.store import commands, files, vectors
from photoclip.tagging import derive as deriving
from photoclip.tagging.desk import Tagging

DIM = 48
MODEL = ModelInfo("meaning@1", DIM, InputSpec(32))
THINGS = ("dog", "cat", "boat", "tree", "cake", "bridge", "horse", "lamp")
EACH = 30


def direction(word):
    rng = np.random.default_rng(zlib.crc32(word.encode("utf-8", "replace")))
    row = rng.normal(size=DIM)
    return row / np.linalg.norm(row)


def _unit(rows):
    rows = np.asarray(rows, np.float32)
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


class Words:
    """An encoder that knows `THINGS`; any other sentence has a meaning of its own."""

    info = MODEL

    def encode_images(self, pixels):
        raise NotImplementedError

    def encode_texts(self, texts):
        rows = []
        for text in texts:
            known = [thing for thing in THINGS if thing in text.casefold()]
            meaning = sum(map(direction, known)) if known else direction(text)
            rows.append(0.8 * direction("a text") + _unit(meaning))
        return _unit(rows)


def photo_rows(meanings, seed=1, noise=0.75):
    """Vectors of photos that show these directions, one a row."""
    rng = np.random.default_rng(seed)
    rows = []
    for meaning in meanings:
        away = rng.normal(size=DIM)
        rows.append(
            0.8 * direction("a photo") + _unit(meaning) + noise * away / np.linalg.norm(away)
        )
    return _unit(rows)


class Gallery:
    """Photos 1…n: `EACH` of each thing, in turn, then those of ``more`` meanings."""

    def __init__(self, library, more=(), noise=0.75):
        self.library = library
        self.shows = [THINGS[n % len(THINGS)] for n in range(EACH * len(THINGS))]
        meanings = [direction(thing) for thing in self.shows] + list(more)
        self.rows = photo_rows(meanings, noise=noise)
        self.shows += ["something"] * len(more)
        self.put(range(1, len(self.rows) + 1), self.rows)
        self.texts = TextVectors(MODEL, Words, None)
        self.tagging = Tagging(library, MODEL, self.texts)

    def put(self, numbers, rows):
        root = files.add_root(self.library, b"/photos")
        with self.library.transaction() as connection:
            model = vectors.model_id(connection, MODEL.key, DIM)
            for n, row in zip(numbers, rows, strict=True):
                connection.execute(
                    "INSERT INTO content(id, hash, byte_size, format, width, height, frames) "
                    "VALUES (?, ?, 1, 'jpeg', 1, 1, 1)",
                    (n, n.to_bytes(32, "big")),
                )
                connection.execute(
                    "INSERT INTO photo(id, content_id, added_at) VALUES (?, ?, '')", (n, n)
                )
                connection.execute(
                    "INSERT INTO file(root_id, path, folder, name, size, mtime_ns, inode, sidecars, "
                    "state, photo_id) VALUES (?, ?, '', ?, 1, 1, ?, 0, 'ready', ?)",
                    (root, b"%d.jpg" % n, f"{n}.jpg", n, n),
                )
                vectors.put(connection, model, n, row)

    def photos(self, thing):
        return [PhotoId(n + 1) for n, shown in enumerate(self.shows) if shown == thing]

    def hide(self, photos):
        with self.library.transaction() as connection:
            connection.executemany(
                "UPDATE file SET missing_since = '2026-01-01' WHERE photo_id = ?",
                [(photo,) for photo in photos],
            )

    def do(self, command):
        return commands.apply(self.library, command, uuid.uuid4().hex)

    def define(self, name, **definition):
        self.do(DefineLabel(name, LabelDefinition(**definition)))

    def mark(self, name, yes=(), no=()):
        marks = [MarkLabel(PhotoId(photo), name, Verdict.CONFIRMED) for photo in yes]
        marks += [MarkLabel(PhotoId(photo), name, Verdict.REJECTED) for photo in no]
        if marks:
            self.do(Together(tuple(marks)))

    def unmark(self, name):
        marks = self.library.connection.execute(
            "SELECT photo_id FROM label_mark JOIN label ON label.id = label_id WHERE name = ?",
            (name,),
        ).fetchall()
        self.do(Together(tuple(MarkLabel(PhotoId(photo), name, None) for (photo,) in marks)))

    def put_in_force(self, name, **definition):
        """As the window does it; the preview it was done from."""
        preview = self.tagging.preview(name, LabelDefinition(**definition))
        self.do(Together((DefineLabel(name, preview.definition), ApplyRule(name, preview.rule))))
        deriving.TagKeeper(self.library, lambda: MODEL, lambda _model: self.background).catch_up()
        return preview

    @property
    def background(self):
        from photoclip.compare.calibrate import encode_background

        return encode_background(self.texts)

    def tagged(self, name, source="auto"):
        return [
            photo
            for (photo,) in self.library.connection.execute(
                "SELECT photo_id FROM label_tag JOIN label ON label.id = label_id "
                "WHERE label.name = ? AND source = ? ORDER BY photo_id",
                (name, source),
            ).fetchall()
        ]
