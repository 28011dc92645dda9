"""Libraries with the truth about their photos, to measure labels on: rendered scenes, real photos."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.scene_library import SceneLibrary
from photoclip.compare.calibrate import encode_background
from photoclip.compare.index import VectorIndex
from photoclip.compare.text_vectors import TextVectors
from photoclip.core import paths
from photoclip.core.labels import LabelDefinition
from photoclip.core.types import Float32, PhotoReading
from photoclip.embed.loading import load_encoder
from photoclip.media.reader import read_photo
from photoclip.scenes.concepts import CONCEPTS
from photoclip.tagging import zero_shot
from photoclip.tagging.fitting import OWN, Field, Ground, alone
from photoclip.tagging.pool import Bool, Pool
from photoclip.tagging.rules import Rule, RuleBook
from photoclip.training import encode_in_batches

DATA = "PHOTOCLIP_TEST_DATA"


@dataclass(frozen=True, eq=False)
class Truth:
    """A label and which photos ``(n,)`` it is right on; ``unclear`` ones could be either."""

    kind: str
    describe: str
    right: Bool
    unclear: Bool

    def at(self, which: np.ndarray) -> Truth:
        return Truth(self.kind, self.describe, self.right[which], self.unclear[which])


class World:
    """Photos ``(n, dim)`` cut in two: a library, where labels are fitted, and others to test on."""

    def __init__(
        self, rows: Float32, texts: TextVectors, truths: Sequence[Truth], seed: int
    ) -> None:
        rows = rows.astype(np.float16).astype(np.float32)
        order = np.random.default_rng(seed).permutation(len(rows))
        own, other = np.sort(order[: len(rows) // 2]), np.sort(order[len(rows) // 2 :])
        self.truths = list(truths)
        self.here = [truth.at(own) for truth in truths]
        self.there = [truth.at(other) for truth in truths]
        self.texts = texts
        self.background = encode_background(texts)
        self.ground = Ground.of(pool_of(rows[own]), self.background)
        self.others = rows[other]

    def words(self, truth: Truth) -> Field:
        """A label as words alone see this library."""
        definition = LabelDefinition(describe=(truth.describe,))
        index = self.ground.pool.index
        rule = zero_shot.fit("label", definition, "model", self.texts, index, self.ground.usual)
        scores = alone(RuleBook({OWN: rule}, self.background), index)
        return Field.over(rule, {}, self.background, scores)

    def held(self, rules: Sequence[Rule]) -> np.ndarray:
        """Which of the other photos get each label: ``(m, labels)``."""
        decisions = RuleBook(dict(enumerate(rules)), self.background).decide(self.others)
        return np.stack([decisions[n].auto for n in range(len(rules))], axis=1)


def pool_of(rows: Float32) -> Pool:
    """A library that is nothing but these vectors."""
    index = VectorIndex(rows.shape[1])
    count = len(rows)
    index.append(np.arange(count), rows.astype(np.float16))
    return Pool(index, np.arange(count), np.arange(1, count + 1), np.ones(count, bool))


_SETTINGS = {
    "beach": "on the beach",
    "snow": "in the snow",
    "table": "on a table",
    "grass": "on the grass",
    "room": "in a room",
    "desert": "in the desert",
    "water": "on the water",
    "street": "on the street",
    "forest": "in the forest",
}
_TIMES = {"night": "at night", "golden": "in golden evening light", "dusk": "at dusk"}
_WEATHERS = {"fog": "in the fog", "rain": "in the rain"}
_COLOURS = ("red", "white", "blue", "yellow", "green")
_NAMES = ("Biscuit", "Favourites", "Project Zephyr", "Oma", "Kiki", "Bella", "Print these", "Misc")


def scene_world(seed: int, count: int) -> World:
    """Rendered scenes. Labels of three kinds: things, traits, and names that mean nothing.

    A trait is a place, a light, a weather or a colour in whatever thing; a name stands for one thing
    of one colour, or for either of two things, and the model can't know which.
    """
    library = SceneLibrary(seed, count)
    specs = library.specs

    def column(name: str) -> np.ndarray:
        return np.array([getattr(spec, name) or "" for spec in specs])

    nothing = np.zeros(count, bool)
    truths = [Truth("thing", c.phrase, *library.truth(c.name)) for c in CONCEPTS]
    for name, words in (
        ("setting", _SETTINGS),
        ("time", _TIMES),
        ("weather", _WEATHERS),
        ("colour", {colour: f"something {colour}" for colour in _COLOURS}),
    ):
        values = column(name)
        truths += [
            Truth("trait", text, values == value, values == "") for value, text in words.items()
        ]
    things, colours = column("concept"), column("colour")
    pairs, sizes = np.unique(
        np.stack([things, colours], 1)[colours != ""], axis=0, return_counts=True
    )
    common = pairs[np.argsort(-sizes, kind="stable")]
    rng = np.random.default_rng(seed)
    for n, name in enumerate(_NAMES):
        if n % 2:
            one, other = rng.choice([c.name for c in CONCEPTS], 2, replace=False)
            right = (things == one) | (things == other)
        else:
            right = (things == common[n][0]) & (colours == common[n][1])
        truths.append(Truth("name", name, right, nothing))
    rows = library.index.gather(np.arange(count))
    return World(rows, library.texts, truths, seed)


_PHRASES = {"longsleeve": "a long-sleeved shirt", "outerwear": "a jacket or a coat"}
_BARE = {"pants", "shoes", "shorts"}


def photo_worlds(seeds: Sequence[int]) -> list[World]:
    """The real photos, cut in two by each of these seeds; none where they aren't on this machine.

    A class is a label where it has ten photos at least. The others are photos like any.
    """
    named = os.environ.get(DATA)
    if not named:
        return []
    folder = Path(named) / "photos"
    with (folder / "labels.tsv").open(encoding="utf-8", newline="") as stream:
        entries = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    encoder = load_encoder(paths.embedded_model())
    pixels, kept = [], []
    for entry in entries:
        read = read_photo(os.fsencode(folder / entry["path"]), encoder.info.input)
        if isinstance(read, PhotoReading):
            pixels.append(read.pixels)
            kept.append(entry)
    rows = encode_in_batches(encoder, np.stack(pixels))
    classes = [e["label"] if e["kind"] == "class" else "" for e in kept]
    sets = np.array([e["set"] for e in kept])
    truths = []
    for name in sorted({c for c in classes if c and classes.count(c) >= 10}):
        right = np.array([one == name for one in classes])
        # Of photos without a class, or of another set, nobody said what else they show.
        own = np.isin(sets, np.unique(sets[right]))
        article = "" if name in _BARE else "a "
        truths.append(Truth("class", _PHRASES.get(name, article + name), right, ~own))
    texts = TextVectors(encoder.info, lambda: encoder, None)
    return [World(rows, texts, truths, seed) for seed in seeds]
