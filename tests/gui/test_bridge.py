"""What crosses a process or a thread boundary into Qt."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtTest import QSignalSpy

from photoclip.browse.messages import ItemKey
from photoclip.gui.bridge.command_line import Channel
from photoclip.gui.bridge.library import LibraryOwner
from photoclip.gui.bridge.thumbnails import ThumbnailLoader
from photoclip.gui.bridge.trash import move_to_trash, restore


def names(rows):
    return [Path(row["path"]).name for row in rows]


def search(channel, query):
    channel.ask("search", "--json", "--", query)


def wait(channel, until):
    """What it answers, and what it says is wrong."""
    answered, failed = QSignalSpy(channel.answered), QSignalSpy(channel.failed)
    until(lambda: answered.count() or failed.count())
    return (answered.at(0)[0] if answered.count() else None), (
        failed.at(0)[0] if failed.count() else ""
    )


@pytest.fixture
def channel(library):
    channel = Channel(library)
    yield channel
    channel.close()


@pytest.fixture
def loader():
    loader = ThumbnailLoader(64)
    yield loader
    loader.close()


@pytest.fixture
def thumbnails(library):
    return [os.fsencode(path) for path in sorted((library / "thumbnails").rglob("*.jpg"))]


def test_a_question_is_answered_with_the_rows_the_command_printed(channel, until):
    search(channel, "name:a* sort:name")
    assert channel.busy
    rows, wrong = wait(channel, until)
    assert not wrong
    assert names(rows) == ["apple.jpg", "avocado.jpg"]
    assert not channel.busy


def test_a_new_question_drops_the_one_before(channel, until):
    answered, failed = QSignalSpy(channel.answered), QSignalSpy(channel.failed)
    for query in ("name:a*", "date:nonsense", "name:boat*"):
        search(channel, query)
    until(lambda: not channel.findChildren(QProcess))  # every process has ended
    assert [names(answer[0]) for answer in map(answered.at, range(answered.count()))] == [
        ["boat.jpg"]
    ]
    assert failed.count() == 0


@pytest.mark.parametrize(
    ("query", "said"),
    [("date:nonsense", "This is not a date. Expected a date such as"), ('"open', "quot")],
)
def test_a_mistake_is_told_without_the_layout_of_a_terminal(channel, until, query, said):
    search(channel, query)
    _, text = wait(channel, until)
    assert said in text
    assert query not in text
    assert not set("^\n\x1b") & set(text)


def test_a_query_that_looks_like_an_option_is_a_query(channel, until):
    search(channel, "-name:a* sort:name")
    rows, wrong = wait(channel, until)
    assert not wrong
    assert names(rows) == ["boat.jpg", os.fsdecode(b"caf\xe9.jpg")]


def test_a_program_that_cannot_start_is_told(channel, monkeypatch, tmp_path, until):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    failed = QSignalSpy(channel.failed)
    search(channel, "")
    until(failed.count)
    assert "could not be started" in failed.at(0)[0]
    assert not channel.busy


def test_a_json_py_in_the_folder_the_window_starts_from_is_not_run(
    channel, until, monkeypatch, tmp_path
):
    (tmp_path / "json.py").write_text("raise SystemExit('ran')")
    monkeypatch.chdir(tmp_path)
    search(channel, "name:boat*")
    assert wait(channel, until)[1] == ""


def test_a_signal_takes_no_reference_it_does_not_own(channel):
    # PySide6 6.12.0 on Python 3.11: every emit takes one from True, and a few hundred end the process.
    before = sys.getrefcount(True)
    for _ in range(100):
        channel.failed.emit("")
    assert sys.getrefcount(True) > before - 50


def test_a_thumbnail_comes_no_larger_than_asked_for(loader, thumbnails, until):
    loaded = QSignalSpy(loader.loaded)
    loader.want([(ItemKey(7), thumbnails[0])])
    until(loaded.count)
    key, image, side = loaded.at(0)
    assert (key, side) == (7, 64)
    assert image.size().toTuple() == (64, 40)


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_a_damaged_thumbnail_is_a_null_image(loader, tmp_path, until, qt_warnings, content):
    path = tmp_path / "thumbnail.jpg"
    path.write_bytes(content)
    loaded = QSignalSpy(loader.loaded)
    loader.want([(ItemKey(1), os.fsencode(path))])
    until(loaded.count)
    assert loaded.at(0)[1].isNull()
    qt_warnings[:] = [text for text in qt_warnings if "JPEG" not in text]


def test_a_missing_thumbnail_is_said_to_be_missing(loader, tmp_path, until):
    missing = QSignalSpy(loader.missing)
    loader.want([(ItemKey(3), os.fsencode(tmp_path / "none.jpg"))])
    until(missing.count)
    assert missing.at(0)[0] == 3


def test_a_thumbnail_that_was_made_just_now_is_decoded(loader, thumbnails, until):
    loaded = QSignalSpy(loader.loaded)
    with open(thumbnails[0], "rb") as stream:
        loader.decode(ItemKey(9), stream.read())
    until(loaded.count)
    assert loaded.at(0)[0] == 9
    assert loaded.at(0)[1].size().toTuple() == (64, 40)


def test_what_is_wanted_now_replaces_what_was_wanted_before(loader, thumbnails, tmp_path, until):
    seen = []
    loader.missing.connect(seen.append)
    loader.want([(ItemKey(n), os.fsencode(tmp_path / str(n))) for n in range(1, 3000)])
    loader.want([(ItemKey(5000), os.fsencode(tmp_path / "last"))])
    until(lambda: 5000 in seen)
    assert len(seen) < 2999


def test_files_go_to_the_trash_and_come_back(tmp_path, own_home):
    file = tmp_path / "boat.jpg"
    file.write_bytes(b"picture")
    report = move_to_trash((os.fsencode(file),))
    assert not file.exists()
    assert report.can_be_undone
    back = restore(report.moved)
    assert not back.refused
    assert file.read_bytes() == b"picture"
    assert not list(own_home.rglob("*.trashinfo"))


def test_what_lies_in_the_old_place_by_now_is_not_overwritten(tmp_path):
    file = tmp_path / "boat.jpg"
    file.write_bytes(b"first")
    report = move_to_trash((os.fsencode(file),))
    file.write_bytes(b"second")
    back = restore(report.moved)
    assert [path for path, _why in back.refused] == [os.fsencode(file)]
    assert file.read_bytes() == b"second"
    with open(report.moved[0].place, "rb") as stream:
        assert stream.read() == b"first"


def test_what_cannot_be_moved_to_the_trash_says_why(tmp_path):
    report = move_to_trash((os.fsencode(tmp_path / "gone.jpg"), b"/caf\xe9.jpg"))
    assert not report.moved
    assert len(report.refused) == 2
    assert all(why for _path, why in report.refused)


def test_what_a_worker_did_before_it_was_heard_is_read_anew(library, until):
    owner = LibraryOwner(library)
    try:
        changed = QSignalSpy(owner.changed)
        owner.ask_state()
        until(changed.count)
    finally:
        owner.close()
