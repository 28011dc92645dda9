"""What makes a photo the same photo: a hash over every byte of its file."""

from __future__ import annotations

import hashlib
import io

from photoclip.core.types import ContentHash


def hash_bytes(data: bytes) -> ContentHash:
    """SHA-256 of ``data``, 32 bytes."""
    return ContentHash(hashlib.sha256(data).digest())


def hash_stream(stream: io.FileIO) -> ContentHash:
    """SHA-256 of everything from the stream's position to its end, read in small pieces.

    Raises `OSError` when the file can't be read to its end.
    """
    return ContentHash(hashlib.file_digest(stream, "sha256").digest())
