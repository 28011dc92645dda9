"""What is said about models: how a download stands, how a change of models stands, how fast one is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class DownloadProgress:
    """How far a download is. ``total_bytes`` is 0 while nobody said; ``seconds_left`` is None then."""

    name: str
    done_bytes: int
    total_bytes: int
    bytes_per_second: float
    seconds_left: float | None


@dataclass(frozen=True)
class SwitchProgress:
    """How far a library is on its way to another model.

    ``done`` of ``total`` photos have a vector of ``model``; ``unreadable`` of them will not get one
    now: their drive is away, or they could not be read. ``seconds_left`` is None while nobody knows.
    ``reason`` says why it rests; empty if it doesn't.
    """

    model: str
    done: int
    total: int
    unreadable: int
    per_second: float
    seconds_left: float | None
    reason: str = ""


@dataclass(frozen=True)
class ProbeReport:
    """How one model runs on one device.

    ``images_per_second`` is that of the encoder fed ready pictures, at ``batch`` pictures a step;
    ``fidelity`` the least cosine between this ``precision`` and float32 over real pictures; ``text_ms``
    the milliseconds one sentence takes; ``load_s`` the seconds the model took to load. ``memory_bytes``
    is the most it took: of the GPU's memory, or where it runs on the CPU of the machine's, with torch.
    """

    model: str
    device: str
    device_name: str
    precision: str
    fidelity: float
    batch: int
    images_per_second: float
    text_ms: float
    load_s: float
    memory_bytes: int = 0
