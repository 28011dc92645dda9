from __future__ import annotations

import pytest
from media_pictures import encoded, quarters, scene

from photoclip.core.types import FailureKind
from photoclip.media.formats import (
    FORMATS,
    TYPE_ALIASES,
    foreign_content,
    format_named,
    is_photo_name,
    sniff,
)


@pytest.mark.parametrize(
    "name",
    [b"a.jpg", b"A.JPEG", b"dir/b.HeIc", b"x.cr2", b"caf\xe9.png", b"a.b.jp2", b".hidden.jpg"],
)
def test_photo_names_are_known_by_extension_in_any_case(name):
    assert is_photo_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *(b"a.txt", b"jpg", b"photo", b"a.jpg.part", b".syncthing.a.jpg.tmp", b"a.xmp", b"a.psd"),
        *(b"._IMG_1.jpg", b"folder.jpg/._a.jpg", b"a.mp4", b""),
    ],
)
def test_unfinished_and_foreign_names_are_no_photos(name):
    assert not is_photo_name(name)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("GIF", "gif")),
        *(("TIFF", "tiff"), ("BMP", "bmp"), ("JPEG2000", "jpeg2000")),
    ],
)
def test_content_tells_the_format_whatever_the_name(kind, name):
    found = sniff(encoded(quarters(16, 16), kind), b"wrong.png")
    assert found is format_named(name)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "heif"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0avifmiaf", "avif"),
        (b"\0\0\0\x18ftypcrx \0\0\0\1crx isom", "raw"),
        (b"FUJIFILMCCD-RAW 0201", "raw"),
        (b"II*\0\x10\0\0\0CR\2\0", "raw"),
    ],
)
def test_container_brands_and_raw_magics(head, name):
    found = sniff(head)
    assert found is not None
    assert found.name == name


def test_a_tiff_is_raw_if_its_name_or_its_tags_say_so():
    plain = encoded(scene(16, 16), "TIFF")
    dng = encoded(scene(16, 16), "TIFF", tiffinfo={50706: b"\1\4\0\0"})
    assert sniff(plain, b"a.tif") is format_named("tiff")
    assert sniff(plain, b"a.NEF") is format_named("raw")
    assert sniff(dng, b"a.tif") is format_named("raw")


@pytest.mark.parametrize(
    ("head", "kind", "words"),
    [
        (b"<!DOCTYPE html><html>", FailureKind.NOT_A_PHOTO, "This is a web page, not a picture."),
        (b"hello\nworld\n", FailureKind.NOT_A_PHOTO, "This is a text, not a picture."),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", FailureKind.NOT_A_PHOTO, "a video"),
        (b"\x1a\x45\xdf\xa3", FailureKind.NOT_A_PHOTO, "a video"),
        (b"PK\x03\x04", FailureKind.NOT_A_PHOTO, "a ZIP archive"),
        (b"8BPS\0\1", FailureKind.UNSUPPORTED, "a Photoshop document"),
        (b"%!PS-Adobe", FailureKind.UNSUPPORTED, "PostScript"),
        (b'<?xml version="1.0"?><svg>', FailureKind.UNSUPPORTED, "an SVG drawing"),
        (b"\0" * 100, FailureKind.DAMAGED, "nothing but zeros"),
        (b"\xff\xd8", FailureKind.DAMAGED, "ends after its first few bytes"),
        (b"\x01\x02\x03random", FailureKind.NOT_A_PHOTO, "not a picture in a format"),
    ],
)
def test_other_content_is_called_by_its_name(head, kind, words):
    assert sniff(head) is None
    found, reason = foreign_content(head)
    assert found is kind
    assert words in reason


def test_every_extension_belongs_to_one_format_and_aliases_to_real_ones():
    extensions = [ext for photo_format in FORMATS for ext in photo_format.extensions]
    assert len(extensions) == len(set(extensions))
    assert {format_named(name).name for name in TYPE_ALIASES.values()} <= {f.name for f in FORMATS}
