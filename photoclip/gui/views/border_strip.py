"""Photos at a label's border in one line, each with ✓ and ✗."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from photoclip.browse.messages import ItemKey
from photoclip.core.commands import Verdict
from photoclip.gui.views.icons import IconName, draw_icon, icon, mixed, quiet

_SIDE = 92
_LARGEST = 116
_GAP = 6
_YES, _NO = QColor("#2e8c46"), QColor("#be342e")


class BorderStrip(QWidget):
    """A title and as many photos as fit.

    ``answered`` carries a key and a `Verdict`; ``pictures_wanted`` the keys that show.
    """

    answered = Signal(object, object)
    pictures_wanted = Signal(object)

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[ItemKey, ...] = ()
        self._made: list[BorderPhoto] = []
        self._wanted: tuple[ItemKey, ...] = ()
        self._title, self._hint = QLabel(title), QLabel(hint)
        font = self._title.font()
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self._hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.none = QLabel(self.tr("No photos"))
        self.none.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self._hint, 1)
        self._line = QWidget()
        self._line.setFixedHeight(_SIDE)
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(head)
        column.addWidget(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def photos(self) -> tuple[BorderPhoto, ...]:
        """Those that show, the nearest to the cut first."""
        return tuple(one for one in self._made if not one.isHidden())

    def show_photos(self, keys: tuple[ItemKey, ...]) -> None:
        """Show these, the nearest to the cut first."""
        if keys != self._keys:
            self._keys = keys
            self._place()

    def show_pixmap(self, key: ItemKey, pixmap: QPixmap | None, name: str) -> None:
        """A photo's picture and name, as far as they are known."""
        for one in self._made:
            if one.key == key:
                one.show_pixmap(pixmap, name)

    def clear_answers(self) -> None:
        """What was answered could not be kept."""
        for one in self._made:
            one.show_answer(None)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Room for one photo."""
        return QSize(_SIDE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """More or fewer fit."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        fit = max(1, (self.width() + _GAP) // (_SIDE + _GAP))
        shown = self._keys[:fit]
        side = min(_LARGEST, max(_SIDE, (self.width() + _GAP) // fit - _GAP))
        self._line.setFixedHeight(side)
        while len(self._made) < len(shown):
            photo = BorderPhoto(self._line)
            photo.answered.connect(self.answered)
            self._made.append(photo)
        self.none.setVisible(not shown)
        turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for place, photo in enumerate(self._made):
            if place < len(shown):
                photo.show_key(shown[place])
                left = place * (side + _GAP)
                x = self.width() - left - side if turned else left
                photo.setGeometry(x, 0, side, side)
            photo.setVisible(place < len(shown))
        if shown and shown != self._wanted:
            self._wanted = shown
            self.pictures_wanted.emit(shown)


class BorderPhoto(QWidget):
    """One photo with its two buttons. Y and N answer too where it has the keyboard's focus."""

    answered = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = ItemKey(0)
        self._pixmap: QPixmap | None = None
        self._answer: Verdict | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.yes, self.no = QToolButton(self), QToolButton(self)
        side = round(self.fontMetrics().height() * 0.95)
        for button, name in ((self.yes, IconName.CHECK), (self.no, IconName.CLOSE)):
            button.setIcon(icon(name))
            button.setIconSize(QSize(side, side))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.yes.setToolTip(self.tr("Yes, it has the label (Y)"))
        self.no.setToolTip(self.tr("No, it hasn’t (N)"))
        self.yes.clicked.connect(lambda: self._say(Verdict.CONFIRMED))
        self.no.clicked.connect(lambda: self._say(Verdict.REJECTED))
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(0)
        row.addWidget(self.yes, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        row.addWidget(self.no, 0, Qt.AlignmentFlag.AlignBottom)
        self._name("")

    def show_key(self, key: ItemKey) -> None:
        """Show another photo; nothing is known of it yet."""
        if key != self.key:
            self.key = key
            self.show_answer(None)
            self.show_pixmap(None, "")

    def show_pixmap(self, pixmap: QPixmap | None, name: str) -> None:
        """Its picture and name, as far as they are known."""
        self._pixmap = pixmap
        self._name(name)
        self.update()

    def show_answer(self, answer: Verdict | None) -> None:
        """What was said of it just now."""
        self._answer = answer
        for button in (self.yes, self.no):
            button.setVisible(answer is None)
        self.update()

    def _name(self, name: str) -> None:
        self.setAccessibleName(self.tr("{0}: Y for yes, N for no").format(name))
        self.setToolTip(f"<p>{name.replace('&', '&amp;').replace('<', '&lt;')}</p>")
        self.yes.setAccessibleName(self.tr("{0}: yes").format(name))
        self.no.setAccessibleName(self.tr("{0}: no").format(name))

    def _say(self, verdict: Verdict) -> None:
        if self._answer is None:
            self.show_answer(verdict)
            self.answered.emit(self.key, verdict)

    def event(self, event: QEvent) -> bool:
        """Y and N are answers before they are anything else."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N)
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Answer."""
        if event.key() == Qt.Key.Key_Y:
            self._say(Verdict.CONFIRMED)
        elif event.key() == Qt.Key.Key_N:
            self._say(Verdict.REJECTED)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The picture, cut to a square; what was answered lies over it."""
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            rect = QRectF(self.rect())
            shape = QPainterPath()
            shape.addRoundedRect(rect, 5, 5)
            painter.setClipPath(shape)
            ink = palette.color(QPalette.ColorRole.WindowText)
            window = palette.color(QPalette.ColorRole.Window)
            painter.fillRect(rect, mixed(ink, window, 0.08))
            if self._pixmap is not None and not self._pixmap.isNull():
                painter.drawPixmap(rect, self._pixmap, square_of(self._pixmap))
            elif self._pixmap is not None:
                square = QRectF(0, 0, 28, 28)
                square.moveCenter(rect.center())
                draw_icon(painter, IconName.PHOTOS, square, quiet(palette))
            if self._answer is not None:
                colour = _YES if self._answer is Verdict.CONFIRMED else _NO
                veil = QColor(window)
                veil.setAlphaF(0.6)
                painter.fillRect(rect, veil)
                disc = QRectF(0, 0, 34, 34)
                disc.moveCenter(rect.center())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                painter.drawEllipse(disc)
                yes = self._answer is Verdict.CONFIRMED
                name = IconName.CHECK if yes else IconName.CLOSE
                draw_icon(painter, name, disc.adjusted(8, 8, -8, -8), QColor("white"))
            painter.setClipping(False)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2.5))
                painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)


def square_of(pixmap: QPixmap) -> QRectF:
    """The largest square in the middle of a picture, in its own pixels."""
    size = QSizeF(pixmap.size())
    side = min(size.width(), size.height())
    return QRectF((size.width() - side) / 2, (size.height() - side) / 2, side, side)
