"""The labels of a photo: those that are right, those that are wrong, and a line for another."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from photoclip.browse.messages import LabelOnPhoto
from photoclip.core.commands import Verdict
from photoclip.core.labels import Source
from photoclip.gui.models.facts_text import filter_query
from photoclip.gui.models.text import readable
from photoclip.gui.views.flowing import Flowing
from photoclip.gui.views.icons import IconName, icon, mixed

_LONGEST = 18  # average characters of a name on its chip


class LabelRow(QWidget):
    """Chips and a line edit.

    ``label_marked`` carries a name and a `Verdict`, or None to take back what was said;
    ``query_wanted`` the query for a label's photos.
    """

    label_marked = Signal(object, object)
    query_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._made: list[LabelChip] = []
        self._shown: tuple[LabelOnPhoto, ...] = ()
        self._marked = ""  # just now
        self.chips = Flowing(4)
        self.chips.hide()
        self.edit = QLineEdit(clearButtonEnabled=True)
        self.edit.setPlaceholderText(self.tr("Add a label…"))
        self.edit.setAccessibleName(self.tr("Add a label"))
        self.edit.returnPressed.connect(self._take)
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self._mark)
        self.edit.setCompleter(completer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.chips)
        column.addWidget(self.edit)

    def set_names(self, names: tuple[str, ...]) -> None:
        """All labels there are, to be offered while one types."""
        if list(names) != self._names.stringList():
            self._names.setStringList(names)

    def show_labels(self, labels: tuple[LabelOnPhoto, ...]) -> None:
        """The labels of the photo; chips are used again, so that nothing flickers."""
        if labels == self._shown:
            return
        self._shown = labels
        confirmed = [label for label in labels if label.source is Source.CONFIRMED]
        rejected = [label for label in labels if label.source is not Source.CONFIRMED]
        while len(self._made) < len(labels):
            chip = LabelChip()
            chip.marked.connect(self.label_marked)
            chip.query_wanted.connect(self.query_wanted)
            self.chips.hold(chip)
            self._made.append(chip)
        for place, chip in enumerate(self._made):
            if place < len(labels):
                chip.show_label((confirmed + rejected)[place])
            chip.setVisible(place < len(labels))
        self.chips.setVisible(bool(labels))
        self.chips.place()

    def _take(self) -> None:
        self._mark(self.edit.text().strip())

    def _mark(self, name: str) -> None:
        self.edit.clear()
        # Enter on a completion chooses it and is pressed in the line as well; and the line takes
        # the completion's text only after it was chosen.
        if name and name != self._marked:
            self._marked = name
            QTimer.singleShot(0, self, self._forget)
            known = {one.casefold(): one for one in self._names.stringList()}
            self.label_marked.emit(known.get(name.casefold(), name), Verdict.CONFIRMED)

    def _forget(self) -> None:
        self._marked = ""
        self.edit.clear()


class LabelChip(QWidget):
    """One label: its name, which finds its photos, and a cross that takes it back."""

    marked = Signal(object, object)
    query_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = LabelOnPhoto("", Source.CONFIRMED)
        self._text = QToolButton(autoRaise=True)
        self._text.clicked.connect(self._find)
        self._cross = QToolButton(autoRaise=True)
        side = round(self.fontMetrics().height() * 0.7)
        self._cross.setIcon(icon(IconName.CLOSE))
        self._cross.setIconSize(QSize(side, side))
        self._cross.clicked.connect(lambda: self.marked.emit(self._label.name, None))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda at: self.menu().popup(self.mapToGlobal(at)))
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 2, 0)
        row.setSpacing(0)
        row.addWidget(self._text)
        row.addWidget(self._cross)

    def show_label(self, label: LabelOnPhoto) -> None:
        """Show this label instead."""
        if label == self._label and self._text.text():
            return
        self._label = label
        name = readable(label.name)
        wrong = label.source is Source.REJECTED
        width = self.fontMetrics().averageCharWidth() * _LONGEST
        shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, width)
        self._text.setText(shown.replace("&", "&&"))
        font = QFont(self.font())
        font.setStrikeOut(wrong)
        self._text.setFont(font)
        said = self.tr("Not {0}").format(name) if wrong else name
        self._text.setAccessibleName(said)
        self._text.setToolTip(
            _plain(self.tr("You said that this is not “{0}”").format(name))
            if wrong
            else _plain(self.tr("Find all photos labelled “{0}”").format(name))
        )
        away = self.tr("Forget that this is not “{0}”") if wrong else self.tr("Take away “{0}”")
        self._cross.setAccessibleName(away.format(name))
        self._cross.setToolTip(_plain(away.format(name)))
        self.update()

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
            action.setEnabled(verdict is None or verdict.value != self._label.source.value)
            action.triggered.connect(lambda _=False, said=verdict: self.marked.emit(name, said))
        menu.addSeparator()
        menu.addAction(self.tr("Find its photos")).triggered.connect(self._find)
        return menu

    def _find(self) -> None:
        self.query_wanted.emit(filter_query("label", self._label.name))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's own
        """A rounded ground; only a frame around a label that is wrong."""
        palette = self.palette()
        text = palette.color(QPalette.ColorRole.WindowText)
        window = palette.color(QPalette.ColorRole.Window)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(mixed(text, window, 0.25), 1))
        if self._label.source is Source.CONFIRMED:
            painter.setBrush(mixed(text, window, 0.08))
        painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.end()


def _plain(text: str) -> str:
    """Text for a tool tip as it is, even where a name in it looks like HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").join(("<p>", "</p>"))
