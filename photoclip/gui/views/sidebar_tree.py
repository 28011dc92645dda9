"""The sidebar's tree as it is drawn, and what can be dropped on it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from photoclip.gui.models.offered import KEYS_MIME, local_files, photo_keys
from photoclip.gui.models.sidebar import KIND_ROLE, NAME_ROLE
from photoclip.gui.models.sidebar_rows import HEADINGS, TAKING, RowKind
from photoclip.gui.views.icons import mixed
from photoclip.gui.views.own_keys import keeps_delete
from photoclip.gui.views.sidebar_painting import EDGE, GAP, RowPainter, draw_arrow

_Index = QModelIndex | QPersistentModelIndex
_URIS = "text/uri-list"


class SidebarTree(QTreeView):
    """The tree itself.

    ``chosen`` (index) when a row is clicked or Enter is pressed on it, ``unwanted`` (index) when
    Delete is, ``review_wanted`` (name) when the number of a label's suggestions is clicked;
    ``photos_dropped`` (row kind, name, keys) and ``folder_dropped`` (path) say what fell where.
    """

    chosen = Signal(object)
    unwanted = Signal(object)
    review_wanted = Signal(object)
    photos_dropped = Signal(object, object, object)
    folder_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = QPersistentModelIndex()  # the row that would take what is being dragged
        self._taking_folder = False
        self._pointed = QModelIndex()
        self._painter = RowPainter(self)
        self.setItemDelegate(self._painter)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setIndentation(round(self.fontMetrics().height() * 1.1))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)
        self.setAutoExpandDelay(700)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.clicked.connect(self._click)

    def dataChanged(  # noqa: N802 - Qt's own
        self, first: _Index, last: _Index, roles: Iterable[int] = ()
    ) -> None:
        """Draw anew what is in sight. Qt would ask every changed row for its height and what is
        below it, thousands of them while photos come in; neither depends on what changes here.
        """
        editing = self.state() is QAbstractItemView.State.EditingState
        if editing or QAccessible.isActive():
            super().dataChanged(first, last, list(roles))
        else:
            self.viewport().update()

    def _click(self, index: QModelIndex) -> None:
        if index.data(KIND_ROLE) in HEADINGS:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self.chosen.emit(index)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """A click on the number of suggestions means them, not the row."""
        place = event.position().toPoint()
        index = self.indexAt(place)
        if event.button() is Qt.MouseButton.LeftButton and self._painter.pill(index).contains(
            place
        ):
            self.review_wanted.emit(index.data(NAME_ROLE))
        else:
            super().mousePressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Delete means the row here."""
        return keeps_delete(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Enter chooses, Delete takes away; F2 and the arrows are Qt's."""
        index = self.currentIndex()
        if self.state() is QAbstractItemView.State.EditingState or not index.isValid():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._click(index)
        elif event.key() == Qt.Key.Key_Delete:
            self.unwanted.emit(index)
        else:
            super().keyPressEvent(event)

    # --- drawing ------------------------------------------------------------------------------------

    def drawRow(  # noqa: N802 - Qt's own
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """The background over the whole width, the arrow, the row itself."""
        row = QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
        self._draw_background(painter, row, index)
        item = self.visualRect(index)
        branches = QRect(row)
        if self.isRightToLeft():
            branches.setLeft(item.right() + 1)
        else:
            branches.setRight(item.left() - 1)
        self.drawBranches(painter, branches, index)
        placed = QStyleOptionViewItem(option)
        placed.rect = item
        self.itemDelegate().paint(painter, placed, index)

    def _draw_background(self, painter: QPainter, row: QRect, index: _Index) -> None:
        colours, kind = self.palette(), index.data(KIND_ROLE)
        rect = QRectF(row).adjusted(EDGE, 1, -EDGE, -1)
        window = colours.color(QPalette.ColorRole.Window)
        selected = self.selectionModel().isSelected(index)
        current = index == self.currentIndex() and self.hasFocus()
        painter.save()
        if kind in HEADINGS or self._ends_labels(index):
            painter.fillRect(
                rect.adjusted(GAP, -1, -GAP, 1 - rect.height()),
                mixed(colours.color(QPalette.ColorRole.WindowText), window, 0.14),
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected:
            painter.setBrush(colours.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(rect, 4, 4)
        elif index == self._pointed and kind not in HEADINGS:
            painter.setBrush(mixed(colours.color(QPalette.ColorRole.WindowText), window, 0.08))
            painter.drawRoundedRect(rect, 4, 4)
        if index == self._over or (current and not selected):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(rect.adjusted(1, 0, -1, 0), 4, 4)
        painter.restore()

    @staticmethod
    def _ends_labels(index: _Index) -> bool:
        """Whether this row comes after the labels, and would look like one of them."""
        return (
            not index.parent().isValid()
            and index.sibling(index.row() - 1, 0).data(KIND_ROLE) == RowKind.LABELS
        )

    def drawBranches(  # noqa: N802 - Qt's own
        self, painter: QPainter, rect: QRect, index: _Index
    ) -> None:
        """A small arrow where there is something below."""
        if not index.parent().isValid() or not index.model().hasChildren(index):
            return
        slot = QRect(rect.right() - self.indentation() + 1, rect.top(), self.indentation(), 0)
        if self.isRightToLeft():
            slot.moveLeft(rect.left())
        slot.setHeight(rect.height())
        selected = self.selectionModel().isSelected(index)
        draw_arrow(self, painter, slot, index, selected=selected)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The rows, and a frame while a folder could be dropped."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        self._pointed = self.indexAt(at) if self.viewport().underMouse() else QModelIndex()
        super().paintEvent(event)
        if self._taking_folder:
            with QPainter(self.viewport()) as painter:
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
                painter.drawRoundedRect(self.viewport().rect().adjusted(2, 2, -2, -2), 4, 4)

    # --- dropping -----------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own
        """Photos of this program are welcome, and folders of others."""
        if event.mimeData().hasFormat(KEYS_MIME) or self._folders(event):
            event.acceptProposedAction()
            self._mark(event)
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's own
        """Show which row would take it."""
        super().dragMoveEvent(event)  # scrolls at the edges, opens a folder one waits over
        self._mark(event)
        if self._over.isValid() or self._taking_folder:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's own
        """Nothing is marked any more."""
        super().dragLeaveEvent(event)
        self._unmark()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own
        """Say what was dropped where."""
        self._mark(event)
        over, taking_folder = self._over, self._taking_folder
        self._unmark()
        carried = event.mimeData()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if over.isValid():
            keys = photo_keys(_bytes(carried, KEYS_MIME))
            kind = RowKind(over.data(KIND_ROLE))
            self.photos_dropped.emit(kind, over.data(NAME_ROLE), keys)
        elif taking_folder:
            for path in local_files(_bytes(carried, _URIS)):
                self.folder_dropped.emit(path.rstrip(b"/") or b"/")

    def _mark(self, event: QDropEvent) -> None:
        carried = event.mimeData()
        over = QModelIndex()
        if carried.hasFormat(KEYS_MIME) and photo_keys(_bytes(carried, KEYS_MIME)):
            over = self.indexAt(event.position().toPoint())
            if over.data(KIND_ROLE) not in TAKING:
                over = QModelIndex()
        self._over = QPersistentModelIndex(over)
        self._taking_folder = bool(self._folders(event))
        self.viewport().update()

    def _unmark(self) -> None:
        self._over = QPersistentModelIndex()
        self._taking_folder = False
        self.viewport().update()

    @staticmethod
    def _folders(event: QDropEvent) -> bool:
        """Whether another program offers something local; this one's photos are files too."""
        carried = event.mimeData()
        if event.source() is not None or carried.hasFormat(KEYS_MIME):
            return False
        return bool(local_files(_bytes(carried, _URIS)))


def _bytes(carried: QMimeData, kind: str) -> bytes:
    return bytes(carried.data(kind).data())
