"""Captions by models: kept by content and model, discarded and shown again; wishes for more."""

from __future__ import annotations

import pytest

from photoclip.core.commands import DiscardCaption, SetCaption
from photoclip.core.errors import NothingThereError
from photoclip.search.filters import Conditions
from photoclip.search.query import parse
from photoclip.store import commands, files, machine_captions, photos
from photoclip.store.machine_captions import Wish

DOG, CAT = "dogs@aaaaaaaaaaaa", "cats@bbbbbbbbbbbb"


@pytest.fixture
def three(library, put_photo) -> list[int]:
    return [put_photo(library, name) for name in ("a.jpg", "b.jpg", "c.jpg")]


def wish(library, photos, model=DOG, **options) -> int:
    with library.transaction() as connection:
        return machine_captions.wish(connection, photos, model, **options)


def wishes(library, model=DOG) -> list[Wish]:
    return list(machine_captions.wishes(library, model))


def fulfil(library, text: str, model=DOG) -> None:
    """Write the same about every photo that waits."""
    for one in wishes(library, model):
        with library.transaction() as connection:
            assert machine_captions.put(connection, one, model, text)


def shown(library, photo) -> str | None:
    said = machine_captions.shown_of(library, photo)
    return None if said is None else said.text


def found(library, query: str) -> set[int]:
    conditions = Conditions(library.connection)
    conditions.add(parse(query).filters)
    return {
        row[0]
        for row in library.connection.execute(
            "SELECT photo.id FROM photo JOIN content ON content.id = photo.content_id "
            f"WHERE {conditions.where}",
            conditions.parameters,
        )
    }


def test_a_wish_names_the_file_to_read_and_is_gone_once_it_is_fulfilled(library, three):
    assert wish(library, three[:2]) == 2
    first, second = wishes(library)
    assert (first.photo, first.path, first.away, first.tries) == (
        three[0],
        b"/photos/a.jpg",
        False,
        0,
    )
    assert second.path == b"/photos/b.jpg"
    fulfil(library, "a dog")
    assert wishes(library) == []
    assert machine_captions.next_model(library) is None
    said = machine_captions.shown_of(library, three[0])
    assert (said.text, said.model, said.model_name) == ("a dog", DOG, "dogs")
    assert said.made_at.endswith("+00:00")
    assert shown(library, three[2]) is None


def test_what_is_wished_twice_waits_once_and_what_is_there_is_not_wished(library, three):
    assert wish(library, three) == 3
    assert wish(library, three) == 3
    assert len(wishes(library)) == 3
    fulfil(library, "a dog")
    assert wish(library, three) == 0
    assert machine_captions.captioned(library, three, DOG) == set(three)
    assert machine_captions.captioned(library, three, CAT) == set()


def test_a_model_with_nothing_to_say_is_asked_again_only_on_request(library, three):
    wish(library, three)
    fulfil(library, "")
    assert shown(library, three[0]) is None
    assert wish(library, three) == 0
    assert wish(library, three, again=True) == 3


def test_the_last_word_counts_also_where_it_was_discarded(library, three):
    photo = three[0]
    wish(library, [photo])
    fulfil(library, "a dog")
    wish(library, [photo], CAT)
    fulfil(library, "a cat", CAT)
    assert shown(library, photo) == "a cat"
    commands.apply(library, DiscardCaption(photo, CAT), "one")
    assert shown(library, photo) is None
    wish(library, [photo], DOG, again=True)
    assert wishes(library, DOG) == []  # that one's is still there
    wish(library, [photo], CAT, again=True)
    fulfil(library, "the cat", CAT)
    assert shown(library, photo) == "the cat"


def test_a_wish_for_one_model_becomes_a_wish_for_the_other(library, three):
    wish(library, three)
    wish(library, three[:1], CAT)
    assert len(wishes(library, DOG)) == 2
    assert len(wishes(library, CAT)) == 1
    assert machine_captions.count_wishes(library) == 3
    assert machine_captions.count_wishes(library, three[:2]) == 2
    with library.transaction() as connection:
        assert machine_captions.give_up_all(connection, DOG) == 2
    assert machine_captions.next_model(library) == CAT


def test_wishes_are_taken_back_for_some_or_for_all(library, three):
    wish(library, three)
    with library.transaction() as connection:
        assert machine_captions.forget_wishes(connection, three[:1]) == 1
        assert machine_captions.forget_wishes(connection) == 2
    assert wishes(library) == []


def test_what_is_written_about_a_wish_that_was_taken_back_is_not_kept(library, three):
    wish(library, three[:1])
    (one,) = wishes(library)
    with library.transaction() as connection:
        machine_captions.forget_wishes(connection)
    with library.transaction() as connection:
        assert not machine_captions.put(connection, one, DOG, "a dog")
    assert shown(library, three[0]) is None


def test_it_is_known_how_often_a_wish_was_begun(library, three):
    wish(library, three[:1])
    for _ in range(2):
        with library.transaction() as connection:
            machine_captions.begin(connection, wishes(library))
    assert wishes(library)[0].tries == 2
    with library.transaction() as connection:
        machine_captions.put_down(connection, wishes(library))
    assert wishes(library)[0].tries == 1


def test_a_photo_on_a_drive_that_is_away_waits_without_a_file(library, three):
    wish(library, three[:1])
    (root,) = files.roots(library)
    with library.transaction() as connection:
        connection.execute("UPDATE root SET offline_since = '2026-01-01' WHERE id = ?", (root.id,))
    (one,) = wishes(library)
    assert (one.path, one.away) == (None, True)
    with library.transaction() as connection:
        connection.execute("UPDATE root SET offline_since = NULL")
        connection.execute("UPDATE file SET missing_since = '2026-01-01' WHERE name = 'a.jpg'")
    (one,) = wishes(library)
    assert (one.path, one.away) == (None, False)


def test_an_edited_photo_is_another_picture_and_its_caption_stays_with_the_old_one(
    library, three, put_photo
):
    wish(library, three[:1])
    fulfil(library, "a dog")
    assert put_photo(library, "a.jpg", "edited") == three[0]
    assert shown(library, three[0]) is None
    assert wish(library, three[:1]) == 1


def test_captions_and_wishes_go_with_their_content(library, three):
    wish(library, three[:1])
    fulfil(library, "a dog")
    wish(library, three[1:2])
    with library.transaction() as connection:
        connection.execute("DELETE FROM file")
        photos.delete_orphans(connection)
    assert library.connection.execute("SELECT count(*) FROM machine_caption").fetchone() == (0,)
    assert machine_captions.count_wishes(library) == 0


def test_discarding_is_logged_taken_back_and_changes_nothing_twice(library, three):
    photo = three[0]
    wish(library, [photo])
    fulfil(library, "a dog")
    applied = commands.apply(library, DiscardCaption(photo, DOG), "one")
    assert applied.undo == DiscardCaption(photo, DOG, False)
    assert shown(library, photo) is None
    assert commands.apply(library, DiscardCaption(photo, DOG), "two").undo == commands.NOTHING
    commands.apply(library, applied.undo, "three")
    assert shown(library, photo) == "a dog"


@pytest.mark.parametrize(("photo", "model"), [(1, CAT), (99, DOG)])
def test_what_was_never_written_can_not_be_discarded(library, three, photo, model):
    wish(library, three)
    fulfil(library, "a dog")
    with pytest.raises(NothingThereError):
        commands.apply(library, DiscardCaption(photo, model), "one")


def test_a_caption_is_searched_whoever_wrote_it(library, three):
    a, b, c = three
    commands.apply(library, SetCaption(a, "Biscuit, our DOG,\nat the harbour"), "own")
    with library.transaction() as connection:
        connection.execute("UPDATE photo SET caption = 'A dog by Ünïted' WHERE id = ?", (b,))
    wish(library, [c])
    fulfil(library, "a Dog in a field")
    assert found(library, "caption:dog") == {a, b, c}
    assert found(library, 'caption:"a dog"*') == {b, c}
    assert found(library, "caption:harbour") == {a}
    assert found(library, "caption:ünïted") == {b}
    assert found(library, "-caption:dog") == set()
    assert found(library, "has:machine-caption") == {c}
    assert found(library, "has:caption") == {a, b}
    commands.apply(library, SetCaption(b, ""), "none")
    assert found(library, "caption:dog") == {a, c}
    assert found(library, 'caption:"100%_"') == set()
