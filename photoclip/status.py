"""What a library holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from photoclip.core.errors import ModelError
from photoclip.core.model_reports import SwitchProgress
from photoclip.embed.weights import ModelFolder
from photoclip.store import files, photos, vectors
from photoclip.store.database import Library
from photoclip.worker.missing_model import vectors_of
from photoclip.worker.models import chosen_name


@dataclass(frozen=True)
class RootStatus:
    """One root in the status: its path and state, when it was last scanned, files it ignores.

    ``reason`` says why it is offline.
    """

    path: bytes
    offline: bool
    reason: str | None
    scanned_at: str | None
    other_files: int


@dataclass(frozen=True)
class Status:
    """What the library holds. Counts are photos unless the name says otherwise.

    ``missing`` says that the model isn't on this machine, and what to do; empty if it is.
    ``switching`` is how far another model is on its way, None if none is.
    """

    library: Path
    roots: list[RootStatus]
    photos: int
    embedded: int
    pending_files: int
    failed_files: int
    model: str
    demonstration: bool
    library_bytes: int
    missing: str = ""
    switching: SwitchProgress | None = None


def status_of(library: Library, model: ModelFolder | ModelError) -> Status:
    """Count what the library holds, as it is searched with this model, or would be if it were here."""
    if isinstance(model, ModelError):
        name, missing, demonstration = chosen_name(library), f"{model}\n{model.hint}".strip(), False
        key = vectors_of(library, name)
    else:
        name, missing, demonstration = model.name, "", model.info.demonstration
        key = model.info.key
    model_id = vectors.find_model(library, key)
    return Status(
        library=library.folder,
        roots=[
            RootStatus(
                r.path,
                r.offline_since is not None,
                r.offline_reason if r.offline_since is not None else None,
                r.scanned_at,
                r.other_files,
            )
            for r in files.roots(library)
        ],
        photos=photos.count(library),
        embedded=0 if model_id is None else vectors.count_searchable(library, model_id),
        pending_files=files.count_pending(library),
        failed_files=len(files.failures(library)),
        model=name,
        demonstration=demonstration,
        library_bytes=library.file.stat().st_size,
        missing=missing,
    )
