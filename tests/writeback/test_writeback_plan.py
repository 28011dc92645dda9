"""The rule between what a person decided, a sidecar and a file."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from photoclip.core.file_metadata import Described
from photoclip.media.write_request import LEAVE
from photoclip.store.write_jobs import KnownOfPhoto
from photoclip.writeback.plan import effective, going_back, own_after, wanted

_SEGMENT = st.text(string.ascii_letters, min_size=1, max_size=3)
_NAMES = st.lists(st.lists(_SEGMENT, min_size=1, max_size=3).map("/".join), max_size=5).map(tuple)
_WORDS = st.lists(_SEGMENT, max_size=5).map(tuple)


def _known(*held: str, rejected: tuple[str, ...] = (), **others) -> KnownOfPhoto:
    return KnownOfPhoto(held, rejected, **others)


def test_held_labels_are_added_with_their_place_and_foreign_words_stay():
    result = wanted(_known("Animals/Dog"), Described(("Holiday",), ()))
    assert result.keywords == ("Holiday", "Dog")
    assert result.paths == ("Animals/Dog", "Holiday")


def test_what_another_program_spells_otherwise_is_the_same_word():
    result = wanted(_known("Dog"), Described(("dog",), ("dog",)))
    assert result.keywords is LEAVE
    assert result.paths is LEAVE


def test_a_rejected_label_is_taken_out_whoever_wrote_it_but_not_another_of_the_same_last_word():
    now = Described(("Dog", "Cat"), ("Animals/Dog", "Food/Dog", "Cat"))
    result = wanted(_known(rejected=("Animals/Dog", "Cat")), now)
    assert result.paths == ("Food/Dog",)
    assert result.keywords == ("Dog",)


def test_a_rejected_label_at_the_top_leaves_no_path_that_brings_its_word_back():
    now = Described(("Dog",), ("Animals/Dog",))
    result = wanted(_known(rejected=("Dog",)), now)
    assert (result.keywords, result.paths) == ((), ())


def test_a_word_of_photoclips_own_leaves_when_its_label_does_and_a_foreign_one_does_not():
    now = Described(("Dog", "Sofa"), ("Animals/Dog", "Sofa"))
    result = wanted(_known(), now, {"Dog", "Animals/Dog"})
    assert (result.keywords, result.paths) == (("Sofa",), ("Sofa",))


def test_a_renamed_label_replaces_the_word_photoclip_wrote_for_it():
    now = Described(("Dog",), ("Dog",))
    result = wanted(_known("Hund"), now, {"Dog"})
    assert result.keywords == ("Hund",)


def test_what_only_other_programs_said_is_not_spread_over_their_fields():
    known = _known("Animals/Dog", imported=("Animals/Dog",))
    result = wanted(known, Described(("Dog",), ()))
    assert (result.keywords, result.paths) == (LEAVE, LEAVE)


def test_what_a_person_did_not_say_is_left():
    now = Described(rating=3, title="Title", caption="Caption")
    result = wanted(_known(), now)
    assert (result.rating, result.title, result.caption) == (LEAVE, LEAVE, LEAVE)


def test_what_a_person_said_replaces_what_is_there_and_empty_words_take_it_out():
    now = Described(rating=3, title="Title", caption="Caption")
    result = wanted(_known(rating=0, title="", caption="Other"), now)
    assert (result.rating, result.title, result.caption) == (0, None, "Other")


def test_no_stars_by_hand_write_nothing_where_there_are_none():
    assert wanted(_known(rating=0), Described()).rating is LEAVE


def test_a_sidecar_hides_the_files_keywords_and_only_its_own_fields():
    file = Described(("A",), ("A",), 2, "File", None)
    sidecar = Described(("B",), (), None, None, "Sidecar")
    assert effective(file, sidecar) == Described(("B",), (), 2, "File", "Sidecar")
    assert effective(file, None) == file


@given(_NAMES, _NAMES, _WORDS, _NAMES)
def test_held_labels_are_always_there_afterwards_and_planning_again_changes_nothing(
    held, rejected, words, paths
):
    leaves = tuple(path.rpartition("/")[2] for path in paths)
    now = Described(tuple(dict.fromkeys((*words, *leaves))), tuple(dict.fromkeys(paths)))
    known = _known(*dict.fromkeys(held), rejected=rejected)
    first = wanted(known, now)
    after = Described(
        now.keywords if first.keywords is LEAVE else first.keywords,
        now.paths if first.paths is LEAVE else first.paths,
    )
    said = {path.casefold() for path in after.paths}
    assert all(name.casefold() in said for name in held)
    again = wanted(known, after)
    assert again.keywords in (LEAVE, after.keywords)
    assert again.paths in (LEAVE, after.paths)


@given(_NAMES, _WORDS)
def test_only_what_was_not_there_is_photoclips_own_and_taking_it_out_leaves_the_rest(held, words):
    now = Described(tuple(dict.fromkeys(words)), ())
    plan = wanted(_known(*held), now)
    own = own_after(plan, now.keywords, ())
    assert not {one.casefold() for one in own} & {one.casefold() for one in words}
    if plan.keywords is LEAVE or plan.paths is LEAVE:
        return
    back = wanted(_known(), Described(plan.keywords, plan.paths), own)
    kept = plan.keywords if back.keywords is LEAVE else back.keywords
    assert {one.casefold() for one in words} <= {one.casefold() for one in kept}


def test_going_back_undoes_fields_that_are_as_written_and_names_those_that_are_not():
    before = {"Xmp.dc.title": ("Old",), "Xmp.dc.subject": (), "raw:Exif.Image.XPTitle": ("00",)}
    written = {"Xmp.dc.title": ("New",), "Xmp.dc.subject": ("Dog",)}
    back = going_back(before, written, {"Xmp.dc.title": ("New",), "Xmp.dc.subject": ("Dog", "Cat")})
    assert back.fields == {"Xmp.dc.title": ("Old",)}
    assert back.kept == ("Xmp.dc.subject",)


def test_bytes_of_a_field_go_back_with_it():
    key = "Exif.Image.XPTitle"
    back = going_back({key: ("Old",), f"raw:{key}": ("4f00",)}, {key: ("New",)}, {key: ("New",)})
    assert back.fields == {key: ("Old",), f"raw:{key}": ("4f00",)}
