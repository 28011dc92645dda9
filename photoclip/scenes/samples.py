"""The sample photo library: drawn pictures in the folders, and with the EXIF, of a real collection."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path, PurePosixPath

import numpy as np
from PIL import ExifTags, Image
from PIL.TiffImagePlugin import IFDRational

from photoclip.scenes.captions import captions
from photoclip.scenes.concepts import CONCEPTS
from photoclip.scenes.render import render
from photoclip.scenes.sample_albums import ALBUMS, CAMERAS, PHONE, Album, Camera
from photoclip.scenes.spec import SceneSpec, sample_spec

DEFAULT_COUNT = 150
_OTHER_FORMATS = (".png", ".webp", ".avif")
_DULL = (("night", "fog"), ("night", "rain"), ("golden", "fog"))
"""Hardly anyone keeps a photo of that."""
_RATING = 0x4746
# Pixels as stored, so that the orientation of that number shows them upright.
_STORED = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
_SHUTTER = {"day": (200, 1000), "golden": (100, 250), "dusk": (30, 80), "night": (8, 25)}
_ISO = {
    "day": (100, 100, 200),
    "golden": (200, 400),
    "dusk": (800, 1600),
    "night": (1600, 3200, 6400),
}


@dataclass(frozen=True)
class SampleSpec:
    """One file of the library."""

    path: PurePosixPath
    """Relative to the library's folder."""
    scene: SceneSpec
    long_side: int
    """Pixels."""
    taken: datetime
    """With the offset from UTC of the place."""
    camera: Camera
    shutter: int
    """Exposure time is one second divided by this."""
    aperture: float
    iso: int
    focal: float
    """Millimetres."""
    place: tuple[float, float, float] | None = None
    """Latitude and longitude in degrees, altitude in metres."""
    orientation: int = 1
    description: str | None = None
    rating: int | None = None
    copy_of: PurePosixPath | None = None
    """Another file of the library that this one equals byte for byte."""

    @property
    def short_side(self) -> int:
        """Pixels."""
        aspect = self.scene.aspect
        return round(self.long_side / max(aspect, 1 / aspect))


def sample_specs(seed: int = 2024, count: int = DEFAULT_COUNT) -> list[SampleSpec]:
    """What is in the library: `count` pictures, one of them the copy of another.

    Every concept is there once before any is there twice.
    """
    wanted = _wanted(max(1, count - 1))
    out: list[SampleSpec] = []
    for number, album in enumerate(ALBUMS):
        concepts = [name for place, name in wanted if place == number]
        out += _album(album, concepts, np.random.default_rng([seed, number]))
    if count > 1:
        source = out[len(out) // 3]
        copy = PurePosixPath("Phone", "Received", f"copy of {source.path.name}")
        out.append(replace(source, path=copy, copy_of=source.path))
    return out


def _wanted(count: int) -> list[tuple[int, str]]:
    """(number of the album, concept) of each picture, spread over albums and concepts."""
    known = {c.name for c in CONCEPTS}
    listed = [
        (i, name) for i, album in enumerate(ALBUMS) for name in album.concepts if name in known
    ]
    first: dict[str, tuple[int, str]] = {}
    again: list[tuple[int, str]] = []
    for entry in listed:
        if entry[1] in first:
            again.append(entry)
        else:
            first[entry[1]] = entry
    for concept in CONCEPTS:
        # What belongs to no journey is on the phone.
        first.setdefault(concept.name, (ALBUMS.index(PHONE), concept.name))
    once = sorted(first.values())
    if count <= len(once):
        return [once[i * len(once) // count] for i in range(count)]
    more = count - len(once)
    again += once * (1 + more // len(once))
    return once + again[:more]


def _album(album: Album, concepts: list[str], rng: np.random.Generator) -> list[SampleSpec]:
    """The pictures of one album in the order in which they were taken."""
    scenes = [_scene(album, name, rng) for name in concepts]
    moments = [_moment(album, scene, rng) for scene in scenes]
    shots = sorted(zip(moments, scenes, strict=True), key=lambda shot: shot[0])
    numbers = _numbers(rng, len(shots))
    return [
        _shot(album, taken, scene, index, next(numbers), rng)
        for index, (taken, scene) in enumerate(shots, start=1)
    ]


def _scene(album: Album, concept: str, rng: np.random.Generator) -> SceneSpec:
    """A scene that fits the album: its settings and weathers, if the concept allows."""
    best: SceneSpec | None = None
    for _ in range(60):
        scene = sample_spec(rng, concept)
        if _fits(scene, album):
            best = scene
            break
        best = best or scene
    assert best is not None
    return replace(best, aspect=float(rng.choice(CAMERAS[album.camera].aspects)))


def _fits(scene: SceneSpec, album: Album) -> bool:
    if scene.weather is not None and scene.weather not in album.weathers:
        return False
    if (scene.time, scene.weather) in _DULL or (scene.time, scene.distance) == ("night", "far"):
        return False
    return scene.setting is None or not album.settings or scene.setting in album.settings


def _moment(album: Album, scene: SceneSpec, rng: np.random.Generator) -> datetime:
    """When the picture was taken: a day of the album, an hour at which it looks like that."""
    day = album.first + timedelta(days=int(rng.integers(album.days)))
    sunset = album.sunset
    earliest, latest = {
        "day": (10.0, sunset - 2.5),
        "golden": (sunset - 0.7, sunset - 0.1),
        "dusk": (sunset + 0.2, sunset + 0.6),
        "night": (sunset + 1.7, min(23.8, sunset + 4.0)),
    }.get(scene.time or "", (10.0, 21.0))
    hour = float(rng.uniform(earliest, latest))
    zone = timezone(timedelta(hours=album.offset))
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return start + timedelta(seconds=int(hour * 3600))


def _numbers(rng: np.random.Generator, count: int) -> Iterator[int]:
    """Rising numbers with gaps, as of a roll from which some were deleted."""
    start = int(rng.integers(200, 5000))
    steps = rng.integers(1, 14, count)
    return iter([start + int(n) for n in np.cumsum(steps)])


def _shot(
    album: Album,
    taken: datetime,
    scene: SceneSpec,
    index: int,
    number: int,
    rng: np.random.Generator,
) -> SampleSpec:
    """File number `index`, from one, of an album."""
    camera = CAMERAS[album.camera]
    chance = rng.uniform(0.0, 1.0, 5).tolist()
    suffix = camera.suffix
    if album.other_formats and index % album.other_formats == 0:
        turn = index // album.other_formats + album.first.day
        suffix = _OTHER_FORMATS[turn % len(_OTHER_FORMATS)]
    stem = camera.pattern.format(number=number, taken=taken)
    folder = album.folder.format(taken=taken)
    fastest = _SHUTTER.get(scene.time or "", (40, 100))
    isos = _ISO.get(scene.time or "", (400, 800))
    near = scene.distance == "near"
    focal = camera.focal[1] if near else camera.focal[0]
    if camera.zoom and scene.setting is not None:
        focal = float(round(rng.uniform(camera.focal[0], camera.focal[1])))
    place = None
    if album.place is not None and chance[0] < album.located:
        north, east = (rng.normal(0.0, album.spread, 2)).tolist()
        height = album.place[2] + float(rng.uniform(0, 30))
        place = (album.place[0] + north, album.place[1] + east, height)
    orientation = 1
    if suffix in (".jpg", ".JPG"):
        if scene.aspect < 1 and chance[1] < 0.75:
            orientation = 6 if chance[2] < 0.7 else 8
        elif scene.aspect > 1 and chance[1] < 0.03:
            orientation = 3
    described = captions(scene, rng, 1, "train", full=True)[0]
    return SampleSpec(
        path=PurePosixPath(folder, stem + suffix),
        scene=scene,
        long_side=int(rng.choice((1024, 1280, 1400, 1600))) if suffix != ".png" else 1024,
        taken=taken,
        camera=camera,
        shutter=int(rng.integers(fastest[0], fastest[1])),
        aperture=camera.apertures[int(rng.integers(len(camera.apertures)))],
        iso=int(rng.choice(isos)),
        focal=focal,
        place=place,
        orientation=orientation,
        description=described[0].upper() + described[1:] if chance[3] < 0.08 else None,
        rating=int(rng.choice((3, 4, 5, 5))) if chance[4] < 0.14 else None,
    )


def write_sample_library(folder: Path, seed: int = 2024, count: int = DEFAULT_COUNT) -> list[Path]:
    """Draw the library into `folder`, which is made if need be; returns the files written."""
    out = []
    for spec in sample_specs(seed, count):
        path = folder / spec.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if spec.copy_of is not None:
            shutil.copyfile(folder / spec.copy_of, path)
        else:
            _write(spec, path)
        out.append(path)
    return out


def _write(spec: SampleSpec, path: Path) -> None:
    picture = Image.fromarray(render(spec.scene, spec.short_side))
    if spec.orientation != 1:
        picture = picture.transpose(_STORED[spec.orientation])
    exif = exif_of(spec, picture.size).tobytes()
    match path.suffix.lower():
        case ".png":
            # A palette keeps lossless files small.
            colours = picture.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            colours.save(path, "PNG", optimize=True, exif=exif)
        case ".webp":
            picture.save(path, "WEBP", quality=84, method=4, exif=exif)
        case ".avif":
            picture.save(path, "AVIF", quality=70, speed=7, exif=exif)
        case _:
            picture.save(path, "JPEG", quality=77, optimize=True, exif=exif)


def exif_of(spec: SampleSpec, size: tuple[int, int]) -> Image.Exif:
    """EXIF of a sample whose stored picture is `size` (width, height) pixels."""
    base = ExifTags.Base
    exif = Image.Exif()
    exif[base.Make] = spec.camera.make
    exif[base.Model] = spec.camera.model
    exif[base.Software] = "PhotoClip scenes"
    exif[base.DateTime] = f"{spec.taken:%Y:%m:%d %H:%M:%S}"
    exif[base.Orientation] = spec.orientation
    if spec.description is not None:
        exif[base.ImageDescription] = spec.description
    if spec.rating is not None:
        exif[_RATING] = spec.rating
    offset = f"{spec.taken:%z}"
    offset = f"{offset[:3]}:{offset[3:5]}"
    photo = exif.get_ifd(ExifTags.IFD.Exif)
    photo[base.DateTimeOriginal] = photo[base.DateTimeDigitized] = exif[base.DateTime]
    photo[base.OffsetTime] = photo[base.OffsetTimeOriginal] = offset
    photo[base.LensModel] = spec.camera.lens
    photo[base.ExposureTime] = IFDRational(1, spec.shutter)
    photo[base.FNumber] = IFDRational(round(spec.aperture * 10), 10)
    photo[base.ISOSpeedRatings] = spec.iso
    photo[base.FocalLength] = IFDRational(round(spec.focal * 10), 10)
    photo[base.FocalLengthIn35mmFilm] = round(spec.focal * spec.camera.crop)
    photo[base.ExifImageWidth], photo[base.ExifImageHeight] = size
    if spec.place is not None:
        latitude, longitude, altitude = spec.place
        gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
        gps[ExifTags.GPS.GPSLatitudeRef] = "N" if latitude >= 0 else "S"
        gps[ExifTags.GPS.GPSLatitude] = _sexagesimal(latitude)
        gps[ExifTags.GPS.GPSLongitudeRef] = "E" if longitude >= 0 else "W"
        gps[ExifTags.GPS.GPSLongitude] = _sexagesimal(longitude)
        gps[ExifTags.GPS.GPSAltitudeRef] = b"\x00"
        gps[ExifTags.GPS.GPSAltitude] = IFDRational(round(altitude * 10), 10)
    return exif


def _sexagesimal(angle: float) -> tuple[IFDRational, IFDRational, IFDRational]:
    """Degrees, minutes and seconds of an angle in degrees, without its sign."""
    hundredths = round(abs(angle) * 3600 * 100)
    degrees, rest = divmod(hundredths, 360_000)
    minutes, seconds = divmod(rest, 6_000)
    return IFDRational(degrees, 1), IFDRational(minutes, 1), IFDRational(seconds, 100)
