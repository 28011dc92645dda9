"""Model folders: what is refused before it is loaded."""

from __future__ import annotations

import json
import pickle
import shutil
import struct
from dataclasses import replace

import pytest

from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.embed import catalogue
from photoclip.embed.remote import TOKENIZER_FILES, remote, split_name
from photoclip.embed.weights import (
    CARD,
    CONFIG,
    WEIGHTS,
    ModelFolder,
    check_safetensors,
)


@pytest.fixture
def model(tmp_path) -> ModelFolder:
    """A copy of the embedded model that a test may damage."""
    return ModelFolder.open(shutil.copytree(paths.embedded_model(), tmp_path / "model"))


def test_the_embedded_model_is_whole_and_fits_the_repository(model):
    model.verify()
    assert (model.path / WEIGHTS).stat().st_size <= 16_000_000
    assert model.info.demonstration


def test_a_flipped_byte_is_refused(model):
    weights = model.path / WEIGHTS
    data = bytearray(weights.read_bytes())
    data[-1000] ^= 1
    weights.write_bytes(data)
    with pytest.raises(ModelError, match="not the ones it came with"):
        model.verify()


@pytest.mark.parametrize("share", [0.0, 0.00001, 0.1, 0.5, 0.999])
def test_cut_weights_are_refused(model, share):
    weights = model.path / WEIGHTS
    data = weights.read_bytes()
    weights.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(ModelError, match="not a whole safetensors file"):
        model.verify()


def test_a_pickle_in_disguise_is_refused_and_never_run(model, tmp_path):
    trap = tmp_path / "sprung"

    class Trap:
        def __reduce__(self):
            return (open, (str(trap), "w"))

    (model.path / WEIGHTS).write_bytes(pickle.dumps(Trap()))
    with pytest.raises(ModelError, match="not a whole safetensors file"):
        model.verify()
    assert not trap.exists()


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"{}",
        b'{"a": 1}',
        b'{"a": {"data_offsets": []}}',
        b'{"a": {"data_offsets": [0, 9]}}',
        b"{",
    ],
)
def test_a_header_that_tells_nonsense_is_refused(tmp_path, header):
    path = tmp_path / WEIGHTS
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    with pytest.raises(ModelError):
        check_safetensors(path)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("hf-hub:someone/model", "photoclip models download --again a/model"),
        ("imported from model.safetensors", "photoclip models import"),
        ("made on this machine", "Choose another model"),
    ],
)
@pytest.mark.parametrize("harm", ["missing", "cut"])
def test_weights_that_are_not_whole_say_whose_they_are_and_what_to_do(model, source, said, harm):
    model = ModelFolder(
        model.path, replace(model.card, name="a/model", source=source), model.config
    )
    weights = model.path / WEIGHTS
    if harm == "missing":
        weights.unlink()
    else:
        weights.write_bytes(weights.read_bytes()[:-100])
    for check in (model.verify, model.check_whole):
        with pytest.raises(ModelError, match="“a/model”") as caught:
            check()
        assert said in caught.value.hint


@pytest.mark.parametrize("name", [CARD, CONFIG])
@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"name": 1}', "{}"])
def test_a_damaged_description_is_an_error_a_person_can_read(model, name, content):
    (model.path / name).write_text(content)
    with pytest.raises(ModelError, match="damaged"):
        ModelFolder.open(model.path)


def test_a_folder_without_a_model_is_no_model(tmp_path):
    with pytest.raises(ModelError, match="no model"):
        ModelFolder.open(tmp_path)


def test_the_key_names_the_exact_weights(model):
    before = ModelFolder.open(model.path).info.key
    card = json.loads((model.path / CARD).read_text())
    card["sha256"] = "0" * 64
    (model.path / CARD).write_text(json.dumps(card))
    assert ModelFolder.open(model.path).info.key != before


def test_broken_models_are_passed_over_when_listing(tmp_path, model):
    models = tmp_path / "models"
    shutil.copytree(model.path, models / "good")
    (models / "empty").mkdir()
    (models / ".half.part").mkdir()
    assert [found.path.name for found in catalogue.installed(models)] == ["good"]


def test_an_unknown_name_says_how_to_get_it():
    with pytest.raises(ModelError) as caught:
        catalogue.find("ViT-B-32/laion2b_s34b_b79k")
    assert "photoclip models download ViT-B-32/laion2b_s34b_b79k" in caught.value.hint


@pytest.mark.parametrize("name", ["", "ViT-B-32", "/", "a/", "/b"])
def test_a_name_without_two_parts_is_refused(name):
    with pytest.raises(ModelError, match="not a model name"):
        split_name(name)


def test_every_offer_is_what_open_clip_says_of_it():
    for offer in (*catalogue.offers(), *catalogue.offers("captioner")):
        found = remote(offer.name)
        vision = found.config["model_cfg"]["vision_cfg"]
        assert found.repo.count("/") == 1
        assert found.config["model_cfg"]["embed_dim"] == offer.dim
        assert vision["image_size"] == offer.image_size
        assert found.license == offer.license
        assert found.pin == offer.pin


def test_models_with_a_tokenizer_of_their_own_name_its_files():
    found = remote("ViT-B-16-SigLIP2/webli")
    assert [extra.file for extra in found.extras] == list(TOKENIZER_FILES)
    assert found.config["preprocess_cfg"]["resize_mode"] == "squash"
    languages = remote("xlm-roberta-base-ViT-B-32/laion5b_s13b_b90k")
    assert languages.extras[-1].repo == "xlm-roberta-base"


def test_any_name_of_open_clip_has_a_place_to_fetch_it_from():
    from photoclip.embed.runtime import open_clip

    for architecture, tag in open_clip().list_pretrained():
        found = remote(f"{architecture}/{tag}")
        assert found.repo.count("/") == 1, architecture
        assert found.weights


def test_an_unknown_name_of_a_known_architecture_says_what_there_is():
    with pytest.raises(ModelError) as caught:
        remote("RN50/nothing")
    assert "RN50/openai" in caught.value.hint


def test_what_a_later_version_wrote_into_a_card_is_passed_over(model):
    card = json.loads((model.path / CARD).read_text())
    (model.path / CARD).write_text(json.dumps({**card, "mood": "sunny"}))
    assert ModelFolder.open(model.path).card == model.card


def test_a_name_open_clip_does_not_know_is_refused():
    with pytest.raises(ModelError, match="knows no model"):
        remote("ViT-B-32/never_trained")
