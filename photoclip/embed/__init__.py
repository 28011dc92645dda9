"""Models: the `Encoder` protocol, the catalogue, the open_clip encoder, weights, prompts, training."""

import os

# Before anything imports huggingface_hub or transformers, which read these once.
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ.setdefault("HF_HUB_DISABLE_XET", "1")
