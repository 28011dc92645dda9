"""A running worker writes into files, and neither its watcher nor its scans see a change in that."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from functools import partial

from worker_home import until

from photoclip.core.commands import (
    MarkLabel,
    RestoreMetadata,
    SetSetting,
    Verdict,
    WriteMetadata,
)
from photoclip.core.events import IndexFinished
from photoclip.core.types import PhotoId
from photoclip.media.safe_replace import is_leftover
from photoclip.session import Session
from photoclip.worker.client import Client, OwnerGoneError


def _photo(home, name: str) -> PhotoId:
    ((photo,),) = home.ask("SELECT photo_id FROM file WHERE name = ?", name)
    return PhotoId(photo)


def _states(home) -> set[str]:
    return {row[0] for row in home.ask("SELECT state FROM write_job")}


def _changes_seen(home) -> int:
    return sum(one.report.changed for one in home.events if isinstance(one, IndexFinished))


def test_a_worker_writes_in_the_background_and_sees_no_change_in_it(home):
    home.photo("file/a.jpg", 1)
    home.photo("sidecar/b.jpg", 2)
    with home.worker() as worker:
        home.add_root(worker)
        until(lambda: len(home.names()) == 2, "both are read")
        vectors = home.ask("SELECT id, content_id FROM vector ORDER BY id")
        photos = (_photo(home, "a.jpg"), _photo(home, "b.jpg"))
        folders = [[str(home.photos / name), name] for name in ("file", "sidecar")]
        worker.apply(SetSetting("metadata.folders", folders))
        for photo in photos:
            worker.apply(MarkLabel(photo, "Animals/Dog", Verdict.CONFIRMED))
        worker.apply(WriteMetadata(photos, "one"))
        until(lambda: _states(home) == {"done"}, "both are written")
        assert (home.photos / "sidecar" / "b.jpg.xmp").exists()
        home.photo("file/c.jpg", 3)  # what happens after it is seen after it
        until(lambda: len(home.names()) == 3, "the third is read")
        worker.apply(RestoreMetadata("one"))
        until(lambda: _states(home) == {"restored"}, "both are as before")
        home.photo("sidecar/d.jpg", 4)
        until(lambda: len(home.names()) == 4, "the fourth is read")
    home.end_worker()
    assert _changes_seen(home) == 0
    assert home.ask("SELECT id, content_id FROM vector ORDER BY id")[:2] == vectors
    assert home.ask("SELECT count(*) FROM vector") == [(4,)]
    assert (_photo(home, "a.jpg"), _photo(home, "b.jpg")) == photos
    with Session.open(home.library, owner=True) as session:
        report = session.index()
    assert (report.changed, report.added, report.tally.read) == (0, 0, 0)
    left = [name for _folder, _inside, names in os.walk(home.photos) for name in names]
    assert not [name for name in left if is_leftover(os.fsencode(name))]


def test_a_request_left_by_one_worker_is_carried_out_by_the_next(home):
    home.photo("a.jpg", 1)
    with home.worker() as worker:
        home.add_root(worker)
        until(lambda: len(home.names()) == 1, "it is read")
    home.end_worker()
    with Session.open(home.library, owner=True) as session:
        photo = _photo(home, "a.jpg")
        session.apply(SetSetting("metadata.folders", [[str(home.photos), "sidecar"]]))
        session.apply(MarkLabel(photo, "Dog", Verdict.CONFIRMED))
    (home.photos / "a.jpg").rename(home.photos / "away")  # so that it can't be written at once
    with Session.open(home.library, owner=True) as session:
        session.apply(WriteMetadata((photo,), "one"))
    assert _states(home) == {"waiting"}
    (home.photos / "away").rename(home.photos / "a.jpg")
    with home.worker():
        until(lambda: _states(home) == {"done"}, "it is written")


def test_what_waits_for_a_drive_is_written_when_the_drive_returns(home):
    home.photo("a.jpg", 1)
    away = home.photos.with_name("away")
    with home.worker() as worker:
        home.add_root(worker)
        until(lambda: len(home.names()) == 1, "it is read")
        photo = _photo(home, "a.jpg")
        worker.apply(SetSetting("metadata.folders", [[str(home.photos), "file"]]))
        worker.apply(MarkLabel(photo, "Dog", Verdict.CONFIRMED))
        home.photos.rename(away)
        until(lambda: home.ask("SELECT offline_since FROM root") != [(None,)], "it is offline")
        worker.apply(WriteMetadata((photo,), "one"))
        away.rename(home.photos)
        until(lambda: _states(home) == {"done"}, "it is written")
    home.end_worker()
    assert _changes_seen(home) == 0


def test_a_worker_that_is_killed_writes_all_of_it_and_takes_all_of_it_back(home):
    names = [f"{number:02d}.jpg" for number in range(12)]
    for seed, name in enumerate(names):
        home.photo(name, seed, size=(1600, 1200))
    for name in names[:4]:
        shutil.copy2(home.photos / name, home.photos / f"copy of {name}")
    with home.worker() as worker:
        home.add_root(worker)
        until(
            lambda: home.ask("SELECT count(*) FROM file WHERE state = 'ready'") == [(16,)], "read"
        )
        photos = tuple(PhotoId(row[0]) for row in home.ask("SELECT id FROM photo ORDER BY id"))
        assert len(photos) == 12
        worker.apply(SetSetting("metadata.folders", [[str(home.photos), "file"]]))
        for photo in photos:
            worker.apply(MarkLabel(photo, "Animals/Dog", Verdict.CONFIRMED))
        for command, state in (
            (WriteMetadata(photos, "one"), "done"),
            (RestoreMetadata("one"), "restored"),
        ):
            worker.apply(command)
            until(partial(_is_ended, home, state, 5), f"five are {state}")
            until(partial(_killed, home), "its worker is killed")
            until(partial(_is_ended, home, state, 16), f"all are {state}")
            until(lambda: not home.ask("SELECT 1 FROM file WHERE state <> 'ready'"), "all are read")
            assert _states(home) == {state}
            assert tuple(row[0] for row in home.ask("SELECT id FROM photo ORDER BY id")) == photos
            assert {row[0] for row in home.ask("SELECT photo_id FROM file")} == set(photos)
            words = home.ask("SELECT count(*) FROM keyword WHERE keyword = 'Dog'")
            assert words == [(12 if state == "done" else 0,)]
    home.end_worker()
    left = os.listdir(home.photos)
    assert sorted(left) == sorted([*names, *(f"copy of {name}" for name in names[:4])])


def _is_ended(home, state: str, count: int) -> bool:
    ((ended,),) = home.ask("SELECT count(*) FROM write_job WHERE state = ?", state)
    return ended >= count


def _killed(home) -> bool:
    """Kill the process that owns the library now; False while there is none."""
    client = Client.connect(home.library)
    if client is None:
        return False
    with contextlib.closing(client), contextlib.suppress(OwnerGoneError, ProcessLookupError):
        os.kill(client.state().pid, signal.SIGKILL)
        return True
    return False
