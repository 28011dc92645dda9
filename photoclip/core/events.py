"""What long work tells whoever listens. Values only: any thread or process may pass them on."""

from __future__ import annotations

from dataclasses import dataclass

from photoclip.core.captions import CaptionRun
from photoclip.core.commands import Command
from photoclip.core.label_reports import Derived
from photoclip.core.model_reports import SwitchProgress
from photoclip.core.reports import IndexReport


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """A root is being walked: ``found`` photo files so far."""

    root: bytes
    found: int


@dataclass(frozen=True, slots=True)
class RootOffline:
    """A root is not there; its photos stay in the library. ``reason`` is for a person."""

    root: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class ConfirmMissing:
    """Most of a root is gone at once: ``missing`` of ``known`` files.

    They stay in the library until a person says that this is right.
    """

    root: bytes
    missing: int
    known: int


@dataclass(frozen=True, slots=True)
class IndexStarted:
    """``total`` files wait to be read."""

    total: int


@dataclass(frozen=True, slots=True)
class IndexProgress:
    """Files done so far, of how many; those of them that failed; photos per second; seconds left."""

    done: int
    total: int
    failed: int
    per_second: float
    seconds_left: float


@dataclass(frozen=True, slots=True)
class LibraryChanged:
    """After a commit: so many files were added to the library or changed in it."""

    files: int


@dataclass(frozen=True, slots=True)
class IndexFinished:
    """A round of indexing came to its end; ``report`` says what it did."""

    report: IndexReport


@dataclass(frozen=True, slots=True)
class LibraryEdited:
    """After a commit: a person changed something by hand."""

    command: Command


@dataclass(frozen=True, slots=True)
class LabelsDerived:
    """After the commits: rules moved these labels' automatic tags."""

    moved: tuple[Derived, ...]


@dataclass(frozen=True, slots=True)
class SwitchAdvanced:
    """The library is on its way to another model, and so far by now."""

    progress: SwitchProgress


@dataclass(frozen=True, slots=True)
class WatchingFrom:
    """These roots are watched from now on."""

    roots: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a person should know once, with no decision to take."""

    text: str


Event = (
    ScanProgress
    | RootOffline
    | ConfirmMissing
    | IndexStarted
    | IndexProgress
    | IndexFinished
    | LibraryChanged
    | LibraryEdited
    | LabelsDerived
    | SwitchAdvanced
    | WatchingFrom
    | CaptionRun
    | Notice
)
