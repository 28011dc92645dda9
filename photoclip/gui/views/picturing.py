"""Thumbnails for the grid: from the cache, and made anew where the cache lacks them."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from photoclip.browse.messages import GetThumbnail, ItemKey, Picture, Trouble
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.bridge.thumbnails import ThumbnailLoader
from photoclip.gui.models.photos import PhotosModel

_MOST = 120  # a screenful: what was asked for before that has scrolled away


class Picturing(QObject):
    """Connects what the photos' model wants with those who read and make thumbnails."""

    def __init__(
        self,
        asker: Asker,
        photos: PhotosModel,
        loader: ThumbnailLoader,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._asker = asker
        self._photos = photos
        self._loader = loader
        self._made: dict[ItemKey, Asked] = {}
        photos.thumbnails_wanted.connect(loader.want)
        photos.thumbnail_side_changed.connect(loader.set_side)
        loader.loaded.connect(photos.set_thumbnail)
        loader.missing.connect(self._make)

    def forget(self) -> None:
        """What was asked for is asked for again when it shows."""
        for asked in self._made.values():
            asked.drop()
        self._made.clear()
        self._photos.forget()

    def close(self) -> None:
        """Ask nothing any more."""
        self._loader.missing.disconnect(self._make)
        for asked in self._made.values():
            asked.drop()
        self._made.clear()

    def _make(self, key: ItemKey) -> None:
        if key in self._made:
            return
        self._photos.defer_thumbnail(key)
        if len(self._made) >= _MOST:
            oldest = next(iter(self._made))
            self._made.pop(oldest).drop()
            self._photos.allow_thumbnail(oldest)

        def made(picture: Picture | None) -> None:
            self._made.pop(key, None)
            if picture is None:
                self._photos.set_thumbnail(key, QImage())
            else:
                self._loader.decode(key, picture.jpeg)

        def not_made(_trouble: Trouble) -> None:
            self._made.pop(key, None)
            self._photos.set_thumbnail(key, QImage())

        self._made[key] = self._asker.ask(GetThumbnail(key), made, not_made)
