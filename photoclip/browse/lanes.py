"""The questions that wait in one lane of the browse process, and who is next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from photoclip.browse.messages import GetPicture, Question
from photoclip.core.cancel import CancelToken


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question, and how it is told that nobody waits for its answer any more."""

    number: int
    question: Question
    cancel: CancelToken = field(default_factory=CancelToken)


Choose = Callable[[list[Asked]], int]
"""The place of the question to answer next among those that wait, oldest first (at least one)."""


def oldest_first(_waiting: list[Asked]) -> int:
    """In the order they were asked."""
    return 0


def seen_first(waiting: list[Asked]) -> int:
    """Pictures to look at in their order, then the thumbnail asked for last: it is on the screen."""
    for place, asked in enumerate(waiting):
        if isinstance(asked.question, GetPicture):
            return place
    return len(waiting) - 1


class LaneQueue:
    """Questions between the thread that hears them and those that answer them.

    With ``newest_only`` a question drops those before it, the one being answered too. A question
    that was dropped is never answered.
    """

    def __init__(self, choose: Choose = oldest_first, *, newest_only: bool = False) -> None:
        self._choose = choose
        self._newest_only = newest_only
        self._changed = threading.Condition()
        self._waiting: list[Asked] = []
        self._running: list[Asked] = []
        self._closed = False

    def put(self, asked: Asked) -> None:
        """Add a question."""
        with self._changed:
            if self._newest_only:
                self._drop_all()
            self._waiting.append(asked)
            self._changed.notify()

    def drop(self, numbers: Collection[int]) -> None:
        """Nobody waits for the answers to these any more."""
        with self._changed:
            self._waiting = [one for one in self._waiting if one.number not in numbers]
            for one in self._running:
                if one.number in numbers:
                    one.cancel.cancel()

    def close(self) -> None:
        """Drop everything; whoever takes gets nothing any more."""
        with self._changed:
            self._closed = True
            self._drop_all()
            self._changed.notify_all()

    def take(self, patience_s: float | None = None) -> Asked | None:
        """The next question, to be given back by `done`; None after ``patience_s`` without any."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed, patience_s)
            if self._closed or not self._waiting:
                return None
            asked = self._waiting.pop(self._choose(self._waiting))
            self._running.append(asked)
            return asked

    def say(self, asked: Asked, send: Callable[[], None]) -> None:
        """Call ``send`` unless the question was dropped."""
        with self._changed:
            if not asked.cancel.cancelled:
                send()

    def done(self, asked: Asked) -> None:
        """Nothing more is to be done for it."""
        with self._changed:
            self._running.remove(asked)

    @property
    def closed(self) -> bool:
        """Whether no question will come any more."""
        return self._closed

    def _drop_all(self) -> None:
        self._waiting.clear()
        for one in self._running:
            one.cancel.cancel()
