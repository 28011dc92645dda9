"""The models PhotoClip offers, and finding the one a name means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photoclip.core.errors import ModelError
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import ModelFolder, RemoteModel, split_name

SAFETENSORS = "open_clip_model.safetensors"
"""What the weights are called in repositories made with open_clip."""


@dataclass(frozen=True)
class Offer:
    """A model worth choosing. ``download_mb`` is about four bytes a parameter; ``dim`` its width.

    ``gflop`` is what encoding one picture takes, in 10^9 floating-point operations: two a parameter of
    the image tower and patch of the picture (Dosovitskiy et al. 2021 for the towers' sizes).
    """

    name: str
    download_mb: int
    dim: int
    note: str
    gflop: float


OFFERS: tuple[Offer, ...] = (
    Offer(
        "ViT-B-32-256/datacomp_s34b_b86k",
        605,
        512,
        "the best start on a laptop without a GPU",
        11.2,
    ),
    Offer("ViT-B-32/laion2b_s34b_b79k", 605, 512, "the classic; as fast, sees a little less", 8.7),
    Offer("ViT-B-16/datacomp_xl_s13b_b90k", 599, 512, "finds more, several times slower", 34.0),
    Offer("ViT-L-14/datacomp_xl_s13b_b90k", 1710, 768, "the best here; wants a GPU", 156.0),
)


def installed(*folders: Path) -> Iterator[ModelFolder]:
    """Whole models in these folders of model folders, in name order; broken ones are passed over."""
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or not path.is_dir():
                continue
            try:
                yield ModelFolder.open(path)
            except ModelError:
                continue


def find(name: str, *folders: Path) -> ModelFolder:
    """The installed model with this name or key, or the model folder at this path.

    Raises `ModelError` saying how to get it.
    """
    for model in installed(*folders):
        if name in (model.name, model.info.key):
            return model
    path = Path(name).expanduser()
    if path.is_dir():
        return ModelFolder.open(path)
    raise ModelError(
        f"There is no model “{name}” on this machine.",
        f"Fetch it: photoclip models download {name}   (what there is: photoclip models list)",
    )


def remote(name: str) -> RemoteModel:
    """Where the weights called ``architecture/weights`` are to be had, by open_clip's own list.

    Raises `ModelError` for a name open_clip doesn't know, or one PhotoClip can't run yet.
    """
    architecture, weights = split_name(name)
    clip = open_clip()
    known = clip.get_pretrained_cfg(architecture, weights)
    model_cfg: dict[str, Any] | None = clip.get_model_config(architecture)
    if not known or model_cfg is None:
        raise ModelError(f"open_clip knows no model “{name}”.", "See: photoclip models list")
    if "hf_tokenizer_name" in model_cfg.get("text_cfg", {}):
        raise ModelError(
            f"“{name}” splits words with a tokenizer PhotoClip doesn't carry yet.",
            "Choose one of: " + ", ".join(offer.name for offer in OFFERS),
        )
    repo = str(known.get("hf_hub") or "").rstrip("/")
    if not repo:
        raise ModelError(f"“{name}” has no download PhotoClip can check.", "Choose another.")
    if known.get("quick_gelu"):
        model_cfg = {**model_cfg, "quick_gelu": True}
    preprocess = {
        key: known[key] for key in ("mean", "std", "interpolation", "resize_mode") if key in known
    }
    config = json.loads(json.dumps({"model_cfg": model_cfg, "preprocess_cfg": preprocess}))
    return RemoteModel(name, repo, SAFETENSORS, config)
