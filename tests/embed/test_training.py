"""Contrastive training, on pictures of plain colours: small, and it must really learn."""

from __future__ import annotations

import numpy as np
import pytest

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled, ModelError
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.training import Pairs, Trainer, TrainingConfig

COLOURS = {"red": (220, 30, 30), "green": (30, 200, 30), "blue": (30, 30, 220), "white": (240,) * 3}


def colour_pairs(count: int = 64) -> Pairs:
    rng = np.random.default_rng(0)
    images = rng.integers(0, 16, (count, 108, 108, 3), dtype=np.uint8)
    names = list(COLOURS)
    for index in range(count):
        images[index] += np.array(COLOURS[names[index % 4]], np.uint8) - 15
    captions = [[f"a {names[i % 4]} wall", f"{names[i % 4]}"] for i in range(count)]
    concepts = [index % 4 for index in range(count)]
    return Pairs(images, captions, concepts, [[f"a {name} wall"] for name in names])


CONFIG = TrainingConfig(steps=8, finish_steps=4, batch_size=16, warmup_steps=2)


@pytest.mark.slow
def test_it_learns_to_tell_colours_apart(tmp_path):
    config = TrainingConfig(
        steps=30, finish_steps=10, batch_size=32, warmup_steps=4, average_decay=0.8
    )
    trainer = Trainer(tmp_path / "run", colour_pairs(), config, "cpu")
    trainer.run()
    encoder = OpenClipEncoder(trainer.export(tmp_path / "model", "colours"), "cpu", "float32")
    walls = np.stack([np.full((96, 96, 3), colour, np.uint8) for colour in COLOURS.values()])
    similar = (
        encoder.encode_images(walls) @ encoder.encode_texts([f"a {c} wall" for c in COLOURS]).T
    )
    assert (similar.argmax(axis=1) == np.arange(4)).all()


@pytest.mark.slow
def test_a_run_that_was_cut_ends_like_one_that_was_not(tmp_path):
    whole = Trainer(tmp_path / "whole", colour_pairs(), CONFIG, "cpu")
    whole.run()
    token = CancelToken()
    cut = Trainer(tmp_path / "cut", colour_pairs(), CONFIG, "cpu")
    with pytest.raises(Cancelled):
        cut.run(lambda p: token.cancel() if p.step == 9 else None, token)
    assert cut.step == 9
    resumed = Trainer(tmp_path / "cut", colour_pairs(), CONFIG, "cpu")
    resumed.run()
    for name, value in whole.average.items():
        np.testing.assert_allclose(
            resumed.average[name].float().numpy(), value.float().numpy(), atol=2e-3, err_msg=name
        )


def test_a_checkpoint_of_other_settings_is_refused(tmp_path):
    trainer = Trainer(tmp_path / "run", colour_pairs(), CONFIG, "cpu")
    trainer.save_checkpoint()
    other = Trainer(tmp_path / "run", colour_pairs(), TrainingConfig(steps=9, batch_size=16), "cpu")
    with pytest.raises(ModelError, match="other settings"):
        other.resume()
