from __future__ import annotations

import hashlib
import os
import socket
import sys

import pytest
from media_pictures import encoded, quarters, scene, write, write_with_tags, xmp_packet

from photoclip.core.types import FailureKind, FileStamp, Metadata, PhotoReading, ReadFailure
from photoclip.media import source as source_module
from photoclip.media.reader import read_metadata_only, read_photo

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX file kinds")


def test_a_reading_carries_stamp_and_content_hash(tmp_path, spec):
    data = encoded(scene(100, 80))
    path = write(tmp_path / "a.jpg", data)
    reading = read_photo(path, spec)
    assert isinstance(reading, PhotoReading)
    assert reading.content_hash == hashlib.sha256(data).digest()
    assert reading.stamp == FileStamp(len(data), os.stat(path).st_mtime_ns)


def test_names_that_are_no_text_are_read(tmp_path, spec):
    path = bytes(tmp_path) + b"/caf\xe9 \xff.jpg"
    with open(path, "wb") as file:
        file.write(encoded(scene(100, 80)))
    assert isinstance(read_photo(path, spec), PhotoReading)


def test_an_empty_file(tmp_path, spec):
    failure = read_photo(write(tmp_path / "a.jpg", b""), spec)
    assert isinstance(failure, ReadFailure)
    assert (failure.kind, failure.reason) == (FailureKind.EMPTY, "The file is empty.")
    assert failure.stamp is not None
    assert failure.stamp.size == 0


def test_a_missing_file_a_dangling_link_and_a_loop(tmp_path, spec):
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "gone")
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    for name in ("missing.jpg", "dangling.jpg", "loop.jpg"):
        failure = read_photo(bytes(tmp_path / name), spec)
        assert isinstance(failure, ReadFailure)
        assert failure.kind is FailureKind.UNREADABLE
        assert failure.stamp is None


@posix_only
def test_what_is_no_file_is_not_even_opened(tmp_path, spec, monkeypatch):
    os.mkfifo(tmp_path / "fifo.jpg")
    (tmp_path / "zero.jpg").symlink_to("/dev/zero")
    (tmp_path / "folder.jpg").mkdir()
    monkeypatch.chdir(tmp_path)  # a socket's path may only be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.jpg")
        for name in ("fifo.jpg", "zero.jpg", "folder.jpg", "s.jpg"):
            failure = read_photo(bytes(tmp_path / name), spec)
            assert isinstance(failure, ReadFailure)
            assert failure.kind is FailureKind.NOT_A_FILE


@posix_only
def test_a_file_that_may_not_be_read(tmp_path, spec):
    path = write(tmp_path / "a.jpg", b"x")
    os.chmod(path, 0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    failure = read_photo(path, spec)
    assert isinstance(failure, ReadFailure)
    assert failure.reason == "There is no permission to read the file."


def test_a_sparse_file_of_gigabytes_is_refused_by_its_size(tmp_path, spec):
    path = write(tmp_path / "a.jpg", encoded(scene(100, 80)))
    os.truncate(path, 3 << 30)
    failure = read_photo(path, spec)
    assert isinstance(failure, ReadFailure)
    assert failure.kind is FailureKind.TOO_LARGE
    assert "3.0 GB" in failure.reason


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_files_too_large_for_memory_read_the_same(tmp_path, spec, monkeypatch, kind):
    path = write_with_tags(tmp_path / "a.jpg", exif={"Exif.Image.Make": "Maker"})
    if kind != "JPEG":
        path = write(tmp_path / "a", encoded(quarters(), kind))
    in_memory = read_photo(path, spec)
    monkeypatch.setattr(source_module, "_IN_MEMORY_BYTES", 0)
    on_disk = read_photo(path, spec)
    assert isinstance(in_memory, PhotoReading)
    assert isinstance(on_disk, PhotoReading)
    assert on_disk.content_hash == in_memory.content_hash
    assert on_disk.thumbnail == in_memory.thumbnail
    assert on_disk.metadata == in_memory.metadata


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<!DOCTYPE html><html>404</html>", "This is a web page, not a picture."),
        (b"this is not an image\n" * 50, "This is a text, not a picture."),
        (b"PK\x03\x04" + bytes(200), "This is a ZIP archive, not a picture."),
    ],
)
def test_a_file_that_only_its_name_calls_a_photo(tmp_path, spec, data, reason):
    failure = read_photo(write(tmp_path / "a.jpg", data), spec)
    assert isinstance(failure, ReadFailure)
    assert (failure.kind, failure.reason) == (FailureKind.NOT_A_PHOTO, reason)


def test_running_out_of_memory_is_a_reason(tmp_path, spec, monkeypatch):
    def no_memory(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("photoclip.media.reader.decode", no_memory)
    failure = read_photo(write(tmp_path / "a.jpg", encoded(scene(40, 40))), spec)
    assert isinstance(failure, ReadFailure)
    assert failure.kind is FailureKind.OUT_OF_MEMORY


def test_metadata_alone_sees_a_changed_sidecar(tmp_path):
    path = write_with_tags(tmp_path / "a.jpg", xmp={"Xmp.xmp.Rating": "2"})
    before = read_metadata_only(path)
    write(tmp_path / "a.jpg.xmp", xmp_packet("<xmp:Rating>5</xmp:Rating>"))
    after = read_metadata_only(path)
    assert isinstance(before, Metadata)
    assert isinstance(after, Metadata)
    assert (before.rating, after.rating) == (2, 5)
    assert isinstance(read_metadata_only(bytes(tmp_path / "gone.jpg")), ReadFailure)
