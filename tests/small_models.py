"""Models of any width that need no torch: colours are what they know, in pictures and in words."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
from safetensors.numpy import save

from photoclip.core import paths
from photoclip.core.types import Float32, UInt8
from photoclip.embed import openclip
from photoclip.embed.weights import (
    CONFIG,
    WEIGHTS,
    ModelCard,
    ModelFolder,
    sha256_of,
    write_card,
)

COLOURS = {
    "red": (220, 30, 30),
    "green": (30, 200, 30),
    "blue": (30, 30, 220),
    "yellow": (220, 210, 30),
}
GRID = 4


def install(name: str, dim: int, size: int = 32, folder: Path | None = None) -> ModelFolder:
    """A model folder among this user's models, or in ``folder``; of its weights only its name counts."""
    target = (folder or paths.models_dir()) / name.replace("/", "--")
    target.mkdir(parents=True)
    weights = save({"none": np.zeros(1, np.float32)}, {"name": f"{name} {dim}"})
    (target / WEIGHTS).write_bytes(weights)
    vision = {"image_size": size}
    config = {"model_cfg": {"embed_dim": dim, "vision_cfg": vision}, "preprocess_cfg": {}}
    (target / CONFIG).write_text(json.dumps(config), "utf-8")
    write_card(target, ModelCard(name, sha256_of(target / WEIGHTS), templates=("{}",)))
    return ModelFolder.open(target)


class ColourEncoder:
    """Sees where in a picture which colours are; each model turns that another way.

    ``seen`` are the sizes of the batches of pictures that any of them encoded, by model name;
    ``loaded`` how often which was loaded. ``refused`` is a colour it can't take in.
    """

    seen: ClassVar[dict[str, list[int]]] = {}
    loaded: ClassVar[list[str]] = []
    refused: ClassVar[tuple[int, int, int] | None] = None

    def __init__(self, folder: ModelFolder, *_rest: object, **_options: object) -> None:
        self.info = folder.info
        self._name = folder.name
        seed = zlib.crc32(folder.info.key.encode())
        shape = (3 * GRID * GRID, folder.info.dim)
        self._turn = np.random.default_rng(seed).normal(size=shape)
        self.loaded.append(folder.name)

    def encode_images(self, pixels: UInt8) -> Float32:
        self.seen.setdefault(self._name, []).append(len(pixels))
        n, side = len(pixels), pixels.shape[1] // GRID
        grid = pixels[:, : GRID * side, : GRID * side].reshape(n, GRID, side, GRID, side, 3)
        rows = self._rows(grid.mean(axis=(2, 4)).reshape(n, -1))
        if self.refused is not None:
            colours = pixels.reshape(n, -1, 3).mean(axis=1)
            rows[np.abs(colours - self.refused).max(axis=1) < 2] = np.nan
        return rows

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        return self._rows(np.stack([_meaning(text) for text in texts]))

    def _rows(self, colours: np.ndarray) -> Float32:
        rows = ((colours - 128.0) / 128.0) @ self._turn
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def _meaning(text: str) -> np.ndarray:
    for word, colour in COLOURS.items():
        if word in text.casefold():
            return np.tile(np.array(colour, np.float64), GRID * GRID)
    seed = zlib.crc32(text.encode("utf-8", "surrogatepass"))
    return np.random.default_rng(seed).uniform(0, 255, 3 * GRID * GRID)


def use(monkeypatch=None) -> None:
    """From now on this process encodes with it."""
    ColourEncoder.seen, ColourEncoder.loaded, ColourEncoder.refused = {}, [], None
    if monkeypatch is None:
        openclip.OpenClipEncoder = ColourEncoder
    else:
        monkeypatch.setattr(openclip, "OpenClipEncoder", ColourEncoder)


def pictures(make_photo, folder: Path, each: int = 6) -> dict[str, list[Path]]:
    """``each`` photos of every colour, no two alike; by colour."""
    made: dict[str, list[Path]] = {}
    for colour, values in COLOURS.items():
        for n in range(each):
            shade = tuple(
                max(0, min(255, value + (3 * n if value < 128 else -3 * n))) for value in values
            )
            path = folder / f"{colour}{n}.png"
            made.setdefault(colour, []).append(make_photo(path, colour=shade, size=(48, 32)))
    return made
