"""Which batch is chosen, on devices that exist on paper: time goes by the numbers given."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from photoclip.embed.batch_size import LARGEST_ON_GPU, LONGEST_BATCH_S, find_batch


class Device:
    """Takes ``fixed`` seconds a step and ``each`` a picture; holds ``memory`` pictures at once."""

    def __init__(self, fixed: float, each: float, memory: int = 10**9) -> None:
        self.fixed, self.each, self.memory = fixed, each, memory
        self.now = 0.0
        self.tried: list[int] = []

    def encode(self, count: int) -> None:
        if count > self.memory:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        self.tried.append(count)
        self.now += self.fixed + self.each * count

    def clock(self) -> float:
        return self.now

    def find(self, largest: int, fits: Callable[[int], bool] = lambda _size: True) -> int:
        found = find_batch(self.encode, largest, fits, self.clock)
        expected = found.batch / (self.fixed + self.each * found.batch)
        assert found.images_per_second == pytest.approx(expected)
        return found.batch


def test_the_smallest_batch_that_is_nearly_as_fast_as_any_is_taken():
    gpu = Device(fixed=0.002, each=0.0001)
    # A step of n pictures reaches n / (n + 20) of the best rate: 512 reach 0.962, 256 0.927.
    assert gpu.find(LARGEST_ON_GPU) == 256  # 0.927 is 96 % of 0.962
    steady = Device(fixed=0.0, each=0.001)
    assert steady.find(LARGEST_ON_GPU) == 1


def test_no_batch_takes_longer_than_a_query_may_wait():
    slow = Device(fixed=0.05, each=0.03)
    chosen = slow.find(LARGEST_ON_GPU)
    assert slow.fixed + slow.each * chosen <= LONGEST_BATCH_S
    assert chosen == 4
    assert max(slow.tried) == 4  # eight would take 0.29 s, and nobody has to wait for that


def test_a_model_that_takes_seconds_a_picture_gets_one_at_a_time_and_is_asked_no_more():
    cpu = Device(fixed=0.0, each=3.0)
    assert cpu.find(32) == 1
    assert set(cpu.tried) == {1}


def test_running_out_of_memory_ends_the_search_at_what_fitted():
    gpu = Device(fixed=0.01, each=0.0001, memory=40)
    assert gpu.find(LARGEST_ON_GPU) == 32


def test_a_size_that_will_not_fit_is_not_tried():
    gpu = Device(fixed=0.01, each=0.0001)
    assert gpu.find(LARGEST_ON_GPU, lambda size: size <= 16) == 16
    assert max(gpu.tried) == 16


def test_no_memory_for_a_single_picture_is_told():
    with pytest.raises(RuntimeError, match="out of memory"):
        Device(0.1, 0.1, memory=0).find(32)


def test_what_is_no_want_of_memory_is_told_at_any_size():
    def broken(count: int) -> None:
        if count == 4:
            raise RuntimeError("CUDA error: device-side assert triggered")

    with pytest.raises(RuntimeError, match="device-side assert"):
        find_batch(broken, 32)


def test_what_a_size_costs_the_first_time_does_not_count():
    device = Device(fixed=0.002, each=0.0001)
    seen = set()

    def encode(count: int) -> None:
        device.encode(count)
        if count not in seen:
            seen.add(count)
            device.now += 5.0  # kernels are chosen, memory is taken

    found = find_batch(encode, LARGEST_ON_GPU, clock=device.clock)
    assert found.batch == 256
