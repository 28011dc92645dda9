"""What a model wrote about a photo, apart from what a person and the file say of it."""

from __future__ import annotations

import html

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from photoclip.browse.messages import ItemKey
from photoclip.core.captions import MachineCaption
from photoclip.gui.models.text import readable
from photoclip.gui.views.flowing import Flowing


class MachineCaptionBox(QFrame):
    """Shows one, says which model it is by, and what can be done about it.

    ``use_wanted`` carries the photo's key and the caption, ``discard_wanted`` the key and the model.
    """

    use_wanted = Signal(object, object)
    discard_wanted = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: ItemKey | None = None
        self._said: MachineCaption | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.caption = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.caption.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.origin = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.origin.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.use, self.discard = QToolButton(), QToolButton()
        self.use.clicked.connect(self._use)
        self.discard.clicked.connect(self._discard)
        self._buttons = Flowing(6)
        for button in (self.use, self.discard):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._buttons.hold(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        for part in (self.caption, self.origin, self._buttons):
            column.addWidget(part)
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(self.tr("A caption that a model wrote"))
        self.caption.setAccessibleName(self.tr("A caption that a model wrote"))
        self.use.setText(self.tr("Use it"))
        self.use.setToolTip(self.tr("Make it the photo’s caption, as if you had written it"))
        self.discard.setText(self.tr("Discard"))
        self.discard.setToolTip(self.tr("Show it no more"))
        self._buttons.place()
        self._say_origin()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Buttons in other lines in another width."""
        super().resizeEvent(event)
        self._buttons.place()

    def show_caption(self, key: ItemKey, said: MachineCaption | None) -> None:
        """What a model wrote about this photo, or nothing."""
        self._key, self._said = key, said
        self.caption.setText("" if said is None else readable(said.text))
        self._say_origin()

    def _say_origin(self) -> None:
        said = self._said
        if said is None:
            return
        name = readable(said.model_name)
        date = QDate.fromString(said.made_at[:10], Qt.DateFormat.ISODate)
        day = QLocale().toString(date, QLocale.FormatType.ShortFormat)
        text = self.tr("Written by the model {model}, {date}")
        self.origin.setText(text.format(model=name.partition("/")[0], date=day))
        self.origin.setToolTip(f"<p>{html.escape(name)}</p>")

    def _use(self) -> None:
        if self._key is not None and self._said is not None:
            self.use_wanted.emit(self._key, self._said.text)

    def _discard(self) -> None:
        if self._key is not None and self._said is not None:
            self.discard_wanted.emit(self._key, self._said.model)
