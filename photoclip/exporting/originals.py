"""Where the files of a photo lie, and what lies beside them."""

from __future__ import annotations

import os
from dataclasses import dataclass

from photoclip.core.types import PhotoId
from photoclip.media.sidecar import sidecar_stamps
from photoclip.store import places
from photoclip.store.database import Library

AWAY = "The drive with this photo is not connected."
GONE = "The file is not there (any more)."
FORGOTTEN = "This photo is not in the library (any more)."


@dataclass(frozen=True, slots=True)
class Original:
    """A photo's files: ``paths`` that should be there, the best first, else why there are none.

    ``path`` is what the photo is called by.
    """

    photo: PhotoId
    path: bytes
    paths: tuple[bytes, ...]
    reason: str = ""


def original_of(library: Library, photo: PhotoId) -> Original:
    """The files of a photo, as the library knows them; nothing is looked up on disk."""
    known = places.of_photo(library, photo)
    if not known:
        return Original(photo, b"#%d" % photo, (), FORGOTTEN)
    present = tuple(place.path for place in known if not place.offline and not place.missing)
    if present:
        return Original(photo, present[0], present)
    away = [place.path for place in known if place.offline and not place.missing]
    return Original(photo, (away or [known[0].path])[0], (), AWAY if away else GONE)


def why_not(path: bytes, roots: tuple[bytes, ...], reason: str) -> str:
    """Why a file couldn't be had: the library may not have noticed yet that its drive is away."""
    for root in roots:
        if path.startswith(root.rstrip(b"/") + b"/") and not os.path.isdir(root):
            return AWAY
    return reason


def sidecars_of(path: bytes) -> tuple[bytes, ...]:
    """The sidecars beside a photo's file, each once: some file systems find them in any case."""
    found: dict[tuple[int, int] | bytes, bytes] = {}
    for sidecar, _stamp in sidecar_stamps(path):
        try:
            status = os.stat(sidecar)
        except OSError:
            continue
        key = (status.st_dev, status.st_ino) if status.st_ino else sidecar.lower()
        found.setdefault(key, sidecar)
    return tuple(found.values())


def bytes_of(path: bytes) -> int:
    """How many bytes a file has; 0 if it isn't there."""
    try:
        return os.stat(path).st_size
    except (OSError, ValueError):
        return 0
