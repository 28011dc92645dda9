"""What importing open_clip brings along, and what it doesn't."""

from __future__ import annotations

import subprocess
import sys

ENCODING = """
import sys
import numpy as np
from photoclip.core import paths
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.weights import ModelFolder

encoder = OpenClipEncoder(ModelFolder.open(paths.embedded_model()), "cpu", "float32")
side = encoder.info.input.size
assert encoder.encode_images(np.zeros((2, side, side, 3), np.uint8)).shape[0] == 2
assert encoder.encode_texts(["a dog"]).shape[0] == 1
loaded = {"torch._dynamo", "sympy", "timm", "torchvision.datasets"} & set(sys.modules)
assert not loaded, loaded
"""

TOWERS = """
import sys
from photoclip.embed.runtime import open_clip, without_training_branches

clip = open_clip()
assert "timm" not in sys.modules
vision = {"timm_model_name": "fastvit_t8", "timm_pool": "avg", "timm_proj": "linear", "image_size": 64}
text = {"width": 16, "heads": 1, "layers": 1, "vocab_size": 100}
model = clip.CLIP(16, vision, text).eval()
assert "timm" in sys.modules
layers = len(list(model.visual.modules()))
assert len(list(without_training_branches(model.visual).modules())) < layers
assert "timm" in type(clip.CLIP(16, vision, text).visual.trunk).__module__
"""


def run(script: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_process_that_encodes_loads_no_compiler_and_nothing_else_that_it_does_not_use():
    run(ENCODING)


def test_towers_of_timm_are_made_and_folded_although_timm_comes_late():
    run(TOWERS)
