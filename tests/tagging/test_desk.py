"""What a label would do is told before it does it, and applying it does just that."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from meaning_library import MODEL, THINGS, Gallery, photo_rows

from photoclip.core.cancel import CancelToken
from photoclip.core.commands import Verdict
from photoclip.core.errors import Cancelled, PhotoClipError
from photoclip.core.label_reports import Judge
from photoclip.core.labels import Automatic, LabelDefinition
from photoclip.store import labels
from photoclip.tagging.cuts import BINS, certainty_at, histogram, nearest
from photoclip.tagging.desk import Tagging
from photoclip.tagging.rules import Rule

NOTHING_SAID = LabelDefinition()


@pytest.fixture
def gallery(library) -> Gallery:
    return Gallery(library, noise=1.1)


def test_a_label_finds_what_its_name_says(gallery):
    preview = gallery.tagging.preview("Animals/Dog", NOTHING_SAID)
    dogs = set(gallery.photos("dog"))
    assert preview.photos == 240
    assert abs(preview.would_hold - len(dogs)) <= 4
    assert set(preview.surest) <= dogs
    assert preview.added == preview.would_hold
    assert preview.removed == 0
    assert preview.learning.judge is Judge.ZERO_SHOT


def test_applying_does_what_the_preview_said_and_then_nothing_is_left_to_do(gallery):
    preview = gallery.put_in_force("Dog", describe=("a dog",), unlike=("a cat",))
    assert len(gallery.tagged("Dog")) == preview.would_hold
    assert len(gallery.tagged("Dog", "suggested")) == preview.would_suggest
    again = gallery.tagging.preview("Dog", preview.definition)
    assert (again.added, again.removed) == (0, 0)
    other = gallery.tagging.preview("Dog", LabelDefinition(describe=("a boat",)))
    assert other.removed >= preview.would_hold - 2
    assert other.added > 20


def test_a_rule_in_a_preview_reads_back(gallery):
    preview = gallery.tagging.preview("Dog", NOTHING_SAID)
    rule = Rule.from_json(preview.rule)
    assert (rule.model, rule.cut, rule.photos) == (MODEL.key, preview.certainty, 240)


@pytest.mark.parametrize("share", [0.0, 0.004, 0.05, 0.125, 0.5, 1.0])
def test_a_share_is_met_whatever_the_label(gallery, share):
    for name in ("Dog", "Zzz", "a boat on a bridge"):
        preview = gallery.tagging.preview(name, LabelDefinition(share=share))
        assert preview.would_hold == round(share * 240)
        assert preview.share == pytest.approx(share, abs=0.5 / 240)
        assert preview.default_certainty == 0.0


@pytest.mark.parametrize("share", [0.05, 0.2, 0.5])
def test_a_wide_cut_suggests_no_more_photos_than_it_takes(gallery, share):
    preview = gallery.tagging.preview("Dog", LabelDefinition(share=share))
    assert 0 < preview.would_suggest <= preview.would_hold + 1


def test_moving_the_cut_down_only_adds(gallery):
    gallery.put_in_force("Dog", share=0.05)
    wider = gallery.tagging.preview("Dog", LabelDefinition(share=0.1))
    assert (wider.added, wider.removed) == (12, 0)
    narrower = gallery.tagging.preview("Dog", LabelDefinition(share=0.02))
    assert (narrower.added, narrower.removed) == (0, 7)


def test_the_histogram_counts_every_photo_once_and_the_border_lies_at_the_cut(gallery):
    preview = gallery.tagging.preview("Dog", NOTHING_SAID)
    assert sum(one.count for one in preview.bins) == 240
    assert sum(one.held for one in preview.bins) == preview.would_hold
    lows = [one.low for one in preview.bins]
    assert lows == sorted(lows)
    assert len(lows) == BINS
    above = gallery.tagging.preview("Dog", LabelDefinition(share=(preview.would_hold - 1) / 240))
    (lost,) = set(preview.above[:1])
    assert lost not in [*above.above, *above.surest][: above.would_hold]
    assert above.below[0] == lost


def test_a_growing_library_keeps_the_margin(gallery):
    before = Rule.from_json(gallery.put_in_force("Dog", share=0.1).rule)
    many_more_dogs = photo_rows([gallery.rows[0]] * 40, seed=5)
    gallery.put(range(1001, 1041), many_more_dogs)
    assert Rule.from_json(labels.label_named(gallery.library, "Dog").rule or "").cut == before.cut
    refitted = gallery.tagging.preview("Dog", LabelDefinition(share=0.1))
    assert refitted.photos == 280
    assert refitted.would_hold == 28


def test_what_a_person_decided_is_in_none_of_the_numbers(gallery):
    free = gallery.tagging.preview("Dog", NOTHING_SAID)
    yes, no = list(free.surest[:3]), list(free.below[:2])
    gallery.mark("Dog", yes, no)
    preview = gallery.tagging.preview("Dog", NOTHING_SAID)
    assert (preview.learning.confirmed, preview.learning.rejected) == (3, 2)
    assert preview.would_hold == free.would_hold - 3
    assert sum(one.count for one in preview.bins) == 240 - 5
    assert not {*yes, *no} & {*preview.above, *preview.below, *preview.surest}
    assert preview.share == free.share  # a person's share is one of all photos


def test_hidden_photos_count_but_are_not_shown(gallery):
    whole = gallery.tagging.preview("Dog", NOTHING_SAID)
    gone = list(whole.surest[:5])
    gallery.hide(gone)
    preview = gallery.tagging.preview("Dog", NOTHING_SAID)
    assert preview.would_hold == whole.would_hold
    assert not set(gone) & {*preview.above, *preview.surest}


def test_several_descriptions_find_what_each_finds(gallery):
    both = gallery.tagging.preview("Pets", LabelDefinition(describe=("a dog", "a cat")))
    pets = {*gallery.photos("dog"), *gallery.photos("cat")}
    assert both.would_hold == pytest.approx(len(pets), abs=6)
    assert set(both.surest) <= pets


def test_what_it_is_unlike_is_left_out(library):
    gallery = Gallery(library, noise=1.1)
    loose = LabelDefinition(describe=("a dog and a cat",))
    before = gallery.tagging.preview("Dog", loose)
    cats = set(gallery.photos("cat"))
    after = gallery.tagging.preview("Dog", replace(loose, unlike=("a cat",)))
    held = cats & {*before.above, *before.surest}
    assert held
    assert len(cats & {*after.above, *after.surest}) < len(held)


def test_exclusive_labels_share_no_photo(gallery):
    blurred = ("a dog and a cat",)
    gallery.put_in_force("Pets/Cat", describe=("a cat",), exclusive=True)
    cats = set(gallery.tagged("Pets/Cat"))
    alone = gallery.tagging.preview("Pets/Dog", LabelDefinition(describe=blurred))
    together = gallery.put_in_force("Pets/Dog", describe=blurred, exclusive=True)
    assert together.would_hold < alone.would_hold
    assert not set(gallery.tagged("Pets/Dog")) & set(gallery.tagged("Pets/Cat"))
    assert len(gallery.tagged("Pets/Dog")) == together.would_hold
    assert set(gallery.tagged("Pets/Cat")) <= cats


def test_what_an_exclusive_label_takes_from_others_is_foreseen(gallery):
    gallery.put_in_force("Pets/Dog", describe=("a dog and a cat",), exclusive=True, share=0.5)
    before = set(gallery.tagged("Pets/Dog"))
    definition = LabelDefinition(describe=("a cat",), exclusive=True)
    (beside,) = gallery.tagging.preview("Pets/Cat", definition).beside
    gallery.put_in_force("Pets/Cat", describe=("a cat",), exclusive=True)
    after = set(gallery.tagged("Pets/Dog"))
    assert before - after
    assert (beside.name, beside.added, beside.removed) == (
        "Pets/Dog",
        len(after - before),
        len(before - after),
    )
    assert gallery.tagging.preview("Cat", definition).beside == ()


def test_a_label_that_only_suggests_would_put_nothing_on_photos(gallery):
    gallery.put_in_force("Dog")
    preview = gallery.tagging.preview("Dog", LabelDefinition(automatic=Automatic.SUGGEST))
    assert preview.would_hold > 20
    assert preview.added == 0
    assert preview.removed == preview.would_hold
    assert preview.would_suggest >= preview.would_hold
    off = gallery.tagging.preview("Dog", LabelDefinition(automatic=Automatic.OFF))
    assert (off.added, off.removed) == (0, preview.removed)
    Rule.from_json(off.rule)


@pytest.mark.parametrize("name", ["Biscuit", "🦊🦊"])
def test_a_name_that_means_nothing_to_the_model_tags_next_to_nothing(gallery, name):
    assert gallery.tagging.preview(name, NOTHING_SAID).would_hold <= 3


@pytest.mark.parametrize("name", ["x'); DROP TABLE label;--", "../../etc/passwd", "%_*?[", "NULL"])
def test_odd_names_are_names_like_others(gallery, name):
    gallery.put_in_force(name)
    assert labels.label_named(gallery.library, name) is not None


@pytest.mark.parametrize("name", ["", "  ", "a//b", "/", "a/", "x\0y", "Dog/rejected"])
def test_a_name_that_can_be_none_is_refused_before_anything_is_computed(gallery, name):
    with pytest.raises(PhotoClipError):
        gallery.tagging.preview(name, NOTHING_SAID)


@pytest.mark.parametrize(
    "definition",
    [
        LabelDefinition(describe=("x" * 10_000,)),
        LabelDefinition(describe=("",)),
        LabelDefinition(unlike=("bad\x07bell",)),
        LabelDefinition(describe=tuple(f"a thing {n}" for n in range(99))),
        LabelDefinition(share=1.5),
        LabelDefinition(share=float("nan")),
        LabelDefinition(color="reddish"),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(gallery, definition):
    with pytest.raises(PhotoClipError) as refused:
        gallery.tagging.preview("Dog", definition)
    assert refused.value.hint


def test_an_empty_library_has_a_preview_and_its_rule_tags_nothing(library):
    gallery = Gallery.__new__(Gallery)
    from meaning_library import Words

    from photoclip.compare.text_vectors import TextVectors

    gallery.library, gallery.texts = library, TextVectors(MODEL, Words, None)
    gallery.tagging = Tagging(library, MODEL, gallery.texts)
    for share in (None, 0.5):
        preview = gallery.tagging.preview("Dog", LabelDefinition(share=share))
        assert (preview.photos, preview.would_hold, preview.bins) == (0, 0, ())
    assert gallery.tagging.review(None) == ()
    rule = Rule.from_json(gallery.tagging.preview("Dog", NOTHING_SAID).rule)
    from photoclip.tagging.rules import RuleBook

    rows = photo_rows([np.ones(48)] * 50)
    assert not RuleBook({1: rule}, gallery.background).decide(rows)[1].auto.any()


def test_whoever_stops_waiting_is_let_go(gallery):
    stopped = CancelToken()
    stopped.cancel()
    with pytest.raises(Cancelled):
        gallery.tagging.preview("Dog", NOTHING_SAID, stopped)
    assert gallery.tagging.preview("Dog", NOTHING_SAID).photos == 240


def test_a_preview_changes_nothing(gallery):
    before = gallery.library.connection.total_changes
    gallery.tagging.preview("New/One", NOTHING_SAID)
    assert gallery.library.connection.total_changes == before
    assert labels.label_named(gallery.library, "New/One") is None


def test_photos_that_come_are_in_the_next_preview(gallery):
    gallery.tagging.preview("Dog", NOTHING_SAID)
    gallery.put([2001], gallery.rows[:1])
    assert gallery.tagging.preview("Dog", NOTHING_SAID).photos == 241


def test_a_rule_is_small(gallery):
    preview = gallery.put_in_force("Dog", describe=("a dog", "two dogs"), unlike=("a cat",))
    assert len(preview.rule) < 2000
    assert json.loads(preview.rule)["model"] == MODEL.key


def test_the_certainty_at_a_share_separates_just_that_many():
    rng = np.random.default_rng(3)
    certainties = rng.normal(size=1001).astype(np.float32)
    for count in (0, 1, 2, 500, 1000, 1001):
        cut = certainty_at(count / 1001, certainties)
        assert (certainties >= cut).sum() == count
    assert certainty_at(0.3, np.zeros(0, np.float32)) == 0.0
    ties = np.array([1, 1, 1, 0], np.float32)
    assert (ties >= certainty_at(0.5, ties)).sum() == 3  # equal photos are not told apart


def test_a_histogram_of_equal_photos_has_them_all():
    bins = histogram(np.full(7, 2.5, np.float32), np.ones(7, bool))
    assert sum(one.count for one in bins) == sum(one.held for one in bins) == 7
    assert histogram(np.zeros(0, np.float32), np.zeros(0, bool)) == ()


def test_the_nearest_are_in_order_and_only_those_allowed():
    certainties = np.array([0.5, 3.0, -1.0, 0.5, 2.0], np.float32)
    allowed = np.array([True, False, True, True, True])
    assert nearest(certainties, allowed, 3, highest=True).tolist() == [4, 0, 3]
    assert nearest(certainties, allowed, 9, highest=False).tolist() == [2, 0, 3, 4]
    assert nearest(certainties, np.zeros(5, bool), 3, highest=True).tolist() == []


def test_every_thing_is_found_by_its_own_word(gallery):
    for thing in THINGS:
        preview = gallery.tagging.preview(thing, NOTHING_SAID)
        shown = set(gallery.photos(thing))
        assert set(preview.surest) <= shown, thing


def test_marks_of_other_labels_teach_this_one_nothing(gallery):
    gallery.mark("Cat", gallery.photos("cat")[:4])
    assert gallery.tagging.preview("Dog", NOTHING_SAID).learning.confirmed == 0
    assert labels.marked(gallery.library, "Cat", Verdict.CONFIRMED)
