"""The models PhotoClip offers, and finding the one a name means.

What is offered is data: ``resources/models.json``. Everything said of a model there was published, with
its source beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.core.frozen import is_frozen
from photoclip.embed.arriving import FORMER
from photoclip.embed.weights import CLIP, ModelFolder

BYTES_OF_WEIGHT = 4
"""Weights are published and loaded as float32."""


@dataclass(frozen=True)
class Source:
    """Who published figures, and where they can be read."""

    title: str
    url: str


@dataclass(frozen=True)
class Pin:
    """One exact file: the hub's revision of it, its bytes, and where its SHA-256 was seen."""

    revision: str
    file: str
    bytes: int
    sha256: str
    seen_in: str


@dataclass(frozen=True)
class Offer:
    """A model worth choosing, with what a person needs to choose.

    ``gflop`` and ``gflop_text`` are what encoding one picture and one sentence takes, in 10^9
    floating-point operations (0.0: nobody counted). ``imagenet``, ``coco`` and ``flickr`` are
    published: zero-shot top-1 on ImageNet-1k, and text-to-image recall at 1 on MS-COCO (5k) and
    Flickr30k (1k), in percent; None where ``source`` has none. ``kind`` is ``clip`` or ``captioner``;
    ``needs`` names a package that PhotoClip doesn't bring by itself.
    """

    name: str
    kind: str
    note: str
    languages: str
    license: str
    license_url: str
    research_only: bool
    parameters: int
    dim: int
    image_size: int
    gflop: float
    gflop_text: float
    imagenet: float | None
    coco: float | None
    flickr: float | None
    source: Source
    pin: Pin | None = None
    needs: str = ""

    @property
    def download_mb(self) -> int:
        """What is downloaded, in 10^6 bytes: exact where the file is pinned, else close to it."""
        size = self.pin.bytes if self.pin else self.parameters * BYTES_OF_WEIGHT
        return round(size / 1e6)

    @property
    def weights_mb(self) -> int:
        """What the loaded weights take in memory, in 10^6 bytes, before any of it is halved."""
        return round(self.parameters * BYTES_OF_WEIGHT / 1e6)


def offers(kind: str = CLIP) -> tuple[Offer, ...]:
    """The models of one kind that are worth downloading, the easiest on a machine first.

    A frozen program can't be given packages, and has none to offer that need one.
    """
    return tuple(
        offer for offer in _all_offers() if offer.kind == kind and not (offer.needs and is_frozen())
    )


def offer_named(name: str) -> Offer | None:
    """The offer of any kind with this name, if there is one."""
    return next((offer for offer in _all_offers() if offer.name == name), None)


def offer_of_file(sha256: str) -> Offer | None:
    """The offer of any kind whose weights are pinned to the file with this SHA-256."""
    return next(
        (offer for offer in _all_offers() if offer.pin and offer.pin.sha256 == sha256), None
    )


@cache
def _all_offers() -> tuple[Offer, ...]:
    raw = json.loads((paths.resources_dir() / "models.json").read_text("utf-8"))
    sources = {name: Source(**source) for name, source in raw["sources"].items()}
    return tuple(_offer(row, sources) for row in raw["models"])


def _offer(row: dict[str, Any], sources: dict[str, Source]) -> Offer:
    figures = row["figures"]
    return Offer(
        name=row["name"],
        kind=row["kind"],
        note=row["note"],
        languages=row["languages"],
        license=row["licence"]["name"],
        license_url=row["licence"]["url"],
        research_only=row["licence"]["research_only"],
        parameters=row["parameters"],
        dim=row["dim"],
        image_size=row["image_size"],
        gflop=row["gflop_image"],
        gflop_text=row["gflop_text"],
        imagenet=figures.get("imagenet"),
        coco=figures.get("coco"),
        flickr=figures.get("flickr"),
        source=sources[row["figures_from"]],
        pin=Pin(**row["pin"]) if "pin" in row else None,
        needs=row.get("needs", ""),
    )


def installed(*folders: Path) -> Iterator[ModelFolder]:
    """Whole models in these folders of model folders, in name order; broken ones are passed over."""
    for folder in folders:
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            if path.name.startswith(".") or not path.is_dir():
                continue
            if path.name.endswith(FORMER) and (folder / path.name.removesuffix(FORMER)).exists():
                continue
            try:
                yield ModelFolder.open(path)
            except ModelError:
                continue


def find(name: str, *folders: Path) -> ModelFolder:
    """The installed model with this name or key, or the model folder at this path.

    Raises `ModelError` saying how to get it.
    """
    for model in installed(*folders):
        if name in (model.name, model.info.key):
            return model
    path = Path(name).expanduser()
    if path.is_dir():
        return ModelFolder.open(path)
    raise ModelError(
        f"There is no model “{name}” on this machine.",
        f"Fetch it: photoclip models download {name}   (what there is: photoclip models list)",
    )
