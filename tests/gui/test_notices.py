"""The calm bar: one thing at a time, the most pressing first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from photoclip.gui.views import notices
from photoclip.gui.views.notices import Notice, NoticeBar, Weight


@pytest.fixture
def bar(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    yield NoticeBar(window)
    window.close()


def shown(bar):
    current = bar.current()
    return None if current is None else current.name


def test_trouble_comes_before_what_passes_and_that_before_hints(bar):
    bar.say(Notice("hint", "a", Weight.HINT))
    bar.say(Notice("work", "b", Weight.WORK))
    assert shown(bar) == "work"
    bar.say(Notice("passing", "c", Weight.PASSING))
    assert shown(bar) == "passing"
    bar.say(Notice("trouble", "d", Weight.TROUBLE))
    assert shown(bar) == "trouble"
    for name in ("trouble", "passing", "work", "hint"):
        assert shown(bar) == name
        bar.withdraw(name)
    assert shown(bar) is None
    assert not bar.isVisibleTo(bar.parentWidget())


def test_what_can_be_taken_back_stays_shown_when_a_hint_comes_later(bar):
    bar.say(Notice("done", "a", Weight.DONE))
    bar.say(Notice("hint", "b", Weight.HINT))
    assert shown(bar) == "done"


def test_what_passes_goes_by_itself_also_when_something_else_is_shown(bar, monkeypatch, qtbot):
    monkeypatch.setattr(notices, "_PASSING_MS", 10)
    bar.say(Notice("trouble", "d", Weight.TROUBLE))
    bar.say(Notice("passing", "c", Weight.PASSING))
    qtbot.waitUntil(lambda: bar.names() == ("trouble",))


def test_what_is_said_again_stays_as_long_as_if_it_were_new(bar, monkeypatch, qtbot):
    monkeypatch.setattr(notices, "_PASSING_MS", 30)
    bar.say(Notice("passing", "first", Weight.PASSING))
    monkeypatch.setattr(notices, "_PASSING_MS", 60_000)
    bar.say(Notice("passing", "second", Weight.PASSING))
    over = []
    QTimer.singleShot(60, lambda: over.append(True))
    qtbot.waitUntil(lambda: bool(over))
    assert bar.current().text == "second"


def test_the_button_acts_and_the_cross_dismisses(bar):
    pressed = []
    bar.say(Notice("a", "words", Weight.TROUBLE, "Do", lambda: pressed.append(True)))
    bar.button.click()
    assert pressed == [True]
    bar.close_button.click()
    assert shown(bar) is None


def test_over_a_picture_only_troubles_are_shown(bar):
    bar.say(Notice("hint", "a"))
    bar.set_quiet(True)
    assert shown(bar) is None
    bar.say(Notice("trouble", "d", Weight.TROUBLE))
    assert shown(bar) == "trouble"
    bar.withdraw("trouble")
    bar.set_quiet(False)
    assert shown(bar) == "hint"


def test_it_paints_in_both_shapes(bar):
    bar.say(Notice("hint", "a"))
    hint = bar.grab().toImage()
    bar.say(Notice("trouble", "a", Weight.TROUBLE))
    assert bar.grab().toImage() != hint
