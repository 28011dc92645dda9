"""From what a person says and answered to a rule: words, then learning, then the cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from photoclip.compare.calibrate import usual_cosines
from photoclip.compare.index import Int64, VectorIndex
from photoclip.core.cancel import CancelToken
from photoclip.core.label_reports import Judge, Learning
from photoclip.core.labels import Automatic, LabelDefinition
from photoclip.core.types import Float32
from photoclip.tagging.cuts import DEFAULT_CERTAINTY, SUGGEST_MARGIN, certainty_at
from photoclip.tagging.learned import (
    ANCHORS,
    DIRECTIONS_FROM,
    Directions,
    Lesson,
    Lessons,
    learn,
)
from photoclip.tagging.likeness import bundled, near_distance
from photoclip.tagging.pool import Bool, Pool
from photoclip.tagging.rules import Rule, RuleBook

PAGE = 16_384
"""Photos between two looks at whether somebody still waits."""

OWN = 0
"""The id of the label being fitted in a `Field`; labels in the library count from 1."""

MOST_ANSWERS = 2000
"""Answers learned from; of more, some of each kind."""

_SEED = 20_210_101
"""The same answers always teach the same."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What labels of a library are fitted on: its photos, and what is usual among them.

    ``usual`` and ``directions`` are None where there are no photos; ``near`` is the distance of
    near-identical ones.
    """

    pool: Pool
    background: Float32
    usual: tuple[float, float] | None
    directions: Directions | None
    near: float

    @classmethod
    def of(cls, pool: Pool, background: Float32) -> Ground:
        """Look at the photos, at a sample of them where they are many."""
        if not len(pool):
            return cls(pool, background, None, None, near_distance(pool))
        step = max(1, len(pool) // DIRECTIONS_FROM)
        rows = pool.rows(np.arange(0, len(pool), step))
        usual = usual_cosines(pool.index, background)
        return cls(pool, background, usual, Directions.of(rows), near_distance(pool))


def alone(book: RuleBook, index: VectorIndex, cancel: CancelToken | None = None) -> Float32:
    """What `RuleBook.alone` says of every row: ``(n, labels)``. Raises `Cancelled`."""
    rows = index.rows
    result = np.empty((len(rows), len(book.rules)), np.float32)
    for start in range(0, len(rows), PAGE):
        if cancel is not None:
            cancel.check()
        result[start : start + PAGE] = book.alone(rows[start : start + PAGE].astype(np.float32))
    return result


@dataclass(frozen=True, eq=False)
class Field:
    """A label's rule over a pool, among those it excludes: ``certainties`` ``(n,)`` are its own.

    ``scores`` ``(n, labels)`` are all of them before they weigh each other, its own first.
    """

    rule: Rule
    rivals: Mapping[int, Rule]
    background: Float32
    scores: Float32
    certainties: Float32

    @classmethod
    def over(
        cls, rule: Rule, rivals: Mapping[int, Rule], background: Float32, scores: Float32
    ) -> Field:
        """With certainties as they follow from the scores."""
        together = RuleBook({OWN: rule, **rivals}, background).together(scores)
        return cls(rule, rivals, background, scores, np.ascontiguousarray(together[:, 0]))

    def cut_at(self, share: float | None) -> Field:
        """The same with the cut above which that share of the photos is; None: calibration's."""
        if share is None:
            cut = DEFAULT_CERTAINTY
            suggest = cut - SUGGEST_MARGIN
        else:
            # A cut somebody drew far down lies among photos that are all about as unsure: a margin
            # below it would take in most of the library.
            cut = certainty_at(share, self.certainties)
            as_many_again = certainty_at(min(1.0, 2 * share), self.certainties)
            suggest = max(cut - SUGGEST_MARGIN, as_many_again)
        return replace(self, rule=replace(self.rule, cut=cut, suggest=suggest))

    def decided(self) -> tuple[Bool, Bool]:
        """Who is above the cut and who else is suggested, each ``(n,)``, if it may apply itself."""
        applying = replace(self.rule, automatic=Automatic.APPLY)
        book = RuleBook({OWN: applying, **self.rivals}, self.background)
        decision = book.decided(self.scores)[OWN]
        return decision.auto, decision.suggested

    def rivals_held(self) -> dict[int, Bool]:
        """By the id of each label it excludes which photos have that one then, ``(n,)``."""
        if not self.rivals:
            return {}
        book = RuleBook({OWN: self.rule, **self.rivals}, self.background)
        decisions = book.decided(self.scores)
        return {label: decisions[label].auto for label in self.rivals}


@dataclass(frozen=True, eq=False)
class Answers:
    """Which photos of a pool a person confirmed and which they rejected, each ``(n,)``."""

    confirmed: Bool
    rejected: Bool

    @property
    def given(self) -> Bool:
        """Which have an answer."""
        return self.confirmed | self.rejected


@dataclass(frozen=True, eq=False)
class Judged:
    """A label with its cut, as its better judge sees the pool; and what was learned, if anything.

    ``zero_shot`` ``(n,)`` are the certainties of the words alone, before others weigh in.
    ``believed`` is the label as the head sees it, judging or not: what to ask follows from it.
    """

    field: Field
    learning: Learning
    zero_shot: Float32
    lesson: Lesson | None
    believed: Field


def judged(words: Field, ground: Ground, answers: Answers, definition: LabelDefinition) -> Judged:
    """Learn from the answers, choose the judge, put the cut where the definition has it."""
    by_words = words.cut_at(definition.share)
    zero_shot = np.ascontiguousarray(words.scores[:, 0])
    confirmed, rejected = int(answers.confirmed.sum()), int(answers.rejected.sum())
    lesson = None
    if ground.directions is not None:
        lesson = learn(lessons(ground, ground.directions, answers, zero_shot))
    if lesson is None or ground.directions is None or not confirmed + rejected:
        learning = Learning(Judge.ZERO_SHOT, confirmed, rejected)
        return Judged(by_words, learning, zero_shot, lesson, by_words)
    believed = _with_head(words, ground.pool, lesson, ground.directions).cut_at(definition.share)
    field, judge = by_words, Judge.ZERO_SHOT
    if lesson.better and not _worse(believed, by_words, answers):
        field, judge = believed, Judge.LEARNED
    errors = lesson.zero_shot_error, lesson.learned_error
    learning = Learning(judge, confirmed, rejected, *errors)
    return Judged(field, learning, zero_shot, lesson, believed)


def lessons(
    ground: Ground, directions: Directions, answers: Answers, zero_shot: Float32
) -> Lessons:
    """Answers and anchors as the head sees them."""
    pool = ground.pool
    rng = np.random.default_rng(_SEED)
    given = _some(rng, np.flatnonzero(answers.given), answers.confirmed)
    others = np.flatnonzero(~answers.given)
    anchors = np.sort(rng.choice(others, min(ANCHORS, len(others)), replace=False))
    rows = pool.rows(given)
    return Lessons(
        directions.features(rows, zero_shot[given]),
        answers.confirmed[given],
        directions.features(pool.rows(anchors), zero_shot[anchors]),
        bundled(rows, ground.near),
    )


def _some(rng: np.random.Generator, given: Int64, confirmed: Bool) -> Int64:
    """All answers, or of too many some of each kind."""
    if len(given) <= MOST_ANSWERS:
        return given
    yes, no = given[confirmed[given]], given[~confirmed[given]]
    fewer = min(len(yes), len(no), MOST_ANSWERS // 2)
    count = {True: MOST_ANSWERS - fewer, False: fewer}
    kept = [
        rng.choice(kind, min(len(kind), count[len(kind) == max(len(yes), len(no))]), replace=False)
        for kind in (yes, no)
    ]
    return np.sort(np.concatenate(kept))


def _with_head(words: Field, pool: Pool, lesson: Lesson, directions: Directions) -> Field:
    head = directions.head(lesson.belief.mean)
    scores = words.scores.copy()
    cosines = pool.index.similarities(head.weights)[pool.places, 0]
    scores[:, 0] = scores[:, 0] * np.float32(head.slope) + np.float32(head.offset) + cosines
    return Field.over(replace(words.rule, head=head), words.rivals, words.background, scores)


def _worse(one: Field, other: Field, answers: Answers) -> bool:
    """Whether one is wrong more often than the other on confirmed photos, or on all answers."""
    says, said = one.decided()[0], other.decided()[0]
    missed = (answers.confirmed & ~says).sum(), (answers.confirmed & ~said).sum()
    wrong = (answers.rejected & says).sum(), (answers.rejected & said).sum()
    return bool(missed[0] > missed[1] or missed[0] + wrong[0] > missed[1] + wrong[1])
