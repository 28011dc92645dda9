"""Tags follow rules: derived from the rules in force and the stored vectors, never from pixels.

Scoring reads over a connection of its own and holds no lock; what it found is written in short
transactions that look first whether the rules are still the same ones. A label whose tags don't follow
yet is marked in the library, so that what was cut off is caught up.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from photoclip.compare.index import Int64
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError, PhotoClipError
from photoclip.core.label_reports import Derived
from photoclip.core.labels import Source
from photoclip.core.types import Float32, ModelInfo
from photoclip.store import database, labels, tags, vectors
from photoclip.store.database import Connection, Library
from photoclip.tagging.rules import Rule, RuleBook

TAGS_A_TRANSACTION = 50_000
"""Others wait while tags are written: well below a second for so many."""

Background = Callable[[ModelInfo], Float32]
"""Gives calibration's everyday descriptions ``(b, dim)`` under a model; may load it for that."""


@dataclass(frozen=True)
class InForce:
    """The rules in force of one model, by label id. ``texts`` are all rules as the library has them.

    ``unreadable`` are the labels whose rules are none, or from a newer PhotoClip.
    """

    texts: dict[int, tuple[str, str]]
    rules: dict[int, Rule]
    unreadable: tuple[str, ...] = ()

    def groups(self) -> list[frozenset[int]]:
        """Labels that are decided together: those that exclude each other, and each other alone."""
        members: dict[object, set[int]] = defaultdict(set)
        for label, rule in self.rules.items():
            members[label if rule.group is None else rule.group.casefold()].add(label)
        return [frozenset(together) for together in members.values()]


def rules_in_force(library: Library, model: ModelInfo) -> InForce:
    """The rules of this model that are in force. Those of other models are left out."""
    texts = {label: (name, text) for label, name, text in labels.rules_in_force(library)}
    rules: dict[int, Rule] = {}
    unreadable: list[str] = []
    for label, (name, text) in texts.items():
        try:
            rule = Rule.from_json(text)
        except PhotoClipError:
            unreadable.append(name)
            continue
        if rule.model == model.key and rule.dim == model.dim:
            rules[label] = rule.placed(name)
    return InForce(texts, rules, tuple(unreadable))


def derive(
    library: Library,
    wanted: Iterable[int],
    model: ModelInfo,
    background: Background,
    cancel: CancelToken | None = None,
) -> tuple[Derived, ...]:
    """Bring the tags of these labels, and of those they exclude, to where their rules put them.

    Labels without a rule lose their tags; those with a rule of another model are left alone, and so
    are those whose rules changed meanwhile: they stay marked. Raises `ModelError` where the
    descriptions can't be encoded, `DiskFullError`, `Cancelled`.
    """
    asked = set(wanted)
    with closing(database.open_reader(library.folder)) as reader:
        force = rules_in_force(reader, model)
        groups = [group for group in force.groups() if group & asked]
        book = _book(force, groups, lambda: background(model))
        found = _score(reader, book, model, cancel)
    moved = _let_go(library, asked - force.texts.keys())
    for part in _parts(groups, found):
        if cancel is not None:
            cancel.check()
        moved += _write(library, part, force, found, model)
    return tuple(moved)


@dataclass
class _Tags:
    """What a rule says, in pieces: contents, whether the label is theirs, probabilities."""

    contents: list[Int64] = field(default_factory=list)
    auto: list[npt.NDArray[np.bool_]] = field(default_factory=list)
    scores: list[Float32] = field(default_factory=list)
    count: int = 0

    def joined(self) -> tuple[Int64, npt.NDArray[np.bool_], Float32]:
        """One piece, each content once: what came last counts."""
        if not self.contents:
            return np.empty(0, np.int64), np.empty(0, bool), np.empty(0, np.float32)
        contents = np.concatenate(self.contents)
        _unique, last = np.unique(contents[::-1], return_index=True)
        kept = len(contents) - 1 - last
        return contents[kept], np.concatenate(self.auto)[kept], np.concatenate(self.scores)[kept]


class _Found:
    """What the rules of a book say of the vectors up to row ``last``."""

    def __init__(self, book: RuleBook, last: int = 0) -> None:
        self.book = book
        self.last = last
        self.tags = {label: _Tags() for label in book.rules}

    def add(self, batch: vectors.VectorBatch) -> None:
        """Judge another page."""
        self.last = batch.last_id
        decisions = self.book.decide(batch.rows.astype(np.float32))
        for label, decision in decisions.items():
            told = np.flatnonzero(decision.auto | decision.suggested)
            kept = self.tags[label]
            kept.contents.append(batch.content_ids[told])
            kept.auto.append(decision.auto[told])
            kept.scores.append(decision.probability[told])
            kept.count += len(told)


def _book(
    force: InForce, groups: Collection[frozenset[int]], background: Callable[[], Float32]
) -> RuleBook:
    chosen = {label: force.rules[label] for group in groups for label in sorted(group)}
    if not chosen:
        return RuleBook({}, np.zeros((1, 1), np.float32))
    return RuleBook(chosen, background())


def _score(
    library: Library, book: RuleBook, model: ModelInfo, cancel: CancelToken | None, after: int = 0
) -> _Found:
    """Judge every vector that came after row ``after``, a page at a time. Raises `Cancelled`."""
    found = _Found(book, after)
    model_id = vectors.find_model(library, model.key) if book.rules else None
    if model_id is not None:
        for batch in vectors.pages(library, model_id, model.dim, after):
            if cancel is not None:
                cancel.check()
            found.add(batch)
    return found


def _let_go(library: Library, without_rule: Collection[int]) -> list[Derived]:
    """Take away what rules left behind that are in force no more."""
    if not without_rule:
        return []
    moved: list[Derived] = []
    with library.transaction() as connection:
        ruled = {label for label, _name, _text in labels.rules_in_force(library)}
        gone = sorted(set(without_rule) - ruled)
        for label in gone:
            name = labels.name_of(library, label)
            change = tags.untag(connection, label)
            if name is not None:
                moved.append(Derived(name, change.added, change.removed, 0, 0))
        tags.clear_stale(connection, gone)
    return moved


def _parts(groups: Iterable[frozenset[int]], found: _Found) -> Iterator[list[frozenset[int]]]:
    """Groups that are written in one transaction."""
    part: list[frozenset[int]] = []
    size = 0
    for group in groups:
        count = sum(found.tags[label].count for label in group)
        if part and size + count > TAGS_A_TRANSACTION:
            yield part
            part, size = [], 0
        part.append(group)
        size += count
    if part:
        yield part


def _write(
    library: Library,
    groups: Sequence[frozenset[int]],
    before: InForce,
    found: _Found,
    model: ModelInfo,
) -> list[Derived]:
    """Put in place what was found, unless the rules are other ones by now."""
    moved: list[Derived] = []
    with library.transaction() as connection:
        force = rules_in_force(library, model)
        still = set(force.groups())
        # Photos that came while the others were judged: few, and nobody can add more now.
        newer = _score(library, found.book, model, None, found.last)
        mover = tags.Mover(connection)
        for group in groups:
            if group not in still or any(force.texts[one] != before.texts[one] for one in group):
                continue
            for label in sorted(group):
                contents, auto, scores = _both(found.tags[label], newer.tags[label]).joined()
                change = mover.move(label, contents, auto, scores)
                name = force.texts[label][0]
                moved.append(
                    Derived(name, change.added, change.removed, change.held, change.suggested)
                )
            tags.clear_stale(connection, group)
    return moved


def _both(first: _Tags, second: _Tags) -> _Tags:
    return _Tags(
        first.contents + second.contents,
        first.auto + second.auto,
        first.scores + second.scores,
        first.count + second.count,
    )


class TagKeeper:
    """Keeps the tags of an owned library where its rules put them.

    ``model`` says which model the library uses now (may raise `ModelError`). All calls are safe from
    any thread.
    """

    def __init__(
        self, library: Library, model: Callable[[], ModelInfo], background: Background
    ) -> None:
        self._library = library
        self._model = model
        self._encode = background
        self._deriving = threading.Lock()
        self._background: tuple[str, Float32] | None = None
        self._texts: object = None
        self._book: RuleBook | None = None

    # --- after a rule changed -----------------------------------------------------------------------

    def catch_up(self, cancel: CancelToken | None = None) -> tuple[Derived, ...]:
        """Derive what doesn't follow from its rules yet; how the tags moved.

        One derivation at a time. Raises as `derive`; what isn't done stays marked.
        """
        moved: list[Derived] = []
        with self._deriving:
            moved += _let_go(self._library, self._without_rule())
            while stale := self._derivable():
                done = derive(self._library, stale, self._model(), self._described, cancel)
                moved += done
        return tuple(moved)

    def _without_rule(self) -> set[int]:
        ruled = {label for label, _name, _text in labels.rules_in_force(self._library)}
        return set(labels.stale_labels(self._library)) - ruled

    def _derivable(self) -> list[int]:
        """The stale labels that have a rule of the model in use."""
        stale = labels.stale_labels(self._library)
        if not stale:
            return []
        rules = rules_in_force(self._library, self._model()).rules
        return [label for label in stale if label in rules]

    # --- while photos are indexed -------------------------------------------------------------------

    def prepare(self) -> None:
        """Have ready what `tag` needs: before a transaction, because it may take long.

        A background that can't be had now is no reason to leave photos unread (see `tag`).
        """
        with suppress(PhotoClipError):
            self._bring_up_to_date()

    def tag(self, connection: Connection, contents: Sequence[int]) -> None:
        """Tag the photos with these contents by the rules in force, inside the transaction.

        Where the rules can't decide now, their labels are marked to be derived later.
        """
        try:
            book = self._bring_up_to_date(at_once=True)
        except PhotoClipError:
            tags.mark_stale(connection)
            return
        if not book.rules or not contents:
            return
        model_id = vectors.find_model(self._library, self._model().key)
        known, rows = vectors.of_contents(connection, model_id or 0, contents)
        decisions = book.decide(rows)
        for place, content in enumerate(known):
            told = {
                label: (
                    Source.AUTO if decision.auto[place] else Source.SUGGESTED,
                    float(decision.probability[place]),
                )
                for label, decision in decisions.items()
                if decision.auto[place] or decision.suggested[place]
            }
            tags.tag_content(connection, content, told, judged=book.rules)

    def _bring_up_to_date(self, *, at_once: bool = False) -> RuleBook:
        """The rules in force now. ``at_once`` nothing is encoded: raises `ModelError` instead."""
        model = self._model()
        texts = (model.key, labels.rules_in_force(self._library))
        if self._book is None or self._texts != texts:
            rules = rules_in_force(self._library, model).rules
            if at_once and rules and (self._background is None or self._background[0] != model.key):
                raise ModelError("The everyday descriptions are not encoded yet.")
            everyday = self._described(model) if rules else np.zeros((1, 1), np.float32)
            self._book, self._texts = RuleBook(rules, everyday), texts
        return self._book

    def _described(self, model: ModelInfo) -> Float32:
        """The background under a model, encoded once."""
        known = self._background
        if known is None or known[0] != model.key:
            known = self._background = (model.key, self._encode(model))
        return known[1]
