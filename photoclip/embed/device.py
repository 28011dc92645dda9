"""Which device a model runs on, what it is fast at, and what its errors mean."""

from __future__ import annotations

import gc
import platform
from contextlib import suppress
from pathlib import Path

from photoclip.core.errors import ModelError

CPU = "cpu"
FLOAT32, BFLOAT16, FLOAT16 = "float32", "bfloat16", "float16"

#: What torch's backends say when the memory ran out; "illegal memory access" is none of it.
_MEMORY_WORDS = (
    "out of memory",
    "out_of_memory",
    "not enough memory",
    "cannot alloc",
    "can't alloc",
    "alloc_failed",
    "insufficient memory",
)


def pick_device(wanted: str = "auto") -> str:
    """CUDA, then MPS, then XPU, then the CPU; or the one asked for, if this machine has it.

    ``cuda:1`` names the second of several. Raises `ModelError` for a device that isn't there.
    """
    counts = _counts()
    if wanted == "auto":
        return next(name for name, count in counts.items() if count)
    kind, colon, number = wanted.partition(":")
    if colon:
        here = number.isascii() and number.isdigit() and int(number) < counts.get(kind, 0)
    else:
        here = bool(counts.get(kind))
    if not here:
        there = ", ".join(name for name, count in counts.items() if count)
        raise ModelError(f"This machine has no device “{wanted}”.", f"Available: {there}.")
    return CPU if kind == CPU else wanted


def _counts() -> dict[str, int]:
    """How many there are of each kind, the best first."""
    import torch

    xpu = getattr(torch, "xpu", None)
    return {
        "cuda": torch.cuda.device_count() if torch.cuda.is_available() else 0,
        "mps": int(torch.backends.mps.is_available()),
        "xpu": xpu.device_count() if xpu is not None and xpu.is_available() else 0,
        CPU: 1,
    }


def kind_of(device: str) -> str:
    """``cuda`` of ``cuda:1``."""
    return device.partition(":")[0]


def fast_in_bfloat16(device: str) -> bool:
    """Whether the hardware multiplies bfloat16 faster than float32 (AVX512-BF16, AMX, tensor cores)."""
    import torch

    kind = kind_of(device)
    if kind == "cuda":
        # Older cards emulate it, which is slower than float32.
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if kind == "xpu":
        probe = getattr(torch.xpu, "is_bf16_supported", None)
        return bool(probe is not None and probe())
    if kind != CPU:
        return False
    capability = torch.backends.cpu.get_cpu_capability()
    probe = getattr(torch.cpu, "_is_avx512_bf16_supported", None)
    return capability.startswith("AVX512") and bool(probe is not None and probe())


def fast_precision(device: str) -> str:
    """The precision a device is fastest in: ``bfloat16``, ``float16`` or ``float32``.

    float16 for CUDA cards with tensor cores that know no bfloat16 (Volta, Turing) and for MPS. Cards
    before them multiply float16 no faster, or far slower.
    """
    import torch

    if fast_in_bfloat16(device):
        return BFLOAT16
    kind = kind_of(device)
    if kind == "mps":
        return FLOAT16
    if kind == "cuda" and torch.cuda.get_device_capability(device) >= (7, 0):
        return FLOAT16
    return FLOAT32


def device_name(device: str) -> str:
    """What the hardware calls itself; of the CPU also the threads torch uses now."""
    import torch

    kind = kind_of(device)
    if kind == "cuda":
        return str(torch.cuda.get_device_name(device))
    if kind == "xpu":
        return str(torch.xpu.get_device_name(device))
    if kind == "mps":
        return f"Apple GPU ({_processor_name()})"
    return f"{_processor_name()}, threads: {torch.get_num_threads()}"


def _processor_name() -> str:
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines():
            name, colon, value = line.partition(":")
            if colon and name.strip() == "model name" and value.strip():
                return value.strip()
    return platform.processor() or platform.machine() or "CPU"


def free_memory(device: str) -> int | None:
    """Bytes of a GPU's memory that are free, or held by torch and unused. None where that is unknown."""
    import torch

    kind = kind_of(device)
    if kind in ("cuda", "xpu"):
        module = torch.cuda if kind == "cuda" else torch.xpu
        free, _total = module.mem_get_info(device)
        return int(free + module.memory_reserved(device) - module.memory_allocated(device))
    if kind == "mps":
        limit = torch.mps.recommended_max_memory()
        return int(max(0, limit - torch.mps.current_allocated_memory()))
    return None


def memory_taken(device: str) -> int | None:
    """The most bytes of a GPU's memory that tensors of this process took so far; None for the CPU.

    MPS keeps no such record: what its driver holds now stands for it.
    """
    import torch

    kind = kind_of(device)
    if kind in ("cuda", "xpu"):
        module = torch.cuda if kind == "cuda" else torch.xpu
        return int(module.max_memory_allocated(device))
    if kind == "mps":
        return int(torch.mps.driver_allocated_memory())
    return None


def forget_memory_taken(device: str) -> None:
    """Let `memory_taken` begin anew at what is held now."""
    import torch

    kind = kind_of(device)
    if kind == "cuda":
        torch.cuda.reset_peak_memory_stats(device)
    elif kind == "xpu":
        torch.xpu.reset_peak_memory_stats(device)


def give_memory_back(device: str) -> None:
    """Let the device have what torch holds for it and doesn't use. Never fails: it may be broken."""
    import torch

    gc.collect()
    with suppress(RuntimeError):
        match kind_of(device):
            case "cuda":
                torch.cuda.empty_cache()
            case "mps":
                torch.mps.empty_cache()
            case "xpu":
                torch.xpu.empty_cache()


def is_out_of_memory(error: BaseException) -> bool:
    """Whether a step failed for want of memory; anything else a GPU raises means it is unusable."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    text = str(error).lower()
    return any(words in text for words in _MEMORY_WORDS)


def first_line(error: BaseException) -> str:
    """What an error says, without the pages torch may add to it, and without a full stop."""
    text = str(error).strip()
    return text.splitlines()[0].rstrip(".") if text else type(error).__name__
