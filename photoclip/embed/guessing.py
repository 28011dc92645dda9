"""Which of open_clip's architectures a checkpoint is of, by the shapes of its weights."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from photoclip.core.errors import NeedsArchitectureError
from photoclip.embed.runtime import open_clip, quietly

Shapes = Mapping[str, tuple[int, ...]]

QUICK = "-quickgelu"
"""How open_clip's names end of architectures that differ from others by their activation alone."""


def guess(shapes: Shapes) -> str:
    """open_clip's name of the one architecture whose weights have these names and shapes.

    Twins with the same shapes – with and without QuickGELU, say – give other vectors, and no error, so
    they are asked about. Raises `NeedsArchitectureError` where it can't be told.
    """
    chosen = sorted(name for name in _candidates(shapes) if _fits(name, shapes))
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        quick = any(name.endswith(QUICK) for name in chosen)
        raise NeedsArchitectureError(
            "The weights fit several architectures: " + ", ".join(chosen),
            f"Say which one: --architecture {chosen[0]}"
            + (f"   ({QUICK}: weights of OpenAI, MetaCLIP and DFN)" if quick else ""),
            tuple(chosen),
        )
    raise NeedsArchitectureError(
        "What architecture these weights are of can't be told from them.",
        "Say it in open_clip's words, for example: --architecture ViT-B-32",
    )


def _candidates(shapes: Shapes) -> list[str]:
    """The architectures worth building, which takes seconds each: those of the same outline."""
    clip = open_clip()
    outline = _outline(shapes)
    return [
        name for name in clip.list_models() if _outline_of(clip.get_model_config(name)) == outline
    ]


def _outline(shapes: Shapes) -> tuple[object, ...]:
    """What names and a few shapes say: of the text tower, the family, and the image tower."""
    text = "text." if "text.token_embedding.weight" in shapes else ""
    tower = (
        _joined(shapes, text),
        shapes.get(f"{text}token_embedding.weight", ()),
        shapes.get(f"{text}positional_embedding", ()),
        _depth(shapes, f"{text}transformer"),
    )
    first = shapes.get("visual.conv1.weight", ())
    captions = any(key.startswith("text_decoder.") for key in shapes)
    if "visual.class_embedding" in shapes:
        positions = shapes.get("visual.positional_embedding", ())
        seen = (first[:1], first[-1:], positions[:1], _depth(shapes, "visual.transformer"))
        return (*tower, captions, "vit", *seen)
    if "visual.layer1.0.conv1.weight" in shapes:
        blocks = [_count(shapes, f"visual.layer{stage}.") for stage in range(1, 5)]
        return (*tower, captions, "resnet", shapes["visual.layer1.0.conv1.weight"][:1], *blocks)
    return (*tower, captions, "timm")


def _outline_of(config: dict[str, Any]) -> tuple[object, ...]:
    """The outline a checkpoint of this architecture has."""
    text, vision = config.get("text_cfg") or {}, config["vision_cfg"]
    if text.get("hf_model_name"):
        return ()  # needs another library to be built
    width, context = text.get("width", 512), text.get("context_length", 77)
    positions = (context + bool(text.get("embed_cls")), width)
    words = (text.get("vocab_size", 49408), width)
    tower = (config["embed_dim"], words, positions, text.get("layers", 12))
    captions = "multimodal_cfg" in config
    if "timm_model_name" in vision:
        return (*tower, captions, "timm")
    layers, wide, patch = (
        vision.get("layers", 12),
        vision.get("width", 768),
        vision.get("patch_size"),
    )
    if isinstance(layers, list):
        return (*tower, captions, "resnet", (wide,), *layers)
    patch = patch or 16
    side = vision.get("image_size", 224)
    side = side[0] if isinstance(side, list) else side
    return (*tower, captions, "vit", (wide,), (patch,), ((side // patch) ** 2 + 1,), layers)


def _joined(shapes: Shapes, text: str) -> int:
    """The width of the vectors both towers share."""
    linear = shapes.get(f"{text}text_projection.weight")
    matrix = shapes.get(f"{text}text_projection")
    return linear[0] if linear else matrix[-1] if matrix else 0


def _depth(shapes: Shapes, tower: str) -> int:
    return _count(shapes, f"{tower}.resblocks.")


def _count(shapes: Shapes, prefix: str) -> int:
    """How many numbers follow this prefix in the names."""
    return len({key[len(prefix) :].split(".")[0] for key in shapes if key.startswith(prefix)})


def _fits(name: str, shapes: Shapes) -> bool:
    built = shapes_of(name)
    ignored = ("logit_scale", "logit_bias", "num_batches_tracked", "attn_mask")
    want = {key: shape for key, shape in built.items() if not key.endswith(ignored)}
    have = {
        (key if key in built else f"text.{key}"): shape
        for key, shape in shapes.items()
        if not key.endswith(ignored)
    }
    return want == have


@cache
def shapes_of(name: str) -> dict[str, tuple[int, ...]]:
    """The weights of an architecture, built without memory for them."""
    import torch

    with quietly(), torch.device("meta"):
        model = open_clip().create_model(name, load_weights=False, device="meta")
    return {key: tuple(value.shape) for key, value in model.state_dict().items()}
