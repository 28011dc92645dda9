"""What the shortcuts cost: bfloat16 against float32, scaled JPEG decoding against a full decode."""

from __future__ import annotations

import os
import time
from pathlib import Path

import numpy as np

from benchmarks.pictures import write_camera_jpegs
from photoclip.core import paths
from photoclip.core.types import Float32, InputSpec, PhotoReading, UInt8
from photoclip.embed.device import fast_in_bfloat16
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.random_weights import write_random_model
from photoclip.embed.weights import ModelFolder
from photoclip.media.reader import read_photo
from photoclip.training import encode_in_batches

FACTORS: tuple[float | None, ...] = (1.0, 1.4, 2.0, 3.0, None)


def _pictures(files: list[Path], spec: InputSpec, oversample: float | None) -> tuple[UInt8, float]:
    """Model inputs ``(n, s, s, 3)`` and milliseconds a photo."""
    started = time.perf_counter()
    readings = [read_photo(os.fsencode(path), spec, oversample=oversample) for path in files]
    taken = (time.perf_counter() - started) / len(files) * 1000
    return np.stack([r.pixels for r in readings if isinstance(r, PhotoReading)]), taken


def _cosines(a: Float32, b: Float32) -> str:
    cosines = (a * b).sum(axis=1)
    return f"{cosines.mean():.5f} (least {cosines.min():.5f})"


def _draft_rows(model: ModelFolder, files: list[Path]) -> list[str]:
    encoder = OpenClipEncoder(model, "cpu", "float32")
    whole, _time = _pictures(files, model.info.input, None)
    truth = encode_in_batches(encoder, whole)
    rows = []
    for factor in FACTORS:
        pixels, taken = _pictures(files, model.info.input, factor)
        difference = np.abs(pixels.astype(np.int16) - whole).mean()
        cosines = _cosines(truth, encode_in_batches(encoder, pixels))
        name = "full decode" if factor is None else f"≥ {factor:g} × the input"
        rows.append(f"| {model.name} | {name} | {taken:.1f} | {difference:.2f} | {cosines} |")
    return rows


def run(folder: Path, *, quick: bool) -> str:
    embedded = ModelFolder.open(paths.embedded_model())
    public = write_random_model(folder / "model", "ViT-B-32-256")
    samples = sorted(paths.sample_photos().rglob("*.jpg"))[: 16 if quick else 100]
    large = write_camera_jpegs(folder / "large", 8 if quick else 40)
    text = "## Fidelity\n\n"
    if fast_in_bfloat16("cpu"):
        rows = []
        for model in (embedded, public):
            pixels, _time = _pictures(samples, model.info.input, None)
            exact = encode_in_batches(OpenClipEncoder(model, "cpu", "float32"), pixels)
            low = encode_in_batches(OpenClipEncoder(model, "cpu", "bfloat16"), pixels)
            rows.append(f"| {model.name} | {_cosines(exact, low)} |")
        text += (
            f"Cosine of the bfloat16 vector with the float32 one, {len(samples)} sample photos:\n\n"
            "| model | mean |\n|---|---|\n" + "\n".join(rows) + "\n\n"
        )
    text += (
        "JPEG decoding scaled in the DCT (`draft`), against a full decode: how much larger than the "
        "model's input the decoded picture must stay, milliseconds a photo for reading everything "
        "(hash, decode, thumbnail, metadata), mean difference of the input's pixels (0–255), cosine "
        f"of the vectors. {len(large)} JPEGs of 4000 × 3000 and {len(samples)} sample photos.\n\n"
        "| model | decoded | ms | pixels | cosine |\n|---|---|---|---|---|\n"
    )
    text += "\n".join([*_draft_rows(public, large), *_draft_rows(embedded, samples)])
    from photoclip.media.picture import OVERSAMPLE

    return text + f"\n\nPhotoClip uses ≥ {OVERSAMPLE:g} × the input."
