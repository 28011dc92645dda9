"""Labels somebody may want: what many of the library's photos show, and what files call them.

The library's own vectors are put into clusters, and a cluster is named by the everyday word closest to
its centre, both seen from the middle of their kind. A name counts only if the label it would make,
calibrated like any other, finds most of the cluster: what can't be said in a word is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from photoclip.compare.calibrate import encode_background, usual_cosines
from photoclip.compare.index import Int64, VectorIndex
from photoclip.compare.text_vectors import TextVectors
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import IdeaOrigin, LabelIdea
from photoclip.core.labels import SEPARATOR, Automatic, LabelDefinition, checked_name, leaf
from photoclip.core.types import Float32, ModelInfo
from photoclip.store import keywords, labels
from photoclip.store.database import Library
from photoclip.tagging import zero_shot
from photoclip.tagging.clusters import centred, cluster
from photoclip.tagging.pool import Pool
from photoclip.tagging.rules import RuleBook
from photoclip.tagging.vocabulary import Word, vocabulary

SAMPLE = 20_000
"""Photos that are enough to tell what a library is about."""

SMALLEST = 12
"""Fewer photos have no clusters worth a name."""

MOST_NEEDED = 5
"""So many photos are worth a label in any library; in a small one `LEAST` are."""

LEAST = 3

EXAMPLES = 8

_MOST_CLUSTERS = 256
_ONE_BY_ONE = 3000
_PAIRED = 1000
_FEW = 4
_WORDS_A_GROUP = 4
_CLEAR = 2.5
"""A word stands out from all words by so many deviations, or a group has no name."""

_AS_CLOSE = 0.35
"""Deviations that don't matter: the plainer one of two words is the better name."""

_AGREE = 0.5
"""The share of a group that the label of its name must find."""

_TEMPLATES = ("a photo of {}",)
_BATCH = 64


@dataclass(frozen=True, eq=False)
class _Named:
    """A word and the sampled photos its label would find, the surest first."""

    word: Word
    found: Int64


def ideas(
    library: Library,
    pool: Pool,
    model: ModelInfo,
    texts: TextVectors,
    count: int,
    cancel: CancelToken | None = None,
    advance: Callable[[int, int], None] = lambda _done, _total: None,
) -> tuple[LabelIdea, ...]:
    """At most ``count`` labels the library hasn't got yet, those of most photos first.

    ``advance`` is told how many of how many words were encoded: the first time that takes minutes.
    Raises what loading a model raises, and `Cancelled`.
    """
    taken = _taken(library)
    called = _from_keywords(library, taken)
    shown = np.flatnonzero(pool.shown)
    taken |= {one for idea in called for one in _names(idea.name)}
    seen = _from_pictures(pool, shown, model, texts, taken, cancel, advance)
    # What a person called photos themselves comes first where there is much of it, but not alone.
    kept = called[: max(count - len(seen), count // 2)]
    both = [*kept, *seen[: count - len(kept)]]
    return tuple(sorted(both, key=lambda idea: (-idea.photos, idea.name.casefold())))


def encode_words(
    texts: TextVectors,
    words: Iterable[Word],
    cancel: CancelToken | None,
    advance: Callable[[int, int], None] = lambda _done, _total: None,
) -> Float32:
    """``(n, dim)`` unit vectors of words, from the cache or a few at a time. Raises `Cancelled`."""
    phrases = [word.phrase for word in words]
    parts = []
    for start in range(0, len(phrases), _BATCH):
        if cancel is not None:
            cancel.check()
        advance(start, len(phrases))
        parts.append(texts.encode(phrases[start : start + _BATCH], _TEMPLATES))
    return np.concatenate(parts)


# --- what photos show -------------------------------------------------------------------------------


def _from_pictures(
    pool: Pool,
    shown: Int64,
    model: ModelInfo,
    texts: TextVectors,
    taken: set[str],
    cancel: CancelToken | None,
    advance: Callable[[int, int], None],
) -> list[LabelIdea]:
    if len(shown) < SMALLEST:
        return []
    sample = _sampled(shown)
    least = max(LEAST, min(MOST_NEEDED, len(sample) // 400))
    naming = _Naming(pool.rows(sample), model, texts, cancel, advance)
    named = naming.of_groups(_clusters(naming.rows, least, cancel))
    # What is too rare for a cluster may still have a word of its own.
    rest = np.setdiff1d(np.arange(len(sample)), _all_found(named))
    named += naming.of_groups(naming.alike(_at_most(rest, _ONE_BY_ONE), least))
    scale = len(shown) / len(sample)
    return [
        _idea(one, pool, sample, scale)
        for one in _without_echoes(named)
        if len(one.found) >= least and not taken & _names(one.word.name)
    ]


def _sampled(places: Int64) -> Int64:
    return _at_most(places, SAMPLE)


def _at_most(places: Int64, count: int) -> Int64:
    if len(places) <= count:
        return places
    return np.sort(np.random.default_rng(0).choice(places, count, replace=False))


def _clusters(rows: Float32, least: int, cancel: CancelToken | None) -> list[Int64]:
    count = min(_MOST_CLUSTERS, round(3 * len(rows) ** 0.5))
    found = cluster(centred(rows), count, cancel=cancel)
    groups = [found.members(place) for place in range(len(found.centres))]
    return [members for members in groups if len(members) >= least]


class _Naming:
    """Names for groups of photos, which are given by their places among ``rows`` ``(n, dim)``."""

    def __init__(
        self,
        rows: Float32,
        model: ModelInfo,
        texts: TextVectors,
        cancel: CancelToken | None,
        advance: Callable[[int, int], None],
    ) -> None:
        self.rows = rows
        self._model = model
        self._texts = texts
        self._cancel = cancel
        self._words = vocabulary()
        self._vectors = centred(encode_words(texts, self._words, cancel, advance))
        self._plain = [leaf(word.name).casefold() for word in self._words]
        lengths = [len(name.split()) for name in self._plain]
        # A word that needs an explanation is no plain one.
        self._lengths = np.array(lengths) + ["," in word.phrase for word in self._words]
        self._middle = rows.mean(axis=0)
        # A word that is close to everything names nothing.
        self._usual = (self._vectors @ centred(rows, self._middle).T).mean(axis=1)

    def of_groups(self, groups: list[Int64]) -> list[_Named]:
        """The groups that have a name, those of one name as one."""
        centres = [centred(self.rows[members], self._middle).mean(axis=0) for members in groups]
        several = [self._closest(centre) for centre in centres]
        chosen = sorted({word for words in several for word in words})
        if not chosen:
            return []
        words = [self._words[one] for one in chosen]
        certain = _certainties(self.rows, words, self._model, self._texts, self._cancel)
        column = {one: place for place, one in enumerate(chosen)}
        named: dict[int, _Named] = {}
        for members, own in zip(groups, several, strict=True):
            agreeing = [float((certain[members, column[one]] > 0).mean()) for one in own]
            if not agreeing or max(agreeing) < _AGREE:
                continue
            # Of words that find about as much of it the first one.
            word = next(
                one for agree, one in zip(agreeing, own, strict=True) if agree > max(agreeing) - 0.1
            )
            sure = certain[:, column[word]]
            found = np.flatnonzero(sure > 0)
            named[word] = _Named(self._words[word], found[np.argsort(-sure[found], kind="stable")])
        return list(named.values())

    def alike(self, places: Int64, least: int) -> list[Int64]:
        """Groups of ``least`` photos or more among these that would get the same name."""
        groups: dict[int, list[int]] = defaultdict(list)
        for place, row in zip(
            places.tolist(), centred(self.rows[places], self._middle), strict=True
        ):
            if self._cancel is not None:
                self._cancel.check()
            for word in self._closest(row)[:1]:
                groups[word].append(place)
        return [
            np.array(group)
            for group in groups.values()
            if len(group) >= least and self._look_alike(np.array(group))
        ]

    def _look_alike(self, places: Int64) -> bool:
        """Whether photos are closer to each other than chance has it.

        Of so many words one is close to any photo, and two photos may share it by chance.
        """
        rows = centred(self.rows[places], self._middle)
        count = len(rows)
        together = float(np.square(rows.sum(axis=0)).sum() - count) / (count * (count - 1))
        return together > self._by_chance[0 if count >= _FEW else 1]

    @cached_property
    def _by_chance(self) -> tuple[float, float]:
        """What 95 and 99 of 100 pairs of photos stay below."""
        places = _at_most(np.arange(len(self.rows)), _PAIRED)
        rows = centred(self.rows[places], self._middle)
        pairs = (rows @ rows.T)[np.triu_indices(len(rows), 1)]
        often, mostly = np.quantile(pairs, (0.95, 0.99))
        return float(often), float(mostly)

    def _closest(self, centre: Float32) -> list[int]:
        """The words that may name a centre ``(dim,)``, the best first; none if it is vague."""
        own = self._vectors @ (centre / max(float(np.linalg.norm(centre)), 1e-6)) - self._usual
        own /= max(float(own.std()), 1e-6)
        best = np.argpartition(-own, 4 * _WORDS_A_GROUP)[: 4 * _WORDS_A_GROUP]
        best = best[own[best] >= max(_CLEAR, own[best].max() - 1.0)]
        if not len(best):
            return []
        # In steps of what doesn't matter, and within one the plainest: fish rather than clownfish.
        steps = np.floor((own[best].max() - own[best]) / _AS_CLOSE)
        finer = [sum(self._plain[other] in self._plain[one] for other in best) for one in best]
        order = np.lexsort((-own[best], finer, self._lengths[best], steps))
        chosen: list[int] = best[order][:_WORDS_A_GROUP].tolist()
        return chosen


def _all_found(named: Iterable[_Named]) -> Int64:
    return np.unique(np.concatenate([np.empty(0, np.int64), *(one.found for one in named)]))


def _certainties(
    rows: Float32,
    words: list[Word],
    model: ModelInfo,
    texts: TextVectors,
    cancel: CancelToken | None,
) -> Float32:
    """How sure each word's label would be of each row: ``(n, words)`` log-odds."""
    index = VectorIndex(model.dim)
    index.append(np.arange(len(rows)), rows.astype(np.float16))
    background = encode_background(texts)
    usual = usual_cosines(index, background)
    rules = {}
    for number, word in enumerate(words):
        if cancel is not None:
            cancel.check()
        rules[number] = zero_shot.fit(
            word.name, _definition(word), model.key, texts, index, usual, cancel
        )
    return RuleBook(rules, background).certainties(rows)


def _without_echoes(named: list[_Named]) -> list[_Named]:
    """Without words that find nearly the same photos as one that finds more."""
    kept: list[_Named] = []
    for one in sorted(named, key=lambda one: (-len(one.found), one.word.name)):
        own = set(one.found.tolist())
        if all(_overlap(own, set(other.found.tolist())) < 0.7 for other in kept):
            kept.append(one)
    return kept


def _overlap(one: set[int], other: set[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def _idea(named: _Named, pool: Pool, sample: Int64, scale: float) -> LabelIdea:
    return LabelIdea(
        named.word.name,
        _definition(named.word),
        round(len(named.found) * scale),
        IdeaOrigin.PICTURES,
        pool.ids(sample[named.found[:EXAMPLES]]),
    )


def _definition(word: Word) -> LabelDefinition:
    return LabelDefinition(describe=(word.phrase,))


# --- what files call them ---------------------------------------------------------------------------


def _from_keywords(library: Library, taken: set[str]) -> list[LabelIdea]:
    """Keywords as labels. One that is an everyday word can find others like it; a name can't."""
    plain = {leaf(word.name).casefold(): word for word in vocabulary()}
    found = []
    for place, photos in keywords.places(library, 2):
        try:
            name = checked_name(place)
        except PhotoClipError:  # what can't be a label's name
            continue
        if taken & _names(name):
            continue
        word = plain.get(leaf(name).casefold())
        meaning = LabelDefinition(automatic=Automatic.OFF) if word is None else _definition(word)
        examples = keywords.photos_with(library, place, EXAMPLES)
        found.append(LabelIdea(name, meaning, photos, IdeaOrigin.KEYWORDS, examples))
    return found


def _taken(library: Library) -> set[str]:
    return {one for name in labels.names(library) for one in _names(name)}


def _names(name: str) -> set[str]:
    """What would be the same label in other words: its whole name, and the last part alone."""
    folded = name.casefold()
    return {folded, leaf(folded)} if SEPARATOR in folded else {folded}
