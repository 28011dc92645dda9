"""What a person does with a grid of photos: choosing, opening, dragging, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from photoclip.browse.messages import Card
from photoclip.gui.views.dragging import DRAGGED, drag_out
from photoclip.gui.views.grid_surface import GridSurface
from photoclip.gui.views.photo_painting import faded
from photoclip.gui.views.selected_rows import selection_of

_STEP = 1.15  # from one cell size to the next
_SCROLLING_MS = 16
_Flag = QItemSelectionModel.SelectionFlag
_Action = QAbstractItemView.CursorAction
_Modifier = Qt.KeyboardModifier
_Spans = list[tuple[int, int]]

_MOVES = {
    Qt.Key.Key_Left: _Action.MoveLeft,
    Qt.Key.Key_Right: _Action.MoveRight,
    Qt.Key.Key_Up: _Action.MoveUp,
    Qt.Key.Key_Down: _Action.MoveDown,
    Qt.Key.Key_PageUp: _Action.MovePageUp,
    Qt.Key.Key_PageDown: _Action.MovePageDown,
    Qt.Key.Key_Home: _Action.MoveHome,
    Qt.Key.Key_End: _Action.MoveEnd,
}


class PhotoGrid(GridSurface):
    """The grid. ``activated`` (Qt's own, with an index): a photo was opened."""

    viewer_wanted = Signal(object)  # ItemKey: Space was pressed on it
    menu_wanted = Signal(QPoint, object)  # where on the screen, and an ItemKey or None
    drag_wanted = Signal(object)  # tuple[ItemKey, ...], to be answered by drag()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pressed: QPoint | None = None  # where, in content coordinates
        self._pressed_row: int | None = None
        self._collapse: int | None = None  # the row a plain click on a selection leaves selected
        self._band: QRect | None = None  # in content coordinates
        self._band_spans: _Spans = []
        self._before_band = QItemSelection()
        self._band_flag = _Flag.Select
        self._scrolling = QTimer(self, interval=_SCROLLING_MS)
        self._scrolling.timeout.connect(self._scroll_on)
        self._pointer = QPoint()

    # --- the mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select a photo, or begin a drag or a rubber band."""
        point = event.position().toPoint()
        row = self.row_at(point)
        self._collapse = None
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        modifiers = event.modifiers()
        chosen = modifiers & (_Modifier.ShiftModifier | _Modifier.ControlModifier)
        self._pressed = self._content(point)
        self._pressed_row = None if chosen else row
        self._before_band = QItemSelection(self.selectionModel().selection())
        toggle = modifiers & _Modifier.ControlModifier
        self._band_flag = _Flag.Toggle if toggle else _Flag.Select
        if row is None:
            if not chosen:
                self._before_band = QItemSelection()
                self.clearSelection()
        elif not chosen and self.selectionModel().isSelected(self._photos.index(row)):
            self._collapse = row  # when the button is released: a drag takes all along
            self.selectionModel().setCurrentIndex(self._photos.index(row), _Flag.NoUpdate)
            self._anchor = row
        else:
            self._choose(row, modifiers)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Hover, drag photos out, or pull the rubber band."""
        point = event.position().toPoint()
        self._pointer = point
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(self.row_at(point) if self.viewport().rect().contains(point) else None)
            return
        if self._band is not None:
            self._pull()
            return
        distance = (self._content(point) - self._pressed).manhattanLength()
        if distance < QApplication.startDragDistance():
            return
        if self._pressed_row is not None:
            self._pressed = self._collapse = None
            self.startDrag(Qt.DropAction.CopyAction)
        else:
            self._pull()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End what the press began."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        event.accept()
        if self._collapse is not None and self._band is None:
            self._choose(self._collapse, _Modifier.NoModifier)
        self._end_band()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open a photo."""
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() in {_Modifier.NoModifier, _Modifier.KeypadModifier}
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and plain:
            event.accept()
            self._collapse = self._pressed = None
            self._choose(index.row(), _Modifier.NoModifier)
            self.activated.emit(index)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the menu of what is under the pointer, or of the current photo."""
        event.accept()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            self.scrollTo(index)
            at = self.visualRect(index).center() if index.isValid() else QPoint(0, 0)
            self.menu_wanted.emit(self.viewport().mapToGlobal(at), self.current_key)
            return
        row = self.row_at(self.viewport().mapFromGlobal(event.globalPos()))
        if row is not None:
            index = self._photos.index(row)
            if self.selectionModel().isSelected(index):
                self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            else:
                self._choose(row, _Modifier.NoModifier)
        key = self._photos.key_at(row) if row is not None else None
        self.menu_wanted.emit(event.globalPos(), key)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll; with Ctrl make pictures larger or smaller."""
        turned = event.angleDelta().y()
        if event.modifiers() & _Modifier.ControlModifier:
            event.accept()
            if turned:
                self.set_cell_size(round(self._cell_size * _STEP ** (turned / 120)))
            return
        super().wheelEvent(event)
        self._hover(None)

    def _content(self, point: QPoint) -> QPoint:
        return point + QPoint(0, self.verticalOffset())

    # --- the rubber band ------------------------------------------------------------------------------

    def _pull(self) -> None:
        """Draw the band to the pointer and select what it touches; scroll where it leaves the grid."""
        if self._pressed is None:
            return
        area = self.viewport().rect()
        inside = QPoint(
            max(area.left(), min(area.right(), self._pointer.x())),
            max(area.top(), min(area.bottom(), self._pointer.y())),
        )
        self._band = QRect(self._pressed, self._content(inside)).normalized()
        spans = self._spans_in(self._band)
        if spans != self._band_spans:
            self._band_spans = spans
            chosen = QItemSelection(self._before_band)
            chosen.merge(selection_of(self._photos, spans), self._band_flag)
            self.selectionModel().select(chosen, _Flag.ClearAndSelect)
        self.viewport().update()
        if area.top() <= self._pointer.y() <= area.bottom():
            self._scrolling.stop()
        elif not self._scrolling.isActive():
            self._scrolling.start()

    def _scroll_on(self) -> None:
        beyond = self._pointer.y() - self.viewport().rect().bottom()
        if beyond < 0:
            beyond = min(0, self._pointer.y())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (beyond // 4 or (1 if beyond > 0 else -1)))
        self._pull()

    def _end_band(self) -> None:
        self._scrolling.stop()
        if self._band is not None and self._band_spans:
            row = self._band_spans[0][0]
            self._anchor = row
        self._pressed = self._band = self._collapse = None
        self._band_spans = []
        self.viewport().update()

    def _paint_over(self, painter: QPainter) -> None:
        if self._band is not None:
            highlight = self.palette().highlight().color()
            painter.setPen(QPen(highlight, 1))
            painter.setBrush(faded(highlight, 0.18))
            painter.drawRect(
                self._band.translated(0, -self.verticalOffset()).adjusted(0, 0, -1, -1)
            )

    # --- dragging out ---------------------------------------------------------------------------------

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Drag the selected photos' files out, once their cards are known."""
        keys = self.selected_keys(DRAGGED)
        cards = [self._photos.known_card(key) for key in keys]
        known = [card for card in cards if card is not None]
        if len(known) < len(keys):
            self.drag_wanted.emit(keys)
        else:
            self.drag(known)

    def drag(self, cards: Iterable[Card]) -> None:
        """Drag these photos' files, those that are there, as long as the button is down."""
        if QApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            drag_out(self, cards, self._photos)

    # --- the keyboard ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move, select, open, zoom; all else is somebody else's, letters and digits too."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        action = _MOVES.get(key)
        if action is not None and not modifiers & _Modifier.AltModifier:
            self._move(self.moveCursor(action, modifiers), modifiers)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif key == Qt.Key.Key_Space and self.currentIndex().isValid():
            if modifiers & _Modifier.ControlModifier:
                self._choose(self.currentIndex().row(), _Modifier.ControlModifier)
            else:
                self.viewer_wanted.emit(self.current_key)
        elif key == Qt.Key.Key_A and modifiers == _Modifier.ControlModifier:
            self.selectAll()
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(1)
        elif key == Qt.Key.Key_Minus:
            self.zoom(-1)
        elif key == Qt.Key.Key_Escape and self._band is not None:
            before = self._before_band
            self._end_band()
            self.selectionModel().select(before, _Flag.ClearAndSelect)
        else:
            event.ignore()
            return
        event.accept()

    def zoom(self, steps: int) -> None:
        """Make pictures so many steps larger, or smaller where negative."""
        self.set_cell_size(round(self._cell_size * _STEP**steps))

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Select everything, as one range."""
        count = self._photos.rowCount()
        if count:
            self.select_rows([(0, count - 1)], _Flag.ClearAndSelect)

    def _move(self, index: QModelIndex, modifiers: Qt.KeyboardModifier) -> None:
        """Go to a photo: selects it, with Shift what lies between, with Ctrl nothing."""
        if not index.isValid():
            return
        control = modifiers & _Modifier.ControlModifier
        if control and not modifiers & _Modifier.ShiftModifier:
            self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
            self._anchor = index.row()
        else:
            self._choose(index.row(), modifiers & _Modifier.ShiftModifier)
        self.scrollTo(index)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The photo that lies from the current one where an arrow points, across sections."""
        count, layout = self._photos.rowCount(), self.layout_of_rows()
        if not count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            return self._photos.index(count - 1 if action == _Action.MoveEnd else 0)
        if self.isRightToLeft():
            mirrored = {
                _Action.MoveLeft: _Action.MoveRight,
                _Action.MoveRight: _Action.MoveLeft,
            }
            action = mirrored.get(action, action)
        page = self._height() - self._sticky_height() - layout.cell_height // 2
        match action:
            case _Action.MoveLeft | _Action.MovePrevious:
                row -= 1
            case _Action.MoveRight | _Action.MoveNext:
                row += 1
            case _Action.MoveUp:
                row = layout.below(row, -1)
            case _Action.MoveDown:
                row = layout.below(row)
            case _Action.MovePageUp:
                row = layout.page_below(row, -page)
            case _Action.MovePageDown:
                row = layout.page_below(row, page)
            case _Action.MoveHome:
                row = 0
            case _Action.MoveEnd:
                row = count - 1
        return self._photos.index(max(0, min(count - 1, row)))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters belong to the window's own shortcuts."""

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._update_row(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The ring goes."""
        super().focusOutEvent(event)
        self._update_row(self.currentIndex().row())

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab leaves the grid."""
        return QWidget.focusNextPrevChild(self, forward)
