"""Which folders can be given to a library."""

from __future__ import annotations

import os
from collections.abc import Iterable

from photoclip.core.errors import PhotoClipError


def absolute(folder: str | bytes) -> bytes:
    """The real, absolute path of a folder as a person names it."""
    return os.path.realpath(os.fsencode(os.path.expanduser(folder)))


def check_new_root(path: bytes, known: Iterable[bytes], library: bytes) -> None:
    """Raise `PhotoClipError` for an absolute path that can't become a root of a library.

    ``known`` are the library's roots, ``library`` its own folder. Looks at the disk.
    """
    text = os.fsdecode(path)
    if not os.path.isdir(path):
        raise PhotoClipError(f"{text} is not a folder.", "Name a folder that holds photos.")
    own = os.path.realpath(library)
    if path == own or is_inside(path, own):
        raise PhotoClipError(
            f"{text} belongs to the library itself.", "Name a folder that holds photos."
        )
    for root in known:
        if path != root and is_inside(path, root):
            raise PhotoClipError(
                f"{text} is already in the library, as part of {os.fsdecode(root)}.",
                "Bring it up to date: photoclip index",
            )
        if path != root and is_inside(root, path):
            raise PhotoClipError(
                f"{text} contains {os.fsdecode(root)}, which is in the library already.",
                "Use another library for it: photoclip --library DIR add FOLDER",
            )


def is_inside(path: bytes, folder: bytes) -> bool:
    """Whether a path lies below a folder."""
    separator = os.fsencode(os.sep)
    return path.startswith(folder.rstrip(separator) + separator)
