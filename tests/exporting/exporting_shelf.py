"""A library over a folder of photos, for exporting them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from photoclip.core.cancel import CancelToken
from photoclip.core.exports import ExportKind, ExportOptions, ExportProgress, ExportReport
from photoclip.core.types import FileStamp, PhotoId, ReadFailure, ScanEntry
from photoclip.exporting.export import export_photos
from photoclip.media.sandbox import DecoderPool
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.store import database, files, photos


class Shelf:
    """Photos that were read, and where they go."""

    def __init__(self, folder: Path, make_photo, decoders: DecoderPool) -> None:
        self.photos = folder / "photos"
        self.photos.mkdir()
        self.target = folder / "out"
        self._make = make_photo
        self._decoders = decoders
        self.library = database.open_owner(folder / "library")
        self.root = files.add_root(self.library, os.fsencode(self.photos))

    def close(self) -> None:
        self.library.close()

    def read(self, name: str | bytes, seed: int = 0, **options: object) -> PhotoId:
        """A photo of the library."""
        path = os.path.join(os.fsencode(self.photos), os.fsencode(name))
        self._make(path, seed, **options)
        return self.take_in(path)

    def take_in(self, path: bytes) -> PhotoId:
        """Read a file that is there."""
        status = os.stat(path)
        stamp = FileStamp(status.st_size, status.st_mtime_ns)
        name = path[len(os.fsencode(self.photos)) + 1 :]
        (root,) = files.roots(self.library)
        with self.library.transaction() as connection:
            files.insert(connection, root, [ScanEntry(name, stamp, status.st_ino, 0)])
        file = files.rows_of(self.library, root.id)[name].id
        reading = self._decoders.read(path)
        assert not isinstance(reading, ReadFailure), reading
        ThumbnailCache(self.library.thumbnails).write(reading.content_hash, reading.thumbnail)
        with self.library.transaction() as connection:
            photos.record(connection, file, reading)
        row = photos.at_path(self.library, path)
        assert row is not None
        return row.id

    def go_offline(self) -> None:
        with self.library.transaction() as connection:
            files.set_offline(connection, self.root, "unplugged")

    def export(
        self,
        wanted: Sequence[PhotoId],
        kind: ExportKind = ExportKind.COPIES,
        *,
        target: Path | None = None,
        told: list[ExportProgress] | None = None,
        cancel: CancelToken | None = None,
        **options: object,
    ) -> ExportReport:
        place = os.fsencode(target or self.target)
        tell = (lambda _progress: None) if told is None else told.append
        return export_photos(
            self.library, wanted, ExportOptions(kind, place, **options), tell, cancel
        )

    def there(self) -> list[str]:
        """The names in the target, in order."""
        return sorted(os.listdir(self.target))

    def originals(self) -> dict[str, tuple[bytes, int, int]]:
        """Everything about the originals that an export could spoil."""
        found = {}
        for path in sorted(self.photos.rglob("*")):
            if path.is_file():
                status = path.stat()
                found[str(path)] = (path.read_bytes(), status.st_mtime_ns, status.st_mode)
        return found
