"""What a person asks for: applied once, logged, taken back."""

from __future__ import annotations

import itertools
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from photoclip.core.commands import (
    NOTHING,
    AddRoot,
    AddToAlbum,
    CreateAlbum,
    CreateLabel,
    DeleteAlbum,
    DeleteLabel,
    Flag,
    MarkLabel,
    MoveInAlbum,
    RemoveFromAlbum,
    RemoveRoot,
    RenameAlbum,
    RenameLabel,
    SetAlbumQuery,
    SetFlag,
    SetRating,
    SetSetting,
    Together,
    Verdict,
    undo_uid,
)
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.labels import Source
from photoclip.store import commands, database, files, labels, photos
from photoclip.store import settings as kept

YES, NO = Verdict.CONFIRMED, Verdict.REJECTED
HAND_MADE = (
    "SELECT id, own_rating, flag FROM photo ORDER BY id",
    "SELECT photo_id, label.name, verdict FROM label_mark JOIN label ON label.id = label_id "
    "ORDER BY photo_id, label.name",
    "SELECT name FROM label ORDER BY name",
    "SELECT name, query FROM album ORDER BY name",
    "SELECT album.name, photo_id FROM album_photo JOIN album ON album.id = album_id "
    "ORDER BY album.name, position",
    "SELECT path FROM root ORDER BY path",
    "SELECT key, value FROM setting ORDER BY key",
)


def hand_made(library):
    return [library.connection.execute(question).fetchall() for question in HAND_MADE]


@pytest.fixture
def do(library):
    """Apply a command under a name of its own."""
    names = itertools.count()
    return lambda command: commands.apply(library, command, f"test-{next(names)}")


@pytest.fixture
def photo(library, put_photo):
    return put_photo(library, "a.jpg", rating=2)


def edits(library):
    return library.connection.execute("SELECT count(*) FROM edit").fetchone()[0]


def test_a_rating_by_hand_goes_before_the_files_own_until_it_is_taken_back(library, do, photo):
    assert photos.rows(library, [photo])[photo].rating == 2
    done = do(SetRating(photo, 5))
    assert photos.rows(library, [photo])[photo].rating == 5
    do(done.undo)
    assert photos.rows(library, [photo])[photo].rating == 2
    assert labels.by_hand(library, photo) == labels.ByHand(None, None)


def test_reading_a_file_again_leaves_the_rating_by_hand(library, do, photo, put_photo):
    do(SetRating(photo, 0))
    put_photo(library, "a.jpg", "edited", rating=4)
    assert photos.rows(library, [photo])[photo].rating == 0


def test_a_label_that_comes_about_on_a_photo_does_nothing_by_itself(library, do, photo):
    do(MarkLabel(photo, "dog", YES))
    do(CreateLabel("cat"))
    found = {one.name: one.definition.automatic for one in labels.all_labels(library)}
    assert found == {"dog": "off", "cat": "apply"}


def test_a_mark_makes_its_label_and_taking_it_back_removes_both(library, do, photo):
    done = do(MarkLabel(photo, "dog", YES))
    assert labels.marks_of(library, [photo, 99]) == {photo: {"dog": YES}}
    assert [(one.name, one.confirmed, one.rejected) for one in labels.all_labels(library)] == [
        ("dog", 1, 0)
    ]
    do(done.undo)
    assert labels.all_labels(library) == []


def test_taking_back_the_mark_that_made_a_label_leaves_other_marks(library, do, photo, put_photo):
    other = put_photo(library, "b.jpg")
    first = do(MarkLabel(photo, "dog", YES))
    do(MarkLabel(other, "dog", NO))
    do(first.undo)
    assert labels.marks_of(library, [photo, other]) == {other: {"dog": NO}}
    assert labels.marked(library, "dog", NO) == [other]


def test_a_label_is_the_same_whatever_its_capitals_or_accents_form(library, do, photo):
    do(MarkLabel(photo, "Äpfel  und\tBirnen", YES))
    do(MarkLabel(photo, "äPFEL UND BIRNEN", NO))
    do(CreateLabel("A\u0308pfel und birnen"))
    assert labels.marks_of(library, [photo]) == {photo: {"Äpfel und Birnen": NO}}
    assert len(labels.all_labels(library)) == 1


def test_a_label_tells_the_visible_photos_it_was_confirmed_on(library, do, put_photo):
    ids = [put_photo(library, f"{n}.jpg") for n in range(4)]
    for photo in ids[:3]:
        do(MarkLabel(photo, "dog", YES))
    do(MarkLabel(ids[3], "dog", NO))
    do(CreateLabel("cat"))
    library.connection.execute("UPDATE file SET missing_since = 'now' WHERE photo_id = ?", ids[:1])
    assert [(one.name, one.confirmed, one.shown) for one in labels.all_labels(library)] == [
        *(("cat", 0, 0), ("dog", 3, 2))
    ]


def test_the_labels_of_a_photo_are_listed_by_name(library, do, photo):
    for label, verdict in (("winter", YES), ("Dog", NO), ("beach", YES)):
        do(MarkLabel(photo, label, verdict))
    assert [(one.name, one.source) for one in labels.labels_of(library, photo)] == [
        *(("beach", Source.CONFIRMED), ("Dog", Source.REJECTED), ("winter", Source.CONFIRMED))
    ]
    assert labels.labels_of(library, 99) == []


def test_a_deleted_label_comes_back_with_all_its_marks(library, do, put_photo):
    ids = [put_photo(library, f"{n}.jpg") for n in range(30)]
    for n, one in enumerate(ids):
        do(MarkLabel(one, "dog", NO if n % 3 else YES))
    before = hand_made(library)
    done = do(DeleteLabel("dog"))
    assert labels.all_labels(library) == []
    do(done.undo)
    assert hand_made(library) == before


def test_renaming_keeps_marks_and_refuses_a_name_that_is_taken(library, do, photo):
    do(MarkLabel(photo, "dog", YES))
    do(CreateLabel("cat"))
    with pytest.raises(PhotoClipError, match="already"):
        do(RenameLabel("dog", "Cat"))
    done = do(RenameLabel("dog", "Hund"))
    assert labels.marks_of(library, [photo]) == {photo: {"Hund": YES}}
    do(RenameLabel("Hund", "hund"))
    do(RenameLabel("hund", "Hund"))
    do(done.undo)
    assert labels.marks_of(library, [photo]) == {photo: {"dog": YES}}


@pytest.mark.parametrize("name", ["", "  ", "a\0b", "x" * 201, "\ud800", "bell\a"])
def test_what_can_not_be_a_name_is_refused(library, do, photo, name):
    for command in (CreateLabel(name), MarkLabel(photo, name, YES)):
        with pytest.raises(PhotoClipError, match="name"):
            do(command)
    assert edits(library) == 0


def test_what_is_not_there_is_refused_and_leaves_no_trace(library, do, photo):
    impossible = (
        *(SetRating(99, 1), SetFlag(99, None), MarkLabel(99, "dog", YES), SetRating(photo, 6)),
        *(SetRating(photo, -1), RenameLabel("dog", "cat"), DeleteLabel("dog")),
        *(RemoveRoot(b"/nowhere"), AddRoot(b"relative")),
    )
    before = hand_made(library)
    for command in impossible:
        with pytest.raises(PhotoClipError):
            do(Together((SetRating(photo, 3), CreateLabel("new"), command)))
        with pytest.raises(PhotoClipError):
            do(command)
    assert hand_made(library) == before
    assert edits(library) == 0


def test_a_request_sent_twice_is_applied_once_and_answered_alike(library, photo):
    first = commands.apply(library, SetRating(photo, 4), "request 1")
    commands.apply(library, SetRating(photo, 1), "request 2")
    assert commands.apply(library, SetRating(photo, 4), "request 1") == first
    assert labels.by_hand(library, photo).rating == 1
    assert edits(library) == 2


def test_a_request_without_a_name_is_refused(library, photo):
    for uid in ("", "x" * 201, "a\nb"):
        with pytest.raises(PhotoClipError):
            commands.apply(library, SetRating(photo, 1), uid)


def test_undo_goes_back_step_by_step_over_what_changed_nothing(library, do, photo):
    assert commands.last_undo(library) is None
    do(SetRating(photo, 1))
    do(SetFlag(photo, Flag.PICKED))
    do(CreateLabel("dog"))
    assert do(CreateLabel("DOG")).undo == NOTHING
    states = []
    while (step := commands.last_undo(library)) is not None:
        edit, undo = step
        commands.apply(library, undo, undo_uid(edit))
        hand = labels.by_hand(library, photo)
        states.append((hand.rating, hand.flag, len(labels.all_labels(library))))
    assert states == [(1, "picked", 0), (1, None, 0), (None, None, 0)]


@pytest.mark.parametrize(
    "command",
    [
        *(SetRating(1, 3), SetFlag(1, Flag.REJECTED), MarkLabel(1, "DOG", YES)),
        *(
            SetRating(2, None),
            SetFlag(2, None),
            MarkLabel(2, "dog", None),
            MarkLabel(2, "new", None),
        ),
        *(CreateLabel("Dog"), RenameLabel("dog", "dog"), DeleteLabel("dog", only_if_unused=True)),
        *(AddRoot(b"/photos"), SetSetting("cores", [4]), SetSetting("new", None)),
        *(Together(()), Together((SetRating(1, 3), Together((CreateLabel("dog"),))))),
    ],
    ids=str,
)
def test_what_changes_nothing_uses_up_no_undo(library, do, photo, put_photo, command):
    assert (photo, put_photo(library, "b.jpg")) == (1, 2)
    do(SetSetting("cores", [4]))
    marked = (SetRating(1, 3), SetFlag(1, Flag.REJECTED), MarkLabel(1, "dog", YES))
    newest = do(Together(marked))
    before = hand_made(library)
    assert do(command).undo == NOTHING
    assert hand_made(library) == before
    assert commands.last_undo(library) == (newest.edit, newest.undo)


def test_undo_by_hand_leaves_roots_and_settings_alone(library, do, photo):
    rated = do(Together((SetRating(photo, 1), CreateLabel("dog"), AddToAlbum(photo, "trip"))))
    do(AddRoot(b"/more"))
    do(SetSetting("cores", 2))
    mixed = do(Together((SetRating(photo, 2), SetSetting("cores", 3))))
    assert commands.last_undo(library) == (mixed.edit, mixed.undo)
    assert commands.last_undo(library, by_hand_only=True) == (rated.edit, rated.undo)
    commands.apply(library, rated.undo, undo_uid(rated.edit))
    assert commands.last_undo(library, by_hand_only=True) is None


@pytest.mark.parametrize("what", [None, "set-rating", Together((None,))])
def test_what_is_no_command_is_refused_and_leaves_no_trace(library, do, photo, what):
    before = hand_made(library)
    for command in (what, Together((SetRating(photo, 3), what))):
        with pytest.raises(PhotoClipError, match="not a command"):
            do(command)
    assert hand_made(library) == before
    assert edits(library) == 0


def test_an_undo_that_can_not_be_read_does_not_stand_in_the_way(library, do, photo):
    first = do(SetRating(photo, 1))
    for undo in ("null", "{", '{"do":"from-the-future"}'):
        second = do(SetFlag(photo, Flag.PICKED))
        library.connection.execute("UPDATE edit SET undo = ? WHERE id = ?", (undo, second.edit))
        assert commands.last_undo(library) == (first.edit, first.undo)


@pytest.mark.parametrize(
    "command",
    [
        *(SetRating(99, 1), SetFlag(99, None), MarkLabel(99, "dog", YES)),
        *(RenameLabel("dog", "cat"), DeleteLabel("dog"), RemoveRoot(b"/nowhere")),
    ],
    ids=str,
)
def test_what_is_not_there_is_told_from_other_faults(do, command):
    with pytest.raises(NothingThereError):
        do(command)


def test_removing_a_root_forgets_its_files_and_nothing_made_by_hand(
    library, do, photo, put_photo, digest_of
):
    do(SetRating(photo, 5))
    do(MarkLabel(photo, "dog", YES))
    done = do(RemoveRoot(b"/photos"))
    assert (files.roots(library), photos.count(library)) == ([], 0)
    do(done.undo)
    assert put_photo(library, "a.jpg") == photo
    assert photos.rows(library, [photo])[photo].rating == 5
    assert labels.marks_of(library, [photo]) == {photo: {"dog": YES}}


def test_adding_a_root_that_is_there_is_taken_back_by_nothing(library, do, photo):
    assert do(AddRoot(b"/photos")).undo == NOTHING
    assert do(AddRoot(b"/caf\xe9")).undo == RemoveRoot(b"/caf\xe9")


def test_a_setting_goes_back_to_what_it_was(library, do):
    first = do(SetSetting("cores", 4))
    second = do(SetSetting("cores", [1, "é"]))
    assert kept.get(library, "cores") == [1, "é"]
    do(second.undo)
    assert kept.get(library, "cores") == 4
    do(first.undo)
    assert kept.get(library, "cores") is None


def test_every_row_of_the_log_carries_its_checksum_and_the_photos_content(
    library, do, photo, digest_of
):
    do(SetRating(photo, 3))
    row = library.connection.execute("SELECT uid, made_at, command, undo, crc FROM edit").fetchone()
    assert commands.edit_crc(*row[:4]) == row[4]
    assert commands.edit_crc(row[0] + row[1][:1], row[1][1:], *row[2:4]) != row[4]
    assert digest_of("a.jpg").hex() in row[2]


def test_threads_that_edit_at_once_take_turns(library, put_photo):
    ids = [put_photo(library, f"{n}.jpg") for n in range(4)]

    def rate(photo):
        for stars in (1, 2, 3, 4, 5):
            commands.apply(library, SetRating(photo, stars), f"{photo}-{stars}")

    threads = [threading.Thread(target=rate, args=(photo,)) for photo in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [labels.by_hand(library, photo).rating for photo in ids] == [5] * 4
    assert edits(library) == 20


NAMES = st.sampled_from(["dog", "cat", "Äpfel", "äpfel"])
PHOTOS = st.sampled_from([1, 2, 3])
RANDOM = st.one_of(
    st.builds(SetRating, PHOTOS, st.none() | st.integers(0, 5)),
    st.builds(SetFlag, PHOTOS, st.none() | st.sampled_from(Flag)),
    st.builds(CreateLabel, NAMES),
    st.builds(RenameLabel, NAMES, NAMES),
    st.builds(DeleteLabel, NAMES),
    st.builds(MarkLabel, PHOTOS, NAMES, st.none() | st.sampled_from(Verdict)),
    st.builds(CreateAlbum, NAMES, st.none() | st.sampled_from(["beach", "sun"])),
    st.builds(RenameAlbum, NAMES, NAMES),
    st.builds(DeleteAlbum, NAMES),
    st.builds(SetAlbumQuery, NAMES, st.sampled_from(["beach", "sun"])),
    st.builds(AddToAlbum, PHOTOS, NAMES, st.none() | PHOTOS),
    st.builds(RemoveFromAlbum, PHOTOS, NAMES),
    st.builds(MoveInAlbum, PHOTOS, NAMES, st.none() | PHOTOS),
    st.builds(AddRoot, st.sampled_from([b"/a", b"/b"])),
    st.builds(RemoveRoot, st.sampled_from([b"/a", b"/b"])),
    st.builds(SetSetting, st.sampled_from("ab"), st.none() | st.integers()),
)


@settings(max_examples=100)
@given(st.lists(RANDOM | st.lists(RANDOM, max_size=3).map(lambda c: Together(tuple(c)))))
def test_taking_everything_back_leads_to_the_beginning(tmp_path_factory, put_photo, wanted):
    library = database.open_owner(tmp_path_factory.mktemp("undo"))
    for name in "abc":
        put_photo(library, name)
    beginning = hand_made(library)
    for number, command in enumerate(wanted):
        before = hand_made(library)
        try:
            commands.apply(library, command, f"{number}")
        except PhotoClipError:
            assert hand_made(library) == before
    while (step := commands.last_undo(library)) is not None:
        commands.apply(library, step[1], undo_uid(step[0]))
    assert hand_made(library) == beginning
    library.close()
