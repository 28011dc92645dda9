"""What is known of the chosen photo, and what a person says of it."""

from __future__ import annotations

import html
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photoclip.browse.messages import Details, ItemKey, ItemState, Why
from photoclip.core.commands import Flag
from photoclip.gui.models.facts_text import facts, state_text
from photoclip.gui.models.text import readable_path
from photoclip.gui.views.facts_view import FactsView
from photoclip.gui.views.flowing import Flowing
from photoclip.gui.views.icons import IconName, icon
from photoclip.gui.views.label_row import LabelRow
from photoclip.gui.views.machine_caption import MachineCaptionBox
from photoclip.gui.views.preview import ElidedLine, Preview
from photoclip.gui.views.stars import Stars
from photoclip.gui.views.why_panel import WhyPanel
from photoclip.gui.views.words_edit import WordsEdit


class Inspector(QScrollArea):
    """Shows one photo, or what can be said of many at once.

    ``label_marked`` carries a name and a `Verdict` or None, ``rating_chosen`` 0..5 or None,
    ``flag_chosen`` a `Flag` or None, ``query_wanted`` a query, ``show_in_folder_wanted`` a path,
    ``label_edit_wanted`` and ``label_review_wanted`` a label's name; ``title_given`` and
    ``caption_given`` a photo's key and the text or None; ``caption_discarded`` a photo's key and the
    model that wrote it.
    """

    label_marked = Signal(object, object)
    rating_chosen = Signal(object)
    flag_chosen = Signal(object)
    query_wanted = Signal(object)
    show_in_folder_wanted = Signal(object)
    label_edit_wanted = Signal(object)
    label_review_wanted = Signal(object)
    title_given = Signal(object, object)
    caption_given = Signal(object, object)
    caption_discarded = Signal(object, object)
    similar_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key: ItemKey | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Inspector"))
        self._make_parts()
        self._lay_out()
        self.show_nothing()

    def _make_parts(self) -> None:
        self.message = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview = Preview()
        self.name = ElidedLine()
        font = self.name.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        self.state = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.state.setAccessibleName(self.tr("What is odd about this file"))
        self.words = WordsEdit()
        self.words.title_given.connect(self.title_given)
        self.words.caption_given.connect(self.caption_given)
        self.machine_caption = MachineCaptionBox()
        self.machine_caption.use_wanted.connect(self.caption_given)
        self.machine_caption.discard_wanted.connect(self.caption_discarded)
        self.stars = Stars()
        self.stars.rating_chosen.connect(self.rating_chosen)
        self.stars_from = QLabel(textFormat=Qt.TextFormat.PlainText)
        self.as_in_file = QToolButton(autoRaise=True)
        self.as_in_file.setText(self.tr("Use the file’s"))
        self.as_in_file.clicked.connect(lambda: self.rating_chosen.emit(None))
        self._make_flags()
        self.similar = QPushButton(icon(IconName.SEARCH), self.tr("Find similar photos"))
        self.similar.clicked.connect(self.similar_wanted)
        self.labels = LabelRow()
        self.labels.label_marked.connect(self.label_marked)
        self.labels.query_wanted.connect(self.query_wanted)
        self.labels.edit_wanted.connect(self.label_edit_wanted)
        self.labels.review_wanted.connect(self.label_review_wanted)
        self.why = WhyPanel()
        self.facts = FactsView()
        self.facts.query_wanted.connect(self.query_wanted)
        self.facts.show_in_folder_wanted.connect(self.show_in_folder_wanted)

    def _make_flags(self) -> None:
        self.flags = Flowing(4)
        self._flag_group = QButtonGroup(self)
        self.flag_buttons: dict[Flag | None, QToolButton] = {}
        side = self.fontMetrics().height()
        for flag, name, text in (
            (Flag.PICKED, IconName.PICKED, self.tr("Pick")),
            (None, IconName.UNFLAGGED, self.tr("No flag")),
            (Flag.REJECTED, IconName.REJECTED, self.tr("Reject")),
        ):
            button = _FlagButton()
            button.setText(text)
            button.setIcon(icon(name))
            button.setIconSize(QSize(side, side))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.clicked.connect(lambda _=False, chosen=flag: self.flag_chosen.emit(chosen))
            self._flag_group.addButton(button)
            self.flag_buttons[flag] = button
            self.flags.hold(button)

    def _lay_out(self) -> None:
        self.given = QWidget()
        given = QVBoxLayout(self.given)
        given.setContentsMargins(0, 0, 0, 0)
        given.setSpacing(6)
        self._stars_row = Flowing(6)
        for said in (self.stars, self.stars_from, self.as_in_file):
            self._stars_row.hold(said)
        given.addWidget(self._stars_row)
        given.addWidget(self.flags)
        given.addWidget(self.labels)
        body = QWidget()
        column = self._column = QVBoxLayout(body)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(10)
        parts = (
            self.message,
            self.preview,
            self.name,
            self.state,
            self.words,
            self.machine_caption,
            self.given,
            self.similar,
            self.why,
            self.facts,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(body)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Wide enough for a path in a few lines."""
        return QSize(max(300, self.fontMetrics().averageCharWidth() * 42), 500)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """Narrower, nothing fits any more."""
        return QSize(self.fontMetrics().averageCharWidth() * 30, 120)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's own
        """Other lines in another width."""
        self._fit_width()
        super().resizeEvent(event)

    def _fit_width(self) -> None:
        """Give the parts whose height depends on their width the width they will have, so that the
        layouts around them find the right heights at once and not one after the other.
        """
        margins = self._column.contentsMargins()
        beside = margins.left() + margins.right()
        self.preview.set_room(self.width() - beside)
        width = self.viewport().width() - beside
        for part in (self.preview, self._stars_row, self.flags, self.labels.chips, self.facts):
            part.resize(width, part.height())

    @contextmanager
    def _all_at_once(self) -> Iterator[None]:
        """Lay out once in the end: Qt does so whenever a part is shown."""
        self._column.setEnabled(False)
        try:
            yield
        finally:
            self._column.setEnabled(True)
            self._fit_width()
            self._column.invalidate()
            self._column.activate()

    # --- what is shown --------------------------------------------------------------------------------

    def show_nothing(self) -> None:
        """No photo is chosen."""
        self._key = None
        self.message.setText(self.tr("Choose a photo to see what is known about it."))
        self._show_parts(one=False, many=False)
        self.why.show_why(None)

    def show_many(
        self,
        count: int,
        ratings: Collection[int | None] = (),
        flags: Collection[Flag | None] = (),
    ) -> None:
        """So many photos are chosen; what is said now is said of all.

        ``ratings`` and ``flags`` are those that occur among them, as far as they are known.
        """
        self._key = None
        self.message.setText(self.tr("%n photo(s) chosen", "", count))
        different = len(set(ratings)) > 1
        self.stars.show_rating(None if different or not ratings else next(iter(ratings)), None)
        self.stars_from.setText(self.tr("different stars") if different else "")
        self.as_in_file.hide()
        self._stars_row.place()
        self._check_flags(flags)
        self.labels.show_labels(())
        self._show_parts(one=False, many=True)
        self.why.show_why(None)

    def show_details(self, details: Details, preview: QPixmap | None = None) -> None:
        """Everything about one photo. Why it matched is said by `show_why`, before or after this."""
        with self._all_at_once():
            self._show_details(details, preview)

    def _show_details(self, details: Details, preview: QPixmap | None) -> None:
        card = details.card
        another = card.key != self._key
        self._key = card.key
        if another:
            self.why.pend()
        name = readable_path(os.path.basename(card.path))
        self.preview.show_pixmap(preview, name)
        self.name.set_text(name, f"<p>{html.escape(readable_path(card.path))}</p>")
        state = state_text(details)
        self.state.setText(state)
        self._show_rating(card.rating, details.file_rating)
        self._check_flags((card.flag,))
        self.labels.show_labels(details.labels)
        self.words.show_words(
            card.key,
            (details.title, details.caption),
            (details.file_title, details.file_caption),
        )
        self.machine_caption.show_caption(card.key, details.machine_caption)
        self.facts.show_facts(facts(details, QLocale()))
        self._show_parts(one=True, many=False)
        self.machine_caption.setVisible(details.machine_caption is not None)
        self.state.setVisible(bool(state))
        is_photo = card.key > 0
        self.given.setVisible(is_photo)
        self.words.setVisible(is_photo)
        self.similar.setVisible(is_photo and card.state is ItemState.READY)

    def show_preview(self, preview: QPixmap | None) -> None:
        """The picture of the photo shown, when it comes later."""
        self.preview.show_pixmap(preview, self.preview.accessibleName())

    def show_why(self, why: Why | None) -> None:
        """Why the photo shown matched; None where nothing was ranked."""
        with self._all_at_once():
            self.why.show_why(why)

    def set_labels(self, all_names: tuple[str, ...]) -> None:
        """The names to offer while a person types a label."""
        self.labels.set_names(all_names)

    def _show_parts(self, *, one: bool, many: bool) -> None:
        self.message.setVisible(not one)
        for part in (self.preview, self.name, self.facts):
            part.setVisible(one)
        if not one:
            self.state.hide()
            self.similar.hide()
            self.words.hide()
            self.machine_caption.hide()
            self.given.setVisible(many)

    def _show_rating(self, rating: int | None, in_file: int | None) -> None:
        self.stars.show_rating(rating, in_file)
        has, file_has = max(0, rating or 0), max(0, in_file or 0)
        own = has != file_has
        said = self.tr("yours") if own else self.tr("from the file")
        self.stars_from.setText(said if has or own else "")
        self.as_in_file.setVisible(own and file_has > 0)
        self.as_in_file.setToolTip(self.tr("The file says %n star(s)", "", file_has))
        self._stars_row.place()

    def _check_flags(self, flags: Collection[Flag | None]) -> None:
        """Check the button of the only flag there is, or none."""
        if len(set(flags)) == 1:
            self.flag_buttons[next(iter(flags))].setChecked(True)
            return
        self._flag_group.setExclusive(False)
        for button in self.flag_buttons.values():
            button.setChecked(False)
        self._flag_group.setExclusive(True)


class _FlagButton(QToolButton):
    """A button whose being chosen can be seen in dark colours too."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The button, and a frame around the chosen one."""
        super().paintEvent(event)
        if self.isChecked():
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
