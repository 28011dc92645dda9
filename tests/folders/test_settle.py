"""Settling: with a clock of the test's own, and with real files that are really being written."""

from __future__ import annotations

import mmap
import os
import signal
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoclip.folders import settle
from photoclip.folders.settle import STORM, Observation, Settler, being_written, observe

ROOT = b"/photos"
OTHER = b"/more"
FOLDER = Observation(4096, 1, is_folder=True)


class Disk:
    """A disk that says what the test puts on it, and a clock that the test moves."""

    def __init__(self):
        self.files = {}
        self.open = set()
        self.now = 100.0
        self.looks = 0
        self.settler = Settler(self.observe, lambda path: path in self.open)

    def observe(self, path):
        self.looks += 1
        return self.files.get(path)

    def put(self, name, size=1, mtime=1, root=ROOT):
        self.files[os.path.join(root, name)] = Observation(size, mtime)

    def note(self, *names, root=ROOT):
        for name in names:
            self.settler.note(root, name, self.now)

    def due(self):
        return self.settler.due(self.now)

    def run(self, until):
        """Ask whenever the settler says so, as its owner does; what was due, and when."""
        told = []
        while (wait := self.settler.next_due(self.now)) is not None and self.now + wait <= until:
            self.now += max(wait, 0.01)
            if due := self.due():
                told.append((round(self.now - 100.0, 2), due))
        self.now = max(self.now, until)
        return told


@pytest.fixture
def disk():
    return Disk()


def test_noting_touches_no_disk(disk):
    disk.note(b"a.jpg", b"b.jpg")
    assert disk.looks == 0
    assert disk.settler.next_due(disk.now) is not None


def test_nothing_noted_is_never_due(disk):
    assert disk.settler.next_due(disk.now) is None
    assert disk.due() == {}


def test_a_file_copied_in_one_go_is_due_after_the_quiet_time(disk):
    disk.put(b"a.jpg")
    disk.note(b"a.jpg")
    assert disk.run(110.0) == [(0.3, {ROOT: {b"a.jpg"}})]
    assert disk.settler.next_due(disk.now) is None


def test_every_event_begins_the_quiet_time_again(disk):
    disk.put(b"a.jpg")
    for _ in range(10):
        disk.note(b"a.jpg")
        disk.run(disk.now + 0.2)
    assert disk.run(disk.now + 1)[0][1] == {ROOT: {b"a.jpg"}}
    assert disk.now - 100.0 >= 2.0


def test_a_file_is_not_due_before_it_was_seen_twice_the_same(disk):
    disk.put(b"a.jpg", size=1)
    disk.note(b"a.jpg")
    disk.now += 5  # nobody asked in the meantime
    assert disk.due() == {}
    disk.put(b"a.jpg", size=2)  # grown, without an event
    disk.now += 0.3
    assert disk.due() == {}
    disk.now += 0.3
    assert disk.due() == {ROOT: {b"a.jpg"}}


@pytest.mark.parametrize("change", [{"size": 2}, {"mtime": 2}])
def test_a_file_that_changes_in_size_or_time_is_not_due(disk, change):
    disk.put(b"a.jpg")
    disk.note(b"a.jpg")
    disk.due()
    disk.put(b"a.jpg", **change)
    disk.now += 0.3
    assert disk.due() == {}


def test_a_preallocated_file_is_due_only_when_it_was_closed(disk):
    disk.put(b"a.jpg", size=1000)
    disk.open.add(b"/photos/a.jpg")
    disk.note(b"a.jpg")
    assert disk.run(120.0) == []
    disk.open.clear()
    disk.note(b"a.jpg")
    assert [due for _when, due in disk.run(121.0)] == [{ROOT: {b"a.jpg"}}]


def test_an_open_file_is_asked_after_growing_waits(disk):
    disk.put(b"a.jpg")
    disk.open.add(b"/photos/a.jpg")
    disk.note(b"a.jpg")
    waits = []
    while disk.now < 140.0:
        wait = disk.settler.next_due(disk.now)
        waits.append(wait)
        disk.now += wait
        assert disk.due() == {}
    assert waits == sorted(waits)
    assert waits[0] == pytest.approx(0.3)
    assert waits[-1] == pytest.approx(settle.LONGEST_WAIT_S)


def test_a_file_that_is_closed_without_an_event_is_found_at_the_next_question(disk):
    disk.put(b"a.jpg")
    disk.open.add(b"/photos/a.jpg")
    disk.note(b"a.jpg")
    disk.run(110.0)
    disk.open.clear()
    assert [due for _when, due in disk.run(116.0)] == [{ROOT: {b"a.jpg"}}]


def test_an_open_file_that_never_changes_is_due_after_a_minute(disk):
    disk.put(b"a.jpg")
    disk.open.add(b"/photos/a.jpg")
    disk.note(b"a.jpg")
    assert disk.run(159.0) == []
    ((when, due),) = disk.run(170.0)
    assert due == {ROOT: {b"a.jpg"}}
    assert 60.0 <= when <= 65.1


def test_an_open_file_that_changes_now_and_then_is_not_abandoned(disk):
    disk.put(b"a.jpg")
    disk.open.add(b"/photos/a.jpg")
    disk.note(b"a.jpg")
    for size in range(2, 8):
        assert disk.run(disk.now + 50) == []
        disk.put(b"a.jpg", size=size)
    assert disk.run(disk.now + 50) == []


def test_what_is_gone_is_due_after_the_quiet_time(disk):
    disk.note(b"gone.jpg")
    assert disk.run(110.0) == [(0.3, {ROOT: {b"gone.jpg"}})]


def test_both_ends_of_a_move_are_due_together_also_between_roots(disk):
    disk.put(b"new.jpg", root=OTHER)
    disk.note(b"old.jpg")
    disk.now += 0.05
    disk.note(b"new.jpg", root=OTHER)
    assert [due for _when, due in disk.run(110.0)] == [{ROOT: {b"old.jpg"}, OTHER: {b"new.jpg"}}]


def test_the_first_end_of_a_move_waits_also_when_it_is_the_new_one(disk):
    disk.put(b"new.jpg")
    disk.note(b"new.jpg")
    disk.run(disk.now + 0.05)
    disk.note(b"old.jpg")
    assert [due for _when, due in disk.run(110.0)] == [{ROOT: {b"old.jpg", b"new.jpg"}}]


def test_a_finished_file_does_not_wait_for_one_that_is_still_written(disk):
    disk.put(b"done.jpg")
    disk.put(b"slow.jpg")
    disk.open.add(b"/photos/slow.jpg")
    disk.note(b"slow.jpg", b"done.jpg")
    ((when, due),) = disk.run(130.0)
    assert due == {ROOT: {b"done.jpg"}}
    assert when <= 0.5


def test_a_steady_stream_of_files_keeps_coming_out(disk):
    late = []
    for number in range(200):
        name = b"%d.jpg" % number
        disk.put(name)
        disk.note(name)
        late += disk.run(disk.now + 0.05)
    late += disk.run(disk.now + 1)
    seen = {name: when for when, due in late for name in due[ROOT]}
    assert len(seen) == 200
    assert max(when - int(name[:-4]) * 0.05 for name, when in seen.items()) < 0.8


def test_a_folder_that_appears_is_due_after_the_quiet_time(disk):
    disk.files[b"/photos/new"] = FOLDER
    disk.note(b"new")
    assert disk.run(110.0) == [(0.3, {ROOT: {b"new"}})]


def test_a_folder_waits_for_the_files_in_it_but_not_for_ever(disk):
    disk.files[b"/photos/new"] = FOLDER
    disk.put(b"new/a.jpg")
    disk.put(b"newer.jpg")
    disk.open.add(b"/photos/new/a.jpg")
    disk.note(b"new", b"new/a.jpg", b"newer.jpg")
    assert [due for _when, due in disk.run(109.0)] == [{ROOT: {b"newer.jpg"}}]
    ((when, due),) = disk.run(140.0)
    assert due == {ROOT: {b"new"}}
    assert when <= settle.STORM_LONGEST_S + settle.LONGEST_WAIT_S
    disk.open.clear()
    disk.note(b"new/a.jpg")
    assert [due for _when, due in disk.run(141.0)] == [{ROOT: {b"new/a.jpg"}}]


def test_a_folder_is_due_together_with_the_files_in_it(disk):
    disk.files[b"/photos/new"] = FOLDER
    disk.put(b"new/a.jpg")
    disk.note(b"new", b"new/a.jpg")
    assert [due for _when, due in disk.run(110.0)] == [{ROOT: {b"new", b"new/a.jpg"}}]


def test_a_storm_becomes_one_scan_of_its_root_when_it_is_over(disk):
    names = [b"%d.jpg" % number for number in range(STORM + 1)]
    disk.put(b"calm.jpg", root=OTHER)
    disk.note(b"calm.jpg", root=OTHER)
    disk.note(*names)
    told = disk.run(130.0)
    assert told == [(0.3, {OTHER: {b"calm.jpg"}}), (1.0, {ROOT: {b""}})]
    assert disk.looks < 10
    assert disk.settler.next_due(disk.now) is None


def test_a_storm_that_gathers_slowly_is_one_too(disk):
    for number in range(STORM):
        name = b"%d.jpg" % number
        disk.put(name)
        disk.open.add(b"/photos/" + name)
        disk.note(name)
        disk.settler.next_due(disk.now)
    disk.note(b"last.jpg")
    assert [due for _when, due in disk.run(130.0)] == [{ROOT: {b""}}]


def test_a_storm_without_an_end_is_scanned_now_and_then_and_at_its_end(disk):
    told = []
    for number in range(250):  # 25 seconds
        disk.note(*(b"%d/%d" % (number, inner) for inner in range(600)))
        told += disk.run(disk.now + 0.1)
    told += disk.run(disk.now + 10)
    assert all(due == {ROOT: {b""}} for _when, due in told)
    moments = [when for when, _due in told]
    assert len(moments) == 3
    assert moments[0] == pytest.approx(10.0, abs=0.1)
    assert moments[1] == pytest.approx(20.0, abs=0.2)
    assert moments[2] == pytest.approx(26.0, abs=0.5)


def test_a_root_in_doubt_is_scanned_and_swallows_its_paths(disk):
    disk.put(b"a.jpg")
    disk.note(b"a.jpg", b"", b"b.jpg")
    disk.settler.next_due(disk.now)
    disk.note(b"c.jpg")
    assert disk.run(130.0) == [(1.0, {ROOT: {b""}})]


def test_after_a_storm_single_paths_are_due_again(disk):
    disk.note(b"")
    disk.run(102.0)
    disk.put(b"a.jpg")
    disk.note(b"a.jpg")
    assert [due for _when, due in disk.run(110.0)] == [{ROOT: {b"a.jpg"}}]


@given(
    st.lists(
        st.tuples(
            st.sampled_from([b"a", b"b", b"b/c", b"b/d", b""]),
            st.sampled_from([ROOT, OTHER]),
            st.sampled_from(["put", "grow", "remove", "folder", "open", "close", "nothing"]),
            st.floats(0.0, 3.0),
        ),
        max_size=20,
    )
)
def test_everything_noted_is_due_in_the_end_and_never_while_it_changes(events):
    disk = Disk()
    noted, told = set(), set()
    for name, root, deed, pause in events:
        path = os.path.join(root, name)
        if name and deed in ("put", "grow"):
            size = disk.files[path].size + 1 if path in disk.files else 1
            disk.put(name, size=size, root=root)
        elif name and deed == "folder":
            disk.files[path] = FOLDER
        elif deed == "remove":
            disk.files.pop(path, None)
        elif deed == "open":
            disk.open.add(path)
        elif deed == "close":
            disk.open.discard(path)
        disk.note(name, root=root)
        noted.add((root, name))
        for when, due in disk.run(disk.now + pause):
            for due_root, names in due.items():
                for due_name in names:
                    told.add((due_root, due_name))
                    there = disk.files.get(os.path.join(due_root, due_name))
                    plain = due_name and there is not None and not there.is_folder
                    if plain and when < settle.ABANDONED_S:
                        assert os.path.join(due_root, due_name) not in disk.open
    for _when, due in disk.run(disk.now + 200):
        told |= {(root, name) for root, names in due.items() for name in names}
    assert disk.settler.next_due(disk.now) is None
    assert all((root, name) in told or (root, b"") in told for root, name in noted)


def test_notes_from_many_threads_all_arrive(disk):
    def work(part):
        for number in range(100):
            disk.settler.note(ROOT, b"%d/%d" % (part, number), disk.now)

    threads = [threading.Thread(target=work, args=(part,)) for part in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ((_when, due),) = disk.run(130.0)
    assert len(due[ROOT]) == 800


# --- real files -----------------------------------------------------------------------------------

linux = pytest.mark.skipif(
    sys.platform != "linux", reason="no lease tells here whether a file is open for writing"
)


@linux
def test_a_file_is_being_written_for_as_long_as_it_is_open_for_writing(tmp_path):
    path = os.fsencode(tmp_path / "a.jpg")
    with open(path, "wb") as stream:
        stream.write(b"x")
        assert being_written(path)
        with open(path, "rb"):
            assert being_written(path)
    assert not being_written(path)
    with open(path, "rb"):
        assert not being_written(path)


@linux
def test_a_file_another_process_writes_is_being_written(tmp_path, until):
    path = tmp_path / "a.jpg"
    writer = subprocess.Popen(
        [sys.executable, "-c", "import sys; f = open(sys.argv[1], 'wb'); sys.stdin.read()", path],
        stdin=subprocess.PIPE,
    )
    try:
        assert until(lambda: being_written(os.fsencode(path)))
    finally:
        writer.communicate()
    assert not being_written(os.fsencode(path))


@linux
def test_a_file_that_is_written_through_memory_is_being_written(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(bytes(4096))
    descriptor = os.open(path, os.O_RDWR)
    with mmap.mmap(descriptor, 4096) as memory:
        os.close(descriptor)
        memory[0] = 1
        assert being_written(os.fsencode(path))
    assert not being_written(os.fsencode(path))


@linux
def test_asking_harms_neither_the_writer_nor_this_process(tmp_path):
    """A writer that comes while the lease is held makes the kernel send a signal; it must not kill."""
    path = os.fsencode(tmp_path / "a.jpg")
    with open(path, "wb"):
        pass
    asker = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, os\nfrom photoclip.folders.settle import being_written\n"
            "print('ready', flush=True)\n"
            "for _ in range(20000): being_written(os.fsencode(sys.argv[1]))\n",
            path,
        ],
        stdout=subprocess.PIPE,
    )
    assert asker.stdout.readline() == b"ready\n"
    opened = 0
    while asker.poll() is None:
        with open(path, "r+b") as stream:
            stream.write(b"x")
        opened += 1
    asker.stdout.close()
    assert asker.returncode == 0, signal.Signals(-asker.returncode)
    assert opened > 100


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "link to nowhere"])
def test_what_is_not_a_file_is_not_being_written(tmp_path, kind):
    path = tmp_path / "x"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "link to nowhere":
        path.symlink_to("nowhere")
    assert not being_written(os.fsencode(path))


def test_observing_follows_links_and_sees_nothing_where_nothing_is(tmp_path):
    (tmp_path / "a").write_bytes(b"four")
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "dangling").symlink_to("nowhere")
    os.utime(tmp_path / "a", ns=(1, 2_000_000_001))
    assert observe(os.fsencode(tmp_path / "a")) == Observation(4, 2_000_000_001)
    assert observe(os.fsencode(tmp_path / "link")) == observe(os.fsencode(tmp_path / "a"))
    assert observe(os.fsencode(tmp_path)).is_folder
    assert observe(os.fsencode(tmp_path / "dangling")) is None


@linux
def test_a_slow_copy_is_due_only_after_it_was_closed(tmp_path):
    clock = 0.0
    settler = Settler()
    root, path = os.fsencode(tmp_path), tmp_path / "a.jpg"
    with open(path, "wb") as stream:
        settler.note(root, b"a.jpg", clock)
        for _ in range(50):
            stream.write(b"x" * 1000)
            stream.flush()
            clock += 0.5
            assert settler.due(clock) == {}
    settler.note(root, b"a.jpg", clock)
    assert settler.due(clock) == {}
    assert settler.due(clock + 0.3) == {root: {b"a.jpg"}}
