"""What is shown: the query, the order, and keeping the list true while the library changes."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from photoclip.browse.messages import Chip, Find, Listing, Mistake, Order, Trouble
from photoclip.gui.bridge.asking import Asked, Asker

_REFRESH_MS = 1000
_SLOWNESS = 4  # asking again takes at most this share of the time…
_LONGEST_MS = 5000  # …but what is new shows this soon, also while the machine has much to do


class Searching(QObject):
    """Asks for lists, one at a time; a new query drops the one before.

    ``found`` carries the `Listing` and whether it answers a new question (else the library changed
    under the same one), ``mistaken`` a `Mistake`, ``failed`` a `Trouble`, ``busy`` whether an answer
    is awaited and why it takes long.
    """

    found = Signal(object, bool)
    mistaken = Signal(object)
    failed = Signal(object)
    busy = Signal(bool, str)

    def __init__(self, asker: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._asked: Asked | None = None
        self._new = True  # whether the answer awaited is to a new question
        self._stale = False
        self._waited = False  # whether the answer has to wait for a process or a model to be there
        self._took = QElapsedTimer()
        self._refresh = QTimer(self, singleShot=True)
        self._refresh.timeout.connect(self._ask_again)
        self.question = Find("")
        self.listing: Listing | None = None
        self._understood = False  # whether the listing answers the question

    @property
    def text(self) -> str:
        """The query."""
        return self.question.query

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The query as it was understood last."""
        return self.listing.chips if self.listing is not None else ()

    @property
    def understood(self) -> str:
        """The question's canonical text; empty while it waits for its answer or has a mistake."""
        return self.listing.understood if self.listing is not None and self._understood else ""

    def ask(
        self,
        query: str | None = None,
        *,
        order: Order | None = None,
        all_bands: bool | None = None,
        by_day: bool | None = None,
    ) -> None:
        """Ask for another list: what isn't given stays as it was."""
        before = self.question
        self.question = Find(
            before.query if query is None else query,
            before.order if order is None else order,
            before.all_bands if all_bands is None else all_bands,
            before.by_day if by_day is None else by_day,
        )
        self._ask(new=True)

    def changed(self) -> None:
        """The library changed: ask again, not too often."""
        self._stale = True
        if self._asked is None and not self._refresh.isActive():
            self._refresh.start(0)

    def close(self) -> None:
        """Ask nothing any more."""
        self._refresh.stop()
        if self._asked is not None:
            self._asked.drop()

    def _ask_again(self) -> None:
        if self._stale and self._asked is None:
            self._ask(new=False)

    def _ask(self, *, new: bool) -> None:
        if self._asked is not None:
            self._asked.drop()
        self._stale = False
        self._new = new
        self._waited = self.listing is None
        self._took.start()
        self._asked = self._asker.ask(self.question, self._answered, self._failed, self._held)
        if new:
            self._understood = False
            self.busy.emit(True, "")

    def _held(self, reason: str) -> None:
        self._waited = True
        self.busy.emit(True, reason)

    def _answered(self, answer: Listing | Mistake) -> None:
        if isinstance(answer, Listing):
            self.listing = answer
            self._understood = True
            self.found.emit(answer, self._new)
            if not answer.complete:
                self._new = False  # what follows is the same list, whole
                return
        else:
            self.mistaken.emit(answer)
        self._ended()

    def _failed(self, trouble: Trouble) -> None:
        self.failed.emit(trouble)
        self._ended()

    def _ended(self) -> None:
        self._asked = None
        self.busy.emit(False, "")
        # What an answer waited for says nothing of how long the next will take.
        pause = 0 if self._waited else min(_SLOWNESS * self._took.elapsed(), _LONGEST_MS)
        self._refresh.start(max(_REFRESH_MS, pause))
