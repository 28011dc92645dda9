"""What a window asks about models, and is answered; a part of `messages`.

How a download, a change of models and a probe stand is told in values of `core.model_reports`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from photoclip.core.model_reports import ProbeReport

ADAPTER, CAPTIONER, GONE = "adapter", "captioner", "gone"
"""Kinds of models that are no plain ones for searching: see `ModelChoice`."""


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A figure somebody published of a model: what was measured, what came out, where it is written."""

    measure: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A model a person can choose, and what it takes to decide.

    ``download_mb`` is 0 where it is here already; ``partial_bytes`` of it came before a download was
    cut. ``seconds_per_1000`` is what a thousand photos take on this machine, 0 unknown: measured
    where ``measured``, else an estimate. ``recommended`` with ``why``: the one for this machine;
    ``shortlisted``: one of the few that suit most people.
    ``languages`` and ``license`` are words of the catalogue; ``research_only``: the licence allows
    nothing else. ``embedded`` of the library's photos have a vector of it. ``kind`` is that of a
    model folder's card: ``clip``, ``adapter`` (over ``base``) or ``captioner``, which writes and
    doesn't search. ``key`` names its exact weights, empty where it isn't here. ``problem`` says why
    it can't be used. ``kept_bytes`` of the library's file hold what it knows by a model that isn't
    here; one that could not be downloaded either is of the kind `GONE`.
    """

    name: str
    installed: bool
    active: bool
    demonstration: bool
    download_mb: int
    memory_mb: int
    note: str
    seconds_per_1000: float = 0.0
    measured: bool = False
    recommended: bool = False
    why: str = ""
    shortlisted: bool = False
    languages: str = ""
    license: str = ""
    research_only: bool = False
    source: str = ""
    dim: int = 0
    image_size: int = 0
    figures: tuple[PublishedFigure, ...] = ()
    disk_bytes: int = 0
    partial_bytes: int = 0
    embedded: int = 0
    removable: bool = False
    kind: str = "clip"
    base: str = ""
    key: str = ""
    problem: str = ""
    kept_bytes: int = 0


@dataclass(frozen=True, slots=True)
class GetModels:
    """Answered by a tuple of `ModelChoice`. Lane `FACTS`. Works without a library.

    ``english``: sentences to search for will be English, as far as that is known.
    """

    english: bool = True


@dataclass(frozen=True, slots=True)
class DownloadModel:
    """Download a model by its name. Lane `MODELS`. Works without a library.

    Answered by `DownloadProgress` again and again, then by `ModelArrived`. Dropping the question stops
    it; what came is kept, and the same question goes on from there.
    """

    name: str


@dataclass(frozen=True, slots=True)
class ImportModel:
    """Take a model from a file or folder of this machine. Lane `MODELS`. Works without a library.

    Answered by `DownloadProgress` again and again, then by `ModelArrived`; by `ArchitectureNeeded`
    where the file doesn't tell and ``architecture`` is empty; by `HashNeeded` for one that could run
    programs, as long as ``sha256`` is empty. Dropping the question stops it, and nothing is kept.
    """

    path: bytes
    architecture: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ModelArrived:
    """A model is on this machine now, whole and checked, under this name.

    ``searches``: one can search with it; others write captions.
    """

    name: str
    searches: bool = True


@dataclass(frozen=True, slots=True)
class ArchitectureNeeded:
    """A file with weights doesn't tell of which architecture they are: one of these, likely first."""

    path: bytes
    architectures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HashNeeded:
    """A file could run programs; with the SHA-256 that its maker published it is taken all the same."""

    path: bytes


@dataclass(frozen=True, slots=True)
class RemoveModel:
    """Delete a model from this machine. Lane `MODELS`. Works without a library.

    What a library knows of its photos through it stays. Answered by `ModelRemoved`.
    """

    name: str


@dataclass(frozen=True, slots=True)
class ModelRemoved:
    """A model is gone, and this many bytes of the disk are free again."""

    name: str
    freed_bytes: int


@dataclass(frozen=True, slots=True)
class ProbeModel:
    """See for about ten seconds how an installed model runs here. Lane `MODELS`.

    Works without a library, whose settings say on which ``device`` and how many ``cores``. Answered by
    `ModelProbed`. Dropping the question stops it.
    """

    name: str
    device: str = "auto"
    cores: int = 0


@dataclass(frozen=True, slots=True)
class ModelProbed:
    """How a model runs here, and what a thousand photos take with it, reading them included."""

    report: ProbeReport
    seconds_per_1000: float


@dataclass(frozen=True, slots=True)
class TeachModel:
    """Teach the model in use the words of this library, and keep what comes of it if it helps.

    Lane `MODELS`. Answered by `TeachingProgress` again and again, then by a `TeachingReport`. Dropping
    the question stops it. Whoever answers fills in where the ``library`` is.
    """

    library: bytes = b""


ModelQuestion: TypeAlias = (
    GetModels | DownloadModel | ImportModel | RemoveModel | ProbeModel | TeachModel
)

WITHOUT_LIBRARY = (GetModels, DownloadModel, ImportModel, RemoveModel, ProbeModel)
"""What is answered before there is a library: a model is chosen first."""
