"""Bringing a model in without the network: a checkpoint file, a model folder, a folder from the hub."""

from __future__ import annotations

import json
import shutil
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from photoclip.core.errors import ModelError, NeedsHashError, UnknownCheckpointError
from photoclip.embed.building import check_fits, check_runnable
from photoclip.embed.converting import convert
from photoclip.embed.fetching import ARRIVING, disk_errors, folder_name, put_in_place
from photoclip.embed.guessing import guess
from photoclip.embed.remote import (
    PICKLE,
    SAFETENSORS,
    TEXT_CONFIG,
    configuration,
    extras_of,
    kind_of,
)
from photoclip.embed.runtime import open_clip
from photoclip.embed.weights import (
    CARD,
    CONFIG,
    WEIGHTS,
    ModelCard,
    ModelFolder,
    check_safetensors,
    sha256_of,
    write_card,
)

PICKLES = (".bin", ".pt", ".pth", ".ckpt", ".pkl")


def import_model(
    source: Path,
    models_dir: Path,
    *,
    architecture: str = "",
    name: str = "",
    sha256: str = "",
) -> ModelFolder:
    """Copy a model into ``models_dir``, checked as a downloaded one is; returns its folder.

    ``source`` is a checkpoint (safetensors, or a pickle whose ``sha256`` is given), a model folder of
    PhotoClip, or a folder with ``open_clip_config.json`` as the hub has them. ``architecture`` is
    open_clip's word for what a bare file holds the weights of; without it that is guessed. The model
    is loaded once. Raises `ModelError`, and `DiskFullError`.
    """
    source = source.expanduser()
    if not source.exists():
        raise ModelError(f"There is no {source}.", "Name a checkpoint file or a model folder.")
    work = models_dir / ARRIVING / f"import-{uuid.uuid4().hex[:8]}"
    ready = work / "ready"
    with disk_errors(models_dir, source.name):
        ready.mkdir(parents=True)
        try:
            card = (
                _from_folder(source, ready, name, sha256)
                if source.is_dir()
                else _from_file(source, ready, architecture, name, sha256)
            )
            _forbid_shipped(card.name)
            _must_fit(ready, card.name, source, architecture)
            write_card(ready, card)
            target = models_dir / folder_name(card.name)
            put_in_place(ready, target, work)
            return ModelFolder.open(target)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _must_fit(ready: Path, name: str, source: Path, architecture: str) -> None:
    try:
        check_fits(ready, name)
    except ModelError as error:
        if architecture:
            raise ModelError(
                f"{source.name} does not hold the weights of a {architecture}: {error}",
                "Name the right one: --architecture NAME",
            ) from error
        raise


def _forbid_shipped(name: str) -> None:
    from photoclip.core import paths

    if name == paths.EMBEDDED_MODEL:
        raise ModelError(
            f"“{name}” is the name of the model that comes with PhotoClip.",
            "Give another: --name NAME",
        )


# --- a folder -------------------------------------------------------------------------------------


def _from_folder(source: Path, ready: Path, name: str, sha256: str) -> ModelCard:
    config = _config_in(source)
    check_runnable(config)
    former = _card_in(source)
    weights = _weights_in(source)
    _take_weights(weights, ready, sha256)
    files = {}
    for extra in extras_of(config):
        found = source / extra.name
        if extra.name == TEXT_CONFIG and not found.is_file():
            raise _lacks(source, TEXT_CONFIG, f"it is the config.json of {extra.repo}")
        if found.is_file():
            shutil.copyfile(found, ready / extra.name)
            files[extra.name] = sha256_of(ready / extra.name)
        elif extra.needed:
            raise _lacks(source, extra.name, f"{extra.repo} on the hub has it")
    (ready / CONFIG).write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    found_sha = sha256_of(ready / WEIGHTS)
    if former is not None:
        if former.sha256 != found_sha:
            raise ModelError(
                f"The weights in {source} are not the ones its {CARD} names.",
                "Copy the folder again from where it came.",
            )
        return replace(former, name=name or former.name, files=files or former.files)
    return ModelCard(
        name=name or source.resolve().name,
        sha256=found_sha,
        source=f"imported from {source.name}",
        kind=kind_of(config),
        files=files,
    )


def _lacks(source: Path, file: str, where: str) -> ModelError:
    return ModelError(f"{source} lacks {file}, which this model needs.", f"Put it there: {where}.")


def _config_in(source: Path) -> dict[str, Any]:
    try:
        config = json.loads((source / CONFIG).read_text("utf-8"))
        int(config["model_cfg"]["embed_dim"])
    except FileNotFoundError as error:
        raise ModelError(
            f"There is no {CONFIG} in {source}.",
            "Import the checkpoint file itself, with --architecture, or a folder made for open_clip.",
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"The {CONFIG} in {source} can't be read.", "Fetch it again.") from error
    return dict(config)


def _card_in(source: Path) -> ModelCard | None:
    if not (source / CARD).is_file():
        return None
    try:
        return ModelCard.read(json.loads((source / CARD).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"The {CARD} in {source} can't be read.", "Remove it, or copy it again."
        ) from error


def _weights_in(source: Path) -> Path:
    for file in (WEIGHTS, SAFETENSORS, PICKLE):
        if (source / file).is_file():
            return source / file
    found = sorted(source.glob("*.safetensors"))
    if len(found) != 1:
        what = "several files of weights" if found else "no weights"
        raise ModelError(f"There are {what} in {source}.", f"One of them has to be {WEIGHTS}.")
    return found[0]


# --- a file ---------------------------------------------------------------------------------------


def _from_file(source: Path, ready: Path, architecture: str, name: str, sha256: str) -> ModelCard:
    _take_weights(source, ready, sha256)
    clip = open_clip()
    chosen = architecture or guess(_shapes(ready / WEIGHTS))
    model_cfg = clip.get_model_config(chosen)
    if model_cfg is None:
        raise ModelError(
            f"open_clip knows no architecture “{chosen}”.",
            "For example ViT-B-32 or ViT-L-14. All of them: python -c 'import open_clip; "
            "print(open_clip.list_models())'",
        )
    config = configuration(model_cfg, _preprocessing(clip, chosen))
    check_runnable(config)
    files = {}
    for extra in extras_of(config):
        beside = source.parent / extra.name
        if beside.is_file():
            shutil.copyfile(beside, ready / extra.name)
            files[extra.name] = sha256_of(ready / extra.name)
        elif extra.needed:
            raise _lacks(source.parent, extra.name, f"{extra.repo} on the hub has it")
    (ready / CONFIG).write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    return ModelCard(
        name=name or f"{chosen}/{source.stem}",
        sha256=sha256_of(ready / WEIGHTS),
        source=f"imported from {source.name}",
        kind=kind_of(config),
        files=files,
    )


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


def _take_weights(source: Path, ready: Path, sha256: str) -> None:
    """Copy or convert the weights to their place, and check them there."""
    if _is_safetensors(source):
        shutil.copyfile(source, ready / WEIGHTS)
        check_safetensors(ready / WEIGHTS)
        if sha256 and sha256_of(ready / WEIGHTS) != sha256.lower():
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
    convert(source, ready / WEIGHTS, sha256)


def _is_safetensors(path: Path) -> bool:
    return path.suffix.lower() == ".safetensors"


def _shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """The shapes of the tensors in a safetensors file, by name as open_clip calls them."""
    from safetensors import safe_open

    with safe_open(path, framework="pt") as file:
        names = list(file.keys())
        return {
            name.removeprefix("module."): tuple(file.get_slice(name).get_shape()) for name in names
        }
