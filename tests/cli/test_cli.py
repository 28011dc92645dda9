"""The program, run as a person runs it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from program import Done, apart, run

from photoclip.cli import checks
from photoclip.core import paths
from photoclip.scenes.render import render
from photoclip.scenes.spec import sample_spec

COMMANDS = ("add", "index", "search", "similar", "status", "failures", "doctor", "models", "demo")

COPY = b"caf\xe9 \x1b[31m\n.jpg"
"""Holds what ``pizza0.jpg`` does."""


def lines(done: Done) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def photos(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("photos")
    for name in ("lighthouse", "pizza", "giraffe", "castle"):
        for number in range(2):
            spec = sample_spec(np.random.default_rng((5, number)), name)
            Image.fromarray(render(spec, 128)).save(folder / f"{name}{number}.jpg")
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 not much of a photo")
    (folder / "empty.png").touch()
    with open(os.path.join(os.fsencode(folder), COPY), "wb") as stream:
        stream.write((folder / "pizza0.jpg").read_bytes())
    return folder


@pytest.fixture(scope="module")
def library(photos, tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("cli") / "library"
    twin, aside = photos / "pizza0.jpg", folder.parent / "aside"
    twin.rename(aside)
    report = lines(apart("--library", str(folder), "add", str(photos), "--json"))[0]
    assert [report[what] for what in ("added", "read", "failed", "reused")] == [10, 8, 2, 0]
    aside.rename(twin)
    report = lines(apart("--library", str(folder), "index", "--json"))[0]
    assert [report[what] for what in ("added", "read", "failed", "reused")] == [1, 1, 0, 1]
    return str(folder)


def test_help_is_there_for_every_command_with_examples():
    whole = apart("--help").stdout
    for command in COMMANDS:
        assert command in whole
        assert "--help" in run(command, "--help").stdout
    assert "Examples:" in run("search", "--help").stdout


def test_help_loads_neither_torch_nor_qt_nor_the_library():
    script = (
        "import sys; from photoclip.cli.main import cli\n"
        "try: cli(['--help'])\n"
        "except SystemExit: pass\n"
        "loaded = {'torch', 'PySide6', 'open_clip', 'PIL', 'sqlite_utils'} & set(sys.modules)\n"
        "assert not loaded, loaded\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)


def test_a_sentence_finds_its_picture(library):
    found = lines(apart("--library", library, "search", "a lighthouse", "--json", "--all"))
    assert "lighthouse" in str(found[0]["path"])
    assert set(found[0]) >= {"path", "score", "band", "id", "taken_at", "thumbnail"}
    assert Path(str(found[0]["thumbnail"])).is_file()
    scores = [float(str(row["score"])) for row in found]
    assert scores == sorted(scores, reverse=True)


def test_people_see_bands_and_that_the_model_is_a_demonstration(library):
    done = run("--library", library, "search", "a", "lighthouse", "--all")
    assert "(" in done.stdout.splitlines()[0]
    assert "lighthouse0.jpg" in done.stdout
    assert "demonstration" in done.stderr


def test_names_can_not_move_the_cursor_or_break_lines(library):
    done = apart("--library", library, "search", "name:caf*")
    assert "\x1b[31m" not in done.stdout
    assert "caf\\xe9 \\x1b[31m\\n.jpg" in done.stdout


def test_json_paths_lead_back_to_the_same_bytes(library, photos):
    done = apart("--library", library, "search", "name:caf*", "--json")
    path = os.fsencode(str(lines(done)[0]["path"]))
    assert path == os.path.join(os.fsencode(photos), b"caf\xe9 \x1b[31m\n.jpg")
    assert os.path.exists(path)


def test_failures_have_a_reason(library):
    found = {
        Path(str(f["path"])).name: f
        for f in lines(apart("--library", library, "failures", "--json"))
    }
    assert set(found) == {"broken.jpg", "empty.png"}
    assert all(str(one["reason"]).endswith(".") for one in found.values())
    assert found["empty.png"]["kind"] == "empty"


def test_failed_files_can_be_asked_for(library):
    found = lines(run("--library", library, "search", "is:failed", "--json"))
    assert {Path(str(row["path"])).name for row in found} == {"broken.jpg", "empty.png"}
    assert {row["id"] for row in found} == {None}


def test_a_mistake_in_a_query_is_shown_under_it_and_exits_2(library):
    done = apart("--library", library, "search", "dog rating:nine", check=2)
    message, query, marks = done.stderr.splitlines()[:3]
    assert message.startswith("Error:")
    assert query.strip() == "dog rating:nine"
    assert "^" in marks


def test_a_minus_in_front_of_a_word_is_no_option(library):
    found = lines(run("--library", library, "search", "-pizza", "-hat", "--json", "--limit", "0"))
    assert found
    assert not any("pizza0" in str(row["path"]) for row in found)


def test_similar_leaves_the_photo_itself_out(library, photos):
    path = str(photos / "castle0.jpg")
    found = lines(apart("--library", library, "similar", path, "--json", "--all"))
    assert path not in [row["path"] for row in found]
    assert len(found) == 7


def test_a_second_index_has_nothing_to_do(library):
    report = lines(apart("--library", library, "index", "--json"))[0]
    assert report["unchanged"] == 11
    assert report["read"] == report["failed"] == report["embedded"] == 0


def test_status_counts(library):
    status = lines(apart("--library", library, "status", "--json"))[0]
    assert status["photos"] == 8
    assert status["embedded"] == 8
    assert status["failed_files"] == 2
    assert status["demonstration"] is True


def test_doctor_finds_this_machine_fit(library):
    found = {row["check"]: row for row in lines(apart("--library", library, "doctor", "--json"))}
    assert found["Library"]["ok"] is True
    assert found["Model"]["ok"] is None
    assert "demonstration" in str(found["Model"]["detail"])


def test_doctor_says_where_nothing_can_be_written(library, tmp_path, monkeypatch):
    monkeypatch.setattr(checks.os, "access", lambda *_rest, **_more: False)
    found = {check.name: check for check in checks.run_checks(Path(library), "cpu")}
    assert found["Library"].ok is None
    assert "nothing can be changed" in found["Library"].detail
    found = {check.name: check for check in checks.run_checks(tmp_path / "none", "cpu")}
    assert found["Library"].ok is False
    assert str(tmp_path) in found["Library"].detail
    assert "--library" in found["Library"].advice


def test_demo_has_a_library_of_its_own(tmp_path):
    done = run("--library", str(tmp_path / "mine"), "demo", check=2)
    assert "leave out --library" in done.stderr
    assert not (tmp_path / "mine").exists()


@pytest.mark.torch
def test_demo_knows_the_samples_where_they_are_now(photos, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "demo_library", lambda: tmp_path / "demo")
    for place in ("before", "now"):
        shutil.copytree(photos, tmp_path / place / "samples")
        monkeypatch.setattr(
            paths, "sample_photos", lambda place=place: tmp_path / place / "samples"
        )
        run("demo", "a lighthouse")
        if place == "before":
            shutil.rmtree(tmp_path / place)
    (status,) = lines(run("--library", str(tmp_path / "demo"), "status", "--json"))
    assert [(root["path"], root["offline"]) for root in status["roots"]] == [
        (str(tmp_path / "now/samples"), False)
    ]
    assert status["photos"] == 8


def test_without_a_library_the_next_step_is_named(tmp_path):
    for words in (["search", "dog"], ["status"], ["failures"], ["similar", "x.jpg"]):
        done = run("--library", str(tmp_path / "none"), *words, check=1)
        assert "photoclip add FOLDER" in done.stderr
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("target", ["nowhere", "file.txt"])
def test_adding_what_is_no_folder_says_so(tmp_path, target):
    (tmp_path / "file.txt").write_text("x")
    done = run("--library", str(tmp_path / "l"), "add", str(tmp_path / target), check=1)
    assert "is not a folder" in done.stderr


@pytest.mark.parametrize("photo", ["#999", "999", "nope.jpg", "."])
def test_similar_to_what_is_no_photo_is_a_mistake_a_person_can_read(library, photo):
    done = run("--library", library, "similar", photo, check=2)
    assert done.stderr.startswith("Error:")


def test_an_unknown_option_of_search_is_no_exclusion(library):
    done = run("--library", library, "search", "cat", "--limt", "3", check=2)
    assert "--limt" in done.stderr


def test_the_librarys_own_folder_is_no_folder_of_photos(library):
    done = run("--library", library, "add", library, check=1)
    assert "belongs to the library itself" in done.stderr


def test_model_names_are_printed_whole():
    assert "ViT-B-32-256/datacomp_s34b_b86k" in apart("models", "list").stdout


def test_a_cut_list_says_how_much_there_is(library):
    done = run("--library", library, "search", "sort:name", "--limit", "2")
    assert "2 of 8 shown" in done.stderr


def test_a_folder_inside_one_that_is_there_is_refused(library, photos):
    (photos / "sub").mkdir(exist_ok=True)
    done = run("--library", library, "add", str(photos / "sub"), check=1)
    assert "already in the library" in done.stderr


def test_a_library_from_the_future_is_refused_untouched(tmp_path, photos):
    folder = tmp_path / "library"
    run("--library", str(folder), "add", str(photos), "--no-index")
    path = folder / "library.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    for words in (["status"], ["index"], ["search", "x"], ["doctor"]):
        done = run("--library", str(folder), *words, check=1)
        assert "newer PhotoClip" in done.stderr + done.stdout
    assert path.read_bytes() == before


def test_a_damaged_library_is_named_not_a_traceback(tmp_path):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "library.sqlite3").write_bytes(b"not a database at all" * 100)
    for words in (["status"], ["index"], ["search", "x"]):
        assert "damaged" in apart("--library", str(folder), *words, check=1).stderr


def test_an_unknown_command_and_a_missing_argument_exit_2():
    apart("serach", check=2)
    run("add", check=2)
    run("search", "--limit", "-3", "x", check=2)


def test_interrupting_keeps_what_was_done_and_the_next_run_finishes(tmp_path):
    folder, library = tmp_path / "many", str(tmp_path / "library")
    folder.mkdir()
    rng = np.random.default_rng(0)
    for number in range(150):
        picture = rng.integers(0, 256, (40, 60, 3), dtype=np.uint8)
        Image.fromarray(picture).save(folder / f"{number:03d}.jpg")
    process = subprocess.Popen(
        [sys.executable, "-m", "photoclip", "--library", library, "add", str(folder)],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    database = Path(library) / "library.sqlite3"
    # Interrupted as soon as the first photos are there.
    while process.poll() is None:
        try:
            with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
                done = connection.execute("SELECT count(*) FROM photo").fetchone()[0]
            connection.close()
        except sqlite3.Error:
            done = 0
        if done:
            process.send_signal(signal.SIGINT)
            break
        time.sleep(0.01)
    _out, error = process.communicate()
    assert process.returncode in (0, 130)
    assert b"Traceback" not in error
    run("--library", library, "index")
    status = lines(run("--library", library, "status", "--json"))[0]
    assert status["photos"] == 150
    assert status["pending_files"] == 0


def test_models_can_be_listed_and_the_embedded_one_can_not_be_removed(library):
    found = {
        row["name"]: row for row in lines(run("--library", library, "models", "list", "--json"))
    }
    assert found["photoclip-scenes"]["active"] is True
    assert found["ViT-B-32-256/datacomp_s34b_b86k"]["installed"] is False
    done = run("models", "remove", "photoclip-scenes", check=1)
    assert "ships with PhotoClip" in done.stderr
