"""Why a photo stands in a ranked list: how sure each part of the query is, in words and as bars."""

from __future__ import annotations

import html

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from photoclip.browse.messages import Chip, ChipKind, Why, WhyPart
from photoclip.core.types import Band
from photoclip.gui.models.facts_text import band_meaning, band_word, percent
from photoclip.gui.models.query_words import describe
from photoclip.gui.models.text import readable
from photoclip.gui.views.icons import IconName, draw_icon, mixed, quiet


class WhyPanel(QWidget):
    """Shows a `Why`; its rows are used again, so that going from photo to photo doesn't flicker."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._why: Why | None = None
        self._title = QLabel(self.tr("Why this matched"))
        font = self._title.font()
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self._whole = _Judged()
        self._parts: list[_Judged] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._title)
        self._column.addWidget(self._whole)
        self.hide()

    def show_why(self, why: Why | None) -> None:
        """Show this; None where nothing was ranked."""
        self._why = why
        self.setVisible(why is not None)
        if why is None:
            return
        parts = [part for part in why.parts if part.excluded or len(why.parts) > 1]
        only = why.parts[0] if len(why.parts) == 1 and not why.parts[0].excluded else None
        words = "" if only is None else self._words(only.chip)
        self._whole.show_band(words, why.band, why.score, strong=True)
        while len(self._parts) < len(parts) + len(why.filters):
            row = _Judged()
            self._parts.append(row)
            self._column.addWidget(row)
        rows = iter(self._parts)
        for part in parts:
            self._show_part(next(rows), part)
        for chip in why.filters:
            next(rows).show_check(describe(chip))
        for row in rows:
            row.hide()

    def pend(self) -> None:
        """Another photo is shown, and the answer is still to come: keep the room, show nothing."""
        if self._why is not None:
            for row in (self._whole, *self._parts):
                row.blank()

    def _show_part(self, row: _Judged, part: WhyPart) -> None:
        words = self._words(part.chip)
        if not part.excluded:
            row.show_band(words, part.band, part.score)
        elif part.band is Band.UNLIKELY:
            row.show_check(self.tr("without {0} – ok").format(words))
        else:
            row.show_band(self.tr("without {0}").format(words), part.band, part.score)

    def _words(self, chip: Chip) -> str:
        words = readable(chip.value or chip.text)
        like = chip.kind is ChipKind.LIKE or (chip.kind is ChipKind.EXCLUDED and chip.photo)
        return self.tr("like {0}").format(words) if like else words


class _Judged(QWidget):
    """One line: words, and below them a bar and how sure it is; or words with a check mark."""

    def __init__(self) -> None:
        super().__init__()
        self._words = QLabel(textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._check = _Check()
        self._bar = _Bar()
        self._says = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._plain = QFont(self.font())
        self._strong = QFont(self.font())
        self._strong.setWeight(QFont.Weight.DemiBold)
        first, second = QHBoxLayout(), QHBoxLayout()
        first.addWidget(self._check, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._words, 1)
        second.addWidget(self._bar, 1)
        second.addWidget(self._says)
        for row in (first, second):
            row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(first)
        column.addLayout(second)

    def show_band(self, words: str, band: Band, score: float, *, strong: bool = False) -> None:
        """How sure it is that the photo shows the words."""
        word, share = band_word(band), percent(score, QLocale())
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self._says.setText(f"{word} · {share}")
        self._says.setFont(self._strong if strong else self._plain)
        self._bar.show_share(score)
        self._show_parts(bar=True)
        self.setToolTip(f"<p>{html.escape(band_meaning(band))}</p>")
        self.setAccessibleName(": ".join(filter(None, (words, f"{word}, {share}"))))
        self.show()

    def show_check(self, words: str) -> None:
        """The words hold."""
        self._words.setText(words)
        self._words.show()
        self._show_parts(bar=False)
        self.setToolTip("")
        self.setAccessibleName(self.tr("{0}: yes").format(words))
        self.show()

    def blank(self) -> None:
        """Nothing, in the same room."""
        self._says.setText(self.tr("…"))
        self._bar.show_share(0)
        self.setAccessibleName("")

    def _show_parts(self, *, bar: bool) -> None:
        self._bar.setVisible(bar)
        self._says.setVisible(bar)
        self._check.setVisible(not bar)


class _Bar(QWidget):
    """A share of a whole."""

    def __init__(self) -> None:
        super().__init__()
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_share(self, share: float) -> None:
        """Fill so much of it, 0 to 1; nothing for NaN."""
        self._share = min(1.0, max(0.0, share)) if share == share else 0.0  # noqa: PLR0124
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """A thin line."""
        return QSize(60, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The whole, and the share from the side where reading begins."""
        palette = self.palette()
        thick = max(4.0, self.fontMetrics().height() / 3)
        whole = QRectF(0, (self.height() - thick) / 2, self.width(), thick)
        part = QRectF(whole)
        part.setWidth(whole.width() * self._share)
        if self.isRightToLeft():
            part.moveRight(whole.right())
        text = palette.color(QPalette.ColorRole.WindowText)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(text, palette.color(QPalette.ColorRole.Window), 0.18))
            painter.drawRoundedRect(whole, thick / 2, thick / 2)
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            if self._share > 0:
                painter.drawRoundedRect(part, min(thick, part.width()) / 2, thick / 2)


class _Check(QWidget):
    """A check mark as high as a line."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """As high as text."""
        side = self.fontMetrics().height()
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """The same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """The mark."""
        with QPainter(self) as painter:
            draw_icon(painter, IconName.CHECK, QRectF(self.rect()), quiet(self.palette()))
