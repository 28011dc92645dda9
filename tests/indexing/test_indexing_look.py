"""Looking only where something changed: real files, and the same end as a whole scan."""

from __future__ import annotations

import os
import shutil

import pytest

from photoclip.core.events import ConfirmMissing, LibraryChanged, Notice
from photoclip.core.reports import IndexReport
from photoclip.indexing import plan
from photoclip.indexing.service import QUIET_S
from photoclip.store import files, photos


def counts(report):
    return {
        name: getattr(report, name)
        for name in ("added", "changed", "moved", "returned", "vanished")
        if getattr(report, name)
    }


@pytest.fixture
def filled(album):
    for n in range(3):
        album.photo(f"{n}.jpg", n)
    album.photo("trip/a.jpg", 10)
    album.photo("trip/b.jpg", 11)
    album.index()
    return album


def settled(album):
    """Whether a whole scan finds that the looks missed nothing."""
    return counts(album.scan()) == {}


def test_a_new_photo_is_read_and_found_without_a_scan(filled):
    filled.photo("new.jpg", 20)
    report = filled.look("new.jpg")
    assert counts(report) == {"added": 1}
    assert report.tally.read == 1
    assert "new.jpg" in filled.paths()
    assert settled(filled)


def test_only_what_was_looked_at_changes(filled):
    filled.photo("new.jpg", 20)
    filled.photo("unseen.jpg", 21)
    (filled.folder / "0.jpg").unlink()
    filled.look("new.jpg")
    assert "unseen.jpg" not in filled.paths()
    assert "0.jpg" in filled.paths()


def test_a_renamed_photo_keeps_its_id_and_is_not_read(filled):
    photo = filled.photo_of("0.jpg")
    (filled.folder / "0.jpg").rename(filled.folder / "renamed.jpg")
    report = filled.look("0.jpg", "renamed.jpg")
    assert counts(report) == {"moved": 1}
    assert report.tally.done == 0
    assert filled.photo_of("renamed.jpg") == photo
    assert settled(filled)


def test_a_rename_that_is_told_in_two_halves_is_a_rename_all_the_same(filled):
    photo = filled.photo_of("0.jpg")
    (filled.folder / "0.jpg").rename(filled.folder / "renamed.jpg")
    assert counts(filled.look("0.jpg")) == {"vanished": 1}
    report = filled.look("renamed.jpg")
    assert counts(report) == {"moved": 1}
    assert report.tally.done == 0
    assert filled.photo_of("renamed.jpg") == photo
    assert filled.query("SELECT count(*) FROM file WHERE missing_day IS NOT NULL") == [(0,)]


def test_a_rename_whose_new_half_is_told_first_ends_as_the_same_photo(filled):
    photo = filled.photo_of("0.jpg")
    (filled.folder / "0.jpg").rename(filled.folder / "renamed.jpg")
    filled.look("renamed.jpg")
    filled.look("0.jpg")
    assert filled.photo_of("renamed.jpg") == photo
    assert filled.encoder.encoded == 5
    assert filled.paths() == ["1.jpg", "2.jpg", "renamed.jpg", "trip/a.jpg", "trip/b.jpg"]
    assert settled(filled)


def test_a_thousand_renamed_photos_are_read_not_once(album):
    album.photo("0000.jpg", 1)
    picture = (album.folder / "0000.jpg").read_bytes()
    for n in range(1, 1000):  # copies of one photo: what counts is how many files there are
        (album.folder / f"{n:04}.jpg").write_bytes(picture)
    album.index()
    names = [f"{n:04}.jpg" for n in range(1000)]
    ids = dict(album.query("SELECT name, id FROM file"))
    for name in names:
        (album.folder / name).rename(album.folder / f"x-{name}")
    report = album.look(*names, *(f"x-{name}" for name in names))
    assert counts(report) == {"moved": 1000}
    assert report.tally.done == 0
    assert dict(album.query("SELECT name, id FROM file")) == {
        f"x-{name}": i for name, i in ids.items()
    }
    assert settled(album)


@pytest.mark.parametrize("first", ["source", "target"])
def test_a_photo_moved_between_roots_is_the_same_file_in_whichever_order_they_are_told(
    filled, first
):
    second = filled.second_root()
    filled.scan()
    photo = filled.photo_of("0.jpg")
    (filled.folder / "0.jpg").rename(second / "here.jpg")
    report = IndexReport()
    there, here = os.fsencode(filled.folder), os.fsencode(second)
    changes = {there: {b"0.jpg"}, here: {b"here.jpg"}}
    if first == "target":
        changes = dict(reversed(changes.items()))
    indexer = filled.indexer()
    assert indexer.look_all(changes, report) == []
    assert counts(report) == {"moved": 1}
    assert photos.at_path(filled.library, os.path.join(here, b"here.jpg")).id == photo
    assert settled(filled)


@pytest.mark.parametrize("backwards", [False, True])
def test_a_whole_scan_pairs_moves_between_roots_both_ways(filled, backwards):
    second = filled.second_root()
    filled.photo(second / "there.jpg", 30)
    filled.index()
    before = {filled.photo_of("0.jpg"), filled.photo_of(second / "there.jpg")}
    (filled.folder / "0.jpg").rename(second / "0.jpg")
    (second / "there.jpg").rename(filled.folder / "there.jpg")
    roots = files.roots(filled.library)
    report = IndexReport()
    filled.indexer().scan_roots(reversed(roots) if backwards else roots, report)
    assert counts(report) == {"moved": 2}
    assert {filled.photo_of("there.jpg"), filled.photo_of(second / "0.jpg")} == before
    assert files.count_pending(filled.library) == 0


def test_a_folder_that_is_moved_in_brings_all_its_photos(filled, tmp_path):
    for n in range(3):
        filled.photo(tmp_path / "outside" / "deep" / f"{n}.jpg", 40 + n)
    (tmp_path / "outside").rename(filled.folder / "inside")
    report = filled.look("inside")
    assert counts(report) == {"added": 3}
    assert report.tally.read == 3
    assert settled(filled)


def test_a_renamed_folder_takes_its_photos_along_unread(filled):
    (filled.folder / "trip").rename(filled.folder / "holiday")
    report = filled.look("trip", "holiday")
    assert counts(report) == {"moved": 2}
    assert report.tally.done == 0
    assert settled(filled)


def test_a_deleted_folder_hides_its_photos(filled):
    shutil.rmtree(filled.folder / "trip")
    assert counts(filled.look("trip")) == {"vanished": 2}
    assert filled.paths() == ["0.jpg", "1.jpg", "2.jpg"]
    assert filled.events_of(LibraryChanged) == [LibraryChanged(2)]
    assert settled(filled)


def test_a_photo_that_returns_is_itself_again_and_not_read(filled):
    (filled.folder / "0.jpg").rename(filled.folder.parent / "away.jpg")
    filled.look("0.jpg")
    (filled.folder.parent / "away.jpg").rename(filled.folder / "0.jpg")
    report = filled.look("0.jpg")
    assert counts(report) == {"returned": 1}
    assert report.tally.done == 0
    assert filled.query("SELECT DISTINCT missing_since, missing_day, missing_scans FROM file") == [
        (None, None, 0)
    ]


def test_a_sidecar_that_appears_refreshes_its_photo(filled, write_sidecar):
    write_sidecar(filled.folder / "0.jpg.xmp", "beach")
    assert counts(filled.look("0.jpg.xmp")) == {"changed": 1}
    assert filled.keywords("0.jpg") == ["beach"]
    assert settled(filled)


def test_a_library_that_was_just_written_to_by_ourselves_sees_no_change(filled, write_sidecar):
    from photoclip.folders.scan import look
    from photoclip.indexing.service import is_photo

    write_sidecar(filled.folder / "0.jpg.xmp", "beach")
    (root,) = files.roots(filled.library)
    (entry,) = look(root.path, [b"0.jpg"], is_photo).entries
    with filled.library.transaction() as connection:
        files.restamp(connection, root.id, b"0.jpg", entry)
    assert counts(filled.look("0.jpg", "0.jpg.xmp")) == {}
    assert settled(filled)
    assert files.count_pending(filled.library) == 0


def test_a_path_in_a_root_the_library_does_not_know_is_passed_over(filled, tmp_path):
    report = IndexReport()
    assert filled.indexer().look_all({os.fsencode(tmp_path / "no root"): {b"a.jpg"}}, report) == []
    assert report == IndexReport()


def test_the_whole_root_can_be_asked_for(filled):
    filled.photo("new.jpg", 20)
    (filled.folder / "0.jpg").unlink()
    report = filled.look("")
    assert counts(report) == {"added": 1, "vanished": 1}
    assert report.tally.read == 1


def test_patterns_of_the_person_hide_photos_and_their_absence_shows_them_again(filled):
    filled.scan(ignore=("trip/",))
    assert filled.paths() == ["0.jpg", "1.jpg", "2.jpg"]
    filled.photo("trip/c.jpg", 12)
    assert counts(filled.look("trip/c.jpg", ignore=("trip/",))) == {}
    filled.look("trip")
    assert len(filled.paths()) == 6


# --- losing most of a root ------------------------------------------------------------------------


@pytest.fixture
def guarded(filled, monkeypatch):
    """Five photos, of which a person may delete three without being asked."""
    monkeypatch.setattr(plan, "MOST_FILES", 1)
    return filled


def test_a_look_that_would_hide_most_of_a_root_asks_first_and_once(guarded):
    gone = [f"{n}.jpg" for n in range(3)] + ["trip/a.jpg"]
    for name in gone:
        (guarded.folder / name).unlink()
    assert counts(guarded.look(*gone)) == {}
    root = os.fsencode(guarded.folder)
    assert guarded.events_of(ConfirmMissing) == [ConfirmMissing(root, 4, 5)]
    assert len(guarded.events_of(Notice)) == 1
    assert len(guarded.paths()) == 5

    assert counts(guarded.look("0.jpg")) == {}, "held back until somebody decides"
    assert counts(guarded.scan()) == {}
    assert guarded.events_of(ConfirmMissing) == []

    assert counts(guarded.scan(accept_missing=True)) == {"vanished": 4}
    assert guarded.paths() == ["trip/b.jpg"]


def test_a_root_that_is_emptied_little_by_little_is_emptied_all_the_same(guarded):
    for name in ("0.jpg", "1.jpg", "2.jpg"):
        (guarded.folder / name).unlink()
        assert counts(guarded.look(name)) == {"vanished": 1}
    (guarded.folder / "trip" / "a.jpg").unlink()
    assert counts(guarded.look("trip/a.jpg")) == {}
    assert guarded.events_of(ConfirmMissing) == [ConfirmMissing(os.fsencode(guarded.folder), 4, 5)]
    assert len(guarded.paths()) == 5, "those that went first stay too until somebody decides"
    assert counts(guarded.scan()) == {}
    assert counts(guarded.scan(accept_missing=True)) == {"vanished": 4}


def test_a_scan_in_the_middle_of_a_long_deletion_does_not_make_two_small_ones_of_it(guarded):
    for name in ("0.jpg", "1.jpg"):
        (guarded.folder / name).unlink()
        guarded.look(name)
    (guarded.folder / "2.jpg").unlink()
    assert counts(guarded.scan()) == {"vanished": 1}
    (guarded.folder / "trip" / "a.jpg").unlink()
    assert counts(guarded.scan()) == {}
    assert guarded.events_of(ConfirmMissing) == [ConfirmMissing(os.fsencode(guarded.folder), 4, 5)]


def test_losses_with_a_long_time_between_them_are_separate_but_an_open_question_stands(guarded):
    now = 1000.0
    guarded.losses.clock = lambda: now
    for name in ("0.jpg", "1.jpg", "2.jpg"):
        (guarded.folder / name).unlink()
        guarded.look(name)
    now += QUIET_S + 1
    (guarded.folder / "trip" / "a.jpg").unlink()
    assert counts(guarded.look("trip/a.jpg")) == {"vanished": 1}
    (guarded.folder / "trip" / "b.jpg").unlink()
    assert counts(guarded.look("trip/b.jpg")) == {}  # two of two
    now += QUIET_S + 1
    assert counts(guarded.scan()) == {}, "held back until somebody decides"
    assert counts(guarded.scan(accept_missing=True)) == {"vanished": 2}


def test_photos_that_came_back_are_not_asked_about_again(guarded):
    away = guarded.folder.parent / "away"
    away.mkdir()
    gone = ["0.jpg", "1.jpg", "2.jpg", "trip/a.jpg"]
    for name in gone:
        (guarded.folder / name).rename(away / os.path.basename(name))
    guarded.look(*gone)
    for name in gone:
        (away / os.path.basename(name)).rename(guarded.folder / name)
    report = guarded.scan()
    assert (counts(report), report.unchanged) == ({}, 5)
    (guarded.folder / "0.jpg").unlink()
    assert counts(guarded.look("0.jpg")) == {"vanished": 1}


def test_moving_most_of_a_root_to_another_one_is_no_loss(guarded):
    second = guarded.second_root()
    guarded.scan()
    names = ["0.jpg", "1.jpg", "2.jpg", "trip/a.jpg"]
    moved = [os.path.basename(name) for name in names]
    for name, new in zip(names, moved, strict=True):
        (guarded.folder / name).rename(second / new)
    report = guarded.look(*names, elsewhere={second: moved})
    assert counts(report) == {"moved": 4}
    assert guarded.events_of(ConfirmMissing) == []
    assert report.tally.done == 0


# --- files that somebody still writes --------------------------------------------------------------


def is_lease_refused(path):
    from photoclip.folders.settle import being_written

    with open(path, "ab"):
        return being_written(os.fsencode(path))


def test_a_photo_that_is_still_being_written_waits(filled):
    path = filled.photo("slow.jpg", 20)
    if not is_lease_refused(path):
        pytest.skip("this system does not tell which files are open for writing")
    whole = path.read_bytes()
    with open(path, "wb") as stream:
        stream.write(whole[:500])
        stream.flush()
        report = filled.look("slow.jpg")
        assert counts(report) == {}
        assert report.unsettled == [(os.fsencode(filled.folder), b"slow.jpg")]
        assert counts(filled.scan()) == {}
        told = filled.index()
        assert len(told.unsettled) == 1
        assert any("still being written" in event.text for event in filled.events_of(Notice))
        stream.write(whole[500:])
    report = filled.look("slow.jpg")
    assert (report.unsettled, report.tally.read) == ([], 1)


def test_a_known_photo_that_is_being_overwritten_stays_what_it_was_until_that_is_done(filled):
    path = filled.folder / "0.jpg"
    if not is_lease_refused(path):
        pytest.skip("this system does not tell which files are open for writing")
    photo, whole = filled.photo_of("0.jpg"), path.read_bytes()
    with open(path, "wb") as stream:
        stream.write(whole[:500])
        stream.flush()
        assert filled.look("0.jpg").unsettled
        assert filled.failures() == {}
    path.write_bytes(whole)
    filled.look("0.jpg")
    assert filled.photo_of("0.jpg") == photo


def test_photos_gone_when_their_turn_comes_are_looked_for_at_once(filled):
    filled.photo("brief.jpg", 20)
    indexer = filled.indexer()
    fresh = indexer.look_all({os.fsencode(filled.folder): {b"brief.jpg"}}, IndexReport())
    assert len(fresh) == 1
    (filled.folder / "brief.jpg").unlink()
    assert indexer.read(fresh).gone == 1
    assert files.count_pending(filled.library) == 0
    assert len(filled.paths()) == 5
