"""A folder of photos and the library over it, for tests that break something about them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import light_worker
import pytest
from inspection import Acknowledged, Originals, inspect, until

from photoclip.core.commands import AddRoot
from photoclip.core.events import Event, Notice
from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.types import PhotoId
from photoclip.embed import openclip
from photoclip.session import Session
from photoclip.store import database, files
from photoclip.worker.messages import Activity
from photoclip.worker.supervisor import Worker


class FaultHome:
    """``photos`` is the root to be, ``library`` the library's folder; nothing is indexed yet.

    ``photos`` and ``library`` may be set to other places before they are used.
    """

    def __init__(self, folder: Path, make_photo) -> None:
        self.photos = folder / "photos"
        self.photos.mkdir()
        self.library = folder / "library"
        self.make = make_photo
        self.events: list[Event] = []
        self.acknowledged = Acknowledged()

    # --- photos -----------------------------------------------------------------------------------

    def photo(self, name: str, seed: int, **options: object) -> Path:
        """Write a photo into the root."""
        return self.make(self.photos / name, seed, size=options.pop("size", (48, 32)), **options)

    def album(self, count: int, pattern: str = "{:05}.jpg") -> list[Path]:
        """Write ``count`` different photos; ``pattern`` names them."""
        return [self.photo(pattern.format(n), n) for n in range(count)]

    # --- the worker -------------------------------------------------------------------------------

    def worker(self, *changes: str) -> Worker:
        """A real worker process without torch; see `light_worker` for ``changes``."""
        return Worker(
            self.library, self.events.append, command=light_worker.command(self.library, *changes)
        )

    def real_worker(self) -> Worker:
        """A worker with the embedded model."""
        return Worker(self.library, self.events.append)

    def add_root(self, worker: Worker, folder: Path | None = None) -> None:
        self.acknowledged.apply(worker, AddRoot(os.fsencode(folder or self.photos)))

    def until_settled(self, worker: Worker, photos: int) -> None:
        """Wait for so many photos to be found by search, and for the worker to rest."""
        until(lambda: len(self.names()) == photos, f"{photos} photos")
        self.until_idle(worker)

    def until_idle(self, worker: Worker) -> None:
        until(lambda: worker.state().activity is Activity.IDLE, "a worker at rest")

    def notices(self) -> list[str]:
        return [event.text for event in list(self.events) if isinstance(event, Notice)]

    def events_of(self, kind: type) -> list:
        return [event for event in list(self.events) if isinstance(event, kind)]

    # --- one-shot ---------------------------------------------------------------------------------

    def index(
        self,
        *folders: Path,
        accept_missing: bool = False,
        on_event: Callable[[Event], None] = lambda _event: None,
    ) -> IndexReport:
        """What `photoclip add` and `photoclip index` do, with the cheap encoder."""
        with (
            pytest.MonkeyPatch.context() as patch,
            Session.open(self.library, owner=True) as session,
        ):
            patch.setattr(openclip, "OpenClipEncoder", light_worker.LightEncoder)
            if folders:
                session.add_roots([str(folder) for folder in folders])
            options = IndexOptions(accept_missing=accept_missing)

            def heard(event: Event) -> None:
                self.events.append(event)
                on_event(event)

            return session.index(heard, options=options)

    # --- reading ----------------------------------------------------------------------------------

    def ask(self, sql: str, *parameters: object) -> list[tuple]:
        library = database.open_reader(self.library)
        try:
            return library.connection.execute(sql, parameters).fetchall()
        finally:
            library.close()

    def names(self, query: str = "sort:name") -> set[str]:
        """The photos a query finds, by their path under the root, as the search shows them."""
        with Session.open(self.library) as session:
            hits = session.search(query, 0).hits
        start = len(os.fsencode(self.photos)) + 1
        return {os.fsdecode(hit.path[start:]) for hit in hits}

    def failures(self) -> list[files.FailedFile]:
        library = database.open_reader(self.library)
        try:
            return files.failures(library)
        finally:
            library.close()

    def root(self, number: int = 0) -> files.Root:
        library = database.open_reader(self.library)
        try:
            return files.roots(library)[number]
        finally:
            library.close()

    def photo_of(self, path: str | bytes) -> PhotoId:
        """The id of the photo whose file has this path under its root."""
        ((found,),) = self.ask("SELECT photo_id FROM file WHERE path = ?", os.fsencode(path))
        return PhotoId(found)

    def vectors(self) -> list[tuple[int, bytes]]:
        """Row ids and content hashes: what was embedded again has a new id."""
        return self.ask(
            "SELECT vector.id, content.hash FROM vector JOIN content ON content.id = content_id "
            "ORDER BY vector.id"
        )

    # --- the end ----------------------------------------------------------------------------------

    def inspect(self, *folders: Path, crashed: bool = False) -> None:
        """What every fault test ends with (see `inspection`); the photos may not change after it."""
        taken = [Originals.of(folder) for folder in folders or (self.photos,)]
        inspect(self.library, taken, self.acknowledged, crashed=crashed)


def once(texts: Sequence[str], part: str) -> str:
    """The one text among ``texts`` that holds ``part``; fails unless it was said exactly once."""
    (found,) = {text for text in texts if part in text}
    assert list(texts).count(found) == 1
    return found
