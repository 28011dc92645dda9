"""Labels: a tree of names, definitions, rules in force, and where photos have them from."""

from __future__ import annotations

import itertools
from contextlib import closing, suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from photoclip.core.commands import (
    NOTHING,
    ApplyRule,
    CreateAlbum,
    CreateLabel,
    DefineLabel,
    DeleteLabel,
    MarkLabel,
    RenameLabel,
    SetCaption,
    SetRating,
    SetTitle,
    Together,
    Verdict,
)
from photoclip.core.errors import NothingThereError, PhotoClipError
from photoclip.core.file_metadata import LONGEST_CAPTION, LONGEST_TITLE
from photoclip.core.labels import Automatic, LabelDefinition, Source
from photoclip.store import cards, commands, database, files, labels, photos

YES, NO = Verdict.CONFIRMED, Verdict.REJECTED
DOG = LabelDefinition(("a photo of a dog",), ("a wolf",), "#3b82f6")
ALONE = LabelDefinition(exclusive=True)
RULE, OTHER_RULE = '{"cut":1}', '{"cut":2}'
HAND_MADE = (
    "SELECT id, own_rating, own_title, own_caption FROM photo ORDER BY id",
    "SELECT photo_id, label.name, verdict FROM label_mark JOIN label ON label.id = label_id "
    "ORDER BY photo_id, label.name",
    "SELECT name, definition, rule FROM label ORDER BY name",
    "SELECT name, query FROM album ORDER BY name",
)


def hand_made(library):
    return [library.connection.execute(question).fetchall() for question in HAND_MADE]


@pytest.fixture
def do(library):
    """Apply commands, each under a name of its own; answers with the last one's undo."""
    numbers = itertools.count()

    def apply(*wanted):
        done = [commands.apply(library, one, f"test-{next(numbers)}") for one in wanted]
        return done[-1].undo

    return apply


def named(library, name):
    found = labels.label_named(library, name)
    assert found is not None
    return found


# --- definitions and rules -------------------------------------------------------------------------


def test_a_definition_makes_its_label_and_is_kept_checked(library, do):
    undo = do(DefineLabel("Animals/Dog", LabelDefinition(("  a   dog ", "a dog"), color="#ABCDEF")))
    label = named(library, "animals/DOG")
    assert label.name == "Animals/Dog"
    assert label.definition == LabelDefinition(("a dog",), color="#abcdef")
    assert (label.rule, label.stale, label.active) == (None, False, False)
    do(undo)
    assert labels.all_labels(library) == []


def test_defining_a_label_again_goes_back_to_what_it_meant(library, do):
    do(DefineLabel("Dog", DOG))
    assert do(DefineLabel("dog", DOG)) == NOTHING
    undo = do(DefineLabel("dog", LabelDefinition(automatic=Automatic.OFF, share=0.5)))
    do(undo)
    assert named(library, "Dog").definition == DOG


@pytest.mark.parametrize(
    "definition",
    [
        LabelDefinition(("x" * 10_000,)),
        LabelDefinition(("",)),
        LabelDefinition(("bell\a",)),
        LabelDefinition(color="red"),
        LabelDefinition(share=2.0),
        LabelDefinition(share=float("nan")),
        LabelDefinition(tuple(f"dog {n}" for n in range(21))),
    ],
    ids=str,
)
def test_what_makes_no_sense_as_a_definition_changes_nothing(library, do, definition):
    do(DefineLabel("Dog", DOG))
    before = hand_made(library)
    for name in ("Dog", "new"):
        with pytest.raises(PhotoClipError):
            do(DefineLabel(name, definition))
    assert hand_made(library) == before


def test_emoji_quotes_and_fragments_of_sql_and_paths_are_names_and_descriptions(library, do):
    for name in ("🐕", "Robert'); DROP TABLE label;--", "../../etc/passwd", "50% *?", "狗/柴犬"):
        do(DefineLabel(name, LabelDefinition((f"a {name}",))))
        assert named(library, name).definition.describe == (f"a {name}",)
    assert len(labels.all_labels(library)) == 5


def test_a_damaged_definition_is_as_usual(library, do):
    do(DefineLabel("Dog", DOG))
    for text in ("{", "[]", '{"share":"all"}', '{"automatic":"sometimes"}'):
        library.connection.execute("UPDATE label SET definition = ?", (text,))
        assert named(library, "Dog").definition == LabelDefinition()


def test_a_rule_comes_into_force_is_stale_and_goes_back(library, do):
    do(CreateLabel("Dog"), CreateLabel("Cat"))
    assert do(ApplyRule("Dog", None)) == NOTHING
    assert do(ApplyRule("dog", RULE)) == ApplyRule("Dog", None)
    assert do(ApplyRule("dog", RULE)) == NOTHING
    undo = do(ApplyRule("Dog", OTHER_RULE))
    dog = named(library, "Dog")
    assert (dog.rule, dog.stale) == (OTHER_RULE, True)
    assert labels.rules_in_force(library) == [(dog.id, "Dog", OTHER_RULE)]
    assert labels.stale_labels(library) == [dog.id]
    do(undo)
    assert named(library, "Dog").rule == RULE


def test_a_rule_needs_its_label_and_is_json(library, do):
    with pytest.raises(NothingThereError):
        do(ApplyRule("Dog", RULE))
    do(CreateLabel("Dog"))
    for text in ("", "{", "[]", "null"):
        with pytest.raises(PhotoClipError):
            do(ApplyRule("Dog", text))
    assert named(library, "Dog").rule is None


def stale(library):
    return [one.name for one in labels.all_labels(library) if one.stale]


SHARED, OTHER_SHARED = '{"cut":1,"group":"pets"}', '{"cut":2,"group":""}'


@pytest.fixture
def pets(library, do):
    """Labels below one parent, of which the owl is decided alone, and one at the top."""
    for name in ("Pets/Cat", "Pets/Dog", "Pets/Owl", "Cat"):
        do(DefineLabel(name, LabelDefinition() if name == "Pets/Owl" else ALONE))
        do(ApplyRule(name, RULE if name == "Pets/Owl" else SHARED))

    def settled(*wanted):
        """Apply commands where all tags follow from their rules; which do no longer."""
        library.connection.execute("UPDATE label SET stale = 0")
        do(*wanted)
        return stale(library)

    return settled


def test_labels_whose_rules_share_a_parent_are_derived_together(pets, do):
    assert pets(ApplyRule("Pets/Dog", OTHER_SHARED)) == ["Pets/Cat", "Pets/Dog"]
    assert pets(ApplyRule("Pets/Owl", OTHER_RULE)) == ["Pets/Owl"]
    assert pets(ApplyRule("Pets/Owl", SHARED)) == ["Pets/Cat", "Pets/Dog", "Pets/Owl"]
    assert pets(ApplyRule("Pets/Owl", RULE)) == ["Pets/Cat", "Pets/Dog", "Pets/Owl"]
    undo = do(RenameLabel("Pets/Dog", "Dog"))
    assert pets(undo) == ["Cat", "Pets/Cat", "Pets/Dog"]
    assert pets(DeleteLabel("Pets/Owl")) == []
    assert pets(DeleteLabel("Pets/Dog")) == ["Pets/Cat"]


@pytest.mark.parametrize("takes_back", [False, True])
def test_what_is_decided_together_is_what_the_rules_in_force_say(pets, do, takes_back):
    """A definition that says otherwise by now has not been put in force."""
    assert pets(DefineLabel("Pets/Dog", LabelDefinition())) == []
    assert pets(DefineLabel("Pets/Owl", ALONE)) == []
    assert pets(RenameLabel("Pets/Owl", "Owl")) == []
    if takes_back:
        undo = do(DeleteLabel("Pets/Dog"))
        assert pets(undo) == ["Pets/Cat", "Pets/Dog"]
        assert pets(RenameLabel("Pets/Dog", "Dog")) == ["Cat", "Dog", "Pets/Cat"]
    else:
        assert pets(DeleteLabel("Pets/Dog")) == ["Pets/Cat"]


def test_a_deleted_label_comes_back_with_definition_rule_and_marks_and_its_children_stay(
    library, do, put_photo
):
    ids = [put_photo(library, f"{n}.jpg") for n in range(6)]
    do(DefineLabel("Animals", DOG), ApplyRule("Animals", RULE), CreateLabel("Animals/Dog"))
    do(*(MarkLabel(photo, "Animals", NO if photo % 2 else YES) for photo in ids))
    before = hand_made(library)
    undo = do(DeleteLabel("animals"))
    assert labels.names(library) == ["Animals/Dog"]
    do(undo)
    assert hand_made(library) == before
    assert named(library, "Animals").stale


def test_taking_back_what_made_a_label_leaves_one_that_means_something(library, do, put_photo):
    undo = do(MarkLabel(put_photo(library, "a.jpg"), "Dog", YES))
    do(DefineLabel("Dog", DOG), undo)
    assert named(library, "Dog").definition == DOG


# --- names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["/", "Animals//Dog", "/Dog", "Dog/", "a/ /b", "Dog/confirmed", "Dog/AUTO", "a/auto/b"]
)
def test_what_can_be_no_place_for_a_label_is_refused(library, do, put_photo, name):
    photo = put_photo(library, "a.jpg")
    do(CreateLabel("Owl"))
    before = hand_made(library)
    for command in (
        *(CreateLabel(name), DefineLabel(name, DOG), MarkLabel(photo, name, YES)),
        RenameLabel("Owl", name),
    ):
        with pytest.raises(PhotoClipError, match="can't be the name of a label"):
            do(command)
    assert hand_made(library) == before


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("\u200b", "can be seen"),
        ("\ufeff \u200d\u200e", "can be seen"),
        ("\u3164\ufe0f", "can be seen"),
        ("Dog\u202egpj", "control"),
        ("\u2067Dog\u2069", "control"),
        ("bell\a", "control"),
        ("x" * 300, "has 300 characters; a name has 200 at most"),
    ],
)
def test_a_name_has_to_be_seen_as_it_is_and_what_is_wrong_is_said(do, name, reason):
    for command in (CreateLabel(name), CreateAlbum(name)):
        with pytest.raises(PhotoClipError, match="can't be the name") as refused:
            do(command)
        assert reason in refused.value.hint


@pytest.mark.parametrize("idle", ["\u200b", "\ufeff", "\u00ad", "\u2060"])
def test_what_neither_shows_nor_joins_is_left_out_of_a_name(library, do, idle):
    do(CreateLabel(f"Li{idle}on{idle}"))
    assert named(library, "Lion").name == "Lion"
    do(CreateLabel("Lion"))
    assert labels.names(library).count("Lion") == 1


def test_a_part_of_a_label_s_name_has_to_be_seen(do):
    with pytest.raises(PhotoClipError, match="a part of it is empty"):
        do(CreateLabel("Animals/\u200b"))


def test_emoji_and_scripts_keep_what_joins_their_characters(library, do):
    names = ["👨\u200d👩\u200d👧", "❤\ufe0f", "می\u200cخواهم", "क्\u200dष"]
    for name in names:
        do(CreateLabel(name))
        assert named(library, name).name == name


def test_labels_stand_ten_deep_at_most(library, do):
    do(CreateLabel("/".join("abcdefghij")), CreateLabel("Top"))
    for command in (CreateLabel("/".join("abcdefghijk")), RenameLabel("a", "Top/a")):
        with pytest.raises(PhotoClipError, match="it has 11 parts"):
            do(command)
    assert labels.names(library) == ["a/b/c/d/e/f/g/h/i/j", "Top"]


def test_what_a_search_would_take_for_a_source_is_named_with_all_before_it(do):
    with pytest.raises(PhotoClipError) as refused:
        do(CreateLabel("Animals/Dog/confirmed"))
    assert "label:Animals/Dog/confirmed means" in refused.value.hint


def test_capitals_make_no_difference_in_any_script(library, do):
    do(CreateLabel("Straße"))
    assert do(CreateLabel("STRASSE")) == NOTHING
    do(CreateLabel("strasse/Ωmega"), RenameLabel("STRASSE/ωMEGA", "Strasse/End"))
    assert labels.names(library) == ["Straße", "Straße/End"]


def test_parents_are_spelt_alike(library, do):
    do(CreateLabel("Tiere/Hund"), CreateLabel("tiere / KATZE"), CreateLabel("TIERE"))
    do(CreateLabel("Eule"), RenameLabel("Eule", "tiere/Eule"))
    assert labels.names(library) == ["Tiere", "Tiere/Eule", "Tiere/Hund", "Tiere/KATZE"]
    assert do(CreateLabel("tiere/hund")) == NOTHING


def test_renaming_takes_along_what_is_below(library, do, put_photo):
    photo = put_photo(library, "a.jpg")
    do(MarkLabel(photo, "Animals/Dog/Corgi", YES), CreateLabel("Animals/Dog"))
    do(CreateLabel("Animals/Dogfish"), CreateLabel("Trip"))
    undo = do(RenameLabel("animals/dog", "Pets/Dog"))
    everything = ["Animals/Dogfish", "Pets/Dog", "Pets/Dog/Corgi", "Trip"]
    assert labels.names(library) == everything
    assert labels.marks_of(library, [photo]) == {photo: {"Pets/Dog/Corgi": YES}}
    do(undo)
    do(RenameLabel("ANIMALS", "Tiere"))  # no label itself
    assert labels.names(library) == ["Tiere/Dog", "Tiere/Dog/Corgi", "Tiere/Dogfish", "Trip"]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("A", "A/B", "below itself"),
        ("A", "a/New", "below itself"),
        ("A/B", "C", "already"),
        ("A", "c", "already"),
        ("D", "A", "already"),  # A/B is another one's D/B
        ("C", "P", "labels below"),  # P/Q would stand below it, and could not be told from its own
        ("A/B", "A/B/imported", "can't be"),
        ("A/B", "x" * 199 + "/B", "can't be"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(library, do, old, new, reason):
    do(*(CreateLabel(name) for name in ("A", "A/B", "C", "D/B", "P/Q")))
    before = hand_made(library)
    with pytest.raises(PhotoClipError, match=reason):
        do(RenameLabel(old, new))
    assert hand_made(library) == before


def test_a_place_that_is_no_label_can_not_be_renamed_when_nothing_is_there(library, do):
    do(CreateLabel("Dogfish"))
    for name in ("Dog", "Dogfish/None"):
        with pytest.raises(NothingThereError):
            do(RenameLabel(name, "Cat"))


PARTS = st.sampled_from(["a", "A", "b", "ä", "Ä", "ß", "SS"])
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
EDITS = st.one_of(
    st.builds(CreateLabel, PATHS),
    st.builds(RenameLabel, PATHS, PATHS),
    st.builds(RenameLabel, PATHS, PATHS),
    st.builds(DeleteLabel, PATHS),
    st.builds(DefineLabel, PATHS, st.sampled_from([DOG, ALONE, LabelDefinition()])),
    st.builds(
        CreateAlbum,
        st.sampled_from("XYZ"),
        st.builds("{}{}{}".format, st.sampled_from(["label:", "label:/"]), PATHS, st.just("/auto"))
        | PATHS.map("label:{}".format),
    ),
    st.builds(ApplyRule, PATHS, st.sampled_from([None, RULE, SHARED])),
    st.builds(MarkLabel, st.just(1), PATHS, st.none() | st.sampled_from(Verdict)),
    st.builds(SetTitle, st.just(1), st.none() | st.sampled_from(["", "a", "b "])),
    st.builds(SetCaption, st.just(1), st.none() | st.sampled_from(["", "a\nb"])),
)


class _Enough(Exception):  # noqa: N818 - no fault
    """Ends a transaction that nothing of shall stay."""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory, put_photo):
    """A library with one photo, for transactions that are rolled back."""
    with closing(database.open_owner(tmp_path_factory.mktemp("shelf"))) as library:
        put_photo(library, "a.jpg")
        yield library


@settings(max_examples=300)
@given(st.lists(EDITS | st.lists(EDITS, max_size=3).map(lambda c: Together(tuple(c))), max_size=14))
@example([CreateLabel("ß"), CreateLabel("SS"), RenameLabel("ss", "b")])
def test_every_step_among_labels_is_taken_back_exactly(shelf, wanted):
    with suppress(_Enough), shelf.transaction() as connection:
        undos = []
        beginning = hand_made(shelf)
        for command in wanted:
            before = hand_made(shelf)
            connection.execute("SAVEPOINT step")
            try:
                undo = commands.carry_out(connection, command)
            except PhotoClipError:
                connection.execute("ROLLBACK TO step")
                continue
            after = hand_made(shelf)
            again = commands.carry_out(connection, undo)
            assert hand_made(shelf) == before
            undos.append(commands.carry_out(connection, again))
            assert hand_made(shelf) == after
            if undo == NOTHING or not isinstance(command, Together):
                assert (undo == NOTHING) == (before == after)
            folded = [name.casefold() for name in labels.names(shelf)]
            assert len({*folded}) == len(folded)
        for undo in reversed(undos):
            commands.carry_out(connection, undo)
        assert hand_made(shelf) == beginning
        raise _Enough


# --- titles and captions ---------------------------------------------------------------------------


def words_of(library, photo):
    facts = cards.photo_facts(library, photo)
    return facts.title, facts.caption, facts.file_title, facts.file_caption


def test_words_by_hand_go_before_the_files_until_they_are_taken_back(library, do, put_photo):
    photo = put_photo(library, "a.jpg")
    library.connection.execute("UPDATE photo SET title = 'File', caption = 'of the file'")
    do(SetTitle(photo, "  Our dog "))
    undo = do(SetCaption(photo, "two\r\nlines\a"))
    assert words_of(library, photo) == ("Our dog", "two\nlines", "File", "of the file")
    do(undo)
    none_at_all = do(SetTitle(photo, ""))
    assert words_of(library, photo) == (None, "of the file", "File", "of the file")
    do(none_at_all)
    assert words_of(library, photo)[0] == "Our dog"
    do(SetTitle(photo, None))
    assert words_of(library, photo)[0] == "File"
    assert do(SetTitle(photo, None)) == NOTHING


def test_words_that_are_too_many_are_refused(library, do, put_photo):
    photo = put_photo(library, "a.jpg")
    do(SetTitle(photo, "x" * LONGEST_TITLE), SetCaption(photo, "x" * LONGEST_CAPTION))
    for command in (
        SetTitle(photo, "x" * (LONGEST_TITLE + 1)),
        SetCaption(photo, "x" * (LONGEST_CAPTION + 1)),
        SetTitle(99, "x"),
        SetCaption(99, None),
    ):
        with pytest.raises(PhotoClipError):
            do(command)
    assert words_of(library, photo)[0] == "x" * LONGEST_TITLE


@pytest.mark.parametrize("command", [SetTitle(1, ""), SetCaption(1, "mine")], ids=str)
def test_a_photo_somebody_wrote_words_for_outlives_its_files(library, do, put_photo, command):
    put_photo(library, "a.jpg")
    put_photo(library, "b.jpg")
    do(command)
    with library.transaction() as connection:
        connection.execute("DELETE FROM file")
        assert len(photos.delete_orphans(connection)) == 1
    assert library.connection.execute("SELECT id FROM photo").fetchall() == [(1,)]


# --- where photos have labels from -----------------------------------------------------------------


@pytest.fixture
def sources(library, do, put_photo):
    """Photos 1..8: by each source, by several at once, and one hidden."""
    ids = [put_photo(library, f"{n}.jpg") for n in range(8)]
    do(DefineLabel("Dog", DOG), ApplyRule("Dog", RULE), CreateLabel("Cat"))
    label = named(library, "Dog").id
    do(MarkLabel(1, "Dog", YES), MarkLabel(2, "Dog", NO), MarkLabel(7, "Dog", YES))
    with library.transaction() as connection:
        connection.executemany(
            "INSERT INTO label_import VALUES (?, ?)", [(label, one) for one in (1, 3, 7)]
        )
        connection.executemany(
            "INSERT INTO label_tag VALUES (?, ?, ?, ?)",
            [
                *((label, 1, "auto", 0.9), (label, 2, "auto", 0.8), (label, 3, "suggested", 0.5)),
                *((label, 4, "auto", 0.75), (label, 5, "suggested", 0.25), (label, 7, "auto", 0.9)),
                (label, 8, "auto", 0.9),
            ],
        )
        (root,) = files.roots(library)
        gone = files.rows_of(library, root.id)
        files.vanished(connection, [gone[b"6.jpg"].id, gone[b"7.jpg"].id], 0)
    return ids


def test_a_person_goes_before_a_file_and_that_before_a_rule(library, sources):
    found = {photo: labels.labels_of(library, photo) for photo in sources}
    assert {photo: one[0].source for photo, one in found.items() if one} == {
        **{1: Source.CONFIRMED, 2: Source.REJECTED, 3: Source.IMPORTED, 4: Source.AUTO},
        **{5: Source.SUGGESTED, 7: Source.CONFIRMED, 8: Source.AUTO},
    }
    assert found[4] == [labels.LabelOnPhoto("Dog", Source.AUTO, 0.75, "#3b82f6")]
    assert found[3][0].score is None
    assert found[6] == []


def test_labels_count_their_photos_by_source(library, sources):
    cat, dog = labels.all_labels(library)
    counted = (dog.confirmed, dog.rejected, dog.imported, dog.automatic, dog.suggested, dog.shown)
    assert counted == (2, 1, 1, 1, 1, 3)
    assert (cat.name, cat.shown, cat.active, dog.active) == ("Cat", 0, False, True)
    assert named(library, "dog") == dog
    assert labels.label_named(library, "Owl") is None
    assert labels.label_named(library, "\0") is None


def test_marks_name_the_contents_they_were_given_to(library, do, sources):
    label = named(library, "Dog").id
    held = dict(library.connection.execute("SELECT id, content_id FROM photo").fetchall())
    assert labels.marks(library, label) == [
        (1, held[1], YES),
        (2, held[2], NO),
        (7, held[7], YES),
    ]


@pytest.fixture(scope="module")
def counted(tmp_path_factory, put_photo):
    """A library with five photos and three labels, for transactions that are rolled back."""
    with closing(database.open_owner(tmp_path_factory.mktemp("counted"))) as library:
        for n in range(5):
            put_photo(library, f"{n}.jpg")
        for n in range(3):
            commands.apply(library, CreateLabel(f"label {n}"), f"{n}")
        yield library


MARKED = st.dictionaries(st.tuples(st.integers(1, 5), st.integers(1, 3)), st.sampled_from(Verdict))
PAIRS = st.sets(st.tuples(st.integers(1, 3), st.integers(1, 5)))


@given(MARKED, PAIRS, PAIRS, PAIRS, st.sets(st.integers(1, 5)))
def test_counts_agree_with_what_each_photo_says(counted, marked, imported, auto, suggested, hidden):
    library = counted
    with suppress(_Enough), library.transaction() as ask:
        for (photo, label), verdict in marked.items():
            commands.carry_out(ask, MarkLabel(photo, f"label {label - 1}", verdict))
        ask.executemany("INSERT INTO label_import VALUES (?, ?)", imported)
        tags = {**dict.fromkeys(suggested, "suggested"), **dict.fromkeys(auto, "auto")}
        ask.executemany(
            "INSERT INTO label_tag VALUES (?, ?, ?, 0.5)",
            [(*key, one) for key, one in tags.items()],
        )
        ask.executemany(
            "UPDATE file SET missing_since = 'then' WHERE photo_id = ?", [(one,) for one in hidden]
        )
        said = {photo: labels.labels_of(library, photo) for photo in range(1, 6)}
        for label in labels.all_labels(library):

            def count(*wanted, label=label, among=range(1, 6)):
                return sum(
                    one.name == label.name and one.source in wanted
                    for photo in among
                    for one in said[photo]
                )

            shown = sorted({1, 2, 3, 4, 5} - hidden)
            assert label.confirmed == count(Source.CONFIRMED)
            assert label.rejected == count(Source.REJECTED)
            assert label.imported == count(Source.IMPORTED, among=shown)
            assert label.automatic == count(Source.AUTO, among=shown)
            assert label.suggested == count(Source.SUGGESTED, among=shown)
            assert label.shown == count(Source.CONFIRMED, Source.IMPORTED, Source.AUTO, among=shown)
            assert labels.label_named(library, label.name) == label
        raise _Enough


def test_a_rating_and_a_label_are_taken_back_together(library, do, put_photo):
    photo = put_photo(library, "a.jpg")
    before = hand_made(library)
    undo = do(Together((SetRating(photo, 4), DefineLabel("Dog", DOG), ApplyRule("Dog", RULE))))
    do(undo)
    assert hand_made(library) == before
