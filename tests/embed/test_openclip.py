"""The encoder, over the embedded model."""

from __future__ import annotations

import numpy as np
import pytest

from photoclip.core.errors import ModelError
from photoclip.embed.device import fast_in_bfloat16, pick_device
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.prompts import GENERAL_TEMPLATES, encode_queries, expand, unit
from photoclip.embed.runtime import open_clip


def pictures(count: int, size: int) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (count, size, size, 3), dtype=np.uint8)


def test_vectors_have_length_one_and_the_stated_shape(encoder):
    rows = encoder.encode_images(pictures(5, encoder.info.input.size))
    texts = encoder.encode_texts(["a dog", "", "x" * 5000, "日本語", "\N{DOG FACE}"])
    for vectors in (rows, texts):
        assert vectors.shape == (5, encoder.info.dim)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_picture_gets_the_same_vector_alone_and_in_a_batch(encoder):
    batch = pictures(7, encoder.info.input.size)
    together = encoder.encode_images(batch)
    alone = np.concatenate([encoder.encode_images(batch[i : i + 1]) for i in range(7)])
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_no_texts_and_no_queries_give_no_rows(encoder):
    assert encoder.encode_texts([]).shape == (0, encoder.info.dim)
    assert encode_queries(encoder, []).shape == (0, encoder.info.dim)


@pytest.mark.parametrize("shape", [(1, 3, 96, 96), (96, 96, 3), (1, 95, 96, 3), (1, 96, 96, 4)])
def test_pictures_of_another_shape_are_a_bug_in_the_caller(encoder, shape):
    with pytest.raises(ValueError, match="expected uint8"):
        encoder.encode_images(np.zeros(shape, np.uint8))


def test_the_same_weights_through_open_clips_own_loader_give_the_same_vectors(encoder, embedded):
    import torch
    from PIL import Image

    clip = open_clip()
    location = f"local-dir:{embedded.path}"
    model, _train, preprocess = clip.create_model_and_transforms(location)
    model.eval()
    batch = pictures(3, encoder.info.input.size)
    with torch.inference_mode():
        images = torch.stack([preprocess(Image.fromarray(picture)) for picture in batch])
        theirs = model.encode_image(images, normalize=True).numpy()
        tokens = clip.get_tokenizer(location)(["a red car", "a lighthouse at night"])
        their_texts = model.encode_text(tokens, normalize=True).numpy()
    np.testing.assert_allclose(encoder.encode_images(batch), theirs, atol=2e-5)
    ours = encoder.encode_texts(["a red car", "a lighthouse at night"])
    np.testing.assert_allclose(ours, their_texts, atol=2e-5)


def test_bfloat16_stays_close_to_float32(encoder, embedded):
    batch = pictures(8, encoder.info.input.size)
    low = OpenClipEncoder(embedded, "cpu", "bfloat16")
    assert low.precision == "bfloat16"
    cosines = (low.encode_images(batch) * encoder.encode_images(batch)).sum(axis=1)
    assert cosines.min() > 0.99


def test_a_device_this_machine_lacks_is_refused_with_those_it_has():
    with pytest.raises(ModelError) as caught:
        pick_device("quantum")
    assert "cpu" in caught.value.hint
    assert pick_device("cpu") == "cpu"
    assert isinstance(fast_in_bfloat16("cpu"), bool)


def test_templates_are_averaged_into_one_unit_vector(encoder):
    whole = encode_queries(encoder, ["a lighthouse"], GENERAL_TEMPLATES)[0]
    parts = encoder.encode_texts(expand("a lighthouse", GENERAL_TEMPLATES))
    np.testing.assert_allclose(whole, unit(parts.mean(axis=0, keepdims=True))[0], atol=1e-6)


def test_braces_in_a_query_are_literal():
    assert expand("{} and {0}", ("a photo of {}",)) == ["a photo of {} and {0}"]
