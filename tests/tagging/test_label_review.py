"""Questions are worth asking: about what is open, each thing once, nothing that is answered."""

from __future__ import annotations

import numpy as np
import pytest
from meaning_library import THINGS, Gallery, direction

from photoclip.core.errors import NothingThereError
from photoclip.core.label_reports import Judge, Teaches
from photoclip.core.labels import LabelDefinition
from photoclip.tagging.likeness import MOST, alike, bundled, near_distance
from photoclip.tagging.pool import Pool
from photoclip.tagging.review import ANY_OF, _mixed, _most_telling


@pytest.fixture
def gallery(library) -> Gallery:
    return Gallery(library, noise=1.1)


def asked(groups):
    return [photo for group in groups for photo in group.photos]


def test_what_is_asked_is_asked_once_and_about_shown_unanswered_photos(gallery):
    gallery.define("Dog")
    answered, skipped, hidden = list(range(1, 60)), list(range(60, 120)), list(range(120, 180))
    gallery.mark("Dog", answered[:9], answered[9:])
    gallery.hide(hidden)
    groups = gallery.tagging.review("Dog", skipped, 100)
    photos = asked(groups)
    assert len(photos) == len(set(photos)) == 61
    assert set(photos) == set(range(180, 241))


def test_questions_lie_where_the_label_could_be_either(gallery):
    gallery.define("Dog")
    groups = gallery.tagging.review("Dog", (), 10)
    assert len(groups) == 10
    assert all(group.label == "Dog" for group in groups)
    preview = gallery.tagging.preview("Dog", LabelDefinition())
    border = {*preview.above[:15], *preview.below[:15], *preview.surest}
    assert len(border & set(asked(groups))) >= 7
    assert all(0.0 <= group.probability <= 1.0 for group in groups)


def test_the_same_question_is_asked_until_it_is_answered(gallery):
    gallery.define("Dog")
    first = gallery.tagging.review("Dog", (), 5)
    assert gallery.tagging.review("Dog", (), 5) == first
    gallery.mark("Dog", first[0].photos)
    assert not set(first[0].photos) & set(asked(gallery.tagging.review("Dog", (), 5)))


def test_near_identical_photos_are_one_question(library):
    gallery = Gallery(library, noise=1.1)
    rng = np.random.default_rng(3)
    shot = gallery.rows[0]  # a dog
    burst = [shot + 0.01 * rng.normal(size=shot.shape) for _ in range(6)]
    burst = np.array([row / np.linalg.norm(row) for row in burst], np.float32)
    gallery.put(range(3001, 3007), burst)
    gallery.define("Dog")
    groups = gallery.tagging.review("Dog", (), 100)
    (whole,) = [group for group in groups if 3001 in group.photos]
    assert set(whole.photos) == {1, *range(3001, 3007)}
    others = [group for group in groups if group is not whole]
    assert all(len(group.photos) == 1 for group in others)


def test_all_labels_in_force_are_asked_about_in_turn(gallery):
    gallery.put_in_force("Dog")
    gallery.put_in_force("Cat")
    gallery.define("Boat")  # has no rule
    groups = gallery.tagging.review(None, (), 8)
    assert [group.label for group in groups].count("Dog") == 4
    assert [group.label for group in groups].count("Cat") == 4
    assert gallery.tagging.review(None, (), 3) == groups[:3]


def test_a_label_that_is_not_there_is_told(gallery):
    with pytest.raises(NothingThereError):
        gallery.tagging.review("Nobody")
    assert gallery.tagging.review(None) == ()


def test_no_more_is_asked_than_wanted_or_there_is(gallery):
    gallery.define("Dog")
    assert gallery.tagging.review("Dog", (), 0) == ()
    assert len(gallery.tagging.review("Dog", (), 1)) == 1
    gallery.mark("Dog", gallery.photos("dog"), [p for t in THINGS[1:] for p in gallery.photos(t)])
    assert gallery.tagging.review("Dog", (), 20) == ()


def test_why_a_photo_is_asked_follows_from_where_it_lies(gallery):
    gallery.put_in_force("Dog")
    for group in gallery.tagging.review("Dog", (), 40):
        if group.teaches is Teaches.SURE:
            assert group.probability > 0.75
        elif group.teaches is Teaches.DIFFERENT:
            assert group.probability < 0.25
        else:
            assert 0.1 < group.probability < 0.9


def test_a_rare_thing_without_a_word_is_found_by_asking(library):
    """Sixteen photos among 256; two are shown to the label, the queue does the rest."""
    biscuit = direction("dog") * 0.6 + direction("a brown ear")
    gallery = Gallery(library, more=[biscuit] * 16, noise=0.6)
    rare = set(gallery.photos("something"))
    gallery.mark("Biscuit", sorted(rare)[:2])
    right = 0
    for _ in range(6):
        for group in gallery.tagging.review("Biscuit", (), 5):
            yes = [photo for photo in group.photos if photo in rare]
            right += len(yes)
            gallery.mark("Biscuit", yes, [p for p in group.photos if p not in rare])
    assert right >= 8  # two would be chance
    learning = gallery.tagging.preview("Biscuit", LabelDefinition()).learning
    assert learning.judge is Judge.LEARNED


# --- the mathematics ----------------------------------------------------------------------------------


def test_after_a_question_its_likes_teach_less():
    rng = np.random.default_rng(0)
    # Five photos of one kind, close to the cut, and one of another kind a little farther from it.
    one = np.tile(rng.normal(size=12), (5, 1)) + 0.01 * rng.normal(size=(5, 12))
    other = rng.normal(size=(1, 12))
    features = np.concatenate([one, other])
    margins = np.array([0.0, 0.0, 0.0, 0.0, 0.0, 0.4])
    order = _most_telling(features, margins, np.eye(12))
    assert order[0] < 5
    assert order[1] == 5


def test_what_stands_for_many_is_asked_before_what_stands_alone():
    rng = np.random.default_rng(1)
    crowd = np.tile(rng.normal(size=12), (20, 1)) + 0.05 * rng.normal(size=(20, 12))
    loner = rng.normal(size=(1, 12))
    loner *= np.linalg.norm(crowd[0]) / np.linalg.norm(loner)
    order = _most_telling(np.concatenate([loner, crowd]), np.zeros(21), np.eye(12))
    assert order[0] != 0


def test_each_choice_lessens_what_is_open_as_much_as_any_could():
    """Against doing it the long way: every candidate's answer, one by one."""
    rng = np.random.default_rng(2)
    features, margins = rng.normal(size=(15, 6)), rng.normal(size=15)
    covariance = np.diag(rng.uniform(0.2, 2.0, 6))
    p = 1 / (1 + np.exp(-margins))
    weight = p * (1 - p)

    def still_open(matrix):
        return weight @ np.einsum("ij,jk,ik->i", features, matrix, features)

    matrix = covariance
    left = list(range(15))
    for chosen in _most_telling(features, margins, covariance)[:6].tolist():
        after = {
            n: np.linalg.inv(np.linalg.inv(matrix) + weight[n] * np.outer(features[n], features[n]))
            for n in left
        }
        best = min(left, key=lambda n: still_open(after[n]))
        assert still_open(after[chosen]) == pytest.approx(still_open(after[best]), rel=1e-4)
        matrix = after[chosen]
        left.remove(chosen)


def test_one_in_five_is_any_photo_the_label_is_on():
    both = _mixed(np.arange(100, 120), np.array([1, 2, 103, 3]))
    assert both[:10].tolist() == [100, 101, 102, 103, 1, 104, 105, 106, 107, 2]
    assert len(set(both.tolist())) == len(both) == 23
    assert ANY_OF == 5


def pool_of(rows):
    from photoclip.compare.index import VectorIndex

    index = VectorIndex(rows.shape[1])
    index.append(np.arange(len(rows)), rows.astype(np.float16))
    count = len(rows)
    return Pool(index, np.arange(count), np.arange(1, count + 1), np.ones(count, bool))


def around(centre, angles):
    """Photos on a circle, these angles from the centre."""
    across = np.zeros_like(centre)
    across[0] = 1.0
    across -= (across @ centre) * centre
    across /= np.linalg.norm(across)
    turns = np.asarray(angles)[:, None]
    return (np.cos(turns) * centre + np.sin(turns) * across).astype(np.float32)


def test_chains_of_alike_photos_end_before_they_lead_away():
    rng = np.random.default_rng(4)
    crowd = rng.normal(size=(300, 32))
    crowd /= np.linalg.norm(crowd, axis=1, keepdims=True)
    # A slow pan: each picture is near-identical to the next, the last shows something else.
    pan = around(crowd[0], np.arange(0, 1.5, 0.1))
    pool = pool_of(np.concatenate([pan, crowd[1:].astype(np.float32)]))
    distance = near_distance(pool)
    (group,) = alike(pool, np.array([0]), np.arange(len(pool)), distance)
    assert 3 <= len(group) < len(pan)
    assert group[0] == 0
    assert set(group.tolist()) <= set(range(len(pan)))


def test_a_thousand_copies_are_not_answered_for_at_once():
    rows = np.tile(around(np.eye(8)[3], [0.0]), (1000, 1))
    other = np.random.default_rng(5).normal(size=(500, 8)).astype(np.float32)
    other /= np.linalg.norm(other, axis=1, keepdims=True)
    pool = pool_of(np.concatenate([rows, other]))
    (group,) = alike(pool, np.array([10]), np.arange(1500), near_distance(pool))
    assert len(group) == MOST
    assert (group < 1000).all()


def test_no_photo_belongs_to_two_questions():
    pan = around(np.eye(16)[5], np.arange(0, 0.6, 0.05))
    crowd = np.random.default_rng(6).normal(size=(200, 16)).astype(np.float32)
    crowd /= np.linalg.norm(crowd, axis=1, keepdims=True)
    pool = pool_of(np.concatenate([pan, crowd]))
    groups = alike(pool, np.array([0, 6, 11]), np.arange(len(pool)), near_distance(pool))
    photos = np.concatenate(groups).tolist()
    assert len(photos) == len(set(photos))


def test_bundles_are_the_same_however_photos_are_ordered():
    rows = np.concatenate([around(np.eye(8)[2], [0, 0.1, 0.2]), around(np.eye(8)[6], [0, 0.1])])
    numbers = bundled(rows, 0.006)
    assert len(set(numbers[:3].tolist())) == 1
    assert len(set(numbers.tolist())) == 2
    back = bundled(rows[::-1], 0.006)[::-1]
    assert len({(a, b) for a, b in zip(numbers.tolist(), back.tolist(), strict=True)}) == 2
    assert len(bundled(rows[:0], 0.01)) == 0


def test_near_is_measured_against_the_library():
    rng = np.random.default_rng(7)
    wide = rng.normal(size=(200, 16))
    narrow = wide + 4 * np.ones(16)
    pools = [
        pool_of((r / np.linalg.norm(r, axis=1)[:, None]).astype(np.float32)) for r in (wide, narrow)
    ]
    assert near_distance(pools[0]) > 3 * near_distance(pools[1])
    assert near_distance(pool_of(np.zeros((0, 4), np.float32))) > 0
