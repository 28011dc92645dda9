"""A wave under words of a line edit, wherever they are scrolled to."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF, QTextLayout, QTextLine
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from photoclip.gui.models.query_text import to_utf16

_MOST = 400
"""Characters that are looked at in a text whose directions mix: more than fit a field."""


def mistake_colour(palette: QPalette) -> QColor:
    """A red that can be read on the window's ground, light or dark."""
    dark = palette.color(QPalette.ColorRole.Window).lightness() < 128
    return QColor("#ff8a80" if dark else "#b3261e")


def spans(field: QLineEdit, start: int, end: int) -> list[tuple[float, float]]:
    """From where to where the characters ``start:end`` can be seen now, in the field's pixels.

    Several pieces where left-to-right and right-to-left words mix; a place behind the text is as
    wide as a letter.
    """
    text = field.text()
    start, end = to_utf16(text, start), max(to_utf16(text, end), to_utf16(text, start) + 1)
    length = to_utf16(text, len(text))
    layout = QTextLayout(text, field.font())
    option = layout.textOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # as a line edit has it
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    # Qt doesn't say how far the text is scrolled, but it does say where the cursor is.
    cursor = field.cursorRect()
    shift = cursor.x() + cursor.width() / 2 - _x(line.cursorToX(field.cursorPosition()))
    frame = QStyleOptionFrame()
    field.initStyleOption(frame)
    inner = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, frame, field)
    found: list[tuple[float, float]] = []
    if text.isascii():
        # One direction, so what can be seen is one stretch: the rest of a long text isn't looked at.
        start = max(start, _place(line.xToCursor(inner.left() - shift)) - 1)
        end = min(end, _place(line.xToCursor(inner.right() - shift)) + 2)
    for at in range(start, min(end, start + _MOST)):
        # Both sides of one letter: the place before the next may lie where the direction turns.
        one, other = _x(line.cursorToX(at)), _x(line.cursorToX(at, QTextLine.Edge.Trailing))
        if at >= length:
            other = one + field.fontMetrics().averageCharWidth()
        left, right = sorted((one + shift, other + shift))
        left, right = max(left, inner.left()), min(right, inner.right())
        if right <= left:
            continue
        if found and abs(found[-1][1] - left) < 0.5:
            found[-1] = (found[-1][0], right)
        else:
            found.append((left, right))
    return found


def draw(painter: QPainter, field: QLineEdit, left: float, right: float) -> None:
    """Draw the wave below the text of the field."""
    metrics = field.fontMetrics()
    height = max(2.0, metrics.height() / 8)
    base = (field.height() + metrics.height()) / 2 - 0.5
    points = [QPointF(left, base)]
    while points[-1].x() < right:
        x = min(points[-1].x() + height, right)
        points.append(QPointF(x, base - height * (len(points) % 2)))
    painter.setPen(QPen(mistake_colour(field.palette()), 1.4))
    painter.drawPolyline(QPolygonF(points))


def _place(found: object) -> int:
    return int(_x(found))


def _x(found: object) -> float:
    # PySide returns the place it settled on, too.
    return float(found[0] if isinstance(found, tuple) else found)  # type: ignore[arg-type]
