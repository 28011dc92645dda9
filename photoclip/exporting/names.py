"""Names for exported files: such that every file system, Windows' and FAT's too, can hold them."""

from __future__ import annotations

import os
import re
import unicodedata

MAX_BYTES = 255
"""The longest name most file systems hold, in bytes of UTF-8; Windows counts less strictly."""

_TAIL_BYTES = 16
"""What is kept free for a number behind a name, and for a sidecar's ending."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\ud800-\udfff]')
_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³]) *(\.|$)", re.I)
_NOTHING = "photo"
_LEAST_DIGITS = 4


def valid_name(name: bytes) -> str:
    """A file's name with everything replaced that some file system can't hold.

    Bytes that are no UTF-8 become ``_``, as do the characters that Windows forbids; names of its
    devices (``CON.jpg``) get a ``_`` in front.
    """
    text = _FORBIDDEN.sub("_", os.fsdecode(name))
    text = text.rstrip(" .")
    if not text.strip(" ._") and not text.strip("_"):
        text = _NOTHING + text
    if _DEVICES.match(text):
        text = "_" + text
    return _shortened(text, MAX_BYTES - _TAIL_BYTES)


def numbered(name: str, place: int, total: int) -> str:
    """The name with its place (from 1) of ``total`` in front: ``0007 name.jpg``."""
    digits = max(_LEAST_DIGITS, len(str(total)))
    return _shortened(f"{place:0{digits}d} {name}", MAX_BYTES - _TAIL_BYTES)


def another(name: str, number: int) -> str:
    """The same name once more: ``name (2).jpg``; with 1 the name itself."""
    if number == 1:
        return name
    stem, extension = os.path.splitext(name)
    return f"{stem} ({number}){extension}"


def same_place(name: str) -> str:
    """What two names have in common that a file system may take for one: case, kinds of accents."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _shortened(name: str, most: int) -> str:
    """The name cut in its stem to ``most`` bytes, between characters."""
    if len(name.encode()) <= most:
        return name
    stem, extension = os.path.splitext(name)
    if len(extension.encode()) > _TAIL_BYTES:
        stem, extension = name, ""
    kept = stem.encode()[: most - len(extension.encode())].decode("utf-8", "ignore")
    return kept.rstrip(" .") + extension
