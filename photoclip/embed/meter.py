"""How fast a download is, told now and then."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable

from photoclip.core.model_reports import DownloadProgress

SPAN = 8.0
"""Seconds the speed is averaged over."""

BETWEEN = 0.1
"""Seconds between two reports, at least."""


class Meter:
    """Counts bytes and reports them; what was there before doesn't count as speed."""

    def __init__(
        self,
        name: str,
        report: Callable[[DownloadProgress], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = name
        self.total = 0
        self.done = 0
        self._report = report
        self._clock = clock
        self._marks: deque[tuple[float, int]] = deque()
        self._moved = 0
        self._said = float("-inf")

    def found(self, count: int) -> None:
        """So many bytes were here already; negative if they have to come again."""
        self.done += count

    def add(self, count: int) -> None:
        """So many bytes came."""
        self.done += count
        self._moved += count
        if self._clock() - self._said >= BETWEEN:
            self.tell()

    def tell(self) -> None:
        """Report now."""
        now = self._clock()
        self._said = now
        self._marks.append((now, self._moved))
        while len(self._marks) > 2 and now - self._marks[0][0] > SPAN:
            self._marks.popleft()
        first, moved = self._marks[0]
        speed = (self._moved - moved) / (now - first) if now > first else 0.0
        left = (self.total - self.done) / speed if speed and self.total else None
        self._report(DownloadProgress(self.name, self.done, self.total, speed, left))
