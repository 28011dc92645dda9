"""An album of real photos, indexed through real decoder processes."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator

import numpy as np
import pytest
from colour_encoder import SIZE, ColourEncoder

from photoclip.core.reports import IndexOptions, IndexReport
from photoclip.core.types import InputSpec
from photoclip.indexing.service import Indexer, Losses
from photoclip.media.sandbox import DecoderPool
from photoclip.store import calendar, files, photos


@pytest.fixture(scope="session")
def decoders() -> Iterator[DecoderPool]:
    """One pool for all tests: starting a child takes longer than most of them."""
    with DecoderPool(1, InputSpec(SIZE)) as pool:
        yield pool


class Album:
    """A folder of photos, its library, and the encoder that counts."""

    def __init__(self, library, folder, decoders, make_photo):
        self.library = library
        self.folder = folder
        self.encoder = ColourEncoder()
        self.events = []
        self.clock = time.time()
        self.make = make_photo
        self.losses = Losses()
        self._decoders = decoders
        folder.mkdir()
        files.add_root(library, os.fsencode(folder))

    def photo(self, name, seed=0, **options):
        return self.make(self.folder / name, seed, **options)

    def indexer(self, encoder=None, cancel=None, on_event=None, *, pool=None, **options):
        """As the owner makes one; what it remembers of losses goes from one to the next."""
        encoder = encoder or self.encoder
        self.events = []

        def note(event):
            self.events.append(event)
            if on_event is not None:
                on_event(event)

        return Indexer(
            self.library,
            encoder.info,
            lambda: encoder,
            lambda _spec: contextlib.nullcontext(pool or self._decoders),
            note,
            cancel,
            IndexOptions(**options),
            self.losses,
        )

    def index(self, *arguments, **options):
        self.losses = Losses()
        return self.indexer(*arguments, **options).run()

    def look(self, *names, **others):
        """Look at these names in the album, and in other roots: ``{folder: names}``; and read."""
        changes = {os.fsencode(self.folder): {os.fsencode(name) for name in names}}
        for folder, inside in others.pop("elsewhere", {}).items():
            changes[os.fsencode(folder)] = {os.fsencode(name) for name in inside}
        report = IndexReport()
        indexer = self.indexer(**others)
        fresh = indexer.look_all({root: paths for root, paths in changes.items() if paths}, report)
        report.tally = indexer.read(fresh)
        return report

    def scan(self, **options):
        """A whole scan of every root, and no more."""
        report = IndexReport()
        self.indexer(**options).scan_roots(files.roots(self.library), report)
        return report

    def second_root(self, name="second"):
        folder = self.folder.parent / name
        folder.mkdir()
        files.add_root(self.library, os.fsencode(folder))
        return folder

    def days_pass(self, days=1):
        """The library's calendar moves on, a day at a time."""
        for _day in range(days):
            self.clock += 86_400
            calendar.advance(self.library, self.clock)

    def events_of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    def query(self, sql, *parameters):
        return self.library.connection.execute(sql, parameters).fetchall()

    def photo_of(self, name):
        row = photos.at_path(self.library, os.fsencode(self.folder / name))
        return None if row is None else row.id

    def keywords(self, name):
        found = self.query("SELECT keyword FROM keyword WHERE photo_id = ?", self.photo_of(name))
        return sorted(row[0] for row in found)

    def paths(self):
        """The photos the library shows, relative to the album."""
        start = len(os.fsencode(self.folder)) + 1
        everything = [row[0] for row in self.query("SELECT id FROM photo")]
        shown = photos.rows(self.library, everything)
        return sorted(os.fsdecode(row.path[start:]) for row in shown.values())

    def vectors(self):
        """Vector by model and content hash."""
        return {
            (model, digest): np.frombuffer(data, "<f2")
            for model, digest, data in self.query(
                "SELECT model.key, content.hash, data FROM vector "
                "JOIN model ON model.id = model_id JOIN content ON content.id = content_id"
            )
        }

    def failures(self):
        start = len(os.fsencode(self.folder)) + 1
        return {os.fsdecode(f.path[start:]): f for f in files.failures(self.library)}


@pytest.fixture
def album(library, tmp_path, decoders, make_photo) -> Album:
    return Album(library, tmp_path / "album", decoders, make_photo)
