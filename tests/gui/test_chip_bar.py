"""The parts of a query as chips, and taking them out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from photoclip.browse.messages import Chip, ChipKind, ItemKey
from photoclip.gui.views.chip_bar import ChipBar
from photoclip.gui.views.flow_layout import FlowLayout, flow

CAT = Chip(ChipKind.WORDS, "cat", "date:2024 -dog", value="cat")
NO_DOG = Chip(ChipKind.EXCLUDED, "-dog", "cat date:2024", value="dog")
IN_2024 = Chip(ChipKind.FILTER, "date:2024", "cat -dog", "date", "2024")
ALL = (CAT, NO_DOG, IN_2024)


@pytest.fixture
def bar(until) -> Iterator[ChipBar]:
    window = QWidget()
    window.resize(500, 200)
    bar = ChipBar(window)
    bar.resize(500, 100)
    window.show()
    window.activateWindow()
    until(window.isActiveWindow)
    bar.set_chips(ALL)
    yield bar
    window.close()
    window.deleteLater()


def test_each_part_is_told_and_can_be_removed_by_name(bar: ChipBar) -> None:
    assert bar.texts == ("shows: cat", "without dog", "taken 2024")
    names = [button.accessibleName() for button in bar._buttons]
    assert names[2] == "Remove: taken 2024"


def test_a_phrase_alone_needs_no_chip(bar: ChipBar) -> None:
    bar.set_chips((CAT,))
    assert not bar.isVisible()
    assert bar.texts == ()


def test_the_cross_says_the_query_without_the_part(bar: ChipBar) -> None:
    said: list[object] = []
    bar.chip_removed.connect(said.append)
    button = bar._buttons[1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())
    assert said == []
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.cross_box().center())
    assert said == ["cat date:2024"]


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Space]
)
def test_the_keyboard_removes_a_part_and_stays_at_its_neighbour(bar: ChipBar, key, until) -> None:
    said: list[object] = []
    bar.chip_removed.connect(said.append)
    bar._buttons[0].setFocus()
    QTest.keyClick(bar._buttons[0], Qt.Key.Key_Right)
    until(bar._buttons[1].hasFocus)
    QTest.keyClick(bar._buttons[1], key)
    assert said == ["cat date:2024"]
    bar.set_chips((CAT, IN_2024))
    until(bar._buttons[1].hasFocus)
    assert bar.texts[1] == "taken 2024"


def test_the_focus_is_given_back_when_the_last_chip_goes(bar: ChipBar) -> None:
    left: list[bool] = []
    bar.left.connect(lambda: left.append(True))
    bar.set_chips((IN_2024,))
    bar._buttons[0].setFocus()
    bar.set_chips(())
    assert left == [True]


def test_arrows_follow_the_direction_of_reading(bar: ChipBar, until) -> None:
    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bar._buttons[0].setFocus()
    QTest.keyClick(bar._buttons[0], Qt.Key.Key_Left)
    until(bar._buttons[1].hasFocus)


def test_a_photo_is_named_once_its_name_is_known(bar: ChipBar) -> None:
    like = Chip(ChipKind.LIKE, "like:#12", "", value="#12", photo=ItemKey(12))
    bar.set_chips((like,))
    assert bar.texts == ("like photo #12",)
    bar.set_photo_names({12: "a.jpg"})
    assert bar.texts == ("like a.jpg (photo #12)",)


# --- lines of boxes -------------------------------------------------------------------------------

sizes = st.lists(st.tuples(st.integers(1, 200), st.integers(1, 40)), max_size=12)


@given(sizes, st.integers(50, 600), st.integers(0, 10), st.integers(0, 3))
def test_boxes_keep_their_order_and_never_overlap(boxes, width, spacing, last) -> None:
    placed, height = flow(boxes, width, spacing, min(last, len(boxes)))
    assert [box[2:] for box in placed] == [(min(w, width), h) for w, h in boxes]
    for x, y, wide, high in placed:
        assert x >= 0
        assert x + wide <= width
        assert 0 <= y <= y + high <= height
    for one, other in pairwise(placed):
        same_line = one[0] + one[2] + spacing <= other[0]
        next_line = one[1] + one[3] + spacing <= other[1]
        assert same_line or next_line


def test_the_last_boxes_stand_at_the_far_end() -> None:
    placed, _ = flow([(50, 10), (30, 10), (20, 10)], 200, 5, last=1)
    assert placed == ((0, 0, 50, 10), (55, 0, 30, 10), (180, 0, 20, 10))


def test_lines_are_mirrored_where_one_reads_from_right_to_left() -> None:
    parent = QWidget()
    parent.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout = FlowLayout(parent)
    child = QWidget()
    child.setFixedSize(40, 10)
    layout.addWidget(child)
    parent.resize(200, 50)
    layout.activate()
    layout.setGeometry(parent.rect())
    assert child.geometry().right() == 199
