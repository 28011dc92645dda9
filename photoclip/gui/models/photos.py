"""The photos of a list, a million of them if need be; what they look like comes in while they show."""

from __future__ import annotations

import html
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import IntEnum
from time import perf_counter
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QImage, QPixmap

from photoclip.browse.messages import Card, ItemKey, ItemState, Listing, Section, SectionKind
from photoclip.gui.models.photo_text import accessible_text, name_of
from photoclip.gui.models.photo_wishes import CardWishes
from photoclip.gui.models.pixmaps import Kept, PixmapCache, rounded
from photoclip.gui.models.row_changes import WIDTH, Change, changes, row_of
from photoclip.gui.models.text import readable_path

PIXMAP_BYTES = 192_000_000
CARDS = 20_000
_CONVERTING = 0.004  # seconds of an event loop's turn that pixmaps may take
_WORK = 4_000_000  # rows times changes that are applied one by one
_CHANGES = 32
_Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What else `PhotosModel.data` tells."""

    KEY = Qt.ItemDataRole.UserRole  # an ItemKey
    CARD = Qt.ItemDataRole.UserRole + 1  # a Card, or None while it isn't known
    SCORE = Qt.ItemDataRole.UserRole + 2  # 0..1, or None
    BAND = Qt.ItemDataRole.UserRole + 3  # a Band's value, or empty


class PhotosModel(QAbstractListModel):
    """One row a picture of a `Listing`. Asks for cards and thumbnails by signal, never waits.

    What is asked for follows what a view says is visible (`visible_range_changed`), and a screen
    ahead of it. Without a view, what `data` was asked for.
    """

    cards_wanted = Signal(object)  # tuple[ItemKey, ...], to be answered by set_cards
    thumbnails_wanted = Signal(object)
    """A tuple of (ItemKey, path): all that is wanted now, the most urgent last. It replaces what was
    wanted before; answered by `set_thumbnail`."""
    thumbnail_side_changed = Signal(int)  # device pixels of the square they are fitted into
    about_to_show = Signal()
    shown = Signal(bool)  # whether the place in the list is to be kept

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._raw = b""
        self._keys = memoryview(b"").cast("q")
        self._scores = memoryview(b"").cast("f")
        self._sections: tuple[Section, ...] = ()
        self._starts: list[int] = []
        self._wishes = CardWishes(CARDS)
        self._pixmaps = PixmapCache(PIXMAP_BYTES)
        self._side, self._ratio = 0, 1.0
        self._arrived: dict[ItemKey, tuple[QImage, int]] = {}
        self._elsewhere: set[ItemKey] = set()  # thumbnails that are being made
        self._looked_for: dict[ItemKey, int] = {}  # pixmaps that data() lacked, and their rows
        self._wanted: tuple[tuple[ItemKey, bytes], ...] = ()
        self._first, self._last, self._ahead = 0, -1, range(0)
        self._near: dict[ItemKey, int] = {}
        self._asking = QTimer(self, singleShot=True, interval=0)
        self._asking.timeout.connect(self._ask)
        self._converting = QTimer(self, singleShot=True, interval=0)
        self._converting.timeout.connect(self._convert)

    # --- the list ---------------------------------------------------------------------------------

    def show(self, listing: Listing, *, keep: bool = True) -> None:
        """Show this list instead.

        With ``keep`` it is another state of the same list: what stayed keeps its place, its selection
        and the view's position. Without, a view starts at the top.
        """
        most = min(_CHANGES, max(1, _WORK // max(1, listing.count)))
        steps = changes(self._raw, listing.keys, most) if keep and self._raw else None
        self.about_to_show.emit()
        if steps is None:
            self.beginResetModel()
            self._set_keys(listing.keys)
            self._tell_sections(listing)
            self.endResetModel()
        else:
            for place in reversed(range(len(steps))):  # from behind: the rows before still hold
                self._apply(steps, place, listing.keys)
            self._set_keys(listing.keys)
            self._tell_sections(listing)
        self._wishes.forget_gone()
        self._near_changed(range(0), range(0))
        self.shown.emit(keep)
        if steps is not None and self._keys:
            self.dataChanged.emit(
                self.index(0), self.index(len(self._keys) - 1), [Role.SCORE, Role.BAND]
            )

    def _apply(self, steps: Sequence[Change], place: int, new: bytes) -> None:
        """Apply one change; ``new`` is what the list is after all of them, the first one last."""
        step, nowhere = steps[place], QModelIndex()
        start, end = step.start, step.start + step.removed
        moved = sum(earlier.added - earlier.removed for earlier in steps[:place])
        if step.removed:
            self.beginRemoveRows(nowhere, start, end - 1)
            self._set_keys(new if not (place or step.added) else self._joined(start, b"", end))
            self.endRemoveRows()
        if step.added:
            self.beginInsertRows(nowhere, start, start + step.added - 1)
            added = new[(start + moved) * WIDTH : (start + moved + step.added) * WIDTH]
            self._set_keys(self._joined(start, added, start) if place else new)
            self.endInsertRows()

    def _joined(self, start: int, between: bytes, end: int) -> bytes:
        raw = memoryview(self._raw)
        return b"".join((raw[: start * WIDTH], between, raw[end * WIDTH :]))

    def _set_keys(self, raw: bytes) -> None:
        self._raw = raw
        self._keys = memoryview(raw).cast("q")

    def _tell_sections(self, listing: Listing) -> None:
        self._scores = memoryview(listing.scores).cast("f")
        self._sections = listing.sections
        self._starts = [section.start for section in listing.sections]

    def sections(self) -> tuple[Section, ...]:
        """The list's sections, which cover it in order."""
        return self._sections

    def section_of(self, row: int) -> Section | None:
        """The section a row belongs to."""
        place = bisect_right(self._starts, row) - 1
        return self._sections[place] if place >= 0 else None

    def key_at(self, row: int) -> ItemKey:
        """The picture of a row."""
        return ItemKey(self._keys[row])

    def keys(self, first: int, last: int) -> list[ItemKey]:
        """The pictures of these rows, ``last`` among them."""
        return [ItemKey(key) for key in self._keys[first : last + 1]]

    def row_of(self, key: ItemKey) -> int | None:
        """Where a picture stands, or None. Milliseconds at worst, for a million rows."""
        for hints in (self._near, self._looked_for):
            row = hints.get(key)
            if row is not None and row < len(self._keys) and self._keys[row] == key:
                return row
        return row_of(self._raw, key)

    def raw_keys(self) -> bytes:
        """All keys as a `Listing` has them."""
        return self._raw

    # --- cards ------------------------------------------------------------------------------------

    def card_at(self, row: int) -> Card | None:
        """What is known of a row's picture; asks for it otherwise."""
        key = ItemKey(self._keys[row])
        card, fresh = self._wishes.card(key)
        if not fresh:
            self._wishes.wish(key, row)
            self._start(self._asking)
        return card

    def known_card(self, key: ItemKey) -> Card | None:
        """What is known of a picture, without asking for it."""
        return self._wishes.card(key)[0]

    def set_cards(self, cards: Sequence[Card | None], keys: Iterable[ItemKey]) -> None:
        """The answer to `cards_wanted`: what there is to know of these; None for what is gone."""
        rows = []
        for key, card in zip(keys, cards, strict=True):
            hint = self._wishes.answered(key, card)
            row = self._near.get(key, hint)
            if row is not None and row < len(self._keys) and self._keys[row] == key:
                rows.append(row)
        self._tell(rows)
        self._start(self._asking)

    def update(self, card: Card) -> None:
        """One picture changed."""
        before = self.known_card(card.key)
        if before is not None and before.thumbnail != card.thumbnail:
            self._pixmaps.drop(card.key)
        if self._wishes.replace(card):
            row = self.row_of(card.key)
            if row is not None:
                self._tell([row])
                self._start(self._asking)

    def refresh(self) -> None:
        """Anything may have changed: what shows stays until newer cards come, which are asked for."""
        self._wishes.expire()
        self._pixmaps.drop_empty()
        self._elsewhere.clear()
        self._looked_for.clear()
        self._wanted = ()
        self._start(self._asking)
        self._tell(list(range(self._first, min(self._last + 1, len(self._keys)))))

    def forget(self) -> None:
        """What was asked for will not be answered: whatever still shows is asked for again."""
        self._wishes.forget()
        self._elsewhere.clear()
        self._looked_for.clear()
        self._wanted = ()
        self._start(self._asking)

    # --- thumbnails -------------------------------------------------------------------------------

    @property
    def thumbnail_side(self) -> int:
        """The side of the square thumbnails are to be fitted into, in device pixels."""
        return self._side

    def set_thumbnail_side(self, side: int, ratio: float) -> None:
        """Want thumbnails of another size, at ``ratio`` device pixels in a pixel.

        Those there are stay until sharper ones come.
        """
        if (side, ratio) == (self._side, self._ratio):
            return
        self._side, self._ratio = side, ratio
        self._arrived.clear()
        self._wanted = ()
        self.thumbnail_side_changed.emit(side)
        self._start(self._asking)

    def pixmap_at(self, row: int) -> QPixmap | None:
        """A row's picture; null where there is none to be had, None while nobody knows."""
        kept = self._pixmaps.get(ItemKey(self._keys[row]))
        return kept.pixmap if kept is not None else None

    def blurred_at(self, row: int) -> bool:
        """Whether a row's picture was made for another size, and a better one will come."""
        kept = self._pixmaps.get(ItemKey(self._keys[row]))
        return kept is not None and not self._sharp(kept)

    def set_thumbnail(self, key: ItemKey, image: QImage, side: int | None = None) -> None:
        """A thumbnail, scaled to fit into ``side`` (None: as now wanted); null if there is none."""
        self._arrived[key] = (image, self._side if side is None else side)
        self._elsewhere.discard(key)
        self._start(self._converting)

    def defer_thumbnail(self, key: ItemKey) -> None:
        """A thumbnail is being made elsewhere and will come: until then it isn't asked for."""
        self._elsewhere.add(key)

    def allow_thumbnail(self, key: ItemKey) -> None:
        """A thumbnail that was to be made elsewhere won't come: it is asked for when it shows."""
        self._elsewhere.discard(key)
        self._start(self._asking)

    def visible_range_changed(self, first: int, last: int) -> None:
        """Rows ``first`` to ``last`` show now; ``last`` before ``first`` where none do."""
        screen = last - first + 1
        if first < self._first and last < self._last:
            ahead = range(first - 1, max(-1, first - 1 - screen), -1)
        else:
            ahead = range(last + 1, min(len(self._keys), last + 1 + screen))
        self._near_changed(range(first, min(last + 1, len(self._keys))), ahead)

    def _near_changed(self, visible: range, ahead: range) -> None:
        self._first, self._last, self._ahead = visible.start, visible.stop - 1, ahead
        rows = [*visible, *ahead]
        self._near = {ItemKey(self._keys[row]): row for row in rows}
        self._looked_for.clear()
        self._wishes.keep_only(self._near)
        self._start(self._asking)

    # --- asking and being answered, once in a turn of the event loop -------------------------------

    def _ask(self) -> None:
        for key in reversed(self._near):  # so that what shows is the newest wish
            if not self._wishes.card(key)[1]:
                self._wishes.wish(key, self._near[key])
        page = self._wishes.page(self._raw, self._near, forwards=self._ahead.step > 0)
        if page:
            self.cards_wanted.emit(page)
        wanted = tuple(
            (key, card.thumbnail)
            for key in (*self._looked_for, *reversed(self._near))
            if (card := self._lacks_thumbnail(key))
        )
        if wanted != self._wanted:
            self._wanted = wanted
            self.thumbnails_wanted.emit(wanted)

    def _lacks_thumbnail(self, key: ItemKey) -> Card | None:
        """The picture's card, if it has a thumbnail that should be read."""
        kept = self._pixmaps.get(key)
        if (kept is not None and self._sharp(kept)) or key in self._arrived:
            return None
        card = self._wishes.card(key)[0]
        if card is None or key in self._elsewhere:
            return None
        # One that waits to be read has no place in the cache yet: its thumbnail is made on request.
        return card if has_picture(card) or card.thumbnail else None

    def _sharp(self, kept: Kept) -> bool:
        return kept.side == self._side or kept.pixmap.isNull()

    def _convert(self) -> None:
        end = perf_counter() + _CONVERTING
        rows = []
        while self._arrived and perf_counter() < end:
            key = next((key for key in self._arrived if key in self._near), None)
            if key is None:
                key = next(iter(self._arrived))
            image, side = self._arrived.pop(key)
            row = self._near.get(key, self._looked_for.pop(key, None))
            self._pixmaps.put(key, rounded(image, self._ratio), side)
            if row is not None and row < len(self._keys) and self._keys[row] == key:
                rows.append(row)
        self._tell(rows, [Qt.ItemDataRole.DecorationRole])
        if self._arrived:
            self._start(self._converting)

    def _tell(self, rows: list[int], roles: Sequence[int] = ()) -> None:
        """Say that rows changed, neighbours in one go."""
        rows.sort()
        start = 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or rows[place] != rows[place - 1] + 1:
                first, last = self.index(rows[start]), self.index(rows[place - 1])
                self.dataChanged.emit(first, last, list(roles))
                start = place

    @staticmethod
    def _start(timer: QTimer) -> None:
        if not timer.isActive():
            timer.start()

    # --- what Qt asks -----------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's own
        """How many pictures there are."""
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What is known of a picture; never waits, never touches a file."""
        row = index.row()
        if not index.isValid() or row >= len(self._keys):
            return None
        match role:
            case Role.KEY:
                return self.key_at(row)
            case Role.SCORE:
                return self._scores[row] if row < len(self._scores) else None
            case Role.BAND:
                return self._band(row)
            case Qt.ItemDataRole.DecorationRole:
                return self._decoration(row)
            case (
                Qt.ItemDataRole.DisplayRole
                | Role.CARD
                | Qt.ItemDataRole.ToolTipRole
                | Qt.ItemDataRole.AccessibleTextRole
            ):
                return self._said_of(self.card_at(row), row, role)
        return None

    def _said_of(self, card: Card | None, row: int, role: int) -> Any:
        if role == Role.CARD or card is None:
            return card
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return name_of(card)
            case Qt.ItemDataRole.ToolTipRole:  # escaped: a file name may look like HTML
                return f"<p>{html.escape(readable_path(card.path))}</p>"
        return accessible_text(card, self._band(row))

    def _band(self, row: int) -> str:
        section = self.section_of(row)
        return section.name if section is not None and section.kind is SectionKind.BAND else ""

    def _decoration(self, row: int) -> QPixmap | None:
        key = self.key_at(row)
        kept = self._pixmaps.get(key)
        if kept is None and key not in self._near and self.card_at(row) is not None:
            self._looked_for[key] = row
            if len(self._looked_for) > 500:
                del self._looked_for[next(iter(self._looked_for))]
            self._start(self._asking)
        return kept.pixmap if kept is not None else None


def has_picture(card: Card) -> bool:
    """Whether there is anything to be shown of a picture, or will be."""
    return card.state is ItemState.WAITING or (
        card.state is ItemState.READY and bool(card.thumbnail)
    )
