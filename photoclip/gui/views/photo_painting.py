"""What one photo looks like in a grid. Called some hundred times a frame: whatever can be is kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QStaticText,
)

from photoclip.browse.messages import Card, ItemState
from photoclip.core.commands import Flag
from photoclip.gui.models.photo_text import name_of, short_day_of
from photoclip.gui.models.photos import has_picture
from photoclip.gui.models.pixmaps import ROUNDING
from photoclip.gui.views.badges import Badge, Sign, badge_row, badges_of, flag_of, star_row

_PAD = 8  # between a cell's edge and its picture
_TILE = 2  # between a cell's edge and the ground of a selected photo
_LINE_GAP = 3
_NAMES_FROM = 120  # smaller pictures have no room for a name
_KEPT_TEXTS = 4000
_REJECTED = 0.35  # how much of a rejected picture is left


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell stands out. ``current`` has the keyboard, ``focused`` if the grid has."""

    selected: bool = False
    hovered: bool = False
    current: bool = False
    focused: bool = False


_PLAIN = Look()


def faded(colour: QColor, alpha: float) -> QColor:
    """A colour that lets so much of its ground through."""
    return QColor.fromRgbF(colour.redF(), colour.greenF(), colour.blueF(), alpha)


class PhotoPainter:
    """Paints cells of one size, font, palette and direction; a new one is made when those change.

    ``ratio`` is device pixels in a pixel, ``size`` the side of the square pictures are fitted into.
    """

    def __init__(
        self,
        palette: QPalette,
        font: QFont,
        ratio: float,
        size: int,
        *,
        names: bool = True,
        right_to_left: bool = False,
    ) -> None:
        self.ratio, self.size = ratio, size
        self._font, self._rtl = font, right_to_left
        self._metrics = QFontMetrics(font)
        self._names = names and size >= _NAMES_FROM
        self._line = self._metrics.height()
        self._text = palette.text().color()
        self._dim = faded(self._text, 0.68)
        self._tint = faded(self._text, 0.07)
        self._highlight = palette.highlight().color()
        self._base = palette.base().color()
        self._badge_height = max(16, round(self._line * 1.15))
        self._pixmaps: dict[Hashable, QPixmap] = {}
        self._texts: dict[tuple[str, int], tuple[QStaticText, int]] = {}
        self.cell_width = size + 2 * _PAD
        self.cell_height = size + 2 * _PAD
        if self._names:
            self.cell_height += 2 * (self._line + _LINE_GAP) + 2

    def square(self, x: int, y: int) -> QRect:
        """The square of the picture in a cell at this place."""
        return QRect(x + _PAD, y + _PAD, self.size, self.size)

    def paint(
        self,
        painter: QPainter,
        x: int,
        y: int,
        card: Card | None,
        pixmap: QPixmap | None,
        look: Look = _PLAIN,
        *,
        blurred: bool = False,
    ) -> None:
        """Paint a photo, or the place of one of which nothing is known yet.

        ``blurred``: the pixmap was made for another size.
        """
        if look != _PLAIN:
            painter.drawPixmap(x, y, self._ground(look))
        square = self.square(x, y)
        area = self._picture(painter, square, card, pixmap, blurred=blurred)
        if card is None:
            return
        self._marks(painter, area, square, card)
        if self._names:
            self._lines(painter, square, card)

    # --- the parts --------------------------------------------------------------------------------

    def _picture(
        self,
        painter: QPainter,
        square: QRect,
        card: Card | None,
        pixmap: QPixmap | None,
        *,
        blurred: bool,
    ) -> QRect:
        """Paint the picture; gives the place it takes."""
        if pixmap is not None and not pixmap.isNull():
            size = pixmap.width(), pixmap.height()
            if blurred and card is not None and card.width > 0 and card.height > 0:
                size = card.width, card.height
            area = self._fitted(square, *self._scaled(*size))
            rejected = card is not None and card.flag is Flag.REJECTED
            if rejected:
                painter.setOpacity(_REJECTED)
            fits = pixmap.width() <= (area.width() + 1) * self.ratio
            if fits and not blurred and pixmap.devicePixelRatio() == self.ratio:
                painter.drawPixmap(area.x(), area.y(), pixmap)
            else:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(area, pixmap)
            if rejected:
                painter.setOpacity(1)
            return area
        area = square
        if card is not None and has_picture(card) and card.width > 0 and card.height > 0:
            area = self._fitted(square, *self._scaled(card.width, card.height))
        painter.drawPixmap(area.x(), area.y(), self._placeholder(area.width(), area.height()))
        said = self._instead(card, pixmap)
        if said:
            text, width = self._static(said, square.width() - 8)
            painter.setPen(self._dim)
            painter.drawStaticText(
                square.center().x() - width // 2, square.center().y() - self._line // 2, text
            )
        return area

    def _scaled(self, width: int, height: int) -> tuple[int, int]:
        """Device pixels of a picture once it is fitted into the square, never made larger."""
        side = self.size * self.ratio
        scale = min(1.0, side / max(width, height))
        return max(1, round(width * scale)), max(1, round(height * scale))

    def _fitted(self, square: QRect, width: int, height: int) -> QRect:
        """Where a picture of so many device pixels lies: in the middle."""
        wide, high = round(width / self.ratio), round(height / self.ratio)
        x = square.x() + (square.width() - wide) // 2
        return QRect(x, square.y() + (square.height() - high) // 2, wide, high)

    @staticmethod
    def _instead(card: Card | None, pixmap: QPixmap | None) -> str:
        """What stands where a picture can't."""
        if card is None:
            return ""
        if card.state is ItemState.WAITING:
            return QCoreApplication.translate("PhotoPainter", "Waiting")
        if not has_picture(card) or pixmap is not None:
            return QCoreApplication.translate("PhotoPainter", "No preview")
        return ""

    def _marks(self, painter: QPainter, area: QRect, square: QRect, card: Card) -> None:
        inset, height = 5, self._badge_height
        frame = QRect(area)
        if area.width() < square.width() // 2:  # a narrow picture is no place for badges
            frame = QRect(square.x(), area.y(), square.width(), area.height())
        if area.height() < 3 * height:
            frame = QRect(frame.x(), square.y(), frame.width(), square.height())
        flag, badges = flag_of(card), badges_of(card)
        if flag is not None:
            pixmap = self._badges((flag,))
            self._put(painter, pixmap, frame, frame.y() + inset, inset, at_end=False)
        if badges:
            room = square.width() - 3 * inset - (height + 4 if flag is not None else 0)
            pixmap = self._badges(badges)
            while len(badges) > 1 and pixmap.width() / self.ratio > room:
                badges = badges[:-1]  # the tool tip still tells
                pixmap = self._badges(badges)
            if pixmap.width() / self.ratio > frame.width() - 2 * inset:
                frame = square
            self._put(painter, pixmap, frame, frame.y() + inset, inset, at_end=True)
        if not self._names and card.rating is not None and card.rating > 0:
            pixmap = self._badges((Badge(Sign.STARS, card.rating),))
            self._put(
                painter, pixmap, frame, frame.bottom() + 1 - inset - height, inset, at_end=False
            )

    def _put(
        self, painter: QPainter, pixmap: QPixmap, frame: QRect, y: int, inset: int, *, at_end: bool
    ) -> None:
        x = frame.x() + inset
        if at_end != self._rtl:
            x = frame.right() + 1 - inset - round(pixmap.width() / self.ratio)
        painter.drawPixmap(x, y, pixmap)

    def _lines(self, painter: QPainter, square: QRect, card: Card) -> None:
        y = square.bottom() + 1 + _LINE_GAP + 2
        name, width = self._static(name_of(card), square.width())
        painter.setPen(self._text)
        painter.drawStaticText(self._line_start(square, width), y, name)
        y += self._line + _LINE_GAP - 2
        room = square.width()
        if card.rating is not None and card.rating > 0:
            stars = self._stars(card.rating)
            wide = round(stars.width() / self.ratio)
            room -= wide + 6
            top = y + (self._line - round(stars.height() / self.ratio)) // 2
            painter.drawPixmap(square.x() if self._rtl else square.right() + 1 - wide, top, stars)
        day = short_day_of(card)
        if day:
            text, width = self._static(day, room)
            painter.setPen(self._dim)
            painter.drawStaticText(self._line_start(square, width), y, text)

    def _line_start(self, square: QRect, width: int) -> int:
        return square.right() + 1 - width if self._rtl else square.x()

    # --- what is kept -----------------------------------------------------------------------------

    def _static(self, text: str, width: int) -> tuple[QStaticText, int]:
        """A text that fits into a width, laid out, and how wide it is."""
        kept = self._texts.get((text, width))
        if kept is None:
            if len(self._texts) >= _KEPT_TEXTS:
                self._texts.clear()
            shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, width)
            static = QStaticText(shown)
            static.setTextFormat(Qt.TextFormat.PlainText)
            static.prepare(font=self._font)
            kept = static, self._metrics.horizontalAdvance(shown)
            self._texts[text, width] = kept
        return kept

    def _kept(self, name: Hashable, make: Callable[[], QPixmap]) -> QPixmap:
        pixmap = self._pixmaps.get(name)
        if pixmap is None:
            if len(self._pixmaps) > 500:
                self._pixmaps.clear()
            pixmap = self._pixmaps[name] = make()
        return pixmap

    def _badges(self, badges: tuple[Badge, ...]) -> QPixmap:
        return self._kept(
            badges, lambda: badge_row(badges, self._font, self._badge_height, self.ratio)
        )

    def _stars(self, count: int) -> QPixmap:
        height = round(self._line * 0.85)
        return self._kept(("stars", count), lambda: star_row(count, self._text, height, self.ratio))

    def _ground(self, look: Look) -> QPixmap:
        return self._kept(look, lambda: self._drawn_ground(look))

    def _placeholder(self, width: int, height: int) -> QPixmap:
        return self._kept((width, height), lambda: self._drawn_placeholder(width, height))

    def _blank(self, width: int, height: int) -> QPixmap:
        pixmap = QPixmap(round(width * self.ratio), round(height * self.ratio))
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap

    def _drawn_placeholder(self, width: int, height: int) -> QPixmap:
        pixmap = self._blank(width, height)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._tint)
            painter.drawRoundedRect(QRectF(0, 0, width, height), ROUNDING, ROUNDING)
        return pixmap

    def _drawn_ground(self, look: Look) -> QPixmap:
        """The tile behind a photo: tinted and framed if selected, ringed if it is the current one."""
        pixmap = self._blank(self.cell_width, self.cell_height)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            tile = QRectF(0, 0, self.cell_width, self.cell_height)
            tile.adjust(_TILE, _TILE, -_TILE, -_TILE)
            painter.setPen(Qt.PenStyle.NoPen)
            if look.selected or look.hovered:
                strength = (0.3 if look.selected else 0.1) + (0.06 if look.hovered else 0)
                painter.setBrush(faded(self._highlight, strength))
                painter.drawRoundedRect(tile, ROUNDING + 2, ROUNDING + 2)
            if look.selected or look.current:
                ringed = look.current and look.focused
                width = 2.5 if ringed else 1.2
                colour = self._highlight if look.selected or ringed else self._dim
                painter.setPen(QPen(colour, width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                half = width / 2
                ring = tile.adjusted(half, half, -half, -half)
                painter.drawRoundedRect(ring, ROUNDING + 2, ROUNDING + 2)
                if ringed:
                    painter.setPen(QPen(self._text, 1))
                    inner = ring.adjusted(2, 2, -2, -2)
                    painter.drawRoundedRect(inner, ROUNDING, ROUNDING)
        return pixmap


class HeaderPainter:
    """Paints a section's header: its title, and how many photos it has."""

    def __init__(self, palette: QPalette, font: QFont, *, right_to_left: bool) -> None:
        self._font, self._bold = font, QFont(font)
        self._bold.setBold(True)
        self._metrics = QFontMetrics(self._bold)
        self._text = palette.text().color()
        self._base = palette.base().color()
        self._rtl = right_to_left
        self.height = self._metrics.height() + 14

    def paint(self, painter: QPainter, box: QRect, title: str, count: str, *, afloat: bool) -> None:
        """Paint a header; ``afloat`` one has photos under it."""
        if afloat:
            painter.fillRect(box, faded(self._base, 0.94))
            line = QRect(box.x(), box.bottom(), box.width(), 1)
            painter.fillRect(line, faded(self._text, 0.14))
        margin = 12
        line = box.adjusted(margin, 0, -margin, 0)
        start = Qt.AlignmentFlag.AlignRight if self._rtl else Qt.AlignmentFlag.AlignLeft
        flags = start | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setFont(self._bold)
        painter.setPen(self._text)
        painter.drawText(line, flags, title)
        width = self._metrics.horizontalAdvance(title + " ")
        if self._rtl:
            line.setRight(line.right() - width)
        else:
            line.setLeft(line.left() + width)
        painter.setFont(self._font)
        painter.setPen(faded(self._text, 0.68))
        painter.drawText(line, flags, f"– {count}")  # a painter knows which way a line runs
        painter.setFont(self._font)
