from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from photoclip.core.types import ContentHash
from photoclip.media.thumbnails import ThumbnailCache

HASH = ContentHash(bytes(range(32)))


def test_what_was_written_is_read_and_nothing_else_is_there(tmp_path):
    cache = ThumbnailCache(tmp_path / "thumbnails")
    assert cache.read(HASH) is None
    path = cache.write(HASH, b"jpeg")
    assert cache.read(HASH) == b"jpeg"
    assert path == cache.path_for(HASH)
    assert path.relative_to(tmp_path / "thumbnails").as_posix() == f"00/01/{HASH.hex()}.jpg"
    assert os.listdir(path.parent) == [path.name]


def test_writing_again_replaces(tmp_path):
    cache = ThumbnailCache(tmp_path)
    cache.write(HASH, b"old")
    cache.write(HASH, b"new")
    assert cache.read(HASH) == b"new"


def test_the_folder_may_be_deleted_at_any_time(tmp_path):
    cache = ThumbnailCache(tmp_path / "t")
    cache.write(HASH, b"jpeg")
    shutil.rmtree(tmp_path / "t")
    assert cache.read(HASH) is None
    cache.write(HASH, b"jpeg")
    assert cache.read(HASH) == b"jpeg"


def test_what_is_removed_is_gone_and_may_be_gone_already(tmp_path):
    cache = ThumbnailCache(tmp_path)
    cache.write(HASH, b"jpeg")
    cache.remove(HASH)
    cache.remove(HASH)
    assert cache.read(HASH) is None


def test_a_folder_that_is_none_holds_nothing_and_takes_nothing(tmp_path):
    (tmp_path / "t").write_bytes(b"")
    cache = ThumbnailCache(tmp_path / "t")
    cache.tidy()
    cache.remove(HASH)
    assert cache.read(HASH) is None
    with pytest.raises(OSError, match="t"):
        cache.write(HASH, b"jpeg")


def test_a_write_that_fails_leaves_nothing(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    cache = ThumbnailCache(tmp_path)
    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        cache.write(HASH, b"jpeg")
    assert cache.read(HASH) is None
    assert os.listdir(cache.path_for(HASH).parent) == []


def test_what_a_killed_writer_left_half_written_is_cleared_away(tmp_path, monkeypatch):
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    cache = ThumbnailCache(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", die)
        patch.setattr(os, "unlink", die)
        with pytest.raises(Killed):
            cache.write(HASH, b"jpeg")
    assert len(list(tmp_path.glob("*.part"))) == 1
    cache.tidy()
    cache.tidy()
    assert list(tmp_path.glob("*.part")) == []
    assert cache.write(HASH, b"jpeg").read_bytes() == b"jpeg"


def test_a_write_that_another_process_tidied_away_is_done_again(tmp_path, monkeypatch):
    cache = ThumbnailCache(tmp_path)
    replace = os.replace
    tidied: list[object] = []

    def tidy_first(source: object, target: object) -> None:
        if not tidied:
            tidied.append(source)
            ThumbnailCache(tmp_path).tidy()
        replace(source, target)

    monkeypatch.setattr(os, "replace", tidy_first)
    cache.write(HASH, b"jpeg")
    assert tidied
    assert cache.read(HASH) == b"jpeg"
    assert list(tmp_path.glob("*.part")) == []


def test_several_processes_write_the_same_thumbnail_at_once(tmp_path):
    code = """
import sys
from pathlib import Path
from photoclip.media.thumbnails import ThumbnailCache
cache = ThumbnailCache(Path(sys.argv[1]))
for number in range(200):
    cache.write(bytes(32), sys.argv[2].encode() * 10_000)
    cache.tidy()
"""
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), letter]) for letter in "ab"
    ]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert ThumbnailCache(tmp_path).read(ContentHash(bytes(32))) in (b"a" * 10_000, b"b" * 10_000)
