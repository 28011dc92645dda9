from __future__ import annotations

import os
import re
import zlib

import pytest

from photoclip.core.cancel import CancelToken
from photoclip.core.errors import PhotoClipError
from photoclip.core.exports import ExportKind
from photoclip.core.types import PhotoId
from photoclip.exporting.originals import AWAY
from photoclip.media.thumbnails import ThumbnailCache
from photoclip.store.places import content

SHEET = ExportKind.SHEET


def pages(path) -> int:
    return path.read_bytes().count(b"/Type /Page ")


def words(path) -> str:
    """The text a viewer's search finds."""
    found = []
    for packed in re.findall(
        rb"/FlateDecode >>\nstream\n(.*?)\nendstream", path.read_bytes(), re.S
    ):
        content = zlib.decompress(packed)
        found += re.findall(rb"\((.*?[^\\])\) Tj", content)
    return " ".join(one.decode("cp1252") for one in found)


def test_a_sheet_has_every_photo_with_its_name_in_order(shelf, tmp_path):
    wanted = [shelf.read(f"{name}.jpg", n) for n, name in enumerate("cab")]
    before = shelf.originals()
    place = tmp_path / "sheet.pdf"
    report = shelf.export(wanted, SHEET, target=place, columns=2, rows=1, title="Sommer (Köln)")
    assert (report.made, report.skipped, report.notes) == (3, (), ())
    assert report.target == os.fsencode(place)
    assert report.byte_size == place.stat().st_size
    assert place.read_bytes().startswith(b"%PDF-")
    assert pages(place) == 2
    found = words(place)
    assert [found.index(name) for name in ("c.jpg", "a.jpg", "b.jpg")] == sorted(
        found.index(name) for name in ("c.jpg", "a.jpg", "b.jpg")
    )
    assert r"Sommer \(Köln\)" in found
    assert shelf.originals() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_pictures_are_drawn_for_print_not_taken_from_thumbnails(shelf, tmp_path):
    photo = shelf.read("a.jpg", size=(3000, 2000))
    place = tmp_path / "sheet.pdf"
    shelf.export([photo], SHEET, target=place, columns=1, rows=1)
    widths = [
        int(found)
        for found in re.findall(rb"/Width (\d+) [^>]*?/Filter /DCTDecode", place.read_bytes())
    ]
    assert len(widths) == 1
    assert widths[0] > 2000


def test_the_ending_is_added_and_a_name_that_is_taken_is_left_alone(shelf, tmp_path):
    photo = shelf.read("a.jpg")
    (tmp_path / "sheet.pdf").write_bytes(b"somebody's own")
    report = shelf.export([photo], SHEET, target=tmp_path / "sheet")
    assert report.target == os.fsencode(tmp_path / "sheet (2).pdf")
    assert (tmp_path / "sheet.pdf").read_bytes() == b"somebody's own"
    again = shelf.export([photo], SHEET, target=tmp_path / "sheet")
    assert (again.made, again.existed) == (0, 1)  # the same sheet is there already


def test_photos_on_a_drive_that_is_away_are_shown_small_with_a_word(shelf, tmp_path):
    photo = shelf.read("a.jpg", size=(600, 400))
    shelf.photos.rename(tmp_path / "unplugged")
    before = shelf.export([photo], SHEET, target=tmp_path / "before the library noticed.pdf")
    shelf.go_offline()
    after = shelf.export([photo], SHEET, target=tmp_path / "after.pdf")
    for report in (before, after):
        assert report.made == 1
        assert "small picture" in report.notes[0]


def test_what_can_not_be_drawn_is_left_out_and_takes_no_place(shelf, tmp_path):
    wanted = [shelf.read("a.jpg", 1), PhotoId(99), shelf.read("b.jpg", 2), shelf.read("c.jpg", 3)]
    (shelf.photos / "b.jpg").write_bytes(b"no photo any more")
    report = shelf.export(wanted, SHEET, target=tmp_path / "s.pdf", columns=1, rows=1)
    assert report.made == 2
    assert pages(tmp_path / "s.pdf") == 2
    assert [os.path.basename(path) for path, _reason in report.skipped] == [b"#99", b"b.jpg"]


def test_nothing_to_draw_makes_no_file(shelf, tmp_path):
    photo = shelf.read("a.jpg")
    shelf.photos.rename(tmp_path / "unplugged")
    ThumbnailCache(shelf.library.thumbnails).remove(content(shelf.library, photo).digest)
    report = shelf.export([photo], SHEET, target=tmp_path / "new" / "s.pdf")
    assert report.made == 0
    assert report.skipped[0][1] == AWAY
    assert not (tmp_path / "new").exists()


def test_names_no_font_has_are_never_boxes(shelf, tmp_path, monkeypatch):
    from photoclip.media import lettering

    monkeypatch.setattr(lettering, "font_folders", lambda: [])
    photo = shelf.read("日本.jpg")
    report = shelf.export([photo], SHEET, target=tmp_path / "s.pdf", title="日本")
    assert "No font on this computer" in report.notes[0]
    assert "日本.jpg" in report.notes[0]


def test_stopping_leaves_no_sheet(shelf, tmp_path):
    wanted = [shelf.read(f"{n}.jpg", n) for n in range(3)]
    token = CancelToken()

    class Told(list):
        def append(self, progress):
            super().append(progress)
            if progress.done == 1:
                token.cancel()

    report = shelf.export(wanted, SHEET, target=tmp_path / "o" / "s.pdf", told=Told(), cancel=token)
    assert report.cancelled
    assert report.made == 0
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("cells", [(0, 1), (1, 0), (13, 1), (1, 17)])
def test_a_page_has_a_sensible_number_of_cells(shelf, tmp_path, cells):
    photo = shelf.read("a.jpg")
    with pytest.raises(PhotoClipError, match="A page can't have"):
        shelf.export([photo], SHEET, target=tmp_path / "s.pdf", columns=cells[0], rows=cells[1])


def test_a_folder_is_no_sheet(shelf, tmp_path):
    with pytest.raises(PhotoClipError, match="is a folder"):
        shelf.export([shelf.read("a.jpg")], SHEET, target=tmp_path)


def test_a_title_of_any_length_and_kind_does_no_harm(shelf, tmp_path):
    photo = shelf.read("a.jpg")
    for n, title in enumerate(("x" * 10_000, "(((\\", "a\nb\x00\u202e", "🏖" * 50, "مرحبا")):
        report = shelf.export([photo], SHEET, target=tmp_path / f"{n}.pdf", title=title)
        assert report.made == 1, title
