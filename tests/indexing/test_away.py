"""Roots that go away, and other drives at their place."""

from __future__ import annotations

import os
import shutil

import pytest

from photoclip.core.events import ConfirmMissing, RootOffline
from photoclip.folders.volumes import Volume
from photoclip.indexing import presence
from photoclip.store import files, photos

PHOTOS = 12


@pytest.fixture
def drives(monkeypatch):
    """Which drive the system says a root lies on; mounting is not for every test machine.

    ``drives[path] = name``; a path that isn't there has a drive that can't be told.
    """
    known: dict[bytes, str] = {}

    def identify(path):
        return Volume.from_json(known[path]) if path in known else None

    def same_drive(one, other):
        return one == other

    monkeypatch.setattr(presence, "identify", identify)
    monkeypatch.setattr(presence, "same_drive", same_drive)
    return known


def drive(path, name):
    """A real drive's identity, but for its number."""
    from dataclasses import replace

    from photoclip.folders.volumes import identify

    seen = identify(os.fsencode(path))
    return replace(seen, uuid=name).to_json()


@pytest.fixture
def filled(album, drives):
    for n in range(PHOTOS):
        album.photo(f"{n:02}.jpg", n)
    drives[os.fsencode(album.folder)] = drive(album.folder, "first")
    album.index()
    return album


def root_of(album):
    return files.roots(album.library)[0]


def swapped(album):
    """Another drive with other photos, some under the same names, in the place of the album."""
    away = album.folder.parent / "unplugged"
    album.folder.rename(away)
    for n in range(PHOTOS):
        album.photo(f"{n:02}.jpg", 100 + n, size=(64, 64))
    return away


def test_the_drive_of_a_root_is_remembered_at_its_first_scan(filled):
    assert Volume.from_json(root_of(filled).volume).uuid == "first"


def test_another_drive_at_the_same_place_takes_the_root_offline_and_changes_nothing(filled, drives):
    away = swapped(filled)
    path = os.fsencode(filled.folder)
    drives[path] = drive(filled.folder, "second")
    before = filled.query("SELECT id, size, mtime_ns, photo_id, state FROM file")
    report = filled.index()
    assert filled.events_of(RootOffline) == [RootOffline(path, "another drive is at this place")]
    assert report.tally.done == 0
    assert root_of(filled).offline_reason == "another drive is at this place"
    assert filled.query("SELECT id, size, mtime_ns, photo_id, state FROM file") == before
    assert photos.count(filled.library) == PHOTOS

    shutil.rmtree(filled.folder)
    away.rename(filled.folder)
    drives[path] = drive(filled.folder, "first")
    report = filled.index()
    assert (report.unchanged, report.tally.done) == (PHOTOS, 0)
    assert root_of(filled).offline_since is None
    assert root_of(filled).offline_reason is None
    assert filled.encoder.encoded == PHOTOS


def test_where_drives_can_not_be_told_apart_the_files_tell(filled, drives):
    swapped(filled)
    drives.clear()
    assert filled.index().offline == [os.fsencode(filled.folder)]
    assert root_of(filled).offline_reason == "another drive is at this place"


def test_a_drive_that_was_copied_to_a_new_one_is_adopted_silently(filled, drives):
    drives[os.fsencode(filled.folder)] = drive(filled.folder, "clone")
    (filled.folder / "00.jpg").unlink()
    report = filled.index()
    assert (report.offline, report.vanished, report.unchanged) == ([], 1, PHOTOS - 1)
    assert Volume.from_json(root_of(filled).volume).uuid == "clone"


def test_a_drive_that_does_not_tell_for_once_stays_the_one_that_is_known(filled, drives):
    drives.clear()
    assert filled.index().unchanged == PHOTOS
    assert Volume.from_json(root_of(filled).volume).uuid == "first"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links to folders")
def test_a_link_that_leads_to_another_folder_of_the_same_drive_takes_the_root_offline(
    album, tmp_path
):
    for n in range(3):
        album.photo(tmp_path / "one" / f"{n}.jpg", n)
        album.photo(tmp_path / "two" / f"{n}.jpg", 10 + n, size=(64, 64))
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "one", target_is_directory=True)
    root = files.add_root(album.library, os.fsencode(link))
    album.indexer().run([root])
    link.unlink()
    link.symlink_to(tmp_path / "two", target_is_directory=True)
    report = album.indexer().run([root])
    if presence.identify(os.fsencode(link)) is None:
        pytest.skip("this system does not tell which drive a folder lies on")
    assert (report.offline, report.tally.done) == ([os.fsencode(link)], 0)
    link.unlink()
    link.symlink_to(tmp_path / "one", target_is_directory=True)
    assert album.indexer().run([root]).unchanged == 3


def test_deleting_most_photos_of_a_drive_that_can_not_be_told_is_asked_about(
    filled, drives, monkeypatch
):
    from photoclip.indexing import plan

    monkeypatch.setattr(plan, "MOST_FILES", 3)
    drives.clear()
    for n in range(PHOTOS - 1):
        (filled.folder / f"{n:02}.jpg").unlink()
    report = filled.index()
    assert (report.offline, report.vanished) == ([], 0)
    assert len(filled.events_of(ConfirmMissing)) == 1


def test_editing_every_photo_of_a_known_drive_is_no_other_drive(filled):
    for n in range(PHOTOS):
        filled.photo(f"{n:02}.jpg", 200 + n, size=(64, 64))
    report = filled.index()
    assert (report.offline, report.changed) == ([], PHOTOS)


def test_a_drive_swapped_under_a_watched_folder_is_noticed_by_a_look(filled, drives):
    swapped(filled)
    drives[os.fsencode(filled.folder)] = drive(filled.folder, "second")
    (filled.folder / "00.jpg").unlink()
    report = filled.look("00.jpg")
    assert report.offline == [os.fsencode(filled.folder)]
    assert photos.count(filled.library) == PHOTOS


def test_a_look_into_a_root_that_went_away_hides_nothing(filled):
    filled.folder.rename(filled.folder.parent / "unplugged")
    report = filled.look("00.jpg", "01.jpg")
    assert (report.offline, report.vanished) == ([os.fsencode(filled.folder)], 0)
    assert root_of(filled).offline_reason == "the folder is not there"
    (filled.folder.parent / "unplugged").rename(filled.folder)
    report = filled.look("00.jpg")
    assert (report.unchanged, report.tally.done) == (PHOTOS, 0)
    assert root_of(filled).offline_since is None


def test_a_root_that_is_emptied_while_it_is_scanned_went_away(filled, monkeypatch):
    from photoclip.indexing import service

    whole_scan = service.scan

    def unplugged_meanwhile(*arguments, **options):
        filled.folder.rename(filled.folder.parent / "unplugged")
        filled.folder.mkdir()
        return whole_scan(*arguments, **options)

    monkeypatch.setattr(service, "scan", unplugged_meanwhile)
    report = filled.scan()
    assert (report.offline, report.vanished) == ([os.fsencode(filled.folder)], 0)
    assert photos.count(filled.library) == PHOTOS
