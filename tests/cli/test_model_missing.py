"""A library whose model is no longer on this machine: what needs none works, the rest names it."""

from __future__ import annotations

import io
import shutil

import pytest
import small_models
from model_terminal import Terminal
from rich.console import Console

from photoclip.cli.progress import IndexDisplay
from photoclip.core import paths
from photoclip.core.events import SwitchAdvanced
from photoclip.core.model_reports import SwitchProgress
from photoclip.session import Session

PHOTOS = 6 * len(small_models.COLOURS)
GONE = "my/model"


@pytest.fixture
def terminal(tmp_path, make_photo, monkeypatch, capsys):
    """Over a library with a label, known by an imported model whose folder was deleted since."""
    monkeypatch.setenv("COLUMNS", "300")
    monkeypatch.setenv("PHOTOCLIP_HOME", str(tmp_path / "home"))
    small_models.use(monkeypatch)
    folder = small_models.install(GONE, 24).path
    small_models.pictures(make_photo, tmp_path / "photos")
    made = Terminal(tmp_path / "library", capsys)
    made.run("models", "use", GONE)
    made.run("add", str(tmp_path / "photos"))
    made.run("label", "add", "Red", "--describe", "something red")
    made.run("label", "tune", "Red", "--share", "25%", "--apply")
    shutil.rmtree(folder)
    return made


def test_what_needs_no_model_works_without_it(terminal):
    found = terminal.json("status")
    assert (found["model"], found["model_missing"]) == (GONE, True)
    assert (found["photos"], found["embedded"]) == (PHOTOS, PHOTOS)
    assert f"{GONE}, which isn't on this machine" in terminal.run("status")
    assert len(terminal.lines("search", "name:red*")) == 6
    assert len(terminal.lines("search", "sort:name", "--limit", "0")) == PHOTOS
    assert len(terminal.lines("search", "label:Red")) == 6
    assert terminal.lines("label", "list")[0]["label"] == "Red"
    assert "Red" in terminal.run("label", "show", "Red")
    for words in (
        ("rate", "3", "#1"),
        ("undo",),
        ("label", "yes", "Red", "#1"),
        ("label", "add", "Blue", "--describe", "something blue"),
        ("failures",),
        ("models", "list"),
        ("models", "use", "--stop"),
    ):
        terminal.run(*words)


def test_what_needs_it_names_it_and_what_gets_going_again(terminal):
    for words in (("search", "something red"), ("similar", "#1"), ("tag",), ("models", "teach")):
        terminal.run(*words, check=1)
        assert f"The model “{GONE}”, by which this library knows its photos" in terminal.err, words
        assert f"photoclip models use {paths.EMBEDDED_MODEL}" in terminal.err, words
        assert f"photoclip models import FOLDER_OR_FILE --name {GONE}" in terminal.err, words
    said = terminal.run("doctor", check=1)
    assert f"The model “{GONE}”" in said
    assert f"photoclip models use {paths.EMBEDDED_MODEL}" in said


def test_new_photos_are_found_and_wait(terminal, make_photo, tmp_path):
    make_photo(tmp_path / "photos" / "late.png", colour=(60, 180, 50), size=(48, 32))
    report = terminal.json("index")
    assert (report["added"], report["read"]) == (1, 0)
    terminal.run("index")
    assert f"The model “{GONE}”" in terminal.err
    assert "1 file waits to be read" in terminal.err
    found = terminal.json("status")
    assert (found["pending_files"], found["failed_files"]) == (1, 0)

    small_models.install("other", 40)
    terminal.run("models", "use", "other")
    report = terminal.json("index")
    assert report["read"] == 1
    found = terminal.json("status")
    assert (found["model"], found["model_missing"]) == ("other", False)
    assert (found["embedded"], found["pending_files"]) == (PHOTOS + 1, 0)
    assert len(terminal.lines("search", "something green")) > 0


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("RN50/openai", "photoclip models download RN50/openai"),
        ("hf-hub:owner/name", "photoclip models download hf-hub:owner/name"),
        ("somebody's+words-2", "photoclip models teach"),
    ],
)
def test_the_advice_fits_how_a_model_came(terminal, name, advice):
    folder = small_models.install(name, 24).path
    terminal.run("models", "use", "--now", name)
    shutil.rmtree(folder)
    terminal.run("search", "something red", check=1)
    assert advice in terminal.err


def test_another_model_that_knows_the_photos_is_what_gets_going_soonest(terminal):
    small_models.install("other", 40)
    terminal.run("models", "use", "--now", "other")
    terminal.run("index")
    third = small_models.install("third", 40).path
    terminal.run("models", "use", "--now", "third")
    shutil.rmtree(third)
    terminal.run("search", "something red", check=1)
    assert "photoclip models use other" in terminal.err
    terminal.run("models", "use", "other")
    assert terminal.lines("search", "something red")


def test_what_is_known_by_a_model_that_is_gone_is_listed_and_can_be_freed(terminal):
    small_models.install("other", 40)
    terminal.run("models", "use", "--now", "other")
    terminal.run("index")
    small_models.install(GONE, 25)  # other weights of that name
    gone = next(row for row in terminal.lines("models", "list") if row["kind"] == "gone")
    assert (gone["name"], gone["vectors"], gone["installed"]) == (GONE, PHOTOS, False)
    said = terminal.run("models", "list")
    assert f"photoclip models remove --vectors {gone['key']}" in said
    terminal.run("models", "use", "--now", GONE)  # the name is in use, those vectors are not
    assert terminal.json("models", "remove", "--vectors", gone["key"])["forgotten"] == PHOTOS
    assert not [row for row in terminal.lines("models", "list") if row["kind"] == "gone"]


def test_what_is_recommended_depends_on_the_language_as_it_does_in_the_window(
    terminal, monkeypatch
):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    terminal.run("models", "list")
    assert "many languages" in terminal.err
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    terminal.run("models", "list")
    assert "many languages" not in terminal.err


def test_the_count_is_whole_in_a_narrow_terminal():
    display = IndexDisplay()
    display._live = True
    name = "ViT-SO400M-14-SigLIP-384/webli"
    progress = SwitchProgress(name, 65_123, 849_001, 12, 10.0, 79_000.0)
    display(SwitchAdvanced(progress))
    out = io.StringIO()
    Console(file=out, width=80).print(display._progress.get_renderable())
    (line,) = out.getvalue().rstrip().splitlines()
    assert "65123/849001" in line
    assert line.startswith("⠋ Looking at photos with") or "Looking at photos" in line


def test_an_index_whose_change_was_stopped_elsewhere_says_so(tmp_path, make_photo, monkeypatch):
    small_models.use(monkeypatch)
    small_models.install("old", 24)
    small_models.install("new", 40)
    small_models.pictures(make_photo, tmp_path / "photos", each=2)
    with Session.open(tmp_path / "library", owner=True) as session:
        session.models.use("old")
        session.add_roots([str(tmp_path / "photos")])
        session.index()
        session.models.use("new")
        said = []

        def hear(event) -> None:
            if isinstance(event, SwitchAdvanced):
                session.models.stop_switching()
            said.append(getattr(event, "text", ""))

        session.index(hear)
        assert session.model.name == "old"
    assert "The change to new was stopped. What was done of it is kept." in said
