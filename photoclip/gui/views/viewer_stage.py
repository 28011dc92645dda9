"""How the viewer's parts lie, on the whole screen and in a window, and when its controls show."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from photoclip.gui.views import theme
from photoclip.gui.views.fading import Fading, moves_allowed
from photoclip.gui.views.icons import IconName
from photoclip.gui.views.picture_canvas import PictureCanvas
from photoclip.gui.views.viewer_bar import ViewerBar
from photoclip.gui.views.viewer_controls import ArrowButton, FailurePanel


class Stage(QWidget):
    """A canvas, the bar above it, arrows at its sides, and a panel that says what went wrong.

    On the whole screen the canvas has all the room, and the bar comes over it when the mouse moves.
    """

    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full_screen = False
        self.canvas = PictureCanvas(self)
        self.bar = ViewerBar(self)
        self.previous_button = ArrowButton(IconName.ARROW_LEFT, self)
        self.next_button = ArrowButton(IconName.ARROW_RIGHT, self)
        self.failure = FailurePanel(self)
        self._controls = Fading(self)
        self._controls.idle.connect(self._rest)
        self._controls.strength.connect(self._set_strength)
        for before, after in (
            (self.canvas, self.previous_button),
            (self.previous_button, self.next_button),
            (self.next_button, self.bar),
        ):
            QWidget.setTabOrder(before, after)
        self.setFocusProxy(self.canvas)
        self.setMouseTracking(True)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Viewer"))
        mirrored = self.mirrored
        self.previous_button.name(self.tr("Previous photo"), "→" if mirrored else "←")
        self.next_button.name(self.tr("Next photo"), "←" if mirrored else "→")

    @property
    def mirrored(self) -> bool:
        """Whether what comes next is on the left."""
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def set_full_screen(self, on: bool) -> None:
        """Let the picture have all of the window; the controls come when the mouse moves."""
        self._full_screen = on
        dark = theme.palette(dark=True) if on else QPalette()
        for widget in (self.bar, self.previous_button, self.next_button, self.failure, self.canvas):
            widget.setPalette(dark)
        self.canvas.set_dark(on)
        self.bar.show_full_screen(on)
        self.arrange()
        self.wake()

    def set_inspector_shown(self, shown: bool) -> None:
        """Whether the information beside the viewer is shown."""
        self.bar.show_info(shown)

    def wake(self) -> None:
        """Show the controls for a while."""
        self.canvas.hide_cursor(False)
        self._controls.wake(smooth=moves_allowed() and self._controls.resting)

    def _rest(self) -> None:
        buttons = (self.previous_button, self.next_button)
        used = self.bar.underMouse() or self.bar.focused
        if used or any(button.underMouse() or button.hasFocus() for button in buttons):
            self._controls.wait()
        else:
            self._controls.rest(smooth=moves_allowed())
            self.canvas.hide_cursor(self._full_screen)

    def _set_strength(self, strength: float) -> None:
        self.previous_button.set_strength(strength)
        self.next_button.set_strength(strength)
        self.bar.set_strength(strength if self._full_screen else 1.0)

    def arrange(self) -> None:
        """Put everything where it belongs."""
        high = self.bar.sizeHint().height()
        self.bar.setGeometry(0, 0, self.width(), high)
        top = 0 if self._full_screen else high
        area = QRect(0, top, self.width(), max(1, self.height() - top))
        self.canvas.setGeometry(area)
        side = self.next_button.sizeHint().width()
        y = area.center().y() - side // 2
        left, right = QRect(side // 4, y, side, side), QRect(0, y, side, side)
        right.moveRight(self.width() - side // 4)
        self.previous_button.setGeometry(right if self.mirrored else left)
        self.next_button.setGeometry(left if self.mirrored else right)
        self.failure.place(area)
        self.bar.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The bar above, the picture below it, the arrows at its sides."""
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Fonts and icons may have changed meanwhile."""
        super().showEvent(event)
        self.arrange()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Who moves the mouse may want the controls."""
        self.wake()
        super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for a menu where the mouse is, or in the middle for the keyboard's menu key."""
        mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        middle = self.canvas.mapToGlobal(self.canvas.rect().center())
        self.menu_wanted.emit(event.globalPos() if mouse else middle)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language, the direction and the font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.LayoutDirectionChange):
            self._name()
            self.bar.retranslate()
            self.failure.retranslate()
        if event.type() in (QEvent.Type.LayoutDirectionChange, QEvent.Type.FontChange):
            self.arrange()
