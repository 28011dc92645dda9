"""A review asks one question at a time about one photo, and takes a key for an answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFont,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from photoclip.browse.messages import ItemKey
from photoclip.core.commands import Verdict
from photoclip.core.label_reports import ReviewGroup
from photoclip.core.labels import leaf
from photoclip.gui.models.label_words import (
    moved,
    path_shown,
    sureness,
    teaches_text,
)
from photoclip.gui.models.text import readable
from photoclip.gui.views.answer_button import NO, YES, AnswerButton
from photoclip.gui.views.flowing import Flowing
from photoclip.gui.views.group_row import GroupRow
from photoclip.gui.views.icons import IconName
from photoclip.gui.views.message import resized
from photoclip.gui.views.picture_canvas import PictureCanvas
from photoclip.gui.views.viewer_controls import IconButton

_KEYS: dict[Qt.Key, str] = {
    Qt.Key.Key_Y: "yes",
    Qt.Key.Key_Right: "yes",
    Qt.Key.Key_N: "no",
    Qt.Key.Key_Left: "no",
    Qt.Key.Key_S: "skip",
    Qt.Key.Key_Space: "skip",
    Qt.Key.Key_Backspace: "undo",
    Qt.Key.Key_Escape: "close",
    Qt.Key.Key_Back: "close",
    Qt.Key.Key_Z: "zoom",
}


class ReviewPage(QWidget):
    """A photo, those like it, the question, and what the answers have taught.

    ``answered`` carries a `Verdict`, or None for a skip; ``undo_wanted``, ``closed``,
    ``apply_wanted`` and ``edit_wanted`` what a person asked for; ``resized`` that the picture has
    other room.
    """

    answered = Signal(object)
    undo_wanted = Signal()
    closed = Signal()
    apply_wanted = Signal()
    edit_wanted = Signal()
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._can_undo = False
        self.canvas = PictureCanvas()
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title, self.progress = _line(1.0, bold=True), _line()
        self.question, self.sure, self.why = _line(1.7), _line(), _line(quiet=True)
        self.group = GroupRow()
        self.learned = _line()
        self.learned.setWordWrap(True)
        self.learned.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.message = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setFont(resized(self.message.font(), 1.3))
        self._make_buttons()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Review"))
        self.ask(None)

    def _make_buttons(self) -> None:
        self.back = IconButton(IconName.BACK, self)
        self.back.name(self.tr("Back to the photos"), self.tr("Esc"))
        self.back.clicked.connect(self.closed)
        self.yes = AnswerButton(self.tr("Yes"), IconName.CHECK, "Y", YES)
        self.no = AnswerButton(self.tr("No"), IconName.CLOSE, "N", NO)
        self.skip = AnswerButton(self.tr("Skip"), IconName.ARROW_RIGHT, "S")
        self.undo = AnswerButton(self.tr("Undo"), IconName.UNDO, "Ctrl+Z")
        self.apply, self.edit = QPushButton(), QPushButton(self.tr("Edit label…"))
        self.yes.clicked.connect(lambda: self._do("yes"))
        self.no.clicked.connect(lambda: self._do("no"))
        self.skip.clicked.connect(lambda: self._do("skip"))
        self.undo.clicked.connect(lambda: self._do("undo"))
        self.apply.clicked.connect(self.apply_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        for button in (self.apply, self.edit):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.apply.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 10, 6)
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self.title)
        head.addWidget(self.progress)
        head.addStretch(1)
        head.addWidget(self.edit)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.canvas)
        self._pages.addWidget(self.message)
        self._answers = Flowing(8)
        for button in (self.no, self.yes, self.skip, self.undo):
            self._answers.hold(button)
        asked = QVBoxLayout()
        asked.setSpacing(2)
        asked.addWidget(self.question)
        asked.addWidget(self.sure)
        asked.addWidget(self.why)
        taught = QHBoxLayout()
        taught.setSpacing(10)
        taught.addWidget(self.learned, 1)
        taught.addWidget(self.apply)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(asked, 1)
        middle.addWidget(self.group)
        foot.addLayout(middle)
        foot.addWidget(self._answers)
        foot.addLayout(taught)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        column.addWidget(self._foot)

    # --- what is shown ------------------------------------------------------------------------------

    def begin(self, label: str | None) -> None:
        """A review of this label begins, or of all."""
        name = self.tr("All labels") if label is None else path_shown(label)
        self.title.setText(self.tr("Review: {0}").format(name))
        self.edit.setVisible(label is not None)
        self.learned.setText("")
        self.apply.hide()
        self.show_progress(0, can_undo=False)

    def ask(self, group: ReviewGroup | None) -> None:
        """Ask this; without a group nothing is asked now."""
        asking = group is not None
        for part in (self.question, self.sure, self.why, self.yes, self.no, self.skip):
            part.setEnabled(asking)
        if group is None:
            for line in (self.question, self.sure, self.why):
                line.setText("")
            self.group.show_photos(())
            return
        self._pages.setCurrentWidget(self.canvas)
        self.question.setText(self.tr("{0}?").format(readable(leaf(group.label))))
        percent = QLocale().toString(round(group.probability * 100))
        self.sure.setText(
            self.tr("PhotoClip thinks: {0} ({1} %)").format(sureness(group.probability), percent)
        )
        self.why.setText(teaches_text(group.teaches))
        self.group.show_photos(tuple(map(ItemKey, group.photos)))
        said = f"{self.question.text()} {self.sure.text()}"
        self.canvas.setAccessibleName(said)
        self.setAccessibleDescription(said)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def say(self, text: str) -> None:
        """There is nothing to ask, and this is why."""
        self.ask(None)
        self.canvas.clear()
        self.message.setText(text)
        self._pages.setCurrentWidget(self.message)
        self.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def asking(self) -> bool:
        """Whether a question is shown."""
        return self.yes.isEnabled()

    def show_picture(
        self,
        thumbnail: QPixmap | None,
        size: QSize | None,
        image: QImage | None,
        original: QSize | None,
    ) -> None:
        """Another photo: what there is of it now."""
        self.canvas.begin(thumbnail, size)
        if image is not None and original is not None:
            self.canvas.set_image(image, original, whole=False)

    def show_progress(self, answered: int, *, can_undo: bool) -> None:
        """How many questions were answered so far."""
        self.progress.setText(self.tr("%n answered", "", answered))
        self._can_undo = can_undo
        self.undo.setEnabled(can_undo)

    def offer(self, added: int, removed: int) -> None:
        """What applying what was learned would put on and take off; nothing hides the offer."""
        self.apply.setVisible(bool(added or removed))
        self.apply.setText(self.tr("Apply what it learned: {0}").format(moved(added, removed)))

    # --- keys ---------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """The picture has other room."""
        super().resizeEvent(event)
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        """Its keys are the page's before they are shortcuts of the window."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._act(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _act(self, event: QKeyEvent) -> str:
        if event.matches(QKeySequence.StandardKey.Undo):
            return "undo" if self._can_undo else ""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return ""
        key = Qt.Key(event.key())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            turned = {Qt.Key.Key_Left: Qt.Key.Key_Right, Qt.Key.Key_Right: Qt.Key.Key_Left}
            key = turned.get(key, key)
        return _KEYS.get(key, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's own
        """Answer, skip, go back, or leave. A held key answers once: each photo is looked at."""
        act = self._act(event)
        if not act:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._do(act)

    def _do(self, act: str) -> None:
        match act:
            case "undo" if self._can_undo:
                self.undo_wanted.emit()
            case "close":
                self.closed.emit()
            case "zoom":
                self.canvas.toggle(self.canvas.cursor_point())
            case "yes" | "no" | "skip" if self.asking:
                said = {"yes": Verdict.CONFIRMED, "no": Verdict.REJECTED, "skip": None}
                self.answered.emit(said[act])


def _line(factor: float = 1.0, *, bold: bool = False, quiet: bool = False) -> QLabel:
    label = QLabel(textFormat=Qt.TextFormat.PlainText)
    font = resized(label.font(), factor)
    if bold or factor > 1:
        font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    label.setSizePolicy(QSizePolicy.Policy.Ignored if factor > 1 else QSizePolicy.Policy.Preferred,
                        QSizePolicy.Policy.Fixed)  # fmt: skip
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
