"""Keys that mean something where the focus is, before they are shortcuts of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence


def keeps_delete(event: QEvent) -> bool:
    """Take Delete for the focused part: its row or chip goes, not the photos selected elsewhere.

    To be asked in ``event()``; True where the event is answered.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not event.matches(QKeySequence.StandardKey.Delete):
        return False
    event.accept()
    return True
