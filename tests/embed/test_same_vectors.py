"""The same weights through open_clip's own loader and through PhotoClip's give the same vectors."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hub_server import serving
from tiny_models import ARCHITECTURES, TOKENIZER_REPO, registered, state_of, write_tokenizer

from photoclip.core.errors import ModelError
from photoclip.embed.fetching import fetch
from photoclip.embed.importing import import_model
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.remote import PICKLE, SAFETENSORS, RemoteModel, extras_of
from photoclip.embed.runtime import open_clip

pytestmark = pytest.mark.torch

SENTENCES = [
    "a dog on the beach",
    "Two red apples, one green.",
    "größer – 日本 🙂",
    "word " * 100,
    "",
]


@pytest.fixture(scope="module", autouse=True)
def _known(tmp_path_factory):
    with registered(tmp_path_factory.mktemp("architectures")):
        yield


def pictures(size: int) -> np.ndarray:
    rng = np.random.default_rng(5)
    smooth = rng.integers(0, 256, (3, 4, 4, 3)).repeat(size // 4, 1).repeat(size // 4, 2)
    return smooth.astype(np.uint8)


def unit(rows) -> np.ndarray:
    import torch

    return torch.nn.functional.normalize(rows.float(), dim=-1).numpy()


def reference(architecture: str, checkpoint, images: np.ndarray, texts: list[str] | None):
    """What open_clip itself makes of these weights: its loader, its preprocessing, its tokenizer."""
    import torch

    clip = open_clip()
    model, _, prepare = clip.create_model_and_transforms(
        architecture, pretrained=str(checkpoint), weights_only=True
    )
    model.eval()
    normalize = prepare.transforms[-1]
    batch = torch.stack(
        [normalize(torch.from_numpy(one).permute(2, 0, 1).float() / 255) for one in images]
    )
    with torch.inference_mode():
        seen = unit(model.encode_image(batch))
        read = None
        if texts is not None:
            read = unit(model.encode_text(clip.get_tokenizer(architecture)(texts)))
    return seen, read


@pytest.mark.parametrize(
    ("architecture", "form"),
    [
        ("tiny-vit", "safetensors"),
        ("tiny-vit", "pickle"),
        ("tiny-resnet", "pickle"),
        ("tiny-mobile", "safetensors"),
        ("tiny-coca", "pickle"),
    ],
)
def test_pictures_and_sentences_get_the_same_vectors(architecture, form, tmp_path, monkeypatch):
    import torch
    from safetensors.torch import save_file

    state = state_of(architecture)
    checkpoint = tmp_path / (SAFETENSORS if form == "safetensors" else PICKLE)
    if form == "safetensors":
        save_file(state, checkpoint)
    else:
        torch.save(
            {"state_dict": {f"module.{key}": value for key, value in state.items()}}, checkpoint
        )
    config = {"model_cfg": open_clip().get_model_config(architecture), "preprocess_cfg": {}}
    with serving() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        hub.put("someone/tiny", checkpoint.name, checkpoint.read_bytes())
        remote = RemoteModel("Tiny/x", "someone/tiny", (SAFETENSORS, PICKLE), config)
        folder = fetch(remote, tmp_path / "models", pauses=())
    images = pictures(folder.info.input.size)
    seen, read = reference(architecture, checkpoint, images, SENTENCES)
    assert folder.card.kind == ("captioner" if architecture == "tiny-coca" else "clip")
    encoder = OpenClipEncoder(folder, "cpu", "float32")
    np.testing.assert_allclose(encoder.encode_images(images), seen, atol=2e-6)
    np.testing.assert_array_equal(encoder.encode_texts(SENTENCES), read)


def test_siglip_gets_the_same_vectors_from_the_hub_with_its_tokenizer(tmp_path, monkeypatch):
    import torch
    from safetensors.torch import save_file

    checkpoint = tmp_path / SAFETENSORS
    save_file(state_of("tiny-siglip"), checkpoint)
    clip = open_clip()
    config = {
        "model_cfg": clip.get_model_config("tiny-siglip"),
        "preprocess_cfg": {"mean": [0.5] * 3, "std": [0.5] * 3, "resize_mode": "squash"},
    }
    files = write_tokenizer(tmp_path / "tokenizer")
    with serving() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        hub.put("someone/tiny", SAFETENSORS, checkpoint.read_bytes())
        for file in files:
            hub.put(TOKENIZER_REPO, file.name, file.read_bytes())
        remote = RemoteModel(
            "Tiny/siglip", "someone/tiny", (SAFETENSORS, PICKLE), config, extras_of(config)
        )
        folder = fetch(remote, tmp_path / "models", pauses=())
    encoder = OpenClipEncoder(folder, "cpu", "float32")
    images = pictures(folder.info.input.size)
    model = clip.create_model("tiny-siglip", pretrained=str(checkpoint))
    model.eval()
    from photoclip.embed.tokenizing import FileTokenizer

    tokens = FileTokenizer(folder.path, config["model_cfg"]["text_cfg"])(SENTENCES)
    batch = (torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255 - 0.5) / 0.5
    with torch.inference_mode():
        np.testing.assert_allclose(
            encoder.encode_images(images), unit(model.encode_image(batch)), atol=2e-6
        )
        np.testing.assert_array_equal(
            encoder.encode_texts(SENTENCES), unit(model.encode_text(tokens))
        )


def test_a_repository_with_its_own_configuration_is_fetched_by_its_name(tmp_path, monkeypatch):
    from safetensors.torch import save

    from photoclip.embed.fetching import fetch_named

    config = {"model_cfg": open_clip().get_model_config("tiny-vit"), "preprocess_cfg": {}}
    with serving() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        hub.put("someone/tiny", SAFETENSORS, save(state_of("tiny-vit")))
        hub.put("someone/tiny", "open_clip_config.json", json.dumps(config).encode())
        folder = fetch_named("hf-hub:someone/tiny", tmp_path / "models")
        assert folder.name == "hf-hub:someone/tiny"
        OpenClipEncoder(folder, "cpu", "float32").encode_texts(["a dog"])


def test_weights_of_another_architecture_do_not_arrive(tmp_path, monkeypatch):
    from safetensors.torch import save

    config = {"model_cfg": open_clip().get_model_config("tiny-vit"), "preprocess_cfg": {}}
    with serving() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        hub.put("someone/tiny", SAFETENSORS, save(state_of("tiny-resnet")))
        hub.put("someone/tiny", "open_clip_config.json", json.dumps(config).encode())
        remote = RemoteModel("x", "someone/tiny", (SAFETENSORS,), None)
        with pytest.raises(ModelError, match="could not be loaded"):
            fetch(remote, tmp_path / "models", pauses=())
    assert not (tmp_path / "models" / "x").exists()


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
def test_a_fetched_model_can_be_carried_to_another_machine(architecture, tmp_path):
    from safetensors.torch import save_file

    config = {"model_cfg": open_clip().get_model_config(architecture), "preprocess_cfg": {}}
    source = tmp_path / "stick"
    source.mkdir()
    save_file(state_of(architecture), source / SAFETENSORS)
    (source / "open_clip_config.json").write_text(json.dumps(config))
    write_tokenizer(source)
    first = import_model(source, tmp_path / "here", name="Carried/one")
    second = import_model(first.path, tmp_path / "there")
    assert second.info.key == first.info.key
    second.verify()


def test_a_text_tower_of_transformers_is_fetched_and_run_without_a_network(tmp_path, monkeypatch):
    pytest.importorskip("transformers")
    import torch
    from safetensors.torch import save
    from transformers import AutoConfig, XLMRobertaConfig

    tower = tmp_path / "tower"
    XLMRobertaConfig(
        vocab_size=300,
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        pad_token_id=1,
    ).save_pretrained(tower)
    assert AutoConfig.from_pretrained(tower).hidden_size == 32
    vit = open_clip().get_model_config("tiny-vit")["vision_cfg"]
    text = {
        "hf_model_name": "someone/xlm",
        "hf_tokenizer_name": TOKENIZER_REPO,
        "hf_pooler_type": "mean_pooler",
        "hf_model_pretrained": False,
    }
    model_cfg = {"embed_dim": 16, "vision_cfg": vit, "text_cfg": text}
    torch.manual_seed(4)
    local = {**text, "hf_model_name": str(tower)}
    model = open_clip().CustomTextCLIP(embed_dim=16, vision_cfg=vit, text_cfg=local).eval()
    with serving() as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        hub.put("someone/tiny", SAFETENSORS, save(model.state_dict()))
        hub.put("someone/xlm", "config.json", (tower / "config.json").read_bytes())
        for file in write_tokenizer(tmp_path / "tokenizer"):
            hub.put(TOKENIZER_REPO, file.name, file.read_bytes())
        config = {"model_cfg": model_cfg, "preprocess_cfg": {}}
        remote = RemoteModel("x/y", "someone/tiny", (SAFETENSORS,), config, extras_of(config))
        folder = fetch(remote, tmp_path / "models", pauses=())
    encoder = OpenClipEncoder(folder, "cpu", "float32")
    from photoclip.embed.tokenizing import FileTokenizer

    tokens = FileTokenizer(folder.path, text)(SENTENCES)
    with torch.inference_mode():
        np.testing.assert_allclose(
            encoder.encode_texts(SENTENCES), unit(model.encode_text(tokens)), atol=2e-6
        )
