"""Small pictures of photos that stand outside the grid: at a label's border, beside a question."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from photoclip.browse.messages import Card, GetCards, GetThumbnail, ItemKey, Picture, Trouble
from photoclip.gui.bridge.asking import Asked, Asker
from photoclip.gui.bridge.thumbnails import ThumbnailLoader
from photoclip.gui.models.photo_text import name_of
from photoclip.gui.models.pixmaps import PixmapCache

_SIDE = 320  # device pixels
_BUDGET = 64_000_000  # bytes of pixmaps that are kept
_CARDS = 2000


class SmallPictures(QObject):
    """Gets cards and thumbnails of the photos it is asked for, and keeps the newest.

    ``came`` says that more is known of a photo: `pixmap` is None while its picture is on its way,
    null where there is none; `card` None while it isn't known.
    """

    came = Signal(object)

    def __init__(self, asker: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._cards: dict[ItemKey, Card] = {}
        self._pixmaps = PixmapCache(_BUDGET)
        self._wanted: dict[ItemKey, bytes] = {}
        self._asked: list[Asked] = []
        self._asking: set[ItemKey] = set()
        self._loader: ThumbnailLoader | None = None  # its threads start with the first wish

    def want(self, keys: Iterable[ItemKey]) -> None:
        """Have these ready soon."""
        lacking = tuple(
            key
            for key in dict.fromkeys(keys)
            if key not in self._asking and (key not in self._cards or self.pixmap(key) is None)
        )
        if lacking:
            self._asking.update(lacking)
            self._asked = [asked for asked in self._asked if asked.waits]
            self._asked.append(
                self._asker.ask(
                    GetCards(lacking),
                    lambda cards: self._know(lacking, cards),
                    lambda _trouble: self._asking.difference_update(lacking),
                )
            )

    def card(self, key: ItemKey) -> Card | None:
        """What is known of a photo."""
        return self._cards.get(key)

    def name(self, key: ItemKey) -> str:
        """The name of a photo's file; empty while it isn't known."""
        card = self._cards.get(key)
        return "" if card is None else name_of(card)

    def pixmap(self, key: ItemKey) -> QPixmap | None:
        """A photo's thumbnail, upright, its long side at most some 300 device pixels."""
        kept = self._pixmaps.get(key)
        return None if kept is None else kept.pixmap

    def close(self) -> None:
        """End the threads; nothing is emitted any more."""
        for asked in self._asked:
            asked.drop()
        if self._loader is not None:
            self._loader.close()

    def _know(self, keys: tuple[ItemKey, ...], cards: tuple[Card | None, ...]) -> None:
        for key, card in zip(keys, cards, strict=True):
            if card is None:
                self._asking.discard(key)
                self._pixmaps.put(key, QPixmap(), _SIDE)
                self.came.emit(key)
                continue
            self._cards[key] = card
            self._wanted[key] = card.thumbnail
            self.came.emit(key)
        while len(self._cards) > _CARDS:
            del self._cards[next(iter(self._cards))]
        self._load()

    def _load(self) -> None:
        if self._loader is None:
            self._loader = ThumbnailLoader(_SIDE, self)
            self._loader.loaded.connect(self._loaded)
            self._loader.missing.connect(self._make)
        self._loader.want(reversed(self._wanted.items()))  # the last is read first

    def _loaded(self, key: ItemKey, image: QImage, side: int) -> None:
        self._wanted.pop(key, None)
        self._asking.discard(key)
        self._pixmaps.put(key, QPixmap.fromImage(image), side)
        self.came.emit(key)

    def _make(self, key: ItemKey) -> None:
        self._wanted.pop(key, None)

        def made(picture: Picture | None) -> None:
            if picture is None or self._loader is None:
                self._loaded(key, QImage(), _SIDE)
            else:
                self._loader.decode(key, picture.jpeg)

        def not_made(_trouble: Trouble) -> None:
            self._loaded(key, QImage(), _SIDE)

        self._asked.append(self._asker.ask(GetThumbnail(key), made, not_made))
