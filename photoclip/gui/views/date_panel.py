"""Choosing when photos were taken: stretches before today, years, or any two days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QDateEdit,
    QGridLayout,
    QPushButton,
)

from photoclip.gui.models.completions import Row
from photoclip.gui.models.date_filter import date_text
from photoclip.gui.views.drop_panel import ChoicePanel

_FIRST_YEAR = 1800


class DatePanel(ChoicePanel):
    """The rows of a `ChoicePanel`, and below them the first and the last day."""

    range_chosen = Signal(object)  # str: a filter

    def __init__(
        self, button: QAbstractButton, rows: Callable[[], Sequence[Row]], today: date
    ) -> None:
        super().__init__(button, rows)
        self.from_check = QCheckBox(self.tr("From"), self)
        self.to_check = QCheckBox(self.tr("To"), self)
        self.from_day = self._day_edit(self.tr("First day"), date(today.year, 1, 1))
        self.to_day = self._day_edit(self.tr("Last day"), today)
        self.apply = QPushButton(self.tr("Show this range"), self)
        self.apply.setAutoDefault(True)
        self.apply.clicked.connect(self._apply)
        grid = QGridLayout()
        grid.setContentsMargins(6, 4, 6, 4)
        for row, (check, edit) in enumerate(
            ((self.from_check, self.from_day), (self.to_check, self.to_day))
        ):
            check.setChecked(True)
            check.toggled.connect(edit.setEnabled)
            check.toggled.connect(self._check)
            grid.addWidget(check, row, 0)
            grid.addWidget(edit, row, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.apply, 2, 0, 1, 2)
        self.sheet.addLayout(grid)

    def open(self) -> None:
        """Drop down; the fields stand out from the sheet in every palette."""
        colours = QPalette(self.palette())
        colours.setColor(QPalette.ColorRole.Base, colours.color(QPalette.ColorRole.Window))
        for widget in (self.from_check, self.to_check, self.from_day, self.to_day):
            widget.setPalette(colours)
        super().open()

    def set_days(self, first: date | None, last: date | None) -> None:
        """The days in force; None where a side is open."""
        for day, check, edit in (
            (first, self.from_check, self.from_day),
            (last, self.to_check, self.to_day),
        ):
            check.setChecked(day is not None)
            if day is not None:
                edit.setDate(QDate(day.year, day.month, day.day))

    def _day_edit(self, name: str, day: date) -> QDateEdit:
        edit = QDateEdit(QDate(day.year, day.month, day.day), self)
        edit.setCalendarPopup(True)
        edit.setMinimumDate(QDate(_FIRST_YEAR, 1, 1))
        edit.setAccessibleName(name)
        edit.setAlignment(Qt.AlignmentFlag.AlignLeading)
        return edit

    def _check(self) -> None:
        self.apply.setEnabled(self.from_check.isChecked() or self.to_check.isChecked())

    def _apply(self) -> None:
        first = _day(self.from_day) if self.from_check.isChecked() else None
        last = _day(self.to_day) if self.to_check.isChecked() else None
        self.hide()
        self.range_chosen.emit(date_text(first, last))


def _day(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
