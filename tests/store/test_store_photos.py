"""Contents, photos and files: what stays the same photo when files are copied, edited, lost."""

from __future__ import annotations

import hashlib
from contextlib import closing
from datetime import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3

from photoclip.core.commands import Flag, MarkLabel, SetFlag, SetRating, Verdict
from photoclip.core.types import (
    ContentHash,
    FailureKind,
    FileStamp,
    FileState,
    Metadata,
    PhotoReading,
    ReadFailure,
    ScanEntry,
)
from photoclip.store import columns, commands, database, files, photos, vectors

X, Y = "one content", "another content"


def reading(content: str, metadata: Metadata = Metadata(), mtime: int = 1) -> PhotoReading:  # noqa: B008
    digest = ContentHash(hashlib.sha256(content.encode()).digest())
    pixels = np.zeros((1, 1, 3), np.uint8)
    stamp = FileStamp(len(content), mtime)
    return PhotoReading(stamp, digest, "jpeg", 40, 30, 1, metadata, pixels, b"")


class Shelf:
    """A library with one root, its files called by name."""

    def __init__(self, library):
        self.library = library
        files.add_root(library, b"/photos")
        (self.root,) = files.roots(library)

    def row(self, name):
        return files.rows_of(self.library, self.root.id)[name.encode()]

    def add(self, name, content, metadata=Metadata(), sidecars=0):  # noqa: B008
        with self.library.transaction() as connection:
            entry = ScanEntry(name.encode(), FileStamp(1, 1), 0, sidecars)
            files.insert(connection, self.root, [entry])
        return self.read(name, content, metadata)

    def read(self, name, content, metadata=Metadata()):  # noqa: B008
        with self.library.transaction() as connection:
            photos.record(connection, self.row(name).id, reading(content, metadata))
        return self.photo(name)

    def fail(self, name, stamp=None):
        with self.library.transaction() as connection:
            failure = ReadFailure(FailureKind.DAMAGED, "It is damaged.", stamp)
            files.failed(connection, self.row(name).id, failure)

    def lose(self, name):
        with self.library.transaction() as connection:
            files.vanished(connection, [self.row(name).id], 0)

    def find_again(self, name):
        with self.library.transaction() as connection:
            files.returned(connection, [self.row(name).id])

    def photo(self, name):
        (found,) = self.library.connection.execute(
            "SELECT photo_id FROM file WHERE path = ?", (name.encode(),)
        ).fetchone()
        return found

    def row_of_photo(self, photo):
        return photos.rows(self.library, [photo])[photo]

    def keywords(self, photo):
        found = self.library.connection.execute(
            "SELECT keyword FROM keyword WHERE photo_id = ? ORDER BY keyword", (photo,)
        )
        return [row[0] for row in found]


@pytest.fixture
def shelf(library):
    return Shelf(library)


def test_two_copies_are_one_photo(shelf):
    assert shelf.add("a.jpg", X) == shelf.add("b.jpg", X)
    assert photos.count(shelf.library) == 1


def test_an_edited_file_keeps_its_photo(shelf):
    photo = shelf.add("a.jpg", X)
    assert shelf.read("a.jpg", Y) == photo
    assert shelf.row_of_photo(photo).content_hash == reading(Y).content_hash


def test_editing_one_of_two_copies_makes_a_new_photo_and_leaves_the_other(shelf):
    photo = shelf.add("a.jpg", X)
    shelf.add("b.jpg", X)
    assert shelf.read("a.jpg", Y) != photo
    assert shelf.photo("b.jpg") == photo
    assert shelf.row_of_photo(photo).content_hash == reading(X).content_hash


def test_a_file_that_becomes_a_copy_of_another_photo_joins_it(shelf):
    shelf.add("a.jpg", X)
    other = shelf.add("b.jpg", Y)
    assert shelf.read("a.jpg", Y) == other
    assert photos.count(shelf.library) == 1


def test_both_copies_edited_alike_keep_their_photo(shelf):
    photo = shelf.add("a.jpg", X)
    shelf.add("b.jpg", X)
    entries = [ScanEntry(name, FileStamp(9, 9), 0, 0) for name in (b"a.jpg", b"b.jpg")]
    with shelf.library.transaction() as connection:
        files.change(connection, [(shelf.row(e.path.decode()).id, e) for e in entries])
    assert shelf.read("a.jpg", Y) == photo
    assert shelf.read("b.jpg", Y) == photo


def test_a_missing_copy_that_returns_after_the_other_was_edited_is_not_taken_for_the_edit(shelf):
    photo = shelf.add("a.jpg", X)
    shelf.add("b.jpg", X)
    shelf.lose("b.jpg")
    assert shelf.read("a.jpg", Y) == photo
    shelf.find_again("b.jpg")
    assert shelf.row("b.jpg").state is FileState.PENDING
    assert shelf.read("b.jpg", X) != photo
    assert shelf.row_of_photo(photo).path == b"/photos/a.jpg"


def test_a_copy_that_went_bad_does_not_hold_on_to_the_photo(shelf):
    photo = shelf.add("a.jpg", X)
    shelf.add("b.jpg", X)
    shelf.fail("b.jpg")
    assert shelf.read("a.jpg", Y) == photo


def test_a_photo_all_of_whose_files_are_missing_is_hidden_and_returns_as_itself(shelf):
    photo = shelf.add("a.jpg", X)
    shelf.lose("a.jpg")
    assert photos.count(shelf.library) == 0
    assert photos.rows(shelf.library, [photo]) == {}
    assert columns.hidden(shelf.library).tolist() == [photo]
    assert shelf.add("elsewhere.jpg", X) == photo
    assert columns.hidden(shelf.library).tolist() == []


def test_a_photo_with_one_copy_left_is_shown_at_that_copy(shelf):
    photo = shelf.add("a.jpg", X)
    shelf.add("b.jpg", X)
    shelf.lose("a.jpg")
    assert shelf.row_of_photo(photo).path == b"/photos/b.jpg"


def test_a_photo_is_shown_where_it_is_online(shelf):
    photo = shelf.add("a.jpg", X)
    other = Shelf.__new__(Shelf)
    other.library = shelf.library
    files.add_root(shelf.library, b"/stick")
    other.root = files.roots(shelf.library)[1]
    other.add("b.jpg", X)
    with shelf.library.transaction() as connection:
        files.set_offline(connection, shelf.root.id, "it is away")
    row = shelf.row_of_photo(photo)
    assert (row.path, row.offline) == (b"/stick/b.jpg", False)
    with shelf.library.transaction() as connection:
        files.set_offline(connection, other.root.id, "it is away")
    row = shelf.row_of_photo(photo)
    assert (row.path, row.offline) == (b"/photos/a.jpg", True)
    assert photos.count(shelf.library) == 1


def test_an_edit_into_something_unreadable_hides_the_photo_and_forgets_nothing(shelf):
    photo = shelf.add("a.jpg", X)
    shelf.fail("a.jpg", FileStamp(5, 6))
    assert photos.count(shelf.library) == 0
    assert shelf.row("a.jpg").stamp == FileStamp(5, 6)
    assert [f.path for f in files.failures(shelf.library)] == [b"/photos/a.jpg"]
    assert shelf.read("a.jpg", Y) == photo
    assert files.failures(shelf.library) == []


def test_a_failure_without_a_stamp_keeps_the_one_of_the_scan(shelf):
    shelf.add("a.jpg", X)
    before = shelf.row("a.jpg").stamp
    shelf.fail("a.jpg")
    assert shelf.row("a.jpg").stamp == before


def test_reverting_an_edit_finds_the_first_vector_again(shelf):
    with shelf.library.transaction() as connection:
        model = vectors.model_id(connection, "m", 2)
    photo = shelf.add("a.jpg", X)
    with shelf.library.transaction() as connection:
        content = photos.content_id(connection, reading(X))
        vectors.put(connection, model, content, np.array([1, 0], np.float32))
    shelf.read("a.jpg", Y)
    assert not vectors.has(shelf.library, model, reading(Y).content_hash)
    assert shelf.read("a.jpg", X) == photo
    assert vectors.has(shelf.library, model, reading(X).content_hash)
    assert shelf.row_of_photo(photo).content_id == content


def test_of_two_copies_the_one_with_a_sidecar_speaks(shelf):
    photo = shelf.add("a.jpg", X, Metadata(keywords=("plain",)))
    shelf.add("b.jpg", X, Metadata(keywords=("from sidecar",)), sidecars=5)
    assert shelf.keywords(photo) == ["from sidecar"]
    shelf.read("a.jpg", X, Metadata(keywords=("plain again",)))
    assert shelf.keywords(photo) == ["from sidecar"]


def test_of_two_copies_with_sidecars_the_first_speaks(shelf):
    photo = shelf.add("a.jpg", X, Metadata(keywords=("first",)), sidecars=4)
    shelf.add("b.jpg", X, Metadata(keywords=("second",)), sidecars=5)
    assert shelf.keywords(photo) == ["first"]


@pytest.mark.parametrize("silence", [Shelf.lose, Shelf.fail])
def test_a_copy_that_is_gone_or_bad_speaks_no_more(shelf, silence):
    photo = shelf.add("a.jpg", X, Metadata(keywords=("first",)), sidecars=4)
    shelf.add("b.jpg", X, Metadata(keywords=("second",)))
    silence(shelf, "a.jpg")
    shelf.read("b.jpg", X, Metadata(keywords=("second",)))
    assert shelf.keywords(photo) == ["second"]


def test_new_metadata_replaces_all_of_the_old(shelf):
    first = Metadata(
        taken_at=datetime(2024, 7, 1, 12, 30),
        camera_make="Canon",
        camera_model="Canon EOS R6",
        rating=4,
        keywords=("a", "b"),
    )
    photo = shelf.add("a.jpg", X, first)
    row = shelf.row_of_photo(photo)
    assert (row.taken_at, row.camera, row.rating) == ("2024-07-01T12:30:00", "Canon EOS R6", 4)
    shelf.read("a.jpg", X, Metadata(keywords=("c",)))
    row = shelf.row_of_photo(photo)
    assert (row.taken_at, row.camera, row.rating) == (None, None, None)
    assert shelf.keywords(photo) == ["c"]


@pytest.mark.parametrize(
    ("make", "model", "name"),
    [
        ("Canon", "Canon EOS R6", "Canon EOS R6"),
        ("NIKON CORPORATION", "NIKON Z 6", "NIKON Z 6"),
        ("Sony", "ILCE-7M3", "Sony ILCE-7M3"),
        ("Leica", None, "Leica"),
        (None, "X100", "X100"),
        (None, None, None),
    ],
)
def test_a_camera_is_named_without_its_make_said_twice(make, model, name):
    assert photos.camera_name(Metadata(camera_make=make, camera_model=model)) == name


def test_a_photo_is_found_by_the_absolute_path_of_its_file(shelf):
    photo = shelf.add("trip/a.jpg", X)
    found = photos.at_path(shelf.library, b"/photos/trip/a.jpg")
    assert found is not None
    assert found.id == photo
    assert photos.at_path(shelf.library, b"/photos2/trip/a.jpg") is None
    assert photos.at_path(shelf.library, b"/photos/trip/b.jpg") is None


def test_photos_are_found_by_id_and_by_content_in_any_number(shelf):
    ids = [shelf.add(f"{n}.jpg", str(n)) for n in range(3)]
    everything = list(range(1, 2001))
    assert set(photos.rows(shelf.library, everything)) == set(ids)
    by_content = photos.rows_by_content(shelf.library, everything)
    assert {row.id for row in by_content.values()} == set(ids)
    assert all(row.content_id == content for content, row in by_content.items())
    assert photos.rows(shelf.library, []) == {}


@pytest.mark.parametrize("name", [b"caf\xe9.jpg", b"bad_\xff\xfe.jpg", "\u202e日本.jpg".encode()])
def test_names_come_back_byte_for_byte(shelf, name):
    with shelf.library.transaction() as connection:
        files.insert(connection, shelf.root, [ScanEntry(name, FileStamp(1, 1), 0, 0)])
    (item,) = files.pending(shelf.library)
    assert item.path == b"/photos/" + name


def test_stamps_and_inodes_come_back_as_they_were(shelf):
    entry = ScanEntry(b"a.jpg", FileStamp(1 << 50, 1 << 90), (1 << 63) - 1, (1 << 62) - 1)
    with shelf.library.transaction() as connection:
        files.insert(connection, shelf.root, [entry])
    row = shelf.row("a.jpg")
    kept = (row.stamp, row.inode, row.sidecars)
    assert kept == (entry.stamp, entry.inode, entry.sidecars)


def test_the_work_list_is_read_in_pages_while_it_shrinks(shelf):
    for n in range(7):
        shelf.add(f"{n}.jpg", str(n))
    with shelf.library.transaction() as connection:
        connection.execute("UPDATE file SET state = 'pending'")
    seen = []
    for item in files.pending(shelf.library, page=2):
        seen.append(item.path)
        with shelf.library.transaction() as connection:
            photos.record(connection, item.id, reading(str(len(seen) - 1)))
    assert seen == [b"/photos/%d.jpg" % n for n in range(7)]
    assert files.count_pending(shelf.library) == 0


def test_files_of_an_offline_root_and_missing_ones_are_not_on_the_work_list(shelf):
    shelf.add("a.jpg", X)
    with shelf.library.transaction() as connection:
        connection.execute("UPDATE file SET state = 'pending'")
    assert files.count_pending(shelf.library) == 1
    shelf.lose("a.jpg")
    assert files.count_pending(shelf.library) == 0
    shelf.find_again("a.jpg")
    with shelf.library.transaction() as connection:
        files.set_offline(connection, shelf.root.id, "it is away")
    assert files.count_pending(shelf.library) == 0
    assert list(files.pending(shelf.library)) == []


def test_a_folder_that_could_not_be_listed_is_a_failure_until_a_scan_lists_it(shelf):
    with shelf.library.transaction() as connection:
        files.scanned(connection, shelf.root.id, 3, [(b"locked", "No permission.")])
    (failure,) = files.failures(shelf.library)
    assert (failure.path, failure.reason) == (b"/photos/locked", "No permission.")
    assert files.roots(shelf.library)[0].other_files == 3
    with shelf.library.transaction() as connection:
        files.scanned(connection, shelf.root.id, 3, [])
    assert files.failures(shelf.library) == []


def test_adding_a_root_twice_is_adding_it_once(library):
    assert files.add_root(library, b"/caf\xe9") == files.add_root(library, b"/caf\xe9")
    assert [root.path for root in files.roots(library)] == [b"/caf\xe9"]


def forget(shelf, name):
    """The file's row is purged."""
    with shelf.library.transaction() as connection:
        connection.execute("DELETE FROM file WHERE path = ?", (name.encode(),))


def delete_orphans(shelf):
    with shelf.library.transaction() as connection:
        return photos.delete_orphans(connection)


def test_a_photo_without_any_file_is_deleted_with_its_content_and_vectors(shelf):
    shelf.add("a.jpg", X)
    kept = shelf.add("b.jpg", Y)
    with shelf.library.transaction() as connection:
        model = vectors.model_id(connection, "m", 4)
        for content in (1, 2):
            vectors.put(connection, model, content, np.full(4, 0.5, np.float32))
    assert delete_orphans(shelf) == []
    shelf.lose("a.jpg")
    assert delete_orphans(shelf) == []
    forget(shelf, "a.jpg")
    assert delete_orphans(shelf) == [reading(X).content_hash]
    assert list(photos.rows(shelf.library, [1, 2, 3])) == [kept]
    assert list(vectors.load(shelf.library, model, 4).content_ids) == [2]


@pytest.mark.parametrize(
    "command",
    [
        lambda photo: SetRating(photo, 0),
        lambda photo: SetFlag(photo, Flag.REJECTED),
        lambda photo: MarkLabel(photo, "dog", Verdict.REJECTED),
    ],
)
def test_a_photo_a_person_touched_is_never_deleted(shelf, command):
    photo = shelf.add("a.jpg", X)
    undo = commands.apply(shelf.library, command(photo), "by hand").undo
    forget(shelf, "a.jpg")
    assert delete_orphans(shelf) == []
    assert shelf.add("again.jpg", X) == photo
    commands.apply(shelf.library, undo, "taken back")
    forget(shelf, "again.jpg")
    assert delete_orphans(shelf) == [reading(X).content_hash]


def test_not_even_by_mistake_can_a_judged_photo_be_deleted(shelf):
    photo = shelf.add("a.jpg", X)
    commands.apply(shelf.library, MarkLabel(photo, "dog", Verdict.CONFIRMED), "by hand")
    forget(shelf, "a.jpg")
    with (
        pytest.raises(sqlite3.IntegrityError),
        shelf.library.transaction() as connection,
    ):
        connection.execute("DELETE FROM photo")


def test_a_photos_id_is_never_given_out_again(shelf):
    """The log of edits names photos by it."""
    first = shelf.add("a.jpg", X)
    last = shelf.add("b.jpg", Y)
    for _ in range(2):
        forget(shelf, "b.jpg")
        delete_orphans(shelf)
    third = shelf.add("c.jpg", "third")
    assert (first, last, third) == (1, 2, 3)


def test_contents_an_edited_file_left_behind_go_too(shelf):
    shelf.add("a.jpg", X)
    shelf.read("a.jpg", Y)
    assert delete_orphans(shelf) == [reading(X).content_hash]
    assert photos.count(shelf.library) == 1


EDITS = st.tuples(st.sampled_from("abc"), st.sampled_from("XYZ"))


@settings(max_examples=30)
@given(st.lists(EDITS, max_size=25))
def test_after_any_edits_every_file_shows_its_own_content(tmp_path_factory, edits):
    with closing(database.open_owner(tmp_path_factory.mktemp("library"))) as library:
        shelf = Shelf(library)
        holds: dict[str, str] = {}
        for name, content in edits:
            (shelf.read if name in holds else shelf.add)(name, content)
            holds[name] = content
        for name, content in holds.items():
            row = shelf.row_of_photo(shelf.photo(name))
            assert row.content_hash == reading(content).content_hash
        assert photos.count(library) == len(set(holds.values()))


def test_the_newest_photos_are_found_at_once_and_all_with_those_without_a_date(shelf):
    days = {"old": datetime(2001, 2, 3), "new": datetime(2024, 5, 6), "undated": None}
    added = {name: shelf.add(name, name, Metadata(taken_at=taken)) for name, taken in days.items()}
    added["twin"] = shelf.add("twin", "twin", Metadata(taken_at=days["old"]))
    first, *same_day = columns.first_by_date(shelf.library, 10, newest=True).ids.tolist()
    assert first == added["new"]
    assert set(same_day) == {added["twin"], added["old"]}  # one without a date is none of them
    for every in (
        columns.dated_where(shelf.library, photos.VISIBLE),
        columns.dated_where(shelf.library, "content.format = ?", ("jpeg",)),
    ):
        assert set(every.ids.tolist()) == set(added.values())
