"""A worker that crashes over a photo: the photo is left alone, everything else is done."""

from __future__ import annotations

import pytest
import troubled_worker
from inspection import amount, until

from photoclip.core.commands import SetRating
from photoclip.indexing import in_hand
from photoclip.worker.messages import Activity
from photoclip.worker.supervisor import Worker

GOOD = 20


@pytest.fixture
def home(fault_home):
    fault_home.album(GOOD)
    for n in range(amount(2, 4)):
        fault_home.photo(f"00003-poison-{n}.png", 0, colour=(255, n, 255))
    return fault_home


def crashing(home, trouble: str) -> Worker:
    return Worker(
        home.library, home.events.append, command=troubled_worker.command(home.library, trouble)
    )


def rests(home, worker) -> bool:
    # asked in this order: a file that is known and not waiting was read or given up
    (known,) = home.ask("SELECT count(*) FROM file")
    state = worker.state()
    done = state.waiting == 0 and state.activity is Activity.IDLE
    return known[0] >= GOOD and done


@pytest.mark.parametrize("trouble", ["segfault", "abort"][: amount(1, 2)])
def test_photos_that_crash_the_worker_are_left_alone_and_all_others_are_read(home, trouble):
    poisoned = amount(2, 4)
    with crashing(home, trouble) as worker:
        home.add_root(worker)
        until(lambda: rests(home, worker), "a worker at rest")
        # one death over the batch, one over each of them alone
        deaths = 1 + poisoned
        assert worker.starts == deaths + 1
        assert any("started again" in text for text in home.notices())
        assert home.names() == {f"{n:05}.jpg" for n in range(GOOD)}
        failures = home.failures()
        assert len(failures) == poisoned
        assert {(one.kind, "crashed twice" in one.reason) for one in failures} == {
            ("crashed", True)
        }
        assert all(b"poison" in one.path for one in failures)

        # nothing tries them again: other work goes on, the worker lives
        pid = worker.state().pid
        home.acknowledged.apply(worker, SetRating(home.photo_of("00005.jpg"), 5))
        home.photo("late.jpg", 999)
        until(lambda: "late.jpg" in home.names(), "a late photo")
        assert (worker.state().pid, worker.starts) == (pid, deaths + 1)

        # until one is another file
        home.photo("00003-poison-0.png", 1000)
        until(lambda: "00003-poison-0.png" in home.names(), "the mended photo")
        assert worker.state().pid == pid
    words = (home.library / in_hand.CRASH_LOG_BEFORE).read_text("utf-8", "replace")
    assert "Fatal Python error" in words
    home.inspect(crashed=True)
