"""What a window asks about the library as a whole, and is answered: folders, labels, albums, counts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with photos, below a root. ``path`` is relative with ``/``; counts include subfolders.

    ``query`` is what finds its photos.
    """

    path: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class RootOverview:
    """One root: its absolute path, whether it is away and why, and its folders in path order."""

    path: bytes
    name: str
    count: int
    query: str
    offline: bool
    reason: str = ""
    folders: tuple[Folder, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelOverview:
    """A label: how many photos have it (confirmed, imported, by rule), and how many may.

    ``active`` says that a rule is in force. ``query`` finds those that have it.
    """

    name: str
    count: int
    query: str
    suggested: int = 0
    color: str = ""
    active: bool = False


@dataclass(frozen=True, slots=True)
class AlbumOverview:
    """An album. A smart one is a saved search: ``query`` is what was saved, ``count`` None."""

    name: str
    smart: bool
    count: int | None
    query: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What a sidebar shows. Counts are pictures; ``waiting`` and ``failed`` files.

    ``model_missing``: the library's ``model`` isn't on this machine. ``cameras`` are names with their
    number of photos, most first; ``years`` likewise, newest first.
    """

    photos: int = 0
    waiting: int = 0
    failed: int = 0
    offline: int = 0
    duplicates: int = 0
    roots: tuple[RootOverview, ...] = ()
    labels: tuple[LabelOverview, ...] = ()
    albums: tuple[AlbumOverview, ...] = ()
    cameras: tuple[tuple[str, int], ...] = ()
    years: tuple[tuple[str, int], ...] = ()
    formats: tuple[tuple[str, int], ...] = ()
    model: str = ""
    model_missing: bool = False
    demonstration: bool = False
    embedded: int = 0


@dataclass(frozen=True, slots=True)
class GetOverview:
    """Answered by `Overview`. Lane `SURVEY`: it may take seconds over a million photos."""
