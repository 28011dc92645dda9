"""Answers make a label better or change nothing."""

from __future__ import annotations

import numpy as np
import pytest
from meaning_library import Gallery, direction

from photoclip.core.label_reports import Judge
from photoclip.core.labels import LabelDefinition
from photoclip.tagging.learned import Belief, Directions, Lessons, believe, learn

NOTHING_SAID = LabelDefinition()


@pytest.fixture
def gallery(library) -> Gallery:
    """Twenty more photos show a certain dog, which the model has no word for."""
    biscuit = direction("dog") * 0.6 + direction("a brown ear")
    return Gallery(library, more=[biscuit] * 20, noise=0.6)


def test_without_answers_the_words_judge(gallery):
    learning = gallery.tagging.preview("Dog", NOTHING_SAID).learning
    assert learning.judge is Judge.ZERO_SHOT
    assert (learning.zero_shot_error, learning.learned_error) == (None, None)


def test_a_name_without_meaning_is_learned_from_a_few_photos(gallery):
    biscuits = gallery.photos("something")
    assert gallery.tagging.preview("Biscuit", NOTHING_SAID).would_hold == 0
    gallery.mark("Biscuit", biscuits[:9], gallery.photos("dog")[:6])
    preview = gallery.put_in_force("Biscuit")
    assert preview.learning.judge is Judge.LEARNED
    assert preview.learning.learned_error < preview.learning.zero_shot_error
    found = set(gallery.tagged("Biscuit")) - set(biscuits[:9])
    rest = set(biscuits[9:])
    assert len(found & rest) >= 8
    assert len(found - rest) <= 4


def test_only_yes_is_enough_and_does_not_tag_everything(gallery):
    biscuits = gallery.photos("something")
    gallery.mark("Biscuit", biscuits[:8])
    preview = gallery.put_in_force("Biscuit")
    found = set(gallery.tagged("Biscuit")) - set(biscuits[:8])
    assert preview.learning.judge is Judge.LEARNED
    assert len(found & set(biscuits[8:])) >= 6
    assert len(found - set(biscuits)) <= 20  # of 240


def test_one_answer_is_kept_in_mind_but_teaches_nothing_yet(gallery):
    free = gallery.tagging.preview("Dog", NOTHING_SAID)
    gallery.mark("Dog", no=free.surest[:1])
    preview = gallery.tagging.preview("Dog", NOTHING_SAID)
    assert preview.learning.judge is Judge.ZERO_SHOT
    assert preview.learning.rejected == 1
    assert preview.learning.learned_error is None
    assert preview.would_hold == free.would_hold - 1


def test_where_the_words_are_right_nothing_is_learned(gallery):
    gallery.mark("Dog", gallery.photos("dog")[:10], gallery.photos("cake")[:10])
    learning = gallery.tagging.preview("Dog", NOTHING_SAID).learning
    assert learning.judge is Judge.ZERO_SHOT
    assert learning.zero_shot_error < 0.1


def test_answers_that_contradict_each_other_do_no_harm(gallery):
    dogs, cats = gallery.photos("dog"), gallery.photos("cat")
    free = gallery.tagging.preview("Dog", NOTHING_SAID)
    gallery.mark("Dog", [*dogs[0:12:2], *cats[0:12:2]], [*dogs[1:12:2], *cats[1:12:2]])
    preview = gallery.tagging.preview("Dog", NOTHING_SAID)
    assert preview.learning.confirmed == preview.learning.rejected == 12
    assert preview.would_hold <= free.would_hold + len(cats)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("share", [None, 0.05])
def test_it_is_never_worse_on_what_a_person_said(gallery, seed, share):
    rng = np.random.default_rng(seed)
    asked = rng.choice(np.arange(1, 261), 30, replace=False).tolist()
    yes = [photo for photo in asked if rng.uniform() < 0.4]
    no = [photo for photo in asked if photo not in yes]
    definition = LabelDefinition(share=share)
    gallery.put_in_force("Dog", share=share)
    words = set(gallery.tagged("Dog"))
    gallery.mark("Dog", yes, no)
    gallery.put_in_force("Dog", share=share)
    after = set(gallery.tagged("Dog"))
    assert len(after & set(yes)) >= len(words & set(yes))
    wrong = [len(set(yes) - one) + len(one & set(no)) for one in (words, after)]
    assert wrong[1] <= wrong[0]
    assert gallery.tagging.preview("Dog", definition).learning.confirmed == len(yes)


def test_taking_all_answers_back_brings_the_words_back(gallery):
    before = gallery.tagging.preview("Biscuit", NOTHING_SAID).rule
    gallery.mark("Biscuit", gallery.photos("something")[:6], gallery.photos("dog")[:4])
    assert gallery.tagging.preview("Biscuit", NOTHING_SAID).rule != before
    gallery.unmark("Biscuit")
    assert gallery.tagging.preview("Biscuit", NOTHING_SAID).rule == before


def test_the_same_answers_always_make_the_same_rule(gallery):
    gallery.mark("Biscuit", gallery.photos("something")[:6], gallery.photos("dog")[:4])
    rules = {gallery.tagging.preview("Biscuit", NOTHING_SAID).rule for _ in range(3)}
    assert len(rules) == 1


def test_a_learned_rule_decides_in_the_owner_as_in_the_preview(gallery):
    gallery.mark("Biscuit", gallery.photos("something")[:6], gallery.photos("dog")[:4])
    preview = gallery.put_in_force("Biscuit")
    again = gallery.tagging.preview("Biscuit", NOTHING_SAID)
    assert preview.learning.judge is Judge.LEARNED
    assert (again.added, again.removed) == (0, 0)


def test_five_hundred_answers_are_learned_from(library):
    gallery = Gallery(library, more=[direction("cup") + direction("dog")] * 400, noise=1.0)
    some = gallery.photos("something")
    gallery.mark(
        "Cup", some[:300], [*gallery.photos("dog"), *gallery.photos("cat"), *gallery.photos("boat")]
    )
    preview = gallery.put_in_force("Cup")
    assert preview.learning.judge is Judge.LEARNED
    assert preview.learning.learned_error < preview.learning.zero_shot_error / 2
    found = set(gallery.tagged("Cup"))
    assert len(found & set(some[300:])) >= 95


# --- the mathematics ----------------------------------------------------------------------------------


def lessons(count, seed=0, width=8, anchors=50):
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(count, width))
    features[:, -1] = 1.0
    away = rng.normal(size=(anchors, width))
    away[:, -1] = 1.0
    yes = features[:, 0] + 0.3 * rng.normal(size=count) > 0
    return Lessons(features, yes, away, np.arange(count))


def test_without_answers_what_is_believed_is_the_words_themselves():
    none = lessons(0)
    belief = believe(none)
    expected = np.zeros(8)
    expected[-2] = 1.0
    np.testing.assert_allclose(belief.mean, expected, atol=1e-9)
    np.testing.assert_allclose(belief.certainties(none.anchors), none.anchors[:, -2], atol=1e-8)


def test_what_is_believed_is_the_likeliest():
    from photoclip.tagging import learned

    some = lessons(40)
    belief = believe(some)
    told, anchored = learned._weights(some)
    prior = np.zeros(8)
    prior[-2] = 1.0
    precision = np.full(8, learned.WEIGHT_SPREAD**-2)
    precision[-2:] = learned.SLOPE_SPREAD**-2, learned.OFFSET_SPREAD**-2

    def cost(mean):
        total = 0.5 * (precision * (mean - prior) ** 2).sum()
        for row, yes, weight in zip(some.answered, some.yes, told, strict=True):
            total += weight * np.log1p(np.exp(-row @ mean if yes else row @ mean))
        for row, weight in zip(some.anchors, anchored, strict=True):
            p = 1 / (1 + np.exp(-row[-2]))
            odds = row @ mean
            total += weight * (p * np.log1p(np.exp(-odds)) + (1 - p) * np.log1p(np.exp(odds)))
        return total

    best = cost(belief.mean)
    rng = np.random.default_rng(1)
    for _ in range(200):
        assert cost(belief.mean + rng.normal(size=8) * 0.02) > best


def test_near_identical_answers_count_as_one():
    some = lessons(12)
    copies = Lessons(
        np.concatenate([some.answered, np.repeat(some.answered[:1], 30, axis=0)]),
        np.concatenate([some.yes, np.repeat(some.yes[:1], 30)]),
        some.anchors,
        np.concatenate([some.bundles, np.zeros(30, np.int64)]),
    )
    np.testing.assert_allclose(believe(copies).mean, believe(some).mean, atol=1e-4)
    assert learn(copies).learned_error == pytest.approx(learn(some).learned_error, abs=1e-9)


def test_answers_make_what_is_believed_surer():
    few, many = believe(lessons(5)), believe(lessons(200))
    assert np.trace(many.covariance) < np.trace(few.covariance)
    assert (np.linalg.eigvalsh(many.covariance) > 0).all()


def testdirections_of_a_library_of_one_photo_are_finite():
    row = np.ones((1, 16), np.float32) / 4
    directions = Directions.of(row)
    assert np.isfinite(directions.features(row, np.zeros(1, np.float32))).all()


def test_a_head_says_of_vectors_what_was_believed_of_features():
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(300, 32)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    directions = Directions.of(rows)
    words = rng.normal(size=300).astype(np.float32)
    features = directions.features(rows, words)
    mean = rng.normal(size=features.shape[1])
    head = directions.head(mean)
    said = head.slope * words + rows @ head.weights + head.offset
    believed = Belief(mean, np.eye(len(mean))).certainties(features)
    np.testing.assert_allclose(said, believed, atol=2e-2)
