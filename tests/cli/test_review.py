"""Answering a label's questions in a terminal, and through a pipe."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys

import pytest


@pytest.fixture
def pizza(labelling):
    labelling.run("label", "add", "Pizza", "--describe", "a pizza")
    return labelling


def marks(labelling) -> tuple[object, object]:
    found = labelling.label("Pizza")
    return found["yes"], found["no"]


def test_questions_are_printed_for_programs_and_nothing_is_asked(pizza):
    questions = pizza.json("review", "pizza", "--count", "3")
    assert len(questions) == 3
    for one in questions:
        assert one["label"] == "Pizza"
        assert 0 <= float(str(one["probability"])) <= 1
        assert one["teaches"] in ("border", "sure", "different")
        assert all(os.path.exists(photo["path"]) for photo in one["photos"])
    assert marks(pizza) == (0, 0)


def test_answers_come_line_by_line_through_a_pipe_and_are_kept(pizza):
    said = pizza.apart("review", "Pizza", answers="y\nNO\nskip\nwhat\nn\n")
    yes, no = marks(pizza)
    assert int(str(yes)) >= 1
    assert int(str(no)) >= 2
    assert "skipped" in said.out
    assert "1 yes and 2 no" in said.out
    assert "photoclip tag --apply Pizza" in said.out


def test_the_last_answer_is_taken_back_and_asked_again(pizza):
    said = pizza.run("review", "Pizza", answers="y\nu\nn\nu\nu\nq\n")
    assert said.out.count("taken back") == 2
    assert "There is no answer to take back" in said.out
    assert said.out.count("1/20") == 3
    assert marks(pizza) == (0, 0)


def test_a_sitting_has_as_many_questions_as_were_asked_for(pizza):
    said = pizza.run("review", "Pizza", "--count", "2", answers="n\n" * 9)
    assert "2/2" in said.out
    assert "3/2" not in said.out
    assert "0 yes and 2 no" in said.out


def test_a_photo_is_asked_about_once(pizza):
    seen: list[int] = []
    for _round in range(3):
        question = pizza.json("review", "Pizza", "--count", "1")[0]
        seen += [photo["id"] for photo in question["photos"]]
        pizza.run("review", "Pizza", "--count", "1", answers="n\n")
    assert len(seen) == len(set(seen))


def test_when_all_is_answered_that_is_said(pizza):
    said = pizza.run("review", "Pizza", "--count", "100", answers="n\n" * 100)
    assert "There is nothing left to ask." in said.out
    assert "There is nothing to ask" in pizza.run("review", "Pizza").out


def test_without_a_label_in_force_it_says_what_to_name(labelling):
    said = labelling.run("review")
    assert "no label is in force" in said.out
    assert "There is no label “Nope”" in labelling.run("review", "Nope", check=1).error


def test_one_key_answers_in_a_terminal(pizza):
    terminal, end = pty.openpty()
    program = [sys.executable, "-m", "photoclip", "--library", str(pizza.library)]
    process = subprocess.Popen(
        [*program, "review", "Pizza"], stdin=end, stdout=end, stderr=end, start_new_session=True
    )
    os.close(end)
    said = b""
    keys = b"nsq"
    try:
        while True:
            ready, _, _ = select.select([terminal], [], [], 0.3)
            if ready:
                chunk = os.read(terminal, 4096)
                if not chunk:
                    break
                said += chunk
            elif asked := said.count(b"/20"):
                # Pressed again until the next question stands there: the terminal forgets what is
                # typed before it is asked for single keys.
                os.write(terminal, keys[asked - 1 : asked])
    except OSError:  # the terminal is closed: the program has ended
        pass
    finally:
        os.close(terminal)
    assert process.wait() == 0, said.decode()
    assert b"Traceback" not in said
    assert b"0 yes and 1 no" in said
    assert int(str(marks(pizza)[1])) >= 1


def test_what_was_learned_is_on_the_labels_page(pizza):
    for name in ("pizza0", "pizza1", "pizza2", "pizza3", "pizza4"):
        pizza.run("label", "yes", "Pizza", pizza.path(name))
    for name in ("giraffe0", "giraffe1", "lighthouse0", "lighthouse1", "sailboat0"):
        pizza.run("label", "no", "Pizza", pizza.path(name))
    (page,) = pizza.json("label", "show", "Pizza")
    preview = json.loads(json.dumps(page["preview"]))
    assert (preview["answers_yes"], preview["answers_no"]) == (5, 5)
    assert preview["words_error"] is not None
    if preview["judge"] == "learned":
        assert preview["learned_error"] <= preview["words_error"]
