"""Suggested labels in the window, with the sample photos: found, picked, made in one step, undone."""

from __future__ import annotations

import pytest
from person import Person, found, modal, nameless
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from photoclip.gui.views.ideas_dialog import IdeasDialog


@pytest.fixture
def owner(samples, copied, open_window, until):
    library = copied(samples)
    somebody = Person(open_window(library), until)
    window = somebody.window
    until(lambda: window.photos.rowCount() > 100 and window.surveying.known)
    somebody.settled()
    somebody.library = library
    return somebody


def test_labels_are_suggested_made_and_taken_back_in_one_step(owner):
    owner.chooses(owner.window.actions_.label_ideas)
    owner.until(lambda: isinstance(modal(), IdeasDialog))
    dialog = modal()
    assert dialog.bar.isVisible()
    assert not dialog.make.isEnabled()
    owner.until(lambda: dialog.cards)
    assert not dialog.make.isEnabled()
    owner.until(lambda: dialog.cards[0].pictures._pixmaps.get(dialog.cards[0].pictures.keys[0]))
    assert nameless(dialog) == []
    first = dialog.cards[0]
    QTest.mouseClick(first.pictures, Qt.MouseButton.LeftButton)
    assert first.chosen.isChecked()
    first.name.selectAll()
    QTest.keyClicks(first.name, "Mine/Renamed")
    assert dialog.make.text() == "Make 1 label"
    QTest.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    owner.until(lambda: modal() is None)
    owner.until(lambda: found(owner.library, "label:Mine/Renamed/auto"))
    owner.until(lambda: owner.notice("labelled"))
    owner.chooses(owner.window.actions_.undo)
    owner.until(lambda: not found(owner.library, "label:Mine/Renamed"))
    owner.until(lambda: owner.window.surveying.overview.labels == ())


def test_closing_the_dialog_while_it_looks_leaves_nothing(owner):
    owner.chooses(owner.window.actions_.label_ideas)
    owner.until(lambda: isinstance(modal(), IdeasDialog))
    modal().reject()
    assert owner.window.suggesting.dialog is None
    owner.chooses(owner.window.actions_.label_ideas)
    owner.until(lambda: isinstance(modal(), IdeasDialog) and modal().cards)
    modal().reject()
