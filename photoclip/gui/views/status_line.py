"""The line at the bottom: what is shown, what goes on in the background, how large thumbnails are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSlider, QToolButton, QWidget

from photoclip.core.events import IndexProgress
from photoclip.core.model_reports import SwitchProgress
from photoclip.gui.bridge.remembered import CELL_SIZES
from photoclip.gui.models.model_words import switch_line
from photoclip.gui.models.text import readable
from photoclip.gui.models.told import told
from photoclip.worker.messages import Activity, OwnerState

_MINUTE = 60.0
_HOUR = 3600.0


class StatusLine(QWidget):
    """Says what it is given.

    ``pause_wanted``, ``resume_wanted`` and ``stop_switching_wanted`` (a change to another model) when
    a person asks for it.
    """

    pause_wanted = Signal()
    resume_wanted = Signal()
    stop_switching_wanted = Signal()
    cell_size_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._activity = Activity.IDLE
        self.results, self.selection, self.work = QLabel(), QLabel(), QLabel()
        for label in (self.results, self.selection, self.work):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(1)  # what is said must not make the window wide
        self.bar = QProgressBar(textVisible=False)
        self.bar.setFixedWidth(120)
        self.bar.setMaximumHeight(self.fontMetrics().height())
        self.pause = QToolButton(autoRaise=True)
        self.pause.clicked.connect(self._toggle)
        self.stop_switching = QToolButton(autoRaise=True)
        self.stop_switching.clicked.connect(self.stop_switching_wanted)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(*CELL_SIZES)
        self.slider.setPageStep(32)
        self.slider.setFixedWidth(120)
        self.slider.valueChanged.connect(self.cell_size_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 10, 3)
        row.setSpacing(12)
        row.addWidget(self.results)
        row.addWidget(self.selection)
        row.addStretch(1)
        for widget in (self.work, self.bar, self.pause, self.stop_switching, self.slider):
            row.addWidget(widget)
        self.bar.hide()
        self.pause.hide()
        self.stop_switching.hide()
        self._name()

    def _name(self) -> None:
        self.results.setAccessibleName(self.tr("Results"))
        self.selection.setAccessibleName(self.tr("Selection"))
        self.work.setAccessibleName(self.tr("What the indexer does"))
        self.bar.setAccessibleName(self.tr("Photos read"))
        self.stop_switching.setText(self.tr("Stop"))
        self.stop_switching.setAccessibleName(self.tr("Stop the change to another model"))
        self.stop_switching.setToolTip(self.tr("Keep the model in use; what was done stays"))
        self.slider.setAccessibleName(self.tr("Size of the thumbnails"))
        self.slider.setToolTip(self.tr("Size of the thumbnails (+ and −)"))
        self._name_pause()

    def _name_pause(self) -> None:
        paused = self._activity is Activity.PAUSED
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.setToolTip(
            self.tr("Go on reading photos") if paused else self.tr("Read no photos for now")
        )

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)

    # --- what is shown ----------------------------------------------------------------------------

    def set_results(self, text: str) -> None:
        """Say how many photos are shown."""
        self.results.setText(text)

    def set_selected(self, count: int) -> None:
        """Say how many photos are selected; one is nothing to speak of."""
        self.selection.setText(self.tr("%n selected", "", count) if count > 1 else "")

    def set_cell_size(self, side: int) -> None:
        """Move the slider without being heard."""
        self.slider.blockSignals(True)
        self.slider.setValue(side)
        self.slider.blockSignals(False)

    # --- the indexer ------------------------------------------------------------------------------

    def set_state(self, state: OwnerState) -> None:
        """Say what the worker does."""
        self._activity = state.activity
        self._name_pause()
        switching = None if state.waiting else state.switching  # new photos go first
        calm = state.activity in (Activity.IDLE, Activity.PAUSED)
        self.stop_switching.setVisible(calm and switching is not None)
        match state.activity:
            case Activity.PAUSED if switching is not None:
                self._show_switching(switching, told(state.reason) or self.tr("paused"))
            case Activity.PAUSED:
                waiting = self.tr("%n photo(s) wait", "", state.waiting)
                reason = told(state.reason) or self.tr("paused")
                self.work.setText(f"{waiting} · {reason}" if state.waiting else "")
                self._show_bar(False)
                self.pause.setVisible(bool(state.waiting))
            case Activity.READING:
                self.set_progress(
                    IndexProgress(
                        state.done, state.total, state.failed, state.per_second, state.seconds_left
                    )
                )
            case Activity.SCANNING:
                self.work.setText(self.tr("Looking for photos…"))
                self.bar.setRange(0, 0)
                self._show_bar(True)
                self.pause.hide()
            case Activity.IDLE if switching is not None:
                self._show_switching(switching, told(switching.reason))
            case Activity.IDLE:
                self.work.setText("")
                self._show_bar(False)
                self.pause.hide()

    def _show_switching(self, progress: SwitchProgress, rests: str) -> None:
        name = readable(progress.model.partition("@")[0])
        line = " · ".join(filter(None, (switch_line(progress), rests)))
        self.work.setText(self.tr("Changing to {model}: {line}").format(model=name, line=line))
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self._show_bar(True)
        self.pause.show()

    def set_scanning(self, found: int) -> None:
        """Say how many files a scan has found so far."""
        self.work.setText(self.tr("Looking for photos: %n found", "", found))

    def set_progress(self, progress: IndexProgress) -> None:
        """Say how far reading has got, how fast it is and how long it takes."""
        locale = QLocale()
        parts = [
            self.tr("Reading {done} of {total}").format(
                done=locale.toString(progress.done), total=locale.toString(progress.total)
            )
        ]
        if progress.per_second > 0:
            speed = locale.toString(progress.per_second, "f", 0 if progress.per_second >= 10 else 1)
            parts.append(self.tr("{speed} photos/s").format(speed=speed))
            parts.append(self.duration(progress.seconds_left))
        self.work.setText(" · ".join(parts))
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self._show_bar(True)
        self.pause.setVisible(True)

    def duration(self, seconds: float) -> str:
        """How long something still takes, in words."""
        if seconds < _MINUTE:
            return self.tr("less than a minute left")
        if seconds < 1.5 * _HOUR:
            return self.tr("%n minute(s) left", "", round(seconds / _MINUTE))
        return self.tr("about %n hour(s) left", "", round(seconds / _HOUR))

    def _show_bar(self, shown: bool) -> None:
        self.bar.setVisible(shown)

    def _toggle(self) -> None:
        if self._activity is Activity.PAUSED:
            self.resume_wanted.emit()
        else:
            self.pause_wanted.emit()
