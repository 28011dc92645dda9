"""The cards a list knows, those it lacks, and what to ask for next."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from photoclip.browse.messages import Card, ItemKey
from photoclip.gui.models.row_changes import WIDTH

PAGE = 200
_AT_ONCE = 2 * PAGE  # asked for and not answered: more would stand in the way of newer wishes


class CardWishes:
    """Cards by key, at most ``room`` of them; the newest wish is asked for first, each only once."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._cards: OrderedDict[ItemKey, Card | None] = OrderedDict()  # None: it is gone
        self._expired: set[ItemKey] = set()
        self._wished: dict[ItemKey, int] = {}  # with rows; the newest last
        self._asked: dict[ItemKey, int] = {}

    def __len__(self) -> int:
        return len(self._cards)

    def card(self, key: ItemKey) -> tuple[Card | None, bool]:
        """What is known of a picture, and whether that is the last word."""
        if key not in self._cards:
            return None, False
        self._cards.move_to_end(key)
        return self._cards[key], key not in self._expired

    def wish(self, key: ItemKey, row: int) -> None:
        """Ask for a picture's card at the next opportunity, before what was wished for earlier."""
        if key not in self._asked:
            self._wished.pop(key, None)
            self._wished[key] = row

    def keep_only(self, keys: Mapping[ItemKey, int]) -> None:
        """Let go of all other wishes: they went out of sight."""
        self._wished = {key: row for key, row in self._wished.items() if key in keys}

    def page(
        self, raw: bytes, near: Mapping[ItemKey, int], *, forwards: bool
    ) -> tuple[ItemKey, ...]:
        """What to ask for now, the most urgent first; empty while enough is on its way.

        A page that has room left is filled with what comes next in the direction of scrolling, so
        that a list is not asked for in lines.
        """
        if not self._wished or len(self._asked) >= _AT_ONCE:
            return ()
        keys: dict[ItemKey, int] = {}
        while self._wished and len(keys) < PAGE:
            key, row = self._wished.popitem()
            keys[key] = row
        if near and not self._wished:
            self._fill(keys, raw, near, 1 if forwards else -1)
        self._asked.update(keys)
        return tuple(keys)

    def _fill(
        self, keys: dict[ItemKey, int], raw: bytes, near: Mapping[ItemKey, int], step: int
    ) -> None:
        rows = memoryview(raw).cast("q")
        row = (max(near.values()) if step > 0 else min(near.values())) + step
        for _ in range(PAGE):
            if len(keys) >= PAGE or not 0 <= row < len(raw) // WIDTH:
                return
            key = ItemKey(rows[row])
            if key not in self._asked and (key not in self._cards or key in self._expired):
                keys[key] = row
            row += step

    def answered(self, key: ItemKey, card: Card | None) -> int | None:
        """A card came, or None: the picture is gone. Gives the row it was asked for, if it was."""
        self._keep(key, card)
        self._wished.pop(key, None)
        return self._asked.pop(key, None)

    def replace(self, card: Card) -> bool:
        """Another card of a picture; False where the picture was unknown, and stays so."""
        if card.key not in self._cards:
            return False
        self._keep(card.key, card)
        return True

    def expire(self) -> None:
        """All cards may be out of date: they are to be asked for again."""
        self._expired = set(self._cards)
        self._asked.clear()

    def forget(self) -> None:
        """What was asked for will not be answered."""
        self._asked.clear()
        self._wished.clear()

    def forget_gone(self) -> None:
        """What was gone may be back."""
        for key in [key for key, card in self._cards.items() if card is None]:
            self._drop(key)

    def _keep(self, key: ItemKey, card: Card | None) -> None:
        self._cards[key] = card
        self._cards.move_to_end(key)
        self._expired.discard(key)
        while len(self._cards) > self._room:
            self._drop(next(iter(self._cards)))

    def _drop(self, key: ItemKey) -> None:
        del self._cards[key]
        self._expired.discard(key)
