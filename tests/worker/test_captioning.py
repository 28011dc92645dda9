"""Captions written by whoever owns a library: beside everything else, stopped, killed, gone on with."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from caption_home import CaptionHome
from small_captioner import write_captioner
from worker_home import until

from photoclip.browse import captions
from photoclip.core.cancel import CancelToken
from photoclip.core.captions import CaptionRun
from photoclip.core.errors import Cancelled, DiskFullError, ModelError
from photoclip.embed import captioner as captioner_module
from photoclip.session import Session
from photoclip.store import disk, machine_captions
from photoclip.worker import captioning
from photoclip.worker.process import owning
from photoclip.worker.supervisor import Worker

pytestmark = pytest.mark.torch

COUNT = 9


@pytest.fixture
def home(tmp_path, make_photo, monkeypatch) -> CaptionHome:
    write_captioner()
    monkeypatch.setattr(captioning, "BATCH_ON_CPU", 2)
    monkeypatch.setattr(captioning, "_TELL_S", 0.0)
    return CaptionHome(tmp_path, make_photo, COUNT)


class Ear:
    """Hears how captions stand; ``act`` is called with each."""

    def __init__(self, act=lambda _run: None) -> None:
        self.runs: list[CaptionRun] = []
        self.ended = threading.Event()
        self._act = act

    def __call__(self, event: object) -> None:
        if isinstance(event, CaptionRun):
            self.runs.append(event)
            self._act(event)
            if event.ended:
                self.ended.set()

    def last(self) -> CaptionRun:
        assert self.ended.wait(60)
        return self.runs[-1]


def test_every_photo_gets_a_caption_and_progress_is_told(home):
    ear = Ear()
    with owning(home.library, "cpu") as owner:
        owner.subscribe(ear)
        assert owner.state().captions is None
        assert owner.want_captions(home.ids) == COUNT
        run = ear.last()
        assert owner.state().captions == run
    assert (run.written, run.total, run.done, run.ended) == (COUNT, COUNT, COUNT, True)
    assert run.model.startswith("coca_small/random@")
    assert [one.written for one in ear.runs] == sorted(one.written for one in ear.runs)
    assert {one.written for one in ear.runs} >= {0, 2, 4, COUNT}
    assert run.seconds_left == 0
    assert len(home.texts()) == COUNT
    assert all(home.texts())


def test_taking_the_wishes_back_stops_it_in_the_middle_and_keeps_what_was_written(home):
    with owning(home.library, "cpu") as owner:
        ear = Ear(lambda run: run.number == 1 and run.written == 4 and owner.forget_captions())
        owner.subscribe(ear)
        owner.want_captions(home.ids)
        run = ear.last()
        assert (run.written, run.stopped) == (4, COUNT - 4)
        assert owner.want_captions(home.ids) == COUNT - 4  # and on from there
        assert until(lambda: len(home.texts()) == COUNT, "the rest")


def test_more_wishes_join_those_that_are_being_seen_to(home):
    ids = home.ids
    with owning(home.library, "cpu") as owner:
        ear = Ear(lambda run: run.written == 2 and run.total == 4 and owner.want_captions(ids))
        owner.subscribe(ear)
        owner.want_captions(ids[:4])
        assert ear.last().total == COUNT
    assert len(home.texts()) == COUNT


def test_what_a_closing_owner_leaves_waits_for_the_next_one(home):
    closing = threading.Event()
    with owning(home.library, "cpu") as owner:
        ear = Ear(lambda run: run.written and closing.set())
        owner.subscribe(ear)
        owner.want_captions(home.ids)
        assert closing.wait(60)
    left = home.ask("SELECT tries FROM caption_wish")
    assert len(left) + len(home.texts()) == COUNT
    assert {row[0] for row in left} <= {0}  # it was nobody's fault
    with owning(home.library, "cpu") as owner:
        ear = Ear()
        owner.subscribe(ear)
        owner.captioning.begin_if_needed()
        until(lambda: len(home.texts()) == COUNT, "the rest")


def test_an_owner_that_is_killed_in_the_middle_is_followed_by_one_that_goes_on(home):
    script = Path(__file__).with_name("caption_and_die.py")
    killed = subprocess.run([sys.executable, script, home.library], check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    written = home.ask("SELECT id, content_id, text FROM machine_caption ORDER BY id")
    assert len(written) == 2
    assert home.ask("SELECT count(*) FROM caption_wish") == [(COUNT - 2,)]
    with Session.open(home.library, owner=True, device="cpu") as session:
        run = captions.write(session, home.ids)
    assert run is not None
    assert run.written == COUNT - 2
    assert home.ask("SELECT id, content_id, text FROM machine_caption ORDER BY id")[:2] == written
    assert len(home.texts()) == COUNT


def test_a_worker_writes_what_was_left_to_it_and_tells_a_window(home):
    with owning(home.library, "cpu") as owner, owner.library.transaction() as connection:
        key = captioning.captioner_of(owner.library).info.key
        machine_captions.wish(connection, home.ids[:2], key)
    ear = Ear()
    with Worker(home.library, ear, device="cpu") as worker:
        until(lambda: len(home.texts()) == 2, "what was left", 200)  # it loads two models
        assert worker.want_captions(home.ids) == COUNT - 2
        until(lambda: len(home.texts()) == COUNT, "the rest")
        until(lambda: ear.runs and ear.runs[-1].ended, "the end")
        assert worker.state().captions == ear.runs[-1]
        with pytest.raises(ModelError, match="writes captions"):
            worker.want_captions(home.ids, "photoclip-scenes")
        assert worker.forget_captions() == 0
        pid = worker.state().pid
        with Session.open(home.library, owner=True) as session:  # through the worker
            assert captions.write(session, home.ids) is None
            assert session.owner_state().pid == pid
            session.want_captions(home.ids[:1], again=True)
        os.kill(pid, signal.SIGTERM)


def test_a_photo_that_brought_the_process_down_again_and_again_is_left_out(home):
    first, *rest = home.ids
    with owning(home.library, "cpu") as owner:
        key = captioning.captioner_of(owner.library).info.key
        with owner.library.transaction() as connection:
            machine_captions.wish(connection, home.ids, key)
            connection.execute("UPDATE caption_wish SET tries = 3 WHERE id = 1")
        ear = Ear()
        owner.subscribe(ear)
        owner.captioning.begin()
        run = ear.last()
    assert (run.written, run.unreadable) == (len(rest), 1)
    assert "ended several times" in run.reasons[0][1]
    assert run.reasons[0][0] == os.fsencode(home.path(0))
    with Session.open(home.library) as session:
        assert list(captions.shown(session, [first, *rest])) == rest


def test_where_the_memory_does_not_suffice_fewer_pictures_are_taken_at_once(home, monkeypatch):
    sizes = []
    whole = captioner_module.Captioner.caption

    def small(self, pixels, *rest):
        sizes.append(len(pixels))
        if len(pixels) > 1:
            raise RuntimeError("CUDA out of memory")
        return whole(self, pixels, *rest)

    monkeypatch.setattr(captioner_module.Captioner, "caption", small)
    with Session.open(home.library, owner=True, device="cpu") as session:
        run = captions.write(session, home.ids)
    assert run is not None
    assert (run.written, run.trouble) == (COUNT, "")
    assert sizes[:3] == [2, 1, 1]


def test_a_model_that_fails_ends_it_with_the_reason_and_nothing_waits(home, monkeypatch):
    def fail(_self, _pixels, *_rest):
        raise RuntimeError("shapes don't fit")

    monkeypatch.setattr(captioner_module.Captioner, "caption", fail)
    with Session.open(home.library, owner=True, device="cpu") as session:
        run = captions.write(session, home.ids)
    assert run is not None
    assert "shapes don't fit" in run.trouble
    assert home.ask("SELECT count(*) FROM caption_wish") == [(0,)]


def test_a_full_disk_ends_it_and_what_waits_is_kept(home, monkeypatch):
    with owning(home.library, "cpu") as owner:
        full = []

        def fill(run: CaptionRun) -> None:
            if run.written and not full:
                full.append(True)
                monkeypatch.setattr(disk, "refuse_if_full", _refuse)

        ear = Ear(fill)
        owner.subscribe(ear)
        owner.want_captions(home.ids)
        run = ear.last()
        monkeypatch.undo()
    assert "disk is full" in run.trouble
    assert home.ask("SELECT count(*) FROM caption_wish") != [(0,)]


def _refuse(*_arguments: object, **_options: object) -> None:
    raise DiskFullError("The disk is full.", "Free some space.")


def test_a_pause_is_kept_and_said(home):
    with owning(home.library, "cpu") as owner:
        owner.pause()
        ear = Ear(lambda run: run.waits and owner.resume())
        owner.subscribe(ear)
        owner.want_captions(home.ids)
        run = ear.last()
    assert "paused by you" in {one.waits for one in ear.runs}
    assert (run.written, run.waits) == (COUNT, "")


def test_a_person_who_stops_waiting_takes_the_rest_back(home):
    cancel = CancelToken()
    with Session.open(home.library, owner=True, device="cpu") as session:
        session.owner_state()
        with pytest.raises(Cancelled):
            captions.write(session, home.ids, tell=lambda _run: cancel.cancel(), cancel=cancel)
    assert home.ask("SELECT count(*) FROM caption_wish") == [(0,)]
