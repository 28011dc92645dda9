"""What a camera does to a scene: exposure, white balance, lens, sensor, an unsteady hand."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from photoclip.scenes.noise import Floats

Pixels = npt.NDArray[np.uint8]

_GRAIN = 512


def develop(scene: Floats, rng: np.random.Generator, dark: bool) -> Pixels:
    """Picture (H, W, 3) uint8 sRGB of a painted scene (H, W, 3) float32.

    All shifts are small enough that colour words and times of day stay true.
    """
    # Every number is drawn whether it is used or not, and none depends on the size.
    gain, contrast, warm, vignette, noisy, soft, tilt = rng.uniform(0.0, 1.0, 7).tolist()
    grain_seed = int(rng.integers(0, 2**31))
    height, width = scene.shape[:2]
    unit = min(height, width)
    balance = np.array([1 + 0.05 * (warm - 0.5), 1.0, 1 - 0.05 * (warm - 0.5)], dtype=np.float32)
    factor = np.float32((0.95 + 0.10 * gain) if dark else (0.91 + 0.17 * gain))
    image = np.clip(scene, 0.0, 1.25) * (balance * factor)
    if dark:
        # A longer exposure: shadows keep some drawing, lights stay where they are.
        image = image * np.float32(0.66) + np.sqrt(image) * np.float32(0.27)
    slope = np.float32(0.92 + 0.20 * contrast)
    pivot = np.float32(0.25 if dark else 0.45)
    image = (image - pivot) * slope + pivot
    if vignette > 0.35:
        y = np.linspace(-1.0, 1.0, height, dtype=np.float32)[:, None]
        x = np.linspace(-1.0, 1.0, width, dtype=np.float32)[None, :]
        fall = np.float32(0.26 * (vignette - 0.35))
        image *= (1 - fall * (x * x + y * y))[:, :, None]
    # Highlights roll off instead of breaking off.
    np.subtract(image, np.maximum(image - 0.9, 0.0) * np.float32(0.6), out=image)
    pixels = (np.clip(image, 0.0, 1.0) * np.float32(255) + np.float32(0.5)).astype(np.uint8)
    picture = Image.fromarray(pixels)
    if tilt > 0.5:
        picture = _turned(picture, float((tilt - 0.75) * 4 * 2.2))
    if soft > 0.6:
        # At full size a picture is never softer than a good lens would leave it.
        radius = min(1.5, (0.4 + (soft - 0.6)) * 0.006 * unit)
        picture = picture.filter(ImageFilter.GaussianBlur(radius))
    out = np.asarray(picture)
    if noisy > 0.3:
        out = _grainy(out, grain_seed, (noisy - 0.3) * (9.0 if dark else 5.0))
    return out


def _turned(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture turned by some degrees and enlarged just enough to fill its corners."""
    width, height = picture.size
    a = np.deg2rad(degrees)
    ratio = max(width / height, height / width)
    zoom = 1 / (np.cos(a) + abs(np.sin(a)) * ratio)
    c, s = float(np.cos(a) * zoom), float(np.sin(a) * zoom)
    x, y = width / 2, height / 2
    matrix = (c, s, x - c * x - s * y, -s, c, y + s * x - c * y)
    return picture.transform(picture.size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)


@cache
def _grain() -> Floats:
    """A block (512, 512, 3) of sensor noise with unit variance: part common to the colours."""
    rng = np.random.default_rng(11)
    common = rng.standard_normal((_GRAIN, _GRAIN, 1), dtype=np.float32)
    own = rng.standard_normal((_GRAIN, _GRAIN, 3), dtype=np.float32)
    return common * np.float32(0.85) + own * np.float32(0.53)


def _grainy(pixels: Pixels, seed: int, amount: float) -> Pixels:
    """Sensor noise with a standard deviation of `amount` levels."""
    height, width = pixels.shape[:2]
    rows = (np.arange(height) + seed) % _GRAIN
    columns = (np.arange(width) + seed // _GRAIN) % _GRAIN
    noisy = _grain()[rows[:, None], columns[None, :]] * np.float32(amount)
    noisy += pixels
    noisy += np.float32(0.5)
    out: Pixels = np.clip(noisy, 0, 255).astype(np.uint8)
    return out
