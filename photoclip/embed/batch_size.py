"""How many pictures a model takes in at once: as few as are nearly as fast as any number."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from photoclip.embed.device import is_out_of_memory

LONGEST_BATCH_S = 0.25
"""Somebody's query waits for one batch of the indexing: none takes longer, unless one picture does."""

LARGEST_ON_CPU = 32
LARGEST_ON_GPU = 512
"""Beyond these nothing gets faster, and only memory is used."""

NEARLY = 0.95
"""The smallest batch that reaches this share of the best rate is taken."""

_ROUNDS = 2


@dataclass(frozen=True)
class FoundBatch:
    """``batch`` pictures a step, and the rate that was seen with it."""

    batch: int
    images_per_second: float


def find_batch(
    encode: Callable[[int], object],
    largest: int,
    fits: Callable[[int], bool] = lambda _size: True,
    clock: Callable[[], float] = time.perf_counter,
) -> FoundBatch:
    """Time 1, 2, 4… up to ``largest`` pictures a step and choose.

    ``encode`` takes in so many pictures; ``fits`` says, before each size beyond the first, whether the
    free memory allows it. A size that takes longer than `LONGEST_BATCH_S`, or for which the memory
    runs out after all, ends the search. Raises what ``encode`` raises for a single picture.
    """
    rates: dict[int, float] = {}
    size = 1
    while size <= largest and (size == 1 or fits(size)):
        try:
            seconds = _seconds(encode, size, clock)
        except (RuntimeError, MemoryError) as error:
            if size == 1 or not is_out_of_memory(error):
                raise
            break
        if seconds > LONGEST_BATCH_S and rates:
            break
        rates[size] = size / seconds
        if 1.5 * seconds > LONGEST_BATCH_S:  # twice as many would take longer than is allowed
            break
        size *= 2
    best = max(rates.values())
    chosen = min(size for size, rate in rates.items() if rate >= NEARLY * best)
    return FoundBatch(chosen, rates[chosen])


def _seconds(encode: Callable[[int], object], size: int, clock: Callable[[], float]) -> float:
    """The shortest of a few steps, after one that pays for what is done once for a new size."""
    encode(size)
    taken = []
    for _round in range(_ROUNDS):
        started = clock()
        encode(size)
        taken.append(clock() - started)
    return max(min(taken), 1e-9)
