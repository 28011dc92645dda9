"""All rules in force at once, over blocks of vectors: one product with every text and description.

The arithmetic is calibration's (`compare.calibrate`), with the spreads that are frozen in the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from photoclip.compare.calibrate import deviations, log_odds, logistic, rivals_of
from photoclip.compare.index import in_parts
from photoclip.compare.surroundings import without_some
from photoclip.core.labels import Automatic
from photoclip.core.types import Float32
from photoclip.tagging.rule import Head, Rule, refuse_other_width

__all__ = ["Decision", "Head", "Rule", "RuleBook", "hardened", "softened"]

BLOCK = 1024
"""Photos at a time: what is computed of them fits the processor's cache."""

SOFT = 4.0
"""Log-odds beyond this grow slower: nothing is as sure as the deviations alone would have it."""

_BEST = 4
"""How many of the closest descriptions are looked up before all are."""

Bool = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Decision:
    """What a rule says of ``n`` photos: who gets the label, and who else it may suit.

    ``probability`` is 0..1 float32 for those, and 0 for photos of which it says neither.
    """

    auto: Bool
    suggested: Bool
    probability: Float32


def softened(odds: Float32) -> Float32:
    """Log-odds as a rule's certainty: the same around 0, growing slowly far from it, as ordered."""
    scaled = odds / np.float32(SOFT)
    soft: Float32 = (odds / np.sqrt(np.sqrt(np.square(scaled) + 1.0))).astype(
        np.float32, copy=False
    )
    return soft


def hardened(certainties: Float32) -> npt.NDArray[np.float64]:
    """The log-odds that `softened` made these certainties of."""
    fourth = np.power(certainties.astype(np.float64), 4)
    part = fourth / (2 * SOFT**2)
    odds: npt.NDArray[np.float64] = np.copysign(
        np.sqrt(part + np.sqrt(part * part + fourth)), certainties
    )
    return odds


class RuleBook:
    """Rules by label id, which decide together. ``background`` ``(b, dim)`` is calibration's.

    Raises `PhotoClipError` for a rule whose vectors are not as wide as the background's.
    """

    def __init__(self, rules: Mapping[int, Rule], background: Float32) -> None:
        self.rules = dict(rules)
        self._background = np.ascontiguousarray(background, np.float32)
        for rule in self.rules.values():
            if rule.dim != self._background.shape[1]:
                refuse_other_width(rule.dim, self._background.shape[1])
        self._labels = list(self.rules)
        self._groups = self._group()
        if self.rules:
            self._prepare(list(self.rules.values()))

    def _group(self) -> list[list[int]]:
        """Columns of labels that exclude each other; a label alone is no group."""
        members: dict[str, list[int]] = defaultdict(list)
        for column, rule in enumerate(self.rules.values()):
            if rule.group is not None:
                members[rule.group.casefold()].append(column)
        return [columns for columns in members.values() if len(columns) > 1]

    def _prepare(self, rules: list[Rule]) -> None:
        counts = [len(rule.texts) for rule in rules]
        self._firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        owner = np.repeat(np.arange(len(rules)), counts)
        texts = np.concatenate([rule.texts for rule in rules])
        unlike = [rule.unlike for rule in rules if len(rule.unlike)]
        heads = [(n, rule.head) for n, rule in enumerate(rules) if rule.head is not None]
        self._head_columns = np.array([n for n, _head in heads], np.int64)
        self._slopes = np.array([head.slope for _n, head in heads], np.float32)
        self._offsets = np.array([head.offset for _n, head in heads], np.float32)
        everything = [self._background, texts, *unlike, *[head.weights[None] for _n, head in heads]]
        self._all = np.ascontiguousarray(np.concatenate(everything).T)
        ends = np.cumsum([len(self._background), len(texts), sum(map(len, unlike))])
        self._parts = [slice(0, ends[0]), slice(ends[0], ends[1]), slice(ends[1], ends[2])]
        self._head_part = slice(ends[2], None)
        # Which texts each of the things that are not it stands against.
        against = [n for n, rule in enumerate(rules) for _ in rule.unlike]
        self._against = [np.flatnonzero(owner == n) for n in against]
        self._same = self._same_meaning(rules)
        self._kept = (len(self._background) - self._same.sum(axis=0)).astype(np.float32)
        self._is_rival = np.ascontiguousarray(self._same == 0)
        self._library = (
            np.concatenate([rule.middles for rule in rules]),
            np.concatenate([rule.scales for rule in rules]),
        )
        usual = np.array([rule.usual for rule in rules], np.float32)[owner]
        self._usual = (usual[:, 0], usual[:, 1])
        self._coefficients = list(np.array([r.coefficients for r in rules], np.float32)[owner].T)
        self._cuts = np.array([rule.cut for rule in rules], np.float32)
        self._suggests = np.array([rule.suggest for rule in rules], np.float32)
        self._applies = np.array([rule.automatic is Automatic.APPLY for rule in rules])

    def _same_meaning(self, rules: list[Rule]) -> Float32:
        """``(b, t)``: 1 where a description of the background means what the label's do."""
        columns = []
        for rule in rules:
            each = [~rivals_of(text, self._background) for text in rule.texts]
            together = np.logical_or.reduce(each)
            # A label that means a bit of everything still needs something to be compared with.
            if together.sum() > len(self._background) / 2:
                columns += each
            else:
                columns += [together] * len(each)
        return np.array(columns, np.float32).T.copy()

    def decide(self, rows: Float32) -> dict[int, Decision]:
        """What each rule says of ``(n, dim)`` unit vectors, by label id."""
        return self.decided(self.alone(rows)) if self.rules else {}

    def decided(self, alone: Float32) -> dict[int, Decision]:
        """What follows from certainties as `alone` gives them, by label id."""
        certainties = self.together(alone)
        held = certainties >= self._cuts
        maybe = certainties >= self._suggests
        for columns in self._groups:
            _keep_one(held, maybe, certainties - self._cuts, columns)
        auto = held & self._applies
        suggested = (held | maybe) & ~auto
        probability = np.zeros(certainties.shape, np.float32)
        told = auto | suggested
        probability[told] = logistic(certainties[told])
        return {
            label: Decision(auto[:, n], suggested[:, n], probability[:, n])
            for n, label in enumerate(self._labels)
        }

    def certainties(self, rows: Float32) -> Float32:
        """Log-odds ``(n, labels)`` float32 that ``(n, dim)`` photos have each label, in order.

        Of labels that exclude each other these are the log-odds of one against the others and none.
        """
        return self.together(self.alone(rows))

    def together(self, alone: Float32) -> Float32:
        """Certainties from those as `alone` gives them: exclusive labels weigh each other."""
        if not self._groups:
            return alone
        result = alone.copy()
        for columns in self._groups:
            result[:, columns] = _against_others(alone[:, columns])
        return result

    def alone(self, rows: Float32) -> Float32:
        """Log-odds ``(n, labels)`` float32 of each label as if there were no other."""
        if rows.shape[1] != len(self._all):
            refuse_other_width(len(self._all), rows.shape[1])
        result = np.empty((len(rows), len(self._labels)), np.float32)

        def work(start: int, stop: int) -> None:
            for first in range(start, stop, BLOCK):
                last = min(first + BLOCK, stop)
                result[first:last] = self._block(rows[first:last])

        in_parts(work, len(rows), BLOCK)
        return result

    def _block(self, rows: Float32) -> Float32:
        cosines = rows @ self._all
        background, own, unlike = (cosines[:, part] for part in self._parts)
        mean = background.mean(axis=1, keepdims=True)
        away = background - mean
        squares = np.square(away)
        around = without_some(
            (mean, squares.sum(axis=1, keepdims=True)),
            away @ self._same,
            squares @ self._same,
            self._kept,
        )
        best = self._best_rivals(background)
        for column, texts in enumerate(self._against):
            best[:, texts] = np.maximum(best[:, texts], unlike[:, column, None])
        odds = log_odds(
            deviations(own, self._library, (*around, best), self._usual), self._coefficients
        )
        if odds.shape[1] > len(self._labels):
            odds = np.maximum.reduceat(odds, self._firsts, axis=1)
        certain = softened(odds)
        if len(self._head_columns):
            learned = certain[:, self._head_columns] * self._slopes + self._offsets
            certain[:, self._head_columns] = learned + cosines[:, self._head_part]
        return certain

    def _best_rivals(self, background: Float32) -> Float32:
        """The highest cosine ``(n, t)`` with a description that means something else."""
        left = background.copy()
        each = np.arange(len(left))
        best = np.empty((len(left), self._is_rival.shape[1]), np.float32)
        missing = np.ones(best.shape, bool)
        for _rank in range(min(_BEST, left.shape[1])):
            at = left.argmax(axis=1)
            here = missing & self._is_rival[at]
            np.copyto(best, left[each, at][:, None], where=here)
            missing &= ~here
            left[each, at] = -2.0
        for photo in np.flatnonzero(missing.any(axis=1)):
            texts = np.flatnonzero(missing[photo])
            rivals = np.where(self._is_rival[:, texts], background[photo, :, None], -2.0)
            best[photo, texts] = rivals.max(axis=0)
        return best


def _against_others(certainties: Float32) -> Float32:
    """Softmax over ``(n, g)`` labels and "none of them", as the certainty of each.

    In log-odds as they were: softened ones of many unlikely labels would add up to something.
    """
    odds = hardened(certainties)
    result = np.empty(odds.shape, np.float32)
    for column in range(odds.shape[1]):
        rest = np.delete(odds, column, axis=1)
        # log(1 - p) of none and the others, exact where p is near 1 too
        other = np.logaddexp.reduce(np.pad(rest, ((0, 0), (0, 1))), axis=1)
        result[:, column] = softened((odds[:, column] - other).astype(np.float32))
    return result


def _keep_one(held: Bool, maybe: Bool, margins: Float32, columns: list[int]) -> None:
    """Leave a photo that label of a group which passes its cut best, and then suggest no other."""
    passed = np.where(held[:, columns], margins[:, columns], -np.inf)
    some = passed.max(axis=1, keepdims=True) > -np.inf
    first = np.zeros(passed.shape, bool)
    first[np.arange(len(first)), passed.argmax(axis=1)] = True
    held[:, columns] &= first
    maybe[:, columns] &= ~some | first
