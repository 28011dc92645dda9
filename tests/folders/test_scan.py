"""Walking a root: what is found, what is passed over, what can't stop the walk."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import Cancelled
from photoclip.core.types import FileStamp
from photoclip.folders.ignore import IGNORED_FOLDERS
from photoclip.folders.scan import existing_entries, problem_text, scan
from photoclip.indexing.service import is_photo

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20)


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


def touch(path, data=JPEG):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def walk(root, **options):
    return scan(os.fsencode(root), is_photo, **options)


def found(root):
    return [entry.path for entry in walk(root).entries]


def signature(root, name=b"a.jpg"):
    (entry,) = [entry for entry in walk(root).entries if entry.path == name]
    return entry.sidecars


def test_photos_of_all_folders_are_found_in_path_order_with_their_stamps(root):
    for name in ("b/2.jpg", "a/z.png", "a/b/c.webp", "top.JPG"):
        touch(root / name)
    os.utime(root / "top.JPG", ns=(5, 1_234_567_890))
    result = walk(root)
    paths = [entry.path for entry in result.entries]
    assert paths == [b"top.JPG", b"a/z.png", b"a/b/c.webp", b"b/2.jpg"]
    entry = result.entries[0]
    assert entry.stamp == FileStamp(len(JPEG), 1_234_567_890)
    assert entry.inode == (root / "top.JPG").stat().st_ino
    assert (result.folders, result.problems) == (4, [])


def test_two_walks_of_the_same_folder_are_equal(root):
    for name in ("b/2.jpg", "a/1.jpg", "a/1.xmp", "c.txt"):
        touch(root / name)
    (root / "link").symlink_to("a")
    assert walk(root) == walk(root)


def test_other_files_are_counted_and_sidecars_are_not_among_them(root):
    for name in ("a.jpg", "a.xmp", "notes.txt", "film.mp4"):
        touch(root / name)
    assert walk(root).other_files == 2


def test_a_photo_without_an_extension_is_known_by_its_first_bytes(root):
    touch(root / "photo", JPEG)
    touch(root / "README", b"read me")
    touch(root / "empty", b"")
    result = walk(root)
    assert [entry.path for entry in result.entries] == [b"photo"]
    assert result.other_files == 2


def test_hidden_files_and_folders_are_passed_over(root):
    for name in (".hidden.jpg", ".cache/a.jpg", "._IMG_1.jpg", "seen.jpg"):
        touch(root / name)
    assert found(root) == [b"seen.jpg"]


@pytest.mark.parametrize("name", sorted(IGNORED_FOLDERS))
def test_folders_that_other_programs_own_are_passed_over(root, name):
    touch(root / os.fsdecode(name) / "a.jpg")
    touch(root / "seen.jpg")
    assert found(root) == [b"seen.jpg"]


def test_a_library_inside_the_root_is_passed_over(root):
    touch(root / "mine" / "library.sqlite3", b"")
    touch(root / "mine" / "thumbnails" / "a.jpg")
    touch(root / "seen.jpg")
    assert found(root) == [b"seen.jpg"]


def test_links_to_files_and_folders_are_followed(root, tmp_path):
    touch(tmp_path / "elsewhere" / "far.jpg")
    touch(root / "one.jpg")
    (root / "alias.jpg").symlink_to("one.jpg")
    (root / "away").symlink_to(tmp_path / "elsewhere")
    assert found(root) == [b"alias.jpg", b"one.jpg", b"away/far.jpg"]


def test_loops_of_links_end_and_every_real_folder_is_entered_once(root):
    touch(root / "a" / "b" / "one.jpg")
    (root / "a" / "b" / "up").symlink_to("..")
    (root / "a" / "b" / "top").symlink_to(root)
    (root / "self").symlink_to("self")
    (root / "z").symlink_to("a")
    result = walk(root)
    assert [entry.path for entry in result.entries] == [b"a/b/one.jpg"]
    assert result.folders == 3


@pytest.mark.parametrize("target", ["nowhere.jpg", "loop.jpg"])
def test_a_link_that_leads_nowhere_is_an_entry_whose_reading_will_say_so(root, target):
    (root / "loop.jpg").symlink_to(target)
    (entry,) = walk(root).entries
    assert (entry.path, entry.stamp, entry.inode) == (b"loop.jpg", FileStamp(0, 0), 0)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_not_utf8_are_found_byte_for_byte(root):
    names = [b"caf\xe9.jpg", b"bad_\xff\xfe.jpg", b"new\nline.jpg", b"dir_\xff/in.jpg"]
    os.mkdir(os.path.join(os.fsencode(root), b"dir_\xff"))
    for name in names:
        with open(os.path.join(os.fsencode(root), name), "wb") as stream:
            stream.write(JPEG)
    assert set(found(root)) == set(names)


def test_a_folder_called_like_a_photo_is_walked(root):
    touch(root / "album.jpg" / "in.jpg")
    assert found(root) == [b"album.jpg/in.jpg"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in folders here")
def test_a_pipe_called_like_a_photo_is_an_entry_and_one_without_a_name_is_not_opened(root):
    os.mkfifo(root / "pipe.jpg")
    os.mkfifo(root / "pipe")
    assert found(root) == [b"pipe.jpg"]


@pytest.mark.parametrize("name", ["a.jpg.xmp", "a.xmp", "A.XMP", "a.JPG.xmp"])
def test_a_sidecar_that_appears_changes_or_goes_changes_the_signature(root, name):
    touch(root / "a.jpg")
    assert signature(root) == 0
    touch(root / name, b"<x/>")
    os.utime(root / name, ns=(1, 1_000_000_001))
    first = signature(root)
    os.utime(root / name, ns=(1, 2_000_000_001))
    second = signature(root)
    touch(root / name, b"<longer/>")
    os.utime(root / name, ns=(1, 2_000_000_001))
    third = signature(root)
    assert len({0, first, second, third}) == 4
    os.unlink(root / name)
    assert signature(root) == 0


def test_a_photo_with_two_sidecars_that_are_copies_still_has_sidecars(root):
    touch(root / "a.jpg")
    touch(root / "a.jpg.xmp", b"<x/>")
    os.utime(root / "a.jpg.xmp", ns=(1, 7))
    one = signature(root)
    touch(root / "a.xmp", b"<x/>")
    os.utime(root / "a.xmp", ns=(1, 7))
    assert len({0, one, signature(root)}) == 3


def test_a_sidecar_belongs_to_the_photos_of_its_name_only(root):
    for name in ("a.jpg", "a.dng", "b.jpg", "a.xmp"):
        touch(root / name)
    signatures = {entry.path: entry.sidecars for entry in walk(root).entries}
    assert signatures[b"a.jpg"] == signatures[b"a.dng"] != 0
    assert signatures[b"b.jpg"] == 0


def test_a_file_dated_beyond_64_bits_gets_a_stamp_that_can_be_stored(root):
    touch(root / "a.jpg")
    os.utime(root / "a.jpg", (1e11, 1e11))
    (entry,) = walk(root).entries
    assert entry.stamp.mtime_ns < 1 << 63


@pytest.mark.skipif(sys.platform != "linux", reason="built through folder descriptors")
def test_a_path_too_long_for_the_system_is_a_problem_and_the_walk_goes_on(root):
    touch(root / "z.jpg")
    descriptor = os.open(root, os.O_RDONLY)
    for _ in range(24):
        os.mkdir("d" * 200, dir_fd=descriptor)
        deeper = os.open("d" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = deeper
    os.close(descriptor)
    result = walk(root)
    assert [entry.path for entry in result.entries] == [b"z.jpg"]
    ((path, reason),) = result.problems
    assert "too long" in reason
    assert len(path) > 3000
    shutil.rmtree(root)  # works through descriptors, so that nothing is left to stumble over


def test_a_folder_that_may_not_be_opened_is_a_problem_and_the_walk_goes_on(
    open_folder, without_privileges
):
    touch(open_folder / "locked" / "in.jpg")
    touch(open_folder / "seen.jpg")
    (open_folder / "locked").chmod(0)
    with without_privileges():
        result = walk(open_folder)
    assert [entry.path for entry in result.entries] == [b"seen.jpg"]
    ((path, reason),) = result.problems
    assert path == b"locked"
    assert "permission" in reason


def test_a_root_that_can_not_be_listed_raises(root):
    with pytest.raises(FileNotFoundError):
        walk(root / "gone")
    with pytest.raises(NotADirectoryError):
        walk(touch(root / "file"))


def test_a_cancelled_walk_stops_between_folders(root):
    for folder in "abc":
        touch(root / folder / "1.jpg")
    token = CancelToken()
    counts = []

    def stop(count):
        counts.append(count)
        if count:
            token.cancel()

    with pytest.raises(Cancelled):
        walk(root, cancel=token, on_progress=stop)
    assert counts == [0, 1]


def test_progress_ends_at_the_number_of_photos(root):
    for n in range(5):
        touch(root / str(n) / "1.jpg")
    counts = []
    walk(root, on_progress=counts.append)
    assert counts == sorted(counts)
    assert counts[-1] == 5


@pytest.mark.parametrize("number", [1, 2, 5, 13, 20, 36, 40])
def test_every_problem_is_told_in_a_sentence(number):
    text = problem_text(OSError(number, os.strerror(number)))
    assert text.endswith(".")
    assert "Errno" not in text


def test_full_and_empty_and_absent_roots_are_told_apart(root):
    assert list(existing_entries(os.fsencode(root))) == []
    touch(root / ".hidden")
    assert list(existing_entries(os.fsencode(root))) == [b".hidden"]
    assert list(existing_entries(b"/no/such/folder")) == []
