"""A worker that has nothing to do gets ready for the first new photo."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from photoclip.core.commands import AddRoot
from photoclip.worker import watching
from photoclip.worker.process import owning
from photoclip.worker.watching import Watching


def warmed(home, monkeypatch, rounds: int = 5) -> int:
    """How often a worker that goes round so often got ready."""
    monkeypatch.setattr(watching, "_LONGEST_WAIT_S", 0.01)
    calls: list[str] = []
    left = iter(range(rounds))
    with owning(home.library) as owner:
        monkeypatch.setattr(owner, "warm_up", lambda: calls.append("warm"))
        Watching(owner, lambda: next(left, None) is not None).run()
    return len(calls)


def test_it_gets_ready_once_before_there_is_a_photo(home, monkeypatch):
    with owning(home.library) as owner:
        owner.apply(AddRoot(os.fsencode(home.photos)))
    assert warmed(home, monkeypatch) == 1


def test_in_a_library_without_folders_there_is_nothing_to_get_ready_for(home, monkeypatch):
    assert warmed(home, monkeypatch) == 0


@pytest.mark.torch
def test_ready_means_that_the_model_is_loaded(home):
    with owning(home.library) as owner:
        assert not owner.encoder().loaded
        owner.warm_up()
        assert owner.encoder().loaded


def test_workers_that_tests_start_load_no_model_before_they_need_it(home):
    script = "from photoclip.worker.watching import Watching; print(Watching._warm_up.__name__)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "_stay_cold\n"
