"""How the rows of the sidebar's tree are drawn, and edited."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from photoclip.gui.models.sidebar import (
    COLOUR_ROLE,
    COUNT_ROLE,
    KIND_ROLE,
    NOTE_ROLE,
    SUGGESTED_ROLE,
)
from photoclip.gui.models.sidebar_rows import HEADINGS, RowKind
from photoclip.gui.views.icons import IconName, draw_icon, quiet

_Index = QModelIndex | QPersistentModelIndex
GAP = 6
"""Between icon, name and count."""
EDGE = 4
"""Between a row's background and the sidebar's edge."""
_ICONS = {
    RowKind.ALL: IconName.PHOTOS,
    RowKind.PICKED: IconName.PICKED,
    RowKind.ROOT: IconName.DRIVE,
    RowKind.FOLDER: IconName.FOLDER,
    RowKind.ALBUM: IconName.ALBUM,
    RowKind.SMART_ALBUM: IconName.SMART_ALBUM,
    RowKind.LABEL: IconName.LABEL,
    RowKind.LABEL_GROUP: IconName.LABEL,
    RowKind.DUPLICATES: IconName.DUPLICATES,
    RowKind.OFFLINE: IconName.DRIVE_OFF,
    RowKind.FAILED: IconName.WARNING,
}


class RowPainter(QStyledItemDelegate):
    """Draws icon, name, a word beside it, and the count at the far end."""

    def __init__(self, tree: QTreeView) -> None:
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
            left += EDGE + GAP if heading else self._tree.indentation()
        return QRect(left, rect.top(), whole - EDGE - GAP - left, rect.height())

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
            arrow = QRect(text.right() + GAP, rect.top(), rect.height() // 2, rect.height())
            draw_arrow(self._tree, painter, self._seen(arrow), index, selected=False)

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
        if index.data(COLOUR_ROLE):
            ring = colour if selected else None
            paint_dot(painter, QRectF(self._seen(picture)), index.data(COLOUR_ROLE), ring)
        else:
            draw_icon(painter, name, QRectF(self._seen(picture)), dim, tree.layoutDirection())
        painter.setFont(tree.font())
        painter.setPen(dim)
        end = rect.right() + 1
        for text in (count, note):
            if text:
                width = metrics.horizontalAdvance(text)
                place = QRect(end - width, rect.top(), width, rect.height())
                painter.drawText(self._seen(place), _aligned(near=False), text)
                end -= width + 2 * GAP
        pill = self.pill(index)
        if not pill.isNull():
            self._paint_pill(painter, pill, index, dim)
            end = min(end, self._seen(pill).left() - GAP)
        start = picture.right() + 1 + GAP
        place = QRect(start, rect.top(), max(0, end - start), rect.height())
        painter.setPen(colour)
        mode = Qt.TextElideMode.ElideRight
        shown = metrics.elidedText(index.data(), mode, place.width())
        side = QStyle.visualAlignment(tree.layoutDirection(), _aligned(near=True))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # “2016 Iceland”
        painter.drawText(self._seen(place), side | Qt.AlignmentFlag.AlignAbsolute, shown)

    # --- suggestions --------------------------------------------------------------------------------

    def pill(self, index: _Index) -> QRect:
        """Where a row says how many suggestions there are; a null rectangle if there are none."""
        if not index.isValid() or not index.data(SUGGESTED_ROLE):
            return QRect()
        metrics, whole = self._tree.fontMetrics(), self._tree.viewport().width()
        row = self._tree.visualRect(index)
        end = whole - EDGE - GAP
        if index.data(COUNT_ROLE):
            end -= metrics.horizontalAdvance(index.data(COUNT_ROLE)) + GAP
        width = metrics.horizontalAdvance(self._suggestions(index)) + metrics.height()
        height = metrics.height() + 2
        top = row.top() + (row.height() - height) // 2
        return self._seen(QRect(end - width, top, width, height))

    @staticmethod
    def _suggestions(index: _Index) -> str:
        return f"{QLocale().toString(index.data(SUGGESTED_ROLE))}?"

    def _paint_pill(self, painter: QPainter, pill: QRect, index: _Index, colour: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
        round_ = pill.height() / 2
        painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), round_, round_)
        painter.setPen(colour)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._suggestions(index))
        painter.restore()

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
        rect.setLeft(rect.left() + self._tree.fontMetrics().height() + GAP // 2)
        editor.setGeometry(self._seen(rect))


def _aligned(*, near: bool) -> Qt.AlignmentFlag:
    """At the side where reading begins, or at the other; a painter turns them round by itself."""
    side = Qt.AlignmentFlag.AlignLeft if near else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


def paint_dot(painter: QPainter, square: QRectF, colour: str, ring: QColor | None = None) -> None:
    """A label's colour as a dot in the middle of ``square``, with a ring where the ground is dark."""
    reach = square.width() * 0.32
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen if ring is None else QPen(ring, 1.5))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(square.center(), reach, reach)
    painter.restore()


def draw_arrow(
    tree: QTreeView, painter: QPainter, slot: QRect, index: _Index, *, selected: bool
) -> None:
    """The arrow of a row in the middle of ``slot``: down where the row is open."""
    side = tree.fontMetrics().height() * 0.62
    role = QPalette.ColorRole.HighlightedText
    colour = tree.palette().color(role) if selected else quiet(tree.palette())
    painter.save()
    painter.translate(QRectF(slot).center())
    if tree.isExpanded(index):
        painter.rotate(-90 if tree.isRightToLeft() else 90)
    square = QRectF(-side / 2, -side / 2, side, side)
    draw_icon(painter, IconName.ARROW_RIGHT, square, colour, tree.layoutDirection())
    painter.restore()
