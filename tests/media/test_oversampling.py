"""What reduced decoding costs in fidelity. As a script: ``python test_oversampling.py PHOTO…``."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np
import pytest
from media_pictures import encoded, scene, write

from photoclip.core.types import InputSpec, PhotoReading
from photoclip.media.picture import OVERSAMPLE
from photoclip.media.reader import read_photo

FACTORS = (1.0, 1.5, 2.0, 3.0)


@dataclass(frozen=True)
class Fidelity:
    """Mean absolute difference (of 255 levels) and PSNR (dB) of reduced against full decoding."""

    mean_error: float
    psnr: float


def measure(path: bytes, spec: InputSpec, factor: float) -> Fidelity:
    full = read_photo(path, spec, oversample=None)
    reduced = read_photo(path, spec, oversample=factor)
    assert isinstance(full, PhotoReading)
    assert isinstance(reduced, PhotoReading)
    difference = reduced.pixels.astype(float) - full.pixels
    mean_square = float((difference**2).mean())
    psnr = 99.0 if mean_square == 0 else 10 * np.log10(255**2 / mean_square)
    return Fidelity(float(np.abs(difference).mean()), psnr)


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        *(("JPEG", (2400, 1800)), ("JPEG", (1801, 2399)), ("PNG", (1801, 2399))),
        ("JPEG2000", (2400, 1800)),
    ],
)
def test_reduced_decoding_is_as_good_as_full_decoding_to_a_model(tmp_path, kind, size):
    path = write(tmp_path / "scene", encoded(scene(*size), kind))
    spec = InputSpec(224)
    best = measure(path, spec, OVERSAMPLE)
    coarse = measure(path, spec, 1.0)
    assert best.psnr > 40
    assert best.mean_error < 1
    assert best.mean_error <= coarse.mean_error


def test_full_size_is_reported_whatever_was_decoded(tmp_path):
    path = write(tmp_path / "scene.jpg", encoded(scene(1801, 2399)))
    reading = read_photo(path, InputSpec(64))
    assert isinstance(reading, PhotoReading)
    assert (reading.width, reading.height) == (1801, 2399)


def main() -> None:
    """Print the mean over the given photos for each factor."""
    spec = InputSpec(224)
    print("factor  mean error  worst  mean PSNR  worst")
    for factor in FACTORS:
        found = [measure(argument.encode(), spec, factor) for argument in sys.argv[1:]]
        errors, ratios = [f.mean_error for f in found], [f.psnr for f in found]
        print(
            f"{factor:6.1f}  {np.mean(errors):10.2f}  {max(errors):5.2f}"
            f"  {np.mean(ratios):9.1f}  {min(ratios):5.1f}"
        )


if __name__ == "__main__":
    main()
