"""Albums: filled by hand and kept in order, or a search that is saved."""

from __future__ import annotations

import itertools
import random
from contextlib import closing

import pytest

from photoclip.core.commands import (
    LONGEST_QUERY,
    NOTHING,
    AddToAlbum,
    CreateAlbum,
    DeleteAlbum,
    MoveInAlbum,
    RemoveFromAlbum,
    RemoveRoot,
    RenameAlbum,
    SetAlbumQuery,
    SetRating,
    Together,
)
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.store import albums, commands, database, photos
from photoclip.store.albums import Album


@pytest.fixture
def do(library):
    """Apply a command under a name of its own."""
    names = itertools.count()
    return lambda command: commands.apply(library, command, f"test-{next(names)}")


@pytest.fixture
def five(library, put_photo):
    """Five photos."""
    return [put_photo(library, f"{n}.jpg") for n in range(5)]


@pytest.fixture
def trip(do, five):
    """An album of these five."""
    for photo in five:
        do(AddToAlbum(photo, "Trip"))
    return "Trip"


def names(library):
    return [album.name for album in albums.all_albums(library)]


def edits(library):
    return library.connection.execute("SELECT count(*) FROM edit").fetchone()[0]


def test_an_album_is_made_by_the_first_photo_put_into_it_and_goes_with_its_undo(library, do, five):
    done = do(AddToAlbum(five[2], " Summer  2024 "))
    (album,) = albums.all_albums(library)
    assert (album.name, album.query, album.count, album.smart) == ("Summer 2024", None, 1, False)
    do(done.undo)
    assert albums.all_albums(library) == []


def test_photos_stay_in_the_order_in_which_they_were_put_in(library, do, five):
    for photo in reversed(five):
        do(AddToAlbum(photo, "Trip"))
    assert albums.photos_of(library, "Trip") == five[::-1]
    assert do(AddToAlbum(five[0], "TRIP")).undo == NOTHING
    assert albums.photos_of(library, "trip") == five[::-1]


def test_undoing_what_made_an_album_leaves_it_to_the_photos_that_came_later(library, do, five):
    first = do(AddToAlbum(five[0], "Trip"))
    do(AddToAlbum(five[1], "Trip"))
    do(first.undo)
    assert albums.photos_of(library, "Trip") == [five[1]]


@pytest.mark.parametrize("at", range(5))
def test_a_photo_that_was_taken_out_comes_back_to_its_place(library, do, five, trip, at):
    done = do(RemoveFromAlbum(five[at], "trip"))
    assert albums.photos_of(library, trip) == five[:at] + five[at + 1 :]
    do(done.undo)
    assert albums.photos_of(library, trip) == five


def test_a_photo_comes_back_at_the_end_if_the_one_that_followed_it_is_gone(library, do, five, trip):
    done = do(RemoveFromAlbum(five[1], trip))
    do(RemoveFromAlbum(five[2], trip))
    do(done.undo)
    assert albums.photos_of(library, trip) == [five[0], five[3], five[4], five[1]]


@pytest.mark.parametrize("photo", range(5))
@pytest.mark.parametrize("before", [*range(5), None])
def test_a_photo_moves_to_any_place_and_back(library, do, five, trip, photo, before):
    wanted = [one for one in five if one != five[photo]]
    target = five[photo] if before == photo else None if before is None else five[before]
    if before == photo:
        wanted = five
    else:
        wanted.insert(len(wanted) if target is None else wanted.index(target), five[photo])
    done = do(MoveInAlbum(five[photo], trip, target))
    assert albums.photos_of(library, trip) == wanted
    assert (done.undo == NOTHING) == (wanted == five)
    do(done.undo)
    assert albums.photos_of(library, trip) == five


@pytest.mark.parametrize("reach", ["behind the last moved", "before the last moved"])
def test_any_number_of_moves_to_one_place_finds_room(library, do, five, trip, reach):
    order = list(five)
    target = five[1]
    for photo in itertools.islice(itertools.cycle(five[2:]), 200):
        do(MoveInAlbum(photo, trip, target))
        order.remove(photo)
        order.insert(order.index(target), photo)
        assert albums.photos_of(library, trip) == order
        if reach == "before the last moved":
            target = photo if order.index(photo) > 0 else five[1]


def test_an_album_keeps_its_order_through_any_moves(library, do, put_photo):
    rng = random.Random(5)
    order = [put_photo(library, f"{n}.jpg") for n in range(12)]
    for photo in order:
        do(AddToAlbum(photo, "Trip"))
    for _ in range(150):
        photo, before = rng.sample(order, 2)
        do(MoveInAlbum(photo, "Trip", before))
        order.remove(photo)
        order.insert(order.index(before), photo)
    assert albums.photos_of(library, "Trip") == order


def test_positions_at_the_end_of_the_numbers_are_spread_anew(library, do, five, trip):
    library.connection.execute(
        "UPDATE album_photo SET position = 9223372036854775807 - 5 + photo_id"
    )
    do(RemoveFromAlbum(five[0], trip))
    do(AddToAlbum(five[0], trip))
    assert albums.photos_of(library, trip) == [*five[1:], five[0]]
    library.connection.execute("UPDATE album_photo SET position = -9223372036854775807 + photo_id")
    do(MoveInAlbum(five[4], trip, five[0]))
    assert albums.photos_of(library, trip) == [five[4], *five[:4]]


def test_a_deleted_album_comes_back_with_its_photos_in_order(library, do, five, trip):
    do(MoveInAlbum(five[4], trip, five[0]))
    before = albums.photos_of(library, trip)
    done = do(DeleteAlbum("trip"))
    assert (albums.all_albums(library), photos.count(library)) == ([], 5)
    do(done.undo)
    assert (names(library), albums.photos_of(library, trip)) == (["Trip"], before)


def test_an_album_that_has_photos_is_not_deleted_as_an_empty_one(library, do, five, trip):
    assert do(DeleteAlbum(trip, only_if_empty=True)).undo == NOTHING
    assert albums.photos_of(library, trip) == five


def test_renaming_keeps_photos_and_refuses_a_name_that_is_taken(library, do, five, trip):
    do(CreateAlbum("Ärger"))
    with pytest.raises(PhotoClipError, match="already"):
        do(RenameAlbum("Trip", "äRGER"))
    done = do(RenameAlbum("trip", "Reise"))
    assert albums.photos_of(library, "Reise") == five
    assert do(RenameAlbum("REISE", "Reise")).undo == NOTHING
    do(done.undo)
    assert names(library) == ["Trip", "Ärger"]


def test_a_smart_album_keeps_its_search_and_what_it_was_before(library, do):
    do(CreateAlbum("Best", "rating:>=4"))
    assert albums.all_albums(library) == [Album(1, "Best", "rating:>=4", None)]
    changed = do(SetAlbumQuery("best", "rating:5"))
    assert do(SetAlbumQuery("Best", "rating:5")).undo == NOTHING
    gone = do(DeleteAlbum("Best"))
    do(gone.undo)
    assert [(one.query, one.smart) for one in albums.all_albums(library)] == [("rating:5", True)]
    do(changed.undo)
    assert albums.all_albums(library)[0].query == "rating:>=4"


def test_a_smart_album_takes_no_photos_and_an_album_by_hand_no_search(library, do, five, trip):
    do(CreateAlbum("Best", ""))
    for command in (
        AddToAlbum(five[0], "Best"),
        RemoveFromAlbum(five[0], "best"),
        MoveInAlbum(five[0], "Best", None),
    ):
        with pytest.raises(PhotoClipError, match="smart album"):
            do(command)
    with pytest.raises(PhotoClipError, match="not a smart album"):
        do(SetAlbumQuery("Trip", "sun"))
    assert albums.photos_of(library, "Best") == []
    assert albums.photos_of(library, trip) == five


def test_the_same_album_twice_is_one_and_another_of_its_name_is_refused(library, do):
    do(CreateAlbum("Trip"))
    do(CreateAlbum("Best", "sun"))
    assert do(CreateAlbum("TRIP")).undo == NOTHING
    assert do(CreateAlbum("best", "sun")).undo == NOTHING
    for other in (CreateAlbum("trip", "sun"), CreateAlbum("Best"), CreateAlbum("Best", "moon")):
        with pytest.raises(PhotoClipError, match="already"):
            do(other)
    assert [(one.name, one.query) for one in albums.all_albums(library)] == [
        ("Best", "sun"),
        ("Trip", None),
    ]


@pytest.mark.parametrize("name", ["", " ", "a\0b", "x" * 201, "\ud800"])
def test_what_can_not_be_the_name_of_an_album_is_refused(library, do, five, name):
    for command in (CreateAlbum(name), AddToAlbum(five[0], name), RemoveFromAlbum(five[0], name)):
        with pytest.raises(PhotoClipError, match="name of an album"):
            do(command)
    assert edits(library) == 0


@pytest.mark.parametrize("query", ["x" * (LONGEST_QUERY + 1), "caf\udce9"])
def test_what_can_not_be_a_search_is_refused(library, do, query):
    do(CreateAlbum("Best", "x" * LONGEST_QUERY))
    for command in (CreateAlbum("Worst", query), SetAlbumQuery("Best", query)):
        with pytest.raises(PhotoClipError, match="search"):
            do(command)
    assert edits(library) == 1


def test_what_is_not_there_is_told_and_leaves_no_trace(library, do, five):
    do(AddToAlbum(five[0], "Trip"))
    impossible = (
        *(AddToAlbum(99, "Trip"), AddToAlbum(99, "New"), RemoveFromAlbum(99, "Trip")),
        *(RenameAlbum("none", "x"), DeleteAlbum("none"), SetAlbumQuery("none", "x")),
        *(MoveInAlbum(five[0], "none", None), MoveInAlbum(five[1], "Trip", None)),
        *(MoveInAlbum(five[0], "Trip", five[1]), MoveInAlbum(five[0], "Trip", 99)),
    )
    for command in impossible:
        with pytest.raises(NothingThereError):
            do(command)
        with pytest.raises(NothingThereError):
            do(Together((SetRating(five[0], 1), command)))
    assert (names(library), edits(library)) == (["Trip"], 1)


def test_taking_out_what_is_not_in_is_nothing(library, do, five, trip):
    do(CreateAlbum("Empty"))
    for album in ("Empty", "none"):
        assert do(RemoveFromAlbum(five[0], album)).undo == NOTHING


def test_hidden_photos_are_neither_counted_nor_listed_but_keep_their_place(
    library, do, put_photo, five, trip
):
    library.connection.execute(
        "UPDATE file SET missing_since = 'now' WHERE photo_id = ?", five[1:2]
    )
    assert albums.photos_of(library, trip) == [five[0], *five[2:]]
    assert albums.all_albums(library)[0].count == 4
    library.connection.execute("UPDATE file SET missing_since = NULL")
    assert albums.photos_of(library, trip) == five


def test_a_photo_in_an_album_is_made_by_hand_and_never_forgotten(library, do, five, put_photo):
    do(AddToAlbum(five[0], "Trip"))
    do(RemoveRoot(b"/photos"))
    with library.transaction() as connection:
        assert len(photos.delete_orphans(connection)) == 4
    assert albums.all_albums(library)[0].count == 0
    assert put_photo(library, "0.jpg") == five[0]
    assert albums.photos_of(library, "Trip") == [five[0]]


def test_the_albums_of_a_photo_are_listed_by_name(library, do, five):
    for album in ("winter", "Autumn", "Best"):
        do(AddToAlbum(five[0], album))
    do(AddToAlbum(five[1], "Other"))
    assert albums.albums_of(library, five[0]) == ["Autumn", "Best", "winter"]
    assert albums.albums_of(library, five[2]) == []
    assert [(album.name, album.count) for album in albums.all_albums(library)] == [
        *(("Autumn", 1), ("Best", 1), ("Other", 1), ("winter", 1))
    ]


def test_albums_are_there_after_closing_and_opening(library, do, five, trip):
    do(MoveInAlbum(five[3], trip, five[1]))
    folder, order = library.folder, albums.photos_of(library, trip)
    library.close()
    with closing(database.open_reader(folder)) as again:
        assert albums.photos_of(again, trip) == order
