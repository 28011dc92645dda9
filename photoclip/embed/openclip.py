"""The encoder over any open_clip model that lies in a model folder (see `weights`)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from photoclip.core.errors import ModelError
from photoclip.core.types import Float32, ModelInfo, UInt8
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import ModelFolder

if TYPE_CHECKING:
    import torch


TEXT_BATCH = 32
"""Sentences a step: a few more megabytes each at 77 tokens."""


def pick_device(wanted: str = "auto") -> str:
    """CUDA, then MPS, then XPU, then the CPU; or the one asked for, if this machine has it.

    Raises `ModelError` for a device that isn't there.
    """
    import torch

    available = {
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
        "xpu": bool(getattr(torch, "xpu", None) and torch.xpu.is_available()),
        "cpu": True,
    }
    if wanted == "auto":
        return next(name for name, there in available.items() if there)
    if not available.get(wanted.split(":", maxsplit=1)[0], False):
        there = ", ".join(name for name, is_there in available.items() if is_there)
        raise ModelError(f"This machine has no device “{wanted}”.", f"Available: {there}.")
    return wanted


def fast_in_bfloat16(device: str) -> bool:
    """Whether the hardware multiplies bfloat16 faster than float32 (AVX512-BF16, AMX, tensor cores)."""
    import torch

    kind = device.split(":", maxsplit=1)[0]
    if kind == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    if kind != "cpu":
        return False
    capability = torch.backends.cpu.get_cpu_capability()
    probe = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return capability.startswith("AVX512") and bool(probe is not None and probe())


class OpenClipEncoder:
    """An open_clip model as an `Encoder`.

    The image tower runs in bfloat16 where the hardware is fast at it (drift: docs/benchmarks.md),
    the text tower always in float32: one sentence costs little and is compared with everything.
    """

    def __init__(
        self,
        folder: ModelFolder,
        device: str = "auto",
        precision: str = "auto",
        cores: int = 0,
    ) -> None:
        """Load the model in ``folder``; ``precision`` is ``auto``, ``float32`` or ``bfloat16``.

        ``cores`` bounds the processor cores torch uses in this process; 0 leaves that to torch.

        Raises `ModelError` if the weights are refused or don't fit their configuration.
        """
        import torch

        folder.verify()
        if cores:
            torch.set_num_threads(cores)
        self._torch = torch
        self._device = pick_device(device)
        low = precision == "bfloat16" or (precision == "auto" and fast_in_bfloat16(self._device))
        self._image_dtype = torch.bfloat16 if low else torch.float32
        clip = open_clip()
        location = f"local-dir:{folder.path}"
        # open_clip reports its progress on the root logger; what matters is raised below.
        quiet = logging.getLogger()
        level = quiet.level
        quiet.setLevel(logging.ERROR)
        try:
            self._model: Any = clip.create_model(location, device=self._device, weights_only=True)
            self._tokenizer: Any = clip.get_tokenizer(location)
        except (RuntimeError, ValueError, OSError, KeyError, TypeError) as error:
            first_line = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
            raise ModelError(
                f"The model “{folder.name}” could not be loaded: {first_line}",
                "Download or import it again, or choose another: photoclip models list",
            ) from error
        finally:
            quiet.setLevel(level)
        self._model.eval()
        self._model.visual.to(dtype=self._image_dtype, memory_format=torch.channels_last)
        preprocess = folder.preprocess
        mean = torch.tensor(preprocess.mean, dtype=torch.float32)
        std = torch.tensor(preprocess.std, dtype=torch.float32)
        self._scale = (1.0 / (255.0 * std)).view(1, 3, 1, 1).to(self._device)
        self._shift = (mean / std).view(1, 3, 1, 1).to(self._device)
        self._info = folder.info

    @property
    def info(self) -> ModelInfo:
        """Key, width and input of the loaded model."""
        return self._info

    @property
    def device(self) -> str:
        """Where the model runs, in torch's words."""
        return self._device

    @property
    def precision(self) -> str:
        """What the image tower computes in: ``float32`` or ``bfloat16``."""
        return str(self._image_dtype).removeprefix("torch.")

    def encode_images(self, pixels: UInt8) -> Float32:
        """See `Encoder.encode_images`. Raises ValueError if the shape isn't the model's."""
        size = self._info.input.size
        if pixels.ndim != 4 or pixels.shape[1:] != (size, size, 3) or pixels.dtype != np.uint8:
            raise ValueError(f"expected uint8 (n, {size}, {size}, 3), got {pixels.shape}")
        if not pixels.flags.writeable:
            pixels = pixels.copy()  # torch warns of memory it could not write to
        with self._torch.inference_mode():
            # (n, h, w, 3) permuted is (n, 3, h, w) in channels-last memory already: no copy.
            batch = self._torch.from_numpy(pixels).to(self._device).permute(0, 3, 1, 2).float()
            batch = (batch * self._scale - self._shift).to(self._image_dtype)
            return self._unit(self._model.encode_image(batch))

    def encode_texts(self, texts: Sequence[str]) -> Float32:
        """See `Encoder.encode_texts`. Text beyond the model's context is cut by its tokenizer."""
        rows = []
        with self._torch.inference_mode():
            for start in range(0, len(texts), TEXT_BATCH):
                tokens = self._tokenizer(list(texts[start : start + TEXT_BATCH]))
                rows.append(self._unit(self._model.encode_text(tokens.to(self._device))))
        return np.concatenate(rows) if rows else np.zeros((0, self._info.dim), np.float32)

    def _unit(self, features: torch.Tensor) -> Float32:
        rows = self._torch.nn.functional.normalize(features.float(), dim=-1)
        result: Float32 = rows.cpu().numpy()
        return result
