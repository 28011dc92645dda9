"""Files that are gone: remembered for a long while, and forgotten in the end."""

from __future__ import annotations

import os
import shutil
import time

import pytest

from photoclip.core.types import FailureKind, ReadFailure
from photoclip.store import calendar, files, photos
from photoclip.store.tombstones import GRACE_DAYS, GRACE_SCANS


@pytest.fixture
def bereft(album):
    """Two photos, one of which was deleted today."""
    album.photo("stays.jpg", 1)
    album.photo("gone.jpg", 2)
    album.index()
    (album.folder / "gone.jpg").unlink()
    album.scan()
    return album


def known(album):
    return sorted(name for (name,) in album.query("SELECT name FROM file"))


def purge(album):
    return album.indexer().purge()


def test_a_missing_photo_is_forgotten_after_many_days_and_several_scans(bereft):
    for _day in range(GRACE_SCANS):
        bereft.days_pass()
        bereft.scan()
    bereft.days_pass(GRACE_DAYS - GRACE_SCANS)
    assert purge(bereft) == 1
    assert known(bereft) == ["stays.jpg"]
    assert bereft.query("SELECT count(*) FROM photo") == [(1,)]
    assert bereft.query("SELECT count(*) FROM content") == [(1,)]
    assert len(bereft.vectors()) == 1
    assert len(list(bereft.library.thumbnails.rglob("*.jpg"))) == 1
    assert bereft.index().unchanged == 1


def test_not_a_day_too_early(bereft):
    for _day in range(GRACE_SCANS):
        bereft.days_pass()
        bereft.scan()
    bereft.days_pass(GRACE_DAYS - GRACE_SCANS - 1)
    assert purge(bereft) == 0
    assert known(bereft) == ["gone.jpg", "stays.jpg"]


def test_a_thumbnails_folder_that_is_broken_does_not_stop_the_forgetting(bereft):
    shutil.rmtree(bereft.library.thumbnails)
    bereft.library.thumbnails.write_bytes(b"a file in the folder's place")
    for _day in range(GRACE_DAYS):
        bereft.days_pass()
        bereft.scan()
    assert purge(bereft) == 1


def test_not_without_scans_that_missed_it_on_several_days(bereft):
    bereft.days_pass(GRACE_DAYS)
    for _again in range(2 * GRACE_SCANS):  # all of them on one day
        bereft.scan()
    assert purge(bereft) == 0
    for _day in range(GRACE_SCANS - 1):
        bereft.days_pass()
        bereft.scan()
    assert purge(bereft) == 1


def test_a_clock_that_jumps_ten_years_forgets_nothing(bereft):
    for years in (10, -10, 10, 0):
        calendar.advance(bereft.library, time.time() + years * 365 * 86_400)
        bereft.scan()
        assert purge(bereft) == 0
    assert known(bereft) == ["gone.jpg", "stays.jpg"]


def test_looks_at_single_files_are_no_complete_scans(bereft):
    for _day in range(GRACE_DAYS + GRACE_SCANS):
        bereft.days_pass()
        bereft.look("stays.jpg", "gone.jpg")
    assert purge(bereft) == 0


def test_nothing_of_a_root_that_is_offline_is_forgotten(bereft):
    for _day in range(GRACE_SCANS):
        bereft.days_pass()
        bereft.scan()
    bereft.folder.rename(bereft.folder.parent / "unplugged")
    bereft.days_pass(GRACE_DAYS)
    bereft.scan()
    assert purge(bereft) == 0
    (bereft.folder.parent / "unplugged").rename(bereft.folder)
    bereft.scan()
    assert purge(bereft) == 1


def test_a_scan_of_an_offline_root_counts_for_nothing(bereft):
    bereft.folder.rename(bereft.folder.parent / "unplugged")
    for _day in range(GRACE_DAYS):
        bereft.days_pass()
        bereft.scan()
    (bereft.folder.parent / "unplugged").rename(bereft.folder)
    bereft.scan()
    assert purge(bereft) == 0


def test_a_folder_that_could_not_be_listed_keeps_its_missing_photos(
    album, open_folder, without_privileges
):
    files.add_root(album.library, os.fsencode(open_folder))
    album.make(open_folder / "locked" / "gone.jpg", 1)
    album.make(open_folder / "locked" / "stays.jpg", 2)
    album.make(open_folder / "open.jpg", 3)
    album.index()
    (open_folder / "locked" / "gone.jpg").unlink()
    album.scan()
    (open_folder / "locked").chmod(0)
    for _day in range(GRACE_DAYS):
        album.days_pass()
        with without_privileges():
            album.scan()
    assert purge(album) == 0
    (open_folder / "locked").chmod(0o755)
    for _day in range(GRACE_SCANS):
        album.days_pass()
        album.scan()
    assert purge(album) == 1


def test_a_photo_that_returned_begins_a_new_grace_when_it_goes_again(bereft):
    for _day in range(GRACE_DAYS):
        bereft.days_pass()
        bereft.scan()
    bereft.photo("gone.jpg", 2)
    bereft.index()
    (bereft.folder / "gone.jpg").unlink()
    bereft.scan()
    assert purge(bereft) == 0
    row = bereft.query("SELECT missing_scans FROM file WHERE name = 'gone.jpg'")
    assert row == [(0,)]


def test_what_a_person_made_by_hand_outlives_the_file_and_meets_it_again(bereft):
    (photo,) = bereft.query("SELECT photo_id FROM file WHERE name = 'gone.jpg'")[0]
    with bereft.library.transaction() as connection:
        connection.execute("UPDATE photo SET own_rating = 5 WHERE id = ?", (photo,))
    for _day in range(GRACE_DAYS):
        bereft.days_pass()
        bereft.scan()
    assert purge(bereft) == 0
    assert known(bereft) == ["stays.jpg"]
    bereft.photo("found again.jpg", 2)
    bereft.index()
    assert bereft.photo_of("found again.jpg") == photo
    assert bereft.query("SELECT own_rating FROM photo WHERE id = ?", photo) == [(5,)]


def test_a_photo_of_which_a_copy_stays_keeps_everything(bereft):
    (bereft.folder / "copy.jpg").write_bytes((bereft.folder / "stays.jpg").read_bytes())
    bereft.index()
    photo = bereft.photo_of("stays.jpg")
    (bereft.folder / "copy.jpg").unlink()
    for _day in range(GRACE_DAYS + 1):
        bereft.scan()
        bereft.days_pass()
    assert purge(bereft) == 1  # the other one, gone since before
    assert known(bereft) == ["stays.jpg"]
    assert photos.count(bereft.library) == 1
    assert bereft.photo_of("stays.jpg") == photo


def test_a_photo_the_drive_did_not_hand_out_is_tried_again_the_next_day(album):
    path = album.photo("one.jpg", 1)
    album.index()
    (file_id,) = album.query("SELECT id FROM file")[0]
    with album.library.transaction() as connection:
        files.failed(connection, file_id, ReadFailure(FailureKind.UNREADABLE, "I/O error"))
    assert album.index().tally.done == 0
    album.days_pass()
    assert album.index().tally.read == 1
    with album.library.transaction() as connection:
        files.failed(connection, file_id, ReadFailure(FailureKind.DAMAGED, "cut off"))
    album.days_pass()
    assert album.index().tally.done == 0
    assert path.exists()
