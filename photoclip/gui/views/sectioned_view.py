"""A view of photos in uniform cells and sections: layout, scrolling, where things are.

`grid_surface` paints it, `photo_grid` says what mouse and keyboard do.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from photoclip.browse.messages import Section, SectionKind
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.views.grid_geometry import Box, GridGeometry, lay_out
from photoclip.gui.views.photo_painting import HeaderPainter, PhotoPainter
from photoclip.gui.views.selected_rows import row_ranges

SMALLEST, LARGEST = 96, 384
_MARGIN = 8
_Index = QModelIndex | QPersistentModelIndex
_Hint = QAbstractItemView.ScrollHint


class SectionedView(QAbstractItemView):
    """Lays out and scrolls the photos of a `PhotosModel`."""

    visible_rows_changed = Signal(int, int)  # first and last; last before first where none show
    laid_out = Signal()  # photos lie elsewhere than before
    cell_size_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos = PhotosModel(self)
        self._cell_size = 180
        self._names = True
        self._geometry: GridGeometry | None = None
        self._painter: PhotoPainter | None = None
        self._headers: HeaderPainter | None = None
        self._visible = (0, -1)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._tell_visible)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        super().setModel(self._photos)

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """Show a `PhotosModel`."""
        if not isinstance(model, PhotosModel):
            raise TypeError("a grid of photos shows a PhotosModel")
        self._photos = model
        super().setModel(model)
        self._painter = None
        self.updateGeometries()

    @property
    def photos(self) -> PhotosModel:
        """The model."""
        return self._photos

    # --- layout -------------------------------------------------------------------------------------

    def layout_of_rows(self) -> GridGeometry:
        """Where the photos lie."""
        if self._geometry is None:
            cells, headers = self.cells(), self._header_painter()
            counts = [section.count for section in self._shown_sections()]
            self._geometry = lay_out(
                counts,
                width=self.viewport().width(),
                cell_width=cells.cell_width,
                cell_height=cells.cell_height,
                header_height=headers.height if self._has_headers() else 0,
                margin=_MARGIN,
                right_to_left=self.isRightToLeft(),
            )
        return self._geometry

    def _shown_sections(self) -> tuple[Section, ...]:
        """The model's sections; one of all rows where they don't fit them, while a list changes."""
        sections, count = self._photos.sections(), self._photos.rowCount()
        if sections and sections[-1].start + sections[-1].count == count:
            return sections
        return (Section(SectionKind.ALL, "", 0, count),) if count else ()

    def _has_headers(self) -> bool:
        return any(section.kind is not SectionKind.ALL for section in self._shown_sections())

    def cells(self) -> PhotoPainter:
        """What paints the cells, and knows their size."""
        ratio = self.devicePixelRatioF()
        if self._painter is None or self._painter.ratio != ratio:
            self._painter = PhotoPainter(
                self.palette(),
                self.font(),
                ratio,
                self._cell_size,
                names=self._names,
                right_to_left=self.isRightToLeft(),
            )
            self._photos.set_thumbnail_side(round(self._cell_size * ratio), ratio)
        return self._painter

    def _header_painter(self) -> HeaderPainter:
        if self._headers is None:
            self._headers = HeaderPainter(
                self.palette(), self.font(), right_to_left=self.isRightToLeft()
            )
        return self._headers

    def cell_size(self) -> int:
        """The side of the square pictures are fitted into, in device-independent pixels."""
        return self._cell_size

    def set_cell_size(self, size: int) -> None:
        """Show pictures larger or smaller, 96..384; what was looked at stays where it is."""
        size = max(SMALLEST, min(LARGEST, size))
        if size != self._cell_size:
            self._relay(size, self._names)
            self.cell_size_changed.emit(size)

    def names_shown(self) -> bool:
        """Whether names and days are shown, where there is room."""
        return self._names

    def show_names(self, shown: bool) -> None:
        """Show names and days under the pictures, or not."""
        if shown != self._names:
            self._relay(self._cell_size, shown)

    def _relay(self, size: int, names: bool) -> None:
        """Lay out anew; the current photo, or else the first that shows, stays in place."""
        anchor = self.currentIndex().row()
        rows = self.rows_showing()
        if anchor not in rows and rows:
            anchor = rows[0]
        y = self.layout_of_rows().box(anchor).y - self.verticalOffset() if rows else 0
        self._cell_size, self._names = size, names
        self._painter = self._geometry = None
        self.updateGeometries()
        if rows:
            room = self.viewport().height() - self.cells().cell_height
            y = max(min(y, room), self._sticky_height())
            self.verticalScrollBar().setValue(self.layout_of_rows().box(anchor).y - y)
        self.viewport().update()

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """Fit the scroll bar to the layout."""
        self._geometry = None
        layout, bar, height = self.layout_of_rows(), self.verticalScrollBar(), self._height()
        bar.setRange(0, max(0, layout.height - height))
        bar.setPageStep(max(1, height - self._sticky_height()))
        bar.setSingleStep(max(16, layout.cell_height // 9))  # a wheel's step is three of them
        super().updateGeometries()
        self.laid_out.emit()
        self._settling.start()

    def _height(self) -> int:
        return self.viewport().height()

    def _sticky_height(self) -> int:
        return self.layout_of_rows().header_height

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out anew if the width changed; the first photo that shows stays the first."""
        rows = self.rows_showing() if event.oldSize().width() != event.size().width() else range(0)
        y = self.layout_of_rows().box(rows[0]).y - self.verticalOffset() if rows else 0
        keep = bool(rows) and self.verticalOffset() > 0
        super().resizeEvent(event)
        self.updateGeometries()
        if keep:
            self.verticalScrollBar().setValue(self.layout_of_rows().box(rows[0]).y - y)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Say what shows."""
        super().showEvent(event)
        self._settling.start()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow another font, palette or direction."""
        super().changeEvent(event)
        if event.type() in {
            QEvent.Type.FontChange,
            QEvent.Type.PaletteChange,
            QEvent.Type.StyleChange,
            QEvent.Type.LayoutDirectionChange,
            QEvent.Type.LocaleChange,
        }:
            self._painter = self._headers = None
            self.updateGeometries()
            self.viewport().update()

    # --- scrolling ----------------------------------------------------------------------------------

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Nothing scrolls sideways."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        """How far the photos are scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802 - Qt's name
        """Move what is painted, and paint only what came into view and the header that stays."""
        sticky = self._sticky_height()
        if abs(dy) >= self._height():
            self.viewport().update()
        else:
            self.viewport().scroll(0, dy)
            if sticky:
                self.viewport().update(0, 0, self.viewport().width(), sticky + max(0, dy))
        self._settling.start()

    def scrollTo(  # noqa: N802 - Qt's name
        self, index: _Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        """Scroll so that a photo shows, below the header that stays."""
        if not index.isValid():
            return
        box, bar = self.layout_of_rows().box(index.row()), self.verticalScrollBar()
        top, bottom = box.y - self._sticky_height(), box.bottom - self._height()
        match hint:
            case _Hint.PositionAtTop:
                bar.setValue(top)
            case _Hint.PositionAtBottom:
                bar.setValue(bottom)
            case _Hint.PositionAtCenter:
                bar.setValue((top + bottom) // 2)
            case _ if bar.value() > top:
                bar.setValue(top)
            case _ if bar.value() < bottom:
                bar.setValue(min(bottom, top))

    def scroll_to_row(self, row: int) -> None:
        """Bring a row to the top; the first of a section comes with its header."""
        if 0 <= row < self._photos.rowCount():
            layout = self.layout_of_rows()
            self.verticalScrollBar().setValue(layout.box(row).y - layout.header_height)

    def rows_showing(self) -> range:
        """The rows of which something shows."""
        top = self.verticalOffset()
        return self.layout_of_rows().rows_between(top, top + self._height())

    def _tell_visible(self, *, always: bool = False) -> None:
        rows = self.rows_showing()
        visible = (rows.start, rows.stop - 1)
        if visible != self._visible or always:
            self._visible = visible
            self._photos.visible_range_changed(*visible)
            self.visible_rows_changed.emit(*visible)

    # --- where things are -----------------------------------------------------------------------------

    def visualRect(self, index: _Index) -> QRect:  # noqa: N802 - Qt's name
        """Where a photo lies in the viewport."""
        if not index.isValid() or index.row() >= self.layout_of_rows().count:
            return QRect()
        return self._rect(self.layout_of_rows().box(index.row()))

    def _rect(self, box: Box) -> QRect:
        return QRect(box.x, box.y - self.verticalOffset(), box.width, box.height)

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """The photo at a point of the viewport."""
        row = self.row_at(point)
        return QModelIndex() if row is None else self._photos.index(row)

    def row_at(self, point: QPoint) -> int | None:
        """The row at a point of the viewport; the header that stays hides what is under it."""
        if 0 <= point.y() < self._sticky_height():
            return None
        row = self.layout_of_rows().row_at(point.x(), point.y() + self.verticalOffset())
        return row if row is not None and row < self._photos.rowCount() else None

    def isIndexHidden(self, index: _Index) -> bool:  # noqa: N802 - Qt's name
        """No photo is hidden."""
        return False

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """What of a selection shows. Looks at ranges and at rows that show, never at others."""
        region, showing = QRegion(), self.rows_showing()
        for first, last in row_ranges(selection):
            for row in range(max(first, showing.start), min(last + 1, showing.stop)):
                region = region.united(self._rect(self.layout_of_rows().box(row)))
        return region
