"""Repair: from the backup and the log, with nothing lost that isn't listed."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import subprocess
import sys
import time
from contextlib import closing, suppress

import numpy as np
import pytest
from sqlite_utils.utils import sqlite3

from photoclip.core.commands import (
    AddRoot,
    AddToAlbum,
    ApplyRule,
    CreateAlbum,
    CreateLabel,
    DefineLabel,
    DeleteAlbum,
    DeleteLabel,
    Flag,
    MarkLabel,
    MoveInAlbum,
    RemoveFromAlbum,
    RenameAlbum,
    RenameLabel,
    SetAlbumQuery,
    SetCaption,
    SetFlag,
    SetRating,
    SetSetting,
    SetTitle,
    Verdict,
    undo_uid,
)
from photoclip.core.errors import (
    DiskFullError,
    LibraryBusyError,
    LibraryError,
    LibraryNotFoundError,
)
from photoclip.core.labels import LabelDefinition
from photoclip.store import (
    albums,
    backup,
    calendar,
    commands,
    database,
    disk,
    files,
    labels,
    photos,
    seal,
    settings,
    swap,
    vectors,
)
from photoclip.store.database import FILE_NAME
from photoclip.store.repair import repair

CORGI = LabelDefinition(("a corgi",), ("a wolf",), "#3b82f6", exclusive=True, share=0.03)
YES, NO = Verdict.CONFIRMED, Verdict.REJECTED
QUESTIONS = (
    "SELECT id, own_rating, flag, own_title, own_caption FROM photo WHERE own_rating IS NOT NULL "
    "OR flag IS NOT NULL OR own_title IS NOT NULL OR own_caption IS NOT NULL",
    "SELECT photo_id, label.name, verdict FROM label_mark JOIN label ON label.id = label_id "
    "ORDER BY photo_id, label.name",
    "SELECT name, definition, rule FROM label ORDER BY name",
    "SELECT name, query FROM album ORDER BY name",
    "SELECT album.name, photo_id FROM album_photo JOIN album ON album.id = album_id "
    "ORDER BY album.name, position",
    "SELECT path FROM root ORDER BY path",
    "SELECT key, value FROM setting WHERE key NOT IN ('backup', 'calendar') ORDER BY key",
)


def made_by_hand(library):
    """What a person made. Photos keep their ids."""
    return [library.connection.execute(question).fetchall() for question in QUESTIONS]


def edit_rows(library):
    return library.connection.execute("SELECT * FROM edit ORDER BY id").fetchall()


class Work:
    """A person at work on a library of 60 photos, 20 of them new since the backup."""

    def __init__(self, folder, put_photo, *, with_backup=True):
        self.folder = folder
        self.put_photo = put_photo
        with closing(database.open_owner(folder)) as library:
            self.library = library
            old = [put_photo(library, f"{n:02}.jpg") for n in range(40)]
            for photo in old:
                self.do(SetRating(photo, photo % 6))
                self.do(MarkLabel(photo, "dog" if photo % 2 else "cat", YES))
            for photo in old[:6]:
                self.do(AddToAlbum(photo, "Trip"))
            self.do(CreateAlbum("Best", "rating:4"))
            if with_backup:
                assert backup.rotate(library) is not None
            new = [put_photo(library, f"new {n:02}.jpg") for n in range(20)]
            put_photo(library, "03.jpg", "edited in another program")
            for photo in new:
                self.do(SetFlag(photo, Flag.PICKED))
                self.do(MarkLabel(photo, "holiday", NO if photo % 3 else YES))
            self.do(SetRating(old[3], 1))
            self.do(RenameLabel("cat", "Katze"))
            self.do(MarkLabel(old[1], "cats, all", YES))
            self.do(DeleteLabel("cats, all"))
            self.do(CreateLabel("empty"))
            self.do(DefineLabel("Tiere/Hund", CORGI))
            self.do(ApplyRule("Tiere/Hund", '{"cut":1}'))
            self.do(RenameLabel("Tiere", "Animals"))
            self.do(SetTitle(new[4], "Our dog"))
            self.do(SetCaption(new[5], ""))
            for photo in (new[7], old[9], new[2]):
                self.do(AddToAlbum(photo, "Trip"))
            self.do(MoveInAlbum(new[2], "Trip", old[0]))
            self.do(RemoveFromAlbum(old[2], "Trip"))
            self.do(RenameAlbum("Trip", "Reise"))
            self.do(SetAlbumQuery("Best", "rating:5"))
            self.do(AddToAlbum(new[1], "Brief"))
            self.do(DeleteAlbum("Brief"))
            self.do(AddRoot(b"/caf\xe9"))
            self.do(SetSetting("cores", 3))
            files.add_root(library, b"/added without an edit")
            settings.put(library, settings.ACTIVE_MODEL, "m")
            self.made = made_by_hand(library)
            self.edits = edit_rows(library)

    def do(self, command):
        commands.apply(self.library, command, os.urandom(8).hex())


@pytest.fixture
def work(tmp_path, put_photo):
    return Work(tmp_path / "library", put_photo)


@pytest.fixture
def work_without_backup(tmp_path, put_photo):
    return Work(tmp_path / "library", put_photo, with_backup=False)


def page_of(folder, table):
    """The byte range of the first page of a table."""
    raw = sqlite3.connect(f"file:{folder / FILE_NAME}?immutable=1", uri=True)
    with closing(raw):
        (page,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
    return (page - 1) * 4096


def overwrite(path, start, content):
    with open(path, "r+b") as stream:
        stream.seek(start)
        stream.write(content)


def assert_sound(folder):
    """A library that opens, holds together, and stays as it is when repaired again."""
    assert database.damage(folder) is None
    with closing(database.open_owner(folder)) as library:
        assert library.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert library.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    again = repair(folder)
    assert (again.damage, again.mended) == (None, [])
    beside = {name for name in os.listdir(folder) if not name.startswith("damaged-")}
    assert beside <= {FILE_NAME, "library.seal", "owner.lock", "backups"}


def test_a_sound_library_has_nothing_to_repair(work):
    before = (work.folder / FILE_NAME).read_bytes()
    report = repair(work.folder)
    assert (report.damage, report.mended, report.lost, report.kept) == (None, [], [], None)
    assert (work.folder / FILE_NAME).read_bytes() == before


def test_everything_made_by_hand_since_the_backup_is_back(work):
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "file"), b"\xff" * 4096)
    damaged = (work.folder / FILE_NAME).read_bytes()
    (newest,) = backup.backups(work.folder)
    report = repair(work.folder)
    assert report.backup == newest
    assert report.lost == []
    assert report.replayed == len(work.edits) - 87
    assert (report.kept / FILE_NAME).read_bytes() == damaged
    with closing(database.open_reader(work.folder)) as library:
        assert made_by_hand(library) == work.made
        assert edit_rows(library) == work.edits
    assert_sound(work.folder)


def test_without_any_backup_the_log_alone_brings_it_back(work_without_backup):
    work = work_without_backup
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "file"), b"\xff" * 4096)
    report = repair(work.folder)
    assert (report.backup, report.lost) == (None, [])
    assert report.replayed == len(work.edits)
    with closing(database.open_reader(work.folder)) as library:
        assert made_by_hand(library) == work.made
        assert edit_rows(library) == work.edits
    assert_sound(work.folder)


def test_photos_new_since_the_backup_get_their_marks_when_their_files_are_read_again(work):
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "content"), b"\xff" * 4096)
    repair(work.folder)
    with closing(database.open_owner(work.folder)) as library:
        assert photos.count(library) == 40
        new = work.put_photo(library, "new 05.jpg")
        assert labels.by_hand(library, new).flag == "picked"
        assert "holiday" in labels.marks_of(library, [new])[new]
        row = photos.rows(library, [new])[new]
        assert (row.format, row.width) == ("jpeg", 4)
        edited = work.put_photo(library, "03.jpg", "edited in another program")
        assert labels.by_hand(library, edited).rating == 1


def test_a_photo_that_changed_its_content_between_two_edits_is_one_photo(tmp_path, put_photo):
    folder = tmp_path / "library"
    with closing(database.open_owner(folder)) as library:
        photo = put_photo(library, "a.jpg")
        commands.apply(library, SetRating(photo, 4), "1")
        put_photo(library, "a.jpg", "edited")
        commands.apply(library, SetFlag(photo, Flag.PICKED), "2")
    overwrite(folder / FILE_NAME, page_of(folder, "file"), b"\xff" * 4096)
    assert repair(folder).replayed == 2
    with closing(database.open_owner(folder)) as library:
        photo = put_photo(library, "a.jpg", "edited")
        assert labels.by_hand(library, photo) == labels.ByHand(4, "picked")


def test_edits_that_can_not_be_read_are_listed_and_what_they_led_to_is_taken_over(work):
    with closing(database.open_owner(work.folder)) as library, library.transaction() as connection:
        connection.execute("UPDATE edit SET command = replace(command, '}', ' }') WHERE id = 100")
        connection.execute("DELETE FROM edit WHERE id BETWEEN 110 AND 112")
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "file"), b"\xff" * 4096)
    report = repair(work.folder)
    assert [(lost.first, lost.last) for lost in report.lost] == [(100, 100), (110, 112)]
    assert "checksum" in report.lost[0].reason
    assert "missing" in report.lost[1].reason
    assert len(report.mended) == 1
    with closing(database.open_owner(work.folder)) as library:
        assert made_by_hand(library) == work.made
        # their numbers are not given out again
        applied = commands.apply(library, CreateLabel("later"), "later")
        assert applied.edit > work.edits[-1][0]
    assert_sound(work.folder)


def test_albums_whose_edits_are_lost_are_taken_over_with_their_order(tmp_path, put_photo):
    folder = tmp_path / "library"
    with closing(database.open_owner(folder)) as library:
        numbers = itertools.count()

        def do(*wanted):
            for command in wanted:
                commands.apply(library, command, f"{next(numbers)}")

        old = [put_photo(library, f"{n}.jpg") for n in range(4)]
        do(*(AddToAlbum(photo, "Trip") for photo in old), CreateAlbum("Best", "rating:4"))
        do(AddToAlbum(old[3], "Same"), AddToAlbum(old[1], "Same"))
        assert backup.rotate(library) is not None
        new = [put_photo(library, f"new {n}.jpg") for n in range(2)]
        do(MoveInAlbum(old[2], "Trip", old[0]), AddToAlbum(new[1], "Trip"))
        do(MoveInAlbum(new[1], "Trip", old[1]), SetAlbumQuery("Best", "rating:5"))
        do(AddToAlbum(new[0], "New"), CreateAlbum("Raw", "type:raw"), CreateAlbum("Empty"))
        do(CreateLabel("last"))
        made = made_by_hand(library)
        with library.transaction() as connection:
            connection.execute("DELETE FROM edit WHERE id BETWEEN 8 AND 14")
    overwrite(folder / FILE_NAME, page_of(folder, "file"), b"\xff" * 4096)
    report = repair(folder)
    assert [(lost.first, lost.last) for lost in report.lost] == [(8, 14)]
    assert "albums" in report.mended[0]
    with closing(database.open_owner(folder)) as library:
        assert made_by_hand(library) == made
        edit, undo = commands.last_undo(library)
        commands.apply(library, undo, undo_uid(edit))
        assert [(one.name, one.query) for one in albums.all_albums(library)] == [
            *(("Best", "rating:4"), ("Same", None), ("Trip", None))
        ]
        assert albums.photos_of(library, "Trip") == old
        assert albums.photos_of(library, "Same") == [old[3], old[1]]
    assert_sound(folder)


def test_any_page_may_be_lost(work, tmp_path):
    """Every page in turn: what a person made is all there, or what is missing is listed."""
    path = work.folder / FILE_NAME
    whole = path.read_bytes()
    complete = 0
    for page in range(len(whole) // 4096):
        shutil.copytree(work.folder, tmp_path / "one")
        overwrite(tmp_path / "one" / FILE_NAME, page * 4096, random.Random(page).randbytes(4096))
        report = repair(tmp_path / "one")
        assert report.damage, page
        with closing(database.open_reader(tmp_path / "one")) as library:
            assert photos.count(library) == 40, page
            made, edits = made_by_hand(library), edit_rows(library)
            assert database.quick_check(library) == "ok"
        known = {row[0] for row in edits}
        lost = {n for one in report.lost for n in range(one.first, one.last + 1)}
        own = {row[0] for row in edits if row[1].startswith("repair:")}
        assert (known - own) | lost == {row[0] for row in work.edits}, page
        assert {row for row in work.edits if row[0] not in lost} <= set(edits), page
        # (roots and settings that no edit made may be lost with their own page)
        if not lost:
            assert made[:5] == work.made[:5], page
            complete += 1
        shutil.rmtree(tmp_path / "one")
    assert complete > len(whole) // 4096 * 0.8


@pytest.mark.parametrize("remains", [0, 1, 100, 5000, 40_000])
def test_a_file_that_was_cut_off_is_restored_from_the_backup(work, remains):
    os.truncate(work.folder / FILE_NAME, remains)
    report = repair(work.folder)
    with closing(database.open_reader(work.folder)) as library:
        assert photos.count(library) == 40
        assert edit_rows(library)[:80] == work.edits[:80]
    # what is lost is said, though nobody may know how much it was
    assert report.lost
    assert_sound(work.folder)


def test_a_library_file_that_is_gone_is_restored_from_the_backup(work):
    (work.folder / FILE_NAME).unlink()
    report = repair(work.folder)
    assert report.damage == "it is gone"
    assert [(lost.first, lost.last) for lost in report.lost] == [(88, None)]
    assert_sound(work.folder)


def test_commits_still_in_the_log_beside_a_damaged_file_count(work):
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from photoclip.core.commands import CreateLabel\n"
        "from photoclip.store import commands, database\n"
        "library = database.open_owner(Path(sys.argv[1]))\n"
        "commands.apply(library, CreateLabel('last words'), 'last words')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(work.folder)], check=False)
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "file"), b"\xff" * 4096)
    with pytest.raises(LibraryError, match="damaged"):
        database.open_owner(work.folder)
    report = repair(work.folder)
    assert (report.kept / f"{FILE_NAME}-wal").stat().st_size > 0
    with closing(database.open_reader(work.folder)) as library:
        assert [one.name for one in labels.all_labels(library)][-1] == "last words"
    assert_sound(work.folder)


def test_a_damaged_value_in_a_sound_structure_is_put_right_from_the_backup(work):
    """A flipped bit that SQLite can't see: the seal does."""
    path = work.folder / FILE_NAME
    place = path.read_bytes().index(b"/photos") + 3
    overwrite(path, place, b"\x7f")
    with closing(database.open_reader(work.folder)) as library:
        assert database.quick_check(library) == "ok"
    report = repair(work.folder)
    assert report.lost == []
    with closing(database.open_reader(work.folder)) as library:
        assert b"/photos" in [root.path for root in files.roots(library)]
    assert_sound(work.folder)


def test_a_second_repair_falls_back_to_the_older_backup(work):
    with closing(database.open_owner(work.folder)) as library:
        newer = backup.rotate(library, force=True)
    raw = bytearray(newer.path.read_bytes())
    raw[5000] ^= 1
    newer.path.write_bytes(raw)
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "file"), b"\xff" * 4096)
    report = repair(work.folder)
    assert report.backup.sequence == 1
    with closing(database.open_reader(work.folder)) as library:
        assert made_by_hand(library) == work.made


def test_the_librarys_calendar_never_goes_back(work):
    with closing(database.open_owner(work.folder)) as library:
        for day in range(5):
            calendar.advance(library, 1_700_000_000.0 + day * 86400)
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "file"), b"\xff" * 4096)
    repair(work.folder)
    with closing(database.open_reader(work.folder)) as library:
        assert calendar.today(library) == 4


def test_vectors_and_settings_that_can_not_be_are_dropped_from_a_sound_file(work):
    unit = np.full(16, 0.25, np.float32)
    with closing(database.open_owner(work.folder)) as library, library.transaction() as connection:
        model = vectors.model_id(connection, "m", 16)
        for content in range(1, 9):
            vectors.put(connection, model, content, unit)
        for content, data in ((2, b"short"), (4, bytes(32)), (6, b"\xff" * 32), (8, b"\x01" * 34)):
            connection.execute("UPDATE vector SET data = ? WHERE content_id = ?", (data, content))
        connection.execute("UPDATE setting SET value = '{' WHERE key = 'cores'")
    report = repair(work.folder)
    assert report.damage is None
    assert [line.split(";")[0] for line in report.mended[:1]] == ["4 damaged vectors removed"]
    assert "cores" in report.mended[1]
    with closing(database.open_reader(work.folder)) as library:
        assert list(vectors.load(library, model, 16).content_ids) == [1, 3, 5, 7]
        assert settings.get(library, "cores") is None
    assert_sound(work.folder)


def test_a_library_in_use_is_not_repaired(library):
    with pytest.raises(LibraryBusyError):
        repair(library.folder)


def test_where_there_is_nothing_there_is_nothing_to_repair(tmp_path):
    with pytest.raises(LibraryNotFoundError):
        repair(tmp_path / "nowhere")
    with pytest.raises(LibraryNotFoundError):
        repair(tmp_path)


def test_a_library_from_the_future_is_not_repaired(work):
    raw = sqlite3.connect(work.folder / FILE_NAME)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    before = (work.folder / FILE_NAME).read_bytes()
    with pytest.raises(LibraryError, match="newer PhotoClip"):
        repair(work.folder)
    assert (work.folder / FILE_NAME).read_bytes() == before


def test_without_room_nothing_is_touched(work, monkeypatch):
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "file"), b"\xff" * 4096)
    before = (work.folder / FILE_NAME).read_bytes()
    monkeypatch.setattr(disk, "room", lambda _folder: (100_100_000, 1_000_000_000_000))
    with pytest.raises(DiskFullError):
        repair(work.folder)
    assert (work.folder / FILE_NAME).read_bytes() == before
    assert not (work.folder / swap.READY_NAME).exists()


REPAIR = """
import sys
from pathlib import Path
from photoclip.store.repair import repair
print("begun", flush=True)
repair(Path(sys.argv[1]))
"""


def test_a_repair_killed_at_any_moment_leaves_the_old_or_the_new_and_the_next_one_ends_it(
    work, tmp_path
):
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "file"), b"\xff" * 4096)
    damaged = (work.folder / FILE_NAME).read_bytes()
    rng = random.Random(3)
    for attempt in range(25):
        folder = tmp_path / f"copy {attempt}"
        shutil.copytree(work.folder, folder)
        with subprocess.Popen(
            [sys.executable, "-c", REPAIR, str(folder)], stdout=subprocess.PIPE
        ) as process:
            process.stdout.readline()
            moment = time.monotonic() + rng.random() * 0.12
            while time.monotonic() < moment and process.poll() is None:
                pass
            process.kill()
        # the damaged file is always somewhere, whole
        kept = [folder / FILE_NAME, *folder.glob(f"damaged-*/{FILE_NAME}")]
        assert damaged in [path.read_bytes() for path in kept if path.exists()]
        repair(folder)
        with closing(database.open_reader(folder)) as library:
            assert made_by_hand(library) == work.made
            assert edit_rows(library) == work.edits
        assert_sound(folder)
        shutil.rmtree(folder)


@pytest.mark.parametrize("step", range(6))
def test_a_swap_cut_off_at_each_step_is_finished_by_the_next_owner(work, monkeypatch, step):
    """The same at the very steps that a kill at random would seldom meet."""
    overwrite(work.folder / FILE_NAME, page_of(work.folder, "file"), b"\xff" * 4096)
    (work.folder / f"{FILE_NAME}-wal").write_bytes(b"")
    taken = 0

    class Killed(BaseException):
        pass

    def interrupted(real):
        def call(*arguments, **options):
            nonlocal taken
            if taken == step:
                raise Killed
            taken += 1
            return real(*arguments, **options)

        return call

    with monkeypatch.context() as patch:
        for module, name in ((os, "rename"), (os, "replace"), (os, "link"), (shutil, "rmtree")):
            patch.setattr(module, name, interrupted(getattr(module, name)))
        with suppress(Killed):
            repair(work.folder)
    repair(work.folder)
    with closing(database.open_owner(work.folder)) as library:
        assert made_by_hand(library) == work.made
    assert_sound(work.folder)
    assert seal.verify(work.folder) == []
