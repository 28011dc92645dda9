"""Titles and captions are written where they are read, and land on the photo they were meant for."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from photoclip.browse.messages import ItemKey
from photoclip.gui.views.words_edit import WordsEdit

ONE, TWO = ItemKey(1), ItemKey(2)
NOTHING = (None, None)


class Beside(QWidget):
    """The field, and another one to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.words = WordsEdit()
        self.elsewhere = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.elsewhere)
        self.given: list[tuple[str, int, str | None]] = []
        self.words.title_given.connect(lambda key, text: self.given.append(("title", key, text)))
        self.words.caption_given.connect(
            lambda key, text: self.given.append(("caption", key, text))
        )


@pytest.fixture
def beside(qtbot):
    widget = Beside()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    return widget


def type_into(qtbot, field, text: str) -> None:
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    qtbot.keyClicks(field, text)


def test_enter_takes_a_title_once(beside, qtbot):
    beside.words.show_words(ONE, NOTHING, NOTHING)
    type_into(qtbot, beside.words.title, "  Fog   on the lake ")
    qtbot.keyClick(beside.words.title, Qt.Key.Key_Return)
    beside.elsewhere.setFocus()
    assert beside.given == [("title", 1, "Fog on the lake")]


def test_leaving_a_caption_takes_it_with_its_lines(beside, qtbot):
    beside.words.show_words(ONE, NOTHING, NOTHING)
    type_into(qtbot, beside.words.caption, "one")
    qtbot.keyClick(beside.words.caption, Qt.Key.Key_Return)
    qtbot.keyClicks(beside.words.caption, "two")
    assert beside.given == []
    beside.elsewhere.setFocus()
    qtbot.waitUntil(lambda: beside.given == [("caption", 1, "one\ntwo")])


def test_words_land_on_the_photo_they_were_written_for(beside, qtbot):
    beside.words.show_words(ONE, ("old", None), ("old", None))
    type_into(qtbot, beside.words.title, "new")
    beside.words.show_words(TWO, ("other", None), ("other", None))
    assert beside.given == [("title", 1, "new")]
    assert beside.words.title.text() == "other"


def test_news_of_the_same_photo_does_not_take_what_is_being_written(beside, qtbot):
    beside.words.show_words(ONE, ("old", None), NOTHING)
    type_into(qtbot, beside.words.title, "half a sen")
    beside.words.show_words(ONE, ("old", "a caption came"), NOTHING)
    assert beside.words.title.text() == "half a sen"
    assert beside.words.caption.toPlainText() == "a caption came"


@pytest.mark.parametrize("field", ["title", "caption"])
def test_escape_forgets_what_was_typed(beside, qtbot, field):
    beside.words.show_words(ONE, ("old", "old"), NOTHING)
    edit = getattr(beside.words, field)
    type_into(qtbot, edit, "nonsense")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    beside.elsewhere.setFocus()
    assert beside.given == []
    beside.words.show_words(ONE, ("old", "old"), NOTHING)
    assert (beside.words.title.text(), beside.words.caption.toPlainText()) == ("old", "old")


def test_emptied_fields_say_there_are_no_words(beside, qtbot):
    beside.words.show_words(ONE, ("old", None), ("old", None))
    type_into(qtbot, beside.words.title, " ")
    qtbot.keyClick(beside.words.title, Qt.Key.Key_Return)
    assert beside.given == [("title", 1, "")]


def test_the_way_back_to_the_file_is_offered_only_where_words_differ_from_it(beside):
    words = beside.words
    words.show_words(ONE, ("mine", None), ("the file", None))
    assert words.as_in_file.isVisible()
    words.as_in_file.click()
    assert beside.given == [("title", 1, None), ("caption", 1, None)]
    words.show_words(ONE, ("the file", None), ("the file", None))
    assert not words.as_in_file.isVisible()
    words.show_words(TWO, ("mine", None), NOTHING)
    assert not words.as_in_file.isVisible()


def test_text_that_would_turn_its_line_round_is_made_visible_and_is_no_edit(beside, qtbot):
    beside.words.show_words(ONE, ("a\u202eb", "one\ntwo\x07"), NOTHING)
    assert beside.words.title.text() == "a\ufffdb"
    assert beside.words.caption.toPlainText() == "one\ntwo\ufffd"
    beside.words.title.setFocus()
    beside.words.title.selectAll()
    beside.words.title.insert("a\ufffdb")
    qtbot.keyClick(beside.words.title, Qt.Key.Key_Return)
    beside.elsewhere.setFocus()
    assert beside.given == []


def test_a_long_caption_scrolls_and_a_short_one_is_one_line_high(beside, qtbot):
    beside.words.show_words(ONE, (None, "short"), NOTHING)
    qtbot.waitUntil(lambda: beside.words.caption.height() < 40)
    beside.words.show_words(TWO, (None, "line\n" * 50), NOTHING)
    qtbot.waitUntil(lambda: 80 < beside.words.caption.height() < 220)
