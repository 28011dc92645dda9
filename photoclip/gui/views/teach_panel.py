"""Teaching the model in use somebody's own words: what it does, how far it is, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from photoclip.browse.model_messages import ModelChoice
from photoclip.core.teaching_reports import TeachingProgress, TeachingReport
from photoclip.gui.models import teaching_words
from photoclip.gui.views.panel import Panel, button_row, lines, say
from photoclip.gui.views.said import Said


@dataclass(frozen=True, slots=True)
class TeachWork:
    """How teaching goes, or what came of it last: a report, or why it could not be done."""

    running: bool = False
    progress: TeachingProgress | None = None
    report: TeachingReport | None = None
    trouble: str = ""


class TeachPanel(Panel):
    """Shows a `TeachWork`. By signal: to teach, to stop it, and to use or remove what came of it."""

    teach_wanted = Signal()
    stop_wanted = Signal()
    use_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.about, self.progress, self.tried, self.found, self.standing = lines(5)
        self.title.setText(self.tr("Teach it your words"))
        self.about.setText(
            self.tr(
                "The model in use learns your own words for what your photos show, from the captions, "
                "titles, keywords and confirmed labels of this library. No photo is read again, nothing "
                "leaves this computer, and nothing is changed unless photos are found better."
            )
        )
        for label in (self.about, self.tried):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.standing.setForegroundRole(QPalette.ColorRole.Link)
        self.bar.setAccessibleName(self.tr("How far teaching is"))
        self.said = Said()
        self.teach, self.stop = QPushButton(), QPushButton(self.tr("Stop"))
        self.use, self.remove = QPushButton(self.tr("Use it")), QPushButton(self.tr("Remove…"))
        self.stop.setAccessibleName(self.tr("Stop teaching"))
        for button, wanted in (
            (self.use, self.use_wanted),
            (self.remove, self.remove_wanted),
            (self.teach, self.teach_wanted),
            (self.stop, self.stop_wanted),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(wanted)
        head: tuple[QWidget, ...] = (self.title, self.about, self.bar, self.progress, self.tried)
        for widget in (*head, self.found, self.said, self.standing):
            self.column.addWidget(widget)
        self.column.addWidget(button_row(self.controls))
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(self.about.text())
        self.show_work(TeachWork(), None)

    @property
    def controls(self) -> tuple[QAbstractButton, ...]:
        """What can have the keyboard's focus, in order; hidden ones included."""
        return self.use, self.remove, self.teach, self.stop

    def show_work(self, work: TeachWork, made: ModelChoice | None, *, coming: bool = False) -> None:
        """Show how it goes. ``made`` is the model that came of it, as long as it is on this machine;
        ``coming``: a change to it goes on.
        """
        focused = self.window().focusWidget()
        self.bar.setVisible(work.running)
        progress = work.progress
        if progress is not None and progress.total:
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)
        else:
            self.bar.setRange(0, 0)
        line = teaching_words.progress_line(progress) if progress else self.tr("Starts…")
        say(self.progress, line if work.running else "")
        report = work.report
        say(self.tried, teaching_words.tried_line(report) if report else "")
        say(self.found, teaching_words.found_lines(report) if report else "")
        if work.trouble:
            self.said.say(work.trouble, wrong=True)
        else:
            self.said.say(teaching_words.outcome_line(report) if report else "")
        active = made is not None and made.active
        standing = self.tr("✓ In use") if active else ""
        say(self.standing, self.tr("Is getting to know your photos") if coming else standing)
        self.teach.setText(self.tr("Teach again") if report else self.tr("Teach"))
        if made is not None:
            self.use.setAccessibleName(self.tr("Use {name}").format(name=made.name))
            self.remove.setAccessibleName(self.tr("Remove {name}").format(name=made.name))
        free = made is not None and not active and not coming
        self._arrange(
            {self.use: free, self.remove: free, self.teach: not work.running}, work.running
        )
        if focused is not None and self.isAncestorOf(focused) and focused.isHidden():
            self.focus_first()

    def _arrange(self, wanted: dict[QPushButton, bool], running: bool) -> None:
        # Those that come first: the keyboard goes on to the next one of what goes.
        every = {**wanted, self.stop: running}
        for button, shown in sorted(every.items(), key=lambda item: not item[1]):
            button.setVisible(shown)

    def focus_first(self) -> None:
        """Put the keyboard's focus on the first thing that can be done."""
        for button in (self.stop, *self.controls):
            if not button.isHidden():
                button.setFocus()
                return
