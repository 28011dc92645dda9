"""A large button that answers a question, and says its key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QStyle

from photoclip.gui.views.icons import IconName, draw_icon, mixed

YES, NO = QColor("#2b7d40"), QColor("#b3322c")


class AnswerButton(QPushButton):
    """Icon, word and key on a ground of its own colour. A click leaves the keyboard where it was."""

    def __init__(self, text: str, name: IconName, key: str, colour: QColor | None = None) -> None:
        super().__init__(text)
        self._name, self._colour = name, colour
        self._key = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({self._key})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Room for all of it, and air."""
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(self._key)
        line = metrics.height()
        return QSize(words + round(line * 4.4), round(line * 2.1))

    minimumSizeHint = sizeHint  # noqa: N815 - Qt's own

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """Draw it, lighter under the pointer and darker while it is pressed."""
        palette = self.palette()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink = palette.color(QPalette.ColorRole.WindowText)
            window = palette.color(QPalette.ColorRole.Window)
            ground = mixed(ink, window, 0.1) if self._colour is None else QColor(self._colour)
            text = ink if self._colour is None else QColor("white")
            if not self.isEnabled():
                ground, text = mixed(ground, window, 0.35), mixed(text, window, 0.5)
            elif self.isDown():
                ground = mixed(ground, QColor("black"), 0.8)
            elif self.underMouse():
                ground = mixed(ground, QColor("white"), 0.88)
            rect = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.setBrush(ground)
            painter.setPen(Qt.PenStyle.NoPen)
            if self.hasFocus():
                painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2.5))
            painter.drawRoundedRect(rect, 6, 6)
            line = self.fontMetrics().height()
            icon = QRectF(line * 0.8, 0, line, line)
            icon.moveTop((self.height() - line) / 2)
            words = QRectF(icon.right() + line * 0.4, 0, self.width(), self.height())
            words.setRight(self.width() - line * 0.8)
            icon, words = (self._seen(one) for one in (icon, words))
            draw_icon(painter, self._name, icon, text, self.layoutDirection())
            near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setLayoutDirection(self.layoutDirection())
            painter.setPen(text)
            painter.drawText(words, near | middle, self.text())
            painter.setPen(mixed(text, ground, 0.7))
            painter.drawText(words, far | middle, self._key)

    def _seen(self, rect: QRectF) -> QRectF:
        turned = QStyle.visualRect(self.layoutDirection(), self.rect(), rect.toRect())
        return QRectF(turned)
