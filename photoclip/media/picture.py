"""What a decoded picture becomes: model input and thumbnail for indexing, or a picture to look at."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

import numpy as np
from PIL import Image

from photoclip.core.types import InputSpec, Rendering, ResizeMode, UInt8
from photoclip.media import colour
from photoclip.media.decode import Decoded
from photoclip.media.resize import cut_to_input, fit_within, scale_to_input, upright

OVERSAMPLE = 1.4
"""How many times larger than the model's input a reduced picture must at least be, side by side.

JPEG's DCT scaling halves sides up to three times, so the factor actually met lies between this and
twice as much. tests/media/test_oversampling.py measures what factors cost in fidelity.
"""

THUMBNAIL_SIDE = 512
THUMBNAIL_QUALITY = 82
_SLACK = 0.9  # a picture a little shorter than asked for is not worth decoding twice as much
_MIN_PREVIEW_SHARE = 0.5  # of the side the model wants: smaller previews are icons

VIEW_QUALITY = 88
WHOLE_QUALITY = 92
LONGEST_SIDE = 16_383
MOST_PIXELS = 100_000_000
"""Beyond these sizes a whole picture is shown smaller: few programs can draw such a JPEG."""

_AS_GOOD_AS_WHOLE = 0.95  # of a raw picture's sides: cameras trim the edges of their own JPEG
_PIXEL_BYTES = 4  # in Pillow's memory, RGB too


@dataclass(frozen=True, slots=True)
class Indexing:
    """Decoding for a model's input and a thumbnail.

    ``oversample`` None decodes every pixel, for measuring what reduced decoding loses.
    """

    spec: InputSpec
    oversample: float | None = OVERSAMPLE

    def reduction(self, size: tuple[int, int]) -> int:
        """See `decode.Purpose`."""
        if self.oversample is None:
            return 1
        wanted = self.spec.size * self.oversample
        side = max(size) if self.spec.resize is ResizeMode.LONGEST else min(size)
        return max(1, int(min(side / wanted, max(size) / (THUMBNAIL_SIDE * _SLACK))))

    def is_served_by(self, size: tuple[int, int], whole: tuple[int, int]) -> bool:
        """See `decode.Purpose`."""
        wanted = self.spec.size
        return max(size) >= wanted and min(size) >= wanted * _MIN_PREVIEW_SHARE

    def drawing_bytes(self, size: tuple[int, int]) -> int:
        """See `decode.Purpose`: a few hundred pixels a side are left."""
        return 0


@dataclass(frozen=True, slots=True)
class Viewing:
    """Decoding for a picture to look at, its long side at most ``side`` pixels, or all of it."""

    side: int | None

    def reduction(self, size: tuple[int, int]) -> int:
        """See `decode.Purpose`."""
        if self.side is None:
            excess = math.sqrt(size[0] * size[1] / MOST_PIXELS)
            return max(1, math.ceil(max(excess, max(size) / LONGEST_SIDE)))
        return max(1, int(max(size) / (self.side * _SLACK)))

    def is_served_by(self, size: tuple[int, int], whole: tuple[int, int]) -> bool:
        """See `decode.Purpose`."""
        wanted = max(whole) * _AS_GOOD_AS_WHOLE
        return max(size) >= (wanted if self.side is None else min(wanted, self.side * _SLACK))

    def drawing_bytes(self, size: tuple[int, int]) -> int:
        """See `decode.Purpose`: once more for the colours, or for turning it upright."""
        return size[0] * size[1] * _PIXEL_BYTES // self.reduction(size) ** 2


@dataclass(frozen=True, slots=True)
class IndexPicture:
    """What indexing keeps: ``pixels`` uint8 ``(size, size, 3)`` sRGB, ``thumbnail`` a JPEG."""

    pixels: UInt8
    thumbnail: bytes


def draw_for_index(decoded: Decoded, spec: InputSpec) -> IndexPicture:
    """Model input and thumbnail of a picture."""
    frame, profile = decoded.frame, decoded.profile
    square = upright(colour.to_srgb(scale_to_input(frame, spec), profile), frame.orientation)
    pixels = np.array(cut_to_input(square, spec), dtype=np.uint8)
    small = upright(colour.to_srgb(fit_within(frame, THUMBNAIL_SIDE), profile), frame.orientation)
    return IndexPicture(pixels, _as_jpeg(small, THUMBNAIL_QUALITY))


def draw_for_view(decoded: Decoded, side: int | None) -> Rendering:
    """A picture to look at: upright, sRGB, its long side at most ``side`` pixels. Uses it up."""
    frame = decoded.frame
    image = fit_within(frame, side)
    image = colour.to_srgb(image, decoded.profile, in_place=True)
    image = upright(image, frame.orientation)
    whole = image.size == frame.upright_size and (
        max(image.size) >= max(decoded.width, decoded.height) * _AS_GOOD_AS_WHOLE
    )
    jpeg = _as_jpeg(image, WHOLE_QUALITY if whole else VIEW_QUALITY)
    return Rendering(jpeg, decoded.width, decoded.height, whole)


def _as_jpeg(image: Image.Image, quality: int) -> bytes:
    image.info.clear()  # nothing of the original's metadata travels with it
    encoded = io.BytesIO()
    image.save(encoded, "JPEG", quality=quality)
    return encoded.getvalue()
