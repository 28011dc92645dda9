"""The line above the photos of one label: where they have it from, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from photoclip.browse.organizing_messages import LabelPage
from photoclip.core.labels import Source
from photoclip.gui.models.label_words import judge_text, moved, path_shown
from photoclip.gui.models.query_text import quoted
from photoclip.gui.models.text import Counted
from photoclip.gui.models.told import told
from photoclip.gui.views.flowing import Flowing
from photoclip.gui.views.icons import IconName, draw_icon, mixed, quiet
from photoclip.gui.views.sidebar_painting import paint_dot


class LabelBanner(QWidget):
    """Shows a `LabelPage`; hidden where the photos are not those of one label.

    ``query_wanted`` carries a query; ``review_wanted``, ``edit_wanted`` and ``apply_wanted`` the
    label's name, the last with the `Preview` whose rule is to be applied.
    """

    query_wanted = Signal(object)
    review_wanted = Signal(str)
    edit_wanted = Signal(str)
    apply_wanted = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: LabelPage | None = None
        self.dot, self.name = _Dot(), QLabel(textFormat=Qt.TextFormat.PlainText)
        font = self.name.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        self.line = Flowing(6)
        self.line.hold(self.dot)
        self.line.hold(self.name)
        self.counts: dict[Source, QToolButton] = {}
        for source in (
            Source.CONFIRMED,
            Source.IMPORTED,
            Source.AUTO,
            Source.SUGGESTED,
            Source.REJECTED,
        ):
            button = self.counts[source] = QToolButton(autoRaise=True)
            button.clicked.connect(lambda _=False, chosen=source: self._find(chosen))
            self.line.hold(button)
        self.review = QPushButton()
        self.apply = QPushButton()
        self.edit = QPushButton(self.tr("Edit…"))
        self.review.clicked.connect(lambda: self._emit(self.review_wanted.emit))
        self.edit.clicked.connect(lambda: self._emit(self.edit_wanted.emit))
        self.apply.clicked.connect(self._apply)
        for button_ in (self.review, self.apply, self.edit):
            self.line.hold(button_)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 5, 10, 5)
        column.addWidget(self.line)
        self.setAccessibleName(self.tr("Label"))
        self.hide()

    @property
    def page(self) -> LabelPage | None:
        """What is shown."""
        return self._page

    def show_page(self, page: LabelPage | None) -> None:
        """Show this label; None hides the line."""
        self._page = page
        self.setVisible(page is not None)
        if page is None:
            return
        self.dot.show_colour(page.definition.color)
        self.name.setText(path_shown(page.name))
        self._count(page)
        self._offer(page)
        self.line.place()

    def _count(self, page: LabelPage) -> None:
        held = page.confirmed + page.imported + page.automatic
        texts = {
            Source.CONFIRMED: Counted.tr("%n confirmed", "", page.confirmed),
            Source.IMPORTED: Counted.tr("%n from files", "", page.imported),
            Source.AUTO: Counted.tr("%n by PhotoClip", "", page.automatic),
            Source.SUGGESTED: Counted.tr("%n suggested", "", page.suggested),
            Source.REJECTED: Counted.tr("%n wrong", "", page.rejected),
        }
        numbers = {
            Source.CONFIRMED: page.confirmed,
            Source.IMPORTED: page.imported,
            Source.AUTO: page.automatic,
            Source.SUGGESTED: page.suggested,
            Source.REJECTED: page.rejected,
        }
        for source, button in self.counts.items():
            button.setText(texts[source])
            button.setToolTip(self.tr("Show these photos"))
            button.setVisible(numbers[source] > 0)
        total = QLocale().toString(held)
        self.name.setAccessibleName(self.tr("{0}: {1} photos").format(page.name, total))

    def _offer(self, page: LabelPage) -> None:
        count = page.suggested
        self.review.setText(
            self.tr("Review %n suggestion(s)", "", count) if count else self.tr("Review")
        )
        preview = page.preview
        changes = preview is not None and bool(preview.added or preview.removed)
        self.apply.setVisible(changes)
        if preview is not None:
            signs = moved(preview.added, preview.removed)
            self.apply.setText(self.tr("{0}: Apply").format(signs))
            self.apply.setToolTip(f"<p>{judge_text(preview.learning)}</p>")
            self.name.setToolTip(f"<p>{judge_text(preview.learning)}</p>")
        else:
            self.name.setToolTip(told(page.waits))

    def _find(self, source: Source) -> None:
        if self._page is not None:
            self.query_wanted.emit(f"label:{quoted(f'{self._page.name}/{source.value}')}")

    def _emit(self, say: object) -> None:
        if self._page is not None and callable(say):
            say(self._page.name)

    def _apply(self) -> None:
        if self._page is not None and self._page.preview is not None:
            self.apply_wanted.emit(self._page.name, self._page.preview)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """A ground a little apart from the photos', and a line below."""
        palette = self.palette()
        with QPainter(self) as painter:
            ink = palette.color(QPalette.ColorRole.WindowText)
            window = palette.color(QPalette.ColorRole.Window)
            painter.fillRect(self.rect(), mixed(ink, window, 0.03))
            line = QRectF(0, self.height() - 1, self.width(), 1)
            painter.fillRect(line, mixed(ink, window, 0.14))


class _Dot(QWidget):
    """The label's colour, or a label's sign where it has none."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = ""

    def show_colour(self, colour: str) -> None:
        """Show this one."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's own
        """A square as high as a line."""
        side = self.fontMetrics().height() + 4
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """Draw it."""
        square = QRectF(self.rect())
        with QPainter(self) as painter:
            if self._colour:
                paint_dot(painter, square, self._colour)
            else:
                inner = square.adjusted(2, 2, -2, -2)
                draw_icon(painter, IconName.LABEL, inner, quiet(self.palette()))
