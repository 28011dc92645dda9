"""What was done in this window and can be taken back, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

MOST_STEPS = 500

Failed = Callable[[], None]
"""Called by an undoing or redoing that could not be done."""


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One thing a person did: ``text`` for the menu, how to take it back and how to do it again.

    ``redo`` None means that it can't be done again. Both call what they are given if they fail.
    """

    text: str
    undo: Callable[[Failed], None]
    redo: Callable[[Failed], None] | None = None


class History(QObject):
    """Done and undone steps. ``changed`` after every move between them.

    A step is here from the moment it was asked for, so that whoever takes it back at once means it
    and not the one before. What carries the steps out does so in the order it was asked.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def add(self, step: Step, *, again: bool = False) -> None:
        """Something is done. What was undone can't be done again then, unless this was ``again``."""
        self._done.append(step)
        del self._done[:-MOST_STEPS]
        if not again:
            self._undone.clear()
        self.changed.emit()

    def remove(self, step: Step) -> None:
        """It could not be done after all, or can't be taken back."""
        for steps in (self._done, self._undone):
            if step in steps:
                steps.remove(step)
        self.changed.emit()

    @property
    def undo_text(self) -> str:
        """What `undo` would take back; empty if nothing."""
        return self._done[-1].text if self._done else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again; empty if nothing."""
        return self._undone[-1].text if self._undone else ""

    def holds(self, step: Step) -> bool:
        """Whether a step can still be taken back."""
        return step in self._done

    def undo(self) -> None:
        """Take the last step back."""
        if self._done:
            self.undo_this(self._done[-1])

    def undo_this(self, step: Step) -> None:
        """Take one step back, whatever was done since. Nothing happens where that was done already."""
        if step not in self._done:
            return
        place = self._done.index(step)
        self._done.remove(step)
        if step.redo is not None:
            self._undone.append(step)
        self.changed.emit()

        def failed() -> None:
            # It stands as it was: another try may succeed.
            if step in self._undone:
                self._undone.remove(step)
            self._done.insert(min(place, len(self._done)), step)
            self.changed.emit()

        step.undo(failed)

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._undone:
            step = self._undone.pop()
            self.changed.emit()
            assert step.redo is not None

            def failed() -> None:
                self._undone.append(step)
                self.changed.emit()

            step.redo(failed)
