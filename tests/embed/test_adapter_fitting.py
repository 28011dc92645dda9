from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled
from photoclip.embed.adapter import Adapter
from photoclip.embed.adapter_fitting import (
    NO_TEXT,
    Recipe,
    WordPairs,
    contrastive_loss,
    fit,
    fits,
)
from photoclip.embed.adapter_trial import AGREEMENT, agreement, dealt, ranks, try_out
from photoclip.embed.prompts import unit
from photoclip.embed.runtime import open_clip

QUICK = Recipe(rank=16, steps=60, batch=64, learning_rate=2e-3, look_every=10, seed=3)
DIM = 24


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def rows(count: int, seed: int) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32))


def turned(amount: float, photos: int = 200, *, shuffled: bool = False, seed: int = 0) -> WordPairs:
    """Photos with a sentence each that stands where the photo does, but for a turn all of them share."""
    rng = np.random.default_rng(seed)
    images = rows(photos, seed + 1)
    turn = rng.normal(size=(DIM, 4)) @ rng.normal(size=(4, DIM)) / DIM**0.5
    texts = images @ (np.eye(DIM) + amount * turn).astype(np.float32)
    texts = unit((texts + rng.normal(0, 0.05, texts.shape)).astype(np.float32))
    if shuffled:
        texts = texts[rng.permutation(photos)]
    return WordPairs(
        images, texts, np.arange(photos)[:, None], np.arange(photos), rows(40, seed + 2)
    )


def test_with_one_text_a_photo_the_loss_is_that_of_open_clip():
    logits = torch.randn(9, 9, generator=torch.Generator().manual_seed(1))
    images = torch.nn.functional.normalize(torch.randn(9, 5), dim=1)
    texts = torch.nn.functional.normalize(torch.randn(9, 5), dim=1)
    theirs = open_clip().ClipLoss()(images, texts, torch.tensor(20.0))
    ours = contrastive_loss(20.0 * images @ texts.T, torch.eye(9))
    assert float(ours) == pytest.approx(float(theirs), rel=1e-5)
    assert float(contrastive_loss(logits, torch.eye(9))) > 0


def test_a_text_that_several_photos_share_is_right_for_all_of_them():
    right = torch.eye(4)
    right[0, 1] = right[1, 0] = right[0, 0] = right[1, 1] = 1.0
    told = 50.0 * right
    assert float(contrastive_loss(told, right)) == pytest.approx(np.log(2) / 2, abs=1e-3)
    assert float(contrastive_loss(told, torch.eye(4))) > 0.3


def test_which_texts_fit_which_photos():
    texts_of = np.array([[0, 2], [1, NO_TEXT]])
    assert fits(texts_of, np.array([0, 1, 2])).tolist() == [
        [True, False, True],
        [False, True, False],
    ]


def test_a_photo_is_ranked_among_those_without_its_text():
    images = np.eye(4, dtype=np.float32)
    texts = unit(np.array([[0.9, 0.8, 0, 0], [0, 0, 0.5, 0.9]], np.float32))
    texts_of = np.array([[0], [0], [1], [1]])
    pairs = WordPairs(images, texts, texts_of, np.arange(4), np.zeros((0, 4), np.float32))
    assert ranks(pairs, Adapter.nothing(4)).tolist() == [1, 1, 1, 1]
    alone = replace(pairs, texts_of=np.array([[0], [1], [1], [0]]))
    assert ranks(alone, Adapter.nothing(4)).tolist() == [1, 3, 2, 3]


def test_photos_just_as_close_stand_before_a_photo():
    images = np.ones((3, 4), np.float32) / 2
    pairs = WordPairs(
        images, images[:3], np.arange(3)[:, None], np.arange(3), np.zeros((0, 4), np.float32)
    )
    assert ranks(pairs, Adapter.nothing(4)).tolist() == [3, 3, 3]


def test_groups_are_dealt_whole_and_parts_are_about_as_large():
    groups = np.repeat(np.arange(30), np.arange(30) % 5 + 1)
    parts = dealt(groups, 5, 1)
    assert all(len(np.unique(parts[groups == one])) == 1 for one in range(30))
    sizes = np.bincount(parts, minlength=5)
    assert sizes.max() - sizes.min() <= 2
    assert np.array_equal(parts, dealt(groups, 5, 1))
    assert not np.array_equal(parts, dealt(groups, 5, 2))


def test_the_same_pairs_teach_the_same_twice():
    pairs = turned(2.0)
    first = list(fit(pairs, QUICK))
    second = list(fit(pairs, QUICK))
    assert [steps for steps, _ in first] == [10, 20, 30, 40, 50, 60]
    for (_, one), (_, other) in zip(first, second, strict=True):
        assert np.array_equal(one.images(pairs.images), other.images(pairs.images))
        assert np.array_equal(one.texts(pairs.texts), other.texts(pairs.texts))


def test_other_seeds_teach_otherwise():
    pairs = turned(2.0)
    (_, one), (_, other) = (
        list(fit(pairs, replace(QUICK, seed=seed, steps=10)))[-1] for seed in (1, 2)
    )
    assert not np.array_equal(one.image.up, other.image.up)


def test_what_words_say_of_all_photos_alike_is_learned_and_kept():
    pairs = turned(2.0)
    trial = try_out(pairs, rows(30, 99), QUICK)
    assert trial.adapter is not None
    assert trial.gain > 0.05
    assert trial.gain_at_least > 0
    assert trial.after.at_10 > trial.before.at_10


@pytest.mark.parametrize("seed", range(4))
def test_captions_dealt_by_chance_are_never_kept(seed):
    trial = try_out(turned(2.0, 120, shuffled=True, seed=seed), rows(30, 99), QUICK)
    assert trial.adapter is None


def test_what_the_model_knows_already_is_not_taught_again():
    trial = try_out(turned(0.0), rows(30, 99), QUICK)
    assert trial.before.at_1 > 0.95
    assert trial.adapter is None


def test_other_descriptions_still_find_what_they_found():
    pairs = turned(2.0)
    untaught = rows(30, 99)
    trial = try_out(pairs, untaught, QUICK)
    assert trial.adapter is not None
    assert agreement(pairs.images, untaught, trial.adapter) >= AGREEMENT
    assert trial.agreement >= AGREEMENT - 0.1


def test_agreement_is_one_where_nothing_changes_and_little_where_all_does():
    images, descriptions = rows(300, 1), rows(20, 2)
    assert agreement(images, descriptions, Adapter.nothing(DIM)) == pytest.approx(1.0, abs=1e-5)
    assert agreement(images, np.zeros((0, DIM), np.float32), Adapter.nothing(DIM)) == 1.0
    rng = np.random.default_rng(5)
    wild = Adapter.nothing(DIM)
    wild = replace(
        wild,
        image=replace(
            wild.image,
            down=rng.normal(size=(DIM, DIM)).astype(np.float32),
            up=10 * rng.normal(size=(DIM, DIM)).astype(np.float32),
        ),
    )
    assert abs(agreement(images, descriptions, wild)) < 0.3


def test_stopping_is_heard_between_two_steps():
    token = CancelToken()
    growing = fit(turned(2.0), QUICK, token)
    assert next(growing)[0] == 10
    token.cancel()
    with pytest.raises(Cancelled):
        next(growing)


def test_progress_goes_forward_to_the_end():
    heard: list[tuple[int, int]] = []
    try_out(turned(2.0), rows(30, 99), QUICK, lambda done, total: heard.append((done, total)))
    done = [one for one, _total in heard]
    assert done == sorted(done)
    assert {total for _done, total in heard} == {6 * QUICK.steps}
    assert done[-1] == 6 * QUICK.steps
