"""Where a person works on labels: what one would do, what to ask, before anything is changed.

All of it only reads the library, in whichever process asks.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property

import numpy as np

from photoclip.compare.calibrate import encode_background, usual_cosines
from photoclip.compare.index import VectorIndex, index_of
from photoclip.compare.text_vectors import TextVectors
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import Verdict
from photoclip.core.label_reports import Judge, Learning, Preview
from photoclip.core.labels import Automatic, LabelDefinition, Source, checked
from photoclip.core.types import Float32, ModelInfo
from photoclip.store import database, label_tree, labels
from photoclip.store.database import Library
from photoclip.store.labels import Label
from photoclip.tagging import zero_shot
from photoclip.tagging.cuts import DEFAULT_CERTAINTY, histogram, nearest
from photoclip.tagging.derive import rules_in_force
from photoclip.tagging.fitting import OWN, Field, alone
from photoclip.tagging.pool import Bool, Pool
from photoclip.tagging.rules import Rule, RuleBook

EXAMPLES = 24
"""Photos shown at each side of the cut, and of those a label is surest of."""

_KEPT = 4
"""Labels whose certainties are kept: moving a slider computes nothing anew."""


class Tagging:
    """Labels of one library under one model.

    ``index`` gives the vectors as they are now; without one those of the library are loaded at first
    use, and shared with whoever else searches it in this process.
    """

    def __init__(
        self,
        library: Library,
        model: ModelInfo,
        texts: TextVectors,
        index: Callable[[], VectorIndex] | None = None,
    ) -> None:
        self._library = library
        self._model = model
        self._texts = texts
        self._index = index or (lambda: index_of(library, model.key, model.dim))
        self._pool: tuple[int, Pool] | None = None
        self._usual: tuple[int, tuple[float, float]] | None = None
        self._scored_of: VectorIndex | None = None
        self._scored: OrderedDict[object, Float32] = OrderedDict()

    def preview(
        self, name: str, definition: LabelDefinition, cancel: CancelToken | None = None
    ) -> Preview:
        """What a label of this name and meaning would do, having learned from the answers it has.

        Raises `PhotoClipError` for a name or definition that makes no sense, what loading a model
        raises, and `Cancelled`.
        """
        name, definition = label_tree.clean_path(name), checked(definition)
        pool = self._read_pool()
        label = labels.label_named(self._library, name)
        field = self._field(name, definition, label, pool, cancel).cut_at(definition)
        confirmed, rejected = self._answers(label, pool)
        learning = Learning(Judge.ZERO_SHOT, int(confirmed.sum()), int(rejected.sum()))
        return self._report(name, definition, field, learning, pool, label, confirmed | rejected)

    # --- what previews are made of ------------------------------------------------------------------

    def _report(
        self,
        name: str,
        definition: LabelDefinition,
        field: Field,
        learning: Learning,
        pool: Pool,
        label: Label | None,
        answered: Bool,
    ) -> Preview:
        above, suggested = field.decided()
        held = above & ~answered
        applying = definition.automatic is Automatic.APPLY
        said = held | suggested if definition.automatic is Automatic.SUGGEST else suggested
        now = np.zeros(len(pool), bool)
        if label is not None:
            photos = labels.tagged(self._library, label.id, Source.AUTO)
            now[pool.find(np.array(photos, np.int64))] = True
            now &= ~answered
        then = held if applying else np.zeros_like(held)
        asked = pool.shown & ~answered
        certain = field.certainties
        return Preview(
            name,
            definition,
            field.rule.to_json(),
            learning,
            photos=len(pool),
            certainty=field.rule.cut,
            default_certainty=DEFAULT_CERTAINTY,
            share=float(above.mean()) if len(pool) else 0.0,
            would_hold=int(held.sum()),
            would_suggest=int((said & ~answered).sum()),
            added=int((then & ~now).sum()),
            removed=int((now & ~then).sum()),
            bins=histogram(certain[~answered], held[~answered]),
            above=pool.ids(nearest(certain, asked & held, EXAMPLES, highest=False)),
            below=pool.ids(nearest(certain, asked & ~held, EXAMPLES, highest=True)),
            surest=pool.ids(nearest(certain, asked & held, EXAMPLES, highest=True)),
        )

    def _answers(self, label: Label | None, pool: Pool) -> tuple[Bool, Bool]:
        """Which photos a person confirmed and which they rejected, each ``(n,)``."""
        marks = [] if label is None else labels.marks(self._library, label.id)
        confirmed, rejected = np.zeros(len(pool), bool), np.zeros(len(pool), bool)
        for verdict, which in ((Verdict.CONFIRMED, confirmed), (Verdict.REJECTED, rejected)):
            photos = [photo for photo, _content, said in marks if said is verdict]
            which[pool.find(np.array(photos, np.int64))] = True
        return confirmed, rejected

    def _field(
        self,
        name: str,
        definition: LabelDefinition,
        label: Label | None,
        pool: Pool,
        cancel: CancelToken | None,
    ) -> Field:
        """The rule that follows from words, and what it says of the pool."""
        usual = self._usual_of(pool.index)
        index = pool.index
        rule = zero_shot.fit(name, definition, self._model.key, self._texts, index, usual, cancel)
        rivals = self._excluded(rule, label)
        columns = [self._scores(one, index, cancel) for one in (rule, *rivals.values())]
        columns = [scores[pool.places] for scores in columns]
        return Field.over(rule, rivals, self._background, np.stack(columns, axis=1))

    def _excluded(self, rule: Rule, label: Label | None) -> Mapping[int, Rule]:
        """The rules in force of the labels a photo can't have beside this one."""
        if rule.group is None:
            return {}
        own = OWN if label is None else label.id
        others = rules_in_force(self._library, self._model).rules
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
        while len(self._scored) > _KEPT:
            self._scored.popitem(last=False)
        return found

    # --- what all of it looks at ----------------------------------------------------------------------

    @cached_property
    def _background(self) -> Float32:
        return encode_background(self._texts)

    def _read_pool(self) -> Pool:
        version = database.data_version(self._library)
        if self._pool is None or self._pool[0] != version:
            self._pool = (version, Pool.read(self._library, self._index()))
        return self._pool[1]

    def _usual_of(self, index: VectorIndex) -> tuple[float, float] | None:
        size = len(index)
        if not size:
            return None
        if self._usual is None or self._usual[0] != size:
            self._usual = (size, usual_cosines(index, self._background))
        return self._usual[1]
