"""Labels a library may want: found in its vectors, named in everyday words, and in its keywords."""

from __future__ import annotations

import zlib
from collections import Counter

import numpy as np
import pytest

from photoclip.compare.index import index_of
from photoclip.compare.text_vectors import TextVectors
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import CreateLabel
from photoclip.core.errors import Cancelled
from photoclip.core.label_reports import IdeaOrigin
from photoclip.core.labels import Automatic, checked, checked_name
from photoclip.core.types import InputSpec, ModelInfo
from photoclip.store import commands, keywords, vectors
from photoclip.tagging.clusters import centred, cluster
from photoclip.tagging.ideas import ideas
from photoclip.tagging.pool import Pool
from photoclip.tagging.vocabulary import vocabulary, word_of

DIM = 64
MODEL = ModelInfo("words@1", DIM, InputSpec(32))


def direction(text):
    row = np.random.default_rng(zlib.crc32(text.encode())).normal(size=DIM)
    return row / np.linalg.norm(row)


TEXTS_ARE_HERE = 1.5 * direction("all texts lie on this side")
PHOTOS_ARE_HERE = 1.5 * direction("and all photos on that one")


def unit(row):
    return (row / np.linalg.norm(row)).astype(np.float32)


class Speaker:
    """An encoder for which a phrase means what it ends in, and every phrase something else."""

    info = MODEL

    def __init__(self):
        self.heard = Counter()

    def encode_texts(self, texts):
        self.heard.update(texts)
        return np.stack([unit(direction(self.core(text)) + TEXTS_ARE_HERE) for text in texts])

    @staticmethod
    def core(text):
        for start in ("a photo of ", "a picture of ", "a photo showing ", "a ", "an ", "the "):
            text = text.removeprefix(start)
        return text.casefold()

    def encode_images(self, pixels):
        raise NotImplementedError


class Home:
    def __init__(self, library):
        self.library = library
        self.speaker = Speaker()
        self.texts = TextVectors(MODEL, lambda: self.speaker, None)
        self.count = 0

    def photos(self, phrase, count, noise=0.6):
        """Photos that show what a phrase says; None for such that show nothing in particular."""
        with self.library.transaction() as connection:
            model = vectors.model_id(connection, MODEL.key, DIM)
            connection.execute(
                "INSERT OR IGNORE INTO root(id, path, added_at) VALUES (1, ?, '')", (b"/p",)
            )
            for _ in range(count):
                self.count += 1
                n = self.count
                rng = np.random.default_rng(n)
                shows = 0 if phrase is None else direction(phrase)
                row = unit(shows + noise * unit(rng.normal(size=DIM)) + PHOTOS_ARE_HERE)
                connection.execute(
                    "INSERT INTO content(id, hash, byte_size, format, width, height, frames) "
                    "VALUES (?, ?, 1, 'jpeg', 1, 1, 1)",
                    (n, n.to_bytes(32, "big")),
                )
                connection.execute(
                    "INSERT INTO photo(id, content_id, added_at) VALUES (?, ?, '')", (n, n)
                )
                connection.execute(
                    "INSERT INTO file(root_id, path, folder, name, size, mtime_ns, inode, sidecars, "
                    "photo_id, state) VALUES (1, ?1, '', ?1, 1, 1, 0, 0, ?2, 'ready')",
                    (f"{n}.jpg".encode(), n),
                )
                vectors.put(connection, model, n, row)

    def keywords(self, photos, *words, paths=()):
        with self.library.transaction() as connection:
            for photo in photos:
                for word in words:
                    connection.execute("INSERT INTO keyword VALUES (?, ?)", (photo, word))
                for path in paths:
                    connection.execute("INSERT INTO keyword_path VALUES (?, ?)", (photo, path))

    def ideas(self, count=50, cancel=None):
        pool = Pool.read(self.library, index_of(self.library, MODEL.key, DIM))
        return ideas(self.library, pool, MODEL, self.texts, count, cancel)


@pytest.fixture
def home(library) -> Home:
    return Home(library)


@pytest.fixture
def varied(home) -> Home:
    home.photos("lighthouse", 30)
    home.photos("dog", 25)
    home.photos("pizza", 20)
    home.photos(None, 120, noise=1.0)
    return home


# --- the words ------------------------------------------------------------------------------------


def test_every_word_of_the_vocabulary_can_be_a_label_and_comes_once():
    words = vocabulary()
    assert 1800 < len(words) < 2600
    names = Counter(word.name.casefold() for word in words)
    assert [name for name, count in names.items() if count > 1] == []
    for word in words:
        assert checked_name(word.name) == word.name
        assert word.phrase == word.phrase.strip()
        assert "(" not in word.phrase + word.name
        assert 0 < len(word.phrase.split()) <= 8


def test_an_article_and_an_explanation_are_no_part_of_a_name():
    assert (word_of("Animals/a dog").name, word_of("Animals/a dog").phrase) == (
        "Animals/Dog",
        "a dog",
    )
    crane = word_of("Animals/Birds/a crane (a tall bird)")
    assert (crane.name, crane.phrase) == ("Animals/Birds/Crane", "a crane, a tall bird")
    assert word_of("Nature/sea ice").name == "Nature/Sea ice"
    assert word_of("Places/the Louvre").name == "Places/Louvre"
    assert word_of("Animals/Birds/a bird").name == "Animals/Birds"


# --- clusters -------------------------------------------------------------------------------------


def test_clusters_are_the_same_for_the_same_vectors_and_find_what_lies_together():
    rng = np.random.default_rng(1)
    middles = [direction(str(n)) for n in range(5)]
    rows = np.stack([unit(middles[n % 5] + 0.3 * unit(rng.normal(size=DIM))) for n in range(200)])
    first, second = cluster(rows, 5), cluster(rows, 5)
    np.testing.assert_array_equal(first.of, second.of)
    for place in range(5):
        assert {int(n) % 5 for n in first.members(place)} == {int(first.members(place)[0]) % 5}
        closeness = first.closeness[first.members(place)]
        assert (np.diff(closeness) <= 0).all()


def test_clusters_of_few_or_equal_vectors():
    rows = np.stack([unit(direction("one"))] * 7)
    assert len(cluster(rows, 4).centres) == 1
    assert len(cluster(rows[:0], 4).centres) == 0
    assert len(cluster(np.stack([unit(direction(str(n))) for n in range(3)]), 8).of) == 3


def test_equal_vectors_have_no_direction_from_their_middle():
    assert np.isfinite(centred(np.ones((4, 3), np.float32))).all()


# --- ideas ----------------------------------------------------------------------------------------


def test_what_many_photos_show_is_named(varied):
    found = {idea.name: idea for idea in varied.ideas()}
    assert {"Buildings/Lighthouse", "Animals/Dog", "Food/Pizza"} <= found.keys()
    dog = found["Animals/Dog"]
    assert dog.origin is IdeaOrigin.PICTURES
    assert 20 <= dog.photos <= 45
    assert set(dog.examples) <= set(range(31, 56))  # the surest are right
    assert checked(dog.definition) == dog.definition
    assert dog.definition.describe == ("a dog",)


def test_ideas_are_the_same_when_asked_again(varied):
    assert varied.ideas() == varied.ideas()


def test_photos_of_nothing_in_particular_give_few_ideas(home):
    home.photos(None, 200, noise=1.0)
    assert len(home.ideas(200)) < 30  # of more than 2,000 words some fit by chance


def test_what_is_a_label_already_is_no_idea(varied):
    for name in ("dog", "Essen/Pizza"):
        commands.apply(varied.library, CreateLabel(name), name)
    names = {idea.name for idea in varied.ideas()}
    assert "Buildings/Lighthouse" in names
    assert "Animals/Dog" not in names


def test_no_more_than_asked_for_and_the_largest_first(varied):
    found = varied.ideas(4)
    assert len(found) == 4
    sizes = [idea.photos for idea in varied.ideas()]
    assert sizes == sorted(sizes, reverse=True)
    assert [idea.photos for idea in found] == sizes[:4]


def test_an_empty_library_and_a_small_one_have_none_and_load_no_model(home):
    assert home.ideas() == ()
    home.photos("dog", 5)
    assert home.ideas() == ()
    assert not home.speaker.heard


def test_hidden_photos_count_for_nothing(varied):
    with varied.library.transaction() as connection:
        connection.execute(
            "UPDATE file SET missing_since = '2024' WHERE photo_id BETWEEN 31 AND 55"
        )
    assert "Animals/Dog" not in {idea.name for idea in varied.ideas()}


def test_it_stops_when_asked_to(varied):
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        varied.ideas(cancel=token)


# --- keywords -------------------------------------------------------------------------------------


def test_keywords_are_ideas_with_their_place(home):
    home.photos(None, 11)
    home.keywords(range(1, 8), "Biscuit", "Pets", paths=["Pets/Biscuit"])
    home.keywords(range(1, 5), "Ada")
    home.keywords([9], "once")
    home.keywords(range(3, 9), "dog")
    found = {idea.name: idea for idea in home.ideas()}
    assert found.keys() == {"Pets/Biscuit", "Ada", "dog"}
    assert all(idea.origin is IdeaOrigin.KEYWORDS for idea in found.values())
    assert (found["Pets/Biscuit"].photos, found["Ada"].photos) == (7, 4)
    assert found["Ada"].examples == (1, 2, 3, 4)
    # A name can't be looked for in pictures, an everyday word can.
    assert found["Ada"].definition.automatic is Automatic.OFF
    assert found["dog"].definition.automatic is Automatic.APPLY
    assert found["dog"].definition.describe == ("a dog",)


def test_keywords_that_are_labels_or_cant_be_any_are_left_out(home):
    home.photos(None, 11)
    home.keywords(range(1, 8), "Ada", "x/confirmed", "/", "Ben")
    commands.apply(home.library, CreateLabel("Family/ada"), "one")
    assert [idea.name for idea in home.ideas()] == ["Ben"]


def test_a_keyword_goes_before_the_same_word_from_pictures(varied):
    varied.keywords(range(31, 40), "Dog")
    dogs = [idea for idea in varied.ideas() if idea.name.casefold().endswith("dog")]
    assert [(idea.name, idea.origin) for idea in dogs] == [("Dog", IdeaOrigin.KEYWORDS)]


def test_spellings_of_a_keyword_count_as_one(home):
    home.photos(None, 11)
    home.keywords(range(1, 6), "Größe")
    home.keywords(range(6, 9), "GRÖßE")
    assert keywords.places(home.library) == [("Größe", 8)]
