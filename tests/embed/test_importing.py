"""Bringing a model in from a file or a folder, and what is refused on the way."""

from __future__ import annotations

import json
import pickle
import shutil
import socket

import pytest
from tiny_models import registered, state_of, write_tokenizer

from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.embed.fetching import ARRIVING
from photoclip.embed.guessing import guess, shapes_of
from photoclip.embed.importing import import_model
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import CARD, CONFIG, WEIGHTS, ModelFolder, sha256_of

pytestmark = pytest.mark.torch


@pytest.fixture(scope="module", autouse=True)
def _known(tmp_path_factory):
    with registered(tmp_path_factory.mktemp("architectures")):
        yield


@pytest.fixture
def models(tmp_path):
    return tmp_path / "models"


@pytest.fixture
def weights(tmp_path):
    """A bare file of the weights of a vision transformer."""
    from safetensors.torch import save_file

    save_file(state_of("tiny-vit"), tmp_path / "mine.safetensors")
    return tmp_path / "mine.safetensors"


def left_over(models):
    return [path for path in models.rglob("*") if path.is_file() and ARRIVING in path.parts]


# --- files ----------------------------------------------------------------------------------------


def test_a_bare_file_is_recognised_by_its_shapes_without_a_network(weights, models, monkeypatch):
    def forbidden(*_arguments, **_options):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", forbidden)
    model = import_model(weights, models)
    model.verify()
    assert model.name == "tiny-vit/mine"
    assert model.info.dim == 16
    assert not left_over(models)


def test_a_bare_file_gets_the_name_and_architecture_it_is_given(weights, models):
    model = import_model(weights, models, architecture="tiny-vit", name="Grandma's model")
    assert model.name == "Grandma's model"
    assert model.path.name == "Grandma-s-model"


def test_weights_that_do_not_fit_the_named_architecture_are_refused(weights, models):
    with pytest.raises(ModelError, match="could not be loaded"):
        import_model(weights, models, architecture="tiny-resnet")
    assert not left_over(models)


def test_an_architecture_nobody_knows_is_said(weights, models):
    with pytest.raises(ModelError, match="knows no architecture “ViT-Z-99”"):
        import_model(weights, models, architecture="ViT-Z-99")


def test_weights_of_nothing_known_ask_for_the_architecture(tmp_path, models):
    import torch
    from safetensors.torch import save_file

    save_file({"layer.weight": torch.zeros(3, 3)}, tmp_path / "other.safetensors")
    with pytest.raises(ModelError) as caught:
        import_model(tmp_path / "other.safetensors", models)
    assert "--architecture" in caught.value.hint


@pytest.mark.parametrize(
    "name",
    ["ViT-B-32", "ViT-B-32-256", "ViT-L-14", "ViT-B-16", "RN50", "MobileCLIP-S1", "ViT-H-14"],
)
def test_known_architectures_are_told_apart_by_their_shapes(name):
    assert guess(shapes_of(name)) == name


def test_shapes_of_several_architectures_ask_which_one():
    with pytest.raises(ModelError, match="MobileCLIP-S2, MobileCLIP2-S2") as caught:
        guess(shapes_of("MobileCLIP2-S2"))
    assert "--architecture" in caught.value.hint


def test_a_pickle_needs_its_hash(tmp_path, models):
    import torch

    file = tmp_path / "old.pt"
    torch.save(state_of("tiny-vit"), file)
    with pytest.raises(ModelError, match="is a pickle") as caught:
        import_model(file, models)
    assert "--sha256" in caught.value.hint
    with pytest.raises(ModelError, match="is not the file with the hash"):
        import_model(file, models, sha256="0" * 64)
    assert import_model(file, models, sha256=sha256_of(file).upper()).name == "tiny-vit/old"


def test_a_pickle_that_runs_something_is_refused_even_with_its_hash(tmp_path, models):
    trap = tmp_path / "sprung"

    class Trap:
        def __reduce__(self):
            return (open, (str(trap), "w"))

    file = tmp_path / "evil.bin"
    file.write_bytes(pickle.dumps({"a": Trap()}))
    with pytest.raises(ModelError, match="holds more than weights"):
        import_model(file, models, sha256=sha256_of(file))
    assert not trap.exists()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"\x80\x02.", b"hello" * 1000])
def test_a_damaged_pickle_is_an_error_a_person_can_read(tmp_path, models, content):
    file = tmp_path / "broken.pt"
    file.write_bytes(content)
    with pytest.raises(ModelError):
        import_model(file, models, sha256=sha256_of(file))


def test_a_pickle_of_something_else_than_weights_is_refused(tmp_path, models):
    import torch

    file = tmp_path / "numbers.pt"
    torch.save({"epoch": 3, "note": "hello"}, file)
    with pytest.raises(ModelError, match="something else than weights"):
        import_model(file, models, sha256=sha256_of(file))


@pytest.mark.parametrize("name", ["photo.jpg", "model.onnx", "model"])
def test_a_file_of_another_kind_is_refused(tmp_path, models, name):
    file = tmp_path / name
    file.write_bytes(b"something")
    with pytest.raises(ModelError, match="no checkpoint PhotoClip knows"):
        import_model(file, models)


def test_a_cut_file_is_refused(weights, models):
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(ModelError, match="not a whole safetensors file"):
        import_model(weights, models)
    assert not left_over(models)


def test_a_wrong_hash_of_safetensors_is_refused(weights, models):
    with pytest.raises(ModelError, match="not the file with the hash"):
        import_model(weights, models, sha256="0" * 64)


def test_a_path_to_nothing_is_said(models, tmp_path):
    with pytest.raises(ModelError, match="There is no"):
        import_model(tmp_path / "missing", models)


# --- folders --------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, weights):
    """A folder as the hub has them."""
    source = tmp_path / "from the hub"
    source.mkdir()
    shutil.move(weights, source / "open_clip_model.safetensors")
    config = {"model_cfg": open_clip().get_model_config("tiny-vit"), "preprocess_cfg": {}}
    (source / CONFIG).write_text(json.dumps(config))
    return source


def test_a_folder_from_the_hub_is_taken_and_keeps_its_name(folder, models):
    model = import_model(folder, models)
    model.verify()
    assert model.name == "from the hub"
    assert sorted(path.name for path in model.path.iterdir()) == [WEIGHTS, CONFIG, CARD]


def test_a_model_of_another_machine_keeps_its_card_and_key(models):
    with pytest.raises(ModelError, match="comes with PhotoClip"):
        import_model(paths.embedded_model(), models)
    copied = import_model(paths.embedded_model(), models, name="copied")
    assert copied.card.demonstration
    assert copied.card.sha256 == ModelFolder.open(paths.embedded_model()).card.sha256


def test_a_model_whose_weights_are_not_its_cards_is_refused(tmp_path, models):
    source = shutil.copytree(paths.embedded_model(), tmp_path / "copy")
    card = json.loads((source / CARD).read_text())
    (source / CARD).write_text(json.dumps({**card, "name": "other", "sha256": "0" * 64}))
    with pytest.raises(ModelError, match="not the ones its photoclip"):
        import_model(source, models)


def test_a_folder_without_a_configuration_says_what_to_do(tmp_path, models, weights):
    with pytest.raises(ModelError) as caught:
        import_model(weights.parent, models)
    assert "--architecture" in caught.value.hint


@pytest.mark.parametrize("text", ["", "{", "[]", '{"model_cfg": {}}', '{"model_cfg": 3}', "null"])
def test_a_damaged_configuration_is_said(folder, models, text):
    (folder / CONFIG).write_text(text)
    with pytest.raises(ModelError, match="can't be read"):
        import_model(folder, models)


def test_a_folder_without_weights_or_with_too_many_is_said(folder, models):
    only = folder / "open_clip_model.safetensors"
    shutil.copyfile(only, folder / "a.safetensors")
    shutil.move(only, folder / "b.safetensors")
    with pytest.raises(ModelError, match="several files of weights"):
        import_model(folder, models)
    (folder / "a.safetensors").unlink()
    (folder / "b.safetensors").unlink()
    with pytest.raises(ModelError, match="no weights"):
        import_model(folder, models)


def test_a_model_that_needs_a_tokenizer_says_where_it_is(tmp_path, models):
    from safetensors.torch import save_file

    source = tmp_path / "siglip"
    source.mkdir()
    save_file(state_of("tiny-siglip"), source / "open_clip_model.safetensors")
    config = {"model_cfg": open_clip().get_model_config("tiny-siglip"), "preprocess_cfg": {}}
    (source / CONFIG).write_text(json.dumps(config))
    with pytest.raises(ModelError, match="lacks tokenizer") as caught:
        import_model(source, models)
    assert "someone/words" in caught.value.hint
    write_tokenizer(source)
    import_model(source, models).verify()


def test_importing_the_same_again_replaces_it(folder, models):
    first = import_model(folder, models)
    second = import_model(folder, models)
    assert first.info.key == second.info.key
    assert [path.name for path in models.iterdir() if path.name != ARRIVING] == ["from-the-hub"]
