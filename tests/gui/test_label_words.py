"""Labels in words and numbers: cuts, sureness, provenance, the questions of a review."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from label_fakes import LEARNED, WORDS_ALONE, bins, group, preview

from photoclip.browse.messages import Chip, ChipKind, LabelOnPhoto
from photoclip.browse.overview_messages import LabelOverview, Overview
from photoclip.core.commands import Verdict
from photoclip.core.label_reports import Bin, Judge, Learning
from photoclip.core.labels import Automatic, LabelDefinition, Source
from photoclip.gui.models.completions import RowKind
from photoclip.gui.models.filter_rows import label_rows
from photoclip.gui.models.label_cut import Effect, effect_at, heights, reach, spans
from photoclip.gui.models.label_words import (
    applied_text,
    effect_text,
    judge_text,
    learned_text,
    percent,
    provenance,
    share_text,
    spoken,
    sureness,
)
from photoclip.gui.models.labels_asked import definition_of, label_asked, name_of_search
from photoclip.gui.models.query_words import describe
from photoclip.gui.models.review_queue import ReviewQueue
from photoclip.gui.models.sidebar_rows import label_tree

FOUR = (Bin(-2.0, 100, 0), Bin(-1.0, 50, 0), Bin(0.0, 20, 10), Bin(1.0, 10, 10))


# --- cuts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cut", "held", "added", "removed"),
    [
        (-9.0, 180, 160, 0),
        (0.0, 30, 10, 0),
        (0.5, 20, 5, 5),
        (1.0, 10, 0, 10),
        (1.5, 5, 0, 15),
        (9.0, 0, 0, 20),
    ],
)
def test_a_cut_says_what_it_would_put_on_and_take_off(cut, held, added, removed):
    effect = effect_at(preview(bins=FOUR, photos=200), cut)
    assert (effect.held, effect.added, effect.removed) == (held, added, removed)
    assert effect.share == pytest.approx(held / 200)


def test_a_label_that_only_suggests_holds_nothing_and_lets_go_of_what_it_held():
    only = LabelDefinition(automatic=Automatic.SUGGEST)
    effect = effect_at(preview(definition=only, bins=FOUR, photos=200), 0.0)
    assert effect == Effect(0, 30, 0, 20, pytest.approx(0.15))


def test_no_bins_and_no_photos_are_no_trouble():
    empty = preview(bins=(), photos=0, certainty=0.0)
    assert effect_at(empty, 0.0) == Effect(0, 180, 0, 0, 0.0)
    assert reach(empty) == (-1.0, 1.0)
    assert heights(()) == ()
    assert heights((Bin(0.0, 0, 0),)) == ((0.0, 0.0),)


def test_bars_stand_on_a_log_scale_side_by_side_between_the_ends():
    tall = heights(FOUR)
    assert tall[0][0] == 1.0
    assert [all_ for all_, _ in tall] == sorted((all_ for all_, _ in tall), reverse=True)
    assert all(held <= all_ for all_, held in tall)
    assert tall[3][0] > 0.4  # ten of a hundred are not lost
    low, high = reach(preview(bins=FOUR, certainty=3.0))
    assert (low, high) == (-2.0, 3.0)
    places = spans(FOUR, low, high)
    assert places[0][0] == 0.0
    assert all(end == pytest.approx(start) for (_, end), (start, _) in pairwise(places))
    assert spans((Bin(0.0, 1, 0),), 0.0, 1.0) == ((0.0, 1.0),)
    assert bins()[0].low < bins()[-1].low


# --- words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (0.0004, "less than 0.1 %"), (0.032, "3.2 %"), (0.0996, "10 %"), (0.42, "42 %"),
     (1, "100 %")],
)  # fmt: skip
def test_a_share_has_as_many_digits_as_matter(share, said):
    assert percent(share) == said


def test_what_a_cut_does_is_said_in_a_sentence():
    effect = Effect(412, 180, 412, 37, 0.032)
    assert effect_text(effect, Automatic.APPLY) == "+412 / −37 photos"
    assert share_text(effect, Automatic.APPLY) == "3.2 % of your photos, and 180 suggested"
    suggested = Effect(0, 1, 0, 2, 0.01)
    assert effect_text(suggested, Automatic.SUGGEST) == ("suggested on 1 photo, taken off 2 photos")
    assert effect_text(Effect(0, 0, 0, 0, 0.0), Automatic.OFF) == "puts itself on no photo"


def test_what_was_done_is_said_with_the_name_s_last_part():
    assert applied_text("Animals/Dog", 412, 37) == "“Dog”: on 412 more photos, off 37 photos"
    assert applied_text("Dog", 1, 0) == "“Dog”: on 1 more photo"
    assert applied_text("Dog", 0, 0) == "“Dog” is saved. It changes no photo."


def test_who_judges_is_said_and_how_well():
    assert judge_text(WORDS_ALONE).startswith("Judges by your words alone.")
    compared = (
        "On 14 answers it had not seen it was 96 % sure of the right one, your words alone 89 %."
    )
    assert judge_text(LEARNED) == f"Judges by your words and 14 answers. {compared}"
    worse = Learning(Judge.ZERO_SHOT, 4, 4, 0.11, 0.2)
    assert judge_text(worse) == (
        "Judges by your words: learning from your answers is no better yet. "
        "On 8 answers it had not seen it was 80 % sure of the right one, your words alone 89 %."
    )
    words = Learning(Judge.ZERO_SHOT, 4, 4, 0.11)
    assert judge_text(words).endswith("On 8 answers they were 89 % sure of the right one.")
    assert "3 answers so far" in judge_text(Learning(Judge.ZERO_SHOT, 3, 0))
    assert judge_text(WORDS_ALONE).startswith("Judges by your words alone.")
    assert learned_text(LEARNED) == compared
    assert learned_text(LEARNED, 3) == f"{compared} 3 more answered since."
    assert learned_text(worse) == "Learning from your answers is no better yet."
    assert learned_text(words) == "Now 89 % sure of the right answer."
    few = Learning(Judge.ZERO_SHOT, 1, 0)
    assert learned_text(few) == "1 answer to learn from"
    assert learned_text(few, 4) == "5 answers to learn from"
    assert learned_text(few, -2) == "0 answers to learn from"


def test_words_for_how_sure_go_from_no_to_yes():
    said = [sureness(one / 100) for one in range(101)]
    assert len(dict.fromkeys(said)) == 5
    assert said[0] == "almost certainly not"
    assert said[50] == "could be either"
    assert said[100] == "almost certainly"


@pytest.mark.parametrize("source", list(Source))
def test_every_source_is_told_apart_in_words(source):
    label = LabelOnPhoto("Animals/Dog", source, 0.97)
    others = {provenance(replace(label, source=one)) for one in Source if one is not source}
    assert provenance(label) not in others
    assert "Animals/Dog" in spoken(label)
    by_rule = source in (Source.AUTO, Source.SUGGESTED)
    assert ("97 %" in provenance(label)) == by_rule


# --- the sidebar, filters, queries ------------------------------------------------------------------


def overview(*names: str) -> tuple[LabelOverview, ...]:
    return tuple(LabelOverview(name, 3, f"label:{name}", 2, "#3b7dd8") for name in names)


def shape(rows):
    return {row.name: shape(row.children) for row in rows}


def test_labels_make_a_tree_with_rows_for_parents_that_are_none():
    rows = label_tree(overview("Animals/Dog", "Animals/Dog/Corgi", "animals/Cat", "Beach"))
    assert shape(rows) == {
        "Animals": {"Animals/Dog": {"Animals/Dog/Corgi": {}}, "animals/Cat": {}},
        "Beach": {},
    }
    animals, beach = rows
    assert (animals.kind, animals.count, animals.query) == ("label-group", None, "label:Animals")
    assert (beach.kind, beach.count, beach.suggested, beach.colour) == ("label", 3, 2, "#3b7dd8")


def test_a_parent_that_comes_after_its_children_is_still_itself():
    (row,) = label_tree(overview("Animals/Dog", "Animals"))
    assert (row.kind, row.text, row.count) == ("label", "Animals", 3)
    assert [child.text for child in row.children] == ["Dog"]


def test_the_filter_offers_every_label_with_its_place():
    library = Overview(labels=overview("Animals/Dog", "Beach"))
    chips = (label_chip("label:Animals/Dog/suggested"),)
    rows = [row for row in label_rows(library, chips) if row.kind is RowKind.CHOICE]
    assert [row.text for row in rows] == [
        "Any label", "Without a label", "Animals/Dog/suggested", "Animals", "Animals › Dog", "Beach"
    ]  # fmt: skip
    assert [row.text for row in rows if row.checked] == ["Animals/Dog/suggested"]


def label_chip(text: str, *, negated: bool = False) -> Chip:
    name, _, value = text.partition(":")
    return Chip(ChipKind.FILTER, f"-{text}" if negated else text, "", name, value, negated)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("label:Animals/Dog", "Animals/Dog"),
        ("label:animals/dog", "Animals/Dog"),
        ("label:/Animals/Dog", "Animals/Dog"),
        ("label:Dog", "Animals/Dog"),
        ('label:"Animals/Dog/suggested"', "Animals/Dog"),
        ("label:Cat", ""),  # there are two of them
        ("label:nothing", ""),
        ("label:suggested", ""),
        ("album:Dog", ""),
    ],
)
def test_the_label_a_query_asks_for_is_recognised(text, found):
    names = ("Animals/Dog", "Animals/Cat", "Toys/Cat")
    assert label_asked((label_chip(text),), names) == found


def test_a_query_for_one_source_asks_for_a_part_of_the_label():
    part, whole = (label_chip(one) for one in ("label:Dog/confirmed", "label:dog"))
    assert label_asked((part,), ("Dog",), whole=True) == ""
    assert label_asked((whole,), ("Dog",), whole=True) == "Dog"


def test_a_query_for_more_than_a_label_is_none_for_that_label():
    dog = label_chip("label:Dog")
    order = Chip(ChipKind.ORDER, "sort:name", "label:Dog")
    words = Chip(ChipKind.WORDS, "beach", "label:Dog", value="beach")
    assert label_asked((dog, order), ("Dog",)) == "Dog"
    assert label_asked((dog, words), ("Dog",)) == ""
    assert label_asked((label_chip("label:Dog", negated=True),), ("Dog",)) == ""
    assert label_asked((), ("Dog",)) == ""


def test_a_search_becomes_a_label_that_means_its_words():
    chips = (
        Chip(ChipKind.WORDS, "a dog on the beach", "", value="a dog on the beach"),
        Chip(ChipKind.EXCLUDED, "-wolf", "", value="wolf", negated=True),
        label_chip("rating:5"),
    )
    definition = definition_of(chips)
    assert definition == LabelDefinition(("a dog on the beach",), ("wolf",))
    assert name_of_search(definition) == "Dog on the beach"
    assert definition_of(chips[1:]) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [("a/b testing", "B testing"), ("x" * 90, "X" + "x" * 39), ("the", "The")],
)
def test_a_name_that_is_offered_is_short_and_no_path(words, name):
    assert name_of_search(LabelDefinition((words,))) == name


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("label:Animals/Dog", "labelled Animals › Dog"),
        ("label:Dog/suggested", "suggested as Dog"),
        ("label:Animals/Dog/auto", "labelled Animals › Dog by PhotoClip"),
        ("label:suggested", "labelled suggested"),
    ],
)
def test_a_source_in_a_query_is_said_in_words(text, said):
    assert describe(label_chip(text)) == said


# --- the questions of a review ----------------------------------------------------------------------


def test_questions_are_asked_in_order_and_taken_back_in_order():
    queue: ReviewQueue[str] = ReviewQueue()
    assert queue.current is None
    assert queue.back() is None
    one, two = group(1, 2), group(3)
    queue.put((one, two), keep=3)
    queue.answer(Verdict.CONFIRMED, "step one")
    queue.answer(None, None)
    assert queue.current is None
    assert (queue.answered, queue.settled(), queue.skipped()) == (1, (1, 2, 3), (3,))
    assert queue.back().token is None
    assert queue.current == two
    assert queue.back().token == "step one"
    assert queue.current == one
    assert queue.answered == 0


def test_newer_questions_replace_all_but_the_next_and_ask_nothing_twice():
    queue: ReviewQueue[str] = ReviewQueue()
    queue.put((group(1), group(2), group(3), group(4)), keep=3)
    queue.answer(Verdict.REJECTED, "step")
    queue.put((group(1), group(9), group(3), group(2, 8), group(7)), keep=2)
    assert [one.photos for one in queue.coming] == [(2,), (3,), (9,), (7,)]


def test_the_same_photo_may_be_asked_about_for_another_label():
    queue: ReviewQueue[str] = ReviewQueue()
    queue.put((group(1), group(1, label="Beach")), keep=3)
    queue.answer(Verdict.CONFIRMED, "step")
    assert queue.current.label == "Beach"
    assert (queue.marked("Dog"), queue.marked("Beach")) == (1, 0)


def test_an_answer_that_could_not_be_kept_is_asked_for_again():
    queue: ReviewQueue[str] = ReviewQueue()
    queue.put((group(1), group(2), group(3)), keep=3)
    queue.answer(Verdict.CONFIRMED, "lost")
    queue.take_back("lost")
    queue.take_back("never given")
    assert [one.photos for one in queue.coming] == [(2,), (1,), (3,)]
    assert queue.answered == 0
