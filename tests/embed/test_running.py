"""How a model runs: in which precision, with which batch, and on when a device fails.

No GPU is needed: ``cpu:0`` is the processor under another name, which the encoder takes for a device
that can fail.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from photoclip.core.errors import ModelError
from photoclip.core.types import InputSpec, UInt8
from photoclip.embed import openclip
from photoclip.embed.fidelity import LEAST_FIDELITY, drawn_pictures, least_cosine
from photoclip.embed.measured import Measurements
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import CONFIG, WEIGHTS, ModelCard, ModelFolder, sha256_of, write_card
from photoclip.indexing.encoding import PatientEncoding
from photoclip.worker.first_use import device_for, sample_pictures

FAKE_GPU = "cpu:0"
LOST = "CUDA error: unspecified launch failure"
FULL = "CUDA out of memory. Tried to allocate 2.00 GiB."


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def measurements(tmp_path) -> Measurements:
    return Measurements(tmp_path / "measured.json")


@pytest.fixture
def fast_bfloat16(monkeypatch) -> None:
    """A machine that is fast at it."""
    monkeypatch.setattr(openclip, "fast_precision", lambda _device: "bfloat16")


@pytest.fixture
def gpu(embedded, measurements, monkeypatch) -> tuple[OpenClipEncoder, list[str]]:
    """An encoder on something that can fail, and what it says."""
    monkeypatch.setattr(openclip, "pick_device", lambda _wanted: FAKE_GPU)
    said: list[str] = []
    return OpenClipEncoder(embedded, say=said.append, measurements=measurements), said


def pictures(count: int, size: int) -> UInt8:
    return np.random.default_rng(3).integers(0, 256, (count, size, size, 3), dtype=np.uint8)


def fails_from(
    call: int, message: str, real: Callable[..., torch.Tensor], more_than: int = 0
) -> Callable[..., torch.Tensor]:
    """``real`` that raises from its n-th call on, if it gets more than so many at once."""
    calls = 0

    def maybe(batch: torch.Tensor) -> torch.Tensor:
        nonlocal calls
        calls += 1
        if calls >= call and len(batch) > more_than:
            raise RuntimeError(message)
        return real(batch)

    return maybe


# --- precision ------------------------------------------------------------------------------------


def test_a_precision_is_used_once_it_gave_the_same_vectors_as_float32(
    embedded, measurements, fast_bfloat16, monkeypatch
):
    said: list[str] = []
    low = OpenClipEncoder(
        embedded, pictures=sample_pictures, say=said.append, measurements=measurements
    )
    assert low.precision == "bfloat16"
    assert said == []
    fidelity = measurements.get(low.setup).fidelity
    assert fidelity is not None
    assert LEAST_FIDELITY <= fidelity < 1.0  # it was computed, and less precisely
    assert next(low._model.visual.parameters()).dtype == torch.bfloat16
    assert low._model.transformer.resblocks[0].mlp.c_fc.weight.dtype == torch.float32

    exact = OpenClipEncoder(embedded, precision="float32", measurements=measurements)
    own = sample_pictures(embedded.info.input)
    found = least_cosine(exact.encode_images(own), low.encode_images(own))
    assert found == pytest.approx(fidelity, abs=1e-4)
    sentences = ["a dog", "the sea at night"]
    np.testing.assert_array_equal(low.encode_texts(sentences), exact.encode_texts(sentences))


def test_what_passed_is_remembered_and_not_checked_again(
    embedded, measurements, fast_bfloat16, monkeypatch
):
    OpenClipEncoder(embedded, measurements=measurements)

    def none_wanted(_spec: InputSpec) -> UInt8:
        raise AssertionError("pictures were asked for")

    again = OpenClipEncoder(embedded, pictures=none_wanted, measurements=measurements)
    assert again.precision == "bfloat16"


def test_a_model_too_large_in_numbers_for_float16_is_computed_in_float32_and_said_so_once(
    embedded, measurements, monkeypatch, tmp_path
):
    monkeypatch.setattr(openclip, "fast_precision", lambda _device: "float16")
    # The first layer's output is normed: in float32 the model means what it did, in float16 it is inf.
    state = load_file(embedded.path / WEIGHTS)
    state["visual.conv1.weight"] = state["visual.conv1.weight"].float() * 1e6
    loud = tmp_path / "loud"
    loud.mkdir()
    save_file(state, loud / WEIGHTS, metadata={"format": "pt"})
    (loud / CONFIG).write_bytes((embedded.path / CONFIG).read_bytes())
    write_card(loud, ModelCard("loud", sha256_of(loud / WEIGHTS)))
    folder = ModelFolder.open(loud)

    said: list[str] = []
    for _start in range(2):
        encoder = OpenClipEncoder(folder, say=said.append, measurements=measurements)
        assert encoder.precision == "float32"
        assert np.isfinite(encoder.encode_images(pictures(1, folder.info.input.size))).all()
    assert len(said) == 1
    assert "not precise enough in float16" in said[0]
    assert "“loud@" in said[0]


def test_a_precision_that_is_named_is_used_unchecked(embedded, measurements):
    encoder = OpenClipEncoder(embedded, precision="bfloat16", measurements=measurements)
    assert encoder.precision == "bfloat16"
    assert measurements.get(encoder.setup).fidelity is None


def test_vectors_that_are_no_numbers_are_far_from_faithful():
    rows = np.eye(3, dtype=np.float32)
    broken = rows.copy()
    broken[1, 1] = np.nan
    assert least_cosine(rows, broken) == -1.0
    assert least_cosine(rows, rows) == 1.0


@pytest.mark.parametrize("size", [96, 224, 256, 384])
def test_pictures_to_check_with_have_the_models_size_and_differ(size):
    for make in (drawn_pictures, sample_pictures):
        made = make(InputSpec(size))
        assert made.shape == (8, size, size, 3)
        assert made.dtype == np.uint8
        assert len({one.tobytes() for one in made}) == 8
        assert all(one.std() > 5 for one in made)


# --- a device that fails --------------------------------------------------------------------------


def test_a_gpu_that_falls_away_is_replaced_by_the_processor_and_nothing_is_lost(gpu, encoder):
    lost, said = gpu
    batch = pictures(5, lost.info.input.size)
    assert lost.device == FAKE_GPU
    before = lost.encode_images(batch[:2])
    lost._model.encode_image = fails_from(1, LOST, lost._model.encode_image)
    after = lost.encode_images(batch)
    np.testing.assert_allclose(after, encoder.encode_images(batch), atol=1e-5)
    np.testing.assert_allclose(after[:2], before, atol=1e-5)
    assert lost.device == "cpu"
    assert said == [
        f"The model can't run on CPU:0 any more: {LOST}. PhotoClip goes on with the processor, which "
        "is slower."
    ]
    lost.encode_images(batch)
    np.testing.assert_allclose(
        lost.encode_texts(["a dog"]), encoder.encode_texts(["a dog"]), atol=1e-5
    )
    assert len(said) == 1


def test_a_gpu_that_falls_away_while_a_sentence_is_encoded_costs_no_sentence(gpu, encoder):
    lost, said = gpu
    sentences = [f"a photo of thing number {n}" for n in range(70)]
    lost._model.encode_text = fails_from(2, LOST, lost._model.encode_text)
    np.testing.assert_allclose(
        lost.encode_texts(sentences), encoder.encode_texts(sentences), atol=1e-5
    )
    assert lost.device == "cpu"
    assert len(said) == 1


def test_a_gpu_that_is_not_there_any_more_when_the_model_is_loaded_is_replaced_too(
    embedded, measurements, monkeypatch
):
    monkeypatch.setattr(openclip, "pick_device", lambda _wanted: FAKE_GPU)
    real = openclip.device_name

    def gone(device: str) -> str:
        if device == FAKE_GPU:
            raise RuntimeError("Found no NVIDIA driver on your system.\nPlease check…")
        return real(device)

    monkeypatch.setattr(openclip, "device_name", gone)
    said: list[str] = []
    encoder = OpenClipEncoder(embedded, say=said.append, measurements=measurements)
    assert encoder.device == "cpu"
    assert len(said) == 1
    assert "Found no NVIDIA driver on your system. PhotoClip" in said[0]
    assert encoder.encode_images(pictures(1, embedded.info.input.size)).shape[0] == 1


def test_a_gpu_that_is_full_is_told_so_that_fewer_pictures_are_tried_on_it(gpu):
    full, said = gpu
    batch = pictures(8, full.info.input.size)
    full.encode_images(batch[:2])
    full._model.encode_image = fails_from(1, FULL, full._model.encode_image, more_than=3)
    with pytest.raises(RuntimeError, match="out of memory"):
        full.encode_images(batch)
    assert full.device == FAKE_GPU
    assert said == []
    assert full.encode_images(batch[:3]).shape[0] == 3


def test_a_gpu_without_room_for_one_picture_or_sentence_is_replaced_by_the_processor(gpu):
    full, said = gpu
    full._model.encode_image = fails_from(1, FULL, full._model.encode_image)
    assert full.encode_images(pictures(1, full.info.input.size)).shape[0] == 1
    assert full.device == "cpu"
    assert "Its memory is full" in said[0]


def test_what_fails_on_the_processor_is_raised(embedded, measurements):
    said: list[str] = []
    encoder = OpenClipEncoder(embedded, "cpu", say=said.append, measurements=measurements)
    encoder._model.encode_image = fails_from(1, "shapes do not fit", encoder._model.encode_image)
    with pytest.raises(RuntimeError, match="shapes do not fit"):
        encoder.encode_images(pictures(1, embedded.info.input.size))
    assert said == []


def test_weights_that_vanished_meanwhile_are_told_as_what_they_are(gpu, monkeypatch):
    lost, _said = gpu
    lost._model.encode_image = fails_from(1, LOST, lost._model.encode_image)

    def missing(_self: ModelFolder) -> None:
        raise ModelError("The weights of the model are missing.", "Fetch it again.")

    monkeypatch.setattr(ModelFolder, "verify", missing)
    with pytest.raises(ModelError, match="are missing"):
        lost.encode_images(pictures(1, lost.info.input.size))


def test_a_whole_indexing_goes_on_when_the_gpu_falls_away_in_its_middle(gpu, encoder):
    lost, said = gpu
    batch = pictures(40, lost.info.input.size)
    lost.encode_images(batch[:2])
    lost._model.encode_image = fails_from(3, LOST, lost._model.encode_image)
    result = PatientEncoding(lambda: lost).encode(batch)
    vectors = np.stack([one for one in result if isinstance(one, np.ndarray)])
    np.testing.assert_allclose(vectors, encoder.encode_images(batch), atol=1e-5)
    assert len(said) == 1


# --- batches --------------------------------------------------------------------------------------


def test_the_best_batch_is_found_with_the_first_pictures_and_remembered(
    embedded, measurements, monkeypatch
):
    encoder = OpenClipEncoder(embedded, "cpu", measurements=measurements)
    size = embedded.info.input.size
    encoder.encode_images(pictures(1, size))
    assert encoder.best_batch == 0  # a query's picture: nobody waits for a measurement
    encoder.encode_images(pictures(2, size))
    assert encoder.best_batch in (1, 2, 4, 8, 16, 32)
    known = measurements.get(encoder.setup)
    assert known.batch == encoder.best_batch
    assert known.images_per_second is not None

    def no_more(*_arguments: object) -> None:
        raise AssertionError("it was measured again")

    monkeypatch.setattr(openclip, "find_batch", no_more)
    again = OpenClipEncoder(embedded, "cpu", measurements=measurements)
    again.encode_images(pictures(4, size))
    assert again.best_batch == known.batch


def test_measuring_a_batch_keeps_what_was_found_of_the_precision(
    embedded, measurements, fast_bfloat16
):
    encoder = OpenClipEncoder(embedded, "cpu", measurements=measurements)
    fidelity = measurements.get(encoder.setup).fidelity
    encoder.encode_images(pictures(2, embedded.info.input.size))
    known = measurements.get(encoder.setup)
    assert known.fidelity == fidelity is not None
    assert known.batch == encoder.best_batch


def test_a_batch_that_can_not_be_found_costs_no_picture_its_vector(
    embedded, measurements, monkeypatch, encoder
):
    def fails(*_arguments: object) -> None:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(openclip, "find_batch", fails)
    other = OpenClipEncoder(embedded, "cpu", measurements=measurements)
    batch = pictures(3, embedded.info.input.size)
    np.testing.assert_allclose(other.encode_images(batch), encoder.encode_images(batch), atol=1e-5)
    assert other.best_batch == 0


def test_a_gpu_that_falls_away_while_batches_are_timed_is_replaced(gpu, encoder, measurements):
    lost, said = gpu
    lost._model.encode_image = fails_from(5, LOST, lost._model.encode_image)
    batch = pictures(3, lost.info.input.size)
    np.testing.assert_allclose(lost.encode_images(batch), encoder.encode_images(batch), atol=1e-5)
    assert lost.device == "cpu"
    assert measurements.get(lost.setup).batch == lost.best_batch > 0
    assert len(said) == 1


# --- which device is meant ------------------------------------------------------------------------


def test_the_command_line_goes_before_the_setting_before_the_best_there_is(monkeypatch):
    said: list[str] = []
    assert device_for("auto", "auto", said.append) == "auto"
    assert device_for("cpu", "cuda", said.append) == "cpu"
    assert device_for("auto", "cpu", said.append) == "cpu"
    assert said == []


def test_a_setting_from_another_machine_is_passed_over_and_said():
    if torch.backends.mps.is_available() or torch.cuda.is_available():
        pytest.skip("a machine with a GPU")
    said: list[str] = []
    assert device_for("auto", "mps", said.append) == "cpu"
    assert said == ["This machine has no device “mps”, which is set: the model runs on cpu."]


# --- what only training needs ---------------------------------------------------------------------


def test_layers_that_only_training_needs_are_folded_and_the_vectors_stay(tmp_path, measurements):
    clip = open_clip()
    config = {
        "embed_dim": 32,
        "vision_cfg": {"timm_model_name": "fastvit_t8", "timm_proj": "linear", "image_size": 64},
        "text_cfg": {
            "context_length": 77,
            "vocab_size": 49408,
            "width": 32,
            "heads": 2,
            "layers": 1,
        },
    }
    torch.manual_seed(5)
    model = clip.CustomTextCLIP(**config).eval()
    for layer in model.modules():
        if isinstance(
            layer, torch.nn.BatchNorm2d
        ):  # as after training: else folding changes nothing
            layer.running_mean.normal_(0.0, 0.1)
            layer.running_var.uniform_(0.5, 2.0)
    save_file(
        {name: value.contiguous().clone() for name, value in model.state_dict().items()},
        tmp_path / WEIGHTS,
        metadata={"format": "pt"},
    )
    stated = {"model_cfg": {**config, "custom_text": True}, "preprocess_cfg": {}}
    (tmp_path / CONFIG).write_text(json.dumps(stated), "utf-8")
    write_card(tmp_path, ModelCard("mobile", sha256_of(tmp_path / WEIGHTS)))

    encoder = OpenClipEncoder(
        ModelFolder.open(tmp_path), "cpu", "float32", measurements=measurements
    )
    batch = drawn_pictures(encoder.info.input)
    with torch.inference_mode():
        normed = torch.from_numpy(batch).permute(0, 3, 1, 2).float() * encoder._scale
        theirs = model.encode_image(normed - encoder._shift, normalize=True).numpy()
    assert least_cosine(theirs, encoder.encode_images(batch)) > 0.99999
    assert len(list(encoder._model.visual.modules())) < len(list(model.visual.modules()))
