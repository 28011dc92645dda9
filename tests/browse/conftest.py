"""What the tests of the browse process share."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

_WORKER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "worker")
if _WORKER not in sys.path:
    sys.path.append(_WORKER)

from worker_home import Home  # noqa: E402

from photoclip.core.types import FileStamp, ScanEntry  # noqa: E402
from photoclip.session import Session  # noqa: E402
from photoclip.store import database, files  # noqa: E402


@pytest.fixture
def folder(tmp_path) -> Path:
    """The folder of an empty library that nobody owns."""
    place = tmp_path / "library"
    database.open_owner(place).close()
    return place


@pytest.fixture(scope="module")
def album(tmp_path_factory, make_photo) -> Path:
    """A library with five photos, a copy of one, a file that is no photo and one not read yet."""
    place = tmp_path_factory.mktemp("album")
    photos = place / "Ünïted photos"
    for name, seed, taken in (
        ("2023/b.jpg", 1, "2023:05:01 10:00:00"),
        ("2023/a.jpg", 2, "2023:05:01 10:00:00"),
        ("2024/summer/c.jpg", 3, "2024:07:15 12:30:00"),
        ("2024/summer/d e.jpg", 4, "2024:07:16 08:00:00"),
        ("2024/undated.png", 5, None),
    ):
        exif = {306: taken, 271: "Canon", 272: "EOS R6"} if taken else None
        make_photo(photos / name, seed, exif=exif)
    shutil.copy(photos / "2023" / "a.jpg", photos / "2024" / "copy of a.jpg")
    (photos / "broken.jpg").write_bytes(b"no picture at all")
    with Session.open(place / "library", owner=True) as session:
        session.add_roots([str(photos)])
        session.index()
    with closing(database.open_owner(place / "library")) as library:
        (root,) = files.roots(library)
        entry = ScanEntry(b"2024/summer/new.jpg", FileStamp(9, 1_700_000_000 * 10**9), 99, 0)
        with library.transaction() as connection:
            files.insert(connection, root, [entry])
    return place / "library"


@pytest.fixture
def session(album) -> Iterator[Session]:
    """A session that reads the album."""
    with Session.open(album) as opened:
        yield opened


@pytest.fixture
def home(tmp_path, make_photo) -> Iterator[Home]:
    """A library with a folder of photos, and real workers over it."""
    made = Home(tmp_path, make_photo)
    yield made
    made.end_worker()
