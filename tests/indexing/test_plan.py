"""The difference between a scan and the library's rows, as a pure function."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from photoclip.core.types import FileId, FileRow, FileStamp, FileState, ScanEntry
from photoclip.indexing.plan import MOST_FILES, MOST_SHARE, Plan, plan

# Few values each, so that paths, inodes and stamps meet often.
PATHS = st.sampled_from([b"a.jpg", b"b.jpg", b"c.jpg", b"x/a.jpg", b"x/b.jpg", b"xy/c.jpg"])
STAMPS = st.builds(FileStamp, st.integers(0, 1), st.integers(0, 1))
INODES = st.integers(0, 3)
ENTRIES = st.builds(ScanEntry, PATHS, STAMPS, INODES, st.integers(0, 1))
SCANS = st.lists(ENTRIES, unique_by=lambda entry: entry.path, max_size=6)
ROWS = st.builds(
    FileRow,
    st.just(FileId(0)),
    PATHS,
    STAMPS,
    INODES,
    st.integers(0, 1),
    st.sampled_from(FileState),
    st.booleans(),
)


def numbered(rows, first=1):
    return [replace(row, id=FileId(first + n)) for n, row in enumerate(rows)]


LIBRARIES = st.lists(ROWS, unique_by=lambda row: row.path, max_size=6).map(
    lambda rows: {row.path: row for row in numbered(rows)}
)
ELSEWHERE = st.lists(ROWS, max_size=3).map(
    lambda rows: [replace(row, missing=True) for row in numbered(rows, 100)]
)


def applied(made: Plan, rows: dict[bytes, FileRow], others: list[FileRow]) -> dict[bytes, FileRow]:
    """The rows of the root after a plan, in the order in which the service applies it."""
    by_id = {row.id: row for row in (*others, *rows.values())}
    here = {row.id for row in rows.values()}
    for i, entry in made.moved:
        by_id[i] = replace(by_id[i], path=entry.path, inode=entry.inode, missing=False)
        here.add(i)
    for i, entry in made.changed:
        by_id[i] = replace(
            by_id[i],
            stamp=entry.stamp,
            inode=entry.inode,
            sidecars=entry.sidecars,
            state=FileState.PENDING,
            missing=False,
        )
    for i in made.returned:
        by_id[i] = replace(by_id[i], missing=False)
    for i in made.vanished:
        by_id[i] = replace(by_id[i], missing=True)
    for n, entry in enumerate(made.added):
        i = FileId(1000 + n)
        here.add(i)
        by_id[i] = FileRow(
            i, entry.path, entry.stamp, entry.inode, entry.sidecars, FileState.PENDING, False
        )
    result: dict[bytes, FileRow] = {}
    for i in here:
        assert by_id[i].path not in result, "two rows for one path"
        result[by_id[i].path] = by_id[i]
    return result


def seen(rows):
    return {(row.path, row.stamp, row.sidecars) for row in rows if not row.missing}


@given(SCANS, LIBRARIES, ELSEWHERE)
def test_applying_the_plan_yields_exactly_what_the_scan_saw(entries, rows, others):
    after = applied(plan(entries, rows, others), rows, others)
    assert seen(after.values()) == {(e.path, e.stamp, e.sidecars) for e in entries}


@given(SCANS, LIBRARIES, ELSEWHERE)
def test_after_a_plan_there_is_nothing_left_to_do(entries, rows, others):
    first = plan(entries, rows, others)
    after = applied(first, rows, others)
    moved = {i for i, _ in first.moved}
    again = plan(entries, after, [row for row in others if row.id not in moved])
    assert again == Plan(unchanged=len(entries))


@given(SCANS, LIBRARIES, ELSEWHERE)
def test_no_row_is_forgotten_and_none_invented(entries, rows, others):
    made = plan(entries, rows, others)
    own = {row.id for row in rows.values()}
    ids = own | {row.id for row in others}
    named = [i for i, _ in (*made.moved, *made.changed)] + made.returned + made.vanished
    assert set(named) <= ids
    assert set(made.vanished) | set(made.returned) <= own
    assert own <= {row.id for row in applied(made, rows, others).values()}


@given(SCANS, LIBRARIES, ELSEWHERE)
def test_each_entry_and_each_row_has_one_fate(entries, rows, others):
    made = plan(entries, rows, others)
    moved = [i for i, _ in made.moved]
    changed = [i for i, _ in made.changed]
    for fate in (moved, changed, made.returned, made.vanished):
        assert len(fate) == len(set(fate))
    assert not set(made.vanished) & {*moved, *changed, *made.returned}
    assert not set(made.returned) & {*moved, *changed}
    placed = [e.path for e in made.added] + [e.path for _, e in made.moved]
    assert len(placed) == len(set(placed))
    stayed = len(set(changed) - set(moved)) + len(made.returned) + made.unchanged
    assert len(placed) + stayed == len(entries)


@given(SCANS, LIBRARIES, ELSEWHERE)
def test_only_the_same_file_is_ever_taken_for_moved(entries, rows, others):
    by_id = {row.id: row for row in (*others, *rows.values())}
    scanned = {entry.path for entry in entries}
    for i, entry in plan(entries, rows, others).moved:
        row = by_id[i]
        assert entry.inode != 0
        assert (row.inode, row.stamp) == (entry.inode, entry.stamp)
        assert entry.path not in rows
        assert i >= 100 or row.path not in scanned


@given(SCANS, LIBRARIES, st.sampled_from([b"x", b"xy", b"x/"]))
def test_a_folder_that_could_not_be_listed_loses_none_of_its_files(entries, rows, folder):
    inside = folder.rstrip(b"/") + b"/"
    entries = [entry for entry in entries if not entry.path.startswith(inside)]
    made = plan(entries, rows, unlisted=[folder])
    after = applied(made, rows, [])
    for path, row in rows.items():
        if path.startswith(inside):
            assert after[path] == row


@given(SCANS)
def test_everything_is_new_to_an_empty_library(entries):
    assert plan(entries, {}) == Plan(added=entries)


@given(LIBRARIES)
def test_an_empty_scan_hides_what_was_there_and_nothing_twice(rows):
    made = plan([], rows)
    assert made == Plan(vanished=[row.id for row in rows.values() if not row.missing])


STAMP = FileStamp(10, 20)


def row(i, path, inode=7, *, state=FileState.READY, missing=False, sidecars=0):
    return FileRow(FileId(i), path, STAMP, inode, sidecars, state, missing)


def test_a_renamed_file_is_moved_and_not_read_again():
    entry = ScanEntry(b"new.jpg", STAMP, 7, 0)
    assert plan([entry], {b"old.jpg": row(1, b"old.jpg")}) == Plan(moved=[(FileId(1), entry)])


def test_a_renamed_file_that_waits_goes_on_waiting_under_its_new_name():
    entry = ScanEntry(b"new.jpg", STAMP, 7, 0)
    known = row(1, b"old.jpg", state=FileState.PENDING)
    assert plan([entry], {b"old.jpg": known}).moved == [(FileId(1), entry)]


def test_a_renamed_file_that_failed_is_tried_under_its_new_name():
    entry = ScanEntry(b"new.jpg", STAMP, 7, 0)
    known = row(1, b"old.jpg", state=FileState.FAILED)
    assert plan([entry], {b"old.jpg": known}) == Plan(added=[entry], vanished=[FileId(1)])


def test_a_file_renamed_with_another_sidecar_is_moved_and_read_again():
    entry = ScanEntry(b"new.jpg", STAMP, 7, 5)
    made = plan([entry], {b"old.jpg": row(1, b"old.jpg")})
    assert made == Plan(moved=[(FileId(1), entry)], changed=[(FileId(1), entry)])


def test_hard_links_move_together():
    entries = [ScanEntry(name, STAMP, 7, 0) for name in (b"new/a.jpg", b"new/b.jpg")]
    rows = {name: row(i, name) for i, name in ((1, b"old/a.jpg"), (2, b"old/b.jpg"))}
    made = plan(entries, rows)
    assert made == Plan(moved=[(FileId(1), entries[0]), (FileId(2), entries[1])])


def test_a_file_moved_from_another_root_keeps_its_row():
    entry = ScanEntry(b"here.jpg", STAMP, 7, 0)
    made = plan([entry], {}, [row(9, b"there.jpg", missing=True)])
    assert made == Plan(moved=[(FileId(9), entry)])


def test_a_file_without_an_inode_is_never_taken_for_moved():
    entry = ScanEntry(b"new.jpg", STAMP, 0, 0)
    made = plan([entry], {b"old.jpg": row(1, b"old.jpg", inode=0)})
    assert made == Plan(added=[entry], vanished=[FileId(1)])


def test_a_plan_that_hides_most_of_a_root_is_told_apart_from_tidying_up():
    many = [FileId(n) for n in range(MOST_FILES + 1)]
    assert Plan(vanished=many).drops_most(len(many))
    assert not Plan(vanished=many[:-1]).drops_most(MOST_FILES)
    assert not Plan(vanished=many).drops_most(int(len(many) / MOST_SHARE) + 1)
