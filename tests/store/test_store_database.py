"""Opening the library file, refusing what it can't be, and what a transaction promises."""

from __future__ import annotations

import os
import random
import shutil
import stat
import subprocess
import threading
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3

from photoclip.core.commands import AddToAlbum, RenameLabel
from photoclip.core.errors import (
    DiskFullError,
    LibraryBusyError,
    LibraryError,
    LibraryNotFoundError,
    LibraryOutdatedError,
    PhotoClipError,
)
from photoclip.core.labels import Source
from photoclip.core.types import FileStamp, ScanEntry
from photoclip.session import Session
from photoclip.store import (
    albums,
    columns,
    commands,
    copies,
    database,
    disk,
    files,
    labels,
    photos,
    settings,
    vectors,
)
from photoclip.store.database import FILE_NAME
from photoclip.store.migrations import APPLICATION_ID, SCHEMA_VERSION, migrations

TABLES = {"root", "content", "photo", "keyword", "file", "failure", "vector", "model", "setting"}


def fill(library, count=2000):
    """Enough rows for a file of many pages."""
    files.add_root(library, b"/photos")
    (root,) = files.roots(library)
    stamp = FileStamp(1, 2)
    with library.transaction() as connection:
        entries = [ScanEntry(b"%05d.jpg" % n, stamp, n, 0) for n in range(count)]
        files.insert(connection, root, entries)


def read_everything(library):
    """What the program asks of a library when it starts."""
    for root in files.roots(library):
        files.rows_of(library, root.id)
    settings.get(library, settings.ACTIVE_MODEL)
    list(files.pending(library))
    files.failures(library)
    photos.count(library)
    columns.hidden(library)
    vectors.find_model(library, "any")


@pytest.fixture
def closed(tmp_path) -> Path:
    """The file of a library that holds something and is closed."""
    with closing(database.open_owner(tmp_path / "library")) as library:
        fill(library)
    return tmp_path / "library" / FILE_NAME


def test_a_new_library_is_made_with_its_folder_and_is_readable_at_once(tmp_path):
    folder = tmp_path / "some" / "where"
    with closing(database.open_owner(folder)) as library:
        assert library.is_owner
        names = {row[0] for row in library.connection.execute("SELECT name FROM sqlite_master")}
        assert names >= TABLES
        assert database.quick_check(library) == "ok"
    with closing(database.open_reader(folder)) as library:
        assert not library.is_owner
        assert files.roots(library) == []


def test_a_library_carries_the_mark_and_version_by_which_it_is_known(closed):
    header = closed.read_bytes()[:100]
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID


def test_there_is_one_migration_for_each_version():
    assert len(migrations._migrations) == SCHEMA_VERSION


def test_opening_again_changes_nothing(closed):
    before = closed.read_bytes()
    database.open_owner(closed.parent).close()
    assert closed.read_bytes() == before


def test_what_was_written_is_there_after_closing_and_opening(tmp_path):
    with closing(database.open_owner(tmp_path)) as library:
        settings.put(library, "key", {"deep": [1, "é", None]})
    with closing(database.open_reader(tmp_path)) as library:
        assert settings.get(library, "key") == {"deep": [1, "é", None]}
        assert settings.get(library, "other") is None


def test_a_reader_finds_no_library_where_there_is_none(tmp_path):
    with pytest.raises(LibraryNotFoundError):
        database.open_reader(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_migration_that_fails_leaves_no_half_library_and_the_next_try_succeeds(
    tmp_path, monkeypatch
):
    from photoclip.store import migrations as steps

    with monkeypatch.context() as patch:
        patch.setattr(steps, "_FOUNDATION", (*steps._FOUNDATION[:5], "CREATE TABLE broken ("))
        with pytest.raises(sqlite3.OperationalError):
            database.open_owner(tmp_path)
    raw = sqlite3.connect(tmp_path / FILE_NAME)
    with closing(raw):
        assert not TABLES & {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
        assert raw.execute("PRAGMA user_version").fetchone() == (0,)
    with closing(database.open_owner(tmp_path)) as library:
        assert files.roots(library) == []


@pytest.mark.parametrize("open_library", [database.open_owner, database.open_reader])
def test_a_library_from_the_future_is_refused_and_untouched_to_the_byte(closed, open_library):
    raw = sqlite3.connect(closed)
    with closing(raw):
        raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 7}")
        raw.commit()
    before = closed.read_bytes()
    with pytest.raises(LibraryError, match="newer PhotoClip") as raised:
        open_library(closed.parent)
    assert "newest PhotoClip" in raised.value.hint
    assert closed.read_bytes() == before


@pytest.mark.parametrize("open_library", [database.open_owner, database.open_reader])
def test_another_programs_database_is_refused_and_untouched(tmp_path, open_library):
    raw = sqlite3.connect(tmp_path / FILE_NAME)
    with closing(raw):
        raw.execute("CREATE TABLE notes (text)")
        raw.commit()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(LibraryError, match="not a PhotoClip library"):
        open_library(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_an_empty_file_is_a_library_still_to_be_made(tmp_path):
    (tmp_path / FILE_NAME).touch()
    with pytest.raises(LibraryNotFoundError):
        database.open_reader(tmp_path)
    with closing(database.open_owner(tmp_path)) as library:
        assert files.roots(library) == []


@pytest.mark.parametrize("open_library", [database.open_owner, database.open_reader])
@pytest.mark.parametrize("size", [17, 100, 4096, 100_000])
def test_a_file_of_random_bytes_is_a_library_error(tmp_path, open_library, size):
    (tmp_path / FILE_NAME).write_bytes(random.Random(size).randbytes(size))
    with pytest.raises(LibraryError, match="damaged"):
        open_library(tmp_path)


@pytest.mark.parametrize("open_library", [database.open_owner, database.open_reader])
@pytest.mark.parametrize("keep", [17, 100, 1000, 4096, 5000, -4096])
def test_a_file_that_was_cut_off_is_a_library_error(closed, open_library, keep):
    os.truncate(closed, keep if keep > 0 else closed.stat().st_size + keep)
    with pytest.raises(LibraryError) as raised:
        open_library(closed.parent)
    assert "backups" in raised.value.hint


@pytest.mark.parametrize("seed", range(8))
def test_damage_inside_the_file_is_a_library_error_wherever_it_is_met(closed, seed):
    rng = random.Random(seed)
    damaged = bytearray(closed.read_bytes())
    pages = range(1, len(damaged) // 4096)
    for page in rng.sample(pages, len(pages) * 3 // 4):
        damaged[page * 4096 : (page + 1) * 4096] = rng.randbytes(4096)
    closed.write_bytes(damaged)

    def use():
        with closing(database.open_reader(closed.parent)) as library:
            read_everything(library)

    with pytest.raises(LibraryError, match="damaged"):
        use()


def test_the_integrity_check_finds_damage(closed):
    damaged = bytearray(closed.read_bytes())
    damaged[-4096:] = bytes(4096)
    closed.write_bytes(damaged)
    with closing(database.open_reader(closed.parent)) as library:
        assert database.quick_check(library) != "ok"


def test_a_folder_in_the_place_of_the_library_file_is_a_library_error(tmp_path):
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(LibraryError):
        database.open_owner(tmp_path)
    with pytest.raises(LibraryError):
        database.open_reader(tmp_path)


def test_a_file_in_the_place_of_the_librarys_folder_is_a_library_error(tmp_path):
    (tmp_path / "taken").touch()
    with pytest.raises(LibraryError, match="can't be used"):
        database.open_owner(tmp_path / "taken")


def test_a_reader_sees_whole_commits_while_the_owner_writes(library):
    fill(library, 10)
    with closing(database.open_reader(library.folder)) as reader:
        (root,) = files.roots(reader)
        with library.transaction() as connection:
            files.insert(connection, root, [ScanEntry(b"new.jpg", FileStamp(1, 1), 1, 0)])
            assert len(files.rows_of(library, root.id)) == 11
            assert len(files.rows_of(reader, root.id)) == 10
        assert len(files.rows_of(reader, root.id)) == 11


def test_a_reader_in_the_middle_of_a_result_does_not_hold_the_owner_up(library):
    fill(library, 5000)
    with closing(database.open_reader(library.folder)) as reader:
        cursor = reader.connection.execute("SELECT id FROM file ORDER BY id")
        next(cursor)
        fill(library, 0)
        settings.put(library, "written", True)
        assert len(cursor.fetchall()) == 4999


def test_a_reader_can_not_write(library):
    with closing(database.open_reader(library.folder)) as reader:
        with pytest.raises(RuntimeError, match="only the owner writes"), reader.transaction():
            pass
        with pytest.raises(LibraryError, match="can't be written"):
            reader.connection.execute("DELETE FROM root")


def test_a_transaction_rolls_back_whole_whatever_the_exception(library):
    def write_and_raise(error):
        with library.transaction() as connection:
            connection.execute("INSERT INTO root(path, added_at) VALUES (x'2f', 'now')")
            raise error

    for error in (ValueError("a bug"), KeyboardInterrupt(), DiskFullError("full")):
        with pytest.raises(type(error)):
            write_and_raise(error)
        assert files.roots(library) == []
    files.add_root(library, b"/after")
    assert [root.path for root in files.roots(library)] == [b"/after"]


def test_a_mistake_in_our_own_sql_is_not_dressed_up_as_a_fault_of_the_machine(library):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        library.connection.execute("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError), library.transaction() as connection:
        connection.execute("INSERT INTO root(path, added_at) VALUES (NULL, NULL)")


def test_a_full_disk_is_named_and_the_library_goes_on_once_there_is_room(library):
    fill(library, 10)
    (pages,) = library.connection.execute("PRAGMA page_count").fetchone()
    library.connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFullError) as raised:
        settings.put(library, "large", "x" * 100_000)
    assert "Free some space" in raised.value.hint
    assert settings.get(library, "large") is None
    assert database.quick_check(library) == "ok"
    library.connection.execute("PRAGMA max_page_count = 1000000")
    settings.put(library, "large", "x" * 100_000)
    assert settings.get(library, "large") == "x" * 100_000


def test_another_program_that_writes_to_the_file_is_named_as_busy(library):
    library.connection.execute("PRAGMA busy_timeout = 0")
    other = sqlite3.connect(library.file, isolation_level=None)
    with closing(other):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusyError, match="Another program"):
            settings.put(library, "key", 1)
        other.execute("ROLLBACK")
    settings.put(library, "key", 1)
    assert settings.get(library, "key") == 1


@pytest.mark.parametrize("name", ["täst #1?mode=rw&x=%20", "caf\udce9", "new\nline"])
def test_a_librarys_folder_may_have_any_name(tmp_path, name):
    folder = tmp_path / name
    with closing(database.open_owner(folder)) as library:
        settings.put(library, "key", 1)
    with closing(database.open_reader(folder)) as library:
        assert settings.get(library, "key") == 1
    assert FILE_NAME in os.listdir(folder)


def test_a_library_on_a_read_only_disk_can_be_read(open_folder, without_privileges):
    with closing(database.open_owner(open_folder)) as library:
        fill(library, 10)
    open_folder.chmod(0o555)
    with without_privileges(), closing(database.open_reader(open_folder)) as library:
        (root,) = files.roots(library)
        assert len(files.rows_of(library, root.id)) == 10


def test_a_reader_on_a_read_only_disk_copes_with_what_an_earlier_reader_left_beside_the_library(
    open_folder, without_privileges
):
    with closing(database.open_owner(open_folder)) as library:
        fill(library, 10)
    with closing(database.open_reader(open_folder)) as library:
        photos.count(library)
    assert (open_folder / f"{FILE_NAME}-wal").exists()
    open_folder.chmod(0o555)
    with without_privileges(), closing(database.open_reader(open_folder)) as library:
        (root,) = files.roots(library)
        assert len(files.rows_of(library, root.id)) == 10


def test_a_reader_without_write_permission_follows_the_living_owner(
    open_folder, without_privileges
):
    with closing(database.open_owner(open_folder)) as owner:
        fill(owner, 10)
        open_folder.chmod(0o555)
        with without_privileges(), closing(database.open_reader(open_folder)) as reader:
            (root,) = files.roots(reader)
            assert len(files.rows_of(reader, root.id)) == 10


def test_a_library_that_may_not_be_written_is_refused_to_an_owner(open_folder, without_privileges):
    database.open_owner(open_folder).close()
    open_folder.chmod(0o555)
    for path in open_folder.iterdir():
        path.chmod(stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH)
    with without_privileges(), pytest.raises(LibraryError):
        database.open_owner(open_folder)


def test_closing_twice_is_harmless(tmp_path):
    library = database.open_owner(tmp_path)
    library.close()
    library.close()
    assert not library.is_owner


def test_every_fault_that_reaches_a_person_says_what_to_do(tmp_path):
    for text in (
        *("database or disk is full", "attempt to write a readonly database"),
        *("unable to open database file", "database disk image is malformed"),
        *("file is not a database", "disk I/O error", "database is locked"),
    ):
        fault = database.as_fault(sqlite3.OperationalError(text), tmp_path / FILE_NAME)
        assert isinstance(fault, PhotoClipError), text
        assert fault.hint, text
    assert database.as_fault(sqlite3.OperationalError("no such column: x"), tmp_path) is None


def test_vectors_of_a_damaged_library_are_a_library_error(closed):
    with (
        closing(database.open_owner(closed.parent)) as library,
        library.transaction() as connection,
    ):
        model = vectors.model_id(connection, "m", 512)
        for n in range(1, 1001):
            connection.execute(
                "INSERT INTO content(hash, byte_size, format, width, height, frames) "
                "VALUES (?, 1, 'jpeg', 1, 1, 1)",
                (n.to_bytes(32, "big"),),
            )
            vectors.put(connection, model, n, np.ones(512, np.float32))
    damaged = bytearray(closed.read_bytes())
    for start in range(len(damaged) // 2 // 4096 * 4096, len(damaged), 4096):
        damaged[start : start + 4096] = b"\xff" * 4096
    closed.write_bytes(damaged)
    with (
        closing(database.open_reader(closed.parent)) as library,
        pytest.raises(LibraryError, match="damaged"),
    ):
        vectors.load(library, 1, 512)


def test_a_transaction_inside_a_transaction_is_a_bug(library):
    with (
        pytest.raises(RuntimeError, match="inside a transaction"),
        library.transaction(),
        library.transaction(),
    ):
        pass
    settings.put(library, "key", 1)
    assert settings.get(library, "key") == 1


def test_transactions_of_other_threads_wait_for_their_turn(library):
    entered, order = threading.Event(), []

    def write():
        entered.set()
        settings.put(library, "second", True)
        order.append("second")

    thread = threading.Thread(target=write)
    with library.transaction() as connection:
        thread.start()
        assert entered.wait(20)
        connection.execute("INSERT INTO setting VALUES ('first', 'true')")
        assert settings.get(library, "second") is None
        order.append("first")
    thread.join(20)
    assert order == ["first", "second"]
    assert settings.get(library, "second") is True


def test_what_a_person_did_is_synced_at_once_and_the_rest_as_before(library):
    def level():
        return library.connection.execute("PRAGMA synchronous").fetchone()[0]

    with library.transaction():
        assert level() == 1
    with library.transaction(durable=True):
        assert level() == 2
    assert level() == 1
    with pytest.raises(ValueError, match="a bug"), library.transaction(durable=True):
        raise ValueError("a bug")
    assert level() == 1


def test_below_the_floor_indexing_stops_before_a_person_does(library, monkeypatch):
    free = 0
    monkeypatch.setattr(disk, "room", lambda _folder: (free, 1_000_000_000_000))
    free = 100_000_000
    settings.put(library, "key", 1)
    free = 99_000_000
    with pytest.raises(DiskFullError, match=r"Only 99 MB are left.*stops writing below 100 MB"):
        settings.put(library, "key", 2)
    with library.transaction(durable=True) as connection:
        connection.execute("INSERT INTO root(path, added_at) VALUES (x'2f', 'now')")
    free = 9_000_000
    with pytest.raises(DiskFullError) as raised, library.transaction(durable=True):
        pass
    assert "Free some space" in raised.value.hint
    assert settings.get(library, "key") == 1


def test_the_floor_of_a_small_disk_is_a_share_of_it():
    assert disk.floor_of(1_000_000_000_000) == 100_000_000
    assert disk.floor_of(1_000_000_000) == 20_000_000
    assert disk.floor_of(1_000_000_000, by_hand=True) == 2_000_000


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 8 MB of its own."""
    place = tmp_path / "small"
    place.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)]
    done = subprocess.run(options, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"a small file system can't be mounted here: {done.stderr.strip()}")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def fill_disk(place, leave):
    """Take up the disk but for so many bytes."""
    free = shutil.disk_usage(place).free
    (place / "ballast").write_bytes(bytes(max(0, free - leave)))
    disk.forget()


def test_on_a_full_disk_every_write_is_refused_in_words_and_nothing_is_lost(small_disk):
    folder = small_disk / "library"
    with closing(database.open_owner(folder)) as library:
        settings.put(library, "before", 1)
        fill_disk(small_disk, 100_000)
        with pytest.raises(DiskFullError, match=r"Only 0\.1 MB are left"):
            settings.put(library, "refused", 1)
        with library.transaction(durable=True) as connection:
            connection.execute("INSERT INTO setting VALUES ('by hand', '1')")
        fill_disk(small_disk, 0)
        (small_disk / "more").write_bytes(bytes(shutil.disk_usage(small_disk).free))
        disk.forget()
        with pytest.raises(DiskFullError), library.transaction(durable=True):
            pass
    with closing(database.open_reader(folder)) as library:
        assert settings.get(library, "by hand") == 1
    for name in ("ballast", "more"):
        (small_disk / name).unlink()
    disk.forget()
    with closing(database.open_owner(folder)) as library:
        assert database.quick_check(library) == "ok"
        settings.put(library, "after", 1)
        assert settings.get(library, "before") == 1


def test_a_disk_that_fills_up_in_the_middle_of_a_transaction_is_named(small_disk, monkeypatch):
    monkeypatch.setattr(disk, "refuse_if_full", lambda *_args, **_more: None)
    with closing(database.open_owner(small_disk / "library")) as library:
        settings.put(library, "before", 1)
        with pytest.raises(DiskFullError, match="disk is full"):
            settings.put(library, "large", "x" * 9_000_000)
        assert settings.get(library, "before") == 1
        assert database.quick_check(library) == "ok"


def test_text_that_is_no_text_is_damage(library):
    library.connection.execute("INSERT INTO setting VALUES ('a', CAST(x'ff41' AS TEXT))")
    with pytest.raises(LibraryError, match="damaged"):
        settings.get(library, "a")
    library.connection.execute("INSERT INTO setting VALUES ('b', '{\"half')")
    with pytest.raises(LibraryError, match="damaged"):
        settings.get(library, "b")


def test_a_library_that_is_in_use_is_not_called_damaged(library):
    fill(library, 3000)
    assert database.damage(library.folder) is None
    with library.transaction() as connection:
        connection.execute("DELETE FROM file WHERE id % 2")
        assert database.damage(library.folder) is None
    assert database.damage(library.folder / "nowhere") is None


def version_1(folder):
    """A library as PhotoClip 0.1 left it."""
    folder.mkdir()
    raw = sqlite3.connect(folder / FILE_NAME)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    migrations.apply(Database(raw), stop_before="m002_owner")
    raw.execute("INSERT INTO root(path, added_at) VALUES (x'2f61', 'then')")
    raw.execute(
        "INSERT INTO content(hash, byte_size, format, width, height, frames) "
        "VALUES (zeroblob(32), 1, 'jpeg', 2, 3, 1)"
    )
    raw.execute("INSERT INTO photo(content_id, rating, added_at) VALUES (1, 4, 'then')")
    raw.execute(
        "INSERT INTO file(root_id, path, folder, name, size, mtime_ns, inode, sidecars, state, "
        "photo_id) VALUES (1, x'62', '', 'b', 1, 1, 1, 0, 'ready', 1)"
    )
    raw.commit()
    raw.close()
    return folder


def test_a_library_of_version_1_is_backed_up_then_brought_up_to_date(tmp_path):
    folder = version_1(tmp_path / "library")
    before = (folder / FILE_NAME).read_bytes()
    with closing(database.open_owner(folder)) as library:
        assert photos.rows(library, [1])[1].rating == 4
        assert library.connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert database.quick_check(library) == "ok"
    (kept,) = copies.backups(folder)
    assert (kept.kind, kept.sequence) == ("before-version-2", 1)
    assert copies.is_good(kept)
    raw = sqlite3.connect(f"file:{kept.path}?immutable=1", uri=True)
    with closing(raw):
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        assert raw.execute("SELECT rating FROM photo").fetchall() == [(4,)]
    # byte for byte, but for the marks of the write-ahead log in the header
    assert kept.path.read_bytes()[100:] == before[100:]


def version_2(folder):
    """A library as PhotoClip left it before it had albums: a photo in two files, labelled."""
    version_1(folder)
    raw = sqlite3.connect(folder / FILE_NAME)
    migrations.apply(Database(raw), stop_before="m003_albums")
    raw.execute("UPDATE photo SET own_rating = 5, flag = 'picked', taken_at = '2024-01-01'")
    raw.execute("INSERT INTO label(name, created_at) VALUES ('dog', 'then')")
    raw.execute("INSERT INTO label_mark VALUES (1, 1, 'confirmed', 'then')")
    raw.execute(
        "INSERT INTO file(root_id, path, folder, name, size, mtime_ns, inode, sidecars, state, "
        "photo_id, missing_since) VALUES (1, x'63', '', 'c', 1, 1, 2, 0, 'ready', 1, 'then')"
    )
    raw.commit()
    raw.close()
    return folder


def test_a_library_of_version_2_gets_albums_and_keeps_what_was_made_by_hand(tmp_path):
    folder = version_2(tmp_path / "library")
    with closing(database.open_owner(folder)) as library:
        assert library.connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert (photos.count(library), photos.rows(library, [1])[1].rating) == (1, 5)
        (label,) = labels.labels_of(library, 1)
        assert (label.name, label.source) == ("dog", Source.CONFIRMED)
        assert albums.all_albums(library) == []
        commands.apply(library, AddToAlbum(1, "Trip"), "1")
        assert albums.photos_of(library, "Trip") == [1]
        assert database.quick_check(library) == "ok"
        assert library.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    (kept,) = copies.backups(folder)
    assert kept.kind == "before-version-3"
    assert copies.is_good(kept)


def version_3(folder):
    """A library as PhotoClip left it when labels had names alone: some that are no paths."""
    version_2(folder)
    raw = sqlite3.connect(folder / FILE_NAME)
    migrations.apply(Database(raw), stop_before="m004_labels")
    names = ("DOG/Corgi", "a//b", "a/b", "Dog/auto", "/", "ÄPFEL", " /", "Dog/Auto (label)")
    raw.executemany("INSERT INTO label(name, created_at) VALUES (?, 'then')", [(n,) for n in names])
    words = ("Dog", "corgi", "äpfel", "hot dog")
    raw.executemany("INSERT INTO keyword(photo_id, keyword) VALUES (1, ?)", [(w,) for w in words])
    raw.commit()
    raw.close()
    return folder


def test_a_library_of_version_3_gets_a_tree_of_labels_and_those_its_keywords_say(tmp_path):
    folder = version_3(tmp_path / "library")
    with closing(database.open_owner(folder)) as library:
        assert labels.names(library) == [
            *("a/b", "a/b 2", "dog", "dog/auto (label)", "dog/auto (label) 2", "dog/Corgi"),
            *("Label 6", "Label 8", "ÄPFEL"),
        ]
        said = {one.name: one.source for one in labels.labels_of(library, 1)}
        assert said == {
            "dog": Source.CONFIRMED,
            "dog/Corgi": Source.IMPORTED,
            "ÄPFEL": Source.IMPORTED,
        }
        # it is read once more for the places of its keywords, and shown meanwhile
        states = "SELECT state FROM file WHERE missing_since IS NULL"
        assert library.connection.execute(states).fetchall() == [("pending",)]
        assert photos.count(library) == 1
        assert database.quick_check(library) == "ok"
        for number, name in enumerate(reversed(labels.names(library))):
            commands.apply(library, RenameLabel(name, f"moved {number}"), name)
    (kept,) = copies.backups(folder)
    assert kept.kind == "before-version-4"


def test_photos_are_listed_from_indexes_alone(library):
    questions = (
        f"SELECT count(*) FROM photo WHERE {photos.VISIBLE}",
        f"SELECT id, content_id FROM photo WHERE {photos.VISIBLE} ORDER BY taken_at DESC, id DESC",
    )
    for question in questions:
        plan = library.connection.execute(f"EXPLAIN QUERY PLAN {question}").fetchall()
        steps = [step for *_numbers, step in plan]
        assert all("COVERING INDEX" in step for step in steps if "CORRELATED" not in step), steps
    assert not any("TEMP B-TREE" in step for step in steps)


def test_a_library_is_not_brought_up_to_date_where_its_backup_has_no_room(tmp_path, monkeypatch):
    folder = version_1(tmp_path / "library")
    before = (folder / FILE_NAME).read_bytes()
    monkeypatch.setattr(disk, "room", lambda _folder: (20_000_000, 1_000_000_000))
    with pytest.raises(DiskFullError):
        database.open_owner(folder)
    assert (folder / FILE_NAME).read_bytes() == before
    assert copies.backups(folder) == []


def test_a_library_of_version_2_is_brought_up_to_date_before_it_is_read(tmp_path):
    folder = version_2(tmp_path / "library")
    with pytest.raises(LibraryOutdatedError):
        database.open_reader(folder)
    with Session.open(folder) as session:
        assert session.search("is:picked").candidates == 1
        assert session.search("album:none").hits == []
    with closing(database.open_reader(folder)) as library:
        assert albums.all_albums(library) == []


def test_threads_that_ask_the_same_new_thing_at_once_are_all_answered(library):
    """pysqlite3's cache of statements (of a hundred) breaks for good where they aren't kept apart."""
    asking = threading.Barrier(4)
    wrong = []

    def ask():
        for number in range(200):
            asking.wait(60)
            try:
                sql = f"SELECT {number} {'+ 0' * 300}"  # takes a while to prepare
                answer = library.connection.execute(sql).fetchone()
            except Exception as error:
                answer = error
            if answer != (number,):
                wrong.append((number, answer))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert wrong == []
