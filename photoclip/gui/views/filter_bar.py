"""Filters and the order to choose with the mouse. They write the language the field reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from photoclip.browse.messages import Chip, ChipKind, Order
from photoclip.browse.overview_messages import Overview
from photoclip.gui.models import filter_rows
from photoclip.gui.models.completions import Row
from photoclip.gui.models.date_filter import days_of
from photoclip.gui.models.query_text import (
    FLAG,
    named,
    with_filter,
    with_filter_chips,
    without_filters,
    without_order,
)
from photoclip.gui.models.query_words import describe
from photoclip.gui.views.date_panel import DatePanel
from photoclip.gui.views.drop_panel import ChoicePanel, DropButton
from photoclip.gui.views.flow_layout import FlowLayout


class FilterBar(QWidget):
    """A row of compact buttons; what each has in force stands on it. Wraps where it is narrow."""

    query_edited = Signal(object)  # str: the query as it should be now
    order_chosen = Signal(object)  # Order
    all_bands_changed = Signal(bool)
    by_day_changed = Signal(bool)

    def __init__(
        self, parent: QWidget | None = None, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._overview = Overview()
        self._text = ""
        self._chips: tuple[Chip, ...] = ()
        self._order = Order.BEST
        self._ranked = False
        self._by_day = False
        self.setAccessibleName(self.tr("Filters"))
        self.date = DropButton(self.tr("Date"), self)
        self.camera = DropButton(self.tr("Camera"), self)
        self.type = DropButton(self.tr("Type"), self)
        self.rating = DropButton(self.tr("Rating"), self)
        self.label = DropButton(self.tr("Label"), self)
        self.order = DropButton(self.tr("Order"), self)
        self.clear = QPushButton(self.tr("Clear filters"), self)
        self.clear.setFlat(True)
        self.clear.clicked.connect(self._clear)
        self.all_bands = QCheckBox(self.tr("Show unlikely too"), self)
        self.all_bands.setToolTip(
            self.tr("Also show photos that probably don't show what you look for")
        )
        self.all_bands.clicked.connect(self.all_bands_changed)
        self._make_panels()
        flow = FlowLayout(self, 6)
        for widget in (self.date, self.camera, self.type, self.rating, self.label, self.clear):
            flow.addWidget(widget)
        end = QWidget(self)
        together = QHBoxLayout(end)
        together.setContentsMargins(0, 0, 0, 0)
        together.addWidget(self.all_bands)
        together.addWidget(self.order)
        flow.push_to_end(end)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._show()

    def _make_panels(self) -> None:
        self.date_panel = DatePanel(
            self.date,
            lambda: filter_rows.date_rows(self._overview, self._chips, self._today()),
            self._today(),
        )
        self.camera_panel = ChoicePanel(
            self.camera, lambda: filter_rows.camera_rows(self._overview, self._chips)
        )
        self.type_panel = ChoicePanel(
            self.type, lambda: filter_rows.type_rows(self._overview, self._chips), stays=True
        )
        self.rating_panel = ChoicePanel(self.rating, lambda: filter_rows.rating_rows(self._chips))
        self.label_panel = ChoicePanel(
            self.label, lambda: filter_rows.label_rows(self._overview, self._chips), stays=True
        )
        self.order_panel = ChoicePanel(self.order, self._order_rows)
        self.date_panel.picked.connect(lambda row: self._choose_one("date", row))
        self.date_panel.range_chosen.connect(lambda text: self._edit("date", text))
        self.camera_panel.picked.connect(lambda row: self._choose_one("camera", row))
        self.type_panel.picked.connect(self._choose_type)
        self.rating_panel.picked.connect(self._choose_rating)
        self.label_panel.picked.connect(self._choose_label)
        self.order_panel.picked.connect(self._choose_order)
        self._panels = (
            self.date_panel,
            self.camera_panel,
            self.type_panel,
            self.rating_panel,
            self.label_panel,
            self.order_panel,
        )
        self.date.clicked.connect(self._open_dates)
        self.camera.clicked.connect(self.camera_panel.open)
        self.type.clicked.connect(self.type_panel.open)
        self.rating.clicked.connect(self.rating_panel.open)
        self.label.clicked.connect(self.label_panel.open)
        self.order.clicked.connect(self.order_panel.open)

    # --- what it is told ----------------------------------------------------------------------------

    def set_overview(self, overview: Overview) -> None:
        """What there is to choose from."""
        self._overview = overview
        self._show()

    def set_query(self, text: str, chips: Sequence[Chip]) -> None:
        """The query and how it was understood; no chips while there is a mistake in it."""
        self._text = text
        self._chips = tuple(chips)
        self._show()

    def set_order(self, order: Order, ranked: bool) -> None:
        """The order chosen, and whether there is a best match at all."""
        self._order = order
        self._ranked = ranked
        self._show()

    def set_all_bands(self, all_bands: bool) -> None:
        """Whether unlikely photos are shown; nothing is emitted."""
        self.all_bands.setChecked(all_bands)

    def set_by_day(self, by_day: bool) -> None:
        """Whether lists are divided into days; nothing is emitted."""
        self._by_day = by_day
        self._show()

    # --- showing ------------------------------------------------------------------------------------

    def _show(self) -> None:
        for name, button in (
            ("date", self.date),
            ("camera", self.camera),
            ("type", self.type),
            ("label", self.label),
        ):
            button.set_value(filter_rows.value_shown(self._chips, name))
        self.rating.set_value(filter_rows.value_shown(self._chips, "rating", FLAG))
        self.order.set_value(self._order_shown(), active=False)
        self.clear.setVisible(any(chip.kind is ChipKind.FILTER for chip in self._chips))
        self.all_bands.setVisible(self._ranked)
        self.updateGeometry()
        for panel in self._panels:
            if panel.isVisible():
                panel.refresh()

    def _order_rows(self) -> list[Row]:
        order = filter_rows.order_in_force(self._order, self._ranked, self._chips)
        return filter_rows.order_rows(order, self._ranked, self._by_day)

    def _order_shown(self) -> str:
        for row in self._order_rows():
            if row.checked and isinstance(row.value, Order):
                return row.text
        return next((describe(chip) for chip in self._chips if chip.kind is ChipKind.ORDER), "")

    # --- choosing -----------------------------------------------------------------------------------

    def _open_dates(self) -> None:
        dates = filter_rows.active(self._chips, "date")
        days = days_of(*named(dates[0])) if len(dates) == 1 and not dates[0].negated else None
        if days is not None:
            self.date_panel.set_days(*days)
        self.date_panel.open()

    def _edit(self, name: str, *new: str) -> None:
        text = with_filter(self._text, self._chips, name, " ".join(new) or None)
        if self._chips or not self._text.strip():
            # A second choice may follow before the first has been understood.
            self._chips = with_filter_chips(self._chips, name, new)
            self._text = text
            self._show()
        self.query_edited.emit(text)

    def _choose_one(self, name: str, row: Row) -> None:
        text = str(row.value)
        self._edit(name, *(() if text.endswith(":") else (text,)))

    def _choose_type(self, row: Row) -> None:
        kinds = filter_rows.types_asked(self._chips)
        kinds = set() if row.value == "type:" else kinds ^ {str(row.value)}
        self._edit("type", *filter(None, [filter_rows.type_filter(kinds)]))

    def _choose_rating(self, row: Row) -> None:
        name = str(row.value).partition(":")[0]
        self._choose_one(FLAG if name == "is" else name, row)

    def _choose_label(self, row: Row) -> None:
        if row.value == "label:":
            self._edit("label")
        else:
            self._edit("label", *filter_rows.labels_after(self._chips, str(row.value)))

    def _clear(self) -> None:
        self.query_edited.emit(without_filters(self._chips))

    def _choose_order(self, row: Row) -> None:
        if isinstance(row.value, Order):
            if any(chip.kind is ChipKind.ORDER for chip in self._chips):
                # The order that was typed would win over the one that is chosen now.
                self.query_edited.emit(without_order(self._chips))
            self.order_chosen.emit(row.value)
        elif isinstance(row.value, bool):
            self.by_day_changed.emit(row.value)
