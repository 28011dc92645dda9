"""Photos are labelled in the transaction that writes them, by whatever the indexer is given."""

from __future__ import annotations

import contextlib

import pytest

from photoclip.core.errors import LibraryError
from photoclip.indexing import pipeline
from photoclip.indexing.service import Indexer
from photoclip.store import photos, vectors


class Noting:
    """Notes what it is asked to label, and what the library looks like from inside."""

    def __init__(self, album, fails=False):
        self.album = album
        self.fails = fails
        self.order = []
        self.contents = []

    def prepare(self):
        assert not self.album.library.connection.in_transaction
        self.order.append("prepare")

    def tag(self, connection, contents):
        assert connection.in_transaction
        self.order.append("tag")
        self.contents.append(contents)
        (model,) = (row[0] for row in self.album.query("SELECT id FROM model"))
        known, rows = vectors.of_contents(connection, model, contents)
        assert known == contents
        assert rows.shape == (len(contents), 16)
        if self.fails:
            raise LibraryError("It could not be written.")


def index(album, tagger):
    encoder = album.encoder
    return Indexer(
        album.library,
        encoder.info,
        lambda: encoder,
        lambda _spec: contextlib.nullcontext(album._decoders),
        tagger=tagger,
    ).run()


def content_of(album, name):
    (row,) = photos.rows(album.library, [album.photo_of(name)]).values()
    return row.content_id


def test_every_photo_that_is_read_is_labelled_once_with_its_vector(album, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH_SIZE", 2)
    for n in range(5):
        album.photo(f"{n}.jpg", n)
    (album.folder / "broken.jpg").write_bytes(b"no picture at all")
    noting = Noting(album)
    index(album, noting)
    assert noting.order == ["prepare", "tag"] * (len(noting.order) // 2)
    labelled = [content for contents in noting.contents for content in contents]
    assert sorted(labelled) == sorted(content_of(album, f"{n}.jpg") for n in range(5))
    assert index(album, noting).tally.read == 0
    assert sum(map(len, noting.contents)) == 5


def test_a_photo_that_changed_is_labelled_anew_also_when_its_vector_is_known(album):
    album.photo("one.jpg", 1)
    noting = Noting(album)
    index(album, noting)
    before = content_of(album, "one.jpg")
    album.photo("one.jpg", 2, mtime=2_000_000_000)
    index(album, noting)
    after = content_of(album, "one.jpg")
    album.photo("one.jpg", 1, mtime=2_100_000_000)
    report = index(album, noting)
    assert (report.tally.reused, report.tally.embedded) == (1, 0)
    assert noting.contents == [[before], [after], [before]]


def test_photos_whose_labels_cant_be_written_wait_to_be_read_again(album):
    album.photo("one.jpg", 1)
    with pytest.raises(LibraryError):
        index(album, Noting(album, fails=True))
    assert album.paths() == []
    index(album, Noting(album))
    assert album.paths() == ["one.jpg"]
