"""Putting labels on photos, from the terminal."""

from __future__ import annotations

import pytest


@pytest.fixture
def pizza(labelling):
    labelling.run("label", "add", "Food/Pizza", "--describe", "a pizza")
    return labelling


def names(scene: str) -> set[str]:
    return {f"{scene}{number}" for number in range(8)}


def test_a_label_is_tried_applied_found_corrected_undone_and_still_there_after_a_restart(pizza):
    dry = pizza.apart("tag", "Food/Pizza")
    assert "Nothing is changed yet." in dry.out
    assert "photoclip tag --apply Food/Pizza" in dry.out
    assert pizza.label("Food/Pizza")["by_rule"] == 0
    (row,) = pizza.apart("tag", "--apply", "--json").lines()
    assert row["applied"] is True
    assert row["removed"] == 0
    found = pizza.found("label:Food/Pizza")
    assert len(found) == row["added"] == pizza.label("Food/Pizza")["by_rule"] > 0
    assert len(found & names("pizza")) > len(found) / 2

    wrong, right = sorted(found)[0], sorted(names("pizza") - found or names("pizza"))[0]
    pizza.run("label", "no", "Food/Pizza", pizza.path(wrong))
    pizza.run("label", "yes", "Food/Pizza", pizza.path(right))
    pizza.apart("tag", "--apply")
    found = pizza.found("label:Food/Pizza")
    assert wrong not in found
    assert right in found

    pizza.apart("tag", "--undo")
    pizza.apart("tag", "--undo")
    assert pizza.label("Food/Pizza")["by_rule"] == 0
    assert pizza.label("Food/Pizza")["in_force"] is False
    assert pizza.found("label:Food/Pizza") == {right}
    assert pizza.run("tag", "--undo").out.startswith("No tagging is left")


def test_undoing_brings_back_exactly_the_tags_there_were(pizza):
    pizza.run("tag", "--apply")
    before = pizza.found("label:Food/Pizza")
    pizza.run("label", "tune", "Food/Pizza", "--share", "80%", "--apply")
    assert pizza.found("label:Food/Pizza") > before
    pizza.run("tag", "--undo")
    assert pizza.found("label:Food/Pizza") == before


def test_several_labels_are_one_step(pizza):
    pizza.run("label", "add", "Giraffe")
    pizza.run("tag", "--apply")
    assert all(one["in_force"] for one in pizza.json("label", "list"))
    said = pizza.run("tag", "--undo").out
    assert "“Food/Pizza”, “Giraffe”" in said
    assert not any(one["in_force"] for one in pizza.json("label", "list"))


def test_undo_of_tagging_leaves_what_was_done_by_hand_since(pizza):
    pizza.run("tag", "--apply")
    pizza.run("label", "yes", "Food/Pizza", pizza.path("giraffe0"))
    pizza.run("rate", "5", "#1")
    pizza.run("tag", "--undo")
    assert pizza.found("label:Food/Pizza") == {"giraffe0"}
    assert pizza.found("rating:5")


def test_a_label_renamed_since_is_taken_back_first(pizza):
    pizza.run("tag", "--apply")
    pizza.run("label", "edit", "Food/Pizza", "--rename", "Pizza")
    said = pizza.run("tag", "--undo", check=1)
    assert "was changed after" in said.error
    assert "photoclip undo" in said.error
    assert pizza.label("Pizza")["in_force"] is True
    pizza.run("undo")
    pizza.run("tag", "--undo")
    assert pizza.label("Food/Pizza")["in_force"] is False


def test_what_is_in_force_already_makes_no_step(pizza):
    pizza.run("tag", "--apply")
    assert "in force already" in pizza.run("tag").out
    assert "Nothing to do" in pizza.run("tag", "--apply").out
    pizza.run("tag", "--undo")
    assert pizza.run("tag", "--undo").out.startswith("No tagging is left")


def test_a_label_switched_off_lets_go_of_its_photos_when_that_is_applied(pizza):
    pizza.run("tag", "--apply")
    there = pizza.label("Food/Pizza")["by_rule"]
    said = pizza.run("label", "edit", "Food/Pizza", "--automatic", "off")
    assert "photoclip tag --apply Food/Pizza" in said.out
    assert pizza.label("Food/Pizza")["by_rule"] == there
    (row,) = pizza.json("tag")
    assert (row["added"], row["removed"], row["judge"]) == (0, there, None)
    assert "by hand only from now on" in pizza.run("tag", "--apply").out
    assert pizza.found("label:Food/Pizza") == set()
    refused = pizza.run("tag", "Food/Pizza", check=1)
    assert "--automatic apply" in refused.error
    assert "No label does anything by itself" in pizza.run("tag").out


def test_a_label_that_only_suggests_is_on_no_photo(pizza):
    pizza.run("label", "edit", "Food/Pizza", "--automatic", "suggest")
    pizza.run("tag", "--apply")
    assert pizza.label("Food/Pizza")["by_rule"] == 0
    assert int(str(pizza.label("Food/Pizza")["suggested"])) > 0


def test_mistakes_in_the_command_are_told_and_change_nothing(pizza):
    pizza.run("tag", "--apply", "--undo", check=2)
    pizza.run("tag", "--undo", "Food/Pizza", check=2)
    pizza.run("tag", "--apply", "Food/Pizza", "Nope", check=1)
    assert pizza.label("Food/Pizza")["in_force"] is False


def test_without_labels_the_next_step_is_named(labelling):
    assert "photoclip label add NAME" in labelling.run("tag").error
    assert labelling.run("tag", "--json").out == ""
    assert labelling.run("tag", "--undo").out.startswith("No tagging is left")
