"""How the query was understood: its parts in plain words, each of which can be taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from photoclip.browse.messages import Chip, ChipKind
from photoclip.gui.models.query_text import needs_chips
from photoclip.gui.models.query_words import describe
from photoclip.gui.views.flow_layout import FlowLayout
from photoclip.gui.views.icons import IconName, draw_icon, mixed, quiet
from photoclip.gui.views.own_keys import keeps_delete

_MOST_LETTERS = 48
_MARKS = {
    ChipKind.LIKE: IconName.PHOTOS,
    ChipKind.EXCLUDED: IconName.MINUS,
    ChipKind.WORDS: IconName.SEARCH,
}


class ChipBar(QWidget):
    """The chips of a query; hidden while the query explains itself."""

    chip_removed = Signal(object)  # str: the query without the chip
    left = Signal()  # the keyboard's focus was here, and nothing remained to hold it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: tuple[Chip, ...] = ()
        self._names: dict[int, str] = {}
        self._buttons: list[ChipButton] = []
        self._focus_at: int | None = None
        self._flow = FlowLayout(self, 6)
        self.setAccessibleName(self.tr("How the search was understood"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def set_chips(self, chips: Sequence[Chip]) -> None:
        """Show how a query was understood."""
        chips = tuple(chips)
        if chips == self._chips:
            return
        self._chips = chips
        self._show()

    def set_photo_names(self, names: Mapping[int, str]) -> None:
        """File names of photos that chips may speak of, by key."""
        self._names = dict(names)
        for button, chip in zip(self._buttons, self._chips, strict=False):
            button.show_text(describe(chip, self._names))

    @property
    def texts(self) -> tuple[str, ...]:
        """What the chips say."""
        return tuple(button.text() for button in self._buttons)

    def _show(self) -> None:
        shown = self._chips if needs_chips(self._chips) else ()
        focused = next((at for at, one in enumerate(self._buttons) if one.hasFocus()), None)
        wanted = focused if self._focus_at is None else self._focus_at
        self._focus_at = None
        old, self._buttons = self._buttons, []
        for chip in shown:
            button = ChipButton(chip, self)
            button.show_text(describe(chip, self._names))
            button.clicked.connect(self._remove)
            button.stepped.connect(self._step)
            self._flow.addWidget(button)
            self._buttons.append(button)
            button.show()
        self.setVisible(bool(shown))
        if wanted is not None and self._buttons:
            nearest = self._buttons[min(wanted, len(self._buttons) - 1)]
            nearest.setFocus(Qt.FocusReason.OtherFocusReason)
        for button in old:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        if wanted is not None and not self._buttons:
            self.left.emit()
        self.updateGeometry()

    def _remove(self) -> None:
        button = self.sender()
        if isinstance(button, ChipButton) and button in self._buttons:
            if button.hasFocus():
                self._focus_at = self._buttons.index(button)
            self.chip_removed.emit(button.chip.without)

    def _step(self, step: int) -> None:
        at = next((at for at, one in enumerate(self._buttons) if one.hasFocus()), None)
        if at is not None and 0 <= at + step < len(self._buttons):
            self._buttons[at + step].setFocus(Qt.FocusReason.TabFocusReason)


class ChipButton(QAbstractButton):
    """One part of a query. Its cross, Delete, Enter and Space take it out."""

    stepped = Signal(int)  # an arrow: so many places on

    def __init__(self, chip: Chip, parent: QWidget) -> None:
        super().__init__(parent)
        self.chip = chip
        self._over_cross = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Say this."""
        self.setText(text)
        said = self.tr("Remove: {what}").format(what=text)
        self.setAccessibleName(said)
        self.setToolTip(self.chip.text if self.chip.text.isprintable() else "")
        self.updateGeometry()
        self.update()

    # --- sizes --------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """As wide as the text, up to a limit."""
        metrics = self.fontMetrics()
        em = metrics.height()
        widest = metrics.averageCharWidth() * _MOST_LETTERS
        width = min(metrics.horizontalAdvance(self.text()) + 2, widest) + round(em * 2.3)
        if self.chip.kind in _MARKS:
            width += round(em * 1.1)
        return QSize(width, round(em * 1.6))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Room for a few letters."""
        em = self.fontMetrics().height()
        return QSize(min(self.sizeHint().width(), em * 6), round(em * 1.6))

    def cross_box(self) -> QRect:
        """Where the cross is."""
        side = self.height()
        box = QRect(self.width() - side - 1, 0, side, side)
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)

    # --- mouse and keys -----------------------------------------------------------------------------

    def hitButton(self, place) -> bool:  # type: ignore[no-untyped-def] # noqa: N802, ANN001
        """Only the cross takes it out: a click on the words does no harm."""
        return self.cross_box().contains(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """The cross answers to the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.cross_box().contains(event.position().toPoint()))

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's own
        """As the mouse comes in."""
        super().enterEvent(event)
        self._hover(self.cross_box().contains(event.position().toPoint()))

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def] # noqa: N802, ANN001
        """As the mouse leaves."""
        super().leaveEvent(event)
        self._hover(False)

    def _hover(self, over: bool) -> None:
        self._over_cross = over
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Delete takes the chip out."""
        return keeps_delete(event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Arrows go to the neighbours, Delete and Enter take it out."""
        forward = 1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else -1
        match event.key():
            case Qt.Key.Key_Right:
                self.stepped.emit(forward)
            case Qt.Key.Key_Left:
                self.stepped.emit(-forward)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    # --- painting -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """A rounded box; what is searched for is tinted, what is left out has a broken edge."""
        palette = self.palette()
        direction = self.layoutDirection()
        em = self.fontMetrics().height()
        window = palette.color(QPalette.ColorRole.Window)
        text = palette.color(QPalette.ColorRole.WindowText)
        accent = palette.color(QPalette.ColorRole.Highlight)
        searched = self.chip.kind in (ChipKind.WORDS, ChipKind.LIKE)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            pen = QPen(mixed(accent if searched else text, window, 0.45 if searched else 0.22), 1)
            if self.chip.kind is ChipKind.EXCLUDED or self.chip.negated:
                pen = QPen(mixed(text, window, 0.5), 1, Qt.PenStyle.DashLine)
            painter.setPen(QPen(accent, 2) if self.hasFocus() else pen)
            painter.setBrush(mixed(accent, window, 0.16) if searched else mixed(text, window, 0.06))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            inner = self.rect().adjusted(em * 2 // 3, 0, -self.height(), 0)
            mark = _MARKS.get(self.chip.kind)
            if mark is not None:
                side = round(em * 0.85)
                place = QRect(inner.left(), (self.height() - side) // 2, side, side)
                place = QStyle.visualRect(direction, self.rect(), place)
                draw_icon(painter, mark, QRectF(place), quiet(palette))
                inner.adjust(round(em * 1.1), 0, 0, 0)
            elided = self.fontMetrics().elidedText(
                self.text(), Qt.TextElideMode.ElideRight, inner.width()
            )
            inner = QStyle.visualRect(direction, self.rect(), inner)
            sides = QStyle.visualAlignment(direction, Qt.AlignmentFlag.AlignLeft)
            painter.setPen(text)
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
            painter.drawText(inner, sides | middle, elided)
            cross = QRectF(self.cross_box()).adjusted(3, 3, -3, -3)
            if self._over_cross:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(mixed(text, window, 0.16))
                painter.drawEllipse(cross)
            third = cross.width() * 0.16
            strong = self._over_cross or self.hasFocus()
            colour = text if strong else quiet(palette)
            draw_icon(painter, IconName.CLOSE, cross.adjusted(third, third, -third, -third), colour)
