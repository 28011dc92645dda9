"""Being a good guest on somebody's computer: priorities, the battery, memory."""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from collections.abc import Callable

import psutil

NICENESS = 10


def lower_priority() -> None:
    """Let everything else on the machine go first, for the processor and for the disk.

    A priority that the system doesn't let us set is no reason to stop.
    """
    process = psutil.Process()
    try:
        if sys.platform == "win32":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        elif os.nice(0) < NICENESS:
            process.nice(NICENESS)
        if sys.platform == "linux":
            process.ionice(psutil.IOPRIO_CLASS_BE, 7)
    except (psutil.Error, OSError):
        return


def on_battery() -> bool:
    """Whether the machine runs on its battery now; False where there is none."""
    sensors: Callable[[], object] | None = getattr(psutil, "sensors_battery", None)
    if sensors is None:
        return False
    try:
        battery = sensors()
    except (psutil.Error, OSError, RuntimeError, NotImplementedError):
        return False
    return getattr(battery, "power_plugged", None) is False


def memory_in_use() -> int:
    """Bytes of real memory this process holds."""
    return int(psutil.Process().memory_info().rss)


def give_memory_back() -> None:
    """Hand freed memory back to the system; glibc would keep it for later."""
    gc.collect()
    if sys.platform == "linux":
        try:
            ctypes.CDLL("libc.so.6").malloc_trim(0)
        except (OSError, AttributeError):
            return
