"""Loading a model where photos can be read too: its precision is checked on real pictures."""

from __future__ import annotations

import os
from collections.abc import Callable

import numpy as np

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError
from photoclip.core.model_reports import ProbeReport
from photoclip.core.types import InputSpec, PhotoReading, UInt8
from photoclip.embed.device import CPU, kind_of, pick_device
from photoclip.embed.encoder import Encoder
from photoclip.embed.fidelity import drawn_pictures
from photoclip.embed.loading import load_encoder
from photoclip.embed.openclip import log_warning
from photoclip.embed.probe import probe
from photoclip.embed.weights import ModelFolder
from photoclip.media.sandbox import DecoderPool
from photoclip.worker import politeness

PICTURES = 8

AUTO = "auto"

READING_S = 0.036
"""Seconds a core needs to read a JPEG of 12 megapixels: hash, picture, thumbnail, metadata
(docs/benchmarks.md, “Fidelity”)."""


def sample_pictures(spec: InputSpec) -> UInt8:
    """Eight of the photos that ship with PhotoClip, ``(8, size, size, 3)``, read as any photo is.

    Drawn ones where those are missing.
    """
    found = sorted(paths.sample_photos().rglob("*.jpg"))
    chosen = found[:: max(1, len(found) // PICTURES)][:PICTURES]
    with DecoderPool(1, spec) as pool:
        readings = [pool.read(os.fsencode(path)) for path in chosen]
    pixels = [reading.pixels for reading in readings if isinstance(reading, PhotoReading)]
    return np.stack(pixels) if len(pixels) == PICTURES else drawn_pictures(spec)


def device_for(asked: str, preferred: str, say: Callable[[str], None] = log_warning) -> str:
    """The device that was ``asked`` for, else the ``preferred`` one, else ``auto``.

    A preference may come from another machine: one this machine can't meet is passed over, and said.
    """
    if asked != AUTO or preferred == AUTO:
        return asked
    try:
        return pick_device(preferred)
    except ModelError:
        found = pick_device()
        say(f"This machine has no device “{preferred}”, which is set: the model runs on {found}.")
        return found


def load_model(
    model: ModelFolder,
    asked: str = AUTO,
    preferred: str = AUTO,
    cores: int = 0,
    say: Callable[[str], None] = log_warning,
) -> Encoder:
    """The encoder of a model, on the device `device_for` gives. Raises `ModelError`."""
    device = device_for(asked, preferred, say)
    return load_encoder(model, device, cores=cores, pictures=sample_pictures, say=say)


def probe_model(
    model: ModelFolder,
    asked: str = AUTO,
    preferred: str = AUTO,
    cores: int = 0,
    say: Callable[[str], None] = log_warning,
    cancel: CancelToken | None = None,
) -> ProbeReport:
    """See for some ten seconds how a model runs here. Raises `ModelError`, `Cancelled`."""
    return probe(
        model,
        device_for(asked, preferred, say),
        cores,
        memory_in_use=politeness.memory_in_use,
        pictures=sample_pictures,
        say=say,
        cancel=cancel,
    )


def seconds_to_read(photos: int, report: ProbeReport, cores: int) -> float:
    """About how long so many photos of 12 megapixels take with a model that ran as ``report`` says.

    On the CPU the model and the decoders share the cores; a GPU and the cores work side by side, and
    the slower of them decides.
    """
    model, reading = 1.0 / report.images_per_second, READING_S / max(1, cores)
    return photos * (model + reading if kind_of(report.device) == CPU else max(model, reading))
