"""Labels in words and bars."""

from __future__ import annotations

from dataclasses import replace

import pytest

from photoclip.cli.label_text import (
    histogram,
    judge_text,
    probability_of,
    probability_text,
    share_text,
)
from photoclip.cli.label_tune import _summary
from photoclip.cli.render import plain
from photoclip.cli.tagging_step import in_force, names_in
from photoclip.cli.undone import in_words
from photoclip.core.commands import (
    AddToAlbum,
    ApplyRule,
    CreateAlbum,
    DefineLabel,
    DeleteLabel,
    MarkLabel,
    RenameAlbum,
    SetRating,
    Together,
)
from photoclip.core.label_reports import Bin, Judge, Learning, Preview
from photoclip.core.labels import Automatic, LabelDefinition


def preview(*bins: Bin, certainty: float = 0.0, automatic=Automatic.APPLY) -> Preview:
    photos = sum(one.count for one in bins)
    held = sum(one.held for one in bins)
    return Preview(
        "Dog",
        LabelDefinition(automatic=automatic),
        "{}",
        Learning(Judge.ZERO_SHOT, 0, 0),
        photos,
        certainty,
        0.0,
        held / photos if photos else 0.0,
        held,
        0,
        held,
        0,
        bins,
    )


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (0.0004, "0.04 %"),
        (0.032, "3.2 %"),
        (0.41, "41 %"),
        (0.997, "99.7 %"),
        (1.0, "100 %"),
    ],
)
def test_shares_are_as_precise_as_they_are_small(share, text):
    assert share_text(share) == text


def test_a_certainty_of_zero_is_as_likely_as_not_and_none_overflows():
    assert probability_of(0.0) == 0.5
    assert probability_of(1e9) == 1.0
    assert probability_of(-1e9) < 1e-300
    assert probability_of(float("-inf")) < 1e-300


def test_nothing_is_said_to_be_certain_that_is_not():
    assert probability_text(0.9999) == "almost certainly (over 99 %)"
    assert probability_text(0.0001) == "hardly (under 1 %)"
    assert probability_text(0.5) == "perhaps (50 %)"


def test_the_cut_stands_between_what_is_above_and_what_is_below_it():
    lines = [
        line.plain
        for line in histogram(
            preview(Bin(-4.0, 900, 0), Bin(-2.0, 30, 0), Bin(0.0, 12, 12), Bin(2.0, 5, 5))
        )
    ]
    assert [("cut" in line) for line in lines] == [False, False, True, False, False]
    assert "1.8 % of the library is above it" in lines[2]
    assert "5" in lines[0]
    assert "900" in lines[-1]
    assert lines[0].count("░") == 0
    assert lines[-1].count("█") == 0


def test_answered_photos_above_the_cut_are_named_as_the_bars_leave_them_out():
    answered = replace(preview(Bin(-4.0, 98, 0)), photos=100, share=0.02)
    assert "2.0 % of the library is above it, 2 you answered among them" in "".join(
        line.plain for line in histogram(answered)
    )
    assert "answered" not in "".join(line.plain for line in histogram(preview(Bin(1.0, 2, 2))))


def test_a_cut_says_what_was_asked_for_and_what_can_be_had():
    one = preview(Bin(-4.0, 145, 0), Bin(1.0, 4, 4))
    asked = replace(one, definition=LabelDefinition(share=0.03))
    assert _summary(asked)[0].plain == (
        "The cut is set by you to 3.0 %: 4 of 149 photos are above it, the nearest to that (2.7 %)."
    )
    assert "4 of 149 photos are above it (2.7 %)." in _summary(one)[0].plain


@pytest.mark.parametrize(("certainty", "place"), [(50.0, 0), (-50.0, -1)])
def test_a_cut_beyond_all_photos_is_marked_at_the_end(certainty, place):
    held = 3 if certainty < 0 else 0
    lines = histogram(preview(Bin(-1.0, 3, held), Bin(1.0, 3, held), certainty=certainty))
    assert "cut" in lines[place].plain


def test_many_bins_are_put_together_and_none_is_lost():
    lines = histogram(preview(*(Bin(low / 10, 1, 0) for low in range(-200, 200))))
    counts = [int(line.plain.split("%")[1].split()[0]) for line in lines if "cut" not in line.plain]
    assert len(counts) <= 20
    assert sum(counts) == 400


def test_no_photos_make_no_bars():
    assert histogram(preview()) == []
    assert histogram(preview(Bin(0.0, 0, 0))) == []


@pytest.mark.parametrize(
    ("learning", "words"),
    [
        (Learning(Judge.ZERO_SHOT, 0, 0), "nobody has answered yet"),
        (Learning(Judge.ZERO_SHOT, 2, 1), "2 yes and 1 no are too few"),
        (Learning(Judge.ZERO_SHOT, 1, 0), "1 yes and 0 no is too few"),
        (Learning(Judge.ZERO_SHOT, 9, 9, 0.05, 0.2), "they were 95 % sure of your answers"),
        (Learning(Judge.ZERO_SHOT, 9, 9, 0.05, 0.2), "80 % of those it had not seen"),
        (
            Learning(Judge.LEARNED, 12, 9, 0.91, 0.44),
            "56 % sure of the right one, its words alone 9 %",
        ),
    ],
)
def test_who_decides_is_said_with_what_was_held_out(learning, words):
    assert words in judge_text(learning)


def test_a_step_of_tagging_defines_and_applies_and_one_that_is_off_has_no_rule():
    on, off = preview(Bin(0.0, 1, 1)), preview(Bin(0.0, 1, 1), automatic=Automatic.OFF)
    assert in_force([on]) == Together((DefineLabel("Dog", on.definition), ApplyRule("Dog", "{}")))
    assert in_force([off]).commands[1] == ApplyRule("Dog", None)


def test_undoing_a_step_names_its_labels():
    step = Together((ApplyRule("cat", None), Together((ApplyRule("Dog", "{}"),))))
    assert names_in(step) == ["cat", "Dog"]
    assert in_words(step) == "the rules of “cat”, “Dog”"
    assert in_words(ApplyRule("Dog", None)) == "the rule of “Dog”"


def test_undoing_the_deletion_of_a_label_in_force_says_so_and_not_its_rule():
    redo = Together((MarkLabel(1, "Dog", None), ApplyRule("Dog", None), DeleteLabel("Dog")))
    assert in_words(redo) == "the deletion of “Dog”; it is there again, as it was"


def test_undoing_many_changes_says_how_many_of_which():
    assert in_words(Together((SetRating(1, 3), SetRating(2, 3)))) == "a rating, 2×"
    mixed = Together((CreateAlbum("A"), AddToAlbum(1, "A"), AddToAlbum(2, "A")))
    assert in_words(mixed) == "a photo in an album, 2× and the album “A”"
    assert in_words(RenameAlbum("A", "B")) == "the name of “A” again instead of “B”"


def test_an_emoji_that_is_joined_is_shown_and_what_hides_text_is_escaped():
    for shown in ("🐕\u200d🦺", "❤\ufe0f", "می\u200cخواهم"):
        assert plain(shown) == shown
    assert plain("a\u202eb\u200b\x1b[2J\ud800\U000e0041") == (
        r"a\u202eb\u200b\x1b[2J\ud800\U000e0041"
    )
