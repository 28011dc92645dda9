"""Questions to the browse process, answered on the main thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from photoclip.browse.client import BrowseProcess
from photoclip.browse.messages import Answer, Hold, Question, Said, Trouble

Done = Callable[[Any], None]
Failed = Callable[[Trouble], None]
Held = Callable[[str], None]


@dataclass(slots=True)
class _Waiting:
    done: Done
    failed: Failed | None
    held: Held | None


class Asked:
    """A question that waits; `drop` it when nobody wants the answer any more."""

    def __init__(self, asker: Asker, number: int) -> None:
        self._asker = asker
        self.number = number

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return self._asker.waits_for(self.number)

    def drop(self) -> None:
        """Forget it; nothing is called any more. Dropping twice changes nothing."""
        self._asker.drop((self.number,))


class Asker(QObject):
    """The window's side of the browse process.

    What is called with an answer is called on the main thread, and never after `close`. Questions
    nobody says ``failed`` for report through the signal ``trouble``. ``restarted`` says that the
    process died and was started again. ``process`` is one that was started before.
    """

    trouble = Signal(object)  # a Trouble
    restarted = Signal(str)
    _said = Signal(object)

    def __init__(
        self, library: Path, parent: QObject | None = None, process: BrowseProcess | None = None
    ) -> None:
        super().__init__(parent)
        self._waiting: dict[int, _Waiting] = {}
        self._said.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._process = process or BrowseProcess(library)
        self._process.listen(self._said.emit, self.restarted.emit)

    def ask(
        self,
        question: Question,
        done: Done,
        failed: Failed | None = None,
        held: Held | None = None,
    ) -> Asked:
        """Ask; ``done`` gets the answer, or several where the question has early ones."""
        number = self._process.ask(question)
        self._waiting[number] = _Waiting(done, failed, held)
        return Asked(self, number)

    def waits_for(self, number: int) -> bool:
        """Whether this question still waits for its (last) answer."""
        return number in self._waiting

    def drop(self, numbers: tuple[int, ...]) -> None:
        """Forget these questions."""
        known = tuple(number for number in numbers if self._waiting.pop(number, None) is not None)
        if known:
            self._process.drop(known)

    def close(self) -> None:
        """End the process; nothing is called any more."""
        self._waiting.clear()
        self._process.close()

    @Slot(object)
    def _hear(self, said: Said) -> None:
        waiting = self._waiting.get(said.number)
        if waiting is None:
            return
        match said:
            case Hold(_number, reason):
                if waiting.held is not None:
                    waiting.held(reason)
            case Answer(number, value, more):
                if not more:
                    del self._waiting[number]
                waiting.done(value)
            case Trouble(number):
                del self._waiting[number]
                if waiting.failed is not None:
                    waiting.failed(said)
                else:
                    self.trouble.emit(said)
