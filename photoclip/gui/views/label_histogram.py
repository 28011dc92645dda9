"""How sure a label is of every photo, as a picture, and where it is cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from photoclip.core.label_reports import Preview
from photoclip.gui.models.label_cut import effect_at, heights, reach, spans
from photoclip.gui.views.icons import mixed, quiet

_STEPS = 100  # from one end to the other
_GRIP = 7.0  # half of what the handle measures
_MARGIN = 10


class LabelHistogram(QWidget):
    """Bars on a log scale, those photos in another shade that have the label now, and the cut.

    ``cut_moved`` carries a certainty while a person moves the cut, ``cut_chosen`` when they let go;
    ``reset_wanted`` that they want the recommended one back.
    """

    cut_moved = Signal(float)
    cut_chosen = Signal(float)
    reset_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self._cut = 0.0
        self._colour = QColor()
        self._dragging = self._over = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMaximumHeight(260)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("How sure the label has to be"))
        self.setToolTip(self.tr("Drag the line, or use the arrow keys: further right is stricter."))

    @property
    def cut(self) -> float:
        """The certainty at which the label is cut, as it is drawn."""
        return self._cut

    @property
    def dragging(self) -> bool:
        """Whether a person has hold of the cut."""
        return self._dragging

    def show_preview(self, preview: Preview, colour: str) -> None:
        """Show this. A cut somebody has hold of stays where it is; so does one they moved to where
        no photo lies between it and the preview's own: else keys could never cross a gap.
        """
        self._preview = preview
        self._colour = QColor(colour)
        if not self._dragging and not _same_cut(preview, self._cut):
            self._cut = preview.certainty
        self.setEnabled(bool(preview.bins))
        self.update()

    def describe(self, text: str) -> None:
        """What the cut does, for a screen reader."""
        self.setAccessibleDescription(text)
        change = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        QAccessible.updateAccessibility(change)

    # --- geometry -----------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Room for some sixty bars."""
        return QSize(420, 150)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Less can't be read."""
        return QSize(200, 96)

    def _area(self) -> QRectF:
        line = self.fontMetrics().height()
        return QRectF(self.rect()).adjusted(_MARGIN, _GRIP * 2 + 2, -_MARGIN, -line - 4)

    def x_of(self, certainty: float) -> float:
        """Where a certainty lies, in the widget's own pixels; sure is where reading ends."""
        low, high = self._ends()
        part = (certainty - low) / (high - low)
        area = self._area()
        return (
            area.right() - part * area.width()
            if self._turned
            else area.left() + part * (area.width())
        )

    def _certainty_at(self, x: float) -> float:
        low, high = self._ends()
        area = self._area()
        part = (x - area.left()) / max(1.0, area.width())
        part = min(1.0, max(0.0, 1 - part if self._turned else part))
        return low + part * (high - low)

    def _ends(self) -> tuple[float, float]:
        return (-1.0, 1.0) if self._preview is None else reach(self._preview)

    @property
    def _turned(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    # --- painting -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """Bars, the recommended cut, the cut, and what left and right mean."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area, palette = self._area(), self.palette()
            ink = palette.color(QPalette.ColorRole.WindowText)
            window = palette.color(QPalette.ColorRole.Window)
            painter.fillRect(
                QRectF(area.left(), area.bottom(), area.width(), 1), mixed(ink, window, 0.3)
            )
            if self._preview is not None and self._preview.bins:
                self._paint_bars(painter, area, ink, window)
                self._paint_recommended(painter, area)
                self._paint_cut(painter, area)
            self._paint_words(painter, area)

    def _paint_bars(self, painter: QPainter, area: QRectF, ink: QColor, window: QColor) -> None:
        assert self._preview is not None
        bins, cut = self._preview.bins, self.x_of(self._cut)
        accent = self._colour
        if not accent.isValid():
            accent = self.palette().color(QPalette.ColorRole.Highlight)
        sure = QRectF(cut, area.top(), area.right() - cut, area.height())
        if self._turned:
            sure = QRectF(area.left(), area.top(), cut - area.left(), area.height())
        unsure = mixed(ink, window, 0.22), mixed(ink, window, 0.5)
        likely = mixed(accent, window, 0.5), accent
        places = spans(bins, *self._ends())
        for (start, end), (all_, held) in zip(places, heights(bins), strict=True):
            left, right = area.left() + start * area.width(), area.left() + end * area.width()
            if self._turned:
                left, right = (
                    area.right() - end * area.width(),
                    area.right() - start * area.width(),
                )
            for height, place in ((all_, 0), (held, 1)):
                bar = QRectF(left, area.bottom() - height * area.height(), right - left, 0)
                bar.setBottom(area.bottom())
                bar.adjust(0.5, 0, -0.5 if bar.width() > 3 else 0, 0)
                painter.fillRect(bar, unsure[place])
                painter.fillRect(bar.intersected(sure), window)
                painter.fillRect(bar.intersected(sure), likely[place])

    def _paint_recommended(self, painter: QPainter, area: QRectF) -> None:
        assert self._preview is not None
        x = self.x_of(self._preview.default_certainty)
        painter.setPen(QPen(quiet(self.palette()), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_cut(self, painter: QPainter, area: QRectF) -> None:
        palette = self.palette()
        x = self.x_of(self._cut)
        colour = palette.color(QPalette.ColorRole.WindowText)
        painter.setPen(QPen(colour, 2))
        painter.drawLine(QPointF(x, area.top() - 2), QPointF(x, area.bottom()))
        top = area.top() - 2 * _GRIP
        grip = QPolygonF(
            [
                QPointF(x - _GRIP, top),
                QPointF(x + _GRIP, top),
                QPointF(x + _GRIP, top + _GRIP),
                QPointF(x, top + 2 * _GRIP),
                QPointF(x - _GRIP, top + _GRIP),
            ]
        )
        held = self._dragging or self._over
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Window), 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight) if held else colour)
        painter.drawPolygon(grip)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1.5))
            around = grip.boundingRect().adjusted(-3, -1, 3, 2)
            painter.drawRoundedRect(around, 3, 3)

    def _paint_words(self, painter: QPainter, area: QRectF) -> None:
        line = self.fontMetrics().height()
        place = QRect(round(area.left()), round(area.bottom()) + 3, round(area.width()), line)
        painter.setPen(quiet(self.palette()))
        painter.setLayoutDirection(self.layoutDirection())
        less, more = self.tr("surely not"), self.tr("surely")
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, less)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, more)
        if self._preview is not None and any(one.held for one in self._preview.bins):
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, self.tr("strong: have it now"))

    # --- what a person does -------------------------------------------------------------------------

    def _move_to(self, certainty: float) -> None:
        low, high = self._ends()
        certainty = min(high, max(low, certainty))
        if certainty != self._cut:
            self._cut = certainty
            self.update()
            self.cut_moved.emit(certainty)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """Take hold of the cut, or bring it here."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragging = True
            self._move_to(self._certainty_at(event.position().x()))
            self.update()
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """Move it along."""
        over = abs(event.position().x() - self.x_of(self._cut)) <= _GRIP + 2
        shape = Qt.CursorShape.SplitHCursor if over or self._dragging else None
        if shape is None:
            self.unsetCursor()
        else:
            self.setCursor(shape)
        if over != self._over:
            self._over = over
            self.update()
        if self._dragging:
            self._move_to(self._certainty_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """Let go."""
        if self._dragging and event.button() is Qt.MouseButton.LeftButton:
            self._dragging = False
            self.update()
            self.cut_chosen.emit(self._cut)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """Back to the recommended cut."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._dragging = False
            self.reset_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Arrows move the cut, Page keys in larger steps; Delete goes back to the recommended one."""
        low, high = self._ends()
        step = (high - low) / _STEPS
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step /= 5
        right = -step if self._turned else step
        ways = {
            Qt.Key.Key_Right: right,
            Qt.Key.Key_Left: -right,
            Qt.Key.Key_Up: step,
            Qt.Key.Key_Down: -step,
            Qt.Key.Key_PageUp: 10 * step,
            Qt.Key.Key_PageDown: -10 * step,
            Qt.Key.Key_Home: low - high,
            Qt.Key.Key_End: high - low,
        }
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.reset_wanted.emit()
        elif key in ways:
            self._move_to(self._cut + ways[key])
            self.cut_chosen.emit(self._cut)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's own
        """Scrolling past must move no cut."""
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own
        """The pointer is no longer over the handle."""
        self._over = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """Show the focus."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """No longer."""
        self.update()
        super().focusOutEvent(event)


def _same_cut(preview: Preview, cut: float) -> bool:
    """Whether a cut a person chose parts the photos as the preview's own does."""
    if preview.definition.share is None or not preview.photos:
        return False
    apart = effect_at(preview, cut).share - effect_at(preview, preview.certainty).share
    return abs(apart) * preview.photos < 1
