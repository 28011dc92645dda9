"""The models a person can choose from, whether or not there is a library yet."""

from __future__ import annotations

import json
import math
import os
import struct
import time
from functools import cache
from pathlib import Path

import numpy as np

from photoclip.browse.messages import ModelChoice
from photoclip.core import paths
from photoclip.embed.catalogue import OFFERS
from photoclip.embed.weights import WEIGHTS
from photoclip.session import installed_models

WORKER_MB = 525
"""What the worker needs beside the weights: torch, its buffers, the library (docs/benchmarks.md)."""

_BYTES_OF_WEIGHT = 4
"""Weights are loaded as float32; where the machine is fast at bfloat16 half of some is let go of."""


def choices(active: str = paths.EMBEDDED_MODEL) -> tuple[ModelChoice, ...]:
    """Installed models, then those worth downloading; ``active`` is the name of the library's."""
    found = {model.name: model for model in installed_models()}
    offers = {offer.name: offer for offer in OFFERS}
    chosen = []
    for name in [*found, *(offer for offer in offers if offer not in found)]:
        model, offer = found.get(name), offers.get(name)
        demonstration = model is not None and model.info.demonstration
        note = offer.note if offer else ""
        if demonstration:
            note = "comes with PhotoClip; a demonstration that knows drawn scenes only"
        weights_mb = offer.download_mb if offer else 0
        if model is not None:
            weights_mb = math.ceil(_loaded_bytes(model.path / WEIGHTS) / 1e6) or weights_mb
        chosen.append(
            ModelChoice(
                name,
                installed=model is not None,
                active=name == active,
                demonstration=demonstration,
                download_mb=0 if model is not None or offer is None else offer.download_mb,
                memory_mb=weights_mb + WORKER_MB,
                note=note,
                seconds_per_1000=_seconds_per_1000(offer.gflop if offer else 0.0),
            )
        )
    return tuple(chosen)


_DECODING_S = 0.03
"""Seconds a core needs to read a 12-megapixel JPEG (docs/benchmarks.md)."""


def _seconds_per_1000(gflop: float) -> float:
    """About how long a thousand photos take on this machine, without a GPU.

    Measured as float32 matrix products, which is what a transformer does most of the time. Where the
    processor is fast at bfloat16, or there is a GPU, it is a fraction of that.
    """
    each = gflop / _gflop_per_second() + _DECODING_S / (os.cpu_count() or 1)
    return 1000.0 * each


@cache
def _gflop_per_second() -> float:
    """What this machine does with matrix products now: a tenth of a second's look."""
    side = 768
    matrix = np.ones((side, side), np.float32)
    matrix @ matrix  # the first one wakes the threads
    started = time.perf_counter()
    rounds = 0
    while time.perf_counter() - started < 0.1:
        matrix @ matrix
        rounds += 1
    return 2 * side**3 * rounds / (time.perf_counter() - started) / 1e9


def _loaded_bytes(path: Path) -> int:
    """What the weights in a safetensors file take once they are loaded; 0 if that can't be told."""
    try:
        with path.open("rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            header = json.loads(stream.read(min(length, 100_000_000)))
        shapes = [one["shape"] for name, one in header.items() if name != "__metadata__"]
        return _BYTES_OF_WEIGHT * sum(int(math.prod(shape)) for shape in shapes)
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return 0
