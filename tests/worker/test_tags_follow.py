"""An owner brings tags to where rules put them: at once, later, and after it was killed between."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import vector_library as photos
from worker_home import PATIENCE_S

from photoclip.core.commands import AddRoot, ApplyRule, CreateLabel, SetRating, SetSetting, Together
from photoclip.core.errors import ModelError, PhotoClipError
from photoclip.core.events import LabelsDerived, LibraryEdited, Notice
from photoclip.core.reports import IndexOptions
from photoclip.session import Session
from photoclip.store import labels, settings
from photoclip.worker import tags as owned_tags
from photoclip.worker.client import Client
from photoclip.worker.process import owning

SCRIPT = Path(__file__).with_name("apply_and_die.py")
KILLS = 8


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("vectors") / "library"
    photos.make(folder)
    return folder


@pytest.fixture
def library(made, tmp_path, monkeypatch) -> Path:
    photos.use_light_encoder(monkeypatch)
    return Path(shutil.copytree(made, tmp_path / "library"))


@pytest.fixture(scope="module")
def rules() -> tuple[str, str]:
    return photos.rule(3), photos.rule(8, share=0.4)


def put(rule: str | None) -> Together:
    return Together((CreateLabel("Dog"), ApplyRule("Dog", rule)))


def test_tags_are_there_when_a_rule_is_acknowledged(library, rules):
    events = []
    with owning(library) as owner:
        owner.subscribe(events.append)
        applied = owner.apply(put(rules[0]))
        assert photos.tags(owner.library) == photos.expected(rules[0])
        held = list(photos.expected(rules[0]).values()).count("auto")
        kinds = [type(event) for event in events]
        assert kinds == [LibraryEdited, LabelsDerived]
        (moved,) = events[1].moved
        assert (moved.name, moved.added, moved.removed) == ("Dog", held, 0)
        owner.apply(put(rules[1]))
        assert photos.tags(owner.library) == photos.expected(rules[1])
        owner.apply(applied.undo)
        assert photos.tags(owner.library) == {}


def test_undoing_a_run_is_one_step_from_anywhere(library, rules):
    with owning(library), Session.open(library, owner=True) as session:
        session.apply(put(rules[0]))
        session.apply(put(rules[1]))
        assert photos.tags(session.library) == photos.expected(rules[1])
        session.undo()
        assert photos.tags(session.library) == photos.expected(rules[0])


def test_what_is_no_rule_is_refused_and_changes_nothing(library, rules):
    with owning(library) as owner:
        owner.apply(put(rules[0]))
        for text in ("", "{}", "[1]", rules[0][:-20]):
            with pytest.raises(PhotoClipError, match="no rule"):
                owner.apply(put(text))
        assert photos.tags(owner.library) == photos.expected(rules[0])


def test_a_command_sent_again_finds_its_tags(library, rules):
    with owning(library) as owner:
        first = owner.apply(put(rules[0]), "same")
        assert owner.apply(put(rules[0]), "same") == first
        assert photos.tags(owner.library) == photos.expected(rules[0])


def test_others_change_and_read_while_photos_are_judged(library, rules, monkeypatch):
    judging, go_on = threading.Event(), threading.Event()
    real = owned_tags.background

    def waits(encoder):
        judging.set()
        assert go_on.wait(PATIENCE_S)
        return real(encoder)

    monkeypatch.setattr(owned_tags, "background", waits)
    with owning(library) as owner:
        first = threading.Thread(target=owner.apply, args=(put(rules[0]),))
        first.start()
        assert judging.wait(PATIENCE_S)
        client = Client.connect(library)
        client.apply(SetRating(1, 5))
        assert client.state().pid == os.getpid()
        client.close()
        assert first.is_alive()
        assert photos.tags(owner.library) == {}
        go_on.set()
        first.join(PATIENCE_S)
        assert photos.tags(owner.library) == photos.expected(rules[0])


def test_without_its_model_a_rule_waits_is_told_once_and_follows_later(library, rules, monkeypatch):
    def missing(_encoder):
        raise ModelError("The model is not on this machine.", "Download it.")

    events = []
    with owning(library) as owner:
        owner.subscribe(events.append)
        with monkeypatch.context() as patch:
            patch.setattr(owned_tags, "background", missing)
            owner.apply(put(rules[0]))
            owner.tags.catch_up()
        notices = [event.text for event in events if isinstance(event, Notice)]
        assert len(notices) == 1
        assert "not on this machine" in notices[0]
        assert len(labels.stale_labels(owner.library)) == 1
        owner.tags.catch_up()
        assert photos.tags(owner.library) == photos.expected(rules[0])


def test_tags_stay_when_another_model_is_chosen(library, rules):
    with owning(library) as owner:
        owner.apply(put(rules[0]))
        owner.apply(SetSetting(settings.ACTIVE_MODEL, "not-here"))
        owner.tags.catch_up()
        assert photos.tags(owner.library) == photos.expected(rules[0])


def test_an_owner_that_ends_judges_no_more(library, rules):
    with owning(library) as owner:
        owner.tags.stop()
        owner.apply(put(rules[0]))
        assert photos.tags(owner.library) == {}
    with owning(library) as owner:
        assert photos.tags(owner.library) == photos.expected(rules[0])


def run(library: Path, rule: Path, last_call: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(library), str(rule), str(last_call)]
    places = map(str, (Path(__file__).parents[2], Path(photos.__file__).parent))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_killed_anywhere_between_a_rule_and_its_tags_the_next_owner_catches_up(
    library, rules, tmp_path
):
    with owning(library) as owner:
        owner.apply(put(rules[0]))
    rule = tmp_path / "rule.json"
    rule.write_text(rules[1], "utf-8")
    whole = run(Path(shutil.copytree(library, tmp_path / "whole")), rule)
    assert whole.returncode == 0, whole.stderr
    calls = int(whole.stdout)
    in_force = set()
    waited = 0
    for kill in range(1, KILLS + 1):
        copy = Path(shutil.copytree(library, tmp_path / f"{kill}"))
        ended = run(copy, rule, calls * kill // (KILLS + 1))
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        with Session.open(copy) as reader:
            waited += bool(labels.stale_labels(reader.library))
        with owning(copy) as owner:
            ((_label, _name, text),) = labels.rules_in_force(owner.library)
            assert photos.tags(owner.library) == photos.expected(text)
            assert labels.stale_labels(owner.library) == []
            in_force.add(text)
    assert waited  # it was killed there, too
    assert in_force <= set(rules)


@pytest.mark.parametrize("times", [1, 2])
def test_new_photos_are_tagged_while_they_are_indexed(library, rules, tmp_path, make_photo, times):
    with owning(library) as owner:
        owner.apply(put(rules[0]))
        for n in range(20):
            make_photo(tmp_path / "new" / f"{n}.jpg", n, size=(48, 32))
        owner.apply(AddRoot(os.fsencode(tmp_path / "new")))
        for _ in range(times):
            owner.index(IndexOptions())
        rows = owner.library.connection.execute(
            "SELECT photo.id, data FROM photo JOIN vector ON vector.content_id = photo.content_id "
            "WHERE photo.id > ?",
            (photos.PHOTOS,),
        ).fetchall()
        assert len(rows) == 20
        vectors = np.stack([np.frombuffer(data, "<f2") for _photo, data in rows])
        decision = photos.decide(rules[0], vectors.astype(np.float32))
        assert decision.auto.any()
        tags = photos.tags(owner.library)
        assert [tags.get(photo) == "auto" for photo, _data in rows] == decision.auto.tolist()
        before = dict(tags)
        owner.apply(put(None))
        owner.apply(put(rules[0]))
        assert photos.tags(owner.library) == before
