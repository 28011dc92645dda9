"""The settings dialog: the window, the background work, the models, writing into files."""

from __future__ import annotations

import os
from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from photoclip.core.commands import SetSetting
from photoclip.gui.bridge.remembered import Remembered, Scheme
from photoclip.gui.views.models_page import ModelsPage
from photoclip.gui.views.new_versions import NewVersionsChoice
from photoclip.gui.views.preferences_writing import WritingPage

LANGUAGES = (("", ""), ("en", "English"), ("de", "Deutsch"))


class PreferencesDialog(QDialog):
    """Changes apply at once. ``changed`` carries a `SetSetting` for the library, ``scheme_chosen``
    and ``language_chosen`` what concerns the window.
    """

    changed = Signal(object)
    scheme_chosen = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remembered = remembered
        self.setWindowTitle(self.tr("Settings"))
        self.tabs = QTabWidget()
        self.tabs.addTab(self._window_page(), self.tr("Window"))
        self.tabs.addTab(self._work_page(), self.tr("Background work"))
        self.models = ModelsPage()
        self.tabs.addTab(self.models, self.tr("Models"))
        self.writing = WritingPage()
        self.writing.changed.connect(self.changed)
        self.tabs.addTab(self.writing, self.tr("Keywords in files"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.tabs)
        column.addWidget(buttons)
        self.resize(QSize(740, 660).boundedTo(self.screen().availableSize() * 0.9))

    # --- the window -------------------------------------------------------------------------------

    def _window_page(self) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        self.scheme = QComboBox()
        for scheme, text in (
            (Scheme.SYSTEM, self.tr("As the system")),
            (Scheme.LIGHT, self.tr("Light")),
            (Scheme.DARK, self.tr("Dark")),
        ):
            self.scheme.addItem(text, scheme)
        self.scheme.setCurrentIndex(self.scheme.findData(self._remembered.scheme))
        self.scheme.activated.connect(lambda _n: self._choose_scheme())
        self.language = QComboBox()
        for code, name in LANGUAGES:
            self.language.addItem(name or self.tr("As the system"), code)
        self.language.setCurrentIndex(max(0, self.language.findData(self._remembered.language)))
        self.language.activated.connect(lambda _n: self._choose_language())
        self._restart = QLabel(self.tr("The language changes when PhotoClip starts again."))
        self._restart.setWordWrap(True)
        self._restart.hide()
        self.seconds = QSpinBox()
        self.seconds.setRange(1, 60)
        self.seconds.setSuffix(self.tr(" s"))
        self.seconds.setValue(self._remembered.slideshow_seconds)
        self.seconds.valueChanged.connect(self._choose_seconds)
        form.addRow(self.tr("&Colours:"), self.scheme)
        form.addRow(self.tr("&Language:"), self.language)
        form.addRow("", self._restart)
        self.new_versions = NewVersionsChoice()
        form.addRow(self.tr("&Slideshow, each picture:"), self.seconds)
        form.addRow("", self.new_versions)
        return page

    def _choose_scheme(self) -> None:
        scheme = Scheme(self.scheme.currentData())
        self._remembered.scheme = scheme
        self.scheme_chosen.emit(scheme)

    def _choose_language(self) -> None:
        self._remembered.language = self.language.currentData()
        self._restart.show()
        self.language_chosen.emit(self.language.currentData())

    def _choose_seconds(self, seconds: int) -> None:
        self._remembered.slideshow_seconds = seconds

    # --- the background work ----------------------------------------------------------------------

    def _work_page(self) -> QWidget:
        self._work = page = QWidget()
        page.setEnabled(False)  # until it is known what is set
        form = QFormLayout(page)
        cores = os.cpu_count() or 1
        self.cores = QSpinBox()
        self.cores.setRange(0, cores)
        self.cores.setSpecialValueText(self.tr("all ({count})").format(count=cores))
        self.device = QComboBox()
        for code, text in (
            ("auto", self.tr("the fastest there is")),
            ("cpu", self.tr("the processor")),
            ("cuda", self.tr("NVIDIA or AMD GPU (CUDA, ROCm)")),
            ("mps", self.tr("Apple GPU (MPS)")),
            ("xpu", self.tr("Intel GPU (XPU)")),
        ):
            self.device.addItem(text, code)
        self.on_battery = QCheckBox(self.tr("Read photos on battery too"))
        self.stay = QCheckBox(self.tr("Go on when PhotoClip is closed"))
        self.idle_minutes = QSpinBox()
        self.idle_minutes.setRange(1, 1440)
        self.idle_minutes.setSuffix(self.tr(" min"))
        self.memory_mb = QSpinBox()
        self.memory_mb.setRange(512, 1_000_000)
        self.memory_mb.setSingleStep(256)
        self.memory_mb.setSuffix(self.tr(" MB"))
        self.scan_minutes = QSpinBox()
        self.scan_minutes.setRange(1, 1_000_000)
        self.scan_minutes.setSuffix(self.tr(" min"))
        self.ignore = QPlainTextEdit()
        self.ignore.setTabChangesFocus(True)
        self.ignore.setMaximumHeight(5 * self.fontMetrics().height())
        self.ignore.setPlaceholderText("*.tmp\nScreenshots/")
        self._apply_ignore = QPushButton(self.tr("Use these patterns"))
        self.problem = QLabel()
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        form.addRow(self.tr("Processor c&ores:"), self.cores)
        form.addRow(self.tr("The model r&uns on:"), self.device)
        form.addRow("", self.on_battery)
        form.addRow("", self.stay)
        form.addRow(self.tr("&Keep the idle model for:"), self.idle_minutes)
        form.addRow(self.tr("&Memory of the worker:"), self.memory_mb)
        form.addRow(self.tr("Look through the folders &every:"), self.scan_minutes)
        form.addRow(self.tr("&Pass over (one pattern a line):"), self.ignore)
        form.addRow("", self._apply_ignore)
        form.addRow("", self.problem)
        return page

    def set_values(self, values: Mapping[str, object]) -> None:
        """Show what is set (keys as in the library's settings), and take changes from now on."""
        numbers = {
            "worker.cores": self.cores,
            "worker.idle_minutes": self.idle_minutes,
            "worker.memory_mb": self.memory_mb,
            "worker.scan_minutes": self.scan_minutes,
        }
        for key, box in numbers.items():
            value = values.get(key)
            if isinstance(value, int):
                box.setValue(value)
            box.setKeyboardTracking(False)
            box.valueChanged.connect(self._emitter(key))
        self.device.setCurrentIndex(max(0, self.device.findData(values.get("worker.device"))))
        self.device.activated.connect(lambda _row: self._set_device())
        for key, check in (
            ("worker.on_battery", self.on_battery),
            ("worker.stay", self.stay),
        ):
            check.setChecked(values.get(key) is True)
            check.toggled.connect(self._emitter(key))
        patterns = values.get("worker.ignore")
        if isinstance(patterns, list | tuple):
            self.ignore.setPlainText("\n".join(map(str, patterns)))
        self._apply_ignore.clicked.connect(self._set_ignore)
        self._work.setEnabled(True)

    def _emitter(self, key: str) -> _Emitter:
        return _Emitter(self, key)

    def _set_device(self) -> None:
        self.changed.emit(SetSetting("worker.device", self.device.currentData()))

    def _set_ignore(self) -> None:
        lines = [line.strip() for line in self.ignore.toPlainText().splitlines()]
        self.changed.emit(SetSetting("worker.ignore", [line for line in lines if line]))

    def say(self, problem: str) -> None:
        """Tell why a change was not taken; empty if all is well."""
        self.problem.setText(problem)
        self.writing.say(problem)


class _Emitter:
    """Says under which key a control's new value is set."""

    def __init__(self, dialog: PreferencesDialog, key: str) -> None:
        self._dialog = dialog
        self._key = key

    def __call__(self, value: int | bool) -> None:
        self._dialog.changed.emit(SetSetting(self._key, value))
