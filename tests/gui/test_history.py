"""Taking back and doing again, also while the library is still busy with what was asked."""

from __future__ import annotations

import pytest

from photoclip.gui.models.history import History, Step


class Deeds:
    """Things that are done by name, in the order they are asked for; each may refuse to be undone."""

    def __init__(self):
        self.history = History()
        self.state = []
        self.stubborn = set()

    def do(self, name, again=False):
        self.state.append(name)
        step = self.step(name)
        self.history.add(step, again=again)
        return step

    def step(self, name):
        def undo(failed):
            if name in self.stubborn:
                failed()
            else:
                self.state.remove(name)

        def redo(failed):
            if name in self.stubborn:
                failed()
            else:
                self.do(name, again=True)

        return Step(name, undo, redo)


@pytest.fixture
def deeds(application):
    return Deeds()


def test_steps_are_taken_back_in_order_and_done_again(deeds):
    deeds.do("a")
    deeds.do("b")
    deeds.history.undo()
    assert (deeds.state, deeds.history.undo_text, deeds.history.redo_text) == (["a"], "a", "b")
    deeds.history.redo()
    assert deeds.state == ["a", "b"]
    assert not deeds.history.redo_text


def test_what_is_new_ends_what_could_be_done_again(deeds):
    deeds.do("a")
    deeds.history.undo()
    deeds.do("b")
    assert not deeds.history.redo_text


def test_what_could_not_be_done_leaves_the_step_before_to_be_undone(deeds):
    deeds.do("a")
    deeds.history.remove(deeds.do("b"))
    deeds.history.undo()
    assert deeds.state == ["b"]  # never taken back: it was never done


def test_a_step_that_could_not_be_undone_can_be_tried_again(deeds):
    deeds.do("a")
    deeds.do("b")
    deeds.stubborn = {"b"}
    deeds.history.undo()
    assert (deeds.state, deeds.history.undo_text, deeds.history.redo_text) == (["a", "b"], "b", "")
    deeds.stubborn = set()
    deeds.history.undo()
    assert deeds.state == ["a"]


def test_a_step_that_could_not_be_done_again_can_be_tried_again(deeds):
    deeds.do("a")
    deeds.history.undo()
    deeds.stubborn = {"a"}
    deeds.history.redo()
    assert deeds.history.redo_text == "a"


def test_one_step_can_be_taken_back_whatever_came_after_and_only_once(deeds):
    step = deeds.do("trash")
    deeds.do("stars")
    deeds.history.undo_this(step)
    assert deeds.state == ["stars"]
    assert not deeds.history.holds(step)
    deeds.history.undo_this(step)
    assert deeds.state == ["stars"]
