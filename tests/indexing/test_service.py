"""Bringing a library up to date: real files, real decoders, an encoder that counts."""

from __future__ import annotations

import os
import shutil
from datetime import datetime

import numpy as np
import pytest
from colour_encoder import ColourEncoder

from photoclip.core.cancel import CancelToken
from photoclip.core.commands import AddRoot, RemoveRoot
from photoclip.core.errors import Cancelled, DiskFullError
from photoclip.core.events import IndexProgress, IndexStarted, LibraryChanged, Notice, RootOffline
from photoclip.indexing import pipeline, plan, service
from photoclip.store import commands, database, files, photos

RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)


# --- adding ---------------------------------------------------------------------------------------


def test_photos_are_read_embedded_and_shown(album):
    for n, name in enumerate(("a.jpg", "b.png", "c.webp", "deep/er/d.gif", "e.tif", "f.bmp")):
        album.photo(name, n)
    report = album.index()
    assert (report.added, report.tally.read, report.tally.embedded) == (6, 6, 6)
    assert album.encoder.encoded == 6
    assert album.paths() == ["a.jpg", "b.png", "c.webp", "deep/er/d.gif", "e.tif", "f.bmp"]
    assert len(album.vectors()) == 6


def test_a_stored_vector_is_the_encoders_own(album):
    album.photo("a.png", colour=RED)
    album.index()
    (vector,) = album.vectors().values()
    pixels = np.full((1, 32, 32, 3), RED, np.uint8)
    np.testing.assert_array_equal(vector, ColourEncoder().encode_images(pixels)[0].astype("<f2"))


def test_what_a_photo_says_about_itself_is_stored(album):
    exif = {0x010F: "Canon", 0x0110: "Canon EOS R6", 0x0132: "2024:07:01 12:30:00"}
    album.photo("a.jpg", exif=exif, size=(90, 60))
    album.index()
    row = photos.at_path(album.library, os.fsencode(album.folder / "a.jpg"))
    assert (row.camera, row.width, row.height, row.format) == ("Canon EOS R6", 90, 60, "jpeg")
    assert row.taken_at == datetime(2024, 7, 1, 12, 30).isoformat()


def test_every_photo_gets_its_thumbnail(album):
    album.photo("a.jpg")
    album.index()
    (thumbnail,) = album.library.thumbnails.rglob("*.jpg")
    assert thumbnail.read_bytes().startswith(b"\xff\xd8")


def test_a_second_run_finds_nothing_to_do_and_loads_no_model(album):
    for n in range(3):
        album.photo(f"{n}.jpg", n)
    album.index()
    report = album.index()
    assert (report.unchanged, report.tally.done) == (3, 0)
    assert album.encoder.batches == [3]
    assert album.events_of(IndexStarted) == [IndexStarted(0)]


def test_two_copies_are_embedded_once_and_are_one_photo(album):
    album.photo("a.jpg", 1)
    shutil.copy(album.folder / "a.jpg", album.folder / "b.jpg")
    album.index()
    assert album.encoder.encoded == 1
    assert album.photo_of("a.jpg") == album.photo_of("b.jpg")


def test_names_that_are_not_utf8_are_indexed(album):
    name = os.path.join(os.fsencode(album.folder), b"caf\xe9 \xff.jpg")
    album.make(name)
    album.index()
    assert photos.at_path(album.library, name) is not None


def test_a_file_dated_in_the_far_future_is_indexed_once(album):
    album.photo("a.jpg", mtime=1e11)
    album.index()
    assert album.paths() == ["a.jpg"]
    assert album.index().unchanged == 1


def test_events_come_in_order_and_progress_ends_at_the_total(album):
    for n in range(3):
        album.photo(f"{n}.jpg", n)
    album.index()
    kinds = [type(event) for event in album.events]
    assert kinds.index(IndexStarted) < kinds.index(LibraryChanged) < len(kinds) - 1
    last = album.events[-1]
    assert isinstance(last, IndexProgress)
    assert (last.done, last.total, last.failed) == (3, 3, 0)


def test_the_change_is_announced_after_the_commit(album):
    seen = []

    def look(event):
        if isinstance(event, LibraryChanged):
            reader = database.open_reader(album.library.folder)
            seen.append(photos.count(reader))
            reader.close()

    album.photo("a.jpg")
    album.index(on_event=look)
    assert seen == [1]


# --- the same photo again -------------------------------------------------------------------------


def test_a_renamed_photo_keeps_its_id_and_is_not_even_read(album):
    album.photo("a.jpg")
    album.index()
    photo = album.photo_of("a.jpg")
    (album.folder / "a.jpg").rename(album.folder / "b.jpg")
    report = album.index()
    assert (report.moved, report.tally.done) == (1, 0)
    assert album.photo_of("b.jpg") == photo
    assert album.photo_of("a.jpg") is None


def test_a_folder_that_was_renamed_takes_its_photos_along_unread(album):
    for n in range(4):
        album.photo(f"old/{n}.jpg", n)
    album.index()
    (album.folder / "old").rename(album.folder / "new")
    report = album.index()
    assert (report.moved, report.tally.done) == (4, 0)
    assert album.paths() == [f"new/{n}.jpg" for n in range(4)]


def test_a_photo_moved_to_another_disk_is_read_but_not_embedded_again(album):
    album.photo("a.jpg")
    album.index()
    photo = album.photo_of("a.jpg")
    shutil.copy(album.folder / "a.jpg", album.folder / "b.jpg")  # another inode, another time
    (album.folder / "a.jpg").unlink()
    report = album.index()
    assert (report.added, report.vanished, report.tally.reused) == (1, 1, 1)
    assert album.photo_of("b.jpg") == photo
    assert album.encoder.encoded == 1


def test_a_photo_moved_between_roots_keeps_its_id_and_is_not_embedded_again(album, tmp_path):
    (tmp_path / "second").mkdir()
    files.add_root(album.library, os.fsencode(tmp_path / "second"))
    album.photo("a.jpg", 1)
    album.photo("stays.jpg", 2)
    album.index()
    photo = album.photo_of("a.jpg")
    (album.folder / "a.jpg").rename(tmp_path / "second" / "a.jpg")
    report = album.index()
    assert (report.moved, report.vanished, report.tally.done) == (1, 0, 0)
    found = photos.at_path(album.library, os.fsencode(tmp_path / "second" / "a.jpg"))
    assert found.id == photo
    assert album.encoder.encoded == 2


def test_an_edited_photo_keeps_its_id_and_gets_a_new_vector(album):
    album.photo("a.jpg", 1)
    album.index()
    photo = album.photo_of("a.jpg")
    album.photo("a.jpg", 2)
    report = album.index()
    assert (report.changed, report.tally.embedded) == (1, 1)
    assert album.photo_of("a.jpg") == photo
    assert album.paths() == ["a.jpg"]


def test_going_back_to_an_earlier_edit_costs_no_embedding(album):
    album.photo("a.jpg", 1, mtime=1000)
    album.index()
    album.photo("a.jpg", 2, mtime=2000)
    album.index()
    album.photo("a.jpg", 1, mtime=3000)
    report = album.index()
    assert (report.changed, report.tally.reused, report.tally.embedded) == (1, 1, 0)
    assert album.encoder.encoded == 2


def test_a_photo_that_was_deleted_is_hidden_and_comes_back_as_itself(album):
    album.photo("a.jpg", 1, mtime=1000)
    album.photo("b.jpg", 2)
    album.index()
    photo = album.photo_of("a.jpg")
    (album.folder / "a.jpg").rename(album.folder.parent / "away.jpg")
    assert album.index().vanished == 1
    assert album.paths() == ["b.jpg"]
    (album.folder.parent / "away.jpg").rename(album.folder / "a.jpg")
    assert album.index().returned == 1
    assert album.photo_of("a.jpg") == photo
    assert album.encoder.encoded == 2


def test_a_changed_sidecar_refreshes_the_metadata_without_embedding(album, write_sidecar):
    album.photo("a.jpg")
    album.index()
    assert album.keywords("a.jpg") == []
    sidecar = write_sidecar(album.folder / "a.jpg.xmp", "beach")
    assert album.index().changed == 1
    assert album.keywords("a.jpg") == ["beach"]
    write_sidecar(sidecar, "mountain lake")
    album.index()
    assert album.keywords("a.jpg") == ["mountain lake"]
    sidecar.unlink()
    album.index()
    assert album.keywords("a.jpg") == []
    assert album.encoder.encoded == 1


def test_two_models_live_side_by_side(album):
    first, second = ColourEncoder("first@1"), ColourEncoder("second@1")
    album.photo("a.jpg", 1)
    album.photo("b.jpg", 2)
    album.index(first)
    report = album.index(second)
    assert (report.unchanged, report.tally.embedded) == (2, 2)
    assert sorted(model for model, _ in album.vectors()) == ["first@1"] * 2 + ["second@1"] * 2
    album.photo("c.jpg", 3)
    album.index(first)
    album.index(second)
    album.index(first)
    assert (first.encoded, second.encoded) == (3, 3)


# --- bad photos -----------------------------------------------------------------------------------


def test_a_bad_photo_is_a_failure_with_a_reason_and_harms_no_other(album):
    album.photo("good.jpg")
    (album.folder / "bad.jpg").write_bytes(b"this is not a picture\n" * 20)
    (album.folder / "empty.jpg").touch()
    report = album.index()
    assert (report.tally.read, report.tally.failed) == (1, 2)
    assert album.paths() == ["good.jpg"]
    failures = album.failures()
    assert {name: failures[name].kind for name in failures} == {
        "bad.jpg": "not-a-photo",
        "empty.jpg": "empty",
    }
    assert "text" in failures["bad.jpg"].reason


def test_a_bad_photo_is_tried_again_only_when_it_changes(album):
    path = album.folder / "a.jpg"
    path.write_bytes(b"this is not a picture\n" * 20)
    album.index()
    assert album.index().tally.done == 0
    album.photo("a.jpg")
    report = album.index()
    assert (report.changed, report.tally.read) == (1, 1)
    assert album.failures() == {}
    assert album.paths() == ["a.jpg"]


def test_unreadable_files_can_be_tried_again_on_request(album):
    path = album.folder / "a.jpg"
    path.write_bytes(b"this is not a picture\n" * 20)
    album.photo("b.jpg")
    album.index()
    report = album.index(retry_failed=True)
    assert (report.unchanged, report.tally.failed, report.tally.read) == (2, 1, 0)
    assert len(album.failures()) == 1


def test_a_bad_photo_that_changes_and_is_bad_still_tells_the_newer_reason(album):
    path = album.folder / "a.jpg"
    path.write_bytes(b"this is not a picture\n" * 20)
    album.index()
    path.write_bytes(b"")
    album.index()
    assert album.failures()["a.jpg"].kind == "empty"


def test_a_photo_that_goes_bad_is_hidden_and_is_the_same_photo_once_repaired(album):
    path = album.photo("a.jpg", 1, mtime=1000)
    album.index()
    photo, whole = album.photo_of("a.jpg"), path.read_bytes()
    path.write_bytes(b"")
    album.index()
    assert album.paths() == []
    assert list(album.failures()) == ["a.jpg"]
    path.write_bytes(whole)
    album.index()
    assert album.photo_of("a.jpg") == photo
    assert album.encoder.encoded == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_what_is_no_file_at_all_is_a_failure_and_stops_nothing(album):
    os.mkfifo(album.folder / "pipe.jpg")
    (album.folder / "dangling.jpg").symlink_to("nowhere.jpg")
    (album.folder / "device.jpg").symlink_to("/dev/zero")
    album.photo("good.jpg")
    report = album.index()
    assert (report.tally.read, report.tally.failed) == (1, 3)
    assert set(album.failures()) == {"pipe.jpg", "dangling.jpg", "device.jpg"}
    assert album.index().tally.done == 0


def test_a_folder_that_can_not_be_listed_is_told_and_its_photos_stay(
    album, open_folder, without_privileges
):
    files.add_root(album.library, os.fsencode(open_folder))
    album.make(open_folder / "locked" / "a.jpg")
    album.index()
    (open_folder / "locked").chmod(0)
    with without_privileges():
        report = album.index()
    assert report.vanished == 0
    assert photos.count(album.library) == 1
    (failure,) = files.failures(album.library)
    assert failure.path == os.fsencode(open_folder / "locked")
    (open_folder / "locked").chmod(0o755)
    assert album.index().unchanged == 1
    assert files.failures(album.library) == []


def test_a_picture_the_encoder_chokes_on_fails_alone(album):
    encoder = ColourEncoder(poison=RED)
    for n in range(7):
        album.photo(f"{n}.png", n)
    album.photo("poison.png", colour=RED)
    report = album.index(encoder)
    assert (report.tally.read, report.tally.embedded, report.tally.failed) == (7, 7, 1)
    failure = album.failures()["poison.png"]
    assert (failure.kind, "poisoned" in failure.reason) == ("damaged", True)
    assert album.index(encoder).tally.done == 0


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("CUDA out of memory")])
def test_a_picture_the_encoder_has_no_memory_for_is_told_as_such(album, error):
    album.photo("a.png", colour=RED)
    album.photo("b.png", colour=BLUE)
    album.index(ColourEncoder(poison=RED, error=error))
    assert album.failures()["a.png"].kind == "out-of-memory"
    assert album.paths() == ["b.png"]


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("DefaultCPUAllocator: can't alloc")])
def test_where_memory_is_short_batches_become_smaller_and_no_photo_is_lost(album, error):
    class Cramped(ColourEncoder):
        def encode_images(self, pixels):
            if len(pixels) > 2:
                self.batches.append(len(pixels))
                raise error
            return super().encode_images(pixels)

    encoder = Cramped()
    for n in range(19):
        album.photo(f"{n:02}.jpg", n)
    report = album.index(encoder)
    assert (report.tally.read, report.tally.failed) == (19, 0)
    assert encoder.batches[:4] == [8, 4, 2, 2], "halved until it fits, for the rest of the run"
    assert max(encoder.batches[3:]) == 2
    (notice,) = album.events_of(Notice)
    assert "memory" in notice.text
    encoder.batches.clear()
    album.photo("new.jpg", 30)
    album.index(encoder)
    assert encoder.batches == [1]


def test_a_slow_encoder_gets_small_batches_so_that_a_query_waits_for_no_more(album, monkeypatch):
    monkeypatch.setattr("photoclip.indexing.encoding.LONGEST_BATCH_S", 0.0)
    for n in range(20):
        album.photo(f"{n:02}.jpg", n)
    album.index()
    assert sum(album.encoder.batches) == 20
    assert max(album.encoder.batches) <= 8


def test_a_fast_encoder_gets_larger_batches_up_to_a_bound(album, monkeypatch):
    monkeypatch.setattr("photoclip.indexing.encoding.LONGEST_BATCH_S", 1e9)
    for n in range(80):
        album.photo(f"{n:02}.jpg", n)
    album.index()
    assert sum(album.encoder.batches) == 80
    assert 8 < max(album.encoder.batches) <= 32


def test_a_vector_that_is_not_finite_is_a_failure_and_never_stored(album):
    class Unsure(ColourEncoder):
        def encode_images(self, pixels):
            rows = super().encode_images(pixels)
            rows[pixels[:, 0, 0, 0] > 128] = np.nan
            return rows

    album.photo("a.png", colour=RED)
    album.photo("b.png", colour=BLUE)
    album.index(Unsure())
    assert list(album.failures()) == ["a.png"]
    assert len(album.vectors()) == 1


def test_a_bug_in_the_encoder_is_nobodys_bad_photo(album):
    album.photo("a.png", colour=RED)
    with pytest.raises(TypeError):
        album.index(ColourEncoder(poison=RED, error=TypeError("a bug")))
    assert album.failures() == {}
    assert album.index().tally.read == 1


# --- roots that go away ---------------------------------------------------------------------------


@pytest.fixture
def filled(album):
    for n in range(3):
        album.photo(f"{n}.jpg", n)
    album.index()
    return album


def test_a_root_that_is_gone_is_offline_and_its_photos_stay(filled):
    filled.folder.rename(filled.folder.parent / "unplugged")
    report = filled.index()
    assert report.offline == [os.fsencode(filled.folder)]
    assert [event.root for event in filled.events_of(RootOffline)] == report.offline
    assert photos.count(filled.library) == 3
    assert files.roots(filled.library)[0].offline_since
    (filled.folder.parent / "unplugged").rename(filled.folder)
    assert filled.index().unchanged == 3
    assert files.roots(filled.library)[0].offline_since is None
    assert filled.encoder.encoded == 3


def test_a_root_that_is_empty_where_it_was_full_is_an_unmounted_drive(filled):
    filled.folder.rename(filled.folder.parent / "unplugged")
    filled.folder.mkdir()
    report = filled.index()
    assert report.offline == [os.fsencode(filled.folder)]
    assert report.vanished == 0
    assert photos.count(filled.library) == 3


def test_a_file_in_the_place_of_a_root_is_an_offline_root(filled):
    filled.folder.rename(filled.folder.parent / "unplugged")
    filled.folder.touch()
    assert filled.index().offline == [os.fsencode(filled.folder)]


def test_a_new_root_that_is_empty_is_not_offline(album):
    assert album.index().offline == []


def test_another_roots_photos_are_indexed_while_one_is_offline(filled, tmp_path):
    files.add_root(filled.library, os.fsencode(tmp_path / "second"))
    filled.make(tmp_path / "second" / "a.jpg", 9)
    filled.folder.rename(filled.folder.parent / "unplugged")
    report = filled.index()
    assert report.tally.read == 1
    assert photos.count(filled.library) == 4


def test_losing_most_of_a_root_at_once_asks_first(filled, monkeypatch):
    monkeypatch.setattr(plan, "MOST_FILES", 1)
    for n in (0, 1):
        (filled.folder / f"{n}.jpg").unlink()
    report = filled.index()
    assert report.vanished == 0
    (notice,) = filled.events_of(Notice)
    assert "2 of 3" in notice.text
    assert "--accept-missing" in notice.text
    assert photos.count(filled.library) == 3
    assert filled.index(accept_missing=True).vanished == 2
    assert filled.events_of(Notice) == []
    assert filled.paths() == ["2.jpg"]


def test_losing_a_few_photos_of_a_small_root_is_tidying_up(filled):
    for n in (0, 1):
        (filled.folder / f"{n}.jpg").unlink()
    assert filled.index().vanished == 2
    assert filled.events_of(Notice) == []


def test_photos_whose_drive_goes_away_before_their_turn_are_read_when_it_returns(album):
    for n in range(3):
        album.photo(f"{n}.jpg", n)
    away = album.folder.parent / "unplugged"

    def unplug(event):
        if isinstance(event, IndexStarted) and album.folder.exists():
            album.folder.rename(away)

    report = album.index(on_event=unplug)
    assert (report.tally.gone, report.tally.failed, report.tally.read) == (3, 0, 0)
    assert album.failures() == {}
    away.rename(album.folder)
    report = album.index()
    assert (report.unchanged, report.tally.read) == (3, 3)


# --- stopping and going on ------------------------------------------------------------------------


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH_SIZE", 2)


@pytest.mark.usefixtures("small_batches")
def test_a_cancelled_run_keeps_what_was_done_and_the_next_one_finishes(album):
    for n in range(9):
        album.photo(f"{n}.jpg", n)
    token = CancelToken()

    def stop(event):
        if isinstance(event, LibraryChanged):
            token.cancel()

    with pytest.raises(Cancelled):
        album.index(cancel=token, on_event=stop)
    kept = photos.count(album.library)
    assert kept >= 2
    assert len(album.vectors()) == kept
    assert files.count_pending(album.library) == 9 - kept
    report = album.index()
    assert report.tally.read == 9 - kept
    assert len(album.paths()) == 9
    assert album.encoder.encoded == 9


def test_what_is_in_hand_when_a_run_is_cancelled_is_written_too(album, decoders):
    for n in range(4):
        album.photo(f"{n}.jpg", n)
    token = CancelToken()

    class Interrupted:
        """The real decoders; the person asks to stop while the third photo is decoded."""

        def map(self, paths, cancel):
            for n, result in enumerate(decoders.map(paths, cancel)):
                if n == 2:
                    token.cancel()
                    cancel.check()
                yield result

    with pytest.raises(Cancelled):
        album.index(cancel=token, pool=Interrupted())
    assert album.paths() == ["0.jpg", "1.jpg"]
    assert album.index().tally.read == 2


def test_a_run_cancelled_before_it_begins_changes_nothing(album):
    album.photo("a.jpg")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        album.index(cancel=token)
    assert files.rows_of(album.library, files.roots(album.library)[0].id) == {}


@pytest.mark.usefixtures("small_batches")
def test_a_run_that_is_asked_to_make_way_writes_what_is_in_hand_and_leaves_the_rest(album):
    for n in range(9):
        album.photo(f"{n}.jpg", n)
    album.scan()
    indexer = album.indexer()
    turns = iter([False, False, True])
    tally = indexer.read(should_yield=lambda: next(turns))
    assert (tally.yielded, tally.read) == (True, 3)
    assert len(album.vectors()) == photos.count(album.library) == 3
    assert files.count_pending(album.library) == 6
    tally = indexer.read()
    assert (tally.yielded, tally.read) == (False, 6)
    assert album.encoder.encoded == 9


def test_only_some_files_can_be_read_in_the_order_asked_for(album):
    for n in range(5):
        album.photo(f"{n}.jpg", n)
    album.scan()
    ids = {name: i for i, name in album.query("SELECT id, name FROM file")}
    wanted = [ids["3.jpg"], ids["1.jpg"], ids["3.jpg"], 999]
    tally = album.indexer().read(wanted)
    assert tally.read == 2
    assert album.events_of(IndexStarted) == [IndexStarted(2)]
    order = album.query("SELECT name FROM file WHERE photo_id IS NOT NULL ORDER BY photo_id")
    assert order == [("3.jpg",), ("1.jpg",)]
    assert files.count_pending(album.library) == 3


@pytest.mark.usefixtures("small_batches")
def test_a_full_disk_stops_with_a_clear_message_and_the_next_run_resumes(album):
    for n in range(40):
        album.photo(f"{n:02}.jpg", n, exif={0x010E: "a long caption " * 150})
    (pages,) = album.query("PRAGMA page_count")[0]
    album.library.connection.execute(f"PRAGMA max_page_count = {pages + 12}")
    with pytest.raises(DiskFullError, match="disk is full"):
        album.index()
    kept = photos.count(album.library)
    assert 0 < kept < 40
    assert len(album.vectors()) == kept
    album.library.connection.execute("PRAGMA max_page_count = 1000000")
    album.index()
    assert len(album.paths()) == 40
    assert len(album.vectors()) == 40
    assert database.quick_check(album.library) == "ok"


def test_deleted_thumbnails_do_not_disturb_the_next_run(album):
    album.photo("a.jpg", 1)
    album.index()
    shutil.rmtree(album.library.thumbnails)
    album.photo("b.jpg", 2)
    assert album.index().tally.read == 1
    assert len(list(album.library.thumbnails.rglob("*.jpg"))) == 1


def test_where_thumbnails_can_not_be_written_photos_are_indexed_without_and_it_is_said_once(album):
    album.library.thumbnails.write_bytes(b"a file in the folder's place")
    for n in range(3):
        album.photo(f"{n}.jpg", n)
    assert album.index().tally.read == 3
    assert len(album.vectors()) == len(album.paths()) == 3
    (said,) = (notice.text for notice in album.events_of(Notice))
    assert str(album.library.thumbnails) in said
    assert "Photos are indexed without them." in said


# --- a root that is removed meanwhile ---------------------------------------------------------------


@pytest.fixture
def remove_root(album):
    """Takes the album out of the library, as another thread of the owner does."""
    return lambda: commands.apply(
        album.library, RemoveRoot(os.fsencode(album.folder)), "removed meanwhile"
    )


def counted(album):
    return album.query("SELECT (SELECT count(*) FROM root), (SELECT count(*) FROM file)")


def test_a_root_that_is_removed_while_it_is_scanned_is_gone(album, monkeypatch, remove_root):
    def slow(*arguments, **options):
        found = scan(*arguments, **options)
        remove_root()
        return found

    scan = service.scan
    monkeypatch.setattr(service, "scan", slow)
    album.photo("a.jpg")
    report = album.index()
    assert (report.added, report.tally.done) == (0, 0)
    assert counted(album) == [(0, 0)]


def test_a_root_that_is_removed_while_it_is_looked_at_is_gone(album, monkeypatch, remove_root):
    def slow(*arguments, **options):
        found = look(*arguments, **options)
        remove_root()
        return found

    album.scan()
    look = service.look
    monkeypatch.setattr(service, "look", slow)
    album.photo("a.jpg")
    assert album.look("a.jpg").added == 0
    assert counted(album) == [(0, 0)]


def test_what_was_found_in_a_removed_root_does_not_go_to_the_one_that_came_after(
    album, monkeypatch, remove_root, tmp_path
):
    def slow(*arguments, **options):
        found = scan(*arguments, **options)
        remove_root()
        commands.apply(album.library, AddRoot(os.fsencode(tmp_path / "new")), "added meanwhile")
        return found

    scan = service.scan
    monkeypatch.setattr(service, "scan", slow)
    album.photo("a.jpg")
    assert album.index().added == 0
    assert counted(album) == [(1, 0)]


def test_a_root_that_goes_offline_and_is_removed_takes_no_other_one_offline(
    album, monkeypatch, remove_root, tmp_path
):
    def fail(*_arguments, **_options):
        remove_root()
        commands.apply(album.library, AddRoot(os.fsencode(tmp_path / "new")), "added meanwhile")
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(service, "scan", fail)
    assert album.index().offline == []
    assert album.events_of(RootOffline) == []
    assert [root.offline_since for root in files.roots(album.library)] == [None]


def test_a_root_that_is_removed_while_its_photos_are_read_is_gone(album, remove_root):
    class Slow(ColourEncoder):
        def encode_images(self, pixels):
            remove_root()
            return super().encode_images(pixels)

    album.photo("a.jpg")
    (album.folder / "b.jpg").write_bytes(b"no photo")
    tally = album.index(Slow()).tally
    assert (tally.read, tally.embedded, tally.failed, tally.gone) == (0, 0, 0, 2)
    assert counted(album) == [(0, 0)]
    assert album.vectors() == {}
    assert album.index().tally.done == 0
