"""Suggested labels: what is picked becomes labels in one step, and nothing else happens."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from label_fakes import Asking, Owner, preview
from person import nameless
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from photoclip.browse.messages import Trouble
from photoclip.browse.organizing_messages import GetLabelIdeas, PreviewLabel
from photoclip.browse.overview_messages import LabelOverview, Overview
from photoclip.core.commands import ApplyRule, DefineLabel, Together
from photoclip.core.errors import PhotoClipError
from photoclip.core.label_reports import IdeaOrigin, LabelIdea
from photoclip.core.labels import Automatic, LabelDefinition
from photoclip.core.types import PhotoId
from photoclip.gui.models.history import History
from photoclip.gui.views.editing import Editing
from photoclip.gui.views.notices import NoticeBar
from photoclip.gui.views.small_pictures import SmallPictures
from photoclip.gui.views.suggesting import Suggesting
from photoclip.gui.views.undo_notices import UndoNotices

DOG = LabelIdea(
    "Dog", LabelDefinition(("a dog",)), 40, IdeaOrigin.PICTURES, tuple(map(PhotoId, range(1, 9)))
)
GRANNY = LabelIdea(
    "People/Granny", LabelDefinition(automatic=Automatic.OFF), 7, IdeaOrigin.KEYWORDS, (PhotoId(9),)
)


@pytest.fixture
def desk(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    asking, owner, history = Asking(), Owner(), History()
    bar, action = NoticeBar(window), QAction(window)
    pictures = SmallPictures(asking, window)
    remembered = SimpleNamespace(ideas_offered=False)
    suggesting = Suggesting(
        SimpleNamespace(label_ideas=action),
        asking,
        Editing(owner, SimpleNamespace(), history, window),
        pictures,
        UndoNotices(bar, history, window),
        bar,
        remembered,
        window,
    )

    def opened(*ideas: LabelIdea):
        action.trigger()
        asking.waiting(GetLabelIdeas).answer(ideas)
        qtbot.waitExposed(suggesting.dialog)
        return suggesting.dialog

    yield SimpleNamespace(
        suggesting=suggesting, asking=asking, owner=owner, history=history, bar=bar,
        remembered=remembered, opened=opened, action=action,
    )  # fmt: skip
    pictures.close()


def press(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_picked_labels_are_made_in_one_step_with_their_rules(desk, qtbot):
    dialog = desk.opened(DOG, GRANNY)
    assert not dialog.make.isEnabled()
    assert nameless(dialog) == []
    for card in dialog.cards:
        card.chosen.click()
    assert dialog.make.text() == "Make 2 labels"
    press(dialog.make)
    question = desk.asking.waiting(PreviewLabel)
    assert question.question == PreviewLabel("Dog", DOG.definition)
    assert desk.owner.applied == []
    question.answer(preview("Dog", DOG.definition, added=38))
    assert desk.owner.applied == [
        Together(
            (
                DefineLabel("Dog", DOG.definition),
                ApplyRule("Dog", '{"rule": 1}'),
                DefineLabel("People/Granny", GRANNY.definition),
            )
        )
    ]
    qtbot.waitUntil(lambda: desk.suggesting.dialog is None)
    assert desk.bar.current().text == "2 labels made, put on 38 photos."
    desk.bar.button.click()
    assert desk.owner.undone == desk.owner.applied


def test_a_renamed_idea_keeps_its_meaning_and_is_ticked_by_renaming(desk):
    dialog = desk.opened(DOG)
    dialog.cards[0].name.selectAll()
    QTest.keyClicks(dialog.cards[0].name, " My  dogs ")
    assert dialog.cards[0].chosen.isChecked()
    press(dialog.make)
    assert desk.asking.waiting(PreviewLabel).question == PreviewLabel("My dogs", DOG.definition)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("", "Give the label a name."),
        ("cat", "already a label “Cat”"),
        ("a//b", "a part of it is empty"),
    ],
)
def test_names_that_can_not_be_are_pointed_at(desk, name, wrong):
    desk.suggesting.set_overview(Overview(labels=(LabelOverview("Cat", 1, "label:Cat"),)))
    dialog = desk.opened(DOG)
    dialog.cards[0].chosen.click()
    dialog.cards[0].name.setText(name)
    press(dialog.make)
    assert wrong in dialog.said.text
    assert desk.asking.count(PreviewLabel) == 0


def test_two_ideas_of_one_name_are_pointed_at(desk):
    dialog = desk.opened(DOG, GRANNY)
    dialog.cards[1].name.setText("dog")
    for card in dialog.cards:
        card.chosen.click()
    press(dialog.make)
    assert "already a label “Dog”" in dialog.said.text


def test_closing_drops_the_question(desk):
    desk.action.trigger()
    question = desk.asking.waiting(GetLabelIdeas)
    desk.suggesting.dialog.reject()
    assert question.dropped
    assert desk.suggesting.dialog is None


def test_nothing_found_is_said_with_a_reason(desk):
    desk.suggesting.set_overview(Overview(photos=10, waiting=5))
    dialog = desk.opened()
    assert "have still to be read" in dialog.nothing.text()
    assert not dialog.make.isVisible()


def test_what_fails_is_said_and_can_be_tried_again(desk, qtbot):
    dialog = desk.opened(DOG)
    dialog.cards[0].chosen.click()
    press(dialog.make)
    desk.asking.waiting(PreviewLabel).fail(Trouble(1, "Error", "No model.", "Choose one."))
    assert dialog.said.text == "No model. Choose one."
    desk.owner.refuses = PhotoClipError("A name is a path.", "")
    press(dialog.make)
    desk.asking.waiting(PreviewLabel).answer(preview("Dog", DOG.definition))
    qtbot.waitUntil(lambda: dialog.said.text == "A name is a path.")
    assert dialog.make.isEnabled()
    assert desk.history.undo_text == ""


def test_a_library_without_labels_is_offered_some_once(desk):
    desk.suggesting.set_overview(Overview(photos=100, embedded=100))
    assert desk.bar.names() == ("ideas",)
    desk.bar.withdraw("ideas")
    desk.suggesting.set_overview(Overview(photos=100, embedded=100))
    assert desk.bar.names() == ()
    assert desk.remembered.ideas_offered


@pytest.mark.parametrize(
    "overview",
    [
        Overview(photos=100, embedded=3),
        Overview(photos=100, embedded=100, waiting=7),
        Overview(photos=100, embedded=100, labels=(LabelOverview("Cat", 1, "label:Cat"),)),
    ],
)
def test_others_are_not_offered_any(desk, overview):
    desk.suggesting.set_overview(overview)
    assert desk.bar.names() == ()
