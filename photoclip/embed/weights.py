"""Model folders: how a model lies on disk, and how it is checked before it is loaded.

A model folder is what open_clip calls a local directory: ``open_clip_config.json`` beside
``model.safetensors``. PhotoClip adds ``photoclip.json``: a name, the weights' SHA-256 and what a
person should know. Only safetensors are loaded: a pickle can run code.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from photoclip.core.errors import ModelError
from photoclip.core.types import InputSpec, Interpolation, ModelInfo, ResizeMode
from photoclip.embed.prompts import GENERAL_TEMPLATES

CONFIG = "open_clip_config.json"
WEIGHTS = "model.safetensors"
CARD = "photoclip.json"

IMPORTED = "imported from "
"""How a card's ``source`` begins of a model that was imported; else it says ``hf-hub:REPOSITORY``."""

CLIP = "clip"
"""A model that looks at pictures and reads sentences, as open_clip has it."""

ADAPTER = "adapter"
"""What was learned on top of another model's vectors (see `adapter`)."""

CAPTIONER = "captioner"
"""A model that writes a sentence about a picture (see `captioner`)."""

OPENAI_MEAN = (0.48145466, 0.4578275, 0.40821073)
OPENAI_STD = (0.26862954, 0.26130258, 0.27577711)


@dataclass(frozen=True)
class ModelCard:
    """What PhotoClip knows of a model beyond its configuration; stored as ``photoclip.json``.

    ``kind`` is one of `CLIP`, `ADAPTER` and `CAPTIONER`; ``base`` is the key of the model an adapter
    stands on.
    """

    name: str
    sha256: str
    demonstration: bool = False
    source: str = ""
    license: str = ""
    templates: tuple[str, ...] = GENERAL_TEMPLATES
    kind: str = CLIP
    base: str = ""
    revision: str = ""
    files: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, raw: dict[str, Any]) -> ModelCard:
        """The card as it was stored; what a later PhotoClip added is passed over.

        Raises TypeError, KeyError or AttributeError if it is none.
        """
        known = {one.name for one in fields(cls)}
        kept = {key: value for key, value in raw.items() if key in known}
        if not isinstance(kept["name"], str) or not isinstance(kept["sha256"], str):
            raise TypeError("a card's name and sha256 are words")
        kept["templates"] = tuple(kept.get("templates", GENERAL_TEMPLATES))
        return cls(**kept)


@dataclass(frozen=True)
class Preprocess:
    """open_clip's ``preprocess_cfg``: channel means and standard deviations in 0..1, resizing."""

    mean: tuple[float, ...] = OPENAI_MEAN
    std: tuple[float, ...] = OPENAI_STD
    interpolation: Interpolation = Interpolation.BICUBIC
    resize_mode: ResizeMode = ResizeMode.SHORTEST


def sha256_of(path: Path) -> str:
    """SHA-256 of a file as hex, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class ModelFolder:
    """One model on disk. Nothing here imports torch."""

    def __init__(self, path: Path, card: ModelCard, config: dict[str, Any]) -> None:
        self.path = path
        self.card = card
        self.config = config

    @classmethod
    def open(cls, path: Path) -> ModelFolder:
        """Read the two small files of the folder at ``path``. Raises `ModelError` if it is none."""
        hint = "Choose another model: photoclip models list"
        try:
            config = json.loads((path / CONFIG).read_text("utf-8"))
            raw = json.loads((path / CARD).read_text("utf-8"))
            card = ModelCard.read(raw)
            int(config["model_cfg"]["embed_dim"])
        except FileNotFoundError as error:
            raise ModelError(f"There is no model in {path}.", hint) from error
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"The description of the model in {path} is damaged.", hint) from error
        return cls(path, card, config)

    @property
    def name(self) -> str:
        """The name the person chooses it by."""
        return self.card.name

    @cached_property
    def preprocess(self) -> Preprocess:
        """How the model's pictures are made, with open_clip's defaults where it doesn't say."""
        raw = self.config.get("preprocess_cfg") or {}
        return Preprocess(
            mean=tuple(raw.get("mean") or OPENAI_MEAN),
            std=tuple(raw.get("std") or OPENAI_STD),
            interpolation=Interpolation(raw.get("interpolation") or "bicubic"),
            resize_mode=ResizeMode(raw.get("resize_mode") or "shortest"),
        )

    @cached_property
    def info(self) -> ModelInfo:
        """Key, width and input. The key names the exact weights: other weights, other vectors."""
        model_cfg = self.config["model_cfg"]
        size = model_cfg["vision_cfg"]["image_size"]
        if isinstance(size, list):
            size = size[0]
        return ModelInfo(
            key=f"{self.card.name}@{self.card.sha256[:12]}",
            dim=int(model_cfg["embed_dim"]),
            input=InputSpec(
                size=int(size),
                resize=self.preprocess.resize_mode,
                interpolation=self.preprocess.interpolation,
            ),
            demonstration=self.card.demonstration,
            templates=self.card.templates,
        )

    def check_whole(self) -> None:
        """See by their header whether the weights are there and whole. Raises `ModelError`."""
        try:
            check_safetensors(self.path / WEIGHTS, f"“{self.name}”")
        except FileNotFoundError as error:
            raise ModelError(
                f"The weights of the model “{self.name}” are missing.", self._again
            ) from error
        except ModelError as error:
            raise ModelError(str(error), self._again) from error

    @property
    def _again(self) -> str:
        source = self.card.source
        if source.startswith("hf-hub:"):
            return f"Fetch it again: photoclip models download --again {self.name}"
        if source.startswith(IMPORTED):
            return "Import it again: photoclip models import --help"
        return "Choose another model: photoclip models list"

    def verify(self) -> None:
        """Refuse weights that are not the ones the card names, before anything parses them.

        Raises `ModelError`. The whole file is read once: 15 MB take 10 ms, 1.7 GB about a second.
        """
        try:
            self.check_whole()
            expected = {WEIGHTS: self.card.sha256, **self.card.files}
            others = [name for name, sha in expected.items() if sha256_of(self.path / name) != sha]
        except FileNotFoundError as error:
            raise ModelError(
                f"The files of the model “{self.name}” are missing.", self._again
            ) from error
        if others == [WEIGHTS]:
            raise ModelError(
                f"The weights of the model “{self.name}” are not the ones it came with.",
                self._again,
            )
        if others:
            raise ModelError(
                f"The files of the model “{self.name}” are not the ones it came with.", self._again
            )


def check_safetensors(path: Path, name: str = "") -> None:
    """Refuse a file that is not whole safetensors, by its header alone.

    ``name`` is what a person knows it by. Raises `ModelError` for anything else (a pickle, a cut
    download) and OSError if unreadable.
    """
    try:
        ends = [one["data_offsets"][1] for one in header_of(path).values()]
        whole = path.stat().st_size == _data_starts(path) + max(ends)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _not_whole(name or path.name) from error
    if not whole:
        raise _not_whole(name or path.name)


def header_of(path: Path) -> dict[str, Any]:
    """What a safetensors file says of its tensors, by name: ``dtype``, ``shape``, ``data_offsets``.

    Raises ValueError for anything else, OSError if unreadable.
    """
    size = path.stat().st_size
    with path.open("rb") as stream:
        head = stream.read(8)
        length = struct.unpack("<Q", head)[0] if len(head) == 8 else 0
        if not 2 <= length <= min(size - 8, 100_000_000):
            raise ValueError("no header")
        header = json.loads(stream.read(length))
    if not isinstance(header, dict):
        raise ValueError("no header")
    return {name: one for name, one in header.items() if name != "__metadata__"}


def _data_starts(path: Path) -> int:
    with path.open("rb") as stream:
        return 8 + int(struct.unpack("<Q", stream.read(8))[0])


def _not_whole(name: str) -> ModelError:
    return ModelError(
        f"{name} is not a whole safetensors file and was not loaded.",
        "PhotoClip loads safetensors only, because other checkpoints can run programs.",
    )


def write_card(folder: Path, card: ModelCard) -> None:
    """Write ``photoclip.json`` last and atomically: a folder with a card is a whole model."""
    partial = folder / (CARD + ".part")
    partial.write_text(json.dumps(asdict(card), indent=2) + "\n", "utf-8")
    os.replace(partial, folder / CARD)
