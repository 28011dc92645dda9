"""What was done in this window and can be taken back, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did: ``text`` for the menu, how to take it back and how to do it again.

    ``redo`` None means that it can't be done again.
    """

    text: str
    undo: Callable[[], None]
    redo: Callable[[], None] | None = None


class History(QObject):
    """Done and undone steps. ``changed`` after every move between them.

    A step that was announced (`expect`) and hasn't come yet is the one that `undo` means: whoever
    presses a key and takes it back at once must not lose the step before.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._coming = 0
        self._undo_wanted = 0

    def expect(self) -> None:
        """A step is on its way; `add`, `redone` or `nothing_came` follows."""
        self._coming += 1
        self.changed.emit()

    def nothing_came(self) -> None:
        """What was expected could not be done."""
        self._arrived()
        self.changed.emit()

    def _arrived(self) -> None:
        self._coming = max(0, self._coming - 1)
        if not self._coming:
            wanted, self._undo_wanted = self._undo_wanted, 0
            for _step in range(wanted):
                self.undo()

    def add(self, step: Step) -> None:
        """Something was done; what had been undone can't be done again."""
        self._done.append(step)
        del self._done[:-MOST_STEPS]
        self._undone.clear()
        self.changed.emit()
        self._arrived()

    @property
    def can_undo(self) -> bool:
        """Whether there is, or soon will be, something to take back."""
        return bool(self._done) or self._coming > self._undo_wanted

    @property
    def undo_text(self) -> str:
        """What `undo` would take back; empty if nothing."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again; empty if nothing."""
        return self._undone[-1].text if self._undone else ""

    def undo(self) -> None:
        """Take the last step back, once it is there."""
        if self._coming:
            self._undo_wanted += 1
            self.changed.emit()
        elif self._done:
            step = self._done.pop()
            if step.redo is not None:
                self._undone.append(step)
            self.changed.emit()
            step.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._undone:
            step = self._undone.pop()
            self.changed.emit()
            assert step.redo is not None
            step.redo()  # it adds itself again when it has happened

    def redone(self, step: Step) -> None:
        """A step was done again: what is still undone can follow it."""
        self._done.append(step)
        self.changed.emit()
        self._arrived()
