"""A library of scenes from unseen seeds, with the truth about them, for measuring search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from photoclip.compare.calibrate import Calibrator
from photoclip.compare.index import VectorIndex
from photoclip.compare.text_vectors import TextVectors
from photoclip.core import paths
from photoclip.core.types import Float32
from photoclip.embed.encoder import Encoder
from photoclip.embed.loading import load_encoder
from photoclip.scenes.captions import concept_prompts
from photoclip.scenes.concepts import CONCEPTS, concept_named
from photoclip.scenes.dataset import spec_for
from photoclip.scenes.spec import SceneSpec
from photoclip.training import encode_in_batches, unseen_scenes

#: What a picture of the key also shows, besides what shared words tell: such pictures are neither
#: right nor wrong answers to a query for the value's concepts.
ALSO_SHOWS = {
    "winter cabin": ("house", "winter landscape", "snowy mountains"),
    "winter landscape": ("fir tree", "tree"),
    "autumn forest": ("forest", "tree"),
    "forest": ("tree",),
    "fir tree": ("tree", "christmas tree"),
    "palm tree": ("tree", "tropical island"),
    "tropical island": ("palm tree", "beach", "tree"),
    "christmas tree": ("fir tree", "tree"),
    "flower field": ("flower", "tulip", "rose", "sunflower"),
    "tulip": ("flower",),
    "rose": ("flower",),
    "sunflower": ("flower",),
    "runner": ("person",),
    "couple": ("person",),
    "child with a kite": ("person", "kite"),
    "kite": ("child with a kite",),
    "full moon": ("starry sky",),
    "northern lights": ("starry sky",),
    "mountain lake": ("snowy mountains",),
    "iceberg": ("snowy mountains",),
    "rubber duck": ("duck",),
    "town street": ("city", "house"),
    "city": ("town street",),
    "truck": ("car",),
    "church": ("house",),
    "castle": ("church",),
    "tent": ("campfire",),
    "candle": ("campfire",),
    "birthday cake": ("candle",),
    "christmas wreath": ("christmas tree",),
    "helicopter": ("airplane",),
    "rowing boat": ("ship", "sailboat"),
    "sailboat": ("ship", "rowing boat"),
    "ship": ("sailboat", "rowing boat"),
    "football": ("beach ball",),
    "beach ball": ("football",),
    "desert": ("pyramid",),
    "pyramid": ("desert",),
    "jetty": ("mountain lake",),
    "river": ("mountain lake",),
}
SETTING_SHOWS = {
    "beach": ("beach", "sunset"),
    "forest": ("forest", "tree"),
    "desert": ("desert",),
    "snow": ("winter landscape",),
    "street": ("town street", "city", "country road"),
    "water": ("mountain lake", "beach"),
}
#: Words the embedded model was never taught, and nothing in the scenes shows.
NEVER_DRAWN = (
    "a violin",
    "a submarine",
    "a dinosaur skeleton",
    "a bowl of sushi",
    "a hospital corridor",
    "a chess board",
    "a toothbrush",
    "a swimming pool",
    "a wedding dress",
    "a spider web",
    "a microscope",
    "a crocodile",
    "an escalator",
    "a barbershop",
    "a tennis racket",
    "a jellyfish",
    "a parking garage",
    "a sewing machine",
    "a bowl of soup",
    "a fire hydrant",
)


@dataclass(frozen=True)
class AskedFor:
    """A query with the truth: ``right`` and ``neutral`` bool ``(n,)`` over the scenes."""

    text: str
    kind: str
    right: np.ndarray
    neutral: np.ndarray


def _words(name: str) -> set[str]:
    concept = concept_named(name)
    return {concept.name, *concept.synonyms}


def shows(spec: SceneSpec, name: str) -> bool | None:
    """Whether a scene shows a concept; None where one could say either."""
    if spec.concept == name:
        return True
    if name in ALSO_SHOWS.get(spec.concept, ()) or name in SETTING_SHOWS.get(
        spec.setting or "", ()
    ):
        return None
    if _words(spec.concept) & _words(name):
        return None
    if name == "sunset" and spec.time == "golden":
        return None
    if name == "starry sky" and spec.time == "night":
        return None
    return False


class SceneLibrary:
    """``count`` scenes from a seed no training run used, encoded by the embedded model."""

    def __init__(self, seed: int, count: int, encoder: Encoder | None = None) -> None:
        self.encoder = encoder or load_encoder(paths.embedded_model())
        self.specs = [spec_for(seed, index) for index in range(count)]
        rows = encode_in_batches(self.encoder, unseen_scenes(count, seed))
        self.index = VectorIndex(self.encoder.info.dim)
        self.index.append(np.arange(count), rows.astype(np.float16))
        self.texts = TextVectors(self.encoder.info, lambda: self.encoder, None)

    def vector(self, text: str) -> Float32:
        row: Float32 = self.texts.encode([text])[0]
        return row

    def calibrator(self, keep: np.ndarray | None = None) -> Calibrator:
        """A calibrator over all scenes, or those of a mask."""
        if keep is None:
            return Calibrator(self.index, self.texts)
        part = VectorIndex(self.index.dim)
        part.append(self.index.content_ids[keep], self.index.rows[keep])
        return Calibrator(part, self.texts)

    def truth(self, name: str, matches: object = None) -> tuple[np.ndarray, np.ndarray]:
        answers = [shows(spec, name) for spec in self.specs]
        return np.array([a is True for a in answers]), np.array([a is None for a in answers])

    def queries(self, seed: int) -> Iterator[AskedFor]:
        """Sentences in forms never trained on: a concept, a coloured one, one in a setting or time."""
        rng = np.random.default_rng(seed)
        for concept in CONCEPTS:
            right, neutral = self.truth(concept.name)
            prompts = concept_prompts(concept.name, "test")
            yield AskedFor(str(rng.choice(prompts)), "concept", right, neutral)
            if concept.colours:
                colour = str(rng.choice(concept.colours))
                yield self._detail(
                    concept.colour_form.format(colour=colour, noun=concept.name),
                    "concept and colour",
                    right,
                    neutral,
                    np.array([spec.colour == colour for spec in self.specs]),
                    np.array([spec.colour is None for spec in self.specs]),
                )
            night = np.array([spec.time == "night" for spec in self.specs])
            if 5 <= (night & right).sum() < 0.8 * right.sum():
                other = np.array([spec.time in (None, "dusk") for spec in self.specs])
                yield self._detail(
                    f"{concept.phrase} at night", "concept and time", right, neutral, night, other
                )

    def _detail(
        self,
        text: str,
        kind: str,
        right: np.ndarray,
        neutral: np.ndarray,
        has: np.ndarray,
        unclear: np.ndarray,
    ) -> AskedFor:
        """A query for a concept with one more detail."""
        return AskedFor(
            f"here you can see {text}", kind, right & has, neutral | (right & unclear & ~has)
        )
