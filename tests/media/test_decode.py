from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
import rawpy
from media_pictures import encoded, png, png_text_bomb, quarters, scene, write
from PIL import Image, ImageCms

from photoclip.core.types import FailureKind, InputSpec, PhotoReading, ReadFailure
from photoclip.media import decode as decode_module
from photoclip.media import raw
from photoclip.media.picture import Indexing, draw_for_index
from photoclip.media.reader import read_photo
from photoclip.media.resize import upright

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def read(path: bytes, spec: InputSpec) -> PhotoReading:
    reading = read_photo(path, spec)
    assert isinstance(reading, PhotoReading), reading
    return reading


def fail(path: bytes, spec: InputSpec) -> ReadFailure:
    failure = read_photo(path, spec)
    assert isinstance(failure, ReadFailure), failure
    return failure


def corners(pixels: np.ndarray) -> list[tuple[int, ...]]:
    edge = pixels.shape[0] - 5
    return [tuple(pixels[y, x].tolist()) for y in (4, edge) for x in (4, edge)]


def near(
    found: list[tuple[int, ...]], expected: list[tuple[int, ...]], tolerance: int = 12
) -> bool:
    return bool(np.abs(np.array(found) - np.array(expected)).max() <= tolerance)


@pytest.mark.parametrize(
    ("kind", "name", "options"),
    [
        ("JPEG", "jpeg", {"quality": 95}),
        ("JPEG", "jpeg", {"quality": 95, "progressive": True}),
        ("PNG", "png", {}),
        ("WEBP", "webp", {"quality": 95}),
        ("AVIF", "avif", {"quality": 95}),
        ("GIF", "gif", {}),
        ("TIFF", "tiff", {"compression": "tiff_lzw"}),
        ("BMP", "bmp", {}),
        ("JPEG2000", "jpeg2000", {}),
    ],
)
def test_every_format_becomes_pixels_thumbnail_and_size(tmp_path, spec, kind, name, options):
    # the extension lies on purpose
    path = write(tmp_path / "photo.jpg", encoded(quarters(), kind, **options))
    reading = read(path, spec)
    assert reading.format == name
    assert (reading.width, reading.height, reading.frames) == (400, 300, 1)
    assert reading.pixels.shape == (64, 64, 3)
    assert reading.pixels.dtype == np.uint8
    assert near(corners(reading.pixels), [RED, GREEN, BLUE, WHITE])
    assert reading.warning is None
    thumbnail = Image.open(io.BytesIO(reading.thumbnail))
    assert (thumbnail.format, thumbnail.size, thumbnail.mode) == ("JPEG", (400, 300), "RGB")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_orientation_is_applied_to_everything(tmp_path, spec, kind, orientation):
    undo = {6: 8, 8: 6}.get(orientation, orientation)
    stored = upright(quarters(), undo)
    exif = Image.Exif()
    exif[0x0112] = orientation
    path = write(tmp_path / "photo", encoded(stored, kind, exif=exif))
    reading = read(path, spec)
    assert (reading.width, reading.height) == (400, 300)
    assert near(corners(reading.pixels), [RED, GREEN, BLUE, WHITE], 30)
    thumbnail = Image.open(io.BytesIO(reading.thumbnail))
    assert thumbnail.size == (400, 300)
    assert near(corners(np.asarray(thumbnail)), [RED, GREEN, BLUE, WHITE], 30)
    assert thumbnail.getexif().get(0x0112) is None


def test_thumbnails_are_at_most_512_pixels_long(tmp_path, spec):
    reading = read(write(tmp_path / "a.jpg", encoded(scene(2000, 1500))), spec)
    thumbnail = Image.open(io.BytesIO(reading.thumbnail))
    assert 460 <= max(thumbnail.size) <= 512


@pytest.mark.parametrize(
    "mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16", "I", "F", "LAB", "YCbCr"]
)
def test_odd_modes_keep_their_brightness(tmp_path, spec, mode):
    grey = Image.new("L", (200, 200), 255)
    grey.paste(0, (0, 0, 100, 200))
    if mode in ("I;16", "I", "F"):
        scale = {"I;16": 257, "I": 1, "F": 1 / 255}[mode]
        dtype = {"I;16": np.uint16, "I": np.int32, "F": np.float32}[mode]
        picture = Image.fromarray((np.asarray(grey, np.float64) * scale).astype(dtype))
    elif mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB")
        picture = ImageCms.applyTransform(grey.convert("RGB"), to_lab)
    elif mode == "CMYK":
        picture = grey.convert("RGB").convert("CMYK")
    else:
        picture = grey.convert("RGB").convert(mode)
    reading = read(write(tmp_path / "a.tif", encoded(picture, "TIFF")), spec)
    assert near(corners(reading.pixels), [(0, 0, 0), WHITE, (0, 0, 0), WHITE], 3)


def test_sixteen_bit_grey_is_scaled_by_the_depth_it_uses(tmp_path, spec):
    ramp = np.linspace(0, 4095, 200 * 200).reshape(200, 200).astype(np.uint16)
    reading = read(write(tmp_path / "scan.png", encoded(Image.fromarray(ramp), "PNG")), spec)
    assert reading.pixels[-1, -1, 0] > 250
    assert 120 < reading.pixels[32, 32, 0] < 135


def test_float_pictures_may_hold_infinities(tmp_path, spec):
    values = np.linspace(-5, 5, 100 * 100, dtype=np.float32).reshape(100, 100)
    values[0, :3] = np.nan, np.inf, -np.inf
    reading = read(write(tmp_path / "a.tif", encoded(Image.fromarray(values), "TIFF")), spec)
    assert reading.pixels[2, 2, 0] < 20
    assert reading.pixels[-1, -1, 0] > 250


@pytest.mark.parametrize("size", [(200, 200), (2600, 2000)])
def test_transparency_is_white_also_strip_by_strip(tmp_path, spec, size):
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    picture.paste((255, 0, 0, 255), (0, 0, size[0] // 2, size[1]))
    reading = read(write(tmp_path / "a.png", encoded(picture, "PNG", compress_level=1)), spec)
    assert near(corners(reading.pixels), [RED, WHITE, RED, WHITE], 3)


def test_transparent_palette_colour_is_white(tmp_path, spec):
    picture = Image.new("P", (100, 100), 1)
    picture.putpalette([0, 0, 0, 10, 20, 30])
    picture.paste(0, (0, 0, 50, 100))
    path = write(tmp_path / "a.gif", encoded(picture, "GIF", transparency=0))
    assert near(corners(read(path, spec).pixels), [WHITE, (10, 20, 30), WHITE, (10, 20, 30)], 3)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_first_frame_of_an_animation(tmp_path, spec, kind):
    first, second = (Image.new("RGB", (80, 80), colour) for colour in ("red", "blue"))
    data = encoded(first, kind, save_all=True, append_images=[second], lossless=True)
    reading = read(write(tmp_path / "a", data), spec)
    assert reading.frames == 2
    assert near(corners(reading.pixels), [RED] * 4, 3)


def test_colour_profile_is_applied_and_a_broken_one_ignored(tmp_path, spec):
    # there is no wide-gamut profile to make; a profile with swapped primaries shows as clearly
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = _swap_red_and_green(srgb)
    expected = {b"": RED, srgb: RED, swapped: GREEN, b"nonsense": RED, lab: RED}
    for number, (profile, colour) in enumerate(expected.items()):
        data = encoded(Image.new("RGB", (80, 80), RED), "PNG", icc_profile=profile)
        reading = read(write(tmp_path / f"{number}.png", data), spec)
        assert near(corners(reading.pixels), [colour] * 4, 3)
        thumbnail = np.asarray(Image.open(io.BytesIO(reading.thumbnail)))
        assert near(corners(thumbnail), [colour] * 4)


def _swap_red_and_green(profile: bytes) -> bytes:
    return profile.replace(b"rXYZ", b"tttt").replace(b"gXYZ", b"rXYZ").replace(b"tttt", b"gXYZ")


def test_a_cut_off_jpeg_is_kept_with_a_warning_if_enough_is_there(tmp_path, spec):
    whole = encoded(scene(800, 600), quality=90)
    half = read(write(tmp_path / "half.jpg", whole[: len(whole) // 2]), spec)
    assert half.warning is not None
    assert "only about" in half.warning
    assert (half.width, half.height) == (800, 600)
    little = fail(write(tmp_path / "little.jpg", whole[: len(whole) // 10]), spec)
    assert little.kind is FailureKind.DAMAGED
    assert little.reason == "The file is damaged: the picture data ends too early."


def test_a_half_copied_jpeg_full_of_zeros_is_noticed(tmp_path, spec):
    whole = encoded(scene(800, 600), quality=90)
    path = write(tmp_path / "a.jpg", whole[: len(whole) // 2] + bytes(len(whole) // 2))
    assert "only about" in (read(path, spec).warning or "")


def test_a_jpeg_without_its_last_bytes_is_slightly_damaged(tmp_path, spec):
    whole = encoded(scene(800, 600), quality=90)
    warning = read(write(tmp_path / "a.jpg", whole[:-60]), spec).warning
    assert warning == "The file is slightly damaged; the picture could be read."


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "GIF"])
def test_other_formats_are_salvaged_too(tmp_path, spec, kind):
    whole = encoded(scene(300, 300), kind)
    reading = read_photo(write(tmp_path / "a", whole[: len(whole) * 3 // 4]), spec)
    assert isinstance(reading, PhotoReading)
    assert reading.warning is not None


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "PNG", "JPEG2000"])
def test_every_cut_ends_in_a_reading_or_a_sentence(tmp_path, spec, kind):
    whole = encoded(scene(120, 90), kind)
    for share in (0.01, 0.1, 0.5, 0.9):
        outcome = read_photo(write(tmp_path / "a", whole[: int(len(whole) * share)]), spec)
        if isinstance(outcome, ReadFailure):
            assert outcome.kind in (FailureKind.DAMAGED, FailureKind.NOT_A_PHOTO)
            assert outcome.reason.endswith(".")


def test_bit_rot_never_raises(tmp_path, spec):
    random = np.random.default_rng(5)
    for kind in ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP"):
        whole = encoded(scene(100, 80), kind)
        for number in range(20):
            data = bytearray(whole)
            for at in random.integers(2, len(data), 20):
                data[at] = random.integers(0, 256)
            outcome = read_photo(write(tmp_path / f"{kind}{number}", bytes(data)), spec)
            assert isinstance(outcome, PhotoReading | ReadFailure)


def test_pictures_are_refused_by_their_header_before_memory_is_taken(tmp_path, spec):
    gif = b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b",\0\0\0\0"
    gif += struct.pack("<HH", 65535, 65535) + b"\0\2\2\x44\1\0;"
    for data in (png(60000, 60000, b"", colour_type=0, depth=1), png(2**31 - 1, 9, b""), gif):
        failure = fail(write(tmp_path / "bomb", data), spec)
        assert failure.kind is FailureKind.TOO_LARGE
        assert "megapixels" in failure.reason


def test_a_jpeg_that_claims_more_than_it_can_hold_is_damaged(tmp_path, spec):
    whole = encoded(scene(200, 150))
    at = whole.find(b"\xff\xc0") + 5
    lying = whole[:at] + struct.pack(">HH", 65500, 65500) + whole[at + 4 :]
    failure = fail(write(tmp_path / "a.jpg", lying), spec)
    assert failure.kind is FailureKind.DAMAGED
    assert "65500 × 65500" in failure.reason


def test_large_pictures_ask_first(tmp_path, spec):
    asked = []
    small = write(tmp_path / "small.png", encoded(quarters(), "PNG"))
    large = write(tmp_path / "large.png", png(6000, 6000, bytes(6000 * 18001)))
    read_photo(small, spec, lambda: asked.append("small"))
    reading = read_photo(large, spec, lambda: asked.append("large"))
    assert isinstance(reading, PhotoReading)
    assert asked == ["large"]


def test_a_text_bomb_in_a_png_costs_neither_memory_nor_the_picture(tmp_path, spec):
    reading = read(write(tmp_path / "a.png", png_text_bomb()), spec)
    assert near(corners(reading.pixels), [RED, GREEN, BLUE, WHITE], 3)


def test_a_raw_file_without_preview_is_developed_upright(tmp_path, spec):
    path = write(tmp_path / "a.dng", dng(orientation=6))
    reading = read(path, spec)
    assert reading.format == "raw"
    assert reading.width < reading.height
    # bright on the left as stored is bright on top when turned clockwise
    assert reading.pixels[5].mean() > reading.pixels[-5].mean() + 50


def test_a_raw_name_on_a_plain_tiff_is_read_as_the_tiff_it_is(tmp_path, spec):
    reading = read(write(tmp_path / "a.nef", encoded(quarters(), "TIFF")), spec)
    assert near(corners(reading.pixels), [RED, GREEN, BLUE, WHITE], 3)


def test_raw_preview_is_turned_as_the_raw_picture_unless_it_knows_better(spec):
    class Preview:
        def __init__(self, data: bytes) -> None:
            self.data = data

        def extract_thumb(self) -> rawpy.Thumbnail:
            return rawpy.Thumbnail(rawpy.ThumbFormat.JPEG, self.data)

    job = decode_module.DecodeJob(raw.format_named("raw"), Indexing(spec), None)
    stored = upright(quarters(), 8)
    exif = Image.Exif()
    exif[0x0112] = 6
    for data in (encoded(stored, quality=95), encoded(stored, quality=95, exif=exif)):
        picture = raw._from_preview(Preview(data), job, 6)
        assert picture is not None
        pixels = draw_for_index(picture, spec).pixels
        assert near(corners(pixels), [RED, GREEN, BLUE, WHITE])
    tiny = Preview(encoded(quarters(60, 45)))
    assert raw._from_preview(tiny, job, 1) is None


def dng(*, orientation: int) -> bytes:
    """A small uncompressed DNG: a mosaic that is bright on the left."""
    mosaic = np.full((240, 320), 2000, np.uint16)
    mosaic[:, :160] = 50000
    buffer = io.BytesIO()
    Image.fromarray(mosaic).save(
        buffer,
        "TIFF",
        tiffinfo={
            254: 0,
            262: 32803,
            271: "PhotoClip",
            272: "Test",
            274: orientation,
            33421: (2, 2),
            33422: b"\0\1\1\2",
            50706: b"\1\4\0\0",
            50708: "PhotoClip Test",
            50717: 65535,
        },
    )
    return _with_photometric(buffer.getvalue())


def _with_photometric(data: bytes) -> bytes:
    """Pillow writes its own PhotometricInterpretation; a DNG's is CFA."""
    order = "<" if data[:2] == b"II" else ">"
    (start,) = struct.unpack_from(order + "I", data, 4)
    (count,) = struct.unpack_from(order + "H", data, start)
    changed = bytearray(data)
    for entry in range(count):
        at = start + 2 + 12 * entry
        if struct.unpack_from(order + "H", data, at)[0] == 262:
            struct.pack_into(order + "HIHH", changed, at + 2, 3, 1, 32803, 0)
    return bytes(changed)


def test_originals_are_left_alone(tmp_path: Path, spec):
    path = tmp_path / "a.jpg"
    data = encoded(scene(100, 80))
    write(path, data)
    before = path.stat().st_mtime_ns
    read(bytes(path), spec)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (data, before)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jpg"]
