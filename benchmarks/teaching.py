"""What teaching a model a person's own words gains on real photos, and what it must not believe.

Flickr8k's pictures with their five captions each (Hodosh et al. 2013), from the folder of test photos.
"""

from __future__ import annotations

import csv
import os
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.pictures import NothingToMeasureError
from photoclip.compare.calibrate import BACKGROUND_TEMPLATES, background_phrases
from photoclip.core import paths
from photoclip.core.types import Float32, PhotoReading
from photoclip.embed.adapter import Adapter
from photoclip.embed.adapter_fitting import Recipe, WordPairs
from photoclip.embed.adapter_trial import Trial, agreement, try_out
from photoclip.embed.encoder import Encoder
from photoclip.embed.loading import load_encoder
from photoclip.embed.prompts import encode_queries, expand, unit
from photoclip.media.reader import read_photo
from photoclip.scenes.captions import captions as scene_captions
from photoclip.scenes.dataset import spec_for
from photoclip.teaching.groups import grouped_rows
from photoclip.training import encode_in_batches, unseen_scenes

TEST_DATA = "PHOTOCLIP_TEST_DATA"
HELD_OUT = 300
EACH = 5
SEED = 960_001


@dataclass(frozen=True, eq=False)
class Captioned:
    """Photos and their captions as vectors: ``images`` ``(n, dim)``, ``texts`` ``(n, 5, dim)``.

    ``asked`` ``(n, 5, templates, dim)`` are the captions as a search encodes them, ``everyday``
    ``(b, dim)`` descriptions of what photos may show.
    """

    images: Float32
    texts: Float32
    asked: Float32
    everyday: Float32

    def pairs(self, photos: np.ndarray, each: int, rng: np.random.Generator | None) -> WordPairs:
        """These photos with ``each`` captions; with ``rng`` those of other photos, by chance."""
        owners = photos if rng is None else rng.permutation(photos)
        images = self.images[photos]
        texts_of = np.arange(len(photos) * each).reshape(len(photos), each)
        return WordPairs(
            images,
            self.texts[owners, :each].reshape(len(photos) * each, -1),
            texts_of.astype(np.int64),
            grouped_rows(images),
            self.everyday[::2],
        )

    def recalls(self, photos: np.ndarray, adapter: Adapter) -> list[float]:
        """Recall at 1, 5 and 10 of these photos by each of their captions, asked as a search asks."""
        images = adapter.images(self.images[photos])
        asked = self.asked[photos]
        flat = adapter.texts(asked.reshape(-1, asked.shape[-1])).reshape(asked.shape)
        words = unit(flat.mean(axis=2))
        places = []
        for which in range(words.shape[1]):
            cosines = words[:, which] @ images.T
            own = np.diagonal(cosines)[:, None]
            places.append((cosines > own).sum(axis=1))
        return [float((np.stack(places) < first).mean()) for first in (1, 5, 10)]


def flickr(folder: Path, encoder: Encoder, count: int) -> Captioned:
    """The first ``count`` of Flickr8k's pictures in the folder of test photos."""
    known: dict[str, list[str]] = defaultdict(list)
    with (folder / "captions.txt").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            known[row["image"]].append(row["caption"])
    pixels, sentences = [], []
    for name, own in known.items():
        reading = read_photo(os.fsencode(folder / "images" / name), encoder.info.input)
        if isinstance(reading, PhotoReading) and len(own) >= EACH:
            pixels.append(reading.pixels)
            sentences += own[:EACH]
        if len(pixels) == count:
            break
    templates = encoder.info.templates
    asked = encoder.encode_texts([one for text in sentences for one in expand(text, templates)])
    alone = encoder.encode_texts(sentences)
    return Captioned(
        encode_in_batches(encoder, np.stack(pixels)),
        alone.reshape(len(pixels), EACH, -1),
        asked.reshape(len(pixels), EACH, len(templates), -1),
        encode_queries(encoder, background_phrases(), BACKGROUND_TEMPLATES),
    )


def scenes(encoder: Encoder, count: int) -> Captioned:
    """Drawn scenes, which the embedded model was made for, each with five captions."""
    own = [
        scene_captions(spec_for(SEED, one), np.random.default_rng((SEED, one)), EACH, "test")
        for one in range(count)
    ]
    sentences = [text for five in own for text in five[:EACH]]
    templates = encoder.info.templates
    asked = encoder.encode_texts([one for text in sentences for one in expand(text, templates)])
    return Captioned(
        encode_in_batches(encoder, unseen_scenes(count, SEED)),
        encoder.encode_texts(sentences).reshape(count, EACH, -1),
        asked.reshape(count, EACH, len(templates), -1),
        encode_queries(encoder, background_phrases(), BACKGROUND_TEMPLATES),
    )


def tried(pairs: WordPairs, data: Captioned, seed: int) -> tuple[Trial, float]:
    """What came of it, and the seconds of one core it took, whatever else the machine does."""
    started = time.process_time()
    trial = try_out(pairs, data.everyday[1::2], replace(Recipe(), seed=seed))
    return trial, time.process_time() - started


def row(name: str, data: Captioned, photos: int, each: int, seeds: int) -> str:
    """One row of the table, a mean over some ways to choose who is held out."""
    before, after, kept, agreed, seconds = [], [], 0, [], []
    for seed in range(seeds):
        order = np.random.default_rng((SEED, seed)).permutation(len(data.images))
        held, taught = order[:HELD_OUT], np.sort(order[HELD_OUT : HELD_OUT + photos])
        trial, taken = tried(data.pairs(taught, each, None), data, seed)
        seconds.append(taken)
        adapter = trial.adapter or Adapter.nothing(data.images.shape[1])
        kept += trial.adapter is not None
        before.append(data.recalls(held, Adapter.nothing(adapter.dim)))
        after.append(data.recalls(held, adapter))
        agreed.append(agreement(data.images[held], data.everyday[1::2], adapter))
    cells = [
        f"{old:.1%} → **{new:.1%}**"
        for old, new in zip(np.mean(before, axis=0), np.mean(after, axis=0), strict=True)
    ]
    return (
        f"| {name} | {photos * each:,} | {kept} of {seeds} | {' | '.join(cells)} | "
        f"{np.mean(agreed):.2f} | {np.mean(seconds):.0f} |"
    )


def by_chance(data: Captioned, photos: int, seeds: int) -> str:
    """One caption each, of another photo: how often something came of them."""
    kept, gains = 0, []
    for seed in range(seeds):
        rng = np.random.default_rng((SEED, 5, seed))
        chosen = np.sort(rng.permutation(len(data.images))[:photos])
        trial, _taken = tried(data.pairs(chosen, 1, rng), data, seed)
        kept += trial.adapter is not None
        gains.append(trial.gain)
    return f"| {photos:,} | {seeds} | **{kept}** | {np.mean(gains):+.1%} | {max(gains):+.1%} |"


def run(_folder: Path, *, quick: bool) -> str:
    named = os.environ.get(TEST_DATA)
    photos = Path(named or "") / "photos" / "flickr8k-1000"
    if not named or not photos.is_dir():
        raise NothingToMeasureError(f"set ${TEST_DATA} to the folder of test photos")
    encoder = load_encoder(paths.embedded_model())
    data = flickr(photos, encoder, 400 if quick else 1000)
    drawn = scenes(encoder, 400 if quick else 1000)
    seeds = 1 if quick else 2
    rest = len(data.images) - HELD_OUT
    sizes = [(50, 1), (rest, 1)] if quick else [(50, 1), (200, 1), (rest, 1), (rest, 5)]
    rows = [row("Flickr8k", data, *size, seeds) for size in sizes]
    rows.append(row("drawn scenes", drawn, rest, 1, seeds))
    chance = [by_chance(data, *size) for size in ([(rest, 1)] if quick else [(200, 10), (rest, 2)])]
    return (
        f"## Teach it your words\n\nThe embedded model ({encoder.info.key}) taught Flickr8k's "
        f"captions (Hodosh et al. 2013), {HELD_OUT} of {len(data.images):,} photos held out altogether: "
        "recall of a photo by each of its five captions among those, as a search encodes them, before "
        f"and after; a mean over {seeds} ways to choose the photos. Where nothing was kept, after is as "
        "before. "
        "“Other descriptions” is the correlation of what everyday descriptions no teaching saw find "
        "among the photos held out, before and after. It knows drawn scenes, for which it was made, "
        "and little of photos.\n\n"
        "| taught | pairs | kept | recall@1 | recall@5 | recall@10 | other descriptions "
        "| core-seconds |\n"
        "|---|---|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n\n"
        "The same with captions dealt to photos by chance, of which nothing may come:\n\n"
        "| pairs | libraries | kept | mean gain | most |\n|---|---|---|---|---|\n"
        + "\n".join(chance)
    )
