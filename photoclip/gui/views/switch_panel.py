"""How a change of models goes: which is coming, how far it is, how long it takes, and a way back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QPushButton, QWidget

from photoclip.core.model_reports import SwitchProgress
from photoclip.gui.models import model_words
from photoclip.gui.models.text import readable
from photoclip.gui.models.told import told
from photoclip.gui.views.panel import Panel, button_row, lines


class SwitchPanel(Panel):
    """Shows a `SwitchProgress`, and takes no room where there is none. ``stop_wanted`` and
    ``now_wanted`` by a person.
    """

    now_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, below=10, spacing=6)
        self.line, self.about = lines(2)
        self.about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.bar.setAccessibleName(self.tr("How far the change to another model is"))
        self.now = QPushButton(self.tr("Change over now…"))
        self.stop = QPushButton(self.tr("Stop the change"))
        for button, wanted in ((self.now, self.now_wanted), (self.stop, self.stop_wanted)):
            button.setAutoDefault(False)
            button.clicked.connect(wanted)
        for widget in (self.title, self.bar, self.line, self.about):
            self.column.addWidget(widget)
        self.column.addWidget(button_row((self.now, self.stop)))
        self.hide()

    def show_progress(self, progress: SwitchProgress | None) -> None:
        """Show how far it is; None: nothing is being changed."""
        self.setVisible(progress is not None)
        if progress is None:
            return
        name = readable(progress.model.partition("@")[0])
        self.title.setText(self.tr("Your photos are looked at by {name}").format(name=name))
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        rests = self.tr("Rests: {reason}").format(reason=told(progress.reason))
        line = model_words.switch_line(progress)
        self.line.setText(f"{line}\n{rests}" if progress.reason else line)
        about = self.tr(
            "The model in use goes on answering until the new one knows every photo; then search and "
            "labels change over at once. Stopping keeps what was done."
        )
        away = model_words.unreadable_line(progress)
        self.about.setText(f"{away} {about}" if away else about)
