from __future__ import annotations

import os
import queue
import signal
import sys
from pathlib import Path

import psutil
import pytest

from photoclip.browse.client import BrowseProcess
from photoclip.browse.messages import (
    Answer,
    Complete,
    Find,
    GetPicture,
    Hold,
    ItemKey,
    NoPicture,
    Trouble,
    Understand,
)

STAGED = str(Path(__file__).with_name("staged_process.py"))
PID = Complete("", 0)
PATIENCE_S = 60.0


class Listener:
    """Hears what a process says, in order."""

    def __init__(self, folder: Path, command: list[str] | None = None) -> None:
        self._said: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._endings: queue.SimpleQueue[str] = queue.SimpleQueue()
        staged = [sys.executable, STAGED, str(folder)]
        self.process = BrowseProcess(
            folder, self._said.put, self._endings.put, command=command or staged
        )
        self.ask = self.process.ask
        self.drop = self.process.drop

    def hear(self) -> object:
        return self._said.get(timeout=PATIENCE_S)

    def heard_everything(self) -> bool:
        return self._said.empty()

    def ending(self) -> str:
        return self._endings.get(timeout=PATIENCE_S)

    def pid(self) -> int:
        number = self.ask(PID)
        answer = self.hear()
        assert isinstance(answer, Answer)
        assert answer.number == number
        assert isinstance(answer.value, int)
        return answer.value


@pytest.fixture
def listener(folder):
    opened = Listener(folder)
    yield opened
    opened.process.close()


def test_answers_come_back_under_the_number_of_their_question(listener):
    first = listener.ask(Understand("stages"))
    second = listener.ask(Understand("two"))
    assert [listener.hear() for _ in range(4)] == [
        Hold(first, "it takes long"),
        Answer(first, "first", more=True),
        Answer(first, "stages"),
        Answer(second, "two"),
    ]


def test_the_real_process_answers(folder):
    said: queue.SimpleQueue[object] = queue.SimpleQueue()
    process = BrowseProcess(folder, said.put)
    try:
        number = process.ask(GetPicture(ItemKey(1), 64))
        answer = said.get(timeout=PATIENCE_S)
        assert isinstance(answer, Answer)
        assert answer.number == number
        assert isinstance(answer.value, NoPicture)
    finally:
        process.close()


def test_what_was_dropped_is_not_heard(listener):
    dropped = listener.ask(Understand("wait"))
    kept = listener.ask(Understand("two"))
    listener.drop((dropped,))
    listener.drop((dropped, 999))
    assert listener.hear() == Answer(kept, "two")


def test_a_newer_list_drops_the_older_one(listener):
    for _ in range(5):
        listener.ask(Find("wait"))
    newest = listener.ask(Find("newest"))
    assert listener.hear() == Answer(newest, "newest")
    listener.pid()
    assert listener.heard_everything()


def test_a_process_that_dies_over_a_question_is_followed_by_one_that_answers_it(listener, tmp_path):
    marker = tmp_path / "marker"
    fatal = listener.ask(Understand(f"die once {marker}"))
    behind = listener.ask(Understand("two"))
    assert listener.hear() == Answer(fatal, f"die once {marker}")
    assert listener.hear() == Answer(behind, "two")
    assert "code 7" in listener.ending()


def test_a_question_that_kills_every_process_is_given_up_and_takes_no_other_with_it(listener):
    before = listener.ask(Understand("before"))
    fatal = listener.ask(Understand("die"))
    behind = listener.ask(Understand("behind"))
    said = [listener.hear() for _ in range(3)]
    troubles = [one for one in said if isinstance(one, Trouble)]
    assert [one.number for one in troubles] == [fatal]
    assert {one.number for one in said if isinstance(one, Answer)} == {before, behind}
    assert [listener.ending() for _ in range(3)]
    later = listener.ask(Understand("later"))
    assert listener.hear() == Answer(later, "later")


def test_a_process_killed_while_idle_is_replaced(listener):
    first = listener.pid()
    os.kill(first, getattr(signal, "SIGKILL", signal.SIGTERM))
    listener.ending()
    assert listener.pid() != first


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_a_stopped_process_does_not_stop_the_window(listener):
    pid = listener.pid()
    os.kill(pid, signal.SIGSTOP)
    # much more than a pipe holds: were it written by the caller, this would never return
    numbers = [listener.ask(Understand("x" * 10_000)) for _ in range(100)]
    listener.drop(numbers[50:])
    os.kill(pid, signal.SIGCONT)
    assert [listener.hear().number for _ in range(50)] == numbers[:50]
    listener.pid()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_closing_ends_a_stopped_process_too_and_twice_is_harmless(folder):
    listener = Listener(folder)
    child = psutil.Process(listener.pid())
    os.kill(child.pid, signal.SIGSTOP)
    listener.process.close()
    assert not child.is_running()
    listener.process.close()
    listener.ask(Understand("nobody hears"))
    assert listener.heard_everything()


def test_a_process_that_writes_nonsense_is_replaced(listener):
    fatal = listener.ask(Understand("nonsense"))
    assert "nonsense" in listener.ending()
    trouble = listener.hear()
    assert isinstance(trouble, Trouble)
    assert trouble.number == fatal
    listener.pid()


def test_where_no_process_starts_questions_are_answered_with_why(folder):
    listener = Listener(folder, [sys.executable, "-c", "raise SystemExit(3)"])
    try:
        first = listener.ask(Understand("one"))
        trouble = listener.hear()
        assert isinstance(trouble, Trouble)
        assert trouble.number == first
        assert "code 3" in trouble.message
        assert trouble.hint
    finally:
        listener.process.close()


def test_where_there_is_nothing_to_start_questions_are_answered_with_why(folder, tmp_path):
    listener = Listener(folder, [str(tmp_path / "missing")])
    try:
        number = listener.ask(Understand("one"))
        trouble = listener.hear()
        assert isinstance(trouble, Trouble)
        assert trouble.number == number
        assert "can't be started" in trouble.message
    finally:
        listener.process.close()


def test_another_version_is_not_believed(folder):
    code = """
import sys
from photoclip.browse.messages import Greeting
from photoclip.core.frames import send
send(sys.stdout.buffer, Greeting("0.0", 1))
sys.stdin.read()
"""
    listener = Listener(folder, [sys.executable, "-c", code])
    try:
        listener.ask(Understand("one"))
        trouble = listener.hear()
        assert isinstance(trouble, Trouble)
        assert "version 0.0" in trouble.message
    finally:
        listener.process.close()


def test_a_listener_that_fails_still_hears_what_comes_next(folder, caplog):
    said: queue.SimpleQueue[object] = queue.SimpleQueue()

    def listen(one: object) -> None:
        said.put(one)
        raise RuntimeError("by hand")

    process = BrowseProcess(folder, listen, command=[sys.executable, STAGED, str(folder)])
    try:
        numbers = [process.ask(Understand("one")), process.ask(Understand("two"))]
        assert [said.get(timeout=PATIENCE_S).number for _ in numbers] == numbers
    finally:
        process.close()
    assert "a listener failed" in caplog.text
