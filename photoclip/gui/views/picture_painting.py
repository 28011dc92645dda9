"""Painting a picture where its placement says, in device pixels."""

from __future__ import annotations

import math

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPixmap

from photoclip.gui.views.icons import mixed

_OVERLAP = 0.02  # of a thumbnail's short side: hides the rounding of its corners


def expected_size(
    thumbnail: QPixmap | None, size: QSize | None, area: tuple[float, float]
) -> QSize | None:
    """The size a picture will have, from what is known of it; None for nothing."""
    if thumbnail is None:
        return size
    if size is not None:
        # A thumbnail is upright; the size may be that of the file before it is turned.
        turned = (thumbnail.width() > thumbnail.height()) != (size.width() > size.height())
        square = abs(thumbnail.width() - thumbnail.height()) <= 1
        return size.transposed() if turned and not square else size
    room = QSize(round(area[0]), round(area[1]))
    return thumbnail.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)


def paint_image(
    painter: QPainter, target: QRectF, image: QImage, area: tuple[float, float], *, blend: bool
) -> None:
    """Paint an image into ``target``, whose corners are whole device pixels.

    ``area`` is the size of what can be seen. Where pixels don't ``blend`` each is a square.
    """
    # A rounding apart in one direction: better a pixel less than all of them blurred.
    across, down = target.width() - image.width(), target.height() - image.height()
    if max(abs(across), abs(down)) <= 1:
        painter.drawImage(target.topLeft(), image)
        return
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, blend)
    # Only what can be seen, from one whole pixel to another: large numbers lose precision.
    wide, high = target.width() / image.width(), target.height() / image.height()
    first_x = max(0, math.floor(-target.left() / wide) - 2)
    first_y = max(0, math.floor(-target.top() / high) - 2)
    last_x = min(image.width(), math.ceil((area[0] - target.left()) / wide) + 2)
    last_y = min(image.height(), math.ceil((area[1] - target.top()) / high) + 2)
    across, down = last_x - first_x, last_y - first_y
    painter.drawImage(
        QRectF(
            target.left() + first_x * wide,
            target.top() + first_y * high,
            across * wide,
            down * high,
        ),
        image,
        QRectF(first_x, first_y, across, down),
    )


def paint_thumbnail(painter: QPainter, target: QRectF, thumbnail: QPixmap) -> None:
    """Paint a thumbnail scaled up, with square corners although a grid rounded them."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipRect(target)
    more = _OVERLAP * min(target.width(), target.height())
    below = target.adjusted(-more, -more, more, more)
    for area in (below, target):
        painter.drawPixmap(area, thumbnail, QRectF(thumbnail.rect()))


def paint_words(painter: QPainter, area: QRect, palette: QPalette, text: str) -> None:
    """Paint a few words near the lower edge, on a ground of their own."""
    metrics = painter.fontMetrics()
    high = metrics.height() * 1.8
    wide = metrics.horizontalAdvance(text) + high
    box = QRectF(area.center().x() - wide / 2, area.bottom() - 2 * high, wide, high)
    ground = palette.color(QPalette.ColorRole.Window)
    ground.setAlphaF(0.86)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, high / 2, high / 2)
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_progress(
    painter: QPainter, line: QRect, share: float, colour: QColor, *, mirrored: bool
) -> None:
    """Paint so much of a line, from the side where reading begins."""
    done = QRect(line)
    done.setWidth(round(line.width() * share))
    if mirrored:
        done.moveRight(line.right())
    painter.fillRect(done, colour)


def ground_of(palette: QPalette) -> QColor:
    """What lies around a picture: a little deeper than the window, for white pictures have edges."""
    window = palette.color(QPalette.ColorRole.Window)
    return mixed(window, QColor(Qt.GlobalColor.black), 0.92 if window.lightnessF() > 0.5 else 0.7)
