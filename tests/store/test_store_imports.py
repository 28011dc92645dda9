"""Labels that stand in files as keywords."""

from __future__ import annotations

from contextlib import closing, suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photoclip.core.commands import CreateLabel, DeleteLabel, MarkLabel, RenameLabel, Verdict
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import Source
from photoclip.core.types import Metadata
from photoclip.store import commands, database, imports, labels, photos


@pytest.mark.parametrize(
    ("names", "words", "paths", "found"),
    [
        (["Dog"], ["dog"], [], ["Dog"]),
        (["Animals/Dog"], ["DOG"], [], ["Animals/Dog"]),
        (["Animals/Dog"], ["dog"], ["animals/DOG"], ["Animals/Dog"]),
        (["Animals/Dog"], ["Dog"], ["Food/Dog"], []),
        (["Dog"], ["Dog"], ["Animals/Dog"], ["Dog"]),
        (["Dog", "Animals/Dog"], ["Dog"], ["Animals/Dog"], ["Animals/Dog"]),
        (["Animals/Dog"], ["Dog"], ["Dog"], ["Animals/Dog"]),
        (["Dog"], ["hot dog"], ["Food/hot dog"], []),
        (["Animals"], ["Dog"], ["Animals/Dog"], []),
        (["Tiere/Bär"], ["BÄR"], [], ["Tiere/Bär"]),
        (["Straße"], ["STRASSE"], [], ["Straße"]),
        (["a/b"], ["a/b"], [], ["a/b"]),
        (["Dog"], [], [], []),
    ],
)
def test_a_file_means_a_label_by_its_path_or_else_by_its_word(names, words, paths, found):
    by_id = dict(enumerate(names, 1))
    assert [by_id[one] for one in sorted(imports.meant(by_id, words, paths))] == found


def says(library, photo, words=(), paths=()):
    with library.transaction() as connection:
        photos.set_metadata(connection, photo, Metadata(keywords=words, keyword_paths=paths))


def test_labels_come_and_go_with_what_the_file_says(library, put_photo):
    photo = put_photo(library, "a.jpg")
    commands.apply(library, CreateLabel("Animals/Dog"), "1")
    assert labels.labels_of(library, photo) == []
    says(library, photo, ("dog",))
    (label,) = labels.labels_of(library, photo)
    assert (label.name, label.source) == ("Animals/Dog", Source.IMPORTED)
    says(library, photo, ("dog",), ("Food/dog",))
    assert labels.labels_of(library, photo) == []
    says(library, photo, ("dog",), ("ANIMALS/DOG",))
    assert [one.name for one in labels.labels_of(library, photo)] == ["Animals/Dog"]
    says(library, photo)
    assert labels.labels_of(library, photo) == []


@pytest.mark.parametrize("written", ["bär", "BÄR"])
def test_what_photoclip_wrote_means_no_label_whatever_its_capitals(library, put_photo, written):
    photo = put_photo(library, "a.jpg")
    (file,) = library.connection.execute("SELECT id FROM file").fetchone()
    library.connection.execute("INSERT INTO written_word VALUES (?, ?)", (file, written))
    says(library, photo, ("Bär",), ("BÄR",))
    commands.apply(library, CreateLabel("bÄr"), "1")
    assert labels.labels_of(library, photo) == []
    says(library, photo, ("Bär",), ("BÄR",))
    assert labels.labels_of(library, photo) == []


def test_a_label_is_made_while_something_is_read(library, put_photo):
    photo = put_photo(library, "a.jpg")
    put_photo(library, "b.jpg")
    says(library, photo, ("dog",))
    for name in ("dog", "Animals/Dog"):
        with closing(library.connection.execute("SELECT id FROM photo")) as reading:
            reading.fetchone()
            commands.apply(library, CreateLabel(name), name)
    assert [one.name for one in labels.labels_of(library, photo)] == ["Animals/Dog", "dog"]


def test_a_label_that_is_made_renamed_or_deleted_finds_its_keywords(library, put_photo):
    dog, bear = put_photo(library, "dog.jpg"), put_photo(library, "bear.jpg")
    says(library, dog, ("Dog", "pet"), ("Animals/Dog",))
    says(library, bear, ("BÄR",))

    def found(photo):
        return [one.name for one in labels.labels_of(library, photo)]

    commands.apply(library, CreateLabel("dog"), "1")
    assert found(dog) == ["dog"]
    commands.apply(library, CreateLabel("Animals/Dog"), "2")
    assert found(dog) == ["Animals/Dog"]
    done = commands.apply(library, DeleteLabel("Animals/Dog"), "3")
    assert found(dog) == ["dog"]
    commands.apply(library, done.undo, "4")
    assert found(dog) == ["Animals/Dog"]
    commands.apply(library, RenameLabel("Animals", "Tiere"), "5")
    assert found(dog) == ["dog"]
    commands.apply(library, MarkLabel(dog, "pet", Verdict.REJECTED), "6")
    commands.apply(library, CreateLabel("Tiere/bär"), "7")
    assert found(bear) == ["Tiere/bär"]
    assert [one.source for one in labels.labels_of(library, dog)] == [
        *(Source.IMPORTED, Source.REJECTED)
    ]


WORDS = st.sampled_from(["a", "A", "b", "ä", "Ä", "ß", "SS", "a/b"])
PATHS = st.lists(st.sampled_from(["a", "A", "b", "Ä", "ss"]), min_size=1, max_size=3).map("/".join)
SAID = st.tuples(st.lists(WORDS, max_size=3).map(tuple), st.lists(PATHS, max_size=3).map(tuple))
STEPS = st.one_of(
    st.builds(CreateLabel, PATHS),
    st.builds(DeleteLabel, PATHS),
    st.builds(RenameLabel, PATHS, PATHS),
    st.tuples(st.integers(1, 3), SAID),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, put_photo):
    with closing(database.open_owner(tmp_path_factory.mktemp("shelf"))) as library:
        for n in range(3):
            put_photo(library, f"{n}.jpg")
        yield library


@settings(max_examples=200)
@given(st.lists(STEPS, max_size=12))
def test_imports_are_the_same_in_whatever_order_they_came(shelf, steps):
    said = {}
    with suppress(ZeroDivisionError), shelf.transaction() as connection:
        for step in steps:
            if isinstance(step, tuple):
                photo, (words, paths) = step
                said[photo] = step[1]
                photos.set_metadata(
                    connection, photo, Metadata(keywords=words, keyword_paths=paths)
                )
                continue
            connection.execute("SAVEPOINT step")
            try:
                commands.carry_out(connection, step)
            except PhotoClipError:
                connection.execute("ROLLBACK TO step")
        names = dict(connection.execute("SELECT id, name FROM label").fetchall())
        found = connection.execute("SELECT label_id, photo_id FROM label_import").fetchall()
        assert {*found} == {
            (label, photo)
            for photo, (words, paths) in said.items()
            for label in imports.meant(names, words, paths)
        }
        raise ZeroDivisionError  # nothing of it shall stay
