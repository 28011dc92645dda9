"""The encoder of a model folder, whatever kind of model it is. Nothing here imports torch by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.embed import catalogue, openclip
from photoclip.embed.adapter import AdaptedEncoder, Adapter
from photoclip.embed.encoder import Encoder
from photoclip.embed.fidelity import Pictures, drawn_pictures
from photoclip.embed.weights import ADAPTER, CLIP, ModelFolder


def load_encoder(
    model: ModelFolder | Path,
    device: str = "auto",
    precision: str = "auto",
    cores: int = 0,
    *,
    pictures: Pictures = drawn_pictures,
    say: Callable[[str], None] = openclip.log_warning,
) -> Encoder:
    """The encoder of a model, or of the model folder at a path; for what the words mean see
    `openclip.OpenClipEncoder`. An adapter comes with the model it stands on.

    Raises `ModelError` if the weights are refused, or that other model isn't on this machine.
    """
    folder = model if isinstance(model, ModelFolder) else ModelFolder.open(model)
    kind = folder.card.kind
    if kind == CLIP:
        return openclip.OpenClipEncoder(
            folder, device, precision, cores, pictures=pictures, say=say
        )
    if kind != ADAPTER:
        raise ModelError(
            f"“{folder.name}” is no model that looks at pictures and reads sentences.",
            "Choose another: photoclip models list",
        )
    adapter = Adapter.read(folder)
    base = load_encoder(base_of(folder), device, precision, cores, pictures=pictures, say=say)
    return AdaptedEncoder(base, adapter, folder.info)


def base_of(folder: ModelFolder) -> ModelFolder:
    """The model an adapter stands on. Raises `ModelError` if it isn't on this machine."""
    shipped = paths.resources_dir() / "models"
    try:
        return catalogue.find(folder.card.base, folder.path.parent, paths.models_dir(), shipped)
    except ModelError as error:
        name = folder.card.base.partition("@")[0]
        raise ModelError(
            f"“{folder.name}” was taught on the model “{folder.card.base}”, which isn't here.",
            f"Fetch that one again: photoclip models download {name}",
        ) from error
