"""The search field with what belongs to it: being busy, mistakes, and keeping a search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from photoclip.browse.messages import Completion, Mistake
from photoclip.gui.models.text import readable
from photoclip.gui.models.told import told
from photoclip.gui.views.icons import IconName, draw_icon, icon
from photoclip.gui.views.mistake_line import mistake_colour
from photoclip.gui.views.search_field import SearchField

_BUSY_AFTER_MS = 150
_EXPLAIN_AFTER_MS = 400
_ROUND_MS = 1400


class SearchBar(QWidget):
    """Where a search begins. The signals are those of `SearchField`, and ``save_wanted``."""

    query_changed = Signal(object)  # str
    query_submitted = Signal(object)  # str
    completions_wanted = Signal(object, int)  # str, the cursor's place in characters
    recent_removed = Signal(object)  # str
    picture_offered = Signal(object)  # bytes
    image_offered = Signal(object)  # QImage
    photo_offered = Signal(object)  # ItemKey
    save_wanted = Signal(object)  # str

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saved: dict[str, str] = {}
        self._mistake: Mistake | None = None
        self._reason = ""
        self.field = SearchField(self)
        self.field.query_changed.connect(self.query_changed)
        self.field.query_submitted.connect(self._submitted)
        self.field.completions_wanted.connect(self.completions_wanted)
        self.field.recent_removed.connect(self.recent_removed)
        self.field.picture_offered.connect(self.picture_offered)
        self.field.image_offered.connect(self.image_offered)
        self.field.photo_offered.connect(self.photo_offered)
        self.field.textChanged.connect(self._show_star)
        self.star = QToolButton(self)
        self.star.setAutoRaise(True)
        self.star.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.star.clicked.connect(lambda: self.save_wanted.emit(self.field.text()))
        self.line = BusyLine(self)
        self.note = _Note(self)
        self._busy_soon = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._busy_soon.timeout.connect(self._show_busy)
        self._explain_soon = QTimer(self, singleShot=True, interval=_EXPLAIN_AFTER_MS)
        self._explain_soon.timeout.connect(self._show_note)
        self._lay_out()
        self._show_star()
        self.setFocusProxy(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def _lay_out(self) -> None:
        self.field.setMinimumHeight(round(self.fontMetrics().height() * 1.9))
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.field)
        row.addWidget(self.star)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        layout.addLayout(row)
        layout.addWidget(self.line)
        layout.addWidget(self.note)

    # --- what it is told ----------------------------------------------------------------------------

    def text(self) -> str:
        """What stands in the field."""
        return self.field.text()

    def set_text(self, text: str) -> None:
        """Show this query; nothing is emitted."""
        self.field.set_text(text)

    def set_busy(self, busy: bool, reason: str = "") -> None:
        """Whether an answer is on its way; shown only where it takes a while.

        ``reason`` is for a person: "The model is being loaded…".
        """
        self._reason = told(reason) if busy else ""
        if not busy:
            self._busy_soon.stop()
            self.line.stop()
            self._show_note_of_busy()
        elif self.line.running:
            self._show_note_of_busy()
        elif not self._busy_soon.isActive():
            self._busy_soon.start()

    def set_mistake(self, mistake: Mistake | None) -> None:
        """Underline a mistake at once, and explain it as soon as the person pauses."""
        self.field.set_mistake(mistake)
        self._mistake = mistake
        if mistake is None:
            self._explain_soon.stop()
            self._show_note()
        elif self.note.warns:
            self._show_note()
        else:
            self._explain_soon.start()

    def set_completions(self, text: str, cursor: int, completions: Sequence[Completion]) -> None:
        """Offer how to go on; passed over if the person has typed on."""
        self.field.set_completions(text, cursor, completions)

    def set_recent(self, recent: Sequence[str]) -> None:
        """Searches made before, the latest first."""
        self.field.set_recent(recent)

    def set_saved(self, saved: Sequence[tuple[str, str]]) -> None:
        """Names and queries of saved searches; the star is full while one of them is shown."""
        self._saved = {query: name for name, query in saved}
        self.field.set_saved(saved)
        self._show_star()

    # --- parts --------------------------------------------------------------------------------------

    def _submitted(self, text: object) -> None:
        if self._explain_soon.isActive():
            self._explain_soon.stop()
            self._show_note()
        self.query_submitted.emit(text)

    def _show_star(self) -> None:
        text = self.field.text().strip()
        name = self._saved.get(text)
        self.star.setEnabled(bool(text))
        self.star.setIcon(icon(IconName.STAR_EMPTY if name is None else IconName.STAR))
        if name is None:
            said = self.tr("Save this search")
        else:
            said = self.tr("Saved as “{name}”").format(name=readable(name))
        self.star.setToolTip(said)
        self.star.setAccessibleName(said)

    def _show_busy(self) -> None:
        self.line.start()
        self._show_note_of_busy()

    def _show_note_of_busy(self) -> None:
        if not self.note.warns:
            self._show_note()

    def _show_note(self) -> None:
        if self._mistake is not None and not self._explain_soon.isActive():
            self.note.warn(self._explained(self._mistake))
        else:
            self.note.say(self._reason if self.line.running else "")

    def _explained(self, mistake: Mistake) -> str:
        message = told(mistake.message)
        message = message[:1].upper() + message[1:]
        if not mistake.expected:
            return message
        said = self.tr("{message} – expected {expected}")
        return said.format(message=message, expected=told(mistake.expected))


class _Note(QWidget):
    """A quiet line of text, or a warning with its sign."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.warns = False
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        layout = QHBoxLayout(self)
        side = self.fontMetrics().height()
        layout.setContentsMargins(side + 10, 1, 4, 2)
        layout.addWidget(self.label)
        self.hide()

    def say(self, text: str) -> None:
        """Show this, or nothing if it is empty."""
        self._show(text, False)

    def warn(self, text: str) -> None:
        """Show this as a warning, and have a screen reader say it."""
        if self._show(text, True):
            alert = QAccessibleEvent(self.label, QAccessible.Event.Alert)
            QAccessible.updateAccessibility(alert)

    def _show(self, text: str, warns: bool) -> bool:
        news = text != self.label.text() or warns != self.warns
        self.warns = warns
        self.label.setText(text)
        self.label.setAccessibleName(text)
        self._colour()
        self.setVisible(bool(text))
        self.update()
        return news

    def _colour(self) -> None:
        palette = QPalette()
        if self.warns:
            palette.setColor(QPalette.ColorRole.WindowText, mistake_colour(self.palette()))
        self.label.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's own
        """Another palette has another red."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The sign stands at the first line."""
        if not self.warns:
            return
        side = self.fontMetrics().height()
        left = (
            4
            if self.layoutDirection() is Qt.LayoutDirection.LeftToRight
            else self.width() - side - 4
        )
        with QPainter(self) as painter:
            draw_icon(
                painter,
                IconName.WARNING,
                QRectF(left, self.label.y() + 1, side, side),
                mistake_colour(self.palette()),
            )


class BusyLine(QWidget):
    """A thin line on which something moves while the person waits. It always takes its room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.running = False
        self._round = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_ROUND_MS)
        self._round.setLoopCount(-1)
        self._round.valueChanged.connect(lambda _: self.update())
        self.setFixedHeight(2)
        self.setAccessibleName(self.tr("Searching"))

    def start(self) -> None:
        """Begin to move."""
        self.running = True
        if self.isVisible():
            self._round.start()

    def stop(self) -> None:
        """Show nothing."""
        self.running = False
        self._round.stop()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's own
        """What nobody sees need not move."""
        self._round.stop()
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """A stretch of colour that comes in at one end and leaves at the other."""
        if not self.running:
            return
        with QPainter(self) as painter:
            value = self._round.currentValue()
            at = float(value) if isinstance(value, float) else 0.5
            stretch = self.width() * 0.3
            left = -stretch + at * (self.width() + stretch)
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                left = self.width() - stretch - left
            colour = self.palette().color(QPalette.ColorRole.Highlight)
            faint = self.palette().color(QPalette.ColorRole.Mid)
            painter.fillRect(self.rect(), faint)
            painter.fillRect(QRectF(left, 0, stretch, self.height()), colour)
