"""The label editor: what is typed is foreseen, what is foreseen is applied, and nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest
from label_fakes import LEARNED, Asking, Owner, preview
from person import Key, nameless
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget

from photoclip.browse.messages import ItemKey, Trouble
from photoclip.browse.organizing_messages import GetLabelPage, LabelPage, PreviewLabel
from photoclip.core.commands import (
    ApplyRule,
    DefineLabel,
    MarkLabel,
    RenameLabel,
    Together,
    Verdict,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import Beside, Bin
from photoclip.core.labels import Automatic, LabelDefinition
from photoclip.gui.models.history import History
from photoclip.gui.models.label_cut import effect_at
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.label_editing import LabelEditing
from photoclip.gui.views.label_editor import LabelEditor
from photoclip.gui.views.small_pictures import SmallPictures

DOG = LabelDefinition(("a photo of a corgi",), ("a wolf",), "#3b7dd8")


@dataclass
class Desk:
    """An editor, and those it speaks to."""

    dialog: LabelEditor
    asking: Asking
    owner: Owner
    history: History
    applied: list[tuple]
    editing: LabelEditing

    @property
    def form(self):
        return self.dialog.form

    @property
    def forecast(self):
        return self.dialog.forecast

    def question(self, qtbot) -> PreviewLabel:
        """The preview that is asked for, once typing has paused."""
        qtbot.waitUntil(
            lambda: any(
                one.waits and isinstance(one.question, PreviewLabel) for one in self.asking.asked
            )
        )
        return self.asking.waiting(PreviewLabel).question

    def foresees(self, qtbot, **changes) -> PreviewLabel:
        """Answer the preview that is asked for."""
        question = self.question(qtbot)
        self.asking.waiting(PreviewLabel).answer(
            preview(question.name, question.definition, **changes)
        )
        return question

    def types(self, text: str) -> None:
        self.form.name.clear()
        QTest.keyClicks(self.form.name, text)

    def presses_apply(self) -> None:
        QTest.mouseClick(self.dialog.apply, Qt.MouseButton.LeftButton)
        QApplication.processEvents()


@pytest.fixture
def open_editor(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    pictures = []

    def opened(stored="", name="", definition=None, taken=()):
        asking, owner, history = Asking(), Owner(), History()
        small = SmallPictures(asking, window)
        pictures.append(small)
        editing = Editing(owner, SimpleNamespace(), history, window)
        dialog = LabelEditor("Label", window)
        names = {one.casefold(): one for one in taken}
        made = LabelEditing(
            dialog, stored, asking, editing, small, lambda one: names.get(one.casefold(), "")
        )
        applied = []
        made.applied.connect(lambda *values: applied.append(values))
        made.open(name, definition or LabelDefinition())
        qtbot.waitExposed(dialog)
        return Desk(dialog, asking, owner, history, applied, made)

    yield opened
    for small in pictures:
        small.close()


# --- the preview follows ----------------------------------------------------------------------------


def test_typing_a_name_asks_once_what_it_would_do(open_editor, qtbot):
    desk = open_editor()
    assert "Give the label a name" in desk.forecast.message.text()
    desk.types("Animals/Dog")
    assert desk.form.place.text() == "Animals › Dog"
    assert desk.form.describe.edits()[0].placeholderText() == "Dog"
    assert desk.foresees(qtbot) == PreviewLabel("Animals/Dog", LabelDefinition())
    assert desk.asking.count(PreviewLabel) == 1
    assert desk.forecast.effect.text() == "+412 / −37 photos"
    assert desk.forecast.share.text() == "3.2 % of your photos, and 180 suggested"
    assert desk.forecast.judge.text().startswith("Judges by your words alone.")
    assert [one.key for one in desk.forecast.above.photos][:2] == [1, 2]
    assert [one.key for one in desk.forecast.below.photos][:2] == [21, 22]


def test_a_newer_question_drops_the_one_before(open_editor, qtbot):
    desk = open_editor(name="Dog")
    desk.question(qtbot)
    first = desk.asking.waiting(PreviewLabel)
    edit = desk.form.describe.edits()[0]
    edit.setFocus()
    QTest.keyClicks(edit, "a corgi")
    qtbot.waitUntil(lambda: first.dropped)
    question = desk.foresees(qtbot)
    assert question.definition.describe == ("a corgi",)
    assert desk.forecast.preview.definition.describe == ("a corgi",)


def test_words_alone_are_foreseen_before_there_is_a_name(open_editor, qtbot):
    desk = open_editor(definition=LabelDefinition(("a dog/puppy at play",)))
    assert desk.question(qtbot).name == "a dog puppy at play"


def test_descriptions_come_and_go_a_line_each(open_editor, qtbot):
    desk = open_editor(name="Dog", definition=DOG)
    first, second = desk.form.describe.edits()
    assert first.text() == "a photo of a corgi"
    second.setFocus()
    QTest.keyClicks(second, "our dog")
    QTest.keyClick(second, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert QApplication.focusWidget() is desk.form.describe.edits()[2]
    assert desk.dialog.isVisible()  # Enter went on to the next line, and pressed no button
    QTest.keyClick(desk.form.describe.edits()[2], Qt.Key.Key_Backspace)
    assert QApplication.focusWidget() is second
    assert desk.foresees(qtbot).definition.describe == ("a photo of a corgi", "our dog")
    line = desk.form.describe._lines[0]
    assert line.away.accessibleName() == "Remove “a photo of a corgi”"
    QTest.mouseClick(line.away, Qt.MouseButton.LeftButton)
    assert desk.foresees(qtbot).definition.describe == ("our dog",)


def test_pasted_lines_become_descriptions(open_editor, qtbot):
    desk = open_editor(name="Dog")
    QApplication.clipboard().setText("a corgi\n\n our dog 🐕 \n")
    edit = desk.form.describe.edits()[0]
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.form.describe.sentences() == ("a corgi", "our dog 🐕")


def test_a_model_that_loads_says_so(open_editor, qtbot):
    desk = open_editor(name="Dog")
    desk.question(qtbot)
    desk.asking.waiting(PreviewLabel).held("The model is being loaded.")
    assert desk.forecast.message.text() == "The model is being loaded."


# --- the cut ----------------------------------------------------------------------------------------


def test_dragging_the_cut_tells_at_once_and_asks_when_it_is_let_go(open_editor, qtbot):
    desk = open_editor(name="Dog")
    desk.foresees(qtbot)
    histogram = desk.forecast.histogram
    asked = desk.asking.count(PreviewLabel)
    y = histogram.height() // 2
    start, end = QPoint(round(histogram.x_of(0.0)), y), QPoint(round(histogram.x_of(2.0)), y)
    QTest.mousePress(histogram, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(histogram, end)
    assert histogram.cut == pytest.approx(2.0, abs=0.1)
    assert desk.forecast.effect.text() != "+412 / −37 photos"
    assert desk.forecast.effect.text().startswith("+0 / −")  # stricter puts it on nothing more
    assert desk.asking.count(PreviewLabel) == asked
    QTest.mouseRelease(histogram, Qt.MouseButton.LeftButton, pos=end)
    question = desk.foresees(qtbot, certainty=2.03, share=0.011, added=0, removed=120)
    foreseen = effect_at(preview(), 2.0).share
    assert question.definition.share == pytest.approx(foreseen, rel=0.1)
    assert histogram.cut == 2.03
    assert desk.forecast.effect.text() == "+0 / −120 photos"
    QTest.mouseClick(desk.forecast.reset, Qt.MouseButton.LeftButton)
    assert desk.foresees(qtbot).definition.share is None
    assert not desk.forecast.reset.isVisible()


def test_the_cut_moves_by_keys_too(open_editor, qtbot):
    desk = open_editor(name="Dog")
    desk.foresees(qtbot)
    histogram = desk.forecast.histogram
    histogram.setFocus()
    for _ in range(3):
        QTest.keyClick(histogram, Qt.Key.Key_Right)
    assert histogram.cut > 0
    assert desk.forecast.effect.text() in histogram.accessibleDescription()
    question = desk.foresees(qtbot)
    assert question.definition.share is not None
    QTest.keyClick(histogram, Qt.Key.Key_End)
    assert desk.forecast.share.text() == "None of your photos, and 180 suggested" or (
        desk.forecast.share.text() == "None of your photos"
    )
    QTest.keyClick(histogram, Qt.Key.Key_Delete)
    assert desk.foresees(qtbot).definition.share is None


def test_keys_cross_a_gap_in_which_no_photo_lies(open_editor, qtbot):
    desk = open_editor(name="Dog")
    gap = (Bin(-9.0, 50, 0), Bin(-8.0, 0, 0), Bin(7.0, 0, 0), Bin(8.0, 1, 0))
    alone = {"bins": gap, "photos": 51, "share": 1 / 51, "would_hold": 1}
    desk.foresees(qtbot, certainty=0.0, **alone)
    histogram = desk.forecast.histogram
    histogram.setFocus()
    for _ in range(10):
        before = histogram.cut
        for _ in range(4):
            QTest.keyClick(histogram, Key.Key_Left)
        desk.foresees(qtbot, certainty=0.0, **alone)  # the same photo is all there is above it
        assert histogram.cut < before
        if histogram.cut < -8.0:
            break
    assert histogram.cut < -6.0


# --- applying ---------------------------------------------------------------------------------------


def test_applying_is_one_step_that_can_be_taken_back(open_editor, qtbot):
    desk = open_editor(name="Dog", definition=DOG)
    desk.foresees(qtbot, learning=LEARNED)
    desk.presses_apply()
    assert desk.owner.applied == [
        Together((DefineLabel("Dog", DOG), ApplyRule("Dog", '{"rule": 1}')))
    ]
    assert not desk.dialog.isVisible()
    ((name, added, removed, step),) = desk.applied
    assert (name, added, removed) == ("Dog", 412, 37)
    assert desk.history.undo_text == "New label “Dog”"
    desk.history.undo_this(step)
    assert desk.owner.undone == desk.owner.applied


def test_applying_before_it_is_known_what_it_does_waits_for_that(open_editor, qtbot):
    desk = open_editor()
    desk.types("Dog")
    QTest.keyClick(desk.form.name, Qt.Key.Key_Return)
    assert desk.owner.applied == []
    desk.foresees(qtbot)
    assert len(desk.owner.applied) == 1
    qtbot.waitUntil(lambda: bool(desk.applied))


def test_a_label_that_does_nothing_by_itself_has_no_rule(open_editor, qtbot):
    desk = open_editor(name="Dog", definition=DOG)
    desk.foresees(qtbot)
    QTest.mouseClick(desk.form.off, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert desk.foresees(qtbot, added=0, removed=2).definition.automatic is Automatic.OFF
    desk.presses_apply()
    (together,) = desk.owner.applied
    assert together.commands[1] == ApplyRule("Dog", None)


def test_what_can_not_be_foreseen_can_be_kept_all_the_same(open_editor, qtbot):
    desk = open_editor(name="Dog", definition=DOG)
    desk.question(qtbot)
    desk.asking.waiting(PreviewLabel).fail(
        Trouble(1, "ModelError", "There is no model.", "Choose one.")
    )
    assert "There is no model." in desk.forecast.message.text()
    desk.presses_apply()
    assert desk.owner.applied == [Together((DefineLabel("Dog", DOG),))]


def test_a_refusal_is_said_in_place_and_nothing_is_lost(open_editor, qtbot):
    desk = open_editor(name="Dog", definition=DOG)
    desk.foresees(qtbot)
    desk.owner.refuses = PhotoClipError("“Dog” can't be used.", "Take another name.")
    desk.presses_apply()
    assert desk.dialog.isVisible()
    assert desk.dialog.error.text == "“Dog” can't be used. Take another name."
    assert desk.form.definition() == DOG
    assert desk.history.undo_text == ""
    desk.owner.refuses = None
    desk.presses_apply()
    assert not desk.dialog.isVisible()


def test_a_name_that_is_taken_is_told_while_it_is_typed(open_editor, qtbot):
    desk = open_editor(taken=("Animals/Dog",))
    desk.types("animals/dog")
    assert desk.dialog.error.text == "There is already a label “Animals/Dog”."
    assert not desk.dialog.apply.isEnabled()
    desk.presses_apply()
    assert desk.owner.applied == []
    desk.types("Puppy")
    assert desk.dialog.error.text == ""
    assert desk.dialog.apply.isEnabled()


@pytest.mark.parametrize("stored", ["", "Cat"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a//b", "a part of it is empty"),
        ("Dog/confirmed", "says where a label on a photo comes from"),
        ("x" * 300, "It has 300 characters; a name has 200 at most"),
    ],
)
def test_a_name_that_can_not_be_is_told_once_and_not_applied(
    open_editor, qtbot, name, said, stored
):
    desk = open_editor(stored, stored)
    if stored:
        desk.asking.waiting(GetLabelPage).answer(page("Cat"))
        desk.foresees(qtbot)
    desk.types(name)
    assert said in desk.dialog.error.text
    assert not desk.dialog.apply.isEnabled()
    assert "›  ›" not in desk.form.place.text()
    asked = desk.asking.count(PreviewLabel)
    qtbot.waitUntil(lambda: not desk.editing._soon.isActive())
    assert desk.asking.count(PreviewLabel) == asked
    assert said in desk.dialog.error.text
    assert said not in desk.forecast.message.text()
    QTest.keyClick(desk.form.name, Qt.Key.Key_Return)
    desk.presses_apply()
    assert desk.owner.applied == []
    desk.types("Puppy")
    assert desk.dialog.error.text == ""
    assert desk.dialog.apply.isEnabled()


def test_a_slash_behind_which_something_is_still_to_come_is_no_mistake_yet(open_editor, qtbot):
    desk = open_editor()
    desk.types("Animals/")
    assert desk.dialog.error.text == ""
    assert not desk.dialog.apply.isEnabled()
    qtbot.waitUntil(lambda: "a part of it is empty" in desk.dialog.error.text)
    QTest.keyClicks(desk.form.name, "Dog")
    assert desk.dialog.error.text == ""
    assert desk.foresees(qtbot).name == "Animals/Dog"


@pytest.mark.parametrize(
    ("text", "said"),
    [("x" * 10_000, "A description has 10000 characters."), ("a\x07b", "no text")],
)
def test_a_description_that_makes_no_sense_is_told_and_stays(open_editor, qtbot, text, said):
    desk = open_editor(name="Dog")
    desk.foresees(qtbot)
    asked = desk.asking.count(PreviewLabel)
    edit = desk.form.describe.edits()[0]
    edit.setText(text)
    edit.textEdited.emit(text)
    qtbot.waitUntil(lambda: said in desk.dialog.error.text)
    assert desk.asking.count(PreviewLabel) == asked
    desk.presses_apply()
    assert desk.owner.applied == []
    assert desk.form.describe.sentences() == (text,)


def test_a_label_without_a_name_is_not_applied(open_editor, qtbot):
    desk = open_editor(definition=DOG)
    desk.foresees(qtbot)
    desk.presses_apply()
    assert desk.dialog.error.text == "Give the label a name."
    assert QApplication.focusWidget() is desk.form.name


# --- a label there is -------------------------------------------------------------------------------


def page(name: str = "Dog", definition: LabelDefinition = DOG) -> LabelPage:
    return LabelPage(name, definition, 3, 2, 0, 400, 12, True)


def test_a_label_there_is_comes_with_what_is_known_of_it(open_editor, qtbot):
    desk = open_editor("Dog", "Dog", taken=("Dog",))
    assert not desk.form.isEnabled()
    desk.asking.waiting(GetLabelPage).answer(page())
    assert desk.form.isEnabled()
    assert desk.form.definition() == DOG
    assert desk.foresees(qtbot) == PreviewLabel("Dog", replace(DOG, color=""))
    assert desk.dialog.error.text == ""


def test_another_name_moves_the_label_in_the_same_step(open_editor, qtbot):
    bare = LabelDefinition()
    desk = open_editor("Dog", "Dog", taken=("Dog",))
    desk.asking.waiting(GetLabelPage).answer(page(definition=bare))
    desk.foresees(qtbot)
    desk.types("Animals/Hound")
    question = desk.foresees(qtbot)
    assert question.name == "Dog"  # its answers are kept under this one
    assert question.definition.describe == ("Hound",)  # as it will mean then
    desk.presses_apply()
    (together,) = desk.owner.applied
    assert together.commands == (
        RenameLabel("Dog", "Animals/Hound"),
        DefineLabel("Animals/Hound", bare),
        ApplyRule("Animals/Hound", '{"rule": 1}'),
    )
    assert desk.history.undo_text == "Change label “Animals/Hound”"


def test_a_label_that_was_deleted_meanwhile_is_made_anew(open_editor, qtbot):
    desk = open_editor("Dog", "Dog")
    desk.asking.waiting(GetLabelPage).answer(None)
    desk.foresees(qtbot)
    assert "has been deleted" in desk.dialog.error.text
    assert desk.form.label_name() == "Dog"


# --- answers at the border --------------------------------------------------------------------------


def test_an_answer_at_the_border_is_kept_and_foreseen_anew(open_editor, qtbot):
    desk = open_editor("Dog", "Dog")
    desk.asking.waiting(GetLabelPage).answer(page())
    desk.foresees(qtbot)
    photo = desk.forecast.below.photos[0]
    QTest.mouseClick(photo.yes, Qt.MouseButton.LeftButton)
    assert desk.owner.applied == [MarkLabel(21, "Dog", Verdict.CONFIRMED)]
    assert not photo.yes.isVisible()
    desk.foresees(qtbot, learning=LEARNED, below=(22, 23), above=(1, 2))
    assert "14 answers" in desk.forecast.judge.text()
    assert desk.history.undo_text == "Label “Dog”"


def test_photos_at_the_border_are_answered_by_keys(open_editor, qtbot):
    desk = open_editor("Dog", "Dog")
    desk.asking.waiting(GetLabelPage).answer(page())
    desk.foresees(qtbot)
    photo = desk.forecast.above.photos[1]
    photo.setFocus()
    QTest.keyClick(photo, Qt.Key.Key_N)
    QTest.keyClick(photo, Qt.Key.Key_N)
    assert desk.owner.applied == [MarkLabel(2, "Dog", Verdict.REJECTED)]


def test_answers_need_a_name_to_be_kept_under(open_editor, qtbot):
    desk = open_editor(definition=DOG)
    desk.foresees(qtbot)
    photo = desk.forecast.above.photos[0]
    QTest.mouseClick(photo.no, Qt.MouseButton.LeftButton)
    assert desk.owner.applied == []
    assert "name first" in desk.dialog.error.text
    assert photo.no.isVisible()


def test_a_new_label_nobody_wanted_leaves_no_answers_behind(open_editor, qtbot):
    desk = open_editor(name="Dog", definition=DOG)
    desk.foresees(qtbot)
    QTest.mouseClick(desk.forecast.above.photos[0].yes, Qt.MouseButton.LeftButton)
    QTest.mouseClick(desk.forecast.above.photos[1].no, Qt.MouseButton.LeftButton)
    cancel = desk.dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    QTest.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert desk.owner.undone == list(reversed(desk.owner.applied))
    assert desk.history.undo_text == ""


def test_answers_to_a_label_there_is_stay_when_the_editor_is_left(open_editor, qtbot):
    desk = open_editor("Dog", "Dog")
    desk.asking.waiting(GetLabelPage).answer(page())
    desk.foresees(qtbot)
    QTest.mouseClick(desk.forecast.above.photos[0].yes, Qt.MouseButton.LeftButton)
    desk.dialog.reject()
    assert desk.owner.undone == []


# --- looks ------------------------------------------------------------------------------------------


def test_every_control_has_a_name_for_a_screen_reader(open_editor, qtbot):
    desk = open_editor(name="Dog", definition=DOG)
    desk.foresees(qtbot, beside=(Beside("Animals/Cat", 0, 7),))
    assert nameless(desk.dialog) == []
    assert desk.forecast.beside.text() == "A photo has only one of them: “Cat” +0 / −7"


def test_the_parts_stand_below_each_other_where_it_is_narrow(open_editor, qtbot):
    desk = open_editor(name="Dog", definition=DOG)
    desk.foresees(qtbot)
    wide = desk.forecast.geometry()
    assert wide.left() > desk.form.geometry().right()
    desk.dialog.resize(420, 600)
    qtbot.waitUntil(lambda: desk.forecast.geometry().top() > desk.form.geometry().bottom())
    assert desk.dialog.width() == 420
    assert len(desk.forecast.above.photos) < 5


def test_a_colour_shows_at_once_and_asks_nothing(open_editor, qtbot):
    desk = open_editor(name="Dog")
    desk.foresees(qtbot)
    asked = desk.asking.count(PreviewLabel)
    red = desk.form.colour._swatches["#d64545"]
    assert red.accessibleName() == "Red"
    QTest.mouseClick(red, Qt.MouseButton.LeftButton)
    assert desk.forecast.histogram._colour.name() == "#d64545"
    assert desk.asking.count(PreviewLabel) == asked
    desk.presses_apply()
    assert desk.owner.applied[0].commands[0].definition.color == "#d64545"


def test_photos_come_as_pictures(open_editor, qtbot, tmp_path):
    desk = open_editor(name="Dog")
    desk.foresees(qtbot)
    assert desk.forecast.above.photos[0].accessibleName().startswith("1.jpg")
    assert desk.forecast.above.photos[0].key == ItemKey(1)
