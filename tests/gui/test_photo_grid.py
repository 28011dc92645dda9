from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy, QTest
from PySide6.QtWidgets import QApplication

from photoclip.browse.messages import Card, ItemKey, ItemState, Listing, Section, SectionKind
from photoclip.core.commands import Flag
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.views.badges import Sign, badges_of
from photoclip.gui.views.dragging import files_of
from photoclip.gui.views.photo_grid import PhotoGrid

Until = Callable[..., None]
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class CountingModel(PhotosModel):
    """Counts what it is asked."""

    asked = 0

    def data(self, *arguments):
        type(self).asked += 1
        return super().data(*arguments)

    def flags(self, index):
        type(self).asked += 1
        return super().flags(index)


def months(*counts: int) -> tuple[Section, ...]:
    found, start = [], 0
    for place, count in enumerate(counts):
        found.append(Section(SectionKind.MONTH, f"20{24 - place}-07", start, count))
        start += count
    return tuple(found)


def listing(keys: Iterable[int], *counts: int) -> Listing:
    raw = array("q", keys)
    sections = months(*counts) or (Section(SectionKind.ALL, "", 0, len(raw)),)
    return Listing(raw.tobytes(), b"", sections, {}, (), "", ranked=False, unindexed=0)


def card(key: int, **more: object) -> Card:
    return Card(ItemKey(key), b"/photos/%d.jpg" % key, **more)  # type: ignore[arg-type]


@pytest.fixture
def grid(until: Until) -> Iterator[PhotoGrid]:
    """A grid of five columns that shows 100 photos: 12, 3, 85."""
    grid, model = PhotoGrid(), CountingModel()
    model.setParent(grid)
    grid.setModel(model)
    grid.show_names(False)
    grid.set_cell_size(100)
    grid.resize(5 * 116 + 16 + grid.verticalScrollBar().sizeHint().width(), 500)
    grid.show()
    model.show(listing(range(1, 101), 12, 3, 85), keep=False)
    grid.activateWindow()
    grid.setFocus()
    until(grid.hasFocus)
    until(lambda: grid.layout_of_rows().columns == 5)
    yield grid
    grid.close()
    grid.deleteLater()


def centre(grid: PhotoGrid, row: int) -> QPoint:
    return grid.visualRect(grid.photos.index(row)).center()


def click(grid: PhotoGrid, row: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(grid.viewport(), LEFT, modifiers, centre(grid, row))


def drag(
    grid: PhotoGrid, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE
) -> None:
    QTest.mousePress(grid.viewport(), LEFT, modifiers, start)
    QTest.mouseMove(grid.viewport(), (start + end) / 2)
    QTest.mouseMove(grid.viewport(), end)


def key(grid: PhotoGrid, name: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(grid, name, modifiers)


def rows(grid: PhotoGrid) -> list[int]:
    return sorted(index.row() for index in grid.selectionModel().selectedIndexes())


# --- choosing -----------------------------------------------------------------------------------


def test_a_click_selects_one_with_control_more_with_shift_a_range(grid: PhotoGrid) -> None:
    click(grid, 2)
    assert rows(grid) == [2]
    click(grid, 4, CONTROL)
    assert rows(grid) == [2, 4]
    click(grid, 13, SHIFT)  # over a header
    assert rows(grid) == list(range(4, 14))
    click(grid, 12, SHIFT)
    assert rows(grid) == list(range(4, 13))
    assert grid.selectionModel().selection().size() == 1
    click(grid, 4, CONTROL)
    assert rows(grid) == list(range(5, 13))
    assert grid.current_key == 5


def test_a_click_beside_all_photos_selects_none(grid: PhotoGrid) -> None:
    click(grid, 2)
    QTest.mouseClick(grid.viewport(), LEFT, NONE, QPoint(2, 200))
    assert rows(grid) == []


def test_a_click_on_a_selection_leaves_one_once_the_button_is_up(grid: PhotoGrid) -> None:
    click(grid, 1)
    click(grid, 3, SHIFT)
    QTest.mousePress(grid.viewport(), LEFT, NONE, centre(grid, 2))
    assert rows(grid) == [1, 2, 3]
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, centre(grid, 2))
    assert rows(grid) == [2]


def test_a_rubber_band_selects_what_it_touches(grid: PhotoGrid) -> None:
    start = QPoint(2, centre(grid, 0).y())
    drag(grid, start, centre(grid, 6))
    assert rows(grid) == [0, 1, 5, 6]
    QTest.mouseMove(grid.viewport(), centre(grid, 5))
    assert rows(grid) == [0, 5]
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, centre(grid, 5))
    assert rows(grid) == [0, 5]


def test_a_rubber_band_with_control_begins_on_a_photo_and_inverts(grid: PhotoGrid) -> None:
    click(grid, 1)
    drag(grid, centre(grid, 0), centre(grid, 1), CONTROL)
    QTest.mouseRelease(grid.viewport(), LEFT, CONTROL, centre(grid, 1))
    assert rows(grid) == [0]


def test_a_rubber_band_with_shift_adds(grid: PhotoGrid) -> None:
    click(grid, 9)
    drag(grid, QPoint(2, centre(grid, 0).y()), centre(grid, 1), SHIFT)
    QTest.mouseRelease(grid.viewport(), LEFT, SHIFT, centre(grid, 1))
    assert rows(grid) == [0, 1, 9]


def test_escape_takes_a_rubber_band_back(grid: PhotoGrid) -> None:
    click(grid, 9)
    drag(grid, QPoint(2, centre(grid, 0).y()), centre(grid, 1), SHIFT)
    key(grid, Qt.Key.Key_Escape)
    assert rows(grid) == [9]


def test_a_million_are_selected_without_looking_at_them(grid: PhotoGrid, until: Until) -> None:
    model = grid.photos
    assert isinstance(model, CountingModel)
    model.show(listing(range(1_000_000), 400_000, 600_000), keep=False)
    until(lambda: len(grid.rows_showing()) > 10)
    told = QSignalSpy(grid.selection_changed)
    CountingModel.asked = 0
    key(grid, Qt.Key.Key_A, CONTROL)
    assert grid.selected_count() == 1_000_000
    assert grid.selectionModel().selection().size() == 1
    assert grid.selected_keys(3) == (0, 1, 2)
    click(grid, 1)
    key(grid, Qt.Key.Key_End, SHIFT)
    assert grid.selected_count() == 999_999
    assert told.count() == 3
    assert CountingModel.asked < 100


def test_qts_own_way_to_select_a_rectangle_works(grid: PhotoGrid) -> None:
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
    grid.setSelection(QRect(centre(grid, 1), centre(grid, 6)), flags)
    assert rows(grid) == list(range(1, 7))
    grid.setSelection(QRect(QPoint(0, 30), QPoint(200, 60)), flags)
    assert rows(grid) == [0, 1]


# --- the keyboard ---------------------------------------------------------------------------------


def test_arrows_move_across_sections(grid: PhotoGrid) -> None:
    click(grid, 6)
    went = []
    for name in ("Down", "Down", "Right", "Right", "Up", "Left", "Home", "Left", "End"):
        key(grid, getattr(Qt.Key, f"Key_{name}"))
        went.append(grid.currentIndex().row())
    assert went == [11, 13, 14, 15, 12, 11, 0, 0, 99]
    assert rows(grid) == [99]


def test_pages_keep_a_line_in_sight(grid: PhotoGrid) -> None:
    click(grid, 1)
    key(grid, Qt.Key.Key_PageDown)
    first = grid.currentIndex().row()
    assert first > 5
    key(grid, Qt.Key.Key_PageDown)
    assert grid.currentIndex().row() > first
    assert grid.viewport().rect().contains(grid.visualRect(grid.currentIndex()))
    key(grid, Qt.Key.Key_PageUp)
    key(grid, Qt.Key.Key_PageUp)
    assert grid.currentIndex().row() <= 6


def test_shift_with_arrows_grows_and_shrinks_a_range(grid: PhotoGrid) -> None:
    click(grid, 6)
    key(grid, Qt.Key.Key_Down, SHIFT)
    key(grid, Qt.Key.Key_Right, SHIFT)
    assert rows(grid) == list(range(6, 13))
    key(grid, Qt.Key.Key_Up, SHIFT)
    key(grid, Qt.Key.Key_Up, SHIFT)
    assert rows(grid) == [5, 6]


def test_control_moves_without_selecting_and_space_then_selects(grid: PhotoGrid) -> None:
    click(grid, 6)
    key(grid, Qt.Key.Key_Right, CONTROL)
    key(grid, Qt.Key.Key_Right, CONTROL)
    assert rows(grid) == [6]
    key(grid, Qt.Key.Key_Space, CONTROL)
    assert rows(grid) == [6, 8]


def test_enter_opens_and_space_views(grid: PhotoGrid) -> None:
    opened, viewed = QSignalSpy(grid.activated), QSignalSpy(grid.viewer_wanted)
    click(grid, 6)
    key(grid, Qt.Key.Key_Return)
    key(grid, Qt.Key.Key_Space)
    QTest.mouseDClick(grid.viewport(), LEFT, NONE, centre(grid, 3))
    assert [opened.at(place)[0].row() for place in range(opened.count())] == [6, 3]
    assert viewed.at(0) == [7]


@pytest.mark.parametrize("name", ["0", "5", "P", "X", "U", "B", "C"])
def test_letters_and_digits_are_left_to_the_window(grid: PhotoGrid, name: str) -> None:
    click(grid, 6)
    event = QKeyEvent(QEvent.Type.KeyPress, getattr(Qt.Key, f"Key_{name}"), NONE, name)
    QApplication.sendEvent(grid, event)
    assert not event.isAccepted()
    assert rows(grid) == [6]


def test_a_screen_reader_hears_the_current_photo_once_it_is_known(grid: PhotoGrid) -> None:
    click(grid, 6)
    assert grid.accessibleDescription() == ""
    grid.photos.set_cards([card(7, rating=2)], [ItemKey(7)])
    assert grid.accessibleDescription().startswith("7.jpg, 2 star")


def test_the_keyboard_can_leave(grid: PhotoGrid) -> None:
    assert grid.tabKeyNavigation() is False
    key(grid, Qt.Key.Key_Tab)
    assert grid.currentIndex().row() in {-1, 0}


# --- the size of pictures ---------------------------------------------------------------------------


def test_zooming_keeps_the_current_photo_in_place(grid: PhotoGrid) -> None:
    grid.select_key(ItemKey(61))
    grid.scrollTo(grid.currentIndex(), PhotoGrid.ScrollHint.PositionAtCenter)
    before = grid.visualRect(grid.currentIndex()).top()
    sizes = QSignalSpy(grid.cell_size_changed)
    key(grid, Qt.Key.Key_Plus)
    key(grid, Qt.Key.Key_Minus)
    assert [sizes.at(place) for place in range(2)] == [[115], [100]]
    assert grid.visualRect(grid.currentIndex()).top() == before
    grid.set_cell_size(1000)
    assert grid.cell_size() == 384
    assert grid.visualRect(grid.currentIndex()).intersects(grid.viewport().rect())


def test_control_and_the_wheel_zoom_and_the_wheel_scrolls(grid: PhotoGrid) -> None:
    for modifiers in (CONTROL, NONE):
        at = QPointF(100, 100)
        event = QWheelEvent(
            at,
            grid.viewport().mapToGlobal(at),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            modifiers,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(grid.viewport(), event)
    assert grid.cell_size() < 100
    step = grid.verticalScrollBar().value()
    assert 0 < step <= grid.layout_of_rows().cell_height // 2


# --- what stays -----------------------------------------------------------------------------------


def test_new_photos_above_leave_what_shows_in_place(grid: PhotoGrid) -> None:
    click(grid, 3)
    grid.verticalScrollBar().setValue(900)
    first = grid.rows_showing()[0]
    name, y = grid.photos.key_at(first), grid.visualRect(grid.photos.index(first)).y()
    grid.photos.show(listing([1, 2, 900, 901, *range(3, 101)], 14, 3, 85))
    row = grid.photos.row_of(name)
    assert row == first + 2
    assert grid.visualRect(grid.photos.index(row)).y() == y
    assert grid.selected_keys(9) == (4,)
    assert grid.current_key == 4


def test_at_the_top_new_photos_come_into_view(grid: PhotoGrid) -> None:
    grid.photos.show(listing([900, *range(1, 101)], 13, 3, 85))
    assert grid.verticalScrollBar().value() == 0
    assert grid.rows_showing()[0] == 0


def test_another_order_keeps_selection_current_and_place(grid: PhotoGrid, until: Until) -> None:
    model = grid.photos
    keys = [*range(100_000)]
    model.show(listing(keys), keep=False)
    grid.select_key(ItemKey(60_000))
    click(grid, grid.currentIndex().row() + 1, CONTROL)
    grid.verticalScrollBar().setValue(grid.verticalScrollBar().value() - 30)
    first = grid.rows_showing()[0]
    name, y = model.key_at(first), grid.visualRect(model.index(first)).y()
    model.show(listing(reversed(keys)))
    assert grid.current_key == 60_001
    row = model.row_of(name)
    assert grid.visualRect(model.index(row)).y() == y
    until(lambda: grid.selected_count() == 2)
    assert set(grid.selected_keys(9)) == {60_000, 60_001}


def test_another_search_begins_at_the_top(grid: PhotoGrid) -> None:
    click(grid, 3)
    grid.verticalScrollBar().setValue(900)
    grid.photos.show(listing(range(1, 80), 79), keep=False)
    assert grid.verticalScrollBar().value() == 0
    assert grid.selected_count() == 0


def test_a_narrower_window_keeps_the_first_photo(grid: PhotoGrid, until: Until) -> None:
    grid.verticalScrollBar().setValue(1300)
    first = grid.rows_showing()[0]
    grid.resize(grid.width() - 100, grid.height())
    until(lambda: grid.layout_of_rows().columns == 4)
    assert first in grid.rows_showing()


# --- what shows -------------------------------------------------------------------------------------


def test_the_model_hears_what_shows(grid: PhotoGrid, until: Until) -> None:
    heard: list[tuple[int, int]] = []
    wanted: list[tuple[ItemKey, ...]] = []
    grid.visible_rows_changed.connect(lambda first, last: heard.append((first, last)))
    grid.photos.cards_wanted.connect(wanted.append)
    grid.photos.forget()
    grid.verticalScrollBar().setValue(1200)
    until(lambda: heard and wanted)
    showing = grid.rows_showing()
    assert heard[-1] == (showing.start, showing.stop - 1)
    assert set(grid.photos.keys(*heard[-1])) <= set(wanted[-1])


def test_rows_are_brought_below_their_header(grid: PhotoGrid) -> None:
    grid.scroll_to_row(15)
    assert grid.visualRect(grid.photos.index(15)).y() == grid.layout_of_rows().header_height
    grid.scrollTo(grid.photos.index(7))
    box = grid.visualRect(grid.photos.index(7))
    assert box.y() == grid.layout_of_rows().header_height
    assert grid.row_at(QPoint(box.x() + 5, 2)) is None  # under the header
    assert grid.indexAt(box.center()).row() == 7


def test_right_to_left_begins_at_the_right(grid: PhotoGrid) -> None:
    grid.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    first, second = (grid.visualRect(grid.photos.index(row)) for row in (0, 1))
    assert first.x() > second.x()
    click(grid, 0)
    key(grid, Qt.Key.Key_Left)
    assert grid.currentIndex().row() == 1


def test_the_region_of_a_selection_is_what_of_it_shows(grid: PhotoGrid) -> None:
    grid.selectAll()
    region = grid.visualRegionForSelection(grid.selectionModel().selection())
    boxes = [grid.visualRect(grid.photos.index(row)) for row in grid.rows_showing()]
    assert all(region.intersects(box) for box in boxes)
    assert region.boundingRect().height() <= sum({box.y(): 130 for box in boxes}.values())


def test_every_kind_of_photo_is_painted(grid: PhotoGrid) -> None:
    plain = grid.grab().toImage()
    kinds = [
        card(1, flag=Flag.PICKED, rating=5),
        card(2, flag=Flag.REJECTED),
        card(3, state=ItemState.FAILED, reason="Broken"),
        card(4, state=ItemState.WAITING),
        card(5, offline=True, format="raw", frames=3, copies=12),
        card(6, width=6000, height=100, thumbnail=b"/t"),
    ]
    grid.photos.set_cards(kinds, [kind.key for kind in kinds])
    seen = [plain]
    for names in (False, True):
        grid.show_names(names)
        grid.set_cell_size(130)
        for _ in range(2):
            seen.append(grid.grab().toImage())
            grid.selectAll()
        grid.clearSelection()
    assert all(one != other for one, other in pairwise(seen))
    assert [badge.sign for badge in badges_of(kinds[4])] == [
        Sign.OFFLINE,
        Sign.RAW,
        Sign.FRAMES,
        Sign.COPIES,
    ]


def test_the_tip_says_what_the_marks_mean(grid: PhotoGrid) -> None:
    known = Card(ItemKey(1), b"/a/<b>caf\xe9.jpg", offline=True, format="raw", reason="Too large")
    grid.photos.set_cards([known], [ItemKey(1)])
    tip = grid.tip(0)
    assert "&lt;b&gt;caf" in tip
    assert "RAW, offline" in tip
    assert "Too large" in tip


def test_a_list_that_shrinks_to_nothing_and_grows_again(grid: PhotoGrid) -> None:
    tester = QAbstractItemModelTester(
        grid.photos, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    grid.verticalScrollBar().setValue(1200)
    grid.selectAll()
    for keys in ([], [5], range(50), range(25), [*range(10), *range(20, 70)]):
        grid.photos.show(listing(keys))
        grid.grab()
    assert grid.photos.rowCount() == 60
    tester.deleteLater()


# --- menu and dragging --------------------------------------------------------------------------------


def test_the_menu_is_about_what_is_under_the_pointer(grid: PhotoGrid) -> None:
    wanted = QSignalSpy(grid.menu_wanted)
    click(grid, 1)
    for reason, at in (
        (QContextMenuEvent.Reason.Mouse, centre(grid, 7)),
        (QContextMenuEvent.Reason.Keyboard, QPoint(0, 0)),
        (QContextMenuEvent.Reason.Mouse, QPoint(2, 300)),
    ):
        event = QContextMenuEvent(reason, at, grid.viewport().mapToGlobal(at))
        QApplication.sendEvent(grid.viewport(), event)
    assert [wanted.at(place)[1] for place in range(3)] == [8, 8, None]
    assert wanted.at(0)[0] == grid.viewport().mapToGlobal(centre(grid, 7))
    assert rows(grid) == [7]


def test_dragging_asks_for_cards_that_are_not_known(grid: PhotoGrid) -> None:
    wanted = QSignalSpy(grid.drag_wanted)
    click(grid, 1)
    click(grid, 2, CONTROL)
    drag(grid, centre(grid, 1), centre(grid, 3))
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, centre(grid, 3))
    assert wanted.at(0) == [(2, 3)]
    assert rows(grid) == [1, 2]


def test_what_is_dragged_out_are_files_that_are_there() -> None:
    cards = [
        Card(ItemKey(1), b"/photos/caf\xe9 #1.jpg"),
        Card(ItemKey(2), b"/away/2.jpg", offline=True),
    ]
    carried = files_of(cards)
    assert carried is not None
    assert carried.data("text/uri-list").data().strip() == b"file:///photos/caf%E9%20%231.jpg"
    assert files_of(cards[1:]) is None


def test_pointing_at_a_photo_lights_it(grid: PhotoGrid) -> None:
    before = grid.viewport().grab(grid.visualRect(grid.photos.index(6))).toImage()
    QTest.mouseMove(grid.viewport(), centre(grid, 6))
    assert grid.viewport().grab(grid.visualRect(grid.photos.index(6))).toImage() != before
    QApplication.sendEvent(grid.viewport(), QEvent(QEvent.Type.Leave))
    assert grid.viewport().grab(grid.visualRect(grid.photos.index(6))).toImage() == before
