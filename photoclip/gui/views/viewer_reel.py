"""The place in a list at which a viewer stands, and what the list knows of the pictures there."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QMetaObject,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPixmap

from photoclip.browse.messages import Card, ItemKey
from photoclip.gui.models.photos import PhotosModel, Role


class Reel(QObject):
    """Keeps to one picture of a model while rows come and go.

    ``changed`` says that more is known of it, or that it or the list's length moved; ``replaced``
    that it is gone from the list and another one (the next) has its place; ``emptied`` that the list
    has no pictures any more. A picture that is taken out and put in elsewhere, as when a list is
    ordered anew, is followed.
    """

    changed = Signal()
    replaced = Signal()
    emptied = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model: QAbstractItemModel | None = None
        self._connections: list[QMetaObject.Connection] = []
        self._index = QPersistentModelIndex()
        self._row = -1
        self.key: ItemKey | None = None
        # A model may take a row out and put it in elsewhere: what that was is seen when it is done.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.settle)

    def open(self, model: QAbstractItemModel, row: int) -> None:
        """Stand at a row of this model."""
        self.close()
        self._model = model
        self._connections = [
            model.dataChanged.connect(self._data_changed),
            model.rowsInserted.connect(self._rows_changed),
            model.rowsMoved.connect(self._rows_changed),
            model.layoutChanged.connect(self._rows_changed),
            model.modelReset.connect(self._rows_changed),
            model.rowsRemoved.connect(self._rows_removed),
        ]
        self.go(row)

    def close(self) -> None:
        """Stand nowhere."""
        for connection in self._connections:
            QObject.disconnect(connection)
        self._connections = []
        self._later.stop()
        self._model, self._index, self._row, self.key = None, QPersistentModelIndex(), -1, None

    def go(self, row: int) -> None:
        """Stand at another row, which is there."""
        assert self._model is not None
        self._index = QPersistentModelIndex(self._model.index(row, 0))
        self._row, self.key = row, self.key_at(row)

    @property
    def count(self) -> int:
        """How many pictures the list has."""
        return 0 if self._model is None else self._model.rowCount()

    @property
    def row(self) -> int:
        """Where it stands now; -1 for nowhere."""
        self.settle()
        return self._row

    # --- what the list knows ----------------------------------------------------------------------

    def key_at(self, row: int) -> ItemKey | None:
        """The picture of a row."""
        key = self._data(row, Role.KEY)
        return ItemKey(key) if isinstance(key, int) else None

    def card_at(self, row: int) -> Card | None:
        """What is known of it."""
        card = self._data(row, Role.CARD)
        return card if isinstance(card, Card) else None

    def size_at(self, row: int) -> QSize | None:
        """The picture's size as far as it is known; it may be that before it is turned upright."""
        card = self.card_at(row)
        return QSize(card.width, card.height) if card and card.width and card.height else None

    def content_at(self, row: int) -> bytes:
        """A name for the picture's content; empty if not known."""
        card = self.card_at(row)
        return b"" if card is None else card.thumbnail

    def thumbnail_at(self, row: int) -> QPixmap | None:
        """Its thumbnail, if it is there already."""
        pixmap = self._data(row, Qt.ItemDataRole.DecorationRole)
        return pixmap if isinstance(pixmap, QPixmap) and not pixmap.isNull() else None

    def _data(self, row: int, role: int) -> object:
        return None if self._model is None else self._model.index(row, 0).data(role)

    # --- following --------------------------------------------------------------------------------

    def settle(self) -> None:
        """Look where the picture is after the list changed."""
        if self._model is None or self._index.isValid():
            return
        self._later.stop()
        found = self._found()
        if found is not None:
            self.go(found)
            self.changed.emit()
        elif self.count == 0:
            self.emptied.emit()
        else:
            self.go(min(self._row, self.count - 1))
            self.replaced.emit()

    def _found(self) -> int | None:
        if isinstance(self._model, PhotosModel) and self.key is not None:
            return self._model.row_of(self.key)
        near = range(max(0, self._row - 500), min(self.count, self._row + 500))
        return next((row for row in near if self.key_at(row) == self.key), None)

    def _rows_changed(self) -> None:
        if not self._index.isValid():
            self._later.start()
        else:
            self._row = self._index.row()
            self.changed.emit()

    def _rows_removed(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if not self._index.isValid():
            self._row = min(self._row, first)
        self._rows_changed()

    def _data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if self._index.isValid() and first.row() <= self._index.row() <= last.row():
            self.changed.emit()
