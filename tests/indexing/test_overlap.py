"""While one batch is encoded the one before is written."""

from __future__ import annotations

import threading

import pytest
from colour_encoder import ColourEncoder

from photoclip.core.errors import DiskFullError
from photoclip.core.events import LibraryChanged
from photoclip.indexing import pipeline
from photoclip.indexing.in_hand import InHand
from photoclip.store import files, photos


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH_SIZE", 2)


class WaitingEncoder(ColourEncoder):
    """Encodes its second batch only once the first one was written."""

    def __init__(self):
        super().__init__()
        self.written = threading.Event()

    def encode_images(self, pixels):
        if len(self.batches) == 1:
            assert self.written.wait(60), "the first batch is written only after the second"
        return super().encode_images(pixels)


def test_a_batch_is_written_while_the_next_one_is_encoded(album):
    for n in range(4):
        album.photo(f"{n}.jpg", n)
    encoder = WaitingEncoder()

    def note(event):
        if isinstance(event, LibraryChanged):
            encoder.written.set()

    report = album.index(encoder=encoder, on_event=note)
    assert (report.tally.read, report.tally.embedded) == (4, 4)
    assert len(album.paths()) == 4


def test_both_batches_are_noted_as_in_hand_and_none_in_the_end(album):
    for n in range(4):
        album.photo(f"{n}.jpg", n)
    note, seen = InHand(album.library.folder), []

    class Looking(ColourEncoder):
        def encode_images(self, pixels):
            seen.append(len(note.read()[1]))
            return super().encode_images(pixels)

    album.index(encoder=Looking())
    assert seen == [2, 4]
    assert note.read() is None


def test_copies_in_batches_that_follow_each_other_count_once(album):
    for n in range(2):
        album.photo(f"{n}.jpg", n)
        album.photo(f"{n} copy.jpg", n)
    report = album.index()
    assert (report.tally.read, report.tally.embedded) == (4, 2)
    assert len(album.vectors()) == 2


def test_where_writing_fails_what_is_being_encoded_stays_on_the_list(album, monkeypatch):
    for n in range(6):
        album.photo(f"{n}.jpg", n)

    def full(*_arguments):
        raise DiskFullError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.photos, "record", full)
        with pytest.raises(DiskFullError):
            album.index()
    assert (photos.count(album.library), files.count_pending(album.library)) == (0, 6)
    assert InHand(album.library.folder).read() is None
    report = album.index()
    assert report.tally.read == 6
