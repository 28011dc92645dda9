"""What breaks around the window: processes that die, drives that go, a full disk, a bug of ours."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from conftest import stop_worker
from person import Key, Person, found, modal
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from photoclip.core import paths
from photoclip.gui.models.photos import Role
from photoclip.gui.views import crash
from photoclip.gui.views.crash import CrashReporter
from photoclip.gui.views.notices import Weight
from photoclip.worker.client import Client

_FAULTS = str(Path(__file__).parents[1] / "faults")
if _FAULTS not in sys.path:
    sys.path.append(_FAULTS)

from fault_drives import Drive, Filler, Mounts  # noqa: E402

MEGABYTE = 1 << 20


@pytest.fixture
def mounts():
    opened = Mounts()
    yield opened
    opened.close()


def worker_of(library: Path) -> int:
    """The process that owns a library."""
    client = Client.connect(library)
    assert client is not None
    with closing(client):
        return client.state().pid


# --- processes ---------------------------------------------------------------------------------------


def test_a_search_survives_the_worker_that_died_over_it(visitor, samples):
    owner = visitor.window.owner
    visitor.until(lambda: owner._worker is not None and owner._worker._client is not None)
    pid = worker_of(samples)
    os.kill(pid, signal.SIGSTOP)  # so that the search waits for it
    visitor.types("a cat on a sofa")
    visitor.presses(Key.Key_Return)
    visitor.until(lambda: visitor.window.browser.search.line.running)
    os.kill(pid, signal.SIGKILL)
    visitor.until(lambda: visitor.notice("restarted"))
    assert visitor.notice("restarted").weight is Weight.PASSING
    visitor.until(lambda: visitor.window.searching.listing.ranked, 120)
    assert visitor.window.searching.text == "a cat on a sofa"
    assert sum(visitor.window.searching.listing.counts.values()) > 100
    assert modal() is None
    assert worker_of(samples) != pid
    assert visitor.notice("refused") is None


def test_a_search_survives_the_browse_process_that_died_over_it(visitor):
    process = visitor.window.asker._process._running._process
    os.kill(process.pid, signal.SIGSTOP)
    visitor.types("type:avif")
    visitor.presses(Key.Key_Return)
    os.kill(process.pid, signal.SIGKILL)
    visitor.until(lambda: visitor.notice("restarted"))
    assert visitor.notice("restarted").weight is Weight.PASSING
    visitor.until(lambda: visitor.chips == ["type:avif"])
    visitor.settled()
    assert 0 < visitor.window.photos.rowCount() < 100
    assert modal() is None
    visitor.window.browser.grid.setCurrentIndex(visitor.window.photos.index(0))
    visitor.until(lambda: visitor.window.inspecting.details is not None)


# --- drives ------------------------------------------------------------------------------------------


def goes_and_comes_back(person: Person, root: Path, go, come) -> None:
    """The photos of a root that goes stay, and say that they are away until it comes back."""
    window = person.window
    model = window.photos
    rows = range(model.rowCount())
    person.until(lambda: all(model.pixmap_at(row) is not None for row in rows))
    go()
    person.until(lambda: person.notice(f"away-{root}"), 120)
    assert "is not connected" in person.notice(f"away-{root}").text
    assert "4 photos stay" in person.notice(f"away-{root}").detail
    cards = lambda: [model.index(row).data(Role.CARD) for row in rows]  # noqa: E731
    person.until(lambda: all(card is not None and card.offline for card in cards()))
    assert len(person.names()) == 4
    role = Qt.ItemDataRole.AccessibleTextRole
    assert all(model.index(row).data(role).endswith("offline") for row in rows)
    assert not any(model.pixmap_at(row).isNull() for row in rows)
    come()
    person.until(lambda: person.notice(f"away-{root}") is None, 120)
    person.until(lambda: not any(card is None or card.offline for card in cards()))
    assert len(person.names()) == 4


def test_a_folder_that_is_moved_away_is_offline_until_it_is_back(person, own_copy):
    root, elsewhere = own_copy.parent / "pictures", own_copy.parent / "elsewhere"
    goes_and_comes_back(
        person, root, lambda: root.rename(elsewhere), lambda: elsewhere.rename(root)
    )


def test_a_drive_that_is_pulled_out_is_offline_until_it_is_back(
    own_copy, tmp_path, mounts, open_window, until
):
    drive = Drive(mounts, tmp_path / "drive.img", 24 * MEGABYTE)
    root = tmp_path / "drive"
    drive.plug_in(root)
    for file in (own_copy.parent / "pictures").iterdir():
        shutil.copy2(file, root)
    library = tmp_path / "library"
    try:
        person = Person(open_window(library), until)
        until(person.window.welcome.isVisible)
        person.window.setting_up.add_folders((os.fsencode(root),))
        until(lambda: len(person.names()) == 4 and None not in person.names())
        until(lambda: all(person.window.photos.key_at(row) > 0 for row in range(4)))
        goes_and_comes_back(person, root, lambda: drive.pull_out(root), lambda: drive.plug_in(root))
    finally:
        stop_worker(library)


# --- a full disk -------------------------------------------------------------------------------------


def test_a_full_disk_is_told_with_a_way_on_and_nothing_is_lost(
    own_copy, tmp_path, mounts, open_window, until
):
    disk = mounts.tmpfs(tmp_path / "disk", 40 * MEGABYTE)
    pictures = tmp_path / "pictures"
    shutil.copytree(own_copy.parent / "pictures", pictures)
    library, filler = disk / "library", Filler(disk)
    try:
        person = Person(open_window(library), until)
        until(person.window.welcome.isVisible)
        person.window.setting_up.add_folders((os.fsencode(pictures),))
        until(lambda: len(person.names()) == 4 and None not in person.names())
        until(lambda: all(person.window.photos.key_at(row) > 0 for row in range(4)))
        filler.leave(60_000)
        person.selects("boat.jpg")
        # The worker looks at the disk once a second: until then it may still write.
        until(lambda: person.notice("refused") or person.presses(Key.Key_3))
        until(lambda: not person.window.owner._unsaved)
        person.takes_up("refused")
        until(lambda: person.notice("refused") is None)
        person.presses(Key.Key_4)
        until(lambda: person.notice("refused"))
        assert person.notice("refused").weight is Weight.TROUBLE
        assert "Free some space" in person.notice("refused").detail
        assert person.notice("refused").button
        assert found(library, "rating:4") == set()
        for number in range(5):
            picture = Image.linear_gradient("L").rotate(17 * number).resize((300, 200))
            picture.convert("RGB").save(pictures / f"new {number}.png")
        until(lambda: person.notice("resting"), 120)
        assert person.notice("resting").weight is Weight.TROUBLE
        assert person.notice("resting").button == "Try again"
        filler.remove()
        person.notice("resting").act()
        until(lambda: len(found(library, "")) == 9, 120)
        until(lambda: len(person.names()) == 9)
        until(lambda: person.notice("resting") is None)
        person.selects("boat.jpg")
        person.presses(Key.Key_4)
        until(lambda: found(library, "rating:4") == {"boat.jpg"})
        until(lambda: person.notice("refused") is None)
    finally:
        filler.remove()
        stop_worker(library)


# --- a bug of ours -----------------------------------------------------------------------------------


@pytest.fixture
def reporter(monkeypatch, application):
    """The crash reporter, with the hooks that pytest has of its own taken away for the test."""
    reporter = CrashReporter()
    monkeypatch.setattr(sys, "excepthook", reporter.report)
    monkeypatch.setattr(threading, "excepthook", reporter._from_thread)
    yield reporter
    if reporter.dialog is not None:
        reporter.dialog.close()


@pytest.mark.qt_no_exception_capture
def test_a_bug_is_told_once_and_logged_and_the_window_goes_on(person, reporter, capfd):
    shown: list[str] = []
    reporter.shown.connect(shown.append)

    def bug() -> None:
        raise RuntimeError("a bug in a slot")

    def bug_elsewhere() -> None:
        raise RuntimeError("a bug in a thread")

    QTimer.singleShot(0, bug)
    person.until(lambda: reporter.dialog is not None and reporter.dialog.isVisible())
    assert "a bug in a slot" in reporter.dialog.report.toPlainText()
    thread = threading.Thread(target=bug_elsewhere)
    thread.start()
    thread.join()
    log = paths.log_dir() / "window.log"
    person.until(lambda: "a bug in a thread" in log.read_text("utf-8"))
    assert "a bug in a slot" in log.read_text("utf-8")
    QApplication.processEvents()
    assert len(shown) == 1  # one dialog is enough
    reporter.dialog.close()
    QTimer.singleShot(0, bug)
    person.until(lambda: log.read_text("utf-8").count("a bug in a slot") >= 2)
    QApplication.processEvents()
    assert len(shown) == 1  # what was told is not told again
    person.searches("name:boat*")
    person.sees("boat.jpg")
    assert "RuntimeError: a bug in a slot" in capfd.readouterr().err
    assert crash.log_file() == log
