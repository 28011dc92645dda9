"""The viewer: what it asks for, what it shows meanwhile, and what keys and hands do."""

from __future__ import annotations

import dataclasses
from array import array
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from photoclip.browse.messages import Card, ItemKey, Listing, Section, SectionKind
from photoclip.core.commands import Flag
from photoclip.gui.models.photos import PhotosModel, Role
from photoclip.gui.views import picture_canvas
from photoclip.gui.views.picture_canvas import PictureCanvas
from photoclip.gui.views.viewer import Viewer
from photoclip.gui.views.viewer_pictures import Held, HeldPictures

SIZE = QSize(3000, 2000)
COLOURS = ("red", "lime", "blue", "yellow", "magenta", "cyan")


def image(width: int, height: int, colour: str = "red") -> QImage:
    drawn = QImage(width, height, QImage.Format.Format_RGB32)
    drawn.fill(QColor(colour))
    return drawn


def move_mouse(widget: QWidget, place: QPoint) -> None:
    """As the platform tells it, whatever else lies under the cursor of the test's screen."""
    none, there = Qt.MouseButton.NoButton, QPointF(place)
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        there,
        widget.mapToGlobal(there),
        none,
        none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, moved)


class Photos(QAbstractListModel):
    """Photos of one size, in a list that a test can change."""

    def __init__(self, count: int, size: QSize = SIZE) -> None:
        super().__init__()
        self.cards = [
            Card(
                ItemKey(key),
                f"/photos/photo {key}.jpg".encode(),
                width=size.width(),
                height=size.height(),
                thumbnail=f"/thumbnails/{key}".encode(),
            )
            for key in range(1, count + 1)
        ]

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DecorationRole:
            return QPixmap.fromImage(
                image(card.width // 20, card.height // 20, colour_of(card.key))
            )
        return {Role.KEY: card.key, Role.CARD: card}.get(role)

    def remove(self, row: int, count: int = 1) -> list[Card]:
        self.beginRemoveRows(QModelIndex(), row, row + count - 1)
        gone = self.cards[row : row + count]
        del self.cards[row : row + count]
        self.endRemoveRows()
        return gone

    def insert(self, row: int, *cards: Card) -> None:
        self.beginInsertRows(QModelIndex(), row, row + len(cards) - 1)
        self.cards[row:row] = cards
        self.endInsertRows()

    def change(self, row: int, **what: Any) -> None:
        self.cards[row] = dataclasses.replace(self.cards[row], **what)
        self.dataChanged.emit(self.index(row), self.index(row))


def colour_of(key: ItemKey) -> str:
    return COLOURS[key % len(COLOURS)]


class Library:
    """A viewer, and somebody who answers it when a test says so."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.asked: list[tuple[ItemKey, int | None]] = []
        self.waiting: list[tuple[ItemKey, int | None]] = []
        self.closed: list[int] = []
        viewer.picture_wanted.connect(self.want)
        viewer.pictures_dropped.connect(self.drop)
        viewer.closed.connect(self.closed.append)

    def want(self, key: ItemKey, side: int | None) -> None:
        self.asked.append((key, side))
        self.waiting.append((key, side))

    def drop(self, key: ItemKey) -> None:
        self.waiting = [wish for wish in self.waiting if wish[0] != key]

    def answer(self, size: QSize = SIZE) -> None:
        """Answer what is waited for now."""
        key, side = self.waiting.pop(0)
        long = max(size.width(), size.height())
        side = long if side is None else min(side, long)
        shown = size * (side / long)
        drawn = image(shown.width(), shown.height(), colour_of(key))
        self.viewer.set_picture(key, side if side < long else None, drawn, size, side == long)

    def answer_all(self, size: QSize = SIZE) -> None:
        while self.waiting:
            self.answer(size)

    @property
    def keys(self) -> list[int]:
        return [key for key, _side in self.asked]


@pytest.fixture
def viewer(application: QApplication) -> Iterator[Viewer]:
    shown = Viewer()
    shown.resize(1000, 760)
    shown.show()
    yield shown
    shown.close()
    shown.deleteLater()


@pytest.fixture
def library(viewer: Viewer) -> Library:
    return Library(viewer)


def press(viewer: Viewer, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    QTest.keyClick(viewer.canvas, key, held)


def turn_wheel(viewer: Viewer, point: QPointF, notches: int) -> None:
    event = QWheelEvent(
        point,
        QPointF(viewer.canvas.mapToGlobal(point.toPoint())),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewer.canvas, event)


def scale(viewer: Viewer) -> float:
    assert viewer.canvas.placement is not None
    return viewer.canvas.placement.scale


def colour_in_the_middle(viewer: Viewer) -> QColor:
    seen = viewer.canvas.grab().toImage()
    return seen.pixelColor(seen.width() // 2, seen.height() // 2)


# --- asking -----------------------------------------------------------------------------------------


def test_a_picture_is_asked_for_as_large_as_it_is_shown(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(1), 0)
    assert library.asked == [(1, 1000)]
    assert scale(viewer) == pytest.approx(1 / 3)


def test_a_small_picture_is_not_enlarged_unasked(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(1, QSize(300, 200)), 0)
    assert library.asked == [(1, 300)]
    assert scale(viewer) == 1


def test_the_thumbnail_shows_at_once_and_the_picture_takes_its_place(
    viewer: Viewer, library: Library
) -> None:
    photos = Photos(1)
    viewer.open(photos, 0)
    before = viewer.canvas.placement
    assert colour_in_the_middle(viewer) == QColor(colour_of(ItemKey(1)))
    key, side = library.waiting.pop()
    viewer.set_picture(key, side, image(1000, 667, "white"), SIZE, False)
    assert viewer.canvas.placement == before
    assert colour_in_the_middle(viewer) == QColor("white")


def test_a_picture_of_which_nothing_is_known_takes_its_size_when_it_comes(
    viewer: Viewer, library: Library
) -> None:
    photos = Photos(1, QSize(0, 0))
    viewer.open(photos, 0)
    assert library.asked == [(1, max(viewer.canvas.width(), viewer.canvas.height()))]
    library.answer(QSize(400, 300))
    placed = viewer.canvas.placement
    assert placed is not None
    assert (placed.picture_width, placed.picture_height, placed.scale) == (400, 300, 1)


def test_neighbours_are_asked_for_after_the_picture_itself_one_at_a_time(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(9), 4)
    assert library.keys == [5]
    library.answer()
    assert library.keys == [5, 6]
    library.answer_all()
    assert library.asked == [(5, 1000), (6, 1000), (7, 1000), (4, 1000)]


def test_going_back_the_pictures_before_are_asked_for_first(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(9), 4)
    library.answer_all()
    library.asked.clear()
    viewer.show_previous()
    library.answer_all()
    assert library.keys == [3, 2]


def test_moving_fast_only_the_last_picture_stays_wanted(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(40), 0)
    for _ in range(20):
        viewer.show_next()
        assert len(library.waiting) == 1
    assert library.waiting == [(21, 1000)]


def test_a_neighbour_that_is_asked_for_already_is_not_asked_for_again(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(9), 4)
    library.answer()
    viewer.show_next()
    assert library.keys == [5, 6]
    assert library.waiting == [(6, 1000)]


def test_what_is_held_shows_at_once(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(9), 4)
    library.answer_all()
    viewer.show_next()
    assert viewer.canvas.has_image
    assert 6 not in library.keys[4:]


def test_nothing_is_asked_for_before_the_viewer_is_seen_and_has_its_size(
    viewer: Viewer, library: Library, until: Any
) -> None:
    viewer.hide()
    viewer.open(Photos(3), 0)
    assert library.asked == []
    viewer.show()
    viewer.resize(1200, 900)
    until(lambda: library.asked != [])
    assert library.asked == [(1, 1200)]


def test_a_larger_window_asks_for_a_larger_picture(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(1), 0)
    library.answer()
    viewer.resize(1400, 1200)
    viewer._resized.timeout.emit()
    assert library.asked[-1] == (1, 1400)
    library.answer()
    assert library.waiting == []


def test_an_answer_smaller_than_asked_for_is_not_asked_for_for_ever(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(1), 0)
    viewer.set_picture(ItemKey(1), 1000, image(600, 400), SIZE, False)
    assert library.asked == [(1, 1000)]


def test_pictures_are_held_up_to_so_many_bytes_and_the_shown_one_always() -> None:
    held = HeldPictures(limit=3 * 4 * 100)
    for key in range(1, 6):
        held.keep(ItemKey(key), Held(image(10, 10), QSize(10, 10), True, None))
        held.pin(ItemKey(1))
    assert len(held) == 3
    assert held.get(ItemKey(1)) is not None
    assert held.get(ItemKey(5)) is not None
    assert held.get(ItemKey(2)) is None


def test_a_smaller_answer_that_comes_late_does_not_replace_a_larger_one() -> None:
    held = HeldPictures()
    whole = Held(image(30, 20), QSize(30, 20), True, None)
    assert held.keep(ItemKey(1), whole) is whole
    assert held.keep(ItemKey(1), Held(image(3, 2), QSize(30, 20), False, 3)) is whole


# --- zooming ----------------------------------------------------------------------------------------


def test_a_wheel_keeps_the_point_under_the_cursor(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(1), 0)
    library.answer()
    viewer.canvas.actual_size()
    assert viewer.canvas.placement is not None
    under = viewer.canvas.placement.picture_point(200, 150)
    turn_wheel(viewer, QPointF(200, 150), 2)
    assert scale(viewer) == pytest.approx(1.25**2)
    assert viewer.canvas.placement.area_point(*under) == pytest.approx((200, 150))


def test_a_wheel_stops_at_100_percent(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(1), 0)
    turn_wheel(viewer, QPointF(200, 150), 20)
    assert scale(viewer) == 1


def test_zooming_beyond_the_preview_gets_every_pixel_at_the_same_place(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(1), 0)
    library.answer()
    press(viewer, Qt.Key.Key_Z)
    place = viewer.canvas.placement
    assert place is not None
    assert place.scale == 1
    assert library.waiting == [(1, None)]
    library.answer()
    assert viewer.canvas.placement == place
    press(viewer, Qt.Key.Key_Z)
    press(viewer, Qt.Key.Key_Z)
    assert library.keys == [1, 1]


def test_double_clicking_toggles_100_percent_around_the_point(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(1), 0)
    assert viewer.canvas.placement is not None
    point = QPoint(400, 300)
    under = viewer.canvas.placement.picture_point(400, 300)
    QTest.mouseDClick(viewer.canvas, Qt.MouseButton.LeftButton, pos=point)
    assert scale(viewer) == 1
    assert viewer.canvas.placement.area_point(*under) == pytest.approx((400, 300))
    QTest.mouseDClick(viewer.canvas, Qt.MouseButton.LeftButton, pos=point)
    assert viewer.canvas.placement.fitted


def test_keys_zoom_in_and_out_to_100_percent_and_to_fit(viewer: Viewer, library: Library) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    viewer.open(Photos(1), 0)
    press(viewer, Qt.Key.Key_Plus, control)
    assert scale(viewer) == pytest.approx(0.5)
    press(viewer, Qt.Key.Key_1, control)
    assert scale(viewer) == 1
    press(viewer, Qt.Key.Key_Minus, control)
    assert scale(viewer) == pytest.approx(2 / 3)
    press(viewer, Qt.Key.Key_0, control)
    assert viewer.canvas.placement is not None
    assert viewer.canvas.placement.fitted


def test_a_digit_alone_is_left_to_the_window_which_rates(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(3), 0)
    for key in (Qt.Key.Key_0, Qt.Key.Key_1, Qt.Key.Key_P, Qt.Key.Key_X, Qt.Key.Key_F11):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(viewer.canvas, event)
        assert not event.isAccepted()


def test_its_own_keys_come_before_the_windows_shortcuts(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(3), 0)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Space, Qt.Key.Key_Left, Qt.Key.Key_Z):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(viewer.canvas, event)
        assert event.isAccepted()


def test_dragging_moves_a_zoomed_picture_with_the_hand(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(1), 0)
    viewer.canvas.actual_size()
    assert viewer.canvas.placement is not None
    under = viewer.canvas.placement.picture_point(400, 300)
    QTest.mousePress(viewer.canvas, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    QTest.mouseMove(viewer.canvas, QPoint(450, 280))
    QTest.mouseRelease(viewer.canvas, Qt.MouseButton.LeftButton, pos=QPoint(450, 280))
    assert viewer.canvas.placement.area_point(*under) == pytest.approx((450, 280))
    QTest.mouseMove(viewer.canvas, QPoint(100, 100))
    assert viewer.canvas.placement.area_point(*under) == pytest.approx((450, 280))


def test_shift_and_arrows_look_around_and_arrows_alone_move_on(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(3), 0)
    viewer.canvas.actual_size()
    assert viewer.canvas.placement is not None
    before = viewer.canvas.placement
    press(viewer, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert viewer.canvas.placement.x > before.x
    press(viewer, Qt.Key.Key_Down)
    assert viewer.canvas.placement.y > before.y
    assert viewer.row == 0
    press(viewer, Qt.Key.Key_Right)
    assert viewer.row == 1
    assert viewer.canvas.placement.fitted


@pytest.mark.parametrize(("steps", "blends"), [(0, False), (1, True), (2, False)])
def test_pixels_are_exact_at_100_percent_and_squares_from_200_percent_on(
    viewer: Viewer, library: Library, steps: int, blends: bool
) -> None:
    stripes = image(3000, 2000, "black")
    for column in range(0, 3000, 2):
        for row in range(900, 1100):
            stripes.setPixelColor(column, row, QColor("white"))
    viewer.open(Photos(1), 0)
    viewer.set_picture(ItemKey(1), None, stripes, SIZE, True)
    viewer.canvas.actual_size()
    for _ in range(steps):  # 150 %, 200 %
        viewer.canvas.step(1)
    viewer.canvas._settle.stop()  # the picture holds still
    seen = viewer.canvas.grab().toImage()
    row = seen.height() // 2
    shades = {seen.pixelColor(x, row).lightness() for x in range(300, 400)}
    assert (shades != {0, 255}) is blends


def test_on_a_sharp_screen_100_percent_means_the_screens_own_pixels(
    viewer: Viewer, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PictureCanvas, "devicePixelRatioF", lambda _self: 2.0)
    viewer.open(Photos(1), 0)
    assert library.asked == [(1, 2000)]
    assert scale(viewer) == pytest.approx(2 / 3)
    viewer.canvas.actual_size()
    placed = viewer.canvas.placement
    assert placed is not None
    assert placed.area_width == 2 * viewer.canvas.width()
    under = placed.picture_point(2 * 200, 2 * 150)
    turn_wheel(viewer, QPointF(200, 150), 3)
    assert viewer.canvas.placement is not None
    assert viewer.canvas.placement.area_point(*under) == pytest.approx((400, 300))


# --- moving on --------------------------------------------------------------------------------------


def test_keys_move_through_the_list_and_stop_at_its_ends(viewer: Viewer, library: Library) -> None:
    rows: list[int] = []
    viewer.current_changed.connect(rows.append)
    viewer.open(Photos(5), 2)
    for key in (
        Qt.Key.Key_Right,
        Qt.Key.Key_Left,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_End,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_Left,
    ):
        press(viewer, key)
    assert rows == [2, 3, 2, 3, 2, 4, 0]


def test_right_to_left_the_next_picture_is_on_the_left(viewer: Viewer, library: Library) -> None:
    viewer.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    viewer.open(Photos(5), 2)
    press(viewer, Qt.Key.Key_Left)
    assert viewer.row == 3
    assert viewer.next_button.x() < viewer.previous_button.x()


def test_buttons_of_the_screen_and_of_the_mouse_move_on(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(3), 0)
    assert not viewer.previous_button.isEnabled()
    viewer.next_button.click()
    QTest.mouseClick(viewer.canvas, Qt.MouseButton.ForwardButton)
    assert viewer.row == 2
    assert not viewer.next_button.isEnabled()
    QTest.mouseClick(viewer.canvas, Qt.MouseButton.BackButton)
    assert viewer.row == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_leaving_says_where_the_viewer_was_and_waits_for_nothing(
    viewer: Viewer, library: Library, key: Qt.Key
) -> None:
    viewer.open(Photos(5), 2)
    press(viewer, Qt.Key.Key_Right)
    press(viewer, key)
    assert library.closed == [3]
    assert library.waiting == []
    press(viewer, key)
    assert library.closed == [3]


# --- a list that changes ----------------------------------------------------------------------------


def test_the_picture_stays_when_rows_before_it_come_and_go(
    viewer: Viewer, library: Library
) -> None:
    photos = Photos(6)
    viewer.open(photos, 3)
    gone = photos.remove(0, 2)
    assert (viewer.row, viewer.key) == (1, 4)
    photos.insert(0, *gone, Card(ItemKey(77), b"/photos/new.jpg"))
    assert (viewer.row, viewer.key) == (4, 4)
    assert library.keys == [4]
    assert viewer.canvas.accessibleName() == "Photo photo 4.jpg, 5 of 7"


def test_the_next_picture_shows_when_this_one_is_removed(viewer: Viewer, library: Library) -> None:
    photos = Photos(6)
    viewer.open(photos, 3)
    photos.remove(2, 2)
    assert (viewer.row, viewer.key) == (2, 5)
    assert library.waiting == [(5, 1000)]


def test_the_last_picture_gives_way_to_the_one_before(viewer: Viewer, library: Library) -> None:
    photos = Photos(3)
    viewer.open(photos, 2)
    photos.remove(2)
    assert (viewer.row, viewer.key) == (1, 2)


def test_a_picture_that_is_put_elsewhere_in_the_list_is_followed(
    viewer: Viewer, library: Library
) -> None:
    photos = Photos(6)
    viewer.open(photos, 1)
    library.answer()
    photos.insert(4, *photos.remove(1))
    assert (viewer.row, viewer.key) == (4, 2)
    assert viewer.canvas.has_image


def test_a_list_that_is_shown_anew_keeps_the_picture(viewer: Viewer, library: Library) -> None:
    photos = Photos(6)
    viewer.open(photos, 1)
    photos.beginResetModel()
    photos.cards.reverse()
    photos.endResetModel()
    assert (viewer.row, viewer.key) == (4, 2)


def listing(*keys: int) -> Listing:
    section = Section(SectionKind.ALL, "", 0, len(keys))
    return Listing(array("q", keys).tobytes(), b"", (section,), {}, (), "", False, 0)


def test_the_grids_own_model_is_followed_when_it_finds_another_order(
    viewer: Viewer, library: Library
) -> None:
    photos = PhotosModel()
    photos.show(listing(*range(1, 2001)))
    viewer.open(photos, 1200)
    photos.show(listing(7, 1201, *range(1, 7), *range(8, 1201), *range(1202, 2001)))
    assert (viewer.row, viewer.key) == (1, 1201)
    photos.show(listing(*range(1999, 0, -2)), keep=False)
    assert (viewer.row, viewer.key) == (399, 1201)
    photos.show(listing(4, 5, 6))
    assert (viewer.row, viewer.key) == (0, 4)
    assert library.closed == []


def test_an_empty_list_closes_the_viewer(viewer: Viewer, library: Library, until: Any) -> None:
    photos = Photos(2)
    viewer.open(photos, 1)
    photos.remove(0, 2)
    until(lambda: library.closed == [-1])


def test_a_model_that_was_left_is_not_listened_to(viewer: Viewer, library: Library) -> None:
    left, shown = Photos(3), Photos(3)
    viewer.open(left, 0)
    viewer.open(shown, 1)
    left.remove(0, 3)
    assert viewer.key == 2
    assert library.closed == []


def test_stars_and_flag_follow_the_card(viewer: Viewer, library: Library) -> None:
    photos = Photos(3)
    viewer.open(photos, 0)
    pick = button(viewer, "Pick this photo")
    assert not pick.isChecked()
    photos.change(0, rating=4, flag=Flag.PICKED)
    assert pick.isChecked()
    assert library.asked == [(1, 1000)]


def test_an_edited_photo_is_asked_for_again(viewer: Viewer, library: Library) -> None:
    photos = Photos(1)
    viewer.open(photos, 0)
    library.answer()
    photos.change(0, thumbnail=b"/thumbnails/edited", width=2000, height=3000)
    assert library.asked[-1] == (1, viewer.canvas.height())


# --- what can't be shown ----------------------------------------------------------------------------


def test_a_failure_is_said_over_the_thumbnail_and_can_be_tried_again(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(3), 0)
    library.waiting.clear()
    viewer.set_no_picture(ItemKey(1), "The drive with this photo is not connected.")
    assert viewer.failure.text == "The drive with this photo is not connected."
    seen = viewer.canvas.grab().toImage()
    assert seen.pixelColor(seen.width() // 2, 100) == QColor(colour_of(ItemKey(1)))
    library.waiting.clear()
    viewer.failure.button.click()
    assert viewer.failure.text == ""
    assert library.waiting[-1] == (1, 1000)
    library.answer()
    assert viewer.canvas.has_image


def test_a_failure_is_said_in_words_even_without_a_reason(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(1), 0)
    viewer.set_no_picture(ItemKey(1), "")
    assert viewer.failure.text == "This photo can’t be shown."


def test_a_failure_of_another_picture_is_not_said_over_this_one(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(3), 0)
    library.answer()
    viewer.set_no_picture(ItemKey(2), "It is damaged.")
    assert viewer.failure.text == ""
    library.waiting.clear()
    viewer.show_next()  # it may be there by now
    assert library.waiting == [(2, 1000)]


# --- slideshow --------------------------------------------------------------------------------------


def pass_time(viewer: Viewer, seconds: float) -> None:
    """Let the slideshow's clock tick for so long, by hand."""
    clock = viewer.slideshow.clock
    for _ in range(round(seconds * 1000 / clock.interval())):
        if clock.isActive():
            clock.timeout.emit()


def test_a_slideshow_moves_on_when_its_time_is_up_and_loops(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(3), 1)
    library.answer_all()
    viewer.start_slideshow(4)
    library.answer_all()
    pass_time(viewer, 3.5)
    assert viewer.row == 1
    pass_time(viewer, 0.5)
    assert viewer.row == 2
    pass_time(viewer, 4)
    assert viewer.row == 0


def test_a_slideshow_waits_for_the_next_picture(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(5), 0)
    library.answer()
    viewer.start_slideshow(4)
    pass_time(viewer, 60)
    assert viewer.row == 0
    assert library.waiting == [(2, 1000)]
    library.answer()
    assert viewer.row == 1
    library.answer_all()
    pass_time(viewer, 3.5)
    assert viewer.row == 1


def test_a_slideshow_passes_over_what_cannot_be_shown(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(5), 0)
    library.answer()
    viewer.start_slideshow(4)
    library.waiting.clear()
    viewer.set_no_picture(ItemKey(2), "It is damaged.")
    library.answer()
    pass_time(viewer, 4)
    assert viewer.key == 3
    assert viewer.failure.text == ""


def test_space_pauses_a_slideshow_and_goes_on_with_it(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(3), 0)
    library.answer_all()
    viewer.start_slideshow(4)
    press(viewer, Qt.Key.Key_Space)
    assert not viewer.slideshow.playing
    pass_time(viewer, 10)
    assert viewer.row == 0
    press(viewer, Qt.Key.Key_Space)
    pass_time(viewer, 4)
    assert viewer.row == 1
    assert library.closed == []


def test_moving_on_by_hand_ends_a_slideshow(viewer: Viewer, library: Library) -> None:
    viewer.open(Photos(3), 0)
    library.answer_all()
    viewer.start_slideshow(4)
    press(viewer, Qt.Key.Key_Right)
    assert viewer.row == 1
    assert not viewer.slideshow.running


@pytest.mark.parametrize("moves", [True, False])
def test_pictures_of_a_slideshow_fade_over_where_movement_is_wanted(
    viewer: Viewer, library: Library, monkeypatch: pytest.MonkeyPatch, moves: bool
) -> None:
    monkeypatch.setattr(picture_canvas, "moves_allowed", lambda: moves)
    viewer.open(Photos(3), 0)
    library.answer_all()
    viewer.start_slideshow(4)
    pass_time(viewer, 4)
    assert viewer.row == 1
    still_the_first = colour_in_the_middle(viewer) != QColor(colour_of(ItemKey(2)))
    assert still_the_first is moves


# --- the controls around ----------------------------------------------------------------------------


def button(viewer: Viewer, name: str) -> QToolButton:
    return next(b for b in viewer.findChildren(QToolButton) if b.accessibleName() == name)


def test_every_control_has_a_name_and_can_be_reached_by_key(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(12), 2)
    assert viewer.canvas.accessibleName() == "Photo photo 3.jpg, 3 of 12"
    press(viewer, Qt.Key.Key_Right)
    assert viewer.canvas.accessibleName() == "Photo photo 4.jpg, 4 of 12"
    buttons = viewer.findChildren(QToolButton)
    assert len(buttons) >= 14
    for one in buttons:
        assert one.accessibleName()
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_focused_button_is_pressed_by_enter_and_leaves_arrows_to_the_pictures(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(3), 0)
    asked: list[None] = []
    viewer.inspector_wanted.connect(lambda: asked.append(None))
    info = button(viewer, "Information")
    info.setFocus()
    QTest.keyClick(info, Qt.Key.Key_Return)
    assert len(asked) == 1
    QTest.keyClick(info, Qt.Key.Key_Right)
    assert viewer.row == 1
    assert library.closed == []


def test_clicking_stars_and_flags_says_what_was_chosen(viewer: Viewer, library: Library) -> None:
    chosen: list[object] = []
    viewer.rating_chosen.connect(chosen.append)
    viewer.flag_chosen.connect(chosen.append)
    photos = Photos(1)
    viewer.open(photos, 0)
    stars = [b for b in viewer.findChildren(QToolButton) if b.toolTip().endswith("(3)")]
    stars[0].click()
    button(viewer, "Reject this photo").click()
    assert not button(viewer, "Reject this photo").isChecked()  # until the card says so
    photos.change(0, rating=3, flag=Flag.REJECTED)
    stars[0].click()
    button(viewer, "Reject this photo").click()
    assert chosen == [3, Flag.REJECTED, 0, None]


def test_on_the_whole_screen_the_picture_has_all_the_room_and_controls_go_away(
    viewer: Viewer, library: Library
) -> None:
    viewer.open(Photos(3), 0)
    assert viewer.canvas.geometry().top() == viewer.bar.geometry().bottom() + 1
    viewer.set_full_screen(True)
    assert viewer.canvas.geometry() == viewer.rect()
    asked: list[None] = []
    viewer.full_screen_wanted.connect(lambda: asked.append(None))
    button(viewer, "Leave full screen").click()
    assert len(asked) == 1
    viewer.canvas.setFocus()
    shown = viewer.grab().toImage()
    viewer._controls.rest(smooth=False)
    assert viewer.grab().toImage() != shown
    move_mouse(viewer.canvas, QPoint(310, 300))
    assert not viewer._controls.resting
    viewer.set_full_screen(False)
    assert viewer.canvas.geometry().top() > 0


def test_a_name_that_looks_like_html_is_shown_as_it_is(viewer: Viewer, library: Library) -> None:
    photos = Photos(1)
    photos.cards[0] = dataclasses.replace(photos.cards[0], path=b"/photos/<b>\xff\n.jpg")
    viewer.open(photos, 0)
    assert viewer.canvas.accessibleName() == "Photo <b>��.jpg, 1 of 1"


def test_a_large_picture_is_painted_from_a_copy_of_the_size_it_has_on_screen(
    viewer: Viewer, library: Library, until: Any
) -> None:
    viewer.open(Photos(1), 0)
    viewer.set_picture(ItemKey(1), None, image(3000, 2000), SIZE, True)
    until(lambda: viewer.canvas._levels.best(1000).width() == 1000)
    assert viewer.canvas._levels.full.width() == 3000
