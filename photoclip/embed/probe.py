"""How a model runs on this machine, seen by running it for some ten seconds."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError
from photoclip.core.model_reports import ProbeReport
from photoclip.embed.device import FLOAT32, forget_memory_taken, memory_taken
from photoclip.embed.fidelity import Pictures, drawn_pictures
from photoclip.embed.loading import base_of
from photoclip.embed.measured import Measured, MeasuredAnew
from photoclip.embed.openclip import OpenClipEncoder, log_warning
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import ADAPTER, CLIP, ModelFolder

SENTENCES = (
    "a dog",
    "sunset over the sea",
    "two children playing in the snow",
    "a red car parked in front of an old house in a narrow street",
    "my grandmother's birthday cake with many candles on the kitchen table, seen from above",
)

_ENCODING_S = 3.0
_ROUNDS = 4


def probe(
    model: ModelFolder,
    device: str = "auto",
    cores: int = 0,
    *,
    memory_in_use: Callable[[], int],
    pictures: Pictures = drawn_pictures,
    say: Callable[[str], None] = log_warning,
    cancel: CancelToken | None = None,
) -> ProbeReport:
    """Load a model, check its precision, find its batch and time it; nothing remembered is used.

    What was found is remembered for the next time the model runs. ``memory_in_use`` gives the bytes
    this process holds, which counts where the model runs on the CPU. An adapter runs as fast as the
    model it stands on: that is the one measured. For the rest see `OpenClipEncoder`.

    Raises `ModelError` if it can't be loaded, `Cancelled` between two steps.
    """
    token = cancel or CancelToken()
    folder = base_of(model) if model.card.kind == ADAPTER else model
    if folder.card.kind != CLIP:
        raise ModelError(
            f"“{model.name}” is no model that looks at pictures and reads sentences.",
            "Only those can be tested: photoclip models list",
        )
    open_clip()  # the libraries' own start is none of the model's
    token.check()
    measurements = MeasuredAnew()
    started = time.perf_counter()
    encoder = OpenClipEncoder(
        folder, device, cores=cores, pictures=pictures, say=say, measurements=measurements
    )
    load_s = time.perf_counter() - started - encoder.checking_s
    token.check()
    encoder.encode_images(pictures(folder.info.input))  # looks for the best batch first
    token.check()
    forget_memory_taken(encoder.device)
    memory = [memory_in_use()]
    images_per_second = _rate(encoder, token, lambda: memory.append(memory_in_use()))
    text_ms = _text_ms(encoder, token)
    memory.append(memory_in_use())
    known = measurements.get(encoder.setup)
    batch = encoder.best_batch or 1
    measurements.put(encoder.setup, Measured(known.fidelity, batch, images_per_second))
    fidelity = 1.0 if encoder.precision == FLOAT32 else known.fidelity
    return ProbeReport(
        model=model.name,
        device=encoder.device,
        device_name=encoder.setup.device_name,
        precision=encoder.precision,
        fidelity=1.0 if fidelity is None else fidelity,
        batch=batch,
        images_per_second=images_per_second,
        text_ms=text_ms,
        load_s=load_s,
        memory_bytes=memory_taken(encoder.device) or max(memory),
    )


def _rate(encoder: OpenClipEncoder, token: CancelToken, after_each: Callable[[], None]) -> float:
    """Pictures a second with the best batch."""
    size, batch = encoder.info.input.size, encoder.best_batch or 1
    pixels = np.random.default_rng(1).integers(0, 256, (batch, size, size, 3), dtype=np.uint8)
    encoder.encode_images(pixels)
    started, done = time.perf_counter(), 0
    while done == 0 or time.perf_counter() - started < _ENCODING_S:
        encoder.encode_images(pixels)
        done += batch
        after_each()
        token.check()
    return done / (time.perf_counter() - started)


def _text_ms(encoder: OpenClipEncoder, token: CancelToken) -> float:
    """The median time one sentence takes by itself, in milliseconds."""
    encoder.encode_texts(SENTENCES[:1])
    taken = []
    for sentence in SENTENCES * _ROUNDS:
        started = time.perf_counter()
        encoder.encode_texts([sentence])
        taken.append(time.perf_counter() - started)
        token.check()
    return statistics.median(taken) * 1000
