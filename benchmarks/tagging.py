"""Labels: the calibrated cut against others, what corrections teach, and how quick it is."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from benchmarks.label_worlds import Truth, World, photo_worlds, pool_of, scene_world
from photoclip.core.label_reports import Judge
from photoclip.core.labels import LabelDefinition
from photoclip.core.types import Float32
from photoclip.tagging.fitting import Answers, Field, Ground, Judged, judged
from photoclip.tagging.pool import Bool
from photoclip.tagging.review import questions
from photoclip.tagging.rule import Head, Rule, rounded
from photoclip.tagging.rules import RuleBook

SEED = 940_001
"""No training run, no fitting of weights and nothing tried while the method was made used it."""

SCENES = 6000
CORRECTIONS = (5, 10, 25)
AT_ONCE = 5
REPEATS = 3
SPLITS = 6


def f1(said: Bool, right: Bool, unclear: Bool) -> float:
    """Of one label, over the photos that are clear; 0 where nothing right is said."""
    said, right = said & ~unclear, right & ~unclear
    return float(2 * (said & right).sum() / max(1, said.sum() + right.sum()))


# --- cuts -------------------------------------------------------------------------------------------


def cut_rows(world: World, kinds: Sequence[str]) -> list[str]:
    """Macro-F1 of words alone under several ways to decide."""
    chosen = [n for n, truth in enumerate(world.truths) if truth.kind in kinds]
    fields = [world.words(world.truths[n]) for n in chosen]
    vectors = np.concatenate([field.rule.texts for field in fields])
    here = world.ground.pool.rows(np.arange(len(world.ground.pool)))
    cosines, known = world.others @ vectors.T, here @ vectors.T
    truths, learned_on = [world.there[n] for n in chosen], [world.here[n] for n in chosen]

    def macro(said: np.ndarray, of: Sequence[Truth] = truths) -> float:
        return float(np.mean([f1(said[:, n], t.right, t.unclear) for n, t in enumerate(of)]))

    cuts = np.linspace(np.quantile(known, 0.5), known.max(), 200)
    best = max(cuts, key=lambda cut: macro(known >= cut, learned_on))
    nearest = np.zeros(cosines.shape, bool)
    nearest[np.arange(len(cosines)), cosines.argmax(axis=1)] = True
    rules = [field.cut_at(None).rule for field in fields]
    exclusive = [_exclusive(rule) for rule in rules]
    return [
        f"| PhotoClip's calibrated cut | **{macro(world.held(rules)):.3f}** |",
        f"| the same, labels exclusive | {macro(world.held(exclusive)):.3f} |",
        f"| one cosine for all, the best with the answers known ({best:.3f}) | "
        f"{macro(cosines >= best):.3f} |",
        f"| argmax | {macro(nearest):.3f} |",
    ]


def _exclusive(rule: Rule) -> Rule:
    return replace(rule, group="all")


# --- learning -----------------------------------------------------------------------------------------

Picks = Callable[[np.random.Generator, Judged, Ground, Bool, int], list[np.ndarray]]
"""Chooses what is asked next: groups of places, each answered at once."""


def by_queue(
    _rng: np.random.Generator, now: Judged, ground: Ground, allowed: Bool, count: int
) -> list[np.ndarray]:
    """What `photoclip review` asks."""
    return [question.places for question in questions(now, ground, allowed, count)]


def at_random(
    rng: np.random.Generator, _now: Judged, _ground: Ground, allowed: Bool, count: int
) -> list[np.ndarray]:
    """Any photo of the library."""
    return [rng.choice(np.flatnonzero(allowed), 1) for _ in range(count)]


def among_told(
    rng: np.random.Generator, now: Judged, ground: Ground, allowed: Bool, count: int
) -> list[np.ndarray]:
    """Any photo the label has, or is suggested on: what a person sees who looks through them."""
    told = allowed & np.logical_or(*now.field.decided())
    if told.sum() < 2 * count:  # then those it is surest of
        best = np.argsort(-np.where(allowed, now.field.certainties, -np.inf))[: 4 * count]
        told = np.zeros_like(allowed)
        told[best] = True
    return [one[None] for one in rng.choice(np.flatnonzero(told), count, replace=False)]


PICKS: dict[str, Picks] = {
    "chosen by the queue": by_queue,
    "any photo at random": at_random,
    "at random of those it is on or suggested on": among_told,
}


@dataclass
class Course:
    """F1 of each label on photos that were never in the library, by how it was corrected."""

    scores: dict[tuple[str, str, int], list[float]] = field(
        default_factory=lambda: defaultdict(list)
    )
    learned: dict[tuple[str, int], list[bool]] = field(default_factory=lambda: defaultdict(list))
    seconds: list[float] = field(default_factory=list)


def correct(
    course: Course, world: World, chosen: Iterable[int], repeats: int, *, shown: int = 0
) -> Course:
    """Make labels of words, correct each as a person who knows the truth, test after some answers.

    ``shown`` photos that are right are confirmed before anything is asked; two for a name.
    """
    for n in chosen:
        words = world.words(world.truths[n])
        for pick_name, picks in PICKS.items():
            for repeat in range(1 if picks is by_queue else repeats):
                rng = np.random.default_rng((SEED, n, repeat))
                _correct_one(world, n, words, picks, pick_name, rng, course, shown)
    return course


def _correct_one(
    world: World,
    n: int,
    words: Field,
    picks: Picks,
    pick_name: str,
    rng: np.random.Generator,
    course: Course,
    shown: int,
) -> None:
    truth, test, ground = world.here[n], world.there[n], world.ground
    yes, no = np.zeros(len(ground.pool), bool), np.zeros(len(ground.pool), bool)
    shown = 2 if truth.kind == "name" else shown
    right = np.flatnonzero(truth.right)
    yes[rng.choice(right, min(shown, len(right)), replace=False)] = True

    def now() -> Judged:
        started = time.perf_counter()
        found = judged(words, ground, Answers(yes, no), LabelDefinition())
        course.seconds.append(time.perf_counter() - started)
        return found

    def note(asked: int, found: Judged) -> None:
        said = world.held([found.field.rule])[:, 0]
        course.scores[truth.kind, pick_name, asked].append(f1(said, test.right, test.unclear))
        course.learned[pick_name, asked].append(found.learning.judge is Judge.LEARNED)

    found, asked = now(), 0
    note(0, found)
    while asked < max(CORRECTIONS):
        groups = picks(rng, found, ground, ~(yes | no | truth.unclear), AT_ONCE)
        for group in groups:
            (yes if truth.right[group[0]] else no)[group] = True
        asked += AT_ONCE
        found = now()
        if asked in CORRECTIONS:
            note(asked, found)


def course_rows(course: Course, kinds: Sequence[str]) -> list[str]:
    rows = []
    for kind in (*kinds, *(["all"] if len(kinds) > 1 else [])):
        for name in PICKS:
            cells = []
            for asked in (0, *CORRECTIONS):
                every = [
                    score
                    for (one, how, count), scores in course.scores.items()
                    if how == name and count == asked and kind in (one, "all")
                    for score in [float(np.mean(scores))]
                ]
                weights = [
                    len(scores)
                    for (one, how, count), scores in course.scores.items()
                    if how == name and count == asked and kind in (one, "all")
                ]
                cells.append(f"{np.average(every, weights=weights):.3f}" if every else "–")
            rows.append(f"| {kind} | {name} | " + " | ".join(cells) + " |")
    return rows


def _header() -> str:
    counts = " | ".join(f"{count} answers" for count in CORRECTIONS)
    return (
        f"| labels | photos | words alone | {counts} |\n|---|---|---|{'---|' * len(CORRECTIONS)}\n"
    )


# --- speed --------------------------------------------------------------------------------------------

LABELS = 100
DIM = 512
DESCRIPTIONS = 271
PAGE = 4096


def unit(count: int, rng: np.random.Generator) -> Float32:
    rows = rng.standard_normal((count, DIM), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def rescore_rows(sizes: Sequence[int]) -> list[str]:
    """Every photo against every label, half of them learned, from vectors as the library has them."""
    rng = np.random.default_rng(1)
    background = unit(DESCRIPTIONS, rng)
    spread = np.zeros(1, np.float32), np.full(1, DIM**-0.5, np.float32)
    book = RuleBook(
        {
            n: Rule(
                "model",
                rounded(unit(1, rng)),
                *spread,
                (0.0, DIM**-0.5),
                head=Head(rounded(unit(1, rng)[0]), 0.0, 1.0) if n % 2 else None,
            )
            for n in range(LABELS)
        },
        background,
    )
    block = unit(PAGE, rng).astype(np.float16)
    book.decide(block.astype(np.float32))
    rows = []
    for size in sizes:
        started = time.perf_counter()
        for start in range(0, size, PAGE):
            book.decide(block[: min(PAGE, size - start)].astype(np.float32))
        seconds = time.perf_counter() - started
        rows.append(f"| {size:,} photos, {LABELS} labels | **{seconds:.1f} s** |")
    return rows


def refit_rows(size: int, answers: Sequence[int]) -> list[str]:
    """From answers to a rule and its certainties over the library, the words' being known."""
    rng = np.random.default_rng(2)
    pool = pool_of(unit(size, rng))
    background = unit(DESCRIPTIONS, rng)
    spread = np.zeros(1, np.float32), np.full(1, DIM**-0.5, np.float32)
    rule = Rule("model", rounded(unit(1, rng)), *spread, (0.0, DIM**-0.5))
    scores = rng.normal(-6, 2, (size, 1)).astype(np.float32)
    words = Field.over(rule, {}, background, scores)
    started = time.perf_counter()
    ground = Ground.of(pool, background)
    rows = [f"| once for a library of {size:,} | {time.perf_counter() - started:.2f} s |"]
    for count in answers:
        given = rng.choice(size, count, replace=False)
        yes, no = np.zeros(size, bool), np.zeros(size, bool)
        yes[given[::2]] = no[given[1::2]] = True
        times = []
        for _ in range(3):
            started = time.perf_counter()
            found = judged(words, ground, Answers(yes, no), LabelDefinition())
            times.append(time.perf_counter() - started)
        started = time.perf_counter()
        questions(found, ground, ~(yes | no), 20)
        asking = time.perf_counter() - started
        rows.append(f"| a label with {count} answers | **{min(times):.2f} s** |")
    rows.append(f"| 20 questions, near-identical photos found | {asking:.2f} s |")
    return rows


def _real(worlds: Sequence[World]) -> str:
    """The same on real photos, averaged over ways to cut them in two."""
    if not worlds:
        return "The real photos were not on this machine.\n\n"
    bare, helped = Course(), Course()
    for world in worlds:
        chosen = range(len(world.truths))
        correct(bare, world, chosen, 1)
        correct(helped, world, chosen, 1, shown=2)
    return (
        f"The same on {2 * len(worlds[0].others):,} real photos, {len(worlds[0].truths)} classes of "
        "them, under the embedded model, which saw nothing but rendered scenes in its life:\n\n"
        "| decided by | macro-F1 |\n|---|---|\n"
        + "\n".join(cut_rows(worlds[0], ("class",)))
        + f"\n\nCorrected, mean of {len(worlds)} ways to cut them in two:\n\n"
        + _header()
        + "\n".join(course_rows(bare, ("class",)))
        + "\n\nThe same with two photos shown to each label first:\n\n"
        + _header()
        + "\n".join(course_rows(helped, ("class",)))
        + "\n\n"
    )


def run(_folder: Path, *, quick: bool) -> str:
    world = scene_world(SEED, 800 if quick else SCENES)
    things = [n for n, truth in enumerate(world.truths) if truth.kind == "thing"]
    others = [n for n, truth in enumerate(world.truths) if truth.kind != "thing"]
    taught = things[:: 40 if quick else 3] + (others[::6] if quick else others)
    course = correct(Course(), world, taught, 1 if quick else REPEATS)
    kinds = ("thing", "trait", "name")
    text = (
        f"## Labels\n\n{len(world.truths):,} labels over {SCENES if not quick else 800:,} rendered "
        "scenes of an unseen seed; half of them are the library, F1 is taken on the other half, which "
        "no label saw, and averaged over labels.\n\nWords alone, one label for each of "
        f"{len(things)} things (every scene shows just one of them, so argmax can't do better than "
        "here):\n\n| decided by | macro-F1 |\n|---|---|\n"
        + "\n".join(cut_rows(world, ("thing",)))
        + "\n\nThings and traits together (“in the fog”, “something red”: a scene shows several, or "
        "none):\n\n| decided by | macro-F1 |\n|---|---|\n"
        + "\n".join(cut_rows(world, ("thing", "trait")))
        + f"\n\nCorrected by who knows the truth, {AT_ONCE} answers at a time:\n\n"
        + _header()
        + "\n".join(course_rows(course, kinds))
        + "\n\n"
    )
    text += _real(photo_worlds(range(SEED, SEED + (1 if quick else SPLITS))))
    sizes = (20_000,) if quick else (100_000, 1_000_000)
    return (
        text
        + f"Random unit vectors of {DIM} numbers, {DESCRIPTIONS} everyday descriptions:\n\n"
        + "| scored anew | time |\n|---|---|\n"
        + "\n".join(rescore_rows(sizes))
        + "\n\n| fitted anew | time |\n|---|---|\n"
        + "\n".join(refit_rows(20_000 if quick else 100_000, (5, 25, 500)))
    )
