"""A small residual adapter on top of a frozen model's vectors: what a person's own words taught it.

Each tower's unit vectors x become unit(x + up (down x)), with matrices of low rank that start at nothing
(Houlsby et al. 2019; Hu et al. 2021; on CLIP's vectors: Gao et al. 2021). No picture is looked at again:
vectors that are stored are turned into new ones by two small products. `fitting_adapter` fits one.

It lies in a model folder like any model, with a key of its own; its card names the model it stands on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from photoclip.core.errors import ModelError
from photoclip.core.types import Float32, ModelInfo, UInt8
from photoclip.embed.encoder import Encoder
from photoclip.embed.prompts import unit
from photoclip.embed.weights import (
    ADAPTER,
    CONFIG,
    WEIGHTS,
    ModelCard,
    ModelFolder,
    sha256_of,
    write_card,
)

BLOCK = 16_384
"""Vectors adapted at a time: tens of megabytes."""

_BASE = "photoclip.base"
"""Where the weights' own file names the model they stand on: so the key does, too."""


@dataclass(frozen=True, eq=False)
class Residual:
    """One tower's ``down`` ``(rank, dim)`` and ``up`` ``(dim, rank)``, float32."""

    down: Float32
    up: Float32

    @classmethod
    def nothing(cls, dim: int) -> Residual:
        """One that changes nothing."""
        return cls(np.zeros((1, dim), np.float32), np.zeros((dim, 1), np.float32))

    def apply(self, rows: Float32) -> Float32:
        """Unit float32 ``(n, dim)`` of ``(n, dim)`` unit rows."""
        changed = np.empty((len(rows), self.down.shape[1]), np.float32)
        for start in range(0, len(rows), BLOCK):
            part: Float32 = np.asarray(rows[start : start + BLOCK], np.float32)
            moved = part + (part @ self.down.T) @ self.up.T
            changed[start : start + BLOCK] = unit(moved.astype(np.float32, copy=False))
        return changed

    def undone(self, rows: Float32) -> Float32:
        """The unit rows ``(n, dim)`` that `apply` made these of: only lengths are lost, which were 1."""
        rank = len(self.down)
        small = np.eye(rank) + self.down.astype(np.float64) @ self.up
        # Woodbury's identity: the matrix to undo is the identity but for a few directions.
        back = self.up.astype(np.float64) @ np.linalg.solve(small, self.down.astype(np.float64))
        exact = np.asarray(rows, np.float64)
        return unit((exact - exact @ back.T).astype(np.float32))


@dataclass(frozen=True, eq=False)
class Adapter:
    """Both towers' residuals: what turns a model's vectors into those it was taught to have."""

    image: Residual
    text: Residual

    @property
    def dim(self) -> int:
        """The width of the vectors."""
        return int(self.image.down.shape[1])

    @classmethod
    def nothing(cls, dim: int) -> Adapter:
        """One that changes nothing."""
        return cls(Residual.nothing(dim), Residual.nothing(dim))

    def images(self, rows: Float32) -> Float32:
        """Adapted unit float32 ``(n, dim)`` of the base's vectors of ``n`` pictures."""
        return self.image.apply(rows)

    def texts(self, rows: Float32) -> Float32:
        """Adapted unit float32 ``(n, dim)`` of the base's vectors of ``n`` sentences."""
        return self.text.apply(rows)

    def images_before(self, rows: Float32) -> Float32:
        """The base's vectors ``(n, dim)`` of pictures of which these are the adapted ones."""
        return self.image.undone(rows)

    def write(self, target: Path, name: str, base: ModelFolder, source: str = "") -> ModelFolder:
        """Write it as a model folder at ``target``, its card last. ``source`` says where it is from."""
        from safetensors.numpy import save_file

        target.mkdir(parents=True, exist_ok=True)
        tensors = {
            f"{tower}.{part}": np.ascontiguousarray(getattr(residual, part))
            for tower, residual in (("image", self.image), ("text", self.text))
            for part in ("down", "up")
        }
        save_file(tensors, target / WEIGHTS, metadata={_BASE: base.info.key})
        config = json.loads((base.path / CONFIG).read_text("utf-8"))
        (target / CONFIG).write_text(json.dumps(config, indent=2) + "\n", "utf-8")
        card = ModelCard(
            name=name,
            sha256=sha256_of(target / WEIGHTS),
            demonstration=base.card.demonstration,
            source=source,
            license=base.card.license,
            templates=base.card.templates,
            kind=ADAPTER,
            base=base.info.key,
        )
        write_card(target, card)
        return ModelFolder.open(target)

    @classmethod
    def read(cls, folder: ModelFolder) -> Adapter:
        """The adapter in a model folder, its weights verified. Raises `ModelError`."""
        from safetensors import SafetensorError, safe_open

        again = "Remove it and teach anew: photoclip models teach"
        damaged = ModelError(f"“{folder.name}” is no adapter PhotoClip can use.", again)
        try:
            folder.verify()
        except ModelError as error:
            raise ModelError(str(error), again) from error
        try:
            with safe_open(folder.path / WEIGHTS, framework="numpy") as stored:
                base = (stored.metadata() or {}).get(_BASE, "")
                image, text = (
                    Residual(stored.get_tensor(f"{tower}.down"), stored.get_tensor(f"{tower}.up"))
                    for tower in ("image", "text")
                )
        except (SafetensorError, OSError, KeyError, ValueError) as error:
            raise damaged from error
        dim = folder.info.dim
        for residual in (image, text):
            if not _fits(residual.down, residual.up, dim):
                raise damaged
        if folder.card.kind != ADAPTER or base != folder.card.base:
            raise damaged
        return cls(image, text)


def _fits(down: Any, up: Any, dim: int) -> bool:
    return bool(
        down.ndim == up.ndim == 2
        and down.shape == (up.shape[1], dim)
        and up.shape[0] == dim
        and down.dtype == up.dtype == np.float32
        and np.isfinite(down).all()
        and np.isfinite(up).all()
    )


class AdaptedEncoder:
    """A model's `Encoder` with an adapter behind it."""

    def __init__(self, base: Encoder, adapter: Adapter, info: ModelInfo) -> None:
        """``info`` is the adapter's own: its vectors are others than the base's."""
        self.base = base
        self.adapter = adapter
        self._info = info

    @property
    def info(self) -> ModelInfo:
        """Key, width and input: the base's but for the key."""
        return self._info

    def encode_images(self, pixels: UInt8) -> Float32:
        """See `Encoder.encode_images`."""
        return self.adapter.images(self.base.encode_images(pixels))

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        """See `Encoder.encode_texts`."""
        return self.adapter.texts(self.base.encode_texts(texts))

    @property
    def best_batch(self) -> int:
        """With how many pictures a step the base is at its best; 0 if that isn't known."""
        return int(getattr(self.base, "best_batch", 0))
