"""A part: something that somebody who receives PhotoClip receives with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from building.licences import Text

PROGRAM = "photoclip"


@dataclass(frozen=True)
class Part:
    """Something inside. ``kind`` is ``package``, ``library``, ``interpreter``, ``model`` or ``data``.

    ``within`` names the package that brought it, ``crates`` what a package in Rust has linked in
    (name, version, licence), ``needs`` the canonical names of the packages it requires, ``hashes`` the
    SHA-256 of its files, by their path inside.
    """

    kind: str
    name: str
    version: str
    licence: str
    texts: tuple[Text, ...]
    source: str = ""
    note: str = ""
    within: str = ""
    purl: str = ""
    crates: tuple[tuple[str, str, str], ...] = ()
    needs: tuple[str, ...] = ()
    hashes: tuple[tuple[str, str], ...] = ()


def sha256(file: Path) -> str:
    """The SHA-256 of a file."""
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
