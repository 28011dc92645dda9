from __future__ import annotations

from datetime import datetime

import exiv2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from media_pictures import bag, encoded, scene, write, write_with_tags, xmp_packet

from photoclip.core.types import Metadata
from photoclip.media import embedded
from photoclip.media.embedded import EmbeddedTags, decode_comment, decode_text
from photoclip.media.metadata import reconcile
from photoclip.media.reader import read_metadata_only


def metadata_of(path: bytes) -> Metadata:
    metadata = read_metadata_only(path)
    assert isinstance(metadata, Metadata)
    return metadata


def exif(**tags: str) -> EmbeddedTags:
    return EmbeddedTags(exif={key.replace("_", "."): text for key, text in tags.items()})


def test_exiv2_knows_every_name_that_is_asked_for():
    # the binding ends the process on an unknown name, so this test would not fail but die
    image = exiv2.ImageFactory.open(encoded(scene(16, 16)))
    for key in (*embedded.EXIF_NUMBERS, *embedded.EXIF_TEXTS, *embedded.EXIF_WIDE_TEXTS):
        assert key not in image.exifData()
    for key in (*embedded.IPTC_TEXTS, *embedded.IPTC_DATES):
        assert key not in image.iptcData()
    for name in embedded.XMP_NAMES:
        assert "Xmp." + name.replace(":", ".") not in image.xmpData()


def test_everything_a_camera_writes(tmp_path):
    path = write_with_tags(
        tmp_path / "a.jpg",
        exif={
            "Exif.Image.Make": "Canon",
            "Exif.Image.Model": "Canon EOS 6D  ",
            "Exif.Photo.LensModel": "EF50mm f/1.8",
            "Exif.Photo.DateTimeOriginal": "2024:07:01 18:30:05",
            "Exif.Photo.SubSecTimeOriginal": "25",
            "Exif.Photo.OffsetTimeOriginal": "+02:00",
            "Exif.Photo.ExposureTime": "1/250",
            "Exif.Photo.FNumber": "28/10",
            "Exif.Photo.ISOSpeedRatings": "400",
            "Exif.Photo.FocalLength": "50/1",
            "Exif.GPSInfo.GPSLatitude": "48/1 51/1 3000/100",
            "Exif.GPSInfo.GPSLatitudeRef": "N",
            "Exif.GPSInfo.GPSLongitude": "2/1 21/1 0/1",
            "Exif.GPSInfo.GPSLongitudeRef": "W",
            "Exif.GPSInfo.GPSAltitude": "355/10",
            "Exif.GPSInfo.GPSAltitudeRef": "1",
        },
        iptc=[
            ("Iptc.Envelope.CharacterSet", "\x1b%G"),
            ("Iptc.Application2.Keywords", "café"),
            ("Iptc.Application2.Keywords", "Dog"),
            ("Iptc.Application2.Caption", "from IPTC"),
        ],
        xmp={
            "Xmp.xmp.Rating": "4",
            "Xmp.dc.subject": ["dog", "beach"],
            "Xmp.dc.title": "Title",
            "Xmp.dc.description": "from XMP",
        },
    )
    assert metadata_of(path) == Metadata(
        taken_at=datetime(2024, 7, 1, 18, 30, 5, 250000),
        utc_offset=120,
        camera_make="Canon",
        camera_model="Canon EOS 6D",
        lens="EF50mm f/1.8",
        exposure_time=0.004,
        f_number=2.8,
        iso=400,
        focal_length=50.0,
        latitude=pytest.approx(48.858333, abs=1e-6),
        longitude=pytest.approx(-2.35),
        altitude=-35.5,
        rating=4,
        title="Title",
        caption="from XMP",
        keywords=("dog", "beach", "café"),
    )


def test_a_sidecar_comes_before_what_is_embedded(tmp_path):
    path = write_with_tags(
        tmp_path / "a.jpg",
        exif={"Exif.Photo.DateTimeOriginal": "2001:01:01 00:00:00"},
        xmp={"Xmp.xmp.Rating": "1", "Xmp.dc.subject": ["removed"], "Xmp.dc.title": "kept"},
    )
    packet = xmp_packet(
        bag("dc:subject", "dog")
        + "<exif:DateTimeOriginal>2024-07-01T18:30:05+02:00</exif:DateTimeOriginal>"
        + "<exif:GPSLatitude>47,40.5N</exif:GPSLatitude>"
        + "<exif:GPSLongitude>122.25</exif:GPSLongitude>"
        + "<exif:GPSLongitudeRef>W</exif:GPSLongitudeRef>",
        attributes='xmp:Rating="-1"',
    )
    write(tmp_path / "a.xmp", packet)
    found = metadata_of(path)
    assert (found.rating, found.keywords, found.title) == (-1, ("dog",), "kept")
    assert (found.taken_at, found.utc_offset) == (datetime(2024, 7, 1, 18, 30, 5), 120)
    assert (found.latitude, found.longitude) == (47.675, -122.25)


def test_dates_are_looked_for_in_the_order_of_their_worth():
    original = EmbeddedTags(
        exif={"Exif.Image.DateTime": "2020:01:01 00:00:00"},
        iptc={
            "Iptc.Application2.DateCreated": ("2019-01-01",),
            "Iptc.Application2.TimeCreated": ("12:30:00+01:00",),
        },
        xmp={"xmp:CreateDate": ("2018-01-01",)},
    )
    assert reconcile(original, {}).taken_at == datetime(2018, 1, 1)
    without_xmp = EmbeddedTags(original.exif, original.iptc)
    assert reconcile(without_xmp, {}).taken_at == datetime(2019, 1, 1, 12, 30)
    assert reconcile(without_xmp, {}).utc_offset == 60
    only_changed = EmbeddedTags(original.exif)
    assert reconcile(only_changed, {}).taken_at == datetime(2020, 1, 1)
    digitized = {"Exif.Photo.DateTimeDigitized": "2017:01:01 00:00:00"}
    zeros = {"Exif.Photo.DateTimeOriginal": "0000:00:00 00:00:00", **digitized}
    assert reconcile(EmbeddedTags(zeros), {}).taken_at == datetime(2017, 1, 1)


def test_an_offset_told_only_in_xmp_completes_the_same_second():
    tags = EmbeddedTags(
        exif={"Exif.Photo.DateTimeOriginal": "2024:07:01 18:30:05"},
        xmp={"photoshop:DateCreated": ("2024-07-01T18:30:05.120+02:00",)},
    )
    found = reconcile(tags, {})
    assert (found.taken_at, found.utc_offset) == (datetime(2024, 7, 1, 18, 30, 5, 120000), 120)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        *(("0/0 0/0 0/0", "0/0 0/0 0/0"), ("0/1 0/1 0/1", "0/1 0/1 0/1")),
        *(("213/1 0/1 0/1", "10/1 0/1 0/1"), ("48/1 0/1 0/1", ""), ("nan", "nan"), ("a b c", "")),
    ],
)
def test_impossible_positions_are_dropped(latitude, longitude):
    tags = exif(Exif_GPSInfo_GPSLatitude=latitude, Exif_GPSInfo_GPSLongitude=longitude)
    found = reconcile(tags, {})
    assert (found.latitude, found.longitude) == (None, None)


@pytest.mark.parametrize(
    ("xmp", "rating"),
    [
        ({"xmp:Rating": ("3",)}, 3),
        ({"xmp:Rating": ("-1",)}, -1),
        ({"xmp:Rating": ("0",)}, 0),
        ({"xmp:Rating": ("17",)}, 5),
        ({"xmp:Rating": ("lots",)}, None),
        ({"MicrosoftPhoto:Rating": ("99",)}, 5),
        ({"MicrosoftPhoto:Rating": ("1",)}, 1),
        ({"MicrosoftPhoto:Rating": ("50",)}, 3),
    ],
)
def test_ratings(xmp, rating):
    assert reconcile(EmbeddedTags(xmp=xmp), {}).rating == rating


def test_keywords_of_all_programs_are_one_set():
    tags = EmbeddedTags(
        exif={"Exif.Image.XPKeywords": "Windows;dog\0"},
        iptc={"Iptc.Application2.Keywords": ("DOG", "iptc")},
        xmp={
            "dc:subject": ("dog", " ", "France"),
            "lr:hierarchicalSubject": ("Places|Europe|France", "Places|Europe|Italy"),
            "digiKam:TagsList": ("People/Anna", "_Digikam_Internal_Tags_/Color Label None"),
        },
    )
    assert reconcile(tags, {}).keywords == ("dog", "France", "Italy", "Anna", "iptc", "Windows")


@pytest.mark.parametrize(
    "text",
    ["OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "", "  ", "DCIM\\100MEDIA\\DJI.JPG", "Acme"],
)
def test_what_cameras_write_by_themselves_is_no_caption(text):
    tags = exif(Exif_Image_ImageDescription=text, Exif_Image_Make="ACME")
    assert reconcile(tags, {}).caption is None


def test_unusable_lens_names_are_passed_over():
    tags = EmbeddedTags({"lens": "Unknown (255)"}, xmp={"aux:Lens": ("24-105mm",)})
    assert reconcile(tags, {}).lens == "24-105mm"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"caf\xc3\xa9\0", "café"),
        (b"caf\xe9", "café"),
        (b"\x93quoted\x94", "“quoted”"),
        (b"", ""),
    ],
)
def test_text_without_a_named_encoding(raw, text):
    assert decode_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"ASCII\0\0\0hello", "hello"),
        (b"UNICODE\0" + "été".encode("utf-16-le"), "été"),
        (b"UNICODE\0" + "été".encode("utf-16-be"), "été"),
        (b"UNICODE\0\xff\xfe" + "été".encode("utf-16-le"), "été"),
        (b"\0\0\0\0\0\0\0\0hello", "hello"),
        (b"", ""),
    ],
)
def test_user_comments_name_their_encoding(raw, text):
    assert decode_comment(raw) == text


@given(st.text())
def test_any_text_ends_clean_and_storable(text):
    tags = EmbeddedTags(xmp={"dc:title": (text,), "dc:subject": (text,), "dc:description": (text,)})
    found = reconcile(tags, {})
    for value in (found.title, found.caption, *found.keywords):
        if value is not None:
            assert value == value.strip() != ""
            assert "\0" not in value
            value.encode("utf-8")


def test_damaged_blocks_are_as_good_as_missing(tmp_path):
    write_with_tags(tmp_path / "a.jpg", exif={"Exif.Image.Make": "Canon"})
    data = bytearray((tmp_path / "a.jpg").read_bytes())
    at = data.find(b"Exif\0\0") + 10
    data[at : at + 8] = b"\xff" * 8
    assert metadata_of(write(tmp_path / "b.jpg", bytes(data))) == Metadata()
