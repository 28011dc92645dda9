"""Photos a second end to end, against the encoder alone and against a naive loop."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from benchmarks.pictures import write_camera_jpegs
from photoclip.embed.device import fast_in_bfloat16
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.random_weights import write_random_model
from photoclip.embed.weights import ModelFolder
from photoclip.indexing.pipeline import BATCH_SIZE
from photoclip.indexing.service import Indexer
from photoclip.media.sandbox import DecoderPool
from photoclip.store import database, files

ARCHITECTURE = "ViT-B-32-256"


def encoder_alone(encoder: OpenClipEncoder, count: int) -> float:
    size = encoder.info.input.size
    rng = np.random.default_rng(0)
    batch = rng.integers(0, 255, (BATCH_SIZE, size, size, 3), dtype=np.uint8)
    encoder.encode_images(batch)
    started, done = time.perf_counter(), 0
    while done < count:
        encoder.encode_images(batch)
        done += len(batch)
    return done / (time.perf_counter() - started)


def naive_loop(encoder: OpenClipEncoder, paths: list[Path], target: Path) -> float:
    """Open, preprocess, encode, insert; one photo after the other."""
    connection = sqlite3.connect(target)
    connection.execute("CREATE TABLE vector (path TEXT PRIMARY KEY, data BLOB)")
    size = encoder.info.input.size
    started = time.perf_counter()
    for path in paths:
        with Image.open(path) as image:
            upright = image.convert("RGB")
        scale = size / min(upright.size)
        width, height = (round(side * scale) for side in upright.size)
        small = upright.resize((width, height), Image.Resampling.BICUBIC)
        left, top = (width - size) // 2, (height - size) // 2
        pixels = np.asarray(small.crop((left, top, left + size, top + size)))
        row = encoder.encode_images(np.ascontiguousarray(pixels[None]))[0]
        connection.execute("INSERT INTO vector VALUES (?, ?)", (str(path), row.tobytes()))
        connection.commit()
    return len(paths) / (time.perf_counter() - started)


def end_to_end(
    model: ModelFolder, encoder: OpenClipEncoder, photos: Path, library: Path
) -> tuple[float, float]:
    """Photos a second of a whole indexing run with a loaded model, and the tree's peak in MB."""
    opened = database.open_owner(library)
    files.add_root(opened, str(photos).encode())
    peak = [0.0]
    indexer = Indexer(
        opened,
        model.info,
        lambda: encoder,
        lambda spec: DecoderPool(2, spec),
        lambda _event: peak.__setitem__(0, max(peak[0], _tree_mb())),
    )
    report = indexer.run()
    opened.close()
    return report.tally.read / report.seconds, peak[0]


def _tree_mb() -> float:
    this = psutil.Process()
    total = 0
    for process in [this, *this.children(recursive=True)]:
        try:
            total += process.memory_info().rss
        except psutil.Error:
            continue
    return total / 1e6


def run(folder: Path, *, quick: bool) -> str:
    count = 32 if quick else 320
    paths = write_camera_jpegs(folder / "photos", count)
    megabytes = sum(path.stat().st_size for path in paths) / len(paths) / 1e6
    model = write_random_model(folder / "model", ARCHITECTURE)
    rows = []
    precisions = ["float32"] + (["bfloat16"] if fast_in_bfloat16("cpu") else [])
    alone: dict[str, float] = {}
    for precision in precisions:
        encoder = OpenClipEncoder(model, "cpu", precision)
        before = encoder_alone(encoder, max(64, count // 2))
        whole, peak = end_to_end(model, encoder, folder / "photos", folder / f"library-{precision}")
        alone[precision] = (before + encoder_alone(encoder, max(64, count // 2))) / 2
        naive = naive_loop(encoder, paths[: max(16, count // 5)], folder / f"{precision}.sqlite3")
        rows.append(
            f"| {precision} | {alone[precision]:.1f} | {whole:.1f} | {naive:.1f} | "
            f"{whole / alone[precision]:.0%} | {whole / naive:.1f}× | {peak:.0f} MB |"
        )
    gain = ""
    if "bfloat16" in alone:
        ratio = alone["bfloat16"] / alone["float32"]
        gain = f"\n\nThe encoder alone is {ratio:.1f}× as fast in bfloat16 as in float32."
    return (
        f"## Indexing\n\n{count} JPEGs of 4000 × 3000 ({megabytes:.1f} MB each), {ARCHITECTURE}, random "
        "weights, model already loaded. *Whole* is the real indexer: hash, decode in child processes, "
        "thumbnail, metadata, encode, SQLite. *Naive* opens, preprocesses, encodes and inserts one "
        "photo after the other.\n\n"
        "| precision | encoder alone | whole | naive | whole / alone | whole / naive | peak memory |\n"
        "|---|---|---|---|---|---|---|\n" + "\n".join(rows) + gain + "\n\nPhotos a second; memory "
        "of the process and its decoders together."
    )
