"""A bar beside the grid with the years of a list in date order: where one is, and a way to anywhere."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from photoclip.browse.messages import Section, SectionKind
from photoclip.gui.models.photo_text import section_text
from photoclip.gui.views.grid_geometry import GridGeometry
from photoclip.gui.views.photo_painting import faded

_DATES = {SectionKind.MONTH, SectionKind.DAY, SectionKind.UNDATED}
_TICK_GAP = 3  # pixels between two ticks, at least
_RANGE = 6  # the least height of what shows what is visible


@dataclass(frozen=True, slots=True)
class Tick:
    """A section's mark at a height of the bar; with the year where one begins."""

    y: int
    section: int
    year: str = ""


def ticks(
    sections: Sequence[Section], tops: Sequence[int], total: int, height: int, label: int
) -> list[Tick]:
    """The marks of a bar so high: each section that has room, years before months.

    ``tops`` are the sections' places in a list ``total`` high; ``label`` is a year's height.
    """
    if total <= 0 or height <= 0:
        return []
    places = [top * height // total for top in tops]
    years: list[Tick] = []
    before, room_from = "", 0
    for section, (part, y) in enumerate(zip(sections, places, strict=True)):
        year = part.name[:4] if part.kind is not SectionKind.UNDATED else ""
        if year and year != before and y >= room_from and y + label <= height:
            years.append(Tick(y, section, year))
            room_from = y + label + _TICK_GAP
        before = year
    labelled = {tick.section for tick in years}
    found, last = list(years), -_TICK_GAP
    for section, y in enumerate(places):
        if section not in labelled and y - last >= _TICK_GAP:
            found.append(Tick(y, section))
            last = y
    return sorted(found, key=lambda tick: tick.y)


class TimelineBar(QWidget):
    """Shows the years and months of a list that is ordered by date; hidden for any other."""

    moved_to = Signal(int)  # a row that is to be brought to the top

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections: tuple[Section, ...] = ()
        self._layout: GridGeometry | None = None
        self._visible = (0, -1)
        self._pointed: int | None = None  # a height of the bar
        self._bubble = QLabel(self)
        self._bubble.setTextFormat(Qt.TextFormat.PlainText)
        self._bubble.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bubble.setContentsMargins(8, 4, 8, 4)
        self._bubble.setAutoFillBackground(True)
        self._bubble.setBackgroundRole(QPalette.ColorRole.ToolTipBase)
        self._bubble.setForegroundRole(QPalette.ColorRole.ToolTipText)
        self._bubble.setFrameShape(QFrame.Shape.StyledPanel)
        self._bubble.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._bubble.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Timeline"))
        self.setAccessibleDescription(
            self.tr("Up and Down go to the next month, Page Up and Page Down to the next year")
        )
        self.hide()

    def show_list(self, sections: Sequence[Section], layout: GridGeometry) -> None:
        """Show the sections of a list and where they lie; hide if they aren't dates."""
        self._sections, self._layout = tuple(sections), layout
        dated = any(part.kind in _DATES - {SectionKind.UNDATED} for part in self._sections)
        fits = len(self._sections) == len(layout.starts)
        self.setVisible(dated and fits and len(self._sections) > 1)
        if self.isHidden():
            self._point(None)
        self.update()

    def show_visible(self, first: int, last: int) -> None:
        """Show which rows the grid shows."""
        if (first, last) != self._visible:
            self._visible = (first, last)
            self.update()
            if self._pointed is None:
                self.setAccessibleName(self._said())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough for a year."""
        return QSize(self.fontMetrics().horizontalAdvance("0000") + 20, 200)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide, and hardly any height."""
        return QSize(self.sizeHint().width(), 40)

    # --- places -----------------------------------------------------------------------------------

    def _room(self) -> QRect:
        return self.rect().adjusted(0, 6, 0, -6)

    def row_at(self, y: int) -> int | None:
        """The row whose place in the list is this height of the bar."""
        layout, room = self._layout, self._room()
        if layout is None or not layout.count or room.height() <= 0:
            return None
        down = max(0, min(room.height() - 1, y - room.top()))
        at = down * layout.height // room.height()
        rows = layout.rows_between(at, layout.height + 1)
        return min(rows.start, layout.count - 1) if rows else layout.count - 1

    def _height_of(self, content: int) -> int:
        layout, room = self._layout, self._room()
        if layout is None or layout.height <= 0:
            return room.top()
        return room.top() + content * room.height() // layout.height

    def _section_of(self, row: int) -> int:
        return bisect_right([part.start for part in self._sections], row) - 1

    def _said(self) -> str:
        """The bar's name, with where the grid is."""
        name, first = self.tr("Timeline"), self._visible[0]
        if not self._sections or self._visible[1] < first:
            return name
        return f"{name}, {section_text(self._sections[max(0, self._section_of(first))])}"

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint years, months, and what the grid shows."""
        with QPainter(self) as painter:
            palette, room = self.palette(), self._room()
            text, highlight = palette.windowText().color(), palette.highlight().color()
            painter.fillRect(self.rect(), palette.base())
            layout, metrics, rtl = self._layout, self.fontMetrics(), self.isRightToLeft()
            if layout is None or len(layout.tops) != len(self._sections):
                return
            self._paint_range(painter, layout)
            edge = 0 if rtl else self.width()
            for tick in ticks(
                self._sections, layout.tops, layout.height, room.height(), metrics.height()
            ):
                y = room.top() + tick.y
                length = 10 if tick.year else 5
                painter.setPen(QPen(faded(text, 0.6 if tick.year else 0.28), 1))
                painter.drawLine(edge, y, edge + (length if rtl else -length), y)
                if tick.year:
                    painter.setPen(faded(text, 0.85))
                    box = QRect(6 if not rtl else 14, y, self.width() - 20, metrics.height())
                    side = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
                    painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute, tick.year)
            if self._pointed is not None:
                painter.setPen(QPen(highlight, 1.5))
                painter.drawLine(0, self._pointed, self.width(), self._pointed)
            if self.hasFocus():
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(highlight, 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_range(self, painter: QPainter, layout: GridGeometry) -> None:
        first, last = self._visible
        if last < first or last >= layout.count:
            return
        top = self._height_of(layout.box(first).y)
        bottom = self._height_of(layout.box(last).bottom)
        highlight = self.palette().highlight().color()
        band = QRectF(3, top, self.width() - 6, max(_RANGE, bottom - top))
        band.moveBottom(min(band.bottom(), self.height() - 2))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(highlight, 1))
        painter.setBrush(faded(highlight, 0.25))
        painter.drawRoundedRect(band, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # --- pointing -----------------------------------------------------------------------------------

    def _point(self, y: int | None) -> None:
        """Show what lies at a height, or nothing."""
        row = self.row_at(y) if y is not None else None
        self._pointed = y if row is not None else None
        self.update()
        if row is None or y is None:
            self._bubble.hide()
            return
        window = self.window()
        if self._bubble.parentWidget() is not window:  # a child of the window may leave the bar
            self._bubble.setParent(window)
        self._bubble.setText(section_text(self._sections[max(0, self._section_of(row))]))
        self._bubble.adjustSize()
        gap = 6
        x = self.width() + gap if self.isRightToLeft() else -self._bubble.width() - gap
        at = self.mapTo(window, QPoint(x, y - self._bubble.height() // 2))
        at.setY(max(0, min(window.height() - self._bubble.height(), at.y())))
        self._bubble.move(at)
        self._bubble.show()
        self._bubble.raise_()

    def bubble_text(self) -> str:
        """What the bubble says; empty while there is none."""
        return self._bubble.text() if self._bubble.isVisible() else ""

    def _go(self, y: int) -> None:
        row = self.row_at(y)
        if row is not None:
            self.moved_to.emit(row)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(round(event.position().y()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show what is there; go there while the button is down."""
        y = round(event.position().y())
        self._point(max(0, min(self.height() - 1, y)))
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(y)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """No longer pointed at."""
        super().leaveEvent(event)
        self._point(None)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """The bubble goes too."""
        self._bubble.hide()

    # --- the keyboard -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and Down go to the next section, Page Up and Page Down to the next year."""
        here = max(0, self._section_of(self._visible[0]))
        there = {
            Qt.Key.Key_Up: here - 1,
            Qt.Key.Key_Down: here + 1,
            Qt.Key.Key_PageUp: self._year_from(here, -1),
            Qt.Key.Key_PageDown: self._year_from(here, 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._sections) - 1,
        }.get(Qt.Key(event.key()))
        if there is None or not self._sections:
            super().keyPressEvent(event)
            return
        if event.key() == Qt.Key.Key_Up and self._visible[0] > self._sections[here].start:
            there = here  # first to the beginning of this one
        there = max(0, min(len(self._sections) - 1, there))
        self.moved_to.emit(self._sections[there].start)

    def _year_from(self, here: int, step: int) -> int:
        """The first section of the next year, or of the one before."""
        years = [part.name[:4] for part in self._sections]
        place = here
        while 0 <= place + step < len(years) and years[place] == years[here]:
            place += step
        while step < 0 and place > 0 and years[place - 1] == years[place]:
            place -= 1
        return place

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show that the keyboard is here."""
        super().focusInEvent(event)
        self.setAccessibleName(self._said())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring goes."""
        super().focusOutEvent(event)
        self.update()
