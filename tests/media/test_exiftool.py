"""What was written, read by a second tool: exiftool, which shares no code with Exiv2 or with us."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from media_pictures import bag, encoded, scene, write, xmp_packet

from photoclip.media.write_metadata import write_metadata
from photoclip.media.write_request import Target, Wanted, WriteRefusal, WriteRequest, WriteResult

EXIFTOOL = shutil.which("exiftool")
pytestmark = pytest.mark.skipif(
    EXIFTOOL is None, reason="exiftool is not installed (Debian: libimage-exiftool-perl)"
)

WANTED = Wanted(("Dog", "Straße", "Sea"), ("Animals/Dog",), 4, "Title é", "Two\nlines: ü")

ALWAYS = {
    "XMP-dc:Subject": ["Dog", "Straße", "Sea"],
    "XMP-lr:HierarchicalSubject": ["Animals|Dog", "Straße", "Sea"],
    "XMP-digiKam:TagsList": ["Animals/Dog", "Straße", "Sea"],
    "XMP-microsoft:LastKeywordXMP": ["Animals/Dog", "Straße", "Sea"],
    "XMP-xmp:Rating": 4,
    "XMP-dc:Title": "Title é",
    "XMP-dc:Description": "Two\nlines: ü",
}
"""What every written file says, whatever it is."""

WHERE_THERE = {
    "IPTC:Keywords": ["Dog", "Straße", "Sea"],
    "IPTC:ObjectName": "Title é",
    "IPTC:Caption-Abstract": "Two\nlines: ü",
    "IFD0:ImageDescription": "Two\nlines: ü",
    "IFD0:XPComment": "Two\nlines: ü",
    "IFD0:XPTitle": "Title é",
    "IFD0:XPKeywords": "Dog;Straße;Sea",
    "IFD0:Rating": 4,
    "IFD0:RatingPercent": 75,
    "XMP-microsoft:RatingPercent": 75,
}
"""What else is ours, where a file has it already (IPTC's keywords: where its format can)."""

FOLLOWS = {
    "IPTC:CodedCharacterSet",  # says UTF-8 since something was written that is not ASCII
    "Photoshop:IPTCDigest",  # a checksum over IPTC, kept right
    "XMP-x:XMPToolkit",  # who made a packet that wasn't there
}
"""What changes along with ours."""

COMPUTED = {
    "SourceFile",
    "ExifTool:Warning",
    "File:CurrentIPTCDigest",
    # places in the file as exiftool counts them, from its beginning
    "IFD1:ThumbnailOffset",
    "Canon:PreviewImageStart",
    "Olympus:PreviewImageStart",
}

DAMAGED = {
    # these two files hold rows that point into other parts of EXIF, and show whatever stands there
    ("image-2011.jpg", "ExifIFD:OtherImage"),
    ("gpsinfo.jpg", "Ricoh:Ricoh_0x0003"),
}

LEFT_BEHIND = {"IPTC:CodedCharacterSet", "Photoshop:IPTCDigest"}
"""What taking a write back leaves where there was IPTC: it stays in UTF-8."""


def read(*paths: Path) -> dict[str, dict[str, Any]]:
    """Everything exiftool finds in files (or all files of folders), by file name."""
    assert EXIFTOOL is not None
    command = [
        EXIFTOOL,
        "-j",
        "-n",
        "-G1",
        "-a",
        "-u",
        "-b",
        "-m",
        "--System:all",
        *map(str, paths),
    ]
    done = subprocess.run(command, capture_output=True, check=False)
    found = json.loads(done.stdout, object_pairs_hook=_pairs)
    return {Path(one["SourceFile"]).name: one for one in found}


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A dictionary in which a name that comes twice has both values."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        while name in found:
            name += "+"  # noqa: PLW2901 - the same name once more
        found[name] = value
    return found


def plain(name: str) -> str:
    return name.rstrip("+")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The files of exif/ as they were, written, and restored, as exiftool reads them."""
    test_data = os.environ.get("PHOTOCLIP_TEST_DATA", "")
    if not test_data:
        pytest.skip("set PHOTOCLIP_TEST_DATA to the folder with odd/, exif/ and photos/")
    folders = [tmp_path_factory.mktemp(name) for name in ("before", "after", "restored")]
    for folder, _, names in os.walk(Path(test_data, "exif")):
        for name in names:
            path = folders[1] / name
            if path.exists() or name.endswith((".json", ".md", ".tsv", ".xmp")):
                continue
            shutil.copyfile(os.path.join(folder, name), path)
            result = write_metadata(WriteRequest(bytes(path), Target.FILE, WANTED))
            if isinstance(result, WriteRefusal):
                path.unlink()
                continue
            shutil.copyfile(os.path.join(folder, name), folders[0] / name)
            shutil.copyfile(path, folders[2] / name)
            undo = WriteRequest(bytes(folders[2] / name), Target.FILE, restore=result.before)
            assert isinstance(write_metadata(undo), WriteResult), name
    return [read(folder) for folder in folders]


def test_only_the_intended_fields_differ(written):
    before, after, _ = written
    assert len(after) > 150
    assert before.keys() == after.keys()
    for name, old in before.items():
        new = after[name]
        for field in old.keys() | new.keys():
            if old.get(field) == new.get(field) or (name, plain(field)) in DAMAGED:
                continue
            assert plain(field) in {*ALWAYS, *WHERE_THERE, *FOLLOWS, *COMPUTED}, (name, field)


def test_the_intended_fields_say_what_they_should(written):
    before, after, _ = written
    for name, found in after.items():
        for field, value in ALWAYS.items():
            assert found[field] == value, (name, field)
        for field, value in WHERE_THERE.items():
            changed = found.get(field) != before[name].get(field)
            assert not changed or found[field] == value, (name, field)
        if found["File:FileType"] in ("JPEG", "TIFF", "DNG"):
            assert found["IPTC:Keywords"] == ["Dog", "Straße", "Sea"], name


def test_taking_it_back_leaves_what_was_there(written):
    before, _, restored = written
    for name, old in before.items():
        new = restored[name]
        for field in old.keys() | new.keys():
            if old.get(field) != new.get(field) and (name, plain(field)) not in DAMAGED:
                assert plain(field) in {*LEFT_BEHIND, *COMPUTED}, (name, field)


def warnings(folder: Path) -> dict[str, set[str]]:
    """What exiftool finds wrong with each file of a folder."""
    assert EXIFTOOL is not None
    command = [EXIFTOOL, "-validate", "-warning", "-error", "-a", "-j", str(folder)]
    done = subprocess.run(command, capture_output=True, check=True)
    return {
        Path(one["SourceFile"]).name: {
            str(value) for field, value in one.items() if plain(field) in ("Warning", "Error")
        }
        for one in json.loads(done.stdout, object_pairs_hook=_pairs)
    }


def test_exiftool_finds_no_fault_with_written_pictures(tmp_path):
    kinds = {"a.jpg": "JPEG", "b.png": "PNG", "c.webp": "WEBP", "d.tif": "TIFF"}
    paths = [write(tmp_path / name, encoded(scene(64, 48), kind)) for name, kind in kinds.items()]
    before = warnings(tmp_path)
    for path in paths:
        assert isinstance(write_metadata(WriteRequest(path, Target.FILE, WANTED)), WriteResult)
    # Windows, Exiv2 and digiKam spell the address with a slash at its end, exiftool without
    spelling = {"[minor] Fixed incorrect URI for xmlns:MicrosoftPhoto"}
    for name, found in warnings(tmp_path).items():
        assert found - spelling <= before[name], name
    for name, found in read(tmp_path).items():
        for field, value in ALWAYS.items():
            assert found[field] == value, (name, field)


def test_sidecars_are_read_by_exiftool_and_keep_the_rest(tmp_path):
    photo = write(tmp_path / "a.jpg", encoded(scene(64, 48)))
    assert isinstance(write_metadata(WriteRequest(photo, Target.SIDECAR, WANTED)), WriteResult)
    new = read(tmp_path / "a.jpg.xmp")["a.jpg.xmp"]
    assert {field: new.get(field) for field in ALWAYS} == ALWAYS
    rest = {field for field in new if field.startswith("XMP")} - {*ALWAYS}
    assert rest == {"XMP-x:XMPToolkit"}
    theirs = xmp_packet(
        bag("dc:subject", "old") + "<photoshop:City>Köln</photoshop:City>",
        attributes='xmp:Rating="1" xmp:CreatorTool="theirs"',
    )
    write(tmp_path / "a.jpg.xmp", theirs)
    before = read(tmp_path / "a.jpg.xmp")["a.jpg.xmp"]
    assert isinstance(write_metadata(WriteRequest(photo, Target.SIDECAR, WANTED)), WriteResult)
    after = read(tmp_path / "a.jpg.xmp")["a.jpg.xmp"]
    assert {field: after.get(field) for field in ALWAYS} == ALWAYS
    for field, value in before.items():
        assert field in ALWAYS or after[field] == value, field
