"""A short list of rows: text, a quiet remark at its far side, headings, and check marks."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from photoclip.gui.models.completions import ROW_ROLE, Row, RowKind, RowsModel
from photoclip.gui.views.icons import IconName, draw_icon, mixed, quiet

_MARKS = {
    RowKind.RECENT: IconName.CLOCK,
    RowKind.SAVED: IconName.STAR,
    RowKind.EXAMPLE: IconName.SEARCH,
}
_Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Draws a row; its sizes come from the font."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """One line with some air, and room for the text and the remark side by side."""
        row: Row = index.data(ROW_ROLE)
        metrics: QFontMetrics = option.fontMetrics
        em = metrics.height()
        wide = metrics.horizontalAdvance(row.text) + metrics.horizontalAdvance(row.detail)
        high = round(em * (1.5 if row.kind is RowKind.HEADING else 1.7))
        return QSize(wide + em * 4, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the row."""
        row: Row = index.data(ROW_ROLE)
        rect: QRect = option.rect
        palette: QPalette = option.palette
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        metrics: QFontMetrics = option.fontMetrics
        em = metrics.height()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind is RowKind.HEADING:
            self._heading(painter, rect.adjusted(em // 2, 0, -em // 2, 0), row, palette, direction)
            painter.restore()
            return
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = palette.color(QPalette.ColorRole.Base)
        text = palette.color(QPalette.ColorRole.Text)
        remark = quiet(palette, QPalette.ColorRole.Text)
        if selected:
            ground = palette.color(QPalette.ColorRole.Highlight)
            text = remark = palette.color(QPalette.ColorRole.HighlightedText)
        elif hovered:
            ground = mixed(text, ground, 0.08)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -2, -1), 4, 4)
        inner = rect.adjusted(em // 2, 0, -em // 2, 0)
        if row.checked is not None or row.kind in _MARKS:
            mark = QRect(inner.left(), inner.top(), em, inner.height())
            mark = QStyle.visualRect(direction, inner, mark)
            name = _MARKS.get(row.kind, IconName.CHECK)
            if row.checked is not False:
                box = QRectF(mark).adjusted(1, 0, -1, 0)
                draw_icon(painter, name, box, text if row.checked else remark)
            inner = _without(inner, round(em * 1.4), direction)
        if row.kind is RowKind.RECENT and (selected or hovered):
            cross = remove_box(rect, direction)
            draw_icon(painter, IconName.CLOSE, QRectF(cross).adjusted(6, 6, -6, -6), remark)
            inner = _without(inner, cross.width(), direction, end=True)
        self._texts(painter, inner, row, (text, remark), direction)
        painter.restore()

    def _heading(
        self,
        painter: QPainter,
        rect: QRect,
        row: Row,
        palette: QPalette,
        direction: Qt.LayoutDirection,
    ) -> None:
        font = QFont(painter.font())
        font.setPointSizeF(font.pointSizeF() * 0.88)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(quiet(palette, QPalette.ColorRole.Text))
        sides = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect, sides | Qt.AlignmentFlag.AlignVCenter, row.text)

    def _texts(
        self,
        painter: QPainter,
        rect: QRect,
        row: Row,
        colours: tuple[QColor, QColor],
        direction: Qt.LayoutDirection,
    ) -> None:
        metrics = painter.fontMetrics()
        gap = metrics.height()
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        elide = Qt.TextElideMode.ElideRight
        # The remark gets what the text leaves, and at least a third.
        wanted = metrics.horizontalAdvance(row.text)
        spare = max(rect.width() - wanted - gap, rect.width() // 3)
        detail = metrics.elidedText(row.detail, elide, spare)
        taken = metrics.horizontalAdvance(detail) + gap if detail else 0
        shown = metrics.elidedText(row.text, elide, rect.width() - taken)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # “2016 Iceland”
        painter.setPen(colours[0])
        begin = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(rect, begin | middle, shown)
        painter.setPen(colours[1])
        end = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignRight)
        painter.drawText(rect, end | middle, detail)


def remove_box(row: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Where the cross stands in a row that can be removed."""
    side = row.height()
    box = QRect(row.right() - side - 2, row.top(), side, side)
    return QStyle.visualRect(direction, row, box)


def _without(rect: QRect, width: int, direction: Qt.LayoutDirection, end: bool = False) -> QRect:
    """The rectangle less ``width`` where reading begins, or where it ends."""
    right = (direction is Qt.LayoutDirection.RightToLeft) != end
    return rect.adjusted(0, 0, -width, 0) if right else rect.adjusted(width, 0, 0, 0)


class RowList(QListView):
    """Rows to choose from, with the mouse or the keyboard."""

    chosen = Signal(object)  # Row
    removed = Signal(object)  # Row: a recent search

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def show_rows(self, rows: Iterable[Row]) -> None:
        """Show these; nothing is chosen if they are others than before."""
        self.rows.show(rows)

    def wanted_size(self, most_rows: int = 14) -> QSize:
        """How large the list would like to be, for so many rows at most."""
        count = self.rows.rowCount()
        sizes = [self.sizeHintForIndex(self.rows.index(row)) for row in range(min(count, 400))]
        height = sum(size.height() for size in sizes[:most_rows])
        scroll = self.verticalScrollBar().sizeHint().width() if count > most_rows else 0
        return QSize(max((size.width() for size in sizes), default=0) + scroll, height + 2)

    def current_row(self) -> Row | None:
        """The row the keyboard is at."""
        index = self.currentIndex()
        return self.rows.rows[index.row()] if index.isValid() else None

    def step(self, step: int) -> None:
        """Go to the next row up or down; beyond either end there is none."""
        at = self.rows.next_row(self.currentIndex().row(), step)
        if at < 0:
            self.choose_none()
            return
        self.setCurrentIndex(self.rows.index(at))
        if not self.hasFocus():
            # The focus stays where the person types: say it to a screen reader all the same.
            event = QAccessibleEvent(self, QAccessible.Event.Focus)
            event.setChild(at)
            QAccessible.updateAccessibility(event)

    def choose_none(self) -> None:
        """No row is current any more."""
        self.clearSelection()
        self.setCurrentIndex(QModelIndex())

    def choose(self) -> bool:
        """Choose the current row; False if there is none."""
        row = self.current_row()
        if row is None or row.kind is RowKind.HEADING:
            return False
        self.chosen.emit(row)
        return True

    def remove(self) -> bool:
        """Remove the current row if it is a recent search."""
        row = self.current_row()
        if row is None or row.kind is not RowKind.RECENT:
            return False
        self.removed.emit(row)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Space and Enter choose; arrows pass over headings."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self.choose()
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                if self.rows.next_row(self.currentIndex().row(), step) >= 0:
                    self.step(step)
                else:
                    event.ignore()
            case Qt.Key.Key_Delete if self.remove():
                pass
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """A click chooses the row, or removes it where the cross is."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        row = self.rows.rows[index.row()]
        if row.kind is RowKind.HEADING:
            return
        cross = remove_box(self.visualRect(index), self.layoutDirection())
        if row.kind is RowKind.RECENT and cross.contains(place):
            self.removed.emit(row)
        else:
            self.chosen.emit(row)
