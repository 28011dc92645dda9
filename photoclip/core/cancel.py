"""Asking long work to stop."""

from __future__ import annotations

import threading

from photoclip.core.errors import Cancelled


class CancelToken:
    """Passed down into long work, which looks at it between steps. Safe from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step. Asking twice changes nothing."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether stopping was asked for."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if stopping was asked for."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Sleep up to ``seconds``; True as soon as stopping was asked for."""
        return self._event.wait(seconds)
