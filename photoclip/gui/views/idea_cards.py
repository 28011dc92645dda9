"""Labels that are suggested, as cards: some of their photos, a name to change, and a box to tick."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from photoclip.browse.messages import ItemKey
from photoclip.core.label_reports import IdeaOrigin, LabelIdea
from photoclip.gui.models.text import readable
from photoclip.gui.views.border_strip import square_of
from photoclip.gui.views.icons import IconName, draw_icon, mixed, quiet

_SIDE = 62
_GAP = 3
_ACROSS = 4
_LINES = 2
_MOST = _ACROSS * _LINES


class IdeaCard(QFrame):
    """One suggested label. ``changed`` after the box was ticked or the name edited."""

    changed = Signal()

    def __init__(self, idea: LabelIdea, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.idea = idea
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        name = readable(idea.name)
        self.chosen = QCheckBox()
        self.chosen.setAccessibleName(self.tr("Make the label {name}").format(name=name))
        self.chosen.toggled.connect(self.changed)
        self.name = QLineEdit(name)
        self.name.setMaxLength(200)
        self.name.setCursorPosition(0)
        self.name.setAccessibleName(self.tr("Name of the label {name}").format(name=name))
        self.name.textEdited.connect(self._edited)
        self.count = QLabel(self._where(), textFormat=Qt.TextFormat.PlainText)
        self.count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.pictures = _Pictures(tuple(map(ItemKey, idea.examples[:_MOST])))
        self.pictures.pressed.connect(self.chosen.toggle)
        head = QHBoxLayout()
        head.addWidget(self.chosen)
        head.addWidget(self.name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.pictures)
        column.addWidget(self.count)

    @property
    def label_name(self) -> str:
        """The name as it would be kept."""
        return " ".join(self.name.text().split())

    def _where(self) -> str:
        if self.idea.origin is IdeaOrigin.KEYWORDS:
            return self.tr("keyword of %n photo(s)", "", self.idea.photos)
        return self.tr("about %n photo(s)", "", self.idea.photos)

    def _edited(self) -> None:
        self.chosen.setChecked(True)
        self.changed.emit()


class _Pictures(QWidget):
    """Small pictures in two lines. ``pressed`` by the mouse."""

    pressed = Signal()

    def __init__(self, keys: tuple[ItemKey, ...]) -> None:
        super().__init__()
        self.keys = keys
        self._pixmaps: dict[ItemKey, QPixmap | None] = {}
        self.setFixedSize(QSize(_ACROSS * (_SIDE + _GAP) - _GAP, _LINES * (_SIDE + _GAP) - _GAP))

    def show_pixmap(self, key: ItemKey, pixmap: QPixmap | None) -> None:
        """A photo's picture: None while it is on its way, null where there is none."""
        if key in self.keys:
            self._pixmaps[key] = pixmap
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """Choose, or don't."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """Each cut to a square."""
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            ink = palette.color(QPalette.ColorRole.WindowText)
            ground = mixed(ink, palette.color(QPalette.ColorRole.Window), 0.08)
            turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            for place, key in enumerate(self.keys):
                line, at = divmod(place, _ACROSS)
                x = (_ACROSS - 1 - at if turned else at) * (_SIDE + _GAP)
                square = QRectF(x, line * (_SIDE + _GAP), _SIDE, _SIDE)
                shape = QPainterPath()
                shape.addRoundedRect(square, 4, 4)
                painter.setClipPath(shape)
                painter.fillRect(square, ground)
                pixmap = self._pixmaps.get(key)
                if pixmap is not None and not pixmap.isNull():
                    painter.drawPixmap(square, pixmap, square_of(pixmap))
                elif pixmap is not None:
                    sign = QRectF(0, 0, 24, 24)
                    sign.moveCenter(square.center())
                    draw_icon(painter, IconName.PHOTOS, sign, quiet(palette))
