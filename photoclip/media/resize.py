"""From a decoded picture to the square an encoder sees: geometry only, no colour.

Follows open_clip's evaluation transform (``open_clip/transform.py``: resize, centre crop or pad),
so that vectors agree with those of any other program using the same model. Turning the picture
upright comes after the resizing: on a few hundred pixels it costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from photoclip.core.types import InputSpec, Interpolation, ResizeMode

_MAX_ASPECT = 4
"""Beyond this, only the centre is resized: a strip of 30000 x 1 would else need gigabytes."""

_FILTERS = {
    Interpolation.BICUBIC: Image.Resampling.BICUBIC,
    Interpolation.BILINEAR: Image.Resampling.BILINEAR,
}

_TRANSPOSE = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Frame:
    """A decoded picture, possibly at reduced scale, and how it relates to the original.

    ``size`` is the original's (width, height) as stored, ``box`` the part of ``image`` that shows
    it (reduced decoding rounds the last column and row up, so the edge may be a fraction), and
    ``orientation`` the EXIF value 1..8 that still has to be applied.
    """

    image: Image.Image
    size: tuple[int, int]
    box: tuple[float, float, float, float]
    orientation: int

    @property
    def upright_size(self) -> tuple[int, int]:
        """The original's (width, height) after turning it upright."""
        width, height = self.size
        return (height, width) if self.orientation >= 5 else (width, height)


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """Apply an EXIF orientation (1..8, TIFF 6.0 tag 274); others leave the picture as it is."""
    method = _TRANSPOSE.get(orientation)
    return image if method is None else image.transpose(method)


def fit_within(frame: Frame, long_side: int | None) -> Image.Image:
    """The whole picture, not yet upright, at most ``long_side`` pixels long; never enlarged.

    None takes it as large as it was decoded.
    """
    longest = max(frame.image.size)
    width, height = frame.size
    scale = min(1.0, min(long_side or longest, longest) / max(width, height))
    target = (max(1, round(width * scale)), max(1, round(height * scale)))
    if target == frame.image.size and _is_whole(frame):
        return frame.image
    return frame.image.resize(target, Image.Resampling.HAMMING, box=frame.box)


def scale_to_input(frame: Frame, spec: InputSpec) -> Image.Image:
    """The picture at the scale ``spec`` asks for, not yet upright and not yet cut or padded."""
    width, height = frame.size
    short, long = min(frame.size), max(frame.size)
    if spec.resize is ResizeMode.SQUASH:
        return _resize(frame, (spec.size, spec.size), frame.box, spec)
    if spec.resize is ResizeMode.LONGEST:
        ratio = long / spec.size
        target = (max(1, round(width / ratio)), max(1, round(height / ratio)))
        return _resize(frame, target, frame.box, spec)
    if long > _MAX_ASPECT * short:
        return _resize(frame, (spec.size, spec.size), _centre_square(frame), spec)
    new_long = int(spec.size * long / short)
    target = (spec.size, new_long) if width <= height else (new_long, spec.size)
    return _resize(frame, target, frame.box, spec)


def cut_to_input(image: Image.Image, spec: InputSpec) -> Image.Image:
    """Cut the centre of an upright picture, or pad it with ``spec.fill``: (size, size) pixels.

    Half pixels round to even when cutting and down when padding, as in torchvision's
    ``center_crop`` and open_clip's ``center_crop_or_pad``.
    """
    spare_x, spare_y = image.width - spec.size, image.height - spec.size
    if spare_x == 0 and spare_y == 0:
        return image
    if spare_x < 0 or spare_y < 0:
        canvas = Image.new("RGB", (spec.size, spec.size), (spec.fill,) * 3)
        canvas.paste(image, (-spare_x // 2, -spare_y // 2))
        return canvas
    x, y = round(spare_x / 2.0), round(spare_y / 2.0)
    return image.crop((x, y, x + spec.size, y + spec.size))


def _is_whole(frame: Frame) -> bool:
    return frame.box == (0, 0, *frame.image.size)


def _resize(
    frame: Frame, size: tuple[int, int], box: tuple[float, float, float, float], spec: InputSpec
) -> Image.Image:
    return frame.image.resize(size, _FILTERS[spec.interpolation], box=box)


def _centre_square(frame: Frame) -> tuple[float, float, float, float]:
    left, top, right, bottom = frame.box
    side = min(right - left, bottom - top)
    x, y = (right + left - side) / 2, (bottom + top - side) / 2
    return (x, y, x + side, y + side)
