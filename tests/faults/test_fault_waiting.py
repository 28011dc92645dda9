"""Workers killed while somebody waits for their answer."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import troubled_worker
from inspection import amount, until

from photoclip.core import processes
from photoclip.core.reports import IndexOptions
from photoclip.session import Session
from photoclip.worker.supervisor import Worker


@pytest.fixture
def home(fault_home, tmp_path, monkeypatch):
    """``flag`` makes encoding take for ever while it is there."""
    monkeypatch.setattr(processes, "BACK_OFF_S", (0.0,))
    fault_home.album(4)
    fault_home.index(fault_home.photos)
    fault_home.flag = tmp_path / "stuck"
    return fault_home


def stuck(home) -> Worker:
    command = troubled_worker.command(home.library, "stuck", home.flag)
    return Worker(home.library, home.events.append, command=command)


def answered_by_the_next(home, worker, ask):
    """What ``ask()`` returns where the first worker is killed in the middle of it."""
    waiting = home.flag.with_name("stuck.waiting")
    pid = worker.state().pid
    home.flag.touch()
    with ThreadPoolExecutor(1) as client:
        asked = client.submit(ask)
        until(waiting.exists, "a worker in the middle of it")
        waiting.unlink()
        home.flag.unlink()
        assert not asked.done()
        os.kill(pid, signal.SIGKILL)
        answer = asked.result(120)
    assert worker.state().pid != pid
    return answer


def model_key(home) -> str:
    with Session.open(home.library) as session:
        return session.model.info.key


def test_a_sentence_that_waits_when_the_worker_is_killed_is_answered_by_the_next(home):
    key = model_key(home)
    with stuck(home) as worker:
        for n in range(amount(1, 10)):
            texts = [f"a dog at lake {n}", "fog"]
            rows = answered_by_the_next(home, worker, lambda t=texts: worker.encode_texts(key, t))
            assert np.array_equal(rows, worker.encode_texts(key, texts))
    home.inspect()


def test_a_picture_that_waits_when_the_worker_is_killed_is_answered_by_the_next(home):
    key = model_key(home)
    asked = os.fsencode(home.photos / "00002.jpg")
    with stuck(home) as worker:
        for _ in range(amount(1, 10)):
            row = answered_by_the_next(home, worker, lambda: worker.encode_photo(key, asked))
            assert np.array_equal(row, worker.encode_photo(key, asked))
    home.inspect()


def test_an_index_that_waits_when_the_worker_is_killed_is_done_by_the_next(home):
    with stuck(home) as worker:
        for n in range(amount(1, 10)):
            worker.pause()  # it would read the photo by itself
            home.photo(f"new {n}.jpg", 100 + n)
            report = answered_by_the_next(home, worker, lambda: worker.index(IndexOptions()))
            assert f"new {n}.jpg" in home.names()
            assert report.tally.failed == 0
    home.inspect()
