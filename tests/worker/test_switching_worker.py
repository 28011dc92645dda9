"""A real worker changes the model in the background: politely, and on after it was killed."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
import small_models
from small_models import ColourEncoder
from worker_home import Home, until

from photoclip.core.commands import AddRoot, SetSetting
from photoclip.core.events import Notice, SwitchAdvanced
from photoclip.core.reports import IndexOptions
from photoclip.session import Session
from photoclip.store.settings import ACTIVE_MODEL, NEXT_MODEL
from photoclip.worker.messages import Activity
from photoclip.worker.supervisor import Worker

SCRIPT = Path(__file__).with_name("colour_worker.py")


@pytest.fixture
def on_old(home: Home, monkeypatch):
    """A worker over photos that are all known by the old model."""
    small_models.use(monkeypatch)
    old = small_models.install("old", 24)
    new = small_models.install("new", 40, size=48)
    names = small_models.pictures(home.make, home.photos)
    command = [sys.executable, str(SCRIPT), str(home.library)]
    with Worker(home.library, home.events.append, command=command) as worker:
        worker.apply(SetSetting(ACTIVE_MODEL, old.name))
        worker.apply(AddRoot(os.fsencode(home.photos)))
        count = sum(map(len, names.values()))
        until(lambda: filled(home, old) == count, "vectors of the old model")
        yield worker, old, new, count


def filled(home: Home, model) -> int:
    sql = "SELECT count(*) FROM vector JOIN model ON model.id = model_id WHERE key = ?"
    ((count,),) = home.ask(sql, model.info.key)
    return int(count)


def setting(home: Home, key: str):
    rows = home.ask("SELECT value FROM setting WHERE key = ?", key)
    return rows[0][0] if rows else None


def test_it_fills_and_switches_by_itself_and_tells_how_far_it_is(home, on_old):
    worker, _old, new, count = on_old
    worker.apply(SetSetting(NEXT_MODEL, new.name))
    until(lambda: setting(home, ACTIVE_MODEL) == '"new"', "the switch")
    assert setting(home, NEXT_MODEL) is None
    assert filled(home, new) == count
    until(lambda: worker.state().switching is None, "a worker that is done")
    assert worker.state().model == "new"
    steps = [event.progress for event in home.events if isinstance(event, SwitchAdvanced)]
    assert steps[-1].done == count
    with Session.open(home.library) as session:
        hits = session.search("something red", 6, all_bands=True).hits
        assert all(b"/red" in hit.path for hit in hits)
        assert not ColourEncoder.loaded  # the worker's was asked


def test_it_fills_nothing_while_it_is_paused(home, on_old):
    worker, old, new, count = on_old
    until(lambda: worker.state().activity is Activity.IDLE, "a worker at rest")
    worker.pause()
    worker.apply(SetSetting(NEXT_MODEL, new.name))
    home.photo("late.png", 77)
    until(lambda: worker.state().waiting == 1, "the late photo on the list")
    assert filled(home, new) == 0
    assert worker.state().switching.done == 0
    worker.resume()
    until(lambda: setting(home, ACTIVE_MODEL) == '"new"', "the switch")
    assert filled(home, old) == filled(home, new) == count + 1


def test_killed_on_its_way_the_next_worker_goes_on(home, on_old):
    worker, _old, new, count = on_old
    slow = home.library.with_name("slow")
    slow.touch()  # from now on the new model takes its time
    worker.apply(SetSetting(NEXT_MODEL, new.name))
    until(lambda: 0 < filled(home, new) < count, "some vectors of the new model")
    os.kill(worker.state().pid, signal.SIGKILL)
    slow.unlink()
    until(lambda: setting(home, ACTIVE_MODEL) == '"new"', "the switch")
    assert filled(home, new) == count


def test_index_waits_for_the_change_a_worker_makes_and_new_photos_still_come_first(home, on_old):
    worker, old, new, count = on_old
    slow = home.library.with_name("slow")
    slow.touch()
    worker.apply(SetSetting(NEXT_MODEL, new.name))
    worker.index(IndexOptions())  # for the photos alone nobody has to wait so long
    assert setting(home, NEXT_MODEL) == '"new"'
    home.photo("late.png", 77)
    until(lambda: filled(home, old) == count + 1, "the late photo")
    slow.unlink()
    worker.index(IndexOptions(fill=True))
    assert setting(home, ACTIVE_MODEL) == '"new"'
    assert filled(home, new) == count + 1


def test_without_its_model_a_worker_says_so_once_and_goes_on_finding_and_noting(home, on_old):
    worker, old, new, count = on_old
    shutil.rmtree(old.path)
    worker.apply(SetSetting(ACTIVE_MODEL, old.name))  # looked for again
    home.photo("late.png", 77)
    until(lambda: worker.state().waiting == 1, "the late photo on the list")
    until(lambda: "The model “old”" in worker.state().reason, "the reason why it rests")
    assert len(home.names()) == count
    worker.apply(SetSetting(NEXT_MODEL, new.name))
    until(lambda: setting(home, ACTIVE_MODEL) == '"new"', "the switch")
    until(lambda: filled(home, new) == count + 1, "the late photo, read")
    said = [event.text for event in home.events if isinstance(event, Notice)]
    assert sum("The model “old”" in text for text in said) == 1
    assert not [text for text in said if "could not be fitted" in text]
