"""What the inspector shows: the current photo, soon after it became current."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QPixmap

from photoclip.browse.messages import Details, GetDetails, GetWhy, ItemKey, Trouble, Why
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.models.photos import PhotosModel
from photoclip.gui.views.inspector import Inspector
from photoclip.gui.views.searching import Searching

_SOON_MS = 60  # while somebody holds an arrow key, nothing is asked


class Inspecting(QObject):
    """Asks for the details of one picture at a time."""

    def __init__(
        self,
        asker: Asker,
        inspector: Inspector,
        photos: PhotosModel,
        searching: Searching,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._asker = asker
        self._inspector = inspector
        self._photos = photos
        self._searching = searching
        self._asked: list[Asked] = []
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._ask)
        photos.dataChanged.connect(self._photos_changed)
        self._key: ItemKey | None = None
        self._selected = 0
        self.details: Details | None = None
        self.shown = True

    def look_at(self, key: ItemKey | None, selected: int) -> None:
        """Another picture is current now, or so many others are selected."""
        if (key, selected) != (self._key, self._selected):
            self._key, self._selected = key, selected
            self._soon.start()

    def refresh(self) -> None:
        """What is known of the picture may have changed."""
        self._soon.start()

    def _ask(self) -> None:
        for asked in self._asked:
            asked.drop()
        self._asked.clear()
        if not self.shown:
            return
        if self._selected > 1:
            self.details = None
            self._inspector.show_many(self._selected)
        elif self._key is None:
            self.details = None
            self._inspector.show_nothing()
        else:
            self._asked.append(
                self._asker.ask(GetDetails(self._key), self._show_details, self._nothing)
            )
            listing = self._searching.listing
            if listing is not None and listing.ranked:
                question = GetWhy(self._searching.text, self._key)
                self._asked.append(self._asker.ask(question, self._show_why, self._no_reason))
            else:
                self._inspector.show_why(None)

    def _show_details(self, details: Details | None) -> None:
        self.details = details
        if details is None:
            self._inspector.show_nothing()
            return
        row = self._photos.row_of(details.card.key)
        self._inspector.show_details(details, None if row is None else self._preview(row))

    def _photos_changed(self, first: QModelIndex, last: QModelIndex, roles: list[int]) -> None:
        """The picture may come after what is known of the photo."""
        if self.details is None or Qt.ItemDataRole.DecorationRole not in roles:
            return
        row = self._photos.row_of(self.details.card.key)
        if row is not None and first.row() <= row <= last.row():
            self._inspector.show_preview(self._preview(row))

    def _preview(self, row: int) -> QPixmap | None:
        preview: QPixmap | None = self._photos.index(row).data(Qt.ItemDataRole.DecorationRole)
        return preview

    def _show_why(self, why: Why | None) -> None:
        self._inspector.show_why(why)

    def _nothing(self, _trouble: Trouble) -> None:
        self._inspector.show_nothing()

    def _no_reason(self, _trouble: Trouble) -> None:
        self._inspector.show_why(None)
