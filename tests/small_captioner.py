"""A CoCa model of the smallest size with random weights: the way of a caption, not its wording."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from photoclip.core import paths
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import (
    CAPTIONER,
    CONFIG,
    WEIGHTS,
    ModelCard,
    ModelFolder,
    sha256_of,
    write_card,
)

SIZE = 32
_WIDTH = 32
_TEXT = {"context_length": 76, "vocab_size": 49408, "width": _WIDTH, "heads": 2, "layers": 2}
CONFIGURATION: dict[str, Any] = {
    "embed_dim": _WIDTH,
    "vision_cfg": {
        "image_size": SIZE,
        "layers": 1,
        "width": _WIDTH,
        "head_width": 16,
        "patch_size": 16,
        "attentional_pool": True,
        "attn_pooler_heads": 2,
        "attn_pooler_queries": 8,
        "output_tokens": True,
    },
    "text_cfg": {**_TEXT, "embed_cls": True, "output_tokens": True},
    "multimodal_cfg": {**_TEXT, "attn_pooler_heads": 2},
    "custom_text": True,
}


def write_captioner(
    folder: Path | None = None,
    seed: int = 1,
    *,
    name: str = "coca_small/random",
    says: str | int | None = None,
    broken: bool = False,
) -> ModelFolder:
    """Write one into ``folder``, or where models are installed.

    With ``says`` it says that one word (or token) over and over whatever it sees; a ``broken`` one
    computes nothing but NaN.
    """
    import torch
    from safetensors.torch import save_file

    open_clip()
    from open_clip.coca_model import CoCa
    from open_clip.tokenizer import SimpleTokenizer

    torch.manual_seed(seed)
    parts = {key: value for key, value in CONFIGURATION.items() if key != "custom_text"}
    model = CoCa(**parts)
    with torch.no_grad():
        for name_of, parameter in model.named_parameters():
            if parameter.ndim > 1:
                parameter.normal_(0, 0.5)
            elif "ln" not in name_of:
                parameter.normal_(0, 0.1)
        decoder = model.text_decoder
        if says is not None:
            token = says if isinstance(says, int) else SimpleTokenizer().encode(says)[0]
            decoder.ln_final.weight.zero_()
            decoder.ln_final.bias.fill_(1.0)
            decoder.text_projection.zero_()
            decoder.text_projection[:, token] = 1.0
        if broken:
            decoder.text_projection.fill_(float("nan"))
    folder = folder or paths.models_dir() / name.replace("/", "--")
    folder.mkdir(parents=True)
    state = {key: value.contiguous().clone() for key, value in model.state_dict().items()}
    save_file(state, folder / WEIGHTS, metadata={"format": "pt"})
    config = {"model_cfg": CONFIGURATION, "preprocess_cfg": {}}
    (folder / CONFIG).write_text(json.dumps(config), "utf-8")
    digest = sha256_of(folder / WEIGHTS)
    write_card(folder, ModelCard(name=name, sha256=digest, kind=CAPTIONER))
    return ModelFolder.open(folder)
