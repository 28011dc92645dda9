"""The pictures a viewer holds, and those it waits for."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from photoclip.browse.messages import ItemKey

CACHE_BYTES = 256_000_000

Side = int | None
"""A long side in device pixels, or None for every pixel."""


@dataclass(frozen=True, slots=True)
class Held:
    """A decoded picture. ``asked`` is the side it was asked for with.

    ``original`` is the size of the upright original, ``whole`` whether ``image`` has every pixel of
    it. ``content`` names what was decoded (a card's thumbnail, which is named by content); empty if
    not known.
    """

    image: QImage
    original: QSize
    whole: bool
    asked: Side
    content: bytes = b""

    def serves(self, side: Side) -> bool:
        """Whether asking for this side would bring nothing better."""
        if self.whole or self.asked is None:
            return True
        return side is not None and self.asked >= side

    def shows(self, content: bytes) -> bool:
        """Whether it was decoded from this content, as far as is known."""
        return not self.content or not content or self.content == content


class HeldPictures:
    """Decoded pictures up to so many bytes, least recently used first to go.

    The pinned one stays however large it is.
    """

    def __init__(self, limit: int = CACHE_BYTES) -> None:
        self._limit = limit
        self._bytes = 0
        self._held: dict[ItemKey, Held] = {}
        self._pinned: ItemKey | None = None

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: ItemKey, content: bytes = b"") -> Held | None:
        """The picture, unless it was decoded from another content."""
        held = self._held.get(key)
        if held is None or not held.shows(content):
            return None
        self._held[key] = self._held.pop(key)
        return held

    def keep(self, key: ItemKey, held: Held) -> Held:
        """Hold a picture; answers the one that is held now, which may be a better one from before."""
        before = self._held.get(key)
        if before is not None and before.serves(held.asked) and before.shows(held.content):
            return before
        self._remove(key)
        self._held[key] = held
        self._bytes += held.image.sizeInBytes()
        self._shrink()
        return held

    def pin(self, key: ItemKey | None) -> None:
        """The picture that is on screen."""
        self._pinned = key
        self._shrink()

    def clear(self) -> None:
        """Hold nothing."""
        self._held.clear()
        self._bytes, self._pinned = 0, None

    def _shrink(self) -> None:
        for key in [key for key in self._held if key != self._pinned]:
            if self._bytes <= self._limit:
                return
            self._remove(key)

    def _remove(self, key: ItemKey) -> None:
        gone = self._held.pop(key, None)
        if gone is not None:
            self._bytes -= gone.image.sizeInBytes()


class Wishes:
    """What was asked for and has not come."""

    def __init__(self) -> None:
        self._sides: dict[ItemKey, list[Side]] = {}

    def __bool__(self) -> bool:
        return bool(self._sides)

    def has(self, key: ItemKey) -> bool:
        """Whether this picture is waited for."""
        return key in self._sides

    def add(self, key: ItemKey, side: Side) -> bool:
        """Wait for this; False if something at least as good is waited for."""
        waiting = self._sides.setdefault(key, [])
        if any(one is None or (side is not None and one >= side) for one in waiting):
            return False
        waiting.append(side)
        return True

    def came(self, key: ItemKey, side: Side) -> None:
        """It is here."""
        waiting = self._sides.get(key, [])
        if side in waiting:
            waiting.remove(side)
        if not waiting:
            self._sides.pop(key, None)

    def drop(self, key: ItemKey) -> None:
        """Nothing of this picture is waited for."""
        self._sides.pop(key, None)

    def drop_others(self, key: ItemKey | None) -> tuple[ItemKey, ...]:
        """Wait for this picture alone; the keys of those that were waited for besides."""
        stale = tuple(other for other in self._sides if other != key)
        for other in stale:
            del self._sides[other]
        return stale


class PictureSource(QObject):
    """Where a viewer gets its pictures from: what it holds, and what it has to ask for.

    ``wanted`` carries a key and a side, ``dropped`` a key of which nothing is waited for any more.
    """

    wanted = Signal(object, object)
    dropped = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held, self._wishes = HeldPictures(), Wishes()
        self._failed: dict[ItemKey, str] = {}

    @property
    def waiting(self) -> bool:
        """Whether anything was asked for and has not come."""
        return bool(self._wishes)

    def get(self, key: ItemKey, content: bytes = b"") -> Held | None:
        """What is held of a picture."""
        return self._held.get(key, content)

    def failure(self, key: ItemKey) -> str:
        """Why a picture can't be shown, in words; empty if nothing says so."""
        return self._failed.get(key, "")

    def lacks(self, key: ItemKey, side: Side, content: bytes) -> bool:
        """Whether a picture has to be asked for to have it this large; not one that failed."""
        held = self._held.get(key, content)
        return key not in self._failed and (held is None or not held.serves(side))

    def ask(self, key: ItemKey, side: Side) -> None:
        """Want a picture, unless it is waited for."""
        if self._wishes.add(key, side):
            self.wanted.emit(key, side)

    def turn_to(self, key: ItemKey | None) -> None:
        """Show this one: others aren't waited for, and it may be tried again if it failed."""
        for stale in self._wishes.drop_others(key):
            self.dropped.emit(stale)
        self._held.pin(key)
        if key is not None:
            self._failed.pop(key, None)

    def came(self, key: ItemKey, held: Held) -> Held:
        """A picture is here. Answers the best there is of it."""
        self._wishes.came(key, held.asked)
        self._failed.pop(key, None)
        return self._held.keep(key, held)

    def failed(self, key: ItemKey, reason: str) -> None:
        """A picture can't be had."""
        self._wishes.drop(key)
        self._failed[key] = reason

    def clear(self) -> None:
        """Hold nothing, wait for nothing."""
        self.turn_to(None)
        self._held.clear()
        self._failed.clear()
