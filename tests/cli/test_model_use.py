"""Changing models from the terminal, and what everything else says in the middle of that."""

from __future__ import annotations

import os
from contextlib import closing

import pytest
import small_models
from model_terminal import Terminal

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import SetSetting
from photoclip.embed.weights import WEIGHTS
from photoclip.store import copies, database, vectors
from photoclip.worker.models import active_model
from photoclip.worker.process import owning

PHOTOS = 6 * len(small_models.COLOURS)


@pytest.fixture
def terminal(tmp_path, make_photo, monkeypatch, capsys):
    """Over a library of photos that the model “old” knows; “new”, which is wider, is installed too."""
    monkeypatch.setenv("COLUMNS", "300")
    small_models.use(monkeypatch)
    small_models.install("old", 24)
    small_models.install("new", 40, size=48)
    small_models.pictures(make_photo, tmp_path / "photos")
    made = Terminal(tmp_path / "library", capsys)
    made.run("models", "use", "old")
    made.run("add", str(tmp_path / "photos"))
    return made


def fill_half(terminal) -> None:
    """The next model is filled for half of the photos, as if somebody had stopped there."""
    token = CancelToken()
    seen = []

    def enough() -> bool:
        seen.append(1)
        return len(seen) >= PHOTOS // 2

    with owning(terminal.library) as owner:
        assert not owner.switching.work(token, enough)


def test_the_next_model_takes_over_at_the_next_index_and_the_way_back_is_one_command(terminal):
    said = terminal.run("models", "use", "new")
    assert "new takes over when it has looked at your photos: 0 of 24 so far." in said
    assert "photoclip index" in terminal.err
    assert terminal.json("status")["model"] == "old"
    assert "Next model" in terminal.run("status")
    terminal.run("index")
    assert "new answers from now on" in terminal.err
    found = terminal.json("status")
    assert (found["model"], found["embedded"], found["switching"]) == ("new", PHOTOS, None)
    assert "Now using old" in terminal.run("models", "use", "old")
    assert terminal.json("status")["model"] == "old"


def test_it_is_stopped_or_hurried_by_a_word(terminal):
    assert terminal.json("models", "use", "new")["answers"] is False
    assert "old stays in use" in terminal.run("models", "use", "--stop")
    assert "no other was on its way" in terminal.run("models", "use", "--stop")
    assert terminal.json("status")["switching"] is None
    terminal.run("models", "use", "new")
    hurried = terminal.json("models", "use", "--now")
    assert (hurried["name"], hurried["answers"]) == ("new", True)
    assert terminal.json("status")["model"] == "new"
    assert terminal.json("status")["embedded"] == 0
    terminal.run("index")
    assert terminal.json("status")["embedded"] == PHOTOS


def test_what_makes_no_sense_is_answered_clearly(terminal):
    terminal.run("models", "use", check=2)
    terminal.run("models", "use", "--stop", "new", check=2)
    terminal.run("models", "use", "--now", check=2)
    terminal.run("models", "use", "nowhere", check=1)
    assert "There is no model “nowhere” on this machine." in terminal.err
    assert terminal.json("status")["model"] == "old"


def test_a_damaged_model_is_not_used(terminal):
    weights = small_models.install("cut", 24).path / WEIGHTS
    weights.write_bytes(weights.read_bytes()[:-2])
    terminal.run("models", "use", "cut", check=1)
    assert "“cut”" in terminal.err
    weights.unlink()
    terminal.run("models", "use", "cut", check=1)
    assert "The weights of the model “cut” are missing." in terminal.err
    assert terminal.json("status")["model"] == "old"


def test_what_a_model_knows_is_forgotten_with_it_where_that_is_asked_for(terminal):
    terminal.run("models", "remove", "--vectors", "old", check=1)
    assert "is not forgotten" in terminal.err
    terminal.run("models", "use", "new")
    terminal.run("models", "remove", "--vectors", "new", check=1)
    assert "on its way to the model new" in terminal.err
    assert "photoclip models use --stop" in terminal.err
    terminal.run("index")
    gone = terminal.json("models", "remove", "--vectors", "old")
    assert gone["forgotten"] == PHOTOS
    assert gone["path"].endswith("old")
    terminal.run("models", "use", "old", check=1)
    assert terminal.json("status")["embedded"] == PHOTOS


def test_in_the_middle_of_a_change_everything_answers_by_the_old_model(terminal, tmp_path):
    terminal.run("label", "add", "Red", "--describe", "something red")
    terminal.run("label", "tune", "Red", "--share", "25%", "--apply")
    before = {
        "search": terminal.run("search", "something red", "--all", "--json"),
        "similar": terminal.run("similar", str(tmp_path / "photos" / "blue0.png"), "--json"),
        "labels": terminal.run("label", "list", "--json"),
        "label": terminal.run("search", "label:Red", "--json"),
        "tag": terminal.run("tag", "--json"),
    }
    terminal.run("models", "use", "new")
    fill_half(terminal)
    halfway = terminal.json("status")["switching"]
    assert 0 < halfway["done"] < PHOTOS == halfway["total"]
    after = {
        "search": terminal.run("search", "something red", "--all", "--json"),
        "similar": terminal.run("similar", str(tmp_path / "photos" / "blue0.png"), "--json"),
        "labels": terminal.run("label", "list", "--json"),
        "label": terminal.run("search", "label:Red", "--json"),
        "tag": terminal.run("tag", "--json"),
    }
    assert after == before
    assert terminal.run("doctor", "--repair").startswith("The library is sound.")
    terminal.run("label", "yes", "Red", str(tmp_path / "photos" / "red0.png"))
    terminal.run("tag", "--apply")
    terminal.run("index")
    assert terminal.json("status")["model"] == "new"
    assert len(terminal.lines("search", "label:Red")) == PHOTOS // 4


def test_repair_in_the_middle_mends_both_and_the_change_goes_on(terminal):
    terminal.run("models", "use", "new")
    fill_half(terminal)
    with closing(database.open_owner(terminal.library)) as library, library.transaction() as rows:
        for key, dim in rows.execute("SELECT key, dim FROM model").fetchall():
            rows.execute(
                "UPDATE vector SET data = zeroblob(?) WHERE id = (SELECT max(vector.id) "
                "FROM vector JOIN model ON model.id = model_id WHERE key = ?)",
                (2 * dim, key),
            )
    assert "2 damaged vectors removed" in terminal.run("doctor", "--repair").lower()
    terminal.run("index")
    found = terminal.json("status")
    assert (found["model"], found["embedded"]) == ("new", PHOTOS)
    terminal.run("models", "use", "old")
    terminal.run("index")
    assert terminal.json("status")["embedded"] == PHOTOS


def test_a_backup_made_in_the_middle_brings_the_library_back_on_its_way(terminal):
    terminal.run("label", "add", "Red", "--describe", "something red")
    terminal.run("label", "tune", "Red", "--share", "25%", "--apply")
    terminal.run("models", "use", "new")
    fill_half(terminal)
    with owning(terminal.library) as owner:
        copies.make(terminal.library, "daily")
        # what comes after the backup is replayed from the log, the switch too
        owner.switching.work(CancelToken())
        assert str(owner.encoder().info.key).startswith("new@")
        rules = owner.library.connection.execute("SELECT name, rule FROM label").fetchall()
        owner.apply(SetSetting("test", 1))
    damage(terminal.library)
    said = terminal.run("doctor", "--repair")
    assert "It was restored from the backup" in said
    terminal.run("index")
    found = terminal.json("status")
    assert (found["model"], found["embedded"], found["switching"]) == ("new", PHOTOS, None)
    with closing(database.open_reader(terminal.library)) as library:
        assert library.connection.execute("SELECT name, rule FROM label").fetchall() == rules
    assert len(terminal.lines("search", "label:Red")) == PHOTOS // 4


def damage(library) -> None:
    """The table of tables is no longer one."""
    file = library / database.FILE_NAME
    content = bytearray(file.read_bytes())
    content[100:116] = os.urandom(16)
    file.write_bytes(content)


@pytest.fixture
def brought(monkeypatch, tmp_path):
    """As if this PhotoClip had come with a real model, which nobody downloaded."""
    small_models.use(monkeypatch)
    shipped = tmp_path / "resources" / "models"
    embedded = small_models.install(paths.EMBEDDED_MODEL, 24, folder=shipped)
    real = small_models.install("real/model", 40, folder=shipped)
    (shipped / "default").write_text(f"{real.path.name}\n", "utf-8")
    for other in paths.resources_dir().iterdir():
        if other.name != "models":
            (shipped.parent / other.name).symlink_to(other)
    monkeypatch.setattr(paths, "resources_dir", lambda: shipped.parent)
    return embedded, real


def test_a_model_that_came_along_answers_in_a_new_library_and_stays(
    brought, tmp_path, make_photo, capsys
):
    small_models.pictures(make_photo, tmp_path / "photos")
    terminal = Terminal(tmp_path / "library", capsys)
    terminal.run("add", str(tmp_path / "photos"))
    with closing(database.open_reader(tmp_path / "library")) as library:
        assert active_model(library).name == "real/model"
        assert vectors.find_model(library, brought[1].info.key) is not None
    refused = Terminal(tmp_path / "library", capsys)
    refused.run("models", "remove", "real/model", check=1)
    assert "ships with PhotoClip" in refused.err
    assert brought[1].path.is_dir()


def test_a_library_that_knows_its_photos_by_the_embedded_model_stays_with_it(
    brought, tmp_path, make_photo, capsys
):
    default = brought[1].path.parent / "default"
    named = default.read_text("utf-8")
    default.unlink()  # the PhotoClip before brought no model along
    small_models.pictures(make_photo, tmp_path / "photos")
    terminal = Terminal(tmp_path / "library", capsys)
    terminal.run("add", str(tmp_path / "photos"))
    default.write_text(named, "utf-8")
    with closing(database.open_reader(tmp_path / "library")) as library:
        assert active_model(library).name == paths.EMBEDDED_MODEL


def test_the_sample_photos_keep_the_model_they_were_drawn_for(brought, monkeypatch, tmp_path):
    with closing(database.open_owner(paths.demo_library())) as library:
        assert active_model(library).name == paths.EMBEDDED_MODEL
    with closing(database.open_owner(tmp_path / "other")) as library:
        assert active_model(library).name == "real/model"
