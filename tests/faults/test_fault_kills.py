"""Processes killed at random moments while they index; the end equals a run that nobody disturbed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import light_command
import pytest
import test_killed
from inspection import Originals, amount, end_owner, inspect, until

from photoclip.core import processes
from photoclip.core.commands import AddRoot, SetRating
from photoclip.worker.messages import Activity

PHOTOS = 40
FILES = PHOTOS + 3

SMALL_BATCHES = "photoclip.indexing.pipeline.BATCH_SIZE=4"


@pytest.fixture
def home(fault_home):
    """An album with a copy and bad files; nothing is indexed yet."""
    for n in range(PHOTOS):
        fault_home.photo(f"{n % 4}/{n:03}.jpg", n)
    shutil.copy(fault_home.photos / "0" / "000.jpg", fault_home.photos / "1" / "copy.jpg")
    (fault_home.photos / "2" / "bad.jpg").write_bytes(b"this is not a picture\n" * 20)
    (fault_home.photos / "2" / "empty.jpg").touch()
    return fault_home


def add(library: Path, photos: Path) -> subprocess.Popen[str]:
    return light_command.start(library, "add", str(photos))


def undisturbed(home) -> tuple[dict, float]:
    """What one clean run makes of the album, and how long it takes once it is loaded."""
    library = home.library.with_name("undisturbed")
    process = add(library, home.photos)
    started = time.monotonic()
    said, _ = process.communicate()
    seconds = time.monotonic() - started
    assert process.returncode == 0, said
    found = test_killed.contents(library)
    assert len(found["files"]) == FILES
    assert len(found["vectors"]) == PHOTOS
    return found, seconds


def test_killed_at_random_moments_an_index_ends_as_if_nobody_had_disturbed_it(home):
    expected, seconds = undisturbed(home)
    originals = Originals.of(home.photos)
    rng = random.Random(3)
    kills, wanted, libraries = 0, amount(5, 100), 0
    while kills < wanted:
        libraries += 1
        library = home.library.with_name(f"library-{libraries}")
        while True:
            process = add(library, home.photos)
            try:
                # not every moment comes: later runs have less to do
                said, _ = process.communicate(timeout=rng.uniform(0.02, 1.0) * seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                kills += 1
                continue
            break
        assert process.returncode == 0, said
        assert test_killed.contents(library) == expected
        inspect(library, originals)


def test_workers_killed_at_random_moments_end_as_if_nobody_had_disturbed_them(home, monkeypatch):
    expected, seconds = undisturbed(home)
    monkeypatch.setattr(processes, "BACK_OFF_S", (0.0,))
    originals = Originals.of(home.photos)
    rng = random.Random(4)
    kills, wanted, libraries = 0, amount(5, 100), 0
    while kills < wanted:
        libraries += 1
        home.library = home.library.with_name(f"library-{libraries}")
        with home.worker(SMALL_BATCHES) as worker:
            pid = 0
            worker.apply(AddRoot(os.fsencode(home.photos)))
            # a few of them in each library, then it may finish
            for _ in range(min(rng.randint(3, 6), wanted - kills)):
                pid = until(lambda before=pid: new_pid(worker, before), "the next worker")
                await_moment(pid, rng.uniform(0.0, 1.0) * seconds)
                os.kill(pid, signal.SIGKILL)
                kills += 1
            until(lambda before=pid: new_pid(worker, before), "the last worker")
            until(lambda: is_done(home, worker), "a worker at rest")
            worker.apply(SetRating(home.photo_of("3/003.jpg"), 5))
        end_owner(home.library)
        assert test_killed.contents(home.library) == expected
        inspect(home.library, originals)


def new_pid(worker, before: int) -> int:
    """The number of the worker that answers, once it is another one; 0 until then."""
    pid = worker.state().pid
    return pid if pid != before else 0


def await_moment(pid: int, seconds: float) -> None:
    """Let so much time pass, or less if the process ends."""
    with suppress(ChildProcessError):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and Path(f"/proc/{pid}").exists():
            time.sleep(0.002)  # the moment of death is random, it waits for nothing


def is_done(home, worker) -> bool:
    state = worker.state()
    (known,) = home.ask("SELECT count(*) FROM file")
    return known == (FILES,) and state.waiting == 0 and state.activity is Activity.IDLE


def test_killed_at_random_calls_an_index_ends_as_if_nobody_had_disturbed_it(home):
    """As `test_killed` does it: in the middle of anything, a commit or a rename too."""
    clean = home.library.with_name("undisturbed")
    done = test_killed.run(clean, home.photos)
    assert done.returncode == 0, done.stderr
    expected, calls = test_killed.contents(clean), int(done.stdout)
    rng = random.Random(5)
    kills, wanted, libraries = 0, amount(2, 60), 0
    while kills < wanted:
        libraries += 1
        library = home.library.with_name(f"library-{libraries}")
        while True:
            died = test_killed.run(library, home.photos, rng.randrange(1, calls))
            if died.returncode == 0:
                break
            assert died.returncode == -signal.SIGKILL, died.stderr
            kills += 1
        assert test_killed.contents(library) == expected
    assert sys.getprofile() is None
