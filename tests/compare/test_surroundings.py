"""What is kept of each photo's surroundings is what comparing it with every description says."""

from __future__ import annotations

import numpy as np
import pytest

from photoclip.compare.index import VectorIndex
from photoclip.compare.surroundings import BLOCK, Surroundings
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled


def unit_rows(count: int, dim: int, seed: int) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def filled(count: int, dim: int = 16) -> VectorIndex:
    index = VectorIndex(dim)
    index.append(np.arange(count), unit_rows(count, dim, 1).astype(np.float16))
    return index


DESCRIPTIONS = unit_rows(40, 16, 2)


def check(index, surroundings, kept, places):
    rows = index.gather(places)
    others = rows @ DESCRIPTIONS[~kept].T
    expected = rows @ DESCRIPTIONS[kept].T
    centre, width, best = surroundings.without(kept, others, places)
    np.testing.assert_allclose(centre, expected.mean(axis=1), atol=1e-6)
    np.testing.assert_allclose(width, expected.std(axis=1), atol=1e-6)
    np.testing.assert_allclose(best, expected.max(axis=1), atol=1e-6)


@pytest.mark.parametrize("left_out", [0, 1, 13, 36])
def test_leaving_out_any_of_the_descriptions_is_exact(left_out):
    index = filled(200)
    surroundings = Surroundings(index, DESCRIPTIONS)
    for seed in range(3):
        kept = np.ones(40, bool)
        kept[np.random.default_rng(seed).permutation(40)[:left_out]] = False
        check(index, surroundings, kept, np.arange(0, 200, 3))


def test_photos_that_come_later_are_looked_at_too():
    index = filled(50)
    surroundings = Surroundings(index, DESCRIPTIONS)
    kept = np.arange(40) > 4
    check(index, surroundings, kept, np.arange(50))
    index.append(np.arange(50, 5000), unit_rows(4950, 16, 3).astype(np.float16))
    check(index, surroundings, kept, np.arange(30, 5000, 7))


def test_whoever_stops_waiting_is_let_go_and_the_next_one_answered():
    index = filled(3 * BLOCK)
    surroundings = Surroundings(index, DESCRIPTIONS)
    kept, places = np.arange(40) > 4, np.arange(3 * BLOCK)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        surroundings.without(kept, np.zeros((len(places), 5), np.float32), places, cancel)
    with pytest.raises(Cancelled):
        index.similarities(DESCRIPTIONS, cancel)
    check(index, surroundings, kept, places)
