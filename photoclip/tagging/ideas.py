"""Labels somebody may want: what many of the library's photos show, and what files call them.

The library's own vectors are put into clusters, and a cluster is named by the everyday word closest to
its centre, both seen from the middle of their kind. A name counts only if the label it would make,
calibrated like any other, finds most of the cluster: what can't be said in a word is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from photoclip.compare.calibrate import encode_background, usual_cosines
from photoclip.compare.index import Int64, VectorIndex
from photoclip.compare.text_vectors import TextVectors
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import IdeaOrigin, LabelIdea
from photoclip.core.labels import SEPARATOR, Automatic, LabelDefinition, leaf
from photoclip.core.types import Float32, ModelInfo
from photoclip.store import keywords, label_tree, labels
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

LEAST = 3
"""Photos a label is worth having for."""

EXAMPLES = 8

_MOST_CLUSTERS = 256
_WORDS_A_CLUSTER = 4
_CLEAR = 2.5
"""A word stands out from all words by so many deviations, or the cluster has no name."""

_AS_CLOSE = 0.35
"""Deviations that don't matter: the plainer one of two words is the better name."""

_AGREE = 0.5
"""The share of a cluster that the label of its name must find."""

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
) -> tuple[LabelIdea, ...]:
    """At most ``count`` labels the library hasn't got yet, those of most photos first.

    Raises what loading a model raises, and `Cancelled`.
    """
    taken = _taken(library)
    called = _from_keywords(library, taken)
    shown = np.flatnonzero(pool.shown)
    taken |= {one for idea in called for one in _names(idea.name)}
    seen = _from_pictures(pool, shown, model, texts, taken, cancel)
    # What a person called photos themselves comes first where there is much of it, but not alone.
    kept = called[: max(count - len(seen), count // 2)]
    both = [*kept, *seen[: count - len(kept)]]
    return tuple(sorted(both, key=lambda idea: (-idea.photos, idea.name.casefold())))


def encode_words(texts: TextVectors, words: Iterable[Word], cancel: CancelToken | None) -> Float32:
    """``(n, dim)`` unit vectors of words, from the cache or a few at a time. Raises `Cancelled`."""
    phrases = [word.phrase for word in words]
    parts = []
    for start in range(0, len(phrases), _BATCH):
        if cancel is not None:
            cancel.check()
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
) -> list[LabelIdea]:
    if len(shown) < SMALLEST:
        return []
    sample = _sampled(shown)
    rows = pool.rows(sample)
    every = vocabulary()
    candidates = _candidates(rows, encode_words(texts, every, cancel), cancel)
    chosen = sorted({word for _members, words in candidates for word in words})
    if not chosen:
        return []
    words = [every[one] for one in chosen]
    certain = _certainties(rows, words, model, texts, cancel)
    column = {one: place for place, one in enumerate(chosen)}
    named: dict[int, _Named] = {}
    for members, several in candidates:
        agreeing = [(float((certain[members, column[one]] > 0).mean()), one) for one in several]
        best = max(agree for agree, _one in agreeing)
        if best < _AGREE:
            continue
        # Of words that find as much of it the closest one comes first in `several`.
        word = next(one for agree, one in agreeing if agree >= best - 0.1)
        if word not in named and not taken & _names(every[word].name):
            own = certain[:, column[word]]
            found = np.flatnonzero(own > 0)
            named[word] = _Named(every[word], found[np.argsort(-own[found], kind="stable")])
    scale = len(shown) / len(sample)
    kept = _without_echoes(list(named.values()))
    return [_idea(one, pool, sample, scale) for one in kept if len(one.found) >= LEAST]


def _sampled(places: Int64) -> Int64:
    if len(places) <= SAMPLE:
        return places
    return np.sort(np.random.default_rng(0).choice(places, SAMPLE, replace=False))


def _candidates(
    rows: Float32, words: Float32, cancel: CancelToken | None
) -> list[tuple[Int64, list[int]]]:
    """Clusters as their members, each with the words that may name it, the best first."""
    count = min(_MOST_CLUSTERS, round(3 * len(rows) ** 0.5))
    found = cluster(centred(rows), count, cancel=cancel)
    closeness = centred(words) @ found.centres.T
    # A word that is close to everything names nothing.
    closeness -= closeness.mean(axis=1, keepdims=True)
    closeness /= np.maximum(closeness.std(axis=0), 1e-6)
    every = vocabulary()
    lengths = np.array([len(leaf(word.name).split()) + ("," in word.phrase) for word in every])
    plain = [leaf(word.name).casefold() for word in every]
    candidates = []
    for place in range(len(found.centres)):
        members = found.members(place)
        if len(members) < LEAST:
            continue
        own = closeness[:, place]
        best = np.argsort(-own)[: 4 * _WORDS_A_CLUSTER]
        best = best[own[best] >= max(_CLEAR, own[best[0]] - 1.0)]
        # In steps of what doesn't matter, and within one the plainest: fish rather than clownfish.
        steps = np.floor((own[best[:1]] - own[best]) / _AS_CLOSE)
        finer = [sum(plain[other] in plain[one] for other in best) for one in best]
        order = np.lexsort((-own[best], finer, lengths[best], steps))
        candidates.append((members, best[order][:_WORDS_A_CLUSTER].tolist()))
    return [(members, several) for members, several in candidates if several]


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
    for place, photos in keywords.places(library, LEAST):
        try:
            name = label_tree.clean_path(place)
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
