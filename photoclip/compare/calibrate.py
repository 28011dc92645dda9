"""An honest cut-off: how likely a photo shows what was asked, whatever the query and the model.

A raw cosine means something else for each query and each model, so it is never compared with a
constant. Instead it is seen against four backgrounds: the same query over the whole library, the
same photo over everyday descriptions it might show instead, the best of those, and all photos over
all descriptions. They are measured in standard deviations, which makes them comparable, and a
logistic function turns them into a score between 0 and 1. Method and figures: docs/calibration.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from photoclip.compare.index import Int64, VectorIndex
from photoclip.compare.surroundings import Surroundings
from photoclip.compare.text_vectors import TextVectors
from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.types import Band, Float32

LIKELY_FROM = 0.5
MAYBE_FROM = 0.12

#: A library smaller than this says little about how a query's cosines usually spread.
SMALL_LIBRARY = 30

#: Deviations beyond this say no more than "far".
FAR = 12.0

SAMPLE = 2000
"""Photos that are enough to tell how cosines usually spread under this model."""

#: One template: with four, the first query of a real model waits four times as long, and only the
#: spread and the maximum of the descriptions count.
BACKGROUND_TEMPLATES = ("a photo of {}",)

_STARTS = {Band.LIKELY: LIKELY_FROM, Band.MAYBE: MAYBE_FROM, Band.UNLIKELY: 0.0}


def band_starts(band: Band) -> float:
    """The least score of a band."""
    return _STARTS[band]


def band_of(score: float) -> Band:
    """The band a score falls into."""
    if score >= LIKELY_FROM:
        return Band.LIKELY
    return Band.MAYBE if score >= MAYBE_FROM else Band.UNLIKELY


def logistic(x: Float32) -> Float32:
    """1 / (1 + exp(-x)) without overflow."""
    result: Float32 = (0.5 * (1.0 + np.tanh(0.5 * x))).astype(np.float32)
    return result


@dataclass(frozen=True)
class Weights:
    """The logistic function's coefficients, fitted by ``python -m benchmarks.fit``.

    The others weigh the deviations of `Calibrator.deviations`, in its order.
    """

    intercept: float
    library: float
    photo: float
    rival: float
    everyday: float

    def probability(self, deviations: Float32) -> Float32:
        """``(…)`` float32 in 0..1 from ``(…, 4)`` deviations."""
        return logistic(self.log_odds(deviations))

    def log_odds(self, deviations: Float32) -> Float32:
        """The logarithm of how much likelier it is than not, ``(…)`` from ``(…, 4)``."""
        return log_odds(deviations, self.coefficients)

    @property
    def coefficients(self) -> tuple[float, ...]:
        """All five, the intercept first."""
        return self.intercept, self.library, self.photo, self.rival, self.everyday


TEXT_WEIGHTS = Weights(-10.560, -0.251, 0.742, 0.885, 6.991)
LIKE_WEIGHTS = Weights(-6.737, 2.515, 0.0, 0.0, 0.0)

#: Background descriptions this many deviations closer to the query than the average one mean the
#: same thing ("a dog" beside "my puppy") and are no rivals.
SAME_MEANING = 2.0


def background_phrases() -> list[str]:
    """The everyday descriptions that ship with PhotoClip, one a line."""
    text = (paths.resources_dir() / "background.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def encode_background(texts: TextVectors) -> Float32:
    """``(b, dim)`` unit float32 vectors of the everyday descriptions, from the cache if it can be."""
    return texts.encode(background_phrases(), BACKGROUND_TEMPLATES)


def spread(values: Float32) -> tuple[float, float]:
    """Centre and scale of the bulk of ``(n,)`` values, blind to a minority of high ones.

    The median, and the lower half's deviation from it (a normal's 15.87 % quantile is one deviation
    below): photos that do show what was asked sit in the upper half and don't widen the scale.
    """
    low, middle = np.quantile(values, (0.1587, 0.5))
    return float(middle), max(float(middle - low), 1e-4)


def usual_cosines(index: VectorIndex, background: Float32) -> tuple[float, float]:
    """Mean and deviation of the cosines of photos with descriptions, over a sample of the photos."""
    step = max(1, len(index) // SAMPLE)
    cosines = index.gather(np.arange(0, len(index), step)) @ background.T
    return float(cosines.mean()), max(float(cosines.std()), 1e-4)


def rivals_of(query: Float32, background: Float32) -> npt.NDArray[np.bool_]:
    """Which of ``(b, dim)`` descriptions mean something else than the ``(dim,)`` query: ``(b,)``."""
    closeness = background @ query
    limit = closeness.mean() + SAME_MEANING * closeness.std()
    rivals: npt.NDArray[np.bool_] = closeness < limit
    return rivals


Spread = tuple[float | Float32, float | Float32]
"""Centre and scale: of one text, or of each of several."""


def deviations(
    own: Float32, library: Spread, rivals: tuple[Float32, Float32, Float32], usual: Spread
) -> Float32:
    """How far photos stand out, ``own.shape + (4,)`` float32, in standard deviations.

    ``own`` are their cosines with what was asked; ``library`` is the spread of those of the whole
    library; ``rivals`` the mean, deviation and maximum of each photo's cosines with what else it may
    show; ``usual`` the spread of all cosines. All may have any shapes that broadcast.
    """
    middle, scale = library
    centre, width, best = rivals
    mean, usual_width = usual
    # Each deviation is one piece of memory, as it is computed and summed.
    result = np.empty((4, *own.shape), np.float32)
    result[0] = (own - middle) / scale
    result[1] = (own - centre) / width
    result[2] = (own - best) / width
    result[3] = (own - mean) / usual_width
    np.clip(result, -FAR, FAR, out=result)
    return np.moveaxis(result, 0, -1)


def log_odds(deviations: Float32, coefficients: Sequence[float | Float32]) -> Float32:
    """``(…)`` float32 from ``(…, 4)``: the intercept, and what each deviation weighs."""
    intercept, *slopes = coefficients
    odds: Float32 = deviations[..., 0] * np.asarray(slopes[0], np.float32)
    for place, slope in enumerate(slopes[1:], 1):
        odds += deviations[..., place] * np.asarray(slope, np.float32)
    odds += np.asarray(intercept, np.float32)
    return odds


class Calibrator:
    """Scores over one index, which may grow. The background is encoded at the first query."""

    def __init__(
        self,
        index: VectorIndex,
        texts: TextVectors,
        text_weights: Weights = TEXT_WEIGHTS,
        like_weights: Weights = LIKE_WEIGHTS,
    ) -> None:
        self.index = index
        self._texts = texts
        self._text_weights = text_weights
        self._like_weights = like_weights
        self._usual: tuple[int, tuple[float, float]] | None = None

    @cached_property
    def background(self) -> Float32:
        """``(b, dim)`` unit float32 vectors of the everyday descriptions."""
        return encode_background(self._texts)

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self.index, self.background)

    @property
    def usual(self) -> tuple[float, float]:
        """Mean and deviation of cosines with everyday descriptions in the index as it is now."""
        size = len(self.index)
        if self._usual is None or self._usual[0] != size:
            self._usual = (size, usual_cosines(self.index, self.background))
        return self._usual[1]

    def deviations(
        self, query: Float32, cosines: Float32, places: Int64, cancel: CancelToken | None = None
    ) -> Float32:
        """How far photos stand out, ``(k, 4)`` float32, in standard deviations.

        Against the library under this query, against the rivals on this photo, against the best
        rival on this photo, against all photos under all everyday descriptions.
        ``cosines`` ``(n,)`` are those of the whole index with the query.
        """
        if len(places) == 0:
            return np.empty((0, 4), np.float32)
        rivals = rivals_of(query, self.background)
        same = self.index.similarities(self.background[~rivals], cancel)[places]
        return self._deviations(spread(cosines), cosines[places], rivals, same, places, cancel)

    def _deviations(
        self,
        usual_here: tuple[float, float],
        own: Float32,
        rivals: npt.NDArray[np.bool_],
        same: Float32,
        places: Int64,
        cancel: CancelToken | None,
    ) -> Float32:
        around = self._surroundings.without(rivals, same, places, cancel)
        return deviations(own, usual_here, around, self.usual)

    def score_text(
        self, query: Float32, places: Int64, cancel: CancelToken | None = None
    ) -> tuple[Float32, Float32]:
        """Probability and cosine, each ``(k,)`` float32, that photos at ``places`` show a text.

        ``query`` is the text's unit vector ``(dim,)``. The library's own spread is always taken
        over the whole index, so a filter never changes a photo's score. Raises `Cancelled`.
        """
        rivals = rivals_of(query, self.background)
        # One pass over the vectors for both: the query, and what means the same as it.
        both = np.concatenate([query[None], self.background[~rivals]])
        whole = self.index.similarities(both, cancel)
        own = np.ascontiguousarray(whole[:, 0])
        cosines = own[places]
        scores = np.zeros(len(places), np.float32)
        if len(places) == 0:
            return scores, cosines
        usual_here = spread(own)
        # Most photos are ordinary: only those that stand out are compared with the rivals.
        worth = np.arange(len(places))
        if len(own) >= SMALL_LIBRARY:
            worth = np.flatnonzero(cosines > usual_here[0])
        chosen = places[worth]
        scores[worth] = self._text_weights.probability(
            self._deviations(usual_here, own[chosen], rivals, whole[chosen, 1:], chosen, cancel)
        )
        return scores, cosines

    def score_like(
        self, query: Float32, places: Int64, cancel: CancelToken | None = None
    ) -> tuple[Float32, Float32]:
        """Probability and cosine, each ``(k,)`` float32, that photos show what another one shows.

        ``query`` is that photo's unit vector ``(dim,)``. Raises `Cancelled`.
        """
        whole = self.index.similarities(query, cancel)[:, 0]
        cosines = whole[places]
        if len(cosines) == 0:
            return np.zeros(0, np.float32), cosines
        middle, scale = spread(whole)
        deviations = np.zeros((len(cosines), 4), np.float32)
        deviations[:, 0] = np.clip((cosines - middle) / scale, -FAR, FAR)
        return self._like_weights.probability(deviations), cosines
