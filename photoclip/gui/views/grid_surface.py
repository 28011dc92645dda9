"""A grid of photos as it looks, and what stays in place while its list changes."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6 import QtGui
from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QRegion,
)
from PySide6.QtWidgets import QToolTip, QWidget

from photoclip.browse.messages import ItemKey
from photoclip.gui.models.photo_text import conditions_of, marks_of, section_text
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.models.text import readable_path
from photoclip.gui.views.photo_painting import Look
from photoclip.gui.views.sectioned_view import SectionedView
from photoclip.gui.views.selected_rows import Restoring, row_ranges, selected_keys, selection_of

_Index = QModelIndex | QPersistentModelIndex
_Flag = QItemSelectionModel.SelectionFlag
_Spans = list[tuple[int, int]]
_ANNOUNCES = hasattr(QtGui, "QAccessibleAnnouncementEvent")  # since Qt 6.8


@dataclass(frozen=True, slots=True)
class _Place:
    """Pictures that showed, and how far from the top of the viewport the first of them was."""

    photos: tuple[tuple[ItemKey, QPersistentModelIndex], ...]
    y: int


class GridSurface(SectionedView):
    """Paints the photos of a `PhotosModel`; keeps current photo, selection and place."""

    selection_changed = Signal()
    current_changed = Signal(object)  # ItemKey or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anchor = 0  # the row a range of Shift begins at
        self._hovered: int | None = None
        self._place: _Place | None = None
        self._kept_current: ItemKey | None = None
        self._restoring = Restoring(self)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Photos"))
        self._listen()

    # --- the model --------------------------------------------------------------------------------

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """Show a `PhotosModel`."""
        before = self._photos
        super().setModel(model)
        before.about_to_show.disconnect(self._before_show)
        before.shown.disconnect(self._after_show)
        self._listen()

    def _listen(self) -> None:
        self._photos.about_to_show.connect(self._before_show)
        self._photos.shown.connect(self._after_show)

    @property
    def current_key(self) -> ItemKey | None:
        """The picture the keyboard is at."""
        index = self.currentIndex()
        return self._photos.key_at(index.row()) if index.isValid() else None

    # --- what stays while a list changes ------------------------------------------------------------

    def _before_show(self) -> None:
        self._restoring.remember(self.selectionModel(), self._photos)
        self._place = self._top_place()
        self._kept_current = self.current_key

    def _after_show(self, keep: bool) -> None:
        self._geometry = None
        self._hovered = None
        place, current = self._place, self._kept_current
        self._place = self._kept_current = None
        if keep and current is not None and self.current_key != current:
            row = self._photos.row_of(current)
            if row is not None:
                index = self._photos.index(row)
                self.selectionModel().setCurrentIndex(
                    index, QItemSelectionModel.SelectionFlag.NoUpdate
                )
        self._restoring.restore(keep=keep)
        self.updateGeometries()
        if not keep:
            self.verticalScrollBar().setValue(0)
        elif place is not None:
            self._put_back(place)
        self.viewport().update()
        self._tell_visible(always=True)

    def _top_place(self) -> _Place | None:
        """The photos at the top, unless the list's own beginning shows: what is new may come there."""
        offset = self.verticalOffset()
        rows = self.rows_showing()
        if not rows or offset == 0:
            return None
        y = self.layout_of_rows().box(rows[0]).y - offset
        return _Place(
            tuple(
                (self._photos.key_at(row), QPersistentModelIndex(self._photos.index(row)))
                for row in rows[:3]
            ),
            y,
        )

    def _put_back(self, place: _Place) -> None:
        """Scroll so that the first of these photos that is still there is where it was."""
        for key, index in place.photos:
            row = index.row() if index.isValid() else self._photos.row_of(key)
            if row is not None:
                self.verticalScrollBar().setValue(self.layout_of_rows().box(row).y - place.y)
                return

    # --- the selection ------------------------------------------------------------------------------

    def selected_count(self) -> int:
        """How many photos are selected."""
        chosen = self.selectionModel().selection()
        return sum(last - first + 1 for first, last in row_ranges(chosen))

    @property
    def photos(self) -> PhotosModel:
        """The list it shows."""
        return self._photos

    def selected_keys(self, limit: int) -> tuple[ItemKey, ...]:
        """The first so many selected pictures, in the list's order."""
        return selected_keys(self.selectionModel().selection(), self._photos, limit)

    def select_key(self, key: ItemKey) -> bool:
        """Select this picture alone, make it the current one and show it; False if it isn't here."""
        row = self._photos.row_of(key)
        if row is None:
            return False
        self._choose(row, Qt.KeyboardModifier.NoModifier)
        return True

    def selectionChanged(  # noqa: N802 - Qt's name
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """Paint what changed, and tell."""
        super().selectionChanged(selected, deselected)
        self.viewport().update(
            self.visualRegionForSelection(selected).united(
                self.visualRegionForSelection(deselected)
            )
        )
        self.selection_changed.emit()

    def setSelection(  # noqa: N802 - Qt's name
        self, rect: QRect, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select from the photo at one corner to that at the other; else what the rectangle touches."""
        first, last = self.row_at(rect.topLeft()), self.row_at(rect.bottomRight())
        if first is not None and last is not None:
            self.select_rows([(min(first, last), max(first, last))], command)
        else:
            box = rect.normalized().translated(0, self.verticalOffset())
            self.select_rows(self._spans_in(box), command)

    def _spans_in(self, box: QRect) -> _Spans:
        layout = self.layout_of_rows()
        return layout.spans(box.left(), box.top(), box.right() + 1, box.bottom() + 1)

    def _choose(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """Make a row current and select as a click on it with these modifiers does."""
        extend = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        more = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        index = self._photos.index(row)
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        if extend:
            anchor = min(self._anchor, self._photos.rowCount() - 1)
            span = (min(anchor, row), max(anchor, row))
            self.select_rows([span], _Flag.Select if more else _Flag.ClearAndSelect)
            return
        self._anchor = row
        self.selectionModel().select(index, _Flag.Toggle if more else _Flag.ClearAndSelect)

    def select_rows(self, spans: _Spans, flags: QItemSelectionModel.SelectionFlag) -> None:
        """Select rows given as first-and-last pairs."""
        self.selectionModel().select(selection_of(self._photos, spans), flags)

    # --- painting -------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the photos that need it, headers, and the header of the section at the top."""
        with QPainter(self.viewport()) as painter:
            painter.setFont(self.font())
            damaged, layout, cells = event.region(), self.layout_of_rows(), self.cells()
            area = damaged.boundingRect()
            top = self.verticalOffset()
            rows = layout.rows_between(area.y() + top, area.bottom() + 1 + top)
            selected, current = self._selected_among(rows), self.currentIndex().row()
            focused = self.hasFocus()
            for row in rows:
                box = layout.box(row)
                y = box.y - top
                if row >= self._photos.rowCount() or not damaged.intersects(
                    QRect(box.x, y, box.width, box.height)
                ):
                    continue
                here = row == current
                look = Look(row in selected, row == self._hovered, here, here and focused)
                card, pixmap = self._photos.card_at(row), self._photos.pixmap_at(row)
                blurred = self._photos.blurred_at(row)
                cells.paint(painter, box.x, y, card, pixmap, look, blurred=blurred)
            if layout.header_height:
                self._paint_headers(painter, damaged, top)
            self._paint_over(painter)

    def _paint_headers(self, painter: QPainter, damaged: QRegion, top: int) -> None:
        layout, headers, sections = (
            self.layout_of_rows(),
            self._header_painter(),
            self._shown_sections(),
        )
        first = layout.section_at(top)
        last = layout.section_at(top + self._height())
        if first is None or last is None:
            return
        for place in range(first, last + 1):
            box = self._rect(layout.header(place))
            afloat = place == first and box.y() < 0
            if afloat:  # it stays until the next one pushes it away
                end = layout.section_bottom(place) - top - box.height()
                box.moveTop(min(0, end))
            if damaged.intersects(box):
                count = QLocale().toString(sections[place].count)
                headers.paint(painter, box, section_text(sections[place]), count, afloat=afloat)

    def _paint_over(self, painter: QPainter) -> None:
        """Paint what lies above the photos."""

    def _selected_among(self, rows: range) -> set[int]:
        """Which of these rows are selected."""
        found: set[int] = set()
        if rows and self.selectionModel().hasSelection():
            for first, last in row_ranges(self.selectionModel().selection()):
                found.update(range(max(first, rows.start), min(last + 1, rows.stop)))
        return found

    def _hover(self, row: int | None) -> None:
        if row != self._hovered:
            for touched in (self._hovered, row):
                if touched is not None:
                    self._update_row(touched)
            self._hovered = row

    def _update_row(self, row: int) -> None:
        if 0 <= row < self.layout_of_rows().count:
            self.viewport().update(self._rect(self.layout_of_rows().box(row)))

    def dataChanged(  # noqa: N802 - Qt's name
        self, top_left: _Index, bottom_right: _Index, roles: Sequence[int] = ()
    ) -> None:
        """Paint the rows that changed, if they show."""
        if top_left.row() <= self.currentIndex().row() <= bottom_right.row():
            self._read_out()
        showing = self.rows_showing()
        first, last = max(top_left.row(), showing.start), min(bottom_right.row() + 1, showing.stop)
        if last - first > 50:
            self.viewport().update()
        else:
            for row in range(first, last):
                self._update_row(row)

    # --- being told about -----------------------------------------------------------------------------

    def currentChanged(self, current: _Index, previous: _Index) -> None:  # noqa: N802 - Qt's name
        """Show where the keyboard is, and tell."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self.current_key)
        for index in (previous, current):
            self._update_row(index.row())
        self._read_out()

    def _read_out(self) -> None:
        """Tell assistive technology what the current photo is, once that is known.

        Qt knows the cells of its own views only: the grid speaks for its photos.
        """
        index = self.currentIndex()
        role = Qt.ItemDataRole.AccessibleTextRole
        said = str(index.data(role) or "") if index.isValid() else ""
        if said == self.accessibleDescription():
            return
        self.setAccessibleDescription(said)
        if said and self.hasFocus() and QAccessible.isActive() and _ANNOUNCES:
            QAccessible.updateAccessibility(QtGui.QAccessibleAnnouncementEvent(self, said))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Answer what the pointer asks for."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos())
            text = self.tip(row) if row is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def tip(self, row: int) -> str:
        """A photo's tool tip: where it lies and what its marks mean."""
        card = self._photos.card_at(row)
        if card is None:
            return ""
        lines = [readable_path(card.path), ", ".join((*marks_of(card), *conditions_of(card)))]
        if card.reason:
            lines.append(card.reason)
        return "<p>" + "<br>".join(html.escape(line) for line in lines if line) + "</p>"
