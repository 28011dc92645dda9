"""Decoder processes that are kept a while, because starting one takes longer than most photos."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from photoclip.core.types import InputSpec
from photoclip.media.sandbox import DecoderPool


class KeptPool:
    """A `DecoderPool` that is opened at first use and closed after some idle time."""

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._guard = threading.Lock()
        self._pool: DecoderPool | None = None
        self._spec: InputSpec | None = None
        self._users = 0
        self._used = time.monotonic()

    @contextmanager
    def open(self, spec: InputSpec) -> Iterator[DecoderPool]:
        """The pool for pictures of this kind, for as long as the block lasts.

        While pictures of another kind are read it is one of its own, which ends with the block.
        """
        with self._guard:
            if self._spec != spec:
                self._end()
            if self._pool is None:
                self._pool = DecoderPool(self._processes, spec)
                self._spec = spec
            pool, shared = self._pool, self._spec == spec
            self._users += shared
        if not shared:
            with DecoderPool(self._processes, spec) as own:
                yield own
            return
        try:
            yield pool
        finally:
            with self._guard:
                self._users -= 1
                self._used = time.monotonic()

    def resize(self, processes: int) -> None:
        """Use so many processes from the next opening on."""
        with self._guard:
            if processes != self._processes:
                self._processes = processes
                self._end()

    def close_if_idle(self, seconds: float) -> None:
        """End the processes if nobody used them for so long."""
        with self._guard:
            if time.monotonic() - self._used >= seconds:
                self._end()

    def close(self) -> None:
        """End the processes now."""
        with self._guard:
            if self._pool is not None:
                self._pool.close()
                self._pool = None

    def _end(self) -> None:
        if self._pool is not None and not self._users:
            self._pool.close()
            self._pool = None
