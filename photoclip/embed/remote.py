"""Where a model's files are to be had: by open_clip's own list, or in any repository of the hub."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from photoclip.core.errors import ModelError
from photoclip.embed.catalogue import Pin, offer_named
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import CAPTIONER, CLIP

SAFETENSORS = "open_clip_model.safetensors"
PICKLE = "open_clip_pytorch_model.bin"
"""What the weights are called in repositories made with open_clip; the first is tried first."""

HUB = "hf-hub:"
"""How open_clip writes a model by its repository: ``hf-hub:OWNER/NAME``."""

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")
TEXT_CONFIG = "text_config.json"
"""In a model folder: the configuration of a text tower that is not open_clip's own."""


@dataclass(frozen=True)
class Extra:
    """A small file beside the weights: where it lies, what it is called in the model folder.

    Where it is not ``needed``, a repository without it will do.
    """

    repo: str
    file: str
    name: str
    needed: bool = True


@dataclass(frozen=True)
class RemoteModel:
    """Where one model lies: its repository, the names its weights may have, and what belongs to them.

    ``config`` is None where the repository has the configuration itself.
    """

    name: str
    repo: str
    weights: tuple[str, ...]
    config: dict[str, Any] | None
    extras: tuple[Extra, ...] = ()
    pin: Pin | None = None
    license: str = ""


def split_name(name: str) -> tuple[str, str]:
    """``architecture/weights`` as two words. Raises `ModelError` if there aren't two."""
    architecture, slash, weights = name.partition("/")
    if not (architecture and slash and weights):
        raise ModelError(
            f"“{name}” is not a model name.",
            "Write ARCHITECTURE/WEIGHTS, for example ViT-B-32-256/datacomp_s34b_b86k, or "
            "hf-hub:OWNER/NAME for any open_clip model on the hub.",
        )
    return architecture, weights


def tidy(name: str) -> str:
    """A name as it is kept: without slashes around it, which belong to an address."""
    start = HUB if name.startswith(HUB) else ""
    return start + name.removeprefix(start).strip("/ ")


def remote(name: str) -> RemoteModel:
    """Where the model called ``architecture/weights`` or ``hf-hub:owner/name`` is to be had.

    Raises `ModelError` for a name open_clip doesn't know.
    """
    name = tidy(name)
    if name.startswith(HUB):
        repo = name.removeprefix(HUB)
        split_name(repo)
        return RemoteModel(name, repo, (SAFETENSORS, PICKLE), None)
    architecture, tag = split_name(name)
    clip = open_clip()
    known = clip.get_pretrained_cfg(architecture, tag)
    model_cfg: dict[str, Any] | None = clip.get_model_config(architecture)
    if not known or model_cfg is None:
        raise _unknown(name, architecture, list(clip.list_pretrained_tags_by_model(architecture)))
    repo, file = _place(str(known.get("hf_hub") or ""))
    if not repo:
        raise ModelError(
            f"“{name}” has no download PhotoClip can check.",
            "Download it yourself and import the file: photoclip models import FILE "
            f"--architecture {architecture}",
        )
    config = configuration(model_cfg, known)
    offer = offer_named(name)
    return RemoteModel(
        name=name,
        repo=repo,
        weights=_names(file),
        config=config,
        extras=extras_of(config),
        pin=offer.pin if offer else None,
        license=offer.license if offer else "",
    )


def configuration(model_cfg: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """What ``open_clip_config.json`` says, from an architecture and what is known of its weights."""
    if known.get("quick_gelu"):
        model_cfg = {**model_cfg, "quick_gelu": True}
    preprocess = {
        key: known[key] for key in ("mean", "std", "interpolation", "resize_mode") if key in known
    }
    config: dict[str, Any] = json.loads(
        json.dumps({"model_cfg": model_cfg, "preprocess_cfg": preprocess})
    )
    return config


def extras_of(config: dict[str, Any]) -> tuple[Extra, ...]:
    """The files a model needs beside weights and configuration: its tokenizer, its text tower's size."""
    text = config["model_cfg"].get("text_cfg") or {}
    extras = []
    if tokenizer := text.get("hf_tokenizer_name"):
        needed = TOKENIZER_FILES[:2]
        extras = [Extra(tokenizer, file, file, file in needed) for file in TOKENIZER_FILES]
    if tower := text.get("hf_model_name"):
        extras.append(Extra(tower, "config.json", TEXT_CONFIG))
    return tuple(extras)


def kind_of(config: dict[str, Any]) -> str:
    """Whether a configuration is that of a model for searching or of one that writes captions."""
    return CAPTIONER if "multimodal_cfg" in config["model_cfg"] else CLIP


def _place(hub: str) -> tuple[str, str]:
    """Repository and file of open_clip's ``owner/name/`` or ``owner/name/file``."""
    parts = hub.split("/")
    return "/".join(parts[:2]), "/".join(part for part in parts[2:] if part)


def _names(file: str) -> tuple[str, ...]:
    if not file:
        return (SAFETENSORS, PICKLE)
    stem, dot, suffix = file.rpartition(".")
    if dot and suffix in ("bin", "pth", "pt"):
        return (f"{stem}.safetensors", file)
    return (file,)


def _unknown(name: str, architecture: str, tags: list[str]) -> ModelError:
    if tags:
        names = ", ".join(f"{architecture}/{tag}" for tag in tags[:8])
        return ModelError(
            f"open_clip knows no model “{name}”.", f"Of {architecture} there are: {names}"
        )
    return ModelError(
        f"open_clip knows no model “{name}”.",
        "What PhotoClip recommends: photoclip models list   (every other open_clip name works, too)",
    )
