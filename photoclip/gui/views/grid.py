"""The grid of photos."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from photoclip.gui.models.results import BADGE_ROLE, NOTE_ROLE
from photoclip.gui.views.message import resized

THUMBNAIL = 176  # the side of the square a thumbnail is fitted into, in device-independent pixels
_MARGIN = 10
_GAP = 6
_ROUND = 6
_Index = QModelIndex | QPersistentModelIndex


def _faded(colour: QColor, alpha: float) -> QColor:
    return QColor.fromRgbF(colour.redF(), colour.greenF(), colour.blueF(), alpha)


class PhotoDelegate(QStyledItemDelegate):
    """Paints a thumbnail, the file's name, and how sure the match is: a word, not a colour alone."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """The same for every photo, so that a view never has to ask twice."""
        lines = 2 * option.fontMetrics.height() + 2 * _GAP
        return QSize(THUMBNAIL + 2 * _MARGIN, THUMBNAIL + 2 * _MARGIN + lines)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one photo in the middle of its cell."""
        text, metrics = option.palette.text().color(), option.fontMetrics
        left = option.rect.center().x() - THUMBNAIL // 2
        square = QRect(left, option.rect.top() + _MARGIN, THUMBNAIL, THUMBNAIL)
        line = QRect(left, square.bottom() + _GAP, THUMBNAIL, metrics.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, square.adjusted(-8, -8, 8, 2 * metrics.height() + 15))
        self._paint_picture(painter, square, text, index.data(Qt.ItemDataRole.DecorationRole))
        name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideMiddle, THUMBNAIL)
        painter.setPen(text)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, name)
        line.translate(0, metrics.height() + _GAP // 2)
        badge = index.data(BADGE_ROLE)
        painter.setPen(_faded(text, 0.65))
        side = Qt.AlignmentFlag.AlignRight if badge else Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, side, index.data(NOTE_ROLE))
        if badge:
            self._paint_badge(painter, line, option, badge)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, tile: QRect) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            highlight = option.palette.highlight().color()
            focused = selected and option.state & QStyle.StateFlag.State_HasFocus
            painter.setPen(highlight if focused else Qt.PenStyle.NoPen)
            painter.setBrush(_faded(highlight, 0.3 if selected else 0.12))
            painter.drawRoundedRect(tile, _ROUND, _ROUND)

    @staticmethod
    def _paint_picture(
        painter: QPainter, square: QRect, text: QColor, pixmap: QPixmap | None
    ) -> None:
        if pixmap is None or pixmap.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_faded(text, 0.06))
            painter.drawRoundedRect(square, _ROUND, _ROUND)
            if pixmap is not None:
                painter.setPen(_faded(text, 0.65))
                painter.drawText(square, Qt.AlignmentFlag.AlignCenter, "No preview")
            return
        area = QRect(0, 0, *pixmap.deviceIndependentSize().toSize().toTuple())
        area.moveCenter(square.center())
        corners = QPainterPath()
        corners.addRoundedRect(QRectF(area), _ROUND, _ROUND)
        painter.setClipPath(corners)
        painter.drawPixmap(area.topLeft(), pixmap)
        painter.setClipping(False)

    @staticmethod
    def _paint_badge(
        painter: QPainter, line: QRect, option: QStyleOptionViewItem, badge: str
    ) -> None:
        font = resized(painter.font(), 0.85)
        pill = QRectF(line).adjusted(0.5, 0.5, -0.5, -0.5)
        pill.setWidth(QFontMetrics(font).horizontalAdvance(badge) + pill.height())
        palette, sure = option.palette, badge == "Likely"
        ink = palette.highlightedText().color() if sure else palette.text().color()
        painter.setFont(font)
        painter.setPen(Qt.PenStyle.NoPen if sure else _faded(ink, 0.5))
        painter.setBrush(palette.highlight() if sure else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(ink)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, badge)


class PhotoGrid(QListView):
    """Photos in rows that fill the width, laid out in batches so that many don't block."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Photos found")
        self.setItemDelegate(PhotoDelegate(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Spread the columns that fit over the whole width."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        size = self.itemDelegate().sizeHint(option, QModelIndex())
        width = event.size().width() - 2
        self.setGridSize(QSize(width // max(1, width // size.width()), size.height()))
        super().resizeEvent(event)
