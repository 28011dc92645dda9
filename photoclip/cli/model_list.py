"""``models list``: what is on this machine, what is worth downloading, and which suits this machine."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from photoclip.browse.model_messages import ADAPTER, CAPTIONER, GONE
from photoclip.cli.library import json_option
from photoclip.cli.render import console, errors, padded, plain, print_json, size_text
from photoclip.core.errors import LibraryNotFoundError, PhotoClipError

if TYPE_CHECKING:
    from photoclip.embed.catalogue import Offer
    from photoclip.embed.weights import ModelFolder
    from photoclip.store.generations import Generation

DEMONSTRATION = "comes with PhotoClip; a demonstration that knows drawn scenes only"
KINDS = {ADAPTER: "taught on your own words", CAPTIONER: "writes captions"}


@dataclass(frozen=True)
class Row:
    """A model: on this machine, worth downloading, or both."""

    name: str
    model: ModelFolder | None
    offer: Offer | None
    active: bool
    recommended: bool
    pictures_per_second: float | None

    @property
    def note(self) -> str:
        """What a person should know in a line."""
        if self.model is not None and self.model.card.kind == ADAPTER:
            return KINDS[ADAPTER]
        if self.model is not None and self.model.info.demonstration:
            return DEMONSTRATION
        if self.offer is not None:
            return self.offer.note
        return KINDS.get(self.model.card.kind, "") if self.model else ""

    @property
    def languages(self) -> str:
        """Which languages its queries may be in, where that is known."""
        if self.model is not None and self.model.info.demonstration:
            return "English"
        return self.offer.languages if self.offer else ""


@click.command(
    "list",
    epilog="""\b
Examples:
  photoclip models list
  photoclip models list --details
  photoclip models list --json | jq 'select(.recommended)'

"finds" is how often the right picture of 5000 comes first for a sentence (text-to-image
recall at 1 on MS-COCO, as published), "names" how often the right one of 1000 kinds of things
does (zero-shot top-1 on ImageNet). More, with the sources: docs/models.md.
""",
)
@click.option("--details", is_flag=True, help="Licence, memory, width and sources, too.")
@json_option
@click.pass_context
def list_models(context: click.Context, details: bool, as_json: bool) -> None:
    """List the models on this machine and those worth downloading.

    --json prints an object a line: name, kind, installed, active, recommended, demonstration, dim,
    image_size, download_mb, weights_mb, parameters, languages, license, research_only, imagenet,
    coco, flickr, figures_from, pictures_per_second (as last measured here), note. What the library
    knows by models that aren't here follows: name, kind (gone), installed, key, vectors, stored_bytes.
    """
    from photoclip.embed.machine import recommended, this_machine

    advice = recommended(this_machine(), english=_writes_english())
    active, known = _of_library(context)
    rows = _rows(active, advice.offer.name)
    kept = _kept(rows, known)
    if as_json:
        for row in rows:
            print_json(_json(row))
        for one in kept:
            print_json({"name": one.name, "kind": GONE, "installed": False} | _kept_json(one))
        return
    here = [row for row in rows if row.model is not None]
    there = [row for row in rows if row.model is None]
    width = max(len(row.name) for row in rows)
    wide = shutil.get_terminal_size().columns >= width + 90
    out = console()
    for title, some in (("On this machine", here), ("To download", there)):
        if not some:
            continue
        out.print(Text(f"{padded(title, width + 8)}    size  finds  names  languages", "bold"))
        for row in some:
            out.print(_line(row, width, wide=wide))
            if details:
                for text in _details(row):
                    out.print(Text(f"{'':8}{plain(text)}", "dim"))
    if kept:
        _print_kept(kept)
    _advise(advice.offer.name, advice.why, {row.name for row in here})


def _writes_english() -> bool:
    """Whether sentences to search for will be English, as far as the terminal's language tells."""
    said = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    language = next(filter(None, said), "C").partition("_")[0].partition(".")[0]
    return language.lower() in ("c", "posix", "en")


def _advise(name: str, why: str, here: set[str]) -> None:
    say = errors()
    say.print(Text(f"For this machine: {name}. {why}"))
    how = "use" if name in here else "download"
    say.print(Text(f"  photoclip models {how} {name}", "dim"))


def _of_library(context: click.Context) -> tuple[str, list[Generation]]:
    """The name of the model the library uses, and the models it knows photos by."""
    from photoclip.machine_models import shipped_name
    from photoclip.session import Session

    try:
        with Session.open(context.obj.library) as session:
            return session.status().model, session.models.known()
    except LibraryNotFoundError:
        return shipped_name(), []
    except PhotoClipError:
        return "", []


def _kept(rows: list[Row], known: list[Generation]) -> list[Generation]:
    """What the library knows by models that aren't here, or by other weights of their name."""
    here = {row.model.info.key for row in rows if row.model is not None}
    return [one for one in known if one.key not in here]


def _print_kept(kept: list[Generation]) -> None:
    out = console()
    out.print(Text("No longer on this machine, and known to this library", "bold"))
    for one in kept:
        photos = "1 photo" if one.vectors == 1 else f"{one.vectors} photos"
        out.print(Text(f"{'':8}{plain(one.name)}: {photos}, {size_text(one.stored_bytes)}"))
        out.print(Text(f"{'':8}free it: photoclip models remove --vectors {plain(one.key)}", "dim"))


def _kept_json(one: Generation) -> dict[str, Any]:
    return {"key": one.key, "vectors": one.vectors, "stored_bytes": one.stored_bytes}


def _rows(active: str, advised: str) -> list[Row]:
    from photoclip.embed.catalogue import offers
    from photoclip.embed.measured import Measurements
    from photoclip.embed.weights import CAPTIONER
    from photoclip.machine_models import installed_models

    found = {model.name: model for model in installed_models()}
    offered = {offer.name: offer for offer in (*offers(), *offers(CAPTIONER))}
    measured = Measurements()
    rows = []
    for name in [*found, *(name for name in offered if name not in found)]:
        model = found.get(name)
        rate = measured.rate_of(model.info.key) if model else None
        rows.append(Row(name, model, offered.get(name), name == active, name == advised, rate))
    return rows


def _line(row: Row, width: int, *, wide: bool) -> Text:
    mark = "in use" if row.active else ""
    line = Text(f"{mark:<8}", "bold green")
    line.append(f"{plain(row.name):<{width}}", "bold" if row.recommended else "default")
    size = size_text(row.offer.download_mb * 1_000_000) if row.offer else ""
    if row.model is not None:
        size = size_text(sum(file.stat().st_size for file in row.model.path.iterdir()))
    coco = row.offer.coco if row.offer else None
    imagenet = row.offer.imagenet if row.offer else None
    line.append(f"{size:>8}{_percent(coco):>7}{_percent(imagenet):>7}  ", "dim")
    line.append(f"{row.languages:<14}", "dim")
    note = row.note
    return line.append(note if wide else f"\n{'':8}{note}", "dim") if note else line


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _details(row: Row) -> list[str]:
    parts = []
    if row.pictures_per_second is not None:
        parts.append(f"measured here: {row.pictures_per_second:.3g} pictures a second")
    if row.model is not None:
        info = row.model.info
        parts.append(f"{info.dim} numbers a photo; pictures of {info.input.size} pixels")
        parts.append(f"in {row.model.path}")
    offer = row.offer
    if offer is not None:
        if row.model is None:
            parts.append(f"{offer.dim} numbers a photo; pictures of {offer.image_size} pixels")
        parts.append(
            f"{offer.parameters / 1e6:.0f} million weights, {offer.weights_mb} MB in memory; "
            f"{offer.gflop:g} GFLOP a picture"
        )
        parts.append(f"licence: {offer.license} ({offer.license_url})")
        if offer.imagenet is not None:
            parts.append(f"figures: {offer.source.title}")
    return parts


def _json(row: Row) -> dict[str, Any]:
    model, offer = row.model, row.offer
    card = model.card if model else None
    return {
        "name": row.name,
        "kind": card.kind if card else offer.kind if offer else "clip",
        "installed": model is not None,
        "active": row.active,
        "recommended": row.recommended,
        "demonstration": model is not None and model.info.demonstration,
        "dim": model.info.dim if model else offer.dim if offer else None,
        "image_size": model.info.input.size if model else offer.image_size if offer else None,
        "download_mb": offer.download_mb if offer else None,
        "weights_mb": offer.weights_mb if offer else None,
        "parameters": offer.parameters if offer else None,
        "languages": row.languages or None,
        "license": (offer.license if offer else card.license if card else "") or None,
        "research_only": offer.research_only if offer else None,
        "imagenet": offer.imagenet if offer else None,
        "coco": offer.coco if offer else None,
        "flickr": offer.flickr if offer else None,
        "figures_from": offer.source.url if offer and offer.imagenet is not None else None,
        "pictures_per_second": row.pictures_per_second,
        "note": row.note,
    }
