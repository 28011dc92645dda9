"""What the library believes is on disk: rows by path, by folder and by inode."""

from __future__ import annotations

import os

import pytest

from photoclip.core.types import FailureKind, FileId, FileStamp, ReadFailure, ScanEntry
from photoclip.store import files, suspects, tombstones

SLASH = os.fsencode(os.sep)


def entry(path, inode=0, size=10, mtime=20, sidecars=0):
    return ScanEntry(path.replace(b"/", SLASH), FileStamp(size, mtime), inode, sidecars)


@pytest.fixture
def root(library):
    files.add_root(library, b"/photos")
    return files.roots(library)[0]


def insert(library, root, *paths, **options):
    with library.transaction() as connection:
        files.insert(connection, root, [entry(path, **options) for path in paths])


def ids(library):
    return {path: FileId(i) for i, path in library.connection.execute("SELECT id, path FROM file")}


def vanish(library, *gone, today=0):
    with library.transaction() as connection:
        files.vanished(connection, gone, today)


HOSTILE = [b"a", b"a/1.jpg", b"a/b/2.jpg", b"a.jpg", b"a-b/3.jpg", b"a0/4.jpg", b"ab/5.jpg"]


def test_a_folder_is_all_that_lies_in_it_and_nothing_beside_it(library, root):
    insert(library, root, *HOSTILE, b"\xff\xff/6.jpg", b"z" * 200)
    found = files.rows_in(library, root.id, (), [b"a"])
    assert set(found) == {b"a", SLASH.join([b"a", b"1.jpg"]), SLASH.join([b"a", b"b", b"2.jpg"])}
    odd = files.rows_in(library, root.id, (), [b"\xff\xff"])
    assert set(odd) == {SLASH.join([b"\xff\xff", b"6.jpg"])}


def test_the_root_itself_holds_everything(library, root):
    insert(library, root, *HOSTILE, b"\xff" * 255)
    assert files.rows_in(library, root.id, (), [b""]) == files.rows_of(library, root.id)


def test_rows_are_found_by_thousands_of_exact_paths(library, root):
    paths = [f"{n:05}.jpg".encode() for n in range(2500)]
    insert(library, root, *paths)
    assert set(files.rows_in(library, root.id, set(paths[::2]) | {b"unknown"})) == set(paths[::2])


def test_rows_of_another_root_are_not_mixed_in(library, root):
    files.add_root(library, b"/others")
    other = files.roots(library)[1]
    insert(library, root, b"a/1.jpg")
    insert(library, other, b"a/1.jpg", b"a/2.jpg")
    assert len(files.rows_in(library, root.id, {b"a/2.jpg"}, [b"a"])) == 1


def test_missing_files_of_any_root_are_found_by_their_inode(library, root):
    files.add_root(library, b"/others")
    other = files.roots(library)[1]
    insert(library, root, b"a.jpg", inode=7)
    insert(library, root, b"there.jpg", inode=7)
    insert(library, other, b"b.jpg", inode=8)
    insert(library, other, b"c.jpg", inode=9)
    assert files.missing_with(library, {7, 8}) == []
    known = ids(library)
    vanish(library, known[b"a.jpg"], known[b"b.jpg"], known[b"c.jpg"])
    found = files.missing_with(library, {7, 8, *range(100, 1500)})
    assert [row.path for row in found] == [b"a.jpg", b"b.jpg"]
    assert all(row.missing for row in found)


def test_our_own_write_is_no_change_and_keeps_the_state(library, root):
    insert(library, root, b"a.jpg", b"b.jpg")
    known = ids(library)
    with library.transaction() as connection:
        connection.execute("UPDATE file SET state = 'ready' WHERE id = ?", (known[b"a.jpg"],))
        written = entry(b"a.jpg", inode=5, size=11, mtime=30, sidecars=77)
        files.restamp(connection, root.id, b"a.jpg", written)
        files.restamp(connection, root.id, b"unknown.jpg", written)
    row = files.rows_of(library, root.id)[b"a.jpg"]
    assert (row.stamp, row.inode, row.sidecars, row.state) == (FileStamp(11, 30), 5, 77, "ready")
    assert files.rows_of(library, root.id)[b"b.jpg"].stamp == FileStamp(10, 20)


@pytest.mark.parametrize("way", ["returned", "moved", "changed"])
def test_a_file_that_is_there_again_has_no_tombstone(library, root, way):
    insert(library, root, b"a.jpg")
    (i,) = ids(library).values()
    vanish(library, i, today=12)
    with library.transaction() as connection:
        tombstones.count_scan(connection, root.id, 13)
    counted = library.connection.execute("SELECT missing_day, missing_scans FROM file").fetchone()
    assert counted == (12, 1)
    with library.transaction() as connection:
        if way == "returned":
            files.returned(connection, [i])
        elif way == "moved":
            files.move(connection, root, [(i, entry(b"b.jpg"))])
        else:
            files.change(connection, [(i, entry(b"a.jpg", size=99))])
    row = library.connection.execute(
        "SELECT missing_since, missing_day, missing_scans FROM file"
    ).fetchone()
    assert row == (None, None, 0)


def test_scans_count_once_a_day_and_not_below_folders_that_could_not_be_listed(library, root):
    insert(library, root, b"a.jpg", b"locked/b.jpg", b"locked2/c.jpg")
    vanish(library, *ids(library).values(), today=1)
    for day in (2, 2, 3, 3, 3):
        with library.transaction() as connection:
            tombstones.count_scan(connection, root.id, day, [b"locked"])
    counted = dict(library.connection.execute("SELECT name, missing_scans FROM file").fetchall())
    assert counted == {"a.jpg": 2, "b.jpg": 0, "c.jpg": 2}


def test_a_file_missing_since_before_there_were_library_days_begins_its_grace_now(library, root):
    insert(library, root, b"a.jpg")
    with library.transaction() as connection:
        connection.execute("UPDATE file SET missing_since = '2020-01-01T00:00:00+00:00'")
        tombstones.count_scan(connection, root.id, 500)
    assert library.connection.execute("SELECT missing_day FROM file").fetchone() == (500,)
    assert tombstones.purge(library, 500 + tombstones.GRACE_DAYS - 1) == []
    assert len(ids(library)) == 1


def test_an_offline_root_says_why_and_since_when_it_first_was(library, root):
    with library.transaction() as connection:
        files.set_offline(connection, root.id, "the folder is not there")
    first = files.roots(library)[0]
    with library.transaction() as connection:
        connection.execute("UPDATE root SET offline_since = '2020-01-01T00:00:00+00:00'")
        files.set_offline(connection, root.id, "another drive is at this place")
    again = files.roots(library)[0]
    assert first.offline_reason == "the folder is not there"
    assert again.offline_reason == "another drive is at this place"
    assert again.offline_since == "2020-01-01T00:00:00+00:00"
    with library.transaction() as connection:
        files.scanned(connection, root.id, 0, [])
        files.set_volume(connection, root.id, "{}")
    back = files.roots(library)[0]
    assert (back.offline_since, back.offline_reason, back.volume) == (None, None, "{}")


def test_a_look_notes_anew_only_the_folders_it_looked_into(library, root):
    with library.transaction() as connection:
        files.scanned(connection, root.id, 0, [(b"a", "old"), (b"a/b", "old"), (b"ab", "old")])
        files.looked(connection, root.id, [b"a"], [(b"a/c", "new")])
    found = {os.path.basename(f.path): f.reason for f in files.failures(library)}
    assert found == {b"ab": "old", b"c": "new"}


def test_waiting_files_come_in_the_order_asked_for_and_only_those(library, root):
    insert(library, root, *(f"{n}.jpg".encode() for n in range(1200)))
    known = list(ids(library).values())
    with library.transaction() as connection:
        connection.execute("UPDATE file SET state = 'ready' WHERE id = ?", (known[5],))
    vanish(library, known[6])
    wanted = [*reversed(known), known[0], FileId(99_999)]
    found = [item.id for item in files.pending_among(library, wanted)]
    assert found == [i for i in reversed(known) if i not in (known[5], known[6])]
    assert files.pending_of(library, root.id) == sorted(found)


# --- suspects -------------------------------------------------------------------------------------


def counts(library):
    return library.connection.execute("SELECT strikes, kills FROM file ORDER BY id").fetchall()


def test_a_crash_over_many_is_a_first_strike_for_each_and_never_a_second(library, root):
    insert(library, root, b"a.jpg", b"b.jpg")
    both = list(ids(library).values())
    for n in range(5):
        assert suspects.died_with(library, both, f"run {n}", crashed=True) == []
    assert counts(library) == [(1, 0), (1, 0)]
    assert suspects.of_work_list(library) == both


def test_two_crashes_alone_are_too_many_and_the_same_one_counts_once(library, root):
    insert(library, root, b"a.jpg")
    (i,) = ids(library).values()
    for _again in range(4):
        assert suspects.died_with(library, [i], "first", crashed=True) == []
    ((left_alone, reason),) = suspects.died_with(library, [i], "second", crashed=True)
    assert (left_alone, "crashed twice" in reason) == (i, True)
    assert suspects.of_work_list(library) == []
    (failure,) = files.failures(library)
    assert failure.kind == "crashed"


def test_a_file_that_gets_through_clears_its_own_strikes_and_everybodys_kills(library, root):
    insert(library, root, b"a.jpg", b"b.jpg")
    first, second = ids(library).values()
    suspects.died_with(library, [first, second], "1", crashed=True)
    suspects.died_with(library, [first, second], "2", crashed=False)
    with library.transaction() as connection:
        suspects.acquit(connection, [first])
    assert counts(library) == [(0, 0), (1, 0)]


def test_failed_files_that_are_tried_again_keep_one_strike(library, root):
    insert(library, root, b"a.jpg", b"b.jpg")
    first, second = ids(library).values()
    suspects.died_with(library, [first], "1", crashed=True)
    suspects.died_with(library, [first], "2", crashed=True)
    with library.transaction() as connection:
        files.failed(connection, second, ReadFailure(FailureKind.EMPTY, "The file is empty."))
        assert files.retry_failed(connection) == 2
    assert counts(library) == [(1, 0), (0, 0)]
    assert suspects.of_work_list(library) == [first]
