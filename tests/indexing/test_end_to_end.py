"""From a folder of pictures to ranked results, with the model that ships with PhotoClip."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from photoclip.core.cancel import CancelToken
from photoclip.core.events import Notice
from photoclip.indexing.service import IndexReport
from photoclip.media.sandbox import DecoderPool
from photoclip.scenes.concepts import CONCEPTS
from photoclip.scenes.dataset import spec_for
from photoclip.scenes.render import render
from photoclip.session import Session
from photoclip.store import database, vectors

pytestmark = pytest.mark.torch

SEED = 7_000_001  # of no training set
PICTURES = 8


@dataclass
class Indexed:
    """A folder with one picture each of some concepts, called after them, and its library."""

    scenes: Path
    library: Path
    report: IndexReport
    notices: list[str]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory):
    scenes, library = tmp_path_factory.mktemp("scenes"), tmp_path_factory.mktemp("library")
    for index in range(0, len(CONCEPTS), len(CONCEPTS) // PICTURES):
        spec = spec_for(SEED, index)
        Image.fromarray(render(spec, 160)).save(scenes / f"{spec.concept}.png")
    (scenes / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut off")
    events = []
    with Session.open(library, owner=True) as session:
        session.add_roots([str(scenes)])
        report = session.index(events.append, CancelToken())
    notices = [event.text for event in events if isinstance(event, Notice)]
    return Indexed(scenes, library, report, notices)


def test_every_picture_is_embedded_or_told_why_not(indexed):
    pictures = len(list(indexed.scenes.glob("*.png")))
    assert pictures >= PICTURES
    assert (indexed.report.tally.embedded, indexed.report.tally.failed) == (pictures, 1)
    with Session.open(indexed.library) as session:
        assert session.status().embedded == session.status().photos == pictures
        assert session.integrity() == "ok"
        (failure,) = session.failures()
        assert failure.path == os.fsencode(indexed.scenes / "broken.jpg")


def test_the_shipped_model_says_that_it_is_a_demonstration(indexed):
    assert any("demonstration" in text for text in indexed.notices)


def test_stored_vectors_are_what_the_model_says_of_the_pictures(indexed):
    path = max(indexed.scenes.glob("*.png"))
    with Session.open(indexed.library) as session:
        info = session.model.info
        with DecoderPool(1, info.input) as decoders:
            reading = decoders.read(os.fsencode(path))
        (expected,) = session.encoder.encode_images(reading.pixels[None])
    with closing(database.open_reader(indexed.library)) as library:
        batch = vectors.load(library, vectors.find_model(library, info.key), info.dim)
    rows = batch.rows.astype(np.float32)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=2e-3)
    assert (rows @ expected).max() > 0.99


def test_sentences_find_pictures_and_a_renamed_picture_is_found_without_embedding(indexed):
    with Session.open(indexed.library, owner=True) as session:

        def best(text):
            return session.search(text, 1, all_bands=True).hits[0].path

        pictures = sorted(indexed.scenes.glob("*.png"))
        first = {path.stem: best(f'"{path.stem}"') for path in pictures}
        found = [path for path in pictures if first[path.stem] == os.fsencode(path)]
        assert len(found) >= 0.85 * len(pictures), first

        renamed = indexed.scenes / "renamed.png"
        found[0].rename(renamed)
        report = session.index()
        assert (report.moved, report.tally.done) == (1, 0)
        assert best(f'"{found[0].stem}"') == os.fsencode(renamed)
        similar = session.similar(str(renamed), 3, all_bands=True).hits
        assert os.fsencode(renamed) not in [hit.path for hit in similar]
        renamed.rename(found[0])
        session.index()
