"""After a crash: what was in hand is tried alone, and left alone when it happens again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from colour_encoder import ColourEncoder

from photoclip.core.types import FileId
from photoclip.indexing import in_hand, pipeline
from photoclip.indexing.in_hand import CRASH_LOG, CRASH_LOG_BEFORE, InHand, recover
from photoclip.store import files

SCRIPT = Path(__file__).with_name("index_and_crash.py")
RED = (200, 30, 30)


def crash_log(album):
    return album.library.folder / CRASH_LOG


class Death(BaseException):
    """Stands for the end of the process: nothing in it is caught or cleaned up."""


class Deadly(ColourEncoder):
    """The process dies over a red picture, with evidence or without."""

    def __init__(self, log=None):
        super().__init__(poison=RED, error=Death())
        self.log = log

    def encode_images(self, pixels):
        try:
            return super().encode_images(pixels)
        except Death:
            if self.log is not None:
                self.log.write_text("Fatal Python error: Segmentation fault\n")
            raise


def die(album, encoder):
    with pytest.raises(Death):
        album.index(encoder)


@pytest.fixture
def poisoned(album):
    for n in range(3):
        album.photo(f"{n}.png", n)
    album.photo("poison.png", colour=RED)
    return album


def test_a_photo_that_crashes_the_program_twice_is_left_alone_and_the_others_are_not(poisoned):
    encoder = Deadly(crash_log(poisoned))
    die(poisoned, encoder)
    assert poisoned.paths() == []
    die(poisoned, encoder)  # the others came first this time, and each by itself
    assert poisoned.paths() == ["0.png", "1.png", "2.png"]
    report = poisoned.index(encoder)
    assert report.tally.done == 0
    failure = poisoned.failures()["poison.png"]
    assert failure.kind == "crashed"
    assert failure.reason == (
        "PhotoClip crashed twice while reading this file. It is left alone until it changes."
    )
    assert files.count_pending(poisoned.library) == 0
    assert list(poisoned.failures()) == ["poison.png"]


def test_a_photo_left_alone_is_tried_again_when_it_changes(poisoned):
    encoder = Deadly(crash_log(poisoned))
    die(poisoned, encoder)
    die(poisoned, encoder)
    poisoned.index(encoder)
    poisoned.photo("poison.png", 50)
    assert poisoned.index(encoder).tally.read == 1
    assert poisoned.failures() == {}
    assert poisoned.query("SELECT max(strikes), max(kills) FROM file") == [(0, 0)]


def test_a_photo_left_alone_is_tried_alone_where_a_person_asks_for_it(poisoned):
    encoder = Deadly(crash_log(poisoned))
    die(poisoned, encoder)
    die(poisoned, encoder)
    poisoned.index(encoder)
    poisoned.photo("new.png", 60)
    die_retrying = pytest.raises(Death)
    with die_retrying:
        poisoned.index(encoder, retry_failed=True)
    assert "new.png" in poisoned.paths()
    poisoned.index(encoder)
    assert list(poisoned.failures()) == ["poison.png"]


def test_the_last_words_of_a_crash_are_counted_once_and_kept(poisoned):
    die(poisoned, Deadly(crash_log(poisoned)))
    assert recover(poisoned.library) == []
    assert poisoned.query("SELECT DISTINCT strikes, kills FROM file") == [(1, 0)]
    assert recover(poisoned.library) == []
    assert poisoned.query("SELECT DISTINCT strikes, kills FROM file") == [(1, 0)]
    assert crash_log(poisoned).read_bytes() == b""
    kept = poisoned.library.folder / CRASH_LOG_BEFORE
    assert "Segmentation fault" in kept.read_text()


def test_a_death_is_counted_once_however_often_the_counting_is_interrupted(album, monkeypatch):
    album.photo("poison.png", colour=RED)  # alone in hand: each death counts fully
    die(album, Deadly(crash_log(album)))

    def die_too(*_arguments):
        raise Death

    for place in ("truncate", "lexists"):
        with monkeypatch.context() as patched:
            owner = in_hand.os.path if place == "lexists" else in_hand.os
            patched.setattr(owner, place, die_too)
            with pytest.raises(Death):
                recover(album.library)
    recover(album.library)
    assert album.query("SELECT strikes, kills FROM file") == [(1, 0)]
    assert album.failures() == {}


def test_killed_four_times_over_one_photo_it_is_still_tried(poisoned):
    die(poisoned, Deadly())  # a kill from outside leaves no last words
    for _again in range(3):
        die(poisoned, Deadly())
    assert poisoned.failures() == {}
    assert poisoned.index().tally.read == 1
    assert poisoned.failures() == {}
    assert poisoned.query("SELECT max(strikes), max(kills) FROM file") == [(0, 0)]


def test_killed_over_and_over_by_one_photo_it_is_left_alone_in_the_end(poisoned):
    deaths = 0
    while not poisoned.failures():
        deaths += 1
        assert deaths < 20, "tried for ever"
        try:
            poisoned.index(Deadly())
        except Death:
            continue
    failure = poisoned.failures()["poison.png"]
    assert failure.kind == "crashed"
    assert "stopped five times in a row" in failure.reason
    assert poisoned.paths() == ["0.png", "1.png", "2.png"]
    assert list(poisoned.failures()) == ["poison.png"]


def test_progress_with_another_photo_between_kills_takes_suspicion_away(poisoned):
    for _again in range(4):
        die(poisoned, Deadly())
    for n in range(8):  # something new gets through each time
        poisoned.photo(f"new{n}.png", 70 + n)
        die(poisoned, Deadly())
    assert poisoned.failures() == {}


def test_files_finished_before_the_process_died_are_not_suspected(album):
    album.photo("a.png", 1)
    album.index()
    (row,) = album.query("SELECT id FROM file")
    InHand(album.library.folder).take([FileId(row[0])])
    crash_log(album).write_text("Fatal Python error\n")
    recover(album.library)
    assert album.query("SELECT strikes, kills FROM file") == [(0, 0)]


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"run": 1}', b'{"run": "x", "files": ["a"]}'])
def test_a_note_that_makes_no_sense_accuses_nobody(album, note):
    album.photo("a.png", 1)
    (album.library.folder / in_hand.NAME).write_bytes(note)
    assert album.index().tally.read == 1
    assert not (album.library.folder / in_hand.NAME).exists()


def test_nothing_is_left_in_hand_after_a_run(album):
    for n in range(3):
        album.photo(f"{n}.png", n)
    album.index()
    assert not (album.library.folder / in_hand.NAME).exists()


def test_a_fault_of_the_machine_accuses_no_photo(album, monkeypatch):
    from photoclip.media.thumbnails import ThumbnailCache

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    album.photo("a.png", 1)
    with monkeypatch.context() as patched:
        patched.setattr(ThumbnailCache, "write", full)
        with pytest.raises(OSError, match="No space"):
            album.index()
    assert not (album.library.folder / in_hand.NAME).exists()


def test_a_model_that_can_not_be_loaded_accuses_no_photo(album):
    class Unloadable(ColourEncoder):
        @property
        def encode_images(self):
            raise AssertionError

    album.photo("a.png", 1)
    indexer = album.indexer()

    def fail():
        raise Death

    indexer._pipeline._load_encoder = fail
    with pytest.raises(Death):
        indexer.run()
    assert not (album.library.folder / in_hand.NAME).exists()


def run_script(album, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, str(SCRIPT), str(album.library.folder), *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="a crash is no signal there")
def test_a_real_crash_of_a_real_process_is_told_from_a_kill(poisoned, monkeypatch):
    """A segmentation fault inside the encoder, twice, and then a run that is through."""
    monkeypatch.setattr(pipeline, "BATCH_SIZE", 2)
    folder = os.fsdecode(files.roots(poisoned.library)[0].path)
    assert folder == str(poisoned.folder)
    poisoned.library.close()
    for _again in range(2):
        died = run_script(poisoned, "crash")
        assert died.returncode == -signal.SIGSEGV, died.stderr
    finished = run_script(poisoned, "crash")
    assert finished.returncode == 0, finished.stderr
    assert finished.stdout.split() == ["3", "crashed:poison.png"]
