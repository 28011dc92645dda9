"""Exports, from the terminal."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from album_terminal import Terminal
from click.testing import CliRunner

from photoclip.cli.main import cli


@pytest.fixture(scope="module")
def terminal(tmp_path_factory, make_photo) -> Terminal:
    made = Terminal(tmp_path_factory.mktemp("exports"), make_photo)
    made.run("album", "add", "Trip", *map(made.path, "cab"))
    return made


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*.jpg")
    }


def test_an_album_a_search_and_photos_by_name_are_exported_in_order(terminal, tmp_path):
    before = contents(terminal.photos)
    for n, (words, expected) in enumerate(
        (
            (("--album", "trip"), "cab"),
            (("--query", "sort:-name"), "dcba"),
            ((terminal.path("d"), "#1"), "da"),
        )
    ):
        done = terminal.apart("export", str(tmp_path / str(n)), *words, "--numbered")
        assert f"Copied {len(expected)} photos" in done.stdout
        assert [name[5] for name in names(tmp_path / str(n))] == list(expected)
    assert contents(terminal.photos) == before


def test_again_makes_nothing_twice_and_json_says_so(terminal, tmp_path):
    (first,) = terminal.json("export", str(tmp_path / "o"), "--album", "Trip")
    assert (first["made"], first["existed"], first["skipped"], first["stopped"]) == (3, 0, [], None)
    assert first["target"] == str(tmp_path / "o")
    assert first["bytes"] == sum(path.stat().st_size for path in (tmp_path / "o").iterdir())
    (again,) = terminal.json("export", str(tmp_path / "o"), "--album", "Trip")
    assert (again["made"], again["existed"], again["bytes"]) == (0, 3, 0)
    assert "were at" in terminal.run("export", str(tmp_path / "o"), "--album", "Trip").stdout


def test_links_and_sheets(terminal, tmp_path):
    terminal.run("export", str(tmp_path / "links"), "--album", "Trip", "--as", "links")
    assert (tmp_path / "links" / "a.jpg").samefile(terminal.path("a"))
    done = terminal.apart("export", str(tmp_path / "s"), "--album", "Trip", "--as", "sheet")
    assert "Made a contact sheet of 3 photos" in done.stdout
    assert "feff" + "Trip".encode("utf-16-be").hex() in (tmp_path / "s.pdf").read_bytes().decode(
        "latin-1"
    )


def test_a_target_that_is_called_a_pdf_is_a_sheet_unless_it_is_said_otherwise(terminal, tmp_path):
    done = terminal.run("export", str(tmp_path / "lakes.PDF"), "#1")
    assert "Made a contact sheet of 1 photo:" in done.stdout
    assert (tmp_path / "lakes.PDF").read_bytes().startswith(b"%PDF")
    terminal.run("export", str(tmp_path / "o.pdf"), "#1", "--as", "copies")
    assert names(tmp_path / "o.pdf") == ["a.jpg"]
    done = terminal.run("export", str(tmp_path / "o.pdf"), "#1")
    assert "1 photo was at" in done.stdout


def test_a_target_in_the_library_is_warned_of_before_anything_is_made(
    terminal, tmp_path, monkeypatch
):
    inside = terminal.photos / "again"
    done = terminal.run("export", str(inside), "#1")
    assert done.stderr.count("in the library once more") == 1
    assert "choose a TARGET outside" in done.stderr
    assert names(inside) == ["a.jpg"]

    shutil.rmtree(inside)
    monkeypatch.setattr("photoclip.cli.export._asks", lambda: True)
    command = ["--library", str(terminal.library), "export", str(inside), "#1"]
    said = CliRunner().invoke(cli, command, input="n\n")
    assert "Export there?" in said.output
    assert "Nothing was exported." in said.output
    assert not inside.exists()
    assert CliRunner().invoke(cli, [*command, "--yes"]).exit_code == 0
    assert names(inside) == ["a.jpg"]
    shutil.rmtree(inside)


def test_what_is_left_out_is_named_and_the_exit_code_says_so(terminal, tmp_path, make_photo):
    gone = terminal.photos / "d.jpg"
    kept = gone.read_bytes()
    gone.unlink()
    try:
        done = terminal.run("export", str(tmp_path / "o"), "--query", "sort:name", check=1)
    finally:
        gone.write_bytes(kept)
    assert "Copied 3 photos" in done.stdout
    assert "d.jpg  The file is not there (any more)." in done.stderr


def test_mistakes_are_answered_with_what_helps(terminal, tmp_path):
    target = str(tmp_path / "o")
    for words, said, code in (
        ((target,), "one of the three", 2),
        ((target, "--album", "Trip", "--query", "x"), "one of the three", 2),
        ((target, "--album", "Nowhere"), "Albums: Trip", 1),
        ((target, "--query", "rating:nine"), "^^^^", 2),
        ((target, "--query", " "), "query is empty", 1),
        ((target, "--query", "name:nothing"), "finds no photo", 1),
        ((target, "#999"), "not a photo", 1),
        ((target, "--album", "Trip", "--rows", "3"), "--as sheet", 2),
        ((target, "--album", "Trip", "--as", "zip"), "copies", 2),
        ((str(terminal.library), "--album", "Trip"), "belongs to the library", 1),
        ((terminal.path("a"), "--album", "Trip"), "not a folder", 1),
        ((str(tmp_path), "--album", "Trip", "--as", "sheet"), "is a folder", 1),
    ):
        done = terminal.run("export", *words, check=code)
        assert said in done.stderr, (words, done.stderr)
    assert not (tmp_path / "o").exists()


def test_exporting_into_a_folder_of_the_library_is_told(terminal):
    done = terminal.run("export", str(terminal.photos / "below"), terminal.path("a"))
    assert "a folder of the library" in done.stderr


def test_interrupting_keeps_what_was_made_and_the_same_again_goes_on(terminal, tmp_path):
    script = (
        "import os, signal, sys\n"
        "from photoclip.exporting import folder\n"
        "real = folder.ExportFolder.place\n"
        "def place(self, source, name):\n"
        "    placed = real(self, source, name)\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    return placed\n"
        "folder.ExportFolder.place = place\n"
        "from photoclip.cli.main import run\n"
        "run(sys.argv[1:])\n"
    )
    words = ["--library", str(terminal.library), "export", str(tmp_path / "o"), "--album", "Trip"]
    done = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 128 + signal.SIGINT, done.stderr
    assert "Copied 1 photo " in done.stdout
    assert names(tmp_path / "o") == ["c.jpg"]
    done = terminal.run("export", str(tmp_path / "o"), "--album", "Trip")
    assert "Copied 2 photos" in done.stdout
    assert names(tmp_path / "o") == ["a.jpg", "b.jpg", "c.jpg"]
