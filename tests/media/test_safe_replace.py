from __future__ import annotations

import errno
import os
import shutil
import stat
import sys

import pytest

from photoclip.core.types import FileStamp
from photoclip.folders.ignore import IgnoreRules
from photoclip.media import safe_replace
from photoclip.media.formats import is_photo_name
from photoclip.media.safe_replace import (
    ChangedError,
    NoSpaceError,
    ReadOnlyError,
    ReplaceError,
    is_leftover,
    remove,
    remove_leftovers,
    replace,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX")


def stamp(path) -> FileStamp:
    status = os.stat(path)
    return FileStamp(status.st_size, status.st_mtime_ns)


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"old")
    os.utime(path, ns=(1_000_000_000, 2_000_000_000))
    return path


def names(folder):
    return sorted(os.listdir(folder))


def test_the_new_bytes_are_there_and_nothing_else(tmp_path, photo):
    found = replace(bytes(photo), b"newer", stamp(photo))
    assert photo.read_bytes() == b"newer"
    assert found == stamp(photo)
    assert found.mtime_ns != 2_000_000_000
    assert names(tmp_path) == ["a.jpg"]


def test_times_are_kept_if_asked(photo):
    found = replace(bytes(photo), b"newer", stamp(photo), keep_times=True)
    assert found == FileStamp(5, 2_000_000_000)


@posix
def test_permissions_and_attributes_are_kept(photo):
    photo.chmod(0o640)
    try:
        os.setxattr(photo, "user.tag", b"red")
    except (OSError, AttributeError):
        pytest.skip("this file system keeps no attributes")
    replace(bytes(photo), b"newer", stamp(photo))
    assert stat.S_IMODE(photo.stat().st_mode) == 0o640
    assert os.getxattr(photo, "user.tag") == b"red"


@posix
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs an administrator"
)
def test_the_owner_is_kept(photo):
    os.chown(photo, 12345, 23456)
    replace(bytes(photo), b"newer", stamp(photo))
    assert (photo.stat().st_uid, photo.stat().st_gid) == (12345, 23456)


def test_a_new_file_is_made_only_where_there_is_none(tmp_path, photo):
    new = tmp_path / "b.xmp"
    replace(bytes(new), b"x", None)
    assert new.read_bytes() == b"x"
    with pytest.raises(ChangedError):
        replace(bytes(new), b"y", None)
    assert new.read_bytes() == b"x"


def test_the_first_original_is_kept_once(tmp_path, photo):
    replace(bytes(photo), b"second", stamp(photo), keep_original=True)
    replace(bytes(photo), b"third", stamp(photo), keep_original=True)
    assert (tmp_path / "a.jpg.original").read_bytes() == b"old"
    assert photo.read_bytes() == b"third"
    assert not is_photo_name(b"a.jpg.original")


def test_where_a_file_can_have_one_name_only_the_original_is_copied(tmp_path, photo, monkeypatch):
    def no_links(*_args, **_options):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    replace(bytes(photo), b"second", stamp(photo), keep_original=True)
    assert (tmp_path / "a.jpg.original").read_bytes() == b"old"
    assert stamp(tmp_path / "a.jpg.original") == FileStamp(3, 2_000_000_000)
    assert names(tmp_path) == ["a.jpg", "a.jpg.original"]


def test_a_file_that_was_changed_meanwhile_stays(tmp_path, photo):
    seen = stamp(photo)
    photo.write_bytes(b"theirs!")
    with pytest.raises(ChangedError):
        replace(bytes(photo), b"ours", seen)

    def meanwhile(_path):
        photo.write_bytes(b"theirs again")

    with pytest.raises(ChangedError):
        replace(bytes(photo), b"ours", stamp(photo), before_rename=meanwhile)
    assert photo.read_bytes() == b"theirs again"
    assert names(tmp_path) == ["a.jpg"]


def test_a_file_that_went_away_is_not_made_anew(tmp_path, photo):
    seen = stamp(photo)
    photo.unlink()
    with pytest.raises(ReplaceError):
        replace(bytes(photo), b"ours", seen)
    assert names(tmp_path) == []
    with pytest.raises(ReplaceError):
        replace(bytes(tmp_path / "gone" / "a.jpg"), b"ours", seen)


def test_a_read_only_file_stays(photo):
    photo.chmod(0o444)
    with pytest.raises(ReadOnlyError):
        replace(bytes(photo), b"ours", stamp(photo))
    assert photo.read_bytes() == b"old"


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="may write everything")
def test_a_read_only_folder_stays(tmp_path, photo):
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(ReadOnlyError):
            replace(bytes(photo), b"ours", stamp(photo))
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize("broken", ["write", "fsync", "replace", "utime", "chmod"])
@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, NoSpaceError), (errno.EROFS, ReadOnlyError), (errno.EIO, ReplaceError)],
)
def test_whatever_fails_leaves_the_old_file_and_no_other(
    tmp_path, photo, monkeypatch, broken, number, kind
):
    def fail(*_args, **_options):
        raise OSError(number, "broken")

    seen = stamp(photo)
    monkeypatch.setattr(safe_replace.os, broken, fail)
    with pytest.raises(kind):
        replace(bytes(photo), b"ours", seen, keep_times=True)
    assert photo.read_bytes() == b"old"
    assert names(tmp_path) == ["a.jpg"]


@posix
def test_a_drive_that_is_nearly_full_is_left_alone(photo, monkeypatch):
    full = os.statvfs(photo)

    class Full:
        f_bavail, f_frsize, f_blocks = 10, 4096, full.f_blocks

    monkeypatch.setattr(safe_replace.os, "statvfs", lambda _path: Full)
    with pytest.raises(NoSpaceError):
        replace(bytes(photo), b"ours", stamp(photo))
    assert photo.read_bytes() == b"old"


def test_bytes_that_come_back_otherwise_are_not_trusted(tmp_path, photo, monkeypatch):
    whole = safe_replace._write
    monkeypatch.setattr(safe_replace, "_write", lambda path, data: whole(path, data[:-1]))
    with pytest.raises(ReplaceError):
        replace(bytes(photo), b"ours", stamp(photo))
    assert photo.read_bytes() == b"old"
    assert names(tmp_path) == ["a.jpg"]


def test_leftovers_are_hidden_from_scans_and_removed_when_they_are_old(tmp_path, photo):
    name = b".photoclip-0123456789abcdef.part"
    assert is_leftover(name)
    assert IgnoreRules().hides(name, is_folder=False)
    assert not is_photo_name(name)
    for other in (b"a.part", b".photoclip-x.part", b".photoclip-0123456789abcdef.part.jpg"):
        assert not is_leftover(other)
    (tmp_path / os.fsdecode(name)).write_bytes(b"half")
    (tmp_path / ".photoclip-aaaaaaaaaaaaaaaa.part").mkdir()
    assert remove_leftovers(bytes(tmp_path)) == 0
    assert remove_leftovers(bytes(tmp_path), older_than_s=-1) == 1
    assert names(tmp_path) == [".photoclip-aaaaaaaaaaaaaaaa.part", "a.jpg"]
    assert remove_leftovers(bytes(tmp_path / "gone")) == 0


def test_a_file_is_removed_only_as_it_was_seen(photo):
    with pytest.raises(ChangedError):
        remove(bytes(photo), FileStamp(1, 1))
    remove(bytes(photo), stamp(photo))
    assert not photo.exists()


def test_long_names_are_no_problem(tmp_path):
    path = os.path.join(bytes(tmp_path), b"n" * 251 + b".jpg")
    with open(path, "wb") as file:
        file.write(b"old")
    replace(path, b"newer", stamp(path))
    with pytest.raises(ReplaceError):
        replace(path, b"ours", stamp(path), keep_original=True)
    with open(path, "rb") as file:
        assert file.read() == b"newer"
    shutil.rmtree(tmp_path)
