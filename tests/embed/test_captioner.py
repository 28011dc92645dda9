"""Captions from a CoCa model: the loop that picks the words, and what becomes of them."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from hub_server import serving
from small_captioner import CONFIGURATION, SIZE, write_captioner

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, ModelError
from photoclip.embed.captioner import (
    LONGEST,
    LONGEST_TEXT,
    SHORTEST,
    Captioner,
    find_captioner,
    is_captioner,
    tidy,
)
from photoclip.embed.fetching import fetch
from photoclip.embed.remote import SAFETENSORS, RemoteModel
from photoclip.embed.weights import CONFIG, WEIGHTS, ModelFolder, write_card

pytestmark = pytest.mark.torch

PAD, ESCAPE = 0, 188 + 0x1B
"""Tokens: what follows the end, and the character that terminals obey."""


def pictures(count: int) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (count, SIZE, SIZE, 3), dtype=np.uint8)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> ModelFolder:
    return write_captioner(tmp_path_factory.mktemp("captioner") / "model")


@pytest.fixture(scope="module")
def captioner(folder) -> Captioner:
    return Captioner(folder, "cpu", cores=1)


def saying(tmp_path, says: str | int) -> Captioner:
    return Captioner(write_captioner(tmp_path / "model", says=says), "cpu", cores=1)


def test_every_picture_gets_a_caption_and_the_same_one_again(captioner):
    batch = pictures(4)
    captions = captioner.caption(batch)
    assert len(captions) == 4
    assert all(captions)
    assert len(set(captions)) > 1  # it looks at the pictures
    assert captioner.caption(batch) == captions


def test_a_picture_gets_the_same_caption_alone_and_in_a_batch(captioner):
    batch = pictures(5)
    assert [captioner.caption(batch[at : at + 1])[0] for at in range(5)] == captioner.caption(batch)


def test_the_words_are_those_open_clips_own_forward_pass_finds_likeliest(captioner, folder):
    """Step by step, over the whole model as open_clip computes it: nothing is lost on our way."""
    import open_clip
    import torch

    model = open_clip.create_model(f"local-dir:{folder.path}", weights_only=True).eval()
    batch = pictures(1)
    image = torch.from_numpy(batch).permute(0, 3, 1, 2).float() / 255
    mean = torch.tensor(folder.preprocess.mean).view(1, 3, 1, 1)
    std = torch.tensor(folder.preprocess.std).view(1, 3, 1, 1)
    image = (image - mean) / std
    begin, end, pad = 49406, 49407, 0
    said = [begin]
    with torch.inference_mode():
        while len(said) < LONGEST - 1:
            out = model(image, torch.tensor([said]), output_labels=False)
            scores = out["logits"][0, -1].clone()
            scores[begin] = -torch.inf
            if len(said) < SHORTEST:
                scores[[end, pad]] = -torch.inf
            best = int(scores.argmax())
            if best in (end, pad):
                break
            said.append(best)
    assert captioner.caption(batch) == [tidy(captioner._tokenizer.decode(said[1:]))]


def test_no_pictures_give_no_captions(captioner):
    assert captioner.caption(pictures(0)) == []


@pytest.mark.parametrize("shape", [(1, 3, SIZE, SIZE), (SIZE, SIZE, 3), (1, SIZE - 1, SIZE, 3)])
def test_pictures_of_another_shape_are_a_bug_in_the_caller(captioner, shape):
    with pytest.raises(ValueError, match="expected uint8"):
        captioner.caption(np.zeros(shape, np.uint8))


def test_a_caption_ends_though_the_model_never_ends_it(tmp_path):
    (text,) = saying(tmp_path, "dog").caption(pictures(1))
    assert text.split() == ["dog"] * (LONGEST - 2)


@pytest.mark.parametrize("says", [".", ESCAPE, PAD])
def test_a_model_with_nothing_but_marks_to_say_says_nothing(tmp_path, says):
    assert saying(tmp_path, says).caption(pictures(1)) == [""]


def test_a_model_that_computes_nonsense_has_nothing_to_say(tmp_path):
    broken = Captioner(write_captioner(tmp_path / "model", broken=True), "cpu", cores=1)
    assert broken.caption(pictures(3)) == ["", "", ""]


def test_it_stops_between_two_words(captioner):
    cancel = CancelToken()
    steps = []

    @contextmanager
    def turn():
        steps.append(1)
        if len(steps) == 4:
            cancel.cancel()
        yield

    with pytest.raises(Cancelled):
        captioner.caption(pictures(2), cancel, turn)
    assert len(steps) == 4


def test_others_have_their_turn_between_two_words(captioner):
    inside, most = [0], []

    @contextmanager
    def turn():
        inside[0] += 1
        most.append(inside[0])
        yield
        inside[0] -= 1

    captioner.caption(pictures(1), turn=turn)
    assert len(most) > SHORTEST
    assert set(most) == {1}


# --- which model ----------------------------------------------------------------------------------


def test_the_embedded_model_is_no_captioner(tmp_path):
    embedded = ModelFolder.open(paths.embedded_model())
    assert not is_captioner(embedded)
    with pytest.raises(ModelError, match="no model that writes captions") as refused:
        Captioner(embedded)
    assert "models download" in refused.value.hint
    with pytest.raises(ModelError, match="no model that writes captions"):
        find_captioner([paths.resources_dir() / "models"], "photoclip-scenes")


def test_one_that_is_installed_is_found_by_itself_and_by_its_name(tmp_path):
    with pytest.raises(ModelError, match="no model on this machine that writes") as missing:
        find_captioner([tmp_path, paths.resources_dir() / "models"])
    assert "coca" in missing.value.hint
    written = write_captioner(tmp_path / "coca")
    there = [paths.resources_dir() / "models", tmp_path]
    assert find_captioner(there).path == written.path
    assert find_captioner(there, written.info.key).path == written.path


def test_a_model_without_the_word_captioner_in_its_card_is_known_by_its_parts(tmp_path):
    written = write_captioner(tmp_path / "coca")
    write_card(written.path, replace(written.card, kind="clip"))
    assert is_captioner(ModelFolder.open(written.path))


def test_damaged_weights_are_refused_before_they_are_read(tmp_path):
    written = write_captioner(tmp_path / "coca")
    weights = written.path / WEIGHTS
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 0xFF
    weights.write_bytes(content)
    with pytest.raises(ModelError, match="not the ones it came with"):
        Captioner(ModelFolder.open(written.path), "cpu")


def test_weights_that_do_not_fit_their_configuration_are_refused(tmp_path):
    written = write_captioner(tmp_path / "coca")
    config = json.loads((written.path / CONFIG).read_text())
    config["model_cfg"]["multimodal_cfg"]["layers"] = 3
    (written.path / CONFIG).write_text(json.dumps(config))
    with pytest.raises(ModelError, match="could not be loaded"):
        Captioner(ModelFolder.open(written.path), "cpu")


def test_a_card_that_calls_a_plain_model_a_captioner_is_found_out(tmp_path):
    import shutil

    copy = tmp_path / "plain"
    shutil.copytree(paths.embedded_model(), copy)
    opened = ModelFolder.open(copy)
    write_card(copy, replace(opened.card, kind="captioner"))
    with pytest.raises(ModelError, match="no part that writes captions"):
        Captioner(ModelFolder.open(copy), "cpu")


def test_a_tokenizer_that_is_not_carried_is_refused_with_another_model_to_choose(tmp_path):
    written = write_captioner(tmp_path / "coca")
    config = {"model_cfg": CONFIGURATION | {"text_cfg": {"hf_model_name": "roberta-base"}}}
    (written.path / CONFIG).write_text(json.dumps(config))
    with pytest.raises(ModelError, match="tokenizer PhotoClip doesn't carry"):
        Captioner(ModelFolder.open(written.path), "cpu")


# --- the wording ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("a dog sitting on a couch . ", "a dog sitting on a couch."),
        ("a dog , a cat !", "a dog, a cat!"),
        ("two\nlines\tand\x0bmore", "two lines and more"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("turned \u202eround", "turned round"),
        ("half a \ufffdletter", "half a letter"),
        ("a\x00b", "a b"),
        ("e\u0301te\u0301", "été"),
        (" . . . ", ""),
        ("\ufffd\x07", ""),
        ("", ""),
        ("日本の犬", "日本の犬"),
    ],
)
def test_words_are_kept_on_one_line_without_what_can_not_be_shown(raw, kept):
    assert tidy(raw) == kept


def test_a_very_long_caption_is_cut():
    assert len(tidy("dog " * 1000)) <= LONGEST_TEXT
    assert tidy("dog " * 1000).endswith("…")


# --- getting one ----------------------------------------------------------------------------------


def test_one_that_comes_from_the_hub_writes_as_it_did_there(
    folder, captioner, tmp_path, monkeypatch
):
    with serving() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
        hub.put("someone/coca", SAFETENSORS, (folder.path / WEIGHTS).read_bytes())
        config = {"model_cfg": CONFIGURATION}
        remote = RemoteModel("coca_small/far", "someone/coca", (SAFETENSORS,), config)
        fetched = fetch(remote, tmp_path / "models")
    assert fetched.card.kind == "captioner"
    assert find_captioner([tmp_path / "models"]).path == fetched.path
    batch = pictures(2)
    assert Captioner(fetched, "cpu", cores=1).caption(batch) == captioner.caption(batch)
