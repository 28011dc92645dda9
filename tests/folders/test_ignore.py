"""What is passed over: built in, and by the person's own patterns."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from photoclip.core.errors import PhotoClipError
from photoclip.folders.ignore import IGNORED_FOLDERS, IgnoreRules


def hidden(path, *patterns, folder=False):
    return IgnoreRules(patterns).hides(path, is_folder=folder)


@pytest.mark.parametrize("path", [b".a.jpg", b".cache/a.jpg", b"a/.b/c/d.jpg", b"a/.hidden"])
def test_a_hidden_name_anywhere_in_the_path_hides_it(path):
    assert hidden(path)


@pytest.mark.parametrize("name", sorted(IGNORED_FOLDERS))
def test_folders_of_other_programs_hide_what_is_in_them_whatever_their_case(name):
    assert hidden(b"a/" + name, folder=True)
    assert hidden(name.upper() + b"/b/c.jpg")


def test_the_root_itself_and_ordinary_paths_are_never_hidden():
    assert not hidden(b"", "*", folder=True)
    assert not hidden(b"2024/Summer @ the sea/lost+found.jpg")
    assert not hidden(b"a.b/c..jpg")


def test_previews_of_lightroom_are_hidden_and_a_file_of_that_name_is_not():
    assert hidden(b"Catalog Previews.lrdata/1/a.jpg")
    assert not hidden(b"odd.lrdata")


def test_of_an_apple_photos_library_only_the_originals_are_seen():
    assert not hidden(b"My.photoslibrary", folder=True)
    assert not hidden(b"My.photoslibrary/originals/A/1.heic")
    assert not hidden(b"Old.photolibrary/Masters/2011/1.jpg")
    assert hidden(b"My.photoslibrary/resources/derivatives/1.jpeg")
    assert hidden(b"My.photoslibrary/stray.jpg")


def test_patterns_are_relative_to_the_root_as_in_gitignore():
    assert hidden(b"a/b.tmp", "*.tmp")
    assert hidden(b"Exports/x/1.jpg", "/Exports/")
    assert not hidden(b"2024/Exports/1.jpg", "/Exports/")
    assert not hidden(b"Exports", "/Exports/")
    assert hidden(b"Exports", "/Exports/", folder=True)


def test_a_pattern_takes_an_earlier_one_back_but_not_a_built_in_rule():
    assert not hidden(b"keep.tmp", "*.tmp", "!keep.tmp")
    assert hidden(b".secret.jpg", "!.secret.jpg")
    # as in git: what lies in a hidden folder stays hidden, since the folder is not entered
    assert hidden(b"out/keep.jpg", "out/", "!out/keep.jpg")


def test_names_that_are_not_utf8_or_hold_line_breaks_meet_patterns_too():
    assert hidden(b"caf\xe9/x.jpg", "caf*/")
    assert hidden(b"new\nline/x.jpg", "x.jpg")
    assert not hidden(b"caf\xe9/x.jpg", "café/")


def test_comments_and_empty_patterns_hide_nothing():
    assert not hidden(b"a.jpg", "", "   ", "# *.jpg")


@pytest.mark.parametrize("pattern", ["!", "[z-a].jpg", "[abc", "a\\", "/"])
def test_a_pattern_without_a_meaning_is_named(pattern):
    with pytest.raises(PhotoClipError) as caught:
        IgnoreRules(["*.tmp", pattern])
    assert pattern in str(caught.value)
    assert ".gitignore" in caught.value.hint


def test_rules_of_the_same_patterns_are_equal():
    assert IgnoreRules(["a", "b"]) == IgnoreRules(("a", "b"))
    assert hash(IgnoreRules(["a"])) == hash(IgnoreRules(["a"]))
    assert IgnoreRules(["a"]) != IgnoreRules(["b"])


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_patterns_mean_what_git_means_by_them(tmp_path):
    patterns = ["*.tmp", "!keep.tmp", "/top", "deep/er/", "**/old", "a?c", "[x-z]1", "s/**/e"]
    paths = [
        *(
            "a.tmp",
            "keep.tmp",
            "top",
            "b/top",
            "deep/er",
            "deep/er/f",
            "x/deep/er",
            "old",
            "q/old/f",
        ),
        *("abc", "q/a/c", "x1", "w1", "s/e", "s/m/n/e"),
    ]
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("\n".join(patterns), "utf-8")
    answer = subprocess.run(
        ["git", "-C", tmp_path, "check-ignore", "--no-index", "--stdin"],
        input="\n".join(paths),
        capture_output=True,
        text=True,
        check=False,
    )
    rules = IgnoreRules(patterns)
    ours = [path for path in paths if rules.hides(path.encode(), is_folder=False)]
    assert ours == answer.stdout.split()
