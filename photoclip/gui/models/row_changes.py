"""How one list of keys becomes another: rows removed and rows inserted, and where a key stands.

Lists are the raw bytes of int64 keys in the machine's byte order. A list holds a key at most once.
"""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass

WIDTH = 8
_CHUNK = 1 << 16
_LOOK_AHEAD = 20_000 * WIDTH  # bytes in which a key that got out of step is looked for
_REPLACED = 20_000  # rows that are rather replaced than everything shown anew


@dataclass(frozen=True, slots=True)
class Change:
    """From row ``start`` of the old list on, ``removed`` rows give way to ``added`` rows."""

    start: int
    removed: int
    added: int


def changes(old: bytes, new: bytes, at_most: int) -> tuple[Change, ...] | None:
    """What turns ``old`` into ``new``, in row order; None where ``at_most`` changes don't suffice.

    Equal stretches are compared as memory, never key by key: a million rows take milliseconds.
    """
    if old == new:
        return ()
    same = _common_prefix(old, new, 0, 0)
    end = _common_suffix(old, new, same)
    old_end, new_end = len(old) - end, len(new) - end
    found: list[Change] = []
    i = j = 0
    while True:
        i, j = i + same, j + same
        if i == old_end and j == new_end:
            return tuple(found)
        if len(found) == at_most:
            return None
        if i == old_end or j == new_end:
            removed, added = old_end - i, new_end - j
        else:
            near, new_near = min(old_end, i + _LOOK_AHEAD), min(new_end, j + _LOOK_AHEAD)
            removed, added = _out_of_step(old[i:near], new[j:new_near]) or (
                old_end - i,
                new_end - j,
            )
        if max(removed, added) > _REPLACED * WIDTH and removed and added:
            return None
        found.append(Change(i // WIDTH, removed // WIDTH, added // WIDTH))
        i, j = i + removed, j + added
        same = min(_common_prefix(old, new, i, j), old_end - i, new_end - j)


def row_of(keys: bytes, key: int, start: int = 0, end: int | None = None) -> int | None:
    """The row of a key between two rows, or None. Scans memory: a million rows in milliseconds."""
    needle = whole = array("q", [key]).tobytes()
    if sys.byteorder == "little" and key > 0:
        # The zeros that all keys end with would make every place look promising.
        needle = whole[: max(3, (key.bit_length() + 7) // 8)]
    first, last = start * WIDTH, len(keys) if end is None else end * WIDTH
    at = keys.find(needle, first, last)
    while at >= 0:
        if at % WIDTH == 0 and keys[at : at + WIDTH] == whole:
            return at // WIDTH
        at = keys.find(needle, at + 1, last)
    return None


def _out_of_step(old: bytes, new: bytes) -> tuple[int, int] | None:
    """How many bytes to remove or to add until the lists, which differ here, agree again.

    None where they don't within what is given.
    """
    added = row_of(new, int.from_bytes(old[:WIDTH], sys.byteorder, signed=True))
    removed = row_of(old, int.from_bytes(new[:WIDTH], sys.byteorder, signed=True))
    if added is not None and (removed is None or added <= removed):
        return 0, added * WIDTH
    if removed is not None:
        return removed * WIDTH, 0
    return None


def _common_prefix(old: bytes, new: bytes, i: int, j: int) -> int:
    """How many bytes (whole keys) are the same from ``i`` and ``j`` on."""
    most, same, step, view = min(len(old) - i, len(new) - j), 0, _CHUNK, memoryview(old)
    while same < most and step >= WIDTH:
        length = min(step, most - same)
        if new.startswith(view[i + same : i + same + length], j + same):
            same += length
        else:
            step = _half(length)
    return same


def _common_suffix(old: bytes, new: bytes, prefix: int) -> int:
    """How many bytes (whole keys) both end with, beyond a common prefix."""
    most, same, step, view = min(len(old), len(new)) - prefix, 0, _CHUNK, memoryview(old)
    while same < most and step >= WIDTH:
        length = min(step, most - same)
        end = len(old) - same
        if new.startswith(view[end - length : end], len(new) - same - length):
            same += length
        else:
            step = _half(length)
    return same


def _half(length: int) -> int:
    return length // 2 // WIDTH * WIDTH
