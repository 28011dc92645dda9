"""`photoclip metadata` and `photoclip describe`, over real files and a library without a model."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from photoclip.cli.main import cli
from photoclip.core.errors import NothingThereError, PhotoClipError, QueryError
from photoclip.core.types import InputSpec, PhotoReading
from photoclip.folders.one_file import entry_of
from photoclip.media.sandbox import DecoderPool
from photoclip.store import database, files, photos


class Home:
    """Two photos in a folder, and the program."""

    def __init__(self, folder: Path, make_photo) -> None:
        self.photos = folder / "photos"
        self.library = folder / "library"
        for seed, name in enumerate(("a.jpg", "b.jpg")):
            make_photo(self.photos / name, seed)
        library = database.open_owner(self.library)
        files.add_root(library, os.fsencode(self.photos))
        (root,) = files.roots(library)
        with DecoderPool(1, InputSpec(32)) as pool:
            for name in (b"a.jpg", b"b.jpg"):
                with library.transaction() as connection:
                    files.insert(connection, root, [entry_of(root.path, name)])
                row = files.rows_of(library, root.id)[name]
                reading = pool.read(os.path.join(root.path, name))
                assert isinstance(reading, PhotoReading)
                assert isinstance(reading.pixels, np.ndarray)
                with library.transaction() as connection:
                    photos.record(connection, row.id, reading)
        library.close()

    def run(self, *words: str, code: int = 0) -> Result:
        """Raises what the program would print as an error."""
        command = ["--library", str(self.library), *words]
        done = CliRunner().invoke(cli, command, standalone_mode=False, catch_exceptions=False)
        assert done.exit_code == code or done.return_value == code, done.output
        return done

    def json(self, *words: str, code: int = 0) -> list[dict[str, object]]:
        return [
            json.loads(line) for line in self.run(*words, "--json", code=code).stdout.splitlines()
        ]

    def path(self, name: str) -> str:
        return str(self.photos / name)


@pytest.fixture
def home(tmp_path, make_photo) -> Home:
    return Home(tmp_path, make_photo)


def test_nothing_is_written_until_a_folder_allows_it(home):
    (folder,) = home.json("metadata", "folders")
    assert (folder["path"], folder["writing"], folder["own"]) == (str(home.photos), "never", False)
    home.run("describe", home.path("a.jpg"), "--title", "Biscuit")
    with pytest.raises(PhotoClipError, match="not allowed") as refused:
        home.run("metadata", "write", "--all")
    assert "metadata set" in refused.value.hint
    change = home.json("metadata", "diff", home.path("a.jpg"))[0]
    assert "not allowed" in str(change["refused"])
    assert sorted(os.listdir(home.photos)) == ["a.jpg", "b.jpg"]


def test_what_a_person_said_is_shown_written_and_taken_back(home):
    home.run("metadata", "set", str(home.photos), "sidecar")
    home.run("describe", home.path("a.jpg"), "--title", "Biscuit", "--caption", "On the sofa 🐕")
    home.run("rate", "4", home.path("a.jpg"))
    changes = {
        str(one["target"]): {field["field"]: field["after"] for field in one["changes"]}
        for one in home.json("metadata", "diff", "--all")
    }
    assert changes[home.path("a.jpg.xmp")]["Xmp.dc.title"] == ["Biscuit"]
    assert not os.path.exists(home.path("a.jpg.xmp"))
    (summary,) = home.json("metadata", "write", "--all")
    assert (summary["done"], summary["unchanged"], summary["waiting"]) == (1, 1, 0)
    assert "On the sofa 🐕" in (home.photos / "a.jpg.xmp").read_text("utf-8")
    (back,) = home.json("metadata", "undo")
    assert (back["restored"], back["done"]) == (1, 0)
    assert sorted(os.listdir(home.photos)) == ["a.jpg", "b.jpg"]
    assert [one["batch"] for one in home.json("metadata", "status")] == [summary["batch"]]


def test_undo_takes_a_write_back_like_any_other_change(home):
    home.run("metadata", "set", str(home.photos), "file")
    home.run("describe", home.path("a.jpg"), "--caption", "On the sofa")
    home.run("metadata", "write", home.path("a.jpg"))
    assert b"On the sofa" in (home.photos / "a.jpg").read_bytes()
    said = home.run("undo").stdout
    assert "what was written into files" in said
    assert "as before again" in said
    assert b"On the sofa" not in (home.photos / "a.jpg").read_bytes()
    assert "a caption" in home.run("undo").stdout


def test_a_read_only_file_is_told_with_its_reason_and_the_exit_code_says_so(home):
    home.run("metadata", "set", str(home.photos), "file")
    home.run("describe", home.path("a.jpg"), "--title", "Biscuit")
    os.chmod(home.path("a.jpg"), 0o444)
    said = home.run("metadata", "write", home.path("a.jpg"), code=1).stdout
    assert "read-only" in said
    assert home.path("a.jpg") in said


def test_a_folder_in_a_folder_is_set_apart(home):
    (home.photos / "scans").mkdir()
    home.run("metadata", "set", str(home.photos), "sidecar")
    home.run("metadata", "set", str(home.photos / "scans"), "never")
    assert {
        Path(str(one["path"])).name: one["writing"] for one in home.json("metadata", "folders")
    } == {
        "photos": "sidecar",
        "scans": "never",
    }
    home.run("metadata", "keep", "times", "off")
    assert "do not keep their times" in home.run("metadata", "folders").output


def test_what_makes_no_sense_is_refused_in_words(home, tmp_path):
    with pytest.raises(PhotoClipError, match="not in a folder of this library"):
        home.run("metadata", "set", str(tmp_path / "elsewhere"), "file")
    with pytest.raises(PhotoClipError, match="empty"):
        home.run("metadata", "write", "--query", "  ")
    with pytest.raises(QueryError):
        home.run("metadata", "diff", "--query", "rating:many")
    with pytest.raises(NothingThereError, match="Nothing was written"):
        home.run("metadata", "undo")
    with pytest.raises(NothingThereError, match="no-such"):
        home.run("metadata", "undo", "no-such'; DROP TABLE write_job; --")
    with pytest.raises(PhotoClipError, match="not a photo"):
        home.run("describe", "/nowhere.jpg", "--title", "x")


def test_a_word_can_be_emptied_and_given_back_to_the_file(home):
    path = home.path("a.jpg")
    home.run("describe", path, "--title", "First")
    home.run("describe", path, "--title", "")
    home.run("describe", path, "--reset", "title")
    library = database.open_reader(home.library)
    assert library.connection.execute("SELECT own_title FROM photo").fetchall() == [(None,)] * 2
    library.close()


def test_a_library_without_photos_says_so_and_what_comes_next(home, tmp_path):
    home.library = tmp_path / "empty"
    database.open_owner(home.library).close()
    with pytest.raises(PhotoClipError, match="has no photos yet") as caught:
        home.run("metadata", "write", "--all")
    assert caught.value.hint == "Add a folder of them: photoclip add FOLDER"
    with pytest.raises(PhotoClipError, match="The search finds no photo"):
        home.run("metadata", "write", "--query", "rating:5")
