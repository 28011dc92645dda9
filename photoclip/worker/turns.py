"""One round of indexing at a time; background rounds make way for those somebody asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from photoclip.core.cancel import CancelToken


class Turns:
    """Who indexes now, and who waits for it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._token: CancelToken | None = None
        self._asked = 0

    @property
    def somebody_waits(self) -> bool:
        """Whether a background round should come to an end soon."""
        return self._asked > 0

    @contextmanager
    def take(self, token: CancelToken, *, asked: bool) -> Iterator[None]:
        """Wait for the turn and keep it for the block. ``asked``: a person waits for this round."""
        with self._changed:
            self._asked += asked
            try:
                while self._token is not None or (self._asked and not asked):
                    token.check()
                    self._changed.wait(0.1)
            finally:
                self._asked -= asked
            self._token = token
        try:
            yield
        finally:
            with self._changed:
                self._token = None
                self._changed.notify_all()

    def cancel(self) -> None:
        """Ask the round that goes on to stop."""
        with self._changed:
            if self._token is not None:
                self._token.cancel()
