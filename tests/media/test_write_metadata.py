from __future__ import annotations

import io
import os
import shutil
import struct
import sys

import exiv2
import numpy as np
import pytest
from media_pictures import bag, encoded, scene, write, write_with_tags, xmp_packet
from PIL import Image

from photoclip.core.types import FileStamp
from photoclip.media.exiv2_fields import read_fields
from photoclip.media.identity import hash_bytes
from photoclip.media.iptc_edit import UnreadableIptc, change_iptc, parse_iptc, with_iptc
from photoclip.media.jpeg_parts import exif_of, photoshop_of, with_segments
from photoclip.media.reader import read_metadata_only
from photoclip.media.write_metadata import describe, write_metadata
from photoclip.media.write_request import (
    RefusalKind,
    Target,
    Wanted,
    WriteRefusal,
    WriteRequest,
    WriteResult,
    sidecar_to_write,
)

WANTED = Wanted(("Dog", "Straße"), ("Animals/Dog",), 4, "A title", "Two\nlines: é")


def into_file(path, wanted=WANTED, **options):
    return write_metadata(WriteRequest(path, Target.FILE, wanted, **options))


def into_sidecar(path, wanted=WANTED, **options):
    return write_metadata(WriteRequest(path, Target.SIDECAR, wanted, **options))


def content(path) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def pixels(data: bytes) -> list[np.ndarray]:
    image = Image.open(io.BytesIO(data))
    frames = []
    for number in range(getattr(image, "n_frames", 1)):
        image.seek(number)
        frames.append(np.asarray(image.convert("RGBA")))
    return frames


def frames(count: int) -> list[Image.Image]:
    return [scene(32, 24, seed=number) for number in range(count)]


PICTURES = {
    "jpeg.jpg": lambda: encoded(scene(64, 48)),
    "progressive.jpg": lambda: encoded(scene(64, 48), progressive=True),
    "mpo.jpg": lambda: encoded(frames(2)[0], "MPO", save_all=True, append_images=frames(2)[1:]),
    "png.png": lambda: encoded(scene(64, 48), "PNG"),
    "animated.png": lambda: encoded(
        frames(3)[0], "PNG", save_all=True, append_images=frames(3)[1:], duration=50
    ),
    "lossy.webp": lambda: encoded(scene(64, 48), "WEBP"),
    "lossless.webp": lambda: encoded(scene(64, 48), "WEBP", lossless=True),
    "alpha.webp": lambda: encoded(scene(64, 48).convert("RGBA"), "WEBP", lossless=True),
    "animated.webp": lambda: encoded(
        frames(3)[0], "WEBP", save_all=True, append_images=frames(3)[1:], duration=50
    ),
    "plain.tif": lambda: encoded(scene(64, 48), "TIFF"),
    "packed.tif": lambda: encoded(scene(64, 48), "TIFF", compression="tiff_lzw"),
    "pages.tif": lambda: encoded(frames(3)[0], "TIFF", save_all=True, append_images=frames(3)[1:]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_written_read_back_and_restored_in_every_format(tmp_path, name):
    data = PICTURES[name]()
    path = write(tmp_path / name, data)
    result = into_file(path)
    assert isinstance(result, WriteResult), result
    assert result.changes
    after = content(path)
    assert result.content_hash == hash_bytes(after)
    assert result.stamp == FileStamp(len(after), os.stat(path).st_mtime_ns)
    metadata = read_metadata_only(path)
    assert metadata.keywords == ("Dog", "Straße")
    assert (metadata.rating, metadata.title) == (4, "A title")
    assert metadata.caption == "Two\nlines: é"
    for one, other in zip(pixels(data), pixels(after), strict=True):
        assert np.array_equal(one, other)
    again = into_file(path)
    assert isinstance(again, WriteResult)
    assert (again.changes, again.stamp, again.content_hash) == ((), result.stamp, hash_bytes(after))
    restored = write_metadata(WriteRequest(path, Target.FILE, restore=result.before))
    assert isinstance(restored, WriteResult), restored
    assert read_fields(content(path)) == {}
    if not name.endswith(("tif", "webp")):  # there a few bytes stay that nobody uses
        assert content(path) == data


def test_a_jpeg_with_everything_loses_nothing(tmp_path):
    path = write_with_tags(
        tmp_path / "a.jpg",
        exif={
            "Exif.Image.Make": "Canon",
            "Exif.Image.ImageDescription": "old words",
            "Exif.Photo.UserComment": "charset=Ascii note",
            "Exif.Image.Rating": "2",
            "Exif.GPSInfo.GPSLatitudeRef": "N",
        },
        iptc=[
            ("Iptc.Application2.Keywords", "old"),
            ("Iptc.Application2.City", "Köln"),
            ("Iptc.Application2.ObjectName", "old title"),
        ],
        xmp={"Xmp.dc.subject": ["old", "Dog"], "Xmp.photoshop.City": "Köln"},
    )
    before = read_fields(content(path))
    result = into_file(path)
    assert isinstance(result, WriteResult), result
    image = exiv2.ImageFactory.open(content(path))
    image.readMetadata()
    assert image.exifData()["Exif.Image.Make"].toString() == "Canon"
    assert image.exifData()["Exif.Image.Rating"].toString() == "4"
    assert image.exifData()["Exif.Image.ImageDescription"].toString() == "Two\nlines: é"
    assert image.exifData()["Exif.Photo.UserComment"].toString() == "charset=Ascii note"
    assert image.xmpData()["Xmp.photoshop.City"].toString() == "Köln"
    assert [d.toString() for d in image.iptcData() if d.key().endswith("City")] == ["Köln"]
    write_metadata(WriteRequest(path, Target.FILE, restore=result.before))
    assert read_fields(content(path)) == before


def test_exif_is_changed_in_place_and_a_cameras_notes_stay_where_they_are(tmp_path):
    path = write_with_tags(
        tmp_path / "a.jpg", exif={"Exif.Image.ImageDescription": "short", "Exif.Image.Make": "X"}
    )
    old = exif_of(content(path))
    into_file(path, Wanted(caption="a caption that is much longer than the old one"))
    new = exif_of(content(path))
    assert old is not None
    assert new is not None
    # but for the one row of the directory nothing moved; the words are at the end
    assert len(new) > len(old)
    assert sum(a != b for a, b in zip(old, new, strict=False)) <= 8


def test_latin_1_iptc_becomes_utf_8_and_says_so(tmp_path):
    path = write_with_tags(tmp_path / "a.jpg", iptc=[("Iptc.Application2.City", "K")])
    data = content(path)
    at = data.index(b"\x1c\x02\x5a\x00\x01K")
    write(tmp_path / "a.jpg", data[: at + 5] + b"\xd6" + data[at + 6 :])
    into_file(path, Wanted(keywords=("plain",)))
    assert b"\x1b%G" not in content(path)
    into_file(path, Wanted(keywords=("plain", "für")))
    image = exiv2.ImageFactory.open(content(path))
    image.readMetadata()
    found = {datum.key(): datum.toString() for datum in image.iptcData()}
    assert found["Iptc.Envelope.CharacterSet"] == "\x1b%G"
    assert found["Iptc.Application2.City"] == "Ö"


def test_photoshops_resources_stay_and_its_digest_is_right():
    others = b"8BIM\x03\xed\x00\x00\x00\x00\x00\x03abc\x00"
    digest = b"8BIM\x04\x25\x00\x00\x00\x00\x00\x10" + bytes(16)
    block = change_iptc(b"", {"Iptc.Application2.Keywords": ("Dog",)})
    changed = with_iptc(others + digest, block)
    assert changed.startswith(others)
    assert bytes(16) not in changed
    assert block in changed
    assert with_iptc(changed, b"") == others


def test_iptc_data_sets_of_any_length_are_kept():
    long = b"\x1c\x02\x78\x80\x04" + struct.pack(">I", 40_000) + b"q" * 40_000
    block = change_iptc(long, {"Iptc.Application2.Keywords": ("a",)})
    assert parse_iptc(block) == [(2, 25, b"a"), (2, 120, b"q" * 40_000)]
    for damaged in (b"\x1c\x02", b"\x1c\x02\x19\x00\x09abc", b"junk", b"\0\0x"):
        with pytest.raises(UnreadableIptc):
            parse_iptc(damaged)


def test_nothing_is_made_where_nothing_is_wanted(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    for target in Target:
        result = write_metadata(WriteRequest(path, target, Wanted((), (), None, None, None)))
        assert isinstance(result, WriteResult)
        assert result.changes == ()
    assert os.listdir(tmp_path) == ["a.jpg"]


def test_a_dry_run_says_what_would_change_and_changes_nothing(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    data = content(path)
    dry = [write_metadata(WriteRequest(path, target, WANTED, dry=True)) for target in Target]
    assert content(path) == data
    assert os.listdir(tmp_path) == ["a.jpg"]
    real = [write_metadata(WriteRequest(path, target, WANTED)) for target in Target]
    assert [one.changes for one in dry] == [one.changes for one in real]


@pytest.mark.parametrize("kind", ["GIF", "BMP", "JPEG2000"])
def test_other_formats_get_a_sidecar_only(tmp_path, kind):
    path = write(tmp_path / f"a.{kind.lower()}", encoded(scene(64, 48), kind))
    data = content(path)
    result = into_file(path)
    assert isinstance(result, WriteRefusal)
    assert result.kind is RefusalKind.UNSUPPORTED
    assert "sidecar" in result.reason
    assert not result.again
    assert content(path) == data
    assert isinstance(into_sidecar(path), WriteResult)


def test_a_file_that_changed_since_it_was_looked_at_stays(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    result = into_file(path, expect=FileStamp(1, 1))
    assert isinstance(result, WriteRefusal)
    assert result.kind is RefusalKind.CHANGED
    description = describe(path)
    assert isinstance(into_file(path, expect=description.file.stamp), WriteResult)
    assert isinstance(into_sidecar(path, expect=None), WriteResult)
    result = into_sidecar(path, Wanted(rating=1), expect=None)
    assert isinstance(result, WriteRefusal)
    assert result.kind is RefusalKind.CHANGED


def test_what_is_away_can_be_tried_again(tmp_path):
    for target in Target:
        result = write_metadata(WriteRequest(bytes(tmp_path / "gone.jpg"), target, WANTED))
        assert isinstance(result, WriteRefusal)
        assert result.kind is RefusalKind.AWAY
        assert result.again
    assert os.listdir(tmp_path) == []


def test_read_only_files_stay(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    os.chmod(path, 0o444)
    result = into_file(path)
    assert isinstance(result, WriteRefusal)
    assert result.kind is RefusalKind.READ_ONLY
    assert describe(path).unwritable == result.reason


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_a_link_stays_one_and_its_file_is_written_unless_it_is_elsewhere(tmp_path):
    inside, outside = tmp_path / "photos", tmp_path / "elsewhere"
    inside.mkdir()
    outside.mkdir()
    real = write(outside / "a.jpg", encoded(scene(64, 48)))
    link = inside / "link.jpg"
    link.symlink_to("../elsewhere/a.jpg")
    data = content(real)
    refused = into_file(bytes(link), root=bytes(inside))
    assert isinstance(refused, WriteRefusal)
    assert content(real) == data
    assert isinstance(into_file(bytes(link)), WriteResult)
    assert link.is_symlink()
    assert content(real) != data
    assert sorted(os.listdir(inside)) == ["link.jpg"]


def test_the_first_original_and_the_times_are_kept(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    data = content(path)
    os.utime(path, ns=(5_000_000_000, 6_000_000_000))
    into_file(path, keep_original=True)
    result = into_file(path, Wanted(rating=1), keep_original=True)
    assert isinstance(result, WriteResult)
    assert result.stamp is not None
    assert result.stamp.mtime_ns == 6_000_000_000
    assert content(path + b".original") == data
    later = into_file(path, Wanted(rating=2), keep_times=False)
    assert isinstance(later, WriteResult)
    assert later.stamp is not None
    assert later.stamp.mtime_ns > 6_000_000_000


def test_more_text_than_a_jpeg_can_hold_is_refused(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    data = content(path)
    result = into_file(path, Wanted(keywords=tuple(f"{n:04}" + "ä" * 200 for n in range(400))))
    assert isinstance(result, WriteRefusal)
    assert content(path) == data
    assert os.listdir(tmp_path) == ["a.jpg"]


def test_damaged_xmp_is_not_thrown_away(tmp_path):
    path = write(tmp_path / "a.jpg", with_segments(encoded(scene(64, 48)), xmp=b"<x:xmpmeta><half"))
    data = content(path)
    result = into_file(path)
    assert isinstance(result, WriteRefusal)
    assert result.kind is RefusalKind.DAMAGED
    assert content(path) == data


def test_what_follows_the_picture_stays(tmp_path):
    for name in ("a.jpg", "b.png", "c.webp"):
        kind = {"a.jpg": "JPEG", "b.png": "PNG", "c.webp": "WEBP"}[name]
        path = write(tmp_path / name, encoded(scene(64, 48), kind) + b"a film follows")
        assert isinstance(into_file(path), WriteResult), name
        assert content(path).endswith(b"a film follows")


# Sidecars


def test_a_new_sidecar_has_the_full_name_and_is_taken_back_by_undoing(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    result = into_sidecar(path)
    assert isinstance(result, WriteResult)
    assert (result.written_path, result.created) == (path + b".xmp", True)
    assert read_metadata_only(path).keywords == ("Dog", "Straße")
    image = exiv2.ImageFactory.open(os.fsdecode(path + b".xmp"))
    image.readMetadata()
    assert image.xmpData()["Xmp.xmp.Rating"].toString() == "4"
    assert isinstance(into_sidecar(path, Wanted(rating=4)), WriteResult)
    undo = WriteRequest(path, Target.SIDECAR, restore=result.before, remove_empty=True)
    assert isinstance(write_metadata(undo), WriteResult)
    assert os.listdir(tmp_path) == ["a.jpg"]


def test_a_sidecar_that_somebody_added_to_is_not_removed(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    result = into_sidecar(path)
    data = content(path + b".xmp")
    write(
        tmp_path / "a.jpg.xmp", data.replace(b"<dc:title>", b"<xmp:Label>x</xmp:Label><dc:title>")
    )
    write_metadata(WriteRequest(path, Target.SIDECAR, restore=result.before, remove_empty=True))
    assert b"<xmp:Label>x</xmp:Label>" in content(path + b".xmp")
    assert b"dc:title" not in content(path + b".xmp")


def test_other_programs_sidecars_keep_what_is_theirs(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    theirs = xmp_packet(
        '<darktable:history xmlns:darktable="http://darktable.sf.net/"><rdf:Seq><rdf:li '
        'darktable:num="0" darktable:operation="exposure"/></rdf:Seq></darktable:history>'
        + bag("dc:subject", "old"),
        attributes='xmp:Rating="1"',
    )
    write(tmp_path / "a.jpg.xmp", theirs)
    result = into_sidecar(path)
    assert isinstance(result, WriteResult)
    assert not result.created
    ours = content(path + b".xmp")
    start = theirs.index(b"<darktable:history")
    end = theirs.index(b"</darktable:history>")
    assert theirs[start:end] in ours
    write_metadata(WriteRequest(path, Target.SIDECAR, restore=result.before, remove_empty=True))
    assert content(path + b".xmp") == theirs


def test_the_short_name_is_used_where_it_is_this_photos_alone(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    assert sidecar_to_write(path) == path + b".xmp"
    short = write(tmp_path / "a.xmp", xmp_packet(""))
    assert sidecar_to_write(path) == short
    write(tmp_path / "a.cr2", b"x")
    assert sidecar_to_write(path) == path + b".xmp"
    os.unlink(tmp_path / "a.cr2")
    write(tmp_path / "a.jpg.xmp", xmp_packet(""))
    assert sidecar_to_write(path) == path + b".xmp"


@pytest.mark.parametrize("damaged", [b"<half", b"x" * (5 << 20), b"\xff\xfe\x00\xd8"])
def test_damaged_sidecars_stay(tmp_path, damaged):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    write(tmp_path / "a.jpg.xmp", damaged)
    result = into_sidecar(path)
    assert isinstance(result, WriteRefusal)
    assert result.kind is RefusalKind.DAMAGED
    assert content(path + b".xmp") == damaged


def test_an_empty_sidecar_is_filled(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    write(tmp_path / "a.jpg.xmp", b"")
    assert isinstance(into_sidecar(path), WriteResult)
    assert read_metadata_only(path).rating == 4


# Describing


def test_file_and_sidecar_are_described_apart(tmp_path):
    path = write_with_tags(
        tmp_path / "a.jpg",
        exif={"Exif.Image.ImageDescription": "in the file"},
        xmp={"Xmp.dc.subject": ["Cat"], "Xmp.lr.hierarchicalSubject": ["Animals|Cat"]},
    )
    write(tmp_path / "a.jpg.xmp", xmp_packet(bag("dc:subject", "Dog"), attributes='xmp:Rating="5"'))
    found = describe(path)
    assert found.file.described.keywords == ("Cat",)
    assert found.file.described.paths == ("Animals/Cat",)
    assert found.file.described.caption == "in the file"
    assert found.file.fields["Xmp.lr.hierarchicalSubject"] == ("Animals|Cat",)
    assert found.sidecar is not None
    assert found.sidecar.described.keywords == ("Dog",)
    assert found.sidecar.described.rating == 5
    assert found.sidecar.described.caption is None
    assert found.sidecar_path == path + b".xmp"
    assert found.unwritable == ""


def test_describing_says_what_can_not_be_written(tmp_path):
    path = write(tmp_path / "a.gif", encoded(scene(64, 48), "GIF"))
    assert "sidecar" in describe(path).unwritable
    assert describe(path).sidecar is None
    gone = describe(bytes(tmp_path / "gone.jpg"))
    assert isinstance(gone, WriteRefusal)


def test_other_peoples_files_are_written_or_left(tmp_path, test_data):
    """Never half, never by accident, whatever is in the file."""
    for folder, _, names in os.walk(test_data / "odd"):
        for name in names:
            source, path = os.path.join(folder, name), bytes(tmp_path / name)
            shutil.copyfile(source, path)
            result = into_file(path)
            if isinstance(result, WriteRefusal):
                assert content(path) == content(source), source
                assert result.reason.endswith("."), source
            else:
                again = into_file(path)
                assert isinstance(again, WriteResult), source
                assert again.changes == (), source
            os.unlink(path)
    assert os.listdir(tmp_path) == []


def test_photoshop_of_a_plain_jpeg_is_empty():
    assert photoshop_of(encoded(scene(64, 48))) == b""


def test_a_keyword_too_long_for_iptc_is_read_back_once(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    long = "Straße " * 15 + "end"
    into_file(path, Wanted(keywords=(long, "Dog")))
    assert read_fields(content(path))["Iptc.Application2.Keywords"][0] != long
    assert read_metadata_only(path).keywords == (long, "Dog")
