"""Whether an adapter is worth having: tried on photos held out of the teaching, before it is made.

The photos are dealt into parts, near-identical ones into the same. For each part an adapter is fitted to
the others – how long, photos of those others tell that are held out in turn – and then asked to find the
part's photos by their words. The adapter of all photos is made only if those were found better.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from photoclip.core.cancel import CancelToken
from photoclip.core.teaching_reports import Found
from photoclip.core.types import Float32
from photoclip.embed.adapter import Adapter
from photoclip.embed.adapter_fitting import NO_TEXT, Int64, Recipe, WordPairs, fit, fits

FOLDS = 5

SURE = 2.58
"""Standard errors that a gain must be above nothing: chance gets there once in two hundred times."""

LEAST_GAIN = 0.05
"""How much nearer to the front photos must be found to be worth it, as a part of the place."""

AGREEMENT = 0.8
"""The least mean correlation of what everyday descriptions find before and after."""

PATIENCE = 5
"""Looks without finding it better after which no more is learned."""

_BLOCK = 512
"""Pairs looked at at a time."""

_AGREED_ON = 2000
"""Photos that are enough to tell the agreement."""

Float64 = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Trial:
    """What the trial showed, as `TeachingReport` has it.

    ``steps`` is how long it was fitted; ``adapter`` is the one of all photos, None if it isn't worth it.
    """

    before: Found
    after: Found
    gain: float
    gain_at_least: float
    agreement: float
    steps: int
    adapter: Adapter | None


def try_out(
    pairs: WordPairs,
    untaught: Float32,
    recipe: Recipe,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancel: CancelToken | None = None,
) -> Trial:
    """Try an adapter on photos held out, and fit one to all of them if it is worth having.

    ``untaught`` ``(b, dim)`` are descriptions that take no part in the fitting, those of ``pairs`` being
    held where they are: whether both find what they found is looked at with these. ``on_progress`` hears
    of steps. Raises `Cancelled`.
    """
    total = (FOLDS + 1) * recipe.steps
    part_of = dealt(pairs.groups, FOLDS, recipe.seed)
    before, after = np.zeros((2, len(pairs.flat()[0])), np.int64)
    photos = pairs.flat()[0]
    steps, agreements = [], []
    for part in range(FOLDS):
        others, held = pairs.only(part_of != part), pairs.only(part_of == part)
        fold = replace(recipe, seed=recipe.seed + part)
        made = part * recipe.steps
        best = _best(others, untaught, fold, lambda done: on_progress(done, total), made, cancel)
        here = part_of[photos] == part
        before[here] = ranks(held, Adapter.nothing(pairs.images.shape[1]), cancel)
        after[here] = ranks(held, best.adapter, cancel)
        steps.append(best.steps)
        agreements.append(agreement(held.images, untaught, best.adapter))
    nearer, error = _mean_and_error(pairs, np.log(before / after))
    trial = Trial(
        _found(pairs, before),
        _found(pairs, after),
        -float(np.expm1(-nearer)),
        -float(np.expm1(SURE * error - nearer)),
        float(np.mean(agreements)),
        int(np.median(steps)),
        None,
    )
    if not _is_better(trial):
        on_progress(total, total)
        return trial
    adapter = None
    for made, grown in fit(pairs, replace(recipe, steps=trial.steps), cancel):
        on_progress(FOLDS * recipe.steps + made, total)
        if agreement(pairs.images, untaught, grown) < AGREEMENT:
            break
        adapter = grown
    on_progress(total, total)
    return replace(trial, adapter=adapter)


def _is_better(trial: Trial) -> bool:
    sure = trial.gain_at_least > 0 and trial.gain >= LEAST_GAIN
    return sure and trial.after.at_10 >= trial.before.at_10 and trial.steps > 0


def dealt(groups: Int64, parts: int, seed: int) -> Int64:
    """The part ``(n,)``, from 0, of each photo: groups stay whole, parts are about as large."""
    numbers, sizes = np.unique(groups, return_counts=True)
    shuffled = np.random.default_rng((seed, 11)).permutation(len(numbers))
    largest_first = shuffled[np.argsort(-sizes[shuffled], kind="stable")]
    part_of_group = np.empty(len(numbers), np.int64)
    filled = np.zeros(parts, np.int64)
    for group in largest_first.tolist():
        part = int(filled.argmin())
        part_of_group[group] = part
        filled[part] += sizes[group]
    return part_of_group[np.searchsorted(numbers, groups)]


def ranks(pairs: WordPairs, adapter: Adapter, cancel: CancelToken | None = None) -> Int64:
    """The place ``(p,)``, 1 the first, at which each pair's photo is found by its text.

    Photos that have the text as well are looked past; those just as close stand before it.
    """
    photos, texts = pairs.flat()
    images, words = adapter.images(pairs.images), adapter.texts(pairs.texts)
    places = np.empty(len(photos), np.int64)
    for start in range(0, len(photos), _BLOCK):
        if cancel is not None:
            cancel.check()
        part = slice(start, start + _BLOCK)
        cosines = words[texts[part]] @ images.T
        own = cosines[np.arange(len(cosines)), photos[part], None]
        others = ~fits(pairs.texts_of, texts[part]).T
        places[part] = 1 + ((cosines >= own) & others).sum(axis=1)
    return places


def agreement(images: Float32, descriptions: Float32, adapter: Adapter) -> float:
    """The mean correlation of descriptions' cosines with photos before and after; 1 without any."""
    if not len(descriptions) or len(images) < 2:
        return 1.0
    some = images[np.unique(np.linspace(0, len(images) - 1, _AGREED_ON).astype(np.int64))]
    before = some @ descriptions.T
    after = adapter.images(some) @ adapter.texts(descriptions).T
    before -= before.mean(axis=0)
    after -= after.mean(axis=0)
    lengths = np.linalg.norm(before, axis=0) * np.linalg.norm(after, axis=0)
    return float(((before * after).sum(axis=0) / np.maximum(lengths, 1e-12)).mean())


@dataclass(frozen=True, eq=False)
class _Best:
    steps: int
    adapter: Adapter


def _best(
    pairs: WordPairs,
    untaught: Float32,
    recipe: Recipe,
    on_step: Callable[[int], None],
    made: int,
    cancel: CancelToken | None,
) -> _Best:
    """The adapter that finds best what is held out of these pairs, while it agrees on the rest."""
    checked = dealt(pairs.groups, FOLDS, recipe.seed + 1) == 0
    held = pairs.only(checked)
    nothing = Adapter.nothing(pairs.images.shape[1])
    best, best_score = _Best(0, nothing), _score(held, nothing, cancel)
    for steps, grown in fit(pairs.only(~checked), recipe, cancel):
        on_step(made + steps)
        if agreement(held.images, untaught, grown) < AGREEMENT:
            break
        score = _score(held, grown, cancel)
        if score > best_score:
            best, best_score = _Best(steps, grown), score
        elif steps - best.steps >= PATIENCE * recipe.look_every:
            break
    return best


def _score(pairs: WordPairs, adapter: Adapter, cancel: CancelToken | None) -> float:
    """How near to the front photos are found: higher is better."""
    return -_mean_and_error(pairs, np.log(ranks(pairs, adapter, cancel)))[0]


def _weights(pairs: WordPairs) -> Float64:
    """What each pair weighs: a photo's texts together as much as another's."""
    photos, _texts = pairs.flat()
    counts = (pairs.texts_of != NO_TEXT).sum(axis=1)
    weights: Float64 = 1.0 / counts[photos] / len(pairs)
    return weights


def _mean_and_error(pairs: WordPairs, values: Float64) -> tuple[float, float]:
    """The mean over photos of ``(p,)`` values of the pairs, and its standard error.

    Photos of one group are no independent witnesses, nor are pairs that share a text: the larger error
    counts (Liang and Zeger 1986, for each of the two).
    """
    photos, texts = pairs.flat()
    weights = _weights(pairs)
    mean = float(weights @ values)
    away = weights * (values - mean)
    errors = []
    for clusters in (pairs.groups[photos], texts):
        _numbers, cluster = np.unique(clusters, return_inverse=True)
        sums = np.bincount(cluster, away)
        count = len(sums)
        errors.append(float(np.sqrt(np.square(sums).sum() * count / max(count - 1, 1))))
    return mean, max(errors)


def _found(pairs: WordPairs, places: Int64) -> Found:
    weights = _weights(pairs)
    at_1, at_5, at_10 = (float(weights @ (places <= first)) for first in (1, 5, 10))
    return Found(at_1, at_5, at_10, float(np.exp(weights @ np.log(places))))
