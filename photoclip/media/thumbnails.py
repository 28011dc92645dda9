"""Thumbnails on disk, keyed by content: a cache that may be deleted at any time."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

from photoclip.core.types import ContentHash

_PART = ".part"
_TRIES = 20


class ThumbnailCache:
    """JPEG thumbnails in a folder of their own, fanned out over 65,536 subfolders at two levels.

    A renamed or copied photo keeps its thumbnail because the key is its content. Any thread of any
    process may write and read at any time: a thumbnail appears complete or not at all.
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
        unfinished = self._folder / f"{os.getpid()}-{threading.get_native_id()}{_PART}"
        for tries_left in reversed(range(_TRIES)):
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                unfinished.write_bytes(thumbnail)
                os.replace(unfinished, target)
                break
            except FileNotFoundError:  # another process tidied it away, or deleted the cache
                if not tries_left:
                    raise
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
        """Remove what killed processes left half-written. One that is writing now writes again."""
        with contextlib.suppress(OSError), os.scandir(self._folder) as entries:
            leftovers = [entry.path for entry in entries if entry.name.endswith(_PART)]
            for path in leftovers:
                with contextlib.suppress(OSError):
                    os.unlink(path)
