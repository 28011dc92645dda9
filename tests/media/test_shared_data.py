"""Other people's pictures: malformed, rare, hostile. Needs PHOTOCLIP_TEST_DATA."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from photoclip.core.types import FailureKind, InputSpec, Metadata, PhotoReading, ReadFailure
from photoclip.media.formats import sniff
from photoclip.media.reader import read_metadata_only
from photoclip.media.sandbox import DecoderPool

# read by Pillow, but drawings, textures and icons rather than photos
EXCLUDED = {
    *("BLP", "CUR", "DDS", "DIB", "EPS", "FITS", "FLI", "FTEX", "GBR", "ICNS", "ICO", "IM"),
    *("MSP", "PCX", "PPM", "PSD", "QOI", "SGI", "SPIDER", "SUN", "TGA", "WMF", "XBM", "XPM"),
    *("DCX", "IMT", "IPTC", "MCIDAS", "MPEG", "PCD", "PIXAR", "XVTHUMB", "HDF5", "GRIB", "BUFR"),
}


def files_under(folder: Path) -> list[bytes]:
    found = []
    for parent, _, names in os.walk(os.fsencode(folder)):
        found += [os.path.join(parent, name) for name in sorted(names)]
    return sorted(found)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def outcomes():
    folder = os.environ.get("PHOTOCLIP_TEST_DATA", "")
    if not folder:
        pytest.skip("set PHOTOCLIP_TEST_DATA to the folder with odd/, exif/ and photos/")
    paths = files_under(Path(folder, "odd"))
    with DecoderPool(2, InputSpec(64)) as pool:
        return dict(pool.map(paths))


def test_every_odd_file_is_read_or_has_a_reason_for_people(outcomes):
    assert outcomes
    for path, outcome in outcomes.items():
        if isinstance(outcome, ReadFailure):
            assert outcome.kind not in (FailureKind.CRASHED, FailureKind.TIMEOUT), path
            assert outcome.reason[0].isupper(), path
            assert outcome.reason.endswith("."), path
            assert "Error" not in outcome.reason, path


def test_what_pillow_reads_is_read(outcomes):
    odd = Path(os.environ["PHOTOCLIP_TEST_DATA"], "odd")
    lost = []
    for row in rows(odd / "pillow13.tsv"):
        outcome = outcomes.get(os.fsencode(odd / row["path"]))
        if row["result"] != "ok" or row["format"] in EXCLUDED or outcome is None:
            continue
        size = {int(row["width"]), int(row["height"])}
        if not isinstance(outcome, PhotoReading) or {outcome.width, outcome.height} != size:
            lost.append(row["path"])
    assert lost == []


def test_no_format_is_opened_that_is_not_ours(outcomes):
    for path, outcome in outcomes.items():
        if isinstance(outcome, PhotoReading):
            with open(path, "rb") as file:
                found = sniff(file.read(1 << 16), path)
            assert found is not None
            assert outcome.format == found.name


def test_metadata_agrees_with_another_reader(test_data):
    for row in rows(test_data / "exif" / "exif.tsv"):
        metadata = read_metadata_only(os.fsencode(test_data / "exif" / row["path"]))
        assert isinstance(metadata, Metadata), row["path"]
        _agree(row, metadata)


def _agree(row: dict[str, str], metadata: Metadata) -> None:
    make = row["make"].split("\\x00")[0].strip()
    if make:
        assert metadata.camera_make == make, row["path"]
    digits = "".join(c for c in row["datetime_original"] if c.isdigit())
    if digits and metadata.taken_at is not None:
        assert metadata.taken_at.strftime("%Y%m%d%H%M%S") == digits, row["path"]
    if metadata.latitude is not None and row["gps_lat"]:
        assert metadata.latitude == pytest.approx(float(row["gps_lat"]), abs=1e-4), row["path"]
        assert metadata.longitude == pytest.approx(float(row["gps_lon"]), abs=1e-4), row["path"]
