"""Typing a query: when it is said, what is offered, and what goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from photoclip.browse.messages import Completion, Mistake
from photoclip.gui.models.completions import RowKind, RowsModel, start_rows
from photoclip.gui.models.offered import KEYS_MIME
from photoclip.gui.views.search_bar import SearchBar
from photoclip.gui.views.search_field import SearchField

RATING = Completion("rating:", "stars", 4, 6)
RAW = Completion("type:raw", "RAW files", 4, 6)


class Heard(list[object]):
    """Everything a signal said."""

    def __init__(self, signal) -> None:
        super().__init__()
        signal.connect(self.hear)

    def hear(self, *said: object) -> None:
        self.append(said[0] if len(said) == 1 else said)


@pytest.fixture
def bar(until) -> Iterator[SearchBar]:
    window = QWidget()
    window.resize(600, 400)
    layout = QVBoxLayout(window)
    bar = SearchBar()
    layout.addWidget(bar)
    layout.addWidget(QPushButton("elsewhere"))
    window.show()
    window.activateWindow()
    bar.setFocus()
    until(bar.field.hasFocus)
    yield bar
    window.close()
    window.deleteLater()


@pytest.fixture
def field(bar: SearchBar) -> SearchField:
    return bar.field


@pytest.fixture
def offered(field: SearchField, until) -> SearchField:
    """The field with completions under it."""
    asked = Heard(field.completions_wanted)
    QTest.keyClicks(field, "dog ra")
    until(lambda: asked == [("dog ra", 6)])
    field.set_completions("dog ra", 6, (RATING, RAW))
    assert field.suggestions.isVisible()
    return field


def key(field: SearchField, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(field, one)


# --- saying what was typed ------------------------------------------------------------------------


def test_a_pause_in_typing_says_what_was_typed_once(field, until) -> None:
    heard = Heard(field.query_changed)
    QTest.keyClicks(field, "sunset")
    assert heard == []
    until(lambda: heard)
    assert heard == ["sunset"]


def test_enter_says_it_at_once_and_only_once(field) -> None:
    changed, submitted = Heard(field.query_changed), Heard(field.query_submitted)
    QTest.keyClicks(field, "sunset")
    key(field, Qt.Key.Key_Return)
    assert submitted == ["sunset"]
    assert not field._say.isActive()
    assert changed == []


def test_a_whole_word_is_said_sooner_than_half_a_word(field) -> None:
    QTest.keyClicks(field, "dog")
    half = field._say.interval()
    QTest.keyClicks(field, " ")
    assert field._say.interval() < half


def test_a_text_set_from_outside_is_not_said_but_can_be_undone(field, until) -> None:
    QTest.keyClicks(field, "dog")
    field.set_text("dog date:2024")
    heard = Heard(field.query_changed)
    assert not field._say.isActive()
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "dog"
    until(lambda: heard == ["dog"])


def test_the_same_text_set_again_leaves_the_cursor_alone(field) -> None:
    field.set_text("dog")
    field.setCursorPosition(1)
    field.set_text("dog")
    assert field.cursorPosition() == 1


# --- completions ----------------------------------------------------------------------------------


def test_tab_takes_the_first_completion_and_asks_for_more(offered, until) -> None:
    asked = Heard(offered.completions_wanted)
    key(offered, Qt.Key.Key_Tab)
    assert offered.text() == "dog rating:"
    assert offered.hasFocus()
    until(lambda: asked == [("dog rating:", 11)])


def test_a_whole_completion_at_the_end_is_followed_by_a_space(offered) -> None:
    key(offered, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert offered.text() == "dog type:raw "


def test_enter_without_a_choice_sends_off_what_was_typed(offered) -> None:
    heard = Heard(offered.query_submitted)
    key(offered, Qt.Key.Key_Return)
    assert heard == ["dog ra"]
    assert not offered.suggestions.isVisible()


def test_going_up_past_the_first_row_chooses_none_and_keeps_the_text(offered) -> None:
    heard = Heard(offered.query_submitted)
    key(offered, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert heard == ["dog ra"]


def test_escape_closes_the_list_and_keeps_the_text(offered) -> None:
    key(offered, Qt.Key.Key_Escape)
    assert not offered.suggestions.isVisible()
    assert offered.text() == "dog ra"


def test_typing_goes_on_while_completions_are_shown(offered) -> None:
    QTest.keyClicks(offered, "in")
    assert offered.text() == "dog rain"


def test_completions_of_a_text_that_has_moved_on_are_passed_over(offered) -> None:
    QTest.keyClicks(offered, "i")
    offered.set_completions("dog ra", 6, (RATING,))
    assert not offered.suggestions.isVisible()


def test_completions_that_come_after_enter_are_passed_over(offered) -> None:
    key(offered, Qt.Key.Key_Return)
    offered.set_completions("dog ra", 6, (RATING,))
    assert not offered.suggestions.isVisible()


def test_a_click_takes_a_completion(offered) -> None:
    rows = offered.suggestions.list
    place = rows.visualRect(rows.rows.index(0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert offered.text() == "dog rating:"
    assert offered.hasFocus()


def test_going_elsewhere_closes_the_list(offered, until) -> None:
    offered.window().findChild(QPushButton).setFocus()
    until(lambda: not offered.suggestions.isVisible())


def test_the_cursor_is_counted_in_characters(field, until) -> None:
    asked = Heard(field.completions_wanted)
    field.insert("😀 ra")
    until(lambda: asked == [("😀 ra", 4)])
    field.set_completions("😀 ra", 4, (Completion("rating:", "", 2, 4),))
    key(field, Qt.Key.Key_Tab)
    assert field.text() == "😀 rating:"


# --- beginning ------------------------------------------------------------------------------------


def test_down_in_the_empty_field_offers_recent_and_saved_searches(bar, field) -> None:
    bar.set_recent(("cat", "dog"))
    bar.set_saved((("Best", "rating:5"),))
    key(field, Qt.Key.Key_Down)
    texts = [row.text for row in field.suggestions.list.rows.rows]
    assert texts == ["Recent searches", "cat", "dog", "Saved searches", "Best"]
    heard = Heard(field.query_submitted)
    key(field, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert heard == ["rating:5"]
    assert field.text() == "rating:5"


def test_a_click_into_the_empty_field_offers_examples_at_first(field) -> None:
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    kinds = [row.kind for row in field.suggestions.list.rows.rows]
    assert kinds == [RowKind.HEADING] + [RowKind.EXAMPLE] * 3


def test_delete_removes_a_recent_search_and_goes_to_the_next(bar, field) -> None:
    bar.set_recent(("cat", "dog"))
    heard = Heard(bar.recent_removed)
    key(field, Qt.Key.Key_Down, Qt.Key.Key_Delete)
    assert heard == ["cat"]
    assert field.suggestions.list.current_row().text == "dog"


def test_the_cross_of_a_recent_search_removes_it(bar, field) -> None:
    bar.set_recent(("cat", "dog"))
    heard = Heard(bar.recent_removed)
    key(field, Qt.Key.Key_Down)
    rows = field.suggestions.list
    rect = rows.visualRect(rows.rows.index(2))
    place = QPoint(rect.right() - rect.height() // 2, rect.center().y())
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert heard == ["dog"]
    assert field.text() == ""


def test_the_rows_are_a_proper_model(qtmodeltester) -> None:
    model = RowsModel()
    model.show(start_rows(("cat",), (("Best", "rating:5"),)))
    qtmodeltester.check(model)


# --- mistakes and waiting -------------------------------------------------------------------------

MONTH_13 = Mistake("there is no month 13", 9, 16, "a date such as 2024")


def test_a_mistake_is_underlined_where_it_is_and_explained(bar, field, until) -> None:
    field.set_text("dog date:2024-13")
    bar.set_mistake(MONTH_13)
    ((left, right),) = field.mistake_spans()
    metrics = field.fontMetrics()
    assert right - left == pytest.approx(metrics.horizontalAdvance("2024-13"), abs=2)
    assert right == pytest.approx(field.cursorRect().center().x(), abs=2)
    until(bar.note.isVisible)
    assert bar.note.label.text() == "There is no month 13 – expected a date such as 2024"
    bar.set_mistake(None)
    assert not bar.note.isVisible()
    assert field.mistake_spans() == []


def test_enter_explains_a_mistake_without_waiting(bar, field) -> None:
    field.set_text("dog date:2024-13")
    bar.set_mistake(MONTH_13)
    key(field, Qt.Key.Key_Return)
    assert bar.note.isVisible()


def test_a_mistake_scrolls_with_a_long_text(bar, field) -> None:
    field.set_text("date:2024-13 " + "very " * 60)
    bar.set_mistake(Mistake("there is no month 13", 5, 12))
    field.grab()  # Qt scrolls a line when it paints it
    assert field.mistake_spans() == []
    field.setCursorPosition(0)
    field.grab()
    assert len(field.mistake_spans()) == 1


def test_a_mistake_between_words_that_read_the_other_way_is_underlined_alone(bar, field) -> None:
    text = "שקיעה date:2024-13 חוף"
    field.set_text(text)
    start = text.index("2024")
    bar.set_mistake(Mistake("there is no month 13", start, start + 7))
    ((left, right),) = field.mistake_spans()
    assert right - left == pytest.approx(field.fontMetrics().horizontalAdvance("2024-13"), abs=2)


def test_a_mistake_behind_the_end_of_the_text_can_be_seen(bar, field) -> None:
    field.set_text("date:")
    bar.set_mistake(Mistake("needs a value", 5, 5))
    ((left, right),) = field.mistake_spans()
    assert right > left


def test_typing_takes_the_line_under_a_mistake_away(bar, field) -> None:
    field.set_text("date:2024-13")
    bar.set_mistake(Mistake("there is no month 13", 5, 12))
    QTest.keyClicks(field, "x")
    assert field.mistake_spans() == []


def test_waiting_is_shown_with_its_reason_once_it_takes_a_while(bar, until) -> None:
    bar.set_busy(True, "The model is being loaded…")
    assert not bar.line.running
    until(lambda: bar.line.running)
    assert bar.note.label.text() == "The model is being loaded…"
    bar.set_busy(False)
    assert not bar.line.running
    assert not bar.note.isVisible()


def test_a_quick_answer_never_shows_waiting(bar) -> None:
    bar.set_busy(True)
    bar.set_busy(False)
    assert not bar._busy_soon.isActive()
    assert not bar.line.running


# --- saving ---------------------------------------------------------------------------------------


def test_the_star_saves_the_search_that_stands_in_the_field(bar, field) -> None:
    heard = Heard(bar.save_wanted)
    assert not bar.star.isEnabled()
    QTest.keyClicks(field, "dog")
    bar.star.click()
    assert heard == ["dog"]


def test_the_star_knows_a_search_that_is_saved(bar) -> None:
    bar.set_saved((("Dogs", "dog"),))
    bar.set_text("dog")
    assert bar.star.accessibleName() == "Saved as “Dogs”"
    bar.set_text("dog ")
    bar.set_text("cat")
    assert bar.star.accessibleName() == "Save this search"


# --- pictures -------------------------------------------------------------------------------------


def mime(**formats: bytes) -> QMimeData:
    data = QMimeData()
    for name, content in formats.items():
        data.setData({"uris": "text/uri-list", "keys": KEYS_MIME}[name], content)
    return data


def drop(field: SearchField, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    field.dropEvent(event)
    assert event.isAccepted()


def test_a_dropped_file_is_offered_by_its_real_name(field) -> None:
    heard = Heard(field.picture_offered)
    drop(field, mime(uris=b"file:///home/me/caf%E9.jpg\r\n"))
    assert heard == [b"/home/me/caf\xe9.jpg"]
    assert field.text() == ""


def test_a_photo_dragged_from_the_grid_is_offered_by_its_key(field) -> None:
    heard = Heard(field.photo_offered)
    drop(field, mime(keys=b"5000000000,7", uris=b"file:///a.jpg"))
    assert heard == [5_000_000_000]


def test_a_copied_picture_is_offered_as_it_is(field) -> None:
    heard = Heard(field.image_offered)
    data = QMimeData()
    data.setImageData(QImage(3, 2, QImage.Format.Format_RGB32))
    field.take(data)
    (image,) = heard
    assert (image.width(), image.height()) == (3, 2)


def test_pasted_text_is_text_on_one_line(field, until) -> None:
    heard = Heard(field.query_changed)
    QGuiApplication.clipboard().setText("golden\nretriever")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == "golden retriever"
    until(lambda: heard == ["golden retriever"])


def test_a_file_copied_in_a_file_manager_can_be_pasted(field, tmp_path: Path) -> None:
    heard = Heard(field.picture_offered)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a b.jpg"))])
    data.setText(str(tmp_path / "a b.jpg"))
    QGuiApplication.clipboard().setMimeData(data)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert heard == [bytes(tmp_path / "a b.jpg")]
    assert field.text() == ""


def test_where_no_typing_is_left_to_undo_the_window_undoes(field: SearchField) -> None:
    undone: list[str] = []
    undo = QAction(field.window())
    undo.setShortcut("Ctrl+Z")
    undo.triggered.connect(lambda: undone.append(field.text()))
    field.window().addAction(undo)
    field.setFocus()
    QTest.keyClicks(field, "dog")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (field.text(), undone) == ("", [])
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [""]
