"""Looking at a few paths: the same answers as a whole scan."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from photoclip.folders.ignore import IgnoreRules
from photoclip.folders.scan import look, scan
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


def walked(root, rules=None):
    return {entry.path: entry for entry in scan(os.fsencode(root), is_photo, rules=rules).entries}


def looked(root, *paths, rules=None):
    return look(os.fsencode(root), paths, is_photo, rules)


def after(before, seen):
    """The entries one knows after a look, from those known before."""
    unlisted = tuple(folder + b"/" for folder, _reason in seen.problems)
    answered = tuple(folder + b"/" for folder in seen.folders)
    known = {
        path: entry
        for path, entry in before.items()
        if path not in seen.files
        and (not path.startswith(answered) or (unlisted and path.startswith(unlisted)))
    }
    for entry in seen.entries:
        assert entry.path not in known
        known[entry.path] = entry
    return known


def test_a_photo_has_the_same_entry_by_look_as_by_scan(root):
    touch(root / "a" / "1.jpg")
    touch(root / "a" / "1.xmp", b"<x/>")
    touch(root / "a" / "1.jpg.xmp", b"<y/>")
    touch(root / "a" / "2.jpg")
    seen = looked(root, b"a/1.jpg")
    assert seen.entries == [walked(root)[b"a/1.jpg"]]
    assert seen.entries[0].sidecars
    assert (seen.files, seen.folders, seen.needs_scan) == ({b"a/1.jpg"}, [b"a/1.jpg"], False)


def test_only_the_files_in_question_are_read(root):
    touch(root / "asked", JPEG)
    touch(root / "other", JPEG)
    heads = []

    def curious(name, head):
        heads.append(name)
        return is_photo(name, head)

    look(os.fsencode(root), [b"asked"], curious)
    assert heads == [b"asked"]


def test_a_path_that_is_gone_answers_for_itself_and_everything_below(root):
    touch(root / "a" / "b" / "1.jpg")
    touch(root / "a" / "2.jpg")
    before = walked(root)
    shutil.rmtree(root / "a" / "b")
    seen = looked(root, b"a/b", b"never/there.jpg")
    assert seen.entries == []
    assert seen.folders == [b"a/b", b"never/there.jpg"]
    assert list(after(before, seen)) == [b"a/2.jpg"]


def test_a_folder_answers_for_everything_in_it(root):
    for name in ("a/1.jpg", "a/b/2.jpg", "c.jpg", "a/.hidden/3.jpg"):
        touch(root / name)
    seen = looked(root, b"a", b"a/b/2.jpg", b"a/b")
    assert [entry.path for entry in seen.entries] == [b"a/1.jpg", b"a/b/2.jpg"]
    assert b"a" in seen.folders


def test_a_sidecar_answers_for_its_photos_also_when_it_is_gone(root):
    for name in ("a.jpg", "A.dng", "b.jpg", "a.jpg.xmp", "a.xmp"):
        touch(root / name)
    before = walked(root)
    os.unlink(root / "a.xmp")
    seen = looked(root, b"a.xmp")
    assert seen.files == {b"a.jpg", b"A.dng", b"a.xmp"}
    assert after(before, seen) == walked(root)
    assert before != walked(root)


def test_a_folder_called_like_a_sidecar_is_none(root):
    touch(root / "a.jpg")
    (root / "a.xmp").mkdir()
    assert walked(root)[b"a.jpg"].sidecars == 0
    assert looked(root, b"a.xmp", b"a.jpg").entries == [walked(root)[b"a.jpg"]]


def test_what_the_rules_hide_is_not_found(root):
    rules = IgnoreRules(["/out/", "*.png"])
    for name in ("out/1.jpg", "2.png", ".h/3.jpg", "@eaDir/4.jpg", "5.jpg"):
        touch(root / name)
    paths = [b"out", b"out/1.jpg", b"2.png", b".h/3.jpg", b"@eaDir", b"5.jpg"]
    seen = looked(root, *paths, rules=rules)
    assert [entry.path for entry in seen.entries] == [b"5.jpg"] == list(walked(root, rules))
    assert {b"out/1.jpg", b"2.png"} <= seen.files


def test_a_photo_inside_a_library_is_not_found(root):
    touch(root / "mine" / "thumbnails" / "a.jpg")
    touch(root / "mine" / "library.sqlite3")
    assert looked(root, b"mine/thumbnails/a.jpg").entries == []
    assert looked(root, b"mine").entries == []


def test_a_folder_that_becomes_a_library_and_ceases_to_be_one_is_looked_at_again(root):
    touch(root / "mine" / "a.jpg")
    before = walked(root)
    touch(root / "mine" / "library.sqlite3")
    seen = looked(root, b"mine/library.sqlite3")
    assert after(before, seen) == walked(root) == {}
    os.unlink(root / "mine" / "library.sqlite3")
    assert after({}, looked(root, b"mine/library.sqlite3")) == before
    assert looked(root, b"library.sqlite3").needs_scan


def test_the_root_and_links_to_folders_need_a_scan(root, tmp_path):
    touch(tmp_path / "away" / "far.jpg")
    touch(root / "in" / "1.jpg")
    (root / "link").symlink_to(tmp_path / "away")
    (root / "in" / "deep").symlink_to(tmp_path / "away")
    (root / "alias.jpg").symlink_to("in/1.jpg")
    for path in (b"", b".", b"link", b"link/far.jpg", b"in", b"in/deep/far.jpg"):
        assert looked(root, path).needs_scan, path
    seen = looked(root, b"alias.jpg", b"in/1.jpg", b"in/deeper/none.jpg")
    assert not seen.needs_scan
    assert len(seen.entries) == 2


def test_a_scan_says_when_a_folder_can_be_reached_twice(root, tmp_path):
    touch(root / "a" / "1.jpg")
    touch(tmp_path / "away" / "far.jpg")
    (root / "link").symlink_to(tmp_path / "away")
    result = scan(os.fsencode(root), is_photo)
    assert (result.folder_links, result.ambiguous) == (1, False)
    (root / "again").symlink_to("a")
    result = scan(os.fsencode(root), is_photo)
    assert (result.folder_links, result.ambiguous) == (2, True)


def test_a_file_where_a_folder_was_ends_what_was_below(root):
    touch(root / "x.jpg" / "1.jpg")
    before = walked(root)
    shutil.rmtree(root / "x.jpg")
    touch(root / "x.jpg")
    seen = looked(root, b"x.jpg")
    assert after(before, seen) == walked(root)
    assert looked(root, b"x.jpg/1.jpg").entries == []


def test_names_that_are_not_utf8_are_looked_at(root):
    name = b"dir_\xff/caf\xe9.jpg"
    os.mkdir(os.path.join(os.fsencode(root), b"dir_\xff"))
    with open(os.path.join(os.fsencode(root), name), "wb") as stream:
        stream.write(JPEG)
    assert looked(root, name).entries == list(walked(root).values())


def test_a_folder_that_may_not_be_opened_is_a_problem_and_not_an_answer(
    open_folder, without_privileges
):
    touch(open_folder / "locked" / "sub" / "in.jpg")
    touch(open_folder / "seen.jpg")
    before = walked(open_folder)
    (open_folder / "locked").chmod(0o311)
    with without_privileges():
        inside = looked(open_folder, b"locked/sub/in.jpg", b"seen.jpg")
        whole = looked(open_folder, b"locked")
    for seen in (inside, whole):
        ((folder, reason),) = seen.problems
        assert folder == b"locked"
        assert "permission" in reason
        assert set(after(before, seen)) == set(before)


def test_a_root_that_can_not_be_listed_raises(root):
    with pytest.raises(FileNotFoundError):
        looked(root / "gone", b"a.jpg")


NAMES = st.sampled_from(
    ["a.jpg", "A.JPG", "b", "c", "a.xmp", "a.jpg.xmp", "n.txt", ".h", "library.sqlite3"]
)
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["write", "write", "write", "mkdir", "remove", "move", "link", "alias"]),
        PATHS,
        PATHS,
        st.integers(1, 3),
    ),
    max_size=8,
)


def operate(root, operation):
    """Do one thing to the root; the paths a watcher would report."""
    kind, first, second, number = operation
    one, two = os.path.join(root, first), os.path.join(root, second)
    touched = [first]
    if any(os.path.realpath(os.path.dirname(path)) != os.path.dirname(path) for path in (one, two)):
        return []  # what is changed through a link changes elsewhere
    with contextlib.suppress(OSError):
        if kind == "write":
            if os.path.islink(one):
                os.unlink(one)
            with open(one, "wb") as stream:
                stream.write(JPEG * number)
            os.utime(one, (number, number))
        elif kind == "mkdir":
            os.mkdir(one)
        elif kind == "remove":
            shutil.rmtree(one) if os.path.isdir(one) and not os.path.islink(one) else os.unlink(one)
        elif kind == "move":
            touched.append(second)
            os.rename(one, two)
        elif kind == "link":
            os.symlink(os.path.dirname(two) or root, one)
        elif kind == "alias":
            os.symlink(__file__ if number == 1 else "nowhere", one)
    return [os.fsencode(path) for path in touched]


@given(OPERATIONS, OPERATIONS)
@example(
    [("mkdir", "b", "b", 1), ("write", "b/a.jpg", "b", 1), ("write", "b/a.xmp", "b", 1)],
    [("move", "b", "c", 1), ("remove", "c/a.xmp", "c", 1), ("write", "c/library.sqlite3", "c", 1)],
)
def test_looking_at_what_was_touched_gives_what_a_scan_gives(earlier, later):
    with tempfile.TemporaryDirectory() as name:
        root = os.path.realpath(name)
        for operation in earlier:
            operate(root, operation)
        start = scan(os.fsencode(root), is_photo)
        touched = [path for operation in later for path in operate(root, operation)]
        seen = looked(root, *touched)
        if seen.needs_scan or start.ambiguous or start.folder_links:
            return
        known = after({entry.path: entry for entry in start.entries}, seen)
        assert known == walked(root)
