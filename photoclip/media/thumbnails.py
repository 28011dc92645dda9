"""Thumbnails on disk, keyed by content: a cache that may be deleted at any time."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from photoclip.core.types import ContentHash

_UNFINISHED = "unfinished.part"


class ThumbnailCache:
    """JPEG thumbnails in a folder of their own, fanned out over 65,536 subfolders at two levels.

    A renamed or copied photo keeps its thumbnail because the key is its content. One thread writes,
    the library's owner's; any process may read meanwhile: a thumbnail appears complete or not at all.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_for(self, content_hash: ContentHash) -> Path:
        """Where the thumbnail of this content is or would be."""
        name = content_hash.hex()
        return self._folder / name[:2] / name[2:4] / f"{name}.jpg"

    def read(self, content_hash: ContentHash) -> bytes | None:
        """The encoded JPEG, or None if there is none (any more) that can be read."""
        try:
            return self.path_for(content_hash).read_bytes()
        except OSError:
            return None

    def write(self, content_hash: ContentHash, thumbnail: bytes) -> Path:
        """Keep an encoded JPEG and return its path; writing the same content again is harmless.

        Raises `OSError` when the folder can't be written (a full disk among other things); nothing
        half-written stays behind.
        """
        target = self.path_for(content_hash)
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self._folder / _UNFINISHED
        try:
            unfinished.write_bytes(thumbnail)
            os.replace(unfinished, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(unfinished)
            raise
        return target

    def remove(self, content_hash: ContentHash) -> None:
        """Keep the thumbnail of this content no longer, as far as the folder allows."""
        with contextlib.suppress(OSError):
            os.unlink(self.path_for(content_hash))

    def tidy(self) -> None:
        """Remove what a killed owner left half-written; for its successor, before it writes."""
        with contextlib.suppress(OSError):
            os.unlink(self._folder / _UNFINISHED)
