"""A rule from words alone: descriptions become vectors; how the library answers them is frozen."""

from __future__ import annotations

import numpy as np

from photoclip.compare.calibrate import SMALL_LIBRARY, spread
from photoclip.compare.index import VectorIndex
from photoclip.compare.text_vectors import TextVectors
from photoclip.core import labels
from photoclip.core.cancel import CancelToken
from photoclip.core.labels import Automatic, LabelDefinition
from photoclip.core.types import Float32
from photoclip.tagging.rule import Rule, rounded

NOTHING_SEEN = (0.0, 1.0)
"""What is usual where no photo was seen: with it no cosine is high enough, and no tag is made."""


def descriptions(name: str, definition: LabelDefinition) -> tuple[str, ...]:
    """What photos with the label show, in words: what a person said, or else its name."""
    return definition.describe or (labels.leaf(name),)


def fit(
    name: str,
    definition: LabelDefinition,
    model: str,
    texts: TextVectors,
    index: VectorIndex,
    usual: tuple[float, float] | None,
    cancel: CancelToken | None = None,
) -> Rule:
    """The rule of a label that learned nothing yet, at calibration's own cut.

    ``usual`` is calibration's over this index; None where that is empty. Encoding may load a model:
    raises what that raises, and `Cancelled`.
    """
    shows = rounded(texts.encode(descriptions(name, definition)))
    unlike = rounded(texts.encode(definition.unlike))
    seen = NOTHING_SEEN if usual is None else usual
    middles, scales = _spreads(shows, index, seen, cancel)
    suggesting = definition.automatic is Automatic.SUGGEST
    return Rule(
        model,
        shows,
        middles,
        scales,
        seen,
        unlike=unlike,
        automatic=Automatic.SUGGEST if suggesting else Automatic.APPLY,
        group=labels.parent(name).casefold() if definition.exclusive else None,
        photos=len(index),
    )


def _spreads(
    texts: Float32, index: VectorIndex, usual: tuple[float, float], cancel: CancelToken | None
) -> tuple[Float32, Float32]:
    """Centre and scale ``(t,)`` of each text's cosines over the library."""
    if not len(index):
        return np.full(len(texts), usual[0], np.float32), np.full(len(texts), usual[1], np.float32)
    cosines = index.similarities(texts, cancel)
    found = np.array([spread(cosines[:, n]) for n in range(len(texts))], np.float32)
    if len(index) < SMALL_LIBRARY:
        # A handful may be all alike; what is usual for the model is the better guess.
        found[:, 1] = np.maximum(found[:, 1], usual[1])
    return found[:, 0].copy(), found[:, 1].copy()
