from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from photoclip.browse import pictures as pictures_module
from photoclip.browse.messages import GetPicture, GetThumbnail, ItemKey, NoPicture, Picture
from photoclip.browse.pictures import AWAY, FORGOTTEN, GONE, Pictures, Recent
from photoclip.core.cancel import CancelToken
from photoclip.core.types import ContentHash, FileStamp, ReadFailure, ScanEntry
from photoclip.media.sandbox import DecoderPool
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.session import Session
from photoclip.store import database, files, photos

SPEC = pictures_module._SPEC


class Shelf:
    """A library with photos that were read and files that wait, and the pictures over it."""

    def __init__(self, folder: Path, make_photo) -> None:
        self.photos = folder / "photos"
        self.photos.mkdir()
        self._make = make_photo
        self.library = database.open_owner(folder / "library")
        self.root = files.add_root(self.library, os.fsencode(self.photos))
        self.thumbnails = ThumbnailCache(self.library.thumbnails)
        self.session = Session.open(folder / "library")
        self.pictures = Pictures(self.session)
        self._decoders = DecoderPool(1, SPEC)

    def close(self) -> None:
        self._decoders.close()
        self.pictures.close()
        self.session.close()
        self.library.close()

    def wait(self, name: str, seed: int = 0, **options: object) -> ItemKey:
        """A file that waits to be read."""
        path = self._make(self.photos / name, seed, **options)
        status = path.stat()
        entry = ScanEntry(
            os.fsencode(name), FileStamp(status.st_size, status.st_mtime_ns), status.st_ino, 0
        )
        (root,) = files.roots(self.library)
        with self.library.transaction() as connection:
            files.insert(connection, root, [entry])
        row = files.rows_of(self.library, root.id)[os.fsencode(name)]
        return ItemKey(-row.id)

    def read(self, name: str, seed: int = 0, **options: object) -> ItemKey:
        """A photo of the library, without a thumbnail yet."""
        file = files.FileId(-self.wait(name, seed, **options))
        reading = self._decoders.read(os.fsencode(self.photos / name))
        assert not isinstance(reading, ReadFailure)
        with self.library.transaction() as connection:
            photos.record(connection, file, reading)
        row = photos.at_path(self.library, os.fsencode(self.photos / name))
        assert row is not None
        return ItemKey(row.id)

    def digest(self, key: ItemKey) -> ContentHash:
        return photos.rows(self.library, [key])[key].content_hash

    def go_offline(self) -> None:
        with self.library.transaction() as connection:
            files.set_offline(connection, self.root, "unplugged")

    def ask(self, question: GetPicture | GetThumbnail) -> object:
        return self.pictures.answer(question, print, print, CancelToken())

    def picture(self, key: ItemKey, side: int | None = None) -> Picture:
        answer = self.ask(GetPicture(key, side))
        assert isinstance(answer, Picture), answer
        return answer

    def no_picture(self, key: ItemKey) -> str:
        answer = self.ask(GetPicture(key, None))
        assert isinstance(answer, NoPicture), answer
        return answer.reason


@pytest.fixture
def shelf(tmp_path, make_photo) -> Iterator[Shelf]:
    opened = Shelf(tmp_path, make_photo)
    yield opened
    opened.close()


def size(picture: Picture) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture.jpeg)).size


# --- pictures -----------------------------------------------------------------------------------------


def test_a_photo_is_shown_small_and_whole_and_so_is_a_file_that_waits(shelf):
    for key in (shelf.read("a.jpg", size=(900, 600)), shelf.wait("b.jpg", size=(900, 600))):
        small = shelf.picture(key, 300)
        assert size(small) == (300, 200)
        assert (small.width, small.height, small.whole) == (900, 600, False)
        whole = shelf.picture(key)
        assert size(whole) == (900, 600)
        assert whole.whole


def test_going_back_renders_nothing_again_until_the_file_changes(shelf, make_photo):
    key = shelf.wait("a.jpg", size=(900, 600))
    first = shelf.picture(key, 300)
    assert shelf.picture(key, 300).jpeg is first.jpeg
    whole = shelf.picture(key)
    assert shelf.picture(key, 2048).jpeg is whole.jpeg  # every pixel is there already
    make_photo(shelf.photos / "a.jpg", 1, size=(600, 900))
    assert size(shelf.picture(key, 300)) == (200, 300)


def test_a_photo_whose_drive_is_away_is_shown_as_its_thumbnail(shelf):
    key = shelf.read("a.jpg", size=(900, 600))
    thumbnail = shelf.ask(GetThumbnail(key))
    assert isinstance(thumbnail, Picture)
    shelf.go_offline()
    answer = shelf.picture(key, 2048)
    assert answer.jpeg == thumbnail.jpeg
    assert (answer.width, answer.height, answer.whole) == (900, 600, False)


def test_without_a_thumbnail_it_is_said_that_the_drive_is_away(shelf):
    photo, waiting = shelf.read("a.jpg"), shelf.wait("b.jpg", 1)
    shelf.go_offline()
    assert shelf.no_picture(photo) == AWAY
    assert shelf.no_picture(waiting) == AWAY


def test_a_drive_that_was_pulled_out_a_moment_ago_is_away_too(shelf):
    key = shelf.read("a.jpg")
    shutil.rmtree(shelf.photos)
    assert shelf.no_picture(key) == AWAY


def test_a_file_that_vanished_is_said_to_be_gone(shelf):
    key = shelf.read("a.jpg")
    (shelf.photos / "a.jpg").unlink()
    assert "not there" in shelf.no_picture(key)
    row = files.rows_of(shelf.library, shelf.root)[b"a.jpg"]
    with shelf.library.transaction() as connection:
        files.vanished(connection, [row.id], 1)
    assert shelf.no_picture(key) == GONE


def test_a_copy_is_shown_where_the_first_file_vanished(shelf):
    key = shelf.read("a.jpg", size=(90, 60))
    assert shelf.read("copy.jpg", size=(90, 60)) == key
    (shelf.photos / "a.jpg").unlink()
    assert size(shelf.picture(key)) == (90, 60)


def test_what_the_library_does_not_know_has_no_picture(shelf):
    for key in (ItemKey(77), ItemKey(-77)):
        assert shelf.no_picture(key) == FORGOTTEN
        assert shelf.ask(GetThumbnail(key)) is None


def test_a_file_that_is_no_picture_is_told_about_in_words(shelf):
    key = shelf.wait("a.jpg")
    (shelf.photos / "a.jpg").write_bytes(b"words, words, words " * 40)
    assert shelf.no_picture(key).endswith(".")
    assert shelf.ask(GetThumbnail(key)) is None


# --- thumbnails ---------------------------------------------------------------------------------------


def test_a_thumbnail_that_is_missing_is_made_and_kept(shelf):
    key = shelf.read("a.jpg", size=(900, 600))
    assert shelf.thumbnails.read(shelf.digest(key)) is None
    made = shelf.ask(GetThumbnail(key))
    assert isinstance(made, Picture)
    assert max(size(made)) <= 512
    assert (made.width, made.height) == (900, 600)
    assert shelf.thumbnails.read(shelf.digest(key)) == made.jpeg
    (shelf.photos / "a.jpg").unlink()
    assert shelf.ask(GetThumbnail(key)) == made


def test_a_damaged_thumbnail_is_made_again(shelf):
    key = shelf.read("a.jpg")
    made = shelf.ask(GetThumbnail(key))
    shelf.thumbnails.write(shelf.digest(key), made.jpeg[: len(made.jpeg) // 2])
    assert shelf.ask(GetThumbnail(key)) == made
    assert shelf.thumbnails.read(shelf.digest(key)) == made.jpeg


def test_the_thumbnail_of_an_edited_file_is_not_kept_as_that_of_the_old_content(shelf, make_photo):
    key = shelf.read("a.jpg")
    make_photo(shelf.photos / "a.jpg", 5)
    assert isinstance(shelf.ask(GetThumbnail(key)), Picture)
    assert shelf.thumbnails.read(shelf.digest(key)) is None


def test_a_file_that_waits_gets_a_thumbnail_and_its_date_and_nothing_is_written(shelf):
    key = shelf.wait("a.jpg", size=(900, 600), exif={0x0132: "2021:05:06 07:08:09"})
    made = shelf.ask(GetThumbnail(key))
    assert isinstance(made, Picture)
    assert made.taken_at == "2021-05-06T07:08:09"
    assert (made.width, made.height) == (900, 600)
    assert not shelf.library.thumbnails.exists()
    assert shelf.ask(GetThumbnail(key)) is made


def test_a_cache_that_can_not_be_written_costs_nothing_but_time(shelf):
    key = shelf.read("a.jpg")
    shelf.library.thumbnails.write_bytes(b"a file where a folder should be")
    assert isinstance(shelf.ask(GetThumbnail(key)), Picture)


def test_decoders_end_when_nobody_needs_them(shelf, monkeypatch):
    monkeypatch.setattr(pictures_module, "IDLE_S", 0.0)
    key = shelf.wait("a.jpg")
    shelf.picture(key)
    shelf.pictures.rest()
    assert shelf.pictures._decoders._pool is None
    assert size(shelf.picture(key, 48)) == (48, 32)


# --- what is kept -------------------------------------------------------------------------------------


def test_the_values_used_last_are_kept_as_far_as_there_is_room():
    kept: Recent[bytes] = Recent(10, len)
    kept.put("a", b"1234")
    kept.put("b", b"1234")
    assert kept.get("a") == b"1234"
    kept.put("c", b"1234")
    assert kept.get("b") is None
    assert (kept.get("a"), kept.get("c")) == (b"1234", b"1234")
    kept.put("a", b"12345678")
    assert (kept.get("a"), kept.get("c")) == (b"12345678", None)
    kept.put("huge", bytes(11))
    assert kept.get("huge") is None
    assert kept.get("a") == b"12345678"
