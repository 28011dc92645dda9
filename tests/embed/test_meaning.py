"""What the embedded model knows: the model card's claims, on fewer scenes than the card's."""

from __future__ import annotations

import numpy as np
import pytest

from photoclip.embed.prompts import encode_queries
from photoclip.scenes.captions import captions
from photoclip.scenes.concepts import CONCEPTS
from photoclip.scenes.dataset import spec_for
from photoclip.training import (
    UNSEEN_SEED,
    encode_in_batches,
    recall_at,
    unseen_scenes,
    zero_shot_top1,
)


@pytest.fixture(scope="module")
def scenes(encoder):
    """Four unseen scenes of each concept, encoded."""
    return encode_in_batches(encoder, unseen_scenes(4 * len(CONCEPTS)))


def test_it_names_unseen_scenes_by_prompts_it_was_never_trained_on(encoder, scenes):
    truth = np.arange(len(scenes)) % len(CONCEPTS)
    assert zero_shot_top1(encoder, scenes, truth) >= 0.87


def test_it_finds_a_scene_by_a_caption_in_a_form_it_never_saw(encoder, scenes):
    sentences = [
        captions(spec_for(UNSEEN_SEED, i), np.random.default_rng(i), 1, "test")[0]
        for i in range(len(scenes))
    ]
    assert recall_at(10, encode_queries(encoder, sentences), scenes) >= 0.87
