"""What moves by itself, where the platform allows it: controls that go away while nobody needs them."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyle

_IDLE_MS = 2500
_FADE_MS = 200
_CROSS_MS = 250


def moves_allowed() -> bool:
    """Whether the platform's settings let things move by themselves."""
    if sys.platform == "win32":
        return QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    # Elsewhere Qt reports no effects whatever the settings; styles do that follow them.
    return QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0


class Fading(QObject):
    """How much of the controls is to be seen: all of it after `wake`, nothing some time later.

    ``strength`` carries 0..1; ``idle`` says that nobody moved the mouse for a while, and whoever
    listens decides whether to `rest`.
    """

    strength = Signal(float)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._target = self._now = 1.0
        self._timer = QTimer(self, singleShot=True, interval=_IDLE_MS)
        self._timer.timeout.connect(self.idle)
        self._change = QVariantAnimation(self, duration=_FADE_MS)
        self._change.valueChanged.connect(self._set)

    @property
    def resting(self) -> bool:
        """Whether they are gone, or going."""
        return self._target == 0.0

    def wake(self, *, smooth: bool) -> None:
        """Show them for a while; at once if not ``smooth``."""
        self._timer.start()
        self._go(1.0, smooth)

    def rest(self, *, smooth: bool) -> None:
        """Let them go."""
        self._timer.stop()
        self._go(0.0, smooth)

    def wait(self) -> None:
        """Ask again later whether to rest."""
        self._timer.start()

    def _go(self, target: float, smooth: bool) -> None:
        if target == self._target and (smooth or self._now == target):
            return
        self._target = target
        self._change.stop()
        if smooth:
            self._change.setStartValue(self._now)
            self._change.setEndValue(target)
            self._change.start()
        else:
            self._set(target)

    def _set(self, strength: object) -> None:
        assert isinstance(strength, float)
        self._now = strength
        self.strength.emit(strength)


class CrossFade(QObject):
    """A frame that fades away over what came after it. ``changed``: paint again."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame: QPixmap | None = None
        self._change = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_CROSS_MS)
        self._change.valueChanged.connect(self.changed)
        self._change.finished.connect(self.stop)

    def start(self, frame: QPixmap) -> None:
        """Let this frame fade away."""
        self._frame = frame
        self._change.start()

    def stop(self) -> None:
        """Be done with it."""
        self._frame = None
        self._change.stop()
        self.changed.emit()

    def paint(self, painter: QPainter) -> None:
        """Paint what is left of it."""
        if self._frame is not None:
            painter.setOpacity(float(self._change.currentValue()))
            painter.drawPixmap(0, 0, self._frame)
            painter.setOpacity(1.0)
