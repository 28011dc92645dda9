"""Rows of short lists – what could be typed, or chosen – as values, and a model over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from photoclip.browse.messages import Completion
from photoclip.gui.models.text import readable
from photoclip.gui.models.told import told

ROW_ROLE = Qt.ItemDataRole.UserRole
translate = QCoreApplication.translate
_Index = QModelIndex | QPersistentModelIndex
_MOST_RECENT = 8


class RowKind(StrEnum):
    """What happens when a row is chosen."""

    HEADING = "heading"  # nothing: it names the rows below it
    COMPLETION = "completion"
    RECENT = "recent"
    SAVED = "saved"
    EXAMPLE = "example"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: ``text``, and quietly ``detail``.

    ``value`` is what choosing it stands for. ``checked`` is None where a row can't be checked.
    """

    kind: RowKind
    text: str
    detail: str = ""
    value: object = None
    checked: bool | None = None


def completion_rows(text: str, completions: Iterable[Completion]) -> tuple[Row, ...]:
    """What could be typed into ``text``, without what stands there already."""
    return tuple(
        Row(RowKind.COMPLETION, readable(completion.text), told(completion.help), completion)
        for completion in completions
        if text[completion.start : completion.end] != completion.text
    )


def start_rows(recent: Sequence[str], saved: Sequence[tuple[str, str]]) -> tuple[Row, ...]:
    """What to begin with in an empty field: ``value`` is a query. Examples where nothing is known."""
    rows: list[Row] = []
    if recent:
        rows.append(Row(RowKind.HEADING, translate("Suggestions", "Recent searches")))
        rows += (Row(RowKind.RECENT, readable(query), "", query) for query in recent[:_MOST_RECENT])
    if saved:
        rows.append(Row(RowKind.HEADING, translate("Suggestions", "Saved searches")))
        rows += (
            Row(RowKind.SAVED, readable(name), readable(query), query) for name, query in saved
        )
    return tuple(rows) if rows else _examples()


def _examples() -> tuple[Row, ...]:
    examples = (
        (
            translate("Suggestions", "sunset on the beach"),
            translate("Suggestions", "what is in the photo"),
        ),
        (
            translate("Suggestions", "birthday cake -people"),
            translate("Suggestions", "a minus leaves something out"),
        ),
        (
            translate("Suggestions", "dog date:2024 rating:>=4"),
            translate("Suggestions", "when it was taken, and how good it is"),
        ),
    )
    return (
        Row(RowKind.HEADING, translate("Suggestions", "For example")),
        *(Row(RowKind.EXAMPLE, query, detail, query) for query, detail in examples),
    )


def applied(text: str, completion: Completion) -> tuple[str, int]:
    """The text with a completion in it, and the place behind it.

    A space follows a whole word at the end, so that a person can type on.
    """
    end = completion.start + len(completion.text)
    tail = text[completion.end :]
    if not tail and not completion.text.endswith((":", "/", ".", ",", " ", "=")):
        tail, end = " ", end + 1
    return text[: completion.start] + completion.text + tail, end


class RowsModel(QAbstractListModel):
    """Rows as they are given; headings can't be chosen."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show(self, rows: Iterable[Row]) -> None:
        """Show these rows. Rows that differ in their check marks alone keep their place."""
        rows = tuple(rows)
        same = [(row.kind, row.text) for row in rows] == [(r.kind, r.text) for r in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    @property
    def rows(self) -> tuple[Row, ...]:
        """What is shown."""
        return self._rows

    def next_row(self, row: int, step: int) -> int:
        """The next row that can be chosen from ``row`` (-1: none) on, or -1 past either end."""
        if row < 0 and step < 0:
            row = len(self._rows)
        row += step
        while 0 <= row < len(self._rows):
            if self._rows[row].kind is not RowKind.HEADING:
                return row
            row += step
        return -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own
        """How many rows, headings included."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are only looked at."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        row = self._rows[index.row()]
        if row.kind is RowKind.HEADING:
            return Qt.ItemFlag.ItemNeverHasChildren
        flags = (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )
        return flags if row.checked is None else flags | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A row's text, check mark, or the row itself as `ROW_ROLE`."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.text}, {row.detail}" if row.detail else row.text
            case Qt.ItemDataRole.CheckStateRole if row.checked is not None:
                return Qt.CheckState.Checked if row.checked else Qt.CheckState.Unchecked
            case _ if role == ROW_ROLE:
                return row
        return None
