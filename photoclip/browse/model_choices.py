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

from photoclip.browse.model_messages import ModelChoice
from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.embed.catalogue import OFFERS, Offer
from photoclip.embed.weights import WEIGHTS, ModelFolder
from photoclip.session import Session, installed_models
from photoclip.store import counts, vectors

WORKER_MB = 525
"""What the worker needs beside the weights: torch, its buffers, the library (docs/benchmarks.md)."""

_BYTES_OF_WEIGHT = 4
"""Weights are loaded as float32; where the machine is fast at bfloat16 half of some is let go of."""


def choices(session: Session | None = None) -> tuple[ModelChoice, ...]:
    """Installed models, then those worth downloading; without a session as for a new library."""
    active = paths.EMBEDDED_MODEL if session is None else _active(session)
    found = {model.name: model for model in installed_models()}
    offers = {offer.name: offer for offer in OFFERS}
    names = [*found, *(offer for offer in offers if offer not in found)]
    return tuple(
        _choice(name, found.get(name), offers.get(name), name == active, session) for name in names
    )


def _active(session: Session) -> str:
    try:
        return session.model.name
    except ModelError:
        return ""


def _choice(
    name: str,
    model: ModelFolder | None,
    offer: Offer | None,
    active: bool,
    session: Session | None,
) -> ModelChoice:
    demonstration = model is not None and model.info.demonstration
    note = offer.note if offer else ""
    if demonstration:
        note = "comes with PhotoClip; a demonstration that knows drawn scenes only"
    weights_mb = offer.download_mb if offer else 0
    if model is not None:
        weights_mb = math.ceil(_loaded_bytes(model.path / WEIGHTS) / 1e6) or weights_mb
    return ModelChoice(
        name,
        installed=model is not None,
        active=active,
        demonstration=demonstration,
        download_mb=0 if model is not None or offer is None else offer.download_mb,
        memory_mb=weights_mb + WORKER_MB,
        note=note,
        seconds_per_1000=_seconds_per_1000(offer.gflop if offer else 0.0),
        license=model.card.license if model else "",
        source=model.card.source if model else "",
        dim=model.info.dim if model else offer.dim if offer else 0,
        image_size=model.info.input.size if model else 0,
        disk_bytes=_size_of(model.path) if model else 0,
        embedded=_embedded(session, model) if session and model else 0,
        removable=model is not None and model.path.parent == paths.models_dir(),
    )


def _embedded(session: Session, model: ModelFolder) -> int:
    """How many photos of the library have a vector of a model."""
    known = vectors.find_model(session.library, model.info.key)
    return 0 if known is None else counts.embedded(session.library, known)


def _size_of(folder: Path) -> int:
    """What a model folder takes on the disk."""
    try:
        return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    except OSError:
        return 0


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
