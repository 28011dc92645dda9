"""How labels stand in one library under one model: answers, certainties, judges. Reads only.

What is costly is kept until it is no longer true: the photos until the library changes, certainties
until there are other vectors, so that neither a slider nor an answer computes them anew.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from photoclip.compare.calibrate import encode_background
from photoclip.compare.index import VectorIndex
from photoclip.compare.text_vectors import TextVectors
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import Verdict
from photoclip.core.labels import Automatic, LabelDefinition
from photoclip.core.types import Float32, ModelInfo, PhotoId
from photoclip.store import database, labels
from photoclip.store.database import Library
from photoclip.store.labels import Label
from photoclip.tagging import zero_shot
from photoclip.tagging.derive import rules_in_force
from photoclip.tagging.fitting import OWN, Answers, Field, Ground, Judged, alone, judged
from photoclip.tagging.pool import Bool, Pool
from photoclip.tagging.rules import Rule, RuleBook

_KEPT_BYTES = 256 << 20
"""Memory for certainties: 64 labels of a million photos."""


@dataclass(frozen=True, eq=False)
class Studied:
    """A label as it would be with a definition: its photos, its answers, its judge."""

    label: Label | None
    ground: Ground
    answers: Answers
    judged: Judged

    @property
    def pool(self) -> Pool:
        """The photos."""
        return self.ground.pool


class Study:
    """See the module. ``index`` gives the vectors as they are now.

    ``rivals`` gives the rules, by label id, that a label is weighed against where it excludes
    others; without it those in force.
    """

    def __init__(
        self,
        library: Library,
        model: ModelInfo,
        texts: TextVectors,
        index: Callable[[], VectorIndex],
        rivals: Callable[[], Mapping[int, Rule]] | None = None,
    ) -> None:
        self._library = library
        self._model = model
        self._texts = texts
        self._index = index
        self._rivals = rivals or (lambda: rules_in_force(library, model).rules)
        self._pool: tuple[int, Pool] | None = None
        self._ground: tuple[tuple[int, int], Ground] | None = None
        self._scored_of: VectorIndex | None = None
        self._scored: OrderedDict[object, Float32] = OrderedDict()

    def pool(self) -> Pool:
        """The photos there are now."""
        version = database.data_version(self._library)
        if self._pool is None or self._pool[0] != version:
            self._pool = (version, Pool.read(self._library, self._index()))
        return self._pool[1]

    def of(
        self, name: str, definition: LabelDefinition, cancel: CancelToken | None = None
    ) -> Studied:
        """A label with this name and definition, there or not. Raises as `Tagging.preview`."""
        ground = self._look(self.pool())
        label = labels.label_named(self._library, name)
        answers = self._answers(label, ground.pool)
        index = ground.pool.index
        usual = ground.usual
        rule = zero_shot.fit(name, definition, self._model.key, self._texts, index, usual, cancel)
        rivals = self._excluded(rule, label)
        scores = [self._scores(one, index, cancel) for one in (rule, *rivals.values())]
        columns = np.stack([one[ground.pool.places] for one in scores], axis=1)
        words = Field.over(rule, rivals, self._background, columns)
        return Studied(label, ground, answers, judged(words, ground, answers, definition))

    def places_of(self, photos: list[PhotoId]) -> Bool:
        """Which photos of the pool these are, ``(n,)``."""
        pool = self.pool()
        which = np.zeros(len(pool), bool)
        which[pool.find(np.array(photos, np.int64))] = True
        return which

    def _answers(self, label: Label | None, pool: Pool) -> Answers:
        marks = [] if label is None else labels.marks(self._library, label.id)
        said = {verdict: [p for p, _content, one in marks if one is verdict] for verdict in Verdict}
        return Answers(
            self.places_of(said[Verdict.CONFIRMED]), self.places_of(said[Verdict.REJECTED])
        )

    def _excluded(self, rule: Rule, label: Label | None) -> Mapping[int, Rule]:
        """The rules in force of the labels a photo can't have beside this one."""
        if rule.group is None:
            return {}
        own = OWN if label is None else label.id
        others = self._rivals()
        return {n: one for n, one in others.items() if n != own and one.group == rule.group}

    def _scores(self, rule: Rule, index: VectorIndex, cancel: CancelToken | None) -> Float32:
        """A rule's certainty of each row, as if there were no other rule; kept for the next time."""
        own = replace(rule, cut=0.0, suggest=0.0, group=None, automatic=Automatic.APPLY)
        if self._scored_of is not index:
            self._scored_of = index
            self._scored.clear()
        key = (len(index), own.to_json())
        found = self._scored.get(key)
        if found is None:
            book = RuleBook({OWN: own}, self._background)
            found = np.ascontiguousarray(alone(book, index, cancel)[:, 0])
            self._scored[key] = found
        self._scored.move_to_end(key)
        while len(self._scored) > 1 and len(self._scored) * found.nbytes > _KEPT_BYTES:
            self._scored.popitem(last=False)
        return found

    @cached_property
    def _background(self) -> Float32:
        return encode_background(self._texts)

    def _look(self, pool: Pool) -> Ground:
        """What is usual among the photos; measured anew when there are others."""
        seen = (len(pool), len(pool.index))
        if self._ground is None or self._ground[0] != seen:
            self._ground = (seen, Ground.of(pool, self._background))
        return replace(self._ground[1], pool=pool)
