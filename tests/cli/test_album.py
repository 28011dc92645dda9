"""Albums, from the terminal."""

from __future__ import annotations

import shutil

import pytest
from album_terminal import Terminal


@pytest.fixture(scope="module")
def terminal(tmp_path_factory, make_photo) -> Terminal:
    return Terminal(tmp_path_factory.mktemp("albums"), make_photo)


def test_an_album_keeps_the_order_a_person_gave_it(terminal):
    terminal.apart("album", "create", "Order")
    terminal.apart("album", "add", "Order", terminal.path("c"), terminal.path("a"))
    done = terminal.run("album", "add", "order", terminal.path("a"), terminal.path("b"))
    assert "1 were in it already" in done.stdout
    assert terminal.album("Order") == ["c", "a", "b"]
    terminal.apart("album", "move", "Order", terminal.path("b"), "--before", terminal.path("c"))
    assert terminal.album("ORDER") == ["b", "c", "a"]
    terminal.run("album", "move", "Order", terminal.path("b"))
    terminal.run("album", "add", "Order", terminal.path("d"), "--before", terminal.path("a"))
    assert terminal.album("Order") == ["c", "d", "a", "b"]
    terminal.apart("album", "remove", "Order", terminal.path("d"))
    assert terminal.album("Order") == ["c", "a", "b"]
    assert terminal.albums()["Order"] == 3


def test_each_command_is_one_step_of_undo(terminal):
    terminal.run("album", "add", "Steps", "--query", "sort:name")
    assert terminal.album("Steps") == ["a", "b", "c", "d"]
    terminal.run("album", "move", "Steps", terminal.path("d"), terminal.path("c"), "--before", "#1")
    moved = terminal.album("Steps")
    assert moved != ["a", "b", "c", "d"]
    terminal.run("album", "remove", "Steps", terminal.path("a"), terminal.path("b"))
    terminal.apart("undo")
    assert terminal.album("Steps") == moved
    terminal.run("undo")
    assert terminal.album("Steps") == ["a", "b", "c", "d"]
    terminal.apart("album", "delete", "Steps")
    assert "Steps" not in terminal.albums()
    terminal.run("undo")
    assert terminal.album("Steps") == ["a", "b", "c", "d"]
    terminal.run("undo")
    assert "Steps" not in terminal.albums()


def test_a_smart_album_is_what_its_search_finds_now(terminal):
    terminal.run("album", "create", "Early", "--query", "date:..2024-07-02 sort:name")
    assert terminal.album("Early") == ["a", "b"]
    terminal.apart("album", "change", "Early", "date:2024-07-03.. sort:name")
    assert terminal.album("Early") == ["c", "d"]
    done = terminal.run("album", "add", "Early", terminal.path("a"), check=1)
    assert "is a smart album" in done.stderr
    assert terminal.albums()["Early"] == "date:2024-07-03.. sort:name"


def test_a_label_makes_an_album_that_follows_it(terminal):
    terminal.run("label", "add", 'Animals/Dog "Rex"')
    terminal.run("label", "yes", 'Animals/Dog "Rex"', terminal.path("b"))
    terminal.run("album", "create", "Dogs", "--from-label", 'animals/dog "rex"')
    assert terminal.album("Dogs") == ["b"]
    terminal.run("label", "yes", 'Animals/Dog "Rex"', terminal.path("d"))
    assert sorted(terminal.album("Dogs")) == ["b", "d"]
    terminal.run("label", "edit", 'Animals/Dog "Rex"', "--rename", "Rex")
    assert sorted(terminal.album("Dogs")) == ["b", "d"]
    terminal.run("undo")
    assert sorted(terminal.album("Dogs")) == ["b", "d"]
    done = terminal.run("album", "create", "Cats", "--from-label", "Cat", check=1)
    assert "no label “Cat”" in done.stderr


def test_the_album_of_a_label_that_is_elsewhere_as_well_is_only_its_own(terminal):
    terminal.run("label", "add", "Fox", "--automatic", "off", "--example", terminal.path("a"))
    terminal.run(
        "label", "add", "Flying/Fox", "--automatic", "off", "--example", terminal.path("b")
    )
    terminal.run("album", "create", "Foxes", "--from-label", "fox")
    assert terminal.albums()["Foxes"] == "label:/Fox"
    assert terminal.album("Foxes") == ["a"]


def test_removing_a_label_names_the_album_that_searches_for_it(terminal):
    terminal.run("label", "add", "Owl", "--automatic", "off")
    terminal.run("album", "create", "Owls", "--from-label", "Owl")
    said = terminal.run("label", "remove", "--yes", "Owl").stdout
    assert "The album “Owls” searches for this label: it stays" in " ".join(said.split())
    assert terminal.albums()["Owls"] == "label:Owl"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "can't be the name"),
        ("   ", "can't be the name"),
        ("x" * 10_000, "can't be the name"),
        ("a\nb\x1b[31m", "can't be the name"),
    ],
)
def test_what_is_no_name_is_refused(terminal, name, words):
    before = terminal.albums()
    done = terminal.run("album", "create", name, check=1)
    assert words in done.stderr or name.split() == ["a", "b\x1b[31m"]
    assert "\x1b[31m" not in done.stdout + done.stderr
    assert terminal.albums() == before


def test_odd_names_are_just_names(terminal):
    for name in ("'; DROP TABLE album; --", "../../etc/passwd", "🏖 Strand", "Ärger", "-x"):
        terminal.run("album", "create", "--", name)
        terminal.run("album", "add", "--", name, terminal.path("a"))
        assert terminal.albums()[name] == 1
        terminal.run("album", "delete", "--", name)
        assert name not in terminal.albums()


def test_mistakes_are_answered_with_what_helps(terminal):
    terminal.run("album", "create", "Taken")
    for words, said, code in (
        (("create", "taken"), "already", 1),
        (("create", "X", "--query", "rating:nine"), "^^^^", 2),
        (("create", "X", "--query", "  "), "needs a search", 1),
        (("create", "X", "--query", "a", "--from-label", "b"), "not both", 2),
        (("show", "Nowhere"), "Taken", 1),
        (("delete", "Nowhere"), "no album “Nowhere”", 1),
        (("rename", "Nowhere", "X"), "no album “Nowhere”", 1),
        (("change", "Taken", "dog"), "not a smart album", 1),
        (("add", "Taken"), "Name photos", 2),
        (("add", "Taken", "#999"), "not a photo", 1),
        (("add", "Taken", "--query", "name:nothing"), "finds no photo", 1),
        (
            ("add", "Taken", terminal.path("a"), "--before", terminal.path("b")),
            "not in the album",
            1,
        ),
        (("move", "Taken", terminal.path("a")), "not in the album", 1),
        (("move", "Taken", "#1", "--before", "#1"), "before itself", 1),
    ):
        done = terminal.run("album", *words, check=code)
        assert said in done.stderr, (words, done.stderr)
    assert terminal.albums()["Taken"] == 0
    assert "X" not in terminal.albums()


def test_renaming_keeps_photos_and_order_and_takes_no_other_name(terminal):
    terminal.run("album", "add", "Old", terminal.path("d"), terminal.path("a"))
    terminal.run("album", "create", "Other")
    terminal.run("album", "rename", "Old", "other", check=1)
    terminal.apart("album", "rename", "Old", "New")
    assert terminal.album("New") == ["d", "a"]
    terminal.run("undo")
    assert terminal.album("Old") == ["d", "a"]


def test_help_is_there_with_examples(terminal):
    shown = terminal.run("album", "--help").stdout
    for command in [
        "add",
        "change",
        "create",
        "delete",
        "list",
        "move",
        "remove",
        "rename",
        "show",
    ]:
        assert command in shown
        assert "Usage:" in terminal.run("album", command, "--help").stdout
    assert "Examples:" in shown


def test_albums_survive_moves_drives_that_go_and_restarts(tmp_path, make_photo):
    terminal = Terminal(tmp_path, make_photo)
    terminal.run("album", "add", "Trip", *map(terminal.path, "dbac"))
    (terminal.photos / "deep").mkdir()
    shutil.move(terminal.path("b"), terminal.photos / "deep" / "renamed.jpg")
    terminal.apart("index")
    assert terminal.album("Trip") == ["d", "renamed", "a", "c"]

    terminal.photos.rename(tmp_path / "unplugged")
    terminal.run("index")
    shown = terminal.json("album", "show", "Trip")
    assert [one["offline"] for one in shown] == [True] * 4
    assert terminal.album("Trip") == ["d", "renamed", "a", "c"]
    assert "(offline)" in terminal.apart("album", "show", "Trip").stdout

    done = terminal.run("export", str(tmp_path / "out"), "--album", "Trip", check=1)
    assert done.stderr.count("drive with this photo is not connected") == 4
    assert not (tmp_path / "out").exists()

    (tmp_path / "unplugged").rename(terminal.photos)
    terminal.run("index")
    assert terminal.album("Trip") == ["d", "renamed", "a", "c"]
    terminal.run("export", str(tmp_path / "out"), "--album", "Trip", "--numbered")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "0001 d.jpg",
        "0002 renamed.jpg",
        "0003 a.jpg",
        "0004 c.jpg",
    ]
