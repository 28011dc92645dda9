"""A disk that is full, folders that can't be written: the library in them, and the photos."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from fault_drives import Filler
from inspection import amount, processes_of_this_test, until

from photoclip.core.commands import SetRating
from photoclip.core.errors import DiskFullError, LibraryError
from photoclip.session import Session

MEGABYTE = 1 << 20
DISK = 40 * MEGABYTE
"""PhotoClip leaves 2 % of it free, and a tenth of that for what a person does by hand."""

KNOWN = 5


def photoclip(home, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "photoclip", "--library", str(home.library), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def detailed_album(home, first: int, count: int) -> None:
    """Photos whose thumbnails take some room."""
    for n in range(first, first + count):
        home.photo(f"{n:05}.png", n, size=(240, 180))


@pytest.fixture
def small_disk(fault_home, mounts, tmp_path):
    """The library lies on a small disk; what takes its room away."""
    disk = mounts.tmpfs(tmp_path / "disk", DISK)
    fault_home.library = disk / "library"
    detailed_album(fault_home, 0, KNOWN)
    fault_home.index(fault_home.photos)
    return Filler(disk)


def rate(home, name: str, stars: int) -> None:
    with Session.open(home.library, owner=True) as session:
        home.acknowledged.apply(
            session._find_or_become_owner(), SetRating(home.photo_of(name), stars)
        )


def test_indexing_stops_on_a_full_disk_and_goes_on_when_it_has_grown(
    fault_home, small_disk, mounts, tmp_path
):
    home = fault_home
    small_disk.leave(MEGABYTE)
    total = KNOWN + amount(150, 2000)
    detailed_album(home, KNOWN, total - KNOWN)
    with pytest.raises(DiskFullError) as stopped:
        home.index()
    assert str(home.library) in str(stopped.value)
    assert "Free some space" in stopped.value.hint
    done = home.names()
    assert KNOWN <= len(done) < total

    small_disk.leave(400_000)  # below the floor, above what is kept for changes by hand
    with pytest.raises(DiskFullError, match="stops writing below"):
        home.index()
    rate(home, "00001.png", 4)
    assert home.names("rating:4") == {"00001.png"}

    small_disk.leave(60_000)
    with pytest.raises(DiskFullError, match="stops writing below"):
        rate(home, "00002.png", 5)
    assert home.names() == done
    answer = photoclip(home, "rate", "5", str(home.photos / "00002.png"))
    assert answer.returncode == 1, answer
    assert "Traceback" not in answer.stderr
    assert "Free some space" in answer.stderr

    mounts.remount(tmp_path / "disk", f"size={4 * DISK}")
    report = home.index()
    assert report.tally.failed == 0
    assert len(home.names()) == total
    rate(home, "00002.png", 5)
    assert home.names("rating:>=4") == {"00001.png", "00002.png"}
    small_disk.remove()
    home.inspect()


def test_a_disk_without_a_single_byte_left_is_an_answer_never_a_traceback(fault_home, small_disk):
    home = fault_home
    rate(home, "00001.png", 3)
    detailed_album(home, KNOWN, 3)
    small_disk.leave(0)
    for command in (
        ("status",),
        ("index",),
        ("rate", "5", str(home.photos / "00002.png")),
        ("search", "rating:3"),
        ("doctor",),
        ("failures",),
    ):
        answer = photoclip(home, *command)
        assert "Traceback" not in answer.stderr, answer.stderr
        if answer.returncode:
            assert answer.stdout + answer.stderr, command
    small_disk.remove()
    home.index()
    assert len(home.names()) == KNOWN + 3
    home.inspect()


def test_a_full_disk_can_be_searched(fault_home, small_disk):
    rate(fault_home, "00001.png", 3)
    small_disk.leave(0)
    assert fault_home.names("rating:3") == {"00001.png"}
    small_disk.remove()
    fault_home.inspect()


def test_a_running_worker_waits_for_room_and_goes_on_by_itself(
    fault_home, small_disk, mounts, tmp_path
):
    home = fault_home
    small_disk.leave(MEGABYTE)
    with home.worker("photoclip.worker.watching.HOLD_S=0.5") as worker:
        worker.state()
        total = KNOWN + amount(150, 2000)
        detailed_album(home, KNOWN, total - KNOWN)
        until(lambda: any("Free some space" in said for said in home.notices()), "the notice")
        assert len(home.names()) < total

        def rated_in_little_room() -> bool:
            small_disk.leave(400_000)  # the worker may still have a batch in hand that takes it
            try:
                home.acknowledged.apply(worker, SetRating(home.photo_of("00003.png"), 2))
            except DiskFullError:
                return False
            return True

        until(rated_in_little_room, "a change by hand")
        assert home.names("rating:2") == {"00003.png"}
        mounts.remount(tmp_path / "disk", f"size={4 * DISK}")
        home.until_settled(worker, total)
        assert worker.starts == 1
    assert home.failures() == []
    small_disk.remove()
    home.inspect()


def test_photos_on_a_read_only_drive_are_indexed_watched_and_rated(fault_home, mounts, tmp_path):
    home = fault_home
    source = home.photos
    home.album(10)
    mounts.mount(source, tmp_path / "card", "--bind")
    mounts.remount(tmp_path / "card", "bind,ro")
    home.photos = tmp_path / "card"
    with pytest.raises(OSError, match="Read-only"):
        (home.photos / "probe").touch()
    with home.worker() as worker:
        home.add_root(worker)
        home.until_settled(worker, 10)
        home.make(source / "new" / "later.jpg", 99, size=(48, 32))
        home.until_settled(worker, 11)
        home.acknowledged.apply(worker, SetRating(home.photo_of("new/later.jpg"), 5))
    assert home.names("rating:5") == {"new/later.jpg"}
    assert home.failures() == []
    home.inspect(home.photos, source)


def end_in_order(home) -> None:
    rate(home, "00001.jpg", 3)


def end_while_somebody_reads(home) -> None:
    rate(home, "00001.jpg", 3)
    assert home.names("rating:3") == {"00001.jpg"}
    assert (home.library / "library.sqlite3-wal").exists()  # SQLite's, empty


def end_by_a_kill(home) -> None:
    with home.worker() as worker:
        home.acknowledged.apply(worker, SetRating(home.photo_of("00001.jpg"), 3))
        pid = worker.state().pid
        os.kill(pid, signal.SIGSTOP)  # so that nobody starts another one
    os.kill(pid, signal.SIGKILL)
    until(lambda: processes_of_this_test() == [], "the worker's death")
    assert (home.library / "library.sqlite3-wal").stat().st_size > 0


@pytest.mark.parametrize("end", [end_in_order, end_while_somebody_reads, end_by_a_kill])
def test_a_library_on_a_read_only_drive_is_searched_and_changes_say_what_to_do(
    fault_home, mounts, tmp_path, end
):
    home = fault_home
    disk = mounts.tmpfs(tmp_path / "disk", DISK)
    home.library = disk / "library"
    home.album(5)
    home.index(home.photos)
    end(home)
    mounts.remount(disk, "ro")
    before = {path.name: path.read_bytes() for path in home.library.iterdir() if path.is_file()}

    assert home.names("rating:3") == {"00001.jpg"}
    assert photoclip(home, "status").returncode == 0
    assert "00001.jpg" in photoclip(home, "search", "rating:3").stdout
    for command in (("index",), ("rate", "5", str(home.photos / "00002.jpg")), ("watch",)):
        answer = photoclip(home, *command)
        assert answer.returncode == 1, answer
        assert "Traceback" not in answer.stderr
        assert "can't be" in answer.stderr
        assert "--library" in answer.stderr
    with pytest.raises(LibraryError) as refused, Session.open(home.library, owner=True):
        pass
    assert "--library" in refused.value.hint
    assert {p.name: p.read_bytes() for p in home.library.iterdir() if p.is_file()} == before

    mounts.remount(disk, "rw")
    rate(home, "00002.jpg", 3)
    assert home.names("rating:3") == {"00001.jpg", "00002.jpg"}
    home.inspect()
