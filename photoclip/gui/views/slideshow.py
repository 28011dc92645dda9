"""When a slideshow moves on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

_SMOOTH_MS = 40
_CALM_MS = 500


class Slideshow(QObject):
    """Counts a picture's time. ``due`` says that the time is up: whoever listens shows the next
    picture and calls `restart`, or does nothing and is told again by `remind`.

    ``changed`` says that it began, paused, went on or ended. ``clock`` is what it counts by.
    """

    due = Signal()
    changed = Signal()
    progressed = Signal(float)  # 0..1 of the picture's time

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._length = self._elapsed = 0
        self._running = False
        self.clock = QTimer(self)
        self.clock.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        """Whether there is a slideshow, paused or not."""
        return self._running

    @property
    def playing(self) -> bool:
        """Whether it moves on by itself."""
        return self._running and self.clock.isActive()

    def start(self, seconds: float, *, smooth: bool = True) -> None:
        """Show every picture for so long. Not ``smooth``, its progress moves in few steps."""
        self._length, self._elapsed = max(1, round(seconds * 1000)), 0
        self._running = True
        self.clock.start(_SMOOTH_MS if smooth else _CALM_MS)
        self.progressed.emit(0.0)
        self.changed.emit()

    def toggle(self) -> None:
        """Pause, or go on."""
        if not self._running:
            return
        if self.clock.isActive():
            self.clock.stop()
        else:
            self.clock.start()
        self.changed.emit()

    def stop(self) -> None:
        """End it."""
        if self._running:
            self._running = False
            self.clock.stop()
            self.changed.emit()

    def restart(self) -> None:
        """Another picture is shown: its time begins."""
        self._elapsed = 0
        if self._running:
            self.progressed.emit(0.0)

    def remind(self) -> None:
        """Say again that the time is up, if it is."""
        if self.playing and self._elapsed >= self._length:
            self.due.emit()

    def _tick(self) -> None:
        if self._elapsed < self._length:
            self._elapsed = min(self._length, self._elapsed + self.clock.interval())
            self.progressed.emit(self._elapsed / self._length)
            self.remind()
