"""While one batch is encoded the one before is written."""

from __future__ import annotations

import os
import shutil
import threading

import numpy as np
import pytest
from colour_encoder import ColourEncoder

from photoclip.core.commands import RemoveRoot
from photoclip.core.errors import DiskFullError
from photoclip.core.events import IndexProgress, LibraryChanged
from photoclip.indexing import pipeline
from photoclip.indexing.in_hand import InHand
from photoclip.store import commands, files, photos


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
    assert (report.tally.read, report.tally.embedded, report.tally.reused) == (4, 2, 2)
    assert len(album.vectors()) == 2


def copied_into_the_next_batch(album) -> None:
    """Two pictures fill a batch, and the next one has a copy of each."""
    for n in range(2):
        original = album.photo(f"a{n}.jpg", n)
        shutil.copy(original, original.with_name(f"b{n}.jpg"))


def test_a_copy_in_the_next_batch_is_not_encoded_again(album):
    copied_into_the_next_batch(album)
    report = album.index()
    assert album.encoder.encoded == 2
    assert (report.tally.read, report.tally.embedded, report.tally.reused) == (4, 2, 2)
    assert len(album.vectors()) == 2


def test_a_copy_of_what_can_not_be_encoded_in_the_next_batch_fails_as_well(album):
    copied_into_the_next_batch(album)

    class Refusing(ColourEncoder):
        def encode_images(self, pixels):
            return np.full_like(super().encode_images(pixels), np.nan)

    encoder = Refusing()
    report = album.index(encoder=encoder)
    assert encoder.encoded == 2
    assert (report.tally.read, report.tally.failed) == (0, 4)
    assert {failure.reason for failure in files.failures(album.library)} == {
        "The model gave no meaningful answer for this picture."
    }


def test_a_copy_keeps_the_vector_of_an_original_that_is_taken_out_meanwhile(
    album, tmp_path, monkeypatch
):
    monkeypatch.setattr(pipeline, "PROGRESS_SECONDS", 0)
    copied_into_the_next_batch(album)
    other = tmp_path / "other"
    other.mkdir()
    for n in range(2):
        shutil.move(album.folder / f"b{n}.jpg", other)
    album.scan()
    files.add_root(album.library, os.fsencode(other))
    taken_out = threading.Event()

    class Waiting(ColourEncoder):
        def encode_images(self, pixels):
            assert taken_out.wait(60)
            return super().encode_images(pixels)

    def note(event):
        if isinstance(event, IndexProgress) and event.done == 3 and not taken_out.is_set():
            gone = RemoveRoot(os.fsencode(album.folder))  # with a copy at hand
            commands.apply(album.library, gone, "meanwhile")
            taken_out.set()

    encoder = Waiting()
    report = album.index(encoder=encoder, on_event=note)
    assert encoder.encoded == 2
    assert (report.tally.gone, report.tally.embedded, report.tally.reused) == (2, 2, 0)
    assert len(album.vectors()) == len(album.paths()) == 2


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
