"""The cache of text vectors: what is damaged in it is encoded again."""

from __future__ import annotations

import numpy as np
import pytest

from photoclip.compare.text_vectors import TextVectors
from photoclip.core.types import InputSpec, ModelInfo


class CountingEncoder:
    info = ModelInfo("counting@1", 8, InputSpec(32))

    def __init__(self) -> None:
        self.encoded = 0

    def encode_images(self, pixels):
        raise NotImplementedError

    def encode_texts(self, texts):
        self.encoded += len(texts)
        rows = np.array([[len(text) + n for n in range(8)] for text in texts], np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def ask(cache, encoder):
    return TextVectors(encoder.info, lambda: encoder, cache).encode(["a lake"])


def test_a_sentence_is_encoded_once_for_all_processes(tmp_path):
    encoder = CountingEncoder()
    first = ask(tmp_path, encoder)
    known = encoder.encoded
    assert known > 0
    assert np.array_equal(ask(tmp_path, encoder), first)
    assert encoder.encoded == known
    assert [path.suffix for path in tmp_path.rglob("*") if path.is_file()] == [".f32"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\1" * 7,
        b"\0" * 32,
        b"\xff" * 32,
        b"\x7f" * 32,
        np.full(8, np.inf, "<f4").tobytes(),
        np.full(9, 1 / 3, "<f4").tobytes(),
    ],
    ids=["empty", "cut", "zeros", "not numbers", "huge", "infinite", "too long"],
)
def test_what_is_no_unit_vector_is_encoded_again_and_replaced(tmp_path, content):
    encoder = CountingEncoder()
    first = ask(tmp_path, encoder)
    (path,) = tmp_path.rglob("*.f32")
    whole = path.read_bytes()
    path.write_bytes(content)
    assert np.array_equal(ask(tmp_path, encoder), first)
    assert path.read_bytes() == whole


def test_a_cache_that_can_not_be_written_only_costs_time(tmp_path):
    encoder = CountingEncoder()
    (tmp_path / "file").touch()
    assert ask(tmp_path / "file" / "cache", encoder).shape == (1, 8)
