"""The photos a search found, and their thumbnails."""

from __future__ import annotations

import html
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage, QPixmap

from photoclip.gui.bridge.old_thumbnails import ThumbnailLoader

BADGE_ROLE = Qt.ItemDataRole.UserRole  # how sure the match is, in a word; empty if not ranked
NOTE_ROLE = Qt.ItemDataRole.UserRole + 1  # the day it was taken, or that its drive is away
_CACHE_BYTES = 64_000_000
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Photo:
    """One result. Python's ``os.fsencode`` turns ``path`` and ``thumbnail`` into the files' names.

    ``band`` is likely, maybe or unlikely, and empty where the query only filters.
    """

    path: str
    band: str
    day: str
    thumbnail: str
    offline: bool

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Photo:
        """A photo from a row of ``photoclip search --json``."""
        return cls(
            path=row["path"],
            band=row["band"] if "similarity" in row else "",  # a filter alone compares nothing
            day=(row.get("taken_at") or "")[:10],
            thumbnail=row.get("thumbnail") or "",
            offline=bool(row.get("offline")),
        )

    @property
    def name(self) -> str:
        """The file's name, safe to show."""
        return readable(os.path.basename(self.path))


def readable(text: str) -> str:
    """Text without what can't be shown or would reorder the rest of its line."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


class ResultsModel(QAbstractListModel):
    """Photos in the order they were found; asks for a thumbnail when a view first wants it."""

    def __init__(self, loader: ThumbnailLoader, ratio: float, parent: QObject) -> None:
        super().__init__(parent)
        self._loader = loader
        self._ratio = ratio  # device pixels in a pixel
        self._photos: list[Photo] = []
        self._pixmaps: dict[str, QPixmap] = {}  # least recently shown first
        self._room = _CACHE_BYTES // (4 * loader.side**2)
        loader.loaded.connect(self._keep)

    def show(self, photos: Iterable[Photo]) -> None:
        """Show these photos instead; thumbnails still waiting for the others are dropped."""
        self.beginResetModel()
        self._loader.forget()
        self._photos = list(photos)
        self.endResetModel()

    def photo(self, index: _Index) -> Photo:
        """The photo at a valid index."""
        return self._photos[index.row()]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own
        """How many photos there are."""
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a view shows of a photo; never touches a file."""
        if not index.isValid():
            return None
        photo = self.photo(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return photo.name
            case Qt.ItemDataRole.DecorationRole:
                return self._thumbnail(photo.thumbnail)
            case Qt.ItemDataRole.ToolTipRole:  # escaped: a file name may look like HTML
                return f"<p>{html.escape(readable(photo.path))}</p>"
            case Qt.ItemDataRole.AccessibleTextRole:
                parts = (photo.name, photo.band, photo.day, "offline" if photo.offline else "")
                return ", ".join(filter(None, parts))
            case _ if role == BADGE_ROLE:
                return photo.band.capitalize()
            case _ if role == NOTE_ROLE:
                return "Offline" if photo.offline else photo.day
        return None

    def _thumbnail(self, path: str) -> QPixmap | None:
        pixmap = self._pixmaps.pop(path, None)
        if pixmap is not None:
            self._pixmaps[path] = pixmap
        elif path:
            self._loader.want(path)
        return pixmap

    def _keep(self, path: str, image: QImage) -> None:
        # A missing thumbnail is kept too, as a null pixmap: it isn't asked for again and again.
        pixmap = self._pixmaps[path] = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self._ratio)
        if len(self._pixmaps) > self._room:
            del self._pixmaps[next(iter(self._pixmaps))]
        for row, photo in enumerate(self._photos):
            if photo.thumbnail == path:  # more than one where a photo was copied
                index = self.index(row)
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])
