"""A few sentences, one a line: lines come as they are needed, and go with a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from photoclip.core.labels import MAX_DESCRIPTIONS
from photoclip.gui.views.icons import IconName, icon

_LONGEST = 20_000  # characters a line takes; what is too long for a label is said, not cut


class SentenceList(QWidget):
    """Lines to write in, an empty one always the last. ``changed`` when the sentences are others."""

    changed = Signal()

    def __init__(self, name: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._hint = name, hint
        self._said: tuple[str, ...] = ()
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._add("")

    def sentences(self) -> tuple[str, ...]:
        """What is written, without empty lines."""
        return tuple(text for line in self._lines if (text := line.edit.text().strip()))

    def set_sentences(self, sentences: tuple[str, ...]) -> None:
        """Show these instead."""
        while self._lines:
            self._take_out(self._lines[-1])
        for sentence in (*sentences, ""):
            self._add(sentence)
        self._said = self.sentences()

    def set_hint(self, hint: str) -> None:
        """What the first line says while it is empty."""
        self._hint = hint
        self._arrange()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """Its first line has the focus."""
        self._lines[0].edit.setFocus(event.reason())

    def edits(self) -> tuple[QLineEdit, ...]:
        """The lines, from the top."""
        return tuple(line.edit for line in self._lines)

    def _add(self, text: str, place: int | None = None) -> _Line:
        line = _Line(self)
        line.edit.setText(text)
        line.edit.setMaxLength(_LONGEST)
        line.edit.textEdited.connect(lambda _text: self._edited(line))
        line.edit.returnPressed.connect(lambda: self._go_on(line))
        line.edit.installEventFilter(self)
        line.away.clicked.connect(lambda: self._remove(line))
        place = len(self._lines) if place is None else place
        self._lines.insert(place, line)
        self._column.insertWidget(place, line)
        self._arrange()
        return line

    def _take_out(self, line: _Line) -> None:
        self._lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _arrange(self) -> None:
        for place, line in enumerate(self._lines):
            line.edit.setPlaceholderText(self._hint if place == 0 else self.tr("Another one…"))
            line.edit.setAccessibleName(f"{self._name} {place + 1}")
            line.away.setVisible(bool(line.edit.text()))
            line.away.setAccessibleName(self.tr("Remove “{0}”").format(line.edit.text()))

    def _edited(self, line: _Line) -> None:
        pasted = line.edit.text().splitlines()
        if len(pasted) > 1:
            line.edit.setText(pasted[0])
            place = self._lines.index(line) + 1
            for more, text in enumerate(one for one in pasted[1:] if one.strip()):
                self._add(text, place + more)
        if self._lines[-1].edit.text() and len(self._lines) < MAX_DESCRIPTIONS:
            self._add("")
        self._tell()

    def _go_on(self, line: _Line) -> None:
        place = self._lines.index(line) + 1
        if place < len(self._lines):
            self._lines[place].edit.setFocus()

    def _remove(self, line: _Line) -> None:
        place = self._lines.index(line)
        self._take_out(line)
        if not self._lines or self._lines[-1].edit.text():
            self._add("")
        self._lines[min(place, len(self._lines) - 1)].edit.setFocus()
        self._tell()

    def _tell(self) -> None:
        self._arrange()
        sentences = self.sentences()
        if sentences != self._said:
            self._said = sentences
            self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own
        """Backspace in an empty line goes to the one above."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            line = next((one for one in self._lines if one.edit is watched), None)
            back = event.key() == Qt.Key.Key_Backspace
            if back and line is not None and not line.edit.text() and self._lines.index(line):
                place = self._lines.index(line)
                if line is not self._lines[-1]:
                    self._remove(line)
                self._lines[place - 1].edit.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
                # Enter goes on to the next line; it must not press the dialog's button too.
                QTimer.singleShot(0, line, lambda: self._go_on(line))
                return True
        return super().eventFilter(watched, event)


class _Line(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.away = QToolButton(autoRaise=True)
        side = round(self.fontMetrics().height() * 0.8)
        self.away.setIcon(icon(IconName.CLOSE))
        self.away.setIconSize(QSize(side, side))
        self.away.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.edit, 1)
        row.addWidget(self.away)
