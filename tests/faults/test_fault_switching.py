"""A library killed on its way to another model: it goes on, and ends as if nobody had disturbed it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import small_models
from inspection import Originals, amount

from photoclip.core.commands import AddRoot, ApplyRule, DefineLabel, MarkLabel, SetSetting, Verdict
from photoclip.core.labels import LabelDefinition
from photoclip.core.reports import IndexOptions
from photoclip.session import Session
from photoclip.store import database
from photoclip.store.settings import ACTIVE_MODEL, NEXT_MODEL
from photoclip.worker.process import owning

SCRIPT = Path(__file__).parents[1] / "worker" / "switch_and_die.py"
PHOTOS = 6 * len(small_models.COLOURS)


@pytest.fixture
def on_its_way(tmp_path, make_photo, monkeypatch):
    """A library with labels in force under one model, told to change to another; nothing is done yet."""
    small_models.use(monkeypatch)
    small_models.install("old", 24)
    small_models.install("new", 40, size=48)
    small_models.pictures(make_photo, tmp_path / "photos")
    folder = tmp_path / "library"
    with owning(folder) as owner:
        owner.apply(SetSetting(ACTIVE_MODEL, "old"))
        owner.apply(AddRoot(os.fsencode(tmp_path / "photos")))
        owner.index(IndexOptions())
    with Session.open(folder, owner=True) as session:
        for name, share in (("Red", 0.25), ("Kind/Blue", 0.4), ("Kind/Green", 0.4)):
            word = name.rpartition("/")[2].lower()
            exclusive = name.startswith("Kind/")
            definition = LabelDefinition((f"something {word}",), exclusive=exclusive, share=share)
            session.apply(DefineLabel(name, definition))
            session.apply(ApplyRule(name, session.tagging.preview(name, definition).rule))
        session.apply(MarkLabel(1, "Red", Verdict.REJECTED))
        session.apply(SetSetting(NEXT_MODEL, "new"))
    return folder


def run(library: Path, last_call: int = 0) -> subprocess.CompletedProcess[str]:
    places = map(str, (Path(__file__).parents[2], Path(small_models.__file__).parent))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    command = [sys.executable, str(SCRIPT), str(library), str(last_call)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def contents(folder: Path) -> dict[str, list[tuple]]:
    """Everything that must be the same, whatever happened on the way."""
    with closing(database.open_reader(folder)) as library:
        assert database.quick_check(library) == "ok"
        queries = {
            "settings": "SELECT key, value FROM setting WHERE key LIKE '%_model'",
            "labels": "SELECT name, definition, rule, stale FROM label",
            "kept": "SELECT name, model, label_rule.rule FROM label_rule "
            "JOIN label ON label.id = label_id",
            "tags": "SELECT name, photo_id, source, score FROM label_tag "
            "JOIN label ON label.id = label_id",
            "marks": "SELECT * FROM label_mark",
            "vectors": "SELECT key, content_id, data FROM vector JOIN model ON model.id = model_id",
            "files": "SELECT path, state, missing_since, strikes, kills FROM file",
            "refused": "SELECT * FROM vector_refused",
        }
        ask = library.connection.execute
        return {name: sorted(ask(sql).fetchall(), key=repr) for name, sql in queries.items()}


def model_of(folder: Path) -> str:
    return dict(contents(folder)["settings"])["active_model"]


def in_one_piece(folder: Path) -> str:
    """The model in use, which all rules in force must be for."""
    found = contents(folder)
    settings = dict(found["settings"])
    name = settings["active_model"].strip('"')
    assert ("next_model" in settings) is (name == "old")
    assert all(f'"model":"{name}@' in rule for _name, _meaning, rule, _stale in found["labels"])
    return name


def test_killed_at_any_call_it_goes_on_and_ends_as_if_nobody_had_disturbed_it(on_its_way, tmp_path):
    clean = Path(shutil.copytree(on_its_way, tmp_path / "clean"))
    done = run(clean)
    assert done.returncode == 0, done.stderr
    expected, calls = contents(clean), int(done.stdout)
    assert model_of(clean) == '"new"'
    assert len(expected["vectors"]) == 2 * PHOTOS
    assert len(expected["kept"]) == 3
    assert len(expected["tags"]) > 0
    originals = Originals.of(tmp_path / "photos")
    rng = random.Random(6)
    kills, wanted, libraries, seen = 0, amount(4, 80), 0, set()
    while kills < wanted:
        libraries += 1
        library = Path(shutil.copytree(on_its_way, tmp_path / f"library-{libraries}"))
        while True:
            # late calls more often than early ones: the switch itself is at the end
            last = int(calls * (1 - rng.random() ** 2 * 0.98))
            died = run(library, max(1, last) if kills < wanted else 0)
            if died.returncode == 0:
                break
            assert died.returncode == -signal.SIGKILL, died.stderr
            kills += 1
            seen.add(in_one_piece(library))
        assert contents(library) == expected
    assert "old" in seen
    originals.check()


def test_killed_around_the_switch_all_of_it_happened_or_none(on_its_way, tmp_path):
    """The model, its rules and the end of the filling are one transaction."""
    nearly = Path(shutil.copytree(on_its_way, tmp_path / "nearly"))
    done = run(nearly)
    assert done.returncode == 0, done.stderr
    expected = contents(nearly)
    # back, so that only the switch is left to do
    with Session.open(nearly, owner=True) as session:
        assert session.models.use("old").answers
    with_old = contents(nearly)
    with closing(database.open_owner(nearly)) as library, library.transaction() as connection:
        connection.execute("DELETE FROM label_rule")  # nothing is known of before: all is fitted
        connection.execute("INSERT INTO setting VALUES ('next_model', '\"new\"')")
    whole = Path(shutil.copytree(nearly, tmp_path / "whole"))
    done = run(whole)
    assert done.returncode == 0, done.stderr
    calls = int(done.stdout)
    assert contents(whole)["tags"] == expected["tags"]
    assert with_old["tags"] != expected["tags"]
    seen = set()
    steps = amount(5, 100)
    for step in range(1, steps + 1):
        copy = Path(shutil.copytree(nearly, tmp_path / f"copy-{step}"))
        died = run(copy, calls * step // (steps + 1))
        assert died.returncode == -signal.SIGKILL, died.stderr
        seen.add(in_one_piece(copy))
        done = run(copy)
        assert done.returncode == 0, done.stderr
        assert contents(copy)["labels"] == contents(whole)["labels"]
        assert contents(copy)["tags"] == expected["tags"]
    assert "old" in seen
