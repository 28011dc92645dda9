"""What a person points at to import: weights in a file, and what lies beside them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from photoclip.core.errors import ModelError
from photoclip.embed.building import check_runnable
from photoclip.embed.remote import PICKLE, SAFETENSORS, TEXT_CONFIG, extras_of
from photoclip.embed.weights import ADAPTER, CARD, CONFIG, WEIGHTS, ModelCard

USUAL_NAMES = (WEIGHTS, SAFETENSORS, PICKLE)
"""What weights are called that lie in a folder of their own."""


@dataclass(frozen=True)
class Source:
    """Where weights lie, and what lies beside them.

    ``config`` is None for a bare file; ``name`` is what it is called if nothing better is known, and
    ``derived`` says that PhotoClip made it up.
    """

    weights: Path
    folder: Path
    config: dict[str, Any] | None
    card: ModelCard | None
    name: str
    derived: bool


def look_at(source: Path, architecture: str) -> Source:
    """Where the weights are; without ``architecture`` what lies beside a file belongs to it.

    Raises `ModelError` where something is missing, can't be read, or can't be run here.
    """
    if source.is_dir():
        weights, folder = _weights_in(source), source
    elif architecture or not (source.parent / CONFIG).is_file():
        return Source(source, source.parent, None, None, source.stem, derived=True)
    else:
        weights, folder = source, source.parent
    config = _config_in(folder)
    check_runnable(config)
    card = _card_in(folder) if weights.name == WEIGHTS else None
    if card is None or card.kind != ADAPTER:
        must_have_extras(folder, config)
    name = folder.resolve().name
    if source.is_file() and weights.name not in USUAL_NAMES:
        name = f"{name}/{weights.stem}"
    return Source(weights, folder, config, card, name, derived=card is None)


def must_have_extras(folder: Path, config: dict[str, Any]) -> None:
    """Raises `ModelError` if a file isn't there that a model of this configuration needs."""
    for extra in extras_of(config):
        if extra.needed and not (folder / extra.name).is_file():
            own = extra.name == TEXT_CONFIG
            where = (
                f"it is the config.json of {extra.repo}"
                if own
                else f"{extra.repo} on the hub has it"
            )
            raise ModelError(
                f"{folder} lacks {extra.name}, which this model needs.", f"Put it there: {where}."
            )


def _config_in(source: Path) -> dict[str, Any]:
    try:
        config = json.loads((source / CONFIG).read_text("utf-8"))
        int(config["model_cfg"]["embed_dim"])
    except FileNotFoundError as error:
        raise ModelError(
            f"There is no {CONFIG} in {source}.",
            "Import the checkpoint file itself, with --architecture, or a folder made for open_clip.",
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The {CONFIG} in {source} can't be read.", "Fetch it again.") from error
    return dict(config)


def _card_in(source: Path) -> ModelCard | None:
    if not (source / CARD).is_file():
        return None
    try:
        return ModelCard.read(json.loads((source / CARD).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"The {CARD} in {source} can't be read.", "Remove it, or copy it again."
        ) from error


def _weights_in(source: Path) -> Path:
    for file in USUAL_NAMES:
        if (source / file).is_file():
            return source / file
    found = sorted(source.glob("*.safetensors"))
    if len(found) == 1:
        return found[0]
    if not (source / CONFIG).is_file():
        _config_in(source)
    what = "several files of weights" if found else "no weights"
    raise ModelError(f"There are {what} in {source}.", f"One of them has to be {WEIGHTS}.")
