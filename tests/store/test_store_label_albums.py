"""Smart albums of one label go where it goes."""

from __future__ import annotations

import itertools

import pytest

from photoclip.core.commands import CreateAlbum, CreateLabel, RenameLabel, SetAlbumQuery
from photoclip.search.completion import text_of
from photoclip.search.query import parse
from photoclip.store import albums, commands
from photoclip.store.label_albums import albums_of_label


@pytest.fixture
def do(library):
    numbers = itertools.count()

    def apply(*wanted):
        done = [commands.apply(library, one, f"test-{next(numbers)}") for one in wanted]
        return done[-1].undo

    return apply


def queries(library):
    return {one.name: one.query for one in albums.all_albums(library)}


@pytest.mark.parametrize(
    ("query", "old", "new", "after"),
    [
        ("label:Animals/Dog", "Animals/Dog", "Animals/Hund", "label:Animals/Hund"),
        (' LABEL:"animals/dog" ', "Animals/Dog", "Hund", "label:Hund"),
        ("label:Animals/Dog/Corgi", "Animals", "Big pets", 'label:"Big pets/Dog/Corgi"'),
        ("label:/Animals", "animals", "Pets", "label:/Pets"),
        ("label:Dog", "Animals/Dog", "Animals/Hund", "label:Animals/Hund"),
        ("label:Dog", "Animals", "Pets", "label:Dog"),
        ("label:Animals/Dog/confirmed", "Animals/Dog", "Cat*", 'label:"Cat*"/confirmed'),
        ("label:Animals/Dog", "Animals/Dog", "Food", "label:/Food"),  # not Good/Food
        ("label:Animals/Dog", "Animals/Dog", 'a "b" \\\\ c', None),
        ("label:Animals/Dog", "Food", "Drink", "label:Animals/Dog"),
        ("label:Animals/D*", "Animals", "Pets", "label:Animals/D*"),
        ("-label:Animals/Dog", "Animals", "Pets", "-label:Animals/Dog"),
        ("label:Animals/Dog rating:5", "Animals", "Pets", "label:Animals/Dog rating:5"),
        ("Animals/Dog", "Animals", "Pets", "Animals/Dog"),
        ("label:/Dog", "Animals", "Pets", "label:/Dog"),
        ("label:Unknown", "Animals", "Unknown", "label:Unknown"),
    ],
)
def test_an_album_of_a_label_follows_it_and_comes_back(library, do, query, old, new, after):
    do(CreateLabel("Animals/Dog/Corgi"), CreateLabel("Animals/Dog"), CreateLabel("Good/Food"))
    do(CreateLabel("Good/Food/Cake")) if old == "Food" else None
    do(CreateAlbum("It", query), CreateAlbum("Trip"))
    old = "Good/Food" if old == "Food" else old
    undo = do(RenameLabel(old, new))
    assert queries(library) == {
        "It": text_of("label", new) if after is None else after,
        "Trip": None,
    }
    parse(queries(library)["It"] or "")
    do(undo)
    assert queries(library) == {"It": query, "Trip": None}


def test_what_an_album_is_made_with_is_what_it_is_carried_to(library, do):
    """The terminal and the window write a label's search as `text_of` does."""
    names = ["Dog", "Big dog", 'a "b"', "back\\\\slash", "50% *?", "🐕/柴犬", "x^2", "a:b", "-x"]
    do(CreateLabel("Start"), CreateAlbum("It", "label:Start"))
    for before, name in itertools.pairwise(["Start", *names]):
        undo = do(RenameLabel(before, name))
        assert queries(library) == {"It": text_of("label", name)}
        assert undo == RenameLabel(name, before)


def test_taking_a_rename_back_leaves_albums_alone_that_searched_for_the_new_name(library, do):
    do(CreateLabel("Dog"), CreateAlbum("Dogs", "label:dog"), CreateAlbum("Later", "label:Hund"))
    undo = do(RenameLabel("Dog", "Hund"))
    assert queries(library) == {"Dogs": "label:Hund", "Later": "label:Hund"}
    do(undo)
    assert queries(library) == {"Dogs": "label:dog", "Later": "label:Hund"}


def test_the_albums_of_a_label_are_those_that_search_for_it_alone(library, do):
    do(CreateLabel("Animals/Dog"), CreateLabel("Dogfish"), CreateAlbum("By hand"))
    do(CreateAlbum("B", "label:Dog"), CreateAlbum("A", 'label:"animals/Dog"/auto'))
    do(CreateAlbum("Both", "label:Dog beach"), CreateAlbum("Fish", "label:Dogfish"))
    assert albums_of_label(library.connection, "Animals/Dog") == ("A", "B")
    do(SetAlbumQuery("A", "label:Animals"))
    assert albums_of_label(library.connection, "Animals/Dog") == ("B",)
