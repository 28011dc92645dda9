"""Exporting from the window: what is asked for, how it goes, and what is said of what came of it."""

from __future__ import annotations

import os

import pytest
from person import nameless
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox

from photoclip.core.exports import ExportKind, ExportOptions, ExportProgress, ExportReport
from photoclip.gui.views.export_dialog import ExportDialog


@pytest.fixture
def dialog(qtbot):
    made = ExportDialog(["3 photos"], "Norway", b"/pictures")
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.wanted = []
    made.export_wanted.connect(made.wanted.append)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(button) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_nothing_can_be_exported_to_nowhere(dialog):
    assert not dialog.export.isEnabled()
    dialog.target.setText("   ")
    assert not dialog.export.isEnabled()
    dialog.target.setText("/tmp/out")
    assert dialog.export.isEnabled()


def test_copies_are_asked_for_as_they_were_chosen(dialog):
    dialog.target.setText(" /tmp/out ")
    dialog.numbered.click()
    dialog.sidecars.click()
    press(dialog.export)
    assert dialog.wanted == [
        ExportOptions(ExportKind.COPIES, b"/tmp/out", True, False, title="Norway")
    ]


def test_a_contact_sheet_has_a_grid_a_title_and_the_ending_of_its_kind(dialog):
    dialog.kinds[ExportKind.SHEET].click()
    assert not dialog.numbered.isVisible()
    dialog.columns.setValue(6)
    dialog.rows.setValue(7)
    dialog.title.setText(" Fjords ")
    dialog.target.setText("~/sheet")
    press(dialog.export)
    (options,) = dialog.wanted
    assert options.kind is ExportKind.SHEET
    assert options.target == os.fsencode(os.path.expanduser("~/sheet.pdf"))
    assert (options.columns, options.rows, options.title) == (6, 7, "Fjords")


def test_a_target_that_is_refused_is_said_and_another_can_be_chosen(dialog):
    dialog.target.setText("/proc/nowhere")
    press(dialog.export)
    dialog.begin()
    assert not dialog.export.isEnabled()
    dialog.fail("/proc/nowhere can't be made: No such file.", "Choose another folder.")
    assert "No such file" in dialog.said.text
    assert "Choose another folder" in dialog.said.text
    assert dialog.target.isEnabled()
    assert dialog.export.isEnabled()
    assert not dialog.bar.isVisible()


def test_progress_is_shown_and_takes_away_why_it_waited(dialog):
    dialog.target.setText("/tmp/out")
    dialog.begin()
    dialog.wait("The model is being loaded…")
    assert dialog.said.text == "The model is being loaded…"
    dialog.show_progress(ExportProgress(3, 10))
    assert (dialog.bar.value(), dialog.bar.maximum()) == (3, 10)
    assert not dialog.said.isVisible()


def test_what_was_left_out_is_said_with_reasons_but_not_a_thousand_times(dialog):
    skipped = tuple((f"/p/{n}.jpg".encode(), "The file is empty.") for n in range(30))
    report = ExportReport(5, 2, 1_500_000, b"/tmp/out", skipped, notes=("a (2).jpg: renamed",))
    dialog.begin()
    dialog.finish(report)
    said = dialog.said.text
    assert "5 photos exported to /tmp/out" in said
    assert "MB" in said or "MiB" in said
    assert "2 photos were there already" in said
    assert "30 photos were left out" in said
    assert "0.jpg: The file is empty." in said
    assert "a (2).jpg: renamed" in said
    assert said.count("The file is empty.") < 10
    assert dialog.show_result.isVisible()
    assert not dialog.export.isVisible()
    cancel = dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    assert cancel.text() == "Close"


def test_a_disk_that_fills_up_is_said_first_and_the_export_can_go_on_from_there(dialog):
    dialog.target.setText("/tmp/out")
    dialog.begin()
    dialog.finish(ExportReport(5, 0, 9, b"/tmp/out", stopped="The disk of /tmp/out is full."))
    assert dialog.said.text.startswith("The disk of /tmp/out is full.")
    assert dialog.export.isEnabled()
    press(dialog.export)
    assert len(dialog.wanted) == 1


def test_closing_stops_an_export_that_runs_and_only_then(dialog):
    stopped = []
    dialog.stop_wanted.connect(lambda: stopped.append(True))
    dialog.begin()
    dialog.reject()
    assert stopped == [True]
    dialog.show()
    dialog.finish(ExportReport(1, 0, 1, b"/tmp/out"))
    dialog.reject()
    assert stopped == [True]


def test_every_control_has_a_name(dialog):
    for button in dialog.kinds.values():
        button.click()
        assert nameless(dialog) == []
