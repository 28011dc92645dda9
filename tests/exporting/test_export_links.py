from __future__ import annotations

import errno
import os

import pytest

from photoclip.core.errors import PhotoClipError
from photoclip.core.exports import ExportKind
from photoclip.exporting import files as export_files

LINKS = ExportKind.LINKS


def test_on_the_same_drive_a_link_is_the_file_itself(shelf, write_sidecar):
    wanted = [shelf.read("x/a.jpg", 1), shelf.read("y/a.jpg", 2)]
    write_sidecar(shelf.photos / "x" / "a.jpg.xmp", "word")
    before = shelf.originals()
    report = shelf.export(wanted, LINKS)
    assert shelf.there() == ["a (2).jpg", "a.jpg", "a.jpg.xmp"]
    assert (shelf.target / "a.jpg").samefile(shelf.photos / "x" / "a.jpg")
    assert not (shelf.target / "a.jpg").is_symlink()
    assert (report.made, report.byte_size) == (2, 0)
    assert shelf.originals() == before


def test_linking_again_makes_nothing_twice(shelf):
    photo = shelf.read("a.jpg")
    shelf.export([photo], LINKS)
    report = shelf.export([photo], LINKS)
    assert (report.made, report.existed) == (0, 1)
    assert shelf.there() == ["a.jpg"]


def test_to_another_drive_a_symbolic_link_leads(shelf, monkeypatch):
    def other_drive(*_args, **_options):
        raise OSError(18, "Invalid cross-device link")

    photo = shelf.read("a.jpg")
    monkeypatch.setattr(export_files.os, "link", other_drive)
    assert shelf.export([photo], LINKS).made == 1
    assert os.readlink(shelf.target / "a.jpg") == os.path.realpath(shelf.photos / "a.jpg")
    assert shelf.export([photo], LINKS).existed == 1


def test_a_drive_without_links_says_so_and_what_helps(shelf, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(1, "Operation not permitted")

    photo = shelf.read("a.jpg")
    monkeypatch.setattr(export_files.os, "link", refuse)
    monkeypatch.setattr(export_files.os, "symlink", refuse)
    with pytest.raises(PhotoClipError, match="can't hold links") as caught:
        shelf.export([photo], LINKS)
    assert caught.value.hint == "Export copies instead."
    assert not shelf.target.exists()


def test_where_only_some_can_be_linked_the_others_are_left_out_with_a_reason(shelf, monkeypatch):
    real = os.link

    def link(source, place, **_options):
        if source.endswith(b"b.jpg"):
            raise OSError(18, "Invalid cross-device link")
        real(source, place)

    def refuse(*_args, **_options):
        raise PermissionError(1, "Operation not permitted")

    wanted = [shelf.read("a.jpg", 1), shelf.read("b.jpg", 2), shelf.read("c.jpg", 3)]
    monkeypatch.setattr(export_files.os, "link", link)
    monkeypatch.setattr(export_files.os, "symlink", refuse)
    report = shelf.export(wanted, LINKS)
    assert report.made == 2
    assert [reason for _path, reason in report.skipped] == [
        "No link to this photo can be made there: it lies on another drive."
    ]


def test_no_link_is_made_to_what_is_gone(shelf):
    photo = shelf.read("a.jpg")
    (shelf.photos / "a.jpg").unlink()
    report = shelf.export([photo], LINKS)
    assert report.skipped[0][1] == "The file is not there (any more)."
    assert not shelf.target.exists()


def test_an_original_that_goes_while_it_is_linked_is_left_out_and_no_link_leads_nowhere(
    shelf, monkeypatch
):
    photo = shelf.read("a.jpg")

    def link(source, _place, **_options):
        os.unlink(source)
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(export_files.os, "link", link)
    report = shelf.export([photo], LINKS)
    assert [reason for _path, reason in report.skipped] == ["The file is not there (any more)."]
    assert not shelf.target.exists()


@pytest.mark.parametrize("name", ["ENOSPC", "EIO", "EROFS", "ENAMETOOLONG"])
def test_what_is_no_matter_of_hard_links_is_not_hidden_behind_a_symbolic_one(
    tmp_path, monkeypatch, name
):
    source, place = (os.fsencode(tmp_path / one) for one in ("a.jpg", "b.jpg"))
    (tmp_path / "a.jpg").write_bytes(b"a")

    def link(*_args, **_options):
        raise OSError(getattr(errno, name), name)

    monkeypatch.setattr(export_files.os, "link", link)
    with pytest.raises(OSError, match=name):
        export_files.link(source, place)
    assert not os.path.lexists(place)


@pytest.mark.parametrize("name", ["EXDEV", "EPERM", "ENOTSUP", "EMLINK", "EACCES"])
def test_where_no_hard_link_can_be_a_symbolic_one_leads(tmp_path, monkeypatch, name):
    source, place = (os.fsencode(tmp_path / one) for one in ("a.jpg", "b.jpg"))
    (tmp_path / "a.jpg").write_bytes(b"a")

    def link(*_args, **_options):
        raise OSError(getattr(errno, name), name)

    monkeypatch.setattr(export_files.os, "link", link)
    export_files.link(source, place)
    assert os.path.islink(place)
    assert export_files.is_same(source, place)
