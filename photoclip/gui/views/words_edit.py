"""A photo's title and caption, written where they are read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from photoclip.browse.messages import ItemKey
from photoclip.gui.models.text import readable

LONGEST_TITLE = 200
_MOST_LINES = 6


class WordsEdit(QWidget):
    """Two fields that look like text until somebody writes in them.

    ``title_given`` and ``caption_given`` carry the photo's key and the text, or None to go back to
    what the file says: the photo a person wrote about, though another may be chosen by then.
    Enter takes a title, leaving a field takes either, Escape forgets what was typed.
    """

    title_given = Signal(object, object)
    caption_given = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: ItemKey | None = None
        self._title = self._caption = ""
        self.title = _Title()
        self.title.setPlaceholderText(self.tr("Add a title"))
        self.title.setAccessibleName(self.tr("Title"))
        self.caption = _Caption()
        self.caption.setPlaceholderText(self.tr("Add a caption"))
        self.caption.setAccessibleName(self.tr("Caption"))
        blending = _Blending(self)
        for field in (self.title, self.caption):
            _blend(field, writing=False)
            field.installEventFilter(blending)
        self.as_in_file = QToolButton(autoRaise=True)
        self.as_in_file.setText(self.tr("Use the file’s words"))
        self.as_in_file.clicked.connect(self._go_back)
        self.title.editingFinished.connect(self._take_title)
        self.caption.left.connect(self._take_caption)
        self.title.given_up.connect(lambda: self.title.setText(self._title))
        self.caption.given_up.connect(lambda: self.caption.setPlainText(self._caption))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.title)
        column.addWidget(self.caption)
        column.addWidget(self.as_in_file, 0, Qt.AlignmentFlag.AlignLeft)

    def show_words(
        self,
        key: ItemKey,
        words: tuple[str | None, str | None],
        in_file: tuple[str | None, str | None],
    ) -> None:
        """The title and caption of a photo, and what its file says.

        A field that somebody is writing in keeps what they wrote, as long as the photo is the same.
        """
        title, caption = words[0] or "", words[1] or ""
        another = key != self._key
        if another:
            self._take_all()  # what was written about the photo before
        self._key = key
        typing_title = self.title.hasFocus() and self.title.text() != self._title
        typing_caption = self.caption.hasFocus() and self.caption.toPlainText() != self._caption
        self._title = readable(title)
        self._caption = "\n".join(readable(line) for line in caption.splitlines())
        if another or not typing_title:
            self.title.setText(self._title)
            self.title.setCursorPosition(0)
        if another or not typing_caption:
            self.caption.setPlainText(self._caption)
        said = tuple(one or "" for one in in_file)
        self.as_in_file.setVisible(any(said) and (title, caption) != said)

    def _take_all(self) -> None:
        self._take_title()
        self._take_caption()

    def _take_title(self) -> None:
        title = " ".join(self.title.text().split())
        if self._key is not None and title != self._title:
            self._title = title
            self.title_given.emit(self._key, title)

    def _take_caption(self) -> None:
        caption = self.caption.toPlainText().strip()
        if self._key is not None and caption != self._caption.strip():
            self._caption = caption
            self.caption_given.emit(self._key, caption)

    def _go_back(self) -> None:
        if self._key is not None:
            self.title_given.emit(self._key, None)
            self.caption_given.emit(self._key, None)


class _Title(QLineEdit):
    """``given_up``: Escape was pressed."""

    given_up = Signal()

    def __init__(self) -> None:
        super().__init__(maxLength=LONGEST_TITLE)
        self.setFrame(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Escape forgets what was typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            self.clearFocus()
            return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clearFocus()


class _Caption(QPlainTextEdit):
    """As high as its text. ``left``: the person is done with it; ``given_up``: Escape."""

    left = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Other lines in another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines, block = 0, self.document().firstBlock()
        while block.isValid() and lines < _MOST_LINES:
            self.blockBoundingRect(block)  # lays it out
            lines += max(1, block.layout().lineCount())
            block = block.next()
        lines = max(1, min(lines, _MOST_LINES))
        margins = self.contentsMargins()
        height = lines * self.fontMetrics().lineSpacing() + 2 * int(
            self.document().documentMargin()
        )
        self.setFixedHeight(height + margins.top() + margins.bottom() + 2)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Its width is given by whoever holds it."""
        return QSize(120, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Escape forgets what was typed; Ctrl+Enter is done."""
        done = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        )
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
            self.clearFocus()
        elif done:
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's own
        """Leaving it is done with it."""
        super().focusOutEvent(event)
        self.left.emit()


class _Blending(QObject):
    """Has fields look like text while nobody writes in them."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own
        """Somebody begins or ends to write."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            assert isinstance(watched, QWidget)
            _blend(watched, writing=event.type() is QEvent.Type.FocusIn)
        return False


def _blend(field: QWidget, *, writing: bool) -> None:
    """Give a field the ground it stands on while nobody writes in it."""
    palette = QPalette()
    if not writing:
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
    field.setPalette(palette)
