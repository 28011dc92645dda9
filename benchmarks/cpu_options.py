"""Ways to run the image tower on a processor, each beside float32 in the same minutes.

Machines are noisy, so every round times all of them one after the other, and a ratio is the median of
the rounds' ratios; by one thread, and in processor time, which other programs disturb least. What isn't
installed is left out: see the end of the table for what that takes.
"""

from __future__ import annotations

import argparse
import copy
import importlib.util
import os
import statistics
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

from photoclip.core import paths
from photoclip.core.types import Float32, InputSpec, PhotoReading, UInt8
from photoclip.embed.building import open_model
from photoclip.embed.openclip import OpenClipEncoder
from photoclip.embed.random_weights import write_random_model
from photoclip.embed.weights import ModelFolder
from photoclip.media.reader import read_photo

ARCHITECTURES = ("ViT-B-32-256", "MobileCLIP-S1", paths.EMBEDDED_MODEL)
"""The embedded model is small, but its weights are not random."""

BATCH = 4
EXTRAS = ("torchao", "onnxruntime", "openvino")

Tower = Callable[[torch.Tensor], torch.Tensor]
"""Normed float32 tensors ``(n, 3, s, s)`` in, features ``(n, dim)`` out."""


@dataclass
class Option:
    """One way: what it gives, how it was made, how long its steps took."""

    name: str
    tower: Tower
    setting_up_s: float
    times: list[float] = field(default_factory=list)
    vectors: Float32 | None = None


def sample_pixels(spec: InputSpec, count: int) -> UInt8:
    files = sorted(paths.sample_photos().rglob("*.jpg"))[:count]
    readings = [read_photo(os.fsencode(path), spec) for path in files]
    return np.stack([one.pixels for one in readings if isinstance(one, PhotoReading)])


# --- the ways -----------------------------------------------------------------------------------------


def float32(visual: torch.nn.Module, _example: torch.Tensor, _folder: Path) -> Tower:
    return visual


def fused(visual: torch.nn.Module, _example: torch.Tensor, _folder: Path) -> Tower:
    from timm.utils.model import reparameterize_model

    return reparameterize_model(visual, inplace=False)


def bfloat16(visual: torch.nn.Module, _example: torch.Tensor, _folder: Path) -> Tower:
    low = copy.deepcopy(visual).to(torch.bfloat16)
    return lambda batch: low(batch.to(torch.bfloat16))


def compiled(visual: torch.nn.Module, example: torch.Tensor, _folder: Path) -> Tower:
    tower: Any = torch.compile(copy.deepcopy(visual))
    tower(example)
    return tower  # type: ignore[no-any-return]


def compiled_bfloat16(visual: torch.nn.Module, example: torch.Tensor, folder: Path) -> Tower:
    low = copy.deepcopy(visual).to(torch.bfloat16)
    tower = compiled(low, example.to(torch.bfloat16), folder)
    return lambda batch: tower(batch.to(torch.bfloat16))


def int8_dynamic(visual: torch.nn.Module, _example: torch.Tensor, _folder: Path) -> Tower:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        quantize: Any = torch.ao.quantization.quantize_dynamic
        return quantize(copy.deepcopy(visual), {torch.nn.Linear}, dtype=torch.qint8)  # type: ignore[no-any-return]


def int8_torchao(visual: torch.nn.Module, example: torch.Tensor, _folder: Path) -> Tower:
    from torchao.quantization import Int8DynamicActivationInt8WeightConfig, quantize_

    quantized = copy.deepcopy(visual)
    quantize_(quantized, Int8DynamicActivationInt8WeightConfig())
    tower: Any = torch.compile(quantized)
    tower(example)
    return tower  # type: ignore[no-any-return]


def _as_onnx(visual: torch.nn.Module, example: torch.Tensor, folder: Path) -> Path:
    target = folder / "tower.onnx"
    if not target.exists():
        torch.backends.mha.set_fastpath_enabled(False)  # one fused step that ONNX doesn't know
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            torch.onnx.export(
                visual,
                (example.contiguous(),),
                str(target),
                input_names=["pictures"],
                output_names=["vectors"],
                dynamic_axes={"pictures": {0: "n"}, "vectors": {0: "n"}},
                opset_version=17,
                dynamo=False,
            )
        torch.backends.mha.set_fastpath_enabled(True)
    return target


def _onnx_tower(path: Path) -> Tower:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda batch: torch.from_numpy(
        session.run(None, {"pictures": batch.contiguous().numpy()})[0]
    )


def onnx_float32(visual: torch.nn.Module, example: torch.Tensor, folder: Path) -> Tower:
    return _onnx_tower(_as_onnx(visual, example, folder))


def onnx_int8(visual: torch.nn.Module, example: torch.Tensor, folder: Path) -> Tower:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    exact, target = _as_onnx(visual, example, folder), folder / "tower-int8.onnx"
    quantize_dynamic(str(exact), str(target), weight_type=QuantType.QInt8, per_channel=True)
    return _onnx_tower(target)


def openvino_float32(visual: torch.nn.Module, example: torch.Tensor, folder: Path) -> Tower:
    import openvino

    model = openvino.Core().compile_model(
        openvino.convert_model(str(_as_onnx(visual, example, folder))),
        "CPU",
        {"INFERENCE_NUM_THREADS": torch.get_num_threads(), "PERFORMANCE_HINT": "LATENCY"},
    )
    return lambda batch: torch.from_numpy(model([batch.contiguous().numpy()])[0])


def openvino_int8(visual: torch.nn.Module, example: torch.Tensor, folder: Path) -> Tower:
    import nncf
    import openvino

    calibrating = example.contiguous().numpy()
    model = nncf.quantize(
        openvino.convert_model(str(_as_onnx(visual, example, folder))),
        nncf.Dataset([calibrating[i : i + 1] for i in range(len(calibrating))]),
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(calibrating),
    )
    ready = openvino.Core().compile_model(
        model, "CPU", {"INFERENCE_NUM_THREADS": torch.get_num_threads()}
    )
    return lambda batch: torch.from_numpy(ready([batch.contiguous().numpy()])[0])


WAYS: dict[str, tuple[str, Callable[[torch.nn.Module, torch.Tensor, Path], Tower]]] = {
    "float32": ("", float32),
    "float32, branches fused": ("", fused),
    "bfloat16": ("", bfloat16),
    "float32, torch.compile": ("", compiled),
    "bfloat16, torch.compile": ("", compiled_bfloat16),
    "int8 linear layers, torch.ao dynamic": ("", int8_dynamic),
    "int8, torchao dynamic, torch.compile": ("torchao", int8_torchao),
    "float32, onnxruntime": ("onnxruntime", onnx_float32),
    "int8, onnxruntime dynamic": ("onnxruntime", onnx_int8),
    "float32, openvino": ("openvino", openvino_float32),
    "int8, openvino + nncf static": ("nncf", openvino_int8),
}
"""By name: the package it needs beyond PhotoClip's own, and how it is made."""


@dataclass(frozen=True)
class _Made:
    """The ways that work, why others don't, and the pictures as tensors, `BATCH` at a time."""

    options: list[Option]
    failed: list[str]
    batches: list[torch.Tensor]


# --- measuring ----------------------------------------------------------------------------------------


def _made(architecture: str, folder: Path, count: int) -> _Made:
    if architecture == paths.EMBEDDED_MODEL:
        model = ModelFolder.open(paths.embedded_model())
    else:
        model = write_random_model(folder / "model", architecture)
    encoder = OpenClipEncoder(model, "cpu", "float32")
    # As it was trained: PhotoClip's own has its branches folded already.
    visual: torch.nn.Module = open_model(model.path).eval().visual
    pixels = sample_pixels(model.info.input, count)
    batches = [
        _prepared(encoder, pixels[start : start + BATCH]) for start in range(0, len(pixels), BATCH)
    ]
    example = batches[0]
    options, failed = [], []
    for name, (package, make) in WAYS.items():
        if package and importlib.util.find_spec(package) is None:
            continue
        started = time.process_time()
        try:
            with torch.inference_mode():
                tower = make(visual, example, folder)
                tower(example)
        except Exception as error:  # whatever a way stumbles over is a finding
            text = str(error).strip().splitlines() or [type(error).__name__]
            failed.append(f"{name}: {type(error).__name__}: {text[0][:150]}")
            print(f"{architecture}: {failed[-1]}", flush=True)
            continue
        options.append(Option(name, tower, time.process_time() - started))
        print(f"{architecture}: {name} is ready, {options[-1].setting_up_s:.1f} s", flush=True)
    return _Made(options, failed, batches)


def _prepared(encoder: OpenClipEncoder, pixels: UInt8) -> torch.Tensor:
    batch = torch.from_numpy(pixels).permute(0, 3, 1, 2).float()
    prepared: torch.Tensor = batch * encoder._scale - encoder._shift
    return prepared


def _unit(tower: Tower, batch: torch.Tensor) -> Float32:
    rows: Float32 = torch.nn.functional.normalize(tower(batch).float(), dim=-1).numpy()
    return rows


def _measure(
    architecture: str, folder: Path, count: int, rounds: int
) -> tuple[list[str], list[str]]:
    folder.mkdir()
    made = _made(architecture, folder, count)
    options, failed, batches = made.options, made.failed, made.batches
    full = [batch for batch in batches if len(batch) == BATCH]
    with torch.inference_mode():
        for option in options:
            option.vectors = np.concatenate([_unit(option.tower, batch) for batch in batches])
        for number in range(rounds):
            for option in options:
                started = time.process_time()
                option.tower(full[number % len(full)])
                option.times.append(time.process_time() - started)
    base = options[0]
    assert base.vectors is not None
    rows = []
    for option in options:
        assert option.vectors is not None
        ratio = statistics.median(
            theirs / ours for theirs, ours in zip(base.times, option.times, strict=True)
        )
        cosines = (base.vectors * option.vectors).sum(axis=1)
        rows.append(
            f"| {architecture} | {option.name} | {BATCH / statistics.median(option.times):.1f} | "
            f"{ratio:.2f} × | {cosines.min():.5f} | {cosines.mean():.5f} | {option.setting_up_s:.1f} |"
        )
    return rows, [f"{architecture}, {one}" for one in failed]


def run(folder: Path, *, quick: bool, architectures: Sequence[str] = ARCHITECTURES) -> str:
    torch.set_num_threads(1)
    rows, failed = [], []
    for architecture in architectures:
        measured, stumbled = _measure(
            architecture, folder / architecture, 8 if quick else 16, 3 if quick else 5
        )
        rows += measured
        failed += stumbled
        print("\n".join(measured), flush=True)
    missing = [name for name in EXTRAS if importlib.util.find_spec(name) is None]
    text = (
        "## Ways to run a model on the processor\n\nThe image tower alone, one thread, "
        f"{BATCH} pictures a step, sample photos, random weights but for the embedded model's; by "
        "seconds of processor time. "
        "*Against float32* is the median of the rounds in each of which all ways took their turn; "
        "cosines are with float32's vectors; the last column is what preparing it and the first step "
        "cost, in seconds of this process.\n\n"
        "| model | way | pictures/s | against float32 | least cosine | mean cosine | ready after |\n"
        "|---|---|---|---|---|---|---|\n" + "\n".join(rows)
    )
    if failed:
        text += "\n\nDid not run: " + "; ".join(failed) + "."
    if missing:
        text += f"\n\nNot installed, so left out: {', '.join(missing)}."
    return text


if __name__ == "__main__":
    import tempfile

    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("architectures", nargs="*", default=ARCHITECTURES)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        print(run(Path(place), quick=chosen.quick, architectures=chosen.architectures))
