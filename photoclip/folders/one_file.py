"""How a scan would see one file: for whoever has just written it."""

from __future__ import annotations

import os

from photoclip.core.types import ScanEntry
from photoclip.folders.scan import _entry, _listed, _sidecar_stems, _sidecars


def entry_of(root: bytes, path: bytes) -> ScanEntry | None:
    """The entry of the file at ``path``, relative to ``root``, as it is now; None if it isn't there.

    Rules of what is passed over don't count: the file is known to be a photo. Lists its folder.
    """
    folder, name = os.path.split(path)
    try:
        listed = _listed(os.path.join(root, folder) if folder else root)
    except OSError:
        return None
    entry = next((one for one in listed if one.name == name), None)
    if entry is None:
        return None
    return _entry(path, name, entry, _sidecars(listed, set(_sidecar_stems(name))))
