"""Twelve-megapixel JPEGs as a camera would make them: 4000 x 3000, about 4 MB, with EXIF."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image


def write_camera_jpegs(folder: Path, count: int) -> list[Path]:
    """``count`` distinct pictures with the detail, and so the file size, of real ones."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(12)
    fine = rng.normal(0, 9, (3000, 4000)).astype(np.int16)
    paths = []
    for index in range(count):
        coarse = rng.integers(20, 235, (12, 16, 3), dtype=np.uint8)
        picture = np.asarray(Image.fromarray(coarse).resize((4000, 3000), Image.Resampling.BICUBIC))
        grain = np.roll(fine, (index * 37, index * 101), (0, 1))[:, :, None]
        image = Image.fromarray(np.clip(picture.astype(np.int16) + grain, 0, 255).astype(np.uint8))
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = "Canon", "EOS R6"
        exif[0x0132] = f"2024:05:{index % 28 + 1:02d} 12:{index % 60:02d}:00"
        path = folder / f"IMG_{index:05d}.jpg"
        image.save(path, quality=88, subsampling=2, exif=exif)
        paths.append(path)
    return paths


class NothingToMeasureError(Exception):
    """What a benchmark needs isn't on this machine; the table in docs/benchmarks.md stays as it is."""
