"""What a search that finds nothing says of the labels and albums it names."""

from __future__ import annotations

import pytest


@pytest.fixture
def dogs(labelling):
    labelling.run("label", "add", "Dog", "--describe", "a pizza")
    return labelling


def told(terminal, query: str) -> str:
    said = terminal.run("search", query)
    assert "Nothing found." in said.out
    return said.error


def test_a_label_there_is_not_is_named_with_what_may_have_been_meant(dogs):
    assert "There is no label “Dgo”. Did you mean “Dog”?" in told(dogs, "label:Dgo")
    assert "There is no label “Dog/foo”. Did you mean “Dog”?" in told(dogs, "label:Dog/foo")
    assert "Those there are: “Dog”: photoclip label list" in told(dogs, "label:Nope")
    assert "No label is called like “N*e”" in told(dogs, "label:N*e")
    assert "fewer filters" not in told(dogs, "label:Nope rating:5")


def test_a_library_without_labels_says_how_one_is_made(labelling):
    assert "There are none yet. Make one: photoclip label add" in told(labelling, "label:Nope")


def test_a_label_that_is_not_in_force_or_by_hand_only_says_what_puts_it_on_photos(dogs):
    dogs.run("label", "add", "Pale cat", "--automatic", "off")
    assert "“Dog” is not in force yet: photoclip tag --apply Dog" in told(dogs, "label:Dog")
    assert "photoclip tag --apply Dog" in told(dogs, "label:Dog/suggested")
    assert "photoclip label yes 'Pale cat' PHOTO…" in told(dogs, 'label:"Pale cat"')
    assert "You have said yes to “Dog” on no photo." in told(dogs, "label:Dog/confirmed")


def test_a_label_that_is_only_suggested_says_so_and_how_to_see_them(dogs):
    dogs.run("label", "edit", "Dog", "--automatic", "suggest")
    applied = dogs.run("tag", "--apply")
    suggested = dogs.label("Dog")["suggested"]
    assert f"{suggested} are suggested: photoclip review Dog" in applied.error
    said = told(dogs, "label:Dog")
    assert f"{suggested} are suggested: photoclip review Dog" in said
    assert "photoclip search label:Dog/suggested" in said
    assert len(dogs.found("label:Dog/suggested")) == suggested


def test_a_label_that_is_on_photos_is_not_what_nothing_was_found_by(dogs):
    dogs.run("label", "yes", "Dog", "#1")
    assert "Try fewer filters." in told(dogs, "label:Dog rating:5")
    assert "Try fewer filters." in told(dogs, "-label:Nope rating:5")


def test_a_saved_search_is_no_album_that_photos_are_in(dogs):
    dogs.run("album", "create", "Cows", "--from-label", "Dog")
    dogs.run("album", "create", "Empty one")
    assert "“Cows” is a saved search" in told(dogs, "album:cows")
    assert "photoclip album show Cows" in told(dogs, "album:cows")
    assert "photoclip album add 'Empty one' PHOTO…" in told(dogs, 'album:"empty one"')
    assert "There is no album “Nope”. Albums: “Cows”, “Empty one”" in told(dogs, "album:Nope")
