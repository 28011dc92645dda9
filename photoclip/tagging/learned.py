"""What answers teach: a small head on the photos' vectors, with the words as what is believed before.

A logistic regression: certainty = slope * zero-shot certainty + vector · weights + offset, where the
slope is believed to be 1 and all else 0 until answers say otherwise, so that without answers it is the
zero-shot judge. Photos nobody answered for hold it near that judge elsewhere, weakly. The vectors are
seen along the directions in which the library differs, the main ones made smaller. Fitted by Newton's
method in some hundredths of a second.

It judges only if the words got some answers wrong and it did better on answers that were held out while
it learned, and only if it isn't worse on what a person said. Method and figures: docs/labels.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photoclip.core.types import Float32
from photoclip.tagging.pool import Bool
from photoclip.tagging.rule import Head, rounded

Float64 = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

RANK = 128
"""Directions looked along, those in which the library differs most."""

DIRECTIONS_FROM = 4000
"""Photos that are enough to tell in which directions a library differs."""

SHRINKAGE = 0.1
"""Directions in which photos hardly differ are seen as if they did by this part of the average."""

WEIGHT_SPREAD, SLOPE_SPREAD, OFFSET_SPREAD = 2.0, 0.5, 2.0
"""How far weights, slope and offset may well be from what is believed before (deviations)."""

WIDER_SPREADS = (4.0, 8.0)
WIDER_FROM = 20
"""With so many answers weights may also be farther away, if that does better on answers held out."""

ANCHORS = 400
"""Unanswered photos that hold the head near the zero-shot judge."""

ANCHORS_WEIGH, MISSING_NO_WEIGHS = 1.0, 2.0
"""What all of them weigh, in answers: as one, and as two more for each yes that lacks a no.

Without a no among the answers nothing else would say what the label isn't.
"""

NOES_ENOUGH = 10
"""With so many of them none is missing, however many yeses there are."""

MOST_LOPSIDED = 3.0
"""An answer of the rarer kind weighs up to so many times one of the other kind."""

FOLDS = 5
FEWEST_HELD_OUT = 2
"""Answers (near-identical photos count once) below which none can be held out."""

FEWEST_WRONG = 2
"""Answers the words must have got wrong: where they got none wrong there is nothing to learn, and one
may be chance."""

_STEPS = 25
_ENOUGH = 1e-5


@dataclass(frozen=True, eq=False)
class Directions:
    """``axes`` ``(dim, r)`` along which photos are seen, from the library's ``mean`` ``(dim,)``."""

    mean: Float32
    axes: Float32

    @classmethod
    def of(cls, rows: Float32) -> Directions:
        """Of a library, from some of its vectors ``(n, dim)``, n > 0."""
        mean = rows.mean(axis=0, dtype=np.float64)
        away = rows - mean
        values, vectors = np.linalg.eigh(away.T @ away / len(rows))
        chosen = np.argsort(-values)[:RANK]
        values = np.maximum(values, 0.0)
        scales = (values + SHRINKAGE * values.mean() + 1e-12) ** -0.5
        axes = vectors[:, chosen] * scales[chosen]
        length = np.sqrt(np.square(away @ axes).sum(axis=1).mean())
        axes /= max(float(length), 1e-6)
        return cls(mean.astype(np.float32), axes.astype(np.float32))

    def features(self, rows: Float32, certainties: Float32) -> Float64:
        """``(n, r + 2)``: vectors along the directions, the zero-shot certainty, and 1."""
        result = np.empty((len(rows), self.axes.shape[1] + 2))
        result[:, :-2] = (rows - self.mean) @ self.axes
        result[:, -2] = certainties
        result[:, -1] = 1.0
        return result

    def head(self, belief: Float64) -> Head:
        """The head ``(r + 2,)`` beliefs amount to, rounded as a rule keeps it."""
        weights = rounded((self.axes @ belief[:-2]).astype(np.float32))
        offset = float(belief[-1]) - float(self.mean @ weights)
        return Head(weights, offset, float(belief[-2]))


@dataclass(frozen=True, eq=False)
class Lessons:
    """Answers and anchors of one label, as `Directions.features` sees them.

    ``answered`` ``(k, f)`` with the answers ``yes`` ``(k,)``; ``anchors`` ``(m, f)``. ``bundles``
    ``(k,)`` numbers near-identical photos alike: they are held out together.
    """

    answered: Float64
    yes: Bool
    anchors: Float64
    bundles: Places

    def only(self, which: Bool) -> Lessons:
        """Some of the answers, with all anchors."""
        return Lessons(self.answered[which], self.yes[which], self.anchors, self.bundles[which])


@dataclass(frozen=True, eq=False)
class Belief:
    """What is believed after the lessons: the likeliest ``mean`` ``(f,)`` and how sure that is.

    ``covariance`` ``(f, f)`` is that of the normal distribution around it (Laplace's approximation),
    ``spread`` how far weights could have been from 0.
    """

    mean: Float64
    covariance: Float64
    spread: float = WEIGHT_SPREAD

    def certainties(self, features: Float64) -> Float64:
        """Certainties ``(n,)`` of ``(n, f)`` photos."""
        found: Float64 = features @ self.mean
        return found


@dataclass(frozen=True, eq=False)
class Lesson:
    """The outcome: what to believe, and how both judges did on answers held out.

    An error is 1 less the probability a judge typically gave to the right answer (their geometric
    mean), 0..1, in which answers weigh as they do in learning; None where none could be held out.
    ``better`` says that the head is to judge.
    """

    belief: Belief
    zero_shot_error: float | None = None
    learned_error: float | None = None
    better: bool = False


def learn(lessons: Lessons) -> Lesson:
    """Learn from the answers, and hold some out to see whether that helps."""
    bundles = len(np.unique(lessons.bundles))
    belief = believe(lessons)
    if bundles < FEWEST_HELD_OUT:
        return Lesson(belief)
    beliefs = [belief]
    if bundles >= WIDER_FROM:
        beliefs += [believe(lessons, spread, belief.mean) for spread in WIDER_SPREADS]
    errors = [_error(_held_out(lessons, one), lessons) for one in beliefs]
    best = int(np.argmin(errors))
    words = lessons.answered[:, -2]
    wrong = len(np.unique(lessons.bundles[(words >= 0) != lessons.yes]))
    error = _error(words, lessons)
    better = wrong >= FEWEST_WRONG and errors[best] < error
    return Lesson(beliefs[best], error, errors[best], better)


def _error(certainties: Float64, lessons: Lessons) -> float:
    """See `Lesson`."""
    weights = _weights(lessons)[0]
    surprise = np.logaddexp(0.0, np.where(lessons.yes, -certainties, certainties))
    return float(-np.expm1(-(weights @ surprise) / weights.sum()))


def believe(
    lessons: Lessons, spread: float = WEIGHT_SPREAD, start: Float64 | None = None
) -> Belief:
    """The likeliest head after the answers, and how far from it others are still likely.

    ``spread`` is how far weights may well be from 0; ``start`` a guess ``(f,)`` that saves time.
    """
    width = lessons.anchors.shape[1]
    prior, precision = np.zeros(width), np.full(width, spread**-2)
    prior[-2] = 1.0
    precision[-2:] = SLOPE_SPREAD**-2, OFFSET_SPREAD**-2
    told, anchored = _weights(lessons)
    problem = _Problem(
        np.concatenate([lessons.answered, lessons.anchors]),
        np.concatenate([lessons.yes, _probability(lessons.anchors[:, -2])]),
        np.concatenate([told, anchored]),
        prior,
        precision,
    )
    mean = problem.likeliest(prior if start is None else start)
    covariance: Float64 = np.linalg.inv(problem.slopes(mean)[1]).astype(np.float64)
    return Belief(mean, covariance, spread)


@dataclass(frozen=True, eq=False)
class _Problem:
    """A logistic regression with a normal prior, for coefficients ``(f,)``."""

    features: Float64
    targets: Float64
    weights: Float64
    prior: Float64
    precision: Float64

    def likeliest(self, start: Float64) -> Float64:
        """By Newton's method, each step halved until it no longer leads uphill."""
        mean = start
        cost = self.cost(mean)
        for _ in range(_STEPS):
            gradient, curvature = self.slopes(mean)
            step: Float64 = np.linalg.solve(curvature, gradient).astype(np.float64)
            size, there = 1.0, mean - step
            while self.cost(there) > cost and size > 1e-3:
                size /= 2
                there = mean - size * step
            gained = cost - self.cost(there)
            if gained < _ENOUGH:
                break
            mean, cost = there, cost - gained
        return mean

    def slopes(self, mean: Float64) -> tuple[Float64, Float64]:
        """Gradient ``(f,)`` and curvature ``(f, f)`` of the cost."""
        p = _probability(self.features @ mean)
        curvature: Float64 = (
            self.features * (self.weights * p * (1 - p))[:, None]
        ).T @ self.features
        curvature[np.diag_indices_from(curvature)] += self.precision
        gradient = self.features.T @ (self.weights * (p - self.targets))
        return gradient + self.precision * (mean - self.prior), curvature

    def cost(self, mean: Float64) -> float:
        """How unlikely these coefficients are: a negative logarithm."""
        odds = self.features @ mean
        told = self.weights @ (np.logaddexp(0.0, odds) - self.targets * odds)
        return float(told + 0.5 * (self.precision @ np.square(mean - self.prior)))


def _weights(lessons: Lessons) -> tuple[Float64, Float64]:
    """What each answer and each anchor weighs.

    Near-identical photos weigh as one together, and answers of the rarer kind more.
    """
    each = np.ones(0)
    if len(lessons.yes):
        each = 1.0 / np.bincount(lessons.bundles)[lessons.bundles]
    total, yes = float(each.sum()), float(each[lessons.yes].sum())
    no = total - yes
    if yes and no:
        ratio = np.clip(np.sqrt(no / yes), 1 / MOST_LOPSIDED, MOST_LOPSIDED)
        each = each * np.where(lessons.yes, ratio, 1 / ratio)
        each *= total / each.sum()
    count = len(lessons.anchors)
    missing = max(0.0, min(yes, NOES_ENOUGH) - no)
    anchored = ANCHORS_WEIGH + MISSING_NO_WEIGHS * missing
    return each, np.full(count, anchored / max(count, 1))


def _held_out(lessons: Lessons, whole: Belief) -> Float64:
    """Certainties ``(k,)`` of each answered photo by a head that never saw it or one like it."""
    bundles, first = np.unique(lessons.bundles, return_index=True)
    # Yes and no in turn, so that each part has some of both.
    order = np.lexsort((bundles, lessons.yes[first]))
    part_of = np.empty(len(bundles), np.int64)
    part_of[order] = np.arange(len(bundles)) % min(FOLDS, len(bundles))
    parts = part_of[np.searchsorted(bundles, lessons.bundles)]
    result = np.empty(len(lessons.yes))
    for part in range(int(parts.max()) + 1):
        out = parts == part
        belief = believe(lessons.only(~out), whole.spread, whole.mean)
        result[out] = belief.certainties(lessons.answered[out])
    return result


def _probability(odds: npt.NDArray[np.floating]) -> Float64:
    result: Float64 = 0.5 * (1.0 + np.tanh(0.5 * np.asarray(odds, np.float64)))
    return result
