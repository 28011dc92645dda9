from __future__ import annotations

import json

import numpy as np
import pytest

from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.embed import openclip
from photoclip.embed.adapter import AdaptedEncoder, Adapter, Residual
from photoclip.embed.loading import base_of, load_encoder
from photoclip.embed.prompts import unit
from photoclip.embed.weights import CARD, WEIGHTS, ModelFolder, write_card


class StandIn:
    """Vectors that are told by the input alone."""

    best_batch = 24

    def __init__(self, folder, *_rest, **_options):
        self.info = folder.info

    def encode_images(self, pixels):
        return unit(np.stack([np.resize(one, self.info.dim) for one in pixels]).astype(np.float32))

    def encode_texts(self, texts):
        rows = [np.resize(np.frombuffer(one.encode(), np.uint8), self.info.dim) for one in texts]
        return unit(np.stack(rows).astype(np.float32))


@pytest.fixture
def rows() -> np.ndarray:
    return unit(np.random.default_rng(0).normal(size=(7, 128)).astype(np.float32))


def some_adapter(seed: int = 1, dim: int = 128, rank: int = 4) -> Adapter:
    rng = np.random.default_rng(seed)

    def residual() -> Residual:
        return Residual(
            rng.normal(size=(rank, dim)).astype(np.float32),
            rng.normal(size=(dim, rank)).astype(np.float32) * np.float32(0.1),
        )

    return Adapter(residual(), residual())


def test_nothing_learned_changes_nothing(rows):
    nothing = Adapter.nothing(128)
    assert np.allclose(nothing.images(rows), rows, atol=1e-6)
    assert np.allclose(nothing.texts(rows), rows, atol=1e-6)


def test_adapted_vectors_are_unit_vectors_by_the_formula(rows):
    adapter = some_adapter()
    expected = unit(rows + (rows @ adapter.image.down.T) @ adapter.image.up.T)
    found = adapter.images(rows)
    assert found.dtype == np.float32
    assert np.allclose(found, expected, atol=1e-6)
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert not np.allclose(found, adapter.texts(rows), atol=1e-2)


def test_stored_halves_and_no_rows_at_all_are_adapted_too(rows):
    adapter = some_adapter()
    half = rows.astype(np.float16)
    assert np.allclose(adapter.images(half), adapter.images(rows), atol=2e-3)
    assert adapter.images(half).dtype == np.float32
    assert adapter.texts(np.zeros((0, 128), np.float32)).shape == (0, 128)


def test_blocks_make_no_difference(monkeypatch, rows):
    whole = some_adapter().images(rows)
    monkeypatch.setattr("photoclip.embed.adapter.BLOCK", 3)
    assert np.allclose(some_adapter().images(rows), whole, atol=1e-6)


def test_adapted_vectors_can_be_turned_back(rows):
    adapter = some_adapter()
    stored = adapter.images(rows).astype(np.float16)
    assert np.allclose(adapter.images_before(stored), rows, atol=5e-3)
    assert not np.allclose(stored, rows, atol=5e-2)
    assert adapter.images_before(np.zeros((0, 128), np.float32)).shape == (0, 128)


def test_what_is_written_is_read_again(tmp_path, embedded, rows):
    adapter = some_adapter()
    folder = adapter.write(tmp_path / "words", "scenes+words-1", embedded, "taught by a test")
    again = Adapter.read(ModelFolder.open(tmp_path / "words"))
    assert np.array_equal(again.images(rows), adapter.images(rows))
    assert np.array_equal(again.texts(rows), adapter.texts(rows))
    assert folder.card.kind == "adapter"
    assert folder.card.base == embedded.info.key
    assert folder.card.source == "taught by a test"
    assert folder.card.demonstration
    assert (folder.info.dim, folder.info.input) == (embedded.info.dim, embedded.info.input)


def test_the_key_names_the_weights_and_what_they_stand_on(tmp_path, embedded):
    one = some_adapter(1).write(tmp_path / "one", "words", embedded)
    same = some_adapter(1).write(tmp_path / "same", "words", embedded)
    other = some_adapter(2).write(tmp_path / "other", "words", embedded)
    elsewhere = ModelFolder(embedded.path, embedded.card, {})
    elsewhere.__dict__["info"] = type(embedded.info)(
        "another@0123456789ab", 128, embedded.info.input
    )
    moved = some_adapter(1).write(tmp_path / "moved", "words", elsewhere)
    assert one.info.key == same.info.key
    assert len({one.info.key, other.info.key, moved.info.key, embedded.info.key}) == 4


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / WEIGHTS).write_bytes((folder / WEIGHTS).read_bytes()[:-5]),
        lambda folder: (folder / WEIGHTS).unlink(),
        lambda folder: _change_card(folder, base="another@0123456789ab"),
        lambda folder: _change_card(folder, sha256="0" * 64),
        lambda folder: some_adapter(dim=64).write(
            folder, "words", ModelFolder.open(paths.embedded_model())
        ),
        lambda folder: Adapter(
            Residual(np.full((1, 128), np.nan, np.float32), np.zeros((128, 1), np.float32)),
            some_adapter().text,
        ).write(folder, "words", ModelFolder.open(paths.embedded_model())),
    ],
    ids=["cut", "missing", "another base", "another hash", "another width", "not finite"],
)
def test_weights_that_dont_fit_are_refused(tmp_path, embedded, spoil):
    some_adapter().write(tmp_path / "words", "words", embedded)
    spoil(tmp_path / "words")
    with pytest.raises(ModelError):
        Adapter.read(ModelFolder.open(tmp_path / "words"))


def _change_card(folder, **changes):
    card = json.loads((folder / CARD).read_text("utf-8"))
    (folder / CARD).write_text(json.dumps({**card, **changes}), "utf-8")


def test_a_clip_is_no_adapter(embedded):
    with pytest.raises(ModelError, match="no adapter"):
        Adapter.read(embedded)


def test_an_adapter_is_loaded_with_the_model_it_stands_on(tmp_path, embedded, monkeypatch, rows):
    monkeypatch.setattr(openclip, "OpenClipEncoder", StandIn)
    adapter = some_adapter()
    folder = adapter.write(tmp_path / "words", "words", embedded)
    encoder = load_encoder(folder)
    assert isinstance(encoder, AdaptedEncoder)
    assert encoder.info == folder.info
    assert encoder.best_batch == 24
    plain = load_encoder(embedded)
    pixels = np.random.default_rng(1).integers(0, 256, (3, 96, 96, 3), np.uint8)
    assert np.array_equal(
        encoder.encode_images(pixels), adapter.images(plain.encode_images(pixels))
    )
    texts = ["a dog", "a cat"]
    assert np.array_equal(encoder.encode_texts(texts), adapter.texts(plain.encode_texts(texts)))


def test_the_base_may_lie_beside_the_adapter(tmp_path, embedded):
    own = tmp_path / "own"
    own.mkdir()
    for file in embedded.path.iterdir():
        (own / file.name).write_bytes(file.read_bytes())
    card = embedded.card
    write_card(own, type(card)(**{**card.__dict__, "name": "renamed"}))
    base = ModelFolder.open(own)
    folder = some_adapter().write(tmp_path / "words", "words", base)
    assert base_of(folder).path == own


def test_without_its_base_an_adapter_says_which_one_is_missing(tmp_path, embedded):
    some_adapter().write(tmp_path / "words", "words", embedded)
    _change_card(tmp_path / "words", base="gone/model@0123456789ab")
    with pytest.raises(ModelError) as caught:
        base_of(ModelFolder.open(tmp_path / "words"))
    assert "gone/model@0123456789ab" in str(caught.value)
    assert "photoclip models download gone/model" in (caught.value.hint or "")


def test_a_kind_nobody_knows_is_refused(tmp_path, embedded):
    folder = some_adapter().write(tmp_path / "words", "words", embedded)
    _change_card(folder.path, kind="oracle")
    with pytest.raises(ModelError, match="words"):
        load_encoder(tmp_path / "words")
