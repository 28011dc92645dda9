"""A library over real files, without a model: read by real decoder processes, vectors made up."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from photoclip.core.cancel import CancelToken
from photoclip.core.commands import RestoreMetadata, SetSetting, WriteMetadata
from photoclip.core.types import InputSpec, PhotoId, PhotoReading
from photoclip.folders.one_file import entry_of
from photoclip.media.sandbox import DecoderPool
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.store import commands, database, files, photos, vectors, write_jobs
from photoclip.writeback.runner import Runner

SPEC = InputSpec(32)


class WriteHome:
    """Photos in a folder, a library that knows them, and a runner over it."""

    def __init__(self, folder: Path, library: database.Library, pool: DecoderPool, make) -> None:
        self.folder = folder
        self.folder.mkdir()
        self.library = library
        self.pool = pool
        self.make = make
        self.root = files.add_root(library, os.fsencode(folder))
        self.read_again: list[bytes] = []
        self.now = 1000.0
        self.cancel = CancelToken()
        self.runner = self.new_runner()
        self._asked = 0

    def new_runner(self, writer: object | None = None) -> Runner:
        return Runner(self.library, writer or self.pool, self._again, clock=lambda: self.now)

    def _again(self, job) -> None:
        self.read_again.append(job.path)
        self.read(os.fsdecode(job.path))

    def photo(self, name: str, seed: int = 0, **options: object) -> PhotoId:
        """A new photo file, read into the library."""
        self.make(self.folder / name, seed, **options)
        return self.read(name)

    def read(self, name: str) -> PhotoId:
        """Read a file as indexing does."""
        root = next(one for one in files.roots(self.library) if one.id == self.root)
        path = os.fsencode(name)
        entry = entry_of(root.path, path)
        row = files.rows_of(self.library, self.root).get(path)
        with self.library.transaction() as connection:
            if row is None:
                files.insert(connection, root, [entry])
            else:
                files.change(connection, [(row.id, entry)])
        file = files.rows_of(self.library, self.root)[path].id
        reading = self.pool.read(os.path.join(root.path, path))
        assert isinstance(reading, PhotoReading), reading
        ThumbnailCache(self.library.thumbnails).write(reading.content_hash, reading.thumbnail)
        with self.library.transaction() as connection:
            content = photos.record(connection, file, reading)
            model = vectors.model_id(connection, "test@1", 4)
            vector = np.zeros(4, np.float32)
            vector[reading.content_hash[0] % 4] = 1
            vectors.put(connection, model, content, vector)
        return self.photo_of(name)

    def photo_of(self, name: str) -> PhotoId:
        ((photo,),) = self.ask("SELECT photo_id FROM file WHERE path = ?", os.fsencode(name))
        return PhotoId(photo)

    def apply(self, command: object) -> commands.Applied:
        self._asked += 1
        return commands.apply(self.library, command, f"test-{self._asked}")

    def allow(self, writing: str, folder: Path | None = None, **others: bool) -> None:
        self.apply(SetSetting("metadata.folders", [[str(folder or self.folder), writing]]))
        for key, value in others.items():
            self.apply(SetSetting(f"metadata.{key}", value))

    def write(self, *wanted: PhotoId, batch: str = "one") -> None:
        self.apply(WriteMetadata(wanted, batch))
        self.runner.run(self.cancel)

    def take_back(self, batch: str = "one") -> None:
        self.apply(RestoreMetadata(batch))
        self.runner.run(self.cancel)

    def states(self, batch: str = "one") -> dict[str, int]:
        """How many files of a batch are in each state, those that are in none left out."""
        found = write_jobs.batch(self.library, batch)
        names = ("waiting", "done", "unchanged", "failed", "restored", "kept")
        return {name: getattr(found, name) for name in names if getattr(found, name)}

    def ask(self, sql: str, *parameters: object) -> list[tuple]:
        return self.library.connection.execute(sql, parameters).fetchall()

    def keywords(self, photo: PhotoId) -> set[str]:
        return {
            word for (word,) in self.ask("SELECT keyword FROM keyword WHERE photo_id = ?", photo)
        }

    def described(self, name: str):
        """What the file and its sidecar say now."""
        return self.pool.describe(os.fsencode(self.folder / name))

    def differs_from_disk(self) -> list[bytes]:
        """The files whose rows a scan would call changed, and those that wait to be read."""
        root = os.fsencode(self.folder)
        rows = files.rows_of(self.library, self.root)
        return [
            path
            for path, row in rows.items()
            if (entry := entry_of(root, path)) is None
            or (entry.stamp, entry.inode, entry.sidecars) != (row.stamp, row.inode, row.sidecars)
            or row.state.value != "ready"
        ]
