"""A window that is told of changes asks again: not all the time, and soon in any case."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QElapsedTimer

from photoclip.browse.messages import Listing, Mistake
from photoclip.browse.overview_messages import Overview
from photoclip.gui.views import searching, surveying
from photoclip.gui.views.searching import Searching
from photoclip.gui.views.surveying import Surveying

SLOW = 10**6
"""An answer that takes a moment is followed by a pause of hours…"""

HOURS = 10**9
"""…where that is allowed."""

EMPTY = Listing(b"", b"", (), {}, (), "", ranked=False, unindexed=0)


class Questions:
    """Takes questions; the test answers them. Another is one that was not there before."""

    def __init__(self) -> None:
        self.asked: list[tuple] = []

    def ask(self, _question, done, _failed=None, held=None) -> Questions:
        self.asked.append((done, held))
        return self

    def drop(self) -> None:
        pass

    def answer(self, value) -> None:
        self.asked[-1][0](value)


@pytest.fixture
def questions() -> Questions:
    return Questions()


@pytest.fixture
def a_moment(until):
    """Let time pass, so that an answer took some."""

    def passes(milliseconds: int = 20) -> None:
        clock = QElapsedTimer()
        clock.start()
        until(lambda: clock.hasExpired(milliseconds))

    return passes


def survey(questions, monkeypatch, slowness: int, longest: int) -> Surveying:
    monkeypatch.setattr(surveying, "_SLOWNESS", slowness)
    monkeypatch.setattr(surveying, "_LONGEST_MS", longest)
    return Surveying(questions)


def test_what_the_first_survey_waited_for_puts_off_none(questions, monkeypatch, until, a_moment):
    asking = survey(questions, monkeypatch, SLOW, HOURS)
    asking.ask()
    until(lambda: len(questions.asked) == 1)
    asking.changed()
    a_moment()
    questions.answer(Overview())
    until(lambda: len(questions.asked) == 2)


@pytest.mark.parametrize("longest", [HOURS, 10])
def test_a_slow_survey_is_followed_by_a_pause_that_has_an_end(
    questions, monkeypatch, until, a_moment, longest
):
    asking = survey(questions, monkeypatch, SLOW, longest)
    for number in (1, 2):
        asking.ask()
        until(lambda number=number: len(questions.asked) == number)
        if number == 2:
            asking.changed()
        a_moment()
        questions.answer(Overview())
    if longest == HOURS:
        a_moment(400)  # longer than where none is needed
        assert len(questions.asked) == 2
    else:
        until(lambda: len(questions.asked) == 3)


def search(questions, monkeypatch, slowness: int, longest: int) -> Searching:
    monkeypatch.setattr(searching, "_REFRESH_MS", 10)
    monkeypatch.setattr(searching, "_SLOWNESS", slowness)
    monkeypatch.setattr(searching, "_LONGEST_MS", longest)
    return Searching(questions)


@pytest.mark.parametrize("first", [True, False])
def test_what_a_search_waited_for_puts_off_no_other(questions, monkeypatch, until, a_moment, first):
    asking = search(questions, monkeypatch, SLOW, HOURS)
    asking.ask("dog")
    a_moment()
    if not first:
        questions.answer(EMPTY)
        asking.ask("cat")
        a_moment()
        questions.asked[-1][1]("The model is being loaded.")
    count = len(questions.asked)
    asking.changed()
    questions.answer(EMPTY)
    until(lambda: len(questions.asked) == count + 1)


@pytest.mark.parametrize("answer", [EMPTY, Mistake("no such filter", 0, 1, "")])
@pytest.mark.parametrize("longest", [HOURS, 10])
def test_a_slow_search_is_followed_by_a_pause_that_has_an_end(
    questions, monkeypatch, until, a_moment, longest, answer
):
    asking = search(questions, monkeypatch, SLOW, longest)
    asking.ask("")
    questions.answer(EMPTY)
    asking.ask("cat")
    a_moment()
    asking.changed()
    questions.answer(answer)
    if longest == HOURS:
        a_moment(400)
        assert len(questions.asked) == 2
    else:
        until(lambda: len(questions.asked) == 3)
