"""The vector index."""

from __future__ import annotations

import numpy as np

from photoclip.compare.index import BLOCK, VectorIndex


def unit_rows(count: int, dim: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_similarities_are_the_exact_cosines_over_block_borders():
    rows = unit_rows(2 * BLOCK + 17, 16).astype(np.float16)
    index = VectorIndex(16)
    index.append(np.arange(len(rows)), rows)
    queries = unit_rows(3, 16, seed=1)
    np.testing.assert_allclose(
        index.similarities(queries), rows.astype(np.float32) @ queries.T, atol=1e-6
    )


def test_rows_added_one_by_one_are_those_added_at_once():
    rows = unit_rows(300, 8).astype(np.float16)
    grown, whole = VectorIndex(8), VectorIndex(8)
    whole.append(np.arange(300) * 7, rows)
    for place in range(300):
        grown.append(np.array([place * 7]), rows[place : place + 1])
    np.testing.assert_array_equal(grown.rows, whole.rows)
    np.testing.assert_array_equal(grown.content_ids, whole.content_ids)


def test_an_empty_index_answers_with_nothing():
    assert VectorIndex(8).similarities(unit_rows(2, 8)).shape == (0, 2)


def test_contents_without_a_vector_have_no_place():
    index = VectorIndex(4)
    index.append(np.array([5, 9, 2]), unit_rows(3, 4).astype(np.float16))
    np.testing.assert_array_equal(index.places_of(np.array([2, 5, 77])), [0, 2])
