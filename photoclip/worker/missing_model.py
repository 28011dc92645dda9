"""What is said where a library's model is no longer on this machine: which it is, and what helps."""

from __future__ import annotations

import os
import re
from pathlib import Path

from photoclip.core import paths
from photoclip.core.errors import ModelError
from photoclip.embed import catalogue
from photoclip.embed.weights import ADAPTER, CLIP, ModelFolder
from photoclip.store import generations
from photoclip.store.database import Library

_TAUGHT = re.compile(r"(.+)\+words-\d+")


def missing_model(library: Library, reference: str, folders: tuple[Path, ...]) -> ModelError:
    """The error for a model that a library uses and nobody has any more.

    ``reference`` is its name, its key or its place. The advice fits how it came, as far as its name
    tells; another one that is here always gets going.
    """
    models = [one for one in catalogue.installed(*folders) if one.card.kind in (CLIP, ADAPTER)]
    return ModelError(
        f"The model “{reference}”, by which this library knows its photos, isn't on this machine.",
        f"Search with one that is here: photoclip models use {_stand_in(library, models)}\n"
        f"{_how_it_comes_back(reference, models)}",
    )


def vectors_of(library: Library, reference: str) -> str:
    """The key by which a library knows its photos through a model that isn't here; empty if by none."""
    known = [one for one in generations.generations(library) if reference in (one.name, one.key)]
    return max(known, key=lambda one: one.vectors).key if known else ""


def _stand_in(library: Library, models: list[ModelFolder]) -> str:
    """What answers soonest: who knows the most photos here, else a real model, else what ships."""
    known = {one.key: one.vectors for one in generations.generations(library)}
    best = max(
        models,
        key=lambda one: (known.get(one.info.key, 0), not one.info.demonstration),
        default=None,
    )
    return paths.EMBEDDED_MODEL if best is None else best.name


def _how_it_comes_back(reference: str, models: list[ModelFolder]) -> str:
    taught = _TAUGHT.fullmatch(reference)
    if taught is not None:
        below = taught[1]
        here = any(one.name == below for one in models)
        how = f"photoclip models use {below}" if here else f"photoclip models download {below}"
        return f"It was taught your words; to teach them again: {how}, then photoclip models teach"
    if os.path.isabs(reference):
        return "Or bring its folder back to where it was."
    if reference.startswith("hf-hub:") or catalogue.offer_named(reference) is not None:
        return f"Or get it again: photoclip models download {reference}"
    again = f"photoclip models import FOLDER_OR_FILE --name {reference}"
    return (
        f"Or get it again: {again}   (photoclip models download {reference}, if it came from there)"
    )
