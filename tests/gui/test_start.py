"""How a window's two processes start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from photoclip.browse.client import BrowseProcess
from photoclip.browse.messages import Find, Listing
from photoclip.core.commands import SetSetting
from photoclip.gui.bridge.asking import Asker
from photoclip.gui.bridge.library import LibraryOwner


@pytest.fixture
def signs(tmp_path: Path):
    """A folder in which every start leaves a file, and the command that starts nothing more."""
    folder = tmp_path / "signs"
    folder.mkdir()
    code = "import os, sys; open(os.path.join(sys.argv[1], str(os.getpid())), 'wb').close()"
    return folder, [sys.executable, "-c", code, str(folder)]


def test_a_process_that_was_started_before_answers_the_window(library, until):
    answers: list[object] = []
    asker = Asker(library, process=BrowseProcess(library))
    asker.ask(Find(""), answers.append)
    until(lambda: answers)
    asker.close()
    assert isinstance(answers[0], Listing)


def test_a_window_that_is_closed_at_once_calls_no_worker(tmp_path, signs):
    folder, command = signs
    owner = LibraryOwner(tmp_path / "library", command=command)
    owner.close()
    owner.apply(SetSetting("anything", 1))
    owner.ask_state()
    assert not list(folder.iterdir())


def test_the_first_change_calls_a_worker(tmp_path, signs, until):
    folder, command = signs
    owner = LibraryOwner(tmp_path / "library", command=command)
    owner.apply(SetSetting("anything", 1))
    until(lambda: list(folder.iterdir()))
    owner.close()
