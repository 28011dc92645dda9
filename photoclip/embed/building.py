"""From a model folder to open_clip's model and its tokenizer, without a look at the network."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from photoclip.core.errors import ModelError, PhotoClipError
from photoclip.core.frozen import is_frozen
from photoclip.embed.machine import LANGUAGES, has_transformers
from photoclip.embed.remote import TEXT_CONFIG
from photoclip.embed.runtime import open_clip, quietly
from photoclip.embed.tokenizing import FileTokenizer
from photoclip.embed.weights import CONFIG

EXTRA = "photoclip[languages]"
"""What brings the text towers that are not open_clip's own."""


def open_model(folder: Path, device: str = "cpu", name: str = "") -> Any:
    """open_clip's model with the weights in ``folder``, which were checked before.

    ``name`` is what a person knows it by. Raises `ModelError` if they don't fit their configuration.
    """
    clip = open_clip()
    with _in_plain_words(name or str(folder)), _offline():
        check_runnable(_config(folder))
        return clip.create_model(
            f"local-dir:{folder}", device=device, weights_only=True, **_text_tower(folder)
        )


def open_tokenizer(folder: Path) -> Callable[[list[str]], Any]:
    """Sentences to token numbers, int64 ``(n, context)``, for the model in ``folder``."""
    clip = open_clip()
    with _in_plain_words(str(folder)), _offline():
        text_cfg = _text_cfg(folder)
        if text_cfg.get("hf_tokenizer_name"):
            return FileTokenizer(folder, text_cfg)
        tokenizer: Callable[[list[str]], Any] = clip.get_tokenizer(f"local-dir:{folder}")
        return tokenizer


def check_fits(folder: Path, name: str) -> None:
    """Load the model once, weights and tokenizer. Raises `ModelError` if that doesn't work."""
    open_model(folder, name=name)
    open_tokenizer(folder)(["a photo"])


def check_runnable(config: dict[str, Any]) -> None:
    """Whether what is installed can run such a model. Raises `ModelError` saying what is missing."""
    text_cfg = config["model_cfg"].get("text_cfg") or {}
    if text_cfg.get("hf_model_name") and not has_transformers():
        raise ModelError(
            "This model reads sentences with a network that PhotoClip doesn't bring by itself.",
            f"A packaged PhotoClip can't be given it. {LANGUAGES} understands many languages, too."
            if is_frozen()
            else f"Install what it needs: pip install '{EXTRA}'",
        )


def _text_cfg(folder: Path) -> dict[str, Any]:
    return dict(_config(folder)["model_cfg"].get("text_cfg") or {})


def _config(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / CONFIG).read_text("utf-8")))


def _text_tower(folder: Path) -> dict[str, Any]:
    """What has to be said about a text tower of transformers: that its configuration lies here."""
    text_cfg = _text_cfg(folder)
    if not text_cfg.get("hf_model_name"):
        return {}
    here = str(folder / TEXT_CONFIG)
    return {"text_cfg": {**text_cfg, "hf_model_name": here, "hf_model_pretrained": False}}


@contextmanager
def _in_plain_words(name: str) -> Iterator[None]:
    """Turn what open_clip raises into `ModelError`, and keep what it logs and warns of to itself."""
    try:
        with quietly():
            yield
    except PhotoClipError:
        raise
    except Exception as error:  # weights that don't fit make open_clip raise all kinds of things
        raise ModelError(
            f"The model “{name}” could not be loaded: {_briefly(error)}",
            "Download or import it again, or choose another: photoclip models list",
        ) from error


def _briefly(error: Exception) -> str:
    """The first two lines of what went wrong: torch says in the second what doesn't fit."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = " ".join(lines[:2]) or type(error).__name__
    return text if len(text) <= 200 else f"{text[:199]}…"


@contextmanager
def _offline() -> Iterator[None]:
    """Keep huggingface_hub, and transformers through it, from asking the network for anything."""
    from huggingface_hub import constants

    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = True
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before
