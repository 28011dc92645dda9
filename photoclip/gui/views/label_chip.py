"""One label of a photo: what it is, where it is from, and one click to say right or wrong."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from photoclip.browse.messages import LabelOnPhoto
from photoclip.core.commands import Verdict
from photoclip.core.labels import Source, leaf
from photoclip.gui.models.facts_text import filter_query
from photoclip.gui.models.label_words import provenance, spoken
from photoclip.gui.models.text import readable
from photoclip.gui.views.icons import IconName, draw_icon, icon, mixed, quiet
from photoclip.gui.views.sidebar_painting import paint_dot

_LONGEST = 18  # average characters of a name on its chip
_MARKS = {
    Source.IMPORTED: IconName.FILE,
    Source.AUTO: IconName.SPARK,
    Source.SUGGESTED: IconName.QUESTION,
}
_OPEN = (Source.AUTO, Source.SUGGESTED)  # nobody has said yet whether these are right


class LabelChip(QWidget):
    """A label's name, which finds its photos; ✓ where nobody has said that it is right; and ✗.

    ``marked`` carries a name and a `Verdict`, or None to take back what was said; ``query_wanted``
    the query for the label's photos, ``edit_wanted`` and ``review_wanted`` its name.
    """

    marked = Signal(object, object)
    query_wanted = Signal(object)
    edit_wanted = Signal(object)
    review_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = LabelOnPhoto("", Source.CONFIRMED)
        self._signs = _Signs(self)
        self._text = QToolButton(autoRaise=True)
        self._text.clicked.connect(self._find)
        self._check, self._cross = QToolButton(autoRaise=True), QToolButton(autoRaise=True)
        side = round(self.fontMetrics().height() * 0.7)
        for button, name in ((self._check, IconName.CHECK), (self._cross, IconName.CLOSE)):
            button.setIcon(icon(name))
            button.setIconSize(QSize(side, side))
        self._check.clicked.connect(lambda: self.marked.emit(self._label.name, Verdict.CONFIRMED))
        self._cross.clicked.connect(self._say_no)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu().popup(self.mapToGlobal(at)))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 2, 0)
        row.setSpacing(0)
        for part in (self._signs, self._text, self._check, self._cross):
            row.addWidget(part)

    def show_label(self, label: LabelOnPhoto) -> None:
        """Show this label instead."""
        if label == self._label and self._text.text():
            return
        self._label = label
        name = readable(leaf(label.name))
        width = self.fontMetrics().averageCharWidth() * _LONGEST
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, width)
        self._text.setText(shown.replace("&", "&&"))
        font = QFont(self.font())
        font.setStrikeOut(label.source is Source.REJECTED)
        self._text.setFont(font)
        palette = self.palette()
        if label.source is Source.SUGGESTED:
            palette.setColor(QPalette.ColorRole.ButtonText, quiet(palette))
        self._text.setPalette(palette)
        self._signs.show_label(label.color, _MARKS.get(label.source))
        self._say()
        self._check.setVisible(label.source in _OPEN)
        self.update()

    def _say(self) -> None:
        label = self._label
        name = readable(label.name)
        find = self.tr("Find all photos labelled “{0}”").format(name)
        self._text.setAccessibleName(spoken(label))
        self._text.setAccessibleDescription(provenance(label))
        self._text.setToolTip(_plain(provenance(label), find))
        yes = self.tr("Yes, this is “{0}”").format(name)
        no = {
            Source.CONFIRMED: self.tr("Take away “{0}”"),
            Source.REJECTED: self.tr("Forget that this is not “{0}”"),
        }.get(label.source, self.tr("No, this is not “{0}”"))
        for button, text in ((self._check, yes), (self._cross, no.format(name))):
            button.setAccessibleName(text)
            button.setToolTip(_plain(text))

    def _say_no(self) -> None:
        said = self._label.source in (Source.CONFIRMED, Source.REJECTED)
        self.marked.emit(self._label.name, None if said else Verdict.REJECTED)

    def menu(self) -> QMenu:
        """What can be said of the label instead."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = self._label.name
        for text, verdict in (
            (self.tr("It is right"), Verdict.CONFIRMED),
            (self.tr("It is wrong"), Verdict.REJECTED),
            (self.tr("Say nothing about it"), None),
        ):
            action = menu.addAction(text)
            said = self._label.source in (Source.CONFIRMED, Source.REJECTED)
            now = self._label.source.value
            action.setEnabled(said if verdict is None else verdict.value != now)
            action.triggered.connect(lambda _=False, said=verdict: self.marked.emit(name, said))
        menu.addSeparator()
        menu.addAction(self.tr("Find its photos")).triggered.connect(self._find)
        menu.addAction(self.tr("Edit label…")).triggered.connect(
            lambda: self.edit_wanted.emit(name)
        )
        menu.addAction(self.tr("Review…")).triggered.connect(lambda: self.review_wanted.emit(name))
        return menu

    def _find(self) -> None:
        self.query_wanted.emit(filter_query("label", self._label.name))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """A ground under what is so, a dashed frame around what may be, a thin one around the wrong."""
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.WindowText)
        window = palette.color(QPalette.ColorRole.Window)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(mixed(text, window, 0.25), 1)
            if self._label.source is Source.SUGGESTED:
                pen = QPen(mixed(text, window, 0.5), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            if self._label.source not in (Source.SUGGESTED, Source.REJECTED):
                painter.setBrush(mixed(text, window, 0.08))
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)


class _Signs(QWidget):
    """The label's colour as a dot, and a small sign of where it is from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._colour = ""
        self._mark: IconName | None = None

    def show_label(self, colour: str, mark: IconName | None) -> None:
        """Show these; without both it takes no room."""
        self._colour, self._mark = colour, mark
        side = round(self.fontMetrics().height() * 0.8)
        self.setFixedSize(side * (bool(colour) + (mark is not None)) + 3, side)
        self.setVisible(bool(colour) or mark is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """Side by side, from where reading begins."""
        with QPainter(self) as painter:
            side = float(self.height())
            places = [QRectF(3, 0, side, side), QRectF(3 + side, 0, side, side)]
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                places = [QRectF(self.width() - one.right(), 0, side, side) for one in places]
            if self._colour:
                paint_dot(painter, places.pop(0), self._colour)
            if self._mark is not None:
                square = places.pop(0).adjusted(1, 1, -1, -1)
                draw_icon(
                    painter, self._mark, square, quiet(self.palette()), self.layoutDirection()
                )


def _plain(*lines: str) -> str:
    """Text for a tool tip as it is, even where a name in it looks like HTML."""
    safe = (line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)
    return "".join(f"<p>{line}</p>" for line in safe)
