"""Which of open_clip's architectures a checkpoint is of, by the shapes of its weights."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from photoclip.core.errors import ModelError
from photoclip.embed.runtime import open_clip

Shapes = Mapping[str, tuple[int, ...]]


def guess(shapes: Shapes) -> str:
    """open_clip's name of the one architecture whose weights have these names and shapes.

    What shapes don't show – which activation, what pictures are normalised with – is the most usual of
    its kind. Raises `ModelError` that asks for the architecture where it can't be told.
    """
    fitting = [name for name in _candidates(shapes) if _fits(name, shapes)]
    plain = [name for name in fitting if not name.endswith("-quickgelu")]
    chosen = plain or fitting
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise ModelError(
            "The weights fit several architectures: " + ", ".join(chosen),
            f"Say which one: --architecture {chosen[0]}",
        )
    raise ModelError(
        "What architecture these weights are of can't be told from them.",
        "Say it in open_clip's words, for example: --architecture ViT-B-32",
    )


def _candidates(shapes: Shapes) -> list[str]:
    """The architectures worth building, which takes a moment each: of the same width and words."""
    clip = open_clip()
    found = []
    for name in clip.list_models():
        config = clip.get_model_config(name)
        text = config.get("text_cfg") or {}
        if text.get("hf_model_name"):
            continue  # needs files of another library to be built
        if _words(shapes) == (text.get("vocab_size", 49408), text.get("width", 512)) and (
            _sides(shapes, config)
        ):
            found.append(name)
    return found


def _words(shapes: Shapes) -> tuple[int, ...] | None:
    return shapes.get("token_embedding.weight") or shapes.get("text.token_embedding.weight")


def _sides(shapes: Shapes, config: dict[str, Any]) -> bool:
    """Whether the positions of a vision transformer are those of pictures of this size."""
    vision = config["vision_cfg"]
    positions = shapes.get("visual.positional_embedding")
    size, patch = vision.get("image_size", 224), vision.get("patch_size")
    if positions is None or not isinstance(size, int) or not isinstance(patch, int):
        return True
    return positions[0] == (size // patch) ** 2 + 1


def _fits(name: str, shapes: Shapes) -> bool:
    built = _shapes_of(name)
    ignored = ("logit_scale", "logit_bias", "num_batches_tracked", "attn_mask")
    want = {key: shape for key, shape in built.items() if not key.endswith(ignored)}
    have = {
        (key if key in built else f"text.{key}"): shape
        for key, shape in shapes.items()
        if not key.endswith(ignored)
    }
    return want == have


@cache
def _shapes_of(name: str) -> dict[str, tuple[int, ...]]:
    """The weights of an architecture, built without memory for them."""
    import torch

    with torch.device("meta"):
        model = open_clip().create_model(name, load_weights=False, device="meta")
    return {key: tuple(value.shape) for key, value in model.state_dict().items()}
