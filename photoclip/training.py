"""Making and measuring the embedded model: scenes drawn by `scenes`, learned by `embed`."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.types import Float32, UInt8
from photoclip.embed import catalogue
from photoclip.embed.encoder import Encoder
from photoclip.embed.loading import load_encoder
from photoclip.embed.prompts import encode_queries, unit
from photoclip.embed.training import IMAGE_SIZE, Pairs, Trainer, TrainingConfig
from photoclip.embed.weights import ModelFolder
from photoclip.scenes.captions import captions, concept_prompts
from photoclip.scenes.concepts import CONCEPTS
from photoclip.scenes.dataset import draw_set, spec_for, square
from photoclip.scenes.render import render

Report = Callable[[str, int, int, str], None]
"""Stage, done, of how many, a short note."""

DRAWN_SIDE = 108
"""Scenes are drawn a little larger than the model's input, so that each epoch cuts another part."""

UNSEEN_SEED = 900_001
"""Seeds from here on never occur in training."""


@dataclass(frozen=True)
class TrainingPlan:
    """How many scenes to draw, how long to train on them, from which seed."""

    scenes: int = 56_000
    steps: int = 3000
    seed: int = 1
    device: str = "auto"


def train_embedded_model(
    plan: TrainingPlan,
    work: Path,
    out: Path,
    report: Report = lambda _stage, _done, _total, _note: None,
    cancel: CancelToken | None = None,
) -> ModelFolder:
    """Draw the scenes, train, and write the model folder to ``out``. Resumes what was cut.

    Raises `Cancelled` after saving, if asked to stop.
    """
    scenes = draw_set(
        work,
        plan.scenes,
        DRAWN_SIDE,
        plan.seed,
        processes=os.cpu_count() or 1,
        on_progress=lambda done, total: report("Drawing scenes", done, total, ""),
        cancel=cancel,
    )
    config = TrainingConfig(steps=plan.steps, seed=plan.seed)
    trainer = Trainer(
        work / f"run-{plan.seed}-{plan.scenes}-{plan.steps}",
        Pairs(
            scenes.images,
            scenes.captions,
            scenes.concepts,
            [names_of(concept.name) for concept in CONCEPTS],
        ),
        config,
        plan.device,
    )
    trainer.run(
        lambda p: report(
            "Training",
            p.step,
            p.steps,
            f"loss {p.loss:.3f}, {p.images_per_second:.0f} pairs a second",
        ),
        cancel,
    )
    return trainer.export(
        out,
        paths.EMBEDDED_MODEL,
        f"photoclip models train --scenes {plan.scenes} --steps {plan.steps} --seed {plan.seed}",
    )


def names_of(concept: str, count: int = 12) -> list[str]:
    """``count`` training sentences that name a concept and nothing else."""
    sentences = concept_prompts(concept, "train")
    return [sentences[number % len(sentences)] for number in range(count)]


def unseen_scenes(count: int, seed: int = UNSEEN_SEED, size: int = 160) -> UInt8:
    """Scenes no training run drew, as the model sees them: uint8 ``(count, 96, 96, 3)``."""
    return np.stack(
        [square(render(spec_for(seed, index), size), IMAGE_SIZE) for index in range(count)]
    )


def encode_in_batches(encoder: Encoder, pictures: UInt8, batch: int = 64) -> Float32:
    """``(n, dim)`` float32 rows of ``(n, s, s, 3)`` pictures."""
    rows = [encoder.encode_images(pictures[i : i + batch]) for i in range(0, len(pictures), batch)]
    return np.concatenate(rows)


def zero_shot_top1(encoder: Encoder, rows: Float32, truth: npt.NDArray[np.int64]) -> float:
    """Share of scenes whose nearest concept, by prompts never trained on, is theirs.

    Radford et al. 2021, sect. 3.1.4: the class weights are averaged prompt embeddings.
    """
    weights = []
    for concept in CONCEPTS:
        sentences = concept_prompts(concept.name, "test")
        weights.append(unit(encoder.encode_texts(sentences).mean(axis=0, keepdims=True))[0])
    nearest = (rows @ np.stack(weights).T).argmax(axis=1)
    return float((nearest == truth).mean())


def recall_at(k: int, texts: Float32, rows: Float32) -> float:
    """Share of captions whose own scene is among the ``k`` nearest of all scenes."""
    similarities = texts @ rows.T
    own = np.diagonal(similarities)[:, None]
    return float(((similarities > own).sum(axis=1) < k).mean())


def evaluate_model(name: str, scenes: int = 3000) -> dict[str, object]:
    """The model card's figures, on scenes from unseen seeds with sentence forms never trained on."""
    folder = catalogue.find(name, paths.models_dir(), paths.resources_dir() / "models")
    encoder = load_encoder(folder)
    pictures = unseen_scenes(scenes)
    rows = encode_in_batches(encoder, pictures)
    truth = np.arange(scenes) % len(CONCEPTS)
    held = min(1000, scenes)
    sentences = [
        captions(spec_for(UNSEEN_SEED, i), np.random.default_rng((UNSEEN_SEED, i, 3)), 1, "test")[0]
        for i in range(held)
    ]
    alone = encoder.encode_texts(sentences)
    averaged = encode_queries(encoder, sentences)
    return {
        "model": folder.info.key,
        "concepts": len(CONCEPTS),
        "scenes": scenes,
        "zero_shot_top1": round(zero_shot_top1(encoder, rows, truth), 4),
        "retrieval_scenes": held,
        "recall_at_10_caption_alone": round(recall_at(10, alone, rows[:held]), 4),
        "recall_at_10_with_templates": round(recall_at(10, averaged, rows[:held]), 4),
        "recall_at_1_with_templates": round(recall_at(1, averaged, rows[:held]), 4),
        "weakest_concepts": _weakest(encoder, rows, truth),
    }


def _weakest(encoder: Encoder, rows: Float32, truth: npt.NDArray[np.int64]) -> dict[str, float]:
    names: Sequence[str] = [concept.name for concept in CONCEPTS]
    weights = encode_queries(encoder, [concept.phrase for concept in CONCEPTS])
    right = (rows @ weights.T).argmax(axis=1) == truth
    shares = {name: float(right[truth == i].mean()) for i, name in enumerate(names)}
    return {name: round(shares[name], 3) for name in sorted(names, key=lambda n: shares[n])[:5]}
