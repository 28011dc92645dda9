"""A library whose model is no longer on this machine: what needs none works, the rest names it."""

from __future__ import annotations

import json
import shutil

import pytest
import small_models

from photoclip.cli.main import run
from photoclip.core import paths

PHOTOS = 6 * len(small_models.COLOURS)
GONE = "my/model"


class Terminal:
    def __init__(self, library, capsys) -> None:
        self.library = library
        self.capsys = capsys

    def run(self, *words: str, check: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            run(["--library", str(self.library), *words])
        said = self.capsys.readouterr()
        assert "Traceback" not in said.err
        assert int(ended.value.code or 0) == check, said.out + said.err
        self.err = said.err
        return said.out

    def json(self, *words: str) -> dict:
        return json.loads(self.run(*words, "--json"))

    def lines(self, *words: str) -> list[dict]:
        return [json.loads(line) for line in self.run(*words, "--json").splitlines()]


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
