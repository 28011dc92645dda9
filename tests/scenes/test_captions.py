import re
from dataclasses import replace

import numpy as np
import pytest

from photoclip.scenes import captions as module
from photoclip.scenes.captions import captions, concept_prompts, facts
from photoclip.scenes.concepts import CONCEPTS, concept_named
from photoclip.scenes.light import COLOURS
from photoclip.scenes.spec import SceneSpec, sample_spec

RED_CARS = SceneSpec("car", 3, "red", "night", "snow", 2, None, None, "street", 1.5)


def _lot(seed=0, n=700):
    rng = np.random.default_rng(seed)
    for _ in range(n):
        spec = sample_spec(rng)
        yield spec, rng


def test_forms_of_the_splits_are_disjoint():
    train, test = set(), set()
    for spec, rng in _lot():
        train.update(captions(spec, rng, 12, "train"))
        train.update(captions(spec, rng, 2, "train", full=True))
        test.update(captions(spec, rng, 3, "test"))
    assert not train & test
    assert not set(module.TRAIN_OPENINGS) & set(module.TEST_OPENINGS)
    frames = ("here you can see ", "this shows ", "this is an image of ", "a snapshot showing ")
    frames += ("look, ", "the one with ", "we came across ", "do you remember ", "somebody photo")
    opened = re.compile("|".join(map(re.escape, frames)))
    marked = re.compile(r"there (is|are) |can be seen")
    assert all(opened.match(text) or marked.search(text) for text in test)
    assert not any(opened.match(text) or marked.search(text) for text in train)


def test_captions_repeat_for_the_same_random_state():
    first = captions(RED_CARS, np.random.default_rng(4), 9, "train")
    assert first == captions(RED_CARS, np.random.default_rng(4), 9, "train")
    assert len(first) == 9
    assert len(set(captions(RED_CARS, np.random.default_rng(4), 200, "train"))) > 60


def test_a_full_caption_says_everything():
    rng = np.random.default_rng(1)
    texts = captions(RED_CARS, rng, 80, "test") + captions(RED_CARS, rng, 80, "train", full=True)
    for text in texts:
        assert re.search(r"\b(two|2|a pair of) red cars\b", text), text
        assert "night" in text or "dark" in text, text
        assert "snow" in text, text
        assert re.search("street|road|city|houses", text), text


@pytest.mark.parametrize(
    ("change", "pattern"),
    [
        ({"position": "left", "count": 1}, "left"),
        ({"position": "right", "count": 1}, "right"),
        ({"position": "centre", "count": 1}, "middle|cent"),
        ({"distance": "near", "count": 1}, "close|near"),
        ({"distance": "far", "count": 1}, "dista|far|long way"),
        ({"count": 5}, "several|many|group|lots|bunch"),
        ({"time": "golden", "weather": "fog"}, "sunset|golden|sundown|low sun"),
        ({"time": "dusk", "weather": "fog"}, "dusk|twilight|nightfall|blue hour"),
        ({"time": "day", "weather": "fog"}, "fog|mist"),
        ({"time": "day", "weather": "rain"}, "rain|wet"),
        ({"time": "day", "weather": "cloudy"}, "cloud|grey|dull|overcast"),
        ({"time": "day", "weather": "clear"}, "sunny|bright"),
    ],
)
def test_every_attribute_has_its_words(change, pattern):
    spec = replace(RED_CARS, **change)
    rng = np.random.default_rng(2)
    for text in captions(spec, rng, 40, "test") + captions(spec, rng, 40, "train", full=True):
        assert re.search(pattern, text), text


def test_nothing_untrue_is_said():
    words = {
        "left": r"\bleft\b",
        "right": r"\bright\b",
        "near": "close-up|up close|close to the camera",
        "far": r"distan|far away|faraway|a long way",
        "rain": r"\brain",
        "night": r"\b(at|during the|in the) night\b|\bnight time",
        "sunny": "sunny",
    }
    for spec, rng in _lot(5, 500):
        concept = concept_named(spec.concept)
        own = " ".join((concept.name, concept.plural or "", concept.phrase, *concept.synonyms))
        said = " ".join(captions(spec, rng, 8, "train") + captions(spec, rng, 3, "test"))
        true = {
            "left": spec.position == "left",
            "right": spec.position == "right",
            "near": spec.distance == "near",
            "far": spec.distance == "far",
            "rain": spec.weather == "rain",
            "night": spec.time == "night",
            "sunny": spec.weather == "clear" and spec.time == "day",
        }
        for key, pattern in words.items():
            if not true[key] and not re.search(pattern, own):
                assert not re.search(pattern, said), (spec, key, said)
        grey_sky = ("grey", "gray") if spec.weather == "cloudy" else ()
        alike = {"grey": "gray", "purple": "violet"}.get(spec.colour or "")
        for name in (*COLOURS, "gray", "violet"):
            allowed = name in (spec.colour, alike, *grey_sky) or name in own
            place = " ".join(" ".join(o) for o in facts(spec, concept).values())
            if not allowed and name not in place:
                assert not re.search(rf"\b{name}\b", said), (spec, name, said)


def test_english_articles():
    for spec, rng in _lot(9, 400):
        for text in captions(spec, rng, 8, "train") + captions(spec, rng, 3, "test"):
            assert not re.search(r"\ba [aeio]\w", text), text
            assert not re.search(r"\ban [^aeiou\s]", text), text
            assert "  " not in text
            assert text == text.strip()
            assert "{" not in text


def test_no_attribute_repeats_the_noun():
    rng = np.random.default_rng(0)
    for _ in range(30):
        spec = sample_spec(rng, "sunset")
        for text in captions(spec, rng, 5, "test"):
            assert text.count("sunset") <= 1


def test_class_prompts():
    for concept in CONCEPTS:
        train, test = (concept_prompts(concept.name, split) for split in ("train", "test"))
        assert not set(train) & set(test)
        assert f"a photo of {concept.phrase}" in train
        assert f"this is an image of {concept.phrase}" in test
