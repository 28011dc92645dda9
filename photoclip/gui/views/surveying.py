"""What is in the library as a whole: kept true while it changes."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from photoclip.browse.messages import Trouble
from photoclip.browse.overview_messages import GetOverview, Overview
from photoclip.gui.bridge.asking import Asked, Asker

_SOON_MS = 250
_SLOWNESS = 8  # asking takes at most this share of the time…
_LONGEST_MS = 5000  # …but what is new shows this soon, also while the machine has much to do


class Surveying(QObject):
    """Asks for the `Overview` when it may have changed, never twice at a time.

    ``surveyed`` carries it; ``missing`` says that there is no library yet; ``failed`` a `Trouble`.
    """

    surveyed = Signal(object)
    missing = Signal()
    failed = Signal(object)

    def __init__(self, asker: Asker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asker = asker
        self._asked: Asked | None = None
        self._again = False
        self._took = QElapsedTimer()
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._ask)
        self.overview = Overview()
        self.known = False

    def ask(self) -> None:
        """Ask now."""
        self._soon.start(0)

    def changed(self) -> None:
        """The library changed: ask soon."""
        if self._asked is not None:
            self._again = True
        elif not self._soon.isActive():
            self._soon.start(_SOON_MS)

    def close(self) -> None:
        """Ask nothing any more."""
        self._soon.stop()

    def _ask(self) -> None:
        if self._asked is None:
            self._took.start()
            self._asked = self._asker.ask(GetOverview(), self._answered, self._failed)

    def _answered(self, overview: Overview) -> None:
        # The first answer waited for the process that gives it: that says nothing of the next.
        pause = min(_SLOWNESS * self._took.elapsed(), _LONGEST_MS) if self.known else 0
        self.overview = overview
        self.known = True
        self.surveyed.emit(overview)
        self._ended(pause)

    def _failed(self, trouble: Trouble) -> None:
        if trouble.kind == "LibraryNotFoundError":
            self.missing.emit()
        else:
            self.failed.emit(trouble)
        self._ended()

    def _ended(self, pause: int = 0) -> None:
        self._asked = None
        if self._again:
            self._again = False
            self._soon.start(max(_SOON_MS, pause))
