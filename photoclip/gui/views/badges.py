"""Small marks on pictures, each with a shape of its own: colour is never the only signal.

They lie on photographs, so they bring a ground of their own instead of the palette's.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from photoclip.browse.messages import Card, ItemState
from photoclip.core.commands import Flag
from photoclip.gui.models.photo_text import is_raw

_GROUND = QColor(18, 19, 21, 190)
_INK = QColor(250, 250, 248)
_PICKED = QColor(46, 140, 70, 235)
_REJECTED = QColor(190, 52, 46, 235)


class Sign(StrEnum):
    """What a badge stands for."""

    PICKED = "picked"
    REJECTED = "rejected"
    FAILED = "failed"
    OFFLINE = "offline"
    RAW = "raw"
    FRAMES = "frames"
    COPIES = "copies"
    STARS = "stars"


@dataclass(frozen=True, slots=True)
class Badge:
    """A sign, with a number beside it where it has one."""

    sign: Sign
    number: int = 0


def flag_of(card: Card) -> Badge | None:
    """The badge of a card's flag."""
    if card.flag is None:
        return None
    return Badge(Sign.PICKED if card.flag is Flag.PICKED else Sign.REJECTED)


def badges_of(card: Card) -> tuple[Badge, ...]:
    """The badges of a card's file, the most important first."""
    found = []
    if card.state is ItemState.FAILED:
        found.append(Badge(Sign.FAILED))
    if card.offline:
        found.append(Badge(Sign.OFFLINE))
    if is_raw(card):
        found.append(Badge(Sign.RAW))
    if card.frames > 1:
        found.append(Badge(Sign.FRAMES))
    if card.copies > 1:
        found.append(Badge(Sign.COPIES, card.copies))
    return tuple(found)


def badge_row(badges: Sequence[Badge], font: QFont, height: int, ratio: float) -> QPixmap:
    """Badges side by side on one rounded ground, ``height`` device-independent pixels high."""
    font = QFont(font)
    font.setPixelSize(max(8, round(height * 0.62)))
    font.setBold(True)
    metrics, pad = QFontMetricsF(font), height * 0.2
    widths = [_width(badge, metrics, height) for badge in badges]
    size = QSizeF(sum(widths) + pad * (len(badges) + 1), height)
    pixmap = QPixmap((size * ratio).toSize())
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_ground(badges[0].sign))
        painter.drawRoundedRect(QRectF(0, 0, size.width(), height), height * 0.28, height * 0.28)
        painter.setFont(font)
        x = pad
        for badge, width in zip(badges, widths, strict=True):
            _draw(painter, badge, QRectF(x, 0, width, height), metrics)
            x += width + pad
    return pixmap


def star_row(count: int, ink: QColor, height: int, ratio: float) -> QPixmap:
    """So many stars side by side in one colour."""
    pixmap = QPixmap(math.ceil(count * height * ratio), math.ceil(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for place in range(count):
            painter.drawPolygon(_star(QRectF(place * height, 0, height, height)))
    return pixmap


def _ground(sign: Sign) -> QColor:
    return {Sign.PICKED: _PICKED, Sign.REJECTED: _REJECTED}.get(sign, _GROUND)


def _width(badge: Badge, metrics: QFontMetricsF, height: int) -> float:
    if badge.sign is Sign.RAW:
        return metrics.horizontalAdvance("RAW")
    if badge.sign is Sign.STARS:
        return badge.number * height * 0.78
    number = metrics.horizontalAdvance(str(badge.number)) + height * 0.12 if badge.number else 0.0
    return height * 0.72 + number


def _draw(painter: QPainter, badge: Badge, box: QRectF, metrics: QFontMetricsF) -> None:
    shape = QRectF(0, 0, box.height() * 0.64, box.height() * 0.64)
    shape.moveCenter(QPointF(box.x() + box.height() * 0.36, box.center().y()))
    pen = QPen(_INK, max(1.2, box.height() * 0.1))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if badge.sign is Sign.RAW:
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "RAW")
        return
    if badge.sign is Sign.STARS:
        _stars(painter, badge.number, box)
        return
    _DRAWN[badge.sign](painter, shape)
    if badge.number:
        painter.setPen(_INK)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, right, str(badge.number))


def _stars(painter: QPainter, count: int, box: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_INK)
    side = box.width() / count
    for place in range(count):
        painter.drawPolygon(
            _star(QRectF(box.x() + place * side, box.center().y() - side / 2, side, side))
        )


def _star(box: QRectF) -> QPolygonF:
    points = []
    for corner in range(10):
        reach = box.width() * (0.48 if corner % 2 == 0 else 0.2)
        angle = math.pi * (corner / 5 - 0.5)
        points.append(
            QPointF(
                box.center().x() + reach * math.cos(angle),
                box.center().y() + box.width() * 0.03 + reach * math.sin(angle),
            )
        )
    return QPolygonF(points)


def _at(shape: QRectF, x: float, y: float) -> QPointF:
    return QPointF(shape.x() + x * shape.width(), shape.y() + y * shape.height())


def _line(painter: QPainter, shape: QRectF, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([_at(shape, x, y) for x, y in points]))


def _check(painter: QPainter, shape: QRectF) -> None:
    _line(painter, shape, (0.05, 0.55), (0.38, 0.88), (0.95, 0.15))


def _cross(painter: QPainter, shape: QRectF) -> None:
    _line(painter, shape, (0.12, 0.12), (0.88, 0.88))
    _line(painter, shape, (0.88, 0.12), (0.12, 0.88))


def _exclamation(painter: QPainter, shape: QRectF) -> None:
    painter.drawPolygon(QPolygonF([_at(shape, *at) for at in ((0.5, 0), (1.02, 1), (-0.02, 1))]))
    _line(painter, shape, (0.5, 0.38), (0.5, 0.62))
    _line(painter, shape, (0.5, 0.82), (0.5, 0.83))


def _plug(painter: QPainter, shape: QRectF) -> None:
    _line(painter, shape, (0.36, 0), (0.36, 0.2))
    _line(painter, shape, (0.8, 0), (0.8, 0.2))
    painter.setBrush(_INK)
    corners = ((0.24, 0.3), (0.92, 0.3), (0.92, 0.52), (0.7, 0.72), (0.46, 0.72), (0.24, 0.52))
    painter.drawPolygon(QPolygonF([_at(shape, *at) for at in corners]))
    _line(painter, shape, (0.58, 0.72), (0.58, 1))
    painter.setPen(QPen(_GROUND.darker(), painter.pen().widthF() * 2.4))
    _line(painter, shape, (0.02, 0.06), (1.04, 0.96))
    painter.setPen(QPen(_INK, painter.pen().widthF() / 2.4))
    _line(painter, shape, (-0.02, 0.02), (1.04, 0.96))


def _film(painter: QPainter, shape: QRectF) -> None:
    painter.drawRect(QRectF(_at(shape, 0, 0.08), _at(shape, 1, 0.92)))
    painter.setBrush(_INK)
    painter.drawPolygon(
        QPolygonF([_at(shape, *at) for at in ((0.38, 0.3), (0.74, 0.5), (0.38, 0.7))])
    )


def _sheets(painter: QPainter, shape: QRectF) -> None:
    _line(painter, shape, (0.3, 0.02), (0.98, 0.02), (0.98, 0.7))
    painter.drawRect(QRectF(_at(shape, 0.02, 0.3), _at(shape, 0.7, 0.98)))


_DRAWN: dict[Sign, Callable[[QPainter, QRectF], None]] = {
    Sign.PICKED: _check,
    Sign.REJECTED: _cross,
    Sign.FAILED: _exclamation,
    Sign.OFFLINE: _plug,
    Sign.FRAMES: _film,
    Sign.COPIES: _sheets,
}
