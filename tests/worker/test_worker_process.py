"""The worker as a process of its own: started, killed, asked, and watching."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack, suppress

import psutil
import pytest
from worker_home import until

from photoclip.core.commands import AddRoot, RemoveRoot, SetRating, SetSetting, Together
from photoclip.core.errors import LibraryError, PhotoClipError
from photoclip.core.events import Notice
from photoclip.core.types import PhotoId
from photoclip.indexing import in_hand
from photoclip.session import Session
from photoclip.worker.client import Client
from photoclip.worker.messages import Activity
from photoclip.worker.process import owning


def photo_id(home, name):
    ((found,),) = home.ask("SELECT photo_id FROM file WHERE name = ?", name)
    return PhotoId(found)


@pytest.mark.torch
def test_a_worker_keeps_the_library_as_the_folder_is(home):
    home.photo("first.jpg", 1)
    with home.worker() as worker:
        home.add_root(worker)
        until(lambda: home.names() == {"first.jpg"}, "the first scan")

        home.photo("trip/second.jpg", 2)
        until(
            lambda: home.names() == {"first.jpg", "trip/second.jpg"}, "a new photo in a new folder"
        )

        worker.apply(SetRating(photo_id(home, "second.jpg"), 4))
        (home.photos / "trip").rename(home.photos / "Trip")
        (home.photos / "first.jpg").rename(home.photos / "FIRST.jpg")
        until(lambda: home.names() == {"FIRST.jpg", "Trip/second.jpg"}, "renames")
        assert home.ask(
            "SELECT name, own_rating FROM file JOIN photo ON photo.id = photo_id "
            "WHERE own_rating = 4"
        ) == [("second.jpg", 4)]
        assert home.ask("SELECT count(*) FROM vector") == [(2,)]

        (home.photos / "FIRST.jpg").unlink()
        until(lambda: home.names() == {"Trip/second.jpg"}, "a deleted photo")

        partial = home.photos / "third.jpg.part"
        shutil.copy(home.photo("../elsewhere/third.jpg", 3), partial)
        partial.rename(home.photos / "third.jpg")
        until(lambda: "third.jpg" in home.names(), "a download that was renamed")
        state = worker.state()
        assert state.watching
        assert [root.native for root in state.roots] == [True]
        assert state.model_loaded
    assert home.failures() == []


@pytest.mark.torch
def test_a_query_waits_for_the_next_worker_when_the_first_is_killed(home):
    with home.worker() as worker:
        first = worker.state().pid
        rows = []

        def ask():
            with Session.open(home.library) as session:
                rows.append(worker.encode_texts(session.model.info.key, ["a dog at the lake"]))

        asking = threading.Thread(target=ask)
        asking.start()
        os.kill(first, signal.SIGKILL)
        asking.join(60)
        assert rows[0].shape == (1, rows[0].shape[1])
        assert worker.state().pid != first
        said = [event.text for event in home.events if isinstance(event, Notice)]
        assert any("started again" in text for text in said)


@pytest.mark.parametrize("ends", ["a command is done", "a worker is asked to"])
def test_an_owner_that_ends_in_order_is_followed_without_a_word(home, ends):
    with ExitStack() as others:
        if ends == "a command is done":
            others.enter_context(Session.open(home.library, owner=True))
        with home.worker() as worker:
            first = worker.state().pid
            assert (first == os.getpid()) == (ends == "a command is done")
            if ends == "a command is done":
                others.close()
            else:
                home.end_worker()
            until(lambda: worker.state().pid != first, "the next owner")
            assert not any(isinstance(event, Notice) for event in home.events)


@pytest.mark.parametrize(
    ("lasting", "error", "told"),
    [
        (True, LibraryError("the drive is gone"), False),
        (True, ValueError("a bug"), False),
        (True, KeyboardInterrupt(), True),
        (False, LibraryError("the drive is gone"), True),
        (False, ValueError("a bug"), True),  # a command's own affair
    ],
)
def test_a_worker_that_an_error_ends_takes_no_leave(home, lasting, error, told):
    with suppress(type(error)), owning(home.library, lasting=lasting):
        client = Client.connect(home.library)
        raise error
    assert client.wait_until_gone(60)
    assert client.took_leave == told
    client.close()


def test_a_reader_who_has_seen_enough_is_no_crash(home):
    with suppress(BrokenPipeError), owning(home.library):  # as in `photoclip add … | head`
        raise BrokenPipeError
    assert not (home.library / in_hand.CRASH_LOG).exists()


def test_a_killed_worker_is_started_again_and_has_every_acknowledged_change(home):
    home.photo("one.jpg", 1)
    with Session.open(home.library, owner=True) as session:
        session.add_roots([str(home.photos)])
        session.index()
    photo = photo_id(home, "one.jpg")
    with home.worker() as worker:
        for stars in range(4):
            worker.apply(SetRating(photo, stars))
            os.kill(worker.state().pid, signal.SIGKILL)
            assert home.ask("SELECT own_rating FROM photo") == [(stars,)]
        assert worker.starts >= 3
    assert home.ask("SELECT count(*) FROM edit WHERE command LIKE '%set-rating%'") == [(4,)]


def test_two_clients_share_one_worker_and_sessions_use_it_too(home):
    with home.worker() as first, home.worker() as second:
        assert first.state().pid == second.state().pid
        first.apply(SetSetting("x", 1))
        with Session.open(home.library, owner=True) as session:
            session.apply(SetSetting("y", 2))
            assert session.worker().pid == first.state().pid
        until(lambda: second.state().clients == 2, "the session's leaving")


def test_commands_from_everywhere_never_meet_a_locked_library(home):
    home.photo("one.jpg", 1)
    script = (
        "import sys\nfrom pathlib import Path\nfrom photoclip.session import Session\n"
        "from photoclip.core.commands import SetSetting\n"
        "for n in range(5):\n"
        "    with Session.open(Path(sys.argv[1]), owner=True) as session:\n"
        "        session.apply(SetSetting(f'{sys.argv[2]}.{n}', n))\n"
    )
    environment = {
        **os.environ,
        "PYTHONPATH": os.path.dirname(os.path.dirname(os.path.dirname(__file__))),
    }
    running = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(home.library), f"client{n}"],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(4)
    ]
    said = [process.communicate(timeout=120)[1] for process in running]
    assert said == [""] * 4
    assert home.ask("SELECT count(*) FROM setting WHERE key LIKE 'client%'") == [(20,)]


def test_a_paused_worker_reads_nothing_until_it_may(home):
    with home.worker() as worker:
        worker.pause()
        home.photo("one.jpg", 1)
        home.add_root(worker)
        until(lambda: worker.state().waiting == 1, "the scan")
        assert worker.state().activity is Activity.PAUSED
        assert home.names() == set()
        worker.resume()
        until(lambda: home.names() == {"one.jpg"}, "reading")


def test_a_worker_stops_when_asked_and_leaves_a_sealed_library(home):
    with home.worker() as worker:
        pid = worker.state().pid
    client = Client.connect(home.library)
    client.stop()
    assert client.wait_until_gone(60)
    client.close()
    until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie", "its end")
    left = {path.name for path in home.library.iterdir()}
    assert left <= {"library.sqlite3", "library.seal", "owner.lock", "backups", "thumbnails"}
    assert Client.connect(home.library) is None


def test_a_worker_that_can_not_start_is_reported_with_what_to_do(home, tmp_path):
    with (
        home.worker(command=[str(tmp_path / "missing")], patience=5.0) as worker,
        pytest.raises(PhotoClipError, match="can't be started"),
    ):
        worker.state()
    with (
        home.worker(command=[sys.executable, "-c", "raise SystemExit(3)"], patience=1.0) as worker,
        pytest.raises(PhotoClipError, match="doesn't start") as caught,
    ):
        worker.state()
    assert "photoclip watch" in caught.value.hint


def test_a_damaged_library_is_named_as_the_reason_why_no_worker_starts(home):
    file = home.library / "library.sqlite3"
    content = bytearray(file.read_bytes())
    content[5000] ^= 0xFF
    file.write_bytes(content)
    with (
        home.worker(patience=30.0) as worker,
        pytest.raises(PhotoClipError, match="is damaged") as caught,
    ):
        worker.state()
    assert "doctor --repair" in caught.value.hint


def test_the_worker_is_polite(home):
    with home.worker() as worker:
        process = psutil.Process(worker.state().pid)
        assert process.nice() == 10
        assert process.ionice().ioclass == psutil.IOPRIO_CLASS_BE
        assert process.ionice().value == 7


def wrapped(home, change):
    """The command of a worker whose program was changed by one line of Python first."""
    start = f"import sys; {change}; from photoclip.cli.main import run; run(sys.argv[1:])"
    return [
        sys.executable,
        "-P",
        "-c",
        start,
        "--library",
        str(home.library),
        "watch",
        "--background",
    ]


def test_a_worker_nobody_needs_ends_and_one_told_to_stay_does_not(home):
    soon = (
        "import photoclip.worker.process as p, photoclip.worker.watching as w; "
        "p.LINGER_S = w._LONGEST_WAIT_S = 0.1"
    )
    command = wrapped(home, soon)
    with home.worker(command=command) as worker:
        first = psutil.Process(worker.state().pid)
    until(lambda: not first.is_running() or first.status() == "zombie", "its end")
    with home.worker(command=command) as worker:
        worker.apply(SetSetting("worker.stay", True))
        second = psutil.Process(worker.state().pid)
    client = Client.connect(home.library)
    try:
        assert client.state().pid == second.pid
        client.apply(SetSetting("worker.stay", None))
    finally:
        client.close()
    until(lambda: not second.is_running() or second.status() == "zombie", "its end")


def test_a_worker_on_battery_waits_for_the_mains_unless_told_not_to(home):
    unplugged = "type('B', (), {'power_plugged': False})()"
    command = wrapped(home, f"import psutil; psutil.sensors_battery = lambda: {unplugged}")
    home.photo("one.jpg", 1)
    with home.worker(command=command) as worker:
        home.add_root(worker)
        until(lambda: worker.state().waiting == 1, "the scan")
        assert worker.state().reason == "on battery"
        assert home.names() == set()
        worker.apply(SetSetting("worker.on_battery", True))
        until(lambda: home.names() == {"one.jpg"}, "reading on battery")


def test_a_folder_taken_out_and_added_again_at_once_is_looked_through(home):
    home.photo("first.jpg", 1)
    with home.worker() as worker:
        home.add_root(worker)
        until(lambda: home.names() == {"first.jpg"}, "the first scan")
        until(lambda: worker.state().activity is Activity.IDLE, "a worker at rest")
        path = os.fsencode(home.photos)
        worker.apply(Together((RemoveRoot(path), AddRoot(path))))
        until(lambda: home.names() == {"first.jpg"}, "the photo of the new root")


@pytest.mark.torch
def test_ignored_files_are_neither_scanned_nor_watched(home):
    home.photo("keep.jpg", 1)
    home.photo("Exports/small.jpg", 2)
    home.photo(".hidden/secret.jpg", 3)
    home.photo("@eaDir/thumb.jpg", 4)
    with home.worker() as worker:
        worker.apply(SetSetting("worker.ignore", ["/Exports/", "*.bmp"]))
        home.add_root(worker)
        until(lambda: home.names() == {"keep.jpg"}, "the scan")
        home.photo("Exports/late.jpg", 5)
        home.photo("late.bmp", 6)
        home.photo("late.jpg", 7)
        until(lambda: home.names() == {"keep.jpg", "late.jpg"}, "a new photo")
        worker.apply(SetSetting("worker.ignore", None))
        every = {"keep.jpg", "late.jpg", "late.bmp", "Exports/small.jpg", "Exports/late.jpg"}
        until(lambda: home.names() == every, "what is no longer ignored")


def test_a_worker_that_stops_does_not_wait_for_the_indexing_of_others(home):
    """Whoever waits is not told to give up: it goes on with the next owner, or as its own."""
    for number in range(60):
        home.photo(f"{number}.jpg", number)
    slow = (
        "import time, photoclip.indexing.pipeline as p; keep = p.Pipeline._take; "
        "p.Pipeline._take = lambda *a: (time.sleep(1.0), keep(*a))[1]"
    )
    with home.worker(command=wrapped(home, slow)) as worker:
        worker.pause()
        home.add_root(worker)
        client = Client.connect(home.library)
        reports = []

        def index():
            with Session.open(home.library, owner=True) as session:
                reports.append(session.index())

        indexing = threading.Thread(target=index)
        indexing.start()
        until(lambda: worker.state().activity is Activity.READING, "the client's round")
        pid = worker.state().pid
    client.stop()
    indexing.join(120)
    assert client.wait_until_gone(60)
    client.close()
    until(lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == "zombie", "its end")
    assert len(home.names()) == 60
    assert len(reports) == 1


def test_a_disk_that_was_full_for_a_while_is_read_on_by_itself(home):
    """The first reading fails as on a full disk; nobody asks again."""
    full = (
        "import photoclip.worker.watching as w, photoclip.indexing.service as s; w.HOLD_S = 0.5; "
        "from photoclip.core.errors import DiskFullError; keep = s.Indexer.read; left = [1]; "
        "s.Indexer.read = lambda *a, **k: keep(*a, **k) if not left or left.clear() "
        "else (_ for _ in ()).throw(DiskFullError('full', 'make room'))"
    )
    home.photo("one.jpg", 1)
    with home.worker(command=wrapped(home, full)) as worker:
        home.add_root(worker)
        until(lambda: home.names() == {"one.jpg"}, "the second attempt")
        assert worker.state().reason == ""


def test_what_keeps_the_worker_from_reading_is_in_its_state(home):
    full = (
        "import photoclip.indexing.service as s; from photoclip.core.errors import DiskFullError; "
        "s.Indexer.read = lambda *a, **k: (_ for _ in ()).throw(DiskFullError('full', 'make room'))"
    )
    home.photo("one.jpg", 1)
    with home.worker(command=wrapped(home, full)) as worker:
        home.add_root(worker)
        until(lambda: worker.state().reason == "full", "the reason")
        assert worker.state().activity is Activity.PAUSED


@pytest.mark.torch
def test_a_worker_starts_where_its_log_can_not_be_written(home, monkeypatch, tmp_path):
    (tmp_path / "file").write_bytes(b"no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file" / "state"))
    with home.worker() as worker:
        assert worker.state().pid
