"""A rule reads back as it was written, and nothing else is taken for one."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import Automatic
from photoclip.tagging.rule import Head, Rule, rounded
from photoclip.tagging.rules import RuleBook, _against_others, hardened, softened

DIM = 24


def unit(count, seed, dim=DIM):
    rows = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


BACKGROUND = unit(60, 1)
PHOTOS = unit(3000, 2)


def rule(seed=3, texts=1, **more):
    vectors = rounded(unit(texts, seed))
    cosines = PHOTOS @ vectors.T
    low, middle = np.quantile(cosines, (0.1587, 0.5), axis=0)
    usual = PHOTOS @ BACKGROUND.T
    return Rule(
        "model@1",
        vectors,
        middle.astype(np.float32),
        (middle - low).astype(np.float32),
        (float(usual.mean()), float(usual.std())),
        **more,
    )


def head(seed=9):
    return Head(rounded(unit(1, seed)[0] * 3), -0.25, 0.75)


@pytest.mark.parametrize(
    "written",
    [
        rule(),
        rule(texts=5, unlike=rounded(unit(3, 8)), cut=1.5, suggest=-0.3, photos=12),
        rule(head=head(), group="tiere/größe 🐕", automatic=Automatic.SUGGEST),
        rule(group=""),
    ],
)
def test_a_rule_reads_back_and_decides_the_same(written):
    read = Rule.from_json(written.to_json())
    assert read.to_json() == written.to_json()
    assert (read.group, read.automatic, read.cut) == (written.group, written.automatic, written.cut)
    before = RuleBook({7: written}, BACKGROUND).decide(PHOTOS)[7]
    after = RuleBook({7: read}, BACKGROUND).decide(PHOTOS)[7]
    np.testing.assert_array_equal(before.auto, after.auto)
    np.testing.assert_array_equal(before.suggested, after.suggested)
    np.testing.assert_array_equal(before.probability, after.probability)


def spoiled(**changes):
    plain = json.loads(rule(head=head()).to_json())
    for key, value in changes.items():
        if value is None:
            del plain[key]
        else:
            plain[key] = value
    return json.dumps(plain)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "3",
        "{}",
        "[" * 100_000,
        spoiled(format=2),
        spoiled(format=None),
        spoiled(model=None),
        spoiled(model=""),
        spoiled(model=5),
        spoiled(dim=0),
        spoiled(dim=-3),
        spoiled(dim=True),
        spoiled(dim=10**12),
        spoiled(dim="24"),
        spoiled(texts=""),
        spoiled(texts="%%%"),
        spoiled(texts="AAAA"),
        spoiled(texts=[1.0]),
        spoiled(unlike="AAAA"),
        spoiled(middles=[]),
        spoiled(middles=["0"]),
        spoiled(scales=[0.0]),
        spoiled(scales=[float("nan")]),
        spoiled(usual=[0.0, -1.0]),
        spoiled(cut=float("inf")),
        spoiled(cut="high"),
        spoiled(cut=None),
        spoiled(suggest=3.0),
        spoiled(cut=1e30),
        spoiled(automatic="off"),
        spoiled(automatic="always"),
        spoiled(group=7),
        spoiled(coefficients=[1.0]),
        spoiled(head=[]),
        spoiled(head={}),
        spoiled(head={"weights": "AAAA", "offset": 0, "slope": 1}),
        spoiled(cut=10**400),
        spoiled(photos=-1),
        spoiled(photos="many"),
    ],
)
def test_what_is_no_rule_is_refused_in_words(text):
    with pytest.raises(PhotoClipError, match="no rule") as refused:
        Rule.from_json(text)
    assert refused.value.hint


@given(st.text(max_size=40))
def test_no_text_gets_past_the_reader_as_another_error(text):
    with pytest.raises(PhotoClipError):
        Rule.from_json(text)


def test_vectors_that_are_not_finite_are_refused():
    broken = rule()
    broken.texts[0, 0] = np.inf
    with pytest.raises(PhotoClipError, match="not finite"):
        Rule.from_json(broken.to_json())


def by_hand(one, photo):
    """Certainty of a rule for one photo, straight from the words of docs/labels.md."""
    same = np.zeros(len(BACKGROUND), bool)
    for text in one.texts:
        closeness = BACKGROUND @ text
        same |= closeness >= closeness.mean() + 2 * closeness.std()
    rivals = np.array([photo @ other for other in BACKGROUND[~same]])
    best = max([rivals.max(), *(photo @ other for other in one.unlike)])
    odds = []
    for text, middle, scale in zip(one.texts, one.middles, one.scales, strict=True):
        own = photo @ text
        deviations = [
            (own - middle) / scale,
            (own - rivals.mean()) / rivals.std(),
            (own - best) / rivals.std(),
            (own - one.usual[0]) / one.usual[1],
        ]
        intercept, *slopes = one.coefficients
        odds.append(
            intercept
            + sum(np.clip(d, -12, 12) * s for d, s in zip(deviations, slopes, strict=True))
        )
    certainty = float(softened(np.float32(max(odds))))
    if one.head is not None:
        certainty = one.head.slope * certainty + photo @ one.head.weights + one.head.offset
    return certainty


def test_certainties_are_what_the_method_says():
    rules = {
        1: rule(3),
        2: rule(4, texts=4, unlike=rounded(unit(2, 5))),
        9: rule(5, head=head()),
        4: rule(6, unlike=rounded(unit(1, 15)), head=head(3)),
    }
    found = RuleBook(rules, BACKGROUND).certainties(PHOTOS)
    for photo in range(0, 3000, 97):
        expected = [by_hand(one, PHOTOS[photo]) for one in rules.values()]
        np.testing.assert_allclose(found[photo], expected, rtol=1e-3, atol=2e-3)


def test_rivals_are_found_where_all_that_is_closest_means_the_same():
    # Photos that are the text itself: the descriptions closest to them are its own synonyms.
    text = rounded(unit(1, 3))
    synonyms = text + 0.02 * unit(8, 4)
    background = np.concatenate([synonyms / np.linalg.norm(synonyms, axis=1)[:, None], unit(90, 5)])
    book = RuleBook({1: rule(3)}, background)
    near = text + 0.01 * unit(5, 6)
    cosines = near @ background.T
    np.testing.assert_allclose(
        book._best_rivals(cosines)[:, 0], cosines[:, 8:].max(axis=1), rtol=1e-6
    )


def test_a_photo_is_decided_alike_alone_and_among_others():
    book = RuleBook({1: rule(3), 2: rule(4, head=head())}, BACKGROUND)
    together = book.certainties(PHOTOS)
    np.testing.assert_allclose(book.certainties(PHOTOS[1500:1501])[0], together[1500], atol=1e-4)
    assert book.certainties(PHOTOS[:0]).shape == (0, 2)


def test_a_rule_that_only_suggests_applies_nothing():
    cut = {"cut": -3.0, "suggest": -4.0}
    book = {1: rule(**cut), 2: rule(**cut, automatic=Automatic.SUGGEST)}
    found = RuleBook(book, BACKGROUND).decide(PHOTOS)
    assert found[1].auto.any()
    assert not found[2].auto.any()
    np.testing.assert_array_equal(found[2].suggested, found[1].auto | found[1].suggested)


def test_of_an_exclusive_group_a_photo_has_one_label_at_most():
    cut = {"cut": -6.0, "suggest": -7.0}
    rules = {n: rule(n, group="Tiere" if n % 2 else "tiere", **cut) for n in range(3, 8)}
    alone = RuleBook({n: replace(one, group=None) for n, one in rules.items()}, BACKGROUND)
    assert sum(d.auto.astype(int) for d in alone.decide(PHOTOS).values()).max() > 1
    found = RuleBook(rules, BACKGROUND).decide(PHOTOS)
    held = sum(d.auto.astype(int) for d in found.values())
    assert held.max() == 1
    told = sum((d.auto | d.suggested).astype(int) for d in found.values())
    assert told[held == 1].max() == 1


def test_exclusive_labels_weigh_each_other_and_none_of_them():
    rules = {n: rule(n, group="g") for n in (3, 4)}
    alone = RuleBook({n: replace(one, group=None) for n, one in rules.items()}, BACKGROUND)
    odds = np.exp(hardened(alone.certainties(PHOTOS)))
    whole = 1 + odds.sum(axis=1, keepdims=True)
    found = 1 / (1 + np.exp(-hardened(RuleBook(rules, BACKGROUND).certainties(PHOTOS))))
    np.testing.assert_allclose(found, odds / whole, rtol=1e-3, atol=1e-6)


def test_many_unlikely_labels_make_a_likely_one_no_less_likely():
    certainties = np.array([[1.0, *[-6.0] * 200]], np.float32)
    assert _against_others(certainties)[0, 0] == pytest.approx(1.0, abs=0.05)


def test_softening_keeps_sign_and_order_and_can_be_taken_back():
    odds = np.linspace(-90, 90, 4001).astype(np.float32)
    soft = softened(odds)
    assert (np.diff(soft) > 0).all()
    np.testing.assert_array_equal(np.sign(soft), np.sign(odds))
    np.testing.assert_allclose(soft[np.abs(odds) < 1], odds[np.abs(odds) < 1], rtol=0.02)
    np.testing.assert_allclose(hardened(soft), odds, rtol=1e-4, atol=1e-5)


def test_groups_elsewhere_do_not_meddle():
    rules = {3: rule(3, group="a"), 4: rule(4, group="b"), 5: rule(5)}
    found = RuleBook(rules, BACKGROUND).certainties(PHOTOS)
    for column, one in enumerate(rules.values()):
        own = RuleBook({1: one}, BACKGROUND).certainties(PHOTOS)
        np.testing.assert_allclose(found[:, column], own[:, 0], atol=1e-4)


def test_a_label_that_moved_competes_where_it_stands_now():
    assert rule(group="animals").placed("Pets/Dog").group == "pets"
    assert rule(group="animals").placed("Dog").group == ""
    assert rule().placed("Pets/Dog").group is None


def test_rules_of_another_model_are_refused():
    with pytest.raises(PhotoClipError, match="24 numbers"):
        RuleBook({1: rule()}, unit(10, 1, dim=16))
    with pytest.raises(PhotoClipError):
        RuleBook({1: rule()}, BACKGROUND).decide(unit(3, 1, dim=16))


def test_no_rules_decide_nothing():
    assert RuleBook({}, BACKGROUND).decide(PHOTOS) == {}


def test_probability_is_told_of_photos_that_may_have_it():
    found = RuleBook({1: rule(cut=-1.0, suggest=-3.0)}, BACKGROUND).decide(PHOTOS)[1]
    assert found.probability[~(found.auto | found.suggested)].max(initial=0.0) == 0.0
    assert (found.probability[found.auto] >= 1 / (1 + np.exp(1.0)) - 1e-6).all()
