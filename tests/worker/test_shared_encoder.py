"""One model, shared: queries go first, and an idle model leaves memory."""

from __future__ import annotations

import threading
from types import SimpleNamespace

import numpy as np

from photoclip.core.cancel import CancelToken
from photoclip.worker.models import Gate, SharedEncoder
from photoclip.worker.turns import Turns


class SlowEncoder:
    """Encodes a batch only when told to, and notes in which order it was asked."""

    def __init__(self):
        self.order = []
        self.started = threading.Event()
        self.go_on = threading.Event()

    def encode_images(self, pixels):
        self.order.append(f"batch {len(pixels)}")
        self.started.set()
        assert self.go_on.wait(20)
        return np.zeros((len(pixels), 4), np.float32)

    def encode_texts(self, texts):
        self.order.append("text")
        return np.zeros((len(texts), 4), np.float32)


def shared(encoder, loads=None):
    def load():
        if loads is not None:
            loads.append(1)
        return encoder

    return SharedEncoder(SimpleNamespace(info=None), load)


def in_thread(work):
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_query_waits_for_one_batch_and_goes_before_the_next():
    slow = SlowEncoder()
    encoder = shared(slow)

    def index():
        for _ in range(3):
            encoder.encode_images(np.zeros((8, 2, 2, 3), np.uint8))

    indexing = in_thread(index)
    assert slow.started.wait(20)
    asking = in_thread(lambda: encoder.encode_texts(["a dog"]))
    while encoder._gate._hurried == 0:
        asking.join(0.001)
    slow.go_on.set()
    asking.join(20)
    indexing.join(20)
    assert slow.order == ["batch 8", "text", "batch 8", "batch 8"]


def test_an_idle_model_leaves_memory_and_comes_back_when_needed():
    loads = []
    encoder = shared(SlowEncoder(), loads)
    assert not encoder.loaded
    assert not encoder.drop_if_idle(0.0)
    encoder.encode_texts(["a dog"])
    assert encoder.loaded
    assert not encoder.drop_if_idle(60.0)
    assert encoder.drop_if_idle(0.0)
    assert not encoder.loaded
    encoder.encode_texts(["a cat"])
    assert loads == [1, 1]


def test_an_encoder_that_fails_lets_the_next_one_in():
    gate = Gate()
    try:
        with gate.enter(hurry=True):
            raise RuntimeError("out of memory")
    except RuntimeError:
        pass
    with gate.enter(hurry=False):
        assert gate._taken
    assert not gate._taken


def test_a_round_somebody_asked_for_goes_before_those_in_the_background():
    turns = Turns()
    order = []
    with turns.take(CancelToken(), asked=False):

        def run(name, asked):
            with turns.take(CancelToken(), asked=asked):
                order.append(name)

        asked = in_thread(lambda: run("asked", True))
        while not turns.somebody_waits:
            asked.join(0.001)
        background = in_thread(lambda: run("background", False))
    asked.join(20)
    background.join(20)
    assert order == ["asked", "background"]


def test_the_round_that_goes_on_can_be_cancelled():
    turns = Turns()
    token = CancelToken()
    turns.cancel()
    with turns.take(token, asked=True):
        assert not token.cancelled
        turns.cancel()
        assert token.cancelled
