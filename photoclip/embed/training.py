"""Contrastive training of a small CLIP from scratch (Radford et al. 2021, fig. 3).

A batch is N pictures and N captions. Both towers embed them, the N x N matrix of cosine
similarities is compared with its diagonal from both sides (open_clip's ``ClipLoss``).

Captions such as "in the rain" fit many pictures of a batch, which the loss takes for wrong pairs. So
a run ends with a second, shorter stage in which every other batch holds one picture of each concept
with a sentence that names it: there the diagonal is all that is right, and "a dog" comes to mean
two dogs as well.

Every random choice is drawn from ``(seed, step)``, so a run that was cut goes on as if it hadn't
been.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError
from photoclip.core.types import UInt8
from photoclip.embed.device import fast_in_bfloat16, pick_device
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import (
    CONFIG,
    OPENAI_MEAN,
    OPENAI_STD,
    WEIGHTS,
    ModelCard,
    ModelFolder,
    sha256_of,
    write_card,
)

IMAGE_SIZE = 96
CONTEXT_LENGTH = 32

MODEL_CONFIG: dict[str, Any] = {
    "model_cfg": {
        "embed_dim": 128,
        # CLIP's own ResNet with attention pooling: convolutions learn from little where a ViT
        # of this size needs ten times the pictures, and run four times faster on a CPU.
        "vision_cfg": {"image_size": IMAGE_SIZE, "layers": [1, 2, 2, 1], "width": 20},
        # Half of the file is CLIP's vocabulary of 49,408 word pieces, so the text tower is narrow.
        "text_cfg": {
            "context_length": CONTEXT_LENGTH,
            "vocab_size": 49408,
            "width": 96,
            "heads": 4,
            "layers": 4,
        },
    },
    "preprocess_cfg": {
        "mean": list(OPENAI_MEAN),
        "std": list(OPENAI_STD),
        "interpolation": "bicubic",
        "resize_mode": "shortest",
    },
}


@dataclass(frozen=True)
class TrainingConfig:
    """Everything a run depends on besides its data; part of the checkpoint, so it can't be mixed up."""

    steps: int = 3000
    finish_steps: int = 800
    batch_size: int = 256
    learning_rate: float = 2e-3
    finish_learning_rate: float = 8e-4
    warmup_steps: int = 150
    weight_decay: float = 0.05
    average_decay: float = 0.998
    unknown_word_share: float = 0.15
    seed: int = 1


@dataclass(frozen=True)
class Pairs:
    """Training pairs.

    ``images`` is uint8 ``(n, s, s, 3)`` with s a little larger than the model's input (the rest is
    cut at random); it may be a memory map. ``captions[i]`` are the sentences that fit picture i,
    ``concepts[i]`` is the number of its concept, and ``names[c]`` are sentences that name concept c.
    """

    images: UInt8
    captions: Sequence[Sequence[str]]
    concepts: Sequence[int]
    names: Sequence[Sequence[str]]


@dataclass(frozen=True)
class TrainingProgress:
    """One report: the step reached, of how many, a smoothed loss, pictures per second, seconds left."""

    step: int
    steps: int
    loss: float
    images_per_second: float
    seconds_left: float


def tokenize(captions: Sequence[Sequence[str]]) -> npt.NDArray[np.int32]:
    """CLIP tokens of all captions: int32 ``(n, k, 32)``; every picture needs the same k."""
    clip = open_clip()
    tokenizer = clip.SimpleTokenizer(context_length=CONTEXT_LENGTH)
    per_photo = len(captions[0])
    flat = [caption for group in captions for caption in group]
    known = {text: index for index, text in enumerate(dict.fromkeys(flat))}
    tokens = tokenizer(list(known)).numpy().astype(np.int32)
    rows = tokens[[known[text] for text in flat]]
    result: npt.NDArray[np.int32] = rows.reshape(len(captions), per_photo, CONTEXT_LENGTH)
    return result


def _insert_unknown_words(
    tokens: npt.NDArray[np.int32], strangers: npt.NDArray[np.int32], rng: np.random.Generator
) -> npt.NDArray[np.int32]:
    """Put one word the pictures never showed into each row: the model learns to look past it."""
    result = tokens.copy()
    for row in result:
        end = int(np.argmax(row))  # <end_of_text> has the highest id
        if end + 1 >= len(row):
            continue
        at = int(rng.integers(1, end + 1))
        row[at + 1 : end + 2] = row[at : end + 1]
        row[at] = rng.choice(strangers)
    return result


class Trainer:
    """One training run in a folder of its own; `run` starts it or goes on where it was cut."""

    def __init__(
        self, folder: Path, pairs: Pairs, config: TrainingConfig, device: str = "auto"
    ) -> None:
        import torch

        self._torch = torch
        self.folder = folder
        self.pairs = pairs
        self.config = config
        self.device = pick_device(device)
        self.folder.mkdir(parents=True, exist_ok=True)
        torch.manual_seed(config.seed)
        clip = open_clip()
        model_cfg = MODEL_CONFIG["model_cfg"]
        self.model: Any = clip.CLIP(
            embed_dim=model_cfg["embed_dim"],
            vision_cfg=model_cfg["vision_cfg"],
            text_cfg=model_cfg["text_cfg"],
        ).to(self.device, memory_format=torch.channels_last)
        decay = [p for p in self.model.parameters() if p.ndim >= 2]
        plain = [p for p in self.model.parameters() if p.ndim < 2]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": decay, "weight_decay": config.weight_decay},
                {"params": plain, "weight_decay": 0.0},
            ],
            lr=config.learning_rate,
            betas=(0.9, 0.98),
            fused=True,
        )
        self.average = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        self.step = 0
        self._autocast = fast_in_bfloat16(self.device)
        self._mean = torch.tensor(OPENAI_MEAN, device=self.device).view(1, 3, 1, 1) * 255
        self._std = torch.tensor(OPENAI_STD, device=self.device).view(1, 3, 1, 1) * 255

    @property
    def checkpoint(self) -> Path:
        """Where the run's state lies between two sittings."""
        return self.folder / "checkpoint.pt"

    def save_checkpoint(self) -> None:
        """Write the run's state atomically."""
        partial = self.checkpoint.with_suffix(".part")
        self._torch.save(
            {
                "config": asdict(self.config),
                "pictures": len(self.pairs.images),
                "step": self.step,
                "model": self.model.state_dict(),
                "average": self.average,
                "optimizer": self.optimizer.state_dict(),
            },
            partial,
        )
        os.replace(partial, self.checkpoint)

    def resume(self) -> bool:
        """Go on from the checkpoint, if there is one. Raises `ModelError` if it is another run's."""
        if not self.checkpoint.exists():
            return False
        state = self._torch.load(self.checkpoint, map_location=self.device, weights_only=True)
        same = state["config"] == asdict(self.config)
        if not same or state["pictures"] != len(self.pairs.images):
            raise ModelError(
                f"{self.checkpoint} belongs to a run with other settings.",
                "Give another --work folder, or delete this one.",
            )
        self.step = int(state["step"])
        self.model.load_state_dict(state["model"])
        self.average = state["average"]
        self.optimizer.load_state_dict(state["optimizer"])
        return True

    def run(
        self,
        report: Callable[[TrainingProgress], None] = lambda _progress: None,
        cancel: CancelToken | None = None,
        checkpoint_every: int = 200,
    ) -> None:
        """Train to the last step. Raises `Cancelled` after saving, if asked to stop."""
        torch, config = self._torch, self.config
        tokens = tokenize(self.pairs.captions)
        names = tokenize(self.pairs.names)
        groups = [np.flatnonzero(np.equal(self.pairs.concepts, c)) for c in range(len(names))]
        last = config.steps + config.finish_steps
        seen = np.unique(tokens)
        strangers = np.setdiff1d(np.arange(1, 49406, dtype=np.int32), seen).astype(np.int32)
        loss_of = open_clip().ClipLoss()
        self.resume()
        self.model.train()
        started, first, smooth = time.monotonic(), self.step, float("nan")
        while self.step < last:
            rng = np.random.default_rng((config.seed, self.step))
            if self.step >= config.steps and self.step % 2:
                chosen = np.array([rng.choice(group) for group in groups if len(group)])
                texts = names[np.take(self.pairs.concepts, chosen), rng.integers(0, names.shape[1])]
            else:
                chosen = self._next_pictures()
                texts = tokens[chosen, rng.integers(0, tokens.shape[1], len(chosen))]
            images = self._pictures(chosen, rng)
            strange = rng.random(len(texts)) < config.unknown_word_share
            texts[strange] = _insert_unknown_words(texts[strange], strangers, rng)
            for group in self.optimizer.param_groups:
                group["lr"] = self._learning_rate()
            with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self._autocast):
                image_rows, text_rows, scale = self.model(images, self._tensor(texts))
            loss = loss_of(image_rows.float(), text_rows.float(), scale.float())
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            with torch.no_grad():
                self.model.logit_scale.clamp_(0, math.log(100))
            self.step += 1
            self._update_average()
            value = float(loss.detach())
            smooth = value if math.isnan(smooth) else 0.98 * smooth + 0.02 * value
            rate = (self.step - first) / (time.monotonic() - started)
            speed, left = rate * config.batch_size, (last - self.step) / rate
            report(TrainingProgress(self.step, last, smooth, speed, left))
            stop = cancel is not None and cancel.cancelled
            if stop or self.step % checkpoint_every == 0 or self.step == last:
                self.save_checkpoint()
            if stop and cancel is not None:
                cancel.check()

    def _learning_rate(self) -> float:
        """In each stage a linear warm-up, then half a cosine down to zero."""
        config = self.config
        if self.step < config.steps:
            step, steps, warmup = self.step, config.steps, config.warmup_steps
            top = config.learning_rate
        else:
            step, steps = self.step - config.steps, config.finish_steps
            warmup, top = min(50, steps // 4), config.finish_learning_rate
        if step < warmup:
            return top * (step + 1) / warmup
        return top * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))

    def _update_average(self) -> None:
        """Exponential average of the weights: what is published (steadier than the last step)."""
        torch = self._torch
        decay = min(self.config.average_decay, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                if value.is_floating_point():
                    self.average[name].lerp_(value, 1 - decay)
                else:
                    self.average[name].copy_(value)

    def _next_pictures(self) -> npt.NDArray[np.int64]:
        """The numbers of this step's pictures, in the order of one shuffle an epoch."""
        config, total = self.config, len(self.pairs.images)
        first = self.step * config.batch_size
        places = np.arange(first, first + config.batch_size)
        chosen = np.empty(config.batch_size, np.int64)
        for epoch in np.unique(places // total):
            order = np.random.default_rng((config.seed, 7, int(epoch))).permutation(total)
            here = places // total == epoch
            chosen[here] = order[places[here] % total]
        return chosen

    def _pictures(self, chosen: npt.NDArray[np.int64], rng: np.random.Generator) -> Any:
        """These pictures, cut and exposed at random: normalised float32 ``(n, 3, 96, 96)``."""
        torch, side = self._torch, self.pairs.images.shape[1]
        cut = int(rng.integers(round(side * 0.86), side + 1))
        pictures = np.empty((len(chosen), cut, cut, 3), np.uint8)
        for row, index in enumerate(chosen):
            x, y = rng.integers(0, side - cut + 1, 2)
            pictures[row] = self.pairs.images[index, y : y + cut, x : x + cut]
        images = torch.from_numpy(pictures).to(self.device).permute(0, 3, 1, 2).float()
        if cut != IMAGE_SIZE:
            images = torch.nn.functional.interpolate(
                images, (IMAGE_SIZE, IMAGE_SIZE), mode="bilinear", antialias=cut > IMAGE_SIZE
            )
        # Small changes of exposure and contrast, picture by picture.
        gain = torch.from_numpy(rng.uniform(0.85, 1.15, (len(chosen), 1, 1, 1))).float()
        lift = torch.from_numpy(rng.uniform(-12, 12, (len(chosen), 1, 1, 1))).float()
        images = (images * gain.to(self.device) + lift.to(self.device)).clamp_(0, 255)
        normal = (images - self._mean) / self._std
        return normal.contiguous(memory_format=torch.channels_last)

    def _tensor(self, tokens: npt.NDArray[np.int32]) -> Any:
        return self._torch.from_numpy(tokens.astype(np.int64)).to(self.device)

    def export(self, target: Path, name: str, source: str = "") -> ModelFolder:
        """Write the averaged model as a float16 model folder at ``target``.

        Word pieces no caption ever used keep the mean of the strangers' vectors, so that a word the
        model can't know says nothing rather than something random.
        """
        from safetensors.torch import save_file

        torch = self._torch
        target.mkdir(parents=True, exist_ok=True)
        state = {k: v.detach().cpu().clone() for k, v in self.average.items()}
        known = torch.from_numpy(np.unique(tokenize(self.pairs.captions))).long()
        stranger = torch.ones(state["token_embedding.weight"].shape[0], dtype=torch.bool)
        stranger[known] = False
        words = state["token_embedding.weight"]
        words[stranger] = words[stranger].mean(dim=0)
        half = {
            k: (v.half() if v.is_floating_point() else v).contiguous() for k, v in state.items()
        }
        save_file(half, target / WEIGHTS, metadata={"format": "pt"})
        (target / CONFIG).write_text(json.dumps(MODEL_CONFIG, indent=2) + "\n", "utf-8")
        card = ModelCard(
            name=name,
            sha256=sha256_of(target / WEIGHTS),
            demonstration=True,
            source=source,
            license="GPL-3.0-or-later",
        )
        write_card(target, card)
        return ModelFolder.open(target)
