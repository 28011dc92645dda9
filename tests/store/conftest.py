"""Photos in a library without any files behind them."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest

from photoclip.core.types import ContentHash, FileStamp, Metadata, PhotoReading, ScanEntry
from photoclip.store import files, photos


def _digest(content: str) -> ContentHash:
    return ContentHash(hashlib.sha256(content.encode()).digest())


@pytest.fixture(scope="session")
def digest_of():
    """The hash of the content of a photo of this name."""
    return _digest


@pytest.fixture(scope="session")
def put_photo():
    """Read a photo into an owned library: ``put_photo(library, name, content=name)``; its id."""

    def put(library, name: str, content: str | None = None, rating: int | None = None) -> int:
        if not files.roots(library):
            files.add_root(library, b"/photos")
        root = files.roots(library)[0]
        path = name.encode()
        if path not in files.rows_of(library, root.id):
            with library.transaction() as connection:
                files.insert(connection, root, [ScanEntry(path, FileStamp(1, 1), 0, 0)])
        file_id = files.rows_of(library, root.id)[path].id
        pixels = np.zeros((1, 1, 3), np.uint8)
        reading = PhotoReading(
            FileStamp(1, 1),
            _digest(content or name),
            "jpeg",
            4,
            3,
            1,
            Metadata(rating=rating),
            pixels,
            b"",
        )
        with library.transaction() as connection:
            photos.record(connection, file_id, reading)
        (photo,) = library.connection.execute(
            "SELECT photo_id FROM file WHERE id = ?", (file_id,)
        ).fetchone()
        return photo

    return put
