"""Which edit `photoclip tag --undo` takes back."""

from __future__ import annotations

import pytest

from photoclip.core.command_json import to_json
from photoclip.core.commands import (
    ApplyRule,
    Command,
    DefineLabel,
    MarkLabel,
    RenameLabel,
    SetRating,
    Together,
    Verdict,
    undo_uid,
)
from photoclip.core.errors import PhotoClipError
from photoclip.core.labels import LabelDefinition
from photoclip.core.types import PhotoId
from photoclip.store.commands import record
from photoclip.store.tagging_steps import last_tagging

DOG = Together((DefineLabel("Dog", LabelDefinition()), ApplyRule("Dog", "{}")))
NO_DOG = Together((ApplyRule("Dog", None),))
RATED = SetRating(PhotoId(1), 5)


def log(library, command: Command, undo: Command, uid: str) -> int:
    with library.transaction() as connection:
        return record(connection, uid, "2026-01-01", to_json(command), to_json(undo))


def test_the_newest_tagging_is_found_below_what_was_done_by_hand_since(library):
    log(library, ApplyRule("Cat", "{}"), ApplyRule("Cat", None), "1")
    edit = log(library, DOG, NO_DOG, "2")
    log(library, MarkLabel(PhotoId(1), "Dog", Verdict.REJECTED), RATED, "3")
    log(library, RATED, SetRating(PhotoId(1), None), "4")
    assert last_tagging(library) == (edit, NO_DOG)


def test_one_that_was_taken_back_is_not_found_again(library):
    first = log(library, ApplyRule("Cat", "{}"), ApplyRule("Cat", None), "1")
    edit = log(library, DOG, NO_DOG, "2")
    log(library, NO_DOG, DOG, undo_uid(edit))
    assert last_tagging(library) == (first, ApplyRule("Cat", None))
    log(library, ApplyRule("Cat", None), ApplyRule("Cat", "{}"), undo_uid(first))
    assert last_tagging(library) is None


def test_what_is_more_than_tagging_is_left_alone(library):
    log(library, Together((ApplyRule("Dog", "{}"), RATED)), NO_DOG, "1")
    log(library, DefineLabel("Dog", LabelDefinition()), RATED, "2")
    assert last_tagging(library) is None


@pytest.mark.parametrize(
    "since",
    [
        RenameLabel("dog", "Hound"),
        RenameLabel("Cat", "Dog"),
        DefineLabel("Dog", LabelDefinition(("a dog",))),
    ],
)
def test_a_label_changed_since_comes_first(library, since):
    log(library, DOG, NO_DOG, "1")
    edit = log(library, since, RATED, "2")
    with pytest.raises(PhotoClipError, match="was changed after"):
        last_tagging(library)
    log(library, RATED, since, undo_uid(edit))
    assert last_tagging(library) is not None


def test_moving_what_stands_above_a_label_changes_it_too(library):
    log(library, ApplyRule("Animals/Dog", "{}"), ApplyRule("Animals/Dog", None), "1")
    log(library, RenameLabel("Plants", "Greens"), RATED, "2")
    assert last_tagging(library) is not None
    log(library, RenameLabel("Animals", "Beasts"), RATED, "3")
    with pytest.raises(PhotoClipError):
        last_tagging(library)
