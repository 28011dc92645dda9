"""What was done just now, with a button that takes it back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from photoclip.gui.models.history import History, Step
from photoclip.gui.views.notices import Notice, NoticeBar, Weight


class UndoNotices(QObject):
    """Says what was done for as long as it can be taken back."""

    def __init__(self, bar: NoticeBar, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self._history = history
        self._steps: dict[str, Step] = {}
        history.changed.connect(self._forget)

    def say(self, name: str, text: str, step: Step | None) -> None:
        """Something was done. ``step`` takes it back, None where nothing can.

        The same ``name`` again replaces what was said before.
        """
        self._steps.pop(name, None)
        if step is None:
            self._bar.say(Notice(name, text, Weight.DONE))
            return
        self._steps[name] = step
        self._bar.say(
            Notice(
                name,
                text,
                Weight.DONE,
                button=self.tr("Undo"),
                act=lambda: self._history.undo_this(step),
            )
        )

    def _forget(self) -> None:
        """What was taken back, some way or other, is said no more."""
        for name, step in list(self._steps.items()):
            if not self._history.holds(step):
                del self._steps[name]
                self._bar.withdraw(name)
