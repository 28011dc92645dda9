"""Which device a model runs on, and what its errors mean. No GPU is needed: torch's answers are."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import torch

from photoclip.core.errors import ModelError
from photoclip.embed import device
from photoclip.embed.device import (
    device_name,
    fast_in_bfloat16,
    fast_precision,
    is_out_of_memory,
    pick_device,
)


def having(monkeypatch, **counts: int) -> None:
    everything = {"cuda": 0, "mps": 0, "xpu": 0, "cpu": 1}
    monkeypatch.setattr(device, "_counts", lambda: {**everything, **counts})


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"cuda": 1, "mps": 1, "xpu": 1}, "cuda"),
        ({"mps": 1, "xpu": 1}, "mps"),
        ({"xpu": 2}, "xpu"),
        ({}, "cpu"),
    ],
)
def test_cuda_goes_before_mps_before_xpu_before_the_processor(monkeypatch, counts, expected):
    having(monkeypatch, **counts)
    assert pick_device() == expected
    assert pick_device("cpu") == "cpu"


def test_one_of_several_gpus_can_be_named(monkeypatch):
    having(monkeypatch, cuda=2)
    assert pick_device("cuda:1") == "cuda:1"
    for missing in ("cuda:2", "cuda:x", "cuda:", "mps", "mps:0", "cpu:1", ""):
        with pytest.raises(ModelError, match="has no device") as caught:
            pick_device(missing)
        assert caught.value.hint == "Available: cuda, cpu."


def test_bfloat16_that_a_card_only_emulates_is_not_fast(monkeypatch):
    asked = []

    def supported(including_emulation: bool = True) -> bool:
        asked.append(including_emulation)
        return including_emulation

    monkeypatch.setattr(torch.cuda, "is_bf16_supported", supported)
    assert not fast_in_bfloat16("cuda")
    assert asked == [False]


@pytest.mark.parametrize(
    ("bfloat16", "capability", "expected"),
    [
        (True, (8, 0), "bfloat16"),
        (True, (9, 0), "bfloat16"),
        (False, (7, 5), "float16"),
        (False, (7, 0), "float16"),
        (False, (6, 1), "float32"),
        (False, (5, 2), "float32"),
    ],
)
def test_a_card_gets_the_precision_its_generation_is_fast_in(
    monkeypatch, bfloat16, capability, expected
):
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation=True: bfloat16)
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _device=None: capability)
    assert fast_precision("cuda:0") == expected


def test_apples_gpu_gets_float16():
    assert fast_precision("mps") == "float16"


def test_the_processors_name_says_how_many_threads_there_are():
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        alone = device_name("cpu")
        torch.set_num_threads(2)
        assert alone.endswith("threads: 1")
        assert device_name("cpu").endswith("threads: 2")
    finally:
        torch.set_num_threads(before)


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("MPS backend out of memory (MPS allocated: 17.77 GB)"),
        RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"),
        RuntimeError("DefaultCPUAllocator: not enough memory: you tried to allocate 8 bytes"),
        RuntimeError("cuDNN error: CUDNN_STATUS_ALLOC_FAILED"),
        RuntimeError("CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate(handle)"),
        RuntimeError("UR_RESULT_ERROR_OUT_OF_RESOURCES: out of memory"),
    ],
)
def test_want_of_memory_is_told_from_everything_else(error):
    assert is_out_of_memory(error)


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("CUDA error: an illegal memory access was encountered"),
        RuntimeError("CUDA error: device-side assert triggered"),
        RuntimeError("CUDA error: unspecified launch failure"),
        RuntimeError("Found no NVIDIA driver on your system."),
        NotImplementedError("The operator is not currently implemented for the MPS device"),
    ],
)
def test_a_broken_gpu_is_not_taken_for_one_that_is_full(error):
    assert not is_out_of_memory(error)


@pytest.mark.parametrize(("own", "expected"), [(None, "PASSIVE"), ("ACTIVE", "ACTIVE")])
def test_torchs_threads_wait_without_spinning_unless_a_person_wants_that(own, expected):
    environment = {key: value for key, value in os.environ.items() if key != "OMP_WAIT_POLICY"}
    if own is not None:
        environment["OMP_WAIT_POLICY"] = own
    code = (
        "import os, sys; import photoclip.embed.openclip; "
        "assert 'torch' not in sys.modules; print(os.environ['OMP_WAIT_POLICY'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == expected
