"""A process killed at any moment, and the library it leaves."""

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

from photoclip.indexing import in_hand
from photoclip.store import database, files

SCRIPT = Path(__file__).with_name("index_and_die.py")
PHOTOS = 18


@pytest.fixture(scope="module")
def album(tmp_path_factory, make_photo) -> Path:
    """Photos, a copy of one, a sidecar's worth of metadata, and bad ones."""
    folder = tmp_path_factory.mktemp("killed") / "album"
    for n in range(PHOTOS):
        make_photo(folder / f"{n % 3}" / f"{n:02}.jpg", n, size=(48, 32))
    shutil.copy(folder / "0" / "00.jpg", folder / "1" / "copy.jpg")
    (folder / "2" / "bad.jpg").write_bytes(b"this is not a picture\n" * 20)
    (folder / "2" / "empty.jpg").touch()
    return folder


def run(library: Path, album: Path, last_call: int = 0) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), str(library), str(album), str(last_call)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def contents(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """What makes two libraries the same: nothing of the ids and times at which things were found."""
    with closing(database.open_reader(folder)) as library:
        assert database.quick_check(library) == "ok"
        assert files.count_pending(library) == 0
        queries = {
            "files": "SELECT file.path, state, size, mtime_ns, content.hash FROM file "
            "LEFT JOIN photo ON photo.id = photo_id LEFT JOIN content ON content.id = content_id",
            "photos": "SELECT content.hash FROM photo JOIN content ON content.id = content_id",
            "contents": "SELECT hash, byte_size, format, width, height FROM content",
            "vectors": "SELECT model.key, content.hash, data FROM vector "
            "JOIN content ON content.id = content_id JOIN model ON model.id = model_id",
            "failures": "SELECT file.path, kind, reason FROM failure "
            "JOIN file ON file.id = file_id",
            "suspects": "SELECT path FROM file WHERE strikes > 0",
        }
        found = {
            name: sorted(library.connection.execute(sql).fetchall(), key=repr)
            for name, sql in queries.items()
        }
        found["left in hand"] = sorted((p.name,) for p in folder.glob(f"{in_hand.NAME}*"))
        found["thumbnails"] = sorted((p.name,) for p in library.thumbnails.rglob("*.jpg"))
        return found


@pytest.fixture(scope="module")
def clean(album, tmp_path_factory):
    """The library of one undisturbed run, and how many calls that run took."""
    folder = tmp_path_factory.mktemp("clean")
    done = run(folder, album)
    assert done.returncode == 0, done.stderr
    return contents(folder), int(done.stdout)


def test_the_undisturbed_run_holds_everything(clean):
    expected, _calls = clean
    assert len(expected["files"]) == PHOTOS + 3
    assert len(expected["vectors"]) == len(expected["photos"]) == PHOTOS
    assert len(expected["failures"]) == 2
    assert expected["suspects"] == expected["left in hand"] == []
    assert len(expected["thumbnails"]) == PHOTOS


def test_a_process_killed_in_the_same_photos_again_and_again_accuses_none_of_them(
    album, clean, tmp_path
):
    expected, calls = clean
    # every run dies a little after its start, most of them with a batch or a single photo in hand
    for part in (40, 45, 50, 55, 60, 65):
        died = run(tmp_path, album, calls * part // 100)
        assert died.returncode in (0, -signal.SIGKILL), died.stderr
    finished = run(tmp_path, album)
    assert finished.returncode == 0, finished.stderr
    assert contents(tmp_path) == expected


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_again_and_again_and_run_to_its_end_it_is_the_library_of_one_clean_run(
    album, clean, tmp_path, seed
):
    expected, calls = clean
    rng = random.Random(seed)
    moments = [rng.randrange(1, calls) for _ in range(2)]
    # later runs find less to do: smaller numbers, so that death still comes in time
    moments += [rng.randrange(1, calls // 2) for _ in range(3)]
    deaths = 0
    for moment in moments:
        died = run(tmp_path, album, moment)
        assert died.returncode in (0, -signal.SIGKILL), died.stderr
        deaths += died.returncode != 0
    assert deaths >= 2, moments
    finished = run(tmp_path, album)
    assert finished.returncode == 0, finished.stderr
    assert contents(tmp_path) == expected, moments
