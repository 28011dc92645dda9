"""The seal: a bit that flips while the library lies on the disk is noticed before it is opened."""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
from contextlib import closing

import numpy as np
import pytest
from sqlite_utils.utils import sqlite3

from photoclip.core.commands import MarkLabel, SetRating, Verdict
from photoclip.core.errors import LibraryError, PhotoClipError
from photoclip.store import (
    backup,
    columns,
    commands,
    database,
    files,
    labels,
    photos,
    raw_file,
    seal,
    settings,
    vectors,
)
from photoclip.store.database import FILE_NAME


@pytest.fixture
def folder(tmp_path, put_photo):
    """A closed library with photos, vectors, labels and a backup."""
    folder = tmp_path / "library"
    rng = np.random.default_rng(1)
    with closing(database.open_owner(folder)) as library:
        ids = [put_photo(library, f"{n}.jpg") for n in range(40)]
        with library.transaction() as connection:
            model = vectors.model_id(connection, "m", 512)
            for content in range(1, 41):
                row = rng.normal(size=512).astype(np.float32)
                vectors.put(connection, model, content, row / np.linalg.norm(row))
        for photo in ids:
            commands.apply(library, SetRating(photo, photo % 6), f"rate {photo}")
            commands.apply(library, MarkLabel(photo, "dog", Verdict.CONFIRMED), f"mark {photo}")
        settings.put(library, settings.ACTIVE_MODEL, "m")
        assert backup.rotate(library) is not None
    return folder


def flip(path, place, bits=0x10):
    with open(path, "r+b") as stream:
        stream.seek(place)
        (value,) = stream.read(1)
        stream.seek(place)
        stream.write(bytes([value ^ bits]))


def read_everything(folder):
    """What status and search ask of a library."""
    with closing(database.open_reader(folder)) as library:
        for root in files.roots(library):
            files.rows_of(library, root.id)
        files.failures(library)
        list(files.pending(library))
        photos.count(library)
        photos.rows(library, list(range(1, 41)))
        columns.dated_where(library, "photo.effective_rating > ?", [2])
        labels.all_labels(library)
        labels.marks_of(library, list(range(1, 41)))
        settings.get(library, settings.ACTIVE_MODEL)
        model = vectors.find_model(library, "m")
        if model is not None:
            vectors.load(library, model, 512)


def test_an_orderly_close_leaves_a_seal_and_nothing_else_beside_the_library(folder):
    assert set(os.listdir(folder)) == {"backups", FILE_NAME, "library.seal", "owner.lock"}
    assert seal.verify(folder) == []
    assert database.damage(folder) is None


def test_the_seal_is_gone_while_an_owner_may_write(folder):
    with closing(database.open_owner(folder)) as library:
        assert seal.verify(folder) is None
        settings.put(library, "key", 1)
        assert database.damage(folder) is None
    assert seal.verify(folder) == []


def test_each_of_500_flipped_bytes_is_found_before_anything_is_written(folder):
    path = folder / FILE_NAME
    whole, sealed = path.read_bytes(), (folder / seal.SEAL_NAME).read_bytes()
    (newest,) = backup.backups(folder)
    rng = random.Random(7)
    places = [*range(100), *(rng.randrange(len(whole)) for _ in range(400))]
    for place in places:
        flip(path, place, rng.randrange(1, 256))
        damaged = path.read_bytes()
        with pytest.raises(LibraryError, match="damaged") as raised:
            database.open_owner(folder)
        assert newest.date in raised.value.hint, place
        assert "doctor --repair" in raised.value.hint, place
        assert path.read_bytes() == damaged, place
        assert database.damage(folder), place
        # Readers don't look for damage first: what they stumble over is told apart by damage().
        with contextlib.suppress(PhotoClipError, ValueError, TypeError, sqlite3.Error):
            read_everything(folder)
        path.write_bytes(whole)
        for beside in ("-wal", "-shm"):
            path.with_name(FILE_NAME + beside).unlink(missing_ok=True)
    assert (folder / seal.SEAL_NAME).read_bytes() == sealed
    database.open_owner(folder).close()


def test_the_message_says_which_part_is_damaged(folder):
    flip(folder / FILE_NAME, 70_000)
    with pytest.raises(
        LibraryError, match=r"64 of \d+ kB are not as PhotoClip left them \(at 64 kB"
    ):
        database.open_owner(folder)


def test_a_damaged_seal_is_no_seal(folder):
    for place in (0, 20, 40, -2):
        raw = bytearray((folder / seal.SEAL_NAME).read_bytes())
        raw[place] ^= 1
        (folder / seal.SEAL_NAME).write_bytes(raw)
        assert seal.verify(folder) is None
        database.open_owner(folder).close()
    (folder / seal.SEAL_NAME).write_bytes(b"")
    database.open_owner(folder).close()


def test_a_file_that_was_replaced_on_purpose_is_not_called_damaged(folder, tmp_path):
    database.open_owner(tmp_path / "other").close()
    (folder / FILE_NAME).write_bytes((tmp_path / "other" / FILE_NAME).read_bytes())
    with closing(database.open_owner(folder)) as library:
        assert files.roots(library) == []


def test_a_library_left_by_a_killed_owner_opens_without_a_seal(folder):
    script = (
        "import os, sys; from pathlib import Path; from photoclip.store import database, settings\n"
        "library = database.open_owner(Path(sys.argv[1]))\n"
        "settings.put(library, 'key', 1)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder)], check=False)
    assert not (folder / seal.SEAL_NAME).exists()
    assert database.damage(folder) is None
    with closing(database.open_owner(folder)) as library:
        assert settings.get(library, "key") == 1
    assert seal.verify(folder) == []


def test_a_reader_in_the_middle_of_something_costs_the_seal_and_no_data(folder):
    owner = database.open_owner(folder)
    with closing(database.open_reader(folder)) as reader:
        cursor = reader.connection.execute("SELECT id FROM vector")
        next(cursor)
        settings.put(owner, "key", 1)
        owner.close()
        assert not (folder / seal.SEAL_NAME).exists()
        assert settings.get(reader, "key") is None
    with closing(database.open_owner(folder)) as owner:
        assert settings.get(owner, "key") == 1


def test_looking_at_the_bytes_takes_no_lock_from_this_processs_connections(folder):
    """POSIX drops a process's locks on a file when it closes any descriptor of it."""
    probe = (
        "import sys; from sqlite_utils.utils import sqlite3\n"
        "other = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0)\n"
        "try:\n"
        "    other.execute('PRAGMA locking_mode = EXCLUSIVE')\n"
        "    other.execute('PRAGMA journal_mode = DELETE')\n"
        "    print('taken')\n"
        "except sqlite3.OperationalError:\n"
        "    print('locked')\n"
    )
    with closing(database.open_owner(folder)) as library:
        seal.write(folder)
        seal.verify(folder)
        seal.remove(folder)
        for block in raw_file.blocks(library.file, 4096):
            assert block
        answer = subprocess.run(
            [sys.executable, "-c", probe, str(library.file)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert answer.stdout == "locked\n"
        settings.put(library, "key", 1)
    # and once the last connection is closed nothing is kept open
    if os.path.isdir("/proc/self/fd"):
        held = []
        for name in os.listdir("/proc/self/fd"):
            try:
                held.append(os.readlink(f"/proc/self/fd/{name}"))
            except FileNotFoundError:
                continue
        assert str(folder / FILE_NAME) not in held


def test_sealing_is_done_without_where_there_is_no_room(folder, monkeypatch):
    def full(_path, _content):
        raise OSError(28, "No space left on device")

    library = database.open_owner(folder)
    monkeypatch.setattr(seal, "write_whole", full)
    library.close()
    assert not (folder / seal.SEAL_NAME).exists()
    database.open_owner(folder).close()
