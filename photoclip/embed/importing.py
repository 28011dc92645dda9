"""Bringing a model in without the network: a checkpoint file, a model folder, a folder from the hub."""

from __future__ import annotations

import difflib
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import (
    ModelError,
    NameTakenError,
    NeedsHashError,
    UnknownCheckpointError,
)
from photoclip.core.model_reports import DownloadProgress
from photoclip.embed import catalogue
from photoclip.embed.arriving import (
    disk_errors,
    folder_name,
    passing,
    place_of,
    put_in_place,
    room_for,
)
from photoclip.embed.building import check_fits, check_runnable
from photoclip.embed.converting import convert
from photoclip.embed.guessing import guess
from photoclip.embed.import_source import Source, look_at, must_have_extras
from photoclip.embed.meter import Meter
from photoclip.embed.remote import (
    configuration,
    extras_of,
    kind_of,
    remote,
    split_name,
)
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import (
    ADAPTER,
    CARD,
    CONFIG,
    IMPORTED,
    WEIGHTS,
    ModelCard,
    ModelFolder,
    check_safetensors,
    header_of,
    sha256_of,
    write_card,
)

PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")
_PIECE = 1 << 22


def import_model(
    source: Path,
    models_dir: Path,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    cancel: CancelToken | None = None,
    *,
    architecture: str = "",
    name: str = "",
    sha256: str = "",
) -> ModelFolder:
    """Copy a model into ``models_dir``, checked as a downloaded one is; returns its folder.

    ``source`` is a checkpoint (safetensors, or a pickle whose ``sha256`` is given), a model folder of
    PhotoClip, or a folder with ``open_clip_config.json`` as the hub has them. What a file holds is
    known by its hash, where PhotoClip knows that file; else by the configuration beside it;
    ``architecture``, open_clip's word for it, goes before the latter; else it is guessed. The model is
    loaded once. No other model gives way to it: the same one again does.

    Raises `ModelError` (its kinds say what a person may add), `DiskFullError`, and `Cancelled`.
    """
    source = source.expanduser()
    if not source.exists():
        raise ModelError(f"There is no {source}.", "Name a checkpoint file or a model folder.")
    token = cancel or CancelToken()
    meter = Meter(source.name, on_progress)
    full = f"Free some space on the disk of {models_dir} and import it again."
    with disk_errors(models_dir, source.name, full):
        models_dir.mkdir(parents=True, exist_ok=True)
        with passing(models_dir, "import-") as work:
            ready = work / "ready"
            ready.mkdir()
            found = look_at(source, architecture)
            room_for(source.name, found.weights.stat().st_size, models_dir, full)
            _take_weights(found.weights, ready / WEIGHTS, sha256, meter, token)
            card = _described(found, ready, models_dir, architecture)
            card = replace(card, name=name or card.name)
            _forbid_shipped(card.name)
            token.check()
            write_card(ready, card)
            _must_fit(ready, card, source, architecture)
            token.check()
            return _put(ready, card, models_dir, derived=found.derived and not name)


# --- the weights ----------------------------------------------------------------------------------


def _take_weights(
    source: Path, target: Path, sha256: str, meter: Meter, cancel: CancelToken
) -> None:
    """Copy or convert the weights to their place, and check them there."""
    if source.suffix.lower() == ".safetensors":
        check_safetensors(source, source.name)
        found = _copied(source, target, meter, cancel)
        check_safetensors(target, source.name)
        if sha256 and found != sha256.lower():
            raise ModelError(
                f"{source.name} is not the file with the hash {sha256[:12]}….",
                "Nothing was imported. Compare with where you got the hash.",
            )
        return
    if source.suffix.lower() not in PICKLES:
        raise UnknownCheckpointError(
            f"{source.name} is no checkpoint PhotoClip knows.",
            "It takes .safetensors, and .bin, .pt or .pth with their hash: --sha256 HASH",
        )
    if not sha256:
        raise NeedsHashError(
            f"{source.name} is a pickle. Such a file can run programs, so nothing was read from it.",
            "If you trust where it comes from, give the SHA-256 published there: --sha256 HASH. "
            "Better: a .safetensors of the same model.",
        )
    convert(source, target, sha256)


def _copied(source: Path, target: Path, meter: Meter, cancel: CancelToken) -> str:
    """Copy a file, as far as nobody cancels; its SHA-256."""
    meter.total = source.stat().st_size
    found = hashlib.sha256()
    with source.open("rb") as incoming, target.open("wb") as outgoing:
        while piece := incoming.read(_PIECE):
            cancel.check()
            outgoing.write(piece)
            found.update(piece)
            meter.add(len(piece))
    meter.tell()
    return found.hexdigest()


# --- what it is -----------------------------------------------------------------------------------


def _described(found: Source, ready: Path, models_dir: Path, architecture: str) -> ModelCard:
    """The card of what was copied, with its configuration and the other files beside it in ``ready``."""
    sha256 = sha256_of(ready / WEIGHTS)
    if found.card is not None and found.card.sha256 != sha256:
        raise ModelError(
            f"The weights in {found.folder} are not the ones its {CARD} names.",
            "Copy the folder again from where it came.",
        )
    card, config = found.card, found.config
    if card is None:
        source = f"{IMPORTED}{found.weights.name}"
        card = ModelCard(name=found.name, sha256=sha256, source=source)
        known = _known(sha256, models_dir, architecture, bare=config is None)
        if known is not None:
            name, licence, config = known
            card = replace(card, name=name, license=licence)
    if config is None:
        chosen = architecture or guess(_shapes(ready / WEIGHTS))
        config = _configuration_of(chosen)
        card = replace(card, name=f"{chosen}/{found.name}")
    files = {}
    if card.kind != ADAPTER:
        check_runnable(config)
        must_have_extras(found.folder, config)
        for extra in extras_of(config):
            if (found.folder / extra.name).is_file():
                shutil.copyfile(found.folder / extra.name, ready / extra.name)
                files[extra.name] = sha256_of(ready / extra.name)
    (ready / CONFIG).write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    if found.card is not None:
        return replace(card, files=files or card.files)
    return replace(card, kind=kind_of(config), files=files)


def _known(
    sha256: str, models_dir: Path, architecture: str, *, bare: bool
) -> tuple[str, str, dict[str, Any]] | None:
    """Name, licence and configuration of a file PhotoClip knows by its hash.

    That is one of the catalogue, or, where nothing else says what it is, one of a model that is here.
    """
    offer = catalogue.offer_of_file(sha256)
    if offer is not None and architecture in ("", split_name(offer.name)[0]):
        config = remote(offer.name).config
        assert config is not None  # open_clip's own list says it
        return offer.name, offer.license, config
    if bare and not architecture:
        for model in catalogue.installed(models_dir):
            if model.card.sha256 == sha256 and model.card.kind != ADAPTER:
                return model.name, model.card.license, model.config
    return None


def _configuration_of(architecture: str) -> dict[str, Any]:
    clip = open_clip()
    model_cfg = clip.get_model_config(architecture)
    if model_cfg is None:
        raise ModelError(
            f"open_clip knows no architecture “{architecture}”.",
            f"For example ViT-B-32 or ViT-L-14. {_alike(architecture, clip.list_models())}".rstrip(),
        )
    return configuration(model_cfg, _preprocessing(clip, architecture))


def _alike(architecture: str, known: list[str]) -> str:
    """Which names may be meant; empty if none is like the one said."""
    folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(architecture.casefold(), folded, n=5)
    return f"Like the one you named: {', '.join(folded[name] for name in found)}." if found else ""


def _preprocessing(clip: Any, architecture: str) -> dict[str, Any]:
    """What is known of how pictures are made for an architecture, if all its weights agree."""
    known = [
        clip.get_pretrained_cfg(architecture, tag)
        for tag in clip.list_pretrained_tags_by_model(architecture)
    ]
    keys = ("mean", "std", "interpolation", "resize_mode")
    return {
        key: known[0][key]
        for key in keys
        if known and key in known[0] and all(one.get(key) == known[0][key] for one in known)
    }


def _shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """The shapes of the tensors in a safetensors file, by name as open_clip calls them."""
    return {
        name.removeprefix("module."): tuple(one["shape"]) for name, one in header_of(path).items()
    }


# --- in its place ---------------------------------------------------------------------------------


def _must_fit(ready: Path, card: ModelCard, source: Path, architecture: str) -> None:
    """Load it once."""
    if card.kind == ADAPTER:
        from photoclip.embed.adapter import Adapter

        Adapter.read(ModelFolder.open(ready))
        return
    try:
        check_fits(ready, card.name)
    except ModelError as error:
        if architecture:
            raise ModelError(
                f"{source.name} does not hold the weights of a {architecture}: {error}",
                "Name the right one: --architecture NAME",
            ) from error
        raise


def _forbid_shipped(name: str) -> None:
    if name == paths.EMBEDDED_MODEL:
        raise ModelError(
            f"“{name}” is the name of the model that comes with PhotoClip.",
            "Give another: --name NAME",
        )


def _put(ready: Path, card: ModelCard, models_dir: Path, *, derived: bool) -> ModelFolder:
    """Put the model in its place. No other gives way: a name that PhotoClip derived gets a number."""
    number, name = 1, card.name
    while True:
        target = models_dir / folder_name(name)
        with place_of(target, name):
            if not _taken(name, card, ready, target):
                here = _whole(target, card)
                if here is None:
                    write_card(ready, replace(card, name=name))
                    put_in_place(ready, target)
                return here or ModelFolder.open(target)
        if not derived:
            raise NameTakenError(
                f"Another model is called “{name}” on this machine.",
                "Remove that one first, or call this one otherwise: --name NAME",
                name,
            )
        number += 1
        name = f"{card.name}-{number}"


def _taken(name: str, card: ModelCard, ready: Path, target: Path) -> bool:
    """Whether a name, or the folder it has, is another model's."""
    new = ModelFolder.open(ready)
    shipped = paths.resources_dir() / "models"
    return any(
        model.path == target or model.name == name
        for model in catalogue.installed(target.parent, shipped)
        if (model.name, model.card.sha256, model.card.base) != (name, card.sha256, card.base)
        or model.config != new.config
    )


def _whole(target: Path, card: ModelCard) -> ModelFolder | None:
    """The same model, if it is here already and undamaged."""
    try:
        here = ModelFolder.open(target)
        here.verify()
    except ModelError:
        return None
    return here if here.card.files == card.files else None
