"""A model folder of a known architecture with random weights: the compute of the real one.

For benchmarks and for tests of the loading code, where public weights can't be had. Its vectors mean
nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import CONFIG, WEIGHTS, ModelCard, ModelFolder, sha256_of, write_card


def write_random_model(target: Path, architecture: str, seed: int = 0) -> ModelFolder:
    """Write ``architecture`` (an open_clip name) with seeded random float32 weights to ``target``."""
    import torch
    from safetensors.torch import save_file

    clip = open_clip()
    torch.manual_seed(seed)
    model = clip.create_model(architecture, load_weights=False)
    target.mkdir(parents=True, exist_ok=True)
    state = {name: value.contiguous().clone() for name, value in model.state_dict().items()}
    save_file(state, target / WEIGHTS, metadata={"format": "pt"})
    config = {"model_cfg": clip.get_model_config(architecture), "preprocess_cfg": {}}
    (target / CONFIG).write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    card = ModelCard(
        name=f"{architecture}/random",
        sha256=sha256_of(target / WEIGHTS),
        demonstration=True,
        source="random weights for measuring",
    )
    write_card(target, card)
    return ModelFolder.open(target)
