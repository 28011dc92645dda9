"""Where a person works on labels: what one would do, what to ask, before anything is changed.

All of it only reads the library, in whichever process asks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from photoclip.compare.index import VectorIndex, index_of
from photoclip.compare.text_vectors import TextVectors
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import NothingThereError
from photoclip.core.label_reports import Beside, LabelIdea, Preview, ReviewGroup
from photoclip.core.labels import Automatic, LabelDefinition, Source, checked, checked_name
from photoclip.core.types import ModelInfo, PhotoId
from photoclip.store import labels
from photoclip.store.database import Library
from photoclip.store.labels import Label
from photoclip.tagging.cuts import DEFAULT_CERTAINTY, histogram, nearest
from photoclip.tagging.ideas import ideas
from photoclip.tagging.review import questions
from photoclip.tagging.study import Studied, Study

EXAMPLES = 24
"""Photos shown at each side of the cut, and of those a label is surest of."""

IN_A_ROW = 4
"""Questions about one label before the next one's turn, where all are asked about."""


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
        load = index or (lambda: index_of(library, model.key, model.dim))
        self._study = Study(library, model, texts, load)

    def preview(
        self, name: str, definition: LabelDefinition, cancel: CancelToken | None = None
    ) -> Preview:
        """What a label of this name and meaning would do, having learned from the answers it has.

        Raises `PhotoClipError` for a name or definition that makes no sense, what loading a model
        raises, and `Cancelled`.
        """
        name, definition = checked_name(name), checked(definition)
        return self._report(name, definition, self._study.of(name, definition, cancel))

    def review(
        self,
        label: str | None,
        skipped: Sequence[PhotoId] = (),
        count: int = 20,
        cancel: CancelToken | None = None,
    ) -> tuple[ReviewGroup, ...]:
        """The ``count`` questions at most whose answers would teach most, of one label or of all.

        Photos a person answered for, those ``skipped`` and those the library doesn't show are left
        out. Of all labels those with a rule in force are asked about, most those that suggest much
        and were told little. Raises `NothingThereError` for a label that isn't there, what loading
        a model raises, and `Cancelled`.
        """
        if label is not None:
            found = labels.label_named(self._library, label)
            if found is None:
                raise NothingThereError(
                    f"There is no label “{label}”.", "It may have been renamed or deleted."
                )
            return tuple(self._asked(found, skipped, count, cancel))
        asked: list[ReviewGroup] = []
        for one in sorted(labels.all_labels(self._library), key=_need):
            if one.active and len(asked) < count:
                wanted = min(IN_A_ROW, count - len(asked))
                asked += self._asked(one, skipped, wanted, cancel)
        return tuple(asked)

    def ideas(
        self,
        count: int,
        cancel: CancelToken | None = None,
        advance: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> tuple[LabelIdea, ...]:
        """At most ``count`` labels the library hasn't got yet, those of most photos first.

        ``advance`` is told how many of how many words were encoded: the first time that takes
        minutes. Raises what loading a model raises, and `Cancelled`.
        """
        pool = self._study.pool()
        return ideas(self._library, pool, self._model, self._texts, count, cancel, advance)

    def _asked(
        self, label: Label, skipped: Sequence[PhotoId], count: int, cancel: CancelToken | None
    ) -> list[ReviewGroup]:
        studied = self._study.of(label.name, label.definition, cancel)
        allowed = studied.pool.shown & ~studied.answers.given
        allowed &= ~self._study.places_of(list(skipped))
        found = questions(studied.judged, studied.ground, allowed, count)
        return [one.asked(label.name, studied.pool.ids(one.places)) for one in found]

    def _report(self, name: str, definition: LabelDefinition, studied: Studied) -> Preview:
        pool, field, answered = studied.pool, studied.judged.field, studied.answers.given
        above, suggested = field.decided()
        held = above & ~answered
        suggesting = definition.automatic is Automatic.SUGGEST
        said = (held | suggested if suggesting else suggested) & ~answered
        now = np.zeros(len(pool), bool)
        if studied.label is not None:
            tagged = labels.tagged(self._library, studied.label.id, Source.AUTO)
            now = self._study.places_of(tagged) & ~answered
        then = held if definition.automatic is Automatic.APPLY else np.zeros_like(held)
        asked = pool.shown & ~answered
        certain = field.certainties
        return Preview(
            name,
            definition,
            field.rule.to_json(),
            studied.judged.learning,
            photos=len(pool),
            certainty=field.rule.cut,
            default_certainty=DEFAULT_CERTAINTY,
            share=float(above.mean()) if len(pool) else 0.0,
            would_hold=int(held.sum()),
            would_suggest=int(said.sum()),
            added=int((then & ~now).sum()),
            removed=int((now & ~then).sum()),
            bins=histogram(certain[~answered], held[~answered]),
            above=pool.ids(nearest(certain, asked & held, EXAMPLES, highest=False)),
            below=pool.ids(nearest(certain, asked & ~held, EXAMPLES, highest=True)),
            surest=pool.ids(nearest(certain, asked & held, EXAMPLES, highest=True)),
            beside=self._beside(studied),
        )

    def _beside(self, studied: Studied) -> tuple[Beside, ...]:
        """How the tags of the labels move that this one excludes."""
        moved = []
        for label, then in studied.judged.field.rivals_held().items():
            now = self._study.places_of(labels.tagged(self._library, label, Source.AUTO))
            # What a person said of the other label stands, whatever its rule says.
            free = ~self._study.places_of(
                [photo for photo, _content, _verdict in labels.marks(self._library, label)]
            )
            added, removed = int((then & ~now & free).sum()), int((now & ~then & free).sum())
            if added or removed:
                name = labels.name_of(self._library, label) or ""
                moved.append(Beside(name, added, removed))
        return tuple(sorted(moved, key=lambda one: one.name.casefold()))


def _need(label: Label) -> tuple[float, str]:
    """What sorts labels that suggest much and were told little first."""
    told = label.confirmed + label.rejected
    return -(label.suggested + 1) / (told + 1), label.name.casefold()
