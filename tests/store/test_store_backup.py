"""Daily backups: made while there are changes, whole or not at all, few kept."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import closing

import numpy as np
import pytest

from photoclip.core.commands import AddRoot, CreateLabel, SetRating
from photoclip.core.errors import LibraryError
from photoclip.store import backup, calendar, commands, copies, database, labels, settings, vectors
from photoclip.store.connection import connect
from photoclip.store.database import BACKUPS, FILE_NAME

DAY = 86400.0


@pytest.fixture
def next_day(library):
    """The library's next day begins."""
    moment = [1_700_000_000.0]

    def go():
        moment[0] += DAY
        return calendar.advance(library, moment[0])

    go()
    return go


@pytest.fixture
def photo(library, put_photo):
    photo = put_photo(library, "a.jpg")
    with library.transaction() as connection:
        model = vectors.model_id(connection, "m", 64)
        vectors.put(connection, model, 1, np.full(64, 0.125, np.float32))
    return photo


def rate(library, photo, stars, uid):
    commands.apply(library, SetRating(photo, stars), uid)


def look(one, question):
    with closing(connect(one.path, read_only=True, immutable=True)) as copy:
        return copy.execute(question).fetchall()


def test_a_backup_holds_the_library_in_one_file_that_is_known_to_be_whole(library, photo):
    rate(library, photo, 5, "one")
    made = backup.rotate(library)
    assert made == copies.newest_good(library.folder)
    assert os.listdir(library.folder / BACKUPS) == [made.path.name]
    assert look(made, "SELECT own_rating FROM photo") == [(5,)]
    assert look(made, "SELECT count(*) FROM vector") == [(1,)]
    assert made.path.name.startswith(f"daily-000001-{made.date.replace('-', '')}-")


def test_there_is_one_backup_a_day_and_only_after_changes(library, photo, next_day):
    assert backup.rotate(library) is not None
    rate(library, photo, 1, "same day")
    assert backup.rotate(library) is None
    next_day()
    assert backup.rotate(library) is not None
    next_day()
    assert backup.rotate(library) is None
    assert backup.rotate(library, force=True) is not None
    next_day()
    settings.put(library, "changed", 1)
    made = backup.rotate(library)
    assert made.sequence == 4


def test_a_library_that_holds_nothing_yet_is_not_backed_up(library, put_photo):
    commands.apply(library, AddRoot(b"/photos"), "root")
    settings.put(library, "cores", 2)
    assert backup.rotate(library) is None
    put_photo(library, "a.jpg")
    made = backup.rotate(library)
    assert look(made, "SELECT count(*) FROM photo") == [(1,)]


def test_labels_are_worth_a_backup_before_there_are_photos(library):
    commands.apply(library, CreateLabel("dog"), "label")
    assert backup.rotate(library) is not None
    assert backup.rotate(library) is None


def test_a_library_that_has_doubled_gets_a_new_backup_in_place_of_the_days(
    library, put_photo, next_day
):
    for n in range(4):
        put_photo(library, f"{n}.jpg")
    yesterdays = backup.rotate(library)
    next_day()
    for n in range(4, 6):
        put_photo(library, f"{n}.jpg")
    todays = backup.rotate(library)
    for n in range(6, 11):
        put_photo(library, f"{n}.jpg")
    assert backup.rotate(library) is None
    put_photo(library, "11.jpg")
    newest = backup.rotate(library)
    assert look(newest, "SELECT count(*) FROM photo") == [(12,)]
    assert not todays.path.exists()
    kept = [one.sequence for one in backup.backups(library.folder)]
    assert kept == [newest.sequence, yesterdays.sequence]
    assert backup.rotate(library) is None


def test_a_backup_that_was_deleted_is_made_again(library, photo):
    made = backup.rotate(library)
    made.path.unlink()
    assert backup.rotate(library) is not None


def test_few_are_kept_and_only_the_newest_with_vectors(library, photo, next_day):
    for day in range(1, 31):
        rate(library, photo, day % 6, f"day {day}")
        assert backup.rotate(library).sequence == day
        next_day()
    kept = backup.backups(library.folder)
    assert [one.sequence for one in kept] == [30, 29, 28, 21, 14]
    assert all(copies.is_good(one) for one in kept)
    assert [copies.has_vectors(one) for one in kept] == [True] + [False] * 4
    for one in kept:
        assert look(one, "SELECT own_rating FROM photo") == [(one.sequence % 6,)]
    assert all("." not in name[:-8] for name in os.listdir(library.folder / BACKUPS))


def test_the_newest_is_told_by_number_not_by_date(library, photo, next_day):
    first = backup.rotate(library)
    future = first.path.with_name(first.path.name.replace(first.date.replace("-", ""), "20991231"))
    first.path.rename(future)
    next_day()
    rate(library, photo, 3, "later")
    second = backup.rotate(library)
    assert copies.newest_good(library.folder) == second


def test_a_damaged_backup_is_passed_over(library, photo, next_day):
    first = backup.rotate(library)
    next_day()
    rate(library, photo, 3, "later")
    second = backup.rotate(library)
    raw = bytearray(second.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    second.path.write_bytes(raw)
    assert copies.newest_good(library.folder).sequence == first.sequence
    os.truncate(second.path, 10)
    assert copies.newest_good(library.folder).sequence == first.sequence


def test_no_backup_is_made_where_it_would_fill_the_disk(library, photo, monkeypatch):
    monkeypatch.setattr(backup, "room", lambda _folder: (100_050_000, 1_000_000_000_000))
    said = []
    assert backup.rotate(library, on_notice=said.append) is None
    assert "No backup was made" in said[0]
    assert backup.backups(library.folder) == []


def test_what_a_cut_off_backup_left_is_removed(library, photo):
    place = library.folder / BACKUPS
    place.mkdir()
    for name in ("daily.part", "daily.part-journal", "before-version-2.part"):
        (place / name).write_bytes(b"half")
    made = backup.rotate(library)
    assert os.listdir(place) == [made.path.name]


def test_a_damaged_library_is_not_backed_up_over_the_good_ones(tmp_path, put_photo):
    with closing(database.open_owner(tmp_path)) as library:
        for n in range(300):
            put_photo(library, f"{n:03}.jpg")
        good = backup.rotate(library)
    raw = bytearray((tmp_path / FILE_NAME).read_bytes())
    with closing(database.open_owner(tmp_path)) as library:
        for start in range(8 * 4096, len(raw), 4096):
            raw[start : start + 4096] = b"\xff" * 4096
        library.file.write_bytes(raw)
        with pytest.raises(LibraryError, match="damaged"):
            backup.rotate(library, force=True)
    assert os.listdir(tmp_path / BACKUPS) == [good.path.name]


def test_other_threads_write_while_a_backup_is_made_and_it_holds_one_moment(library, put_photo):
    first, second = put_photo(library, "a.jpg"), put_photo(library, "b.jpg")
    with library.transaction() as connection:
        model = vectors.model_id(connection, "m", 512)
        for n in range(20_000):
            connection.execute(
                "INSERT INTO content(hash, byte_size, format, width, height, frames) "
                "VALUES (?, 1, 'jpeg', 1, 1, 1)",
                (n.to_bytes(32, "big"),),
            )
            vectors.put(connection, model, n + 3, np.full(512, 512**-0.5, np.float32))
    stop, written = threading.Event(), []

    def edit():
        while not stop.is_set():
            with library.transaction() as connection:
                for photo in (first, second):
                    connection.execute(
                        "UPDATE photo SET own_rating = (coalesce(own_rating, 0) + 1) % 6 "
                        "WHERE id = ?",
                        (photo,),
                    )
            written.append(1)

    thread = threading.Thread(target=edit)
    thread.start()
    try:
        made = backup.rotate(library)
    finally:
        stop.set()
        thread.join()
    assert written
    ratings = look(made, "SELECT own_rating FROM photo")
    assert ratings[0] == ratings[1]
    assert copies.is_good(made)


def test_a_backup_killed_half_way_leaves_the_older_ones_and_no_half_one(tmp_path, put_photo):
    with closing(database.open_owner(tmp_path)) as library:
        put_photo(library, "a.jpg")
        good = backup.rotate(library)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from photoclip.store import backup, copies, database\n"
        "library = database.open_owner(Path(sys.argv[1]))\n"
        "copies.sync_file = lambda path: os.kill(os.getpid(), 9)\n"
        "backup.rotate(library, force=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert done.returncode == -9
    assert copies.newest_good(tmp_path) == good
    with closing(database.open_owner(tmp_path)) as library:
        made = backup.rotate(library, force=True)
    assert [one.sequence for one in backup.backups(tmp_path)] == [made.sequence, good.sequence]
    assert not list((tmp_path / BACKUPS).glob("*.part*"))


def test_a_backup_put_in_the_librarys_place_is_the_library_as_it_was(tmp_path, put_photo):
    folder = tmp_path / "library"
    with closing(database.open_owner(folder)) as library:
        photo = put_photo(library, "a.jpg")
        rate(library, photo, 4, "before")
        made = backup.rotate(library)
        rate(library, photo, 1, "after")
    (tmp_path / "restored").mkdir()
    (tmp_path / "restored" / FILE_NAME).write_bytes(made.path.read_bytes())
    with closing(database.open_owner(tmp_path / "restored")) as library:
        assert labels.by_hand(library, photo).rating == 4
        assert commands.last_undo(library) == (1, SetRating(photo, None))
