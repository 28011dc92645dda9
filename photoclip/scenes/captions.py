"""Sentences that are true of a picture.

Sentences for training and for testing share their words but not their forms, so that a model
cannot pass a test by having learnt a sentence by heart.
"""

from __future__ import annotations

import random
import re
from typing import Literal

import numpy as np

from photoclip.scenes.concept import Concept
from photoclip.scenes.concepts import concept_named
from photoclip.scenes.spec import SEVERAL, SceneSpec

Split = Literal["train", "test"]

TRAIN_OPENINGS = (
    "a photo of {}",
    "a photo of {}",
    "a picture of {}",
    "an image of {}",
    "a photograph of {}",
    "photo of {}",
    "picture of {}",
    "my photo of {}",
    "a nice shot of {}",
    "a good photo of {}",
)
TEST_OPENINGS = (
    "here you can see {}",
    "this shows {}",
    "this is an image of {}",
    "a snapshot showing {}",
    "look, {}",
    "the one with {}",
    "we came across {}",
    "do you remember {}",
)

_COLOUR_WORDS = {"grey": ("grey", "gray"), "purple": ("purple", "purple", "violet")}
_COUNT_WORDS = {
    2: ("two", "two", "two", "2", "a pair of"),
    3: ("three", "three", "3"),
    4: ("four", "four", "4"),
    SEVERAL: ("several", "several", "many", "a group of", "lots of", "a bunch of"),
}

_TIMES: dict[str, tuple[str, ...]] = {
    "day": ("by day", "during the day", "in daylight", "in the daytime"),
    "golden": (
        "at sunset",
        "at golden hour",
        "in golden evening light",
        "at sundown",
        "in the warm light of the low sun",
    ),
    "dusk": (
        "at dusk",
        "in the evening twilight",
        "at twilight",
        "at nightfall",
        "in the blue hour",
    ),
    "night": ("at night", "in the dark", "at night time", "during the night", "in the night"),
}
_TIME_WORDS: dict[str, tuple[str, ...]] = {
    "day": ("day", "daylight", "daytime"),
    "golden": ("sunset", "golden hour", "sundown"),
    "dusk": ("dusk", "twilight", "evening"),
    "night": ("night", "dark"),
}
_WEATHERS: dict[str, tuple[str, ...]] = {
    "cloudy": (
        "under a cloudy sky",
        "under a grey sky",
        "in cloudy weather",
        "in overcast weather",
    ),
    "fog": ("in the fog", "in fog", "in the mist", "in foggy weather", "in misty weather"),
    "rain": (
        "in the rain",
        "in rain",
        "in rainy weather",
        "in pouring rain",
        "while it is raining",
    ),
    "snow": (
        "in falling snow",
        "while it is snowing",
        "in the snow",
        "in snowy weather",
    ),
}
_WEATHER_WORDS: dict[str, tuple[str, ...]] = {
    "clear": ("sunny", "sunshine"),
    "cloudy": ("cloudy", "overcast"),
    "fog": ("fog", "foggy", "mist"),
    "rain": ("rain", "rainy"),
    "snow": ("snow", "snowing", "snowy"),
}
_ADJECTIVES = {
    "clear": ("sunny", "sunny", "bright"),
    "cloudy": ("cloudy", "cloudy", "grey", "dull"),
    "fog": ("foggy", "misty"),
    "rain": ("rainy", "wet"),
    "snow": ("snowy",),
}
_PARTS = {
    "day": ("on a {} day",),
    "golden": ("on a {} evening at sunset", "at sunset on a {} evening"),
    "dusk": ("on a {} evening at dusk", "at dusk on a {} evening"),
    "night": ("on a {} night", "on a {} night"),
}
_SETTINGS: dict[str, tuple[str, ...]] = {
    "grass": (
        "on the grass",
        "in the grass",
        "in a meadow",
        "on a green meadow",
        "on a lawn",
        "in a field",
    ),
    "beach": (
        "on the beach",
        "on a beach",
        "on the sand by the sea",
        "by the sea",
        "at the seaside",
    ),
    "street": (
        "on the street",
        "in the street",
        "on a road in town",
        "in the city",
        "in front of houses",
    ),
    "snow": (
        "on the snow",
        "in the snow",
        "on snow-covered ground",
        "in a snowy landscape",
        "in a winter landscape",
    ),
    "desert": ("in the desert", "on desert sand", "among sand dunes", "in a sandy desert"),
    "forest": ("in the forest", "in a forest", "in the woods", "among trees", "between the trees"),
    "table": ("on a table", "on the table", "on a wooden table", "on a table top"),
    "room": ("in a room", "indoors", "in a living room", "at home", "on a wooden floor"),
    "studio": (
        "on a plain background",
        "against a plain background",
        "in a studio",
        "before a plain wall",
    ),
    "sky": ("in the sky", "in the sky", "up in the air", "against the sky"),
    "water": ("on the water", "on the water", "on the sea", "on a lake"),
    "underwater": ("underwater", "under water", "in the deep blue water", "below the surface"),
}
_FLYING: dict[str, tuple[str, ...]] = {
    "grass": ("over the grass", "above a meadow", "over a meadow", "above a green field"),
    "beach": ("over the beach", "above the beach", "by the sea", "at the seaside"),
    "street": ("over the street", "above the street", "in the city", "in front of houses"),
    "snow": ("over the snow", "above snow-covered ground", "in a winter landscape"),
    "desert": ("over the desert", "above the desert", "in the desert"),
    "forest": ("in the forest", "in the woods", "among trees", "between the trees"),
    "table": ("above a table", "over a table"),
    "room": ("in a room", "indoors", "in a living room", "at home"),
    "water": ("over the water", "above the water", "over the sea", "over a lake"),
}
_SETTING_WORDS: dict[str, tuple[str, ...]] = {
    "grass": ("grass", "meadow", "lawn", "field"),
    "beach": ("beach", "sand", "seaside"),
    "street": ("street", "road", "city"),
    "snow": ("snow", "winter"),
    "desert": ("desert", "dunes"),
    "forest": ("forest", "woods", "trees"),
    "table": ("table", "wooden table"),
    "room": ("room", "indoors", "living room"),
    "studio": ("plain background", "studio"),
    "sky": ("sky", "air"),
    "water": ("water", "lake", "sea"),
    "underwater": ("underwater", "under water"),
}
_POSITIONS: dict[str, tuple[str, ...]] = {
    "left": (
        "on the left",
        "on the left side",
        "at the left",
        "to the left",
        "on the left of the picture",
    ),
    "right": (
        "on the right",
        "on the right side",
        "at the right",
        "to the right",
        "on the right of the picture",
    ),
    "centre": ("in the middle", "in the centre", "in the center", "in the middle of the picture"),
}
_POSITION_WORDS = {"left": ("left",), "right": ("right",), "centre": ("middle", "centre")}
_DISTANCES: dict[str, tuple[str, ...]] = {
    "near": ("up close", "seen from up close", "from very near", "close to the camera"),
    "far": ("in the distance", "far away", "seen from far away", "a long way off"),
}
_DISTANCE_FRAMES = {
    "near": ("close-up of {}", "a close-up of {}", "a close-up photo of {}"),
    "far": ("a distant view of {}", "a faraway view of {}"),
}
_TEST_DISTANCE_FRAMES = {
    "near": ("{} shown in a close-up", "{} filling the picture up close"),
    "far": ("{} small in the distance", "{} seen far away"),
}
_DISTANCE_WORDS = {"near": ("close-up", "close up"), "far": ("far away", "distance", "distant")}

_DESCRIBES = re.compile(r" (?:of|in|on|with|full|wearing|flying|holding|from|at) ")

_MASS = frozenset(
    (
        *("food", "fruit", "nature", "scenery", "wildlife", "cutlery", "seafood", "furniture"),
        *("footwear", "headwear", "clothing", "jewellery", "luggage", "crockery", "tableware"),
        *("ice", "foliage", "text", "paper", "candlelight", "coffee", "wine", "tea", "breakfast"),
        *("aurora", "weather", "lightning", "bread", "cheese"),
    )
)
"""Nouns without an article."""

# Words too common to make an attribute clash with a noun.
_SMALL = frozenset("a an the of in on at by and with to from it is".split())  # noqa: SIM905


def captions(
    spec: SceneSpec, rng: np.random.Generator, n: int, split: Split, full: bool = False
) -> list[str]:
    """`n` sentences about the picture, in the forms of one split.

    Those for testing, and those for training with `full`, mention everything that is known of it.
    """
    lot = random.Random(int(rng.integers(0, 2**62)))
    concept = concept_named(spec.concept)
    if split == "test":
        return [_test(spec, concept, lot) for _ in range(n)]
    return [_train(spec, concept, lot, full) for _ in range(n)]


def concept_prompts(concept_name: str, split: Split) -> list[str]:
    """Sentences that name the concept and nothing else, for sorting pictures into kinds."""
    concept = concept_named(concept_name)
    openings = dict.fromkeys(TRAIN_OPENINGS if split == "train" else TEST_OPENINGS[:4])
    out = [opening.format(concept.phrase) for opening in openings]
    if split == "train":
        out += [concept.phrase, concept.name]
        out += [f"a photo of {_with_article(concept, word)}" for word in concept.synonyms]
    return list(dict.fromkeys(out))


def _with_article(concept: Concept, noun: str) -> str:
    """The noun with the article it wants: "a red car", "the eiffel tower", "fireworks"."""
    first = concept.phrase.split()[0]
    if noun == concept.name and first not in ("a", "an"):
        return concept.phrase
    # The word that decides stands before what describes it: "rows of vines".
    head = _DESCRIBES.split(noun, maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    if head in _MASS or (head.endswith("s") and not head.endswith(("ss", "us", "is"))):
        return noun
    return f"{_article(noun)} {noun}"


def _article(word: str) -> str:
    # "a unicorn", "a European …", "a one-…" begin with a consonant in speech.
    vowel = word[:1] in "aeiou" and not word.startswith(("uni", "eu", "use", "one"))
    return "an" if vowel else "a"


def _noun(
    spec: SceneSpec, concept: Concept, lot: random.Random, coloured: bool, exact: bool = False
) -> str:
    """The subject without article: "red car", "red cars"; under its own name if `exact`."""
    if spec.count > 1 and concept.plural is not None:
        noun = concept.plural
    elif concept.synonyms and not exact and lot.random() < 0.3:
        noun = lot.choice(concept.synonyms)
    else:
        noun = concept.name
    if not coloured or spec.colour is None:
        return noun
    word = lot.choice(_COLOUR_WORDS.get(spec.colour, (spec.colour,)))
    return concept.colour_form.format(colour=word, noun=noun)


def _subject(
    spec: SceneSpec, concept: Concept, lot: random.Random, coloured: bool, exact: bool = False
) -> str:
    """The subject with article or number: "a red car", "two red cars"."""
    noun = _noun(spec, concept, lot, coloured, exact)
    if spec.count > 1:
        return f"{lot.choice(_COUNT_WORDS[spec.count])} {noun}"
    if noun == concept.name and lot.random() < 0.5:
        return concept.phrase
    return _with_article(concept, noun)


def _apart(options: tuple[str, ...], noun: str) -> tuple[str, ...]:
    """The options that share no word with the noun: nobody says "a sunset at sunset"."""
    words = {w.rstrip("s") for w in noun.lower().replace("-", " ").split()} - _SMALL
    return tuple(
        o
        for o in options
        if not words & ({w.rstrip("s") for w in o.replace("-", " ").split()} - _SMALL)
    )


def facts(spec: SceneSpec, concept: Concept) -> dict[str, tuple[str, ...]]:
    """Phrases for each thing that can be said of the picture besides its subject.

    Keys are "moment" (time and weather in one), "time", "weather", "setting", "position" and
    "distance"; values are never empty.
    """
    out: dict[str, tuple[str, ...]] = {}
    if spec.time is not None:
        out["time"] = _TIMES[spec.time]
    if spec.weather is not None and spec.time is not None:
        if spec.weather != "clear":
            out["weather"] = _WEATHERS[spec.weather]
        if _tells_weather(spec, concept):
            out["moment"] = tuple(
                part.format(word)
                for part in _PARTS[spec.time]
                for word in _ADJECTIVES[spec.weather]
            )
    if spec.setting is not None:
        flying = concept.stand == "air" and spec.setting in _FLYING
        out["setting"] = (_FLYING if flying else _SETTINGS)[spec.setting]
    if spec.position is not None:
        out["position"] = _POSITIONS[spec.position]
    if spec.distance is not None:
        out["distance"] = _DISTANCES[spec.distance]
    nouns = " ".join((concept.name, concept.plural or "", concept.phrase, *concept.synonyms))
    apart = {key: _apart(options, nouns) for key, options in out.items()}
    return {key: options for key, options in apart.items() if options}


def _tells_weather(spec: SceneSpec, concept: Concept) -> bool:
    """Whether the weather can be seen: clear weather only by day, under an open sky."""
    if spec.weather != "clear":
        return True
    if spec.time != "day" or spec.setting == "forest":
        return False
    # Where a scene knows no other weather, there may be no sky in it to tell by.
    return spec.setting is not None or "cloudy" in concept.weathers


def _words(spec: SceneSpec, concept: Concept) -> list[tuple[str, ...]]:
    """Single words for each thing that can be said."""
    out: list[tuple[str, ...]] = []
    if spec.time is not None:
        out.append(_TIME_WORDS[spec.time])
    if spec.weather is not None and _tells_weather(spec, concept):
        out.append(_WEATHER_WORDS[spec.weather])
    if spec.setting is not None:
        out.append(_SETTING_WORDS[spec.setting])
    if spec.position is not None:
        out.append(_POSITION_WORDS[spec.position])
    if spec.distance is not None:
        out.append(_DISTANCE_WORDS[spec.distance])
    return out


def _details(known: dict[str, tuple[str, ...]], lot: random.Random) -> list[str]:
    """One phrase for everything known, in random order; time and weather often in one."""
    keys = set(known)
    if "moment" in keys:
        if "weather" not in keys or lot.random() < 0.5:
            keys -= {"time", "weather"}
        else:
            keys.discard("moment")
    phrases = [lot.choice(known[key]) for key in sorted(keys)]
    lot.shuffle(phrases)
    return phrases


def _train(spec: SceneSpec, concept: Concept, lot: random.Random, full: bool) -> str:
    known = facts(spec, concept)
    form = 0.0 if full else lot.random()
    if form < 0.50:
        return _train_sentence(spec, concept, known, lot, full)
    if form < 0.66:
        return _noun(spec, concept, lot, lot.random() < 0.8)
    if form < 0.78:
        return lot.choice(TRAIN_OPENINGS).format(_subject(spec, concept, lot, lot.random() < 0.8))
    if form < 0.90 or not known:
        words = [lot.choice(options) for options in _words(spec, concept)]
        words = lot.sample(words, lot.randint(min(1, len(words)), len(words)))
        words.insert(
            0 if lot.random() < 0.7 else len(words), _noun(spec, concept, lot, lot.random() < 0.8)
        )
        return (" " if lot.random() < 0.75 else ", ").join(words)
    # Only what surrounds the subject, so that such words carry meaning of their own.
    phrases = _details(known, lot)
    kept = phrases[: lot.choice((1, 1, 2))]
    text = " ".join(kept)
    return lot.choice(("{}", "{}", "{}", "a photo taken {}", "something {}")).format(text)


def _train_sentence(
    spec: SceneSpec,
    concept: Concept,
    known: dict[str, tuple[str, ...]],
    lot: random.Random,
    full: bool,
) -> str:
    """Subject and details, all of them or some."""
    coloured = full or lot.random() < 0.88
    subject = _subject(spec, concept, lot, coloured)
    known = dict(known)
    framed = False
    if "distance" in known and spec.distance is not None and lot.random() < 0.5:
        subject = lot.choice(_DISTANCE_FRAMES[spec.distance]).format(subject)
        del known["distance"]
        framed = True
    phrases = _details(known, lot)
    if not full and phrases and lot.random() < 0.55:
        phrases = phrases[: lot.randint(1, len(phrases))]
    front = phrases.pop() if len(phrases) > 0 and lot.random() < 0.18 else None
    text = " ".join([subject, *phrases])
    if front is not None:
        return f"{front}, {text}" if lot.random() < 0.5 else f"{front}: {text}"
    if not framed and lot.random() < 0.4:
        text = lot.choice(TRAIN_OPENINGS).format(text)
    return text


def _test(spec: SceneSpec, concept: Concept, lot: random.Random) -> str:
    known = facts(spec, concept)
    # A wider word ("a fruit") would be true of other pictures too.
    subject = _subject(spec, concept, lot, True, exact=True)
    if "distance" in known and spec.distance is not None and lot.random() < 0.5:
        subject = lot.choice(_TEST_DISTANCE_FRAMES[spec.distance]).format(subject)
        del known["distance"]
    phrases = _details(known, lot)
    ending = " ".join(phrases)
    be = "are" if spec.count > 1 or _is_plural(concept) else "is"
    frames = [f"{opening} {{}}".replace("{} {}", "{0} {1}") for opening in TEST_OPENINGS]
    frames += [f"there {be} {{0}} {{1}}", "{0} can be seen {1}", "somebody photographed {0} {1}"]
    if ending:
        frames.append("{1} there " + be + " {0}")
    return lot.choice(frames).format(subject, ending).strip()


def _is_plural(concept: Concept) -> bool:
    first, last = concept.phrase.split()[0], concept.phrase.split()[-1]
    return first not in ("a", "an", "the") and last.endswith("s") and not last.endswith("ss")
