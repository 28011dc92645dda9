"""One model among those to choose from: what it is good for, what it costs, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from photoclip.browse.model_messages import CAPTIONER, GONE, ModelChoice, ModelProbed
from photoclip.core.model_reports import DownloadProgress
from photoclip.gui.models import model_words
from photoclip.gui.models.told import told
from photoclip.gui.views.panel import Panel, button_row, line, lines, say
from photoclip.gui.views.said import Said

_STEPS = 1000  # of a bar: bytes are too many for one


@dataclass(frozen=True, slots=True)
class ModelWork:
    """What goes on with a model, or came of it last.

    ``fetching`` from the wish to have it until it is here, with ``download`` once that is known to
    go on. ``trouble`` is why the last wish was not done, and what to do about it.
    """

    fetching: bool = False
    download: DownloadProgress | None = None
    testing: bool = False
    removing: bool = False
    probe: ModelProbed | None = None
    trouble: str = ""


class ModelRow(Panel):
    """Shows a `ModelChoice` and its `ModelWork`; says by signal what a person wants."""

    download_wanted = Signal()
    stop_wanted = Signal()
    use_wanted = Signal()
    test_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._shown: tuple[object, ...] = ()
        self.advice, self.costs, self.standing, self.progress = lines(4)
        self.advice.setForegroundRole(QPalette.ColorRole.Link)
        self.costs.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.bar.setRange(0, _STEPS)
        self.said = Said()
        self.download, self.use, self.test = QPushButton(), QPushButton(), QPushButton()
        self.stop, self.remove = QPushButton(self.tr("Stop")), QPushButton(self.tr("Remove…"))
        for button, wanted in (
            (self.download, self.download_wanted),
            (self.stop, self.stop_wanted),
            (self.use, self.use_wanted),
            (self.test, self.test_wanted),
            (self.remove, self.remove_wanted),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(wanted)
        self.details = QToolButton(autoRaise=True)
        self.details.setCheckable(True)
        self.details.setText(self.tr("Details"))
        self.details.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.details.toggled.connect(self._show_details)
        self.facts = QWidget()
        self._grid = QGridLayout(self.facts)
        self._grid.setContentsMargins(0, 4, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setColumnStretch(1, 1)
        self._lay_out()

    def _lay_out(self) -> None:
        buttons = button_row(self.controls)
        head: tuple[QWidget, ...] = (self.title, self.advice, self.costs, self.standing, self.bar)
        for widget in (*head, self.progress, self.said, buttons, self.facts):
            self.column.addWidget(widget)
        self._show_details(False)

    @property
    def controls(self) -> tuple[QAbstractButton, ...]:
        """What can have the keyboard's focus, in order; hidden ones included."""
        return self.download, self.stop, self.use, self.test, self.remove, self.details

    # --- what is shown ----------------------------------------------------------------------------

    def show_choice(
        self, choice: ModelChoice, work: ModelWork, photos: int, coming: bool = False
    ) -> None:
        """Show a model in a library of so many photos; ``coming``: a change to it goes on."""
        shown = (choice, work, photos, coming)
        if shown == self._shown:
            return
        self._shown = shown
        focused = self.window().focusWidget()
        self.title.setText(model_words.title(choice))
        advice = told(choice.why) if choice.recommended else ""
        if choice.recommended:
            best = self.tr("Recommended for this computer")
            advice = f"{best}: {advice}" if advice else best
        say(self.advice, advice)
        say(self.costs, model_words.costs(choice, photos))
        standing = self.tr("Is getting to know your photos") if coming else ""
        if not work.fetching:
            standing = standing or model_words.standing(choice, photos)
        say(self.standing, standing)
        here = choice.active or coming
        role = QPalette.ColorRole.Link if here else QPalette.ColorRole.PlaceholderText
        self.standing.setForegroundRole(role)
        self._show_facts(choice)
        self._show_work(work, photos)
        self._arrange(choice, work, coming)
        self._name(choice)
        if focused is not None and self.isAncestorOf(focused) and focused.isHidden():
            self.focus_first()

    def _show_work(self, work: ModelWork, photos: int) -> None:
        waits = work.fetching or work.testing or work.removing
        self.bar.setVisible(waits)
        download = work.download
        if download is not None and download.total_bytes:
            self.bar.setRange(0, _STEPS)
            self.bar.setValue(round(_STEPS * download.done_bytes / download.total_bytes))
        else:
            self.bar.setRange(0, 0)
        text = ""
        if work.fetching and download is not None:
            text = model_words.download_line(download)
        elif work.fetching:
            text = self.tr("Connecting…")
        elif work.testing:
            text = self.tr("Being tested: about ten seconds, once it is loaded…")
        elif work.removing:
            text = self.tr("Being removed…")
        say(self.progress, text)
        if work.trouble:
            self.said.say(work.trouble, wrong=True)
        else:
            self.said.say(model_words.probe_line(work.probe, photos) if work.probe else "")

    def _arrange(self, choice: ModelChoice, work: ModelWork, coming: bool) -> None:
        waits = work.fetching or work.testing or work.removing
        usable = choice.installed and not choice.problem and choice.kind != CAPTIONER
        kept = not choice.installed and choice.kept_bytes > 0
        free = not waits and not coming and not choice.active
        more = choice.partial_bytes > 0
        self.download.setText(self.tr("Go on downloading") if more else self.tr("Download"))
        self.use.setText(self.tr("Use it"))
        self.test.setText(self.tr("Test it"))
        self.remove.setText(self.tr("Forget…") if kept else self.tr("Remove…"))
        wanted = {
            self.download: not choice.installed and not waits and choice.kind != GONE,
            self.stop: work.fetching or work.testing,
            self.use: usable and free,
            self.test: usable and not waits,
            self.remove: (choice.removable or kept) and free,
        }
        # Those that come first: the keyboard goes on to the next one of what goes.
        for button, shown in sorted(wanted.items(), key=lambda item: not item[1]):
            button.setVisible(shown)

    def _name(self, choice: ModelChoice) -> None:
        """A screen reader says of which model each button is."""
        name = choice.name
        self.setAccessibleName(f"{self.title.text()} ({name})")
        self.setAccessibleDescription(
            ". ".join(filter(None, (self.advice.text(), self.costs.text(), self.standing.text())))
        )
        for button, text in (
            (self.download, self.tr("Download {name}").format(name=name)),
            (self.stop, self.tr("Stop: {name}").format(name=name)),
            (self.use, self.tr("Use {name}").format(name=name)),
            (self.test, self.tr("Test {name}").format(name=name)),
            (self.remove, self.tr("Remove {name}").format(name=name)),
            (self.details, self.tr("Details of {name}").format(name=name)),
        ):
            button.setAccessibleName(text)
            button.setAccessibleDescription(self.accessibleDescription())
        self.bar.setAccessibleName(self.tr("How far {name} is").format(name=name))

    # --- details ----------------------------------------------------------------------------------

    def _show_details(self, shown: bool) -> None:
        arrow = Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow
        if not shown and self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            arrow = Qt.ArrowType.LeftArrow
        self.details.setArrowType(arrow)
        self.facts.setVisible(shown)

    def _show_facts(self, choice: ModelChoice) -> None:
        facts = model_words.facts(choice)
        while self._grid.count() > 2 * len(facts):
            item = self._grid.takeAt(self._grid.count() - 1)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(facts):
            for place, text in enumerate((name, value)):
                label = self._fact(row, place)
                label.setText(text)

    def _fact(self, row: int, place: int) -> QLabel:
        item = self._grid.itemAtPosition(row, place)
        found = None if item is None else item.widget()
        if isinstance(found, QLabel):
            return found
        label = line()
        if place:
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        else:
            label.setWordWrap(False)
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._grid.addWidget(label, row, place, Qt.AlignmentFlag.AlignTop)
        return label

    # --- the keyboard -----------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the keyboard's focus on the first thing that can be done."""
        for button in (self.stop, self.use, self.download, self.test, self.details):
            if not button.isHidden():
                button.setFocus()
                return
