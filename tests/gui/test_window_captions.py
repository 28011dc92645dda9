"""A model's captions in the window: asked for, seen apart, made one's own, discarded, stopped."""

from __future__ import annotations

from dataclasses import replace

import pytest
from person import Person, nameless
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from small_captioner import write_captioner

from photoclip.browse.messages import Card, Details, ItemKey
from photoclip.core.captions import CaptionRun, MachineCaption
from photoclip.gui.views.inspector import Inspector
from photoclip.gui.views.notices import Weight
from photoclip.session import Session

SAID = MachineCaption(
    "a dog <b>on</b> a\u202e couch",
    "coca_ViT-B-32/mscoco@0123456789ab",
    "2026-11-26T03:00:00+00:00",
)
PHOTO = Details(
    Card(ItemKey(5), b"/photos/a.jpg", format="jpeg", width=4000, height=3000),
    machine_caption=SAID,
)


@pytest.fixture
def inspector(qtbot):
    made = Inspector()
    qtbot.addWidget(made)
    made.resize(300, 900)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_a_models_caption_stands_apart_with_the_model_it_is_by(inspector):
    inspector.show_details(PHOTO)
    box = inspector.machine_caption
    assert box.isVisible()
    assert box.caption.text() == "a dog <b>on</b> a\ufffd couch"
    assert box.caption.textFormat() is Qt.TextFormat.PlainText
    assert "coca_ViT-B-32" in box.origin.text()
    assert "2026" in box.origin.text() or "26" in box.origin.text()
    assert inspector.words.caption.toPlainText() == ""
    assert nameless(box) == []


def test_a_photo_without_one_shows_nothing_of_it(inspector):
    inspector.show_details(PHOTO)
    inspector.show_details(replace(PHOTO, machine_caption=None))
    assert not inspector.machine_caption.isVisible()
    inspector.show_details(PHOTO)
    inspector.show_many(3)
    assert not inspector.machine_caption.isVisible()
    inspector.show_details(PHOTO)
    inspector.show_nothing()
    assert not inspector.machine_caption.isVisible()


def test_its_buttons_say_which_photo_and_which_caption(inspector):
    used, discarded = [], []
    inspector.caption_given.connect(lambda *said: used.append(said))
    inspector.caption_discarded.connect(lambda *said: discarded.append(said))
    inspector.show_details(PHOTO)
    for button in (inspector.machine_caption.use, inspector.machine_caption.discard):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert used == [(5, SAID.text)]
    assert discarded == [(5, SAID.model)]


# --- the whole window -------------------------------------------------------------------------------


def test_without_a_captioner_the_window_says_so_and_offers_to_choose_one(person):
    person.selects("apple.jpg")
    person.chooses(person.window.actions_.write_captions)
    person.until(lambda: person.notice("refused"))
    notice = person.notice("refused")
    assert "no model on this machine that writes captions" in notice.text
    assert notice.button == "Choose a model…"
    assert "coca" in notice.detail


@pytest.mark.torch
def test_a_caption_is_written_used_taken_back_and_discarded(copied, library, open_window, until):
    write_captioner(says="dog")
    own_copy = copied(library)
    person = Person(open_window(own_copy), until)
    window = person.window
    box, words = window.browser.inspector.machine_caption, window.browser.inspector.words
    person.selects("apple.jpg")
    person.chooses(window.actions_.write_captions)
    person.until(box.isVisible)
    assert box.caption.text().startswith("dog dog")
    assert words.caption.toPlainText() == ""
    person.until(lambda: person.notice("captions") is None)
    assert person.notice("said").text == "1 caption written"

    person.searches("caption:dog")
    person.sees("apple.jpg")
    person.searches("")

    person.selects("apple.jpg")
    person.until(box.isVisible)
    person.clicks(box.use)
    person.until(lambda: words.caption.toPlainText().startswith("dog dog"))
    person.until(lambda: not box.isVisible())
    person.chooses(window.actions_.undo)
    person.until(box.isVisible)
    person.until(lambda: words.caption.toPlainText() == "")

    person.clicks(box.discard)
    person.until(lambda: not box.isVisible())
    person.chooses(window.actions_.undo)
    person.until(box.isVisible)

    person.chooses(window.actions_.write_captions)  # it is there already
    person.until(lambda: "already" in person.notice("said").text)
    person.clicks(box.discard)
    person.until(lambda: not box.isVisible())
    person.chooses(window.actions_.write_captions)  # of one photo a discarded one comes back
    person.until(box.isVisible)
    with Session.open(own_copy, owner=True) as session:
        assert session.library.connection.execute(
            "SELECT count(*) FROM photo WHERE own_caption IS NOT NULL"
        ).fetchone() == (0,)


def test_how_far_captions_are_is_said_and_can_be_stopped(person):
    window = person.window
    stopped = []
    window.owner.forget_captions = lambda: stopped.append(True)
    run = CaptionRun(1, "coca@0123456789ab", 40)
    window.owner.captioning.emit(run)
    assert "being loaded" in person.notice("captions").text
    window.owner.captioning.emit(replace(run, written=12, per_second=2.0))
    notice = person.notice("captions")
    assert notice.text == "Writing captions: 12 of 40"
    assert notice.weight is Weight.WORK
    window.owner.captioning.emit(replace(run, written=12, waits="paused by you"))
    assert "paused" in person.notice("captions").detail
    person.until(lambda: window.browser.notices.current() is not None)
    notice.act()
    assert stopped == [True]
    window.owner.captioning.emit(
        replace(run, written=12, away=2, unreadable=1, stopped=25, ended=True)
    )
    assert person.notice("captions") is None
    said = person.notice("said").text
    assert (
        said == "12 captions written · 2 photos on drives that are away · 1 photo could not be read"
    )
    window.owner.captioning.emit(
        replace(run, trouble="It is broken.", hint="Get another.", ended=True)
    )
    assert person.notice("refused") is None  # nobody here waited for that one
