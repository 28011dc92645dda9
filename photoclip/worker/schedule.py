"""When each root is looked through again: pure bookkeeping over a clock the caller reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

POLL_S = 30.0
"""A root that can't be watched is scanned as often as this, if that costs little."""

DUTY = 0.05
"""Periodic scans take at most this share of the time, however large the root."""


@dataclass
class _Entry:
    due: float
    native: bool = False


class Schedule:
    """Which roots are due for a whole scan. Times are seconds of one monotonic clock."""

    def __init__(self, interval: float) -> None:
        self.interval = interval
        self._entries: dict[bytes, _Entry] = {}

    def roots(self) -> tuple[bytes, ...]:
        """Those that are known."""
        return tuple(self._entries)

    def set_roots(self, roots: Iterable[bytes], now: float) -> tuple[list[bytes], list[bytes]]:
        """These are the roots now: which are new (due at once), and which are gone."""
        wanted = dict.fromkeys(roots)
        new = [root for root in wanted if root not in self._entries]
        gone = [root for root in self._entries if root not in wanted]
        for root in gone:
            del self._entries[root]
        for root in new:
            self._entries[root] = _Entry(now)
        return new, gone

    def set_native(self, root: bytes, native: bool) -> None:
        """Whether the system reports changes in the root."""
        if root in self._entries:
            self._entries[root].native = native

    def scan_now(self, root: bytes, now: float) -> None:
        """Something happened that only a whole scan can tell."""
        if root in self._entries:
            self._entries[root].due = min(self._entries[root].due, now)

    def scanned(self, root: bytes, now: float, seconds: float) -> None:
        """The root was scanned, which took so long."""
        entry = self._entries.get(root)
        if entry is not None:
            usual = self.interval if entry.native else min(POLL_S, self.interval)
            entry.due = now + max(usual, seconds / DUTY)

    def due(self, now: float) -> list[bytes]:
        """The roots to scan now."""
        return [root for root, entry in self._entries.items() if entry.due <= now]

    def next_due(self, now: float) -> float | None:
        """Seconds until the next scan; None without roots."""
        if not self._entries:
            return None
        return max(0.0, min(entry.due for entry in self._entries.values()) - now)
