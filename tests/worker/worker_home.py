"""A library with photos, and a real worker process over it."""

from __future__ import annotations

import os
import time
from pathlib import Path

from photoclip.core.commands import AddRoot
from photoclip.session import Session
from photoclip.store import database, files
from photoclip.worker.client import Client
from photoclip.worker.supervisor import Worker

PATIENCE_S = 60.0


def until(condition, what: str, seconds: float = PATIENCE_S):
    """Wait for ``condition()`` to be true and return it; the machine may be busy."""
    deadline = time.monotonic() + seconds
    while (started := time.monotonic()) < deadline:
        found = condition()
        if found:
            return found
        # Who looks all the time takes from those waited for: a look may open a library.
        time.sleep(max(0.02, 2 * (time.monotonic() - started)))
    raise AssertionError(f"not within {seconds:.0f} s: {what}")


class Home:
    """A folder of photos, and the library that has it as its root."""

    def __init__(self, folder: Path, make_photo) -> None:
        self.photos = folder / "photos"
        self.photos.mkdir()
        self.library = folder / "library"
        self.make = make_photo
        database.open_owner(self.library).close()
        self.events: list[object] = []

    def photo(self, name: str, seed: int, **options: object) -> Path:
        return self.make(self.photos / name, seed, **options)

    def worker(self, **options: object) -> Worker:
        return Worker(self.library, self.events.append, **options)

    def add_root(self, worker: Worker) -> None:
        worker.apply(AddRoot(os.fsencode(self.photos)))

    def names(self) -> set[str]:
        """The photos the library shows, by their path under the root."""
        with Session.open(self.library) as session:
            hits = session.search("sort:name", 0).hits
        start = len(os.fsencode(self.photos)) + 1
        return {os.fsdecode(hit.path[start:]) for hit in hits}

    def failures(self) -> list[files.FailedFile]:
        with Session.open(self.library) as session:
            return session.failures()

    def ask(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        library = database.open_reader(self.library)
        try:
            return library.connection.execute(sql, parameters).fetchall()
        finally:
            library.close()

    def end_worker(self) -> None:
        """End the worker that lingers, if one does."""
        client = Client.connect(self.library)
        if client is not None:
            client.stop()
            client.wait_until_gone(PATIENCE_S)
            client.close()
