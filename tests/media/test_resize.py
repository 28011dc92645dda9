from __future__ import annotations

import numpy as np
import pytest
from media_pictures import quarters, scene
from PIL import Image

from photoclip.core.types import InputSpec, Interpolation, ResizeMode
from photoclip.media.resize import (
    Frame,
    cut_to_input,
    fit_within,
    scale_to_input,
    upright,
)


def frame(picture: Image.Image, orientation: int = 1) -> Frame:
    return Frame(picture, picture.size, (0, 0, *picture.size), orientation)


def model_input(picture: Image.Image, spec: InputSpec, orientation: int = 1) -> np.ndarray:
    scaled = scale_to_input(frame(picture, orientation), spec)
    return np.asarray(cut_to_input(upright(scaled, orientation), spec))


@pytest.mark.parametrize("size", [(400, 300), (300, 400), (301, 400), (99, 64), (64, 64), (40, 30)])
@pytest.mark.parametrize("filtering", list(Interpolation))
def test_shortest_is_resize_then_centre_crop_as_torchvision_does_it(size, filtering):
    picture = scene(*size)
    spec = InputSpec(64, interpolation=filtering)
    short = min(size)
    width, height = (int(64 * side / short) for side in size)
    resized = picture.resize(
        (64 if size[0] == short else width, 64 if size[1] == short else height),
        Image.Resampling[filtering.name],
    )
    left = round((resized.width - 64) / 2.0)
    top = round((resized.height - 64) / 2.0)
    expected = np.asarray(resized.crop((left, top, left + 64, top + 64)))
    assert np.array_equal(model_input(picture, spec), expected)


def test_longest_pads_with_the_fill_colour():
    pixels = model_input(quarters(400, 200), InputSpec(64, ResizeMode.LONGEST, fill=7))
    assert pixels.shape == (64, 64, 3)
    assert (pixels[:16] == 7).all()
    assert (pixels[48:] == 7).all()
    assert tuple(pixels[20, 5]) == (255, 0, 0)


def test_squash_keeps_everything():
    pixels = model_input(quarters(400, 200), InputSpec(64, ResizeMode.SQUASH))
    assert tuple(pixels[2, 2]) == (255, 0, 0)
    assert tuple(pixels[61, 61]) == (255, 255, 255)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("mode", list(ResizeMode))
def test_turning_after_resizing_equals_turning_before(orientation, mode):
    spec = InputSpec(64, mode)
    picture = scene(403, 250)
    before = model_input(upright(picture, orientation), spec).astype(int)
    after = model_input(picture, spec, orientation).astype(int)
    assert np.abs(after - before).max() <= 1


@pytest.mark.parametrize("size", [(30000, 1), (1, 30000), (5000, 10)])
@pytest.mark.parametrize("mode", list(ResizeMode))
def test_extreme_strips_cost_no_memory(size, mode):
    assert model_input(Image.new("RGB", size, "red"), InputSpec(64, mode)).shape == (64, 64, 3)


@pytest.mark.parametrize(
    ("size", "expected"),
    [((4000, 3000), (512, 384)), ((300, 200), (300, 200)), ((30000, 1), (512, 1))],
)
def test_thumbnails_are_never_enlarged(size, expected):
    assert fit_within(frame(Image.new("RGB", size)), 512).size == expected


def test_a_thumbnail_of_a_reduced_picture_is_as_large_as_what_is_there():
    reduced = Frame(Image.new("RGB", (500, 375)), (4000, 3000), (0, 0, 500, 375), 1)
    assert fit_within(reduced, 512).size == (500, 375)
