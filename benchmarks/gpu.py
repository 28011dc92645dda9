"""What a GPU gives: the encoder fed ready tensors, the decoders, and all of the indexing together."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import torch

from benchmarks.pictures import NothingToMeasureError, write_camera_jpegs
from photoclip.core.types import PhotoReading
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.random_weights import write_random_model
from photoclip.embed.weights import ModelFolder
from photoclip.indexing.service import Indexer
from photoclip.media.reader import read_photo
from photoclip.media.sandbox import DecoderPool
from photoclip.store import database, files

ARCHITECTURES = ("ViT-B-32-256", "ViT-L-14")
BATCHES = (8, 32, 128, 512)
COPIES = 4
_SECONDS = 2.0


def rate(work: Callable[[], int]) -> float:
    """Pictures a second of something that gives how many it did, once it is warm."""
    work()
    started, done = time.perf_counter(), 0
    while time.perf_counter() - started < _SECONDS:
        done += work()
    return done / (time.perf_counter() - started)


def ready_tensors(encoder: OpenClipEncoder, batch: int) -> float:
    """The encoder alone: the tensors lie on the device, in its precision, and stay there."""
    size = encoder.info.input.size
    dtype = next(encoder._model.visual.parameters()).dtype
    ready = torch.randn(batch, 3, size, size, device=encoder.device, dtype=dtype)
    ready = ready.contiguous(memory_format=torch.channels_last)

    def work() -> int:
        with torch.inference_mode():
            for _ in range(8):
                encoder._model.encode_image(ready)
            torch.cuda.synchronize()
        return 8 * batch

    return rate(work)


def from_pixels(encoder: OpenClipEncoder, batch: int) -> float:
    """As the indexing uses it: uint8 pictures in memory in, float32 vectors in memory out."""
    size = encoder.info.input.size
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 255, (batch, size, size, 3), dtype=np.uint8)
    return rate(lambda: len(encoder.encode_images(pixels)))


def pictures(folder: Path, count: int) -> list[Path]:
    """Distinct twelve-megapixel JPEGs, drawn by all cores; each lies there ``COPIES`` times, with
    another end behind the picture: other files, the same work.
    """
    cores = os.cpu_count() or 1
    each = -(-count // (COPIES * cores))
    with ProcessPoolExecutor(cores) as pool:
        parts = pool.map(
            write_camera_jpegs, [folder / f"{n}" for n in range(cores)], [each] * cores
        )
        drawn = [path for part in parts for path in part]
    made = []
    for number, path in enumerate(drawn):
        for copy in range(COPIES):
            target = path.with_name(f"{path.stem}-{copy}.jpg")
            shutil.copyfile(path, target)
            with target.open("ab") as stream:
                stream.write(f"{number}.{copy}".encode())
            made.append(target)
        path.unlink()
    return made


def decoded_in_processes(model: ModelFolder, paths: list[Path]) -> float:
    with DecoderPool(os.cpu_count() or 1, model.info.input) as pool:
        for _ in pool.map(os.fsencode(path) for path in paths[:64]):
            pass
        started = time.perf_counter()
        done = sum(
            isinstance(one, PhotoReading) for _path, one in pool.map(map(os.fsencode, paths))
        )
        return done / (time.perf_counter() - started)


def decoded_in_threads(model: ModelFolder, paths: list[Path]) -> float:
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        started = time.perf_counter()
        done = sum(
            isinstance(one, PhotoReading)
            for one in pool.map(lambda path: read_photo(os.fsencode(path), model.info.input), paths)
        )
        return done / (time.perf_counter() - started)


def decoded_on_gpu(model: ModelFolder, paths: list[Path], batch: int = 32) -> float | str:
    """The picture alone: nvJPEG, then bicubic to the model's size; no thumbnail, no metadata."""
    try:
        from torchvision.io import ImageReadMode, decode_jpeg

        data = [torch.frombuffer(path.read_bytes(), dtype=torch.uint8) for path in paths[:batch]]

        def work() -> int:
            decoded = decode_jpeg(data, mode=ImageReadMode.RGB, device="cuda")
            for one in decoded:
                torch.nn.functional.interpolate(
                    one[None].float(), size=model.info.input.size, mode="bicubic", antialias=True
                )
            torch.cuda.synchronize()
            return len(data)

        return rate(work)
    except (RuntimeError, ImportError, TypeError) as error:
        return str(error).splitlines()[0][:80]


def end_to_end(model: ModelFolder, encoder: OpenClipEncoder, photos: Path, library: Path) -> float:
    """Photos a second of a whole indexing run; model and decoders are warm."""
    opened = database.open_owner(library)
    files.add_root(opened, str(photos).encode())
    indexer = Indexer(
        opened, model.info, lambda: encoder, lambda spec: DecoderPool(os.cpu_count() or 1, spec)
    )
    report = indexer.run()
    opened.close()
    return report.tally.read / report.seconds


def run(folder: Path, *, quick: bool) -> str:
    if not torch.cuda.is_available():
        raise NothingToMeasureError("this machine has no GPU that torch can use")
    count = 512 if quick else 4096
    started = time.perf_counter()
    paths = sorted((folder / "photos").rglob("*.jpg")) or pictures(folder / "photos", count)
    print(f"{len(paths)} pictures in {time.perf_counter() - started:.0f} s", flush=True)
    rows, notes = [], []
    for architecture in ARCHITECTURES:
        model = write_random_model(folder / architecture, architecture)
        encoder = OpenClipEncoder(model, "cuda")
        ready = {batch: ready_tensors(encoder, batch) for batch in BATCHES}
        pixels = {batch: from_pixels(encoder, batch) for batch in BATCHES}
        print(architecture, ready, pixels, flush=True)
        whole = end_to_end(model, encoder, folder / "photos", folder / f"library-{architecture}")
        print("whole", whole, flush=True)
        if architecture == ARCHITECTURES[0]:
            processes = decoded_in_processes(model, paths)
            threads = decoded_in_threads(model, paths[: count // 4])
            on_gpu = decoded_on_gpu(model, paths)
            notes.append(
                f"Read without a model: {processes:.0f} photos/s in {os.cpu_count()} processes, "
                f"{threads:.0f} in as many threads of one process; nvJPEG with a resize on the GPU, "
                f"the picture alone: {on_gpu if isinstance(on_gpu, str) else f'{on_gpu:.0f}'}."
            )
            print(notes, flush=True)
        rows += [
            f"| {architecture} | {batch} | {ready[batch]:.0f} | {pixels[batch]:.0f} | | |"
            for batch in BATCHES
        ]
        best = max(ready.values())
        rows.append(
            f"| **{architecture}** | best | {best:.0f} | {max(pixels.values()):.0f} | {whole:.0f} | "
            f"{whole / best:.0%} |"
        )
        del encoder
        torch.cuda.empty_cache()
    name = torch.cuda.get_device_name()
    return (
        f"## A GPU\n\n{name}, {os.cpu_count()} processor cores, torch {torch.__version__}. {len(paths)} "
        "JPEGs of 4000 × 3000, random weights, bfloat16. *Ready tensors* is the image tower fed tensors "
        "that lie on the GPU; *pixels* is the encoder as the indexing calls it, from uint8 in memory to "
        "vectors in memory; *whole* is the real indexer: hash, decode, thumbnail, metadata, encode, "
        "SQLite.\n\n| model | batch | ready tensors | pixels | whole | whole / ready |\n"
        "|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n\n" + "\n\n".join(notes)
    )
