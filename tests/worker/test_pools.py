"""Decoder processes that are kept: for pictures of one size at a time, and never of a wrong one."""

from __future__ import annotations

import os

import pytest

from photoclip.core.types import InputSpec
from photoclip.worker.pools import KeptPool

SMALL, LARGE = InputSpec(32), InputSpec(48)


@pytest.fixture
def kept():
    pool = KeptPool(1)
    yield pool
    pool.close()


def size_of(pool, photo) -> int:
    return pool.read(os.fsencode(photo)).pixels.shape[0]


def test_a_pool_is_kept_for_the_next_one_who_wants_pictures_of_that_size(
    kept, make_photo, tmp_path
):
    photo = make_photo(tmp_path / "a.png")
    with kept.open(SMALL) as first:
        assert size_of(first, photo) == 32
    with kept.open(SMALL) as again:
        assert again is first
    with kept.open(LARGE) as other:
        assert other is not first
        assert size_of(other, photo) == 48


def test_while_pictures_of_another_size_are_read_nobody_gets_those(kept, make_photo, tmp_path):
    photo = make_photo(tmp_path / "a.png")
    with kept.open(SMALL) as first:
        with kept.open(LARGE) as beside:
            assert size_of(beside, photo) == 48
        assert size_of(first, photo) == 32
    with kept.open(SMALL) as again:
        assert again is first
