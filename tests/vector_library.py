"""A library of photos that are only vectors, its rules, and an encoder that needs no torch."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from photoclip.compare.calibrate import encode_background
from photoclip.compare.text_vectors import TextVectors
from photoclip.core import paths
from photoclip.core.types import Float32, ModelInfo, UInt8
from photoclip.embed import openclip
from photoclip.embed.weights import ModelFolder
from photoclip.store import database, vectors
from photoclip.tagging.rule import Rule, rounded
from photoclip.tagging.rules import Decision, RuleBook

PHOTOS = 300


class LightEncoder:
    """As many numbers as the model has, by chance: everything means something else."""

    def __init__(self, folder: ModelFolder, *_rest: object, **_options: object) -> None:
        self.info = folder.info

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        seeds = [zlib.crc32(text.encode("utf-8", "surrogatepass")) for text in texts]
        return np.concatenate([_unit(1, seed, self.info.dim) for seed in seeds])

    def encode_images(self, pixels: UInt8) -> Float32:
        seeds = [zlib.crc32(picture.tobytes()) for picture in pixels]
        return np.concatenate([_unit(1, seed, self.info.dim) for seed in seeds])


def use_light_encoder(monkeypatch=None) -> None:
    """From now on this process encodes with it."""
    if monkeypatch is None:
        openclip.OpenClipEncoder = LightEncoder
    else:
        monkeypatch.setattr(openclip, "OpenClipEncoder", LightEncoder)


def model() -> ModelInfo:
    return ModelFolder.open(paths.embedded_model()).info


def _unit(count: int, seed: int, dim: int) -> Float32:
    rows = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def rows() -> Float32:
    """The photos' vectors as they are stored."""
    return _unit(PHOTOS, 1, model().dim).astype(np.float16).astype(np.float32)


def background() -> Float32:
    folder = ModelFolder.open(paths.embedded_model())
    return encode_background(TextVectors(folder.info, lambda: LightEncoder(folder), None))


def rule(seed: int, share: float = 0.2) -> str:
    """A rule that gives its label to this share of the photos."""
    texts, seen = rounded(_unit(1, seed, model().dim)), rows()
    made = Rule(
        model().key,
        texts,
        np.median(seen @ texts.T, axis=0).astype(np.float32),
        (seen @ texts.T).std(axis=0).astype(np.float32),
        (0.0, 0.1),
        -99.0,
        -99.0,
    )
    certainty = RuleBook({1: made}, background()).certainties(seen)[:, 0]
    cut = float(np.quantile(certainty, 1 - share))
    return replace(made, cut=cut, suggest=cut - 1.0, photos=PHOTOS).to_json()


def decide(text: str, vectors: Float32) -> Decision:
    """What a rule says of these vectors."""
    return RuleBook({1: Rule.from_json(text)}, background()).decide(vectors)[1]


def expected(text: str) -> dict[int, str]:
    """Where a rule puts its label: source by photo."""
    decision = decide(text, rows())
    return {
        place + 1: "auto" if decision.auto[place] else "suggested"
        for place in range(PHOTOS)
        if decision.auto[place] or decision.suggested[place]
    }


def make(folder: Path) -> None:
    """Photos 1, 2, … with a vector each."""
    library = database.open_owner(folder)
    with library.transaction() as connection:
        model_id = vectors.model_id(connection, model().key, model().dim)
        connection.execute("INSERT INTO root(id, path, added_at) VALUES (1, ?, '')", (b"/photos",))
        for n, row in enumerate(rows(), 1):
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
                "photo_id, state) VALUES (1, ?, '', ?, 1, 1, 0, 0, ?, 'ready')",
                (f"{n}.jpg".encode(), f"{n}.jpg", n),
            )
            vectors.put(connection, model_id, n, row)
    library.close()


def tags(library: database.Library) -> dict[int, str]:
    """Source by photo, of the only label."""
    return dict(library.connection.execute("SELECT photo_id, source FROM label_tag").fetchall())
