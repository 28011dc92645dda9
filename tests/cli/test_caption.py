"""`photoclip caption`, with a small captioner and real files."""

from __future__ import annotations

import os
import shutil

import click
import pytest
from caption_home import CaptionHome
from small_captioner import write_captioner

from photoclip.core import paths
from photoclip.core.errors import ModelError, PhotoClipError
from photoclip.embed.weights import WEIGHTS
from photoclip.indexing import in_hand
from photoclip.session import Session

pytestmark = pytest.mark.torch


@pytest.fixture
def home(tmp_path, make_photo) -> CaptionHome:
    return CaptionHome(tmp_path, make_photo)


@pytest.fixture(scope="session")
def saying_dog(tmp_path_factory):
    """A model that sees dogs everywhere."""
    return write_captioner(tmp_path_factory.mktemp("dog") / "model", says="dog").path


@pytest.fixture
def dog(saying_dog, own_home):
    """That model, installed."""
    target = paths.models_dir() / "coca_small--random"
    shutil.copytree(saying_dog, target)
    return target


def test_captions_are_written_shown_and_found(home, dog):
    said = home.run("caption", home.path(0), home.path(1))
    assert said.stdout.count("  dog dog") == 2
    assert "coca_small/random" in said.stdout
    assert "2 captions written" in said.stderr
    (first, *_) = home.json("caption", "--show", "--all")
    assert str(first["caption"]).startswith("dog dog")
    assert str(first["model"]).startswith("coca_small/random@")
    assert first["described"] is False
    found = home.json("search", "caption:dog")
    assert {one["path"] for one in found} == {home.path(0), home.path(1)}
    assert home.json("search", "-has:machine-caption")[0]["path"] == home.path(2)
    assert home.json("search", "caption:cat") == []
    assert home.json("search", "has:caption") == []  # a person's or the file's


def test_what_is_written_once_is_not_written_again_and_limit_goes_on_from_there(home, dog):
    assert len(home.json("caption", "--all", "--limit", "2")) == 2
    rows = home.ask("SELECT id FROM machine_caption ORDER BY id")
    assert len(home.json("caption", "--all", "--limit", "2")) == 1
    assert home.json("caption", "--all") == []
    assert home.ask("SELECT id FROM machine_caption ORDER BY id")[:2] == rows
    assert "had been seen to before" in home.run("caption", "--all").stderr


def test_an_accepted_caption_is_the_persons_own_and_can_be_taken_back(home, dog):
    home.run("caption", "--all")
    assert "1 caption is yours now" in home.run("caption", "--accept", home.path(0)).stdout
    own = home.ask("SELECT own_caption FROM photo ORDER BY id")
    assert str(own[0][0]).startswith("dog dog")
    assert own[1:] == [(None,), (None,)]
    assert len(home.json("search", "has:caption")) == 1
    assert "a caption" in home.run("undo").stdout
    assert home.ask("SELECT own_caption FROM photo") == [(None,)] * 3
    assert len(home.texts()) == 3  # what the model wrote is there as before


def test_somebodys_own_caption_makes_way_only_where_the_photo_is_named(home, dog):
    home.run("describe", home.path(0), "--caption", "Biscuit on the sofa")
    home.run("caption", "--all")
    accepted = home.json("caption", "--accept", "--all")
    assert {one["path"] for one in accepted} == {home.path(1), home.path(2)}
    with pytest.raises(PhotoClipError, match="have one of their own") as refused:
        home.run("caption", "--accept", "--all")
    assert "name the photos" in refused.value.hint
    assert home.ask("SELECT own_caption FROM photo ORDER BY id")[0] == ("Biscuit on the sofa",)
    home.run("caption", "--accept", home.path(0))
    assert str(home.ask("SELECT own_caption FROM photo ORDER BY id")[0][0]).startswith("dog")


def test_a_discarded_caption_is_neither_shown_nor_found_until_that_is_taken_back(home, dog):
    home.run("caption", "--all")
    home.run("caption", "--discard", home.path(0))
    assert len(home.json("search", "caption:dog")) == 2
    assert len(home.json("caption", "--show", "--all")) == 2
    assert home.json("caption", "--all") == []  # it isn't written anew by itself
    with pytest.raises(PhotoClipError, match="no caption by a model"):
        home.run("caption", "--discard", home.path(0))
    assert "caption a model wrote" in home.run("undo").stdout
    assert len(home.json("search", "caption:dog")) == 3
    home.run("caption", "--discard", home.path(0))
    assert len(home.json("caption", "--again", home.path(0))) == 1
    assert len(home.json("search", "caption:dog")) == 3


def test_another_model_says_it_otherwise_and_its_word_counts_from_then_on(home, dog):
    write_captioner(name="coca_small/cats", says="cat")
    home.run("caption", home.path(0))  # the first there is in the order of names: the one of cats
    assert "cat cat" in str(home.json("caption", "--show", home.path(0))[0]["caption"])
    home.run("caption", "--model", "coca_small/random", home.path(0))
    (shown,) = home.json("caption", "--show", home.path(0))
    assert "dog dog" in str(shown["caption"])
    assert home.json("search", "caption:cat") == []
    assert len(home.texts()) == 2  # both are kept
    home.run("caption", home.path(1))  # the one that was named last
    assert len(home.json("search", "caption:dog")) == 2


def test_files_get_a_models_caption_only_where_that_is_asked_for(home, dog):
    home.run("metadata", "set", str(home.photos), "file")
    home.run("caption", "--all")
    home.run("describe", home.path(1), "--caption", "Mine")
    home.run("metadata", "write", "--all")
    change = home.json("metadata", "diff", home.path(0), "--machine-captions")[0]["changes"]
    assert any("dog dog" in str(one) for one in change)
    assert home.json("metadata", "diff", home.path(0))[0]["changes"] == []
    (summary,) = home.json("metadata", "write", "--all", "--machine-captions")
    assert (summary["done"], summary["unchanged"]) == (2, 1)
    captions = [row[0] for row in home.ask("SELECT caption FROM photo ORDER BY id")]
    assert str(captions[0]).startswith("dog dog")
    assert captions[1] == "Mine"
    assert home.ask("SELECT own_caption FROM photo ORDER BY id")[0] == (None,)
    home.run("metadata", "undo")
    assert home.ask("SELECT caption FROM photo ORDER BY id")[0] == (None,)


# --- what may go wrong ------------------------------------------------------------------------------


def test_without_a_captioner_the_message_says_how_to_get_one(home):
    with pytest.raises(
        ModelError, match="no model on this machine that writes captions"
    ) as missing:
        home.run("caption", "--all")
    assert "photoclip models download coca" in missing.value.hint
    with pytest.raises(ModelError, match="no model that writes captions"):
        home.run("caption", "--all", "--model", "photoclip-scenes")
    with pytest.raises(ModelError, match="no model “coca_none/at_all”"):
        home.run("caption", "--all", "--model", "coca_none/at_all")
    assert home.ask("SELECT count(*) FROM caption_wish") == [(0,)]


def test_a_damaged_captioner_is_refused_and_nothing_is_left_waiting(home, dog):
    weights = dog / WEIGHTS
    content = bytearray(weights.read_bytes())
    content[-1] ^= 0xFF
    weights.write_bytes(content)
    with pytest.raises(PhotoClipError, match="not the ones it came with"):
        home.run("caption", "--all")
    assert home.ask("SELECT count(*) FROM caption_wish") == [(0,)]
    assert home.texts() == []


def test_a_photo_that_can_not_be_read_is_named_and_the_others_get_their_captions(home, dog):
    (home.photos / "01.jpg").write_bytes(b"no picture at all")
    said = home.run("caption", "--all", code=1)
    assert not (home.library / in_hand.CRASH_LOG).exists()
    assert "2 captions written" in said.stderr
    assert "1 photo could not be read" in said.stderr
    assert "01.jpg" in said.stderr
    assert home.ask("SELECT count(*) FROM caption_wish") == [(0,)]


def test_a_photo_that_was_edited_meanwhile_gets_no_caption_of_what_it_shows_now(
    home, dog, make_photo
):
    make_photo(home.photos / "01.jpg", 99)
    said = home.run("caption", "--all")
    assert "1 photo changed or left the library meanwhile" in said.stderr
    assert len(home.texts()) == 2


def test_a_photo_on_a_drive_that_is_away_is_said_to_be(home, dog):
    home.photos.rename(home.photos.with_name("away"))
    with Session.open(home.library, owner=True) as session:
        session.index()
    said = home.run("caption", "--all")
    assert "0 captions written" in said.stderr
    assert "3 photos on drives that are not connected" in said.stderr
    assert home.ask("SELECT count(*) FROM caption_wish") == [(0,)]


def test_a_model_with_nothing_to_say_is_not_asked_again(home):
    write_captioner(says=".")
    said = home.run("caption", "--all")
    assert "the model had nothing to say about 3 photos" in said.stderr
    assert home.json("caption", "--show", "--all") == []
    assert home.json("caption", "--all") == []
    assert home.json("search", "has:machine-caption") == []


@pytest.mark.parametrize(
    "words",
    [
        ("caption",),
        ("caption", "--all", "#1"),
        ("caption", "--all", "--show", "--accept"),
        ("caption", "--all", "--show", "--again"),
        ("caption", "--all", "--limit", "0"),
    ],
)
def test_what_makes_no_sense_is_refused(home, words):
    with pytest.raises(click.UsageError):
        home.run(*words)


def test_names_that_are_not_utf8_are_captioned_too(tmp_path, make_photo, dog):
    home = CaptionHome(tmp_path, make_photo, count=1)
    raw = os.fsencode(home.photos) + b"/caf\xe9.jpg"
    os.rename(home.path(0), raw)
    with Session.open(home.library, owner=True) as session:
        session.index()
    (written,) = home.json("caption", "--all")
    assert os.fsencode(str(written["path"])) == raw
