"""What this machine has for running a model, told without loading torch, and which model suits it."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from photoclip.embed.catalogue import Offer, offer_named, offers

GIGA = 10**9

SMALL = "ViT-B-32-256/datacomp_s34b_b86k"
ENGLISH = "ViT-B-16-SigLIP/webli"
LANGUAGES = "ViT-B-16-SigLIP2/webli"
LARGE = "ViT-SO400M-14-SigLIP-384/webli"

ENOUGH_MEMORY = 7 * GIGA
"""Memory from which ViT-B-16 SigLIP leaves room for everything else: a machine sold with 8 GB."""

ENOUGH_CORES = 4
ENOUGH_GPU_MEMORY = 7 * GIGA
"""Memory of a graphics card that holds SO400M with room for pictures: one sold with 8 GB."""


@dataclass(frozen=True)
class Machine:
    """Memory in bytes, cores this process may use, and the GPU torch can use: its name, or empty.

    ``transformers``: whether that package is here, which some models need.
    """

    memory: int
    cores: int
    gpu: str = ""
    gpu_memory: int = 0
    transformers: bool = False


class Reason(StrEnum):
    """Why a model is recommended."""

    GPU = "gpu"
    MEMORY_ENOUGH = "memory-enough"
    LITTLE_MEMORY = "little-memory"
    FEW_CORES = "few-cores"
    OTHER_LANGUAGES = "other-languages"


@dataclass(frozen=True)
class Recommendation:
    """A model for a machine; ``why`` is an English sentence that says what ``reason`` stands for."""

    offer: Offer
    reason: Reason
    why: str


def recommended(machine: Machine, *, english: bool = True) -> Recommendation:
    """The model for this machine; ``english``: queries are English only.

    Models whose licence allows research only are never recommended.
    """
    memory, gpu = f"{machine.memory / GIGA:.0f} GB", f"{machine.gpu_memory / GIGA:.0f} GB"
    if not english:
        if machine.memory >= ENOUGH_MEMORY or not machine.transformers:
            return _choice(
                LANGUAGES,
                Reason.OTHER_LANGUAGES,
                "It understands many languages, not only English.",
            )
        return _choice(
            "xlm-roberta-base-ViT-B-32/laion5b_s13b_b90k",
            Reason.OTHER_LANGUAGES,
            f"It understands many languages and is the quickest that does ({memory} of memory).",
        )
    if machine.gpu_memory >= ENOUGH_GPU_MEMORY and machine.memory >= ENOUGH_MEMORY:
        return _choice(LARGE, Reason.GPU, f"This machine's {machine.gpu} ({gpu}) runs it quickly.")
    if machine.memory < ENOUGH_MEMORY:
        why = f"This machine has {memory} of memory; larger models would leave little for the rest."
        return _choice(SMALL, Reason.LITTLE_MEMORY, why)
    if machine.cores < ENOUGH_CORES and not machine.gpu:
        number = "one core" if machine.cores == 1 else f"{machine.cores} cores"
        why = f"This machine has {number} and no GPU; better models are several times slower."
        return _choice(SMALL, Reason.FEW_CORES, why)
    where = f"a GPU ({machine.gpu})" if machine.gpu else f"{machine.cores} cores"
    why = f"This machine has {memory} of memory and {where}, which is enough for it."
    return _choice(ENGLISH, Reason.MEMORY_ENOUGH, why)


def _choice(name: str, reason: Reason, why: str) -> Recommendation:
    return Recommendation(offer_named(name) or offers()[0], reason, why)


def this_machine() -> Machine:
    """What this machine has. Asks the system only; a GPU counts if the installed torch can use it."""
    gpu, gpu_memory = _gpu()
    return Machine(_memory(), _cores(), gpu, gpu_memory, has_transformers())


def has_transformers() -> bool:
    """Whether the package transformers is here: text towers that are not open_clip's own need it."""
    return importlib.util.find_spec("transformers") is not None


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory() -> int:
    """Bytes of memory, less where a container's limit is lower; 0 if the system doesn't say."""
    total = 0
    if sys.platform == "win32":
        total = _memory_of_windows()
    else:
        with suppress(OSError, ValueError, AttributeError):
            total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        with suppress(OSError, ValueError):
            total = min(total, int(Path(limit).read_text("ascii")))
    return total


def _memory_of_windows() -> int:
    kernel = getattr(ctypes, "windll", None)
    kilobytes = ctypes.c_ulonglong()
    if kernel is None:
        return 0
    known = kernel.kernel32.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))
    return kilobytes.value * 1024 if known else 0


def _gpu() -> tuple[str, int]:
    """Name and bytes of memory of the GPU torch would use."""
    if sys.platform == "darwin" and platform.machine() == "arm64":
        return "Apple GPU", 0  # shares the machine's memory
    if not _torch_has_cuda():
        return "", 0
    program = shutil.which("nvidia-smi")
    if program is None:
        return "", 0
    ask = [program, "--query-gpu=name,memory.total", "--format=csv,noheader,nounits"]
    with suppress(OSError, ValueError, subprocess.SubprocessError):
        done = subprocess.run(ask, capture_output=True, text=True, timeout=10, check=True)
        name, megabytes = done.stdout.splitlines()[0].rsplit(",", 1)
        return name.strip(), int(megabytes) * 2**20
    return "", 0


def _torch_has_cuda() -> bool:
    """Whether the installed torch was built for NVIDIA's GPUs, from the file that says so."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return False
    with suppress(OSError):
        version = Path(spec.origin).with_name("version.py").read_text("utf-8")
        return any(
            line.startswith("cuda") and "=" in line and not line.rstrip().endswith("None")
            for line in version.splitlines()
        )
    return False
