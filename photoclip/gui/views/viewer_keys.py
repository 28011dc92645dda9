"""What keys mean while a picture is shown."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Act(Enum):
    """Something a person can do with the keyboard in a viewer."""

    NEXT = auto()
    PREVIOUS = auto()
    FIRST = auto()
    LAST = auto()
    LEAVE = auto()
    PAUSE_OR_LEAVE = auto()
    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    FIT = auto()
    ACTUAL_SIZE = auto()
    TOGGLE_SIZE = auto()
    LOOK_LEFT = auto()
    LOOK_RIGHT = auto()
    LOOK_UP = auto()
    LOOK_DOWN = auto()


_PLAIN = {
    Qt.Key.Key_PageDown: Act.NEXT,
    Qt.Key.Key_PageUp: Act.PREVIOUS,
    Qt.Key.Key_Home: Act.FIRST,
    Qt.Key.Key_End: Act.LAST,
    Qt.Key.Key_Escape: Act.LEAVE,
    Qt.Key.Key_Return: Act.LEAVE,
    Qt.Key.Key_Enter: Act.LEAVE,
    Qt.Key.Key_Backspace: Act.LEAVE,
    Qt.Key.Key_Back: Act.LEAVE,
    Qt.Key.Key_Space: Act.PAUSE_OR_LEAVE,
    Qt.Key.Key_Z: Act.TOGGLE_SIZE,
}
_ZOOM = {
    Qt.Key.Key_Plus: Act.ZOOM_IN,
    Qt.Key.Key_Equal: Act.ZOOM_IN,
    Qt.Key.Key_Minus: Act.ZOOM_OUT,
    Qt.Key.Key_Underscore: Act.ZOOM_OUT,
    Qt.Key.Key_ZoomIn: Act.ZOOM_IN,
    Qt.Key.Key_ZoomOut: Act.ZOOM_OUT,
}
_SIZES = {Qt.Key.Key_0: Act.FIT, Qt.Key.Key_1: Act.ACTUAL_SIZE}
_LOOK = {
    Qt.Key.Key_Left: Act.LOOK_LEFT,
    Qt.Key.Key_Right: Act.LOOK_RIGHT,
    Qt.Key.Key_Up: Act.LOOK_UP,
    Qt.Key.Key_Down: Act.LOOK_DOWN,
}


def act_of(event: QKeyEvent, *, zoomed: bool, mirrored: bool) -> Act | None:
    """What a key means; None for one that is not the viewer's.

    With Shift, arrows look around in a ``zoomed`` picture, up and down without it too. ``mirrored``
    is a right-to-left layout, in which the next picture is on the left.
    """
    key = Qt.Key(event.key())
    pressed = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    control = pressed == Qt.KeyboardModifier.ControlModifier
    shift = pressed == Qt.KeyboardModifier.ShiftModifier
    plain = pressed == Qt.KeyboardModifier.NoModifier
    if key in _ZOOM and not pressed & Qt.KeyboardModifier.AltModifier:
        return _ZOOM[key]
    if control:
        return _SIZES.get(key)
    if key in _LOOK and zoomed and (shift or (plain and key in (Qt.Key.Key_Up, Qt.Key.Key_Down))):
        return _LOOK[key]
    if not plain:
        return None
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        return Act.NEXT if (key == Qt.Key.Key_Right) is not mirrored else Act.PREVIOUS
    return _PLAIN.get(key)
