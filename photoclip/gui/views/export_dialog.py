"""The dialog that exports photos: what is made of them, where, how far it is, what came of it."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from photoclip.core.exports import ExportKind, ExportOptions, ExportProgress, ExportReport
from photoclip.gui.models.text import readable_path
from photoclip.gui.models.told import told
from photoclip.gui.views.said import Said, Which, few, fit

_WIDTH = 520


class ExportDialog(QDialog):
    """Asks how to export photos, and shows how it goes.

    ``choices`` say which photos it may be about (one at least), ``title`` is offered for the pages
    of a contact sheet, ``folder`` is where choosing begins. ``export_wanted`` carries
    `ExportOptions`; ``stop_wanted`` ends an export that runs; ``show_wanted`` carries a path to show
    in the file manager.
    """

    export_wanted = Signal(object)
    stop_wanted = Signal()
    show_wanted = Signal(object)

    def __init__(
        self,
        choices: Sequence[str],
        title: str,
        folder: bytes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._report: ExportReport | None = None
        self._running = False
        self.setWindowTitle(self.tr("Export photos"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.which = Which(choices)
        self._make_options(title)
        self._make_target()
        self.bar = QProgressBar()
        self.bar.setFormat("%v / %m")
        self.bar.setAccessibleName(self.tr("How far the export is"))
        self.bar.hide()
        self.said = Said()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.export = self.buttons.addButton(
            self.tr("Export"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.show_result = self.buttons.addButton(
            self.tr("Show in the file manager"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self.show_result.hide()
        self.export.setDefault(True)
        self.export.clicked.connect(self._start)
        self.show_result.clicked.connect(self._show)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self._choose_kind()

    def _make_options(self, title: str) -> None:
        self.kinds: dict[ExportKind, QRadioButton] = {}
        self._kind_group = QButtonGroup(self)
        for kind, text in (
            (ExportKind.COPIES, self.tr("C&opies in a folder")),
            (ExportKind.LINKS, self.tr("&Links in a folder, which take no room")),
            (ExportKind.SHEET, self.tr("A contact &sheet to print (PDF)")),
        ):
            button = QRadioButton(text)
            self.kinds[kind] = button
            self._kind_group.addButton(button)
            button.toggled.connect(self._choose_kind)
        self.numbered = QCheckBox(
            self.tr("&Number the files, so that every program keeps the order")
        )
        self.sidecars = QCheckBox(self.tr("Take &sidecar files along"))
        self.sidecars.setChecked(True)
        self.columns, self.rows = QSpinBox(), QSpinBox()
        for box, value, most in ((self.columns, 4, 20), (self.rows, 5, 30)):
            box.setRange(1, most)
            box.setValue(value)
        self.title = QLineEdit(title)
        self.title.setMaxLength(200)
        self.title.setPlaceholderText(self.tr("Title above each page"))
        self.title.setAccessibleName(self.title.placeholderText())

    def _make_target(self) -> None:
        self.target = QLineEdit()
        self.target.setAccessibleName(self.tr("Where to"))
        self.target.textChanged.connect(self._target_edited)
        self.browse = QPushButton(self.tr("&Choose…"))
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)

    def _lay_out(self) -> None:
        self._folder_options, self._sheet_options = QWidget(), QWidget()
        folder = QVBoxLayout(self._folder_options)
        folder.setContentsMargins(22, 0, 0, 0)
        folder.addWidget(self.numbered)
        folder.addWidget(self.sidecars)
        sheet = QGridLayout(self._sheet_options)
        sheet.setContentsMargins(22, 0, 0, 0)
        across, down = QLabel(self.tr("Across:")), QLabel(self.tr("Down:"))
        across.setBuddy(self.columns)
        down.setBuddy(self.rows)
        for place, widget in enumerate((across, self.columns, down, self.rows)):
            sheet.addWidget(widget, 0, place)
        sheet.setColumnStretch(4, 1)
        sheet.addWidget(self.title, 1, 0, 1, 5)
        line = QHBoxLayout()
        where = QLabel(self.tr("&To:"))
        where.setBuddy(self.target)
        for widget in (where, self.target, self.browse):
            line.addWidget(widget)
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        for kind in self.kinds.values():
            asked.addWidget(kind)
        asked.addWidget(self._folder_options)
        asked.addWidget(self._sheet_options)
        asked.addLayout(line)
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for widget in (self.which.widget(), self._asked, self.bar, self.said):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(_WIDTH)
        self.kinds[ExportKind.COPIES].setChecked(True)

    @property
    def kind(self) -> ExportKind:
        """What is chosen to be made."""
        return next(kind for kind, button in self.kinds.items() if button.isChecked())

    def options(self) -> ExportOptions:
        """What the person chose."""
        target = os.path.abspath(os.path.expanduser(os.fsencode(self.target.text().strip())))
        if self.kind is ExportKind.SHEET and not target.lower().endswith(b".pdf"):
            target += b".pdf"
        return ExportOptions(
            self.kind,
            target,
            numbered=self.numbered.isChecked(),
            sidecars=self.sidecars.isChecked(),
            columns=self.columns.value(),
            rows=self.rows.value(),
            title=self.title.text().strip(),
        )

    # --- choosing -----------------------------------------------------------------------------------

    def _choose_kind(self) -> None:
        if not hasattr(self, "export"):  # buttons are checked while the dialog is made
            return
        sheet = self.kind is ExportKind.SHEET
        self._folder_options.setVisible(not sheet)
        self._sheet_options.setVisible(sheet)
        self.target.setPlaceholderText(
            self.tr("A file for the sheet") if sheet else self.tr("A folder, new or old")
        )
        self._target_edited()
        fit(self)

    def _target_edited(self) -> None:
        self.export.setEnabled(bool(self.target.text().strip()) and not self._running)

    def _browse(self) -> None:
        start = self.target.text().strip() or os.fsdecode(self._folder)
        if self.kind is ExportKind.SHEET:
            name = start if start.lower().endswith(".pdf") else os.path.join(start, "photos.pdf")
            chosen, _filter = QFileDialog.getSaveFileName(
                self, self.tr("Contact sheet"), name, "PDF (*.pdf)"
            )
        else:
            chosen = QFileDialog.getExistingDirectory(self, self.tr("Export to"), start)
        if chosen:
            self.target.setText(chosen)

    def _start(self) -> None:
        self.export_wanted.emit(self.options())

    # --- while it goes on ---------------------------------------------------------------------------

    def begin(self) -> None:
        """It was asked for."""
        self._running = True
        self._asked.setEnabled(False)
        self.which.setEnabled(False)
        self.export.setEnabled(False)
        self.said.say("")
        self.bar.setRange(0, 0)
        self.bar.show()
        fit(self)

    def show_progress(self, progress: ExportProgress) -> None:
        """So far it came."""
        self.said.say("")
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def wait(self, reason: str) -> None:
        """It takes long, and why."""
        self.said.say(told(reason))
        fit(self)

    def fail(self, message: str, hint: str) -> None:
        """It could not be done; the person may choose anew."""
        self._end()
        self.said.say("\n".join(filter(None, (told(message), told(hint)))), wrong=True)
        self.target.setFocus()
        fit(self)

    def finish(self, report: ExportReport) -> None:
        """It is done, or was stopped."""
        self._end()
        self._report = report
        wrong = bool(report.stopped or report.skipped)
        self.said.say(self.report_text(report), wrong=wrong)
        self.show_result.setVisible(bool(report.made or report.existed))
        if not report.stopped:
            self._asked.hide()
            self.export.hide()
            cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
            cancel.setText(self.tr("Close"))
            cancel.setDefault(True)
        fit(self)

    def report_text(self, report: ExportReport) -> str:
        """What came of it, in words."""
        target = readable_path(report.target)
        made = self.tr("%n photo(s) exported to {target}", "", report.made).format(target=target)
        size = QLocale().formattedDataSize(report.byte_size) if report.byte_size else ""
        lines = [f"{made} ({size})." if size else f"{made}."]
        if report.stopped:
            lines.insert(0, told(report.stopped))
        if report.existed:
            lines.append(self.tr("%n photo(s) were there already.", "", report.existed))
        lines += few([told(note) for note in report.notes])
        if report.skipped:
            lines.append(self.tr("%n photo(s) were left out:", "", len(report.skipped)))
            lines += few(
                [
                    f"• {readable_path(os.path.basename(path))}: {told(reason)}"
                    for path, reason in report.skipped
                ]
            )
        return "\n".join(lines)

    def _end(self) -> None:
        self._running = False
        self._asked.setEnabled(True)
        self.which.setEnabled(True)
        self.bar.hide()
        self._target_edited()

    def _show(self) -> None:
        if self._report is not None:
            self.show_wanted.emit(self._report.target)

    def reject(self) -> None:
        """Close; an export that runs is stopped first."""
        if self._running:
            self.stop_wanted.emit()
        super().reject()
