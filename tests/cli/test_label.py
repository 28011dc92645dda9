"""Labels, from the terminal."""

from __future__ import annotations

import pytest

LONG = "x" * 10_000


def test_a_label_is_made_says_what_it_would_do_and_changes_no_photo(labelling):
    said = labelling.run(
        "label", "add", "Coast/Lighthouse", "--describe", "a lighthouse", "--not", "a castle"
    )
    assert "Made the label “Coast/Lighthouse”." in said.out
    assert "photoclip tag --apply Coast/Lighthouse" in said.out
    found = labelling.label("Coast/Lighthouse")
    assert found["describe"] == ["a lighthouse"]
    assert found["not"] == ["a castle"]
    assert found["have"] == 0
    assert found["in_force"] is False
    assert labelling.found("label:Coast/Lighthouse") == set()


def test_examples_are_a_persons_yes_in_the_same_step(labelling):
    labelling.run("label", "add", "Food", "--example", labelling.path("pizza0"), "--example", "#1")
    assert labelling.label("Food")["yes"] == 2
    undone = labelling.run("undo").out
    assert undone == "Undone: the label “Food”, and what you said of it on 2 photos.\n"
    assert labelling.labels() == []


def test_one_that_is_there_is_edited_not_made_again(labelling):
    labelling.run("label", "add", "Dog", "--color", "#FF0000")
    again = labelling.run("label", "add", "dog", "--color", "#00ff00", check=1)
    assert "There is a label “Dog” already." in again.error
    assert "photoclip label edit Dog" in again.error
    assert labelling.label("Dog")["color"] == "#ff0000"


@pytest.mark.parametrize("name", ["", "  ", "a//b", "/", "a/", "Dog/confirmed", "\x1b[31m", LONG])
def test_what_can_not_be_a_name_is_refused_and_nothing_is_made(labelling, name):
    said = labelling.run("label", "add", "--", name, check=1)
    assert "can't be the name" in said.error
    assert "\x1b[31m" not in said.error
    assert labelling.labels() == []


@pytest.mark.parametrize("name", ["🐕 Hund", "שלום/كلب", "'; DROP TABLE label; --", "..", "-x"])
def test_odd_names_are_names(labelling, name):
    labelling.run("label", "add", "--automatic", "off", "--", name)
    assert labelling.labels() == [name]
    labelling.run("label", "yes", "--", name, "#1")
    assert labelling.label(name)["yes"] == 1
    labelling.run("label", "remove", "--yes", "--", name)
    assert labelling.labels() == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--describe", LONG), "has 10000 characters"),
        (("--describe", " "), "A description is empty"),
        (("--not", ""), "A description is empty"),
        (("--color", "red"), "is not a colour"),
        (("--example", "#99999"), "#99999 is not a photo of this library"),
        (("--example", "/etc/hostname"), "is not a photo of this library"),
    ],
)
def test_a_label_that_makes_no_sense_is_not_made(labelling, words, message):
    assert message in labelling.run("label", "add", "Dog", *words, check=1).error
    assert labelling.labels() == []


def test_the_list_is_a_tree_in_which_places_without_a_label_stand_too(labelling):
    for name in ("Animals/Dog", "Animals/Cat", "Animals-too", "Beach"):
        labelling.run("label", "add", name, "--automatic", "off")
    shown = [line[:9].rstrip() for line in labelling.run("label", "list").out.splitlines()[1:]]
    assert shown == ["Animals", "  Cat", "  Dog", "Animals-t", "Beach"]


def test_a_mistyped_name_is_answered_with_what_may_be_meant(labelling):
    labelling.run("label", "add", "Animals/Dog", "--automatic", "off")
    for words in (("show", "Dog"), ("show", "animals/dgo"), ("yes", "dog", "#1")):
        said = labelling.run("label", *words, check=1)
        assert "Did you mean “Animals/Dog”?" in said.error
    assert "a place above others: “Animals/Dog”" in labelling.run("tag", "animals", check=1).error
    assert labelling.labels() == ["Animals/Dog"]


def test_edits_replace_add_and_clear_and_each_is_one_step_of_undo(labelling):
    labelling.run("label", "add", "Dog", "--describe", "a dog", "--automatic", "off")
    labelling.run("label", "edit", "Dog", "--add-describe", "a corgi", "--add-not", "a wolf")
    assert labelling.label("Dog")["describe"] == ["a dog", "a corgi"]
    labelling.run("label", "edit", "Dog", "--describe", "a hound", "--rename", "Animals/Dog")
    found = labelling.label("Animals/Dog")
    assert found["describe"] == ["a hound"]
    assert found["not"] == ["a wolf"]
    labelling.run("undo")
    assert labelling.label("Dog")["describe"] == ["a dog", "a corgi"]
    labelling.run("label", "edit", "Dog", "--clear-describe", "--clear-not", "--exclusive")
    found = labelling.label("Dog")
    assert (found["describe"], found["not"], found["exclusive"]) == ([], [], True)
    assert "is like that already" in labelling.run("label", "edit", "Dog", "--exclusive").out


def test_undo_names_what_it_took_back(labelling):
    labelling.run("label", "add", "Dog", "--describe", "a dog", "--automatic", "off")
    labelling.run("label", "edit", "Dog", "--rename", "Animals/Dog")
    labelling.run("label", "yes", "Animals/Dog", "#1")
    labelling.run("label", "edit", "Animals/Dog", "--describe", "a corgi")
    labelling.run("label", "remove", "--yes", "Animals/Dog")
    said = [labelling.run("undo").out.strip() for _ in range(6)]
    assert said == [
        "Undone: the deletion of “Animals/Dog”; it is there again, as it was.",
        "Undone: what “Animals/Dog” means.",
        "Undone: “Animals/Dog” on a photo.",
        "Undone: the name of “Dog” again instead of “Animals/Dog”.",
        "Undone: the label “Dog”.",
        "There is nothing to undo.",
    ]


def test_an_edit_that_says_nothing_is_a_mistake_in_the_command(labelling):
    labelling.run("label", "add", "Dog", "--automatic", "off")
    assert "Say what to change" in labelling.run("label", "edit", "Dog", check=2).error
    labelling.run("label", "edit", "Dog", "--color", "#000000", "--clear-color", check=2)


def test_names_that_are_taken_and_moves_below_oneself_are_refused(labelling):
    for name in ("A", "A/B", "C"):
        labelling.run("label", "add", name, "--automatic", "off")
    taken = labelling.run("label", "edit", "C", "--rename", "a", check=1)
    assert "There is a label “A” already." in taken.error
    below = labelling.run("label", "edit", "A", "--rename", "A/B/A", check=1)
    assert "can't be moved below itself" in below.error
    assert (
        "There is no label “D”"
        in labelling.run("label", "edit", "D", "--rename", "E", check=1).error
    )
    assert labelling.labels() == ["A", "A/B", "C"]
    labelling.run("label", "edit", "A", "--rename", "C/A")
    assert labelling.labels() == ["C", "C/A", "C/A/B"]


def test_removing_asks_and_undo_brings_back_what_a_person_said(labelling):
    labelling.run("label", "add", "Dog", "--describe", "a dog", "--automatic", "off")
    labelling.run("label", "yes", "Dog", "#1", "#2")
    labelling.run("label", "no", "Dog", "#3")
    refused = labelling.apart("label", "remove", "Dog", check=1)
    assert "2 confirmed by you, 1 rejected by you" in refused.out
    assert "label remove --yes Dog" in refused.error
    assert labelling.labels() == ["Dog"]
    labelling.run("label", "remove", "--yes", "Dog")
    assert labelling.labels() == []
    labelling.run("undo")
    found = labelling.label("Dog")
    assert (found["yes"], found["no"], found["describe"]) == (2, 1, ["a dog"])


def test_yes_no_and_forget_are_a_persons_word(labelling):
    labelling.run("label", "add", "Dog", "--automatic", "off")
    path = labelling.path("pizza0")
    assert "right on 2 photos" in labelling.run("label", "yes", "Dog", path, "2").out
    labelling.run("label", "no", "dog", path)
    found = labelling.label("Dog")
    assert (found["yes"], found["no"]) == (1, 1)
    labelling.run("label", "forget", "Dog", path, "#2")
    found = labelling.label("Dog")
    assert (found["yes"], found["no"]) == (0, 0)


def test_one_photo_that_is_not_there_leaves_the_others_unmarked(labelling):
    labelling.run("label", "add", "Dog", "--automatic", "off")
    labelling.run("label", "yes", "Dog", "#1", "#99999", check=1)
    assert labelling.label("Dog")["yes"] == 0


def test_an_answer_makes_no_label(labelling):
    said = labelling.run("label", "yes", "Dgo", "#1", check=1)
    assert "photoclip label add NAME" in said.error
    assert labelling.labels() == []


@pytest.mark.parametrize("share", ["101%", "nan", "inf", "-1", "3", "much", ""])
def test_a_share_that_is_none_is_a_mistake_in_the_command(labelling, share):
    labelling.run("label", "add", "Dog", "--automatic", "off")
    said = labelling.run("label", "tune", "Dog", "--share", share, check=2)
    assert "--share" in said.error
    assert labelling.label("Dog")["share"] is None


def test_tuning_shows_first_and_applies_when_told(labelling):
    labelling.run("label", "add", "Pizza")
    (shown,) = labelling.json("label", "tune", "Pizza", "--share", "25%")
    assert shown["applied"] is False
    assert shown["would_have"] == shown["added"] == 8
    assert labelling.label("Pizza")["share"] is None
    assert labelling.label("Pizza")["by_rule"] == 0
    said = labelling.run("label", "tune", "Pizza", "--share", "25 %")
    assert "cut: 25 %" in said.out
    assert "photoclip label tune --share 25% --apply Pizza" in said.out
    labelling.run("label", "tune", "Pizza", "--share", "0.25", "--apply")
    found = labelling.label("Pizza")
    assert (found["share"], found["by_rule"], found["in_force"]) == (0.25, 8, True)
    (more,) = labelling.json("label", "tune", "Pizza", "--more")
    (fewer,) = labelling.json("label", "tune", "Pizza", "--fewer")
    assert (more["added"], more["removed"]) == (2, 0)
    assert fewer["added"] == 0
    assert int(str(fewer["removed"])) >= 1
    labelling.run("label", "tune", "Pizza", "--default", "--apply")
    assert labelling.label("Pizza")["share"] is None
    labelling.run("tag", "--undo")
    assert labelling.label("Pizza")["share"] == 0.25


@pytest.mark.parametrize(("share", "photos"), [("0%", 0), ("100%", 32)])
def test_all_and_nothing_are_shares(labelling, share, photos):
    labelling.run("label", "add", "Pizza")
    labelling.run("label", "tune", "Pizza", "--share", share, "--apply")
    assert labelling.label("Pizza")["by_rule"] == photos


def test_a_label_has_a_page(labelling):
    labelling.run("label", "add", "Pizza", "--describe", "a pizza", "--not", "a cake")
    labelling.run("tag", "--apply", "Pizza")
    said = labelling.run("label", "show", "pizza").out
    assert "It is in force" in said
    assert "a cake" in said
    assert "Just above the cut" in said
    (page,) = labelling.json("label", "show", "pizza")
    assert page["in_force"] is True
    assert page["judge"] == "zero-shot"
    assert page["preview"]["added"] == page["preview"]["removed"] == 0


def test_ideas_become_labels_by_number_and_by_name(labelling):
    ideas = labelling.json("label", "suggest")
    if not ideas:
        pytest.skip("so few photos gave no ideas")
    name = str(ideas[0]["name"])
    labelling.run("label", "suggest", "--add", "1")
    assert labelling.labels() == [name]
    said = labelling.run("label", "suggest", "--add", "no such idea", check=1)
    assert "There is no idea “no such idea”" in said.error


def test_without_photos_and_without_a_library_the_next_step_is_named(labelling, tmp_path):
    none = labelling.run("--library", str(tmp_path / "none"), "label", "add", "Dog", check=1)
    assert "photoclip add FOLDER" in none.error
    assert not (tmp_path / "none").exists()
    (tmp_path / "empty").mkdir()
    other = ("--library", str(tmp_path / "bare"))
    labelling.run(*other, "add", "--no-index", str(tmp_path / "empty"))
    said = labelling.run(*other, "label", "add", "Dog")
    assert "Made the label “Dog”." in said.out
    assert "photoclip index" in said.error
    assert "photoclip index" in labelling.run(*other, "tag", "--apply", check=1).error
    assert "photoclip index" in labelling.run(*other, "label", "tune", "Dog", check=1).error
    assert "photoclip index" in labelling.run(*other, "label", "show", "Dog").out


def test_one_very_deep_label_does_not_make_all_lines_wide(labelling):
    deep = "/".join([*(f"n{number}" for number in range(9)), "n" * 40])
    for name in ("Dog", deep):
        labelling.run("label", "add", name, "--automatic", "off")
    lines = labelling.run("label", "list").out.splitlines()
    (dog,) = [line for line in lines if line.startswith("Dog")]
    assert len(dog) < 100
    above = lines.index(" " * 18 + "n" * 40)
    assert lines[above + 1].index("0") == dog.index("0")
