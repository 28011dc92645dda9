"""Simple icons of one colour, drawn from paths: sharp at any size, and at home in any palette."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPalette,
    QPixmap,
)

from photoclip.gui.views.icon_shapes import GRID, IconName, outline

__all__ = ["IconName", "draw_icon", "icon", "mixed", "outline", "quiet"]


_DIRECTED = {IconName.ARROW_LEFT, IconName.ARROW_RIGHT, IconName.BACK}


def icon(
    name: IconName,
    palette: QPalette | None = None,
    role: QPalette.ColorRole = QPalette.ColorRole.ButtonText,
) -> QIcon:
    """The icon in the colour that ``role`` has in ``palette``.

    Without a palette it is always the application's present one, so that an icon need not be made
    again when a person turns to dark colours.
    """
    return QIcon(_Engine(name, palette, role))


def draw_icon(
    painter: QPainter,
    name: IconName,
    rect: QRectF,
    colour: QColor,
    direction: Qt.LayoutDirection | None = None,
) -> None:
    """Draw the icon in the middle of ``rect``. ``direction`` is the application's if not given."""
    if direction is None:
        direction = QGuiApplication.layoutDirection()
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
    painter.scale(side / GRID, side / GRID)
    if name in _DIRECTED and direction is Qt.LayoutDirection.RightToLeft:
        painter.translate(GRID, 0)
        painter.scale(-1, 1)
    painter.fillPath(outline(name), colour)
    painter.restore()


def quiet(palette: QPalette, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QColor:
    """A colour between text and its background that can still be read well (about 5 to 1)."""
    dark_on_light = palette.color(role)
    base = QPalette.ColorRole.Base if role is QPalette.ColorRole.Text else QPalette.ColorRole.Window
    return mixed(dark_on_light, palette.color(base), 0.68)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """``share`` (0..1) of one colour, and the rest of the other."""
    rest = 1 - share
    return QColor.fromRgbF(
        one.redF() * share + other.redF() * rest,
        one.greenF() * share + other.greenF() * rest,
        one.blueF() * share + other.blueF() * rest,
    )


class _Engine(QIconEngine):
    """Draws an icon whenever it is asked for, in the colours of that moment."""

    def __init__(self, name: IconName, palette: QPalette | None, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name = name
        self._palette = palette
        self._role = role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw into ``rect``."""
        palette = self._palette if self._palette is not None else QGuiApplication.palette()
        colour = palette.color(self._role)
        if mode is QIcon.Mode.Disabled:
            colour = palette.color(QPalette.ColorGroup.Disabled, self._role)
        elif mode is QIcon.Mode.Selected:
            colour = palette.color(QPalette.ColorRole.HighlightedText)
        draw_icon(painter, self._name, QRectF(rect), colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A picture of so many device pixels."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        with QPainter(made) as painter:
            self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        return made

    def clone(self) -> QIconEngine:
        """Another engine that draws the same, for an icon to which somebody adds a pixmap."""
        made = _Engine(self._name, self._palette, self._role)
        _CLONES.append(made)  # Qt takes it, but Python would end it on returning
        return made


_CLONES: list[_Engine] = []
