"""Models: the `Encoder` protocol, the catalogue, the open_clip encoder, weights, prompts, training."""

import os

from photoclip.embed import own_torch

# Before anything imports huggingface_hub or transformers, which read these once.
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ.setdefault("HF_HUB_DISABLE_XET", "1")

# Set before torch is loaded, which only happens in here. Its threads wait for each other between steps;
# spinning as they do by default, each step takes a time slice wherever other programs, or PhotoClip's
# own decoders, want the same cores: hundreds of times slower (docs/benchmarks.md).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

own_torch.use()
