"""Where what the library knows is written, folder by folder, and how a file is replaced."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass

from photoclip.core.commands import JSON
from photoclip.core.errors import PhotoClipError
from photoclip.core.file_metadata import Writing
from photoclip.store.database import Connection

FOLDERS = "metadata.folders"
"""A list of ``[folder, writing]``: absolute paths as text (`os.fsdecode`), each once."""
KEEP_TIMES = "metadata.keep_times"
KEEP_ORIGINAL = "metadata.keep_original"

_MOST_FOLDERS = 10_000


@dataclass(frozen=True, slots=True)
class WriteSettings:
    """What is set. ``folders`` are absolute paths; a folder that isn't named is as the one above it.

    ``keep_times``: a photo that is written into keeps its time of modification. ``keep_original``:
    the photo as it was before the first write is kept beside it.
    """

    folders: tuple[tuple[bytes, Writing], ...] = ()
    keep_times: bool = True
    keep_original: bool = False

    def of(self, path: bytes) -> Writing:
        """How the file or folder at an absolute path is written: the longest folder named decides."""
        best, found = -1, Writing.NEVER
        for folder, writing in self.folders:
            if len(folder) > best and is_inside(path, folder):
                best, found = len(folder), writing
        return found

    def with_folder(self, folder: bytes, writing: Writing) -> JSON:
        """The value of `FOLDERS` that sets one folder, and leaves the others as they are."""
        kept = [(one, how) for one, how in self.folders if one != folder]
        return [[os.fsdecode(one), how.value] for one, how in sorted([*kept, (folder, writing)])]


def is_inside(path: bytes, folder: bytes) -> bool:
    """Whether a path is this folder, or lies somewhere in it."""
    return path == folder or path.startswith(os.path.join(folder, b""))


def load(connection: Connection) -> WriteSettings:
    """What the library's settings say; a value that makes no sense counts as not set."""
    found: dict[str, JSON] = {}
    for key, text in connection.execute(
        "SELECT key, value FROM setting WHERE key IN (?, ?, ?)",
        (FOLDERS, KEEP_TIMES, KEEP_ORIGINAL),
    ):
        try:
            value: JSON = json.loads(text)
            check(key, value)
        except (ValueError, TypeError, PhotoClipError):
            continue
        found[key] = value
    usual = WriteSettings()
    return WriteSettings(
        tuple(_folders(found.get(FOLDERS))),
        found.get(KEEP_TIMES, usual.keep_times) is True,
        found.get(KEEP_ORIGINAL, usual.keep_original) is True,
    )


def check(key: str, value: JSON) -> None:
    """Raise `PhotoClipError` if this is no value for one of these settings; None is for each."""
    if value is None:
        return
    if key in (KEEP_TIMES, KEEP_ORIGINAL) and not isinstance(value, bool):
        raise PhotoClipError(f"{json.dumps(value)} is no value for {key}.", "It is true or false.")
    if key != FOLDERS:
        return
    try:
        folders = [folder for folder, _writing in _folders(value)]
    except (ValueError, TypeError) as error:
        raise PhotoClipError(
            "This does not say how folders are written.",
            "It is a list of pairs: a folder's whole path, and one of "
            + ", ".join(one.value for one in Writing)
            + ".",
        ) from error
    if len(folders) > _MOST_FOLDERS or len(set(folders)) < len(folders):
        raise PhotoClipError(
            "Folders are named twice, or too many of them.", f"{_MOST_FOLDERS} at most, each once."
        )


def _folders(value: JSON) -> Iterable[tuple[bytes, Writing]]:
    if value is None:
        return
    if not isinstance(value, list):
        raise TypeError("folders are a list")
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2:
            raise TypeError("a folder and how it is written")
        path, writing = pair
        if not isinstance(path, str) or not os.path.isabs(path) or "\0" in path:
            raise ValueError("a folder is named by its whole path")
        yield os.fsencode(os.path.normpath(path)), Writing(writing)
