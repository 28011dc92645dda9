from array import array
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QLocale, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from photoclip.browse.messages import Card, ItemKey, ItemState, Listing, Section, SectionKind
from photoclip.core.commands import Flag
from photoclip.gui.models.photos import PhotosModel, Role
from photoclip.gui.models.pixmaps import PixmapCache, rounded
from photoclip.gui.models.row_changes import changes, row_of

Until = Callable[..., None]


def raw(keys: Iterable[int]) -> bytes:
    return array("q", keys).tobytes()


def listing(
    keys: Iterable[int], sections: tuple[Section, ...] = (), scores: bytes = b""
) -> Listing:
    keys = list(keys)
    sections = sections or (Section(SectionKind.ALL, "", 0, len(keys)),)
    return Listing(raw(keys), scores, sections, {}, (), "", ranked=bool(scores), unindexed=0)


def card(key: int, **more: object) -> Card:
    return Card(
        ItemKey(key),
        b"/photos/%d.jpg" % key,
        **{"thumbnail": b"/thumbnails/%d" % key, **more},  # type: ignore[arg-type]
    )


def image(width: int = 40, height: int = 30) -> QImage:
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    return picture


@pytest.fixture
def model() -> PhotosModel:
    return PhotosModel()


class Asked:
    """What a model asked for."""

    def __init__(self, model: PhotosModel) -> None:
        self.cards: list[tuple[ItemKey, ...]] = []
        self.thumbnails: list[tuple[tuple[ItemKey, bytes], ...]] = []
        model.cards_wanted.connect(self.cards.append)
        model.thumbnails_wanted.connect(self.thumbnails.append)


def give(model: PhotosModel, keys: Iterable[int]) -> None:
    keys = list(keys)
    model.set_cards([card(key) for key in keys], [ItemKey(key) for key in keys])


# --- how lists change ---------------------------------------------------------------------------------


def applied(old: list[int], new: list[int], at_most: int = 50) -> list[int] | None:
    steps = changes(raw(old), raw(new), at_most)
    if steps is None:
        return None
    result = list(old)
    for step in reversed(steps):
        moved = sum(s.added - s.removed for s in steps if s.start < step.start)
        start = step.start + moved
        result[step.start : step.start + step.removed] = new[start : start + step.added]
    return result


@given(st.lists(st.integers(-99, 99), unique=True), st.lists(st.integers(-99, 99), unique=True))
def test_changes_turn_any_list_into_any_other(old: list[int], new: list[int]) -> None:
    assert applied(old, new) in (new, None)


@given(st.sets(st.integers(0, 5000)), st.sets(st.integers(0, 5000), max_size=10))
def test_scattered_news_are_insertions_only(old: set[int], added: set[int]) -> None:
    new = sorted(old | added)
    assert applied(sorted(old), new) == new
    steps = changes(raw(sorted(old)), raw(new), 50)
    assert steps is not None
    assert sum(step.added for step in steps) == len(added - old)
    assert not any(step.removed for step in steps)


def test_too_many_changes_are_none() -> None:
    assert changes(raw(range(0, 100)), raw(range(0, 100, 2)), 10) is None
    assert changes(raw(range(100_000)), raw(reversed(range(100_000))), 10) is None


@given(st.lists(st.integers(-(2**63), 2**63 - 1), unique=True), st.data())
def test_a_key_is_found_where_it_stands(keys: list[int], data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(keys) if keys else st.integers(0, 300))
    assert row_of(raw(keys), key) == (keys.index(key) if key in keys else None)


@given(st.permutations(range(-300, 300)), st.integers(-300, 299))
def test_small_keys_look_alike_and_are_told_apart(keys: list[int], key: int) -> None:
    assert row_of(raw(keys), key) == keys.index(key)


# --- the model as Qt sees it ------------------------------------------------------------------------


def test_the_model_keeps_qts_rules(model: PhotosModel, qtmodeltester: object) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    for keys in (range(50), [*range(25), 900, *range(25, 50)], range(10, 40), [], [5, 4], [4, 5]):
        model.show(listing(keys))
        give(model, keys)
        qtmodeltester.check(model)  # type: ignore[attr-defined]
        assert model.rowCount() == len(list(keys))
    tester.deleteLater()


def test_a_list_that_grew_keeps_indexes_and_selection(model: PhotosModel) -> None:
    model.show(listing(range(100)))
    selection = QItemSelectionModel(model)
    selection.select(model.index(50), QItemSelectionModel.SelectionFlag.Select)
    held, reset = QPersistentModelIndex(model.index(50)), QSignalSpy(model.modelReset)
    model.show(listing([*range(10), 777, *range(10, 90), 888, *range(90, 100)]))
    assert reset.count() == 0
    assert held.row() == 51
    assert held.data(Role.KEY) == 50
    assert [index.row() for index in selection.selectedIndexes()] == [51]


def test_another_list_is_shown_anew_where_nothing_is_to_be_kept(model: PhotosModel) -> None:
    reset = QSignalSpy(model.modelReset)
    model.show(listing(range(100)))
    model.show(listing(range(101)), keep=False)
    assert reset.count() == 2


def test_rows_tell_key_score_and_band(model: PhotosModel) -> None:
    sections = (
        Section(SectionKind.BAND, "likely", 0, 2),
        Section(SectionKind.BAND, "maybe", 2, 1),
    )
    model.show(listing([7, -8, 9], sections, array("f", [0.75, 0.5, 0.25]).tobytes()))
    told = [[model.index(row).data(role) for role in Role if role != Role.CARD] for row in range(3)]
    assert told == [[7, 0.75, "likely"], [-8, 0.5, "likely"], [9, 0.25, "maybe"]]
    assert model.row_of(ItemKey(-8)) == 1
    assert model.row_of(ItemKey(8)) is None
    assert model.sections() == sections


def test_a_screen_reader_hears_all_that_a_cell_shows(model: PhotosModel) -> None:
    QLocale.setDefault(QLocale("en_GB"))
    model.show(listing([1], (Section(SectionKind.BAND, "likely", 0, 1),)))
    known = card(
        1,
        taken_at="2023-07-15T10:00:00",
        rating=3,
        flag=Flag.PICKED,
        offline=True,
        state=ItemState.FAILED,
        format="raw",
    )
    model.set_cards([known], [ItemKey(1)])
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("1.jpg, likely", "3 star", "picked, 15 July 2023, RAW", "not be read, offline"):
        assert part in said


# --- cards --------------------------------------------------------------------------------------------


def test_what_shows_is_asked_for_once_and_told_when_it_comes(
    model: PhotosModel, until: Until
) -> None:
    asked, changed = Asked(model), QSignalSpy(model.dataChanged)
    model.show(listing(range(1, 1000)))
    model.visible_range_changed(0, 19)
    until(lambda: asked.cards)
    assert model.index(0).data() is None
    model.visible_range_changed(0, 19)
    model.index(3).data()
    (keys,) = asked.cards
    assert keys[0] == 1 or set(keys[:20]) == set(range(1, 21))
    assert len(keys) == len(set(keys)) <= 200
    give(model, keys)
    assert changed.count() == 1
    assert model.index(3).data() == "4.jpg"
    until(lambda: asked.thumbnails)
    assert len(asked.cards) == 1


def test_the_newest_wish_comes_first_and_old_ones_are_let_go(
    model: PhotosModel, until: Until
) -> None:
    asked = Asked(model)
    model.show(listing(range(100_000)))
    model.visible_range_changed(0, 99)
    model.visible_range_changed(50_000, 50_099)
    until(lambda: asked.cards)
    assert set(asked.cards[0][:100]) == set(range(50_000, 50_100))
    assert not set(asked.cards[0]) & set(range(100))


def test_a_few_pages_are_on_their_way_at_most(model: PhotosModel, until: Until) -> None:
    asked = Asked(model)
    model.show(listing(range(100_000)))
    for first in range(0, 5000, 500):
        model.visible_range_changed(first, first + 99)
        before = len(asked.cards)
        until(lambda: len(asked.cards) > before or len(asked.cards) >= 2)  # noqa: B023
    assert len(asked.cards) == 2
    give(model, asked.cards[0])
    until(lambda: len(asked.cards) == 3)
    assert set(range(4500, 4600)) <= set(asked.cards[2])


def test_it_looks_ahead_in_the_direction_of_scrolling(model: PhotosModel, until: Until) -> None:
    model.show(listing(range(10_000)))
    model.visible_range_changed(5000, 5009)
    give(model, range(5000, 5300))
    asked = Asked(model)
    model.visible_range_changed(4990, 4999)
    until(lambda: asked.cards)
    assert set(asked.cards[0]) == set(range(4800, 5000))


def test_unanswered_questions_are_asked_again_after_forget(
    model: PhotosModel, until: Until
) -> None:
    asked = Asked(model)
    model.show(listing(range(10)))
    model.visible_range_changed(0, 9)
    until(lambda: asked.cards)
    model.forget()
    until(lambda: len(asked.cards) == 2)
    assert set(asked.cards[0]) == set(asked.cards[1])


def test_a_photo_that_is_gone_is_not_asked_for_again(model: PhotosModel, until: Until) -> None:
    asked = Asked(model)
    model.show(listing([1, 2]))
    model.visible_range_changed(0, 1)
    until(lambda: asked.cards)
    model.set_cards([card(1), None], [ItemKey(1), ItemKey(2)])
    until(lambda: asked.thumbnails)
    assert model.card_at(1) is None
    assert len(asked.cards) == 1
    assert asked.thumbnails[-1] == ((1, b"/thumbnails/1"),)


def test_refreshed_cards_stay_until_newer_ones_come(model: PhotosModel, until: Until) -> None:
    asked = Asked(model)
    model.show(listing([1]))
    model.visible_range_changed(0, 0)
    give(model, [1])
    model.refresh()
    assert model.index(0).data() == "1.jpg"
    until(lambda: asked.cards)
    model.set_cards([card(1, rating=5)], [ItemKey(1)])
    known = model.card_at(0)
    assert known is not None
    assert known.rating == 5


def test_one_changed_card_is_told(model: PhotosModel) -> None:
    model.show(listing([1, 2]))
    give(model, [1, 2])
    changed = QSignalSpy(model.dataChanged)
    model.update(card(2, rating=4))
    model.update(card(3))
    assert changed.count() == 1
    assert changed.at(0)[0].row() == 1
    assert model.index(1).data(Role.CARD).rating == 4


def test_cards_are_kept_within_bounds(model: PhotosModel) -> None:
    model.show(listing(range(30_000)))
    for first in range(0, 30_000, 200):
        give(model, range(first, first + 200))
    known = [key for key in range(30_000) if model.known_card(ItemKey(key)) is not None]
    assert known == list(range(10_000, 30_000))


# --- thumbnails ---------------------------------------------------------------------------------------


def test_thumbnails_that_show_are_wanted_the_most_urgent_last(
    model: PhotosModel, until: Until
) -> None:
    asked = Asked(model)
    model.show(listing(range(1, 100)))
    give(model, range(1, 100))
    model.visible_range_changed(0, 4)
    until(lambda: asked.thumbnails)
    wanted = [key for key, _path in asked.thumbnails[-1]]
    assert wanted == list(range(10, 0, -1))
    model.set_thumbnail(ItemKey(1), image())
    model.visible_range_changed(50, 54)
    until(lambda: len(asked.thumbnails) == 2)
    assert [key for key, _path in asked.thumbnails[-1]] == list(range(60, 50, -1))


def test_a_thumbnail_that_came_is_shown_with_round_corners(
    model: PhotosModel, until: Until
) -> None:
    model.set_thumbnail_side(40, 1.0)
    model.show(listing([1]))
    give(model, [1])
    model.visible_range_changed(0, 0)
    changed = QSignalSpy(model.dataChanged)
    model.set_thumbnail(ItemKey(1), image(), 40)
    until(changed.count)
    picture = model.index(0).data(Qt.ItemDataRole.DecorationRole).toImage()
    assert picture.pixelColor(0, 0).alpha() == 0
    assert picture.pixelColor(39, 29).alpha() == 0
    assert picture.pixelColor(20, 15) == QColor("red")
    assert picture.pixelColor(20, 0) == QColor("red")


def test_no_picture_is_an_answer_too(model: PhotosModel, until: Until) -> None:
    asked = Asked(model)
    model.show(listing([1]))
    give(model, [1])
    model.visible_range_changed(0, 0)
    until(lambda: asked.thumbnails)
    model.set_thumbnail(ItemKey(1), QImage())
    until(lambda: model.pixmap_at(0) is not None)
    pixmap = model.pixmap_at(0)
    assert pixmap is not None
    assert pixmap.isNull()


def test_another_size_is_asked_for_while_the_old_one_shows(
    model: PhotosModel, until: Until
) -> None:
    asked = Asked(model)
    model.set_thumbnail_side(40, 1.0)
    model.show(listing([1]))
    give(model, [1])
    model.visible_range_changed(0, 0)
    model.set_thumbnail(ItemKey(1), image(), 40)
    until(lambda: model.pixmap_at(0))
    sides = QSignalSpy(model.thumbnail_side_changed)
    model.set_thumbnail_side(80, 2.0)
    assert [list(emitted) for emitted in (sides.at(0),)] == [[80]]
    assert model.pixmap_at(0) is not None
    until(lambda: asked.thumbnails and asked.thumbnails[-1])
    assert asked.thumbnails[-1] == ((1, b"/thumbnails/1"),)


def test_what_is_made_elsewhere_is_not_asked_for(model: PhotosModel, until: Until) -> None:
    asked = Asked(model)
    model.show(listing([1, 2]))
    give(model, [1, 2])
    model.visible_range_changed(0, 1)
    until(lambda: asked.thumbnails)
    model.defer_thumbnail(ItemKey(1))
    model.refresh()
    model.defer_thumbnail(ItemKey(1))
    until(lambda: len(asked.thumbnails) == 2)
    assert asked.thumbnails[-1] == ((2, b"/thumbnails/2"),)


def test_pixmaps_keep_to_their_budget() -> None:
    cache = PixmapCache(10 * 4 * 40 * 30)
    for key in range(30):
        cache.put(ItemKey(key), rounded(image(), 1.0), 40)
        cache.get(ItemKey(0))
    assert len(cache) == 10
    assert cache.bytes == 10 * 4 * 40 * 30
    assert cache.get(ItemKey(0)) is not None  # looked at all the time
    assert cache.get(ItemKey(5)) is None
