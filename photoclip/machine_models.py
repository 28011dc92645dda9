"""The models on this machine: which there are, getting one, and removing one. No library is needed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from photoclip.core import paths
from photoclip.core.cancel import CancelToken
from photoclip.core.errors import ModelError
from photoclip.core.model_reports import DownloadProgress
from photoclip.embed import catalogue
from photoclip.embed.arriving import clear_leftovers, forget_arriving, place_of, take_away
from photoclip.embed.weights import ModelFolder
from photoclip.worker.models import model_folders


def installed_models() -> list[ModelFolder]:
    """All models on this machine. What killed processes left beside them is cleared away first."""
    clear_leftovers(paths.models_dir())
    return list(catalogue.installed(*model_folders()))


def shipped_name() -> str:
    """The name of the model a new library begins with. Raises `ModelError` if it is damaged."""
    shipped = paths.shipped_model()
    embedded = shipped == paths.embedded_model()
    return paths.EMBEDDED_MODEL if embedded else ModelFolder.open(shipped).name


def download_model(
    name: str,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    cancel: CancelToken | None = None,
    *,
    again: bool = False,
    sha256: str = "",
) -> ModelFolder:
    """Fetch a model by open_clip's name into the user's models, as `embed.fetching.fetch` does."""
    from photoclip.embed.fetching import fetch_named

    return fetch_named(name, paths.models_dir(), on_progress, cancel, again=again, sha256=sha256)


def import_model(
    source: Path,
    on_progress: Callable[[DownloadProgress], None] = lambda _progress: None,
    cancel: CancelToken | None = None,
    *,
    architecture: str = "",
    name: str = "",
    sha256: str = "",
) -> ModelFolder:
    """Take a model from a file or folder, as `embed.importing.import_model` does."""
    from photoclip.embed import importing

    return importing.import_model(
        source,
        paths.models_dir(),
        on_progress,
        cancel,
        architecture=architecture,
        name=name,
        sha256=sha256,
    )


def remove_model(name: str, in_use: Collection[str] = (), coming: Collection[str] = ()) -> Path:
    """Delete a downloaded model, or what an unfinished download left of it; its former path.

    Raises `ModelError` for the embedded one, for those ``in_use`` or ``coming`` (see `LibraryModels`),
    for one that another model on this machine stands on, and while it is being downloaded.
    """
    left_over = forget_arriving(name, paths.models_dir())
    try:
        found = catalogue.find(name, *model_folders())
    except ModelError:
        if left_over is not None:
            return left_over
        raise
    if found.path.parent != paths.models_dir():
        raise ModelError(
            f"“{name}” ships with PhotoClip or lies elsewhere, and is not removed.", ""
        )
    names = {found.name, found.info.key, str(found.path)}
    if names & set(coming) - set(in_use):
        raise ModelError(
            f"The library is on its way to the model {found.name}.",
            "Stop that first: photoclip models use --stop",
        )
    if names & set(in_use):
        raise ModelError(
            f"“{found.name}” is in use by this library.",
            "Use another first: photoclip models use NAME   (see: photoclip models list)",
        )
    above = [model.name for model in installed_models() if model.card.base == found.info.key]
    if above:
        raise ModelError(
            f"“{above[0]}” stands on “{found.name}”.",
            f"Remove it first: photoclip models remove {above[0]}",
        )
    try:
        with place_of(found.path, found.name):
            take_away(found.path)
    except OSError as error:
        raise ModelError(
            f"“{found.name}” could not be removed: {error.strerror or error}",
            f"Check {paths.models_dir()}.",
        ) from error
    return found.path
