"""What was done in this window and can be taken back, step by step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

MOST_STEPS = 500

Failed = Callable[[], None]
"""Called by an undoing or redoing that could not be done."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a person did: ``text`` for the menu, how to take it back and how to do it again.

    ``redo`` None means that it can't be done again. Both call what they are given if they fail.
    """

    text: str
    undo: Callable[[Failed], None]
    redo: Callable[[Failed], None] | None = None


class Pending:
    """A step on its way: it has its place in the order already, and may be taken back already."""

    def __init__(self) -> None:
        self.step: Step | None = None
        self.unwanted = False


class History(QObject):
    """Done and undone steps. ``changed`` after every move between them.

    A step has its place from the moment it was begun (`begin`): whoever presses a key and takes it
    back at once means that step, not the one before or one that follows.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Pending] = []
        self._undone: list[Step] = []

    def begin(self, *, again: bool = False) -> Pending:
        """A step is on its way; `came` or `nothing_came` follows.

        What had been undone can't be done again then, unless this is itself done ``again``.
        """
        pending = Pending()
        self._done.append(pending)
        del self._done[:-MOST_STEPS]
        if not again:
            self._undone.clear()
        self.changed.emit()
        return pending

    def came(self, pending: Pending, step: Step) -> None:
        """What was begun is done."""
        pending.step = step
        if pending.unwanted:
            self._take_back(pending)
        self.changed.emit()

    def nothing_came(self, pending: Pending) -> None:
        """What was begun could not be done, or can't be taken back."""
        if pending in self._done:
            self._done.remove(pending)
        self.changed.emit()

    # --- back and again ---------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether there is, or soon will be, something to take back."""
        return any(not pending.unwanted for pending in self._done)

    @property
    def undo_text(self) -> str:
        """What `undo` would take back; empty if nothing, or something that is on its way."""
        last = self._last()
        return last.step.text if last is not None and last.step is not None else ""

    @property
    def redo_text(self) -> str:
        """What `redo` would do again; empty if nothing."""
        return self._undone[-1].text if self._undone else ""

    def undo(self) -> None:
        """Take the last step back, now or as soon as it is there."""
        last = self._last()
        if last is not None:
            self._undo(last)

    def undo_this(self, pending: Pending) -> None:
        """Take one step back, whatever was done since. Nothing happens where that was done already."""
        if self.holds(pending):
            self._undo(pending)

    def holds(self, pending: Pending) -> bool:
        """Whether a step can still be taken back."""
        return pending in self._done and not pending.unwanted

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._undone:
            step = self._undone.pop()
            self.changed.emit()
            assert step.redo is not None
            step.redo(lambda: self._undone_again(step))

    def _last(self) -> Pending | None:
        return next((one for one in reversed(self._done) if not one.unwanted), None)

    def _undo(self, pending: Pending) -> None:
        pending.unwanted = True
        if pending.step is not None:
            self._take_back(pending)
        self.changed.emit()

    def _take_back(self, pending: Pending) -> None:
        step = pending.step
        assert step is not None
        place = self._done.index(pending) if pending in self._done else len(self._done)
        if pending in self._done:
            self._done.remove(pending)
        if step.redo is not None:
            self._undone.append(step)

        def failed() -> None:
            # It stands as it was: another try may succeed.
            if step in self._undone:
                self._undone.remove(step)
            pending.unwanted = False
            self._done.insert(min(place, len(self._done)), pending)
            self.changed.emit()

        step.undo(failed)

    def _undone_again(self, step: Step) -> None:
        self._undone.append(step)
        self.changed.emit()
