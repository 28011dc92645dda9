"""Requests are carried out on real files, and the library sees none of it as a change."""

from __future__ import annotations

import os
import shutil

import pytest

from photoclip.core.commands import (
    MarkLabel,
    SetCaption,
    SetRating,
    SetTitle,
    Verdict,
    WriteMetadata,
)
from photoclip.core.errors import PhotoClipError
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.media.write_request import RefusalKind, WriteRefusal
from photoclip.store import write_jobs


def _confirm(home, photo, label: str) -> None:
    home.apply(MarkLabel(photo, label, Verdict.CONFIRMED))


def test_what_a_person_decided_is_written_into_the_file_and_read_back(home):
    photo = home.photo("biscuit.jpg")
    _confirm(home, photo, "Animals/Dog")
    home.apply(SetRating(photo, 4))
    home.apply(SetTitle(photo, "Biscuit"))
    home.apply(SetCaption(photo, "On the sofa"))
    home.allow("file")
    home.write(photo)
    said = home.described("biscuit.jpg").file.described
    assert (said.keywords, said.paths) == (("Dog",), ("Animals/Dog",))
    assert (said.rating, said.title, said.caption) == (4, "Biscuit", "On the sofa")
    assert home.states() == {"done": 1}
    assert home.keywords(photo) == {"Dog"}
    assert home.ask("SELECT rating, title, caption FROM photo WHERE id = ?", photo) == [
        (4, "Biscuit", "On the sofa")
    ]


def test_after_a_write_into_the_file_the_library_agrees_with_the_disk_and_keeps_its_vector(home):
    photo = home.photo("a.jpg")
    vector = home.ask("SELECT content_id, data FROM vector")
    old = home.ask("SELECT hash FROM content")[0][0]
    thumbnails = ThumbnailCache(home.library.thumbnails)
    picture = thumbnails.read(old)
    _confirm(home, photo, "Dog")
    home.allow("file")
    home.write(photo)
    ((new,),) = home.ask("SELECT hash FROM content")
    assert new != old
    assert home.differs_from_disk() == []
    assert home.ask("SELECT content_id, data FROM vector") == vector
    assert thumbnails.read(new) == picture
    assert thumbnails.read(old) is None
    assert home.read("a.jpg") == photo
    assert home.ask("SELECT hash FROM content") == [(new,)]


def test_a_sidecar_is_written_beside_the_photo_which_stays_as_it_was(home):
    photo = home.photo("a.jpg")
    before = (home.folder / "a.jpg").read_bytes()
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.write(photo)
    assert (home.folder / "a.jpg").read_bytes() == before
    assert (home.folder / "a.jpg.xmp").exists()
    assert home.keywords(photo) == {"Dog"}
    assert home.differs_from_disk() == []


def test_a_sidecar_that_is_there_is_written_together_with_the_file(home, write_sidecar):
    home.make(home.folder / "a.jpg", 0)
    write_sidecar(home.folder / "a.jpg.xmp", "Holiday")
    photo = home.read("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("file")
    home.write(photo)
    said = home.described("a.jpg")
    assert set(said.file.described.keywords) == {"Dog"}
    assert set(said.sidecar.described.keywords) == {"Holiday", "Dog"}
    assert home.differs_from_disk() == []


def test_keywords_of_other_programs_stay_unless_the_person_said_that_they_are_wrong(
    home, write_sidecar
):
    home.make(home.folder / "a.jpg", 0)
    write_sidecar(home.folder / "a.jpg.xmp", "Holiday", "Cat")
    photo = home.read("a.jpg")
    home.apply(MarkLabel(photo, "Cat", Verdict.REJECTED))
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.write(photo)
    assert set(home.described("a.jpg").sidecar.described.keywords) == {"Holiday", "Dog"}


def test_a_word_photoclip_wrote_leaves_the_file_when_the_label_leaves_the_photo(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    _confirm(home, photo, "Sofa")
    home.allow("file")
    home.write(photo)
    home.apply(MarkLabel(photo, "Dog", None))
    home.write(photo, batch="two")
    assert home.described("a.jpg").file.described.keywords == ("Sofa",)


def test_what_a_rule_put_on_is_no_import_after_it_was_written(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.apply(MarkLabel(photo, "Dog", None))
    with home.library.transaction() as connection:
        connection.execute(
            "INSERT INTO label_tag(label_id, photo_id, source, score) "
            "SELECT id, ?, 'auto', 0.9 FROM label",
            (photo,),
        )
    home.allow("file")
    home.write(photo)
    assert home.keywords(photo) == {"Dog"}
    assert home.ask("SELECT source FROM photo_label") == [("auto",)]
    with home.library.transaction() as connection:
        connection.execute("DELETE FROM label_tag")
    home.write(photo, batch="two")
    assert home.keywords(photo) == set()


def test_written_again_nothing_is_touched(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("file")
    home.write(photo)
    before = os.stat(home.folder / "a.jpg")
    home.write(photo, batch="two")
    assert home.states("two") == {"unchanged": 1}
    assert os.stat(home.folder / "a.jpg") == before


def test_copies_stay_one_photo(home):
    photo = home.photo("a.jpg")
    shutil.copy2(home.folder / "a.jpg", home.folder / "b.jpg")
    assert home.read("b.jpg") == photo
    _confirm(home, photo, "Dog")
    home.allow("file")
    home.write(photo)
    assert home.states() == {"done": 2}
    assert (home.photo_of("a.jpg"), home.photo_of("b.jpg")) == (photo, photo)
    assert home.differs_from_disk() == []
    assert (home.folder / "a.jpg").read_bytes() == (home.folder / "b.jpg").read_bytes()
    assert home.ask("SELECT count(*) FROM photo") == [(1,)]


def test_a_copy_that_may_not_be_written_stays_the_same_photo_even_when_it_is_read_again(home):
    photo = home.photo("one/a.jpg")
    (home.folder / "two").mkdir()
    shutil.copy2(home.folder / "one/a.jpg", home.folder / "two/b.jpg")
    assert home.read("two/b.jpg") == photo
    _confirm(home, photo, "Dog")
    home.allow("file", home.folder / "one")
    home.write(photo)
    os.utime(home.folder / "two/b.jpg", (1, 1))
    assert home.read("two/b.jpg") == photo
    assert home.photo_of("one/a.jpg") == photo
    assert home.keywords(photo) == {"Dog"}


def test_the_photo_goes_back_with_its_old_copy_when_the_written_file_is_gone(home):
    photo = home.photo("a.jpg")
    old = (home.folder / "a.jpg").read_bytes()
    _confirm(home, photo, "Dog")
    home.allow("file")
    home.write(photo)
    (home.folder / "a.jpg").write_bytes(old)  # put back from a backup
    assert home.read("a.jpg") == photo
    assert home.ask("SELECT count(*) FROM photo") == [(1,)]
    assert home.ask("SELECT count(*) FROM vector") == [(1,)]


def test_a_file_that_changed_behind_photoclips_back_is_read_first(home, write_sidecar):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    write_sidecar(home.folder / "a.jpg.xmp", "Holiday")
    home.write(photo)
    assert home.read_again == [b"a.jpg"]
    assert home.keywords(photo) == {"Holiday", "Dog"}


def test_a_file_on_a_drive_that_is_away_waits_until_it_is_back(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    with home.library.transaction() as connection:
        connection.execute("UPDATE root SET offline_since = 'now'")
    home.write(photo)
    assert home.states() == {"waiting": 1}
    with home.library.transaction() as connection:
        connection.execute("UPDATE root SET offline_since = NULL")
    home.runner.run(home.cancel)
    assert home.states() == {"done": 1}


def test_a_file_that_is_not_there_waits_and_costs_no_try(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    (home.folder / "a.jpg").rename(home.folder / "a.away")
    home.write(photo)
    assert home.states() == {"waiting": 1}
    (home.folder / "a.away").rename(home.folder / "a.jpg")
    assert home.runner.run(home.cancel) is not None
    home.now += 61
    assert home.runner.run(home.cancel) is None
    assert home.states() == {"done": 1}


def test_a_read_only_file_fails_with_a_reason_and_a_new_request_tries_again(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("file")
    (home.folder / "a.jpg").chmod(0o444)
    home.write(photo)
    assert home.states() == {"failed": 1}
    ((path, reason),) = write_jobs.batch(home.library, "one").reasons
    assert path == os.fsencode(home.folder / "a.jpg")
    assert "read-only" in reason
    (home.folder / "a.jpg").chmod(0o644)
    home.write(photo, batch="two")
    assert home.states("two") == {"done": 1}


def test_a_format_that_is_not_written_into_says_that_a_sidecar_can_be(home):
    photo = home.photo("a.gif")
    _confirm(home, photo, "Dog")
    home.allow("file")
    home.write(photo)
    ((_path, reason),) = write_jobs.batch(home.library, "one").reasons
    assert "sidecar" in reason
    home.allow("sidecar")
    home.write(photo, batch="two")
    assert home.states("two") == {"done": 1}


class _Troubled:
    """A writer that fails for a while for a reason that may pass."""

    def __init__(self, pool, times: int) -> None:
        self._pool = pool
        self.left = times
        self.describe = pool.describe
        self.read_metadata = pool.read_metadata

    def write(self, request):
        if not request.dry and self.left:
            self.left -= 1
            return WriteRefusal(RefusalKind.FAILED, "The drive reported an error.")
        return self._pool.write(request)


def test_an_error_that_passes_is_tried_again_later(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.runner = home.new_runner(_Troubled(home.pool, 2))
    home.write(photo)
    assert home.states() == {"waiting": 1}
    home.runner.run(home.cancel)
    assert home.states() == {"waiting": 1}
    home.now += 10
    home.runner.run(home.cancel)
    home.now += 10
    home.runner.run(home.cancel)
    assert home.states() == {"done": 1}


def test_an_error_that_does_not_pass_is_not_tried_for_ever(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.runner = home.new_runner(_Troubled(home.pool, 1000))
    home.write(photo)
    for _ in range(20):
        home.now += 1000
        home.runner.run(home.cancel)
    assert home.states() == {"failed": 1}


def test_taking_back_brings_the_fields_back_byte_for_byte_in_a_sidecar_that_was_there(
    home, write_sidecar
):
    home.make(home.folder / "a.jpg", 0)
    sidecar = write_sidecar(home.folder / "a.jpg.xmp", "Holiday", rating=2)
    before = home.pool.describe(os.fsencode(home.folder / "a.jpg")).sidecar
    photo = home.read("a.jpg")
    _confirm(home, photo, "Dog")
    home.apply(SetRating(photo, 5))
    home.allow("sidecar")
    home.write(photo)
    home.take_back()
    assert home.states() == {"restored": 1}
    assert sidecar.exists()
    assert home.described("a.jpg").sidecar.fields == before.fields
    assert home.keywords(photo) == {"Holiday"}
    assert home.differs_from_disk() == []


def test_taking_back_removes_the_sidecar_that_was_made(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.write(photo)
    home.take_back()
    assert not (home.folder / "a.jpg.xmp").exists()
    assert home.differs_from_disk() == []


def test_taking_back_from_a_file_leaves_its_fields_as_they_were(home):
    photo = home.photo("a.jpg", exif={0x010E: "Grandmother's dog"})
    before = home.described("a.jpg").file
    _confirm(home, photo, "Dog")
    home.apply(SetCaption(photo, "Biscuit"))
    home.allow("file")
    home.write(photo)
    assert home.described("a.jpg").file.described.caption == "Biscuit"
    home.take_back()
    assert home.states() == {"restored": 1}
    assert home.described("a.jpg").file.fields == before.fields
    assert home.differs_from_disk() == []
    assert home.ask("SELECT count(*) FROM written_word") == [(0,)]


def test_what_another_program_changed_since_is_kept_and_said(home, write_sidecar):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.write(photo)
    write_sidecar(home.folder / "a.jpg.xmp", "Something else")
    home.take_back()
    assert home.states() == {"kept": 1}
    assert home.described("a.jpg").sidecar.described.keywords == ("Something else",)
    assert "subject" in write_jobs.batch(home.library, "one").reasons[0][1]


def test_taken_back_before_anything_was_written_nothing_is(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.apply(WriteMetadata((photo,), "one"))
    home.take_back()
    assert home.states() == {"restored": 1}
    assert not (home.folder / "a.jpg.xmp").exists()


class _Killed(BaseException):
    """Stands for the process's end at this moment."""


class _Dying:
    """A writer whose owner is killed once a file is written, or just before."""

    def __init__(self, pool, *, after: bool) -> None:
        self._pool = pool
        self._after = after
        self.describe = pool.describe
        self.read_metadata = pool.read_metadata

    def write(self, request):
        if request.dry:
            return self._pool.write(request)
        if self._after:
            self._pool.write(request)
        raise _Killed


@pytest.mark.parametrize("writing", ["sidecar", "file"])
@pytest.mark.parametrize("after", [False, True])
def test_killed_around_the_write_the_next_owner_finishes_and_it_can_be_taken_back(
    home, writing, after
):
    photo = home.photo("a.jpg")
    shutil.copy2(home.folder / "a.jpg", home.folder / "b.jpg")
    assert home.read("b.jpg") == photo
    before = home.described("a.jpg").file.fields
    _confirm(home, photo, "Dog")
    home.allow(writing)
    home.apply(WriteMetadata((photo,), "one"))
    with pytest.raises(_Killed):
        home.new_runner(_Dying(home.pool, after=after)).run(home.cancel)
    home.runner.run(home.cancel)
    assert home.states() == {"done": 2}
    assert home.photo_of("a.jpg") == home.photo_of("b.jpg") == photo
    assert home.differs_from_disk() == []
    assert home.keywords(photo) == {"Dog"}
    home.take_back()
    assert home.states() == {"restored": 2}
    assert home.described("a.jpg").file.fields == before
    assert not (home.folder / "a.jpg.xmp").exists()
    assert home.differs_from_disk() == []


def test_what_a_kill_left_half_written_is_removed(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("file")
    home.apply(WriteMetadata((photo,), "one"))
    with pytest.raises(_Killed):
        home.new_runner(_Dying(home.pool, after=False)).run(home.cancel)
    (home.folder / ".photoclip-0123456789abcdef.part").write_bytes(b"half")
    home.runner.run(home.cancel)
    assert os.listdir(home.folder) == ["a.jpg"]


def test_taken_back_after_a_kill_in_the_middle_the_file_is_as_before(home):
    photo = home.photo("a.jpg")
    before = home.described("a.jpg").file.fields
    _confirm(home, photo, "Dog")
    home.allow("file")
    home.apply(WriteMetadata((photo,), "one"))
    with pytest.raises(_Killed):
        home.new_runner(_Dying(home.pool, after=True)).run(home.cancel)
    home.take_back()
    assert home.states() == {"restored": 1}
    assert home.described("a.jpg").file.fields == before


def test_nothing_is_asked_for_where_no_folder_allows_it(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    with pytest.raises(PhotoClipError, match="not allowed"):
        home.write(photo)
    assert home.ask("SELECT count(*) FROM write_job") == [(0,)]


def test_what_was_forbidden_meanwhile_is_not_written(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.apply(WriteMetadata((photo,), "one"))
    home.allow("never")
    home.runner.run(home.cancel)
    assert home.states() == {"failed": 1}


def test_the_first_original_is_kept_if_asked_for_and_times_are(home):
    photo = home.photo("a.jpg", mtime=1_500_000_000)
    original = (home.folder / "a.jpg").read_bytes()
    _confirm(home, photo, "Dog")
    home.allow("file", keep_original=True)
    home.write(photo)
    assert (home.folder / "a.jpg.original").read_bytes() == original
    assert os.stat(home.folder / "a.jpg").st_mtime == 1_500_000_000
    home.apply(SetRating(photo, 3))
    home.allow("file", keep_times=False)
    home.write(photo, batch="two")
    assert os.stat(home.folder / "a.jpg").st_mtime > 1_500_000_000
    assert home.differs_from_disk() == []


def test_a_request_of_the_same_name_again_is_the_request_done_again(home):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.write(photo)
    home.take_back()
    home.write(photo)
    assert home.states() == {"done": 1}
    home.take_back()
    assert home.states() == {"restored": 1}
    assert not (home.folder / "a.jpg.xmp").exists()


def test_a_note_that_is_damaged_costs_its_one_file(home):
    photos = (home.photo("a.jpg"), home.photo("b.jpg", 1))
    for photo in photos:
        _confirm(home, photo, "Dog")
    home.allow("sidecar")
    home.write(*photos)
    with home.library.transaction() as connection:
        connection.execute("UPDATE write_job SET before = '{\"fields\": 3}' WHERE id = 1")
    home.take_back()
    assert home.states() == {"failed": 1, "restored": 1}
    assert os.path.exists(home.folder / "a.jpg.xmp")


def test_another_program_that_writes_right_after_photoclip_is_noticed(home, write_sidecar):
    photo = home.photo("a.jpg")
    _confirm(home, photo, "Dog")
    home.allow("sidecar")

    class Interrupted(_Troubled):
        def write(self, request):
            result = super().write(request)
            write_sidecar(home.folder / "a.jpg.xmp", "Holiday")
            return result

    home.runner = home.new_runner(Interrupted(home.pool, 0))
    home.write(photo)
    assert home.keywords(photo) == {"Holiday"}
    home.read("a.jpg")
    assert home.keywords(photo) == {"Holiday"}
