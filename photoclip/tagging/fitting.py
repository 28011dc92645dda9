"""From what a person says and answered to a rule: words, then learning, then the cut."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from photoclip.compare.index import VectorIndex
from photoclip.core.cancel import CancelToken
from photoclip.core.labels import Automatic, LabelDefinition
from photoclip.core.types import Float32
from photoclip.tagging.cuts import DEFAULT_CERTAINTY, SUGGEST_MARGIN, certainty_at
from photoclip.tagging.pool import Bool
from photoclip.tagging.rules import Rule, RuleBook

PAGE = 16_384
"""Photos between two looks at whether somebody still waits."""

OWN = 0
"""The id of the label being fitted in a `Field`; labels in the library count from 1."""


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
        cls,
        rule: Rule,
        rivals: Mapping[int, Rule],
        background: Float32,
        scores: Float32,
    ) -> Field:
        """With certainties as they follow from the scores."""
        together = RuleBook({OWN: rule, **rivals}, background).together(scores)
        return cls(rule, rivals, background, scores, np.ascontiguousarray(together[:, 0]))

    def cut_at(self, definition: LabelDefinition) -> Field:
        """The same with the cut where the definition has it."""
        cut = DEFAULT_CERTAINTY
        if definition.share is not None:
            cut = certainty_at(definition.share, self.certainties)
        return replace(self, rule=replace(self.rule, cut=cut, suggest=cut - SUGGEST_MARGIN))

    def decided(self) -> tuple[Bool, Bool]:
        """Who is above the cut and who else is suggested, each ``(n,)``, if it may apply itself."""
        applying = replace(self.rule, automatic=Automatic.APPLY)
        book = RuleBook({OWN: applying, **self.rivals}, self.background)
        decision = book.decided(self.scores)[OWN]
        return decision.auto, decision.suggested
