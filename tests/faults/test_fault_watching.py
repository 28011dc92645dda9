"""The limits of the kernel's notifications: too few watches, and a queue that overflows."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import light_worker
import pytest
from fault_home import once
from inspection import FULL, amount, until

from photoclip.core.commands import SetRating
from photoclip.core.events import ScanProgress
from photoclip.worker.supervisor import Worker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")

WATCHES = 10
LIMITS = Path("/proc/sys/fs/inotify")
POLL_OFTEN = "photoclip.worker.schedule.POLL_S=0.5"
NEVER_POLL = "photoclip.worker.schedule.POLL_S=100000"

_WITH_FEW_WATCHES = 'echo "$0" > /proc/sys/user/max_inotify_watches && exec "$@"'


def with_few_watches(*command: str) -> list[str]:
    """A command in a user namespace of its own, whose limit of watches is another one.

    The machine's own limit stays as it is: other programs need their watches.
    """
    shell = ["sh", "-c", _WITH_FEW_WATCHES, str(WATCHES), *command]
    return ["unshare", "--user", "--map-root-user", *shell]


@pytest.fixture
def few_watches() -> None:
    """Skips the test where the machine lets nobody set a limit of their own."""
    if shutil.which("unshare") is None:
        pytest.skip("unshare is not installed, so no process can have a limit of its own")
    answer = subprocess.run(with_few_watches("true"), capture_output=True, text=True, check=False)
    if answer.returncode:
        pytest.skip(f"this machine gives no process a limit of its own: {answer.stderr.strip()}")


def watcher_with_few_watches(home, *changes: str) -> Worker:
    command = with_few_watches(*light_worker.command(home.library, *changes))
    return Worker(home.library, home.events.append, command=command)


def fill_folders(home, first: int, count: int) -> None:
    for n in range(first, first + count):
        home.photo(f"{n:03}/photo.jpg", n)


def test_a_root_with_more_folders_than_watches_is_looked_through_again_and_again(
    fault_home, few_watches
):
    home = fault_home
    folders = amount(15, 200)
    fill_folders(home, 0, folders)
    with watcher_with_few_watches(home, POLL_OFTEN) as worker:
        home.add_root(worker)
        home.until_settled(worker, folders)
        (root,) = worker.state().roots
        assert not root.native
        assert "max_user_watches" in root.reason
        assert "sudo sysctl fs.inotify.max_user_watches=" in root.hint
        for n in range(3):
            home.photo(f"{n:03}/new.jpg", 1000 + n)
            home.until_settled(worker, folders + n + 1)
        (home.photos / "000" / "new.jpg").rename(home.photos / "001" / "renamed.jpg")
        until(lambda: "001/renamed.jpg" in home.names(), "the new name")
        home.acknowledged.apply(worker, SetRating(home.photo_of("001/renamed.jpg"), 2))
        said = once(home.notices(), "max_user_watches")
        assert "sudo sysctl" in said
        assert worker.starts == 1
    assert home.failures() == []
    home.inspect()


def test_the_limit_reached_later_is_said_and_nothing_is_missed(fault_home, few_watches):
    home = fault_home
    fill_folders(home, 0, 4)
    with watcher_with_few_watches(home, POLL_OFTEN) as worker:
        home.add_root(worker)
        home.until_settled(worker, 4)
        assert worker.state().roots[0].native
        folders = amount(20, 200)
        fill_folders(home, 4, folders)
        home.until_settled(worker, 4 + folders)
        until(lambda: not worker.state().roots[0].native, "the watcher gives in")
        home.photo("003/new.jpg", 1000)
        home.photo(f"{folders:03}/new.jpg", 1001)
        home.until_settled(worker, folders + 6)
        assert "sudo sysctl" in once(home.notices(), "max_user_watches")
    home.inspect()


@contextlib.contextmanager
def short_queue(events: int) -> Iterator[None]:
    """Queues made meanwhile hold so few events; in full they are as long as the machine's."""
    path = LIMITS / "max_queued_events"
    before = path.read_text().strip()
    if FULL:
        yield
        return
    try:
        path.write_text(str(events))
    except OSError as error:
        pytest.skip(f"{path} can't be written, and filling the whole queue takes long: {error}")
    try:
        yield
    finally:
        path.write_text(before)


@contextlib.contextmanager
def stopped(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def test_files_made_while_the_queue_overflows_are_all_found_without_the_periodic_scan(
    fault_home, tmp_path
):
    home = fault_home
    home.album(20)
    files, folders = amount(1_000, 40_000), amount(5, 50)
    for n in range(folders):
        home.photo(f"{n}/first.jpg", 100 + n)
    originals = [
        home.make(tmp_path / "originals" / f"{n}.jpg", 10_000 + n, size=(16, 16)).read_bytes()
        for n in range(50)
    ]
    with home.worker(NEVER_POLL) as worker:
        with short_queue(200):
            worker.state()
            home.add_root(worker)
            home.until_settled(worker, 20 + folders)
        assert worker.state().roots[0].native
        queue = int((LIMITS / "max_queued_events").read_text())
        with stopped(worker.state().pid):
            home.events.clear()
            for n in range(files):  # folder by folder: what came last is in none that was heard of
                path = home.photos / f"{n * folders // files}" / f"{n:05}.jpg"
                path.write_bytes(originals[n % 50])
            (home.photos / "00000.jpg").rename(home.photos / "renamed.jpg")
            (home.photos / "00001.jpg").unlink()
        assert 2 * files > (queue if FULL else 200)
        wanted = 19 + folders + files
        known = "SELECT count(*) FROM file WHERE missing_since IS NULL"
        until(lambda: home.ask(known) == [(wanted,)], "every file is known", amount(120, 600))
        home.acknowledged.apply(worker, SetRating(home.photo_of("renamed.jpg"), 3))
        until(lambda: worker.state().waiting == 0, "every file is read", amount(120, 1800))
        home.until_idle(worker)
        assert any(isinstance(event, ScanProgress) for event in home.events)
        # and it still hears of every folder, old and new
        home.photo("later.jpg", 1)
        home.photo(f"{folders - 1}/later.jpg", 2)
        until(
            lambda: home.ask("SELECT count(*) FROM file WHERE name = 'later.jpg'") == [(2,)],
            "photos that came after the overflow",
        )
        home.until_idle(worker)
        assert worker.starts == 1
    assert home.failures() == []
    assert home.names("rating:3") == {"renamed.jpg"}
    home.inspect()


def test_a_root_that_was_away_for_a_moment_is_watched_again(fault_home):
    home = fault_home
    home.album(5)
    aside = home.photos.with_name("aside")
    with home.worker(NEVER_POLL, "photoclip.worker.watching.LOOK_S=0.2") as worker:
        home.add_root(worker)
        home.until_settled(worker, 5)
        for n in range(3):
            home.photos.rename(aside)
            aside.rename(home.photos)
            until(lambda: worker.state().roots[0].native, "it is watched again")
            home.until_settled(worker, 5 + n)
            home.photo(f"new {n}.jpg", 50 + n)
            home.until_settled(worker, 6 + n)
        assert worker.starts == 1
    assert home.vectors()[-1][0] == 8
    home.inspect()
