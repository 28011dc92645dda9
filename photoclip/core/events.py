"""What long work tells whoever listens. Values only: any thread or process may pass them on."""

from __future__ import annotations

from dataclasses import dataclass


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
class Notice:
    """Something a person should know once, with no decision to take."""

    text: str


Event = ScanProgress | RootOffline | IndexStarted | IndexProgress | LibraryChanged | Notice
