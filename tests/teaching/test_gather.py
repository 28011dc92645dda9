from __future__ import annotations

import numpy as np
import pytest
import taught_library
from hypothesis import given
from hypothesis import strategies as st

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.commands import CreateLabel, MarkLabel, SetCaption, SetTitle, Verdict
from photoclip.core.errors import Cancelled, PhotoClipError
from photoclip.core.types import PhotoId
from photoclip.embed.adapter_fitting import NO_TEXT
from photoclip.embed.weights import ModelFolder
from photoclip.store import commands
from photoclip.teaching import gather as gathering
from photoclip.teaching.gather import gather, numbered, sentence, tidy

BASE = ModelFolder.open(paths.embedded_model())


def said_by(gathered) -> dict[int, set[str]]:
    return {
        photo: {gathered.texts[text] for text in own if text != NO_TEXT}
        for photo, own in zip(gathered.photos.tolist(), gathered.texts_of.tolist(), strict=True)
    }


def captions(count: int) -> dict[int, str]:
    return {
        n: f"a goat beside harbour wall {'abcdefghij'[n % 10]} {n}" for n in range(1, count + 1)
    }


@pytest.fixture
def rows():
    return taught_library.photos_of_kinds(40)[0]


def test_a_library_without_words_says_what_to_write(library, rows):
    taught_library.fill(library, rows)
    with pytest.raises(PhotoClipError, match="No photo of this library has words") as caught:
        gather(library, BASE)
    assert "captions" in (caught.value.hint or "")


def test_words_of_photos_the_model_hasnt_seen_say_so(library, rows):
    taught_library.fill(library, rows, captions=captions(40), without_vector=range(1, 41))
    with pytest.raises(PhotoClipError, match="40 photos have words, but") as caught:
        gather(library, BASE)
    assert "photoclip index" in (caught.value.hint or "")


def test_photos_without_a_vector_are_left_out(library, rows):
    taught_library.fill(library, rows, captions=captions(40), without_vector=(1, 2, 3))
    found = gather(library, BASE)
    assert found.with_words == 40
    assert found.photos.tolist() == list(range(4, 41))
    assert found.contents.tolist() == list(range(4, 41))


def test_one_caption_on_all_photos_teaches_nothing(library, rows):
    taught_library.fill(library, rows, captions=dict.fromkeys(range(1, 41), "Summer in Tyrol"))
    with pytest.raises(PhotoClipError, match="too little to teach with: 0 photos"):
        gather(library, BASE)


def test_a_caption_most_photos_share_doesnt_count(library, rows):
    said = captions(40)
    keywords = {n: ["holidays", "goat" if n % 4 == 0 else "wall"] for n in range(1, 41)}
    taught_library.fill(library, rows, captions=said, keywords=keywords)
    found = said_by(gather(library, BASE))
    assert found[4] == {said[4], "goat"}
    assert found[5] == {said[5]}


def test_captions_titles_keywords_and_confirmed_labels_are_words(library, rows):
    taught_library.fill(
        library, rows, captions=captions(40), titles={1: "By the sea"}, keywords={1: ["B/W"]}
    )
    for command in (
        CreateLabel("Animals/Goat"),
        MarkLabel(PhotoId(1), "Animals/Goat", Verdict.CONFIRMED),
        MarkLabel(PhotoId(2), "Animals/Goat", Verdict.REJECTED),
        SetCaption(PhotoId(1), "what I wrote myself"),
        SetTitle(PhotoId(3), "Own title"),
    ):
        commands.apply(library, command, f"{command}")
    found = said_by(gather(library, BASE))
    assert found[1] == {"what I wrote myself", "By the sea", "B/W", "Goat"}
    assert found[2] == {captions(40)[2]}
    assert found[3] == {captions(40)[3], "Own title"}


def test_a_rules_labels_and_what_photoclip_wrote_itself_are_no_words(library, rows):
    taught_library.fill(library, rows, captions=captions(40), keywords={1: ["Goat", "rope"]})
    commands.apply(library, CreateLabel("Goat"), "label")
    with library.transaction() as connection:
        connection.execute("INSERT INTO written_word VALUES (1, 'goat')")
        connection.execute("INSERT INTO label_tag VALUES (1, 2, 'auto', 0.9)")
    found = said_by(gather(library, BASE))
    assert found[1] == {captions(40)[1], "rope"}
    assert found[2] == {captions(40)[2]}


def test_photos_that_are_gone_are_left_out(library, rows):
    taught_library.fill(library, rows, captions=captions(40))
    with library.transaction() as connection:
        connection.execute("UPDATE file SET missing_since = '2024-01-01' WHERE photo_id = 7")
    assert 7 not in gather(library, BASE).photos.tolist()


def test_no_more_photos_and_texts_are_looked_at_than_are_enough(library, rows, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_PHOTOS", 36)
    monkeypatch.setattr(gathering, "MOST_TEXTS", 33)
    taught_library.fill(library, rows, captions=captions(40))
    found = gather(library, BASE)
    assert found.with_words == 40
    assert len(found.texts) == len(found.photos) == 33
    again = gather(library, BASE)
    assert again.photos.tolist() == found.photos.tolist()
    assert list(again.texts) == list(found.texts)


def test_stopping_is_heard_while_words_are_gathered(library, rows):
    taught_library.fill(library, rows, captions=captions(40))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        gather(library, BASE, token)


@pytest.mark.parametrize(
    ("text", "taught"),
    [
        ("  Ein  Hund\n am See ", "Ein Hund am See"),
        ("犬が走る", "犬が走る"),
        ("Пёс на снегу", "Пёс на снегу"),
        ("🎄", "🎄"),
        ("cafe\u0301", "café"),
        ("", ""),
        (" \n\t", ""),
        ("2019", ""),
        ("...!?", ""),
        ("IMG_1234.JPG", ""),
        ("DSC00012", ""),
        ("P1010101", ""),
        ("20190703_120000", ""),
        ("A380", "A380"),
        ("Paris 2019", "Paris 2019"),
        ("\ud800broken", "broken"),
    ],
)
def test_what_of_a_text_is_taught(text, taught):
    assert tidy(text) == taught


def test_a_caption_of_ten_thousand_characters_is_cut_between_words():
    long = "a goat on the wall " * 600
    assert len(long) > 10_000
    cut = tidy(long)
    assert 250 < len(cut) <= gathering.LONGEST_TEXT
    assert long.startswith(cut)
    assert cut.split()[-1] in long.split()
    assert len(tidy("x" * 10_000)) == gathering.LONGEST_TEXT


@given(st.text(max_size=400))
def test_any_text_can_be_tidied(text):
    clean = tidy(text)
    assert len(clean) <= gathering.LONGEST_TEXT
    assert clean == clean.strip()
    clean.encode("utf-8")


def test_capitals_make_no_difference():
    said = [["Goat"], ["goat", "GOAT", "fern"], ["fern"], ["piano"], ["piano"]]
    texts, texts_of = numbered(said, np.random.default_rng(1))
    assert sorted(text.casefold() for text in texts) == ["fern", "goat", "piano"]
    assert texts_of[0, 0] in texts_of[1]


def test_a_photo_with_a_hundred_keywords_has_no_more_weight_than_one_with_eight():
    said = [[f"word {'x' * n}" for n in range(100)], ["fern"], ["goat"]]
    _texts, texts_of = numbered(said, np.random.default_rng(1))
    assert (texts_of != NO_TEXT).sum(axis=1).tolist() == [gathering.MOST_TEXTS_EACH, 1, 1]


def test_words_are_put_into_a_sentence_and_sentences_stay():
    assert sentence("goat") == "a photo of goat"
    assert sentence("a goat on a wall") == "a goat on a wall"
