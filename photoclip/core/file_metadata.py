"""Keywords, stars and words as files carry them: what is there, what should be, what differs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from photoclip.core.types import PhotoId

LONGEST_TITLE = 200
LONGEST_CAPTION = 20_000
LONGEST_KEYWORD = 256
"""Characters of what is read from files, and kept of what a person writes."""


def clean_text(text: str, *, lines: bool = False) -> str:
    """Text fit to store and show: composed (NFC), without control characters or blanks at its ends.

    It ends at a zero character. With ``lines`` line breaks and tabs stay.
    """
    text = text.encode("utf-8", "replace").decode("utf-8").partition("\0")[0]
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    keep = "\n\t" if lines else ""
    text = text.replace("\r\n", "\n")
    return "".join(c if (c >= " " and c != "\x7f") or c in keep else " " for c in text).strip()


class Writing(StrEnum):
    """Where what the library knows of a folder's photos is written, if it is asked for."""

    NEVER = "never"
    SIDECAR = "sidecar"  # photo.jpg.xmp beside the photo, which stays untouched
    FILE = "file"  # in the photo itself; a sidecar that is there already is written too


@dataclass(frozen=True, slots=True)
class Described:
    """The fields PhotoClip reads and writes. None: the file says nothing about it.

    ``keywords`` are flat, ``paths`` the same with their place in a hierarchy (``Animals/Dog``).
    ``rating`` is -1..5.
    """

    keywords: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    rating: int | None = None
    title: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one file, in words: ``name`` is Exiv2's key (``Xmp.dc.subject``)."""

    name: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileChange:
    """What would be written for one file of a photo. ``target`` is where: the file or its sidecar.

    ``refused`` says in words why nothing can be written (a format without metadata, a file that is
    away or read-only); ``waits`` that it can be as soon as its drive is there. ``changes`` is empty
    where all is there already.
    """

    photo: PhotoId
    path: bytes
    writing: Writing
    target: bytes
    changes: tuple[FieldChange, ...] = ()
    refused: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class WriteSummary:
    """How a batch of writing stands, in files. ``reasons`` are of those that failed, each once."""

    batch: str
    asked_at: str
    waiting: int
    done: int
    unchanged: int
    failed: int
    restored: int
    kept: int
    reasons: tuple[tuple[bytes, str], ...] = ()
