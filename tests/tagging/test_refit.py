"""Labels under another model: the same meaning, the same share, the same answers, other vectors."""

from __future__ import annotations

import numpy as np
import pytest
from meaning_library import DIM, EACH, MODEL, THINGS, Gallery, Words

from photoclip.compare.text_vectors import TextVectors
from photoclip.core.commands import ApplyRule
from photoclip.core.labels import Automatic
from photoclip.core.types import InputSpec, ModelInfo
from photoclip.store import vectors
from photoclip.store.model_switch import ruled_labels
from photoclip.tagging.refit import refitted
from photoclip.tagging.rule import Rule

WIDER = 80
NEXT = ModelInfo("wider@2", WIDER, InputSpec(32))


def turn() -> np.ndarray:
    """Where the next model puts what this one sees: elsewhere, in more dimensions."""
    wide = np.random.default_rng(11).normal(size=(WIDER, WIDER))
    return np.linalg.qr(wide)[0][:DIM]


class WiderWords:
    info = NEXT

    def encode_images(self, pixels):
        raise NotImplementedError

    def encode_texts(self, texts):
        return (Words().encode_texts(texts) @ turn()).astype(np.float32)


@pytest.fixture
def gallery(library):
    made = Gallery(library)
    with library.transaction() as connection:
        model = vectors.model_id(connection, NEXT.key, WIDER)
        for n, row in enumerate(made.rows @ turn(), 1):
            vectors.put(connection, model, n, row.astype(np.float32))
    return made


@pytest.fixture
def texts():
    return TextVectors(NEXT, WiderWords, None)


def put_in_force(gallery, name, **definition):
    gallery.define(name, **definition)
    (label,) = [one for one in labels_of(gallery) if one.name == name]
    preview = gallery.tagging.preview(name, label.definition)
    gallery.do(ApplyRule(name, preview.rule))


def labels_of(gallery):
    from photoclip.store.labels import all_labels

    return all_labels(gallery.library)


def fit(gallery, texts, kept=None):
    found = refitted(gallery.library, NEXT, texts, ruled_labels(gallery.library), kept or {})
    names = {one.id: one.name for one in ruled_labels(gallery.library)}
    return {names[label]: Rule.from_json(rule) for label, rule in found.items()}


def test_the_cut_is_the_same_share_and_the_model_is_the_other(gallery, texts):
    put_in_force(gallery, "Dog", describe=("a dog",), share=0.25)
    put_in_force(gallery, "Cat", describe=("a cat",))
    rules = fit(gallery, texts)
    assert set(rules) == {"Dog", "Cat"}
    assert all((rule.model, rule.dim) == (NEXT.key, WIDER) for rule in rules.values())
    before = Rule.from_json(labels_of(gallery)[1].rule)
    # the next model sees exactly as well, so the certainty at that share is about the same
    assert before.model == MODEL.key
    assert rules["Dog"].cut == pytest.approx(before.cut, abs=0.05)
    assert rules["Cat"].cut == 0.0


def test_labels_that_exclude_each_other_are_weighed_against_each_others_new_rules(gallery, texts):
    for thing in THINGS[:3]:
        put_in_force(gallery, f"Kind/{thing}", describe=(f"a {thing}",), exclusive=True, share=0.2)
    for thing in THINGS[:3]:  # once more, now that all are there
        put_in_force(gallery, f"Kind/{thing}", describe=(f"a {thing}",), exclusive=True, share=0.2)
    rules = fit(gallery, texts)
    for label in labels_of(gallery):
        rule = rules[label.name]
        assert rule.group == "kind"
        assert rule.cut == pytest.approx(Rule.from_json(label.rule).cut, abs=0.15)


def test_answers_teach_it_anew(gallery, texts):
    gallery.define("Dog", describe=("something nice",))
    dogs = gallery.photos("dog")
    gallery.mark("Dog", yes=dogs[: EACH // 2], no=gallery.photos("cat")[: EACH // 2])
    put_in_force(gallery, "Dog", describe=("something nice",))
    assert Rule.from_json(labels_of(gallery)[0].rule).head is not None
    head = fit(gallery, texts)["Dog"].head
    assert head is not None
    assert head.weights.shape == (WIDER,)


def test_what_is_in_force_decides_whether_it_applies_itself(gallery, texts):
    put_in_force(gallery, "Dog", describe=("a dog",), automatic=Automatic.SUGGEST)
    gallery.define("Dog", describe=("a dog",), automatic=Automatic.OFF)
    assert fit(gallery, texts)["Dog"].automatic is Automatic.SUGGEST


def test_rules_that_are_known_are_taken_as_they_are_and_others_rules_are_not(gallery, texts):
    put_in_force(gallery, "Dog", describe=("a dog",), share=0.25)
    (label,) = ruled_labels(gallery.library)
    known = fit(gallery, texts)["Dog"]
    again = refitted(gallery.library, NEXT, texts, [label], {label.id: known.to_json()})
    assert again == {label.id: known.to_json()}
    # a rule of the model that is left is no rule for the next one
    fresh = refitted(gallery.library, NEXT, texts, [label], {label.id: label.rule})
    assert Rule.from_json(fresh[label.id]).model == NEXT.key
