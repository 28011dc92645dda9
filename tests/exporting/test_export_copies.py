from __future__ import annotations

import errno
import os
from contextlib import closing

import pytest
from exporting_shelf import Shelf

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import DiskFullError, PhotoClipError
from photoclip.core.types import PhotoId
from photoclip.exporting import export as export_module
from photoclip.exporting import files as export_files
from photoclip.exporting import target as target_module
from photoclip.exporting.originals import AWAY, FORGOTTEN


def test_copies_are_the_originals_byte_for_byte_with_their_times(shelf):
    wanted = [shelf.read("2024/b.jpg", 1, mtime=1_500_000_000.25), shelf.read("a.png", 2)]
    before = shelf.originals()
    report = shelf.export(wanted)
    assert shelf.there() == ["a.png", "b.jpg"]
    original = shelf.photos / "2024" / "b.jpg"
    copy = shelf.target / "b.jpg"
    assert copy.read_bytes() == original.read_bytes()
    assert copy.stat().st_mtime_ns == original.stat().st_mtime_ns
    assert not copy.samefile(original)
    assert (report.made, report.existed, report.skipped) == (2, 0, ())
    assert report.byte_size == sum(path.stat().st_size for path in shelf.target.iterdir())
    assert report.target == os.fsencode(shelf.target)
    assert shelf.originals() == before


def test_numbers_keep_the_order_asked_for_even_where_one_is_left_out(shelf):
    first, second, third = (shelf.read(f"{name}.jpg", n) for n, name in enumerate("cba"))
    (shelf.photos / "b.jpg").unlink()
    report = shelf.export([first, second, third], numbered=True)
    assert shelf.there() == ["0001 c.jpg", "0003 a.jpg"]
    assert [path for path, _reason in report.skipped] == [os.fsencode(shelf.photos / "b.jpg")]


def test_a_photo_named_twice_is_exported_once(shelf):
    photo = shelf.read("a.jpg")
    assert shelf.export([photo, photo]).made == 1
    assert shelf.there() == ["a.jpg"]


def test_doing_it_again_makes_nothing_twice(shelf):
    wanted = [shelf.read(f"{folder}/a.jpg", n) for n, folder in enumerate("xyz")]
    assert shelf.export(wanted).made == 3
    names = shelf.there()
    assert names == ["a (2).jpg", "a (3).jpg", "a.jpg"]
    report = shelf.export(wanted)
    assert (report.made, report.existed, report.byte_size) == (0, 3, 0)
    assert shelf.there() == names


def test_another_file_of_that_name_is_never_replaced(shelf):
    photo = shelf.read("a.jpg")
    shelf.target.mkdir()
    (shelf.target / "a.jpg").write_bytes(b"somebody's own")
    (shelf.target / "a (2).jpg").mkdir()
    shelf.export([photo])
    assert (shelf.target / "a.jpg").read_bytes() == b"somebody's own"
    assert (shelf.target / "a (3).jpg").read_bytes() == (shelf.photos / "a.jpg").read_bytes()


def test_names_that_differ_only_in_case_or_accents_get_along_on_any_drive(shelf):
    wanted = [shelf.read(name, n) for n, name in enumerate(("é.jpg", "E\u0301.JPG"))]
    shelf.export(wanted)
    assert shelf.there() == sorted(["é.jpg", "E\u0301 (2).JPG"])


def test_names_no_other_drive_could_hold_are_made_valid(shelf):
    wanted = [shelf.read(b"caf\xe9 what?.jpg", 1), shelf.read("aux.jpg", 2)]
    shelf.export(wanted)
    assert shelf.there() == ["_aux.jpg", "caf_ what_.jpg"]


def test_exporting_into_the_folder_of_the_photos_leaves_them_alone(shelf):
    photo = shelf.read("a.jpg")
    before = shelf.originals()
    report = shelf.export([photo], target=shelf.photos)
    assert (report.made, report.existed) == (0, 1)
    assert "in the library once more" in report.notes[0]
    assert shelf.originals() == before


# --- sidecars -----------------------------------------------------------------------------------------


def test_sidecars_come_along_renamed_with_their_photo(shelf, write_sidecar):
    wanted = [shelf.read("a.jpg", 1), shelf.read("b.png", 2)]
    write_sidecar(shelf.photos / "a.jpg.xmp", "full")
    write_sidecar(shelf.photos / "b.xmp", "stem")
    report = shelf.export(wanted, numbered=True)
    assert shelf.there() == ["0001 a.jpg", "0001 a.jpg.xmp", "0002 b.png", "0002 b.xmp"]
    assert b"full" in (shelf.target / "0001 a.jpg.xmp").read_bytes()
    assert report.made == 2


def test_without_sidecars_only_photos_go(shelf, write_sidecar):
    photo = shelf.read("a.jpg")
    write_sidecar(shelf.photos / "a.jpg.xmp", "word")
    shelf.export([photo], sidecars=False)
    assert shelf.there() == ["a.jpg"]


def test_no_photo_comes_to_lie_beside_anothers_sidecar(shelf, write_sidecar):
    shelf.target.mkdir()
    write_sidecar(shelf.target / "a.xmp", "of somebody else")
    shelf.export([shelf.read("a.jpg")])
    assert shelf.there() == ["a (2).jpg", "a.xmp"]


def test_two_photos_of_one_shot_share_their_sidecar(shelf, write_sidecar):
    wanted = [shelf.read("a.jpg", 1), shelf.read("a.png", 2)]
    write_sidecar(shelf.photos / "a.xmp", "both")
    shelf.export(wanted)
    assert shelf.there() == ["a.jpg", "a.png", "a.xmp"]


def test_a_sidecar_that_came_later_is_added_and_one_that_differs_is_left_with_a_word(
    shelf, write_sidecar
):
    photo = shelf.read("a.jpg")
    shelf.export([photo])
    write_sidecar(shelf.photos / "a.jpg.xmp", "first")
    assert shelf.export([photo]).notes == ()
    assert shelf.there() == ["a.jpg", "a.jpg.xmp"]
    write_sidecar(shelf.photos / "a.jpg.xmp", "second")
    report = shelf.export([photo])
    assert report.existed == 1
    assert "its sidecar there is another one" in report.notes[0]
    assert b"first" in (shelf.target / "a.jpg.xmp").read_bytes()


# --- what can't be had --------------------------------------------------------------------------------


def test_photos_that_can_not_be_had_are_left_out_with_reasons(shelf):
    here, gone = shelf.read("here.jpg", 1), shelf.read("gone.jpg", 2)
    (shelf.photos / "gone.jpg").unlink()
    report = shelf.export([gone, PhotoId(999), here])
    assert report.made == 1
    assert dict(report.skipped) == {
        os.fsencode(shelf.photos / "gone.jpg"): "The file is not there (any more).",
        b"#999": FORGOTTEN,
    }


def test_photos_on_a_drive_that_is_away_say_so_also_before_the_library_noticed(shelf):
    photo = shelf.read("a.jpg")
    shelf.photos.rename(shelf.photos.with_name("unplugged"))
    assert [reason for _path, reason in shelf.export([photo]).skipped] == [AWAY]
    shelf.go_offline()
    assert [reason for _path, reason in shelf.export([photo]).skipped] == [AWAY]
    assert not shelf.target.exists()  # nothing came of it, not even a folder


def test_another_copy_of_the_photo_stands_in(shelf):
    photo = shelf.read("a.jpg")
    same = (shelf.photos / "a.jpg").read_bytes()
    (shelf.photos / "copy.jpg").write_bytes(same)
    assert shelf.take_in(os.fsencode(shelf.photos / "copy.jpg")) == photo
    (shelf.photos / "a.jpg").unlink()
    report = shelf.export([photo])
    assert report.made == 1
    assert [path.read_bytes() for path in shelf.target.iterdir()] == [same]


def test_a_file_nobody_may_read_is_left_out(open_folder, make_photo, decoders, without_privileges):
    with closing(Shelf(open_folder, make_photo, decoders)) as shelf:
        wanted = [shelf.read("closed.jpg", 1), shelf.read("open.jpg", 2)]
        shelf.target.mkdir()
        shelf.target.chmod(0o777)
        (shelf.photos / "closed.jpg").chmod(0)
        with without_privileges():
            report = shelf.export(wanted)
        assert report.made == 1
        assert report.skipped[0][1] == "There is no permission to read the file."


def test_a_pipe_in_the_place_of_a_photo_is_not_waited_for(shelf):
    photo = shelf.read("a.jpg")
    (shelf.photos / "a.jpg").unlink()
    os.mkfifo(shelf.photos / "a.jpg")
    assert shelf.export([photo]).skipped[0][1] == "This is not a file (any more)."


# --- targets ------------------------------------------------------------------------------------------


def test_the_librarys_own_folder_is_no_target(shelf):
    photo = shelf.read("a.jpg")
    for inside in (shelf.library.folder, shelf.library.folder / "x"):
        with pytest.raises(PhotoClipError, match="belongs to the library"):
            shelf.export([photo], target=inside)


def test_a_file_is_no_target_and_nothing_is_no_export(shelf, tmp_path):
    photo = shelf.read("a.jpg")
    (tmp_path / "file").write_text("x")
    with pytest.raises(PhotoClipError, match="not a folder"):
        shelf.export([photo], target=tmp_path / "file")
    with pytest.raises(PhotoClipError, match="can't be made"):
        shelf.export([photo], target=tmp_path / "file" / "below")
    with pytest.raises(PhotoClipError, match="nothing to export"):
        shelf.export([])


def test_without_room_nothing_is_begun_and_what_is_there_already_needs_none(shelf, monkeypatch):
    wanted = [shelf.read("a.jpg", 1), shelf.read("b.jpg", 2)]
    shelf.export(wanted)
    monkeypatch.setattr(target_module, "room_left", lambda _folder: 100)
    assert shelf.export(wanted).existed == 2
    elsewhere = shelf.target.with_name("elsewhere")
    with pytest.raises(DiskFullError, match="needs"):
        shelf.export(wanted, target=elsewhere)
    assert not elsewhere.exists()


# --- ending early -------------------------------------------------------------------------------------


def test_progress_goes_from_nothing_to_all(shelf):
    told = []
    wanted = [shelf.read("a.jpg", 1), PhotoId(999), shelf.read("b.jpg", 2)]
    shelf.export(wanted, told=told)
    assert [(one.done, one.total) for one in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_stopping_keeps_what_was_made_and_leaves_nothing_half_made(shelf, monkeypatch):
    wanted = [shelf.read(f"{n}.jpg", n) for n in range(3)]
    token = CancelToken()
    real = export_files._pour

    def pour(original, written, cancel):
        if original.name and len(list(shelf.target.glob("*.jpg"))) == 1:
            token.cancel()  # in the middle of the second file
        return real(original, written, cancel)

    monkeypatch.setattr(export_files, "_pour", pour)
    report = shelf.export(wanted, cancel=token)
    assert report.cancelled
    assert report.made == 1
    assert shelf.there() == ["0.jpg"]


def test_a_disk_that_fills_up_ends_it_with_what_was_made(shelf, monkeypatch):
    wanted = [shelf.read(f"{n}.jpg", n) for n in range(3)]
    rooms = iter([10**9, 0])
    monkeypatch.setattr(export_module, "room_left", lambda _folder: next(rooms))
    report = shelf.export(wanted)
    assert "is full" in report.stopped
    assert report.made == 1
    assert shelf.there() == ["0.jpg"]


def test_a_disk_that_fills_up_in_the_middle_of_a_file_leaves_no_half_of_it(shelf, monkeypatch):
    wanted = [shelf.read(f"{n}.jpg", n) for n in range(3)]
    real = export_files._pour

    def pour(original, written, cancel):
        if list(shelf.target.glob("*.jpg")):
            written.write(original.read(100))
            written.flush()
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(original, written, cancel)

    monkeypatch.setattr(export_files, "_pour", pour)
    report = shelf.export(wanted)
    assert "is full" in report.stopped
    assert (report.made, report.skipped) == (1, ())
    assert shelf.there() == ["0.jpg"]


def test_a_drive_that_is_pulled_out_ends_it(shelf, monkeypatch):
    wanted = [shelf.read(f"{n}.jpg", n) for n in range(2)]
    real = export_files.publish

    def publish(part, place):
        if place.endswith(b"1.jpg"):
            raise OSError(errno.EIO, "Input/output error")
        real(part, place)

    monkeypatch.setattr(export_files, "publish", publish)
    report = shelf.export(wanted)
    assert "Input/output error" in report.stopped
    assert shelf.there() == ["0.jpg"]


def test_a_drive_that_writes_something_else_is_found_out(shelf, monkeypatch):
    photo = shelf.read("a.jpg")
    real = export_files._pour

    def pour(original, written, cancel):
        found = real(original, written, cancel)
        written.seek(20)
        written.write(b"\0")
        return found

    monkeypatch.setattr(export_files, "_pour", pour)
    report = shelf.export([photo])
    assert "reads back as something else" in report.stopped
    assert not shelf.target.exists()


def test_a_file_that_changes_while_it_is_copied_is_left_out(shelf, monkeypatch):
    photo = shelf.read("a.jpg")
    real = export_files._pour

    def pour(original, written, cancel):
        found = real(original, written, cancel)
        with open(shelf.photos / "a.jpg", "ab") as stream:
            stream.write(b"more")
        return found

    monkeypatch.setattr(export_files, "_pour", pour)
    report = shelf.export([photo])
    assert report.skipped[0][1] == "The file was being changed while it was copied."


def test_what_a_killed_export_left_is_swept_away_but_not_what_another_is_writing(shelf):
    shelf.target.mkdir()
    old, new = shelf.target / ".photoclip-1-0.part", shelf.target / ".photoclip-2-0.part"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1_500_000_000, 1_500_000_000))
    shelf.export([shelf.read("a.jpg")])
    assert shelf.there() == [new.name, "a.jpg"]


def test_somebody_else_taking_the_name_meanwhile_loses_nothing(shelf, monkeypatch):
    photo = shelf.read("a.jpg")
    real = export_files.publish

    def publish(part, place):
        if place.endswith(b"/a.jpg"):
            (shelf.target / "a.jpg").write_bytes(b"faster")
        real(part, place)

    monkeypatch.setattr(export_files, "publish", publish)
    assert shelf.export([photo]).made == 1
    assert shelf.there() == ["a (2).jpg", "a.jpg"]
    assert (shelf.target / "a.jpg").read_bytes() == b"faster"


def test_a_file_system_without_links_gets_its_copies_too(shelf, monkeypatch):
    def no_link(*_args, **_options):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(export_files.os, "link", no_link)
    wanted = [shelf.read(f"{folder}/a.jpg", n) for n, folder in enumerate("xy")]
    assert shelf.export(wanted).made == 2
    assert shelf.there() == ["a (2).jpg", "a.jpg"]
