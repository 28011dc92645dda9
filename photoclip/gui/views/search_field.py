"""The field a person says in what they look for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from photoclip.browse.messages import Completion, Mistake
from photoclip.gui.models.completions import Row, RowKind, applied, completion_rows, start_rows
from photoclip.gui.models.offered import KEYS_MIME, local_files, photo_keys
from photoclip.gui.models.query_text import from_utf16, to_utf16
from photoclip.gui.views import mistake_line
from photoclip.gui.views.icons import IconName, icon
from photoclip.gui.views.suggestions import Suggestions

_AFTER_KEY_MS = 200
_AFTER_WORD_MS = 30
_COMPLETE_MS = 80
_POPUP_KEYS = {
    Qt.Key.Key_Escape,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
}


class SearchField(QLineEdit):
    """A line for a query: says what was typed, soon after it was typed, and offers how to go on.

    Places in a text are counted in characters, as Python does. A picture can be dropped on it or
    pasted into it.
    """

    query_changed = Signal(object)  # str: what was typed, once the person pauses
    query_submitted = Signal(object)  # str: Enter
    completions_wanted = Signal(object, int)  # str, the cursor's place
    recent_removed = Signal(object)  # str
    picture_offered = Signal(object)  # bytes: a file's path
    image_offered = Signal(object)  # QImage
    photo_offered = Signal(object)  # ItemKey

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent: tuple[str, ...] = ()
        self._saved: tuple[tuple[str, str], ...] = ()
        self._mistake: Mistake | None = None
        self._asked: tuple[str, int] | None = None
        self._quietly = False
        self._inserting = False
        self._offered = False  # something is held over the field that could be dropped
        self._removed_one = False
        self._say = QTimer(self, singleShot=True)
        self._say.timeout.connect(self._say_now)
        self._complete = QTimer(self, singleShot=True, interval=_COMPLETE_MS)
        self._complete.timeout.connect(self._want_completions)
        self.suggestions = Suggestions(self)
        self.suggestions.chosen.connect(self._choose)
        self.suggestions.removed.connect(self._remove)
        self.setPlaceholderText(self.tr("What is in the photo? For example: sunset on the beach"))
        self.setAccessibleName(self.tr("Search photos"))
        self.setToolTip(self.tr("Say what is in the photo, or drop a picture to find similar ones"))
        self.setClearButtonEnabled(True)
        self.setAcceptDrops(True)
        looking_glass = QAction(
            icon(IconName.SEARCH, role=QPalette.ColorRole.PlaceholderText), "", self
        )
        self.addAction(looking_glass, QLineEdit.ActionPosition.LeadingPosition)
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._moved)

    # --- what it is told ----------------------------------------------------------------------------

    def set_text(self, text: str) -> None:
        """Show this text; nothing is emitted. The person can undo it, which is emitted."""
        self._say.stop()
        self._forget_completions()
        if text == self.text():
            return
        self._quietly = True
        self.selectAll()
        self.insert(text) if text else self.del_()
        self._quietly = False
        self._underline(None)

    def set_mistake(self, mistake: Mistake | None) -> None:
        """Underline the words that caused it; typing takes the line away."""
        self._underline(mistake)

    def set_completions(self, text: str, cursor: int, completions: Sequence[Completion]) -> None:
        """Offer these, unless the person has typed on, has sent it off, or has gone elsewhere."""
        if self._asked == (text, cursor) == (self.text(), self._cursor()) and self.hasFocus():
            self.suggestions.open(completion_rows(text, completions))

    def set_recent(self, recent: Sequence[str]) -> None:
        """Searches made before, the latest first."""
        self._recent = tuple(recent)
        self._refresh_start()

    def set_saved(self, saved: Sequence[tuple[str, str]]) -> None:
        """Names and queries of saved searches."""
        self._saved = tuple(saved)
        self._refresh_start()

    # --- typing -------------------------------------------------------------------------------------

    def _changed(self, text: str) -> None:
        if self._quietly:
            return
        self._underline(None)
        before = text[: self._cursor()]
        quick = self._inserting or not text or before[-1:].isspace()
        self._say.start(_AFTER_WORD_MS if quick else _AFTER_KEY_MS)
        self._forget_completions()
        if text and self.hasFocus():
            self._complete.start()

    def _say_now(self) -> None:
        self._say.stop()
        self.query_changed.emit(self.text())

    def _submit(self) -> None:
        self._say.stop()
        self._forget_completions()
        self.query_submitted.emit(self.text())

    def _cursor(self) -> int:
        return from_utf16(self.text(), self.cursorPosition())

    def _moved(self) -> None:
        if self._asked is not None and self._asked[1] != self._cursor():
            self._forget_completions()

    # --- suggestions --------------------------------------------------------------------------------

    def _want_completions(self) -> None:
        if self.text() and self.hasFocus():
            self._asked = (self.text(), self._cursor())
            self.completions_wanted.emit(*self._asked)

    def _forget_completions(self) -> None:
        self._complete.stop()
        self._asked = None
        self.suggestions.close_list()

    def _open_start(self) -> None:
        self.suggestions.open(start_rows(self._recent, self._saved))

    def _refresh_start(self) -> None:
        if self.suggestions.isVisible() and not self.text():
            at = self.suggestions.list.currentIndex().row()
            self._open_start()
            rows = self.suggestions.list.rows
            if at >= 0 and rows.rowCount():
                nearest = rows.next_row(min(at, rows.rowCount()) - 1, 1)
                self.suggestions.list.setCurrentIndex(rows.index(max(nearest, 0)))

    def _choose(self, row: Row) -> None:
        if isinstance(row.value, Completion):
            self._apply(row.value)
        elif isinstance(row.value, str):
            self.set_text(row.value)
            self._submit()

    def _apply(self, completion: Completion) -> None:
        text, cursor = applied(self.text(), completion)
        self._inserting = True
        self.selectAll()
        self.insert(text)
        self.setCursorPosition(to_utf16(text, cursor))
        self._inserting = False
        # The cursor has just moved, and a name without its value asks for more at once.
        self._complete.start()

    def _remove(self, row: Row) -> None:
        if isinstance(row.value, str):
            self._recent = tuple(query for query in self._recent if query != row.value)
            self._refresh_start()
            self.recent_removed.emit(row.value)

    def _accept_suggestion(self) -> bool:
        """Tab: take the chosen completion, or the first."""
        found = self.suggestions.list
        if not self.suggestions.isVisible():
            return False
        row = found.current_row()
        if row is None and self.text():
            row = found.rows.rows[0]
        if row is None or row.kind is RowKind.HEADING:
            return False
        self._choose(row)
        return True

    # --- keys, mouse and focus ----------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keys that belong to the open list are no shortcuts of the window.

        Where no typing is left to undo or redo, the window undoes and redoes.
        """
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.suggestions.isVisible()
            and event.key() in _POPUP_KEYS
        ):
            event.accept()
            return True
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undoes = event.matches(QKeySequence.StandardKey.Undo)
            redoes = event.matches(QKeySequence.StandardKey.Redo)
            if (undoes and not self.isUndoAvailable()) or (redoes and not self.isRedoAvailable()):
                event.ignore()
                return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own
        """Tab takes a completion while there is one."""
        return (forward and self._accept_suggestion()) or super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Arrows walk the list, Enter takes its row or sends off the query, Escape closes it."""
        shown = self.suggestions.isVisible()
        match event.key():
            case Qt.Key.Key_Down if shown:
                self.suggestions.list.step(1)
            case Qt.Key.Key_Up if shown:
                self.suggestions.list.step(-1)
            case Qt.Key.Key_Down if not self.text():
                self._open_start()
                self.suggestions.list.step(1)
            case Qt.Key.Key_Down:
                self._want_completions()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not (shown and self.suggestions.list.choose()):
                    self._submit()
            case Qt.Key.Key_Escape if shown:
                self._forget_completions()
            case Qt.Key.Key_Delete if shown and self.suggestions.list.remove():
                pass
            case _ if event.matches(QKeySequence.StandardKey.Paste):
                self.take(QGuiApplication.clipboard().mimeData())
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's own
        """A click into the empty field shows what to begin with."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and not self.text():
            self._open_start()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's own
        """The usual menu, whose Paste also takes a picture."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self._paste)
                action.setEnabled(self._usable(QGuiApplication.clipboard().mimeData()))
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """Whoever goes elsewhere needs no suggestions."""
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._forget_completions()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """The list follows."""
        super().resizeEvent(event)
        if self.suggestions.isVisible():
            self.suggestions.place()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt's own
        """The list follows."""
        super().moveEvent(event)
        if self.suggestions.isVisible():
            self.suggestions.place()

    # --- pasting and dropping -----------------------------------------------------------------------

    def take(self, offered: QMimeData) -> None:
        """What is pasted or dropped: photos of the library, a file, a picture, or text."""
        keys = photo_keys(bytes(offered.data(KEYS_MIME).data()))
        files = local_files(bytes(offered.data("text/uri-list").data()))
        if keys:
            self.photo_offered.emit(keys[0])
        elif files:
            self.picture_offered.emit(files[0])
        elif offered.hasImage() and not offered.hasFormat("text/plain"):
            image = offered.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self.image_offered.emit(image)
        elif offered.hasText():
            self._inserting = True
            self.insert(" ".join(offered.text().splitlines()))
            self._inserting = False

    def _paste(self) -> None:
        self.take(QGuiApplication.clipboard().mimeData())

    def _usable(self, offered: QMimeData) -> bool:
        return offered.hasFormat(KEYS_MIME) or any(
            (offered.hasUrls(), offered.hasImage(), offered.hasText())
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's own
        """Take pictures, photos and text."""
        if self._usable(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._set_offered(
                event.mimeData().hasFormat(KEYS_MIME)
                or event.mimeData().hasUrls()
                or event.mimeData().hasImage()
            )

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's own
        """As when it came in."""
        if self._usable(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's own
        """Nothing is held over the field any more."""
        self._set_offered(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's own
        """Take what is dropped. It stays where it came from, too."""
        self._set_offered(False)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.take(event.mimeData())

    def _set_offered(self, offered: bool) -> None:
        self._offered = offered
        self.update()

    # --- painting -----------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The line itself, a wave under a mistake, and what a drop would do."""
        super().paintEvent(event)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._mistake is not None:
                for left, right in self.mistake_spans():
                    mistake_line.draw(painter, self, left, right)
            if self._offered:
                colour = self.palette().color(QPalette.ColorRole.Highlight)
                painter.setPen(QPen(colour, 2))
                painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
                painter.setPen(self.palette().color(QPalette.ColorRole.Text))
                said = self.tr("Drop it here to find similar photos")
                painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, said)

    def mistake_spans(self) -> list[tuple[float, float]]:
        """From where to where the words with the mistake can be seen now, in pixels."""
        if self._mistake is None:
            return []
        return mistake_line.spans(self, self._mistake.start, self._mistake.end)

    def _underline(self, mistake: Mistake | None) -> None:
        if mistake != self._mistake:
            self._mistake = mistake
            self.update()
