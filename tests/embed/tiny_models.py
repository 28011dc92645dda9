"""Architectures of every family, small enough for tests, with random weights; and a small tokenizer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from photoclip.embed.runtime import open_clip

TOKENIZER_REPO = "someone/words"

_TEXT = {"context_length": 77, "vocab_size": 49408, "width": 32, "heads": 2, "layers": 1}

ARCHITECTURES: dict[str, dict[str, Any]] = {
    "tiny-vit": {
        "embed_dim": 16,
        "vision_cfg": {
            "image_size": 64,
            "layers": 2,
            "width": 64,
            "head_width": 32,
            "patch_size": 16,
        },
        "text_cfg": _TEXT,
    },
    "tiny-resnet": {
        "embed_dim": 16,
        "vision_cfg": {"image_size": 64, "layers": [1, 1, 1, 1], "width": 8, "patch_size": None},
        "text_cfg": _TEXT,
    },
    "tiny-mobile": {
        "embed_dim": 16,
        "vision_cfg": {
            "timm_model_name": "fastvit_t8",
            "timm_model_pretrained": False,
            "timm_pool": "avg",
            "timm_proj": None,
            "image_size": 64,
        },
        "text_cfg": {**_TEXT, "no_causal_mask": True},
        "custom_text": True,
    },
    "tiny-coca": {
        "embed_dim": 16,
        "vision_cfg": {
            "image_size": 64,
            "layers": 1,
            "width": 64,
            "head_width": 32,
            "patch_size": 16,
            "attentional_pool": True,
            "attn_pooler_heads": 2,
            "output_tokens": True,
        },
        "text_cfg": {**_TEXT, "context_length": 76, "embed_cls": True, "output_tokens": True},
        "multimodal_cfg": {**_TEXT, "context_length": 76, "attn_pooler_heads": 2},
        "custom_text": True,
    },
    "tiny-siglip": {
        "embed_dim": 64,
        "init_logit_bias": -10,
        "custom_text": True,
        "vision_cfg": {
            "image_size": 160,
            "timm_model_name": "test_vit",
            "timm_model_pretrained": False,
            "timm_pool": "map",
            "timm_proj": "none",
        },
        "text_cfg": {
            "context_length": 16,
            "vocab_size": 300,
            "hf_tokenizer_name": TOKENIZER_REPO,
            "tokenizer_kwargs": {"clean": "canonicalize"},
            "width": 64,
            "heads": 2,
            "layers": 1,
            "no_causal_mask": True,
            "proj_bias": True,
            "pool_type": "last",
            "norm_kwargs": {"eps": 1e-6},
        },
    },
}


@contextmanager
def registered(folder: Path) -> Iterator[None]:
    """Have open_clip know these architectures inside the block."""
    for name, config in ARCHITECTURES.items():
        (folder / f"{name}.json").write_text(json.dumps(config))
    clip = open_clip()
    clip.add_model_config(folder)
    try:
        yield
    finally:
        clip.factory._MODEL_CONFIG_PATHS.remove(folder)
        for name in ARCHITECTURES:
            clip.factory._MODEL_CONFIGS.pop(name, None)


def state_of(architecture: str, seed: int = 3) -> dict[str, Any]:
    """Seeded random weights of an architecture, with statistics a network in use would have."""
    import torch

    torch.manual_seed(seed)
    model = open_clip().create_model(architecture, load_weights=False)
    state = {}
    for name, value in model.state_dict().items():
        kept = value.clone().contiguous()
        if name.endswith("running_mean"):
            kept.normal_(0, 0.1)
        elif name.endswith("running_var"):
            kept.uniform_(0.5, 1.5)
        state[name] = kept
    return state


def write_tokenizer(folder: Path) -> list[Path]:
    """A tokenizer like SigLIP's in a folder: pieces of words, an end mark that is its filler, too."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors

    folder.mkdir(parents=True, exist_ok=True)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.0)]
    pieces += [(letter, -4.0) for letter in letters] + [(f"▁{letter}", -3.5) for letter in letters]
    pieces += [(word, -2.0) for word in ("▁dog", "▁beach", "▁red", "▁apple", "ing", "▁word")]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=2))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", special_tokens=[("</s>", 1)]
    )
    tokenizer.add_special_tokens(["<pad>", "</s>", "<unk>"])
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "pad_token": "</s>",
        "eos_token": {"__type": "AddedToken", "content": "</s>", "special": True},
        "unk_token": "<unk>",
        "tokenizer_class": "PreTrainedTokenizerFast",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    return [folder / "tokenizer.json", folder / "tokenizer_config.json"]
