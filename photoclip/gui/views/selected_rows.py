"""Selections as ranges of rows, never row by row, and bringing one back after a list was replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import perf_counter

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QObject,
    QTimer,
)

from photoclip.browse.messages import ItemKey
from photoclip.gui.models.photos import PhotosModel

KEPT = 10_000  # selected pictures that are found again in a list that was replaced
_CHUNK = 1024  # rows looked at in one go
_AT_ONCE = 0.006  # seconds of an event loop's turn that looking may take
_Flag = QItemSelectionModel.SelectionFlag


def row_ranges(selection: QItemSelection) -> Iterator[tuple[int, int]]:
    """First and last row of each range of a selection."""
    for place in range(selection.size()):
        part = selection.at(place)
        yield part.top(), part.bottom()


def selection_of(model: PhotosModel, spans: Iterable[tuple[int, int]]) -> QItemSelection:
    """A selection of rows given as first-and-last pairs."""
    selection = QItemSelection()
    for first, last in spans:
        selection.append(QItemSelectionRange(model.index(first), model.index(last)))
    return selection


def spans_of(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending rows as first-and-last pairs."""
    spans: list[tuple[int, int]] = []
    for row in rows:
        if spans and spans[-1][1] == row - 1:
            spans[-1] = (spans[-1][0], row)
        else:
            spans.append((row, row))
    return spans


def selected_keys(selection: QItemSelection, model: PhotosModel, limit: int) -> tuple[ItemKey, ...]:
    """The first so many selected pictures, in the list's order."""
    keys: list[ItemKey] = []
    for first, last in sorted(row_ranges(selection)):
        if len(keys) >= limit:
            break
        keys += model.keys(first, min(last, first + limit - len(keys) - 1))
    return tuple(keys)


class Restoring(QObject):
    """Selects what was selected before a list was replaced, a few milliseconds at a time.

    It gives up as soon as something else is selected.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys: set[ItemKey] = set()
        self._model: PhotosModel | None = None
        self._selection: QItemSelectionModel | None = None
        self._listening: QItemSelectionModel | None = None
        self._row = 0
        self._selecting = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look)

    def remember(self, selection: QItemSelectionModel, model: PhotosModel) -> None:
        """Keep what is selected now; a selection too large to be found again is let go of."""
        pending = self._keys
        self._end()
        self._selection, self._model = selection, model
        chosen = selection.selection()
        count = sum(last - first + 1 for first, last in row_ranges(chosen))
        kept = selected_keys(chosen, model, KEPT) if count <= KEPT else ()
        self._keys = {*kept, *pending}

    def restore(self, *, keep: bool) -> None:
        """Select it again, where the list's change took the selection away."""
        selection = self._selection
        if not keep or selection is None or not self._keys or selection.hasSelection():
            self._keys = set()
            return
        self._listening = selection
        selection.selectionChanged.connect(self._overtaken)
        self._row = 0
        self._look()

    def _overtaken(self) -> None:
        if not self._selecting:
            self._end()

    def _end(self) -> None:
        self._timer.stop()
        self._keys = set()
        if self._listening is not None:
            self._listening.selectionChanged.disconnect(self._overtaken)
            self._listening = None

    def _look(self) -> None:
        model, selection = self._model, self._selection
        if model is None or selection is None:
            return
        end, count, rows = perf_counter() + _AT_ONCE, model.rowCount(), list[int]()
        while self._row < count and self._keys and perf_counter() < end:
            chunk = model.keys(self._row, self._row + _CHUNK - 1)
            if not self._keys.isdisjoint(chunk):
                for place, key in enumerate(chunk):
                    if key in self._keys:
                        self._keys.discard(key)
                        rows.append(self._row + place)
            self._row += _CHUNK
        if rows:
            self._selecting = True
            selection.select(selection_of(model, spans_of(rows)), _Flag.Select)
            self._selecting = False
        if self._row < count and self._keys:
            self._timer.start()
        else:
            self._end()
