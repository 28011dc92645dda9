"""Labels that were made before there were photos, or over few: they grow with a small library."""

from __future__ import annotations

import os
from contextlib import closing

import pytest
import small_models
from small_models import ColourEncoder

from photoclip.core.commands import (
    AddRoot,
    ApplyRule,
    DefineLabel,
    MarkLabel,
    SetSetting,
    Verdict,
)
from photoclip.core.labels import LabelDefinition
from photoclip.core.reports import IndexOptions
from photoclip.core.types import PhotoId
from photoclip.session import Session
from photoclip.store import database
from photoclip.store.settings import ACTIVE_MODEL
from photoclip.tagging.rule import Rule
from photoclip.worker import outgrown
from photoclip.worker.process import owning

EACH = 6
DEFINITION = LabelDefinition(describe=("something red",), share=0.25)


@pytest.fixture(autouse=True)
def encoder(monkeypatch):
    small_models.use(monkeypatch)


@pytest.fixture
def place(tmp_path):
    """An empty library, with a label that is in force."""
    small_models.install("plain", 24)
    folder = tmp_path / "library"
    with owning(folder) as owner:
        owner.apply(SetSetting(ACTIVE_MODEL, "plain"))
    with Session.open(folder, owner=True) as session:
        session.apply(DefineLabel("Red", DEFINITION))
        session.apply(ApplyRule("Red", session.tagging.preview("Red", DEFINITION).rule))
    return folder


def rule_of(folder) -> Rule:
    with closing(database.open_reader(folder)) as library:
        (text,) = library.connection.execute("SELECT rule FROM label").fetchone()
    return Rule.from_json(text)


def held(folder) -> set[str]:
    with Session.open(folder) as session:
        hits = session.search("label:Red", 100).hits
    return {os.path.basename(os.fsdecode(hit.path)) for hit in hits}


def fill(folder, photos) -> None:
    with owning(folder) as owner:
        owner.apply(AddRoot(os.fsencode(photos)))
        owner.index(IndexOptions())


def test_a_label_made_before_the_first_photo_finds_its_photos_once_they_are_there(
    place, tmp_path, make_photo
):
    assert rule_of(place).photos == 0
    pictures = small_models.pictures(make_photo, tmp_path / "photos", EACH)
    fill(place, tmp_path / "photos")
    assert rule_of(place).photos == EACH * len(pictures)
    assert held(place) == {path.name for path in pictures["red"]}


def test_a_rule_that_was_made_over_enough_photos_stays_as_it_is(
    place, tmp_path, make_photo, monkeypatch
):
    small_models.pictures(make_photo, tmp_path / "photos", EACH)
    fill(place, tmp_path / "photos")
    before = rule_of(place).to_json()
    small_models.pictures(make_photo, tmp_path / "photos" / "more", 2 * EACH)
    with owning(place) as owner:
        owner.index(IndexOptions())
    assert rule_of(place).to_json() == before  # twice as many: the others are copies
    monkeypatch.setattr(outgrown, "GROWTH", 2)
    with monkeypatch.context() as patch, owning(place) as owner:
        patch.setattr(outgrown, "ENOUGH", 1)
        owner.index(IndexOptions())
    assert rule_of(place).to_json() == before
    with owning(place) as owner:
        owner.index(IndexOptions())
    assert rule_of(place).photos == 2 * EACH * len(small_models.COLOURS)


def test_what_a_person_said_stays_and_a_tagging_step_is_still_the_one_taken_back(
    place, tmp_path, make_photo
):
    pictures = small_models.pictures(make_photo, tmp_path / "photos", EACH)
    fill(place, tmp_path / "photos")
    name = pictures["red"][0].name
    with Session.open(place, owner=True) as session:
        photo = session.photo_named(str(pictures["red"][0]))
        session.apply(MarkLabel(PhotoId(photo), "Red", Verdict.REJECTED))
        assert session.undo_tagging() is not None
    assert held(place) == set()
    with Session.open(place, owner=True) as session:
        session.apply(ApplyRule("Red", session.tagging.preview("Red", DEFINITION).rule))
    assert held(place)
    assert name not in held(place)


def test_where_the_model_can_not_be_loaded_it_is_told_and_tried_again(
    place, tmp_path, make_photo, monkeypatch
):
    small_models.pictures(make_photo, tmp_path / "photos", EACH)
    monkeypatch.setattr(outgrown, "ENOUGH", 0)
    fill(place, tmp_path / "photos")
    monkeypatch.setattr(outgrown, "ENOUGH", 2000)

    def broken(*_arguments):
        raise outgrown.PhotoClipError("It is broken.")

    said = []
    with monkeypatch.context() as patch, owning(place) as owner:
        patch.setattr(outgrown, "refitted", broken)
        owner.index(IndexOptions(), lambda event: said.append(str(event)))
    assert any("It is broken." in one for one in said)
    assert rule_of(place).photos == 0
    with owning(place) as owner:
        owner.index(IndexOptions())
    assert rule_of(place).photos == EACH * len(small_models.COLOURS)
    assert ColourEncoder.loaded
