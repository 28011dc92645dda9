"""A library from a PhotoClip that doesn't exist yet is refused, and not touched to the byte."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import light_worker
import pytest
from click import Context
from inspection import Originals, processes_of_this_test, until

from photoclip.cli.main import cli, run
from photoclip.core.errors import PhotoClipError
from photoclip.store import seal
from photoclip.store.connection import FILE_NAME
from photoclip.store.migrations import SCHEMA_VERSION
from photoclip.worker import politeness
from photoclip.worker.supervisor import Worker, log_file

#: Every command that opens a library, with arguments it would take.
COMMANDS = (
    ("add", "PHOTOS"),
    ("index",),
    ("watch",),
    ("watch", "--background"),
    ("search", "sort:name"),
    ("search", "a lake in the fog"),
    ("similar", "#1"),
    ("status",),
    ("failures",),
    ("rate", "3", "#1"),
    ("undo",),
    ("label", "list"),
    ("label", "add", "Dog"),
    ("label", "yes", "Dog", "#1"),
    ("label", "suggest"),
    ("tag",),
    ("tag", "--apply"),
    ("review",),
    ("album", "list"),
    ("album", "create", "Holidays"),
    ("export", "TARGET", "#1"),
    ("describe", "#1", "--title", "Biscuit"),
    ("caption", "#1"),
    ("caption", "--show", "--all"),
    ("metadata", "status"),
    ("metadata", "set", "PHOTOS", "file"),
    ("metadata", "write", "--all"),
    ("remove", "PHOTOS"),
    ("settings",),
    ("settings", "cores", "1"),
    ("models", "use", "photoclip-scenes"),
    ("models", "use", "--now", "photoclip-scenes"),
    ("models", "use", "--stop"),
    ("models", "remove", "--vectors", "photoclip-scenes"),
    ("models", "test"),
    ("models", "teach"),
    ("doctor",),
    ("doctor", "--repair"),
)
#: Those that open none, one of their own, or answer a window (tests/browse).
OTHERS = {"demo", "browse", "modelwork", "version"}


@pytest.fixture(params=["sealed", "not sealed"])
def home(fault_home, request):
    """A library that a later version has changed: another table, another number."""
    fault_home.album(3)
    fault_home.index(fault_home.photos)
    if request.param == "not sealed":
        (fault_home.library / "library.seal").unlink()
    with closing(sqlite3.connect(fault_home.library / FILE_NAME)) as later:
        later.execute("CREATE TABLE what_nobody_knows_yet (id INTEGER PRIMARY KEY)")
        later.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        later.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return fault_home


def test_every_command_is_tried():
    assert {words[0] for words in COMMANDS} | OTHERS == set(cli.list_commands(Context(cli)))


@pytest.mark.torch
def test_a_library_from_the_future_is_refused_by_every_command_and_left_as_it_is(
    home, capsys, monkeypatch
):
    monkeypatch.setenv("COLUMNS", "600")
    monkeypatch.setattr(politeness, "lower_priority", lambda: None)  # of this process, here
    places = {"PHOTOS": str(home.photos), "TARGET": str(home.library.parent / "exported")}
    before = Originals.of(home.library / FILE_NAME), Originals.of(home.library / "backups")
    content = (home.library / FILE_NAME).read_bytes()
    for words in COMMANDS:
        arguments = [places.get(word, word) for word in words]
        with pytest.raises(SystemExit) as ended:
            run(["--library", str(home.library), *arguments])
        said = "".join(capsys.readouterr())
        assert ended.value.code == 1, (words, said)
        assert "was made by a newer PhotoClip" in said, words
        assert "Install the newest PhotoClip" in said, words
        assert "Traceback" not in said
    assert (home.library / FILE_NAME).read_bytes() == content
    for taken in before:
        taken.check()
    assert seal.wal_is_empty(home.library)


def test_the_worker_refuses_a_library_from_the_future_and_says_why(home):
    content = (home.library / FILE_NAME).read_bytes()
    command = light_worker.command(home.library)
    with (
        Worker(home.library, command=command, patience=30.0) as worker,
        pytest.raises(PhotoClipError, match="was made by a newer PhotoClip") as caught,
    ):
        worker.state()
    log = log_file(home.library)
    assert "Install the newest PhotoClip" in caught.value.hint
    said = until(lambda: log.read_text("utf-8"), "the worker's words")
    assert "was made by a newer PhotoClip" in said
    assert "Traceback" not in said
    until(lambda: not processes_of_this_test(), "its end")
    assert (home.library / FILE_NAME).read_bytes() == content
