"""What a label would do: a picture of it, a sentence, and the photos at its border."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QPixmap
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
from photoclip.core.label_reports import Preview
from photoclip.core.labels import Automatic
from photoclip.gui.models.label_cut import Effect, effect_at, effect_of
from photoclip.gui.models.label_words import beside_text, effect_text, judge_text, share_text
from photoclip.gui.views.border_strip import BorderStrip
from photoclip.gui.views.label_histogram import LabelHistogram
from photoclip.gui.views.message import resized


class LabelForecast(QWidget):
    """Shows a `Preview`, or why there is none.

    ``share_chosen`` carries the share of the library a person cut the label at, or None for the
    recommended cut; ``answered`` a key and a `Verdict`; ``pictures_wanted`` keys.
    """

    share_chosen = Signal(object)
    answered = Signal(object, object)
    pictures_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preview: Preview | None = None
        self.effect = _line(self, 1.5)
        self.share = _line(self)
        self.busy = _line(self, quiet=True)
        self.histogram = LabelHistogram()
        self.reset = QPushButton(self.tr("Recommended cut"))
        self.reset.setAutoDefault(False)
        self.judge = _line(self, wraps=True)
        self.beside = _line(self, quiet=True, wraps=True)
        self.above = BorderStrip(self.tr("Just in"), self.tr("Are these right?"))
        self.below = BorderStrip(self.tr("Just out"), self.tr("Should these have it?"))
        self.message = _line(self, wraps=True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._connect()
        self._lay_out()
        self.say(self.tr("Give the label a name, and see here what it would do."))

    def _connect(self) -> None:
        self.histogram.cut_moved.connect(self._cut_moved)
        self.histogram.cut_chosen.connect(self._cut_chosen)
        self.histogram.reset_wanted.connect(self._reset)
        self.reset.clicked.connect(self._reset)
        for strip in (self.above, self.below):
            strip.answered.connect(self.answered)
            strip.pictures_wanted.connect(self.pictures_wanted)

    def _lay_out(self) -> None:
        known = QWidget()
        column = QVBoxLayout(known)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(self.effect, 1)
        head.addWidget(self.busy, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        second = QHBoxLayout()
        second.addWidget(self.share, 1)
        second.addWidget(self.reset)
        column.addLayout(second)
        column.addWidget(self.histogram, 1)
        for part in (self.above, self.below, self.judge, self.beside):
            column.addWidget(part)
        column.addStretch()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.message)
        self._pages.addWidget(known)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    # --- what is shown ------------------------------------------------------------------------------

    @property
    def preview(self) -> Preview | None:
        """What is shown."""
        return self._preview

    def say(self, text: str) -> None:
        """There is nothing to be shown, and this is why."""
        self._preview = None
        self.message.setText(text)
        self._pages.setCurrentIndex(0)

    def show_preview(self, preview: Preview, colour: str) -> None:
        """Show this."""
        self._preview = preview
        self.histogram.show_preview(preview, colour)
        if not self.histogram.dragging:
            self._show_effect(effect_of(preview))
        self.reset.setVisible(preview.definition.share is not None)
        self.above.show_photos(tuple(ItemKey(photo) for photo in preview.above))
        self.below.show_photos(tuple(ItemKey(photo) for photo in preview.below))
        self.judge.setText(judge_text(preview.learning))
        self.beside.setText(beside_text(preview.beside))
        self.beside.setVisible(bool(preview.beside))
        self._pages.setCurrentIndex(1)

    def show_colour(self, colour: str) -> None:
        """Another colour of the label."""
        if self._preview is not None:
            self.histogram.show_preview(self._preview, colour)

    def show_pixmap(self, key: ItemKey, pixmap: QPixmap | None, name: str) -> None:
        """More is known of a photo."""
        self.above.show_pixmap(key, pixmap, name)
        self.below.show_pixmap(key, pixmap, name)

    def set_busy(self, text: str) -> None:
        """What is shown is to be replaced soon, and why that takes a while; empty when it is done."""
        self.busy.setText(text)
        role = QPalette.ColorRole.PlaceholderText if text else QPalette.ColorRole.WindowText
        for label in (self.effect, self.share):
            label.setForegroundRole(role)

    def _show_effect(self, effect: Effect) -> None:
        automatic = Automatic.APPLY
        if self._preview is not None:
            automatic = self._preview.definition.automatic
        self.effect.setText(effect_text(effect, automatic))
        self.share.setText(share_text(effect, automatic))
        self.histogram.describe(f"{self.effect.text()}, {self.share.text()}")

    # --- the cut ------------------------------------------------------------------------------------

    def _cut_moved(self, certainty: float) -> None:
        if self._preview is not None:
            self._show_effect(effect_at(self._preview, certainty))

    def _cut_chosen(self, certainty: float) -> None:
        if self._preview is not None:
            self.reset.show()
            self.share_chosen.emit(effect_at(self._preview, certainty).share)

    def _reset(self) -> None:
        if self._preview is not None and self._preview.definition.share is not None:
            self.share_chosen.emit(None)


def _line(
    parent: QWidget, factor: float = 1.0, *, quiet: bool = False, wraps: bool = False
) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    label.setFont(resized(label.font(), factor))
    if quiet:
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    if not wraps:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return label
