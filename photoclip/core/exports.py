"""Exports: photos as a folder of copies or links, or as a contact sheet."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ExportKind(StrEnum):
    """What is made of the photos."""

    COPIES = "copies"
    LINKS = "links"  # hard links on the same drive, else symbolic ones
    SHEET = "sheet"  # a contact sheet: pages of small pictures with names


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """``target`` is an absolute path: a folder, or of a contact sheet the PDF file.

    ``numbered`` puts the place in the order before each name (``0001 IMG_1.jpg``), so that any
    program keeps the order. ``sidecars`` takes files beside a photo along. ``columns`` and ``rows``
    are of a sheet's page, ``title`` stands above it.
    """

    kind: ExportKind
    target: bytes
    numbered: bool = False
    sidecars: bool = True
    columns: int = 4
    rows: int = 5
    title: str = ""


@dataclass(frozen=True, slots=True)
class ExportProgress:
    """``done`` of ``total`` photos."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What came of it. ``skipped`` are photos left out, each with a reason in words.

    ``existed`` were there already, the same, and were left as they are. ``target`` is where it went:
    a sheet gets another name where its own is taken. ``byte_size`` was written. ``notes`` are for a
    person to read; ``stopped`` says why it ended before the last photo, if it did.
    """

    made: int
    existed: int
    byte_size: int
    target: bytes
    skipped: tuple[tuple[bytes, str], ...] = ()
    cancelled: bool = False
    notes: tuple[str, ...] = ()
    stopped: str = ""
