"""Bringing a model in from a file or a folder, and what is refused on the way."""

from __future__ import annotations

import errno
import importlib.util
import json
import pickle
import shutil
import socket
import sys
from dataclasses import replace

import pytest
from tiny_models import registered, state_of, write_tokenizer

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import (
    Cancelled,
    DiskFullError,
    ModelError,
    NameTakenError,
    NeedsArchitectureError,
)
from photoclip.embed import catalogue, importing
from photoclip.embed.adapter import Adapter
from photoclip.embed.arriving import ARRIVING
from photoclip.embed.building import check_runnable
from photoclip.embed.catalogue import Pin, offers
from photoclip.embed.guessing import guess, shapes_of
from photoclip.embed.importing import import_model
from photoclip.embed.remote import RemoteModel
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


@pytest.mark.parametrize(
    ("frozen", "advice"), [(False, "pip install"), (True, "understands many languages, too")]
)
def test_a_text_tower_that_can_not_run_is_refused_with_what_helps(monkeypatch, frozen, advice):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(sys, "frozen", frozen, raising=False)
    config = {"model_cfg": {"text_cfg": {"hf_model_name": "xlm-roberta-base"}}}
    with pytest.raises(ModelError, match="doesn't bring") as refused:
        check_runnable(config)
    assert advice in refused.value.hint


def test_weights_that_do_not_fit_the_named_architecture_are_refused(weights, models):
    with pytest.raises(ModelError, match="could not be loaded"):
        import_model(weights, models, architecture="tiny-resnet")
    assert not left_over(models)


def test_an_architecture_nobody_knows_is_said(weights, models):
    with pytest.raises(ModelError, match="knows no architecture “ViT-Z-99”"):
        import_model(weights, models, architecture="ViT-Z-99")
    with pytest.raises(ModelError) as caught:
        import_model(weights, models, architecture="vit-b-32")
    assert "Like the one you named: ViT-B-32, " in caught.value.hint
    with pytest.raises(ModelError) as caught:
        import_model(weights, models, architecture="qqqq")
    assert caught.value.hint == "For example ViT-B-32 or ViT-L-14."


def test_weights_of_nothing_known_ask_for_the_architecture(tmp_path, models):
    import torch
    from safetensors.torch import save_file

    save_file({"layer.weight": torch.zeros(3, 3)}, tmp_path / "other.safetensors")
    with pytest.raises(ModelError) as caught:
        import_model(tmp_path / "other.safetensors", models)
    assert "--architecture" in caught.value.hint


@pytest.mark.parametrize("name", ["ViT-B-32-256", "MobileCLIP-S1", "tiny-vit"])
def test_known_architectures_are_told_apart_by_their_shapes(name):
    assert guess(shapes_of(name)) == name


@pytest.mark.parametrize("name", ["ViT-B-32", "RN50"])
def test_twins_that_differ_in_nothing_but_their_activation_are_asked_about(name):
    with pytest.raises(NeedsArchitectureError) as caught:
        guess(shapes_of(name))
    assert caught.value.architectures == (name, f"{name}-quickgelu")
    assert "-quickgelu: weights of OpenAI" in caught.value.hint


def test_recognising_a_file_says_nothing_of_random_weights(weights, models, caplog):
    import_model(weights, models)
    assert "random" not in caplog.text.lower()


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


def test_a_cut_file_is_refused_by_its_own_name(weights, models):
    weights.write_bytes(weights.read_bytes()[:-100])
    with pytest.raises(ModelError, match=r"^mine\.safetensors is not a whole safetensors file"):
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


# --- what is known of a file ----------------------------------------------------------------------


def test_the_configuration_beside_a_file_is_read(folder, models):
    config = json.loads((folder / CONFIG).read_text())
    config["model_cfg"]["quick_gelu"] = True
    (folder / CONFIG).write_text(json.dumps(config))
    model = import_model(folder / "open_clip_model.safetensors", models)
    assert model.name == "from the hub"
    assert model.config == config
    shutil.move(folder / "open_clip_model.safetensors", folder / "other.safetensors")
    assert import_model(folder / "other.safetensors", models).name == "from the hub/other"


def test_an_architecture_that_is_named_goes_before_the_configuration_beside(folder, models):
    (folder / CONFIG).write_text("{")
    file = folder / "open_clip_model.safetensors"
    assert import_model(file, models, architecture="tiny-vit").name == "tiny-vit/open_clip_model"


def test_a_taught_model_of_another_machine_is_taken_by_its_file(tmp_path, models):
    embedded = ModelFolder.open(paths.embedded_model())
    adapter = Adapter.nothing(embedded.info.dim)
    taught = adapter.write(tmp_path / "taught", "scenes+words-1", embedded)
    model = import_model(taught.path / WEIGHTS, models)
    assert (model.name, model.card.base) == ("scenes+words-1", embedded.info.key)
    model.verify()


def test_a_file_of_the_catalogue_gets_its_name_licence_and_architecture(
    weights, models, monkeypatch
):
    known = replace(
        offers()[0],
        name="tiny-vit/known",
        license="Known licence",
        pin=Pin("main", "model.safetensors", 1, sha256_of(weights), "a test"),
    )
    config = {
        "model_cfg": {**open_clip().get_model_config("tiny-vit"), "quick_gelu": True},
        "preprocess_cfg": {},
    }
    monkeypatch.setattr(catalogue, "_all_offers", lambda: (known,))
    there = RemoteModel(known.name, "someone/known", (), config)
    monkeypatch.setattr(importing, "remote", lambda _name: there)
    model = import_model(weights, models)
    assert (model.name, model.card.license) == ("tiny-vit/known", "Known licence")
    assert model.config == config
    again = import_model(weights, models, architecture="tiny-vit")
    assert again.info.key == model.info.key


def test_every_pinned_file_is_known_by_its_hash():
    pinned = [offer for offer in offers() if offer.pin]
    assert pinned
    assert [catalogue.offer_of_file(offer.pin.sha256) for offer in pinned] == pinned
    assert catalogue.offer_of_file("0" * 64) is None


def test_a_file_of_a_model_that_is_here_already_is_that_model(folder, models):
    first = import_model(folder, models, name="the first")
    copy = folder.parent / "renamed.safetensors"
    shutil.copyfile(folder / "open_clip_model.safetensors", copy)
    assert import_model(copy, models).info.key == first.info.key
    assert installed_folders(models) == ["the-first"]


# --- names ----------------------------------------------------------------------------------------


def installed_folders(models):
    return sorted(path.name for path in models.iterdir() if path.name != ARRIVING)


def other_weights(file):
    from safetensors.torch import save_file

    save_file(state_of("tiny-vit", seed=4), file)
    return file


def test_importing_the_same_again_changes_nothing(folder, models):
    first = import_model(folder, models)
    before = (first.path / WEIGHTS).stat().st_ino
    second = import_model(folder, models)
    assert first.info.key == second.info.key
    assert (second.path / WEIGHTS).stat().st_ino == before
    assert installed_folders(models) == ["from-the-hub"]


def test_importing_the_same_again_mends_what_was_damaged(folder, models):
    first = import_model(folder, models)
    (first.path / WEIGHTS).write_bytes(b"damaged")
    import_model(folder, models).verify()
    assert installed_folders(models) == ["from-the-hub"]


def test_no_model_gives_way_to_another_of_the_name_a_person_gave(weights, tmp_path, models):
    first = import_model(weights, models, name="my/model")
    with pytest.raises(NameTakenError, match="Another model is called “my/model”") as caught:
        import_model(other_weights(tmp_path / "b.safetensors"), models, name="my/model")
    assert caught.value.name == "my/model"
    assert "--name" in caught.value.hint
    ModelFolder.open(first.path).verify()
    assert not left_over(models)


def test_a_name_with_the_same_folder_is_taken_too(weights, tmp_path, models):
    import_model(weights, models, name="my/model")
    with pytest.raises(NameTakenError):
        import_model(other_weights(tmp_path / "b.safetensors"), models, name="my--model")


def test_a_name_that_photoclip_derives_gets_a_number_where_it_is_taken(weights, tmp_path, models):
    first = import_model(weights, models)
    (tmp_path / "b").mkdir()
    other = other_weights(tmp_path / "b" / weights.name)
    second = import_model(other, models)
    assert (first.name, second.name) == ("tiny-vit/mine", "tiny-vit/mine-2")
    assert import_model(other, models).info.key == second.info.key
    assert installed_folders(models) == ["tiny-vit--mine", "tiny-vit--mine-2"]


def test_the_same_weights_with_another_activation_are_another_model(folder, models):
    import_model(folder, models, name="plain")
    config = json.loads((folder / CONFIG).read_text())
    config["model_cfg"]["quick_gelu"] = True
    (folder / CONFIG).write_text(json.dumps(config))
    with pytest.raises(NameTakenError):
        import_model(folder, models, name="plain")


# --- on the way -----------------------------------------------------------------------------------


def test_an_import_says_how_far_it_is(weights, models, monkeypatch):
    monkeypatch.setattr(importing, "_PIECE", 100_000)
    said = []
    import_model(weights, models, said.append)
    size = weights.stat().st_size
    assert {one.total_bytes for one in said} == {size}
    assert [one.done_bytes for one in said] == sorted(one.done_bytes for one in said)
    assert said[-1].done_bytes == size


def test_a_cancelled_import_leaves_nothing(weights, models, monkeypatch):
    monkeypatch.setattr(importing, "_PIECE", 100_000)
    token = CancelToken()
    with pytest.raises(Cancelled):
        import_model(weights, models, lambda _progress: token.cancel(), token)
    assert not left_over(models)
    assert installed_folders(models) == []


def test_an_import_without_room_copies_nothing(weights, models, monkeypatch):
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1_000_000))
    with pytest.raises(DiskFullError, match="MB are free") as caught:
        import_model(weights, models)
    assert caught.value.hint == f"Free some space on the disk of {models} and import it again."
    assert not left_over(models)


def test_a_disk_that_fills_up_is_not_said_to_go_on_where_it_stopped(weights, models, monkeypatch):
    def full(*_arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(importing, "_copied", full)
    with pytest.raises(DiskFullError, match="The disk is full") as caught:
        import_model(weights, models)
    assert "where it stopped" not in caught.value.hint
    assert not left_over(models)


def test_a_file_of_another_kind_leaves_no_folder(tmp_path, models):
    (tmp_path / "text.txt").write_text("hello")
    with pytest.raises(ModelError):
        import_model(tmp_path / "text.txt", models)
    assert list((models / ARRIVING).iterdir()) == []
