"""The models a person can choose from, whether or not there is a library yet."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from photoclip.browse.model_messages import GONE, ModelChoice, PublishedFigure
from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.embed import machine
from photoclip.embed.arriving import ARRIVING, folder_name
from photoclip.embed.catalogue import BYTES_OF_WEIGHT, Offer, offer_named, offers
from photoclip.embed.machine import Machine, Recommendation
from photoclip.embed.measured import Measurements
from photoclip.embed.weights import ADAPTER, CAPTIONER, CLIP, WEIGHTS, ModelFolder, header_of
from photoclip.machine_models import installed_models, shipped_name
from photoclip.session import Session
from photoclip.store import counts, vectors
from photoclip.worker.first_use import READING_S
from photoclip.worker.models import chosen_name

WORKER_MB = 525
"""What the worker needs beside the weights: torch, its buffers, the library (docs/benchmarks.md)."""

SHORTLIST = frozenset({machine.SMALL, machine.ENGLISH, machine.LANGUAGES, machine.LARGE})
"""Those that are recommended to somebody."""


def choices(session: Session | None = None, *, english: bool = True) -> tuple[ModelChoice, ...]:
    """Installed models, then those worth downloading; without a session as for a new library.

    ``english``: see `machine.recommended`.
    """
    active = shipped_name() if session is None else _active(session)
    found = {model.name: model for model in installed_models()}
    names = [offer.name for kind in (CLIP, CAPTIONER) for offer in offers(kind)]
    advice = machine.recommended(_machine(), english=english)
    speeds = _Speeds(found.values())
    made = (
        _choice(name, found.get(name), name == active, session, advice, speeds)
        for name in dict.fromkeys([*found, *names])
    )
    return _with_kept([replace(one, problem=_problem(one, found)) for one in made], session, active)


def _with_kept(
    made: list[ModelChoice], session: Session | None, active: str
) -> tuple[ModelChoice, ...]:
    """With what the library knows by models that aren't here: on the list, or not any more."""
    here = {one.key for one in made if one.installed}
    kept = [] if session is None else session.models.known()
    places = {one.name: n for n, one in enumerate(made)}
    for one in kept:
        if one.key in here:
            continue
        at = places.get(one.name)
        if at is None or made[at].key:  # other weights of that name are here, or were
            name = one.name if at is None else one.key
            at = places[name] = len(made)
            made.append(ModelChoice(name, False, name == active, False, 0, 0, "", kind=GONE))
        made[at] = replace(
            made[at],
            embedded=one.vectors,
            key=one.key,
            dim=one.dim,
            kept_bytes=one.stored_bytes,
            active=made[at].name == active,
        )
    return tuple(made)


def _problem(choice: ModelChoice, found: Mapping[str, ModelFolder]) -> str:
    """Why an installed model can't be used."""
    if choice.base and choice.base not in found:
        return f"It was taught on “{choice.base}”, which isn't on this machine."
    return ""


def _active(session: Session) -> str:
    try:
        return session.model.name
    except ModelError:  # one that isn't here
        return chosen_name(session.library)


def _choice(
    name: str,
    model: ModelFolder | None,
    active: bool,
    session: Session | None,
    advice: Recommendation,
    speeds: _Speeds,
) -> ModelChoice:
    offer = offer_named(name)
    seconds, measured = speeds.per_1000(model, offer)
    recommended = name == advice.offer.name
    weights_mb = offer.weights_mb if offer else 0
    if model is not None:
        weights_mb = math.ceil(_loaded_bytes(model.path / WEIGHTS) / 1e6) or weights_mb
    known = ModelChoice(
        name,
        installed=model is not None,
        active=active,
        demonstration=model is not None and model.info.demonstration,
        download_mb=0 if model is not None or offer is None else offer.download_mb,
        memory_mb=weights_mb + WORKER_MB,
        note=offer.note if offer else "",
        seconds_per_1000=seconds,
        measured=measured,
        recommended=recommended,
        why=advice.why if recommended else "",
        shortlisted=name in SHORTLIST,
    )
    if offer is not None:
        known = _with_published(known, offer)
    if model is not None:
        return _with_folder(known, model, session)
    partial = size_of(paths.models_dir() / ARRIVING / folder_name(name))
    return replace(known, partial_bytes=partial)


def _with_published(known: ModelChoice, offer: Offer) -> ModelChoice:
    """With what the catalogue says of a model."""
    figures = (
        ("Zero-shot on ImageNet", offer.imagenet),
        ("Finds the right one of 5,000 photos (COCO)", offer.coco),
        ("Finds the right one of 1,000 photos (Flickr30k)", offer.flickr),
    )
    return replace(
        known,
        languages=offer.languages,
        license=offer.license,
        research_only=offer.research_only,
        dim=offer.dim,
        image_size=offer.image_size,
        kind=offer.kind,
        figures=tuple(
            PublishedFigure(measure, f"{value:.1f} %", offer.source.title)
            for measure, value in figures
            if value is not None
        ),
    )


def _with_folder(known: ModelChoice, model: ModelFolder, session: Session | None) -> ModelChoice:
    """With what the folder of an installed model says, and how many photos a library knows by it."""
    seen = vectors.find_model(session.library, model.info.key) if session else None
    return replace(
        known,
        license=model.card.license or known.license,
        source=model.card.source,
        dim=model.info.dim,
        image_size=model.info.input.size,
        disk_bytes=size_of(model.path),
        embedded=counts.embedded(session.library, seen) if session and seen is not None else 0,
        removable=model.path.parent == paths.models_dir(),
        kind=model.card.kind,
        base=model.card.base.partition("@")[0],
        key=model.info.key,
    )


def size_of(folder: Path) -> int:
    """What the files in a folder take on the disk, in bytes; 0 if it isn't there."""
    try:
        return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    except OSError:
        return 0


# --- how long it takes --------------------------------------------------------------------------------


class _Speeds:
    """What this machine does in a second: as it was measured with some model, else as NumPy has it."""

    def __init__(self, models: Iterable[ModelFolder]) -> None:
        measurements = Measurements()
        rates = ((model, measurements.rate_of(_weights_key(model))) for model in models)
        self._rates = {model.name: rate for model, rate in rates if rate}
        self._gflop = max(self._seen(), default=0.0)

    def _seen(self) -> Iterator[float]:
        for name, rate in self._rates.items():
            offer = offer_named(name)
            if offer is not None and offer.gflop:
                yield rate * offer.gflop

    def per_1000(self, model: ModelFolder | None, offer: Offer | None) -> tuple[float, bool]:
        """Seconds a thousand photos take, reading them included, and whether that was measured.

        0 where nothing is known of the model, or of the GPU it would run on.
        """
        reading = READING_S / (os.cpu_count() or 1)
        rate = self._rates.get(model.name) if model else None
        if rate:
            return 1000 * (1 / rate + reading), True
        if offer is None or not offer.gflop or offer.kind == CAPTIONER:
            return 0.0, False
        if _machine().gpu and not self._gflop:
            return 0.0, False
        return 1000 * (offer.gflop / (self._gflop or _gflop_per_second()) + reading), False


def _weights_key(model: ModelFolder) -> str:
    """The key of the weights that look at pictures: an adapter's are those of the model below it."""
    return model.card.base if model.card.kind == ADAPTER else model.info.key


@cache
def _machine() -> Machine:
    return machine.this_machine()


@cache
def _gflop_per_second() -> float:
    """What this machine does with float32 matrix products now: a tenth of a second's look.

    That is what a transformer does most of the time. Where the processor is fast at bfloat16 it does
    more. Where NumPy has one thread (`photoclip.__main__`) the other cores count as much.
    """
    alone = os.environ.get("OPENBLAS_NUM_THREADS") == "1"
    threads = _machine().cores if alone else 1
    side = 768
    matrix = np.ones((side, side), np.float32)
    matrix @ matrix  # the first one wakes the threads
    started = time.perf_counter()
    rounds = 0
    while time.perf_counter() - started < 0.1:
        matrix @ matrix
        rounds += 1
    return threads * 2 * side**3 * rounds / (time.perf_counter() - started) / 1e9


def _loaded_bytes(path: Path) -> int:
    """What the weights in a safetensors file take once they are loaded; 0 if that can't be told."""
    try:
        shapes = [one["shape"] for one in header_of(path).values()]
        return BYTES_OF_WEIGHT * sum(int(math.prod(shape)) for shape in shapes)
    except (OSError, ValueError, KeyError, TypeError):
        return 0
