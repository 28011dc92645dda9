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
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from photoclip.gui.models.offered import KEYS_MIME, local_files, photo_keys
from photoclip.gui.models.sidebar import COUNT_ROLE, KIND_ROLE, NAME_ROLE, NOTE_ROLE
from photoclip.gui.models.sidebar_rows import HEADINGS, TAKING, RowKind
from photoclip.gui.views.icons import IconName, draw_icon, mixed, quiet
from photoclip.gui.views.own_keys import keeps_delete

_Index = QModelIndex | QPersistentModelIndex
_GAP = 6  # between icon, name and count
_EDGE = 4  # between a row's background and the sidebar's edge
_URIS = "text/uri-list"
_ICONS = {
    RowKind.ALL: IconName.PHOTOS,
    RowKind.PICKED: IconName.PICKED,
    RowKind.ROOT: IconName.DRIVE,
    RowKind.FOLDER: IconName.FOLDER,
    RowKind.ALBUM: IconName.ALBUM,
    RowKind.SMART_ALBUM: IconName.SMART_ALBUM,
    RowKind.LABEL: IconName.LABEL,
    RowKind.DUPLICATES: IconName.DUPLICATES,
    RowKind.OFFLINE: IconName.DRIVE_OFF,
    RowKind.FAILED: IconName.WARNING,
}


class SidebarTree(QTreeView):
    """The tree itself.

    ``chosen`` (index) when a row is clicked or Enter is pressed on it, ``unwanted`` (index) when
    Delete is; ``photos_dropped`` (row kind, name, keys) and ``folder_dropped`` (path) say what fell
    where.
    """

    chosen = Signal(object)
    unwanted = Signal(object)
    photos_dropped = Signal(object, object, object)
    folder_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = QPersistentModelIndex()  # the row that would take what is being dragged
        self._taking_folder = False
        self._pointed = QModelIndex()
        self.setItemDelegate(_RowPainter(self))
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
        rect = QRectF(row).adjusted(_EDGE, 1, -_EDGE, -1)
        window = colours.color(QPalette.ColorRole.Window)
        selected = self.selectionModel().isSelected(index)
        current = index == self.currentIndex() and self.hasFocus()
        painter.save()
        if kind in HEADINGS or self._ends_labels(index):
            painter.fillRect(
                rect.adjusted(_GAP, -1, -_GAP, 1 - rect.height()),
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
        self.draw_arrow(painter, slot, index, selected=selected)

    def draw_arrow(self, painter: QPainter, slot: QRect, index: _Index, *, selected: bool) -> None:
        """The arrow of a row in the middle of ``slot``: down where the row is open."""
        side = self.fontMetrics().height() * 0.62
        role = QPalette.ColorRole.HighlightedText
        colour = self.palette().color(role) if selected else quiet(self.palette())
        painter.save()
        painter.translate(QRectF(slot).center())
        if self.isExpanded(index):
            painter.rotate(-90 if self.isRightToLeft() else 90)
        square = QRectF(-side / 2, -side / 2, side, side)
        draw_icon(painter, IconName.ARROW_RIGHT, square, colour, self.layoutDirection())
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The rows, and a frame while a folder could be dropped."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        self._pointed = self.indexAt(at) if self.viewport().underMouse() else QModelIndex()
        super().paintEvent(event)
        if self._taking_folder:
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
            painter.drawRoundedRect(self.viewport().rect().adjusted(2, 2, -2, -2), 4, 4)
            painter.end()

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


class _RowPainter(QStyledItemDelegate):
    """Draws icon, name, a word beside it, and the count at the far end."""

    def __init__(self, tree: SidebarTree) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """Room for a line of text and some air."""
        return QSize(80, self._tree.fontMetrics().height() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one row; its background is there already."""
        rect = self._content(option, index)
        kind = index.data(KIND_ROLE)
        painter.save()
        painter.setLayoutDirection(self._tree.layoutDirection())
        if kind in HEADINGS:
            self._paint_heading(painter, rect, index)
        else:
            self._paint_row(painter, rect, index, kind)
        painter.restore()

    def _content(self, option: QStyleOptionViewItem, index: _Index) -> QRect:
        """Where a row draws, in a left-to-right layout; ``_seen`` turns it round."""
        rect: QRect = QRect(option.rect)
        whole = self._tree.viewport().width()
        if self._tree.isRightToLeft():
            rect = QRect(whole - rect.right() - 1, rect.top(), rect.width(), rect.height())
        left = rect.left()
        if not index.parent().isValid():
            heading = index.data(KIND_ROLE) in HEADINGS
            left += _EDGE + _GAP if heading else self._tree.indentation()
        return QRect(left, rect.top(), whole - _EDGE - _GAP - left, rect.height())

    def _seen(self, rect: QRect) -> QRect:
        return QStyle.visualRect(
            self._tree.layoutDirection(), QRect(0, 0, self._tree.viewport().width(), 1), rect
        )

    def _paint_heading(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        font = QFont(self._tree.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(quiet(self._tree.palette()))
        width = painter.fontMetrics().horizontalAdvance(index.data())
        text = QRect(rect.left(), rect.top(), min(width + 2, rect.width()), rect.height())
        painter.drawText(self._seen(text), _aligned(near=True), index.data())
        if index.model().hasChildren(index):
            arrow = QRect(text.right() + _GAP, rect.top(), rect.height() // 2, rect.height())
            self._tree.draw_arrow(painter, self._seen(arrow), index, selected=False)

    def _paint_row(self, painter: QPainter, rect: QRect, index: _Index, kind: RowKind) -> None:
        tree, metrics = self._tree, self._tree.fontMetrics()
        colours = tree.palette()
        selected = tree.selectionModel().isSelected(index)
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.WindowText
        colour = colours.color(role)
        dim = colour if selected else quiet(colours)
        note, count = index.data(NOTE_ROLE), index.data(COUNT_ROLE)
        name = _ICONS[kind]
        if kind == RowKind.ROOT and note:
            name = IconName.DRIVE_OFF
        side = metrics.height()
        picture = QRect(rect.left(), rect.center().y() - side // 2, side, side)
        draw_icon(painter, name, QRectF(self._seen(picture)), dim, tree.layoutDirection())
        painter.setFont(tree.font())
        painter.setPen(dim)
        end = rect.right() + 1
        for text in (count, note):
            if text:
                width = metrics.horizontalAdvance(text)
                place = QRect(end - width, rect.top(), width, rect.height())
                painter.drawText(self._seen(place), _aligned(near=False), text)
                end -= width + 2 * _GAP
        start = picture.right() + 1 + _GAP
        place = QRect(start, rect.top(), max(0, end - start), rect.height())
        painter.setPen(colour)
        mode = Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(index.data(), mode, place.width())
        side = QStyle.visualAlignment(tree.layoutDirection(), _aligned(near=True))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # “2016 Iceland”
        painter.drawText(self._seen(place), side | Qt.AlignmentFlag.AlignAbsolute, shown)

    # --- editing a name -----------------------------------------------------------------------------

    def createEditor(  # noqa: N802 - Qt's own
        self, parent: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> QWidget:
        """A line to edit a name in."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(self.tr("New name"))
        return editor

    def updateEditorGeometry(  # noqa: N802 - Qt's own
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """Beside the icon, to the end of the row."""
        rect = self._content(option, index)
        rect.setLeft(rect.left() + self._tree.fontMetrics().height() + _GAP // 2)
        editor.setGeometry(self._seen(rect))


def _aligned(*, near: bool) -> Qt.AlignmentFlag:
    """At the side where reading begins, or at the other; a painter turns them round by itself."""
    side = Qt.AlignmentFlag.AlignLeft if near else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def _bytes(carried: QMimeData, kind: str) -> bytes:
    return bytes(carried.data(kind).data())
