"""Any picture's colours as sRGB: odd modes, transparency, colour profiles.

Split in two because of memory and time. `to_plain` gets rid of palettes, transparency and deep
samples; it runs strip by strip on big pictures. `to_srgb` applies the colour profile; it runs on
the few pixels left after resizing.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from PIL import Image, ImageCms

STRIP_PIXELS = 4 << 20
"""Pictures up to this size are converted in one piece."""

_WHITE = (255, 255, 255)
_MAX_PROFILE_BYTES = 8 << 20
_SAME_COLOUR_LEVELS = 3
"""A profile that moves no colour by more than this many of 255 levels is sRGB by another name."""

_DEEP_MODES = frozenset({"I", "F", "I;16", "I;16L", "I;16B", "I;16N"})
_PLAIN_MODES = frozenset({"RGB", "L", "CMYK", "LAB"})
_BIT_DEPTH_LIMITS = (255, 1023, 4095, 16383, 65535)

_SRGB = ImageCms.createProfile("sRGB")
_PROFILE_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}


def is_plain(image: Image.Image) -> bool:
    """Whether the picture already is RGB, L, CMYK or LAB without transparency."""
    return image.mode in _PLAIN_MODES and "transparency" not in image.info


def sample_range(image: Image.Image) -> tuple[float, float]:
    """Which sample values of a deep picture (16, 32 bits or float) stand for black and white.

    Files don't say how many bits of a deep sample they use. The smallest usual bit depth that holds
    the brightest sample is taken as the range, so that 12-bit scans in 16-bit files come out as
    bright as they look elsewhere; samples outside every usual range are stretched. Other modes have
    the range 0 to 255. Loads the picture.
    """
    if image.mode not in _DEEP_MODES:
        return (0.0, 255.0)
    low, high = _extremes(image)
    if image.mode == "F" and low >= 0 and high <= 1:
        return (0.0, 1.0)
    if low >= 0 and high <= _BIT_DEPTH_LIMITS[-1]:
        return (0.0, float(next(limit for limit in _BIT_DEPTH_LIMITS if high <= limit)))
    return (low, high)


def _extremes(image: Image.Image) -> tuple[float, float]:
    """The least and greatest finite sample, looked for in strips: numpy needs a copy."""
    low, high = float("inf"), float("-inf")
    for strip in strips(image):
        samples = np.asarray(strip)
        if image.mode == "F":
            samples = samples[np.isfinite(samples)]
        if samples.size:
            low, high = min(low, float(samples.min())), max(high, float(samples.max()))
    return (low, high) if low <= high else (0.0, 0.0)


def strips(image: Image.Image, multiple: int = 1) -> Iterator[Image.Image]:
    """Copies of a loaded picture's rows from top to bottom, a few megapixels at a time.

    Each strip but the last is a multiple of ``multiple`` rows high.
    """
    width, height = image.size
    rows = max(1, STRIP_PIXELS // (width * multiple)) * multiple
    for top in range(0, height, rows):
        yield image.crop((0, top, width, min(height, top + rows)))


def to_plain(image: Image.Image, value_range: tuple[float, float] = (0.0, 255.0)) -> Image.Image:
    """The same picture as RGB, L, CMYK or LAB: flattened on white, 8 bits a sample.

    ``value_range`` is `sample_range` of the whole picture this one may be a strip of.
    """
    if is_plain(image):
        return image
    if image.mode in _DEEP_MODES:
        return _scale_samples(image, value_range)
    if image.mode == "1":
        return image.convert("L")
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "RGBa", "La"):
        return _flatten(image)
    return image.convert("RGB")


def _scale_samples(image: Image.Image, value_range: tuple[float, float]) -> Image.Image:
    low, high = value_range
    samples = np.nan_to_num(np.asarray(image).astype(np.float32), nan=low, posinf=high, neginf=low)
    scaled = (samples - low) * (255.0 / max(high - low, 1e-9))
    return Image.fromarray(np.clip(np.rint(scaled), 0, 255).astype(np.uint8))


def _flatten(image: Image.Image) -> Image.Image:
    if image.mode in ("RGBa", "La"):
        image = image.convert(image.mode.upper())
    if image.mode != "RGBA":
        image = image.convert("RGBA")
    canvas = Image.new("RGB", image.size, _WHITE)
    canvas.paste(image, mask=image)
    return canvas


def to_srgb(image: Image.Image, profile: bytes | None, *, in_place: bool = False) -> Image.Image:
    """A plain picture as RGB in sRGB; a profile that is broken or for another mode is ignored.

    ``in_place`` may change the picture itself, to save the memory of another.
    """
    if image.mode == "LAB":
        return ImageCms.applyTransform(image, _lab_transform()) or image
    if profile and len(profile) <= _MAX_PROFILE_BYTES:
        transform = _transform(profile, image.mode)
        if transform is not None:
            changed = in_place and image.mode == "RGB"
            return ImageCms.applyTransform(image, transform, inPlace=changed) or image
    return image if image.mode == "RGB" else image.convert("RGB")


@lru_cache(maxsize=1)
def _lab_transform() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(ImageCms.createProfile("LAB"), _SRGB, "LAB", "RGB")


@lru_cache(maxsize=32)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The way from a profile to sRGB, or None where there is nothing to do or to trust."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if source.profile.xcolor_space.strip() != _PROFILE_SPACES.get(mode):
            return None
        transform = ImageCms.buildTransform(source, _SRGB, mode, "RGB")
        if mode != "CMYK" and _changes_little(transform, mode):
            return None
        return transform
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None  # a picture with a broken profile is shown as it would be without one


def _changes_little(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    levels = np.arange(0, 256, 15, dtype=np.uint8)
    chart = Image.fromarray(
        np.stack(np.meshgrid(levels, levels, levels), axis=-1).reshape(levels.size, -1, 3)
    )
    before = chart if mode == "RGB" else chart.convert(mode)
    after = ImageCms.applyTransform(before, transform)
    if after is None:
        return False
    moved = np.abs(np.asarray(after, np.int16) - np.asarray(before.convert("RGB"), np.int16))
    return int(moved.max()) <= _SAME_COLOUR_LEVELS
