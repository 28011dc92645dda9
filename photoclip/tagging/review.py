"""What to ask next: the photos whose answers would teach a label most.

Among the photos nearest to the cut, a question is worth what its answer would settle: how much less
uncertain the certainties of all of them would become, each counting by how open it is itself. So what
is asked is uncertain, stands for many others, and differs from what was asked before it: after each
choice the rest is seen as if it were answered. Near-identical photos are asked about once.

Where the cut lies is seen with what was learned, even while the words still judge: what they can't say
would never be asked about.

One question in five is about any photo the label would be on or suggested on. Those at the border are
hard for whoever judges; from the others it is seen whether learning helps where it matters, and where
a label is rare they are the likeliest to show it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from photoclip.compare.calibrate import logistic
from photoclip.compare.index import Int64
from photoclip.core.label_reports import ReviewGroup, Teaches
from photoclip.core.types import PhotoId
from photoclip.tagging.fitting import Ground, Judged
from photoclip.tagging.learned import Float64
from photoclip.tagging.likeness import alike
from photoclip.tagging.pool import Bool

NEAREST = 150
"""Photos nearest to the cut among which questions are chosen; more where more are asked for."""

_A_QUESTION = 4
"""Photos looked at for each question asked for."""

ANY_OF = 5
"""Of so many questions one is about any photo that the label is on or suggested on."""

MOST_AT_ONCE = 100
"""Questions chosen at once, at most: answers change what the next ones should be."""

SURE_FROM = 1.5
"""Certainty above the cut from which a label is sure rather than at its border."""


@dataclass(frozen=True)
class Question:
    """A photo worth asking about, by its place, and the near-identical ones, itself first."""

    places: Int64
    margin: float
    probability: float

    def asked(self, label: str, photos: Sequence[PhotoId]) -> ReviewGroup:
        """As it is shown."""
        return ReviewGroup(label, tuple(photos), self.probability, self.teaches)

    @property
    def teaches(self) -> Teaches:
        """Why it is asked."""
        if self.margin >= SURE_FROM:
            return Teaches.SURE
        return Teaches.BORDER if self.margin > -SURE_FROM else Teaches.DIFFERENT


def questions(
    judged: Judged, ground: Ground, allowed: Bool, count: int, *, bundle: bool = True
) -> list[Question]:
    """The ``count`` most telling photos of those ``allowed`` ``(n,)``, the most telling first.

    ``bundle`` False leaves near-identical photos apart, each a question of its own.
    """
    places, count = np.flatnonzero(allowed), min(count, MOST_AT_ONCE)
    if not len(places) or count < 1 or judged.lesson is None or ground.directions is None:
        return []
    believed = judged.believed
    margins = (believed.certainties[places] - believed.rule.cut).astype(np.float64)
    near = _nearest(np.abs(margins), max(NEAREST, _A_QUESTION * count))
    candidates = places[near]
    features = ground.directions.features(
        ground.pool.rows(candidates), judged.zero_shot[candidates]
    )
    telling = candidates[_most_telling(features, margins[near], judged.lesson.belief.covariance)]
    ordered = _mixed(telling, _any_told(judged, places, count))
    if not bundle:
        groups = [ordered[[place]] for place in range(min(count, len(ordered)))]
    else:
        groups = alike_groups(ground, ordered, places, count)
    certainties, cut = judged.field.certainties, judged.field.rule.cut
    found = []
    for group in groups:
        certainty = float(certainties[group[0]])
        found.append(Question(group, certainty - cut, float(logistic(certainties[group[:1]])[0])))
    return found


def _any_told(judged: Judged, places: Int64, count: int) -> Int64:
    """Some of the photos the head would put the label on or suggest; the same for the same answers."""
    certainties = judged.believed.certainties[places]
    told = places[certainties >= judged.believed.rule.suggest]
    if len(told) < count:  # then those it is surest of
        told = places[_nearest(-certainties.astype(np.float64), 4 * count)]
    answers = judged.learning.confirmed + judged.learning.rejected
    return np.random.default_rng(answers).permutation(told)[:count]


def _mixed(telling: Int64, others: Int64) -> Int64:
    """Both in their order, each photo once, one of the others at the end of each five."""
    turns = np.concatenate([np.arange(len(telling)) // (ANY_OF - 1), np.arange(len(others))])
    other = np.concatenate([np.zeros(len(telling), bool), np.ones(len(others), bool)])
    both = np.concatenate([telling, others])[np.lexsort((other, turns))]
    first = np.unique(both, return_index=True)[1]
    return both[np.sort(first)]


def alike_groups(ground: Ground, ordered: Int64, allowed: Int64, count: int) -> list[Int64]:
    """The first ``count`` photos in order with those near-identical to them, none told twice."""
    groups: list[Int64] = []
    told = np.zeros(len(ground.pool), bool)
    while len(groups) < count and len(ordered):
        first, ordered = ordered[: count - len(groups)], ordered[count - len(groups) :]
        first = _unlike_each_other(ground, first[~told[first]])
        if not len(first):
            continue
        for group in alike(ground.pool, first, allowed[~told[allowed]], ground.near):
            told[group] = True
            groups.append(group)
    return groups


def _unlike_each_other(ground: Ground, places: Int64) -> Int64:
    """Those of photos in order that are near-identical to none before them."""
    rows = ground.pool.rows(places)
    close = np.tril(rows @ rows.T >= 1.0 - ground.near, -1)
    kept = np.ones(len(places), bool)
    for place in range(len(places)):
        kept[place] = not (close[place] & kept).any()
    return places[kept]


def _nearest(distances: Float64, count: int) -> Int64:
    """Places of the smallest, in order."""
    if len(distances) > count:
        some = np.argpartition(distances, count)[:count]
        return some[np.lexsort((some, distances[some]))]
    chosen: Int64 = np.lexsort((np.arange(len(distances)), distances))
    return chosen


def _most_telling(features: Float64, margins: Float64, covariance: Float64) -> Int64:
    """All candidates ``(k,)``, the one first whose answer would settle most, and so on.

    An answer of a photo with features f and probability p changes the covariance C of what is
    believed as one row of a logistic regression does; the certainties g·f of all candidates become
    that much less uncertain.
    """
    p = logistic(np.asarray(margins, np.float32)).astype(np.float64)
    open_ = p * (1.0 - p)
    together: Float64 = features @ covariance @ features.T
    left = np.ones(len(features), bool)
    order = np.empty(len(features), np.int64)
    for rank in range(len(features)):
        own = np.diagonal(together)
        settles = open_ / (1.0 + open_ * own) * (np.square(together) @ open_)
        settles[~left] = -1.0
        best = int(settles.argmax())
        order[rank] = best
        left[best] = False
        row = together[best].copy()
        together = together - np.outer(row, row) * (open_[best] / (1.0 + open_[best] * own[best]))
    return order
