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
    """Done and undone steps. ``changed`` after every move between them."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def add(self, step: Step) -> None:
        """Something was done; what had been undone can't be done again."""
        self._done.append(step)
        del self._done[:-MOST_STEPS]
        self._undone.clear()
        self.changed.emit()

    @property
    def undo_text(self) -> str:
        """What `undo` would take back; empty if nothing."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again; empty if nothing."""
        return self._undone[-1].text if self._undone else ""

    def undo(self) -> None:
        """Take the last step back."""
        if self._done:
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
