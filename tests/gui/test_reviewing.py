"""A review: one question at a time, answered by a key, ahead of time, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from label_fakes import LEARNED, Asking, Owner, group, preview
from person import nameless
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from photoclip.browse.messages import GetPicture, GetThumbnail, ItemKey, Trouble
from photoclip.browse.organizing_messages import GetLabelPage, GetReview, LabelPage
from photoclip.core.commands import ApplyRule, MarkLabel, Together, Verdict
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import LabelDefinition
from photoclip.gui.models.history import History
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.review_page import ReviewPage
from photoclip.gui.views.reviewing import Reviewing
from photoclip.gui.views.small_pictures import SmallPictures

CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Desk:
    page: ReviewPage
    reviewing: Reviewing
    asking: Asking
    owner: Owner
    history: History

    def press(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page, key, modifiers)
        QApplication.processEvents()

    def asks(self, *groups) -> GetReview:
        """Answer the newest wish for questions with these."""
        waiting = self.asking.waiting(GetReview)
        waiting.answer(tuple(groups))
        return waiting.question

    @property
    def shown(self) -> tuple[int, ...]:
        """The photos that are asked about now."""
        current = self.reviewing.queue.current
        return () if current is None else current.photos

    def pictures(self) -> list[ItemKey]:
        """The photos whose large pictures were asked for, in this order."""
        asked = [one.question for one in self.asking.asked]
        return [one.key for one in asked if isinstance(one, GetPicture)]


@pytest.fixture
def desk(qtbot):
    asking, owner, history = Asking(), Owner(), History()
    page = ReviewPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    small = SmallPictures(asking, page)
    editing = Editing(owner, SimpleNamespace(), history, page)
    reviewing = Reviewing(page, asking, editing, small, page)
    page.show()
    qtbot.waitExposed(page)
    yield Desk(page, reviewing, asking, owner, history)
    reviewing.close()
    small.close()


def marks(photos, verdict, label="Dog"):
    return Together(tuple(MarkLabel(photo, label, verdict) for photo in photos))


def test_a_question_shows_its_photo_those_like_it_and_how_sure_it_is(desk):
    desk.reviewing.start("Dog")
    assert "Looking for" in desk.page.message.text()
    assert desk.asks(group(1, 2, 3, 4, probability=0.62)) == GetReview("Dog", (), 12)
    assert desk.page.question.text() == "Dog?"
    assert desk.page.sure.text() == "PhotoClip thinks: could be either (62 %)"
    assert desk.page.group.text.text() == "These 4 are answered together"
    assert desk.page.group.keys == (1, 2, 3, 4)
    assert desk.page.canvas.accessibleName() == "Dog? PhotoClip thinks: could be either (62 %)"
    assert desk.page.progress.text() == "0 answered"


@pytest.mark.parametrize(
    ("key", "verdict"),
    [
        (Qt.Key.Key_Y, Verdict.CONFIRMED),
        (Qt.Key.Key_Right, Verdict.CONFIRMED),
        (Qt.Key.Key_N, Verdict.REJECTED),
        (Qt.Key.Key_Left, Verdict.REJECTED),
    ],
)
def test_a_key_answers_for_the_whole_group_in_one_step(desk, key, verdict):
    desk.reviewing.start("Dog")
    desk.asks(group(1, 2), group(3))
    desk.press(key)
    assert desk.owner.applied == [marks((1, 2), verdict)]
    assert desk.shown == (3,)
    assert desk.page.progress.text() == "1 answered"
    assert desk.history.undo_text == "Label “Dog”"


@pytest.mark.parametrize("key", [Qt.Key.Key_S, Qt.Key.Key_Space])
def test_a_skipped_question_changes_nothing_and_is_not_asked_again(desk, key):
    desk.reviewing.start("Dog")
    desk.asks(group(1), group(3))
    desk.press(key)
    assert desk.owner.applied == []
    assert desk.shown == (3,)
    assert desk.page.progress.text() == "0 answered"
    assert desk.asks(group(1), group(4)).skipped == (1,)
    assert [one.photos for one in desk.reviewing.queue.coming] == [(3,), (4,)]


@pytest.mark.parametrize(
    ("key", "modifiers"),
    [(Qt.Key.Key_Z, CONTROL), (Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)],
)
def test_the_last_answer_is_taken_back_and_asked_again(desk, key, modifiers):
    desk.reviewing.start("Dog")
    desk.asks(group(1), group(2))
    desk.press(key, modifiers)  # there is nothing to take back yet
    desk.press(Qt.Key.Key_Y)
    desk.press(Qt.Key.Key_S)
    desk.press(key, modifiers)
    assert desk.shown == (2,)
    assert desk.owner.undone == []
    desk.press(key, modifiers)
    assert desk.shown == (1,)
    assert desk.owner.undone == [marks((1,), Verdict.CONFIRMED)]
    assert desk.history.undo_text == ""
    assert not desk.page.undo.isEnabled()


def test_a_held_key_answers_once(desk, qtbot):
    desk.reviewing.start("Dog")
    desk.asks(group(1), group(2), group(3))
    none = Qt.KeyboardModifier.NoModifier
    for repeated in (False, True, True):
        QApplication.sendEvent(
            desk.page, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Y, none, "y", repeated)
        )
    assert desk.shown == (2,)


def test_arrows_point_to_the_buttons_in_a_mirrored_window(desk):
    desk.page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desk.reviewing.start("Dog")
    desk.asks(group(1), group(2))
    desk.press(Qt.Key.Key_Left)
    assert desk.owner.applied == [marks((1,), Verdict.CONFIRMED)]


# --- ahead of time ----------------------------------------------------------------------------------


def test_the_next_pictures_are_there_before_they_are_asked_for(desk):
    desk.reviewing.start("Dog")
    desk.asks(*(group(number) for number in range(1, 9)))
    assert desk.pictures() == [4, 3, 2, 1]  # the newest wish is answered first
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    for key in (1, 2, 3, 4):
        desk.reviewing._loader.loaded.emit(ItemKey(key), 900, image, QSize(3000, 2000), False)
    assert desk.page.canvas.has_image
    desk.press(Qt.Key.Key_Y)
    assert desk.page.canvas.has_image  # at once, without asking anybody
    assert desk.page.canvas.placement.picture_width == 3000
    assert desk.pictures().count(5) == 1


def test_one_of_the_group_is_shown_large_with_a_click(desk):
    desk.reviewing.start("Dog")
    desk.asks(group(1, 2, 3))
    QTest.mouseClick(desk.page.group._pictures[2], Qt.MouseButton.LeftButton)
    assert desk.reviewing._large == 3
    assert 3 in desk.pictures()


def test_more_is_asked_for_before_the_questions_run_out(desk):
    desk.reviewing.start("Dog")
    desk.asks(*(group(number) for number in range(1, 8)))
    assert desk.asking.count(GetReview) == 1
    desk.press(Qt.Key.Key_Y)
    desk.press(Qt.Key.Key_N)
    assert desk.asking.count(GetReview) == 2
    assert desk.asking.waiting(GetReview).question.skipped == (1, 2)


def test_after_some_answers_those_that_teach_most_now_come_next(desk):
    desk.reviewing.start("Dog")
    desk.asks(*(group(number) for number in range(1, 20)))
    for _ in range(5):
        desk.press(Qt.Key.Key_Y)
    desk.asks(group(50), group(51), group(7))
    assert [one.photos[0] for one in desk.reviewing.queue.coming] == [6, 7, 8, 50, 51]


# --- what was learned -------------------------------------------------------------------------------


def page(**more) -> LabelPage:
    return LabelPage("Dog", LabelDefinition(), 9, 5, 0, 400, 12, True, **more)


def test_every_ten_answers_it_is_said_what_was_learned_and_it_can_be_applied(desk):
    desk.reviewing.start("Dog")
    desk.asking.waiting(GetLabelPage).answer(page())  # with nothing to say yet
    desk.asks(*(group(number) for number in range(1, 13)))
    for _ in range(9):
        desk.press(Qt.Key.Key_Y)
    assert desk.asking.count(GetLabelPage) == 1
    desk.press(Qt.Key.Key_Y)
    assert desk.asking.count(GetLabelPage) == 2
    learned = preview(learning=LEARNED, added=31, removed=5, rule='{"rule": 2}')
    desk.asking.waiting(GetLabelPage).answer(page(preview=learned))
    assert desk.page.learned.text() == (
        "On 14 answers it had not seen it was 96 % sure of the right one, your words alone 89 %."
    )
    assert desk.page.apply.text() == "Apply what it learned: +31 / −5"
    QTest.mouseClick(desk.page.apply, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert desk.owner.applied[-1] == ApplyRule("Dog", '{"rule": 2}')
    assert not desk.page.apply.isVisible()
    assert desk.page.learned.text() == "“Dog”: on 31 more photos, off 5 photos"
    assert desk.history.undo_text == "Apply what “Dog” learned"


def answers_quickly(desk, count: int) -> None:
    """Press keys faster than answers get into the library."""
    for _ in range(count):
        QTest.keyClick(desk.page, Qt.Key.Key_Y)
    QApplication.processEvents()


def test_quick_answers_step_over_no_look_at_what_was_learned(desk):
    desk.reviewing.start("Dog")
    desk.asking.waiting(GetLabelPage).answer(page(preview=preview(added=0, removed=0)))
    desk.asks(*(group(number) for number in range(1, 30)))
    assert desk.page.learned.text() == "0 answers to learn from"
    answers_quickly(desk, 4)
    assert desk.page.learned.text() == "4 answers to learn from"
    assert desk.asking.count(GetLabelPage) == 1
    answers_quickly(desk, 7)
    assert desk.page.learned.text() == "11 answers to learn from"
    learned = preview(learning=LEARNED, added=31, removed=5)
    desk.asking.waiting(GetLabelPage).answer(page(preview=learned))
    assert desk.page.learned.text().startswith("On 14 answers it had not seen")
    assert desk.page.apply.isVisible()
    answers_quickly(desk, 2)
    assert desk.page.learned.text().endswith("2 more answered since.")
    desk.press(Qt.Key.Key_Backspace)
    assert desk.page.learned.text().endswith("1 more answered since.")


def test_answers_during_a_look_are_for_the_next_one(desk):
    desk.reviewing.start("Dog")
    desk.asks(*(group(number) for number in range(1, 30)))
    answers_quickly(desk, 20)
    slow = desk.asking.waiting(GetLabelPage)  # the first look, which is not thrown away
    slow.answer(page(preview=preview(learning=LEARNED)))
    assert not slow.dropped
    assert desk.asking.waiting(GetLabelPage) is not slow


def test_at_the_end_of_the_questions_it_is_looked_once_more(desk):
    desk.reviewing.start("Dog")
    desk.asking.waiting(GetLabelPage).answer(page(preview=preview(added=0, removed=0)))
    desk.asks(group(1), group(2))
    answers_quickly(desk, 2)
    desk.asks()
    learned = preview(learning=LEARNED, added=3, removed=0)
    desk.asking.waiting(GetLabelPage).answer(page(preview=learned))
    assert desk.page.apply.text() == "Apply what it learned: +3 / −0"
    assert desk.page.message.text() == "Nothing left to ask. Your answers are kept."
    assert desk.asking.count(GetLabelPage) == 2


# --- ends -------------------------------------------------------------------------------------------


def test_where_nothing_is_left_the_page_says_so_and_undo_still_works(desk):
    desk.reviewing.start("Dog")
    desk.asks(group(1))
    desk.press(Qt.Key.Key_Y)
    desk.asks()
    assert desk.page.message.text() == "Nothing left to ask. Your answers are kept."
    assert not desk.page.yes.isEnabled()
    desk.press(Qt.Key.Key_Y)
    assert len(desk.owner.applied) == 1
    desk.press(Qt.Key.Key_Backspace)
    assert desk.shown == (1,)
    assert desk.page.yes.isEnabled()


def test_a_label_that_has_nothing_to_ask_says_so(desk):
    desk.reviewing.start("Dog")
    desk.asks()
    assert desk.page.message.text() == "Nothing to ask: every photo is clear, or answered."
    desk.reviewing.start(None)
    assert desk.asks().label is None
    assert "no label" in desk.page.message.text()
    assert not desk.page.edit.isVisible()


def test_why_nothing_can_be_asked_is_told(desk):
    desk.reviewing.start("Dog")
    desk.asking.waiting(GetReview).fail(Trouble(1, "ModelError", "There is no model.", "Choose."))
    assert desk.page.message.text() == "There is no model.\nChoose."


def test_an_answer_that_is_refused_is_asked_again(desk):
    refused = []
    desk.reviewing.refused.connect(refused.append)
    desk.reviewing.start("Dog")
    desk.asks(group(1), group(2))
    desk.owner.refuses = PhotoClipError("The disk is full.")
    desk.press(Qt.Key.Key_Y)
    assert [str(one) for one in refused] == ["The disk is full."]
    assert desk.history.undo_text == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape])
def test_esc_ends_the_review_and_what_was_answered_stays(desk, key, qtbot):
    desk.reviewing.start("Dog")
    desk.asks(group(1), group(2))
    desk.press(Qt.Key.Key_Y)
    with qtbot.waitSignal(desk.reviewing.closed):
        desk.press(key)
    assert desk.owner.undone == []
    waiting = [one.question for one in desk.asking.asked if one.waits]
    assert not [one for one in waiting if not isinstance(one, GetThumbnail)]


def test_every_control_has_a_name_for_a_screen_reader(desk):
    desk.reviewing.start("Dog")
    desk.asks(group(1, 2))
    assert nameless(desk.page) == []
