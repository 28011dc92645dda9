"""The area a picture is shown in: it can be zoomed and moved, and gets sharper as pixels come."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import (
    QEvent,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QImage,
    QInputDevice,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from photoclip.gui.views.canvas_geometry import Placement, fit
from photoclip.gui.views.fading import CrossFade, moves_allowed
from photoclip.gui.views.picture_levels import PictureLevels
from photoclip.gui.views.picture_painting import (
    expected_size,
    ground_of,
    paint_image,
    paint_progress,
    paint_thumbnail,
    paint_words,
)

_BUSY_MS = 500  # what comes sooner needs no words
_SETTLE_MS = 80  # how long a size must hold before a copy of that size is made
_NOTCH = 1.25  # a wheel's notch zooms by this
_FRAME = 0.012  # seconds that painting may take while the picture moves
_PIXELS_FROM = 2.0  # from this scale on pixels are seen as squares


class PictureCanvas(QWidget):
    """Shows one picture: its thumbnail scaled up until pixels come, then the best there is.

    ``placement`` says where it lies, None while not even its shape is known; ``moved`` that it was
    zoomed, moved or resized. What is passed in and out in points is in the widget's own pixels.
    """

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.placement: Placement | None = None
        self._thumbnail: QPixmap | None = None
        self._size: QSize | None = None
        self._whole = False
        self._took = 0.0  # seconds, to paint the picture blended
        self._levels = PictureLevels(self)
        self._levels.grown.connect(self.update)
        self._fade = CrossFade(self)
        self._fade.changed.connect(self.update)
        self._progress: float | None = None
        self._busy = QTimer(self, singleShot=True, interval=_BUSY_MS)
        self._busy.timeout.connect(self._say_busy)
        self._says_busy = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._hold_still)
        self._grabbed: QPointF | None = None
        self._dark = self._cursor_hidden = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.grabGesture(Qt.GestureType.PinchGesture)

    # --- what is shown ----------------------------------------------------------------------------

    def begin(self, thumbnail: QPixmap | None, size: QSize | None, *, fade: bool = False) -> None:
        """Another picture, fitted. ``size`` is the upright original's as far as it is known."""
        self._fade.stop()
        if fade and moves_allowed():
            self._fade.start(self._frame())
        self._whole = False
        self._levels.show(QImage())
        self.placement, self._thumbnail, self._size, self._grabbed = None, None, None, None
        self.set_thumbnail(thumbnail, size)
        self._point()

    def set_thumbnail(self, thumbnail: QPixmap | None, size: QSize | None) -> None:
        """What is known of the picture before its pixels come."""
        if thumbnail is not None and not thumbnail.isNull():
            self._thumbnail = thumbnail
        if size is not None and not size.isEmpty():
            self._size = size
        if not self.has_image:
            known = expected_size(self._thumbnail, self._size, self._area())
            if known is not None:
                self._lie(known)
        self.update()

    def set_image(self, image: QImage, original: QSize, *, whole: bool) -> None:
        """Pixels of the same picture; it stays where it is."""
        preview = self._levels.full if whole and not self._whole and self.has_image else None
        self._whole = whole
        self._levels.show(image, preview)
        self._lie(image.size() if whole or original.isEmpty() else original)
        self._settle.start()
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self.begin(None, None)
        self.set_busy(False)

    @property
    def has_image(self) -> bool:
        """Whether more than a thumbnail is shown."""
        return not self._levels.full.isNull()

    @property
    def side(self) -> int | None:
        """How many device pixels the picture's long side takes; None while its shape is unknown."""
        if self.placement is None:
            return None
        return math.ceil(max(self.placement.width, self.placement.height) - 1e-6)

    def set_busy(self, busy: bool) -> None:
        """Say so after a moment, as long as it lasts."""
        if not busy:
            self._busy.stop()
            self._says_busy = False
            self.update()
        elif not self._says_busy and not self._busy.isActive():
            self._busy.start()

    def set_progress(self, share: float | None) -> None:
        """A thin line at the lower edge, so much of the width; None for no line."""
        self._progress = share
        self.update(self._line())

    def _line(self) -> QRect:
        return self.rect().adjusted(
            0, self.height() - max(2, self.fontMetrics().height() // 6), 0, 0
        )

    def set_dark(self, dark: bool) -> None:
        """Black around the picture, whatever the palette says."""
        self._dark = dark
        self.update()

    # --- zooming and moving -----------------------------------------------------------------------

    def fit(self) -> None:
        """All of it."""
        self._change(lambda placed, x, y: placed.zoomed(0.0, x, y))

    def actual_size(self) -> None:
        """100 %: a pixel of the picture is a pixel of the screen."""
        self._change(lambda placed, x, y: placed.zoomed(1.0, x, y))

    def toggle(self, point: QPointF | None = None) -> None:
        """From fitted to 100 % around a point, and back."""
        self._change(lambda placed, x, y: placed.toggled(x, y), point)

    def step(self, direction: int, point: QPointF | None = None) -> None:
        """The next larger or smaller of the usual scales."""
        self._change(lambda placed, x, y: placed.stepped(direction, x, y), point)

    def zoom_by(self, factor: float, point: QPointF | None = None) -> None:
        """Larger or smaller by a factor, stopping at 100 % on the way."""

        def scaled(placed: Placement, x: float, y: float) -> Placement:
            scale = placed.scale * factor
            if (placed.scale - 1) * (scale - 1) < -1e-9:
                scale = 1.0
            return placed.zoomed(scale, x, y)

        self._change(scaled, point)

    def pan(self, across: float, down: float) -> None:
        """Look further in a direction, by this share of the area."""
        self._change(
            lambda placed, _x, _y: placed.panned(
                -across * placed.area_width, -down * placed.area_height
            )
        )

    @property
    def zoomed(self) -> bool:
        """Whether it isn't simply fitted."""
        return self.placement is not None and not self.placement.fitted

    def _change(
        self, how: Callable[[Placement, float, float], Placement], point: QPointF | None = None
    ) -> None:
        if self.placement is None:
            return
        ratio = self.devicePixelRatioF()
        at = QPointF(self.width() / 2, self.height() / 2) if point is None else point
        changed = how(self.placement, at.x() * ratio, at.y() * ratio)
        if changed != self.placement:
            self.placement = changed
            self._settle.start()
            self._point()
            self.update()
            self.moved.emit()

    def _area(self) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return self.width() * ratio, self.height() * ratio

    def _lie(self, size: QSize) -> None:
        if self.placement is None:
            self.placement = fit(*self._area(), size.width(), size.height())
        elif (size.width(), size.height()) != (
            self.placement.picture_width,
            self.placement.picture_height,
        ):
            self.placement = self.placement.with_picture(size.width(), size.height())
        else:
            return
        self.moved.emit()

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the picture on its ground, what fades away, and what is said over it."""
        with QPainter(self) as painter:
            self._paint_frame(painter)
            self._fade.paint(painter)
            if self._says_busy:
                paint_words(painter, self.rect(), self.palette(), self.tr("Loading…"))
            if self._progress is not None:
                mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
                colour = self.palette().color(QPalette.ColorRole.Highlight)
                paint_progress(painter, self._line(), self._progress, colour, mirrored=mirrored)

    def _paint_frame(self, painter: QPainter) -> None:
        ground = QColor(Qt.GlobalColor.black) if self._dark else ground_of(self.palette())
        painter.fillRect(self.rect(), ground)
        if self.placement is None:
            return
        painter.save()
        ratio = self.devicePixelRatioF()
        # Where the ratio is no whole number, a widget may begin between two device pixels.
        corner = painter.deviceTransform().map(QPointF(0, 0))
        painter.scale(1 / ratio, 1 / ratio)
        painter.translate(round(corner.x()) - corner.x(), round(corner.y()) - corner.y())
        placed = self.placement
        size = QSizeF(max(1, round(placed.width)), max(1, round(placed.height)))
        target = QRectF(QPointF(round(placed.left), round(placed.top)), size)
        image = self._levels.best(int(target.width()))
        if not image.isNull():
            # Where blending takes long, it waits until the picture holds still.
            hurried = self._settle.isActive() and self._took > _FRAME
            pixels = self._whole and placed.scale >= _PIXELS_FROM
            began = perf_counter()
            paint_image(painter, target, image, self._area(), blend=not (pixels or hurried))
            if not hurried:
                self._took = perf_counter() - began
        elif self._thumbnail is not None:
            paint_thumbnail(painter, target, self._thumbnail)
        else:
            ink = self.palette().color(QPalette.ColorRole.WindowText)
            ink.setAlphaF(0.06)
            painter.fillRect(target, ink)
        painter.restore()

    def _frame(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        frame = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        frame.setDevicePixelRatio(ratio)
        with QPainter(frame) as painter:
            self._paint_frame(painter)
        return frame

    def _say_busy(self) -> None:
        self._says_busy = True
        self.update()

    def _hold_still(self) -> None:
        self.update()
        placed = self.placement
        if placed is None or not self.has_image or not placed.fitted:
            return
        size = QSize(max(1, round(placed.width)), max(1, round(placed.height)))
        full = self._levels.full
        if full.width() > size.width() + 1 or full.height() > size.height() + 1:
            self._levels.want(size)

    # --- what a hand does -------------------------------------------------------------------------

    def hide_cursor(self, hidden: bool) -> None:
        """Show no cursor over the picture."""
        if hidden != self._cursor_hidden:
            self._cursor_hidden = hidden
            self._point()

    def cursor_point(self) -> QPointF | None:
        """Where the mouse is, if it is over the picture."""
        return QPointF(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else None

    def _point(self) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self._cursor_hidden:
            shape = Qt.CursorShape.BlankCursor
        elif self.placement is not None and self.placement.pannable:
            held = self._grabbed is not None
            shape = Qt.CursorShape.ClosedHandCursor if held else Qt.CursorShape.OpenHandCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of the picture."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            self._point()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move it along."""
        event.ignore()  # the viewer wants to know that the mouse moved
        if self._grabbed is None:
            return
        ratio = self.devicePixelRatioF()
        by = (event.position() - self._grabbed) * ratio
        self._grabbed = event.position()
        self._change(lambda placed, _x, _y: placed.panned(by.x(), by.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        self._grabbed = None
        self._point()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Between fitted and 100 %."""
        event.setAccepted(event.button() is Qt.MouseButton.LeftButton)
        if event.isAccepted():
            self.toggle(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """A wheel zooms around the cursor; two fingers on a touchpad move, with Ctrl they zoom."""
        event.accept()
        turned = event.angleDelta()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        touchpad = event.device().type() is QInputDevice.DeviceType.TouchPad
        if touchpad and not control:
            by = QPointF(event.pixelDelta() if not event.pixelDelta().isNull() else turned / 2)
            by *= self.devicePixelRatioF()
            self._change(lambda placed, _x, _y: placed.panned(by.x(), by.y()))
        elif turned.y():
            self.zoom_by(_NOTCH ** (turned.y() / 120), event.position())

    def event(self, event: QEvent) -> bool:
        """Pinching, and another screen."""
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                point = self.mapFromGlobal(pinch.centerPoint())
                self.zoom_by(pinch.scaleFactor(), QPointF(point))
                event.accept(pinch)
                return True
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value(), event.position())
                return True
            if event.gestureType() is Qt.NativeGestureType.SmartZoomNativeGesture:
                self.toggle(event.position())
                return True
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._resized()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fitted stays fitted; else the middle stays."""
        super().resizeEvent(event)
        self._resized()

    def _resized(self) -> None:
        self._fade.stop()
        if self.placement is not None:
            self.placement = self.placement.in_area(*self._area())
            if not self.has_image:
                self.set_thumbnail(None, None)  # an unknown size is guessed to fill the area
            self._settle.start()
            self.moved.emit()
