"""Stars to look at and to give."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from photoclip.core.commands import MAX_STARS
from photoclip.gui.views.icons import IconName, draw_icon, quiet


class Stars(QAbstractSlider):
    """A row of stars. ``rating_chosen`` carries 0..5, or None: back to what the file says.

    Click a star, or press 0 to 5 or an arrow; a click on the last full star takes them all away.
    (A slider, because screen readers know what that is.)
    """

    rating_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_file: int | None = None
        self._pointed = 0
        self.setRange(0, MAX_STARS)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Stars"))
        self.setToolTip(self.tr("Click, or press 0 to 5"))
        self.valueChanged.connect(self.choose)  # an assistive tool has moved the slider

    def show_rating(self, rating: int | None, in_file: int | None) -> None:
        """Show these stars; ``in_file`` are those that the photo's file has."""
        with QSignalBlocker(self):
            self.setValue(max(0, rating or 0))
        self._in_file = in_file
        self.update()

    def choose(self, stars: int) -> None:
        """A person gives so many stars."""
        stars = min(MAX_STARS, max(0, stars))
        with QSignalBlocker(self):
            self.setValue(stars)
        self.update()
        # No stars of one's own is not the same as none where the file has some.
        nothing_to_say = stars == 0 and not (self._in_file and self._in_file > 0)
        self.rating_chosen.emit(None if nothing_to_say else stars)

    # --- drawing ------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Five stars a little larger than text."""
        side = self._side()
        return QSize(side * MAX_STARS + 4, side + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """The same: half a star can't be clicked."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """Full stars, then empty ones."""
        palette = self.palette()
        full = self._pointed or self.value()
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        colour = palette.color(group, QPalette.ColorRole.WindowText)
        pale = quiet(palette) if self.isEnabled() else colour
        with QPainter(self) as painter:
            side = self._side()
            for star in range(1, MAX_STARS + 1):
                place = star - 1 if not self.isRightToLeft() else MAX_STARS - star
                rect = QRectF(2 + place * side, 2, side, side).adjusted(1, 1, -1, -1)
                name = IconName.STAR if star <= full else IconName.STAR_EMPTY
                draw_icon(painter, name, rect, colour if star <= full else pale)
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1.5))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _side(self) -> int:
        return round(self.fontMetrics().height() * 1.25)

    def _star_at(self, x: float) -> int:
        if self.isRightToLeft():
            x = self.width() - x
        return min(MAX_STARS, max(1, int((x - 2) // self._side()) + 1))

    # --- what a person does ---------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """Give so many stars, or take all away."""
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        star = self._star_at(event.position().x())
        self._pointed = 0
        self.choose(0 if star == self.value() else star)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """All was done when the button went down."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """Show what a click would give."""
        self._point_at(self._star_at(event.position().x()) if self.isEnabled() else 0)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own
        """Back to what is."""
        self._point_at(0)

    def _point_at(self, star: int) -> None:
        if star != self._pointed:
            self._pointed = star
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """0 to 5 and the arrows give stars; Delete goes back to what the file says."""
        forward = -1 if self.isRightToLeft() else 1
        steps = {
            Qt.Key.Key_Right: forward,
            Qt.Key.Key_Left: -forward,
            Qt.Key.Key_Up: 1,
            Qt.Key.Key_Down: -1,
        }
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_5:
            self.choose(key - Qt.Key.Key_0)
        elif key in steps:
            if 0 <= self.value() + steps[key] <= MAX_STARS:
                self.choose(self.value() + steps[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rating_chosen.emit(None)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's own
        """Scrolling past must not rate a photo."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """Show the focus."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """No longer."""
        self.update()
        super().focusOutEvent(event)
