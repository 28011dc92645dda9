"""Requests to write into files: asked, taken back, counted; settings; photos that stay themselves."""

from __future__ import annotations

import pytest

from photoclip.core.commands import (
    NOTHING,
    MarkLabel,
    RestoreMetadata,
    SetRating,
    SetSetting,
    Verdict,
    WriteMetadata,
)
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.file_metadata import Writing
from photoclip.core.types import PhotoId
from photoclip.store import commands, rewritten, write_jobs, write_settings
from photoclip.store.write_settings import WriteSettings


@pytest.fixture
def apply(library):
    count = iter(range(1, 1000))
    return lambda command: commands.apply(library, command, f"test-{next(count)}")


@pytest.fixture
def allowed(apply):
    apply(SetSetting("metadata.folders", [["/photos", "sidecar"]]))


def _states(library) -> list[str]:
    return [row[0] for row in library.connection.execute("SELECT state FROM write_job ORDER BY id")]


def test_a_request_waits_once_for_each_file_and_is_taken_back_by_its_name(
    library, apply, allowed, put_photo
):
    photo = put_photo(library, "a.jpg")
    assert put_photo(library, "copy.jpg", content="a.jpg") == photo
    applied = apply(WriteMetadata((photo, photo), "b1"))
    assert applied.undo == RestoreMetadata("b1")
    assert _states(library) == ["waiting", "waiting"]
    assert apply(WriteMetadata((photo,), "b1")).undo == NOTHING
    assert apply(RestoreMetadata("b1")).undo == WriteMetadata((photo,), "b1")
    assert _states(library) == ["restored", "restored"]
    assert apply(RestoreMetadata("b1")).undo == NOTHING


def test_files_whose_folder_forbids_it_are_left_out_and_if_all_do_it_is_refused(
    library, apply, put_photo
):
    kept, written = put_photo(library, "one/a.jpg"), put_photo(library, "two/b.jpg")
    apply(SetSetting("metadata.folders", [["/photos/two", "file"]]))
    apply(WriteMetadata((kept, written), "b1"))
    assert len(_states(library)) == 1
    with pytest.raises(PhotoClipError, match="not allowed") as refused:
        apply(WriteMetadata((kept,), "b2"))
    assert "metadata set" in refused.value.hint


@pytest.mark.parametrize("batch", ["", "x" * 201, "a\nb"])
def test_a_request_without_a_proper_name_is_refused(library, apply, allowed, put_photo, batch):
    photo = put_photo(library, "a.jpg")
    with pytest.raises(PhotoClipError, match="name of its own"):
        apply(WriteMetadata((photo,), batch))


def test_a_photo_or_a_request_that_is_not_there_is_refused(library, apply, allowed):
    with pytest.raises(NothingThereError):
        apply(WriteMetadata((PhotoId(7),), "b1"))
    with pytest.raises(NothingThereError, match="robert"):
        apply(RestoreMetadata("robert'); DROP TABLE write_job;--"))


def test_files_that_are_away_are_not_due_and_nothing_is_lost(library, apply, allowed, put_photo):
    photo = put_photo(library, "a.jpg")
    apply(WriteMetadata((photo,), "b1"))
    (job,) = write_jobs.due(library, 10)
    assert (job.whole_path, job.restoring) == (b"/photos/a.jpg", False)
    with library.transaction() as connection:
        connection.execute("UPDATE root SET offline_since = 'now'")
    assert write_jobs.due(library, 10) == []
    assert write_jobs.count_due(library, "b1") == 0
    assert write_jobs.has_open(library)
    assert write_jobs.batch(library, "b1").waiting == 1


def test_a_job_that_was_begun_is_written_back_when_it_is_taken_back(
    library, apply, allowed, put_photo
):
    photo = put_photo(library, "a.jpg")
    apply(WriteMetadata((photo,), "b1"))
    (job,) = write_jobs.due(library, 1)
    with library.transaction() as connection:
        assert write_jobs.intend(connection, job, "{}", Writing.SIDECAR)
    apply(RestoreMetadata("b1"))
    assert _states(library) == ["restoring"]
    with library.transaction() as connection:  # the write that was in hand is recorded now
        write_jobs.done(connection, job, "{}")
        assert not write_jobs.intend(connection, job, "{}", Writing.SIDECAR)
    assert _states(library) == ["restoring"]


def test_reasons_are_told_once_each_and_only_the_newest_row_of_a_file_counts(
    library, apply, allowed, put_photo
):
    photos = tuple(put_photo(library, name) for name in ("a.jpg", "b.jpg", "c.jpg"))
    apply(WriteMetadata(photos, "b1"))
    for job, reason in zip(write_jobs.due(library, 10), ("full", "full", "odd"), strict=True):
        with library.transaction() as connection:
            write_jobs.failed(connection, job, reason)
    summary = write_jobs.batch(library, "b1")
    assert summary.failed == 3
    assert summary.reasons == ((b"/photos/a.jpg", "full"), (b"/photos/c.jpg", "odd"))
    apply(WriteMetadata(photos[:1], "b1"))
    summary = write_jobs.batch(library, "b1")
    assert (summary.waiting, summary.failed) == (1, 2)
    assert write_jobs.batch(library, "other") is None


def test_labels_a_photo_has_are_known_and_suggestions_are_not(library, apply, put_photo):
    photo = put_photo(library, "a.jpg")
    apply(MarkLabel(photo, "Dog", Verdict.CONFIRMED))
    apply(MarkLabel(photo, "Cat", Verdict.REJECTED))
    apply(SetRating(photo, 3))
    with library.transaction() as connection:
        for name, source in (("Auto", "auto"), ("Perhaps", "suggested")):
            connection.execute("INSERT INTO label(name, created_at) VALUES (?, 'now')", (name,))
            connection.execute(
                "INSERT INTO label_tag(label_id, photo_id, source, score) "
                "SELECT id, ?, ?, 0.5 FROM label WHERE name = ?",
                (photo, source, name),
            )
    known = write_jobs.known_of(library, photo)
    assert (known.held, known.rejected, known.rating) == (("Auto", "Dog"), ("Cat",), 3)
    assert write_jobs.known_of(library, PhotoId(99)) is None


# --- settings -------------------------------------------------------------------------------------


def test_the_longest_folder_named_decides_and_what_is_not_named_is_never_written():
    rules = WriteSettings(((b"/p", Writing.FILE), (b"/p/scans", Writing.NEVER)))
    assert rules.of(b"/p/a.jpg") is Writing.FILE
    assert rules.of(b"/p/scans/a.jpg") is Writing.NEVER
    assert rules.of(b"/p/scans2/a.jpg") is Writing.FILE
    assert rules.of(b"/other/a.jpg") is Writing.NEVER


def test_names_that_are_not_utf_8_survive_the_setting(library, apply):
    folder = b"/p/caf\xe9"
    apply(SetSetting("metadata.folders", WriteSettings().with_folder(folder, Writing.FILE)))
    assert write_settings.load(library.connection).of(folder + b"/a.jpg") is Writing.FILE


@pytest.mark.parametrize(
    "value",
    [
        "sidecar",
        [["/p"]],
        [["/p", "always"]],
        [["p", "file"]],
        [["/p", "file"], ["/p/", "never"]],
        [["/p\0", "file"]],
        [[1, "file"]],
    ],
)
def test_folders_that_make_no_sense_are_refused_and_never_read(library, apply, value):
    with pytest.raises(PhotoClipError):
        write_settings.check("metadata.folders", value)
    apply(SetSetting("metadata.folders", value))  # from a library somebody else wrote
    assert write_settings.load(library.connection) == WriteSettings()


def test_what_is_kept_is_true_or_false(library):
    write_settings.check("metadata.keep_times", False)
    with pytest.raises(PhotoClipError):
        write_settings.check("metadata.keep_original", "yes")


# --- photos that stay themselves ------------------------------------------------------------------


def test_a_rewritten_photo_keeps_its_content_under_the_new_hash(library, put_photo, digest_of):
    photo = put_photo(library, "a.jpg")
    before = library.connection.execute("SELECT content_id FROM photo").fetchall()
    with library.transaction() as connection:
        rewritten.take_over(connection, photo, digest_of("new"), 9)
    assert library.connection.execute("SELECT content_id FROM photo").fetchall() == before
    assert rewritten.hash_of(library.connection, photo) == digest_of("new")
    assert put_photo(library, "old copy.jpg", content="a.jpg") == photo
    assert put_photo(library, "new copy.jpg", content="new") == photo


def test_two_photos_that_become_the_same_file_are_one_with_all_that_was_made_by_hand(
    library, apply, put_photo, digest_of
):
    first, second = put_photo(library, "a.jpg"), put_photo(library, "b.jpg")
    apply(MarkLabel(first, "Dog", Verdict.CONFIRMED))
    apply(MarkLabel(second, "Dog", Verdict.REJECTED))
    apply(MarkLabel(second, "Sofa", Verdict.CONFIRMED))
    apply(SetRating(second, 4))
    with library.transaction() as connection:
        rewritten.take_over(connection, first, digest_of("b.jpg"), 9)
    files = library.connection.execute("SELECT DISTINCT photo_id FROM file").fetchall()
    assert files == [(first,)]
    marks = library.connection.execute(
        "SELECT name, verdict FROM label_mark JOIN label ON label.id = label_id "
        "WHERE photo_id = ? ORDER BY name",
        (first,),
    ).fetchall()
    assert marks == [("Dog", "confirmed"), ("Sofa", "confirmed")]
    assert library.connection.execute(
        "SELECT own_rating FROM photo WHERE id = ?", (first,)
    ).fetchone() == (4,)
    assert put_photo(library, "another.jpg", content="b.jpg") == first
