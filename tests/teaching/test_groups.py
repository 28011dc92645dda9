from __future__ import annotations

import numpy as np

from photoclip.embed.adapter_fitting import NO_TEXT
from photoclip.embed.prompts import unit
from photoclip.store.columns import UNDATED, Dated
from photoclip.teaching import groups as grouping
from photoclip.teaching.groups import grouped, grouped_rows

SECOND = 1_000_000
NOON = 43_200 * SECOND


def rows(count: int, seed: int = 0) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(count, 32)).astype(np.float32))


def undated(count: int) -> Dated:
    return Dated(
        np.arange(1, count + 1), np.full(count, UNDATED, np.int64), np.zeros(count, np.int32)
    )


def members(numbers: np.ndarray) -> list[list[int]]:
    found = [np.flatnonzero(numbers == one).tolist() for one in range(numbers.max() + 1)]
    return [one for one in found if len(one) > 1]


def group(vectors, dated=None, texts_of=None, sentences=None) -> np.ndarray:
    count = len(vectors)
    return grouped(
        vectors,
        np.arange(1, count + 1),
        undated(count) if dated is None else dated,
        np.arange(count)[:, None] if texts_of is None else np.array(texts_of),
        np.ones(count, bool) if sentences is None else np.array(sentences),
    )


def test_photos_that_have_nothing_in_common_stand_alone():
    assert len(np.unique(group(rows(30)))) == 30


def test_near_identical_photos_belong_together_also_across_blocks(monkeypatch):
    vectors = rows(30)
    vectors[20] = vectors[3]
    vectors[29] = unit(vectors[3:4] + 1e-3)[0]
    assert members(grouped_rows(vectors)) == [[3, 20, 29]]
    monkeypatch.setattr(grouping, "_BLOCK", 7)
    assert members(grouped_rows(vectors)) == [[3, 20, 29]]


def test_a_thousand_times_the_same_picture_is_one_group():
    same = np.repeat(rows(1), 1000, axis=0)
    assert len(np.unique(grouped_rows(np.concatenate([same, rows(300, 2)])))) == 301


def test_photos_of_one_moment_belong_together():
    taken = np.array([NOON, NOON + 9 * SECOND, NOON + 60 * SECOND, NOON + 300 * SECOND])
    ids = np.array([3, 1, 2, 4])
    dated = Dated(ids, taken, np.zeros(4, np.int32))
    assert members(group(rows(4), dated)) == [[0, 2]]


def test_dates_without_a_time_are_no_moments():
    taken = np.full(4, 86_400 * SECOND * 1000)
    assert members(group(rows(4), Dated(np.arange(1, 5), taken, np.zeros(4, np.int32)))) == []


def test_a_sentence_written_for_a_series_holds_it_together():
    texts_of = [[0, NO_TEXT], [0, 1], [2, 1], [3, NO_TEXT]]
    assert members(group(rows(4), None, texts_of, [True, False, True, True])) == [[0, 1]]


def test_a_sentence_on_very_many_photos_is_used_like_a_word():
    count = grouping.SERIES + 1
    assert members(group(rows(count), None, [[0]] * count)) == []
    assert len(members(group(rows(count - 1), None, [[0]] * (count - 1)))) == 1
