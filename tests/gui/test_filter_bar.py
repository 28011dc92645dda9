"""Filters chosen with the mouse write the language that can be typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest

from photoclip.browse.messages import Chip, ChipKind, Order
from photoclip.browse.overview_messages import LabelOverview, Overview
from photoclip.gui.views.drop_panel import ChoicePanel
from photoclip.gui.views.filter_bar import FilterBar

OVERVIEW = Overview(
    cameras=(("FUJIFILM X-T5", 20), ("Canon", 3)),
    years=(("2025", 7), ("2024", 12)),
    formats=(("jpeg", 9), ("raw", 2)),
    labels=(LabelOverview("beach", 4, "label:beach"), LabelOverview("dog", 2, "label:dog")),
)
CAT = Chip(ChipKind.WORDS, "cat", "", value="cat")


def chip(text: str) -> Chip:
    name, _, value = text.removeprefix("-").partition(":")
    return Chip(ChipKind.FILTER, text, "", name, value, text.startswith("-"))


@pytest.fixture
def bar(qt_warnings: list[str], until) -> Iterator[FilterBar]:
    bar = FilterBar(today=lambda: date(2025, 11, 25))
    bar.resize(800, 60)
    bar.set_overview(OVERVIEW)
    bar.set_query("cat", (CAT,))
    bar.set_order(Order.BEST, True)
    bar.show()
    until(bar.isVisible)
    yield bar
    bar.close()
    bar.deleteLater()
    # The offscreen platform has no window manager to talk to, and says so of every pop-up.
    qt_warnings[:] = [said for said in qt_warnings if "This plugin does not support" not in said]


@pytest.fixture
def edits(bar: FilterBar) -> list[object]:
    said: list[object] = []
    bar.query_edited.connect(said.append)
    return said


def take(panel: ChoicePanel, text: str) -> None:
    """Open a panel if it isn't, and click the row."""
    if not panel.isVisible():
        panel._button.click()
    (at,) = (at for at, row in enumerate(panel.list.rows.rows) if row.text == text)
    index = panel.list.rows.index(at)
    panel.list.scrollTo(index)
    place = panel.list.visualRect(index).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def shown(panel: ChoicePanel) -> dict[str, bool | None]:
    return {row.text: row.checked for row in panel.list.rows.rows}


@pytest.mark.parametrize(
    ("panel", "row", "text"),
    [
        ("date_panel", "This year", "cat date:2025"),
        ("date_panel", "2024", "cat date:2024"),
        ("date_panel", "Last 12 months", "cat date:2024-11-26.."),
        ("camera_panel", "FUJIFILM X-T5", 'cat camera:"FUJIFILM X-T5"'),
        ("camera_panel", "Canon", "cat camera:Canon"),
        ("type_panel", "RAW", "cat type:raw"),
        ("rating_panel", "At least 4 stars", "cat rating:>=4"),
        ("rating_panel", "Not rated", "cat rating:none"),
        ("rating_panel", "Picked", "cat is:picked"),
        ("label_panel", "beach", "cat label:beach"),
        ("label_panel", "Without a label", "cat is:unlabelled"),
    ],
)
def test_a_choice_is_written_into_the_query(bar, edits, panel, row, text) -> None:
    take(getattr(bar, panel), row)
    assert edits == [text]


def test_what_is_in_force_stands_on_the_buttons_and_is_checked(bar) -> None:
    bar.set_query("", (CAT, chip("date:2019..2021"), chip("rating:>=4"), chip("is:picked")))
    assert bar.date.text() == "Date: 2019 – 2021"
    assert bar.rating.text() == "Rating: at least 4 stars, picked"
    assert bar.camera.text() == "Camera"
    bar.rating.click()
    checked = [text for text, checked in shown(bar.rating_panel).items() if checked]
    assert checked == ["At least 4 stars", "Picked"]


def test_stars_and_flags_leave_each_other_alone(bar, edits) -> None:
    bar.set_query("", (CAT, chip("rating:>=4"), chip("is:picked")))
    take(bar.rating_panel, "Any rating")
    assert edits == ["cat is:picked"]
    take(bar.rating_panel, "Any flag")
    assert edits[-1] == "cat"


def test_several_types_can_be_chosen_before_the_first_is_understood(bar, edits) -> None:
    take(bar.type_panel, "RAW")
    assert bar.type_panel.isVisible()
    take(bar.type_panel, "JPEG")
    assert edits == ["cat type:raw", "cat type:raw,jpeg"]
    take(bar.type_panel, "Any type")
    assert edits[-1] == "cat"


def test_labels_add_up(bar, edits) -> None:
    take(bar.label_panel, "beach")
    take(bar.label_panel, "dog")
    take(bar.label_panel, "beach")
    assert edits == ["cat label:beach", "cat label:beach label:dog", "cat label:dog"]


def test_two_days_make_a_range(bar, edits) -> None:
    bar.date.click()
    bar.date_panel.from_day.setDate(QDate(2019, 1, 1))
    bar.date_panel.to_day.setDate(QDate(2021, 12, 31))
    bar.date_panel.apply.click()
    assert edits == ["cat date:2019..2021"]
    assert not bar.date_panel.isVisible()


def test_a_range_with_no_side_can_t_be_applied(bar) -> None:
    bar.date_panel.from_check.setChecked(False)
    assert bar.date_panel.apply.isEnabled()
    bar.date_panel.to_check.setChecked(False)
    assert not bar.date_panel.apply.isEnabled()


def test_the_calendar_shows_the_range_in_force(bar) -> None:
    bar.set_query("", (chip("before:2020"),))
    bar.date.click()
    assert bar.date_panel.to_day.date() == QDate(2019, 12, 31)
    assert not bar.date_panel.from_check.isChecked()


def test_clearing_takes_every_filter_and_no_word(bar, edits) -> None:
    assert not bar.clear.isVisible()
    bar.set_query("", (CAT, chip("in:Holidays/"), chip("-type:raw")))
    assert bar.clear.isVisible()
    bar.clear.click()
    assert edits == ["cat"]


def test_a_long_list_can_be_searched(bar, edits) -> None:
    bar.set_overview(Overview(cameras=tuple((f"Camera {n}", n) for n in range(40))))
    bar.camera.click()
    assert bar.camera_panel.narrow.isVisible()
    QTest.keyClicks(bar.camera_panel.narrow, "a 37")
    assert list(shown(bar.camera_panel)) == ["Camera 37"]
    QTest.keyClick(bar.camera_panel.narrow, Qt.Key.Key_Return)
    assert edits == ['cat camera:"Camera 37"']


def test_a_panel_is_used_with_the_keyboard(bar, edits) -> None:
    QTest.keyClick(bar.rating, Qt.Key.Key_Down)
    rows = bar.rating_panel.list
    QTest.keyClick(rows, Qt.Key.Key_Down)
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert edits == ["cat rating:5"]
    QTest.keyClick(bar.rating, Qt.Key.Key_Space)
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    assert not bar.rating_panel.isVisible()


def test_an_order_is_chosen_and_shown(bar) -> None:
    said: list[object] = []
    bar.order_chosen.connect(said.append)
    take(bar.order_panel, "Oldest first")
    assert said == [Order.OLDEST]
    bar.set_order(Order.OLDEST, True)
    assert bar.order.text() == "Order: Oldest first"


def test_where_nothing_is_ranked_there_is_no_best_match(bar) -> None:
    bar.set_order(Order.BEST, False)
    assert bar.order.text() == "Order: Newest first"
    assert not bar.all_bands.isVisible()
    bar.order.click()
    assert "Best match" not in shown(bar.order_panel)


def test_choosing_an_order_takes_out_the_one_that_was_typed(bar, edits) -> None:
    typed = Chip(ChipKind.ORDER, "sort:-date", "cat", "sort", "-date")
    bar.set_query("cat sort:-date", (CAT, typed))
    assert bar.order.text() == "Order: Oldest first"
    said: list[object] = []
    bar.order_chosen.connect(said.append)
    take(bar.order_panel, "Name")
    assert edits == ["cat"]
    assert said == [Order.NAME]


def test_sections_and_unlikely_photos_are_the_person_s_choice(bar) -> None:
    said: list[object] = []
    bar.by_day_changed.connect(said.append)
    bar.all_bands_changed.connect(said.append)
    take(bar.order_panel, "Days")
    bar.all_bands.click()
    assert said == [True, True]
    bar.set_all_bands(False)
    bar.set_by_day(True)
    assert said == [True, True]


def test_a_narrow_bar_wraps(bar) -> None:
    assert bar.heightForWidth(250) > bar.heightForWidth(2000)


def test_a_filter_chosen_beside_a_mistake_leaves_what_was_typed(bar, edits) -> None:
    bar.set_query('cat "on', ())
    take(bar.rating_panel, "Picked")
    assert edits == ['is:picked cat "on']
