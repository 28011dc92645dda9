"""Vectors by content and model, loaded once and appended to."""

from __future__ import annotations

import numpy as np
import pytest

from photoclip.core.types import ContentHash
from photoclip.store import vectors

DIM = 24


def unit(seed: int) -> np.ndarray:
    row = np.random.default_rng(seed).normal(size=DIM).astype(np.float32)
    return row / np.linalg.norm(row)


def digest(n: int) -> ContentHash:
    return ContentHash(n.to_bytes(32, "big"))


@pytest.fixture
def store(library):
    """Writes vectors of the contents with these numbers for a model; its id."""

    def put(key, *numbers):
        with library.transaction() as connection:
            model = vectors.model_id(connection, key, DIM)
            for n in numbers:
                connection.execute(
                    "INSERT OR IGNORE INTO content"
                    "(id, hash, byte_size, format, width, height, frames) "
                    "VALUES (?, ?, 1, 'jpeg', 1, 1, 1)",
                    (n, digest(n)),
                )
                vectors.put(connection, model, n, unit(n))
        return model

    return put


def test_vectors_come_back_as_the_float16_they_were_rounded_to(library, store):
    model = store("m", *range(1, 50))
    batch = vectors.load(library, model, DIM)
    assert batch.rows.dtype == np.float16
    expected = np.stack([unit(n) for n in range(1, 50)]).astype(np.float16)
    np.testing.assert_array_equal(batch.rows, expected)
    np.testing.assert_array_equal(batch.content_ids, np.arange(1, 50))
    np.testing.assert_array_equal(vectors.of_content(library, model, 7), expected[6])


def test_loading_on_yields_just_what_came_since(library, store):
    model = store("m", 1, 2)
    first = vectors.load(library, model, DIM)
    store("other", 1, 2, 3)
    store("m", 3, 4)
    second = vectors.load(library, model, DIM, after=first.last_id)
    assert list(second.content_ids) == [3, 4]
    third = vectors.load(library, model, DIM, after=second.last_id)
    assert third.rows.shape == (0, DIM)
    assert third.last_id == second.last_id


def test_more_vectors_than_one_page_load_whole(library, store):
    model = store("m", *range(1, 5001))
    batch = vectors.load(library, model, DIM)
    np.testing.assert_array_equal(batch.content_ids, np.arange(1, 5001))
    np.testing.assert_array_equal(batch.rows[-1], unit(5000).astype(np.float16))


def test_a_vector_that_is_there_stays(library, store):
    model = store("m", 1)
    with library.transaction() as connection:
        vectors.put(connection, model, 1, unit(99))
    np.testing.assert_array_equal(vectors.of_content(library, model, 1), unit(1).astype(np.float16))
    assert len(vectors.load(library, model, DIM).rows) == 1


def test_an_id_is_never_given_out_again(library, store):
    model = store("m", 1, 2)
    last = vectors.load(library, model, DIM).last_id
    with library.transaction() as connection:
        connection.execute("DELETE FROM vector")
    store("m", 1)
    assert vectors.load(library, model, DIM).last_id > last


def test_models_do_not_see_each_others_vectors(library, store):
    first, second = store("first", 1, 2), store("second", 2)
    assert len(vectors.load(library, first, DIM).rows) == 2
    assert len(vectors.load(library, second, DIM).rows) == 1
    assert vectors.has(library, first, digest(1))
    assert not vectors.has(library, second, digest(1))
    assert vectors.of_content(library, second, 1) is None
    assert vectors.find_model(library, "second") == second
    assert vectors.find_model(library, "third") is None


def test_a_new_model_has_no_vectors(library, store):
    assert vectors.load(library, store("m"), DIM).rows.shape == (0, DIM)
