"""How honest the bands are: precision and recall of *likely*, absent things, exclusions, templates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.scene_library import NEVER_DRAWN, SceneLibrary
from photoclip.compare.calibrate import band_starts
from photoclip.core.types import Band
from photoclip.embed.prompts import GENERAL_TEMPLATES
from photoclip.scenes.captions import captions
from photoclip.scenes.concepts import CONCEPTS
from photoclip.training import recall_at

SEED = 930_001
SCENES = 4000


def f1(right: float, said: float, there: float) -> tuple[float, float, float]:
    precision, recall = right / max(said, 1e-9), right / max(there, 1e-9)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def likely_table(library: SceneLibrary) -> list[str]:
    """Counts pooled over the queries of each kind, and the mean over queries."""
    pooled: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(4))
    each: dict[str, list[float]] = defaultdict(list)
    calibrator = library.calibrator()
    places = np.arange(len(library.specs))
    for query in library.queries(SEED):
        if not query.right.any():
            continue
        scores, _cosines = calibrator.score_text(library.vector(query.text), places)
        said = (scores >= band_starts(Band.LIKELY)) & ~query.neutral
        hits = float((said & query.right).sum())
        for kind in (query.kind, "all"):
            pooled[kind] += (hits, said.sum(), query.right.sum(), 1)
            each[kind].append(f1(hits, float(said.sum()), float(query.right.sum()))[2])
    rows = []
    for kind, (hits, said_n, there, count) in pooled.items():
        precision, recall, score = f1(hits, said_n, there)
        rows.append(
            f"| {kind} | {count:.0f} | {precision:.3f} | {recall:.3f} | **{score:.3f}** | "
            f"{np.mean(each[kind]):.3f} |"
        )
    return rows


def fixed_cosine(library: SceneLibrary) -> float:
    """The best F1 a single cosine threshold could reach for all concept queries at once."""
    cosines, right = [], []
    for query in library.queries(SEED):
        if query.kind == "concept":
            cosines.append(
                library.index.similarities(library.vector(query.text))[~query.neutral, 0]
            )
            right.append(query.right[~query.neutral])
    scores, truth = np.concatenate(cosines), np.concatenate(right)
    order = np.argsort(-scores)
    hits = np.cumsum(truth[order])
    precision, recall = hits / np.arange(1, len(hits) + 1), hits / truth.sum()
    return float((2 * precision * recall / np.maximum(precision + recall, 1e-9)).max())


def absent_rows(library: SceneLibrary) -> list[str]:
    """Share of the library called likely for what isn't in it."""
    taken_out = []
    for query in library.queries(SEED):
        if query.kind == "concept":
            keep = ~(query.right | query.neutral)
            calibrator = library.calibrator(keep)
            places = np.arange(int(keep.sum()))
            scores, _cosines = calibrator.score_text(library.vector(query.text), places)
            taken_out.append(float((scores >= band_starts(Band.LIKELY)).mean()))
    calibrator = library.calibrator()
    places = np.arange(len(library.specs))
    unknown = [
        float(
            (
                calibrator.score_text(library.vector(text), places)[0] >= band_starts(Band.LIKELY)
            ).mean()
        )
        for text in NEVER_DRAWN
    ]
    return [
        _absent_row("a concept whose scenes were taken out", taken_out),
        _absent_row("words the model was never taught", unknown),
    ]


def _absent_row(name: str, shares: Sequence[float]) -> str:
    values = np.array(shares)
    return (
        f"| {name} | {len(values)} | **{values.mean():.2%}** | {np.median(values):.2%} | "
        f"{values.max():.2%} | {(values == 0).mean():.0%} |"
    )


def exclusion_row(library: SceneLibrary) -> str:
    """``"on the beach" -dog``: what leaks through, what is lost; against subtracting vectors."""
    calibrator = library.calibrator()
    places = np.arange(len(library.specs))
    leaks, losses, plain_leaks, plain_losses = [], [], [], []
    for setting, words in (
        ("beach", "on the beach"),
        ("snow", "in the snow"),
        ("grass", "on the grass"),
        ("table", "on a table"),
        ("street", "on the street"),
    ):
        there = np.array([spec.setting == setting for spec in library.specs])
        wanted = library.vector(words)
        base = calibrator.score_text(wanted, places)[0] >= band_starts(Band.MAYBE)
        for concept in CONCEPTS:
            shown, neutral = library.truth(concept.name)
            out, rest = base & there & shown, base & there & ~shown & ~neutral
            if out.sum() < 5:
                continue
            unwanted = library.vector(concept.phrase)
            removed = calibrator.score_text(unwanted, places)[0] >= band_starts(Band.MAYBE)
            leaks.append(float((out & ~removed).sum() / out.sum()))
            losses.append(float((rest & removed).sum() / rest.sum()))
            # The usual way: subtract the vector, keep as many results as the exclusion kept.
            mixed = wanted - unwanted
            ranked = np.argsort(-library.index.similarities(mixed / np.linalg.norm(mixed))[:, 0])
            kept = np.zeros(len(places), bool)
            kept[ranked[: int((base & ~removed).sum())]] = True
            plain_leaks.append(float((out & kept).sum() / out.sum()))
            plain_losses.append(float((rest & ~kept).sum() / rest.sum()))
    return (
        f"| PhotoClip | {np.mean(leaks):.1%} | {np.mean(losses):.1%} |\n"
        f"| subtracting vectors | {np.mean(plain_leaks):.1%} | {np.mean(plain_losses):.1%} |"
    )


def template_rows(library: SceneLibrary) -> list[str]:
    """What averaging templates gains: zero-shot by bare names, recall by captions."""
    rows_of_index = library.index.gather(np.arange(len(library.index)))
    truth = np.arange(len(library.specs)) % len(CONCEPTS)
    names = [concept.phrase for concept in CONCEPTS]
    held = 1000
    sentences = [
        captions(library.specs[i], np.random.default_rng((SEED, i)), 1, "test")[0]
        for i in range(held)
    ]
    rows = []
    for label, templates in (
        ("the query alone", ("{}",)),
        ("“a photo of {}” alone", ("a photo of {}",)),
        (f"all {len(GENERAL_TEMPLATES)}", GENERAL_TEMPLATES),
    ):
        nearest = (rows_of_index @ library.texts.encode(names, templates).T).argmax(axis=1)
        recall = recall_at(10, library.texts.encode(sentences, templates), rows_of_index[:held])
        rows.append(f"| {label} | {(nearest == truth).mean():.3f} | {recall:.3f} |")
    return rows


def like_row(library: SceneLibrary) -> str:
    calibrator = library.calibrator()
    places = np.arange(len(library.specs))
    totals = np.zeros(3)
    for place in range(0, len(places), 20):
        right, neutral = library.truth(library.specs[place].concept)
        use = ~neutral & (places != place)
        vector = library.index.gather(np.array([place]))[0]
        said = (calibrator.score_like(vector, places)[0] >= band_starts(Band.LIKELY)) & use
        totals += ((said & right).sum(), said.sum(), (right & use).sum())
    precision, recall, score = f1(*totals)
    return f"{precision:.3f} precision, {recall:.3f} recall, F1 **{score:.3f}**"


def run(_folder: Path, *, quick: bool) -> str:
    library = SceneLibrary(SEED, 800 if quick else SCENES)
    return (
        f"## Honest bands\n\n{len(library.specs):,} scenes from an unseen seed, sentences in "
        f"forms never trained on, the embedded model ({library.encoder.info.key}). *Likely*, pooled "
        "over the queries of a kind, and the mean of the queries' F1:\n\n"
        "| queries | number | precision | recall | F1 pooled | F1 mean |\n|---|---|---|---|---|---|\n"
        + "\n".join(likely_table(library))
        + f"\n\nThe best single cosine for all concept queries reaches F1 {fixed_cosine(library):.3f}."
        "\n\nShare of the library called likely for what isn't there:\n\n"
        "| asked for | queries | mean | median | most | none at all |\n|---|---|---|---|---|---|\n"
        + "\n".join(absent_rows(library))
        + f"\n\n“More like this” (same concept counts): {like_row(library)}.\n\n"
        'Exclusion, `"on the beach" -dog` and the like: share of the unwanted left in, share of the '
        "others lost:\n\n| method | left in | lost |\n|---|---|---|\n"
        + exclusion_row(library)
        + "\n\nPrompt templates, averaged: zero-shot top-1 from the bare concept, recall@10 of a "
        "caption's own scene among 1,000:\n\n| templates | top-1 | recall@10 |\n|---|---|---|\n"
        + "\n".join(template_rows(library))
    )
