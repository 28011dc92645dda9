"""Filling a model's vectors beside those in use: what is read, what is refused, what is suspected."""

from __future__ import annotations

import os

import numpy as np
import pytest
from colour_encoder import SIZE, ColourEncoder

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled
from photoclip.core.types import InputSpec
from photoclip.indexing import in_hand
from photoclip.indexing.filling import Filling, fill_from_vectors
from photoclip.indexing.service import Indexer
from photoclip.media.sandbox import DecoderPool
from photoclip.store import files, generations, vectors

PHOTOS = 12


def pool(_spec) -> DecoderPool:
    return DecoderPool(1, InputSpec(SIZE))


@pytest.fixture
def first(library, tmp_path, make_photo) -> ColourEncoder:
    """The model that knows all photos."""
    for n in range(PHOTOS):
        make_photo(tmp_path / "album" / f"{n:02}.jpg", n, size=(48, 32))
    files.add_root(library, os.fsencode(tmp_path / "album"))
    encoder = ColourEncoder("first@1")
    Indexer(library, encoder.info, lambda: encoder, pool).run()
    return encoder


@pytest.fixture
def second() -> ColourEncoder:
    return ColourEncoder("second@2")


def filling(library, encoder, **options) -> Filling:
    return Filling(library, encoder.info, lambda: encoder, pool, **options)


def states(library) -> list[tuple]:
    return library.connection.execute("SELECT path, state, strikes, kills FROM file").fetchall()


def contents(library) -> list[int]:
    rows = library.connection.execute("SELECT content_id FROM photo ORDER BY id").fetchall()
    return [content for (content,) in rows]


def test_every_photo_gets_a_vector_once_and_nothing_else_changes(library, first, second):
    before = states(library)
    made = filling(library, second)
    assert made.run(CancelToken())
    assert made.done == second.encoded == PHOTOS
    assert filling(library, second).run(CancelToken())
    assert second.encoded == PHOTOS
    assert states(library) == before
    rows = [
        vectors.load(library, vectors.find_model(library, key), 16).rows
        for key in ("first@1", "second@2")
    ]
    assert np.array_equal(np.sort(rows[0], axis=0), np.sort(rows[1], axis=0))


def test_it_makes_way_keeps_its_place_and_goes_on(library, first, second):
    made = filling(library, second)
    seen = []

    def enough() -> bool:
        seen.append(1)
        return len(seen) == 5

    assert not made.run(CancelToken(), enough)
    assert made.done == 5
    assert made.run(CancelToken())
    assert made.done == second.encoded == PHOTOS


def test_a_copy_is_tried_where_the_first_file_cant_be_read(library, first, second, tmp_path):
    album = tmp_path / "album"
    copy = album / "copy.jpg"
    copy.write_bytes((album / "00.jpg").read_bytes())
    Indexer(library, first.info, lambda: first, pool).run()
    (album / "00.jpg").write_bytes(b"nothing" * 9)
    made = filling(library, second)
    assert made.run(CancelToken())
    assert made.done == PHOTOS
    assert len(made.unreadable) == 1


def test_a_file_that_holds_something_else_by_now_gives_no_vector_to_the_photo_it_was(
    library, first, second, tmp_path, make_photo
):
    make_photo(tmp_path / "album" / "03.jpg", 99, size=(48, 32))
    made = filling(library, second)
    assert made.run(CancelToken())
    assert made.done == PHOTOS - 1
    assert generations.filled(library, "second@2").fillable == 1  # for the next scan to tell


def test_nothing_is_written_any_more_when_nobody_wants_it(library, first, second):
    with pytest.raises(Cancelled):
        filling(library, second, is_wanted=lambda _connection: False).run(CancelToken())
    assert generations.filled(library, "second@2").done == 0
    assert not (library.folder / in_hand.FILLING_NAME).exists()


def die(library, chosen: list[int], *, crashed: bool) -> None:
    """As if the owner had died while the model looked at these."""
    in_hand.Filling(library.folder, "second@2").take(chosen)
    if crashed:
        (library.folder / in_hand.CRASH_LOG).write_text("Segmentation fault", "utf-8")
    in_hand.recover(library)


def test_a_picture_that_brings_the_owner_down_twice_is_left_out_and_the_others_are_filled(
    library, first, second
):
    before = states(library)
    with library.transaction() as connection:
        vectors.model_id(connection, "second@2", 16)
    chosen = contents(library)[2:6]
    die(library, chosen, crashed=True)
    assert generations.suspected(library, "second@2") == set(chosen)
    in_hand.recover(library)  # counted once
    assert generations.filled(library, "second@2").fillable == PHOTOS
    die(library, chosen[1:2], crashed=True)
    assert generations.filled(library, "second@2").fillable == PHOTOS - 1
    made = filling(library, second)
    assert made.run(CancelToken())
    assert made.done == PHOTOS - 1
    # those under suspicion were looked at alone, and are acquitted
    assert second.batches.count(1) >= len(chosen) - 1
    assert generations.suspected(library, "second@2") == set()
    assert states(library) == before


def test_being_killed_from_outside_says_little_about_a_picture(library, first, second):
    with library.transaction() as connection:
        vectors.model_id(connection, "second@2", 16)
    one = contents(library)[:1]
    for _ in range(4):
        die(library, one, crashed=False)
    assert generations.filled(library, "second@2").fillable == PHOTOS
    assert filling(library, second).run(CancelToken())
    assert generations.filled(library, "second@2").done == PHOTOS


def test_vectors_can_follow_from_another_models(library, first):
    info = ColourEncoder("third@3").info
    made = fill_from_vectors(library, info, "first@1", lambda rows: -rows)
    assert made == PHOTOS
    assert fill_from_vectors(library, info, "first@1", lambda rows: -rows) == 0
    assert fill_from_vectors(library, info, "never seen@0", lambda rows: -rows) == 0
    rows = [
        vectors.load(library, vectors.find_model(library, key), 16).rows
        for key in ("first@1", "third@3")
    ]
    assert np.array_equal(rows[0], -rows[1])
