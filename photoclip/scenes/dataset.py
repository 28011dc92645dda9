"""Training pairs drawn ahead: pictures in one array on disk, their captions beside it.

Drawing costs as much as a training step, so each scene is drawn once and seen several times, each
time with another caption and another cut.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from photoclip.core.cancel import CancelToken
from photoclip.core.types import UInt8
from photoclip.scenes.captions import captions
from photoclip.scenes.concepts import CONCEPTS
from photoclip.scenes.render import render
from photoclip.scenes.spec import SceneSpec, sample_spec

CAPTIONS_EACH = 12
_CHUNK = 64


@dataclass(frozen=True)
class SceneSet:
    """``images`` uint8 ``(n, side, side, 3)``; ``captions[i]`` are its sentences.

    ``concepts[i]`` is the number of its concept in `CONCEPTS`.
    """

    images: UInt8
    captions: list[list[str]]
    concepts: list[int]


def spec_for(seed: int, index: int) -> SceneSpec:
    """Scene number ``index`` of the set with this seed; concepts take turns, so all are as many."""
    rng = np.random.default_rng((seed, index))
    return sample_spec(rng, CONCEPTS[index % len(CONCEPTS)].name)


def square(picture: UInt8, side: int) -> UInt8:
    """The centre square of a picture ``(h, w, 3)``, scaled to ``(side, side, 3)``."""
    height, width = picture.shape[:2]
    edge = min(height, width)
    left, top = (width - edge) / 2, (height - edge) / 2
    image = Image.fromarray(picture).resize(
        (side, side), Image.Resampling.BICUBIC, box=(left, top, left + edge, top + edge)
    )
    return np.asarray(image)


def _draw(task: tuple[int, int, int]) -> UInt8:
    seed, index, side = task
    # Scenes are drawn at several sizes: the same scene from a large file is sharper once scaled.
    rng = np.random.default_rng((seed, index, 1))
    factor = float(rng.choice((1.0, 1.0, 1.5, 2.2)))
    return square(render(spec_for(seed, index), round(side * factor)), side)


def draw_set(
    folder: Path,
    count: int,
    side: int,
    seed: int,
    processes: int = 2,
    on_progress: Callable[[int, int], None] = lambda _done, _count: None,
    cancel: CancelToken | None = None,
) -> SceneSet:
    """Draw ``count`` scenes into ``folder``, or go on where a run that was cut had come to.

    Raises `Cancelled` if asked to stop; what was drawn is kept.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = f"scenes-{seed}-{count}-{side}"
    path, marker = folder / f"{name}.npy", folder / f"{name}.json"
    done = int(json.loads(marker.read_text("utf-8"))["done"]) if marker.exists() else 0
    if done == 0:
        images = np.lib.format.open_memmap(path, "w+", np.uint8, (count, side, side, 3))
    else:
        images = np.lib.format.open_memmap(path, "r+")
    if done < count:
        context = multiprocessing.get_context("spawn")
        with context.Pool(processes) as pool:
            tasks: Iterable[tuple[int, int, int]] = ((seed, i, side) for i in range(done, count))
            for index, picture in enumerate(pool.imap(_draw, tasks, _CHUNK), start=done):
                images[index] = picture
                if (index + 1) % 1024 == 0 or index + 1 == count:
                    images.flush()
                    marker.write_text(json.dumps({"done": index + 1}), "utf-8")
                    on_progress(index + 1, count)
                if cancel is not None:
                    cancel.check()
    texts, concepts = [], []
    for index in range(count):
        spec = spec_for(seed, index)
        rng = np.random.default_rng((seed, index, 2))
        texts.append(captions(spec, rng, CAPTIONS_EACH, "train"))
        concepts.append(index % len(CONCEPTS))
    return SceneSet(images, texts, concepts)
