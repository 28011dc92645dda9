from dataclasses import replace
from datetime import UTC, timedelta

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageOps

from photoclip.scenes import samples
from photoclip.scenes.concepts import CONCEPTS
from photoclip.scenes.render import render
from photoclip.scenes.samples import DEFAULT_COUNT, exif_of, sample_specs, write_sample_library

SPECS = sample_specs()


def test_the_plan_of_the_library():
    assert len(SPECS) == DEFAULT_COUNT
    assert sample_specs() == SPECS
    assert len({spec.path for spec in SPECS}) == len(SPECS)
    assert {spec.scene.concept for spec in SPECS} == {concept.name for concept in CONCEPTS}
    assert len({spec.path.parts[0] for spec in SPECS}) >= 8
    assert {".jpg", ".png", ".webp", ".avif"} <= {spec.path.suffix.lower() for spec in SPECS}
    assert 0.35 < np.mean([spec.place is not None for spec in SPECS]) < 0.7
    assert {1, 6, 8} <= {spec.orientation for spec in SPECS}
    assert 3 <= sum(spec.description is not None for spec in SPECS) <= 30
    assert 3 <= sum(spec.rating is not None for spec in SPECS) <= 40
    assert all(1024 <= spec.long_side <= 1600 for spec in SPECS)
    copies = [spec for spec in SPECS if spec.copy_of is not None]
    assert len(copies) == 1
    assert copies[0].path.parent != copies[0].copy_of.parent


def test_hours_agree_with_the_light():
    for spec in SPECS:
        hour = spec.taken.hour + spec.taken.minute / 60
        if spec.scene.time == "day":
            assert 10 <= hour < 19
        elif spec.scene.time == "night":
            assert hour > 18
        elif spec.scene.time in ("golden", "dusk"):
            assert 15.5 < hour < 22.5


def test_an_album_is_one_journey():
    for name in {spec.path.parts[0] for spec in SPECS} - {"Phone"}:
        album = [spec for spec in SPECS if spec.path.parts[0] == name]
        assert len({spec.camera for spec in album}) == 1
        assert len({spec.taken.utcoffset() for spec in album}) == 1
        days = [spec.taken.astimezone(UTC) for spec in album]
        assert max(days) - min(days) < timedelta(days=75)
        year = next(word for word in name.split() if word.isdigit())
        assert {spec.taken.year for spec in album} == {int(year)}


@pytest.mark.parametrize("count", [1, 2, 5])
def test_small_libraries(count):
    assert len(sample_specs(7, count)) == count


def test_files_carry_their_exif(tmp_path):
    specs = sample_specs(5, 6)
    paths = write_sample_library(tmp_path, 5, 6)
    assert [p.relative_to(tmp_path).as_posix() for p in paths] == [s.path.as_posix() for s in specs]
    by_path = {spec.path: path for spec, path in zip(specs, paths, strict=True)}
    for spec, path in zip(specs, paths, strict=True):
        if spec.copy_of is not None:
            assert path.read_bytes() == by_path[spec.copy_of].read_bytes()
        with Image.open(path) as picture:
            exif = picture.getexif()
            shown = ImageOps.exif_transpose(picture)
        assert max(shown.size) == spec.long_side
        assert (shown.width > shown.height) == (spec.scene.aspect > 1)
        photo = exif.get_ifd(ExifTags.IFD.Exif)
        assert photo[ExifTags.Base.DateTimeOriginal] == f"{spec.taken:%Y:%m:%d %H:%M:%S}"
        sign = photo[ExifTags.Base.OffsetTimeOriginal]
        assert sign.replace(":", "") == f"{spec.taken:%z}"
        assert exif[ExifTags.Base.Model] == spec.camera.model
        assert photo[ExifTags.Base.LensModel] == spec.camera.lens
        assert float(photo[ExifTags.Base.ExposureTime]) == pytest.approx(1 / spec.shutter)
        assert float(photo[ExifTags.Base.FNumber]) == pytest.approx(spec.aperture)
        assert photo[ExifTags.Base.ISOSpeedRatings] == spec.iso
        assert float(photo[ExifTags.Base.FocalLength]) == pytest.approx(spec.focal)


def test_gps_of_all_quarters_of_the_globe():
    located = next(spec for spec in SPECS if spec.place is not None)
    for north in (-33.5, 51.25):
        for east in (-70.75, 18.999):
            spec = replace(located, place=(north, east, 12.5))
            gps = exif_of(spec, (4, 3)).get_ifd(ExifTags.IFD.GPSInfo)
            signs = {"N": 1, "S": -1, "E": 1, "W": -1}
            for ref, triple, wanted in ((1, 2, north), (3, 4, east)):
                d, m, s = (float(v) for v in gps[triple])
                assert signs[gps[ref]] * (d + m / 60 + s / 3600) == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_rotated_files_show_the_picture_upright(tmp_path, orientation):
    spec = replace(SPECS[0], orientation=orientation, long_side=160)
    samples._write(spec, tmp_path / "a.jpg")
    with Image.open(tmp_path / "a.jpg") as stored:
        shown = np.asarray(ImageOps.exif_transpose(stored)).astype(float)
    wanted = render(spec.scene, spec.short_side)
    assert shown.shape == wanted.shape
    assert np.abs(shown - wanted).mean() < 6
