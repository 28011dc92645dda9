"""The watcher over real folders, real events and the kernel's real limits."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import shutil
import sys
import threading
import time

import pytest
from watchdog.observers.polling import PollingObserver

from photoclip.folders import watcher as watcher_module
from photoclip.folders.ignore import IgnoreRules
from photoclip.folders.observer import ObserverWatches
from photoclip.folders.scan import look, scan
from photoclip.folders.settle import Settler
from photoclip.folders.volumes import Volume
from photoclip.folders.watcher import Watcher
from photoclip.indexing.service import is_photo

LIMITS = "/proc/sys/fs/inotify"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")


class Told:
    """Collects what a watcher says."""

    def __init__(self):
        self.changes = []
        self.states = []
        self.hold = None  # an Event that the watcher's thread waits for

    def change(self, root, path):
        self.changes.append((root, path))
        if self.hold is not None:
            self.hold.wait(60)

    def state(self, root, state):
        self.states.append((root, state))

    def paths(self, root):
        return {path for told, path in self.changes if told == os.fsencode(root)}


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def open_watcher(told):
    with contextlib.ExitStack() as stack:

        def make(**options):
            watcher = Watcher(told.change, on_state=told.state, **options)
            stack.callback(watcher.close)
            return watcher

        yield make
        if told.hold is not None:
            told.hold.set()


@pytest.fixture
def watching(open_watcher, root):
    """A watcher that watches ``root``."""
    watcher = open_watcher()
    assert watcher.watch(os.fsencode(root)).native
    return watcher


@pytest.fixture
def sees(told, root, until):
    """Waits until these paths were told, then forgets everything told so far."""

    def wait(*paths, where=None):
        wanted = set(paths)
        until(lambda: wanted <= told.paths(where or root))
        seen = told.paths(where or root)
        told.changes.clear()
        return seen

    return wait


@contextlib.contextmanager
def limit(name, value):
    """Set one of the kernel's limits for a moment."""
    path = f"{LIMITS}/{name}"
    with open(path) as stream:
        before = stream.read()
    try:
        with open(path, "w") as stream:
            stream.write(str(value))
    except OSError as error:
        pytest.skip(f"{path} can't be changed here: {error}")
    try:
        yield
    finally:
        with open(path, "w") as stream:
            stream.write(before)


def descriptors():
    """The inotify watches this process holds."""
    count = 0
    for name in os.listdir("/proc/self/fdinfo"):
        with contextlib.suppress(OSError), open(f"/proc/self/fdinfo/{name}") as stream:
            count += sum(line.startswith("inotify ") for line in stream)
    return count


# --- what is told ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("watching")
def test_files_that_appear_change_and_go_are_told(root, sees):
    (root / "a.jpg").write_bytes(b"1")
    sees(b"a.jpg")
    with open(root / "a.jpg", "ab") as stream:
        stream.write(b"2")
    sees(b"a.jpg")
    os.utime(root / "a.jpg", (5, 5))
    sees(b"a.jpg")
    os.unlink(root / "a.jpg")
    sees(b"a.jpg")


@pytest.mark.usefixtures("watching")
def test_both_ends_of_a_rename_are_told(root, sees):
    (root / "a.jpg.part").write_bytes(b"1")
    sees(b"a.jpg.part")
    os.rename(root / "a.jpg.part", root / "a.jpg")
    sees(b"a.jpg.part", b"a.jpg")


def test_a_download_under_a_temporary_name_is_due_under_its_final_one(root, until):
    settler = Settler()
    watcher = Watcher(lambda where, path: settler.note(where, path, time.monotonic()))
    try:
        watcher.watch(os.fsencode(root))
        (root / "a.jpg.crdownload").write_bytes(b"1")
        os.rename(root / "a.jpg.crdownload", root / "a.jpg")
        due = set()

        def arrived():
            due.update(settler.due(time.monotonic()).get(os.fsencode(root), ()))
            return b"a.jpg" in due

        until(arrived)
    finally:
        watcher.close()


@pytest.mark.usefixtures("watching")
def test_reading_is_not_told(root, sees):
    (root / "a.jpg").write_bytes(b"1")
    (root / "before").write_bytes(b"")
    sees(
        b"a.jpg", b"before"
    )  # all of a.jpg's own events are told; those of "before" may still come
    (root / "a.jpg").read_bytes()
    os.listdir(root)
    (root / "mark").write_bytes(b"")
    assert b"a.jpg" not in sees(b"mark")


@pytest.mark.usefixtures("watching")
def test_new_folders_are_told_and_watched(root, tmp_path, sees):
    (root / "a" / "b").mkdir(parents=True)
    (root / "a" / "b" / "1.jpg").write_bytes(b"1")
    sees(b"a", b"a/b/1.jpg")
    # One event, after all of those before it: that the first file was closed is told by then.
    (tmp_path / "moved.jpg").write_bytes(b"1")
    os.rename(tmp_path / "moved.jpg", root / "a" / "b" / "moved.jpg")
    sees(b"a/b/moved.jpg")
    (root / "a" / "b" / "2.jpg").write_bytes(b"1")
    assert sees(b"a/b/2.jpg") == {b"a/b/2.jpg"}


@pytest.mark.usefixtures("watching")
def test_no_file_is_missed_in_folders_made_and_filled_at_once(root, told, until):
    wanted = set()
    for number in range(100):
        folder = f"n{number}/x/y"
        os.makedirs(root / folder)
        (root / folder / "1.jpg").write_bytes(b"1")
        wanted.add(f"{folder}/1.jpg".encode())
    until(lambda: wanted <= told.paths(root))


@pytest.mark.usefixtures("watching")
def test_a_folder_moved_in_is_told_as_one_and_watched(root, tmp_path, sees):
    (tmp_path / "away" / "deep").mkdir(parents=True)
    (tmp_path / "away" / "deep" / "1.jpg").write_bytes(b"1")
    os.rename(tmp_path / "away", root / "in")
    assert sees(b"in") == {b"in"}
    (root / "in" / "deep" / "2.jpg").write_bytes(b"1")
    assert sees(b"in/deep/2.jpg") == {b"in/deep/2.jpg"}


def test_a_renamed_folder_is_told_under_both_names_and_watched_under_the_new_one(
    open_watcher, root, sees
):
    (root / "a" / "deep").mkdir(parents=True)
    (root / "b").mkdir()
    open_watcher().watch(os.fsencode(root))
    watches = descriptors()
    assert watches == 4
    os.rename(root / "a", root / "b" / "c")
    sees(b"a", b"b/c")
    (root / "b" / "c" / "deep" / "1.jpg").write_bytes(b"1")
    assert sees(b"b/c/deep/1.jpg") == {b"b/c/deep/1.jpg"}
    assert descriptors() == watches


def test_a_folder_that_is_moved_out_or_deleted_is_told_and_let_go(
    open_watcher, root, tmp_path, sees, until
):
    (root / "a" / "deep").mkdir(parents=True)
    (root / "b" / "deep").mkdir(parents=True)
    open_watcher().watch(os.fsencode(root))
    os.rename(root / "a", tmp_path / "out")
    sees(b"a")
    (tmp_path / "out" / "1.jpg").write_bytes(b"1")
    shutil.rmtree(root / "b")
    assert not any(path.startswith(b"a") for path in sees(b"b"))
    until(lambda: descriptors() == 1)


@pytest.mark.usefixtures("watching")
def test_a_folder_recreated_under_the_same_name_is_watched(root, sees):
    for _ in range(20):
        (root / "a").mkdir()
        (root / "a" / "1.jpg").write_bytes(b"1")
        shutil.rmtree(root / "a")
    (root / "a").mkdir()
    (root / "mark").write_bytes(b"")
    sees(b"mark")
    (root / "a" / "2.jpg").write_bytes(b"1")
    sees(b"a/2.jpg")


@pytest.mark.usefixtures("watching")
def test_names_that_are_not_utf8_are_told_byte_for_byte(root, sees):
    os.mkdir(os.path.join(os.fsencode(root), b"dir_\xff"))
    with open(os.path.join(os.fsencode(root), b"dir_\xff", b"caf\xe9.jpg"), "wb"):
        pass
    sees(b"dir_\xff/caf\xe9.jpg")


def test_what_the_rules_hide_is_neither_told_nor_watched(open_watcher, root, sees):
    for name in (".cache/deep", "@eaDir", "Exports", "seen"):
        (root / name).mkdir(parents=True)
    watcher = open_watcher(rules=IgnoreRules(["/Exports/", "*.tmp"]))
    watcher.watch(os.fsencode(root))
    assert descriptors() == 2
    for name in (".cache/1.jpg", "@eaDir/1.jpg", "Exports/1.jpg", "x.tmp", ".hidden", "seen/1.jpg"):
        (root / name).write_bytes(b"1")
    (root / ".new").mkdir()
    assert sees(b"seen/1.jpg") == {b"seen/1.jpg"}
    os.rename(root / "Exports", root / "Shown")
    sees(b"Shown")
    (root / "Shown" / "2.jpg").write_bytes(b"1")
    sees(b"Shown/2.jpg")


def test_a_library_inside_a_root_is_silent_but_its_coming_and_going_is_told(
    open_watcher, root, sees
):
    (root / "mine" / "thumbnails").mkdir(parents=True)
    (root / "mine" / "library.sqlite3").write_bytes(b"")
    open_watcher().watch(os.fsencode(root))
    (root / "mine" / "thumbnails" / "a.jpg").write_bytes(b"1")
    (root / "mine" / "library.sqlite3").write_bytes(b"1")
    (root / "mine" / "library.sqlite3-wal").write_bytes(b"1")
    (root / "1.jpg").write_bytes(b"1")
    assert sees(b"1.jpg") == {b"1.jpg"}
    os.unlink(root / "mine" / "library.sqlite3")
    sees(b"mine")
    (root / "mine" / "thumbnails" / "b.jpg").write_bytes(b"1")
    sees(b"mine/thumbnails/b.jpg")
    (root / "mine" / "library.sqlite3").write_bytes(b"1")
    sees(b"mine")
    (root / "mine" / "thumbnails" / "c.jpg").write_bytes(b"1")
    (root / "2.jpg").write_bytes(b"1")
    assert sees(b"2.jpg") == {b"2.jpg"}


def test_folders_behind_links_are_not_watched_and_the_links_are_told(
    open_watcher, root, tmp_path, sees
):
    (tmp_path / "away").mkdir()
    (root / "old").symlink_to(tmp_path / "away")
    open_watcher().watch(os.fsencode(root))
    (root / "new").symlink_to(tmp_path / "away")
    sees(b"new")
    (tmp_path / "away" / "1.jpg").write_bytes(b"1")
    (root / "mark").write_bytes(b"1")
    assert sees(b"mark") == {b"mark"}


def test_a_root_that_is_a_link_is_watched(open_watcher, root, tmp_path, sees):
    (tmp_path / "link").symlink_to(root)
    assert open_watcher().watch(os.fsencode(tmp_path / "link")).native
    (root / "1.jpg").write_bytes(b"1")
    sees(b"1.jpg", where=tmp_path / "link")


def test_roots_inside_one_another_are_both_told(open_watcher, root, told, until):
    (root / "in").mkdir()
    watcher = open_watcher()
    watcher.watch(os.fsencode(root))
    watcher.watch(os.fsencode(root / "in"))
    (root / "in" / "1.jpg").write_bytes(b"1")
    until(lambda: b"in/1.jpg" in told.paths(root) and b"1.jpg" in told.paths(root / "in"))
    watcher.unwatch(os.fsencode(root))
    told.changes.clear()
    (root / "in" / "2.jpg").write_bytes(b"1")
    until(lambda: b"2.jpg" in told.paths(root / "in"))
    assert not told.paths(root)


def test_a_folder_that_may_be_opened_later_is_watched_then(
    open_folder, open_watcher, without_privileges, sees
):
    (open_folder / "locked").mkdir(mode=0o311)
    (open_folder / "locked").chmod(0o311)
    with without_privileges():
        state = open_watcher().watch(os.fsencode(open_folder))
    assert state.native
    assert descriptors() == 1
    (open_folder / "locked").chmod(0o777)
    sees(b"locked", where=open_folder)
    (open_folder / "locked" / "1.jpg").write_bytes(b"1")
    sees(b"locked/1.jpg", where=open_folder)


@pytest.mark.parametrize("seed", range(5))
def test_looking_at_what_was_told_keeps_up_with_anything_that_happens(root, until, seed):
    """Watcher, settler and look together give what a scan gives, however wild it was."""
    rng = random.Random(seed)
    names = ["a", "b", "c", "d.jpg", "e.jpg", "d.xmp", ".h"]
    where = os.fsencode(root)
    settler = Settler()
    known = {}

    def catch_up():
        for paths in settler.due(time.monotonic()).values():
            seen = look(where, paths, is_photo)
            answered = tuple(folder + b"/" for folder in seen.folders)
            if seen.needs_scan:
                known.clear()
                seen.entries = scan(where, is_photo).entries
            for path in list(known):
                if path in seen.files or path.startswith(answered):
                    del known[path]
            known.update((entry.path, entry) for entry in seen.entries)
        return known == {entry.path: entry for entry in scan(where, is_photo).entries}

    watcher = Watcher(lambda told, path: settler.note(told, path, time.monotonic()))
    try:
        watcher.watch(where)
        for _ in range(400):
            one, two = (
                root.joinpath(*(rng.choice(names) for _ in range(rng.randint(1, 4)))) for _ in "12"
            )
            with contextlib.suppress(OSError):
                deed = rng.choice(("write", "write", "mkdir", "mkdir", "move", "move", "remove"))
                if deed == "write":
                    one.write_bytes(b"x" * rng.randint(0, 9))
                elif deed == "mkdir":
                    one.mkdir(parents=True)
                elif deed == "move":
                    os.rename(one, two)
                elif deed == "remove":
                    shutil.rmtree(one) if one.is_dir() else os.unlink(one)
            if rng.random() < 0.02:
                catch_up()
        until(catch_up)
        until(lambda: descriptors() == len(scan_folders(root)))
    finally:
        watcher.close()


def scan_folders(root):
    return [folder for folder, _inside, _files in os.walk(root) if "/.h" not in folder]


# --- lost events ----------------------------------------------------------------------------------


def test_an_overflow_of_the_queue_ends_as_a_scan_of_every_root(
    open_watcher, root, tmp_path, told, until, sees
):
    other = tmp_path / "other"
    other.mkdir()
    with limit("max_queued_events", 64):
        watcher = open_watcher()  # the limit is that of the queue when it is made
        watcher.watch(os.fsencode(root))
        watcher.watch(os.fsencode(other))
    told.hold = threading.Event()
    (root / "first").write_bytes(b"")
    until(lambda: told.changes)  # the reader stands still now
    for number in range(500):
        (root / f"d{number}").mkdir()
        (root / f"d{number}" / "1.jpg").write_bytes(b"1")
    told.hold.set()
    until(lambda: b"" in told.paths(root) and b"" in told.paths(other))
    assert watcher.state(os.fsencode(root)).native
    # and what appeared unseen is watched
    until(lambda: descriptors() == 502)
    (root / "d499" / "2.jpg").write_bytes(b"1")
    until(lambda: b"d499/2.jpg" in told.paths(root))


def test_an_overflow_over_many_folders_does_not_lead_to_the_next(open_watcher, root, told, until):
    """Placing the watches anew must not fill the queue by itself."""
    for number in range(300):
        (root / f"d{number}").mkdir()
    with limit("max_queued_events", 64):
        open_watcher().watch(os.fsencode(root))
    told.hold = threading.Event()
    (root / "first").write_bytes(b"")
    until(lambda: told.changes)
    for number in range(300):
        (root / f"d{number}" / "1.jpg").write_bytes(b"1")
    told.hold.set()
    until(lambda: b"" in told.paths(root))
    (root / "mark").write_bytes(b"")
    until(lambda: b"mark" in told.paths(root))
    assert [path for _root, path in told.changes].count(b"") == 1


# --- limits ---------------------------------------------------------------------------------------


@pytest.mark.alone
def test_too_few_watches_are_said_with_the_way_out_and_nothing_stays_half_watched(
    open_watcher, root, tmp_path, sees
):
    for number in range(30):
        (root / f"d{number}").mkdir()
    other = tmp_path / "other"
    other.mkdir()
    watcher = open_watcher()
    assert watcher.watch(os.fsencode(other)).native
    with limit("max_user_watches", 10):
        state = watcher.watch(os.fsencode(root))
    assert not state.native
    assert "max_user_watches" in state.reason
    assert "sudo sysctl fs.inotify.max_user_watches=524288" in state.hint
    assert watcher.state(os.fsencode(root)) == state
    assert descriptors() == 1
    (other / "1.jpg").write_bytes(b"1")
    sees(b"1.jpg", where=other)
    assert watcher.watch(os.fsencode(root)).native  # once the limit was raised


@pytest.mark.alone
def test_running_out_of_watches_later_is_noticed(open_watcher, root, told, until):
    watcher = open_watcher()
    with limit("max_user_watches", 10):
        assert watcher.watch(os.fsencode(root)).native
        for number in range(30):
            (root / f"d{number}").mkdir()
        until(lambda: told.states)
        ((told_root, state),) = told.states
    assert told_root == os.fsencode(root)
    assert not state.native
    assert "max_user_watches" in state.reason
    assert watcher.state(os.fsencode(root)) == state
    until(lambda: b"" in told.paths(root))
    until(lambda: descriptors() == 0)


@pytest.mark.alone
def test_too_few_queues_are_said_with_the_way_out(open_watcher, root):
    with limit("max_user_instances", 0):
        state = open_watcher().watch(os.fsencode(root))
    assert not state.native
    assert "max_user_instances" in state.hint


# --- roots that come and go -----------------------------------------------------------------------


@pytest.mark.parametrize("how", ["deleted", "renamed"])
def test_a_root_that_vanishes_is_told_and_can_be_watched_again(
    watching, root, tmp_path, told, until, sees, how
):
    (root / "a").mkdir()
    sees(b"a")
    if how == "deleted":
        shutil.rmtree(root)
    else:
        os.rename(root, tmp_path / "elsewhere")
    until(lambda: told.states and b"" in told.paths(root))
    assert not watching.state(os.fsencode(root)).native
    assert not watching.watch(os.fsencode(root)).native
    root.mkdir()
    assert watching.watch(os.fsencode(root)).native
    told.changes.clear()
    (root / "1.jpg").write_bytes(b"1")
    sees(b"1.jpg")
    assert len(told.states) == 1


def test_a_drive_that_is_unplugged_is_told_and_watched_again_when_it_returns(
    open_watcher, disk_images, told, until, sees
):
    (first, _second), place, mount, unmount = disk_images
    watcher = open_watcher()
    mount(first)
    (place / "a").mkdir()
    assert watcher.watch(os.fsencode(place)).native
    unmount()
    until(lambda: told.states and b"" in told.paths(place))
    assert not watcher.state(os.fsencode(place)).native
    mount(first)
    assert watcher.watch(os.fsencode(place)).native
    (place / "a" / "1.jpg").write_bytes(b"1")
    sees(b"a/1.jpg", where=place)
    watcher.unwatch(os.fsencode(place))


def test_watching_a_root_again_tells_everything_once(watching, root, told, sees):
    for _ in range(3):
        assert watching.watch(os.fsencode(root)).native
    (root / "a").mkdir()
    sees(b"a")
    assert descriptors() == 2
    (root / "a").rmdir()
    (root / "mark").write_bytes(b"")
    sees(b"mark")
    assert [path for _root, path in told.changes].count(b"a") <= 1


def test_a_root_that_is_not_watched_any_more_is_silent(watching, root, tmp_path, told, sees):
    other = tmp_path / "other"
    other.mkdir()
    watching.watch(os.fsencode(other))
    watching.unwatch(os.fsencode(root))
    watching.unwatch(b"/never/watched")
    (root / "1.jpg").write_bytes(b"1")
    (other / "1.jpg").write_bytes(b"1")
    sees(b"1.jpg", where=other)
    assert told.paths(root) == set()
    assert not watching.state(os.fsencode(root)).native


@pytest.mark.parametrize("kind", ["missing", "file"])
def test_a_root_that_can_not_be_watched_is_said_with_a_reason(open_watcher, tmp_path, kind):
    path = tmp_path / "x"
    if kind == "file":
        path.write_bytes(b"")
    state = open_watcher().watch(os.fsencode(path))
    assert not state.native
    assert state.reason.endswith(".")


def test_a_network_drive_is_not_watched_from_the_start(open_watcher, root, monkeypatch):
    """The mount can't be had in a test; what the system says about it can."""
    monkeypatch.setattr(
        watcher_module, "identify", lambda _path: Volume(None, "nfs4", True, "nas:/p")
    )
    state = open_watcher().watch(os.fsencode(root))
    assert not state.native
    assert "network" in state.reason
    assert descriptors() == 0


def test_a_watcher_whose_thread_died_says_so_and_a_new_one_takes_over(
    open_watcher, root, until, sees
):
    def fail(_root, _path):
        raise AssertionError("on purpose")

    seen = []
    before, threading.excepthook = threading.excepthook, seen.append
    watcher = Watcher(fail)
    try:
        assert watcher.alive()  # nothing is watched yet
        watcher.watch(os.fsencode(root))
        assert watcher.alive()
        (root / "1.jpg").write_bytes(b"1")
        until(lambda: not watcher.alive())
        assert "unexpectedly" in watcher.state(os.fsencode(root)).reason
        until(lambda: seen)
    finally:
        watcher.close()
        threading.excepthook = before
    assert descriptors() == 0
    successor = open_watcher()
    assert successor.watch(os.fsencode(root)).native
    (root / "2.jpg").write_bytes(b"2")
    sees(b"2.jpg")
    assert successor.alive()


def test_a_closed_watcher_leaves_nothing_behind(root, told):
    threads, opened = threading.active_count(), len(os.listdir("/proc/self/fd"))
    watcher = Watcher(told.change)
    watcher.watch(os.fsencode(root))
    watcher.close()
    watcher.close()
    assert not watcher.watch(os.fsencode(root)).native
    assert threading.active_count() == threads
    assert len(os.listdir("/proc/self/fd")) == opened


def test_ten_thousand_renames_are_all_told(root, told, until, open_watcher):
    count = 10_000
    for number in range(count):
        (root / f"{number}.jpg").write_bytes(b"")
    open_watcher().watch(os.fsencode(root))
    for number in range(count):
        os.rename(root / f"{number}.jpg", root / f"{number}.jpeg")
    wanted = {b"%d.jpeg" % number for number in range(count)}
    until(lambda: wanted <= told.paths(root) or b"" in told.paths(root))


# --- other systems --------------------------------------------------------------------------------


def test_where_there_is_no_inotify_watchdogs_observer_tells_the_same(
    open_watcher, root, told, sees, until
):
    """The polling observer stands in for those of other systems: its events are the same."""
    (root / "mine").mkdir()
    (root / "mine" / "library.sqlite3-wal").write_bytes(b"")
    watcher = open_watcher(
        rules=IgnoreRules(["*.tmp"]),
        open_watches=lambda: ObserverWatches(PollingObserver(timeout=0.05)),
    )
    assert watcher.watch(os.fsencode(root)).native
    name = b"caf\xe9.jpg"
    path = os.path.join(os.fsencode(root), name)
    for hidden in (".hidden", "x.tmp", "mine/library.sqlite3-wal"):
        (root / hidden).write_bytes(b"2")
    with open(path, "wb"):
        pass
    assert sees(name) <= {name, b"mine"}
    os.rename(path, root / "b.jpg")
    sees(name, b"b.jpg")
    (root / "d").mkdir()
    os.rename(root / "b.jpg", root / "d" / "c.jpg")
    sees(b"b.jpg", b"d", b"d/c.jpg")
    shutil.rmtree(root)
    until(lambda: told.states and b"" in told.paths(root))
    assert not watcher.watch(os.fsencode(root)).native
    root.mkdir()
    assert watcher.watch(os.fsencode(root)).native
    (root / "1.jpg").write_bytes(b"1")
    sees(b"1.jpg")


def test_the_reasons_of_the_system_are_told_in_sentences():
    for number in (errno.ENOSPC, errno.EMFILE, errno.ENOENT, errno.EACCES, errno.EIO):
        state = watcher_module._why_not(OSError(number, os.strerror(number)))
        assert not state.native
        assert state.reason.endswith((".", ")."))
        assert "Errno" not in state.reason
