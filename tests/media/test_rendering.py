from __future__ import annotations

import io

import numpy as np
import pytest
from media_pictures import encoded, png, quarters, scene, write
from PIL import Image, ImageCms
from test_decode import BLUE, GREEN, RED, WHITE, dng, near

from photoclip.core.types import FailureKind, InputSpec, ReadFailure, Rendering
from photoclip.media import decode as decode_module
from photoclip.media import picture, reader
from photoclip.media.reader import render_photo
from photoclip.media.resize import upright
from photoclip.media.sandbox import DecoderPool


def render(path: bytes, side: int | None = None) -> tuple[Rendering, np.ndarray]:
    rendering = render_photo(path, side)
    assert isinstance(rendering, Rendering), rendering
    image = Image.open(io.BytesIO(rendering.jpeg))
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert image.getexif().get(0x0112) is None
    assert image.info.get("icc_profile") is None
    return rendering, np.asarray(image)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
@pytest.mark.parametrize("side", [None, 120])
def test_a_rendering_is_upright(tmp_path, kind, orientation, side):
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = upright(quarters(), {6: 8, 8: 6}.get(orientation, orientation))
    rendering, pixels = render(write(tmp_path / "a", encoded(stored, kind, exif=exif)), side)
    assert (rendering.width, rendering.height) == (400, 300)
    assert pixels.shape[:2] == ((300, 400) if side is None else (90, 120))
    assert near(corners_of(pixels), [RED, GREEN, BLUE, WHITE], 30)


def corners_of(pixels: np.ndarray) -> list[tuple[int, ...]]:
    bottom, right = pixels.shape[0] - 5, pixels.shape[1] - 5
    return [tuple(pixels[y, x].tolist()) for y in (4, bottom) for x in (4, right)]


def test_a_whole_rendering_has_every_pixel_and_a_smaller_one_says_so(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(scene(1200, 800), quality=95))
    whole, pixels = render(path)
    assert whole.whole
    original = np.asarray(Image.open(tmp_path / "a.jpg"), np.int16)
    assert np.abs(pixels.astype(np.int16) - original).mean() < 4
    small, pixels = render(path, 500)
    assert not small.whole
    assert (small.width, small.height) == (1200, 800)
    assert 450 <= max(pixels.shape) <= 500
    enough, pixels = render(path, 2048)
    assert enough.whole
    assert pixels.shape == (800, 1200, 3)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_preview_is_what_a_whole_picture_looks_like_from_afar(tmp_path, kind):
    path = write(tmp_path / "a", encoded(scene(2400, 1600), kind))
    _, small = render(path, 600)
    _, whole = render(path)
    scaled = Image.fromarray(whole).resize(small.shape[1::-1], Image.Resampling.BOX)
    assert np.abs(np.asarray(scaled, np.int16) - small).mean() < 4


def test_colours_are_managed_transparency_is_white_and_inks_become_light(tmp_path):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tttt").replace(b"gXYZ", b"rXYZ").replace(b"tttt", b"gXYZ")
    red = Image.new("RGB", (80, 80), RED)
    clear = Image.new("RGBA", (80, 80), (0, 0, 0, 0))
    ramp = np.linspace(0, 4095, 80 * 80).reshape(80, 80).astype(np.uint16)
    black, white = (0, 0, 0), WHITE
    for name, data, expected in (
        ("profile.png", encoded(red, "PNG", icc_profile=swapped), [GREEN] * 4),
        ("profile.jpg", encoded(red, "JPEG", icc_profile=swapped), [GREEN] * 4),
        ("clear.png", encoded(clear, "PNG"), [white] * 4),
        ("inks.tif", encoded(red.convert("CMYK"), "TIFF"), [RED] * 4),
        ("deep.png", encoded(Image.fromarray(ramp), "PNG"), [black, black, white, white]),
    ):
        _, pixels = render(write(tmp_path / name, data))
        assert near(corners_of(pixels), expected, 20), name


def test_what_is_there_of_a_damaged_picture_is_rendered(tmp_path):
    data = encoded(scene(600, 400))
    rendering, pixels = render(write(tmp_path / "a.jpg", data[: len(data) * 3 // 4]))
    assert (rendering.width, rendering.height) == (600, 400)
    assert pixels[:200].std() > 20


def test_no_picture_is_a_failure_and_no_exception(tmp_path):
    for name, data, kind in (
        ("empty.jpg", b"", FailureKind.EMPTY),
        ("text.jpg", b"no picture at all, only words" * 10, FailureKind.NOT_A_PHOTO),
        ("bomb.png", png(60_000, 60_000, b""), FailureKind.TOO_LARGE),
    ):
        failure = render_photo(write(tmp_path / name, data), None)
        assert isinstance(failure, ReadFailure)
        assert failure.kind is kind
    assert isinstance(render_photo(bytes(tmp_path / "gone.jpg"), 100), ReadFailure)


def test_a_picture_beyond_what_a_jpeg_can_show_is_scaled(tmp_path):
    long = write(tmp_path / "long.jpg", encoded(quarters(20_000, 40)))
    rendering, pixels = render(long)
    assert not rendering.whole
    assert (rendering.width, rendering.height) == (20_000, 40)
    assert max(pixels.shape) == 10_000


def test_many_pixels_are_shown_as_fewer(tmp_path, monkeypatch):
    monkeypatch.setattr(picture, "MOST_PIXELS", 100_000)
    rendering, pixels = render(write(tmp_path / "a.jpg", encoded(quarters(400, 300))))
    assert not rendering.whole
    assert pixels.shape == (150, 200, 3)


def test_where_memory_is_short_the_picture_is_smaller(tmp_path, monkeypatch):
    monkeypatch.setattr(decode_module, "MAX_DECODE_BYTES", 150_000)
    monkeypatch.setattr(reader, "_SMALLER_SIDES", (200, 100))
    rendering, pixels = render(write(tmp_path / "a.jpg", encoded(quarters(400, 300))))
    assert not rendering.whole
    assert max(pixels.shape) == 200


def test_a_large_picture_waits_for_its_turn_only_where_it_takes_much(tmp_path, monkeypatch):
    monkeypatch.setattr(decode_module, "LARGE_BYTES", 400 * 300 * 6)
    path = write(tmp_path / "a.jpg", encoded(quarters(400, 300)))
    asked: list[str] = []
    render_photo(path, 100, lambda: asked.append("preview"))
    render_photo(path, None, lambda: asked.append("whole"))
    assert asked == ["whole"]


def test_a_raw_picture_without_a_preview_is_developed_in_full(tmp_path):
    path = write(tmp_path / "a.dng", dng(orientation=6))
    rendering, pixels = render(path)
    assert rendering.whole
    assert rendering.width < rendering.height
    assert pixels.shape[:2] == (rendering.height, rendering.width)
    assert pixels[5].mean() > pixels[-5].mean() + 50
    small, pixels = render(path, 100)
    assert not small.whole
    assert max(pixels.shape) == 100


def test_a_pool_renders_beside_reading(tmp_path):
    path = write(tmp_path / "a.jpg", encoded(quarters()))
    with DecoderPool(1, InputSpec(32)) as pool:
        rendering = pool.render(path, 100)
        assert isinstance(rendering, Rendering)
        assert Image.open(io.BytesIO(rendering.jpeg)).size == (100, 75)
        failure = pool.render(bytes(tmp_path / "gone"), None)
        assert isinstance(failure, ReadFailure)
        assert failure.kind is FailureKind.UNREADABLE
