from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from array import array
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from click.testing import CliRunner
from staged_process import MAKERS, Obedient

from photoclip import __version__
from photoclip.browse.client import browse_command
from photoclip.browse.lanes import Asked, LaneQueue, seen_first
from photoclip.browse.messages import (
    Answer,
    Ask,
    Complete,
    Drop,
    Find,
    GetPicture,
    GetThumbnail,
    Greeting,
    Hold,
    ItemKey,
    Lane,
    Listing,
    NoPicture,
    Picture,
    Trouble,
    Understand,
)
from photoclip.browse.model_messages import GetModels, ModelChoice
from photoclip.browse.overview_messages import GetOverview, Overview
from photoclip.browse.process import LOG, serve
from photoclip.cli.main import cli
from photoclip.core import processes
from photoclip.core.frames import receive, send
from photoclip.core.types import FileStamp, ScanEntry
from photoclip.store import database, files

STAGED = str(Path(__file__).with_name("staged_process.py"))
PID = Complete("", 0)


class Window:
    """The other end of the pipes."""

    def __init__(self, to_process, from_process) -> None:
        self._to, self._from = to_process, from_process

    def say(self, message: object) -> None:
        send(self._to, message)

    def hear(self) -> object:
        return receive(self._from)

    def write(self, data: bytes) -> None:
        self._to.write(data)
        self._to.flush()

    def hang_up(self) -> None:
        self._to.close()

    def hears_nothing_more(self) -> bool:
        return self._from.read(1) == b""


@contextlib.contextmanager
def served(folder: Path, makers=MAKERS) -> Iterator[Window]:
    """The process's loop in a thread, already greeted."""
    questions, answers = os.pipe(), os.pipe()
    incoming, outgoing = os.fdopen(questions[0], "rb"), os.fdopen(answers[1], "wb")
    thread = threading.Thread(target=serve, args=(folder, incoming, outgoing, makers))
    with os.fdopen(questions[1], "wb") as to_it, os.fdopen(answers[0], "rb") as from_it:
        thread.start()
        window = Window(to_it, from_it)
        assert isinstance(window.hear(), Greeting)
        yield window
        window.hang_up()
        thread.join()
        incoming.close()
        outgoing.close()


@contextlib.contextmanager
def started(command: list[str]) -> Iterator[tuple[subprocess.Popen[bytes], Window]]:
    """A process of its own, already greeted."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        window = Window(process.stdin, process.stdout)
        try:
            greeting = window.hear()
            assert isinstance(greeting, Greeting)
            assert (greeting.version, greeting.pid) == (__version__, process.pid)
            yield process, window
        finally:
            process.kill()


def staged(folder: Path) -> list[str]:
    return [sys.executable, STAGED, str(folder)]


# --- lanes --------------------------------------------------------------------------------------------


def test_questions_of_a_lane_are_answered_in_order_with_early_answers_and_holds(folder):
    with served(folder) as window:
        window.say(Ask(1, Understand("stages")))
        window.say(Ask(2, Understand("two")))
        assert [window.hear() for _ in range(4)] == [
            Hold(1, "it takes long"),
            Answer(1, "first", more=True),
            Answer(1, "stages"),
            Answer(2, "two"),
        ]


def test_a_newer_list_drops_the_ones_before_it_which_are_never_answered(folder):
    with served(folder) as window:
        window.say(Ask(1, Find("wait")))
        window.say(Ask(2, Find("wait")))
        window.say(Ask(3, Find("three")))
        assert window.hear() == Answer(3, "three")
        window.say(Ask(4, Understand("four")))
        assert window.hear() == Answer(4, "four")


def test_facts_do_not_wait_for_a_list(folder):
    with served(folder) as window:
        window.say(Ask(1, Find("wait")))
        window.say(Ask(2, Understand("two")))
        assert window.hear() == Answer(2, "two")


def test_what_nobody_waits_for_any_more_is_not_answered(folder, tmp_path):
    with served(folder) as window:
        window.say(Ask(1, Understand("wait")))
        window.say(Ask(2, Understand("two")))
        window.say(Ask(3, Understand("three")))
        window.say(Drop((1, 2, 99)))
        assert window.hear() == Answer(3, "three")


def test_the_viewers_picture_comes_first_then_the_thumbnail_asked_for_last():
    waiting = LaneQueue(seen_first)
    questions = [
        GetThumbnail(ItemKey(1)),
        GetPicture(ItemKey(2), 2048),
        GetThumbnail(ItemKey(3)),
        GetPicture(ItemKey(4), None),
        GetThumbnail(ItemKey(5)),
    ]
    for number, question in enumerate(questions, 1):
        waiting.put(Asked(number, question))
    waiting.drop((3,))
    taken = [waiting.take(0) for _ in range(5)]
    assert [one and one.number for one in taken] == [2, 4, 5, 1, None]


# --- troubles -----------------------------------------------------------------------------------------


def test_what_a_person_can_act_on_is_told_in_words(folder):
    with served(folder) as window:
        window.say(Ask(1, Understand("trouble")))
        assert window.hear() == Trouble(1, "ModelError", "No model.", "Get one.")


@pytest.mark.parametrize("word", ["bug", "unsendable"])
def test_a_bug_costs_its_one_question_and_is_written_down(folder, word):
    with served(folder) as window:
        window.say(Ask(1, Understand(word)))
        trouble = window.hear()
        assert isinstance(trouble, Trouble)
        assert (trouble.number, trouble.kind) == (1, "")
        window.say(Ask(2, Understand("two")))
        assert window.hear() == Answer(2, "two")
    log = processes.log_file(LOG, folder).read_text()
    assert "Traceback" in log
    assert trouble.message.split(": ")[-1] in log


def test_after_an_error_of_the_library_it_is_opened_again(folder):
    with served(folder) as window:
        said = []
        for number, word in enumerate(("session", "session", "damage", "session"), 1):
            window.say(Ask(number, Understand(word)))
            said.append(window.hear())
        assert said[0].value == said[1].value
        assert said[2] == Trouble(3, "LibraryError", "It broke.")
        assert isinstance(said[3], Answer)


def test_a_library_that_is_made_later_is_found(tmp_path):
    folder = tmp_path / "library"
    with served(folder) as window:
        window.say(Ask(1, Understand("one")))
        trouble = window.hear()
        assert isinstance(trouble, Trouble)
        assert trouble.kind == "LibraryNotFoundError"
        database.open_owner(folder).close()
        window.say(Ask(2, Understand("two")))
        assert window.hear() == Answer(2, "two")


def test_another_library_file_in_the_same_place_is_opened(folder, tmp_path):
    opened: list[object] = []

    def make(session) -> Obedient:
        opened.append(session)
        return Obedient(session)

    with served(folder, dict.fromkeys(Lane, make)) as window:
        for number in range(3):
            if number == 1:
                copy = tmp_path / "copy"
                shutil.copy(folder / database.FILE_NAME, copy)
                os.replace(copy, folder / database.FILE_NAME)
            window.say(Ask(number, Understand("word")))
            assert window.hear() == Answer(number, "word")
    assert len(opened) == 2


def test_counting_the_whole_library_holds_up_no_cards(folder):
    counting = threading.Event()

    class Counting(Obedient):
        def answer(self, question, more, hold, cancel):
            if isinstance(question, GetOverview):
                counting.set()
                cancel.wait(300)
                cancel.check()
            return super().answer(question, more, hold, cancel)

    with served(folder, dict.fromkeys(Lane, Counting)) as window:
        window.say(Ask(1, GetOverview()))
        assert counting.wait(30)
        window.say(Ask(2, Understand("one")))
        assert window.hear() == Answer(2, "one")


# --- the process --------------------------------------------------------------------------------------


def test_the_real_process_answers_and_ends_when_nobody_asks_any_more(folder):
    with started(browse_command(folder)) as (process, window):
        window.say(Ask(1, GetPicture(ItemKey(1), 64)))
        answer = window.hear()
        assert isinstance(answer, Answer)
        assert isinstance(answer.value, NoPicture)
        window.hang_up()
        assert process.wait() == 0


def test_the_real_process_lists_a_file_that_waits_and_draws_it(folder, tmp_path, make_photo):
    photo = make_photo(tmp_path / "photos" / "a.jpg", size=(90, 60))
    library = database.open_owner(folder)
    files.add_root(library, bytes(photo.parent))
    (root,) = files.roots(library)
    status = photo.stat()
    stamp = FileStamp(status.st_size, status.st_mtime_ns)
    with library.transaction() as connection:
        files.insert(connection, root, [ScanEntry(b"a.jpg", stamp, status.st_ino, 0)])
    library.close()
    with started(browse_command(folder)) as (_process, window):
        window.say(Ask(1, Find("")))
        listing = window.hear().value
        assert isinstance(listing, Listing)
        (key,) = array("q", listing.keys)
        window.say(Ask(2, GetThumbnail(ItemKey(key))))
        picture = window.hear().value
        assert isinstance(picture, Picture)
        assert (picture.width, picture.height) == (90, 60)
        window.say(Ask(3, GetOverview()))
        overview = window.hear().value
        assert isinstance(overview, Overview)
        assert overview.waiting == 1


def test_models_can_be_chosen_before_there_is_a_library(tmp_path):
    with started(browse_command(tmp_path / "library")) as (_process, window):
        window.say(Ask(1, GetModels()))
        choices = window.hear().value
        assert any(isinstance(one, ModelChoice) and one.installed for one in choices)
        window.say(Ask(2, GetOverview()))
        trouble = window.hear()
        assert isinstance(trouble, Trouble)
        assert trouble.kind == "LibraryNotFoundError"


def test_it_ends_in_the_middle_of_a_question_too(folder):
    with started(staged(folder)) as (process, window):
        window.say(Ask(1, Find("wait")))
        window.say(Ask(2, PID))
        assert window.hear() == Answer(2, process.pid)
        window.hang_up()
        assert process.wait() == 0


def test_noise_instead_of_questions_ends_it(folder):
    with started(staged(folder)) as (process, window):
        window.write(b"GET / HTTP/1.1\r\n\r\n" * 10)
        assert process.wait() == 0
        assert window.hears_nothing_more()
    assert "NoFrameError" in processes.log_file(LOG, folder).read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_ctrl_c_is_the_windows_to_hear(folder):
    with started(staged(folder)) as (process, window):
        process.send_signal(signal.SIGINT)
        window.say(Ask(1, PID))
        assert window.hear() == Answer(1, process.pid)


def test_what_native_libraries_print_is_no_answer(folder):
    with started(staged(folder)) as (_process, window):
        window.say(Ask(1, Understand("print")))
        assert window.hear() == Answer(1, "print")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the end of the input has to do")
def test_it_dies_with_its_parent_even_if_its_input_stays_open(folder):
    code = f"""
import os, subprocess, sys
child = subprocess.Popen({staged(folder)!r}, stdin=0, stdout=subprocess.PIPE)
child.stdout.read(1)
print(child.pid, flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        parent.wait()
        child.wait(timeout=30)
    assert not child.is_running()


def test_it_loads_neither_torch_nor_qt_and_the_windows_end_not_even_numpy(folder):
    code = """
import sys
import photoclip.browse.client
heavy = {name.partition(".")[0] for name in sys.modules}
assert not heavy & {"numpy", "sqlite3", "PIL", "torch", "PySide6"}, heavy
assert not {name for name in sys.modules if name.startswith("photoclip.store")}
from photoclip.session import Session
from pathlib import Path
from photoclip.browse import process
with Session.open(Path(sys.argv[1])) as session:
    for make in process.MAKERS.values():
        make(session)
heavy = {name.partition(".")[0] for name in sys.modules}
assert not heavy & {"torch", "open_clip", "PySide6", "PIL"}, heavy
"""
    subprocess.run([sys.executable, "-c", code, str(folder)], check=True)


def test_the_command_is_not_for_people():
    help_text = CliRunner().invoke(cli, ["--help"]).output
    assert "search" in help_text
    assert "browse" not in help_text
