"""What icons look like: paths on a square of 24 by 24, lines and what is filled."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum
from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker, QTransform


class IconName(StrEnum):
    """What an icon stands for."""

    ALBUM = "album"
    ARROW_LEFT = "arrow-left"  # to what comes before: points right in a right-to-left layout
    ARROW_RIGHT = "arrow-right"  # to what comes after
    BACK = "back"
    CHECK = "check"
    CLOCK = "clock"
    CLOSE = "close"
    DRIVE = "drive"
    DRIVE_OFF = "drive-off"
    DUPLICATES = "duplicates"
    EDIT = "edit"
    FILE = "file"
    FOLDER = "folder"
    FULLSCREEN = "fullscreen"
    GEAR = "gear"
    INFO = "info"
    LABEL = "label"
    MENU = "menu"
    MINUS = "minus"
    PAUSE = "pause"
    PHOTOS = "photos"
    PICKED = "picked"
    PLAY = "play"
    PLUS = "plus"
    QUESTION = "question"
    REJECTED = "rejected"
    SEARCH = "search"
    SMART_ALBUM = "smart-album"
    SPARK = "spark"  # what PhotoClip did by itself
    STAR = "star"
    STAR_EMPTY = "star-empty"
    UNDO = "undo"
    UNFLAGGED = "unflagged"
    WARNING = "warning"


_Shape = Callable[[QPainterPath, QPainterPath], None]  # draws lines, and what is filled
GRID = 24.0
"""The side of the square the paths are drawn on."""
_PEN = 2.0
_STRUCK = {IconName.DRIVE_OFF, IconName.REJECTED}  # a thing with a slash through it


@cache
def outline(name: IconName) -> QPainterPath:
    """What to fill to draw the icon, on a square of 24 by 24."""
    lines, filled = QPainterPath(), QPainterPath()
    _SHAPES[name](lines, filled)
    shape = _stroked(lines, _PEN)
    if not filled.isEmpty():
        shape = shape.united(filled)
    if name in _STRUCK:
        slash = QPainterPath()
        _line(slash, (4, 3), (20, 21))
        shape = shape.subtracted(_stroked(slash, 3 * _PEN)).united(_stroked(slash, _PEN))
    return shape


def _stroked(lines: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCurveThreshold(0.02)  # else curves turn into corners when they are drawn large
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroke = stroker.createStroke(lines)
    stroke.setFillRule(Qt.FillRule.WindingFill)
    return stroke.simplified()


def _line(path: QPainterPath, *points: tuple[float, float], close: bool = False) -> None:
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    if close:
        path.closeSubpath()


def _star(path: QPainterPath, radius: float, x: float = 12, y: float = 12.6) -> None:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        angle = math.radians(corner * 36 - 90)
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    _line(path, *points, close=True)


def _folder(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (3, 19), (3, 5), (9.5, 5), (12, 8), (21, 8), (21, 19), close=True)


def _drive(lines: QPainterPath, filled: QPainterPath) -> None:
    lines.addRoundedRect(3, 7, 18, 10, 2, 2)
    filled.addEllipse(QPointF(16.8, 12), 1.5, 1.5)
    _line(lines, (6.8, 12), (11, 12))


def _album(lines: QPainterPath, filled: QPainterPath) -> None:
    lines.addRoundedRect(3, 7, 18, 13, 2, 2)
    _line(lines, (6, 3.5), (18, 3.5))
    filled.addEllipse(QPointF(8, 11), 1.4, 1.4)
    _line(lines, (5.5, 18), (10.5, 14), (13, 16), (16, 12.5), (18.8, 15.5))


def _smart_album(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(
        lines, (3, 4.5), (21, 4.5), (14.2, 12.5), (14.2, 18), (9.8, 20.5), (9.8, 12.5), close=True
    )


def _label(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (3, 4), (12, 4), (21, 13), (13, 21), (3, 11.5), close=True)
    filled.addEllipse(QPointF(8, 9), 1.6, 1.6)


def _duplicates(lines: QPainterPath, filled: QPainterPath) -> None:
    lines.addRoundedRect(8.5, 8.5, 12, 12, 2, 2)
    _line(lines, (4.8, 15.5), (3.5, 14.2), (3.5, 4.8), (4.8, 3.5), (14.2, 3.5), (15.5, 4.8))


def _warning(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (12, 3.5), (21.5, 20), (2.5, 20), close=True)
    _line(lines, (12, 10), (12, 14))
    filled.addEllipse(QPointF(12, 17), 1.3, 1.3)


def _photos(lines: QPainterPath, filled: QPainterPath) -> None:
    lines.addRoundedRect(3, 4, 18, 16, 2, 2)
    filled.addEllipse(QPointF(8.2, 9), 1.7, 1.7)
    _line(lines, (3.8, 18), (9.5, 13), (12.5, 15.6), (16.2, 11.2), (20.5, 16))


def _clock(lines: QPainterPath, filled: QPainterPath) -> None:
    lines.addEllipse(QPointF(12, 12), 9, 9)
    _line(lines, (12, 6.5), (12, 12), (15.8, 14.2))


_FLAG = ((6, 21), (6, 4), (19, 4), (16, 8.8), (19, 13.6), (6, 13.6))


def _unflagged(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, *_FLAG)


def _picked(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, *_FLAG)
    _line(filled, *_FLAG[1:], close=True)


def _search(lines: QPainterPath, filled: QPainterPath) -> None:
    lines.addEllipse(QPointF(10.5, 10.5), 6.8, 6.8)
    _line(lines, (15.6, 15.6), (20.8, 20.8))


def _fullscreen(lines: QPainterPath, filled: QPainterPath) -> None:
    for x, y, dx, dy in ((4, 4, 5, 5), (20, 4, -5, 5), (20, 20, -5, -5), (4, 20, 5, -5)):
        _line(lines, (x + dx, y), (x, y), (x, y + dy))


def _info(lines: QPainterPath, filled: QPainterPath) -> None:
    lines.addEllipse(QPointF(12, 12), 9, 9)
    filled.addEllipse(QPointF(12, 7.7), 1.4, 1.4)
    _line(lines, (12, 11.4), (12, 16.6))


def _gear(lines: QPainterPath, filled: QPainterPath) -> None:
    teeth = 8
    points = []
    for corner in range(teeth * 4):
        reach = 9.6 if corner % 4 in (1, 2) else 7.0
        angle = math.radians((corner + 0.5) * 360 / (teeth * 4) + 11)
        points.append((12 + reach * math.cos(angle), 12 + reach * math.sin(angle)))
    _line(lines, *points, close=True)
    lines.addEllipse(QPointF(12, 12), 2.6, 2.6)


def _play(lines: QPainterPath, filled: QPainterPath) -> None:
    triangle = ((8, 5), (19, 12), (8, 19))
    _line(lines, *triangle, close=True)
    _line(filled, *triangle, close=True)


def _pause(lines: QPainterPath, filled: QPainterPath) -> None:
    filled.addRoundedRect(6, 4.5, 4.2, 15, 1, 1)
    filled.addRoundedRect(13.8, 4.5, 4.2, 15, 1, 1)


def _full_star(lines: QPainterPath, filled: QPainterPath) -> None:
    _star(lines, 9.2)
    _star(filled, 9.2)


def _left(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (15, 4.5), (7.5, 12), (15, 19.5))


def _right(lines: QPainterPath, filled: QPainterPath) -> None:
    lines.addPath(QTransform(-1, 0, 0, 1, GRID, 0).map(_drawn(_left)))


def _back(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (10.5, 5), (3.5, 12), (10.5, 19))
    _line(lines, (3.5, 12), (20.5, 12))


def _cross(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (6, 6), (18, 18))
    _line(lines, (18, 6), (6, 18))


def _plus(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (12, 4.5), (12, 19.5))
    _minus(lines, filled)


def _minus(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (4.5, 12), (19.5, 12))


def _menu(lines: QPainterPath, filled: QPainterPath) -> None:
    for y in (6, 12, 18):
        _line(lines, (4, y), (20, y))


def _check(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (4.5, 12.5), (9.8, 18), (19.5, 6.5))


def _empty_star(lines: QPainterPath, filled: QPainterPath) -> None:
    _star(lines, 9.2)


def _edit(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (4, 20), (5, 15.5), (16, 4.5), (19.5, 8), (8.5, 19), close=True)
    _line(lines, (13.5, 7), (17, 10.5))


def _file(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (5.5, 3.5), (14, 3.5), (18.5, 8), (18.5, 20.5), (5.5, 20.5), close=True)
    _line(lines, (9, 12), (15, 12))
    _line(lines, (9, 16), (13, 16))


def _spark(lines: QPainterPath, filled: QPainterPath) -> None:
    for x, y, radius in ((10, 13.5, 8.2), (18.8, 5.4, 4.2)):
        filled.moveTo(x, y - radius)
        for turn in range(4):
            angle = math.pi / 2 * turn
            to_x, to_y = x + radius * math.cos(angle), y + radius * math.sin(angle)
            filled.quadTo(x, y, to_x, to_y)
        filled.closeSubpath()


def _question(lines: QPainterPath, filled: QPainterPath) -> None:
    lines.moveTo(7.5, 8.5)
    lines.cubicTo(7.5, 2.5, 17, 2.5, 17, 8.5)
    lines.cubicTo(17, 12, 12, 12, 12, 15.5)
    filled.addEllipse(QPointF(12, 20), 1.5, 1.5)


def _undo(lines: QPainterPath, filled: QPainterPath) -> None:
    _line(lines, (8.5, 4.5), (4, 9), (8.5, 13.5))
    lines.moveTo(4, 9)
    lines.lineTo(14, 9)
    lines.cubicTo(22, 9, 22, 19.5, 14, 19.5)
    lines.lineTo(9, 19.5)


def _drawn(shape: _Shape) -> QPainterPath:
    path = QPainterPath()
    shape(path, QPainterPath())
    return path


_SHAPES: dict[IconName, _Shape] = {
    IconName.ALBUM: _album,
    IconName.ARROW_LEFT: _left,
    IconName.ARROW_RIGHT: _right,
    IconName.BACK: _back,
    IconName.CHECK: _check,
    IconName.CLOCK: _clock,
    IconName.CLOSE: _cross,
    IconName.DRIVE: _drive,
    IconName.DRIVE_OFF: _drive,
    IconName.DUPLICATES: _duplicates,
    IconName.EDIT: _edit,
    IconName.FILE: _file,
    IconName.FOLDER: _folder,
    IconName.FULLSCREEN: _fullscreen,
    IconName.GEAR: _gear,
    IconName.INFO: _info,
    IconName.LABEL: _label,
    IconName.MENU: _menu,
    IconName.MINUS: _minus,
    IconName.PAUSE: _pause,
    IconName.PHOTOS: _photos,
    IconName.PICKED: _picked,
    IconName.PLAY: _play,
    IconName.PLUS: _plus,
    IconName.QUESTION: _question,
    IconName.REJECTED: _unflagged,
    IconName.SEARCH: _search,
    IconName.SMART_ALBUM: _smart_album,
    IconName.SPARK: _spark,
    IconName.STAR: _full_star,
    IconName.STAR_EMPTY: _empty_star,
    IconName.UNDO: _undo,
    IconName.UNFLAGGED: _unflagged,
    IconName.WARNING: _warning,
}
